"""`python -m build_scripts …`: what goes in, what comes out, and what a wrong input is told."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Project

from build_scripts import cli
from build_scripts.model import Extraction

TEXT = "Alda met Borin in Harrow.\n"


def extract(project: Project, *arguments: str, stdin: bytes | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return project.run("build_scripts", "extract", *arguments, stdin=stdin, **env)


def names(record: dict[str, Any]) -> list[str]:
    return [actor["name"] for actor in record["actors"]]


@pytest.fixture
def article(small_project: Project) -> Project:
    small_project.write("article.txt", TEXT)
    return small_project


def test_one_article_gives_one_object_with_every_kind_of_record(article: Project) -> None:
    done = extract(article, "article.txt", "--published", "2024-05-06")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(record) == ["source", "actors", "agreements", "events", "statements", "questions"]
    assert names(record) == ["Alda", "Borin", "Harrow"]
    assert record["source"]["published"] == "2024-05-06"
    evidence = record["actors"][1]["evidence"][0]
    assert TEXT[evidence["start"]:evidence["end"]] == evidence["exact"] == "Borin"
    assert {"name", "type", "role", "aliases", "evidence"} <= record["actors"][0].keys()


@pytest.mark.parametrize(("shape", "read"), [("json", json.loads), ("yaml", yaml.safe_load), ("jsonl", json.loads)])
def test_every_format_says_the_same(shape: str, read: Any, article: Project) -> None:
    record = read(extract(article, "article.txt", "--format", shape).stdout)
    assert record.pop("id", "article") == "article"
    assert record == json.loads(extract(article, "article.txt").stdout)


def test_standard_input(article: Project) -> None:
    done = extract(article, "-", stdin=TEXT.encode())
    assert names(json.loads(done.stdout)) == ["Alda", "Borin", "Harrow"]


def test_several_articles_give_a_line_each_in_order(article: Project) -> None:
    article.write("another.txt", "Cora.\n")
    lines = extract(article, "article.txt", "another.txt", "article.txt").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["article", "another", "article"]


@pytest.mark.parametrize("where", ["-", "in.jsonl", "in.txt"])
def test_json_lines_give_a_line_each_with_the_given_id(where: str, article: Project) -> None:
    items = [{"id": "b/1 ?", "text": "Cora."}, {"id": 7, "text": TEXT, "published": "2024-05-06"}, {"text": "Dov."}]
    stream = "\n\n".join(json.dumps(item) for item in items) + "\n"
    article.write("in.jsonl", stream)
    article.write("in.txt", stream)
    done = extract(article, where, "--format", "jsonl", "--published", "2024-01-01", stdin=stream.encode())
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["id"], r["source"]["published"], len(r["actors"])) for r in records] == [
        ("b/1 ?", "2024-01-01", 1), (7, "2024-05-06", 3), (5, "2024-01-01", 1)]
    assert [list(record)[:2] for record in records] == [["id", "source"]] * 3


def test_a_result_is_written_as_soon_as_it_is_there(article: Project) -> None:
    with subprocess.Popen([sys.executable, "-m", "build_scripts", "extract", "-", "--format", "jsonl"],
                          cwd=article.root, env=article.environment(), stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write(b'{"id": 1, "text": "Cora."}\n')
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 20)[0]
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.write(b'{"id": 2}\n')
        process.stdin.close()
        assert process.stderr.read().startswith(b"error: standard input:2: no article")
    assert process.returncode == 2


BAD: dict[str, tuple[tuple[str, ...], bytes | None, str]] = {
    "no file": (("gone.txt",), None, "gone.txt: cannot be read (No such file or directory)"),
    "a folder": (("seeds",), None, "seeds: cannot be read"),
    "empty": (("-",), b"", "standard input:1: holds no words; paste the article into it or remove it"),
    "binary": (("-",), b"a\0b", "standard input:1: binary data"),
    "not UTF-8": (("-",), b"caf\xe9 au lait", "standard input:1: not UTF-8 text (byte 0xe9)"),
    "too large": (("-",), b"word " * 300_000, "standard input: larger than the limit of 1,000,000 bytes"),
    "bad day": (("article.txt", "--published", "2024-02-30"), None, "article.txt: date of publication: '2024-02-30' is not a day"),
    "no such seeds": (("article.txt", "--seeds", "nowhere"), None, "--seeds nowhere: no such folder"),
    "bad knowledge": (("article.txt", "--seeds", "bad"), None, "bad/knowledge/actors.yml:1: "),
    "not JSON": (("-", "--format", "jsonl"), b"Alda met Borin.\n", "standard input:1: not JSON"),
    "no text": (("-", "--format", "jsonl"), b'{"id": 1}\n', "standard input:1: no article; each line is an object with id, text"),
    "not an object": (("-", "--format", "jsonl"), b"[1]\n", "standard input:1: no article"),
    "bad day in a line": (("-", "--format", "jsonl"), b'{"text": "A.", "published": "May"}', "standard input:1: date of publication: "),
    "day is no text": (("-", "--format", "jsonl"), b'{"text": "A.", "published": 2024}', "standard input:1: published is not text"),
    "half a character": (("-", "--format", "jsonl"), b'{"text": "A \\ud800"}', "standard input:1: the text holds half of a character"),
    "too large a line": (("-", "--format", "jsonl"), b'{"text": "' + b"word " * 300_000 + b'"}', "standard input:1: larger than the limit"),
    "bad day, several files": (("article.txt", "article.txt", "--published", "x"), None, "article.txt: date of publication: "),
    "a later file is wrong": (("article.txt", "gone.txt"), None, "gone.txt: cannot be read"),
    "a lone surrogate": (("-",), b"a \xed\xa0\x80 b", "standard input:1: not UTF-8 text (byte 0xed)"),
    "a byte order mark": (("-",), b"\xef\xbb\xbfAlda.", "standard input:1: begins with a byte order mark"),
    "standard input twice": (("-", "-"), b"Alda.", "standard input can be read once"),
    "not UTF-8 in a line": (("-", "--format", "jsonl"), b'{"text": "caf\xe9"}\n', "standard input:1: not UTF-8 text (byte 0xe9)"),
    "broken JSON": (("-", "--format", "jsonl"), b'\n\n{"text": "Alda\n', "standard input:3: not JSON"),
    "too deep JSON": (("-", "--format", "jsonl"), b"[" * 100_000, "standard input:1: not JSON"),
    "empty text": (("-", "--format", "jsonl"), b'{"id": 1, "text": ""}', "standard input:1: the text holds no words"),
    "no words": (("-", "--format", "jsonl"), b'{"id": 1, "text": " \\n!"}', "standard input:1: the text holds no words"),
    "a zero character": (("-", "--format", "jsonl"), b'{"text": "Alda\\u0000"}', "standard input:1: the text holds a zero character"),
    "text is no text": (("-", "--format", "jsonl"), b'{"id": 1, "text": ["Alda"]}', "standard input:1: no article"),
    "id is a list": (("-", "--format", "jsonl"), b'{"id": [1], "text": "Alda"}', "standard input:1: the id is neither text"),
    "id is true": (("-", "--format", "jsonl"), b'{"id": true, "text": "Alda"}', "standard input:1: the id is neither"),
    "half a character in an id": (("-", "--format", "jsonl"), b'{"id": "\\udc00", "text": "Alda"}', "standard input:1: the id holds half"),
    "empty day": (("-", "--format", "jsonl"), b'{"text": "A.", "published": ""}', "standard input:1: date of publication: "),
    "nobody's line": (("gone.jsonl", "--format", "jsonl"), None, "gone.jsonl: cannot be read"),
    "no workers": (("article.txt", "--workers", "0"), None, "argument --workers: '0' is no number of processes"),
    "no such format": (("article.txt", "--format", "xml"), None, "argument --format: invalid choice: 'xml'"),
    "no such option": (("article.txt", "--publised", "2024-01-01"), None, "unrecognized arguments: --publised"),
    "no file named": (("--no-knowledge",), None, "the following arguments are required: FILE"),
    "nothing": (("-", "--format", "jsonl"), b"\n", "standard input: holds no article"),
}


@pytest.mark.parametrize(("arguments", "stdin", "message"), BAD.values(), ids=BAD)
def test_bad_input_exits_2_with_one_line(arguments: tuple[str, ...], stdin: bytes | None, message: str, article: Project) -> None:
    article.write("bad/knowledge/actors.yml", "!!python/object:os.system x\n")
    done = extract(article, *arguments, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {message}"), done.stderr
    assert done.stderr.count("\n") == 1


def jsonl(*items: dict[str, Any]) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


STOPS = {
    "broken JSON": (b'{"id": 9, "te\n', "standard input:3: not JSON"),
    "empty": (jsonl({"id": 9, "text": ""}), "standard input:3: the text holds no words"),
    "an id given before": (jsonl({"id": 1, "text": "Dov."}), "standard input:3: the id 1 was given on line 1 already"),
    "a bad day": (jsonl({"id": 9, "text": "Dov.", "published": "2024-13-01"}), "standard input:3: date of publication: "),
}


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(("line", "message"), STOPS.values(), ids=STOPS)
def test_a_bad_line_stops_the_stream_after_what_stood_before_it(line: bytes, message: str, workers: str, article: Project) -> None:
    stream = jsonl({"id": 1, "text": "Cora."}, {"id": 2, "text": "Alda."}) + line + jsonl({"id": 4, "text": "Borin."})
    done = extract(article, "-", "--format", "jsonl", "--workers", workers, stdin=stream)
    assert done.returncode == 2
    assert [json.loads(one)["id"] for one in done.stdout.splitlines()] == [1, 2]
    assert done.stderr.startswith(f"error: {message}"), done.stderr
    assert done.stderr.count("\n") == 1


def test_workers_give_the_same_bytes_in_the_same_order(article: Project) -> None:
    stream = jsonl(*({"id": f"n{n}", "text": f"Alda met Borin {'and Cora ' * (n % 7)}in Harrow."} for n in range(100)))
    alone, shared = (extract(article, "-", "--format", "jsonl", "--workers", count, stdin=stream) for count in "12")
    assert alone.returncode == shared.returncode == 0
    assert [json.loads(line)["id"] for line in alone.stdout.splitlines()] == [f"n{n}" for n in range(100)]
    assert shared.stdout == alone.stdout
    assert alone.stderr == shared.stderr == ""


def test_a_worker_that_dies_is_told_in_one_line(article: Project) -> None:
    article.write("build_scripts/extract/__init__.py", "def extract_all(*given):\n    import os\n    os._exit(9)\n")
    done = extract(article, "article.txt", "article.txt", "--workers", "2")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: a worker process ended before its work was done")
    assert done.stderr.count("\n") == 1


def test_files_and_lines_may_be_mixed_and_a_name_says_what_holds_lines(article: Project) -> None:
    article.write("in.jsonl", '{"id": "a", "text": "Cora."}\n\n{"id": "b", "text": "Dov."}')
    done = extract(article, "article.txt", "in.jsonl", "-", stdin=b"Ezra.")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["article", "a", "b", "standard-input"]


def test_yaml_of_several_articles_is_a_document_each(article: Project) -> None:
    done = extract(article, "article.txt", "article.txt", "--format", "yaml")
    documents = list(yaml.safe_load_all(done.stdout))
    assert [document["id"] for document in documents] == ["article", "article"]
    assert documents[0] == json.loads(extract(article, "article.txt", "article.txt").stdout.splitlines()[0])


@pytest.mark.parametrize("text", ["Alda\x07 met\x0c Borin.\x85", "\u202eAlda\u200f met 🙂 Borin\u2028.", "Alda\r\nmet\tBorin <b>&amp;"])
def test_control_characters_and_odd_breaks_come_back_as_they_were(text: str, article: Project) -> None:
    for shape, read in (("json", json.loads), ("yaml", yaml.safe_load), ("jsonl", json.loads)):
        article.write("article.txt", "")
        (article.root / "article.txt").write_bytes(text.encode())
        done = extract(article, "article.txt", "--format", shape)
        assert done.returncode == 0, done.stderr
        assert read(done.stdout)["source"]["text"] == text
    line = json.loads(extract(article, "-", "--format", "jsonl", stdin=jsonl({"text": "\ufeff" + text})).stdout)
    assert line["source"]["text"] == "\ufeff" + text


def test_results_are_utf_8_whatever_the_locale(article: Project) -> None:
    article.write("article.txt", "Alda met Ćira.")
    done = extract(article, "article.txt", LC_ALL="C", PYTHONIOENCODING="latin-1", PYTHONCOERCECLOCALE="0")
    assert json.loads(done.stdout)["source"]["text"] == "Alda met Ćira."


def test_a_missing_model_is_told_with_the_way_to_get_it(article: Project) -> None:
    done = extract(article, "article.txt", EXPLAINER_MODEL="en_other_model")
    assert done.returncode == 2
    assert done.stderr.startswith("error: the spaCy model 'en_other_model' is not installed; run `pip install en-other-model`")


def test_knowledge_comes_from_the_seeds_named_or_from_nowhere(small_project: Project, monkeypatch: pytest.MonkeyPatch,
                                                              capsys: pytest.CaptureFixture[str]) -> None:
    small_project.write("seeds/knowledge/actors.yml", "- {id: own, name: Own, type: state}\n")
    small_project.write("other/knowledge/actors.yml", "- {id: other, name: Other, type: state}\n")
    small_project.write("article.txt", TEXT)
    monkeypatch.chdir(small_project.root)
    seen = []

    def remember(source: Any, knowledge: Any) -> Any:
        seen.append([actor.id for actor in knowledge.actors])
        return Extraction(source)

    for options in ([], ["--seeds", "other"], ["--no-knowledge"]):
        assert cli.main(["extract", "article.txt", *options], remember) == 0
    assert seen == [["own"], ["other"], []]


@pytest.mark.parametrize("arguments", [(), ("extract",), ("extract", "a", "--format", "xml"), ("unknown",),
                                       ("extract", "a", "--no-knowledge", "--seeds", "seeds")])
def test_a_wrong_command_line_exits_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(list(arguments))
    assert caught.value.code == 2


def test_a_reader_who_has_seen_enough_is_no_error(article: Project) -> None:
    lines = "".join(json.dumps({"text": TEXT * 2000}) + "\n" for _ in range(20))
    article.write("in.jsonl", lines)
    with subprocess.Popen([sys.executable, "-m", "build_scripts", "extract", "in.jsonl", "--format", "jsonl"],
                          cwd=article.root, env=article.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_progress_bar_is_for_terminals_alone() -> None:
    from build_scripts.progress import progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen, file = Terminal(), io.StringIO()
    assert list(progress("ab", screen, 2)) == list(progress("ab", file, 2)) == ["a", "b"]
    assert "0 of 2" in screen.getvalue() and "1 of 2" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""


def test_the_bar_reaches_a_real_terminal_and_never_the_results(article: Project) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run([sys.executable, "-m", "build_scripts", "extract", "article.txt", "article.txt"],
                          cwd=article.root, env=article.environment(), stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    assert b"1 of 2" in os.read(ours, 10_000)
    os.close(ours)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["article", "article"]


def test_data_and_schemas(small_project: Project) -> None:
    done = small_project.run("build_scripts", "data")
    assert (done.returncode, done.stdout) == (0, "2 sources, 4 actors, 0 agreements, 0 events, 0 statements, 0 questions\n")
    schemas = json.loads(small_project.run("build_scripts", "schemas").stdout)
    written = {path.name.removesuffix(".schema.json"): json.loads(path.read_bytes())
               for path in Path(small_project.root / "docs/data/schemas").iterdir()}
    assert schemas == written
