"""MkDocs events -> calls. MkDocs loads this file once per process; everything it needs is imported when an event comes, so that `mkdocs
serve` works with the code as it stands on the disk.

The order of events that this rests on: on_startup, on_config (before the site folder is emptied), on_files, on_post_build, then either
nothing or on_build_error (strict mode counts its warnings after on_post_build), then on_shutdown.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

    from build_scripts.model import Dataset
    from build_scripts.pages import Around, Linker
    from build_scripts.pages.desk import Desk

log = logging.getLogger("mkdocs.plugins.explainer")

_EPOCH = "SOURCE_DATE_EPOCH"
_NO_DATE = "1980-01-01"
"""Stands for the day of the build where no source has a date; the earliest that all archive formats know."""


@dataclass
class _Build:
    """What one run of MkDocs has to remember from event to event."""

    publishes: bool = False
    """False under `serve`, which keeps its pages in a folder of its own."""
    config: MkDocsConfig | None = None
    site: Path | None = None
    """Where the finished site goes, once it is staged elsewhere."""
    good: bool = False
    dataset: Dataset | None = None
    desk: Desk | None = None
    linker: Linker | None = None
    around: Around | None = None
    epoch_set: bool = False
    code: dict[str, int] = field(default_factory=dict)
    """File of the package -> time of its last change, as imported."""


_build = _Build()


class _Stopped(Abort):
    """Ends the run with one line on standard error."""

    def show(self, *args: Any, **kwargs: Any) -> None:
        click.echo(self.format_message(), err=True)


def on_startup(*, command: str, dirty: bool) -> None:
    context = click.get_current_context(silent=True)
    serves = command == "serve" or (context is not None and context.info_name == "serve")  # `serve --clean` calls itself a build
    _build.publishes = not serves


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    with _one_line_errors():
        _forget_changed_code()
        from build_scripts import pages
        from build_scripts.build import ensure_data, newest_date

        _build.good = False
        _build.dataset = ensure_data(_root(config))
        _build.desk = pages.desk_of(_build.dataset)
        config.markdown_extensions.append(pages.markdown_extension(_build.desk))  # type: ignore[arg-type]
        _set_clock(newest := newest_date(_build.dataset))
        config.extra.setdefault("explainer", {})["as_of"] = newest  # for the footer
        if _build.publishes and _build.site is None:
            _stage(config)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    with _one_line_errors():
        from build_scripts import pages
        from build_scripts.model import ExplainerError
        from build_scripts.styles import join_styles, trim_theme

        assert _build.desk is not None
        for path, markdown in pages.render_pages(_build.desk).items():
            if files.get_file_from_path(path) is not None:
                raise ExplainerError(f"docs/{path}: the build makes a page of this name; give yours another name")
            files.append(File.generated(config, path, content=markdown))
        _build.linker, _build.around = pages.linkers(_build.desk, lambda path: files.src_uris[path].url)
        _drop_from_nav(config, files)
        join_styles(files, config)
        trim_theme(files, config)
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    assert _build.linker is not None
    with _one_line_errors():
        return _build.linker.link(html, page.file.src_uri)


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> None:
    """By now every page is HTML, knows its title and has no frame yet, and files are not copied yet."""
    with _one_line_errors():
        from build_scripts.pages.sharing import shared_pictures

        assert _build.dataset is not None and _build.around is not None
        shown = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
        for path, content in _build.around.finish({path: page.content or "" for path, page in shown.items()}).items():
            shown[path].content = content
            shown[path].meta["crumbs"] = _build.around.crumbs(path)
        titles = {path: str(page.meta.get("title") or page.title) for path, page in shown.items()}
        for path, picture in shared_pictures(_build.dataset, titles, config.site_name, _root(config)):
            files.append(File.generated(config, path, content=picture))


@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    from build_scripts.search_index import tidy_index

    tidy_index(Path(config.site_dir))
    _build.good = True
    _restore_clock()


@event_priority(-100)
def on_build_error(*, error: Exception) -> None:
    _build.good = False
    _restore_clock()
    if type(error).__name__ == "ExplainerError":  # on a page: MkDocs has already said which, and what is wrong
        raise _Stopped("The build stopped at this error; the site is as it was.") from error


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Watch the seeds, the code and the templates too, and never what the build itself writes."""
    folders = [_root(config) / "seeds", _root(config) / "build_scripts", Path(config.docs_dir)]
    server.unwatch(config.docs_dir)
    watched: set[Path] = set()

    def watch_new_folders() -> None:
        for folder in _folders_below(folders, skip=Path(config.docs_dir) / "data"):
            if folder not in watched:
                watched.add(folder)
                server.watch(str(folder), recursive=False)

    def build_again(*args: Any) -> None:
        watch_new_folders()
        builder(*args)

    watch_new_folders()
    server.builder = build_again
    return server


def on_shutdown() -> None:
    """The last event: only now is it certain that nothing went wrong, strict mode included."""
    if _build.site is None or _build.config is None:
        return
    from build_scripts import swap

    site, _build.site = _build.site, None
    _build.config.site_dir = str(site)  # gh-deploy reads it after this
    with _one_line_errors():
        if _build.good:
            swap.finish(site)
        else:
            swap.recover(site)


def _stage(config: MkDocsConfig) -> None:
    """Let MkDocs build into a folder beside the site folder, so that a build that fails leaves the last good site alone."""
    from build_scripts import swap

    site = Path(config.site_dir).resolve()
    if swap.recover(site):
        log.info("an earlier build was cut short; %s/ is whole again", site.name)
    config.site_dir = str(swap.start(site))
    _build.site, _build.config = site, config


def _drop_from_nav(config: MkDocsConfig, files: Files) -> None:
    """Leave out of the navigation the pages that the build makes of some data only and has not made of these."""
    made_at_will = {f"{name}.md" for name in ("glossary",)} - set(files.src_uris)

    def kept(items: list[Any]) -> list[Any]:
        out: list[Any] = []
        for item in items:
            (title, target), = item.items() if isinstance(item, dict) else [("", item)]
            if isinstance(target, list):
                out.append({title: kept(target)})
            elif target not in made_at_will:
                out.append(item)
        return out

    if config.nav:
        config.nav = kept(config.nav)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _set_clock(day: str | None) -> None:
    """Give the sitemap the newest day in the data in place of today, unless the user has set a day."""
    if _EPOCH not in os.environ or _build.epoch_set:
        moment = datetime.fromisoformat(day or _NO_DATE).replace(tzinfo=UTC)
        os.environ[_EPOCH] = str(int(moment.timestamp()))
        _build.epoch_set = True


def _restore_clock() -> None:
    if _build.epoch_set:
        os.environ.pop(_EPOCH, None)
        _build.epoch_set = False


def _folders_below(tops: list[Path], skip: Path) -> Iterator[Path]:
    for top in tops:
        for folder, below, _ in os.walk(top):
            below[:] = sorted(b for b in below if b != "__pycache__" and not b.startswith(".") and Path(folder) / b != skip)
            yield Path(folder)


def _forget_changed_code() -> None:
    """Have Python read the package again if a file of it changed under `serve`: data must never be made by code that is no more."""
    package = Path(__file__).resolve().parent
    now = {str(path): path.stat().st_mtime_ns for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    if _build.code and now != _build.code:
        for name in [n for n in sys.modules if n == "build_scripts" or n.startswith("build_scripts.")]:
            del sys.modules[name]
    _build.code = now


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Bad input ends the build with its one line and exit status 1, and nothing else."""
    try:
        from build_scripts.model import ExplainerError
    except ImportError as error:
        raise _Stopped(f"Error: the project is not installed here ({error}); run `make site`, or `pip install --no-deps -e .`") from error
    try:
        yield
    except Exception as error:
        # After a reload the class is another one of the same name.
        if isinstance(error, ExplainerError) or type(error).__name__ == ExplainerError.__name__:
            raise _Stopped(f"Error: {error}") from error
        raise
