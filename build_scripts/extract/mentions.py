"""Where a text names somebody: runs of capitalised words, taken apart into affiliation, title and name.

Reads the parsed document and the gazetteer; gives Mention objects in text order. Who is who is decided later (actors.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.names import Entry, Known
from build_scripts.extract.passages import dateline_end

PARTICLES = {"de", "la", "van", "von", "der", "den", "bin", "ibn", "al", "el", "da", "dos", "du", "le", "di", "ben", "abu", "ul", "ter"}


@dataclass
class Mention:
    """A named mention: tokens [first, last) without article and role. `role`: tokens of the words that tell the office."""

    first: int
    last: int
    kind: str
    """name, or office: a title that stands for whoever holds it."""
    entry: Entry | None = None
    form: str = "name"
    type: str | None = None
    """What the words beside it witness; None where only the name speaks."""
    role: tuple[int, int] | None = None
    affiliation: int | None = None
    """Token of the state or body that the role belongs to."""
    inside: bool = False
    """Part of a longer name: the state in "Court of X"."""
    title_of: str | None = None
    """organization or polity: what a holder of the title heads."""
    notes: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def _titles() -> dict[tuple[str, ...], str]:
    rows = lexicon("actors")["titles"]
    return {tuple(words.replace("-", " - ").split()): row.get("of", "any") for row in rows for words in row["words"]}


@lru_cache(maxsize=1)
def body_types() -> dict[tuple[str, ...], str]:
    """Words of a body's head noun -> its type, several words before one."""
    return {tuple(words.split()): kind for kind, rows in lexicon("actors")["bodies"].items() for words in rows}


def title_at(doc: Doc, i: int, last: int) -> tuple[int, str] | None:
    """(index behind the title that starts at i, what it heads), the longest one; plural titles too."""
    best = None
    for length in range(min(5, last - i), 0, -1):
        words = tuple(t.lower_ for t in doc[i : i + length])
        found = _titles().get(words) or _titles().get((*words[:-1], words[-1].removesuffix("s")))
        if found:
            best = i + length, found
            break
    return best


def body_at(doc: Doc, i: int) -> tuple[int, str] | None:
    """(index behind the body noun that starts at i, its type)."""
    for length in (3, 2, 1):
        words = tuple(t.lower_ for t in doc[i : i + length])
        kind = body_types().get(words)
        if kind and len(words) == length:
            return i + length, kind
    return None


def is_capital(token: Token) -> bool:
    text = token.text
    return bool(text) and (text[0].isupper() or (len(text) > 2 and text[:2].islower() is False and any(c.isupper() for c in text[1:])))


def _starts_sentence(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else None
    return before is None or token.is_sent_start is True or before.is_quote or before.text in {"-", ":", "(", "•"} or before.is_space


def _in_name(token: Token) -> bool:
    if not is_capital(token) or token.lower_ in {"i", "i'm", "mr", "mrs"} and token.lower_ == "i":
        return False
    if token.lower_ in _calendar():
        return False
    if _starts_sentence(token):
        return (
            token.tag_ in {"NNP", "NNPS"}
            or token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}
            and token.pos_ not in {"DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "AUX", "VERB"}
        )
    return token.pos_ not in {"DET", "PRON"} or token.ent_type_ in {"PERSON", "ORG"}


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return phrases(lexicon("actors")["calendar"])


def find_mentions(doc: Doc, known: list[Known]) -> list[Mention]:
    """Named mentions in text order; nested ones (marked `inside`) follow the name that holds them."""
    start = dateline_end(doc.text)
    usable = [k for k in known if not _is_given_name(doc, k) and doc[k.first].idx >= start]
    mentions: list[Mention] = []
    for first, last in _runs(doc, usable):
        if doc[first].idx < start:
            continue
        mentions += _take_apart(doc, first, last, usable)
    return mentions


def _is_given_name(doc: Doc, known: Known) -> bool:
    """Jordan, Chad or Paris before a surname name a person."""
    after = doc[known.last] if known.last < len(doc) else None
    return (
        known.last - known.first == 1
        and known.form in {"name", "capital", "place"}
        and known.entry.type in {"state", "place"}
        and doc[known.first].ent_type_ == "PERSON"
        and after is not None
        and after.ent_type_ == "PERSON"
        and after.ent_iob_ == "I"
        and title_at(doc, known.last, known.last + 1) is None
    )


def _runs(doc: Doc, known: list[Known]) -> list[tuple[int, int]]:
    """Maximal stretches of name words, joined over particles, hyphens and the "of" of a body or office."""
    covered = {i: k for k in known for i in range(k.first, k.last)}
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(doc):
        if i in covered:
            end = covered[i].last
        elif _in_name(doc[i]):
            end = i + 1
        else:
            i += 1
            continue
        while True:
            longer = _joined(doc, i, end, covered)
            if longer == end:
                break
            end = longer
        runs.append((i, end))
        i = end
    return runs


def _joined(doc: Doc, start: int, end: int, covered: dict[int, Known]) -> int:
    if end >= len(doc):
        return end
    token = doc[end]
    if end in covered and not token.is_sent_start:
        return covered[end].last
    if token.is_sent_start or token.is_space:
        return end
    if _in_name(token) and doc[end - 1].text not in {",", ";"}:
        return end + 1
    following = doc[end + 1] if end + 1 < len(doc) else None
    if following is None:
        return end
    tight = not doc[end - 1].whitespace_ and not token.whitespace_
    if token.text == "-" and tight and (end + 1 in covered or _in_name(following)):
        return covered[end + 1].last if end + 1 in covered else end + 2
    if token.lower_ in PARTICLES and _in_name(following) and not following.is_sent_start:
        return end + 2
    if token.lower_ in PARTICLES and following.text == "-" and not token.whitespace_ and end + 2 < len(doc) and _in_name(doc[end + 2]):
        return end + 3  # "Anas el-Fikki"
    if token.text == "&" and _in_name(following):
        return end + 2
    if token.lower_ == "and" and token.ent_type_ == "ORG" and token.ent_iob_ == "I" and following.ent_iob_ == "I" and _in_name(following):
        return end + 2
    return _over_of(doc, start, end, covered)


def _over_of(doc: Doc, start: int, end: int, covered: dict[int, Known]) -> int:
    """Court of X, Ministry of Foreign Affairs, High Representative of the Y in Z: only after a capitalised body or office."""
    token = doc[end]
    if token.lower_ not in {"of", "for", "on", "in"}:
        return end
    head_is_body = body_at(doc, end - 1) is not None or end - 2 >= start and body_at(doc, end - 2) is not None
    titles = [title_at(doc, j, end) for j in range(start, end)]
    head_is_title = any(t is not None and t[0] == end for t in titles)
    already = any(doc[j].lower_ in {"of", "for"} for j in range(start, end))
    if token.lower_ == "in" and not (already and (head_is_title or any(t is not None for t in titles))):
        return end
    if not (head_is_body or head_is_title or already and token.lower_ == "in"):
        return end
    if token.lower_ == "on" and not head_is_body:
        return end
    nxt = end + 1
    if nxt < len(doc) and doc[nxt].lower_ == "the":
        nxt += 1
    if nxt < len(doc) and (nxt in covered or _in_name(doc[nxt])) and not doc[nxt].is_sent_start:
        return covered[nxt].last if nxt in covered else nxt + 1
    return end


def _take_apart(doc: Doc, first: int, last: int, known: list[Known]) -> list[Mention]:
    inner = [k for k in known if first <= k.first and k.last <= last]
    whole = next((k for k in inner if (k.first, k.last) == (first, last)), None)
    if whole is not None:
        return [_with_class_noun(doc, _known(whole))]
    at = {k.first: k for k in inner}
    mentions: list[Mention] = []
    i, affiliation, role_start = first, None, None
    while i < last:
        title = title_at(doc, i, last) if i not in at else None
        if title is not None and _is_title_use(doc, i, title[0], last):
            end, heads = title
            role = (role_start if role_start is not None else i, end)
            if end < last and doc[end].lower_ not in {"of", "for", "in"}:
                nested = [] if end not in at else [at[end]]
                person = Mention(
                    end,
                    last,
                    "name",
                    entry=nested[0].entry if nested and nested[0].last == last else None,
                    type="person",
                    role=role,
                    affiliation=affiliation,
                    title_of=heads,
                )
                return [*mentions, person]
            after = next(
                (k.last for k in inner if k.first >= end and not any(doc[j].lower_ in {"of", "in"} for j in range(k.last, last))), last
            )
            if after < last and all(is_capital(doc[j]) or doc[j].lower_ in PARTICLES or doc[j].text == "-" for j in range(after, last)):
                held = [_known(k, inside=False) for k in inner if end <= k.first and k.last <= after]  # "President of X Ann Lee"
                return [
                    *mentions,
                    *held,
                    Mention(after, last, "name", type="person", role=(role[0], after), affiliation=held[0].first, title_of=heads),
                ]
            office = Mention(role[0], last, "office", role=(role[0], last), affiliation=affiliation, title_of=heads)
            held = [_known(k, inside=True) for k in inner if k.first >= end]
            office.affiliation = affiliation if affiliation is not None else (held[0].first if held else None)
            return [*mentions, office, *held]
        if i in at and not _body_ahead(doc, at[i].last, last):
            k = at[i]
            mentions.append(_known(k, inside=False))
            affiliation, role_start = k.first, k.first if role_start is None else role_start
            i = k.last
            while i < last and doc[i].text in {"'s", "’s", "'", "-"}:
                i += 1
            continue
        end = _name_end(doc, i, last)
        if _is_portfolio(doc, i, end, last):
            role_start = i if role_start is None else role_start
            i = end
            continue
        kind = _body_type(doc, i, end)
        mention = Mention(i, end, "name", type=kind)
        mentions.append(_with_class_noun(doc, mention))
        mentions += [_known(k, inside=True) for k in inner if k.first >= i and k.last <= end]
        affiliation, role_start = i, i if role_start is None else role_start
        i = end
    return mentions


def _is_title_use(doc: Doc, i: int, end: int, last: int) -> bool:
    """Capitalised titles only; a one-word title inside a longer body name ("General Assembly", "Chief Directorate") is none."""
    if not is_capital(doc[i]):
        return False
    return not (end < last and body_at(doc, end) is not None and is_capital(doc[end]))


def _body_ahead(doc: Doc, i: int, last: int) -> bool:
    """Does the run go on, without a title, to a body noun: "X Ministry of Defence", "X Supreme Court"?"""
    while i < last:
        if title_at(doc, i, last) is not None and body_at(doc, i) is None and not _title_then_body(doc, i, last):
            return False
        if body_at(doc, i) is not None and is_capital(doc[i]):
            return True
        i += 1
    return False


def _title_then_body(doc: Doc, i: int, last: int) -> bool:
    title = title_at(doc, i, last)
    return title is not None and title[0] < last and body_at(doc, title[0]) is not None


def _name_end(doc: Doc, i: int, last: int) -> int:
    """A name ends where a title begins: "Republika X President Ann Lee"."""
    for j in range(i + 1, last):
        title = title_at(doc, j, last)
        if (
            title is not None
            and is_capital(doc[j])
            and _is_title_use(doc, j, title[0], last)
            and not any(doc[m].lower_ in {"of", "for"} for m in range(i, j))
        ):
            return j
    return last


def _is_portfolio(doc: Doc, i: int, end: int, last: int) -> bool:
    """ "Housing Minister Ann Lee": a word or two before Minister or Secretary that no other witness takes for a name."""
    return (
        end < last
        and end - i <= 3
        and doc[end].lower_ in {"minister", "secretary", "commissioner", "ministers"}
        and not any(t.is_upper and len(t) > 1 or t.ent_type_ in {"PERSON", "GPE"} for t in doc[i:end])
    )


def _body_type(doc: Doc, first: int, last: int) -> str | None:
    """The type that the head noun of a name tells: before "of", else its last word."""
    head = next((j for j in range(first, last) if doc[j].lower_ in {"of", "for", "on"}), last)
    for j in range(first, head):
        found = body_at(doc, j)
        if found is not None and found[0] == head:
            return found[1]
    return None


def _known(k: Known, inside: bool = False) -> Mention:
    return Mention(k.first, k.last, "name", entry=k.entry, form=k.form, type=k.entry.type, inside=inside)


def _reports(noun: Token) -> bool:
    """Does an agency do what a news agency does: ask, report, quote, be told?"""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    doer = noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ == "by")
    told = noun.dep_ in {"dobj", "dative"} or (noun.dep_ == "pobj" and noun.head.lower_ in {"to", "for"})
    return (doer and verb.lemma_ in {"ask", "report", "write", "quote", "cite", "publish"}) or (told and verb.lemma_ in {"tell", "say"})


def _with_class_noun(doc: Doc, mention: Mention) -> Mention:
    """ "the Norda agency": a lower-case class noun after the name tells what it is."""
    data = lexicon("actors")
    for length in (2, 1):
        words = doc[mention.last : mention.last + length]
        text = words.text.lower()
        if len(words) == length and text in data["class_nouns"] and words[0].text.islower() and not words[0].is_sent_start:
            if mention.type in {None, "organization"} and not (mention.entry and mention.entry.known):
                kinds = {noun: kind for kind, nouns in data["bodies"].items() for noun in nouns}
                mention.type = kinds.get(text, "organization") if text != "force" else "mission"
                if text == "agency" and _reports(words[0]):
                    mention.type = "media"
            mention.notes.append(f"class:{text}")
            break
    return mention
