"""Read the first rows of a portfolio before all else is loaded, so that they stand in the window at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from patentdesk.portfolio.records import Patent
from patentdesk.services.marks import Beside, stated
from patentdesk.store.plainreader import PlainReader, read_plainly

Row = tuple[Patent, Beside]


def first_page(path: Path, count: int) -> list[Row]:
    """Return the first patents in the order of a portfolio that was just opened, with what is stated beside them.

    [] where it cannot be told so: opening the portfolio in full shows them, or says why not. Vetoes are not told.
    """
    return read_plainly(path, partial(_page, count)) or []


def _page(count: int, reader: PlainReader) -> list[Row]:
    patents = reader.first(Patent, count)
    known = stated(reader.select, patents)
    return [(patent, known[patent.id]) for patent in patents]
