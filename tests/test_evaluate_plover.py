"""What is printed for the PLOVER records' scorer: the records of the real extractor, participants by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_scripts import evaluate
from build_scripts.model import ExplainerError


def test_predictions_name_type_actors_and_recipients(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "records.json"
    file.write_text(json.dumps([{"id": "a", "text": "Peru accused Chile of spying."}, {"id": "b", "text": "It rained."}]), "utf-8")
    assert evaluate.main(["--plover", str(file)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"a": [{"type": "ACCUSE", "actors": ["Peru"], "recipients": ["Chile"]}], "b": []}


@pytest.mark.parametrize("content", ["{", "{}", '[{"id": "a"}]'])
def test_a_file_of_another_kind_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    file.write_text(content, "utf-8")
    with pytest.raises(ExplainerError, match=r"records\.json"):
        evaluate.main(["--plover", str(file)])
