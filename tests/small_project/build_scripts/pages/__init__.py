"""Stands in for the pages: one that lists the actors, with a heading from a template."""

from pathlib import Path


class _Linker:
    def link(self, content: str, path: str) -> str:
        return content


def linker(dataset, url_of) -> _Linker:
    return _Linker()


def render_pages(dataset) -> dict[str, str]:
    heading = (Path(__file__).parent / "heading.md").read_text()
    return {"index.md": heading + "\n" + "\n".join(f"- {actor.name}" for actor in dataset.actors) + "\n"}
