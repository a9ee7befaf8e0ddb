"""What a sentence has to read about a record, worked out from sentences.yml, labels.yml and the records: elements, links and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from build_scripts.check.addresses import Addresses, Unsaid
from build_scripts.check.data import Rec, World, record, slug
from build_scripts.check.patterns import Part, cases, parse
from build_scripts.check.relations import RELATIONS, passages_of, shown
from build_scripts.check.tree import Node
from build_scripts.check.wording import capital, count_words, date_words, joined

KINDS = {"actor": {"actor", "known-actor", "named"}, "known": {"known-agreement", "known-event"},
         "record": {"actor", "agreement", "event", "statement", "question"}}
CLIPPED = 10

Nodes = list[Node | str]


def void(value: Any) -> bool:
    return value is None or value is False or (not isinstance(value, int) and not value)


class Voice:
    """Says what the pages should say."""

    def __init__(self, world: World, site: Path) -> None:
        self.world = world
        self.at = Addresses(world, site)
        self.fixed_parts = {key: parse(text) for key, text in world.words["fixed"].items()}
        self.cases = {key: cases(entry) for key, entry in world.words["sentences"].items()}
        self.of = {key: entry["of"] for key, entry in world.words["sentences"].items()}
        self.site = record("site", {"id": "site", "subject": world.subject})

    # --- whole sentences ---------------------------------------------------------------------------------------------------------

    def say(self, key: str, rec: Rec, n: int | None = None, owner: Rec | None = None, field: str = "") -> Node | None:
        """The element; None where no case of the sentence fits."""
        if key not in self.cases:
            raise Unsaid(f"sentences.yml has no sentence {key}")
        if rec.kind not in KINDS.get(self.of[key], {self.of[key]}):
            raise Unsaid(f"{key} is about a {self.of[key]}, not a {rec.kind}")
        owner = owner or rec
        for when, parts in self.cases[key]:
            if all(self.holds(condition, path, rec) for path, condition in when.items()):
                inner = self._parts(parts, rec, owner, n)
                if inner is None:
                    raise Unsaid(f"{key} has an empty part for {owner.id}")
                attrs = {"data-say": key}
                if owner.kind != "site":
                    attrs["data-record"] = slug(owner.id)
                attrs |= {"data-n": str(n)} if n is not None else {}
                attrs |= {"data-field": field} if field else {}
                return Node("span", attrs, inner)
        return None

    def fixed(self, key: str) -> Node:
        if key not in self.fixed_parts:
            raise Unsaid(f"sentences.yml has no fixed phrase {key}")
        return Node("span", {"data-say": key}, self._parts(self.fixed_parts[key], self.site, self.site, None) or [])

    def node(self, key: str, rec: Rec | None, n: int | None = None) -> Node | None:
        return self.fixed(key) if key in self.fixed_parts else self.say(key, rec or self.site, n)

    def plain(self, key: str, rec: Rec | None, n: int | None = None) -> str:
        """The words alone, without citation numbers."""
        node = self.node(key, rec, n)
        if node is None:
            raise Unsaid(f"{key} cannot be said here")
        return _without_numbers(node).text()

    # --- parts -------------------------------------------------------------------------------------------------------------------

    def _parts(self, parts: Sequence[Part], rec: Rec, owner: Rec, n: int | None) -> Nodes | None:
        out: Nodes = []
        for part in parts:
            made = self._part(part, rec, owner, n)
            if made is None:
                return None
            out += made
        return out

    def _part(self, part: Part, rec: Rec, owner: Rec, n: int | None) -> Nodes | None:
        if part.kind == "text":
            return [part.value]
        if part.kind == "group":
            return self._parts(part.children, rec, owner, n) or []
        if part.kind == "say":
            return self._inner(part, rec, owner)
        if part.kind == "slot":
            return self._slot(part, rec, n)
        inner = self._parts(part.children, rec, owner, n)
        if inner is None:
            return None
        if part.kind == "tag":
            return [Node(part.value, dict(re.findall(r'([\w-]+)="([^"]*)"', part.way)), inner)]
        if part.kind == "page":
            return [Node("a", {"href": self.at.page(part.value)}, inner)]
        value = self.value(part.value, rec, resolve=part.kind == "to")
        if void(value):
            return None
        if part.kind == "out":
            return self._out(value, inner)
        address = self.at.of(value).partition("#")
        href = f"{address[0]}#{part.way}" if part.way else "".join(address)
        return [Node("a", {"href": href, "data-record": slug(value.id)}, inner)]

    def _slot(self, part: Part, rec: Rec, n: int | None) -> Nodes | None:
        value = self.value(part.value, rec)
        if void(value):
            return None
        if part.way == "nth":
            inner: Nodes | None = [str(value[n or 0])] if (n or 0) < len(value) else None
        elif part.way in WAYS:
            inner = WAYS[part.way](self, value, part.argument)
        else:
            raise Unsaid(f"the checker does not know the way {part.way!r}")
        if not inner:
            return None
        return inner if part.value == "." else [Node("span", {"data-field": part.value.replace("@", "")}, inner)]

    def _inner(self, part: Part, rec: Rec, owner: Rec) -> Nodes | None:
        if part.value == ".":
            node = self.say(part.way, rec, owner=owner)
            return [node] if node else None
        value = self.value(part.value, rec)
        if isinstance(value, dict) and not isinstance(value, Rec):
            node = self.say(part.way, record("date", {"id": owner.id, **value}), owner=owner, field=part.value)
            return [node] if node else None
        nodes = [node for one in value or [] if (node := self.say(part.way, one))]
        out: Nodes = []
        for node in nodes:
            out += [", ", node] if out else [node]
        return out or None

    # --- values and conditions ---------------------------------------------------------------------------------------------------

    def value(self, path: str, rec: Rec, resolve: bool = False) -> Any:
        value: Any = rec
        steps = [] if path == "." else path.split(".")
        for before, step in zip(["", *steps], steps, strict=False):
            if isinstance(value, str) and before in self.world.words["links"]:
                value = self.world.resolve(before, value)
            if value is None:
                return None
            if step.startswith("@"):
                if step[1:] not in RELATIONS:
                    raise Unsaid(f"the checker does not know the relation {step}")
                value = RELATIONS[step[1:]](self.world, value)
            else:
                value = value.get(step) if isinstance(value, dict) else None
        if resolve and isinstance(value, str):
            value = self.world.resolve(steps[-1], value)
        return value

    def holds(self, condition: Any, path: str, rec: Rec) -> bool:
        value = self.value(path, rec)
        if isinstance(condition, dict):
            word, other = next(iter(condition.items()))
            if word == "not":
                return value not in (other if isinstance(other, list) else [other])
            against = self.value(other, rec)
            if word == "reads":
                return bool(value and against) and str(value).strip() == date_words(against)
            return (value == against) is (word == "same")
        if condition == "present":
            return not void(value)
        if condition == "absent":
            return void(value)
        if condition in ("one", "many"):
            return isinstance(value, list) and (len(value) == 1) is (condition == "one") and bool(value)
        return value in (condition if isinstance(condition, list) else [condition])

    # --- ways --------------------------------------------------------------------------------------------------------------------

    def label(self, group: str, value: str) -> str:
        found = self.world.labels[group].get(value)
        return str(found) if found is not None else str(value).replace("_", " ")

    def who(self, actor: str) -> Node:
        known = self.world.get("actor", actor)
        if known is None:
            return Node("span", {"data-record": slug(actor)}, [self.world.name(actor)])
        return Node("a", {"href": self.at.of(known), "data-record": slug(actor)}, [known["name"]])

    def the(self, actor: str) -> Nodes:
        name = self.world.name(actor)
        known = self.world.get("actor", actor) or self.world.get("known-actor", actor)
        office = known is not None and known["type"] in ("court", "government_body") and " " in name
        takes = (office or name in self.world.labels["with_article"]) and not name.lower().startswith("the ")
        return ["the ", self.who(actor)] if takes else [self.who(actor)]

    def titled(self, actor: str) -> Nodes:
        """The same, not linked."""
        return ["".join(x if isinstance(x, str) else x.text() for x in self.the(actor))]

    def everyone(self, actors: Sequence[str]) -> Nodes:
        out: Nodes = []
        for n, actor in enumerate(actors):
            out += ([" and " if n == len(actors) - 1 else ", "] if n else []) + self.the(actor)
        return out

    def the_first(self, actor: str) -> Nodes:
        first, *rest = self.the(actor)
        return [capital(first), *rest] if isinstance(first, str) else [first, *rest]

    def cites(self, rec: Rec) -> list[Node]:
        """A link for each sentence that backs a record, each sentence once."""
        seen: dict[str, Node] = {}
        for evidence in passages_of(self.world, rec):
            if self.world.get("source", evidence["source"]):
                node = self.cite_node(rec, evidence)
                seen.setdefault(node.attrs["href"], node)
        return list(seen.values())

    def cite_node(self, rec: Rec, evidence: dict[str, Any], words: str | None = None) -> Node:
        href, number, title = self.at.cite(rec, evidence)
        attrs = {"href": href, "data-cite": slug(rec.id), "title": title, "class": "cite"}
        if words is None:
            attrs |= {"class": "cite cite-number", "aria-label": f"Source: {title}"}
        return Node("a", attrs, [number if words is None else words])

    def all_cites(self, rec: Rec) -> Nodes:
        out: Nodes = []
        for node in self.cites(rec):
            out += [" ", node] if out else [node]
        return out

    def cite_words(self, rec: Rec) -> Nodes:
        for evidence in rec.get("evidence") or []:
            source = self.world.get("source", evidence["source"])
            if source:
                number = self.at.cite(rec, evidence)[1]
                told = "" if number == "text" else f", sentence{'s' if '–' in number else ''} {number}"
                return [self.cite_node(rec, evidence, (source.get("publisher") or source.get("title") or "the article") + told)]
        return []

    def _out(self, url: str, inner: Nodes) -> Nodes:
        if not re.match(r"https?://", url or ""):
            return inner
        return [Node("a", {"href": f"out:{url}", "class": "ext"}, inner)]

    def reference(self, identifier: str, argument: str) -> Nodes:
        known = self.world.get("reference", identifier)
        if known is None:
            return []
        words = known["publisher"] if argument == "publisher" else f"{known['publisher']}, {known['title']}"
        return self._out(known.get("url") or "", [words])

    def references(self, identifiers: Sequence[str], argument: str) -> Nodes:
        out: Nodes = []
        for identifier in identifiers:
            made = self.reference(identifier, "publisher")
            out += [", ", *made] if out and made else made
        return out

    def printed(self, rec: Rec) -> Nodes:
        """A quote in quotation marks, with the report's own words around it outside of them."""
        if not rec["direct"]:
            return [Node("span", {"class": "reported"}, [rec["quote"]])]
        quote = Node("q", {}, [rec["quote"]])
        clause = rec.get("clause") or ""
        if rec["quote"] not in clause:
            return [quote]
        at = clause.index(rec["quote"])
        before, after = clause[:at].rstrip(" \"“„«'"), clause[at + len(rec["quote"]):].lstrip(",.;:!?\"”“»' ")
        lead: Nodes = [Node("span", {"class": "reported"}, [before]), " "] if before else []
        tail: Nodes = [" ", Node("span", {"class": "reported"}, [after])] if after.strip(" .,;:\"”»'") else []
        return [*lead, quote, *tail]

    def clipped(self, rec: Rec) -> str:
        words = rec["quote"].split()
        told = " ".join(words[:CLIPPED]) + (" …" if len(words) > CLIPPED else "")
        return f"“{told}”" if rec["direct"] else told

    def count(self, value: Any, group: str) -> str:
        kind = self.world.labels["kinds"][group]
        return count_words(len(value), kind["one"], kind["many"])


WAYS: dict[str, Callable[[Voice, Any, str], Nodes]] = {
    "": lambda v, x, a: [str(x)], "upper": lambda v, x, a: [capital(str(x))], "number": lambda v, x, a: [str(len(x))],
    "date": lambda v, x, a: [date_words(x)], "Date": lambda v, x, a: [capital(date_words(x))],
    "quoted": lambda v, x, a: [f"“{x}”"], "quotes": lambda v, x, a: list(joined([f"“{one}”" for one in x])),
    "label": lambda v, x, a: [v.label(a, x)], "count": lambda v, x, a: [v.count(x, a)],
    "Count": lambda v, x, a: [capital(v.count(x, a))], "who": lambda v, x, a: [v.who(x)], "name": lambda v, x, a: [v.world.name(x)],
    "the": lambda v, x, a: v.the(x), "The": lambda v, x, a: v.the_first(x), "everyone": lambda v, x, a: v.everyone(x),
    "titled": lambda v, x, a: v.titled(x), "Titled": lambda v, x, a: [capital(str(v.titled(x)[0]))],
    "printed": lambda v, x, a: v.printed(x), "clipped": lambda v, x, a: [v.clipped(x)], "cite": lambda v, x, a: list(v.cites(x)[:1]),
    "cites": lambda v, x, a: v.all_cites(x), "cite_words": lambda v, x, a: v.cite_words(x), "refs": lambda v, x, a: v.references(x, a),
    "ref": lambda v, x, a: v.reference(x, a), "shown": lambda v, x, a: [shown(v.world, x)]}
"""Way, as patterns name it -> how it puts a value."""


def _without_numbers(node: Node) -> Node:
    out: Nodes = []
    for child in node.children:
        if isinstance(child, str):
            out.append(child)
        elif "cite-number" in child.classes:
            if out and isinstance(out[-1], str):
                out[-1] = out[-1].rstrip()
        else:
            out.append(_without_numbers(child))
    return Node(node.tag, node.attrs, out)
