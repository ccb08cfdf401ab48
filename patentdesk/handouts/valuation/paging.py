"""Find how high rows must be and where pages must end: texts are read whole, what belongs together is printed so."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence

LANDSCAPE, PORTRAIT = (784.0, 516.0), (537.0, 763.0)
"""Width and height in points of what A4 leaves within the margins of ``book.Book.add``."""
ROW = 15.0
"""Height of a row that nobody set, in points."""
SAFE = 0.96
"""Part of a page that is used: spreadsheet programs round rows and widths differently."""


def scale_of(widths: Sequence[float], room: float) -> float:
    """Return the scale at which columns of these widths (in characters) fit in the room (points), at most 1."""
    points = sum(5.25 * width + 3.75 for width in widths)
    return min(1.0, room / points)


def breaks_before(
    parts: Sequence[tuple[int, int]], height: Callable[[int], float], room: float, repeated: float = 0.0
) -> list[int]:
    """Return the rows before which a page ends; ``parts`` are first and last rows of what stays together.

    Rows above the first part stand on the first page; ``repeated`` is the height of what is printed on each later
    page again. Heights and room are in points of the sheet, before scaling. A part that is higher than a page is
    broken where the program that prints it likes: it begins where it stands, unless little of the page is left, and
    what follows it begins a page.
    """
    found: list[int] = []
    if not parts:
        return found
    used, below = sum(map(height, range(parts[0][0]))), parts[0][0]
    for first, last in parts:
        gap, size = sum(map(height, range(below, first))), sum(map(height, range(first, last + 1)))
        tall = repeated + size > room
        if first and used + gap + (room / 2 if tall else size) > room:
            found.append(first)
            used, gap = repeated, 0.0
        used = room if tall else used + gap + size
        below = last + 1
    return found


def height_for(cells: Iterable[tuple[str, float]], least: float = 28.0) -> float:
    """Return the height in points of a row whose texts (9 points, each with its column's width) are read whole."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return max(least, 12.5 * lines + 5)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; Chinese characters are twice as wide."""
    room = max(1.0, width - 2)
    return sum(max(1, math.ceil(_wide(line) / room)) for line in text.split("\n"))


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
