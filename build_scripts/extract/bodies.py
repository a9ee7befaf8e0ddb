"""Common nouns that are named bodies because of whose they are: "the X army", "Y's foreign ministry", "the prime minister's office"."""

from __future__ import annotations

from spacy.tokens import Doc

from build_scripts.extract.headwords import PARTICLES, body_at, state_body_at, title_before, words_of
from build_scripts.extract.mentions import Mention


def with_bodies(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with such bodies among them; their owners are marked `inside`."""
    found: list[Mention] = []
    for m in mentions:
        found += _with_local_body(doc, m) or _with_lower_body(doc, [m])
    named = {i for m in found if m.kind == "name" and m.last - m.first > 2 for i in range(m.first, m.last)}
    offices = [o for o in _offices(doc) if o.first not in named]
    if offices:
        starting = {m.first: m for m in found if m.kind == "name" and not m.inside}
        for o in offices:  # "the Attorney's Office for the Y District"
            if o.last - 1 in starting:
                o.last = starting[o.last - 1].last
        taken = {i for o in offices for i in range(o.first, o.last)}
        found = [m for m in found if m.first not in taken or m.inside or m.entry is not None and m.kind == "name"]
        found = sorted([*found, *offices], key=lambda m: (m.first, m.inside))
    return _with_owner(doc, found)


def _offices(doc: Doc) -> list[Mention]:
    """ "The prime minister's office": a body of its own."""
    found = []
    for token in doc[2:]:
        if token.lower_ == "office" and doc[token.i - 1].tag_ == "POS" and (start := title_before(doc, token.i - 1)) is not None:
            found.append(Mention(start, token.i + 1, "name", type="government_body", bare=True))
    return found


def _with_local_body(doc: Doc, place: Mention) -> list[Mention]:
    """ "the government of the X region", "the local council of X", "X regional government": a body of a place that is no state."""
    region = place.entry is None or place.entry.kind == "region"
    if not region or place.inside or place.kind != "name" or place.type not in {None, "political_entity"}:
        return []
    last = place.last
    behind = last < len(doc) and doc[last].lower_ in words_of("local")
    noun = last + 1 if behind else last
    if behind and noun < len(doc) and doc[noun].lower_ in words_of("local_bodies") and _heads_phrase(doc, noun, place):
        place.inside, place.class_noun = True, None
        return [Mention(place.first, noun + 1, "name", type=_local_type(doc, noun), affiliation=place.first, bare=True), place]
    of = place.first - 2 if place.first > 1 and doc[place.first - 1].lower_ == "the" else place.first - 1
    noun = of - 1
    if noun < 0 or doc[of].lower_ != "of" or doc[noun].text not in words_of("local_bodies") or doc[noun].dep_ == "compound":
        return []
    first = noun
    while first > 0 and doc[first - 1].lower_ in words_of("local"):
        first -= 1
    told = last < len(doc) and doc[last].lower_ in words_of("local") | {"region"}
    if not told and first == noun and doc[place.first].ent_type_ not in {"GPE", "LOC"}:
        return []
    place.inside, place.class_noun = True, None
    return [Mention(first, last + told, "name", type=_local_type(doc, noun), affiliation=place.first, bare=True), place]


def _local_type(doc: Doc, noun: int) -> str:
    return "court" if doc[noun].lower_ == "court" else "government_body"


def _with_lower_body(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """ "the X army", "Y's foreign ministry": a common noun with the state before it is a body of its own."""
    if not mentions:
        return mentions
    owner = mentions[-1]
    if owner.inside or owner.kind != "name" or owner.class_noun in {"group", "movement", "party"}:
        return mentions
    known = owner.entry is not None
    if (
        known
        and owner.entry is not None
        and (owner.entry.type not in {"state", "political_entity"} and owner.entry.name != "European Union")
    ):
        return mentions
    first = owner.last
    force = (
        first < len(doc) and doc[first].lower_ in {"police", "army", "parliament"} and doc[first - 1].dep_ in {"compound", "nmod", "amod"}
    )
    person = doc[owner.first].ent_type_ == "PERSON" and not force  # "the Liyu police"
    if not known and (owner.type is not None or owner.last - owner.first > 2 or person):
        return mentions
    genitive = first < len(doc) and doc[first].tag_ == "POS"
    if not known and not genitive and not force and doc[owner.first].ent_type_ not in {"NORP", "GPE"}:
        return mentions
    end = state_body_at(doc, first + genitive) if first + genitive < len(doc) else None
    if end is None or not _heads_phrase(doc, end - 1, owner):
        return mentions
    told = next((b for j in range(first, end) if (b := body_at(doc, j, end)) is not None and b[0] == end), None)
    kind = told[1] if told is not None and told[1] in {"court", "media"} else "government_body"
    body = Mention(owner.first, end, "name", type=kind, affiliation=owner.first, bare=True)
    owner.inside, owner.class_noun = True, None
    return [*mentions[:-1], body, owner]


def _heads_phrase(doc: Doc, noun: int, owner: Mention) -> bool:
    """ "the X army said", not "the X army chief" or "X army-led"."""
    after = doc[noun + 1] if noun + 1 < len(doc) else None
    if after is not None and (
        after.text == "-" and not doc[noun].whitespace_ or after.pos_ in {"NOUN", "PROPN"} and after.dep_ != "npadvmod"
    ):
        return doc[noun].dep_ != "compound" and after.dep_ not in {"compound"} and doc[noun].head.i != after.i
    return doc[noun].dep_ != "compound"


def _with_owner(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """ "X's Parliament", "the parliament of X": a body's name of common words takes its state in, a longer one is told whose it is."""
    last = None
    kept: list[Mention] = []
    for m in mentions:
        if (
            last is not None
            and m.kind == "name"
            and not m.inside
            and m.entry is None
            and m.type in {"government_body", "court"}
            and m.first == last.last + 1
            and doc[last.last].tag_ == "POS"
            and last.type in {"state", None, "political_entity"}
            and not last.inside
            and (last.entry is not None or doc[last.first].ent_type_ in {"GPE", "NORP", "LOC"})
        ):
            m.affiliation = last.first
            if all(t.lower_ in words_of("generic") or t.lower_ in PARTICLES for t in doc[m.first : m.last]):
                m.first, m.bare, last.inside = last.first, True, True
                kept.insert(next(n for n in range(len(kept) - 1, -1, -1) if kept[n] is last), m)
                continue
        kept.append(m)
        if not m.inside:
            last = m
    return kept
