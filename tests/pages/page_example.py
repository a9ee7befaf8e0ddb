"""An invented article with records of every kind, and Markdown turned into HTML as the site does it."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import yaml

from build_scripts import model as m
from build_scripts.pages import markdown_extension

ROOT = Path(__file__).resolve().parents[2]
TEXT = """Ana Berg said that the League is "not a party" to the treaty between Norland and Suthland.
"We met in May. We will meet again," she said.
The court convicted Otto Falk on May 3. The verdict may be annulled in July.
Read also:"""


def span(words: str, start: int = 0) -> tuple[int, int]:
    at = TEXT.index(words, start)
    return at, at + len(words)


def evidence(words: str) -> tuple[m.Evidence, ...]:
    start, end = span(words)
    return (m.Evidence("paper-2024-05-20", start, end, words),)


def example_dataset() -> m.Dataset:
    sentences = (
        'Ana Berg said that the League is "not a party" to the treaty between Norland and Suthland.', '"We met in May.',
        'We will meet again," she said.', "The court convicted Otto Falk on May 3.", "The verdict may be annulled in July.")
    source = m.Source(
        "paper-2024-05-20", "seeds/articles/paper.txt", "0" * 64, TEXT, tuple(span(s) for s in sentences), "2024-05-20",
        "A league & its treaty", "The Paper", wording="as published by The Paper, translated from Norse", url="https://paper.example/a(1)?b=*c*")
    actors = (
        m.Actor("ana-berg", "Ana Berg", "person", role="head of the League", evidence=evidence("Ana Berg")),
        m.Actor("league", "League", "organization", evidence=evidence("League")),
        m.Actor("norland", "Norland", "state", evidence=evidence("Norland")),
        m.Actor("suthland", "Suthland", "state", evidence=evidence("Suthland")),
        m.Actor("otto-falk", "Otto Falk", "person", evidence=evidence("Otto Falk")),
        m.Actor("high-court", "High Court", "court", evidence=evidence("The court")),
    )
    agreements = (m.Agreement("norland-suthland-treaty", "treaty between Norland and Suthland", ("norland", "suthland"), "bilateral",
                              signed=m.Date("[2024-05-13..2024-05-20]", "this week", "relative to publication"),
                              evidence=evidence("the treaty between Norland and Suthland")),)
    events = (
        m.Event("2024-05-03-high-court-convicted-otto-falk", "SANCTION", "convict", (), "happened", "The court convicted Otto Falk",
                "convicted", ("high-court",), ("otto-falk",), m.Date("2024-05-03", "May 3", "year from publication"),
                evidence=evidence("The court convicted Otto Falk on May 3.")),
        m.Event("undated-ana-berg-met", "CONSULT", None, (), "happened", "We met in May", "met", ("ana-berg", "norland"),
                reported_by="2024-05-20-ana-berg-we-met", evidence=evidence("We met in May")),
        m.Event("2024-07-annulled", "CONCEDE", None, (), "planned", "verdict may be annulled", "annulled", (), (),
                m.Date("2024-07", "July", "text"),
                doubts=("nobody is named",), evidence=evidence("The verdict may be annulled in July.")),
    )
    statements = (
        m.Statement("2024-05-20-ana-berg-not-a-party", "ana-berg", "league", "not a party", True,
                    'the League is "not a party" to the treaty', "said", "distances", ("league", "norland-suthland-treaty"), "treaty",
                    answers="2024-05-20-question-1", date=m.Date("2024-05-20", None, "publication date"),
                    evidence=evidence('Ana Berg said that the League is "not a party"')),
        m.Statement("2024-05-20-ana-berg-we-met", "ana-berg", "league", "We met in May. We will meet again", True, None, "said", "asserts",
                    topic="verdict", evidence=evidence('We met in May. We will meet again," she said')),
        m.Statement("2024-05-20-unknown", None, None, "the verdict may be annulled", False, None, None, "muses", topic="verdict",
                    evidence=evidence("The verdict may be annulled in July")),
    )
    questions = (m.Question("2024-05-20-question-1", None, "ana-berg", "the treaty", False, topic="treaty",
                            evidence=evidence("the treaty")),)
    topics = (
        m.Topic("treaty", "The treaty", "Is the League party to it?", ("treaty",),
                answer=(m.Sentence("No, it is not.", ("2024-05-20-ana-berg-not-a-party",)),), background=("fact-treaty",),
                open=("remark-verdict", "disagreement-age")),
        m.Topic("verdict", "The verdict", "What of the verdict?", ("verdict",), ("otto-falk",), since_then=("fact-annulled",)),
        m.Topic("empty", "Nothing", "Is there anything?"),
    )
    background = m.Knowledge(
        actors=(m.KnownActor("league", "League", "organization"),),
        facts=(m.Fact("fact-treaty", "The treaty is old.", ("norland",), "2024-01", ("gazette",)),
               m.Fact("fact-earlier", "Nobody who was heard agreed with another, and none stayed. The trial was long.",
                      ("otto-falk", "high-court"), "2024-04-30", ("gazette",)),
               m.Fact("fact-annulled", "The verdict was annulled.", ("otto-falk", "high-court"), "2024-07-01", ("gazette",))),
        disagreements=(m.Disagreement("disagreement-age", "How old is the treaty?", ("Ten years, says one.", "Twelve, says another."),
                                      ("norland",), ("gazette",), "This site goes by the older."),),
        transcripts=(m.Transcript("ana-berg", "2024-05-20", "gazette", "Only the opening."),),
        references=(m.Reference("gazette", "The Gazette", "Proceedings", "https://gazette.example/1"),))
    subject = m.Subject("Where does the League stand?", "league")
    return m.Dataset((source,), actors, agreements, events, statements, questions, topics, background=background, subject=subject,
                     remarks=(m.Remark("remark-verdict", "paper-2024-05-20", "may be annulled", "It could not.", ("fact-annulled",)),))


def to_html(dataset: m.Dataset, path: str, page: str) -> str:
    """A page as the site renders it, with the extensions that mkdocs.yml names."""
    listed = yaml.safe_load(re.sub(r"!ENV.*", "''", (ROOT / "mkdocs.yml").read_text("utf-8")))["markdown_extensions"]
    names = [next(iter(e)) if isinstance(e, dict) else e for e in listed]
    return markdown.markdown(page.split("---\n", 2)[2], extensions=[*names, markdown_extension(dataset, path)])
