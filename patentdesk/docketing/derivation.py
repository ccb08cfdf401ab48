"""Say step by step how a date came about, as codes that are told in sentences (words ``step.<code>``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from patentdesk.core.words import Words
from patentdesk.docketing.citations import written

_NONE: Mapping[str, str | int] = MappingProxyType({})
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = ("years", "months", "weeks", "days")


class Step(NamedTuple):
    """One step of a derivation: what was done (``code``), the date it gave, its arguments and the law behind it."""

    code: str
    day: date | None = None
    args: Mapping[str, str | int] = _NONE
    citation: str = ""

    def stored(self) -> Mapping[str, object]:
        """Return the step as plain values, the form that ``Deadline.steps`` keeps; its date is an argument too."""
        day = self.day.isoformat() if self.day else ""
        return {"code": self.code, "date": day, "args": {**self.args, "date": day}, "citation": self.citation}


def told(step: Mapping[str, object], words: Words) -> str:
    """Return a stored step as a sentence with its law; an unknown step shows its code and its arguments."""
    code, args = str(step.get("code", "")), step.get("args")
    known = {str(key): str(value) for key, value in args.items()} if isinstance(args, Mapping) else {}
    named = {
        key: period_told(value, words) if key == "period" else words.code(key, value) for key, value in known.items()
    }
    key = f"step.{code}"
    sentence = words(key, **named) if words.has(key) else " · ".join((code, *known.values()))
    citation = written(str(step.get("citation") or ""), words.language)
    return f"{sentence}  [{citation}]" if citation else sentence


def period_told(period: str, words: Words) -> str:
    """Return an ISO 8601 period in words: 'P1Y6M' as 1 year 6 months; anything else as it is."""
    found = _PERIOD.fullmatch(period)
    if found is None or not any(found.groups()):
        return period
    parts = [words(f"ui.period.{unit}", n=int(n)) for unit, n in zip(_UNITS, found.groups(), strict=True) if n]
    return " ".join(parts) if words.language == "en" else "".join(parts)
