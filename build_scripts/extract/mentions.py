"""Where a text names somebody: runs of capitalised words, taken apart into affiliation, title and name, and bodies of a state.

Reads the parsed document and the gazetteer; gives Mention objects in text order. What kind of thing a name is, is weighed later
(witnesses.py), and who is who after that (actors.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from build_scripts.extract.furniture import furniture
from build_scripts.extract.gazetteer import Entry, Known
from build_scripts.extract.headwords import PARTICLES, body_at, class_nouns, is_capital, state_body_at, title_at, words_of
from build_scripts.extract.passages import dateline_end
from build_scripts.extract.runs import runs

_PORTFOLIO = {"minister", "ministers", "secretary", "secretaries", "commissioner", "judge", "magistrate", "prosecutor", "inspector"}


@dataclass
class Mention:
    """A named mention: tokens [first, last) without article and role. `role`: tokens of the words that tell the office."""

    first: int
    last: int
    kind: str
    """name; office: a title that stands for whoever holds it; group: several holders of one office."""
    entry: Entry | None = None
    form: str = "name"
    type: str | None = None
    """What the name itself or a title before it tells; None where only witnesses beside it speak."""
    role: tuple[int, int] | None = None
    affiliation: int | None = None
    """Token of the state or body that the role, or a body's name, belongs to."""
    inside: bool = False
    """Part of a longer name: the state in "Court of X"."""
    title_of: str | None = None
    """organization, polity, place, presidency or any: what a holder of the title heads."""
    bare: bool = False
    """A common noun that only its state makes a name: "the X army"."""
    class_noun: str | None = None
    """Lower-case noun behind it that tells what it is."""
    notes: list[str] = field(default_factory=list)


def find_mentions(doc: Doc, known: list[Known]) -> list[Mention]:
    """Named mentions in text order; nested ones (marked `inside`) follow the name that holds them."""
    start = dateline_end(doc.text)
    usable = [k for k in known if not _is_given_name(doc, k) and doc[k.first].idx >= start]
    skipped = ((0, start), *(s for s in furniture(doc.text) if s[0] >= start)) if start else furniture(doc.text)
    starting = {k.first: k for k in usable}
    mentions: list[Mention] = []
    for first, last in runs(doc, usable, skipped):
        inner = [starting[i] for i in range(first, last) if i in starting and starting[i].last <= last]
        mentions += _with_lower_body(doc, _take_apart(doc, first, last, inner))
    return _with_owner(doc, mentions)


def _is_given_name(doc: Doc, known: Known) -> bool:
    """Jordan, Chad or Paris before a surname name a person."""
    after = doc[known.last] if known.last < len(doc) else None
    return (
        known.last - known.first == 1
        and known.form in {"name", "capital", "place"}
        and known.entry.type in {"state", "place", "political_entity", "media"}
        and doc[known.first].ent_type_ == "PERSON"
        and after is not None
        and after.ent_type_ == "PERSON"
        and after.ent_iob_ == "I"
        and is_capital(after)
        and title_at(doc, known.last, known.last + 1) is None
    )


# ── a run taken apart ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _take_apart(doc: Doc, first: int, last: int, inner: list[Known]) -> list[Mention]:
    whole = next((k for k in inner if (k.first, k.last) == (first, last)), None)
    if whole is not None:
        return [_known(doc, whole)]
    at = {k.first: k for k in inner}
    mentions: list[Mention] = []
    i, affiliation, role_start = first, None, None
    while i < last:
        if i not in at and i + 1 < last and doc[i].lower_ in words_of("honorifics"):
            i += 2 if doc[i + 1].text == "." else 1  # "Mr": neither name nor office
            if i < last and i not in at and not _title_here(doc, i, last):
                end = _name_end(doc, i, last)
                mentions.append(Mention(i, end, "name", type="person", role=None if role_start is None else (role_start, i), notes=["Mr"]))
                i = end
            continue
        title = _title_here(doc, i, last) if i not in at else None
        if title is not None:
            return [*mentions, *_titled(doc, i, title, last, inner, affiliation, role_start)]
        if i in at and not _body_ahead(doc, at[i], last):
            k = at[i]
            mentions.append(_known(doc, k))
            affiliation, role_start = k.first, k.first if role_start is None else role_start
            i = k.last
            while i < last and doc[i].text in {"'s", "'", "-"}:
                i += 1
            continue
        end = _name_end(doc, i, last)
        if _is_portfolio(doc, i, end, last):
            role_start = i if role_start is None else role_start
            i = end
            continue
        mentions.append(_with_class_noun(doc, Mention(i, end, "name", type=_body_type(doc, i, end))))
        mentions += [_known(doc, k, inside=True) for k in inner if k.first >= i and k.last <= end]
        affiliation, role_start = i, i if role_start is None else role_start
        i = end
    return mentions


def _titled(
    doc: Doc, i: int, title: tuple[int, str], last: int, inner: list[Known], affiliation: int | None, role_start: int | None
) -> list[Mention]:
    """What stands from a title to the end of its run: a person with an office, or the office alone."""
    end, heads = title
    start = role_start if role_start is not None else i
    further = _title_here(doc, end, last)
    while further is not None:  # "Police Lieutenant General", "President Dr"
        end, further = further[0], _title_here(doc, further[0], last)
    while end < last - 1 and doc[end].lower_ in words_of("honorifics"):
        end += 1
    whole = next((k for k in inner if k.first == end and k.last == last), None)
    if end < last and doc[end].lower_ not in {"of", "for", "in", "to", "on"} and (whole is None or whole.entry.type == "person"):
        entry = whole.entry if whole else None
        return [Mention(end, last, "name", entry, type="person", role=(start, end), affiliation=affiliation, title_of=heads)]
    after = next((k.last for k in inner if k.first >= end and not any(doc[j].lower_ in {"of", "in"} for j in range(k.last, last))), last)
    held = [_known(doc, k) for k in inner if end <= k.first and k.last <= after]
    if after < last and held and all(is_capital(doc[j]) or doc[j].lower_ in PARTICLES or doc[j].text == "-" for j in range(after, last)):
        role = (start, after)  # "President of X Ann Lee"
        return [*held, Mention(after, last, "name", type="person", role=role, affiliation=held[0].first, title_of=heads)]
    held = [_known(doc, k, inside=True) for k in inner if k.first >= end]
    owner = affiliation if affiliation is not None else held[0].first if held else None
    return [Mention(start, last, "office", role=(start, last), affiliation=owner, title_of=heads), *held]


def _title_here(doc: Doc, i: int, last: int) -> tuple[int, str] | None:
    """A capitalised title; a one-word title inside a longer body name ("General Assembly", "Chief Directorate") or name is none."""
    title = title_at(doc, i, last) if i < last and is_capital(doc[i]) else None
    if title is None or title[0] < last and body_at(doc, title[0], last) is not None and is_capital(doc[title[0]]):
        return None
    if i and title[0] == last and doc[i].ent_type_ == "PERSON" and doc[i].ent_iob_ == "I" and is_capital(doc[i - 1]):
        return None  # "John Major"
    return title


def _body_ahead(doc: Doc, known: Known, last: int) -> bool:
    """Does the run go on, without a title, to a body noun: "X Ministry of Defence", "X Supreme Court", or as one name of a body?"""
    i = known.last
    if known.entry.type == "person":
        return False
    if i < last and known.form != "name" and all(doc[j].ent_type_ == "ORG" and doc[j].ent_iob_ == "I" for j in range(i, last)):
        return not any(title_at(doc, j, last) is not None for j in range(i, last))
    while i < last:
        body = body_at(doc, i, last)
        title = title_at(doc, i, last)
        if title is not None and body is None and not (title[0] < last and body_at(doc, title[0], last) is not None):
            return False
        if body is not None and is_capital(doc[i]):
            return True
        i += 1
    return False


def _name_end(doc: Doc, i: int, last: int) -> int:
    """A name ends where a title begins: "Republika X President Ann Lee"."""
    over = False
    for j in range(i + 1, last):
        over = over or doc[j].lower_ in {"of", "for"}
        if not over and _title_here(doc, j, last) is not None:
            return j
    return last


def _is_portfolio(doc: Doc, i: int, end: int, last: int) -> bool:
    """ "Housing Minister Ann Lee": a word or two before Minister or Secretary that no other witness takes for a name."""
    return (
        end < last
        and end - i <= 4
        and doc[end].lower_ in _PORTFOLIO
        and not any(t.is_upper and len(t) > 1 or t.ent_type_ in {"PERSON", "GPE"} for t in doc[i:end])
    )


def _body_type(doc: Doc, first: int, last: int) -> str | None:
    """The type that the head noun of a name tells: before "of", else its last word."""
    head = next((j for j in range(first, last) if doc[j].lower_ in {"of", "for", "on", "in", "to"}), last)
    for j in range(first, head):
        found = body_at(doc, j, head)
        if found is not None and found[0] == head:
            return found[1]
    return None


def _known(doc: Doc, k: Known, inside: bool = False) -> Mention:
    mention = Mention(k.first, k.last, "name", entry=k.entry, form=k.form, type=k.entry.type, inside=inside)
    return mention if inside else _with_class_noun(doc, mention)


def _with_class_noun(doc: Doc, mention: Mention) -> Mention:
    """ "the Norda agency": a lower-case class noun after the name tells what it is."""
    for length in (2, 1):
        words = doc[mention.last : mention.last + length]
        text = words.text.lower()
        if len(words) == length and text in class_nouns() and words[0].text.islower() and not words[0].is_sent_start:
            mention.class_noun = text
            if mention.form == "capital":  # "the Minsk group" is a group, not a government
                mention.entry, mention.form, mention.type = None, "name", None
            break
    return mention


# ── bodies that belong to a state ────────────────────────────────────────────────────────────────────────────────────────────


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
    if not known and (owner.type is not None or owner.last - owner.first > 2 or doc[owner.first].ent_type_ == "PERSON"):
        return mentions
    first = owner.last
    genitive = first < len(doc) and doc[first].tag_ == "POS"
    if not known and not genitive and doc[owner.first].ent_type_ not in {"NORP", "GPE"}:
        return mentions
    end = state_body_at(doc, first + genitive) if first + genitive < len(doc) else None
    if end is None or not _heads_phrase(doc, end - 1, owner):
        return mentions
    head = doc[end - 1].lower_
    kind = "court" if head in {"court"} else "government_body"
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


def head_of(doc: Doc, mention: Mention) -> Token:
    """The token of a mention whose own head stands outside it."""
    inside = range(mention.first, mention.last)
    return next((t for t in doc[mention.first : mention.last] if t.head.i not in inside), doc[mention.last - 1])
