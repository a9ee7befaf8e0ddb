"""Stands in for the extractor: every capitalised word is an actor. Each article read leaves a line in extracted.log."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_scripts.model import Actor, Evidence, Extraction, Knowledge, Source


def extract(source: Source, knowledge: Knowledge, model: str | None = None) -> Extraction:
    with Path("extracted.log").open("a") as log:
        log.write(source.id + "\n")
    sentences = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", source.text))
    actors: dict[str, Actor] = {}
    for m in re.finditer(r"[A-Z]\w+", source.text):
        evidence = Evidence(source.id, m.start(), m.end(), m[0], {"name": (m.start(), m.end())})
        actor = actors.get(m[0].lower(), Actor(m[0].lower(), m[0], "person"))
        actors[m[0].lower()] = dataclasses.replace(actor, evidence=(*actor.evidence, evidence))
    return Extraction(dataclasses.replace(source, sentences=sentences), actors=tuple(actors.values()))


def extract_all(sources: Iterable[Source], knowledge: Knowledge, model: str | None = None) -> Iterator[Extraction]:
    for source in sources:
        yield extract(source, knowledge, model)
