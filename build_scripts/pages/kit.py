"""What templates may call: links, names, dates and the small parts that pages share. Everything else they print is encoded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_scripts.model import Actor, Agreement, Event, ExplainerError, Question, Record, Remark, Sentence, Source, Statement, Topic
from build_scripts.pages import story, words
from build_scripts.pages.addresses import Addresses
from build_scripts.pages.desk import Desk, by_date
from build_scripts.pages.markup import Markdown, encode, external_link, finalize, slug
from build_scripts.pages.say import Speaker, identity

KIND_OF: Mapping[type, str] = {Actor: "actor", Agreement: "agreement", Event: "event", Statement: "statement", Question: "question",
                               Source: "source", Topic: "topic", Remark: "remark"}
CLIPPED = 10
"""Words of a statement that a table shows."""


class Kit:
    """The template environment for one dataset. `part(name, …)` renders templates/parts/name.md.j2."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.addresses = Addresses(desk)
        self.env = Environment(loader=FileSystemLoader(words.TEMPLATES), autoescape=False, finalize=finalize, undefined=StrictUndefined,
                               trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        self.speaker = Speaker(self)
        say = self.speaker
        own = (self.part, self.go, self.summary, self.slug, self.doubts, self.marks_css, self.addresses.record, words.when, by_date,
               identity, say.say, say.can_say, say.fixed, say.plain, say.label_of, say.list_of, self.period, self.raw)
        self.env.globals = {f.__name__: f for f in own}
        self.env.globals |= {"desk": desk, "story": story}

    def render(self, template: str, **context: Any) -> str:
        return self.env.get_template(template).render(**context)

    def part(self, name: str, **context: Any) -> Markdown:
        return Markdown(self.render(f"parts/{name}.md.j2", **context).strip())

    # --- links -------------------------------------------------------------------------------------------------------

    def go(self, key: str, text: str | None = None, css: str = "") -> Markdown:
        """A link to "kind:id"."""
        if self.addresses.find(key) is None:
            raise ExplainerError(f"a page links to {key}, which is not in the data")
        shown = f"|{finalize(text)}" if text is not None else ""
        return Markdown(f"[[{key}{shown}]]" + (f"{{{css}}}" if css else ""))

    def key_of(self, record: Record | Topic | Source | Remark) -> str:
        return f"{KIND_OF[type(record)]}:{record.id}"

    def cite(self, record: Record | Remark | str, number: int = 1) -> Markdown:
        """The small number that leads to the sentence of the source; nothing for a record without evidence in a source shown."""
        key = record if isinstance(record, str) else self.key_of(record)
        key = key if number == 1 else f"{key}#{number}"
        return Markdown(f"[[^{key}]]") if self.addresses.citation(key) else Markdown("")

    def summary(self, owner: str, n: int, sentence: Sentence) -> Markdown:
        """The n-th sentence of an editor's summary (of a topic, or of the "subject"), with a number for each sentence of a source that it
        rests on."""
        found = [(citation.address, self.cite(c)) for c in sentence.cites if (citation := self.addresses.citation(c))]
        landing = dict(reversed(found))
        numbers = "".join(f"&#160;{number}" for number in reversed(landing.values()))
        words = f'<span class="summary-sentence">{encode(sentence.text)}</span>{numbers}'
        return Markdown(f'<span data-summary="{slug(owner)}" data-n="{n}">{words}</span>')

    def cite_all(self, record: Record) -> Markdown:
        """A number for each sentence that backs a record."""
        seen: dict[str, Markdown] = {}
        for number, evidence in enumerate((e for e in record.evidence if e.source in self.desk.sources), 1):
            seen.setdefault(self.addresses.cite(evidence).address.href("index.md"), self.cite(record, number))
        return Markdown(" ".join(seen.values()))

    def cite_in_words(self, record: Record) -> Markdown:
        """ "Publisher, sentence 4", linked to the sentence."""
        citation = self.addresses.citation(self.key_of(record))
        evidence = self.desk.first_evidence(record)
        if citation is None or evidence is None:
            return Markdown("")
        source = self.desk.sources[evidence.source]
        sentence = f", {'sentences' if '–' in citation.number else 'sentence'} {citation.number}" if citation.number != "text" else ""
        return Markdown(f"[[^{self.key_of(record)}|{encode((source.publisher or source.title or 'the article') + sentence)}]]")

    def who(self, identifier: str) -> Markdown:
        """An actor's name, linked where a page or an entry tells of it."""
        if identifier in self.desk.actors:
            return self.go(f"actor:{identifier}", self.desk.name(identifier))
        return Markdown(f'<span data-record="{slug(identifier)}">{encode(self.desk.name(identifier))}</span>')

    def the(self, identifier: str) -> Markdown:
        """An actor's name as it stands inside a sentence, linked."""
        return Markdown(f"{self._article(identifier)}{self.who(identifier)}")

    def titled(self, identifier: str) -> Markdown:
        """An actor's name as it stands inside a sentence, not linked: on the actor's own page."""
        return Markdown(f"{self._article(identifier)}{encode(self.desk.name(identifier))}")

    def _article(self, identifier: str) -> str:
        name = self.desk.name(identifier)
        known = self.desk.actors.get(identifier) or self.desk.known_actors.get(identifier)
        bodies = known is not None and known.type in ("court", "government_body") and " " in name
        return "the " if (bodies or name in words.labels()["with_article"]) and not name.lower().startswith("the ") else ""

    def everyone(self, identifiers: Iterable[str]) -> Markdown:
        """A, the B and C."""
        return Markdown(words.listed([self.the(i) for i in identifiers]))

    def references(self, identifiers: Iterable[str]) -> Markdown:
        """References of a piece of background, as links to other sites."""
        return Markdown(", ".join(self.reference(r, "publisher") for r in identifiers if r in self.desk.references))

    def reference(self, identifier: str, shown: str = "") -> Markdown:
        """One reference as a link: publisher and title, or the publisher alone."""
        known = self.desk.references.get(identifier)
        if known is None:
            return Markdown("")
        return external_link(known.url, known.publisher if shown == "publisher" else f"{known.publisher}, {known.title}")

    def raw(self, value: float | str) -> Markdown:
        """A number, or a path of a drawing, which is made of numbers."""
        text = str(value)
        if re.search(r"[^-0-9. MLZ]", text):
            raise ValueError("only numbers may be printed as they are")
        return Markdown(text)

    def slug(self, identifier: str) -> Markdown:
        return Markdown(slug(identifier))

    def period(self, edtf: str) -> Markdown:
        """A stretch of time as a heading or a label of its own: it says nothing of a record."""
        return Markdown(f'<time datetime="{slug(edtf)}" data-period="{slug(edtf)}">{encode(words.in_words(edtf))}</time>')

    # --- the source's page -------------------------------------------------------------------------------------------

    def marks_css(self, keys: Sequence[str]) -> str:
        """Classes for a marked piece: one for each kind of record read from it."""
        return " ".join([".ev", *(f".ev-{kind}" for kind in dict.fromkeys(key.partition(":")[0] for key in keys))])

    def shown(self, record: Record | Topic | Source) -> str:
        """What a link says that names no words of its own."""
        found = self.addresses.find(self.key_of(record))
        assert found is not None
        return found.text

    def doubts(self, record: Record) -> list[str]:
        """Why a person should look, without what the sentence on the date tells already."""
        date = record.signed if isinstance(record, Agreement) else None if isinstance(record, Actor) else record.date
        return [d for d in record.doubts if not (date and date.text and date.text in d and date.basis in d)]

    # --- quotes ------------------------------------------------------------------------------------------------------

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
