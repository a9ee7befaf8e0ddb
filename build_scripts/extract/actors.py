"""Who is who: mentions joined into figures, by gazetteer, full name, surname, acronym, office and, last, spelling.

Each witness speaks for itself (named-entity model, gazetteer, the words beside the name, spelling similarity); `_type` weighs them. A
join that
rests on similarity or on a choice between two is noted as a doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.mentions import Mention, find_mentions, title_at
from build_scripts.extract.names import Entry, Gazetteer, fold, is_acronym_of, similar, slug
from build_scripts.extract.roles import find_role

LOCATIVE = {
    "in",
    "at",
    "near",
    "from",
    "to",
    "into",
    "across",
    "around",
    "inside",
    "outside",
    "through",
    "toward",
    "towards",
    "within",
    "throughout",
    "over",
    "off",
    "onto",
    "via",
    "outside of",
}
_MONEY = {"dollar", "pound", "yuan", "euro", "peso", "rouble", "ruble", "rupee", "franc", "shilling", "dinar", "lira"}
_GENERIC = {
    "presidential",
    "parliamentary",
    "federal",
    "national",
    "eastern",
    "western",
    "northern",
    "southern",
    "central",
    "government",
    "governments",
    "office",
    "ministry",
    "ministers",
    "state",
    "states",
    "court",
    "police",
    "parliament",
    "council",
    "committee",
    "union",
    "party",
    "agreement",
    "treaty",
    "constitution",
    "republic",
    "army",
    "internet",
    "covid-19",
    "god",
    "islam",
    "english",
}
_LABELS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}


@dataclass
class Figure:
    """Somebody or something in the text, on the way to becoming an Actor."""

    key: str
    name: str
    type: str
    entry: Entry | None = None
    mentions: list[Mention] = field(default_factory=list)
    nominals: list[tuple[int, int]] = field(default_factory=list)
    """Token spans that refer to it without naming it."""
    role: tuple[int, int] | None = None
    affiliation: str | None = None
    heads: str | None = None
    doubts: list[str] = field(default_factory=list)
    kind: str | None = None


class Cast:
    """All figures of a document, and which tokens name them."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.figures: dict[str, Figure] = {}
        self.at: dict[int, str] = {}
        """token -> key of the figure that the longest mention over it names"""
        self.nested: dict[int, str] = {}
        """token -> key of the figure named inside a longer name"""
        self.places: dict[int, Mention] = {}
        self._surnames: dict[str, list[str]] = defaultdict(list)
        mentions = self._without_lone_words(find_mentions(doc, gazetteer.find(doc)))
        ordered = sorted((m for m in mentions if not m.inside), key=lambda m: m.kind == "name")  # a name covers the office around it
        self._cover = {i: m for m in ordered for i in range(m.first, m.last)}
        self._votes = self._count_votes(mentions)
        for step in (self._known, self._persons, self._long_names, self._short_names):
            for mention in mentions:
                if id(mention) not in self._done:
                    step(mention)
        self._nest(mentions)
        self._roles()
        for mention in mentions:
            self._office(mention)
        self._index()

    _done: set[int]

    def text(self, first: int, last: int) -> str:
        return str(self.doc[first:last].text)

    def _without_lone_words(self, mentions: list[Mention]) -> list[Mention]:
        """Drops what names nobody: "Government" alone, an abbreviation in brackets behind no name, money."""
        kept = []
        for m in mentions:
            doc, lone = self.doc, m.last - m.first == 1 and m.entry is None
            bracketed = m.first > 0 and doc[m.first - 1].text == "(" and m.last < len(doc) and doc[m.last].text == ")"
            if lone and doc[m.first].lower_ in _GENERIC:
                continue
            if lone and bracketed and m.first > 1:
                holder = next((x for x in mentions if not x.inside and x.last <= m.first - 1 <= x.last + 4 and x.kind == "name"), None)
                if holder is None or fold(self.text(m.first, m.last))[:1] != fold(self.text(holder.first, holder.last))[:1]:
                    continue
                m.notes.append(f"short for:{holder.first}")
            if m.last < len(doc) and doc[m.last].lemma_.lower() in _MONEY:
                continue
            kept.append(m)
        return kept

    # ── witnesses ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _count_votes(self, mentions: list[Mention]) -> dict[str, Counter[str]]:
        self._done = set()
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for m in mentions:
            tally = votes[fold(self.text(m.first, m.last))]
            if m.type and not m.inside:
                tally[m.type] += 5
            if m.affiliation is not None and m.affiliation in self._cover and m.title_of is not None:
                holder = self._cover[m.affiliation]
                heads = "political_entity" if m.title_of == "polity" else "organization"
                votes[fold(self.text(holder.first, holder.last))][heads] += 3
            head = self.doc[m.last - 1]
            label = Counter(t.ent_type_ for t in self.doc[m.first : m.last]).most_common(1)[0][0]
            if label in _LABELS:
                tally[_LABELS[label]] += 2
            before = self.doc[m.first - 1] if m.first else None
            if before is not None and before.lower_ == "the":
                tally["person"] -= 3
            if head.dep_ == "pobj" and head.head.lower_ in {"in", "near", "at", "into"}:
                tally["place"] += 1
            if m.last - m.first == 1 and head.is_upper and len(head) > 1:
                tally["organization"] += 1
                tally["person"] -= 2
            if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ in {"say", "tell", "add"}:
                tally["person"] += 1
                tally["place"] -= 1
            if head.dep_ in {"appos", "conj", "npadvmod"} and head.head.ent_type_ in {"GPE", "LOC"} and head.head.dep_ == "pobj":
                tally["place"] += 3
            if head.dep_ == "conj" and head.head.i in self._cover and self._cover[head.head.i].type == "person":
                tally["person"] += 3
            if any(t.is_digit for t in self.doc[m.first : m.last]):
                tally["person"] -= 2
        return votes

    def _type(self, name: str) -> str | None:
        """The best witnessed type of a name that no list knows; None where nothing speaks for an actor."""
        if fold(name) in phrases(lexicon("actors")["regions"]):
            return "place"
        tally = self._votes[fold(name)]
        best = sorted(tally.items(), key=lambda kv: (-kv[1], kv[0]))
        return best[0][0] if best and best[0][1] > 0 else None

    # ── joining, from the surest witness to the weakest ──────────────────────────────────────────────────────────────────────

    def _add(self, mention: Mention, key: str, name: str, kind: str, entry: Entry | None = None) -> Figure:
        figure = self.figures.setdefault(key, Figure(key, name, kind, entry))
        figure.mentions.append(mention)
        self._done.add(id(mention))
        return figure

    def _known(self, m: Mention) -> None:
        if m.entry is None:
            return
        if m.entry.type == "place":
            self._place(m)
        elif m.form == "capital":
            if self.is_locative(m):
                self._place(m)
            else:
                self._add(m, m.entry.id, m.entry.name, m.entry.type, m.entry)
        else:
            self._add(m, m.entry.id, m.entry.name, m.entry.type, m.entry)
            if m.entry.type == "person":
                self._surname(m.entry.name, m.entry.id)

    def is_locative(self, m: Mention) -> bool:
        head = self.doc[m.last - 1]
        return head.dep_ == "pobj" and head.head.lower_ in LOCATIVE or head.dep_ in {"npadvmod", "appos"}

    def _place(self, m: Mention) -> None:
        self._done.add(id(m))
        for i in range(m.first, m.last):
            self.places[i] = m

    def _surname(self, name: str, key: str) -> None:
        last = fold(name.split()[-1])
        if key not in self._surnames[last]:
            self._surnames[last].append(key)

    def _persons(self, m: Mention) -> None:
        """Names of two words or more that are persons."""
        if m.kind != "name" or m.last - m.first < 2 or m.inside:
            return
        name = self.text(m.first, m.last)
        if m.type != "person" and (m.type is not None or self._type(name) != "person"):
            return
        key = next((k for k in self._surnames[fold(name.split()[-1])] if self._same_person(self.figures[k].name, name)), None)
        if key is None:
            key = next((f.key for f in self.figures.values() if f.type == "person" and similar(f.name, name)), None)
            if key is not None:
                self.figures[key].doubts.append(f"name joined by similarity: {name}")
        figure = self._add(m, key or slug(name), name, "person")
        if len(name) > len(figure.name) and figure.entry is None:
            figure.name = name
        self._surname(name, figure.key)

    @staticmethod
    def _same_person(a: str, b: str) -> bool:
        x, y = fold(a).split(), fold(b).split()
        if x[-1] != y[-1] and x[0] != y[-1]:
            return False
        given, others = (x[:-1] or x), (y[:-1] or y)
        return (
            len(x) == 1
            or len(y) == 1
            or any(g == o or similar(g, o) or 1 in {len(g), len(o)} and g[0] == o[0] for g in given for o in others)
        )

    def _long_names(self, m: Mention) -> None:
        """Bodies and organisations of several words, and single words that a class noun beside them makes one."""
        if m.kind != "name" or m.last - m.first < 2 and not m.notes:
            return
        name = self.text(m.first, m.last)
        kind = m.type or self._type(name)
        if kind == "place":
            self._place(m)
        if kind in {None, "place", "group", "person"}:
            if kind != "person":
                self._done.add(id(m))
            return
        key = next((f.key for f in self.figures.values() if f.type not in {"person", "state"} and self._same_body(f, name)), slug(name))
        self._add(m, key, name, kind)

    def _same_body(self, figure: Figure, name: str) -> bool:
        names = [figure.name, *(figure.entry.forms if figure.entry else ()), *(self.text(x.first, x.last) for x in figure.mentions)]
        folded = fold(name)
        return any(fold(n) == folded for n in names) or any(is_acronym_of(name, n) or is_acronym_of(n, name) for n in names)

    def _short_names(self, m: Mention) -> None:
        """One word: an acronym, a surname, a spelling of one, or a name of its own."""
        if m.kind != "name":
            return
        name = self.text(m.first, m.last)
        folded = fold(name)
        if m.inside:
            self._done.add(id(m))
            return
        short = next((int(n.removeprefix("short for:")) for n in m.notes if n.startswith("short for:")), None)
        if short is not None:
            holder = next((f for f in self.figures.values() if any(x.first == short and not x.inside for x in f.mentions)), None)
            if holder is not None:
                self._add(m, holder.key, holder.name, holder.type)
            else:
                self._done.add(id(m))
            return
        body = next((f for f in self.figures.values() if f.type != "person" and self._same_body(f, name)), None)
        if body is not None:
            self._add(m, body.key, body.name, body.type)
            return
        holders = self._surnames.get(folded) or [
            f.key for f in self.figures.values() if f.type == "person" and folded in fold(f.name).split()
        ]
        if holders and m.type in {None, "person"}:
            nearest = max(holders, key=lambda k: max((x.first for x in self.figures[k].mentions if x.first < m.first), default=-1))
            if len(holders) > 1:
                self.figures[nearest].doubts.append(f"two persons could be meant by {name}")
            self._add(m, nearest, self.figures[nearest].name, "person")
            return
        kind = m.type or self._type(name)
        like = next((f for f in self.figures.values() if f.type == "person" and similar(f.name.split()[-1], name)), None)
        if like is not None and kind in {"person", "organization", "place", "group", None} and not m.notes:
            note = f"name joined by similarity: {name}"
            if note not in like.doubts:
                like.doubts.append(note)
            self._add(m, like.key, like.name, "person")
            self._surnames[folded].append(like.key)
            return
        if kind == "place":
            self._place(m)
        elif kind in {"person", "organization", "government_body", "court", "media", "mission", "political_entity"}:
            figure = self._add(m, slug(name), name, kind)
            if kind == "person":
                self._surname(name, figure.key)
        else:
            self._done.add(id(m))

    def _nest(self, mentions: list[Mention]) -> None:
        """A figure's short name inside a longer name ("Court of X") names it too."""
        short = {
            tuple(t.text for t in self.doc[m.first : m.last]): f
            for f in list(self.figures.values())
            for m in f.mentions
            if f.type in {"state", "political_entity", "organization"}
        }
        taken = {i for m in mentions if m.inside for i in range(m.first, m.last)}
        for whole in mentions:
            for first in range(whole.first, whole.last):
                for last in range(min(whole.last, first + 4), first, -1):
                    figure = short.get(tuple(t.text for t in self.doc[first:last]))
                    if figure is None or whole.inside or last - first == whole.last - whole.first or taken & set(range(first, last)):
                        continue
                    if not any(m.first <= first < m.last for m in figure.mentions):
                        figure.mentions.append(Mention(first, last, "name", type=figure.type, inside=True))

    def _office(self, m: Mention) -> None:
        """A title without a name: whoever holds it in this text, or else the office itself where it is named in full."""
        if m.kind != "office" or m.last in self._cover and self._cover[m.last].kind == "name":
            return
        self._done.add(id(m))
        title = self._title_words(m.first, m.last)
        body = self._key_at(m.affiliation)
        holders = [f for f in self.figures.values() if f.type == "person" and f.role is not None and self._title_words(*f.role) == title]
        exact = [f for f in holders if f.affiliation == body]
        holder = exact[0] if exact else holders[0] if len(holders) == 1 and (body is None or holders[0].affiliation is None) else None
        if holder is not None:
            if not self._is_post(m):
                holder.mentions.append(m)
            return
        named_in_full = any(t.lower_ in {"of", "for"} for t in self.doc[m.first : m.last]) and m.last - m.first >= 3
        if (
            named_in_full
            and not self._is_post(m)
            and self.doc[m.first].text[0].isupper()
            and title & {"high", "representative", "commissioner", "ombudsman", "prosecutor", "rapporteur"}
        ):
            name = self.text(m.first, m.last)
            self._add(m, slug(name), name, "government_body").kind = "office"

    def _is_post(self, m: Mention) -> bool:
        """ "the office of President of X", "as President": the post, not its holder."""
        before = self.doc[m.first - 1] if m.first else None
        if before is not None and before.lower_ == "the" and m.first > 1:
            before = self.doc[m.first - 2]
        governor = self.doc[m.first - 2] if before is not None and before.lower_ == "of" and m.first > 1 else None
        return before is not None and (
            before.lower_ in {"as", "for"} or governor is not None and governor.lower_ in {"office", "post", "position"}
        )

    def _title_words(self, first: int, last: int) -> frozenset[str]:
        """The words of the (first) title in a role, without whose it is."""
        for i in range(first, last):
            title = title_at(self.doc, i, last)
            if title is not None:
                return frozenset(t.lower_ for t in self.doc[i : title[0]])
        return frozenset()

    def _key_at(self, token: int | None) -> str | None:
        if token is None:
            return None
        mention = self._cover.get(token)
        for key, figure in self.figures.items():
            if any(x.first <= token < x.last for x in figure.mentions if x.inside or x is mention):
                return key
        return None

    # ── afterwards ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _index(self) -> None:
        for key, figure in self.figures.items():
            figure.mentions.sort(key=lambda m: m.first)
            for m in figure.mentions:
                for i in range(m.first, m.last):
                    if m.inside:
                        self.nested[i] = key
                    elif self._cover.get(i) is m:
                        self.at[i] = key

    def _roles(self) -> None:
        for figure in self.figures.values():
            if figure.type != "person":
                continue
            best: tuple[tuple[int, int], int | None] | None = None
            for m in figure.mentions:
                if m.kind != "name":
                    continue
                found = find_role(self.doc, m, self._cover)
                if found and (best is None or found[1] is not None and best[1] is None):
                    best = found
            if best is not None:
                figure.role, token = best
                figure.affiliation = self._key_at(token)

    def add_state(self, entry: Entry, place: Mention) -> Figure:
        """A state that only its capital names, as the goal of a visit."""
        return self._add(place, entry.id, entry.name, entry.type, entry)

    def add_group(self, first: int, last: int) -> Figure:
        """Several holders of one office, named together."""
        name = self.text(first, last)
        figure = self._add(Mention(first, last, "group", type="organization"), slug(name), name, "organization")
        figure.kind = "group"
        return figure
