"""A source is published as far as it is cited: no file that leaves the house holds more of its text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts import model as m
from build_scripts import store
from build_scripts.publish import is_blank, publishable

TEXT = "Ana came. Nobody knows why.\nBea went, she said.\nMore on this:\n"
SENTENCES = ((0, 9), (10, 27), (28, 47))


def dataset(evidence: m.Evidence, publish: str = "cited", remarks: tuple[m.Remark, ...] = ()) -> m.Dataset:
    source = m.Source("a", "seeds/articles/a.txt", "0" * 64, TEXT, SENTENCES, publish=publish)
    return m.Dataset((source,), (m.Actor("ana", "Ana", "person", evidence=(evidence,)),), remarks=remarks)


def at(words: str, **parts: str) -> m.Evidence:
    where = {name: (TEXT.index(part), TEXT.index(part) + len(part)) for name, part in parts.items()}
    return m.Evidence("a", TEXT.index(words), TEXT.index(words) + len(words), words, where)


@pytest.mark.parametrize(("data", "shown"), [
    (dataset(at("Ana")), ["Ana came."]),
    (dataset(at("came. Nobody")), ["Ana came. Nobody knows why."]),
    (dataset(at("Ana", name="she")), ["Ana came.", "Bea went, she said."]),
    (dataset(at("Ana"), remarks=(m.Remark("odd", "a", "knows", "Odd."),)), ["Ana came. Nobody knows why."]),
    (dataset(at("on this")), ["on this"]),
    (dataset(at("Ana"), "full"), [TEXT.strip()]),
], ids=["a word of a sentence", "over a boundary", "a part elsewhere", "an editor's remark", "outside of sentences", "full"])
def test_what_is_shown_are_the_cited_sentences_each_at_its_place(data: m.Dataset, shown: list[str]) -> None:
    text = publishable(data).sources[0].text
    assert [s.strip() for s in re.split(rf"{m.BLANK}[\s{m.BLANK}]*", text) if s.strip()] == shown
    assert len(text) == len(TEXT)
    for words in shown:
        assert text.index(words) == TEXT.index(words)
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(TEXT) if c == "\n"]


def test_what_is_left_out_is_known_as_such() -> None:
    text = publishable(dataset(at("Ana"))).sources[0].text
    assert [is_blank(text[start:end]) for start, end in SENTENCES] == [False, True, True]
    assert not is_blank("  ")


def test_data_files_hold_what_is_shown_and_read_back(tmp_path: Path) -> None:
    data = publishable(dataset(at("Ana")))
    store.write_dataset(data, tmp_path)
    assert store.read_dataset(tmp_path) == data
    everything = "".join(p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file())
    assert "Ana came." in everything
    assert not any(words in everything for words in ("Nobody", "Bea", "More on"))


def test_evidence_that_was_blanked_is_refused(tmp_path: Path) -> None:
    data = dataset(at("Ana"))
    blanked = replace(data, sources=(replace(data.sources[0], text=m.BLANK * 9 + TEXT[9:]),))
    with pytest.raises(m.ExplainerError, match=r"actors\.yml: record 'ana', field evidence: the source does not read 'Ana' at 0–3"):
        store.write_dataset(blanked, tmp_path)
