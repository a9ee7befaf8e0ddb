"""Saying the sentences of sentences.yml about records, as Markdown that shows for every part where it comes from.

A sentence is a <span data-say="key" data-record="id">, a variable part in it a <span data-field="path">. The checker works out anew what
each has to read, from the same file and the data alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts import model as m
from build_scripts.pages import story, words
from build_scripts.pages.desk import Office, event_words
from build_scripts.pages.markup import Markdown, encode, external_link, slug
from build_scripts.pages.sentences import Group, Item, Link, Markup, Slot, sentence_file
from build_scripts.pages.words import in_words, upper_first

if TYPE_CHECKING:
    from build_scripts.pages.kit import Kit


@dataclass(frozen=True)
class Site:
    """The whole of the data, as something that sentences can be about."""

    subject: m.Subject | None
    id: str = "site"


@dataclass(frozen=True)
class Named:
    """Somebody of whom no more is known than an id."""

    id: str
    name: str


KINDS: Mapping[str, tuple[type, ...]] = {
    "actor": (m.Actor, m.KnownActor, Named), "agreement": (m.Agreement,), "event": (m.Event,), "statement": (m.Statement,),
    "question": (m.Question,), "source": (m.Source,), "topic": (m.Topic,), "fact": (m.Fact,), "term": (m.Term,),
    "membership": (m.Membership,),
    "office": (Office,), "known": (m.KnownAgreement, m.KnownEvent),
    "remark": (m.Remark,), "disagreement": (m.Disagreement,), "correction": (m.Correction,), "date": (m.Date,), "site": (Site,),
    "place": (m.Place,), "policy": (m.Policy,),
    "record": (m.Actor, m.Agreement, m.Event, m.Statement, m.Question)}
"""Kind, as sentences.yml names it -> classes."""


def identity(record: Any) -> str:
    """The id that stands for it on pages; a membership and a correction have none of their own."""
    if isinstance(record, m.Correction):
        return ".".join(part for part in (record.record, record.action, record.field) if part)
    return f"{record.actor}.{record.organization}" if isinstance(record, m.Membership) else str(record.id)


def empty(value: Any) -> bool:
    return value is None or value is False or (not isinstance(value, bool | int) and not value)


class Speaker:
    """Says sentences. Raises ExplainerError where a slot is empty or no case of a sentence fits the record."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._desk = kit.desk
        self._file = sentence_file()
        self._relations = _relations(kit)
        self._ways = _ways(kit)
        self.site = Site(kit.desk.data.subject)

    # --- what templates call -----------------------------------------------------------------------------------------

    def say(self, key: str, record: Any = None, n: int | None = None) -> Markdown:
        """A sentence about a record (an actor may be given by its id; without a record: about the site), `n` for its n-th item."""
        about = self._about(record)
        said = self._said(key, about, about, n, "")
        if said is None:
            raise m.ExplainerError(f"sentences.yml: no case of {key} fits {identity(about)!r}")
        return said

    def can_say(self, key: str, record: Any = None) -> bool:
        """Whether one of the sentence's cases fits the record."""
        about = self._about(record)
        return any(self._met(case.when, about) for case in self._file.sentences[key])

    def fixed(self, key: str) -> Markdown:
        """A fixed phrase."""
        if key not in self._file.fixed:
            raise m.ExplainerError(f"sentences.yml has no fixed phrase {key!r}")
        words = self._rendered(self._file.fixed[key], key, None, None, None, False)
        return Markdown(f'<span data-say="{key}">{words}</span>')

    def plain(self, key: str, record: Any = None, n: int | None = None) -> str:
        """The same as bare text, for attributes, titles and pictures."""
        return as_text(self.fixed(key) if key in self._file.fixed else self.say(key, record, n))

    def label_of(self, key: str, record: Any = None) -> Markdown:
        """The attributes that tell the checker which sentence an element's label, title or text is."""
        about = f' data-label-record="{slug(identity(self._about(record)))}"' if record is not None else ""
        return Markdown(f'data-label="{key}"{about}')

    def list_of(self, name: str, owner: Any = None) -> Markdown:
        """The attributes of an element that holds the entries of a list declared under `lists`."""
        about = f' data-of="{slug(identity(self._about(owner)))}"' if owner is not None else ""
        return Markdown(f'data-list="{name}"{about}')

    # --- inside ------------------------------------------------------------------------------------------------------

    def _about(self, record: Any) -> Any:
        if record is None:
            return self.site
        if isinstance(record, str):
            known = self._desk.actors.get(record) or self._desk.known_actors.get(record)
            return known or Named(record, self._desk.name(record))
        return record

    def _said(self, key: str, about: Any, owner: Any, n: int | None, field: str) -> Markdown | None:
        """The sentence in its span; None where no case fits. `owner` is the record that a date, say, belongs to."""
        if key not in self._file.sentences:
            raise m.ExplainerError(f"sentences.yml has no sentence {key!r}")
        if not isinstance(about, KINDS[self._file.of[key]]):
            raise m.ExplainerError(f"sentences.yml: {key} is about a {self._file.of[key]}, and was asked of a {type(about).__name__}")
        case = next((c for c in self._file.sentences[key] if self._met(c.when, about)), None)
        if case is None:
            return None
        words = self._rendered(case.items, key, about, owner, n, False)
        attributes = f'data-say="{key}"' + ("" if isinstance(owner, Site) else f' data-record="{slug(identity(owner))}"')
        attributes += (f' data-n="{n}"' if n is not None else "") + (f' data-field="{field}"' if field else "")
        return Markdown(f"<span {attributes}>{words}</span>")

    def _rendered(self, items: Sequence[Item], key: str, about: Any, owner: Any, n: int | None, optional: bool) -> Markdown | None:
        """The parts in a row; None where one is empty and may be."""
        out: list[str] = []
        for item in items:
            piece: str | None
            if isinstance(item, str):
                piece = _literal(item)
            elif isinstance(item, Markup):
                piece = item.tag
            elif isinstance(item, Group):
                piece = self._rendered(item.items, key, about, owner, n, True) or ""
            elif isinstance(item, Link):
                piece = self._link(item, key, about, owner, n, optional)
            else:
                piece = self._slot(item, about, owner, n)
            if piece is None and optional:
                return None
            if piece is None:
                shown = getattr(item, "path", getattr(item, "target", ""))
                raise m.ExplainerError(f"sentences.yml: {key} of {identity(owner)!r}: {{{shown}}} is empty; put it in brackets, or give "
                                       "the sentence a case without it")
            out.append(piece)
        return Markdown("".join(out))

    def _link(self, link: Link, key: str, about: Any, owner: Any, n: int | None, optional: bool) -> str | None:
        words = self._rendered(link.items, key, about, owner, n, optional)
        if words is None:
            return None
        if link.kind == "page":
            return f"[[page:{link.target}|{words}]]"
        target = self._value(link.target, about, resolve=link.kind == "to")
        if empty(target):
            return None
        if link.kind == "out":
            return external_link(target, words)
        return self._kit.go(self._kit.key_of(target) + (f"#{link.anchor}" if link.anchor else ""), words)

    def _slot(self, slot: Slot, about: Any, owner: Any, n: int | None) -> str | None:
        value = self._value(slot.path, about)
        if slot.sentence:
            return self._inner(slot, value, about, owner)
        if empty(value):
            return None
        field = "" if slot.path == "." else slot.path.replace("@", "")
        if slot.way == "nth":
            value, way = value[n or 0], ""
        else:
            way = slot.way
        words = self._ways[way](value, slot.argument)
        if not words:
            return None
        return f'<span data-field="{field}">{words}</span>' if field else words

    def _inner(self, slot: Slot, value: Any, about: Any, owner: Any) -> str | None:
        """Another sentence: about this record, about a part of it, or about each of several."""
        if slot.path == ".":
            return self._said(slot.sentence, about, owner, None, "")
        if isinstance(value, m.Date):
            return self._said(slot.sentence, value, owner, None, slot.path)
        each = [self._said(slot.sentence, one, one, None, "") for one in (value or ())]
        return ", ".join(words for words in each if words) or None

    def _value(self, path: str, about: Any, resolve: bool = False) -> Any:
        """What stands at a path; with `resolve`, the record that the id there names."""
        value, name = about, ""
        for step in [] if path == "." else path.split("."):
            value = self._resolved(name, value)
            name = step
            if value is None:
                return None
            if step.startswith("@"):
                value = self._relations[step[1:]](value)
            else:
                value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
        return self._resolved(name, value) if resolve else value

    def _resolved(self, name: str, value: Any) -> Any:
        if not isinstance(value, str) or name not in self._file.links:
            return value
        desk = self._desk
        kinds: Mapping[str, tuple[Mapping[str, Any], ...]] = {
            "actor": (desk.actors, desk.known_actors), "agreement": (desk.agreements,), "statement": (desk.statements,),
            "question": (desk.questions,), "topic": (desk.topics,), "known": (desk.known_agreements, desk.known_events),
            "reference": (desk.references,)}
        return next((table[value] for table in kinds[self._file.links[name]] if value in table), None)

    def _met(self, when: Mapping[str, Any], about: Any) -> bool:
        return all(self._holds(condition, self._value(path, about), about) for path, condition in when.items())

    def _holds(self, condition: Any, value: Any, about: Any) -> bool:
        if isinstance(condition, Mapping):
            (word, other), = condition.items()
            if word == "not":
                return value not in (other if isinstance(other, list) else [other])
            if word == "reads":
                day = self._value(other, about)
                return bool(value and day) and str(value).strip() == in_words(day)
            return (value == self._value(other, about)) is (word == "same")
        if condition in ("present", "absent"):
            return empty(value) is (condition == "absent")
        if condition in ("one", "many"):
            return isinstance(value, list | tuple) and (len(value) == 1 if condition == "one" else len(value) > 1)
        return value in (condition if isinstance(condition, list) else [condition])


def _literal(text: str) -> str:
    """Words of the sentence file: everything that could mean something in Markdown is encoded."""
    return re.sub(r"[^\w .,:;·…–—’“”()?/-]", lambda match: encode(match[0]), re.sub(r"\s+", " ", text))


def as_text(words: Markdown) -> str:
    """Markdown of ours as bare text; citation numbers are left out. What people wrote is encoded, so every tag and link is ours."""
    bare = re.sub(r"\s*\[\[\^[^|\]]*\]\]", "", words)
    bare = re.sub(r"\[\[[^|\]]*\|([^\]]*)\]\]", r"\1", bare)
    bare = re.sub(r"\[([^\[\]]*)\]\([^)]*\)\{[^}]*\}", r"\1", bare)
    bare = re.sub(r"<[^>]*>", "", bare.replace("<q>", "“").replace("</q>", "”"))
    return " ".join(html.unescape(bare).split())


def _relations(kit: Kit) -> Mapping[str, Callable[[Any], Any]]:
    """Relation, as sentences.yml names it -> its value for a record."""
    desk = kit.desk

    def source(record: Any) -> m.Source | None:
        evidence = desk.first_evidence(record)
        return desk.sources[evidence.source] if evidence else None

    def since(known: m.Fact | m.KnownAgreement | m.KnownEvent) -> bool:
        return words.is_after(known.as_of if isinstance(known, m.Fact) else known.date, desk.newest)

    def by(event: m.Event) -> str:
        word = event_words(event)["by"]
        return word if len(event.actors) > 1 or word != "between" else "by"

    def answer(site: Site) -> str | None:
        own = site.subject.answer if site.subject else ()
        first = next(iter(own), None) or next((t.answer[0] for t in desk.topics.values() if t.answer), None)
        return first.text if first else None

    return {
        "answer": answer, "newest": lambda site: desk.newest, "statements": lambda site: desk.data.statements,
        "people": lambda site: desk.data.actors, "sources": lambda site: desk.data.sources,
        "moved": desk.since_then, "since": since, "told_of": lambda known: desk.told_of(known.id), "source": source,
        "answers_to": lambda q: desk.answers_to(q.id), "withheld": lambda q: [s for s in desk.answers_to(q.id) if desk.withheld(s)],
        "transcript": desk.transcript, "noun": lambda e: event_words(e)["noun"], "to": lambda e: event_words(e)["to"], "by": by,
        "spoke": lambda a: desk.said_by(a.id), "said": lambda a: [*desk.said_by(a.id), *desk.said_for(a.id)],
        "agreements": lambda a: desk.agreements_of(a.id), "events": lambda a: desk.events_with(a.id),
        "term": lambda a: desk.term_of(a.id), "named": lambda t: desk.actors.get(t.actor or ""),
        "doubts": kit.doubts, "shown": kit.shown, **story.relations(desk)}


def _ways(kit: Kit) -> Mapping[str, Callable[[Any, str], str]]:
    """Way of putting a value in words -> its function of the value and the way's argument."""
    def count(value: Any, group: str) -> str:
        kind = words.labels()["kinds"][group]
        return words.counted(len(value), kind["one"], kind["many"])

    def quoted(value: Any, argument: str) -> str:
        return encode(f"“{value}”")

    return {
        "": lambda v, _: encode(str(v)), "upper": lambda v, _: encode(upper_first(str(v))),
        "date": lambda v, _: encode(in_words(v)), "Date": lambda v, _: encode(upper_first(in_words(v))),
        "quoted": quoted, "quotes": lambda v, a: words.listed([quoted(one, a) for one in v]),
        "label": lambda v, g: encode(words.label(g, v)), "number": lambda v, _: str(len(v)),
        "count": lambda v, g: encode(count(v, g)), "Count": lambda v, g: encode(upper_first(count(v, g))),
        "who": lambda v, _: kit.who(v), "name": lambda v, _: encode(kit.desk.name(v)),
        "titled": lambda v, _: kit.titled(v), "Titled": lambda v, _: upper_first(kit.titled(v)),
        "the": lambda v, _: kit.the(v), "The": lambda v, _: upper_first(kit.the(v)), "everyone": lambda v, _: kit.everyone(v),
        "printed": lambda v, _: kit.quote(v), "clipped": lambda v, _: encode(kit.clipped(v)),
        "cite": lambda v, _: kit.cite(v), "cites": lambda v, _: kit.cite_all(v), "cite_words": lambda v, _: kit.cite_in_words(v),
        "refs": lambda v, _: kit.references(v), "ref": lambda v, a: kit.reference(v, a)}
