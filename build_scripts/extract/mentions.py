"""Where a text names somebody: runs of capitalised words, taken apart into affiliation, title and name.

Reads the parsed document and the gazetteer; gives Mention objects in text order. Bodies that a state makes names are added next
(bodies.py); what kind of thing a name is, is weighed later (witnesses.py), and who is who after that (actors.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from build_scripts.extract.furniture import furniture
from build_scripts.extract.gazetteer import Entry, Known
from build_scripts.extract.headwords import (
    PARTICLES,
    body_at,
    class_nouns,
    given_names,
    is_capital,
    name_words,
    title_at,
    title_before,
    words_of,
    words_of_any,
)
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.names import fold
from build_scripts.extract.passages import dateline
from build_scripts.extract.runs import runs

_COMMON = words_of_any("generic", "regions", "portfolios")
_PUBLIC = {"agency", "commission", "bureau", "service", "services"}
_FOLLOWINGS = {"bloc", "block", "alliance", "coalition", "party", "movement", "faction"}
"""What may be called by the full name of whoever leads it."""
_JOINING = {"of", "for", "the", "and", "&", ","}
_PORTFOLIO = {"minister", "ministers", "secretary", "secretaries", "commissioner", "judge", "magistrate", "prosecutor", "inspector"}


_NUMBERED = {"organization", "government_body", "court"}


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


def find_mentions(doc: Doc, known: list[Known], text: str) -> list[Mention]:
    """Named mentions in text order; nested ones (marked `inside`) follow the name that holds them. `text`: the document's, made once."""
    place = dateline(text)
    usable = [k for k in known if not _is_given_name(doc, k) and not _is_geography(doc, k) and not place[0] <= doc[k.first].idx < place[1]]
    skipped = tuple(sorted((*furniture(text), *([place] if place[1] else []))))
    starting = {k.first: k for k in usable}
    mentions: list[Mention] = []
    for first, last in runs(doc, usable, skipped):
        inner = [starting[i] for i in range(first, last) if i in starting and starting[i].last <= last]
        mentions += _take_apart(doc, first, last, inner)
    _with_first_words(doc, mentions)
    _with_ordinals(doc, mentions)
    return mentions


def _with_ordinals(doc: Doc, mentions: list[Mention]) -> None:
    """ "803rd Brigade", "4th X Court of Appeals": the number belongs to a body's name."""
    for m in mentions:
        number = doc[m.first - 1].lower_ if m.first and m.kind == "name" and m.entry is None and not m.inside else ""
        if number[:1].isdigit() and number.endswith(("st", "nd", "rd", "th")) and m.type in _NUMBERED:
            m.first -= 1


def _with_first_words(doc: Doc, mentions: list[Mention]) -> None:
    """ "Straits Gateway" that opens a sentence: its first word, a common one, belongs to the name where the text elsewhere writes it so."""
    whole = {str(doc[m.first : m.last].text) for m in mentions if m.kind == "name" and m.last - m.first > 1}
    for m in mentions:
        first = m.first - 1
        opens = m.entry is None and m.kind == "name" and first >= 0 and doc[first].is_sent_start and is_capital(doc[first])
        if opens and str(doc[first : m.last].text) in whole:
            m.first = first


def _is_geography(doc: Doc, known: Known) -> bool:
    """ "Indian Ocean", "English Channel", "French Guiana": nobody's."""
    after = doc[known.last] if known.last < len(doc) else None
    place = doc[known.last - 1].ent_type_ in {"GPE", "LOC"} and after is not None and after.ent_iob_ == "I" and after.tag_ == "NNP"
    place = place and (known.last + 1 >= len(doc) or not is_capital(doc[known.last + 1]))
    if known.form == "adjective" and known.entry.type == "state" and place and title_at(doc, known.last, len(doc)) is None:
        return True
    return known.last < len(doc) and doc[known.last].text.istitle() and doc[known.last].lower_ in words_of("geography")


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
    end = _body_of_title(doc, first, last) if not inner else None
    if end is not None:
        body = Mention(first, end, "name", type=_body_type(doc, first, end, inner))
        return [body, Mention(end, last, "name", type="person")]
    at = {k.first: k for k in inner}
    mentions: list[Mention] = []
    i, affiliation, role_start = first, None, None
    while i < last:
        if i not in at and i + 1 < last and doc[i].lower_ in {"messrs", "messrs."}:
            i += 2 if doc[i + 1].text == "." else 1
            continue
        if i not in at and i + 1 < last and doc[i].lower_ in words_of("honorifics"):
            i += 2 if doc[i + 1].text == "." else 1  # "Mr": neither name nor office
            if i < last and i not in at and not _title_here(doc, i, last):
                end = _name_end(doc, i, last, inner)
                mentions.append(Mention(i, end, "name", type="person", role=None if role_start is None else (role_start, i), notes=["Mr"]))
                i = end
            continue
        title = _title_here(doc, i, last) if i not in at else None
        if title is not None:
            return [*mentions, *_titled(doc, i, title, last, inner, affiliation, role_start)]
        if i in at and _goes_on(doc, at[i], last):
            inner = [k for k in inner if k is not at[i]]  # "Democratic Party of Y" is not the party that a list knows
            del at[i]
        if i in at and not _body_ahead(doc, at[i], last):
            k = at[i]
            mentions.append(_known(doc, k))
            affiliation, role_start = k.first, k.first if role_start is None else role_start
            i = k.last
            while i < last and doc[i].text in {"'s", "'", "-"}:
                i += 1
            continue
        end = _name_end(doc, i, last, inner)
        owner = mentions[-1] if mentions and i > first and mentions[-1].last == i else None
        product = owner is not None and owner.entry is not None and owner.type in {"organization", "media"} and end == i + 1 == last
        if product and doc[i].ent_type_ != "PERSON" and body_at(doc, i, end) is None:
            break  # "Google Search"
        if _is_portfolio(doc, i, end, last):
            role_start = i if role_start is None else role_start
            i = end
            continue
        rule = _rule_of(doc, i, end, inner)
        if rule is not None:
            mentions.append(rule)
            i = end
            continue
        mentions.append(_with_class_noun(doc, Mention(i, end, "name", type=_body_type(doc, i, end, inner))))
        held = [k for k in inner if k.first >= i and k.last <= end]
        mentions += [_known(doc, k, inside=True) for k in held if k.entry.type == "state" or doc[k.first].is_upper]
        affiliation, role_start = i, i if role_start is None else role_start
        i = end
    return mentions


def _body_of_title(doc: Doc, first: int, last: int) -> int | None:
    """Where the body ends in "the head of Water Service Ann Lee": behind its noun, if two words of a name follow."""
    before = first - 2 if first > 1 and doc[first - 1].lower_ == "the" else first - 1
    if before < 1 or doc[before].lower_ != "of" or title_before(doc, before) is None:
        return None
    for i in range(first + 1, last - 2):
        found = body_at(doc, i, last)
        if found is not None and found[0] == last - 2 and all(t.is_alpha and t.text.istitle() for t in doc[last - 2 : last]):
            return None if any(body_at(doc, j, last) for j in (last - 2, last - 1)) else last - 2
    return None


def _goes_on(doc: Doc, known: Known, last: int) -> bool:
    """Is the known name of a body only the beginning of a longer one?"""
    after = doc[known.last].lower_ if known.last + 1 < last else ""
    if known.entry.type in {"state", "place", "person"} or after not in {"of", "for"}:
        return False
    if after == "for" and doc[known.last + 1].lower_ == "the" and known.last - known.first > 2:
        return False  # "the Arvano Development Bank for the Road Programme"
    return body_at(doc, known.last - 1, known.last) is not None


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
    if end < last and doc[last - 1].lower_ in words_of("never_surnames"):
        return []  # "Member States", "PM Lee Master Plan"
    middle = end < last - 1 and doc[end].lower_ in _COMMON | words_of("ranks")
    if middle and (further := title_at(doc, end + 1, last)) is not None:
        end, heads = further  # "Deputy Defence Adviser to X"
    if end < last <= end + 2 and doc[last - 1].lower_ in words_of("things"):  # "ASEAN Foreign Ministers Meeting"
        return []
    whole = next((k for k in inner if k.first == end and k.last == last), None)
    if (
        end < last
        and doc[end].lower_ not in {"of", "for", "in", "to", "on", "and", "&", ","}
        and (whole is None or whole.entry.type == "person")
    ):
        entry = whole.entry if whole else None
        return [Mention(end, last, "name", entry, type="person", role=(start, end), affiliation=affiliation, title_of=heads)]
    after = next((k.last for k in inner if k.first >= end and not any(doc[j].lower_ in {"of", "in"} for j in range(k.last, last))), last)
    held = [_known(doc, k) for k in inner if end <= k.first and k.last <= after]
    while after < last - 1 and held and doc[after].lower_ in words_of("honorifics"):
        after += 2 if doc[after + 1].text == "." else 1
    firm = any(body_at(doc, j, last) or doc[j].text in name_words("company") for j in range(after, last))  # "CEO of Brussels Airlines"
    if (
        after < last
        and held
        and not firm
        and all(is_capital(doc[j]) or doc[j].lower_ in PARTICLES or doc[j].text == "-" for j in range(after, last))
    ):
        role = (start, after)  # "President of X Ann Lee"
        return [*held, Mention(after, last, "name", type="person", role=role, affiliation=held[0].first, title_of=heads)]
    j = end + 1  # "Minister of Health and Welfare Ann Lee", "Minister for the Y Ann Lee"
    while j < len(doc) and (j < last and _is_for(doc[j]) or doc[j].lower_ in {"the", "and", "&", ","}):
        j += 1
    split = end + 1 < j < last and j - 1 not in {k.last for k in inner} and doc[j - 1].lower_ not in {"the", "and"}
    name = j
    while name < last - 1 and doc[name].lower_ in words_of("honorifics"):  # "Minister of Transport Eng. Ann Lee"
        name += 2 if doc[name + 1].text == "." else 1
    if split and name < last and not any(doc[k].lower_ in {"of", "for", "in"} or body_at(doc, k, last) for k in range(name, last)):
        return [Mention(name, last, "name", type="person", role=(start, j), affiliation=affiliation, title_of=heads)]
    person = next((j for j in range(end + 1, last) if doc[j].ent_type_ == "PERSON" and doc[j].ent_iob_ == "B" and is_capital(doc[j])), None)
    if (
        person is not None
        and doc[person - 1].lower_ not in {"of", "for", "in", "to", "the", "and"}
        and all(doc[j].ent_type_ == "PERSON" or doc[j].text == "-" for j in range(person, last))
    ):
        held = [_known(doc, k) for k in inner if end <= k.first and k.last <= person]  # "Minister for the Y Ann Lee"
        return [*held, Mention(person, last, "name", type="person", role=(start, person), affiliation=affiliation, title_of=heads)]
    held = [_known(doc, k, inside=True) for k in inner if k.first >= end]
    for state in held:
        state.notes.append("of office")
    owner = affiliation if affiliation is not None else held[0].first if held else None
    return [Mention(start, last, "office", role=(start, last), affiliation=owner, title_of=heads), *held]


def _is_for(token: Token) -> bool:
    """A word for what an office is for, and nobody's given name: "Minister of Justice Hope Lee"."""
    return token.lower_ in _COMMON or token.lower_ in words_of("abstract") and fold(token.text) not in given_names()


def _title_here(doc: Doc, i: int, last: int) -> tuple[int, str] | None:
    """A capitalised title; a one-word title inside a longer body name ("General Assembly", "Chief Directorate") or name is none."""
    title = title_at(doc, i, last) if i < last and is_capital(doc[i]) else None
    body = body_at(doc, title[0], last) if title is not None and title[0] < last and is_capital(doc[title[0]]) else None
    if title is None or body is not None and title_at(doc, body[0], last) is None:  # but "Defence Minister Army General Ann Lee"
        return None
    if title[0] + 1 < last and doc[title[0]].tag_ == "POS":  # "X Teachers' Federation"
        return None
    joined = title[0] + 1 < last and doc[title[0]].text in {"and", "&"} and body_at(doc, last - 1, last) is not None
    if joined and not any(doc[j].text.islower() and doc[j].text != "and" for j in range(title[0], last)):
        return None  # "Justice and Equality Movement"
    if i and title[0] == last and doc[i].ent_type_ == "PERSON" and doc[i].ent_iob_ == "I" and is_capital(doc[i - 1]):
        return None  # "John Major"
    return title


def _body_ahead(doc: Doc, known: Known, last: int) -> bool:
    """Does the run go on, without a title, to a body noun: "X Ministry of Defence", "X Supreme Court", or as one name of a body?"""
    i = known.last
    if known.entry.type == "person":
        return False
    if i < last and known.form != "name" and all(doc[j].ent_type_ == "ORG" and doc[j].ent_iob_ == "I" for j in range(i, last)):
        return not any(_title_here(doc, j, last) is not None for j in range(i, last))
    while i < last:
        body = body_at(doc, i, last)
        title = title_at(doc, i, last)
        if title is not None and body is None and not (title[0] < last and body_at(doc, title[0], last) is not None):
            return False
        if body is not None and is_capital(doc[i]):
            return True
        if doc[i].lower_ in words_of("owners") and i + 1 < last and doc[i + 1].lower_ == "for":
            return True  # "X Citizens for Justice"
        i += 1
    return False


def _name_end(doc: Doc, i: int, last: int, inner: list[Known]) -> int:
    """A name ends where a title begins: "Republika X President Ann Lee"."""
    over = False
    inside = next((k for k in inner if i < k.first and k.last + 1 < last and doc[k.first - 1].lower_ in {"of", "the"}), None)
    if inside is not None and not any(body_at(doc, j, last) or doc[j].lower_ in {"of", "for", "and"} for j in range(inside.last, last)):
        return inside.last  # "Border Service of the Y Republic Ann Lee"
    for j in range(i + 1, last):
        over = over or doc[j].lower_ in {"of", "for"}
        title = _title_here(doc, j, last)
        if title is None or over and (title[0] >= last or doc[j - 1].lower_ in _JOINING or doc[title[0]].lower_ in _JOINING):
            continue  # "Association of X Nurses and Midwives"
        while j > i + 1 and doc[j - 1].lower_ in words_of("ranks") and not any(k.first < j <= k.last for k in inner):
            j -= 1  # "NFC National Chairman"
        return j  # "State Bank of Y Governor Ann Lee"
    return last


def _is_portfolio(doc: Doc, i: int, end: int, last: int) -> bool:
    """ "Housing Minister Ann Lee": a word or two before Minister or Secretary that no other witness takes for a name."""
    if end < last and all(t.lower_ in words_of_any("modifiers", "ranks") for t in doc[i:end]):  # "Vice Foreign Minister"
        return True
    return (
        end < last
        and end - i <= 4
        and doc[end].lower_ in _PORTFOLIO
        and not any(t.is_upper and len(t) > 1 or t.ent_type_ in {"PERSON", "GPE"} for t in doc[i:end])
    )


def _rule_of(doc: Doc, first: int, last: int, inner: list[Known]) -> Mention | None:
    """ "Government of X", "X Federal Government": the state itself."""
    states = [k for k in inner if first <= k.first and k.last <= last and k.entry.type == "state" and k.form in {"name", "adjective"}]
    if len(states) != 1 or last - first > 8:
        return None
    words = {doc[i].lower_ for i in range(first, last) if not states[0].first <= i < states[0].last and doc[i].tag_ != "POS"}
    if not words & {"government", "govt", "junta"} or not words <= words_of("rule_words"):
        return None
    return Mention(first, last, "name", states[0].entry, type="state")


def _body_type(doc: Doc, first: int, last: int, inner: list[Known]) -> str | None:
    """The type that the head noun of a name tells: before "of", else its last word. A state's commission or agency is one of its bodies."""
    foreign = next((kind for kind, heads in lexicon("actors")["foreign_heads"].items() if doc[first].lower_ in heads), None)
    if foreign is not None and last - first > 1 and (doc[first + 1].lower_ in PARTICLES | {"-"} or body_at(doc, last - 1, last) is None):
        return str(foreign)
    if (
        last - first > 1
        and doc[first].lower_ in {"daily", "weekly", "radio"}
        or any(doc[j].text == "Broadcasting" for j in range(first + 1, last))
    ):
        return "media"
    if last - first > 2 and doc[last - 1].lower_ == "congress" and not any(k.first == first and k.entry.type == "state" for k in inner):
        return "organization" if doc[last - 2].lower_ in {"union", "unions", "world"} else "political_entity"  # "Norda Federalist Congress"
    whole = next((b for j in range(first, last) if (b := body_at(doc, j, last)) is not None and b[0] - j > 2), None)
    if whole is not None:
        return whole[1]  # "House of Representatives"
    head = next((j for j in range(first, last) if doc[j].lower_ in {"of", "for", "on", "in", "to"}), last)
    for j in range(first, head):
        found = body_at(doc, j, head)
        if found is not None and found[0] == head:
            if found[1] != "organization" or doc[head - 1].lower_ not in name_words("organ"):
                return found[1]
            words = [t.lower_ for t in doc[first : head - 1] if not t.is_punct and t.lower_ != "and"]
            shared = not words_of("shared_bodies").isdisjoint(words)
            told = bool(words) and all(w in _COMMON or w in words_of("abstract") for w in words) and not shared
            if doc[head - 1].lower_ in {"authority", "inspectorate"} and not shared or told and doc[head - 1].lower_ in _PUBLIC:
                return "government_body"
            owned = any(k.first == first and k.entry.type == "state" for k in inner)
            sport = any(t.lower_ in name_words("sport") for t in doc[first:head])
            public = doc[first].lower_ in name_words("public") or owned and not sport
            return "government_body" if public else found[1]
    return None


def _known(doc: Doc, k: Known, inside: bool = False) -> Mention:
    mention = Mention(k.first, k.last, "name", entry=k.entry, form=k.form, type=k.entry.type, inside=inside)
    return mention if inside else _with_class_noun(doc, mention)


def _with_class_noun(doc: Doc, mention: Mention) -> Mention:
    """ "the Norda agency": a lower-case class noun after the name tells what it is."""
    after = mention.last + (mention.last < len(doc) and doc[mention.last].is_quote and doc[mention.first - 1].is_quote)
    for length in (2, 1):
        words = doc[after : after + length]
        text = words.text.lower()
        if len(words) == length and text in class_nouns() and words[0].text.islower() and not words[0].is_sent_start:
            mention.class_noun = text
            whose = mention.entry is None and mention.type is None and mention.last - mention.first > 1
            if whose and text in _FOLLOWINGS and not _is_group_name(doc, mention):
                mention.type, mention.last, mention.class_noun = "political_entity", mention.last + length, None  # "the Ann Lee bloc"
            elif mention.type in _NUMBERED and class_nouns()[text] in {"political_entity", "media"} and length > 1:
                mention.type = class_nouns()[text]  # "the National Council for X rebel group"
            elif mention.form == "capital":  # "the Minsk group" is a group, not a government
                mention.entry, mention.form, mention.type, mention.last = None, "name", class_nouns()[text], mention.last + length
                mention.class_noun = None
            break
    return mention


def _is_group_name(doc: Doc, mention: Mention) -> bool:
    """Has a name words of its own that tell of no person: "the Free Norda movement"?"""
    person = doc[mention.first].ent_type_ == "PERSON" or fold(doc[mention.first].text) in given_names()
    return not person or any(t.lower_ in _COMMON for t in doc[mention.first : mention.last])


def head_of(doc: Doc, mention: Mention) -> Token:
    """The token of a mention whose own head stands outside it."""
    inside = range(mention.first, mention.last)
    return next((t for t in doc[mention.first : mention.last] if t.head.i not in inside), doc[mention.last - 1])
