"""One page of the site against the records: every mark in its place, every sentence as it has to read, nothing else."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from build_scripts.check import additions, around, pictures, source_text, timeline
from build_scripts.check.addresses import Unsaid
from build_scripts.check.compare import due_words, first_difference, mark_words, of, shown, unquoted
from build_scripts.check.data import Rec, World, slug
from build_scripts.check.expected import Nodes, Voice
from build_scripts.check.lists import LISTS
from build_scripts.check.marks import SPEAKING, Mark, layout, marks
from build_scripts.check.structure import Due, due, sentence_of
from build_scripts.check.tree import Node, flat
from build_scripts.check.wording import date_words


@dataclass
class Page:
    """A page while it is checked. `path` is where it lies below the site, "actors/x/index.html"."""

    path: str
    root: Node
    voice: Voice
    problems: list[tuple[str, int, str]] = field(default_factory=list)
    claims: int = 0
    """Pieces of text, links and labels that were looked at."""
    failed: int = 0

    @property
    def world(self) -> World:
        return self.voice.world

    @property
    def folder(self) -> str:
        return self.path.removesuffix("index.html")

    @cached_property
    def base(self) -> str:
        """The path below which the site lies, from where its own icon is looked for."""
        icon = next((n.attrs.get("href", "") for n in self.root.nodes() if n.tag == "link" and n.attrs.get("rel") == "icon"), "")
        return icon.partition("assets/")[0] or "/"

    def complain(self, line: int, what: str) -> None:
        self.problems.append((self.path, line, what))
        self.failed += 1

    def target(self, href: str) -> str:
        """An address as the checker writes it: "site:actors/x/#anchor", or "out:https://…"."""
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", href):
            return f"out:{href}"
        parts = urlsplit(href)
        if self.path == "404.html" and parts.path.startswith(self.base):  # its links are absolute, below wherever the site lies
            parts = parts._replace(path="/" + parts.path.removeprefix(self.base))
        if not parts.path:
            return f"site:{self.folder if self.path.endswith('index.html') else self.path}#{parts.fragment}"
        path = posixpath.normpath(posixpath.join("/" + posixpath.dirname(self.path), unquote(parts.path))).lstrip("/")
        if path == ".":
            path = ""
        if parts.path.endswith(("/", ".", "..")) and path:
            path += "/"
        return f"site:{path}#{parts.fragment}"

    # --- sentences -------------------------------------------------------------------------------------------------------------------

    def compare(self, found: Node, wanted: Node, what: str) -> None:
        self.claims += 1 + sum(n.tag == "a" or "data-field" in n.attrs for n in wanted.nodes())
        is_token, due_token = first_difference(flat([self._resolved(found)]), flat([wanted]))
        if is_token is not None or due_token is not None:
            self.complain(found.line, f"{what}: reads {shown(is_token)}, and has to read {shown(due_token)}")

    def _resolved(self, node: Node) -> Node:
        """A copy with addresses in the checker's form; external ones are compared unquoted, since they may be quoted in several ways."""
        attrs = dict(node.attrs)
        if "href" in attrs:
            attrs["href"] = unquoted(self.target(attrs["href"]))
        return Node(node.tag, attrs, [c if isinstance(c, str) else self._resolved(c) for c in node.children], node.line)


    # --- rows of marks ---------------------------------------------------------------------------------------------------------------

    def whole(self, article: Node, items: list[Any], rec: Rec) -> None:
        """The text of the page. Notes on disputed names are taken out first: they may stand anywhere, once, where the name is used."""
        region = next((n for n in article.nodes() if n.attrs.get("data-region") == "map"), None)
        self.world.memo["places"] = pictures.places_shown(region) if region else []
        self.world.memo["members"] = pictures.members_shown(region) if region else []
        drawn = [n.classes for n in region.nodes()] if region is not None else []
        self.world.memo["dashed"] = any("line--dashed" in c for c in drawn)
        self.world.memo["own_spots"] = any("spot" in c and "spot--background" not in c for c in drawn)
        self.world.memo["other_spots"] = any("spot--background" in c for c in drawn)
        additions.take_away(self, article)
        parts = _taken_out(article, lambda n: "data-around" in n.attrs)
        notes = _taken_out(article, lambda n: "data-policy" in n.attrs)
        self.row(article, items, rec, rec)
        pictures.legend(self, article)
        self.policies(article, notes, rec)
        try:
            around.check(self, parts, rec)
        except Unsaid as error:
            self.complain(article.line, str(error))

    def policies(self, article: Node, notes: list[Node], rec: Rec) -> None:
        text = article.text()
        everything = text + " ".join(v for n in article.nodes() for k, v in n.attrs.items() if k in SPEAKING)
        shown = [n.attrs["data-policy"] for n in notes]
        for policy in self.world.all("policy"):
            if shown.count(policy.id) > 1 or (policy["name"] in text and policy.id not in shown):
                self.complain(article.line, f"the note {policy.id} has to stand on this page once")
            if policy.id in shown and policy["name"] not in everything and policy["about"] != rec.id and not self.path.startswith("map/"):
                self.complain(article.line, f"the note {policy.id} has nothing to do with this page")
        for note in notes:
            policy_found = self.world.get("policy", note.attrs["data-policy"])
            self.element(note)
            if policy_found is None or note.attrs.get("data-record") != slug(policy_found.id):
                self.complain(note.line, "a note on a name that the records do not hold")
            else:
                self.block(note, "policy", policy_found, rec)

    def row(self, node: Node, items: list[Any], rec: Rec, page: Rec) -> None:
        """Check the marks inside an element against the row that is due for a record."""
        try:
            wanted = list(due(self.voice, items, rec, page))
        except Unsaid as error:
            self.complain(node.line, str(error))
            return
        found = marks(node, self.element, self.complain)
        at = 0
        for mark in found:
            fits = self._place(mark, wanted, at)
            if fits is None:
                self.claims += 1
                here = due_words(wanted[at]) if at < len(wanted) else "nothing"
                self.complain(mark.node.line, f"{mark_words(mark)} stands where {here} is due")
                # so that one thing missing or too many is one problem, go on behind the same mark where it is due later
                later = next((n for n in range(at, len(wanted)) if self._is(mark, wanted[n]) is not None), None)
                at = later + 1 if later is not None else at
                continue
            at, this = fits
            self._check(mark, this, page)
        for missing in wanted[at:]:
            if not missing.optional:
                self.claims += 1
                self.complain(node.line, f"{due_words(missing)} is missing")

    def _place(self, mark: Mark, wanted: list[Due], at: int) -> tuple[int, Due] | None:
        while at < len(wanted):
            if (this := self._is(mark, wanted[at])) is not None:
                return at + 1, this
            if not wanted[at].optional:
                return None
            at += 1
        return None

    def _is(self, mark: Mark, wanted: Due) -> Due | None:
        for one in (wanted, *wanted.others):
            attrs = mark.node.attrs
            if mark.kind != one.kind:
                continue
            if one.kind == "record":
                if one.rec is not None and attrs["data-record"] == slug(one.rec.id):
                    return one
            elif one.kind == "source" and one.rec is not None and mark.name == slug(one.rec.id):
                return one
            elif mark.name == one.name and (one.n is None or attrs.get("data-n") == str(one.n)):
                if one.kind == "list" and not self._is_list(attrs, one):
                    continue
                return one
        return None

    @staticmethod
    def _is_list(attrs: dict[str, str], wanted: Due) -> bool:
        of = slug(wanted.rec.id) if wanted.rec is not None and wanted.rec.kind != "site" and wanted.rec.id else None
        return attrs.get("data-of") == of and attrs.get("data-by") == (slug(wanted.by.id) if wanted.by is not None else None)

    def _check(self, mark: Mark, wanted: Due, page: Rec) -> None:
        node = mark.node
        try:
            if mark.kind == "say":
                said = self.voice.node(wanted.name, wanted.rec, wanted.n)
                assert said is not None
                self.compare(node, said, f"{wanted.name}{of(wanted.rec)}")
            elif mark.kind == "list":
                self.listing(node, wanted, page)
            elif mark.kind == "summary":
                self.compare(node, self.summary(wanted.name, wanted.n or 0), f"the summary of {wanted.name}")
            elif mark.kind == "record":
                assert wanted.rec is not None
                self.block(node, wanted.name, wanted.rec, page)
            elif mark.kind == "period":
                self.period(node, wanted.name)
            elif mark.kind == "source":
                assert wanted.rec is not None
                source_text.check(self, node, wanted.rec)
            else:
                self.region(node)
                pictures.check(self, node)
        except Unsaid as error:
            self.complain(node.line, str(error))

    # --- what a mark can be ----------------------------------------------------------------------------------------------------------

    def listing(self, node: Node, wanted: Due, page: Rec) -> None:
        declared = self.world.structure["lists"][wanted.name]
        assert wanted.rec is not None
        self.entries(node, declared, LISTS[wanted.name](self.world, wanted.rec, wanted.by), f"{wanted.name}{of(wanted.rec)}", page)

    def entries(self, node: Node, declared: dict[str, Any], entries: list[Rec], name: str, page: Rec) -> None:
        """The entries of a list, one block each, in order."""
        row = [Due("say", key) for key in declared.get("before") or []]
        row += [Due("record", declared["block"], entry) for entry in entries]
        row += [] if entries or "empty" not in declared else [Due("say", declared["empty"])]
        found = marks(node, self.element, self.complain)
        self.claims += 1
        for n in range(max(len(found), len(row))):
            mark = found[n] if n < len(found) else None
            one = row[n] if n < len(row) else None
            if mark is None or one is None or self._is(mark, one) is None:
                there, here = mark_words(mark) if mark else "nothing", due_words(one) if one else "nothing"
                where = f"in the list {name}"
                self.complain(mark.node.line if mark else node.line, f"{where} {there} stands where {here} is due")
                return
        for mark, one in zip(found, row, strict=True):
            self._check(mark, one, page)

    def block(self, node: Node, name: str, rec: Rec, page: Rec) -> None:
        declared = self.world.structure["blocks"][name]
        if node.attrs.get("id", slug(rec.id)) not in (slug(rec.id), f"place-{slug(rec.id)}", f"t{timeline.number_of(self.world, rec)}"):
            self.complain(node.line, f"the block of {rec.id} has the anchor of something else: {node.attrs['id']}")
        pictures.looks(self, node, rec)
        for css, condition in (declared.get("classes") or {}).items():
            self.claims += 1
            met = all(self.voice.holds(value, path, rec) for path, value in condition.items())
            if met is not (css in node.classes):
                self.complain(node.line, f"the block of {rec.id} {'lacks' if met else 'has'} the look {css}")
        self.row(node, declared["has"], rec, page)

    def summary(self, owner: str, n: int) -> Node:
        """An editor's sentence, and a number for each sentence of a source that it rests on."""
        sentence = sentence_of(self.voice, owner, n)
        numbers: dict[str, Node] = {}
        for cited in sentence["cites"]:
            rec = self.world.any(cited, ("actor", "agreement", "event", "statement", "question"))
            if rec is None:
                raise Unsaid(f"the summary of {owner} cites {cited}, which is no record")
            for node in self.voice.cites(rec)[:1]:
                numbers.setdefault(node.attrs["href"], node)
        inner: Nodes = [Node("span", {"class": "summary-sentence"}, [sentence["text"]])]
        for node in numbers.values():
            inner += ["\u00a0", node]
        return Node("span", {"data-summary": slug(owner), "data-n": str(n)}, inner)

    def period(self, node: Node, edtf: str) -> None:
        self.compare(node, Node("time", {"datetime": edtf, "data-period": edtf}, [date_words(edtf)]), "a stretch of time")

    def region(self, node: Node) -> None:
        """Pieces whose order the structure leaves open: each has to be right by itself."""
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    self.complain(node.line, f"words that nothing accounts for: {child.strip()[:60]!r}")
                continue
            self.element(child, drawn=True)
            if child.tag in ("title", "desc", "text") and "data-label" in child.attrs:
                self.drawn_words(child)
            elif "data-period" in child.attrs:
                self.period(child, child.attrs["data-period"])
            elif "data-say" in child.attrs:
                self.own_words(child)
            else:
                self.region(child)

    def drawn_words(self, node: Node) -> None:
        """Text of a picture."""
        self.claims += 1
        key = node.attrs["data-label"]
        wanted = self.voice.plain(key, self.record(node.attrs.get("data-label-record"), self.voice.of.get(key)))
        if node.text() != wanted:
            self.complain(node.line, f"the picture reads {node.text()!r}, and has to read {wanted!r}")

    def own_words(self, node: Node) -> None:
        key, rec = node.attrs["data-say"], self.record(node.attrs.get("data-record"), self.voice.of.get(node.attrs["data-say"]))
        said = self.voice.node(key, rec, int(node.attrs["data-n"]) if "data-n" in node.attrs else None)
        if said is None:
            raise Unsaid(f"{key} cannot be said of {node.attrs.get('data-record')}")
        self.compare(node, said, key)

    def record(self, identifier: str | None, kind: str | None) -> Rec | None:
        """The record that an attribute names, of the kind that a sentence is about."""
        if identifier is None or kind is None:
            return None
        kinds = {"actor": ("actor", "known-actor"), "known": ("known-agreement", "known-event"),
                 "record": ("actor", "agreement", "event", "statement", "question")}.get(kind, (kind,))
        found = self.world.any(identifier, kinds)
        if found is None:
            raise Unsaid(f"{identifier} is no {kind}")
        return found

    # --- attributes ------------------------------------------------------------------------------------------------------------------

    def element(self, node: Node, drawn: bool = False) -> None:
        """An element of the layout. Text in its attributes is what `data-label` names, or an actor's name; nothing else."""
        layout(node, self.complain, drawn)
        key = node.attrs.get("data-label")
        for name in SPEAKING:
            if name not in node.attrs or (name == "alt" and not node.attrs[name]):
                continue
            self.claims += 1
            if name == "data-voice":
                wanted = self.world.name(node.attrs.get("data-by", ""))
            elif key is None:
                self.complain(node.line, f"the {name} {node.attrs[name][:60]!r} is accounted for by nothing")
                continue
            else:
                try:
                    rec = self.record(node.attrs.get("data-label-record"), self.voice.of.get(key))
                    wanted = self.voice.plain(key, rec)
                except Unsaid as error:
                    self.complain(node.line, str(error))
                    continue
            if " ".join(node.attrs[name].split()) != wanted:
                self.complain(node.line, f"the {name} reads {node.attrs[name][:80]!r}, and has to read {wanted[:80]!r}")


def _taken_out(node: Node, wanted: Callable[[Node], bool]) -> list[Node]:
    """Removes and returns elements."""
    found = [c for c in node.children if isinstance(c, Node) and wanted(c)]
    node.children = [c for c in node.children if isinstance(c, str) or not wanted(c)]
    for child in node.children:
        if isinstance(child, Node):
            found += _taken_out(child, wanted)
    return found
