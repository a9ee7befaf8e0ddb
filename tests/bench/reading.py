"""Extraction beside the bare language model, and two workers beside one."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pairs import ROOT, in_turn, middle, of_call, of_process, ratio

ROUNDS = 5
BATCH = 32


def texts(count: int) -> list[str]:
    """Articles made of the annotated ones: each again and again, beginning at another paragraph every time."""
    from build_scripts.evaluate import read_gold

    golds = read_gold(ROOT / "tests" / "gold", ROOT)
    made = []
    for number in range(count):
        lines = [line for line in golds[number % len(golds)].text.split("\n") if line.strip()]
        turn = number // len(golds) % len(lines)
        made.append("\n".join((*lines[turn:], *lines[:turn])))
    return made


def reading() -> None:
    """The records of articles in one process, beside spaCy's pipeline with the same model, both in batches of 32."""
    import spacy

    from build_scripts.extract import extract_all
    from build_scripts.model import DEFAULT_MODEL, Knowledge, Source
    from build_scripts.seeds import read_knowledge

    articles = texts(3 * BATCH)
    words = sum(len(text.split()) for text in articles)
    sources = [Source(f"n{n}", "", hashlib.sha256(text.encode()).hexdigest(), text, (), "2025-04-02") for n, text in enumerate(articles)]
    print(f"{len(articles)} articles of {words // len(articles)} words; {ROUNDS} rounds")
    for name, knowledge in (("without knowledge", Knowledge()), ("with knowledge", read_knowledge(ROOT / "seeds" / "knowledge", ROOT))):
        bare = spacy.load(DEFAULT_MODEL)  # anew: a model that has read the texts knows their words

        def parse(bare: spacy.language.Language = bare) -> None:
            for _ in bare.pipe(articles, batch_size=BATCH):
                pass

        def extract(knowledge: Knowledge = knowledge) -> None:
            for _ in extract_all(sources, knowledge):
                pass

        parse()
        extract()
        pairs = in_turn(ROUNDS, lambda parse=parse: of_call(parse), lambda extract=extract: of_call(extract))
        ours = middle([pair[1] for pair in pairs], "wall")
        print(f"{name}: throughput {ratio(pairs, 'wall')} of the bare pipeline's by the clock, {ratio(pairs, 'cpu')} by processor time; "
              f"{len(articles) / ours:.1f} articles a second")


_BARE = """
import sys, spacy
from build_scripts.model import DEFAULT_MODEL
nlp = spacy.load(DEFAULT_MODEL)
texts = open(sys.argv[1]).read().split("\\x1e")
for doc in nlp.pipe(texts, batch_size=int(sys.argv[2])): pass
"""


def memory() -> None:
    """Most memory held at once: the bare pipeline in its own batches and in batches of 32, and the extract command, each in a process of
    its own."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        articles = texts(256)
        (folder / "texts").write_text("\x1e".join(articles), "utf-8")
        (folder / "in.jsonl").write_text(_lines(articles), "utf-8")
        for name, command in (("bare pipeline, its own batches of 1000", [sys.executable, "-c", _BARE, "texts", "1000"]),
                              ("bare pipeline, batches of 32", [sys.executable, "-c", _BARE, "texts", "32"]),
                              ("extract", [sys.executable, "-m", "build_scripts", "extract", "in.jsonl", "--no-knowledge"])):
            cost = of_process(command, folder)
            print(f"{name}: {cost.memory:.0f} MB, {cost.cpu:.1f} s of processor time for {len(articles)} articles")


def workers() -> None:
    """The extract command from start to end, with one worker and with two; what they print is the same."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        articles = texts(400)
        (folder / "in.jsonl").write_text(_lines(articles), "utf-8")
        command = [sys.executable, "-m", "build_scripts", "extract", "in.jsonl", "--no-knowledge", "--workers"]
        one, two = folder / "one.jsonl", folder / "two.jsonl"
        pairs = in_turn(3, lambda: of_process([*command, "1"], folder, one), lambda: of_process([*command, "2"], folder, two))
        same = one.read_bytes() == two.read_bytes()
        free = 2 * middle([p[0] for p in pairs], "cpu") / middle([p[1] for p in pairs], "cpu")
        print(f"{len(articles)} articles: two workers are {ratio(pairs, 'wall')} times as fast as one by the clock, and by processor time "
              f"{free:.2f} times where two processors have nothing else to do; "
              f"{middle([p[0] for p in pairs], 'wall'):.1f} s and {middle([p[1] for p in pairs], 'wall'):.1f} s; "
              f"results {'the same' if same else 'DIFFERENT'}")
        if not same:
            raise subprocess.SubprocessError("what two workers print differs from what one prints")


def _lines(articles: list[str]) -> str:
    return "".join(json.dumps({"id": n, "text": text, "published": "2025-04-02"}) + "\n" for n, text in enumerate(articles))
