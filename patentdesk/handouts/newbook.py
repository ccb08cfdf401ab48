"""Begin every workbook alike: imported text stays text, and what is no list of patents carries its mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from patentdesk.core.handoutmarks import PROPERTY, HandoutMark
from patentdesk.handouts import bookwriter

TEXT_STAYS_TEXT: Mapping[str, bool] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Options under which no text becomes a formula, a link or a number."""


@contextmanager
def new_book(part: Path, mark: HandoutMark | None = None, **options: Any) -> Iterator[bookwriter.Workbook]:  # noqa: ANN401 - as XlsxWriter takes them
    """Yield a workbook that is written to ``part`` on leaving; ``mark``: what it is, if no list to be imported."""
    book = bookwriter.Workbook(str(part), {**TEXT_STAYS_TEXT, **options})
    try:
        if mark is not None:
            book.set_custom_property(PROPERTY, mark.value)
        yield book
    finally:
        book.close()
