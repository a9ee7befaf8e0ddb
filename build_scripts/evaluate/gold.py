"""The gold: what a careful reader finds in an article, written down by hand."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.model import Span

Mention = tuple[int, str]
"""(number of the sentence, the words in it)."""


@dataclass(frozen=True)
class GoldActor:
    name: str
    type: str
    role: str | None = None
    aliases: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class GoldAgreement:
    label: str
    """The text's own words for it, parties and subject included."""
    trigger: str
    sentence: int
    parties: tuple[str, ...] = ()
    """Names of gold actors; none: the text gives none, and any will do."""
    subject: str | None = None
    signed: str | None = None
    also: tuple[Mention, ...] = ()
    alt_signed: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class GoldStatement:
    speaker: str | None
    quote: str
    """The first six words, or all of a shorter one."""
    direct: bool
    sentence: int
    clause: str | None = None
    """The first six words of the reported clause that a direct fragment stands in."""
    alt_speakers: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class GoldEvent:
    type: str
    trigger: str
    sentence: int
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    also: tuple[Mention, ...] = ()
    alt_types: tuple[str, ...] = ()
    alt_dates: tuple[str, ...] = ()
    optional: bool = False

    @property
    def participants(self) -> frozenset[str]:
        return frozenset((*self.actors, *self.recipients))


GoldRecord = GoldActor | GoldAgreement | GoldStatement | GoldEvent


@dataclass(frozen=True)
class GoldArticle:
    id: str
    text: str
    sentences: tuple[Span, ...]
    """Half-open spans of the numbered sentences, from 0."""
    file: str = ""
    """Of the text, below the project's root."""
    group: str | None = None
    split: str | None = None
    published: str | None = None
    actors: tuple[GoldActor, ...] = ()
    agreements: tuple[GoldAgreement, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    statements: tuple[GoldStatement, ...] = ()

    @property
    def optional_actors(self) -> frozenset[str]:
        return frozenset(actor.name for actor in self.actors if actor.optional)


def mentioned_in(record: GoldAgreement | GoldEvent) -> set[int]:
    """The sentences that tell of a record."""
    return {record.sentence, *(sentence for sentence, _ in record.also)}
