"""Seeds: what is read, and what every kind of bad input is answered with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.knowledge import KINDS, date_problem, url_problem
from build_scripts.model import ACTOR_TYPES, ExplainerError, Knowledge, Policy, Sentence, Subject
from build_scripts.seeds import MAX_ARTICLE_BYTES, read_knowledge, read_seeds, read_source, source_of
from build_scripts.yamlio import MAX_DEPTH, MAX_YAML_BYTES, parse_yaml

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "seeds/articles/a.txt"
ABOUT = "seeds/articles/a.yml"
ACTORS = "seeds/knowledge/actors.yml"
FACTS = "seeds/knowledge/facts.yml"
TOPICS = "seeds/topics.yml"
SUBJECT = "seeds/subject.yml"
CORRECTIONS = "seeds/corrections.yml"
REMARKS = "seeds/remarks.yml"
GLOSSARY = "seeds/glossary.yml"
DISAGREEMENTS = "seeds/knowledge/disagreements.yml"

GOOD: Mapping[str, str | bytes] = {
    ARTICLE: "Norland met Sudland on Monday.\r\nThey agreed.\n",
    ACTORS: "- id: norland\n  name: Norland\n  type: state\n",
    FACTS: "- {id: f, text: Norland is cold., about: [norland], as_of: 2025, references: []}\n",
}
TOPIC = "- id: cold\n  title: Cold\n  question: Is it cold?\n"
TERM = "- id: north\n  name: Norland\n  text: A land.\n"
REMARK = "- id: odd\n  source: a\n  exact: {exact}\n  text: It is odd.\n"
PLACES, POLICY = "seeds/knowledge/places.yml", "seeds/knowledge/policy.yml"
POLICY_ROW = "- {id: p, about: norland, name: Norland, note: It is disputed., line: dashed, towards: [norland], references: [r]}\n"
REFERENCE = {"seeds/knowledge/references.yml": "- {id: r, publisher: P, title: T}\n"}
CORRECTION = "- record: r\n  action: {action}\n  exact: They agreed.\n  why: because\n  who: me\n  when: {when}\n"


def project(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """The good files with some of them replaced, added or (None) left out."""
    for path, content in {**GOOD, **files}.items():
        if content is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def actor(lines: str) -> dict[str, str]:
    """A second actor in the good file; its record begins on line 4."""
    return {ACTORS: f"{GOOD[ACTORS]!s}- id: second\n  name: Second\n{lines}"}


BAD: Mapping[str, tuple[Mapping[str, str | bytes | None], str, str, str]] = {
    # name: (files, place, what is wrong, how to mend it)
    "no articles folder": ({ARTICLE: None}, "seeds/articles", "no article", "put one there as plain text"),
    "no text among the articles": ({ARTICLE: None, "seeds/articles/notes.md": "x"}, "seeds/articles", "no article", "put one there"),
    "empty article": ({ARTICLE: ""}, f"{ARTICLE}:1", "holds no words", "paste the article into it or remove it"),
    "white-space article": ({ARTICLE: " \n\t\n\u00a0"}, f"{ARTICLE}:1", "holds no words", "paste the article"),
    "article not UTF-8": ({ARTICLE: b"One.\r\nTw\xf6.\n"}, f"{ARTICLE}:2", "not UTF-8 text (byte 0xf6)",
                          "save the file as plain text in UTF-8"),
    "article in UTF-16": ({ARTICLE: "One.".encode("utf-16")}, f"{ARTICLE}:1", "binary data", "save the article as plain text in UTF-8"),
    "binary article": ({ARTICLE: b"One.\n\x00\x01"}, f"{ARTICLE}:2", "binary data", "save the article as plain text"),
    "control character": ({ARTICLE: "One.\nT\x07wo."}, f"{ARTICLE}:2", "control character (U+0007)", "delete it"),
    "byte order mark": ({ARTICLE: b"\xef\xbb\xbfOne."}, f"{ARTICLE}:1", "byte order mark", "save it as UTF-8 without BOM"),
    "article too large": ({ARTICLE: "a" * (MAX_ARTICLE_BYTES + 1)}, ARTICLE, "larger than the limit of 1,000,000 bytes", "split it"),
    "articles in a folder": ({"seeds/articles/2025/b.txt": "B."}, "seeds/articles/2025", "a folder",
                             "move the articles to seeds/articles/"),
    "unsafe id": ({"seeds/articles/My Article.txt": "B."}, "seeds/articles/My Article.txt", "not a safe id", "for example my-article"),
    "article in capitals": ({"seeds/articles/b.TXT": "B."}, "seeds/articles/b.TXT", "passed over", "rename it to end in .txt"),
    "description in .yaml": ({"seeds/articles/a.yaml": "id: a"}, "seeds/articles/a.yaml", "passed over", "rename it to end in .yml"),
    "description without article": ({"seeds/articles/b.yml": "id: b"}, "seeds/articles/b.yml", "describes no article",
                                    "put b.txt beside it"),
    "description no mapping": ({ABOUT: "# about\n- published: 2025-01-01\n"}, f"{ABOUT}:2", "has to be a mapping", "'key: value'"),
    "description unknown key": ({ABOUT: "title: A\npublishd: 2025-01-01\n"}, f"{ABOUT}:2", "unknown key 'publishd'",
                                "did you mean 'published'?"),
    "description bad date": ({ABOUT: "published: 2025-02-30\n"}, f"{ABOUT}:1", "not a day of the calendar", "write YYYY-MM-DD"),
    "description half a date": ({ABOUT: "published: 2025-02\n"}, f"{ABOUT}:1", "not a day of the calendar", "write YYYY-MM-DD"),
    "description wrong type": ({ABOUT: "id: a\ntitle: [One, Two]\n"}, f"{ABOUT}:2", "'title' has to be text",
                               "write it on the line of the key"),
    "description number": ({ABOUT: "title: 1984\n"}, f"{ABOUT}:1", "has to be text, not '1984'", "put it in quotes"),
    "description blank": ({ABOUT: "title: ' '\n"}, f"{ABOUT}:1", "'title' is empty", "leave the line out"),
    "description reasons no mapping": ({ABOUT: "known_by: told\n"}, f"{ABOUT}:1", "'known_by' has to be a mapping", "'key: value'"),
    "description reason for nothing": ({ABOUT: "known_by:\n  titel: told\n"}, f"{ABOUT}:2", "unknown key 'titel'", "did you mean 'title'?"),
    "description publish": ({ABOUT: "publish: whole\n"}, f"{ABOUT}:1", "'whole' is not known", "use one of: full, cited"),
    "description publish without reason": ({ABOUT: "title: A\npublish: full\n"}, f"{ABOUT}:2", "'publish: full' without a reason",
                                           "say under 'known_by' by what right"),
    "description unsafe id": ({ABOUT: "id: ../etc\n"}, f"{ABOUT}:1", "'../etc' is not a safe id", "for example etc"),
    "description bad address": ({ABOUT: "url: javascript:alert(1)\n"}, f"{ABOUT}:1", "not a web address", "beginning with https://"),
    "duplicate id": ({"seeds/articles/b.txt": "B.", "seeds/articles/b.yml": "title: B\nid: a\n"}, "seeds/articles/b.yml:2",
                     f"the id 'a' is taken by {ARTICLE}", "give one of the two another 'id'"),
    "glossary no list": ({GLOSSARY: "id: a\n"}, f"{GLOSSARY}:1", "has to be a list", "begin each record with '- '"),
    "term without text": ({GLOSSARY: "- id: a\n  name: A\n"}, f"{GLOSSARY}:1", "a term without 'text'", "add a line 'text: ...'"),
    "term with unknown key": ({GLOSSARY: f"{TERM}  abbreviation: N\n"}, f"{GLOSSARY}:4", "unknown key 'abbreviation'",
                              "did you mean 'abbreviations'?"),
    "term explained twice": ({GLOSSARY: f"{TERM}  abbreviations: [NL]\n- id: two\n  name: NL\n  text: A.\n"}, f"{GLOSSARY}:5",
                             "'NL' is explained under 'north' already", "keep it in one of the two"),
    "term of nobody": ({GLOSSARY: f"{TERM}  actor: norlnd\n"}, f"{GLOSSARY}:4", "names 'norlnd', which is not in knowledge/actors.yml",
                       "did you mean 'norland'?"),
    "term without its reference": ({GLOSSARY: f"{TERM}  references: [atlas]\n"}, f"{GLOSSARY}:4", "names 'atlas'",
                                   "add it there or correct the id"),
    "tab": ({ACTORS: "- id: a\n\tname: A\n"}, f"{ACTORS}:2", "a tab", "put spaces in its place"),
    "anchor": ({ACTORS: "- &a x\n"}, f"{ACTORS}:1", "an anchor or alias ('a')", "write the value out"),
    "anchor bomb": ({ACTORS: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"}, f"{ACTORS}:1", "an anchor or alias", "write the value out"),
    "alias": ({ACTORS: "- *a\n"}, f"{ACTORS}:1", "an anchor or alias", "write the value out"),
    "python tag": ({ACTORS: "- id: a\n- !!python/object/apply:os.system [ls]\n"}, f"{ACTORS}:2", "a tag (", "remove it"),
    "custom tag": ({ACTORS: "- id: !mine a\n"}, f"{ACTORS}:1", "a tag ('!mine')", "remove it"),
    "standard tag": ({ACTORS: "- id: !!str a\n"}, f"{ACTORS}:1", "a tag (", "remove it"),
    "key twice": ({ACTORS: "- id: a\n  name: A\n  id: b\n"}, f"{ACTORS}:3", "'id' stands twice (first on line 1)", "keep one of them"),
    "list as key": ({ACTORS: "- ? [a]\n  : b\n"}, f"{ACTORS}:1", "a key that is not a word", "write it as 'key: value'"),
    "merge key": ({ACTORS: "- <<: {id: a}\n"}, f"{ACTORS}:1", "unknown key '<<'", "use one of"),
    "second document": ({ACTORS: f"{GOOD[ACTORS]!s}---\n- x\n"}, f"{ACTORS}:4", "a second document", "keep one document a file"),
    "nested too deep": ({ACTORS: "[" * 50_000}, f"{ACTORS}:1", f"more than {MAX_DEPTH} levels deep", "flatten it"),
    "broken YAML": ({ACTORS: "- id: a\n name: A\n"}, f"{ACTORS}:2", "not readable as YAML", "check indentation"),
    "open quote": ({ACTORS: "- id: 'a\n"}, f"{ACTORS}:2", "not readable as YAML", "quotes"),
    "control character in YAML": ({ACTORS: "- id: a\n  name: \x07\n"}, f"{ACTORS}:2", "control character", "delete it"),
    "binary YAML": ({ACTORS: b"- id: a\n\x00"}, f"{ACTORS}:2", "binary data", "plain YAML text"),
    "YAML not UTF-8": ({ACTORS: b"- id: a\n  name: \xff\n"}, f"{ACTORS}:2", "not UTF-8", "save the file as plain text in UTF-8"),
    "YAML too large": ({ACTORS: "#" * (MAX_YAML_BYTES + 1)}, ACTORS, "larger than the limit of 2,000,000 bytes", "split it"),
    "knowledge no list": ({ACTORS: "id: a\n"}, f"{ACTORS}:1", "has to be a list", "begin each record with '- '"),
    "knowledge unknown file": ({"seeds/knowledge/actor.yml": ""}, "seeds/knowledge/actor.yml", "not a file of the knowledge",
                               "did you mean 'actors.yml'?"),
    "knowledge in .yaml": ({"seeds/knowledge/places.yaml": ""}, "seeds/knowledge/places.yaml", "not a file of the knowledge",
                           "'places.yml'"),
    "actor without type": (actor(""), f"{ACTORS}:4", "without 'type'", "add a line 'type: ...'"),
    "actor of unknown type": (actor("  type: sate\n"), f"{ACTORS}:6", "'sate' is not known", "did you mean 'state'?"),
    "actor of strange type": (actor("  type: xyzzy\n"), f"{ACTORS}:6", "'xyzzy' is not known", f"use one of: {', '.join(ACTOR_TYPES)}"),
    "actor with unknown key": (actor("  type: state\n  alias: [S]\n"), f"{ACTORS}:7", "unknown key 'alias'", "did you mean 'aliases'?"),
    "aliases no list": (actor("  type: state\n  aliases: S\n"), f"{ACTORS}:7", "'aliases' has to be a list", "after '- '"),
    "bad Wikidata id": (actor("  type: state\n  wikidata: 42x\n"), f"{ACTORS}:7", "not an identifier of Wikidata", "write Q"),
    "bad country code": (actor("  type: state\n  iso_3166: Norland\n"), f"{ACTORS}:7", "not a code of ISO 3166", "two capitals"),
    "bad role date": (actor("  type: person\n  roles:\n  - title: Queen\n    since: May 2025\n"), f"{ACTORS}:9",
                      "'May 2025' is not a date", "YYYY-MM"),
    "duplicate actor": (actor("  type: state\n- {id: norland, name: N, type: state}\n"), f"{ACTORS}:7", "'norland' is taken (line 1)",
                        "another id"),
    "dangling country": (actor("  type: person\n  country: norlnd\n"), f"{ACTORS}:7",
                         "'country' of 'second' names 'norlnd', which is not in actors.yml",
                         "did you mean 'norland'?"),
    "dangling part_of": (actor("  type: court\n  part_of: nowhere\n"), f"{ACTORS}:7", "'part_of' of 'second' names 'nowhere'",
                         "add it there"),
    "dangling operates_in": (actor("  type: mission\n  operates_in: x\n"), f"{ACTORS}:7", "not in actors.yml or places.yml",
                             "correct the id"),
    "dangling organization": (actor("  type: person\n  roles:\n  - title: Queen\n    organization: x\n"), f"{ACTORS}:9",
                              "'roles.organization' of 'second' names 'x'", "add it there"),
    "dangling role reference": (actor("  type: person\n  roles:\n  - title: Queen\n    references:\n    - x\n"), f"{ACTORS}:10",
                                "which is not in references.yml", "add it there"),
    "dangling reference": (actor("  type: state\n  references: [x]\n"), f"{ACTORS}:7", "which is not in references.yml", "add it there"),
    "dangling place country": ({"seeds/knowledge/places.yml": "- {id: p, name: P, country: x}\n"}, "seeds/knowledge/places.yml:1",
                               "'country' of 'p' names 'x'", "correct the id"),
    "dangling party": ({"seeds/knowledge/agreements.yml": "- {id: g, name: G, parties: [norland, x]}\n"},
                       "seeds/knowledge/agreements.yml:1",
                       "'parties' of 'g' names 'x'", "correct the id"),
    "dangling event place": ({"seeds/knowledge/events.yml": "- {id: e, name: E, place: norland}\n"}, "seeds/knowledge/events.yml:1",
                             "which is not in places.yml", "add it there"),
    "dangling about": ({FACTS: "- {id: f, text: T, about: [x], as_of: null, references: []}\n"}, f"{FACTS}:1", "'about' of 'f' names 'x'",
                       "add it"),
    "dangling member": ({"seeds/knowledge/memberships.yml": "\n- {actor: norland, organization: x, status: member}\n"},
                        "seeds/knowledge/memberships.yml:2", "'organization' names 'x'", "add it there"),
    "dangling transcript": ({"seeds/knowledge/transcripts.yml": "- {speaker: norland, date: 2025, reference: x}\n"},
                            "seeds/knowledge/transcripts.yml:1", "'reference' names 'x'", "add it there"),
    "bad event date": ({"seeds/knowledge/events.yml": "- id: e\n  name: E\n  date: 2025-02-29/2025-03-01\n"},
                       "seeds/knowledge/events.yml:3",
                       "not a date", "EDTF"),
    "bad reference address": ({"seeds/knowledge/references.yml": "- {id: r, publisher: P, title: T, url: 'file:///etc/passwd'}\n"},
                              "seeds/knowledge/references.yml:1", "not a web address", "https://"),
    "topic without question": ({TOPICS: "- {id: t, title: T}\n"}, f"{TOPICS}:1", "a topic without 'question'", "add a line"),
    "topic of unknown fact": ({TOPICS: f"{TOPIC}  background:\n  - g\n"}, f"{TOPICS}:5", "'background' of 'cold' names 'g'",
                              "knowledge/facts.yml"),
    "topic of unknown later fact": ({TOPICS: f"{TOPIC}  since_then: [g]\n"}, f"{TOPICS}:4", "'since_then' of 'cold' names 'g'",
                                    "add it there"),
    "topic of a fact in knowledge without facts": ({FACTS: None, TOPICS: f"{TOPIC}  background: [f]\n"}, f"{TOPICS}:4",
                                                   "'background' of 'cold' names 'f'", "knowledge/facts.yml"),
    "topic twice": ({TOPICS: TOPIC + TOPIC}, f"{TOPICS}:4", "the id 'cold' is taken (line 1)", "another id"),
    "answer without evidence": ({TOPICS: f"{TOPIC}  answer:\n  - text: It is.\n    cites: []\n"}, f"{TOPICS}:5", "cites nothing",
                                "add the ids"),
    "subject no mapping": ({SUBJECT: "- question: Why?\n"}, f"{SUBJECT}:1", "a subject has to be a mapping", "'key: value'"),
    "subject without question": ({SUBJECT: "actor: norland\n"}, f"{SUBJECT}:1", "a subject without 'question'", "add a line"),
    "subject without evidence": ({SUBJECT: "question: Why?\nanswer:\n- text: So.\n  cites: []\n"}, f"{SUBJECT}:3", "cites nothing",
                                 "add the ids"),
    "remark on words that are not there": ({REMARKS: REMARK.format(exact="They parted")}, f"{REMARKS}:3",
                                         "stand in 'a' 0 times", "copy them"),
    "remark on words that stand twice": ({REMARKS: REMARK.format(exact="land")}, f"{REMARKS}:3", "stand in 'a' 2 times", "take more"),
    "remark on an unknown source": ({REMARKS: REMARK.format(exact="met").replace(": a\n", ": b\n")}, f"{REMARKS}:2", "names 'b'",
                                    "seeds/articles"),
    "remark that rests on an unknown fact": ({REMARKS: REMARK.format(exact="met") + "  facts: [g]\n"}, f"{REMARKS}:5", "names 'g'",
                                             "knowledge/facts.yml"),
    "two remarks of one id": ({REMARKS: REMARK.format(exact="met") * 2}, f"{REMARKS}:5", "the id 'odd' is taken", "another id"),
    "topic of an unknown open point": ({TOPICS: f"{TOPIC}  open: [odd]\n"}, f"{TOPICS}:4", "'open' of 'cold' names 'odd'",
                                       "remarks.yml or knowledge/disagreements.yml"),
    "disagreement about nothing known": ({DISAGREEMENTS: "- {id: d, question: How cold?, values: [Very.], about: [x], references: []}\n"},
                                         f"{DISAGREEMENTS}:1", "'about' of 'd' names 'x'", "actors.yml"),
    "policy about nothing known": ({POLICY: POLICY_ROW.replace("about: norland", "about: x")}, f"{POLICY}:1", "names 'x'",
                                  "which is not in actors.yml or places.yml"),
    "policy under another name": ({POLICY: POLICY_ROW.replace("name: Norland", "name: Nordia"), **REFERENCE}, f"{POLICY}:1",
                                  "the policy names 'norland' 'Nordia', elsewhere it is 'Norland'", "use one name in both"),
    "policy with a strange line": ({POLICY: POLICY_ROW.replace("dashed", "dotted"), **REFERENCE}, f"{POLICY}:1", "'dotted' is not known",
                                   "use one of: solid, dashed, none"),
    "policy without reference": ({POLICY: POLICY_ROW.replace("[r]", "[]"), **REFERENCE}, f"{POLICY}:1", "cites nothing",
                                 "add the ids of references"),
    "policy without note": ({POLICY: POLICY_ROW.replace("note: It is disputed.,", ""), **REFERENCE}, f"{POLICY}:1",
                            "a policy without 'note'", "add a line"),
    "policy towards nobody known": ({POLICY: POLICY_ROW.replace("[norland]", "[x]"), **REFERENCE}, f"{POLICY}:1",
                                    "'towards' of 'p' names 'x'", "add it there"),
    "place off the globe": ({PLACES: "- {id: p, name: P, coordinates: '91, 0', references: [r]}\n", **REFERENCE}, f"{PLACES}:1",
                            "no place on the globe", "such as 43.849, 18.356"),
    "coordinates in degrees and minutes": ({PLACES: "- id: p\n  name: P\n  coordinates: 43°49′N 18°21′E\n"}, f"{PLACES}:3",
                                           "no place on the globe", "decimal degrees"),
    "coordinates from nowhere": ({PLACES: "- {id: p, name: P, coordinates: '1, 2'}\n"}, f"{PLACES}:1", "coordinates without a reference",
                                 "where they were looked up"),
    "correction of unknown action": ({CORRECTIONS: CORRECTION.format(action="delete", when="2025-01-01")}, f"{CORRECTIONS}:2",
                                     "'delete' is not known", "use one of: set, reject, confirm"),
    "correction sets nothing": ({CORRECTIONS: CORRECTION.format(action="set", when="2025-01-01")}, f"{CORRECTIONS}:1",
                                "needs 'field' and 'value'", "add the name of the field"),
    "rejection with value": ({CORRECTIONS: CORRECTION.format(action="reject", when="2025-01-01") + "  value: 1\n"}, f"{CORRECTIONS}:7",
                             "takes no 'value'", "remove it"),
    "correction of no day": ({CORRECTIONS: CORRECTION.format(action="reject", when="yesterday")}, f"{CORRECTIONS}:6", "not a day",
                             "YYYY-MM-DD"),
    "correction without reason": ({CORRECTIONS: "- {record: r, action: reject, exact: x, who: me, when: 2025-01-01}\n"}, f"{CORRECTIONS}:1",
                                  "a correction without 'why'", "add a line 'why: ...'"),
    "decided twice": ({CORRECTIONS: "".join(CORRECTION.format(action=action, when="2025-01-01") for action in ("reject", "confirm"))},
                      f"{CORRECTIONS}:7", "decides again what line 1 decides", "keep one of the two"),
}


@pytest.mark.parametrize(("files", "place", "problem", "remedy"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_place_problem_and_remedy(
    tmp_path: Path, files: Mapping[str, str | bytes | None], place: str, problem: str, remedy: str
) -> None:
    with pytest.raises(ExplainerError) as error:
        read_seeds(project(tmp_path, files))
    message = str(error.value)
    assert message.startswith(f"{place}: ")
    assert problem in message
    assert remedy in message.split(problem)[1]
    assert "\n" not in message
    assert str(tmp_path) not in message


def test_the_good_project_of_the_table_is_good(tmp_path: Path) -> None:
    """Without this the table could pass for the wrong reason."""
    seeds = read_seeds(project(tmp_path, {}))
    assert [source.id for source in seeds.sources] == ["a"]
    assert seeds.knowledge.facts[0].as_of == "2025"
    assert seeds.files == (ARTICLE, ACTORS, FACTS)


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    project(tmp_path, {ARTICLE: None})
    (tmp_path / "seeds/articles").mkdir()
    (tmp_path / ARTICLE).symlink_to(tmp_path / "gone")
    with pytest.raises(ExplainerError, match=rf"{ARTICLE}: cannot be read .*; make it a readable file or remove it"):
        read_seeds(tmp_path)


def test_description_of_an_article(tmp_path: Path) -> None:
    source = read_seeds(project(tmp_path, {
        ABOUT: "id: other\npublished: 2025-04-02\npublisher: 'NO'\nurl: https://example.org/a\n"
               "known_by: {published: It says so.}\n"})).sources[0]
    assert (source.id, source.published, source.publisher, source.url) == ("other", "2025-04-02", "NO", "https://example.org/a")
    assert source.known_by == {"published": "It says so."}
    assert (source.file, source.sentences, source.title) == (ARTICLE, (), None)


@pytest.mark.parametrize("written", ["", "# nothing yet\n", "---\n"])
def test_empty_yaml_files_are_as_good_as_none(tmp_path: Path, written: str) -> None:
    seeds = read_seeds(project(tmp_path, {ABOUT: written, TOPICS: written, CORRECTIONS: written, "seeds/knowledge/places.yml": written}))
    assert (seeds.sources[0].published, seeds.topics, seeds.corrections, seeds.knowledge.places) == (None, (), (), ())


def test_text_and_digest_are_those_of_the_bytes(tmp_path: Path) -> None:
    content = "a\u0301 \u00e1\r\n\u2028 \U0001f600\rx\n".encode()
    source = read_seeds(project(tmp_path, {ARTICLE: content})).sources[0]
    assert source.text.encode() == content
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_reading_does_not_depend_on_the_order_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, {"seeds/articles/c.txt": "C.", "seeds/articles/b.txt": "B.", "seeds/articles/c.yml": "id: a-0\n"})
    expected = read_seeds(tmp_path)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter(sorted(listed(folder), reverse=True)))
    assert read_seeds(tmp_path) == expected
    assert [source.id for source in expected.sources] == ["a", "a-0", "b"]


def test_without_knowledge_topics_lose_only_their_facts(tmp_path: Path) -> None:
    topics = {TOPICS: f"{TOPIC}  background: [f]\n  since_then: [f]\n  answer: [{{text: It is., cites: [x]}}]\n  words: [cold]\n"}
    kept = read_seeds(project(tmp_path / "with", topics)).topics[0]
    bare = read_seeds(project(tmp_path / "without", {**topics, ACTORS: None, FACTS: None}))
    assert (kept.background, kept.since_then) == (("f",), ("f",))
    assert (bare.topics[0].background, bare.topics[0].since_then) == ((), ())
    assert (bare.topics[0].answer, bare.topics[0].words) == (kept.answer, ("cold",))


def test_without_knowledge_a_remark_that_needs_none_stays(tmp_path: Path) -> None:
    remarks = REMARK.format(exact="met") + REMARK.format(exact="agreed").replace("odd\n", "even\n") + "  facts: [f]\n"
    files = {REMARKS: remarks, TOPICS: f"{TOPIC}  open: [odd, even]\n"}
    whole = read_seeds(project(tmp_path / "whole", files))
    bare = read_seeds(project(tmp_path / "bare", {**files, ACTORS: None, FACTS: None}))
    assert ([r.id for r in whole.remarks], whole.topics[0].open) == (["odd", "even"], ("odd", "even"))
    assert ([r.id for r in bare.remarks], bare.topics[0].open) == (["odd"], ("odd",))
    assert bare.knowledge == Knowledge()


def test_without_knowledge_a_term_that_needs_none_stays(tmp_path: Path) -> None:
    references = "- {id: atlas, publisher: P, title: T}\n"
    glossary = f"{TERM}  actor: norland\n- id: cold\n  name: cold\n  text: Not warm.\n  references: [atlas]\n"
    files = {GLOSSARY: glossary, "seeds/knowledge/references.yml": references}
    whole = read_seeds(project(tmp_path / "whole", files))
    bare = read_seeds(project(tmp_path / "bare", {GLOSSARY: glossary, ACTORS: None, FACTS: None}))
    assert [(t.id, t.actor) for t in whole.glossary] == [("north", "norland"), ("cold", None)]
    assert [(t.id, t.actor) for t in bare.glossary] == [("north", None)]
    assert GLOSSARY in whole.files
    assert read_seeds(project(tmp_path / "none", {})).glossary == ()


def test_a_reason_lets_the_whole_text_stand(tmp_path: Path) -> None:
    about = "publish: full\nknown_by:\n  publish: It is in the public domain.\n"
    assert read_seeds(project(tmp_path / "full", {ABOUT: about})).sources[0].publish == "full"
    assert read_seeds(project(tmp_path / "bare", {})).sources[0].publish == "cited"


def test_the_subject_is_read(tmp_path: Path) -> None:
    assert read_seeds(project(tmp_path, {})).subject is None
    seeds = read_seeds(project(tmp_path, {SUBJECT: "actor: norland\nquestion: Why?\nanswer:\n- {text: So., cites: [x]}\n"}))
    assert seeds.subject == Subject("Why?", "norland", (Sentence("So.", ("x",)),))
    assert SUBJECT in seeds.files


def test_a_policy_and_the_coordinates_of_a_place_are_read(tmp_path: Path) -> None:
    seeds = read_seeds(project(tmp_path, {POLICY: POLICY_ROW, **REFERENCE,
                                          PLACES: "- id: p\n  name: P\n  coordinates: -1.5, 170\n  references: [r]\n"}))
    assert seeds.knowledge.policy == (Policy("p", "norland", "Norland", "It is disputed.", "dashed", ("norland",), None, ("r",)),)
    assert seeds.knowledge.places[0].point == (170.0, -1.5)


@pytest.mark.parametrize(("written", "value"), [
    ("[a, b]", ("a", "b")), ("null", None), ("~", None), ("true", True), ("12", 12), ("-1.5", -1.5), ("'12'", "12"), ("2025-04-02",
        "2025-04-02"),
    ("NO", "NO"), ("on", "on"), ("1:30", "1:30"), ("0o7", "0o7"), ("{edtf: 2025, text: null}", {"edtf": 2025, "text": None}),
    ("[[1, 2], x]", ((1, 2), "x")),
])
def test_values_of_corrections_are_plain_data(tmp_path: Path, written: str, value: object) -> None:
    text = CORRECTION.format(action="set", when="2025-01-01") + f"  field: about\n  value: {written}\n"
    correction = read_seeds(project(tmp_path, {CORRECTIONS: text})).corrections[0]
    assert correction.value == value
    assert type(correction.value) is type(value)


@pytest.mark.parametrize(("name", "id"), [("000_6a83.txt", "000-6a83"), ("Ünï.txt", "n"), ("___.txt", "article"), ("ok.txt", "ok"),
    ("noend", "noend")])
def test_a_file_from_anywhere_gets_a_safe_id(tmp_path: Path, name: str, id: str) -> None:
    (tmp_path / name).write_bytes(b"Norland met Sudland.")
    source = read_source(tmp_path / name, tmp_path / "project", published="2025-01-31")
    assert (source.id, source.file, source.published) == (id, name, "2025-01-31")
    assert source.known_by == {"published": "given when the article was read"}


def test_a_given_date_counts_more_than_the_description_and_is_checked(tmp_path: Path) -> None:
    project(tmp_path, {ABOUT: "published: 2025-04-02\n"})
    assert read_source(tmp_path / ARTICLE, tmp_path).published == "2025-04-02"
    assert read_source(tmp_path / ARTICLE, tmp_path, "2025-05-01").published == "2025-05-01"
    with pytest.raises(ExplainerError, match=r"date of publication: 'May' is not a day of the calendar; write YYYY-MM-DD"):
        read_source(tmp_path / ARTICLE, tmp_path, "May")


DATES = {
    "2025": True, "2025-04": True, "2025-04-02": True, "2024-02-29": True, "2025-04-03/2025-04-04": True, "[2025-03-31..2025-04-02]": True,
    "2022~": True, "199X": True, "2025-02-29": False, "2025-13": False, "2025-4-2": False, "02.04.2025": False, "today": False,
    "2025-04-02T10:00": False, "\uff12\uff10\uff12\uff15": False, "2025\n": False, "[2025-02-30..2025-03-01]": False, "(" * 5000: False,
}


@pytest.mark.parametrize("text", DATES)
def test_dates_are_edtf(text: str) -> None:
    assert (date_problem(text) is None) == DATES[text]


ADDRESSES = {
    "https://example.org/a?b=c#d": True, "http://example.org": True, "https://example.org/siniša": True, "ftp://example.org": False,
    "javascript:alert(1)": False, "//example.org": False, "https://": False, "https://a b": False, "https://x/\"><script>": False,
    "https://[": False, "example.org": False,
}


@pytest.mark.parametrize("text", ADDRESSES)
def test_addresses_lead_to_the_web(text: str) -> None:
    assert (url_problem(text) is None) == ADDRESSES[text]


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xef\xbb\xbfa")
@example(b"\xed\xa0\x80")
@example(b"a\r\nb\rc\n")
def test_any_bytes_are_read_back_verbatim_or_refused(content: bytes) -> None:
    try:
        source = source_of(content, "x", "x.txt")
    except ExplainerError as error:
        assert re.match(r"x\.txt:\d+: .+; ", str(error))
    else:
        assert source.text.encode() == content


@given(st.binary(max_size=60) | st.text("ab:-[]{}&*!'\"#\n ?|>%,~<", max_size=40).map(str.encode))
def test_any_yaml_is_read_or_refused(content: bytes) -> None:
    try:
        parse_yaml(content, "x.yml")
    except ExplainerError as error:
        assert re.match(r"x\.yml(:\d+)?: [^\n]+; [^\n]+$", str(error))


def test_own_seeds_are_read_whole() -> None:
    seeds = read_seeds(ROOT)
    source = next(s for s in seeds.sources if s.id == "vijesti-2025-04-02")
    assert source.sha256 == "2b001eb812cd371dfd458f885d3b5753b4578e096bc410d1a6e455e4e3f3e3d8"
    assert source.published == "2025-04-02"
    described = {name for name in ("published", "title", "publisher", "agency", "url", "language", "wording") if getattr(source, name)}
    assert set(source.known_by) == described
    on_disk = {p.relative_to(ROOT).as_posix() for name in ("articles", "knowledge") for p in (ROOT / "seeds" / name).iterdir()}
    assert on_disk <= set(seeds.files) <= on_disk | {TOPICS, SUBJECT, CORRECTIONS, REMARKS, GLOSSARY}
    for kind in KINDS:
        assert getattr(seeds.knowledge, kind), kind


def test_own_knowledge_rests_on_references_that_are_used() -> None:
    knowledge = read_knowledge(ROOT / "seeds" / "knowledge")
    known = {reference.id for reference in knowledge.references}
    used = {id for kind in ("actors", "places", "agreements", "events", "facts", "memberships", "policy") for r in getattr(knowledge, kind)
        for id in r.references}
    used |= {id for a in knowledge.actors for role in a.roles for id in role.references} | {t.reference for t in knowledge.transcripts}
    assert used == known
    for kind in ("actors", "agreements", "events", "facts", "memberships"):
        assert [r for r in getattr(knowledge, kind) if not r.references] == []
    ids = {r.id for kind in ("actors", "places", "agreements", "events") for r in getattr(knowledge, kind)}
    assert all(set(fact.about) <= ids and fact.about for fact in knowledge.facts)
    assert len([m for m in knowledge.memberships if m.organization == "nato" and m.status == "member"]) == 32


def test_own_names_mean_one_actor_each() -> None:
    """A spelling that two actors share would be joined to either by chance."""
    owners: dict[str, set[str]] = {}
    for actor in read_knowledge(ROOT / "seeds" / "knowledge").actors:
        for text in (actor.name, *actor.aliases, *actor.demonyms, *actor.metonyms):
            owners.setdefault(text, set()).add(actor.id)
        assert not set(actor.aliases) & {actor.name, *actor.demonyms, *actor.metonyms, *actor.common_nouns}, actor.id
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}
