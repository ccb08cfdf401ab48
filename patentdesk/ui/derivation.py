"""Say in sentences why a deadline falls on its day."""

from __future__ import annotations

import re
from collections.abc import Mapping

from patentdesk.ui import formats
from patentdesk.ui.tongue import Tongue

_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = ("years", "months", "weeks", "days")


def step_text(say: Tongue, step: Mapping[str, object]) -> str:
    """Return one step as a sentence; an unknown step shows its code and its arguments."""
    code, args = str(step.get("code", "")), step.get("args", {})
    known = dict(args) if isinstance(args, Mapping) else {}
    if not say.words.has(f"step.{code}"):
        return formats.listed((code, *map(str, known.values())))
    return say(f"step.{code}", **{key: _named(say, key, str(value)) for key, value in known.items()})


def period_text(say: Tongue, period: str) -> str:
    """Return an ISO 8601 period in words: 'P1Y6M' as 1 year 6 months; anything else as it is."""
    found = _PERIOD.fullmatch(period)
    if found is None or not any(found.groups()):
        return period
    parts = [say(f"ui.period.{unit}", n=int(n)) for unit, n in zip(_UNITS, found.groups(), strict=True) if n]
    return " ".join(parts) if say.language == "en" else "".join(parts)


def _named(say: Tongue, key: str, value: str) -> str:
    return period_text(say, value) if key == "period" else say.words.code(key, value)
