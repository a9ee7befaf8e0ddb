"""Stands in for the merging: actors of the same id become one."""

import dataclasses

from build_scripts.model import Actor, Dataset


def merge(extractions, knowledge, topics, corrections) -> Dataset:
    actors: dict[str, Actor] = {}
    for actor in (a for x in extractions for a in x.actors):
        before = actors.get(actor.id)
        actors[actor.id] = dataclasses.replace(before, evidence=before.evidence + actor.evidence) if before else actor
    return Dataset(tuple(x.source for x in extractions), tuple(actors[k] for k in sorted(actors)), topics=topics, corrections=corrections)
