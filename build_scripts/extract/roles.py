"""The office that a text gives a person: the words before the name, or the apposition beside it."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from build_scripts.extract.appositions import described_by, set_off_after, set_off_before, title_over
from build_scripts.extract.grammar import children
from build_scripts.extract.headwords import announcing, title_at, title_before, verbs, words_of, words_of_any
from build_scripts.extract.mentions import Mention, head_of
from build_scripts.model import ACTOR_TYPES

_LONGEST = 14
_ENDING = {",", ";", ":", ".", "(", ")", '"'}
_CUT = _ENDING | {"-"}
_SMALL = {"DET", "ADP", "CCONJ", "PART", "PRON", "PUNCT"}


def find_role(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[tuple[int, int], int | None] | None:
    """(tokens of the role, token of the state or body it belongs to); `cover`: token -> mention over it."""
    apposed = _office_before(doc, mention, cover) or _apposition(doc, mention)
    other = cover.get(apposed[1] - 1) if apposed is not None else None
    if other is not None and apposed is not None:
        labelled = other.kind == "name" and doc[apposed[1] - 1].ent_type_ == "PERSON"
        if other.type == "person" or labelled:  # "Ann Lee, Secretaries Tomas Berg and …", "Ann Lee and her X counterpart Tomas Berg"
            apposed = None
    found = max((_before(doc, mention, cover), apposed), key=lambda f: content(doc, f))
    if found is None or content(doc, found) <= 1 and found[1] - found[0] == 1:
        shared = _shared(doc, mention, cover)
        fits = shared is not None and (found is None or doc[found[0]].lower_[:5] in {t.lower_[:5] for t in doc[slice(*shared)]})
        found = shared if fits else found  # "the Foreign Ministers of X and Y, Minister Lee and Minister Berg"
    found = found or told_of(doc, mention) or _said_to_be(doc, mention)
    if found is None:
        return None
    first, last = found
    while first < last and (doc[first].pos_ == "DET" or doc[first].is_punct or doc[first].lower_ in {"'s", "and"}):
        first += 1
    while first < last and (doc[last - 1].lower_ in words_of("honorifics") or doc[last - 1].text in {",", "-"}):
        last -= 1
    inner = [cover[i] for i in range(first, last) if i in cover and cover[i] is not mention and cover[i].type != "person"]
    inner = [m for m in inner if not (m.last < len(doc) and doc[m.last].text == "-")]  # "X-based"
    owner = next((m.affiliation if m.kind == "office" and m.affiliation is not None else m.first for m in inner), None)
    return ((first, last), owner) if first < last else None


def content(doc: Doc, span: tuple[int, int] | None) -> float:
    """How much a role says, four at most: its words but the small ones, those of a mere rank ("Lt. Col.") half."""
    if span is None:
        return 0
    words = [t for t in doc[span[0] : span[1]] if any(c.isalpha() for c in t.text) and t.pos_ not in _SMALL]
    return min(4, sum(0.5 if t.lower_.rstrip(".") in words_of_any("cut_short", "service_ranks") else 1 for t in words))


def describe(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    """Tokens of the words that say what a body is: "a rebel group founded in 2015", "state broadcaster", "the six-nation"."""
    head = head_of(doc, mention)
    for other in children(head, "appos"):
        told = other.lower_ in announcing() or other.tag_ == "NN" and doc[other.left_edge.i].pos_ == "DET"
        if told and other.left_edge.i >= mention.last and other.text.islower() and other.pos_ == "NOUN":
            last = min(other.right_edge.i + 1, other.left_edge.i + _LONGEST)
            last = next(
                (i for i in range(other.i + 1, last) if doc[i].text in {",", ";", "(", "-", ":"} or doc[i].tag_ in {"WDT", "WP"}), last
            )
            return other.left_edge.i, last
    bracket = mention.last + 2 < len(doc) and doc[mention.last].text == "("
    after = mention.last + 3 if bracket else mention.last  # over "(NFC)"
    if after + 2 < len(doc) and doc[after].text == "," and doc[after + 1].lower_ in {"a", "an", "the"} and not doc[after + 1].is_sent_start:
        noun = next(
            (i for i in range(after + 2, min(after + 7, len(doc))) if doc[i].lower_ in announcing() and doc[i].text.islower()), None
        )
        if noun is None and doc[after + 1].lower_ in {"a", "an"}:  # any noun that the phrase ends in
            ends = _indefinite(doc, after)
            noun = ends - 1 if ends is not None else None
        if noun is not None and doc[noun].dep_ in {"nsubj", "nsubjpass"} and doc[after + 1].lower_ == "the":
            noun = None  # "Norda, the company said"
        if noun is not None and all(doc[i].pos_ in {"ADJ", "NOUN", "PROPN", "PUNCT", "NUM"} for i in range(after + 2, noun)):
            last = next((i for i in range(noun + 1, min(noun + 8, len(doc))) if doc[i].text in {",", ".", ";", "("}), noun + 1)
            return after + 1, last
    if head.dep_ == "pobj" and head.head.lower_ == "as" and head.head.head.lemma_ in {"know", "call"} and head.head.head.dep_ == "acl":
        group = head.head.head.head  # "an organization known as X"
        if group.i < mention.first and group.text.islower() and group.pos_ == "NOUN":
            return group.left_edge.i, group.i + 1
    above = described_by(head) if head.dep_ in {"appos", "pobj"} else None
    if above is not None and above.i < mention.first and above.text.islower() and _tells_body(above):
        return above.left_edge.i, above.i + 1
    parted = mention.last < len(doc) and doc[mention.last].text == "-"  # "the coalition of Norda-based firms"
    if mention.first > 1 and doc[mention.first - 1].lower_ == "of" and _tells_body(doc[mention.first - 2]) and not parted:
        return doc[mention.first - 2].left_edge.i, mention.first - 1
    start = mention.first
    while start > 0 and not doc[start].is_sent_start and mention.first - start < 6:
        before = doc[start - 1]
        describes = before.text.islower() and before.pos_ in {"NOUN", "ADJ", "NUM"} or before.tag_ in {"VBN", "CD"} or _hyphen(doc, start)
        if not describes and (doc[start].text != "-" or before.whitespace_):
            break
        start -= 1
    word = doc[mention.first - 1] if start < mention.first else None
    beside = word is not None and word.tag_ == "NN" and word.dep_ in {"compound", "nmod"} and mention.first <= word.head.i < mention.last
    if start == mention.first and mention.class_noun is not None and mention.class_noun not in ACTOR_TYPES:
        return mention.last, mention.last + len(mention.class_noun.split())  # "the Norda news agency"; "the Norda mission" tells no more
    known = beside or any(
        t.lower_ in announcing() or t.lower_ in {"based", "nation", "member", "led", "run", "owned"} for t in doc[start : mention.first]
    )
    return (start, mention.first) if known and start < mention.first else None


def _tells_body(noun: Token) -> bool:
    """A noun that says what a body is, and no place or thing that a body's name hangs on: "the square of X"."""
    return announcing().get(noun.text) not in {None, "place", "thing"} or noun.text in {"region", "territory", "republic"}


def _opening(doc: Doc, mention: Mention) -> int:
    """The first token of a name with the title and the address right before it."""
    if mention.role is not None and mention.role[0] < mention.first:
        return mention.role[0]
    first = mention.first
    while first > 0 and (
        doc[first - 1].lower_ in words_of("honorifics") or doc[first - 1].text == "." and doc[first - 2].lower_ in words_of("honorifics")
    ):
        first -= 1
    return first


def _before(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[int, int] | None:
    start, end = mention.role or (mention.first, mention.first)
    if mention.role is None:
        start = end = _opening(doc, mention)
        title = title_before(doc, end)
        office = cover.get(end - 1)
        if office is not None and office.kind == "office" and office.last == end:
            start = office.first  # "Minister of Trade of X Dr. Ann Lee"
        elif title is None or any(t.is_sent_start for t in doc[title + 1 : mention.first + 1]):
            return None
        else:
            start = title
    while start > 0 and not doc[start].is_sent_start and end - start < _LONGEST:
        before = doc[start - 1]
        holder = cover.get(start - 1)
        if holder is not None and holder.type != "person" and holder.kind == "name":
            start = holder.first
        elif before.text == ")" and (opening := _bracket(doc, start)) is not None:
            start = opening  # "Norda Fish Council (NFC) president"
        elif (
            before.text == "'s"
            and start > 1
            and start - 2 in cover
            or _hyphen(doc, start)
            or before.lower_ in words_of_any("modifiers", "ranks")
            or before.text.islower()
            and before.pos_ in {"NOUN", "ADJ", "PROPN"}
            and before.head.i >= start - 1
            and before.head.i < mention.last
        ):
            start -= 1
        elif before.text == "and" and start > 1 and doc[start - 2].text.islower() and doc[start - 2].dep_ in {"compound", "amod", "nmod"}:
            start -= 2  # "finance and trade minister"
        else:
            break
    bracket = next((i for i in range(start, end) if doc[i].text == ")"), None)
    if bracket is not None and all(doc[i].text != "(" for i in range(start + 1, bracket)):
        start = bracket + 1  # a short form whose long one is no name: "(NFC) president"
    while start < end and doc[start].text in {"'s", "-"}:
        start += 1
    return (start, end) if start < end else None


def _office_before(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[int, int] | None:
    """ "the Minister of Health and Welfare, Professor Ann Lee": an office set off before the name."""
    opening = _opening(doc, mention)
    office = cover.get(opening - 2) if opening > 1 and doc[opening - 1].text == "," else None
    after = doc[mention.last : mention.last + 2]
    alone = not len(after) or after[0].text in {",", ".", ")", ";"} or after.text.startswith("and ") and not after[-1].text[0].isupper()
    if office is None or office.kind != "office" or office.last != opening - 1 or not alone or _is_plural(doc, office.first, office.last):
        return None
    return office.first, office.last


def _bracket(doc: Doc, end: int) -> int | None:
    """Where a short form in brackets that ends before a token opens."""
    return next((i for i in range(end - 2, max(0, end - 5), -1) if doc[i].text == "("), None)


def _hyphen(doc: Doc, start: int) -> bool:
    return doc[start - 1].text == "-" and start > 1 and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_


def _apposition(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    head = head_of(doc, mention)
    for token in dict.fromkeys((head, doc[mention.last - 1])):
        for other in children(token, "appos"):
            if other.left_edge.i >= mention.last:
                found = _title_phrase(doc, other, other.left_edge.i)
                if found is not None:
                    return found
    above = described_by(head) if head.dep_ == "appos" else None
    if above is not None and above.i < mention.first:
        return _title_phrase(doc, above, above.left_edge.i, mention.first)
    over = title_over(doc, mention.first) if mention.type == "person" or mention.entry is None else None
    return set_off_before(doc, _opening(doc, mention), mention.last, True) or set_off_after(doc, mention.last) or over


def _title_phrase(doc: Doc, head: Token, first: int, limit: int | None = None) -> tuple[int, int] | None:
    first = next((i + 1 for i in range(head.i - 1, first - 1, -1) if doc[i].tag_ == "PRP$"), first)  # "X and his Y counterpart"
    last = min(head.right_edge.i + 1, limit if limit is not None else len(doc), first + _LONGEST)
    for i in range(head.i + 1, last):
        dash = doc[i].text == "-" and bool(doc[i - 1].whitespace_)
        if dash or doc[i].text in {",", ";", ":", "("} or doc[i].dep_ in {"relcl", "acl"} or doc[i].tag_ in {"WDT", "WP"}:
            last = i
            break
    holds = any((t := title_at(doc, i, last)) is not None and i <= head.i < t[0] for i in range(first, head.i + 1))
    return (first, last) if holds and first < last else None


def _shared(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[int, int] | None:
    """ "Former ministers A, B and C", "the ministers, A and B": a title in the plural belongs to all whom it stands before."""
    i = _opening(doc, mention)
    for _ in range(12):
        before = i
        while i > 0 and doc[i - 1].text in {",", "and", "&"} and not doc[i].is_sent_start:
            i -= 1
        first = cover.get(i - 1)
        if i == before or first is None or first.type not in {"person", None} or first.kind != "name":
            return None
        opening = _opening(doc, first)
        found = set_off_before(doc, opening, first.last, True) or _before(doc, first, cover) or title_over(doc, opening)
        if found is not None:
            return found if _is_plural(doc, *found) else None
        i = opening
    return None


def _is_plural(doc: Doc, first: int, last: int) -> bool:
    """Is it the title of several: "Foreign Ministers of X and Y"?"""
    head = next((i for i in range(first, last) if doc[i].lower_ in {"of", "for", "in", "to"}), last) - 1
    return doc[head].tag_ in {"NNS", "NNPS"} or doc[head].lower_.endswith(("ers", "ors", "nts", "men", "ries"))


def _said_to_be(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    """ "X, a civilian vigilante, said": any noun for a person that the phrase ends in."""
    first = mention.last + 1
    if first + 1 >= len(doc) or doc[mention.last].text != "," or doc[first].lower_ not in {"a", "an"}:
        return None
    last = _indefinite(doc, mention.last)
    return (first, last) if last is not None else None


def _indefinite(doc: Doc, comma: int) -> int | None:
    """Behind ", a civilian vigilante": where the phrase ends, if it ends in a common noun."""
    article = comma + 1
    ahead = range(article + 1, min(article + 7, len(doc)))
    last = next((i for i in ahead if doc[i].text in _ENDING or doc[i].pos_ in {"ADP", "VERB", "PRON"}), article)
    noun = doc[last - 1]
    return last if noun.tag_ == "NN" and noun.dep_ not in {"nsubj", "nsubjpass", "compound"} and noun.i > article else None


def told_of(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    """ "X is the head of Y", "X, who leads Y": an office told by a verb."""
    head = head_of(doc, mention)
    verb = head.head
    if head.dep_ == "nsubj" and verb.lemma_ in {"be", "become", "remain"}:
        for other in children(verb, "attr"):
            if other.i > verb.i and other.text.islower() and not children(verb, "neg"):
                return _title_phrase(doc, other, other.left_edge.i)
    if head.dep_ == "attr" and verb.lemma_ == "be" and verb.i < mention.first:  # "the captain was X"
        for other in children(verb, "nsubj"):
            if other.text.islower() and (found := _title_phrase(doc, other, other.left_edge.i, verb.i)) is not None:
                return found
    called = verb.lemma_ in {"call", "name"} and verb.dep_ == "acl" and verb.i == mention.first - 1
    if called and head.dep_ in {"oprd", "dobj", "appos"} and (verb.head.text.islower() or verb.head.is_upper):
        return _title_phrase(doc, verb.head, verb.head.left_edge.i, verb.i)  # "a trader called X"
    if head.dep_ == "pobj" and head.head.lower_ == "as" and head.head.head.lemma_ in {"give", "identify", "know", "introduce", "name"}:
        noun = head.head.head.head  # "a trader who gave her name only as X"
        if head.head.head.dep_ in {"relcl", "acl"} and noun.i < mention.first and noun.text.islower():
            return _title_phrase(doc, noun, noun.left_edge.i, head.head.head.left_edge.i)
    for clause in children(head, "relcl"):
        who = any(t.lower_ == "who" for t in doc[mention.last : clause.i])
        if who and clause.lemma_ in {"be", "become"}:
            for other in children(clause, "attr"):
                if (found := _title_phrase(doc, other, other.left_edge.i)) is not None:
                    return found
        elif who and clause.lemma_ in verbs("heading") and any(c.dep_ == "dobj" for c in clause.children):
            last = min(clause.right_edge.i + 1, clause.i + _LONGEST)
            return clause.i, next((i for i in range(clause.i + 1, last) if doc[i].text in _CUT), last)
    if (
        mention.last < len(doc)
        and doc[mention.last].tag_ == "POS"
        and head.dep_ == "poss"
        and head.head.lemma_ in {"position", "post", "role", "job"}
    ):
        for preposition in children(head.head, "prep"):
            for other in children(preposition, "pobj"):
                if preposition.lower_ in {"as", "of"} and (found := _title_phrase(doc, other, other.left_edge.i)) is not None:
                    return found
    return None
