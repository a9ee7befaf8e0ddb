"""Bodies that a text calls by their common noun alone: "the central bank said", "police arrested two", "a court sentenced them".

They are nobody's by name, but somebody all the same: made when a record asks who speaks or acts, and actors only where one does.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.figures import Figure
from build_scripts.extract.grammar import children, prepositional
from build_scripts.extract.headwords import body_at, state_body_at, words_of, words_of_any
from build_scripts.extract.home import Home
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import slug
from build_scripts.extract.places import LOCATIVE

_LONGEST = 4
"""Words of a body's common name."""
_FORCES = (frozenset({"army"}), frozenset({"military"}), frozenset({"armed", "force"}))
_DESCRIBING = {"ADJ", "NOUN", "PROPN"}


class CommonBodies:
    def __init__(self, doc: Doc, cast: Cast, home: Home) -> None:
        self.doc, self.cast, self.home = doc, cast, home
        self._made: dict[tuple[int, int], Figure | None] = {}

    def at(self, head: Token, spoken_for: bool = False) -> tuple[Figure, tuple[int, int]] | None:
        """The body that a phrase without a name calls so, and the tokens of the phrase; `spoken_for`: "an army spokesman" does so too."""
        common = head.pos_ == "NOUN" or head.pos_ == "PROPN" and head.text.islower()
        if not common or head.dep_ == "compound" and not spoken_for or head.i in self.cast.at:
            return None
        first = self._first(head, spoken_for and head.dep_ != "pobj")
        if first is None or not self._stands_alone(head):
            return None
        if not self._is_body(first, head):
            return None
        span = (first, head.i + (3 if self._of(head) else 1))
        if span not in self._made:
            self._made[span] = self._figure(*span)
        figure = self._made[span]
        return (figure, (int(head.left_edge.i), span[1])) if figure is not None else None

    def _is_body(self, first: int, head: Token) -> bool:
        opens = first if self.doc[first].text.islower() or first == head.i else first + 1
        if state_body_at(self.doc, opens) == head.i + 1 or head.lower_ in words_of("bare_bodies"):
            return True
        marks = [t.lower_ for t in self.doc[opens : head.i]]  # "the port authority", but not "the aid agency"
        return bool(marks) and head.lower_ in words_of("public_heads") and words_of("private_marks").isdisjoint(marks)

    def _of(self, head: Token) -> bool:
        """ "Court of audit": one noun of three words."""
        after = self.doc[head.i + 1 : head.i + 3]
        return head.lower_ == "court" and len(after) == 2 and after[0].lower_ == "of" and after[1].lower_ in words_of("courts_of")

    def _first(self, head: Token, spoken_for: bool = False) -> int | None:
        """The first word of the body's name: behind "the", behind "a" of a court, or where none is needed ("police said")."""
        first = int(head.i)
        while first > 0 and head.i - first < _LONGEST and self.doc[first - 1].head.i in range(first, head.i + 1):
            before = self.doc[first - 1]
            if before.pos_ not in _DESCRIBING or not (before.text.islower() or before.is_sent_start):
                break
            first -= 1
        article = next((c.lower_ for c in children(head, "det") if c.i == first - 1), None)
        alone = article is None and (spoken_for or self._is_bare(head, first))
        if not (article == "the" or head.lower_ == "court" and article in {"a", "an"} or alone):
            return None
        apart = words_of_any("other_ones", "local")  # another one, or that of a place which is not named here
        return first if not any(self.doc[i].lower_ in apart for i in range(first, head.i)) else None

    def _is_bare(self, head: Token, first: int) -> bool:
        """ "Police said": one that needs no article, where it does something."""
        doing = head.dep_ in {"nsubj", "nsubjpass"} or head.dep_ == "pobj" and head.head.dep_ == "agent"
        described = first > 0 and self.doc[first - 1].pos_ in _DESCRIBING | {"PART", "NUM", "DET"}
        return doing and not described and head.lower_ in words_of("bare_bodies")

    def _stands_alone(self, head: Token) -> bool:
        """Nothing says whose or which it is, and it stands where somebody acts or is meant."""
        behind = [o.i for _, o in prepositional(head, "of", "for", "in", "from")]
        if children(head, "poss", "relcl", "acl", "nummod") or behind and not (behind == [head.i + 2] and self._of(head)):
            return False
        named = any(t.i in self.cast.at or t.i in self.cast.places or t.dep_ == "appos" for t in head.children)
        at = head.head
        somewhere = head.dep_ == "pobj" and at.lower_ in LOCATIVE and not (at.lower_ == "to" and at.head.lower_ == "according")
        return not named and not somewhere

    def _figure(self, first: int, last: int) -> Figure | None:
        kind = next((b[1] for i in range(first, last) if (b := body_at(self.doc, i, last)) is not None and b[0] == last), "government_body")
        if kind == "media":
            return None
        kind = kind if kind == "court" else "government_body"
        words = self.cast.bodies.common_words(first, last)
        alike = (words, *(_FORCES if words in _FORCES else ()))  # "the army" of "the Norland military"
        same = next((f for each in alike if each for f in self.cast.register.body(each)), None)
        name = self.cast.text(first, last)
        figure = self.cast.add(
            Mention(first, last, "group", type=kind, bare=True), same.key if same else slug(name), same.name if same else name, kind
        )
        if same is None:
            figure.kind = "group"
            at_home = next(iter(self.home.told(first)), None)
            figure.owner = at_home[1] if at_home is not None and at_home[0] > 0 else None
            self.cast.register.enter_body(figure, words)
        return figure
