"""Fit words and numbers into little room."""

from __future__ import annotations

import unicodedata

from patentdesk.core.words import Language

_STEPS: dict[Language, tuple[tuple[float, float, str], ...]] = {
    "zh": ((1e8, 1e8, "亿"), (1e4, 1e4, "万")),
    "en": ((1e9, 1e9, "bn"), (1e6, 1e6, "M"), (1e4, 1e3, "k")),
}
"""From which amount on numbers are counted in which unit: thousands only from 10,000 on."""

_NEVER_FIRST = "。，、；：？！）》”"
"""Signs that begin no line."""


def width_em(text: str) -> float:
    """Return about how wide a text is, in heights of the type: 1 for a Chinese character, 0.56 for others."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.56 for character in text)


def shorten(text: str, most_em: float) -> str:
    """Return the text, cut with an ellipsis when it is wider than ``most_em``."""
    if width_em(text) <= most_em:
        return text
    kept = ""
    for character in text:
        if width_em(kept + character) > most_em - 1.0:
            break
        kept += character
    return kept.rstrip() + "…"


def shorten_within(text: str, most_em: float) -> str:
    """Return the text, its middle left out when it is wider than ``most_em``: for names that begin alike."""
    kept = len(text)
    shown = text
    while width_em(shown) > most_em and kept > 2:
        kept -= 1
        shown = text[: (kept + 1) // 2].rstrip() + "…" + text[len(text) - kept // 2 :].lstrip()
    return shown


def break_lines(text: str, room_em: float, most: int) -> list[str]:
    """Return the text in at most ``most`` lines no wider than ``room_em``, broken at blanks where it can be.

    A word of letters that is wider than a line is cut, not broken; Chinese breaks anywhere but before a full stop, a
    comma or what closes a bracket.
    """
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most - 1 and width_em(rest) > room_em:
        fits = len(rest)
        while fits > 1 and width_em(rest[:fits]) > room_em:
            fits -= 1
        blank = rest.rfind(" ", 0, fits + 1)
        if blank < 0 and rest[:fits].isascii():
            break
        cut = blank if blank > 0 else fits
        while cut > 1 and rest[cut] in _NEVER_FIRST:
            cut -= 1
        lines.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*lines, shorten(rest, room_em)] if rest else lines


def first_of(name: str, room_em: float) -> list[str]:
    """Return the beginning of a name in at most two lines no wider than ``room_em``, as a head of a narrow column.

    Chinese runs on in the second line; a name of letters gives the beginnings of its first two words.
    """
    words = name.split()
    if not words:
        return []
    head = _cut(words[0], room_em)
    if words[0].isascii():
        return [head, *(_cut(word, room_em) for word in words[1:2])]
    return [line for line in (head, _cut(words[0][len(head) :], room_em)) if line]


def _cut(text: str, room_em: float) -> str:
    fits = len(text)
    while fits > 1 and width_em(text[:fits]) > room_em:
        fits -= 1
    return text[:fits]


def short_number(value: float, language: Language) -> str:
    """Return a number in three digits or so, with 万 and 亿 or k, M and bn."""
    value = value or 0.0  # no minus before nothing
    for least, step, name in _STEPS[language]:
        if abs(value) >= least:
            return f"{value / step:.3g}{name}" if abs(value) < 1000 * step else f"{value / step:,.0f}{name}"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
