"""Where every record, topic and source can be read: page, anchor, and the words that name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_scripts.model import Actor, Agreement, Event, Evidence, ExplainerError, Record
from build_scripts.pages.desk import Desk
from build_scripts.pages.markup import plain, slug
from build_scripts.pages.story import remark_evidence
from build_scripts.pages.words import in_words

QUOTE_SHOWN = 160
"""Characters of a passage that a citation shows when the pointer rests on it."""


@dataclass(frozen=True)
class Address:
    page: str
    """Path below docs/."""
    anchor: str | None
    text: str
    """What a link says that names no words of its own."""

    def href(self, page: str) -> str:
        """Relative to a page, in the form that MkDocs checks: a path to a Markdown file."""
        fragment = f"#{self.anchor}" if self.anchor else ""
        return relative(self.page, page) + fragment


@dataclass(frozen=True)
class Citation:
    """A link to the sentence of a source that backs a record."""

    address: Address
    title: str
    """Publisher, date, sentence and the words themselves."""
    number: str
    """The sentence's number in its source, or the numbers of the first and the last."""


def relative(target: str, page: str) -> str:
    """The way from one file to another, both below docs/: ("a/b.md", "a/c.md") -> "b.md"."""
    to, here = target.split("/"), page.split("/")[:-1]
    while to[:-1] and here and to[0] == here[0]:
        to, here = to[1:], here[1:]
    return "/".join([".."] * len(here) + to)


def sentence_anchor(first: int, last: int) -> str:
    """Of one sentence "s4"; of a passage that runs over several "s4-6"; of none the text as a whole."""
    if not first:
        return "text"
    return f"s{first}" if first == last else f"s{first}-{last}"


class Addresses:
    """Finds addresses by "kind:id", or by id alone where only one kind uses it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._by_key: dict[str, Address] = {}
        self._kinds: dict[str, list[str]] = {}
        self._records: dict[str, Record] = {}
        self._passages: dict[str, list[Evidence]] = {}
        self._collect()
        for key, record in self._records.items():
            self._passages[key] = [e for e in record.evidence if e.source in desk.sources]

    def _add(self, kind: str, identifier: str, address: Address) -> None:
        self._by_key[f"{kind}:{identifier}"] = address
        self._kinds.setdefault(identifier, []).append(kind)

    def _collect(self) -> None:
        data, desk = self._desk.data, self._desk
        own_page: tuple[tuple[str, str, tuple[Actor | Agreement | Event, ...]], ...] = (
            ("actor", "actors", data.actors), ("agreement", "agreements", data.agreements), ("event", "events", data.events))
        for kind, folder, records in own_page:
            for record in records:
                name, text = slug(record.id), record.name if isinstance(record, Actor) else record.title
                here = Address(f"{folder}/{name}.md", None, text) if desk.has_page(record) else Address(f"{folder}/index.md", name, text)
                self._add(kind, record.id, here)
                self._records[f"{kind}:{record.id}"] = record
        for statement in data.statements:
            self._add("statement", statement.id, Address("statements/index.md", slug(statement.id), f"“{statement.quote}”"))
            self._records[f"statement:{statement.id}"] = statement
        for question in data.questions:
            self._add("question", question.id, Address("statements/index.md", slug(question.id), question.quote))
            self._records[f"question:{question.id}"] = question
        for topic in desk.topics.values():
            self._add("topic", topic.id, Address(f"positions/{slug(topic.id)}.md", None, topic.title))
        for source in data.sources:
            text = source.title or source.publisher or "The article"
            self._add("source", source.id, Address(f"sources/{slug(source.id)}.md", None, text))
        for term in data.glossary:  # by its whole key alone: a term may share its id with whom it names
            self._by_key[f"term:{term.id}"] = Address("glossary.md", slug(term.id), term.name)
        for remark in data.remarks:
            if passage := remark_evidence(desk, remark):
                self._passages[f"remark:{remark.id}"] = [passage]
                self._add("remark", remark.id, self.cite(passage).address)

    def _key(self, key: str) -> str | None:
        if key in self._by_key:
            return key
        kinds = self._kinds.get(key, [])
        if len(kinds) > 1:
            raise ExplainerError(f"[[{key}]] could be a {' or a '.join(kinds)}: write [[{kinds[0]}:{key}]]")
        return f"{kinds[0]}:{key}" if kinds else None

    def find(self, key: str) -> Address | None:
        """The address for "kind:id", "id", either with "#anchor", or "page:path/below/docs.md"; None if there is none such."""
        name, _, anchor = key.partition("#")
        if name.startswith("page:"):
            return Address(name.removeprefix("page:"), anchor or None, name.removeprefix("page:"))
        full = self._key(name)
        if full is None:
            return None
        address = self._by_key[full]
        return Address(address.page, anchor, address.text) if anchor else address

    def all(self) -> Iterable[tuple[str, Address]]:
        """Every "kind:id" with its address."""
        return self._by_key.items()

    def record(self, key: str) -> Record:
        """The record with "kind:id"."""
        return self._records[key]

    def citation(self, key: str) -> Citation | None:
        """The citation for "kind:id" or "id", or for its n-th piece of evidence: "id#n". None if there is none such."""
        name, _, number = key.partition("#")
        full = self._key(name)
        evidence = self._passages.get(full, []) if full else []
        index = int(number) - 1 if number.isdigit() else 0
        return self.cite(evidence[index]) if 0 <= index < len(evidence) else None

    def cite(self, evidence: Evidence) -> Citation:
        source = self._desk.sources[evidence.source]
        first, last = self._desk.sentence_numbers(evidence)
        numbers = str(first) if first == last else f"{first}–{last}"
        exact = plain(evidence.exact)
        shown = exact if len(exact) <= QUOTE_SHOWN else exact[:QUOTE_SHOWN].rsplit(" ", 1)[0] + " …"
        where = [source.publisher or source.title or "The article", in_words(source.published) if source.published else "",
                 (f"sentence {numbers}" if first == last else f"sentences {numbers}") if first else ""]
        address = Address(f"sources/{slug(source.id)}.md", sentence_anchor(first, last), source.title or "The article")
        return Citation(address, f"{plain(', '.join(part for part in where if part))}: “{shown}”", numbers if first else "text")
