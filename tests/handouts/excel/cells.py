"""Read references to cells as Excel writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def inside(self) -> bool:
        """Whether it lies within a sheet and is not turned over."""
        return 1 <= self.top <= self.bottom <= LAST_ROW and 1 <= self.left <= self.right <= LAST_COLUMN

    def meets(self, other: Area) -> bool:
        """Tell whether two rectangles share a cell."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right


def column(letters: str) -> int:
    """Return the number of a column, 1 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area(text: str) -> Area | None:
    """Return the rectangle of a reference such as 'B2' or '$A$1:C9'; None for anything else."""
    ends = [_PLACE.fullmatch(one) for one in text.split(":")]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return None
    places = [(int(end[2]), column(end[1])) for end in ends if end]
    return Area(*places[0], *places[-1])
