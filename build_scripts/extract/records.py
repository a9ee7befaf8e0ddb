"""From findings to records, the last step of an extraction: record_kit, said_records, deed_records and actor_records put together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Doc

from build_scripts.extract.actor_records import ActorRecords
from build_scripts.extract.actors import Cast
from build_scripts.extract.agreements import Bargain
from build_scripts.extract.deed_records import DeedRecords
from build_scripts.extract.happenings import Happening
from build_scripts.extract.passages import Passages
from build_scripts.extract.record_kit import Kit
from build_scripts.extract.said_records import SaidRecords
from build_scripts.extract.statements import Said
from build_scripts.extract.timing import Timing
from build_scripts.model import Extraction, Source


def make_records(source: Source, cast: Cast, passages: Passages, timing: Timing, said: list[Said], bargains: list[Bargain],
                 happenings: list[Happening]) -> Extraction:
    """Actors last: a figure that any other record names is one."""
    kit = Kit(source, cast, passages, timing)
    sayings = SaidRecords(kit)
    deeds = DeedRecords(kit, sayings)
    agreements = {b.noun.i: deeds.agreement(b) for b in bargains}
    ids = {i: a.id for i, a in agreements.items()}
    ids |= {t.i: agreements[b.noun.i].id for b in bargains for t in b.further}
    statements, questions, made = sayings.statements(said, ids)
    events = tuple(deeds.event(h, ids, made) for h in happenings)
    actors = tuple(ActorRecords(kit).actors())
    known = {a.id for a in actors} | {a.id for a in agreements.values()}
    inside: dict[str | None, list[str]] = defaultdict(list)
    for event in events:
        inside[event.reported_by] += [*event.actors, *event.recipients]

    def about(keys: tuple[str, ...], speaker: str | None, meant: list[str]) -> tuple[str, ...]:
        """Also those whom a pronoun in it means, as far as an event told inside it found them."""
        return tuple(dict.fromkeys(k for k in (*keys, *meant) if k in known and (k != speaker or k in keys)))

    return Extraction(
        replace(source, sentences=_sentences(passages.doc, passages)),
        actors,
        tuple(agreements.values()),
        events,
        tuple(replace(s, about=about(s.about, s.speaker, inside[s.id])) for s in statements),
        tuple(replace(q, about=tuple(k for k in q.about if k in known)) for q in questions),
    )


def _sentences(doc: Doc, passages: Passages) -> tuple[tuple[int, int], ...]:
    return tuple(passages.span(s.start, s.end) for s in doc.sents if s.text.strip())
