"""Stretches of words that are written as names: capitalised words, joined over particles, hyphens and the "of" of a body or an office."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from build_scripts.extract.capitals import in_name
from build_scripts.extract.coordinated_names import one_body
from build_scripts.extract.gazetteer import Known
from build_scripts.extract.headwords import (
    CUT_SHORT,
    PARTICLES,
    body_at,
    is_capital,
    name_words,
    title_at,
    title_before,
    words_of,
    words_of_any,
)

_LONGEST = 40
"""Tokens of a name: no text makes the joining quadratic."""
_OPENING = {"al", "el", "bin", "ibn", "ben", "van", "von", "ould", "abu", "de", "di"}
"""Particles that may open a name in lower case."""
_ARTICLES = PARTICLES | words_of("articles")
_MAY_OPEN = _OPENING | _ARTICLES
_OPEN_ALONE = _OPENING - {"de", "di"}
"""Without a hyphen behind them."""
_PARTICIPLES = frozenset(
    [
        "led",
        "run",
        "based",
        "born",
        "held",
        "made",
        "style",
        "wide",
        "only",
        "era",
        "owned",
        "elect",
        "free",
        "rich",
        "old",
        "year",
        "day",
        "hit",
        "area",
        "like",
        "linked",
        "built",
        "wing",
        "turned",
    ]
)
"""What stands behind a hyphen and is no second half of a given name: "Norda-led", "Berg-era"."""
_SENT = {"ambassador", "ambassadors", "envoy", "representative", "adviser", "advisor", "delegate", "consul"}
"""Offices that one holds to somebody: "Ambassador to X"."""
_STATEHOOD = {"republic", "kingdom", "emirate", "sultanate", "principality", "commonwealth"}


def runs(doc: Doc, known: list[Known], furniture: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, int]]:
    """Maximal stretches of name words, [first, last), outside the characters that are no prose."""
    covered = {i: k for k in known for i in range(k.first, k.last)}
    starts = [a for a, _ in furniture]
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(doc):
        at = bisect_right(starts, doc[i].idx) - 1
        if at >= 0 and doc[i].idx < furniture[at][1]:
            i += 1
            continue
        end = covered[i].last if i in covered else i + 1 if in_name(doc[i]) else _opened(doc, i)
        if end == i:
            i += 1
            continue
        while end - i < _LONGEST and (longer := _joined(doc, i, end, covered)) != end:
            end = longer
        found.append((i, end))
        i = end
    return found


def _opened(doc: Doc, i: int) -> int:
    """Behind a name that a lower-case particle opens: "al-Sadr", "bin Salman"; `i` where there is none."""
    if i + 1 >= len(doc) or doc[i].text not in _MAY_OPEN:
        return i
    if doc[i + 1].text == "-" and not doc[i].whitespace_ and not doc[i + 1].whitespace_ and i + 2 < len(doc) and in_name(doc[i + 2]):
        return i + 3
    return i + 2 if in_name(doc[i + 1]) and doc[i].text in _OPEN_ALONE and doc[i + 1].ent_type_ in {"PERSON", "ORG"} else i


def _joined(doc: Doc, start: int, end: int, covered: dict[int, Known]) -> int:
    """Behind the next word that still belongs to the run [start, end); `end` where none does."""
    if end >= len(doc):
        return end
    token = doc[end]
    if token.is_sent_start or token.is_space:
        return end
    if end in covered:
        return covered[end].last
    if in_name(token):
        return end + 1
    following = doc[end + 1] if end + 1 < len(doc) else None
    if following is None or following.is_sent_start:
        return end
    if token.text == "." and doc[end - 1].lower_ in CUT_SHORT and not doc[end - 1].whitespace_ and in_name(following):
        return end + 2  # "Lt. Lee"
    tight = not doc[end - 1].whitespace_ and not token.whitespace_
    if token.text == "-" and tight:
        if end + 1 in covered or in_name(following):
            return covered[end + 1].last if end + 1 in covered else end + 2
        return end + 2 if _second_half(doc, start, end) else end
    if token.lower_ in PARTICLES and in_name(following):
        return end + 2
    if token.lower_ in PARTICLES and following.lower_ in PARTICLES and end + 2 < len(doc) and in_name(doc[end + 2]):
        return end + 3  # "Ali bin al Hussein"
    if token.is_quote and is_capital(following) and not token.whitespace_:
        close = next((j for j in range(end + 2, min(end + 6, len(doc) - 1)) if doc[j].is_quote), None)
        if close is not None and in_name(doc[close + 1]) and not doc[close - 1].whitespace_:
            return close + 2  # "Bosco "The Terminator" Ntaganda"
        return end
    if token.lower_ in _ARTICLES and following.text == "-" and not token.whitespace_ and end + 2 < len(doc) and in_name(doc[end + 2]):
        return end + 3  # "Anas el-Fikki", "Abdel Fattah as-Sisi"
    if token.tag_ == "POS" and in_name(following) and _owner_in_name(doc, end):
        return end + 2
    if token.text == "&" and in_name(following):
        return end + 2
    branch = token.text == "(" and end + 3 < len(doc) and doc[end + 2].text == ")" and doc[end + 3].text in name_words("company")
    if branch and is_capital(following):
        return end + 4  # "Norda Rail (Y) Limited"
    if token.text in {"and", ","} and in_name(following) and one_body(doc, start, end, covered):
        return end + 2
    return _over_of(doc, start, end, covered)


def _owner_in_name(doc: Doc, pos: int) -> bool:
    """ "People's Front": the genitive is part of the name."""
    plural = doc[pos].text in {"'", "’"} or doc[pos - 1].lower_.endswith(("men", "women", "people", "children", "folk"))
    if plural and doc[pos - 1].text[:1].isupper() and body_at(doc, pos + 1) is not None:
        return True  # "Allied Dockers' Union", "Norland Longshoremen's Association"
    whole = doc[pos].ent_type_ == "ORG" and doc[pos].ent_iob_ == "I" and doc[pos + 1].ent_iob_ == "I"
    return doc[pos - 1].lower_ in words_of("owners") and (whole or doc[pos - 1].text[:1].isupper())


def _second_half(doc: Doc, start: int, hyphen: int) -> bool:
    """ "Ban Ki-moon", "Chung Jae-in": the lower-case half of a given name."""
    before, after = doc[hyphen - 1], doc[hyphen + 1]
    return (
        hyphen - start >= 2
        and len(before) <= 7
        and before.is_alpha
        and after.is_alpha
        and after.text.islower()
        and len(after) <= 6
        and after.text not in _PARTICIPLES
        and after.tag_ not in {"VBN", "VBD", "VBG"}
        or before.ent_type_ == after.ent_type_ == "PERSON"
        and after.ent_iob_ == "I"
        and after.text.islower()
        and after.text not in _PARTICIPLES
    )


def _over_of(doc: Doc, start: int, end: int, covered: dict[int, Known]) -> int:
    """Court of X, Ministry of Foreign Affairs, High Representative of the Y in Z: only after a capitalised body or office."""
    token = doc[end]
    if token.lower_ not in {"of", "for", "on", "in", "to"}:
        return end
    whole = next((b[0] for j in range(start, end) if is_capital(doc[j]) and (b := body_at(doc, j)) is not None and b[0] > end), None)
    if whole is not None and in_name(doc[whole - 1]):
        return whole  # "House of Representatives"
    bodies = [b for j in range(start, end) if is_capital(doc[j]) and (b := body_at(doc, j, end)) is not None]
    title = title_before(doc, end)
    ends_in_title = title is not None and title >= start and is_capital(doc[title])
    already = any(doc[j].lower_ in {"of", "for", "on"} for j in range(start, end))
    ends_in_body = any(b[0] == end for b in bodies)
    goes_on = token.ent_type_ == "ORG" and token.ent_iob_ == "I"
    body = next((b[1] for b in bodies if b[0] == end), bodies[0][1] if bodies else None)
    titled = any(title_at(doc, j, end) is not None for j in range(start, end))
    if token.lower_ == "of" and doc[end - 1].lower_ in _STATEHOOD and end - start < 5 and in_name(doc[end + 1]):
        return end + 2  # "People's Republic of X"
    nxt = end + 2 if end + 1 < len(doc) and doc[end + 1].lower_ == "the" else end + 1
    if token.lower_ == "of" and already and titled and nxt in covered and covered[nxt].entry.type == "state":
        return covered[nxt].last  # "Minister of Trade of the Republic of X"
    cause = nxt < len(doc) and doc[nxt].lower_ in words_of("abstract")
    if token.lower_ == "for" and doc[end - 1].lower_ in words_of("owners") and cause and in_name(doc[nxt]):
        return nxt + 1  # "X Citizens for Justice"
    if token.lower_ == "in" and doc[end - 1].lower_ == "church" and in_name(doc[nxt]):
        return nxt + 1  # "Church in X"
    if token.lower_ in {"of", "for"}:
        fits = ends_in_body or ends_in_title or already and body is not None and (goes_on or token.lower_ == "of")
    elif token.lower_ == "on":
        fits = ends_in_body or ends_in_title or goes_on and body is not None
    elif token.lower_ == "in":
        portfolio = doc[end - 1].lower_ in words_of_any("generic", "abstract", "portfolios") or end - 1 in covered
        state = nxt in covered and covered[nxt].entry.type == "state" and covered[nxt].form == "name"
        movement = body in {"political_entity", "organization"} and state and any(doc[j].lower_ == "for" for j in range(start, end))
        fits = body == "mission" or movement or already and (body == "organization" and goes_on or titled and portfolio)
    else:
        fits = body == "mission" and (ends_in_body or goes_on) or ends_in_title and doc[end - 1].lower_ in _SENT
    if fits and nxt + 1 < len(doc) and nxt not in covered and doc[nxt].ent_type_ == doc[nxt + 1].ent_type_ == "PERSON":
        return end  # "the Union of Ann Lee"
    if fits and nxt < len(doc) and (nxt in covered or in_name(doc[nxt])) and not doc[nxt].is_sent_start:
        return covered[nxt].last if nxt in covered else nxt + 1
    return end
