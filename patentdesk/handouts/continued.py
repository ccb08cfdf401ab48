"""Write texts that are longer than a cell in pieces: the first where it belongs, the others on a sheet of their own."""

from __future__ import annotations

from patentdesk.core.continuation import HEADS, SHEET, marked, pieces
from patentdesk.handouts import bookwriter


class Continued:
    """The sheet of continued texts of one workbook; it is there once a text needs it."""

    def __init__(self, book: bookwriter.Workbook) -> None:
        """Take the workbook; nothing is written yet."""
        self._book = book
        self._page: bookwriter.Worksheet | None = None
        self._row = 0

    def write(
        self,
        page: bookwriter.Worksheet,
        at: tuple[int, int],
        text: str,
        header: str,
        style: bookwriter.Format | None = None,
    ) -> None:
        """Write a text into a cell ``at`` row and column, from 0, and what does not fit there onto the sheet."""
        row, place = at
        first, *others = pieces(text) if text else [""]
        page.write_string(row, place, marked(first), style)
        for part, piece in enumerate(others, start=2):
            self._add(page.get_name(), row + 1, place + 1, header, part, piece)

    def _add(self, *cells: str | int) -> None:
        if self._page is None:
            self._page = self._book.add_worksheet(SHEET)
            self._put(HEADS)
        self._put(cells)

    def _put(self, cells: tuple[str | int, ...]) -> None:
        page = self._page
        if page is not None:
            for place, value in enumerate(cells):
                page.write(self._row, place, marked(value) if isinstance(value, str) else value)
            self._row += 1
