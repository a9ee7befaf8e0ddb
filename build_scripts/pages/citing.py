"""On the page of a source: each sentence can be cited, and the marks of one kind can be looked at alone. Neither needs a script.

Beside the number of a sentence a link opens a card with a ready citation and, where the publisher's page has an address, a link to the
sentence there (a text fragment, https://wicg.github.io/scroll-to-text-fragment/: browsers that do not know it open the page).
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from build_scripts.model import Source
from build_scripts.pages.markup import slug
from build_scripts.pages.say import Speaker
from build_scripts.publish import is_blank

KINDS = ("statement", "question", "event", "agreement", "actor")
"""Kinds of record that are marked in a text."""
BEGINNING, END = 5, 4
"""Words by which a fragment tells a sentence."""
_NUMBER = re.compile(r'(<a class="s-number"[^>]*>(\d+)</a>)')
_TEXT = '<div class="source-text"'


def citable(content: str, source: Source, speaker: Speaker) -> str:
    """The page's HTML with the cards, the links to them and the choice of marks."""
    content = _NUMBER.sub(lambda match: match[1] + _link(match[2], speaker), content)
    return content.replace(_TEXT, _choice(speaker) + _TEXT, 1) + _cards(source, speaker)


def fragment_url(url: str, sentence: str) -> str:
    """The address of the words on the publisher's page."""
    words = sentence.split()
    long = len(words) > BEGINNING + END
    shown = [" ".join(words[:BEGINNING]), " ".join(words[-END:])] if long else [" ".join(words)]
    text = ",".join(quote(part, safe="").replace("-", "%2D") for part in shown)
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def _link(number: str, speaker: Speaker) -> str:
    label = html.escape(f"{speaker.plain('source.cite-this')} {number}")
    return (f'<a class="cite-this" data-around="cite-link" href="#cite-{number}" aria-label="{label}">'
            f'{_said(speaker, "source.cite-link")}</a>')


def _choice(speaker: Speaker) -> str:
    options = ['<label><input type="radio" name="marks" value="all" checked>' + _said(speaker, "source.marks.all") + "</label>"]
    options += [f'<label><input type="radio" name="marks" value="{kind}"><span class="ev ev-{kind}">'
                f'{_said(speaker, f"source.marks.{kind}")}</span></label>' for kind in KINDS]
    options += ['<label><input type="radio" name="marks" value="none">' + _said(speaker, "source.marks.none") + "</label>"]
    return (f'<fieldset class="marks" data-around="marks" data-search-exclude><legend>{_said(speaker, "source.marks")}</legend>'
            f'{"".join(options)}</fieldset>\n')


def _cards(source: Source, speaker: Speaker) -> str:
    cards = []
    words = html.escape(speaker.plain("source.cite", source), quote=False)
    cited = f'<span data-say="source.cite" data-record="{slug(source.id)}">{words}</span>'
    for number, (start, end) in enumerate(source.sentences, 1):
        sentence = source.text[start:end]
        if is_blank(sentence) or not sentence.strip():
            continue
        there = (f'<a class="ext" href="{html.escape(fragment_url(source.url, sentence))}">{_said(speaker, "source.there")}</a> '
                 if source.url else "")
        cards.append(f'<div class="cite-card" id="cite-{number}"><p>{cited}, {_said(speaker, "source.numbered")} {number}.</p>'
                     f'<p>{there}<a href="#s{number}">{_said(speaker, "source.back")}</a></p></div>')
    return f'<div class="cite-cards" data-around="cite" data-search-exclude>{"".join(cards)}</div>\n' if cards else ""


def _said(speaker: Speaker, key: str) -> str:
    return f'<span data-say="{key}">{html.escape(speaker.plain(key), quote=False)}</span>'
