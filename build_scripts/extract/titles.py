"""The words under which an event is shown: the source's own clause, with resolved names in [brackets]."""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import is_loose, is_passive, subject
from build_scripts.extract.happenings import Happening
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent

_LONGEST = 16  # tokens
_RELATIVE = {"WP", "WDT"}
_POINTING = {"PRP", "PRP$", *_RELATIVE}


def event_title(h: Happening, cast: Cast, passages: Passages) -> str:
    """Verbatim but for [names]: in the place of pronouns, and before or behind what does not name who it is about."""
    if h.agreement is not None:
        return _signing_title(h, passages)
    first, last, skip = (*_verb_bounds(h), range(0)) if h.trigger.pos_ == "VERB" else _noun_bounds(h)
    last = _without_loose_end(h, last)
    everybody = [*h.actors, *h.recipients]
    of = _of_whom(h, everybody)
    if of:  # "Lee, a former judge, who was jailed": not Lee's description, but what is told of her
        first = next(c.i for c in h.trigger.lefts if c.tag_ in _RELATIVE) + 1
    words: list[str] = []
    for token in passages.doc[first:last]:
        named = [r.key for r in everybody if r.token == token and token.tag_ in _POINTING]
        if token.i in skip or token.is_space or token.text in {'"', "“", "”", "„", "«", "»"}:
            continue
        word = f"[{_owned(_names(cast, named), token.tag_ == 'PRP$')}]" if named else _verbatim(passages, token)
        words.append(word + token.whitespace_)
    title = " ".join("".join(words).split()).strip(' ,;:-–"“”')
    missing = [r for r in h.actors if not first <= r.token.i < last]
    if of:
        return f"[{_names(cast, [r.key for r in of])}] {title}"
    if h.trigger.pos_ == "NOUN" and missing:
        return f"{title} [{_names(cast, [r.key for r in missing], ', ')}]"
    if h.trigger.pos_ == "VERB" and not any(first <= r.token.i < last for r in (h.actors or everybody)):
        own = subject(h.trigger)
        if own is not None and first <= own.i < last:  # somebody is named, if only by what they are
            return f"{title} [{_names(cast, [r.key for r in missing], ', ')}]" if missing else title
        known = missing or [r for r in h.recipients if is_passive(h.trigger)]
        return f"[{_names(cast, [r.key for r in known], ', ')}] {title}" if known else title
    return title


def _of_whom(h: Happening, everybody: list[Referent]) -> list[Referent]:
    """Those of whom a relative clause tells, where the event is told in one."""
    if h.trigger.dep_ != "relcl" or not any(c.tag_ in _RELATIVE and c.dep_ in {"nsubj", "nsubjpass"} for c in h.trigger.lefts):
        return []
    told_of = h.trigger.head
    return [r for r in everybody if r.token == told_of or r.token.tag_ in _RELATIVE or r.token.dep_ == "appos" and r.token.head == told_of
            or told_of.dep_ == "appos" and told_of.head == r.token]


def _names(cast: Cast, keys: list[str], between: str = " and ") -> str:
    return between.join(dict.fromkeys(cast.figures[key].name for key in keys))


def _owned(name: str, owns: bool) -> str:
    return name + ("’" if name.endswith("s") else "’s") if owns else name


def _verbatim(passages: Passages, token: Token) -> str:
    return passages.text[token.idx : token.idx + len(token.text)]


def _signing_title(h: Happening, passages: Passages) -> str:
    assert h.agreement is not None
    whole = passages.cut(h.agreement.title)
    return f"{h.trigger.text} of {whole}" if h.trigger.pos_ == "NOUN" else f"{passages.cut(passages.of(h.trigger))} {whole}"


def _verb_bounds(h: Happening) -> tuple[int, int]:
    verb = h.trigger
    own = subject(verb)
    first = (
        int(own.left_edge.i)
        if own is not None and own.i < verb.i and verb.i - own.left_edge.i <= _LONGEST and own.sent == verb.sent
        else verb.i
    )
    if own is not None and own.head != verb and verb.i - own.i > 6:
        first = verb.i  # the subject of a coordinated or lower verb stands too far off to read on from
    last = verb.i + 1
    if h.words and h.words[-1].dep_ in {"acomp", "ccomp"}:  # "found X guilty"
        return first, h.words[-1].i + 1
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {
            "dobj",
            "dative",
            "prep",
            "prt",
            "xcomp",
            "ccomp",
            "acomp",
            "oprd",
            "attr",
            "agent",
            "neg",
            "advmod",
        }:
            last = max(last, int(child.right_edge.i) + 1)
    return _stop(h, first, min(last, first + 2 * _LONGEST))


def _noun_bounds(h: Happening) -> tuple[int, int, range]:
    """First token, last, and those between that tell of another event."""
    noun = h.trigger
    first = int(noun.left_edge.i)
    while first < noun.i and (h.trigger.doc[first].pos_ == "DET" or h.trigger.doc[first].is_punct):
        first += 1
    tokens = [r.token.i for r in h.recipients] + ([h.place.i] if h.place is not None else [])
    last = int(noun.right_edge.i) + 1
    if tokens and not any(r for r in h.actors if r.token.i > noun.i):
        held = noun.doc[max(tokens)]
        while held.dep_ in {"compound", "amod", "poss", "nmod"}:
            held = held.head
        last = min(last, max(noun.i + 1, int(held.right_edge.i) + 1 if held.i > noun.i else noun.i + 1))
    coordinated = [t for t in noun.doc[noun.i + 1 : last] if t.dep_ == "cc" and t.head.dep_ == "prep"]
    if coordinated and h.place is not None and h.place.i < coordinated[0].i:
        last = coordinated[0].i
    elif coordinated and h.recipients and h.recipients[0].token.i > coordinated[0].i:
        skip = range(noun.i + 1, coordinated[0].i + 1)
        return *_stop(h, first, last, skip), skip
    return *_stop(h, first, last, range(0)), range(0)


def _stop(h: Happening, first: int, last: int, skip: range = range(0)) -> tuple[int, int]:
    doc = h.trigger.doc
    for i in range(max(first, h.trigger.i) + 1, last):
        if i in skip:
            continue
        if (
            doc[i].text in {";", ":", '"'}
            or doc[i].text == ","
            and i > h.trigger.i
            and not any(c.dep_ == "conj" and c.i > i for c in doc[i].head.children if doc[i].head.pos_ != "VERB")
            or doc[i].dep_ == "relcl"
            or (doc[i].dep_ == "cc" and doc[i].head.pos_ == "VERB" and doc[i].head.i >= h.trigger.i)
        ):
            return first, i
    return first, min(last, first + 2 * _LONGEST)


def _without_loose_end(h: Happening, last: int) -> int:
    """Where the title ends, so that no word of it belongs to one that was cut away: no "to", no "that has", no "a" at its end."""
    doc, after = h.trigger.doc, h.trigger.i + 1
    cut = next((t.i for t in doc[after:last] if t.head.i >= last and not t.is_punct), last)
    while cut > after and doc[cut - 1] not in h.words and doc[cut - 1].dep_ != "prt" and is_loose(doc[cut - 1]):
        cut -= 1
    return cut
