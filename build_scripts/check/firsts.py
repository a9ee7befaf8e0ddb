"""Which first mentions have to be links, which abbreviations written out, and which links say what they lead to: in order, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_scripts.check.addresses import Unsaid
from build_scripts.check.data import Rec, World
from build_scripts.check.tree import Node
from build_scripts.check.wording import capital

if TYPE_CHECKING:
    from build_scripts.check.page import Page

UNTOUCHED = {"h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "kbd", "samp", "button", "label", "select", "summary", "nav", "iframe",
             "object", "script", "style", "svg", "math", "title", "template", "textarea"}
KINDS = ("actor", "agreement", "event", "term")
_NOT_BEFORE = "-–/@&#._’'"
_NOT_AFTER = re.compile(r"[-–/@]\w|[_\w]")
Meaning = tuple[Rec, Rec | None, bool]
"""What a name means: the record it leads to, the word of the glossary, whether it is an abbreviation."""
Event = tuple[str, str]
"""What stands at a place of the page: "link", "abbr" or "preview", and of what."""


def check(page: Page, article: Node) -> None:
    """Compare what is there with what is due, in the order of the page. The page is as it was built."""
    names = _names(page.world)
    addresses = _addresses(page)
    own = {target for target in addresses if target.partition("#")[0] == f"site:{page.folder}"}
    state = _State(page, names, addresses, own)
    wanted = list(state.walk(article, False, False))
    found = list(_there(article))
    page.claims += len(wanted)
    for n in range(max(len(wanted), len(found))):
        a, b = (row[n] if n < len(row) else ("nothing", "") for row in (found, wanted))
        if a != b:
            page.complain(article.line, f"the page has the {a[0]} {a[1]} where the {b[0]} {b[1]} is due")
            return


def _there(node: Node) -> Iterator[Event]:
    for child in node.children:
        if not isinstance(child, Node) or "data-around" in child.attrs:
            continue
        preview = child.attrs.get("data-label", "").startswith("preview.")
        if child.tag == "a" and "data-auto" in child.attrs:
            yield "link", child.attrs["data-auto"]
        if child.tag == "a" and preview:
            yield "preview", f"{child.attrs['data-label'].partition('.')[2]}:{child.attrs.get('data-label-record')}"
        if child.tag == "abbr":
            yield "abbr", child.attrs.get("data-term", "")
        yield from _there(child)


class _State:
    """What has been met on the page so far."""

    def __init__(self, page: Page, names: dict[str, list[tuple[str, Meaning | None]]], addresses: dict[str, str], own: set[str]) -> None:
        self.page, self.names, self.addresses = page, names, addresses
        self.own = {addresses[t] for t in own}
        self.linked: set[str] = set()
        self.explained: set[str] = set()
        self.previewed: set[str] = set()

    def walk(self, node: Node, untouched: bool, inside_link: bool) -> Iterator[Event]:
        text = ""
        for child in [*node.children, None]:
            plain = _plain(child)
            if plain is not None:
                text += plain
                continue
            if text.strip() and not untouched:
                yield from self._text(text, inside_link)
            text = ""
            if not isinstance(child, Node) or "data-around" in child.attrs:
                continue
            if child.tag == "a":
                yield from self._link(child)
            yield from self.walk(child, untouched or child.tag in UNTOUCHED or child.attrs.get("data-links") == "off",
                                 inside_link or child.tag == "a" or "data-source" in child.attrs)

    def _link(self, link: Node) -> Iterator[Event]:
        """A link that stands in the sentence itself."""
        key = self.addresses.get(self.page.target(link.attrs.get("href", "")))
        if key is None:
            return
        self.linked.add(key)
        preview = link.attrs.get("data-label", "").startswith("preview.")
        if key not in self.previewed and (preview or not {"title", "data-label"} & link.attrs.keys()):
            self.previewed.add(key)
            yield "preview", key

    def _text(self, text: str, inside_link: bool) -> Iterator[Event]:
        position = 0
        for word in re.finditer(r"\w+", text):
            start = word.start()
            if start < position or word[0] not in self.names or (start and text[start - 1] in _NOT_BEFORE):
                continue
            for form, meaning in self.names[word[0]]:
                match = re.compile(r"\s+".join(map(re.escape, form.split()))).match(text, start)
                if match and not _NOT_AFTER.match(text, match.end()):
                    position = match.end()
                    if meaning is not None:
                        yield from self._mention(meaning, inside_link)
                    break

    def _mention(self, meaning: Meaning, inside_link: bool) -> Iterator[Event]:
        rec, term, short = meaning
        key = f"{rec.kind}:{rec.id}"
        new = term is not None and short and term.id not in self.explained
        if not inside_link and key not in self.own and (new or key not in self.linked):
            self.linked.add(key)
            yield "link", key
            if key not in self.previewed:
                self.previewed.add(key)
                yield "preview", key
        if new and term is not None:
            self.explained.add(term.id)
            yield "abbr", term.id


def _plain(child: Node | str | None) -> str | None:
    """The text of what was text before mentions were linked."""
    if isinstance(child, str):
        return child
    if child is not None and (child.tag == "abbr" or "data-auto" in child.attrs):
        return "".join(_plain(c) or "" for c in child.children)
    return None


def _addresses(page: Page) -> dict[str, str]:
    """Address -> "kind:id" of every record that a link can tell of."""
    memo = page.world.memo
    if "addresses" not in memo:
        memo["addresses"] = {}
        for kind in KINDS:
            for rec in page.world.all(kind):
                try:
                    memo["addresses"][page.voice.at.of(rec)] = f"{kind}:{rec.id}"
                except Unsaid:
                    continue
    return memo["addresses"]  # type: ignore[no-any-return]


# --- names ---------------------------------------------------------------------------------------------------------------------------


def _names(world: World) -> dict[str, list[tuple[str, Meaning | None]]]:
    """First word -> names that begin with it, the longest first, each with what it means; None: more than one thing, or nobody here."""
    if "names" in world.memo:
        return world.memo["names"]  # type: ignore[no-any-return]
    terms: dict[str, Meaning] = {}
    for term in world.all("term"):
        leads = world.get("actor", term.get("actor")) or term
        for name, short in ((term["name"], False), *((a, True) for a in term.get("abbreviations") or [])):
            terms[name] = (leads, term, short)
    meanings: dict[str, dict[str, Meaning | None]] = {}
    for name, rec in (*_of_actors(world), *_of_agreements(world)):
        if name not in terms or rec is None:
            meanings.setdefault(name, {})[f"{rec.kind}:{rec.id}" if rec else ""] = (rec, None, False) if rec else None
    for name, meaning in terms.items():
        key = f"{meaning[0].kind}:{meaning[0].id}"
        others = {k: m for k, m in meanings.get(name, {}).items() if k and k != key}
        meanings[name] = {key: meaning, **others}
    found: dict[str, list[tuple[str, Meaning | None]]] = {}
    for name, options in meanings.items():
        only = next(iter(options.values())) if len(options) == 1 else None
        for form in {name, capital(name)}:
            if word := re.match(r"\w+", form):
                found.setdefault(word[0], []).append((form, only))
    for forms in found.values():
        forms.sort(key=lambda f: (-len(f[0]), f[0]))
    world.memo["names"] = found
    return found


def _of_actors(world: World) -> Iterator[tuple[str, Rec | None]]:
    """People only by words of their name; nobody by an adjective."""
    for identifier in dict.fromkeys([*(a.id for a in world.all("actor")), *(a.id for a in world.all("known-actor"))]):
        actor, known = world.get("actor", identifier), world.get("known-actor", identifier)
        both = [r for r in (actor, known) if r is not None]
        aliases = [a for r in both for a in r.get("aliases") or []]
        if both[0]["type"] == "person":
            aliases = [a for a in aliases if set(a.split()) <= set(both[0]["name"].split())]
        bare = [re.sub(r"^(?:the|an?)\s+", "", a, count=1, flags=re.I) for a in aliases]
        loose = {w for f in ("demonyms", "metonyms", "common_nouns") for w in (known.get(f) if known else None) or []}
        for name in dict.fromkeys([*(r["name"] for r in both), *(b for b in bare if b[:1].isupper())]):
            if name not in loose:
                yield name, actor


def _of_agreements(world: World) -> Iterator[tuple[str, Rec | None]]:
    for agreement in world.all("agreement"):
        known = world.get("known-agreement", agreement.get("background"))
        for name in (agreement["title"], *((known["name"], *(known.get("aliases") or [])) if known else ())):
            if len(name.split()) > 1 and (name[:1].isupper() or name == agreement["title"]):
                yield name, agreement
