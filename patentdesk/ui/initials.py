"""Find Chinese titles by the first letters of their pinyin, as people type them: 'dc' finds 导出."""

from __future__ import annotations

from bisect import bisect_right

_FIRST = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
"""The 3,755 characters of the first level of GB 2312 stand in the order of their pinyin; here is where each letter
begins (GB 2312-80, chapter 5)."""
_LAST = 0xD7F9
_STARTS = [code for code, _ in _FIRST]


def initials(text: str) -> str:
    """Return the first letters of a text: those of Chinese characters, and other letters and digits as they are."""
    return "".join(_initial(character) for character in text).lower()


def _initial(character: str) -> str:
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if code < 0x80:
        return character if character.isalnum() else ""
    place = bisect_right(_STARTS, code) - 1
    return _FIRST[place][1] if place >= 0 and code <= _LAST else ""
