"""How a predicted date stands to the gold's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from build_scripts.model import Date

RIGHT, NEAR, WRONG, MISSING, NONE, INVENTED = "right", "near", "wrong", "missing", "none", "invented"

_NEAR_DAYS = 7
_ONE_OF_A_SPAN = re.compile(r"\[(?P<first>[^],[]+)\.\.(?P<last>[^],[]+)\]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def same_spelling(edtf: str | None) -> str:
    """One spelling for dates that mean alike: no qualifiers, `[a..b]` as `a/b`, `a/a` as `a`, an open end as `..`."""
    bare = "".join(sign for sign in edtf or "" if sign not in "~?%" and not sign.isspace())
    if bare.endswith(("/", "/open")):
        bare = bare[:bare.rindex("/")] + "/.."
    if span := _ONE_OF_A_SPAN.fullmatch(bare):
        bare = f"{span['first']}/{span['last']}"
    half = len(bare) // 2
    return bare[:half] if half and bare == f"{bare[:half]}/{bare[:half]}" else bare


def judge_date(predicted: Date | None, gold: str | None, others: Sequence[str] = ()) -> str:
    """RIGHT, NEAR, WRONG or MISSING where the gold has a date; NONE or INVENTED where it has not.

    `others` are further dates that count as right, or as no invention. NEAR is a span of at most a week round the day.
    """
    said = same_spelling(predicted.edtf if predicted else None)
    accepted = [same_spelling(edtf) for edtf in (gold, *others) if edtf]
    if not gold:
        return NONE if not said or said in accepted else INVENTED
    if not said:
        return MISSING
    if said in accepted:
        return RIGHT
    return NEAR if _is_near(said, accepted) else WRONG


def _is_near(said: str, accepted: Sequence[str]) -> bool:
    first, slash, last = said.partition("/")
    if not slash or not (_DAY.fullmatch(first) and _DAY.fullmatch(last)):
        return False
    try:
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:  # 2025-02-31
        return False
    return days < _NEAR_DAYS and any(first <= day <= last for day in accepted if len(day) == len("2025-01-01"))
