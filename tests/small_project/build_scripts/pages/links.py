"""Stands in for the record links: none resolves."""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from build_scripts.model import ExplainerError


class _NoLinks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if any("[[" in line for line in lines):
            raise ExplainerError("about.md: [[nobody]] names no record")
        return lines


class _Links(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_NoLinks(md), "record_links", 30)


def markdown_extension(dataset) -> Extension:
    return _Links()
