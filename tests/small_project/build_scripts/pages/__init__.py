"""Stands in for the pages: one that lists the actors, with a heading from a template."""

from pathlib import Path

from build_scripts.pages.links import markdown_extension

__all__ = ["markdown_extension"]


class _Links:
    def link(self, content: str, path: str) -> str:
        return content

    def crumbs(self, path: str) -> str:
        return ""

    def finish(self, contents: dict[str, str]) -> dict[str, str]:
        return contents


def linkers(dataset, url_of) -> tuple[_Links, _Links]:
    return _Links(), _Links()


def desk_of(dataset):
    return dataset


def render_pages(dataset) -> dict[str, str]:
    heading = (Path(__file__).parent / "heading.md").read_text()
    return {"index.md": heading + "\n" + "\n".join(f"- {actor.name}" for actor in dataset.actors) + "\n"}
