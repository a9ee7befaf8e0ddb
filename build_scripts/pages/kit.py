"""What templates may call: links, names, dates and the small parts that pages share. Everything else they print is encoded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_scripts.model import Actor, Agreement, Event, ExplainerError, Fact, Question, Record, Sentence, Source, Statement
from build_scripts.pages import words
from build_scripts.pages.addresses import Addresses
from build_scripts.pages.desk import Desk, by_date, event_words
from build_scripts.pages.markup import Markdown, encode, external_link, finalize, slug

KIND_OF: Mapping[type, str] = {Actor: "actor", Agreement: "agreement", Event: "event", Statement: "statement", Question: "question"}
CLIPPED = 10
"""Words of a statement that a table shows."""


class Kit:
    """The template environment for one dataset. `part(name, …)` renders templates/parts/name.md.j2."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.addresses = Addresses(desk)
        self.env = Environment(loader=FileSystemLoader(words.TEMPLATES), autoescape=False, finalize=finalize, undefined=StrictUndefined,
                               trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        own = (self.part, self.link, self.go, self.go_page, self.cite, self.cite_all, self.cite_in_words, self.summed, self.clipped,
               self.who, self.the, self.everyone, self.references, self.slug, self.quote, self.quoted, self.event_line, self.wording,
               self.act, self.doubts, self.type_words, self.marks_css, self.short, self.raw, words.when, words.dated, words.in_words, words.label,
               words.counted, by_date, upper_first)
        self.env.globals = {f.__name__: f for f in own}
        self.env.globals |= {"desk": desk, "labels": words.labels(), "ext": external_link, "listed": self.listed}
        self.env.tests["withheld"] = desk.withheld

    def render(self, template: str, **context: Any) -> str:
        return self.env.get_template(template).render(**context)

    def part(self, name: str, **context: Any) -> Markdown:
        return Markdown(self.render(f"parts/{name}.md.j2", **context).strip())

    # --- links -------------------------------------------------------------------------------------------------------

    def go(self, key: str, text: str | None = None, css: str = "") -> Markdown:
        """A link to "kind:id"."""
        if self.addresses.find(key) is None:
            raise ExplainerError(f"a page links to {key}, which is not in the data")
        shown = f"|{encode(text)}" if text is not None else ""
        return Markdown(f"[[{key}{shown}]]" + (f"{{{css}}}" if css else ""))

    def go_page(self, text: str, path: str) -> Markdown:
        """A link to a page of the site by its path below docs/."""
        return Markdown(f"[[page:{path}|{encode(text)}]]")

    def link(self, record: Record, text: str | None = None) -> Markdown:
        return self.go(self._key(record), text)

    def _key(self, record: Record) -> str:
        return f"{KIND_OF[type(record)]}:{record.id}"

    def cite(self, record: Record | str, number: int = 1) -> Markdown:
        """The small number that leads to the sentence of the source; nothing for a record without evidence in a source shown."""
        key = record if isinstance(record, str) else self._key(record)
        key = key if number == 1 else f"{key}#{number}"
        return Markdown(f"[[^{key}]]") if self.addresses.citation(key) else Markdown("")

    def summed(self, sentence: Sentence) -> Markdown:
        """A sentence of an editor's summary with a number for each sentence of a source that it rests on."""
        found = [(citation.address, self.cite(c)) for c in sentence.cites if (citation := self.addresses.citation(c))]
        landing = dict(reversed(found))
        records = " ".join(slug(c) for c in sentence.cites)
        numbers = "".join(f"&#160;{number}" for number in reversed(landing.values()))
        return Markdown(f'<span class="summary-sentence" data-records="{records}">{encode(sentence.text)}</span>{numbers}')

    def cite_all(self, record: Record) -> Markdown:
        """A number for each sentence that backs a record."""
        seen: dict[str, Markdown] = {}
        for number, evidence in enumerate((e for e in record.evidence if e.source in self.desk.sources), 1):
            seen.setdefault(self.addresses.cite(evidence).address.href("index.md"), self.cite(record, number))
        return Markdown(" ".join(seen.values()))

    def cite_in_words(self, record: Record) -> Markdown:
        """ "Publisher, sentence 4", linked to the sentence."""
        citation = self.addresses.citation(self._key(record))
        evidence = self.desk.first_evidence(record)
        if citation is None or evidence is None:
            return Markdown("")
        source = self.desk.sources[evidence.source]
        sentence = f", {'sentences' if '–' in citation.number else 'sentence'} {citation.number}" if citation.number != "text" else ""
        return Markdown(f"[[^{self._key(record)}|{encode((source.publisher or source.title or 'the article') + sentence)}]]")

    def who(self, identifier: str) -> Markdown:
        """An actor's name, linked where a page or an entry tells of it."""
        if identifier in self.desk.actors:
            return self.go(f"actor:{identifier}", self.desk.name(identifier))
        return encode(self.desk.name(identifier))

    def the(self, identifier: str) -> Markdown:
        """An actor's name as it stands inside a sentence."""
        name = self.desk.name(identifier)
        known = self.desk.actors.get(identifier) or self.desk.known_actors.get(identifier)
        bodies = known is not None and known.type in ("court", "government_body") and " " in name
        takes = bodies or name in words.labels()["with_article"]
        return Markdown(f"{'the ' if takes and not name.lower().startswith('the ') else ''}{self.who(identifier)}")

    def everyone(self, identifiers: Iterable[str]) -> Markdown:
        """A, the B and C."""
        return Markdown(words.listed([self.the(i) for i in identifiers]))

    def listed(self, items: Sequence[str]) -> Markdown:
        """A, B and C, of texts of which each is encoded unless it is Markdown already."""
        return Markdown(words.listed([finalize(i) for i in items]))

    def references(self, fact: Fact | Any) -> Markdown:
        """The references of a piece of background, as links to other sites."""
        known = [self.desk.references[r] for r in fact.references if r in self.desk.references]
        return Markdown(", ".join(external_link(r.url, r.publisher) for r in known))

    def raw(self, value: float | str) -> Markdown:
        """A number, or a path of a drawing, which is made of numbers."""
        text = str(value)
        if re.search(r"[^-0-9. MLZ]", text):
            raise ValueError("only numbers may be printed as they are")
        return Markdown(text)

    def slug(self, identifier: str) -> Markdown:
        return Markdown(slug(identifier))

    def quoted(self, texts: Iterable[str]) -> list[str]:
        return [f"“{text}”" for text in texts]

    def type_words(self, kind: str) -> str:
        found = words.labels()["actor_types"].get(kind)
        return str(found["one"]) if found else kind.replace("_", " ")

    # --- the source's page -------------------------------------------------------------------------------------------

    def marks_css(self, keys: Sequence[str]) -> str:
        """Classes for a marked piece: one for each kind of record read from it."""
        return " ".join([".ev", *(f".ev-{kind}" for kind in dict.fromkeys(key.partition(":")[0] for key in keys))])

    def short(self, key: str) -> str:
        """What a sentence backs, in a few words."""
        kind, _, identifier = key.partition(":")
        if kind == "statement":
            statement = self.desk.statements[identifier]
            return f"{self.desk.name(statement.speaker) if statement.speaker else 'somebody'} {self.act(statement)}"
        if kind == "event":
            return event_words(self.desk.events[identifier])["noun"]
        return {"agreement": "an agreement", "question": "a question"}.get(kind, self.desk.name(identifier))

    def doubts(self, record: Record) -> list[str]:
        """Why a person should look, without what the sentence on the date tells already."""
        date = record.signed if isinstance(record, Agreement) else None if isinstance(record, Actor) else record.date
        return [d for d in record.doubts if not (date and date.text and date.text in d and date.basis in d)]

    # --- quotes ------------------------------------------------------------------------------------------------------

    def act(self, statement: Statement) -> str:
        return words.label("speech_acts", statement.speech_act)

    def quote(self, statement: Statement | Question) -> Markdown:
        """The words as printed. Where the quote is a fragment, the report's own words around it stand outside the quotation marks."""
        text = encode(statement.quote)
        if not statement.direct:
            return Markdown(f'<span class="reported">{text}</span>')
        inside = Markdown(f"<q>{text}</q>")
        clause = (statement.clause or "") if isinstance(statement, Statement) else ""
        if statement.quote not in clause:
            return inside
        before, _, after = clause.partition(statement.quote)
        lead, tail = before.rstrip(" \"“„«'"), after.lstrip(",.;:!?\"”“»' ")
        around = [f'<span class="reported">{encode(lead)}</span> ' if lead else "", inside,
                  f' <span class="reported">{encode(tail)}</span>' if tail.strip(" .,;:\"”»'") else ""]
        return Markdown("".join(around))

    def clipped(self, statement: Statement) -> str:
        """The beginning of a statement, in quotation marks if it is quoted."""
        words_shown = statement.quote.split()
        shown = " ".join(words_shown[:CLIPPED]) + (" …" if len(words_shown) > CLIPPED else "")
        return f"“{shown}”" if statement.direct else shown

    def wording(self, statement: Statement | Question) -> Markdown:
        """Whose printing the words are and how they came about, linked to the note on the source's page."""
        evidence = self.desk.first_evidence(statement)
        source = self.desk.sources[evidence.source] if evidence else None
        if source is None:
            return Markdown("")
        return self.wording_of(source, reported=not statement.direct)

    def wording_of(self, source: Source, reported: bool) -> Markdown:
        wording = source.wording or f"as published by {source.publisher or 'the source'}"
        if reported:
            return Markdown(f"Told, not quoted: {self.go(f'source:{source.id}#wording', wording)}")
        return self.go(f"source:{source.id}#wording", words.upper_first(wording))

    # --- events ------------------------------------------------------------------------------------------------------

    def event_line(self, event: Event) -> Markdown:
        """What kind of event, by whom, towards whom, and whether it has happened: "A conviction by X, of Y"."""
        kind = event_words(event)
        line = encode(kind["noun"])
        if event.actors:
            joiner = kind["by"] if len(event.actors) > 1 or kind["by"] != "between" else "by"
            line = Markdown(f"{line} {encode(joiner)} {self.everyone(event.actors)}")
        if event.recipients:
            line = Markdown(f"{line}{',' if event.actors else ''} {encode(kind['to'])} {self.everyone(event.recipients)}")
        if event.status in words.labels()["event_status"]:
            return Markdown(f"{encode(words.label('event_status', event.status))} {line}")
        return Markdown(line[:1].upper() + line[1:])


def upper_first(text: str) -> str:
    """Markdown stays Markdown: a link or an encoded character at the start is left as it is."""
    return Markdown(words.upper_first(text)) if isinstance(text, Markdown) else words.upper_first(text)
