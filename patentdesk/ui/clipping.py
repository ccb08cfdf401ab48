"""Write rows for the clipboard so that a spreadsheet takes them as they are: text stays text, dates are read."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from patentdesk.core.guarding import guarded, told_apart
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue

_TEXT = "mso-number-format:'\\@'"


@dataclass(frozen=True, slots=True)
class Clip:
    """The same rows twice: lines with tabs, and a table in HTML, which spreadsheets take before the lines."""

    plain: str
    html: str


def table_text(columns: Sequence[Column], records: Sequence[Any], say: Tongue) -> Clip:
    """Return the rows with their headers; line ends and tabs within a cell become blanks."""
    heads = [say(column.header) for column in columns]
    rows = [[" ".join(column.text(record).split()) for column in columns] for record in records]
    lines = [heads, *([guarded(text) for text in row] for row in rows)]
    return Clip("\n".join("\t".join(line) for line in lines), "".join(_html(columns, heads, rows)))


def _html(columns: Sequence[Column], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield '<html><head><meta charset="utf-8"></head><body><table><tr>'
    for head in heads:
        yield f"<th>{html.escape(head)}</th>"
    yield "</tr>"
    for row in rows:
        yield "<tr>"
        for column, text in zip(columns, row, strict=True):
            style = "" if column.right or column.kind in {"date", "number"} else f' style="{_TEXT}"'
            yield f"<td{style}>{html.escape(told_apart(text))}</td>"
        yield "</tr>"
    yield "</table></body></html>"


def put_on_clipboard(clip: Clip) -> None:
    """Put rows on the clipboard in both forms."""
    data = QMimeData()
    data.setText(clip.plain)
    data.setHtml(clip.html)
    QGuiApplication.clipboard().setMimeData(data)
