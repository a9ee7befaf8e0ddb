"""Which capitalised words name nobody, and which acronyms the text itself explains. Runs before anything is joined."""

from __future__ import annotations

from spacy.tokens import Doc

from build_scripts.extract.headwords import name_words, words_of, words_of_any
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold, initials

_MONEY = {
    "dollar",
    "pound",
    "yuan",
    "euro",
    "peso",
    "rouble",
    "ruble",
    "rupee",
    "franc",
    "shilling",
    "dinar",
    "lira",
    "yen",
    "won",
    "baht",
    "rand",
    "naira",
    "cedi",
    "krona",
    "krone",
    "zloty",
    "forint",
    "dong",
    "ringgit",
    "rupiah",
    "riyal",
    "dirham",
    "real",
    "currency",
}
_LANGUAGE = {"acronym", "word", "name", "language", "term", "abbreviation", "initial", "version", "phrase", "spelling", "alphabet"}


def without_lone_words(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Drops what names nobody: "Government" alone, "Islamist", money."""
    kept = []
    empty = words_of_any("generic", "creeds", "honorifics")
    for m in mentions:
        words = [t.lower_ for t in doc[m.first : m.last] if not t.is_punct]
        common = m.entry is None and m.kind == "name" and m.type != "person" and not m.bare and all(w in empty or len(w) < 2 for w in words)
        if common and len(words) == 1 and words[-1] in words_of_any("lone_bodies", "party_plurals") and is_actor_there(doc, m):
            if words[-1] in words_of("party_plurals"):
                m.type = "political_entity"  # "the Socialists"
            kept.append(m)
            continue
        if m.type == "person" and words and words[-1] in {"minister", "secretary", "president", "ambassador", "director"}:
            continue  # an office with more before it than a list knows
        if m.entry is None and m.kind == "name" and not m.bare and _in_paper(doc, m.first):
            continue
        creed = words[:1] != [] and words[0] in words_of("creeds") and words[-1] not in {"party", "church", "league", "congress"}
        named = len(words) > 1 and m.type is not None and not creed  # "National Assembly", "Socialist Party"
        if m.form == "adjective" and m.last < len(doc) and doc[m.last].lemma_.lower() in _LANGUAGE:
            continue
        if m.last + 1 < len(doc) and doc[m.last].text == "-" and doc[m.last + 1].lower_ in {"speaking", "language"}:
            continue
        if common and not named or m.last < len(doc) and doc[m.last].lemma_.lower() in _MONEY:
            continue
        kept.append(m)
    return kept


def _in_paper(doc: Doc, first: int) -> bool:
    """ "Treaty of Amity and Cooperation", "Charter on Elections and Governance": the words go on with a paper's name."""
    over = False
    for i in range(first - 1, max(-1, first - 10), -1):
        word = doc[i]
        if word.lower_ in words_of("papers") and word.text[0].isupper():
            return over and doc[i + 1].lower_ in {"of", "on", "for"}
        over = over or word.lower_ in {"of", "on", "for"}
        if not (word.text[0].isupper() or word.text in {",", "and", "&", "of", "on", "for", "the", "-"}) or word.is_sent_start:
            return False
    return False


def is_actor_there(doc: Doc, m: Mention) -> bool:
    """ "Parliament voted", "rejected by the Senate": an institution that acts under its common name."""
    head = doc[m.last - 1]
    verb = head.head
    if m.first and doc[m.first - 1].pos_ in {"ADJ", "NOUN", "PROPN", "PRON"} or head.dep_ in {"compound", "amod", "nmod"}:
        return False
    return (
        head.dep_ in {"nsubj", "nsubjpass", "poss"} or head.dep_ == "pobj" and verb.lower_ in {"by", "with", "to", "from", "against", "of"}
    )


def explained_acronyms(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Notes what an acronym in brackets is short for ("… Commission (NFC)"), there and wherever it stands alone.

    The text's own explanation beats what a list knows. An abbreviation in brackets behind no name ("memoranda (MoUs)") names nobody.
    """
    meaning: dict[str, int] = {}
    long = {
        letters
        for m in mentions
        if m.entry is None and m.kind == "name" and m.last - m.first > 2
        for letters in initials(str(doc[m.first : m.last].text))
    }
    for m in mentions:  # an acronym that a list knows is the text's own where the text tells of a body so called
        text = str(doc[m.first : m.last].text)
        if m.entry is not None and m.entry.type in {"media", "organization"} and len(text) > 2 and text.isupper() and text in long:
            m.entry, m.type = None, None
    kept: list[Mention] = []
    before: Mention | None = None
    for m in mentions:
        if _bracketed(doc, m):
            holder = before if before is not None and _may_hold(m, before) else None
            if holder is not None and not (m.entry is not None and holder.entry is not None):
                if not _fits(doc, m, holder):
                    kept.append(m)
                    continue
                meaning.setdefault(fold(str(doc[m.first : m.last].text)), holder.first)
            elif holder is None and m.entry is None and not (before and before.last == m.first - 1 and before.type == "person"):
                continue
        kept.append(m)
        if not m.inside:
            before = m
    for m in kept:
        first = meaning.get(fold(str(doc[m.first : m.last].text))) if m.kind == "name" and not m.inside else None
        if first is not None and first != m.first:
            m.entry, m.form, m.type = None, "name", None
            m.notes.append(f"short for:{first}")
    return kept


def _bracketed(doc: Doc, m: Mention) -> bool:
    """One word behind an opening bracket, with a capital near its front."""
    text = str(doc[m.first : m.last].text)
    return (
        m.kind == "name"
        and not m.inside
        and m.type != "person"
        and len(text.split()) == 1
        and m.first > 0
        and doc[m.first - 1].text == "("
        and m.last < len(doc)
        and doc[m.last].text in {")", ",", ";"}
        and any(c.isupper() for c in text[:3])
    )


def _fits(doc: Doc, m: Mention, holder: Mention) -> bool:
    """Is the name before the bracket one that has an acronym, by its kind or by its letters, and not a person's?"""
    if holder.type is not None or holder.entry is not None or doc[holder.last - 1].ent_type_ == "ORG":
        return True
    letters = "".join(c for c in doc[m.first : m.last].text if c.isalnum()).upper()
    firm = any(t.text in name_words("company") for t in doc[holder.first : holder.last])
    return firm or letters in initials(str(doc[holder.first : holder.last].text)) or doc[holder.last - 1].ent_type_ != "PERSON"


def _may_hold(m: Mention, before: Mention) -> bool:
    gap = m.first - 1 - before.last
    return 0 <= gap <= 2 and before.kind == "name" and before.type not in {"person", "state", "place"}
