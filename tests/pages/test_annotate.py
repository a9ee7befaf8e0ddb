from __future__ import annotations

import pytest
from page_example import example_dataset

from build_scripts.model import Dataset
from build_scripts.pages.annotate import cut, paragraphs
from build_scripts.pages.desk import Desk


@pytest.fixture
def dataset() -> Dataset:
    return example_dataset()


@pytest.mark.parametrize(("marks", "pieces"), [
    ([], [(0, 10, ())]),
    ([(0, 10, "a")], [(0, 10, ("a",))]),
    ([(2, 5, "a")], [(0, 2, ()), (2, 5, ("a",)), (5, 10, ())]),
    ([(0, 10, "a"), (2, 5, "b")], [(0, 2, ("a",)), (2, 5, ("b", "a")), (5, 10, ("a",))]),
    ([(0, 6, "a"), (4, 10, "b")], [(0, 4, ("a",)), (4, 6, ("a", "b")), (6, 10, ("b",))]),
    ([(1, 3, "a"), (1, 3, "b")], [(0, 1, ()), (1, 3, ("a", "b")), (3, 10, ())]),
    ([(1, 3, "a"), (0, 5, "a")], [(0, 1, ("a",)), (1, 3, ("a",)), (3, 5, ("a",)), (5, 10, ())]),
    ([(-5, 3, "a"), (8, 30, "b")], [(0, 3, ("a",)), (3, 8, ()), (8, 10, ("b",))]),
    ([(-5, 0, "a"), (10, 12, "b")], [(0, 10, ())]),
])
def test_a_stretch_is_cut_at_every_boundary(marks: list[tuple[int, int, str]], pieces: list[tuple[int, int, tuple[str, ...]]]) -> None:
    assert cut(0, 10, marks) == pieces


def test_a_text_comes_back_whole_in_paragraphs_and_numbered_sentences(dataset: Dataset) -> None:
    source = dataset.sources[0]
    shown = paragraphs(source, Desk(dataset))
    assert [[s.number for s in p] for p in shown] == [[1], [2, 3], [4, 5], [0]]
    lines = [" ".join("".join(piece.text for piece in s.pieces) for s in p) for p in shown]
    assert "\n".join(lines) == source.text


def test_a_passage_of_two_sentences_has_an_anchor_at_the_first(dataset: Dataset) -> None:
    ranges = {s.number: s.ranges for p in paragraphs(dataset.sources[0], Desk(dataset)) for s in p}
    assert ranges == {1: (), 2: (("s2-3", 2),), 3: (), 4: (), 5: (), 0: ()}


def test_a_sentence_names_what_it_backs_without_the_actors(dataset: Dataset) -> None:
    backs = {s.number: s.backs for p in paragraphs(dataset.sources[0], Desk(dataset)) for s in p}
    assert backs[1] == ("statement:2024-05-20-ana-berg-not-a-party", "question:2024-05-20-question-1", "agreement:norland-suthland-treaty")
    assert backs[3] == ("statement:2024-05-20-ana-berg-we-met",)
    assert backs[0] == ()
