"""What stands around a page: who mentions it, in which words, what goes with it, and how one gets on."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from page_example import example_dataset

from build_scripts import model as m
from build_scripts.pages import Around, linkers
from build_scripts.pages.backlinks import Mention, identities, mentions, moved
from build_scripts.pages.desk import Desk
from build_scripts.pages.related import related, rows

URLS = {"index.md": "./", "actors/ana-berg.md": "actors/ana-berg/", "positions/treaty.md": "positions/treaty/", "about.md": "about/"}


def url_of(path: str) -> str:
    return URLS.get(path) or path.removesuffix(".md").removesuffix("index") + ("" if path.endswith("index.md") else "/")


def around(dataset: m.Dataset | None = None) -> Around:
    return linkers(dataset or example_dataset(), url_of)[1]


def found(content: str, own: str = "") -> list[Mention]:
    return list(mentions(content, lambda href: href.removeprefix("to:") if href.startswith("to:") else None, own))


SENTENCE = '<span data-say="fact" data-record="f">It is said that <a href="to:ana">Ana</a> went away.</span>'


@pytest.mark.parametrize(("content", "anchor"), [
    (f"<p>{SENTENCE}</p>", ""),
    (f'<h2 id="said">Said</h2><p>{SENTENCE}</p>', "said"),
    (f'<h2 id="said">Said</h2><div id="entry"><p>{SENTENCE}</p></div>', "entry"),
    (f'<h2 id="said">Said</h2><div id="gone"></div><p>{SENTENCE}</p>', "gone"),
    (f'<div data-say="x"><p>{SENTENCE}</p></div>', ""),
])
def test_a_mention_is_the_sentence_it_stands_in_and_its_place(content: str, anchor: str) -> None:
    assert found(content) == [Mention("ana", anchor, ("fact", "f", ""), SENTENCE)]


def test_a_sentence_of_a_summary_counts_and_the_inmost_sentence_is_taken() -> None:
    summary = '<span data-summary="t" data-n="2">We think that <b><a href="to:ana">Ana</a></b> is right.</span>'
    assert [one.identity for one in found(f'<p data-say="k" data-record="r">{summary}</p>')] == [("summary", "t", "2")]


@pytest.mark.parametrize("content", [
    "<p>It is said that <a href='to:ana'>Ana</a> went away.</p>",
    '<p><span data-say="title">It is said that <a href="to:ana">Ana</a> went away.</span></p>',
    f"<h2>{SENTENCE}</h2>", f"<table><tr><td>{SENTENCE}</td></tr></table>", f"<figure><figcaption>{SENTENCE}</figcaption></figure>",
    f'<section data-around="mentions">{SENTENCE}</section>',
    '<span data-say="k" data-record="r"><a href="to:ana">Ana</a>, head of it</span>',
    '<span data-say="k" data-record="r"><a href="to:ana">All of these many words are the link</a> .</span>',
], ids=["no sentence", "no record", "heading", "table", "caption", "around", "a few words", "a title"])
def test_what_is_no_sentence_that_mentions(content: str) -> None:
    assert found(content) == []


def test_only_the_first_sentence_counts_and_none_about_the_page_itself() -> None:
    other = SENTENCE.replace('"f"', '"g"')
    assert [one.identity[1] for one in found(SENTENCE + other)] == ["f"]
    assert [one.identity[1] for one in found(SENTENCE + other, own="f")] == ["g"]


def test_a_sentence_moves_with_its_links_and_without_its_ids() -> None:
    sentence = ('<span data-say="k" id="x"><a class="auto" href="../../actors/b/" title="B">B</a> and <a href="../../actors/a/">A</a>'
                ' <a href="#s1">1</a> <a href="https://x.example/?a=1&amp;b">out</a></span>')
    assert moved(sentence, "positions/t/", "actors/a/") == (
        '<span data-say="k"><a class="auto" href="../b/" title="B">B</a> and <mark>A</mark>'
        ' <a href="../../positions/t/#s1">1</a> <a href="https://x.example/?a=1&amp;b">out</a></span>')


def test_a_sentence_that_stands_on_the_page_already_is_not_told_again() -> None:
    contents = {"actors/otto-falk.md": '<h1>Otto Falk</h1><span data-say="fact" data-record="f">x</span>',
                "positions/treaty.md": '<h1><span>The</span> treaty</h1><h2 id="why">Why</h2><p><span data-say="fact" data-record="{}">'
                                       'We know that <a href="../../actors/otto-falk/">Falk</a> did it.</span></p>'}
    for fact, told in (("f", False), ("g", True)):
        page = around().finish({path: text.replace("{}", fact) for path, text in contents.items()})["actors/otto-falk.md"]
        assert ('data-around="mentions"' in page) is told
    assert re.search(r'<li><a href="\.\./\.\./positions/treaty/#why">The treaty</a> <span data-say="fact" data-record="g">We know that '
                     r"<mark>Falk</mark> did it\.</span></li>", page)
    assert ("fact", "g", "") in identities(page)


def test_the_sentences_that_name_an_actor_stand_on_its_page_each_with_its_place() -> None:
    page = around().finish({"actors/ana-berg.md": "<h1>Ana Berg</h1>"})["actors/ana-berg.md"]
    named = page[page.index('data-around="named"'):]
    assert re.search(r'<a href="\.\./\.\./sources/paper-2024-05-20/#s1" class="cite-number">1</a> <span><mark>Ana Berg</mark> said that '
                     r'the League is "not a party" to the treaty between Norland and Suthland\.</span>', named)
    assert named.count("<li ") == 1


def test_a_page_says_where_it_belongs_and_what_comes_before_and_after() -> None:
    page = around().finish({"positions/verdict.md": "<h1>x</h1>"})["positions/verdict.md"]
    crumbs = around().crumbs("positions/verdict.md")
    assert around().crumbs("about.md") == ""
    assert re.findall(r'href="([^"]*)"', crumbs) == ["../../", "../"]
    assert 'aria-label="Where this page belongs"' in crumbs
    assert '<li aria-current="page"><span data-say="topic.title" data-record="verdict">The verdict</span></li>' in crumbs
    assert re.findall(r'<a href="([^"]*)" rel="(\w+)"', page) == [("../treaty/", "prev")]
    assert around().finish({"about.md": "x", "positions/index.md": "y"}) == {"about.md": "x", "positions/index.md": "y"}


def test_neighbours_stand_in_an_order_that_a_reader_can_follow() -> None:
    data = example_dataset()
    evidence = data.actors[0].evidence
    actors = tuple(m.Actor(i, n, "person", evidence=evidence) for i, n in (("c", "cora"), ("a", "Abe"), ("b", "Bo")))
    events = tuple(m.Event(f"e{n}", "CONSULT", None, (), "happened", "met", "met", ("a", "b", "c"), (), m.Date(day, None, "text"),
                           evidence=evidence) for n, day in enumerate(("2024-03", "2023", "2024-01-05")))
    facts = tuple(m.Fact(f"f{n}{i}", "x", (f"k{n}",), None, ()) for n in range(3) for i in range(2))
    events = tuple(replace(e, background=f"k{n}") for n, e in enumerate(events))
    made = rows(Desk(m.Dataset(data.sources, actors, (), events, background=m.Knowledge(facts=facts))))
    assert ["actor:a", "actor:b", "actor:c"] in made
    assert ["event:e1", "event:e2", "event:e0"] in made


def test_related_pages_share_most_first() -> None:
    desk = Desk(example_dataset())
    found_for = related(desk, [key for row in rows(desk) for key in row])
    assert found_for["actor:otto-falk"] == ("actor:high-court", "topic:verdict")
    assert set(found_for["topic:verdict"]) >= {"actor:otto-falk", "actor:high-court"}
    assert all(key not in others and len(others) <= 5 for key, others in found_for.items())
