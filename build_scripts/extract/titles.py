"""The words under which an event is shown: the source's own clause, with resolved names in [brackets]."""

from __future__ import annotations

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import subject
from build_scripts.extract.happenings import Happening
from build_scripts.extract.passages import Passages

_LONGEST = 16  # tokens


def event_title(h: Happening, cast: Cast, passages: Passages) -> str:
    """Verbatim but for [names] put in the place of pronouns."""
    if h.agreement is not None:
        return _signing_title(h, passages)
    first, last, skip = (*_verb_bounds(h), range(0)) if h.trigger.pos_ == "VERB" else _noun_bounds(h)
    pointers = {r.span: r.key for r in (*h.actors, *h.recipients) if r.token.tag_ in {"PRP", "PRP$", "WP", "WDT"}}
    words: list[str] = []
    i = first
    while i < last:
        token = passages.doc[i]
        keys = [k for r, k in ((r, r.key) for r in (*h.actors, *h.recipients)) if r.token.i == i and r.span in pointers]
        if i in skip or token.text in {'"', "“", "”", "„", "«", "»"}:
            pass
        elif keys:
            names = " and ".join(dict.fromkeys(cast.figures[k].name for k in keys))
            words.append(f"[{names}{'’s' if token.tag_ == 'PRP$' else ''}]{token.whitespace_}")
        elif not token.is_space:
            words.append(passages.text[token.idx : token.idx + len(token.text)] + token.whitespace_)
        i += 1
    title = " ".join("".join(words).split()).strip(' ,;:-–"“”')
    lone = [cast.figures[r.key].name for r in h.actors if not first <= r.token.i < last]
    if h.trigger.pos_ == "NOUN" and lone:
        title += f" [{', '.join(dict.fromkeys(lone))}]"
    elif h.trigger.pos_ == "VERB" and lone and not any(first <= r.token.i < last for r in h.actors):
        title = f"[{', '.join(dict.fromkeys(lone))}] {title}"
    return title


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
