"""An article and its gold moved elsewhere: every person, state and body under another name, everything else as it was.

A renaming is a YAML file: `article`, `to`, sections of `old form: new form` (persons, states, bodies, places), and `spellings`, the pairs
of old forms that are one name spelt twice. A form is replaced where it stands as whole words, the longest first, in one pass; so
"Serbian" and "Serbia" are two forms, and a form that is not listed ("the alliance") stays. The gold points to words and not to offsets, so
that its files are renamed like the text.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from build_scripts.evaluate import GoldArticle, read_article
from build_scripts.evaluate.reading import SENTENCES
from build_scripts.evaluate.renaming import Renaming

SECTIONS = ("persons", "states", "bodies", "places")


def read_renaming(path: Path) -> Renaming:
    """Raises ValueError for forms that could not be told apart on the way back."""
    found = yaml.safe_load(path.read_text("utf-8"))
    pairs = [(old, new) for section in SECTIONS for old, new in found[section].items()]
    for side, forms in (("old", [old for old, _ in pairs]), ("new", [new for _, new in pairs])):
        if twice := {form for form in forms if forms.count(form) > 1}:
            raise ValueError(f"{path.name}: {side} form listed twice: {', '.join(sorted(twice))}")
    return Renaming(found["article"], found["to"], dict(pairs), tuple((one, other) for one, other in found["spellings"]))


def rename_gold(gold_file: Path, root: Path, target: Path, renaming: Renaming) -> GoldArticle:
    """Write the article, its sentences and its gold into the folder `target`, renamed, and read them there with all checks."""
    gold = read_article(gold_file, root)
    beside = gold_file.with_name(gold.id + SENTENCES)
    written = "".join(line for line in gold_file.read_text("utf-8").splitlines(keepends=True) if not line.startswith("text:"))
    for name, content in ((gold_file.name, written), (f"{gold.id}.txt", gold.text), (beside.name, beside.read_bytes().decode("utf-8"))):
        (target / name).write_bytes(renaming.there(content).encode("utf-8"))
    return read_article(target / gold_file.name, target)
