"""Reading seeds/: what people wrote, checked, in an order that does not depend on the disk.

An article is `seeds/articles/<id>.txt`, UTF-8, taken byte for byte; what is known about it may stand beside it in `<id>.yml`. A byte
order mark is refused: it would be an invisible first character of the text, and evidence counts characters. Knowledge, topics,
the subject and corrections are optional.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_scripts.knowledge import (
    CHECKS,
    DATES,
    ID,
    day_problem,
    id_problem,
    knowledge_files,
    one_of,
    read_knowledge,
    read_list,
    refuse_twins,
    refuse_unknown,
)
from build_scripts.model import PUBLISH, Correction, Knowledge, Remark, Source, Subject, Term, Topic, field_names
from build_scripts.yamlio import Node, decoded, fail, label, line_of, nearest, read_bytes, read_yaml, shown, to_record

__all__ = ["MAX_ARTICLE_BYTES", "Seeds", "read_knowledge", "read_seeds", "read_source", "source_of"]

MAX_ARTICLE_BYTES = 1_000_000
EDITORS = ("topics.yml", "subject.yml", "remarks.yml", "glossary.yml", "corrections.yml")
"""Files below seeds/ that hold an editor's words."""
CORRECTION_ACTIONS = ("set", "reject", "confirm")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class ArticleDescription:
    """What may stand in the .yml file beside an article."""

    id: str | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    wording: str | None = None
    wording_short: str | None = None
    publish: str = "cited"
    known_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seeds:
    """Everything that people wrote; sources have no sentences yet."""

    sources: tuple[Source, ...]
    knowledge: Knowledge
    topics: tuple[Topic, ...]
    corrections: tuple[Correction, ...]
    files: tuple[str, ...]
    """Every file that was read, below the project's root, with forward slashes, sorted."""
    subject: Subject | None = None
    remarks: tuple[Remark, ...] = ()
    glossary: tuple[Term, ...] = ()


def read_seeds(root: Path, folder: Path | None = None) -> Seeds:
    """Reads `folder` (default: seeds/ below the root). The first thing that is wrong raises ExplainerError."""
    folder = folder or root / "seeds"
    articles = _article_files(folder / "articles", root)
    sources = [_article(path, root) for path in articles]
    _refuse_same_id(articles, sources, root)
    knowledge_folder = folder / "knowledge"
    knowledge = read_knowledge(knowledge_folder, root)
    facts = [fact.id for fact in knowledge.facts] if knowledge_folder.is_dir() else None
    remarks = _remarks(folder / "remarks.yml", root, sources, facts)
    open_points = [remark.id for remark in remarks] + [d.id for d in knowledge.disagreements]
    beside = [p for p in (path.with_suffix(".yml") for path in articles) if p.exists()]
    editors = [p for p in (folder / name for name in EDITORS) if p.exists()]
    files = [*articles, *beside, *knowledge_files(knowledge_folder, root), *editors]
    return Seeds(tuple(sorted(sources, key=lambda s: s.id)), knowledge, _topics(folder / "topics.yml", root, facts, open_points),
                 _corrections(folder / "corrections.yml", root), tuple(sorted(label(path, root) for path in files)),
                 _subject(folder / "subject.yml", root), remarks,
                 _glossary(folder / "glossary.yml", root, knowledge if knowledge_folder.is_dir() else None))


def read_source(path: Path, root: Path, published: str | None = None) -> Source:
    """Any article file, with the description beside it if there is one. A name that makes no safe id is turned into one; `published` counts
    more than the description."""
    return _article(path, root, published, any_name=True)


def source_of(content: bytes, id: str, file: str, published: str | None = None, control: bool = False) -> Source:
    """An article from bytes at hand; `file` names it in errors and in the source. `control`: control characters may stand in it, which a
    text to publish must not hold."""
    problem = day_problem(published) if published is not None else None
    if problem:
        fail(file, f"date of publication: {problem}")
    digest = hashlib.sha256(content).hexdigest()
    return Source(id=id, file=file, sha256=digest, text=_text(content, file, control), sentences=(), published=published)


def _article_files(folder: Path, root: Path) -> list[Path]:
    name = label(folder, root)
    found = sorted(p for p in folder.iterdir() if not p.name.startswith(".")) if folder.is_dir() else []
    articles = [p for p in found if p.suffix == ".txt"]
    for path in found:
        if path.is_dir():
            fail(label(path, root), f"a folder, which is not looked into; move the articles to {name}/ and remove it")
        if path.suffix.lower() in (".yml", ".yaml", ".txt") and path.suffix not in (".yml", ".txt"):
            fail(label(path, root), f"would be passed over; rename it to end in {'.txt' if path.suffix.lower() == '.txt' else '.yml'}")
        if path.suffix == ".yml" and path.with_suffix(".txt") not in articles:
            fail(label(path, root), f"describes no article; put {path.stem}.txt beside it or remove it")
    if not articles:
        fail(name, "no article to explain; put one there as plain text in UTF-8, with a name such as my-article.txt")
    return articles


def _article(path: Path, root: Path, published: str | None = None, any_name: bool = False) -> Source:
    file = label(path, root)
    content = read_bytes(path, file, MAX_ARTICLE_BYTES)
    beside = path.with_suffix(".yml")
    known = _description(beside, root) if beside != path and beside.is_file() else ArticleDescription()
    if known.id is None and not any_name and id_problem(path.stem):
        fail(file, f"{id_problem(path.stem)} (rename the file, or give an 'id' in {beside.name} beside it)")
    name = known.id or (path.stem if ID.fullmatch(path.stem) else re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "article")
    source = source_of(content, name, file, published, control=any_name)
    inside = Path(os.path.abspath(path)).is_relative_to(os.path.abspath(root))  # noqa: PTH100 - follows no link
    known_by = {**known.known_by, "published": "given when the article was read"} if published is not None else known.known_by
    return replace(source, file=file if inside else path.name, published=published or known.published, title=known.title,
                   publisher=known.publisher, agency=known.agency, url=known.url, language=known.language, wording=known.wording,
                   wording_short=known.wording_short, known_by=known_by, publish=known.publish)


def _text(content: bytes, file: str, control: bool) -> str:
    """The article exactly as its bytes say."""
    if content.startswith(b"\xef\xbb\xbf"):
        fail(file, "begins with a byte order mark, which would shift every character count; save it as UTF-8 without BOM", 1)
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(0)) + 1
        fail(file, "binary data (a zero byte), not UTF-8 text; save the article as plain text in UTF-8", line)
    text = decoded(content, file)
    found = None if control else _CONTROL.search(text)
    if found:
        fail(file, f"a control character (U+{ord(found[0]):04X}); delete it, an article is plain text", line_of(text, found.start()))
    if not any(c.isalnum() for c in text):
        fail(file, "holds no words; paste the article into it or remove it", 1)
    return text


def _description(path: Path, root: Path) -> ArticleDescription:
    node = read_yaml(path, label(path, root))
    if node is None:
        return ArticleDescription()
    known = to_record(node, ArticleDescription, {**CHECKS, "published": day_problem, "publish": one_of(PUBLISH)}, DATES)
    described = [name for name in field_names(ArticleDescription) if name not in ("known_by", "wording_short")]
    reasons = node.get("known_by")
    for key, line in (reasons.key_lines if reasons else {}).items():
        if key not in described:
            node.fail(f"unknown key {shown(key)} in 'known_by'; {nearest(key, described)}", line)
    if known.publish == "full" and "publish" not in known.known_by:
        node.fail("'publish: full' without a reason; say under 'known_by' by what right the whole text may stand on the site, or leave the "
                  "line out: then only what is cited is shown", node.key_lines["publish"])
    return known


def _refuse_same_id(paths: list[Path], sources: list[Source], root: Path) -> None:
    first: dict[str, Source] = {}
    for path, source in zip(paths, sources, strict=True):
        other = first.setdefault(source.id, source)
        if other is not source:
            problem = f"the id '{source.id}' is taken by {other.file}; give one of the two another 'id' in the .yml file beside it"
            beside = path.with_suffix(".yml")
            node = read_yaml(beside, label(beside, root)) if beside.is_file() else None
            given = node.get("id") if node else None
            given.fail(problem) if given else fail(source.file, problem, 1)


def _topics(path: Path, root: Path, facts: list[str] | None, open_points: list[str]) -> tuple[Topic, ...]:
    """`facts` None: there is no knowledge, and what topics say of it is dropped, but for remarks that need none."""
    if not path.exists():
        return ()
    nodes = read_list(path, label(path, root))
    topics = []
    for node in nodes:
        topic = to_record(node, Topic, CHECKS, DATES)
        _refuse_uncited(node)
        if facts is None:
            topic = replace(topic, background=(), since_then=(), open=tuple(i for i in topic.open if i in open_points))
        else:
            refuse_unknown(node, "open", open_points, "remarks.yml or knowledge/disagreements.yml")
            for name in ("since_then", "background"):
                refuse_unknown(node, name, facts, "knowledge/facts.yml")
        topics.append(topic)
    refuse_twins(nodes)
    return tuple(topics)


def _remarks(path: Path, root: Path, sources: list[Source], facts: list[str] | None) -> tuple[Remark, ...]:
    """Each on words that stand once in its source. `facts` None: there is no knowledge, and a remark that rests on it is dropped."""
    if not path.exists():
        return ()
    nodes = read_list(path, label(path, root))
    refuse_twins(nodes)
    texts = {source.id: source.text for source in sources}
    remarks = []
    for node in nodes:
        remark = to_record(node, Remark, CHECKS, DATES)
        refuse_unknown(node, "source", texts, "seeds/articles")
        found = texts[remark.source].count(remark.exact)
        if found != 1 and (words := node.get("exact")) is not None:
            words.fail(f"these words stand in '{remark.source}' {found} times, and a remark needs words that stand there once; "
                       f"{'copy them from the article' if not found else 'take more of the sentence'}")
        if facts is not None:
            refuse_unknown(node, "facts", facts, "knowledge/facts.yml")
        if facts is not None or not remark.facts:
            remarks.append(remark)
    return tuple(remarks)


def _glossary(path: Path, root: Path, knowledge: Knowledge | None) -> tuple[Term, ...]:
    """`knowledge` None: there is none, a term that rests on references is dropped, and the others name no actor."""
    if not path.exists():
        return ()
    nodes = read_list(path, label(path, root))
    refuse_twins(nodes)
    terms = [to_record(node, Term, CHECKS, DATES) for node in nodes]
    forms: dict[str, str] = {}
    for node, term in zip(nodes, terms, strict=True):
        for form in (term.name, *term.abbreviations):
            if forms.setdefault(form, term.id) != term.id:
                node.fail(f"{shown(form)} is explained under '{forms[form]}' already; keep it in one of the two")
        if knowledge is not None:
            refuse_unknown(node, "actor", [a.id for a in knowledge.actors], "knowledge/actors.yml")
            refuse_unknown(node, "references", [r.id for r in knowledge.references], "knowledge/references.yml")
    if knowledge is not None:
        return tuple(terms)
    return tuple(replace(term, actor=None) for term in terms if not term.references)


def _subject(path: Path, root: Path) -> Subject | None:
    node = read_yaml(path, label(path, root)) if path.exists() else None
    if node is None:
        return None
    subject = to_record(node, Subject, CHECKS, DATES)
    _refuse_uncited(node)
    return subject


def _refuse_uncited(node: Node) -> None:
    answer = node.get("answer")
    for sentence in answer.items if answer else ():
        if not list(sentence.at("cites")):
            sentence.fail("a sentence that cites nothing; add the ids of the records it rests on under 'cites'")


def _corrections(path: Path, root: Path) -> tuple[Correction, ...]:
    if not path.exists():
        return ()
    corrections: list[Correction] = []
    lines: dict[tuple[str, str, str | None], int] = {}
    for node in read_list(path, label(path, root)):
        made = to_record(node, Correction, {"action": one_of(CORRECTION_ACTIONS), "when": day_problem}, DATES)
        given = [key for key in ("field", "value") if node.get(key) is not None]
        if made.action == "set" and (made.field is None or "value" not in given):
            node.fail("the action 'set' needs 'field' and 'value'; add the name of the field and what it should hold")
        if made.action != "set" and given:
            node.fail(f"the action '{made.action}' takes no '{given[0]}'; remove it, or write 'action: set'", node.key_lines[given[0]])
        key = (made.record, made.exact, made.field)
        if lines.setdefault(key, node.line) != node.line:
            node.fail(f"decides again what line {lines[key]} decides; keep one of the two")
        corrections.append(made)
    return tuple(corrections)
