"""Text to records with evidence: the one way through.

The steps, each in a module of its own: language (parse), names and mentions (who is named), actors (who is who), statements (who said
what),
agreements, events (who did what to whom), timing (when), records (ids, evidence).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import tee

from spacy.tokens import Doc

from build_scripts.extract import language
from build_scripts.extract.actors import Cast
from build_scripts.extract.agreements import find_agreements
from build_scripts.extract.events import find_events
from build_scripts.extract.gazetteer import Gazetteer
from build_scripts.extract.passages import Passages
from build_scripts.extract.records import Records, nominal_heads
from build_scripts.extract.references import Resolver
from build_scripts.extract.statements import find_statements
from build_scripts.extract.timing import Timing
from build_scripts.model import Extraction, Knowledge, Source

model_identity = language.identity


@lru_cache(maxsize=2)
def _gazetteer(knowledge: Knowledge, model: str | None) -> Gazetteer:
    return Gazetteer(language.load(model), knowledge)


def extract(source: Source, knowledge: Knowledge, model: str | None = None) -> Extraction:
    """One article's records. `source.sentences` is ignored and filled in."""
    return next(extract_all([source], knowledge, model))


def extract_all(sources: Iterable[Source], knowledge: Knowledge, model: str | None = None) -> Iterator[Extraction]:
    """The records of each article, in order; language.BATCH articles are parsed together, which is faster than one by one."""
    gazetteer = _gazetteer(knowledge, model)
    parsed, texts = tee(sources)
    for doc in language.parse_all((source.text for source in texts), model, gazetteer.mask):
        yield _read(next(parsed), doc, gazetteer)


def _read(source: Source, doc: Doc, gazetteer: Gazetteer) -> Extraction:
    passages = Passages(doc, source.text)
    cast = Cast(doc, gazetteer)
    resolver = Resolver(doc, cast)
    timing = Timing(doc, passages, source.published)
    said = find_statements(doc, cast, resolver, passages)
    for head in nominal_heads(cast):
        resolver.resolve(head, inside=False)
    bargains = find_agreements(doc, cast, resolver, passages)
    happenings = find_events(doc, cast, resolver, timing, gazetteer, bargains)
    build = Records(source, cast, passages, timing)
    agreements = {b.noun.i: build.agreement(b) for b in bargains}
    ids = {i: a.id for i, a in agreements.items()}
    ids |= {t.i: agreements[b.noun.i].id for b in bargains for t in b.further}
    statements, questions, made = build.statements(said, ids)
    events = [build.event(h, ids, made) for h in happenings]
    sentences = tuple(passages.span(s.start, s.end) for s in doc.sents if s.text.strip())
    actors = tuple(build.actors())
    known = {a.id for a in actors} | {a.id for a in agreements.values()}
    inside = {s.id: [k for e in events if e.reported_by == s.id for k in (*e.actors, *e.recipients)] for s in statements}
    return Extraction(
        replace(source, sentences=sentences),
        actors,
        tuple(agreements.values()),
        tuple(events),
        # also about those whom a pronoun in it means, as far as an event told inside it found them
        tuple(
            replace(s, about=tuple(dict.fromkeys(k for k in (*s.about, *inside[s.id]) if k in known and (k != s.speaker or k in s.about))))
            for s in statements
        ),
        tuple(replace(q, about=tuple(k for k in q.about if k in known)) for q in questions),
    )
