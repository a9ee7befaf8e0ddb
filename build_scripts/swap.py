"""Replacing a folder as a whole: the new one is made beside it, and takes its place when all is well.

For a target `site` the new folder is `.site-new` and, for the moment of the exchange, the former one is `.site-old`. Whatever
point a build is killed at, `recover` finds from these names alone which folder is whole:

    target there                  the exchange had not begun, or is done: clear the siblings away
    target gone, .old and .new    killed between the two renames: .new is whole, since .old appears only then; go on
    target gone, .old alone       put it back
"""

from __future__ import annotations

import shutil
from pathlib import Path

from build_scripts.model import ExplainerError


def siblings(target: Path) -> tuple[Path, Path]:
    """The paths of the new and of the former folder."""
    return target.parent / f".{target.name}-new", target.parent / f".{target.name}-old"


def recover(target: Path) -> bool:
    """Make an exchange that was cut in half whole. True if there was one."""
    new, old = siblings(target)
    try:
        found = new.exists() or old.exists()
        if not target.exists() and old.exists():
            (new if new.exists() else old).rename(target)
        if old.exists():
            _keep_hidden(old, target)
            _remove(old)
        _remove(new)
    except OSError as error:
        raise _unwritable(target, error) from error
    return found


def start(target: Path) -> Path:
    """An empty folder beside the target, to be filled."""
    new, _ = siblings(target)
    try:
        if target.exists() and not target.is_dir():
            raise ExplainerError(f"{target.parent.name}/{target.name}: a file stands where the build makes a folder; move it away")
        _remove(new)
        new.mkdir(parents=True)
    except OSError as error:
        raise _unwritable(target, error) from error
    return new


def finish(target: Path) -> None:
    """Let the new folder take the target's place; hidden entries of the former one (.git, .nojekyll) stay."""
    new, old = siblings(target)
    try:
        if target.exists():
            target.rename(old)
        new.rename(target)
        if old.exists():
            _keep_hidden(old, target)
            _remove(old)
    except OSError as error:
        if not target.exists() and old.exists():
            old.rename(target)
        raise _unwritable(target, error) from error


def _keep_hidden(old: Path, target: Path) -> None:
    for entry in old.glob(".*"):
        if not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> ExplainerError:
    reason = error.strerror or type(error).__name__
    where = f"{target.parent.name}/{target.name}"
    return ExplainerError(f"{where}: cannot be written ({reason}); make it and the folder it lies in writable; what was there is kept")
