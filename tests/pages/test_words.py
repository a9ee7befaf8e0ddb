from __future__ import annotations

import pytest

from build_scripts.pages.words import counted, in_words, is_after, label, listed


@pytest.mark.parametrize(("edtf", "words"), [
    ("2025-04-02", "2 April 2025"),
    ("2025-04", "April 2025"),
    ("2023", "2023"),
    ("199X", "the 1990s"),
    ("2025-22", "summer 2025"),
    ("2023~", "about 2023"),
    ("2023-05?", "perhaps May 2023"),
    ("[2025-03-31..2025-04-02]", "some day between 31 March and 2 April 2025"),
    ("[2025-04-01..2025-04-02]", "some day between 1 and 2 April 2025"),
    ("[2024-12-30..2025-01-02]", "some day between 30 December 2024 and 2 January 2025"),
    ("[2024..2025]", "some time between 2024 and 2025"),
    ("[2024-03..2024-05]", "some time between March and May 2024"),
    ("[..2025-04-02]", "by 2 April 2025"),
    ("[2025-04-02..]", "on or after 2 April 2025"),
    ("[2024, 2026]", "either 2024 or 2026"),
    ("2025-04-03/2025-04-04", "from 3 to 4 April 2025"),
    ("2024-04-03/..", "since 3 April 2024"),
    ("../2024", "until 2024"),
    ("2025-99-99", "2025-99-99"),
])
def test_dates_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


@pytest.mark.parametrize(("date", "day", "after"), [
    ("2025-04-25", "2025-04-02", True),
    ("2025-04-02", "2025-04-02", False),
    ("2025-04", "2025-04-02", False),
    ("2025-05", "2025-04-02", True),
    ("2025", "2025-04-02", False),
    ("2025-04-02", None, False),
    (None, "2025-04-02", False),
])
def test_what_happened_since(date: str | None, day: str | None, after: bool) -> None:
    assert is_after(date, day) is after


def test_lists_and_counts() -> None:
    assert [listed(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [counted(n, "event") for n in (0, 1, 3, 13)] == ["no events", "one event", "three events", "13 events"]


def test_a_value_without_a_label_is_shown_in_its_own_words() -> None:
    assert label("speech_acts", "distances") == "says it is not involved"
    assert label("speech_acts", "thinks_aloud") == "thinks aloud"
