"""Prepare text for the search index: Chinese characters apart, numbers without their dress."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from patentdesk.portfolio.fields import values_in
from patentdesk.portfolio.query import BEGUN

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_CJK_RUN = re.compile(f"[{_CJK}]+")
_NOT_WORD = re.compile(r"\W+")
_OFFICE = re.compile(r"^[A-Z]{2}(?=\d)")
_DRESS = re.compile(r"[^0-9A-Za-z\n]+")
_DRESS_OF_MANY = re.compile(r"[^0-9A-Za-z\n\0]+")


def spaced(text: str | None) -> str:
    """Return the text with a blank on both sides of each Chinese, Japanese or Korean character."""
    return _CJK_RUN.sub(_set_apart, text) if text else ""


def spaced_all(texts: Sequence[str]) -> list[str]:
    """Return many texts with blanks about their Chinese characters: the words are those of ``spaced``, far sooner.

    All are set apart as one array of UTF-16 units, with a blank before and behind each character of those scripts.
    """
    units = np.frombuffer("\0".join(texts).encode("utf-16-le", "surrogatepass"), np.uint16)
    apart = _apart()[units]
    apart[1:] |= apart[:-1].copy()
    places = np.cumsum(apart, dtype=np.int64) + np.arange(len(units))
    wide = np.full(len(units) + int(apart.sum()), ord(" "), np.uint16)
    wide[places] = units
    made = wide.tobytes().decode("utf-16-le", "surrogatepass").split("\0")
    beyond = bool(((units & 0xF800) == 0xD800).any())  # two units make one character
    return [spaced(text) for text in texts] if beyond or len(made) != len(texts) else made


@cache
def _apart() -> NDArray[np.bool_]:
    """Tell for each UTF-16 unit whether it stands apart."""
    apart = np.zeros(1 << 16, np.bool_)
    for run in _CJK_RUN.finditer("".join(map(chr, range(1 << 16)))):
        apart[run.start() : run.end()] = True
    return apart


def _set_apart(run: re.Match[str]) -> str:
    return f" {' '.join(run[0])} "


def folded_number(text: str) -> str:
    """Return a number without blanks, points, strokes, commas, brackets and the leading 'ZL', in capitals."""
    return _DRESS.sub("", text).upper().removeprefix("ZL")


def folded_numbers(text: str | None) -> str:
    """Return the numbers that stand on lines of their own, folded, each also without its office code."""
    return _forms(folded_number(line) for line in (text or "").split("\n"))


def folded_numbers_all(texts: Sequence[str]) -> list[str]:
    """Return many texts of numbers folded, all at once: each is what ``folded_numbers`` makes of it."""
    bare = _DRESS_OF_MANY.sub("", "\0".join(texts)).upper().split("\0")
    if len(bare) != len(texts):
        return [folded_numbers(text) for text in texts]
    return [_forms(line.removeprefix("ZL") for line in text.split("\n")) for text in bare]


def _forms(lines: Iterable[str]) -> str:
    """Return bare numbers, each also without its office code, once each."""
    forms: dict[str, None] = {}
    for folded in lines:
        if folded:
            forms[folded] = None
            if alone := _OFFICE.sub("", folded):
                forms[alone] = None
    return " ".join(forms)


def phrase(text: str) -> str:
    """Return a text as an FTS5 phrase; a last Latin word also finds longer words. Empty: nothing to look for.

    One or two letters are a whole word: half of all words begin with some, and people mean EV, CO or 5G.
    """
    words = _NOT_WORD.sub(" ", spaced(text).replace("_", " ")).split()
    if not words:
        return ""
    tail = "*" if words[-1].isascii() and len(words[-1]) >= BEGUN else ""
    return f'"{" ".join(words)}"{tail}'


def has_value(field: str, cell: str | None, value: str) -> bool:
    """Tell whether a text of a field is a value, or holds it among others."""
    return value in values_in(field, cell or "")


def exact(value: float | None) -> str | None:
    """Return a real number as text that gives the same number back."""
    return None if value is None else repr(value)


SORT_BYTES = 64
"""So much of a text counts for its place in a list: 64 Latin letters or 32 Chinese characters."""


def sort_key(text: str | None) -> bytes | None:
    """Return the bytes that a text is sorted by; None (not known) comes before all.

    Capitals do not count. Characters stand as in GB 18030: digits and Latin letters first, the 3,755 common Chinese
    characters by pinyin, then the rarer ones of GB 2312 by radical; all others have their places around these.
    """
    if text is None:
        return None
    return text.replace("\0", "")[:SORT_BYTES].casefold().encode("gb18030", "replace")[:SORT_BYTES]
