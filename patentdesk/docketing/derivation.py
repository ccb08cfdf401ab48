"""Say step by step how a date came about, as codes that the screen turns into sentences (words ``step.<code>``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

_NONE: Mapping[str, str | int] = MappingProxyType({})


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
