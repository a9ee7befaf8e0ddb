from __future__ import annotations

import html

import pytest
import yaml
from jinja2 import Environment, StrictUndefined

from build_scripts.pages.markup import Markdown, encode, external_link, finalize, front_matter, slug


@pytest.mark.parametrize("text", ["*a*", "[[x]]", "{.y}", "<b>", "# h", "- i", "1. j", "| t |", "`c`", "a_b_", "&amp;", "---\nx: y",
                                  "    code", "\\*", "![i](j)"])
def test_no_character_with_a_meaning_in_markdown_is_left(text: str) -> None:
    encoded = encode(text)
    assert html.unescape(encoded) == text
    assert not set(encoded) - set("&#;, ") - {c for c in encoded if c.isalnum()}
    assert not encoded.startswith(" ")
    assert "  " not in encoded


def test_characters_that_html_cannot_hold_are_replaced() -> None:
    assert html.unescape(encode("a\x02b\x85c\x00\ufffe")) == "a\ufffdb\ufffdc\ufffd\ufffd"


@pytest.mark.parametrize("value", [None, 1.5, True, ["x"]])
def test_a_template_cannot_print_what_is_no_text(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        finalize(value)


def test_a_template_cannot_print_what_is_missing_and_encodes_the_rest() -> None:
    env = Environment(finalize=finalize, undefined=StrictUndefined)
    with pytest.raises(Exception, match=r"not there|undefined"):
        env.from_string("{{ nothing }}").render()
    assert env.from_string("{{ a }}{{ b }}{{ 3 }}{{ a ~ b }}").render(a="*", b=Markdown("*")) == "&#42;*3&#42;&#42;"


@pytest.mark.parametrize(("identifier", "shown"), [
    ("mark-2024", "mark-2024"), ("a.b_c", "a.b_c"), ("../up", "x-up-2e2e2f7570"),
    ('"><b>', "x-b-223e3c623e"), ("é", "x-c3a9"), ("a/b", "x-a-b-612f62")])
def test_ids_reach_paths_only_as_slugs(identifier: str, shown: str) -> None:
    assert slug(identifier) == shown


@pytest.mark.parametrize(("url", "shown"), [
    ("https://a.example/x", "[t](https://a.example/x){.ext}"),
    ("https://a.example/(x)'*_[y]", "[t](https://a.example/%28x%29%27%2A_%5By%5D){.ext}"),
    ("https://a.example/%27x", "[t](https://a.example/%27x){.ext}"),
    ("javascript:alert(1)", "t"), ("data:text/html,x", "t"), ("/local", "t"), (None, "t")])
def test_links_to_other_sites(url: str | None, shown: str) -> None:
    assert external_link(url, "t") == shown


def test_front_matter_is_yaml_whose_values_are_safe_in_html() -> None:
    matter = front_matter(title='<b> "x": y\n---\n', hide=["toc"])
    assert yaml.safe_load(matter.split("---\n")[1]) == {"title": "&lt;b&gt; &quot;x&quot;: y ---", "hide": ["toc"]}
