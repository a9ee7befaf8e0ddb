"""First mentions become links, and nothing else of a page changes."""

from __future__ import annotations

import html
import random
import re
import time
from dataclasses import replace

import pytest
from page_example import example_dataset

from build_scripts import model as m
from build_scripts.pages import linkers
from build_scripts.pages.autolink import relative_url
from build_scripts.pages.desk import Desk
from build_scripts.pages.names import Names
from build_scripts.pages.walk import tokens


def dataset() -> m.Dataset:
    """The example with a glossary, and with people and bodies whose names lie in one another."""
    data = example_dataset()
    evidence = data.actors[0].evidence
    more = (m.Actor("north-court", "Court of Norland", "court", aliases=("the CoN",), evidence=evidence),
            m.Actor("ida-berg", "Ida Marsh", "person", aliases=("Marsh", "The Chair"), evidence=evidence),
            m.Actor("union", "Union", "organization", aliases=("the club", "Norse Union"), evidence=evidence),
            m.Actor("old-union", "Old Union", "organization", aliases=("Norse Union",), evidence=evidence))
    known = (*data.background.actors, m.KnownActor("eva-falk", "Eva Falk", "person", aliases=("Falk",)),
             m.KnownActor("union", "Union", "organization", demonyms=("Unionist",), aliases=("Unionist",)),
             m.KnownActor("norland-bank", "Norland Bank", "organization"))
    actors = (*(replace(a, aliases=("Falk",)) if a.id == "otto-falk" else a for a in data.actors), *more)
    glossary = (m.Term("nl", "Norland", "A country.", ("NL",), "norland"),
                m.Term("pact", "pact of peace", "A promise & no more."),
                m.Term("sg", "Secretary of the League", "Its head.", ("SecL",)))
    return replace(data, actors=actors, glossary=glossary, background=replace(data.background, actors=known))


LINKER, _ = linkers(dataset(), lambda path: path.removesuffix(".md").removesuffix("index") + ("" if path.endswith("index.md") else "/"))


def linked(text: str, page: str = "about.md") -> str:
    """The page with its links in short: [words](target), and {words} for an abbreviation written out."""
    made = LINKER.link(text, page)
    made = re.sub(r"<abbr title=\"([^\"]*)\"[^>]*>(.*?)</abbr>", r"{\2=\1}", made)
    return re.sub(r'<a class="auto" href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)", made, flags=re.S)


@pytest.mark.parametrize(("text", "made"), [
    ("<p>Norland spoke.</p>", "<p>[Norland](../actors/norland/) spoke.</p>"),
    ("<p>Norland and Norland.</p>", "<p>[Norland](../actors/norland/) and Norland.</p>"),
    ("<p>Norland’s and the Court of\nNorland’s.</p>",
     "<p>[Norland](../actors/norland/)’s and the [Court of\nNorland](../actors/#north-court)’s.</p>"),
    ("<p>Norlander, Norland-born, anti-Norland, Norland_x, www.Norland</p>",) * 2,
    ("<p>Otto Falk, Falk</p>", "<p>[Otto Falk](../actors/otto-falk/), Falk</p>"),
    ("<p>Falk</p>",) * 2,
    ("<p>Eva Falk met Otto Falk</p>", "<p>Eva Falk met [Otto Falk](../actors/otto-falk/)</p>"),
    ("<p>Norland Bank</p>",) * 2,
    ("<p>the club of the Unionist, The Chair</p>",) * 2,
    ("<p>Norse Union</p>",) * 2,
    ("<p>Marsh</p>", "<p>[Marsh](../actors/#ida-berg)</p>"),
    ("<p>a pact of peace</p>", "<p>a [pact of peace](../glossary/#pact)</p>"),
    ("<p>Pact of peace</p>", "<p>[Pact of peace](../glossary/#pact)</p>"),
    ("<p>Treaty between Norland and Suthland</p>",
     "<p>[Treaty between Norland and Suthland](../agreements/#norland-suthland-treaty)</p>"),
    ("<p>NL and NL, SecL</p>", "<p>[{NL=Norland}](../actors/norland/) and NL, [{SecL=Secretary of the League}](../glossary/#sg)</p>"),
    ("<p>Norland (NL)</p>", "<p>[Norland](../actors/norland/) ([{NL=Norland}](../actors/norland/))</p>"),
    ("<p>&#8220;Norland&#8221; &amp; Suthland&#x2e;</p>",
     "<p>“[Norland](../actors/norland/)” &amp; [Suthland](../actors/#suthland).</p>"),
    ("<p>&lt;b&gt;Norland&lt;/b&gt;</p>", "<p>&lt;b&gt;[Norland](../actors/norland/)&lt;/b&gt;</p>"),
    ("<p>a<q>the <em>Norland</em> of old</q></p>", "<p>a<q>the <em>[Norland](../actors/norland/)</em> of old</q></p>"),
], ids=lambda value: value if value.startswith("<") else "")
def test_what_becomes_a_link(text: str, made: str) -> None:
    assert linked(text) == made


@pytest.mark.parametrize("text", [
    "<h2>Norland</h2>", "<code>Norland</code>", "<pre>\nNorland</pre>", "<a href='x'>in Norland</a>", "<a href='x'><b>Norland</b></a>",
    "<!-- Norland -->", "<script>Norland < 3</script>", "<style>Norland</style>", "<p title='Norland > Norland'>x</p>",
    "<button>Norland</button>",
    "<nav><p>Norland</p></nav>", "<svg><text>Norland</text></svg>", "<div data-links=\"off\"><p>Norland</p></div>", "<p>Nor<b>land</b></p>",
    "<textarea>Norland", "<!-- Norland", "<abbr>NL</abbr>", "", "<div data-source='x'>Norland</div>",
])
def test_what_is_left_alone(text: str) -> None:
    assert LINKER.link(text, "about.md") == text


def test_inside_a_link_an_abbreviation_is_written_out_and_linked_where_it_stands_next() -> None:
    assert linked("<p><a href='x'>the NL</a></p>") == "<p><a href='x'>the {NL=Norland}</a></p>"
    assert linked("<p><a href='x'>the NL</a> NL</p>") == "<p><a href='x'>the {NL=Norland}</a> [NL](../actors/norland/)</p>"


def test_a_page_has_no_link_to_whom_it_is_about() -> None:
    assert linked("<p>Norland and Suthland</p>", "actors/norland.md") == "<p>Norland and [Suthland](../#suthland)</p>"
    assert linked("<p>Suthland and NL</p>", "actors/index.md") == "<p>Suthland and [{NL=Norland}](norland/)</p>"
    assert linked("<p>NL</p>", "actors/norland.md") == "<p>{NL=Norland}</p>"


def test_where_a_link_stands_already_none_is_added_and_it_says_what_it_leads_to() -> None:
    made = LINKER.link('<p><a href="../actors/norland/">it</a>, Norland, <a href="../actors/norland/">it</a></p>', "about.md")
    assert made == ('<p><a href="../actors/norland/" title="Norland. A country." data-label="preview.actor" '
                    'data-label-record="norland">it</a>, Norland, <a href="../actors/norland/">it</a></p>')
    kept = '<p><a href="../actors/norland/" title="Other">it</a> <a href="https://norland.example/actors/norland/">x</a></p>'
    assert LINKER.link(kept, "about.md") == kept


def test_previews_are_text_in_an_attribute() -> None:
    made = LINKER.link("<p>pact of peace</p>", "about.md")
    assert 'title="Pact of peace. A promise &amp; no more."' in made
    assert 'data-auto="term:pact"' in made


@pytest.mark.parametrize(("target", "here", "way"), [
    ("actors/a/", "about/", "../actors/a/"), ("actors/a/", "", "actors/a/"), ("actors/#x", "actors/a/", "../#x"), ("", "about/", "../"),
    ("", "", "./"), ("actors/a/", "actors/b/", "../a/"), ("glossary/#x", "glossary/", "./#x"),
])
def test_the_way_between_addresses(target: str, here: str, way: str) -> None:
    assert relative_url(target, here) == way


def bare(page: str) -> str:
    return html.unescape(re.sub(r"</?(?:a|abbr)\b[^>]*>", "", page))


def test_text_is_never_altered_whatever_the_page_looks_like() -> None:
    chance = random.Random(8)
    pieces = ["Norland", " ", "NL", "<p>", "</p>", "<b>", "</b>", "&amp;", "&#8220;", "<", ">", "\"", "'", "<a href='#'>", "</a>", "<br/>",
              "Otto Falk", "<h2 id=x>", "</h2>", "<!--", "-->", "é", "\n", "Court of Norland", "<q>", "</q>", "&nbsp;", "&",
              "<img alt='Norland'>"]
    for _ in range(400):
        page = "".join(chance.choices(pieces, k=30))
        made = LINKER.link(page, "about.md")
        assert bare(made) == bare(page)
        assert "".join(token.raw for token in tokens(page)) == page
        assert LINKER.link(page, "about.md") == made


def test_a_thousand_pages_with_a_thousand_names_take_seconds() -> None:
    data = dataset()
    names = [m.Actor(f"a{n}", f"Ana{n} Bergson{n % 7}", "person", evidence=data.actors[0].evidence) for n in range(1000)]
    many, _ = linkers(replace(data, actors=(*data.actors, *names)), lambda path: path)
    page = "".join(f"<p>Once &amp; again <em>Ana{n} Bergson{n % 7}</em> went to Norland. {'It was so. ' * 20}</p>\n"
                   for n in range(0, 1000, 10))
    began = time.perf_counter()
    for _ in range(100):
        many.link(page, "about.md")
    assert time.perf_counter() - began < 2.5, "a hundred pages of 30 kB"


def test_names_of_agreements_are_those_of_the_background_too() -> None:
    data = dataset()
    known = m.KnownAgreement("north-pact", "Pact of the North", aliases=("NP", "Northern Pact"))
    agreement = replace(data.agreements[0], background="north-pact")
    names = Names(Desk(replace(data, agreements=(agreement,), background=replace(data.background, agreements=(known,)))))
    assert [m.known.key for m in names.mentions("the Northern Pact, NP")] == ["agreement:norland-suthland-treaty"]
