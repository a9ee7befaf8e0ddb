"""Ways to falsify a page: each takes its HTML and a source of chance, and gives back a page that says something else, or None.

They work on the text of the page and know nothing of the checker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_TOKEN = re.compile(r"<!--.*?-->|<[^>]+>|[^<]+", re.S)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True)
class Element:
    start: int
    inner: int
    """Where its content begins."""
    outer: int
    """Where its content ends."""
    end: int
    tag: str
    opening: str

    def attribute(self, name: str) -> str | None:
        found = re.search(rf'\s{re.escape(name)}="([^"]*)"', self.opening)
        return found[1] if found else None


def elements(page: str) -> list[Element]:
    """The elements of the page's text, in the order in which they begin."""
    first = page.index("<article")
    last = page.index("</article>")
    found: list[Element] = []
    open_: list[tuple[int, int, str, str]] = []
    for token in _TOKEN.finditer(page, first, last):
        text = token[0]
        if not text.startswith("<") or text.startswith("<!"):
            continue
        if text.startswith("</"):
            tag = text[2:-1].strip().lower()
            while open_:
                start, inner, name, opening = open_.pop()
                if name == tag:
                    found.append(Element(start, inner, token.start(), token.end(), name, opening))
                    break
            continue
        tag = re.match(r"<([^\s/>]+)", text)[1].lower()  # type: ignore[index]
        if tag not in VOID and not text.endswith("/>"):
            open_.append((token.start(), token.end(), tag, text))
    return sorted(found, key=lambda e: (e.start, -e.end))


def texts(page: str) -> list[tuple[int, int]]:
    """Places of visible text in the page's text, white space left out."""
    first, last = page.index("<article"), page.index("</article>")
    return [m.span() for m in _TOKEN.finditer(page, page.index(">", first) + 1, last) if not m[0].startswith("<") and m[0].strip()]


def _put(page: str, start: int, end: int, new: str) -> str:
    return page[:start] + new + page[end:]


def _shown(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def _in_texts(page: str, chance: Random, pattern: str, change: Callable[[re.Match[str]], str]) -> str | None:
    """Change one match of a pattern in visible text."""
    places = [(a + m.start(), a + m.end(), m) for a, b in texts(page) for m in re.finditer(pattern, page[a:b])]
    if not places:
        return None
    start, end, match = chance.choice(places)
    new = change(match)
    return _put(page, start, end, new) if new != match[0] else None


# --- words ---------------------------------------------------------------------------------------------------------------------------


def change_a_word(page: str, chance: Random) -> str | None:
    return _in_texts(page, chance, r"[^\W\d_]{3,}", lambda m: chance.choice(["never", "Ruritania", "gladly", "peace", "war", "denied"]))


def delete_a_word(page: str, chance: Random) -> str | None:
    return _in_texts(page, chance, r"[^\W\d_]+ ", lambda m: "")


def add_or_drop_a_not(page: str, chance: Random) -> str | None:
    if chance.random() < 0.5:
        dropped = _in_texts(page, chance, r"\b(?:not|never|no|nothing) ", lambda m: "")
        if dropped is not None:
            return dropped
    return _in_texts(page, chance, r"\b(?:is|are|was|were|does|will|has|have|can|must|should|says|expects|to) ", lambda m: m[0] + "not ")


def change_a_date(page: str, chance: Random) -> str | None:
    months = _MONTHS.split("|")

    def other(match: re.Match[str]) -> str:
        what = chance.randrange(3)
        day, month, year = match[1] or "", match[2], match[3]
        if what == 0 and day:
            return f"{int(day) % 28 + 1} {month} {year}"
        if what == 1:
            return f"{day + ' ' if day else ''}{chance.choice([m for m in months if m != month])} {year}"
        return f"{day + ' ' if day else ''}{month} {int(year) + chance.choice([-1, 1])}"

    return _in_texts(page, chance, rf"(?:(\d{{1,2}}) )?({_MONTHS}) (\d{{4}})", other)


def change_a_number(page: str, chance: Random) -> str | None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

    def other(match: re.Match[str]) -> str:
        return str(int(match[0]) + chance.choice([1, 2, 10])) if match[0].isdigit() else chance.choice([w for w in words if w != match[0]])

    return _in_texts(page, chance, rf"\b(?:\d+|(?:{'|'.join(words)}))\b", other)


def change_a_quote(page: str, chance: Random) -> str | None:
    quotes = [e for e in elements(page) if e.tag == "q" or (e.attribute("class") or "") == "reported"]
    if not quotes:
        return None
    quote = chance.choice(quotes)
    words = page[quote.inner:quote.outer].split(" ")
    at = chance.randrange(len(words))
    words[at:at + 1] = chance.choice([[], [words[at], "gladly"], ["otherwise"]])
    new = " ".join(words)
    return _put(page, quote.inner, quote.outer, new) if new != page[quote.inner:quote.outer] else None


def change_a_status(page: str, chance: Random) -> str | None:
    words = ["planned", "still going on", "only possible", "did not happen", "says", "denies", "rejects", "demands", "declines to comment",
             "promises", "says it is not involved", "Background", "Since then", "Told, not quoted", "member", "partner"]
    return _in_texts(page, chance, "|".join(rf"\b{w}\b" for w in words), lambda m: chance.choice([w for w in words if w != m[0]]))


# --- names and links -----------------------------------------------------------------------------------------------------------------


def _links(page: str, css: str | None = None, record: bool = False) -> list[Element]:
    return [e for e in elements(page) if e.tag == "a" and (css is None or css in (e.attribute("class") or "").split())
            and (not record or e.attribute("data-record"))]


def _names(page: str) -> list[Element]:
    return [e for e in _links(page, record=True) if re.match(r"(?:\.\./)*actors/", e.attribute("href") or "")]


def _two_names(page: str, chance: Random) -> tuple[Element, Element] | None:
    """Two names of the page that read differently."""
    names = _names(page)
    pairs = [(a, b) for a in names for b in names if _shown(page[a.inner:a.outer]) != _shown(page[b.inner:b.outer])]
    return chance.choice(pairs) if pairs else None


def swap_two_names(page: str, chance: Random) -> str | None:
    """Two whole links to actors within one sentence change places."""
    pairs = []
    for said in (e for e in elements(page) if e.attribute("data-say")):
        inside = [n for n in _names(page) if said.inner <= n.start and n.end <= said.outer]
        pairs += [(a, b) for i, a in enumerate(inside) for b in inside[i + 1:] if page[a.inner:a.outer] != page[b.inner:b.outer]]
    return _swapped(page, *chance.choice(pairs)) if pairs else None


def _swapped(page: str, a: Element, b: Element) -> str:
    return page[:a.start] + page[b.start:b.end] + page[a.end:b.start] + page[a.start:a.end] + page[b.end:]


def put_another_name(page: str, chance: Random) -> str | None:
    """A name becomes that of another actor of the page, with link and id."""
    pair = _two_names(page, chance)
    return _put(page, pair[0].start, pair[0].end, page[pair[1].start:pair[1].end]) if pair else None


def change_the_words_of_a_link(page: str, chance: Random) -> str | None:
    pair = _two_names(page, chance)
    return _put(page, pair[0].inner, pair[0].outer, page[pair[1].inner:pair[1].outer]) if pair else None


def change_a_link(page: str, chance: Random) -> str | None:
    """An address becomes another one of the page."""
    links = [e for e in _links(page) if e.attribute("href")]
    pairs = [(a, b) for a in links for b in links if a.attribute("href") != b.attribute("href")]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return _put(page, a.start, a.inner, a.opening.replace(f'href="{a.attribute("href")}"', f'href="{b.attribute("href")}"'))


def point_a_citation_elsewhere(page: str, chance: Random) -> str | None:
    """A citation becomes that of another record, whole."""
    cites = _links(page, "cite")
    pairs = [(a, b) for a in cites for b in cites if page[a.start:a.end] != page[b.start:b.end]
             and ("cite-number" in a.opening) == ("cite-number" in b.opening)]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return _put(page, a.start, a.end, page[b.start:b.end])


def change_a_citations_sentence(page: str, chance: Random) -> str | None:
    cites = [e for e in _links(page, "cite") if re.search(r"#s\d+", e.attribute("href") or "")]
    if not cites:
        return None
    a = chance.choice(cites)
    return _put(page, a.start, a.inner, re.sub(r'#s(\d+)', lambda m: f"#s{int(m[1]) % 16 + 1}", a.opening, count=1))


def remove_a_link(page: str, chance: Random) -> str | None:
    links = [e for e in elements(page) if e.tag in ("a", "abbr", "q")]
    if not links:
        return None
    a = chance.choice(links)
    return _put(page, a.start, a.end, page[a.inner:a.outer])


def change_an_id_with_its_words(page: str, chance: Random) -> str | None:
    """Every mention of one actor in one sentence becomes another actor: words, address and ids all agree."""
    names = _names(page)
    said = [e for e in elements(page) if e.attribute("data-say") and any(e.inner <= n.start and n.end <= e.outer for n in names)]
    if not said:
        return None
    sentence = chance.choice(said)
    a = chance.choice([n for n in names if sentence.inner <= n.start and n.end <= sentence.outer])
    others = [n for n in names if n.attribute("data-record") != a.attribute("data-record")]
    if not others:
        return None
    b = chance.choice(others)
    part = page[sentence.start:sentence.end].replace(page[a.start:a.end], page[b.start:b.end])
    return _put(page, sentence.start, sentence.end, part)


# --- elements ------------------------------------------------------------------------------------------------------------------------


def _blocks(page: str) -> list[Element]:
    tags = ("figure", "div", "section", "li", "p", "tr", "td", "th", "h2", "h3", "blockquote", "span", "ul")
    return [e for e in elements(page) if e.tag in tags and _shown(page[e.inner:e.outer]).strip()]


def swap_two_elements(page: str, chance: Random) -> str | None:
    blocks = _blocks(page)
    for _ in range(60):
        a, b = sorted(chance.sample(blocks, 2), key=lambda e: e.start) if len(blocks) > 1 else (None, None)
        if a and b and a.end <= b.start and a.tag == b.tag and a.attribute("class") == b.attribute("class") and (
                _shown(page[a.start:a.end]).split() != _shown(page[b.start:b.end]).split()):
            return _swapped(page, a, b)
    return None


def delete_an_element(page: str, chance: Random) -> str | None:
    blocks = [e for e in _blocks(page) if re.search(r"\w", _shown(page[e.inner:e.outer]))]
    if not blocks:
        return None
    a = chance.choice(blocks)
    return _put(page, a.start, a.end, "")


def double_an_element(page: str, chance: Random) -> str | None:
    blocks = [e for e in _blocks(page) if re.search(r"\w", _shown(page[e.inner:e.outer]))]
    if not blocks:
        return None
    a = chance.choice(blocks)
    return _put(page, a.end, a.end, page[a.start:a.end])


def put_a_quote_under_another(page: str, chance: Random) -> str | None:
    """The words of one quotation stand under the speaker of another."""
    quotes = [e for e in elements(page) if e.tag == "blockquote"]
    pairs = [(a, b) for a in quotes for b in quotes if page[a.start:a.end] != page[b.start:b.end]]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return _put(page, a.start, a.end, page[b.start:b.end])


def hide_an_element(page: str, chance: Random) -> str | None:
    blocks = _blocks(page)
    if not blocks:
        return None
    a = chance.choice(blocks)
    how = chance.choice([" hidden", ' style="display:none"', ' aria-hidden="true"'])
    return _put(page, a.inner - 1, a.inner - 1, how)


def change_the_look(page: str, chance: Random) -> str | None:
    """What is told looks quoted, what is planned looks done."""
    statuses = ("planned", "ongoing", "hypothetical", "negated")
    looks = ["quote--reported", "reported", "background--since", *(f"entry--{s}" for s in statuses)]
    found = [(e, look) for e in elements(page) for look in looks if look in (e.attribute("class") or "").split()]
    if not found:
        return None
    a, look = chance.choice(found)
    return _put(page, a.start, a.inner, re.sub(rf"\s?{look}\b", "", a.opening, count=1))


# --- what is read out, and the head --------------------------------------------------------------------------------------------------


def change_a_label(page: str, chance: Random) -> str | None:
    first, last = page.index("<article"), page.index("</article>")
    found = [m for m in re.finditer(r'\s(?:aria-label|title|alt|data-voice)="([^"]+)"', page) if first < m.start() < last]
    if not found:
        return None
    m = chance.choice(found)
    words = m[1].split(" ")
    at = chance.randrange(len(words))
    words[at] = "otherwise"
    return _put(page, m.start(1), m.end(1), " ".join(words))


def change_the_head(page: str, chance: Random) -> str | None:
    found = list(re.finditer(r"<title>([^<]+)</title>|(?:name|property)=\"(?:description|og:title|og:description|og:image:alt)\" "
                             r"content=\"([^\"]+)\"", page))
    if not found:
        return None
    m = chance.choice(found)
    group = 1 if m[1] else 2
    return _put(page, m.start(group), m.end(group), "Otherwise " + m[group])


def change_the_frame(page: str, chance: Random) -> str | None:
    """A section's name, its address, an entry of the contents."""
    first = page.index("<article")
    found = list(re.finditer(r'<a href="([^"]+)" class="md-tabs__link"[^>]*>\s*([^<]+?)\s*</a>', page[:first]))
    if not found:
        return None
    m = chance.choice(found)
    group = chance.choice([1, 2])
    return _put(page, m.start(group), m.end(group), chance.choice([o[group] for o in found if o[group] != m[group]]))


MUTATIONS: Sequence[Callable[[str, Random], str | None]] = (
    change_a_word, delete_a_word, add_or_drop_a_not, change_a_date, change_a_number, change_a_quote, change_a_status, swap_two_names,
    put_another_name, change_the_words_of_a_link, change_a_link, point_a_citation_elsewhere, change_a_citations_sentence, remove_a_link,
    change_an_id_with_its_words, swap_two_elements, delete_an_element, double_an_element, put_a_quote_under_another, hide_an_element,
    change_the_look, change_a_label, change_the_head, change_the_frame)
