"""Know how conditions are written in the user's language: names of fields, codes and flags that the parser reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from patentdesk.core.words import Words
from patentdesk.portfolio.fields import FIELDS, FLAGS
from patentdesk.portfolio.offices import OFFICES

Codes = Mapping[str, Mapping[str, str]]
"""Field name → written form of a value (such as '授权'), in small letters → code."""

_NAMED = ("status", "right_type", "segment", "encumbrance", "decision")
"""Fields whose codes have names."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The names that a condition is written with; what has none here is written by its own name."""

    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """Field name → code → its name."""
    flags: Mapping[str, str] = dataclasses.field(default_factory=dict)
    flag: str = "is"

    def field(self, name: str) -> str:
        """Return what a field is called."""
        return self.fields.get(name, name)

    def value(self, name: str, code: str) -> str:
        """Return what a value of a field is called."""
        return self.codes.get(name, {}).get(code, code)

    def condition(self, flag: str) -> str:
        """Return the condition that a flag holds."""
        return f"{self.flag}:{self.flags.get(flag, flag)}"


PLAIN = Speech()
"""The language's own names, as the program's own queries are written."""


def codes(words: Words) -> Codes:
    """Return the written forms of code values in both languages."""
    found: dict[str, dict[str, str]] = {name: {} for name in _NAMED}
    found["office"] = {code.lower(): code for code in OFFICES}
    for key, entry in words.entries.items():
        name, _, code = key.partition(".")
        if name in _NAMED:
            for language in ("en", "zh"):
                found[name].setdefault(entry[language].lower(), code)
    return found


def speech(words: Words) -> Speech:
    """Return how conditions are written in the language of these words; English has the language's own names."""
    if words.language == "en":
        return PLAIN
    known = codes(words)
    return Speech(
        {one.name: chinese for one in FIELDS if (chinese := _chinese(one.aliases))},
        {name: {code: word for code in own.values() if own.get((word := words.code(name, code)).lower()) == code}
         for name, own in known.items()},
        {flag: chinese for flag, names in FLAGS.items() if (chinese := _chinese(names))},
        "是",
    )  # fmt: skip


def _chinese(names: tuple[str, ...]) -> str:
    """Return the first Chinese one of some names."""
    return next((name for name in names if name[0] >= "一"), "")
