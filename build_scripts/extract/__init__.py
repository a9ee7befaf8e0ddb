"""Text to records with evidence: the one way through.

The steps, each in a module of its own: language (parse), names and mentions (who is named), actors (who is who), statements (who said
what), agreements, events (who did what to whom), timing (when), records (ids, evidence).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import tee

from spacy.tokens import Doc, Token

from build_scripts.extract import language
from build_scripts.extract.actors import Cast
from build_scripts.extract.agreements import find_agreements
from build_scripts.extract.events import find_events
from build_scripts.extract.gazetteer import Gazetteer
from build_scripts.extract.grammar import children
from build_scripts.extract.headwords import words_of
from build_scripts.extract.passages import Passages
from build_scripts.extract.records import make_records
from build_scripts.extract.references import Resolver
from build_scripts.extract.statements import find_statements
from build_scripts.extract.timing import Timing
from build_scripts.extract.treaty_figures import drop_treaties
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
    drop_treaties(doc, cast, passages)
    resolver = Resolver(doc, cast)
    timing = Timing(doc, passages, source.published)
    said = find_statements(doc, cast, resolver, passages)
    for head in _nominal_heads(doc):
        resolver.resolve(head, inside=False)
    bargains = find_agreements(doc, cast, resolver, passages)
    happenings = find_events(doc, cast, resolver, timing, gazetteer, bargains)
    return make_records(source, cast, passages, timing, said, bargains, happenings)


def _nominal_heads(doc: Doc) -> list[Token]:
    """Noun heads that may refer back to a figure."""
    return [t for t in doc if (t.pos_ == "NOUN" or t.lower_ in words_of("generic")) and children(t, "det")]
