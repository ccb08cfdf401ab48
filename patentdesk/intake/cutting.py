"""Cut delimited text into rows, and notice where a quotation mark that was never closed swallows the rows behind it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

NEVER_CLOSED = "quote_never_closed"
TOO_LONG = "cell_too_long"
_TELLING = 4
"""Lines of a text are hardly ever all as wide as a row of so many cells."""
_SHOWN = 4_096
"""So many characters are kept of a row that is too long to be read."""


class _Lines:
    """Hands lines out, remembers those of the row at hand, and takes back those that belong to later rows."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.taken: list[str] = []
        self.ended = False
        self._lines = lines
        self._back: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        return line

    def give_back(self) -> str:
        """Take all lines but the first back, and return that one."""
        self._back.extend(reversed(self.taken[1:]))
        self.ended = False
        return self.taken[0]


def cut_rows(lines: Iterator[str], delimiter: str, longest: int) -> Iterator[tuple[list[str], str]]:
    """Yield rows of cells, each with an empty code or with what is wrong with it.

    ``quote_never_closed``: a quoted cell runs on over rows that follow, or to the end of the file. The row is cut
    anew with the quotation mark as a plain sign, and the lines that it swallowed are read by themselves.
    ``cell_too_long``: a cell has more than ``longest`` characters; only the beginning of its line is yielded.
    """
    feed = _Lines(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    widths: Counter[int] = Counter()
    while True:
        before = csv.field_size_limit(longest)  # one for the whole process: given back between rows
        try:
            cut = _next_row(reader, feed, delimiter, longest, widths)
        except StopIteration:
            return
        finally:
            csv.field_size_limit(before)
        yield cut


def _next_row(
    reader: Iterator[list[str]], feed: _Lines, delimiter: str, longest: int, widths: Counter[int]
) -> tuple[list[str], str]:
    """Return the next row and its code. Raises StopIteration behind the last one."""
    feed.taken.clear()
    try:
        row = next(reader)
    except csv.Error:
        code = NEVER_CLOSED if len(feed.taken) > 1 else TOO_LONG
        return _plainly(feed.give_back(), delimiter, longest), code
    if (len(feed.taken) > 1 or feed.ended) and _runs_on(row, feed, delimiter, _usual(widths)):
        return _plainly(feed.give_back(), delimiter, longest), NEVER_CLOSED
    if len(row) > 1:
        widths[len(row)] += 1
    return row, ""


def _usual(widths: Counter[int]) -> int:
    """Return how many cells most rows have; 0 before the first."""
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _runs_on(row: Sequence[str], feed: _Lines, delimiter: str, usual: int) -> bool:
    """Tell whether a row over several lines has swallowed others, rather than holding a text of several lines.

    It has if its quotation marks do not match and either the file ends or the row is not as wide as the others; if one
    of these is so and most of its further lines are as wide as a row; and even if neither is, when every single line
    of it, the first one too, is as wide as a row.
    """
    matching = _matching(feed.taken, delimiter)
    if not matching and (feed.ended or (usual and len(row) != usual)):
        return True
    if not usual:
        return False
    further = feed.taken[1:]
    wide = sum(len(_cut(line, delimiter)) == usual for line in further)
    if matching and len(row) == usual:
        first = len(_plainly(feed.taken[0], delimiter, csv.field_size_limit())) == usual
        return first and wide == len(further) and usual >= _TELLING
    return wide * 2 > len(further)


def _matching(lines: Sequence[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _cut(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _plainly(line: str, delimiter: str, longest: int) -> list[str]:
    """Cut one line, taking its quotation marks for plain signs; of one that is too long, only the beginning."""
    text = line if len(line) <= longest else line[: min(_SHOWN, longest)]
    return next(csv.reader([text], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
