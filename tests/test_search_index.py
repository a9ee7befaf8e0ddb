"""One entry a page under its heading, and none for parts without words."""

from __future__ import annotations

import pytest

from build_scripts.search_index import tidy


def entry(location: str, title: str, text: str, **more: object) -> dict[str, object]:
    return {"location": location, "title": title, "text": text, **more}


@pytest.mark.parametrize(("docs", "tidied"), [
    ([], []),
    ([entry("a/", "A", "text"), entry("a/#b", "B", "more")], [entry("a/", "A", "text"), entry("a/#b", "B", "more")]),
    ([entry("a/", "A", "", boost=2), entry("a/#h", "What is A?", "text"), entry("a/#b", "B", "more")],
     [entry("a/", "What is A?", "text", boost=2), entry("a/#b", "B", "more")]),
    ([entry("a/", "A", "text"), entry("a/#related", "A", "")], [entry("a/", "A", "text")]),
    ([entry("a/", "A", ""), entry("b/", "B", ""), entry("b/#h", "What is B?", "text")],
     [entry("a/", "A", ""), entry("b/", "What is B?", "text")]),
], ids=["nothing", "in order already", "a heading that is not first", "a part without words", "pages beside each other"])
def test_entries_are_put_in_order(docs: list[dict[str, object]], tidied: list[dict[str, object]]) -> None:
    assert tidy(docs) == tidied
