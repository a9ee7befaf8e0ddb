"""The records against the sources: every passage is there, every field says what the words say that it was read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_scripts.check.data import BadInput, Rec, World
from build_scripts.check.meaning import date_fits, folded, means, names_within, same_name, same_words, state_names
from build_scripts.check.relations import follow_ups, is_since
from build_scripts.check.source_text import BLANK

FIELDS = {"actor": ("name", "role"), "agreement": ("title", "subject"), "event": ("trigger", "place"),
          "statement": ("quote", "clause", "cue"), "question": ("quote",)}
"""Fields whose words stand in the source as they are."""
ACTORS = {"agreement": ("parties",), "event": ("actors", "recipients"), "statement": ("speaker", "on_behalf_of", "addressee"),
          "question": ("asker", "addressee")}
OFFICES = ("president", "premier", "minister", "chancellor", "king", "queen", "emir", "sultan")
"""Whoever holds one of these signs for a state."""
DATES = {"agreement": "signed", "event": "date", "statement": "date", "question": "date"}
OPENING, CLOSING = "“„«‹", "”»›"
Problem = tuple[str, str]
"""Record or file, and what is wrong with it."""


def read_texts(world: World, root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Source id -> its whole text from seeds/, which the published text may hold in part."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for source in world.all("source"):
        try:
            content = (root / source["file"]).read_bytes()
            text = content.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{source['file']}: cannot be read, and {source.id} was read from it ({type(error).__name__})") from error
        texts[source.id] = text
        if hashlib.sha256(content).hexdigest() != source["sha256"]:
            problems.append((source.id, f"{source['file']} is not the text that the records were read from; build again"))
        shown = source["text"]
        if len(shown) != len(text) or any(a not in (b, BLANK) for a, b in zip(shown, text, strict=False)):
            problems.append((source.id, f"the published text is not that of {source['file']}"))
        if any(not 0 <= a < b <= len(text) for a, b in source["sentences"]):
            problems.append((source.id, "a sentence lies outside of the text"))
    return texts, problems


def check(world: World, texts: Mapping[str, str]) -> Iterator[tuple[int, list[Problem]]]:
    """For each record how many of its fields were looked at, and what is wrong."""
    corrected = {(c["record"], c.get("field")) for c in world.all("correction")}
    for kind in FIELDS:
        for rec in world.all(kind):
            problems: list[str] = []
            covered: set[str] = set()
            count = 0
            for evidence in rec["evidence"]:
                text = texts.get(evidence["source"])
                if text is None or text[evidence["start"]:evidence["end"]] != evidence["exact"]:
                    problems.append(f"the source does not read {evidence['exact'][:60]!r} at {evidence['start']}")
                    continue
                for field, part in (evidence.get("parts") or {}).items():
                    count += 1
                    if (rec.id, field) not in corrected and not _retold(rec, evidence, field, texts):
                        problems += _part(world, rec, field, part, evidence, text)
                    covered |= {f"{field}.{i}" for i in part} if isinstance(part, dict) else {field}
                problems += [p for p in _quoted(world, rec, evidence, text) if (rec.id, "direct") not in corrected]
            if not rec["evidence"]:
                problems.append("has no evidence")
            for field in _read_off(rec):
                count += 1
                if field not in covered and (rec.id, field.partition(".")[0]) not in corrected:
                    problems.append(f"no part says where {field} was read")
            problems += [] if (rec.id, DATES.get(kind)) in corrected else _date(world, rec)
            problems += _names_known(world, rec)
            if kind == "actor" and (rec.id, "name") not in corrected and not _named(world, rec):
                problems.append(f"no mention and no background calls it {rec['name']!r}")
            problems += [] if {(rec.id, "status"), (rec.id, "speech_act")} & corrected else _deeds(world, rec, texts)
            yield count, [(rec.id, p) for p in problems]
    yield _opposites(world)
    yield _background(world)


def _retold(rec: Rec, evidence: Mapping[str, Any], field: str, texts: Mapping[str, str]) -> bool:
    """Whether this passage tells again, in words of its own, of an event whose trigger stands in its first passage."""
    first = rec["evidence"][0]
    span = (first.get("parts") or {}).get("trigger")
    return (rec.kind == "event" and field == "trigger" and evidence is not first and span is not None
            and same_words(rec["trigger"], _words(texts.get(first["source"], ""), span)))


def _part(world: World, rec: Rec, field: str, part: Any, evidence: Mapping[str, Any], text: str) -> list[str]:
    """What is wrong with the words that a field points to."""
    if isinstance(part, dict):
        missing = [i for i in part if i not in (rec.get(field) or [])]
        return [f"{field} does not hold {i}, of whom a part tells" for i in missing] + [
            p for i, span in part.items() if i in (rec.get(field) or []) for p in _actor(world, rec, field, i, span, evidence, text)]
    words = _words(text, part)
    value = rec.get(field)
    if field in FIELDS[rec.kind]:
        if rec.kind == "actor" and field == "name":
            return [] if means(world, rec.id, words, evidence["source"]) else [f"{words!r} is none of its names"]
        return [] if value is not None and same_words(str(value), words) else [f"{field} is {value!r}, and the source reads {words!r}"]
    if field in ACTORS.get(rec.kind, ()):
        return [f"{field} is empty, and {words!r} was read for it"] if value is None else _actor(
            world, rec, field, value, part, evidence, text)
    if field == DATES.get(rec.kind):
        said = (value or {}).get("text")
        return [] if said and same_words(said, words) else [f"{field} was read from {words!r}, and says {said!r}"]
    return []  # what points to no field of its own, such as the word that gave an agreement away


def _named(world: World, actor: Rec) -> bool:
    """Whether the name of an actor is one of its mentions, or one that the background or the list of states gives it, or says whose
    the body is that a mention calls "its embassy"."""
    known = world.get("known-actor", actor.id)
    given = [known["name"], *(known.get("aliases") or [])] if known is not None else []
    mentions = [e["exact"] for e in actor["evidence"]]
    if any(same_name(actor["name"], words) for words in (*given, *state_names(world, actor.id), *mentions)):
        return True
    owner, _, body = actor["name"].partition("'s ")
    owned = {f"{whose} {folded(body)}" for whose in ("its", "their", "his", "her", "the")}
    return bool(body) and any(same_name(owner, a["name"]) for a in world.all("actor")) and any(folded(m) in owned for m in mentions)


def _words(text: str, span: list[int]) -> str:
    return text[span[0]:span[1]]


def _actor(world: World, rec: Rec, field: str, actor: str, span: list[int], evidence: Mapping[str, Any], text: str) -> list[str]:
    words = _words(text, span)
    ellipsis = words in (rec.get("trigger"), rec.get("cue"))
    if rec.kind == "agreement" and (noun := (evidence.get("parts") or {}).get("trigger")):
        ellipsis = span[0] <= noun[0] and noun[1] <= span[1]  # "another agreement": between the same as the last
    right = (ellipsis or means(world, actor, words, evidence["source"]) or _acts_for(world, field, actor, words)
             or field == "parties" and _signs_for(world, actor, words))
    return [] if right else [f"{field} is {actor}, and the source reads {words!r}"]


def _acts_for(world: World, field: str, actor: str, words: str) -> bool:
    """Whether the words are a role with the actor's name in it, or name a body of a state, which an army, say, binds by what it does."""
    if field not in ("on_behalf_of", "parties", "actors") or not names_within(world, actor, words):
        return False
    return field == "on_behalf_of" or any(a["type"] == "government_body" and means(world, a.id, words) for a in world.all("actor"))


def _signs_for(world: World, party: str, words: str) -> bool:
    """Whether the words name a person whose role names the party, or an office of a state and no state: a president signs for it."""
    roles = [a["role"] for a in world.all("actor") if a["type"] == "person" and a.get("role") and same_name(a["name"], words)]
    states = [a.id for a in world.all("actor") if a["type"] == "state"]
    return any(names_within(world, party, role)
               or party in states and any(w in folded(role) for w in OFFICES) and not any(names_within(world, s, role) for s in states)
               for role in roles)


def _read_off(rec: Rec) -> Iterator[str]:
    """Fields that have a value which stands in the text."""
    for field in FIELDS[rec.kind]:
        if rec.get(field) and not (rec.kind == "actor" and field == "name"):
            yield field
    for field in ACTORS.get(rec.kind, ()):
        value = rec.get(field)
        if isinstance(value, list):
            yield from (f"{field}.{i}" for i in value)
        elif value:
            yield field
    date = rec.get(DATES.get(rec.kind, "")) or {}
    if date.get("text") and date.get("basis") != "same event elsewhere":
        yield DATES[rec.kind]


_TURN = re.compile(r"^[ \t]*([A-Z][^\n:“”\"?!;]{0,90}):[ \t]+\S", re.MULTILINE)


def _in_turn(world: World, rec: Rec, start: int, text: str) -> bool:
    """Whether a passage lies in the turn of its speaker in a printed interview: below "Ann Lee:", or the "A:" of whoever answers."""
    label = next((m[1] for m in reversed(list(_TURN.finditer(text))) if m.start() <= start), None)
    if label is None or len(_TURN.findall(text)) < 3:
        return False
    return label.lower().rstrip(".") in ("a", "answer") or not rec["speaker"] or means(world, rec["speaker"], label)


def _quoted(world: World, rec: Rec, evidence: Mapping[str, Any], text: str) -> list[str]:
    """Whether what is said to be a quotation stands in quotation marks or is a turn of an interview, and what is told is neither."""
    span = (evidence.get("parts") or {}).get("quote")
    if rec.kind != "statement" or not span:
        return []
    before = text[text.rfind("\n", 0, span[0]) + 1:span[0]]
    straight = before.count('"') % 2 == 1
    curly = max(before.rfind(c) for c in OPENING) > max(before.rfind(c) for c in CLOSING)
    single = before.rstrip()[-1:] in ("'", "‘", "’", "`", *OPENING, '"')
    inside = straight or curly or single
    if rec["direct"] and not inside and not _in_turn(world, rec, span[0], text):
        return ["is said to be quoted, and stands in no quotation marks"]
    return ["is said to be told, and stands in quotation marks"] if not rec["direct"] and (straight or curly) else []


def _date(world: World, rec: Rec) -> list[str]:
    date = rec.get(DATES.get(rec.kind, ""))
    if not date or not date.get("edtf"):
        return []
    published = [world.tables["source"][e["source"]].get("published") for e in rec["evidence"] if e["source"] in world.tables["source"]]
    return [] if date_fits(date, [p for p in published if p]) else [
        f"is dated {date['edtf']} ({date['basis']}), and the source says {date.get('text')!r}"]


def _names_known(world: World, rec: Rec) -> list[str]:
    """Ids that a record names are those of records."""
    out = []
    for field in ACTORS.get(rec.kind, ()):
        values = rec.get(field)
        for value in values if isinstance(values, list) else [values] if values else []:
            if world.get("actor", value) is None:
                out.append(f"{field} names {value}, who is no actor")
    for field, kind in (("reported_by", "statement"), ("agreement", "agreement"), ("answers", "question"), ("topic", "topic")):
        if rec.get(field) and world.get(kind, rec[field]) is None:
            out.append(f"{field} names {rec[field]}, which is no {kind}")
    return out


_DENIED = re.compile(r"\b(?:not|no|never|cannot|neither|nor|without|none|nobody|nothing|fail\w*|den(?:y|ie)\w*|refus\w*|reject\w*"
                     r"|prevent\w*|block\w*|declin\w*|unable)\b|n't")
_NO_COMMENT = re.compile(r"\b(?:not|no|refrain\w*|declin\w*|refus\w*|without|unwilling)\b[^.;]{0,60}\bcomment")
_KEEPS_BACK = re.compile(r"comment|declin|refus|respon|answer|sa(?:y|id) (?:no|nothing|little)|silen|elaborat|discuss|speculat|refrain"
                         r"|detail|not\b|n't")


def _deeds(world: World, rec: Rec, texts: Mapping[str, str]) -> list[str]:
    """What is said not to have happened is denied in the words; who keeps from answering does so in the words."""
    around = folded(" ".join(_sentences(world, rec, texts)))
    if rec.kind == "event" and rec["status"] == "negated" and not _DENIED.search(around):
        return ["is said not to have happened, and its sentence denies nothing"]
    if rec.kind == "statement":
        keeps = rec["speech_act"] in world.labels["withheld"]
        if keeps and not _KEEPS_BACK.search(around):
            return [f"{rec['speech_act']!r} is said of it, and its words keep nothing back"]
        if not keeps and _NO_COMMENT.search(folded(rec["quote"])):
            return [f"{rec['speech_act']!r} is said of it, and its words decline to comment"]
    return []


def _sentences(world: World, rec: Rec, texts: Mapping[str, str]) -> Iterator[str]:
    for evidence in rec["evidence"]:
        source = world.get("source", evidence["source"])
        for start, end in source["sentences"] if source else ():
            if start < evidence["end"] and evidence["start"] < end:
                yield texts.get(evidence["source"], "")[start:end]


# --- claims that exclude each other --------------------------------------------------------------------------------------------------


def _opposites(world: World) -> tuple[int, list[Problem]]:
    """One passage never backs two opposite claims."""
    problems: list[Problem] = []
    seen: dict[tuple[Any, ...], Rec] = {}
    whats = {"event": ("trigger", ("type", "status")), "statement": ("quote", ("speaker", "speech_act", "direct")),
             "agreement": ("title", ("status",))}
    count = 0
    for kind, (part, fields) in whats.items():
        for rec in world.all(kind):
            for evidence in rec["evidence"]:
                span = (evidence.get("parts") or {}).get(part)
                if not isinstance(span, list):
                    continue
                count += 1
                other = seen.setdefault((kind, evidence["source"], *span), rec)
                for field in fields:
                    if other[field] != rec[field]:
                        problems.append((rec.id, f"{field} is {rec[field]!r}, and {other.id} has {other[field]!r} from the same words"))
                if kind == "event" and other is not rec and rec["actors"] and (other["actors"], other["recipients"]) == (
                        rec["recipients"], rec["actors"]):
                    problems.append((rec.id, f"is the reverse of {other.id}, from the same words"))
    return count, problems


# --- background ----------------------------------------------------------------------------------------------------------------------


def _background(world: World) -> tuple[int, list[Problem]]:
    """Background carries references that exist; a conviction is never without what became of it."""
    problems: list[Problem] = []
    count = 0
    for kind in ("fact", "policy", "term", "disagreement", "membership", "office", "known-agreement", "known-event"):
        for rec in world.all(kind):
            count += 1
            if not rec.get("references"):
                problems.append((rec.id, f"is background ({kind}) without a reference"))
            problems += [(rec.id, f"refers to {r}, which is no reference") for r in rec.get("references") or []
                         if not world.get("reference", r)]
    for topic in world.all("topic"):
        for field in ("background", "since_then"):
            for fact in topic.get(field) or []:
                count += 1
                known = world.get("fact", fact)
                if known is None:
                    problems.append((topic.id, f"{field} names {fact}, which is no fact"))
                elif field == "since_then" and not is_since(world, known):
                    problems.append((topic.id, f"{fact} is not younger than the sources, and stands under what happened since"))
    for remark in world.all("remark"):
        count += 1
        source = world.get("source", remark["source"])
        if source is None or source["text"].count(remark["exact"]) != 1:
            problems.append((remark.id, "its words do not stand in the source once"))
        problems += [(remark.id, f"rests on {f}, which is no fact") for f in remark.get("facts") or [] if not world.get("fact", f)]
    for event in world.all("event"):
        if event["mode"] == "convict" and event["recipients"] and event["status"] == "happened":
            count += 1
            if not follow_ups(world, event):
                problems.append((event.id, "is a conviction, and nothing says what became of it; add a fact that happened since, about "
                                           "those concerned, to seeds/knowledge/facts.yml"))
    return count, problems


def notes(world: World) -> Iterator[str]:
    """What an editor should know: where the sources disagree."""
    for kind in FIELDS:
        for rec in world.all(kind):
            yield from (f"{rec.id}: {d}" for d in rec.get("doubts") or [] if "different values" in folded(d))
