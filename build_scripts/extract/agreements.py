"""Agreements: a noun that names one, the parties that stand round it, and when it was signed."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import agents, children, conjuncts, governing_verb, is_passive, lemma, prepositional
from build_scripts.extract.headwords import is_capital
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.modality import verb_status
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent, Resolver, Voice
from build_scripts.model import Span

_AGE = {"new", "recent", "latest", "old", "earlier", "previous", "other", "current", "existing", "such", "several", "many"}


@dataclass
class Bargain:
    """An agreement on its way to a record."""

    noun: Token
    title: Span
    parties: list[Referent]
    subject: Span | None
    signing: Token | None
    """The verb or noun that tells of the signing."""
    planned: bool
    quoted: Voice | None
    further: list[Token] = field(default_factory=list)
    """Later mentions."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.key for p in self.parties))


def find_agreements(doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> list[Bargain]:
    """One Bargain for each agreement; a second mention with the same parties is further evidence."""
    words = lexicon("agreements")
    found: list[Bargain] = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN"} or lemma(token) not in words["nouns"] and token.lower_ not in words["nouns"]:
            continue
        if token.dep_ == "compound" and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i:
            continue  # "agreement text", "ceasefire line"
        signing = _signing(token)
        parties = _parties(token, signing, cast, resolver)
        named = _named_treaty(doc, token)
        if len({p.key for p in parties}) < 2 and not named:
            continue
        if lemma(token) in words["weak"] and signing is None and named is None and not _between(token):
            continue
        title, subject = _title(doc, token, passages, named)
        same = next((b for b in found if _same(b, parties, token, named, passages)), None)
        if same is not None:
            same.further.append(token)
            same.signing = same.signing or signing
            continue
        found.append(Bargain(token, title, parties, subject, signing, _planned(token, signing), resolver.voice_at(token.i)))
    return found


def _same(known: Bargain, parties: list[Referent], token: Token, named: Span | None, passages: Passages) -> bool:
    if parties and {p.key for p in parties} == set(known.keys):
        return True
    return named is not None and passages.cut(known.title).lower().startswith(passages.cut(named).lower())


def _signing(noun: Token) -> Token | None:
    """The verb that has the agreement as its object, or the noun it hangs from: "signed a pact", "the signing of a pact"."""
    words = lexicon("agreements")
    head = noun.head
    while head.dep_ == "conj" and head.pos_ == "NOUN":
        head = head.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and lemma(head.head) in words["signing_nouns"]:
        return head.head
    verb = head if noun.dep_ in {"dobj", "nsubjpass"} else None
    if verb is not None and lemma(verb) in words["signing"]:
        return verb
    below = next((c for c in noun.children if c.dep_ == "acl" and lemma(c) in words["signing"] and c.tag_ == "VBN"), None)
    if below is not None:
        return below
    return next((c for c in noun.children if c.dep_ == "relcl" and lemma(c) in words["signing"]), None)


def _between(noun: Token) -> bool:
    return any(t.lower_ in {"between", "with"} and t.dep_ == "prep" for t in noun.subtree)


def _parties(noun: Token, signing: Token | None, cast: Cast, resolver: Resolver) -> list[Referent]:
    found: list[Referent] = []
    shared = False
    for token in noun.subtree:
        if token.dep_ != "prep" or token.lower_ not in {"between", "with", "among"} or not _belongs(token, noun):
            continue
        objects = [o for p in children(token, "pobj") for o in conjuncts(p)]
        named = [resolver.resolve(o, inside=True) for o in objects]
        if token.lower_ != "with" and (not named or not named[0] or _is_group(objects[0], cast)):
            return []  # "agreements between allies, …": the sides are nobody by name
        found += [r[0] for r in named if r]
        shared = shared or token.lower_ == "with"
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod", "poss"} and child.i < noun.i:
            for each in [t for t in child.subtree if t.i in cast.at and t.i < noun.i]:
                found += resolver.resolve(each, inside=False)[:1]
    if signing is not None and signing.pos_ in {"VERB", "AUX"}:
        for each in agents(signing):
            found += resolver.agent(each)
        for _, each in prepositional(signing, "with"):
            found += resolver.resolve(each)[:1]
    elif signing is not None:
        for _, each in prepositional(signing, "by", "between", "with"):
            found += resolver.resolve(each)[:1]
    elif shared:
        verb = governing_verb(noun)
        if verb is not None and noun.dep_ in {"dobj", "pobj"}:
            for each in agents(verb):
                found += resolver.agent(each)
    unique: dict[str, Referent] = {}
    for referent in found:
        key = _party(referent.key, cast)
        unique.setdefault(key, Referent(key, referent.token, referent.span, referent.doubt))
    return list(unique.values())


def _party(key: str, cast: Cast) -> str:
    """Ministers sign for their states."""
    figure = cast.figures[key]
    return figure.affiliation if figure.type == "person" and figure.affiliation in cast.figures else key


def _belongs(preposition: Token, noun: Token) -> bool:
    """No verb between the preposition and the agreement's noun."""
    above = preposition.head
    while above.i != noun.i:
        if above.pos_ in {"VERB", "AUX"} or above.head == above:
            return False
        above = above.head
    return True


def _is_group(head: Token, cast: Cast) -> bool:
    return (
        head.i not in cast.at
        and head.tag_ in {"NNS", "NNPS"}
        and not any(c.i in cast.at for c in head.children if c.dep_ in {"compound", "amod", "poss", "nmod"})
    )


def _named_treaty(doc: Doc, noun: Token) -> Span | None:
    """Characters of a treaty's proper name: "Treaty of X", "Paris Agreement"; the noun itself capitalised, not at a sentence's start."""
    if lemma(noun) not in lexicon("agreements")["named"] or not is_capital(noun):
        return None
    first = noun.i
    while first > 0 and is_capital(doc[first - 1]) and not doc[first].is_sent_start and not doc[first - 1].is_punct:
        first -= 1
    last = noun.i + 1
    if last < len(doc) and doc[last].lower_ in {"of", "on", "for"}:
        end = last + 1
        while (
            end < len(doc) and (is_capital(doc[end]) or doc[end].lower_ in {"the", "of", "and", "on", "-"}) and not doc[end].is_sent_start
        ):
            end += 1
        while end > last and not is_capital(doc[end - 1]):
            end -= 1
        last = end if end > last + 1 else last
    if last - first < 2 or first == noun.i and noun.is_sent_start and last - first < 3:
        return None
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)


def _title(doc: Doc, noun: Token, passages: Passages, named: Span | None) -> tuple[Span, Span | None]:
    first = noun.i
    while (
        first > noun.left_edge.i
        and (doc[first - 1].dep_ in {"amod", "compound", "nmod", "punct", "conj", "cc", "npadvmod"} or doc[first - 1].text == "-")
        and doc[first - 1].pos_ != "DET"
        and doc[first - 1].lower_ not in _AGE
        and doc[first - 1].text not in {",", '"'}
    ):
        first -= 1
    last = int(noun.right_edge.i) + 1
    for token in doc[noun.i + 1 : last]:
        if (
            token.dep_ in {"relcl", "acl", "appos"}
            and token.left_edge.i > noun.i
            or token.text in {";", ":", "(", '"'}
            or token.pos_ == "AUX"
            or (token.text == "," and token.head.i == noun.i)
        ):
            last = min(last, int(token.left_edge.i) if token.dep_ in {"relcl", "acl", "appos"} else token.i)
            break
    title = passages.trimmed(first, last)
    if named is not None and named[1] - named[0] > title[1] - title[0]:
        title = named
    subject = None
    for prep in children(noun, "prep"):
        if prep.lower_ in lexicon("agreements")["subject_prepositions"] and prep.i < last:
            objects = children(prep, "pobj", "pcomp")
            if objects:
                subject = passages.trimmed(objects[0].left_edge.i, min(last, int(objects[0].right_edge.i) + 1))
                break
    return title, subject


def _planned(noun: Token, signing: Token | None) -> bool:
    if signing is not None and signing.pos_ == "NOUN":
        return any(c.lower_ in lexicon("events")["planned_before"] for c in signing.children)
    verb = signing if signing is not None else governing_verb(noun)
    if verb is None:
        return False
    if signing is None:
        return lemma(verb) in lexicon("agreements")["planned"]
    if signing is not None and verb_status(signing) not in {"happened", "ongoing"}:
        return True  # to be signed, refused to be signed, might be signed
    future = any(c.lower_ in {"will", "would", "could", "may", "might", "shall", "should"} for c in children(verb, "aux"))
    above = verb.head if verb.dep_ == "xcomp" else None
    return (
        future
        or not is_passive(verb)
        and above is not None
        and lemma(above) in lexicon("events")["planned_verbs"]
        or any(c.lower_ in lexicon("events")["planned_before"] for c in noun.children)
    )
