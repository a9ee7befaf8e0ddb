"""Whatever a source, a name or a piece of background says, it shows up as that text and makes nothing else."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_example import to_html

from build_scripts import model as m
from build_scripts.pages import render_pages
from build_scripts.pages.markup import plain

NASTY = ["<script>alert(1)</script>", "[[ana]]", "[[^ana|x]]", "[x](javascript:y)", "**b** _i_ `c` ~~s~~", "{.cite onclick=x}",
         "# h\n\n- i\n1. j",
         "&lt;b&gt; &#60;", "</p></div></figure>", "a | b\n--|--\n1 | 2", "\x02wzxhzdk:0\x03", "---\ntitle: x\n---", "    code",
         "{{ 7*7 }} {% x %}",
         '" onmouseover="x', "<!-- c -->", "![i](http://evil.example/i.png)", "https://evil.example", "<https://evil.example>", "\\*",
         "*[HTML]: x",
         "[^1]: note", "Term\n: definition", "$$", "!!! note", "```\ncode", "\u2028\u00a0\u00ad", "١. x", "²"]


def made_of(text: str) -> m.Dataset:
    """Every field that takes free text holds this one."""
    body = f"{text} Ana."
    proof = (m.Evidence("src", 0, len(body), body),)
    day = m.Date("2024-05", text, text)
    return m.Dataset(
        (m.Source("src", "seeds/articles/src.txt", "0" * 64, body, ((0, len(body)),), "2024-05-20", text, text, text, wording=text,
                  known_by={"title": text}),),
        (m.Actor("ana", text, "person", text, text, (text,), doubts=(text,), evidence=proof),),
        (m.Agreement("deal", text, ("ana",), None, text, signed=day, background="known", doubts=(text,), evidence=proof),),
        (m.Event("met", "SANCTION", None, (), "happened", text, text, ("ana",), (), day, text, "said", "deal", "known", (text,), proof),),
        (m.Statement("said", "ana", None, text, True, None, text, text, ("deal",), "topic", text, answers="asked", date=day, doubts=(text,),
                     evidence=proof),),
        (m.Question("asked", "ana", None, text, True, topic="topic", date=day, doubts=(text,), evidence=proof),),
        (m.Topic("topic", text, text, answer=(m.Sentence(text, ("said",)),), background=("fact",), open=("odd", "count")),),
        background=m.Knowledge(
            actors=(m.KnownActor("ana", text, "person", roles=(m.Role(text, since="2020", references=("ref",)),)),),
            agreements=(m.KnownAgreement("known", text, text, references=("ref",)),),
            events=(m.KnownEvent("known", text, references=("ref",)),),
            facts=(m.Fact("fact", text, ("ana", "known"), "2024", ("ref",)),),
            memberships=(m.Membership("ana", "club", "member", None, ("ref",), text),),
            transcripts=(m.Transcript("ana", "2024-05", "ref", text),),
            disagreements=(m.Disagreement("count", text, (text, "one"), ("ana",), ("ref",), text),),
            references=(m.Reference("ref", text, text, "https://ok.example/" + text),)),
        remarks=(m.Remark("odd", "src", "Ana.", text, ("fact",)),),
        corrections=(m.Correction("said", "set", body, text, text, "2024-06-01", "quote", text),),
        subject=m.Subject(text, "ana", (m.Sentence(text, ("said",)),)))


class _Shape(HTMLParser):
    """The elements of a page with the attributes that matter, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", ()))


def shape(html: str) -> _Shape:
    parser = _Shape()
    parser.feed(html)
    parser.close()
    return parser


HARMLESS = render_pages(made_of("Word"), fewest_words=0)
HARMLESS_HTML = {path: to_html(made_of("Word"), path, markdown) for path, markdown in HARMLESS.items()}


def visible(text: str) -> str:
    return " ".join(plain(text).split())


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(min_size=1, max_size=40), st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map(" ".join)).filter(
    lambda t: visible(t) != "" and not any(unicodedata.category(c) == "Cs" for c in t)))
def test_any_text_shows_exactly_and_creates_no_element(text: str) -> None:
    _check(text)


def test_each_nasty_text_shows_exactly_and_creates_no_element() -> None:
    for text in NASTY:
        if visible(text):
            _check(text)


def _check(text: str) -> None:
    dataset = made_of(text)
    pages = render_pages(dataset, fewest_words=0)
    assert set(pages) == set(HARMLESS)
    for path, markdown in pages.items():
        made, plain_one = shape(to_html(dataset, path, markdown)), shape(HARMLESS_HTML[path])
        assert made.elements == plain_one.elements, path
        shown = " ".join("".join(made.text).split())
        assert visible("".join(plain_one.text)).lower().count("word") > 0
        wanted = visible(text)
        assert wanted in shown or wanted[:1].upper() + wanted[1:] in shown, path


@example("<b>x</b>")
@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_titles_in_front_matter_hold_no_markup(text: str) -> None:
    for markdown in render_pages(made_of(text + " x"), fewest_words=0).values():
        matter = markdown.split("---\n")[1]
        assert "<" not in matter
        assert ">" not in matter
