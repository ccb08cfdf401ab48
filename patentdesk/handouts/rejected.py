"""Write rows that an import refused as a workbook: to be corrected there and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from patentdesk.handouts.continued import Continued
from patentdesk.handouts.newbook import new_book
from patentdesk.handouts.table import TableColumn, replace_file, write_table


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One row: ``lead`` tells where it stood and why it was refused, ``cells`` maps header → text."""

    sheet: str
    lead: tuple[str | int, ...]
    cells: Mapping[str, str]


def write_rejected(path: Path, lead: Sequence[str], rows: Sequence[RejectedRow]) -> int:
    """Write one sheet for each list the rows came from, all cells as text; return how many rows. Raises Refused.

    A path that ends in .csv gets one table, in which a row is empty under the headers of other lists.
    """
    if path.suffix.lower() == ".csv":
        every = list(dict.fromkeys(header for row in rows for header in row.cells))
        columns = [TableColumn(header, header) for header in (*lead, *every)]
        return write_table(
            path, columns, [(*row.lead, *(row.cells.get(header, "") for header in every)) for row in rows]
        )

    def write(part: Path) -> int:
        with new_book(part) as book:
            bold = book.add_format({"bold": True})
            continued = Continued(book)
            for number, name in enumerate(dict.fromkeys(row.sheet for row in rows), start=1):
                own = [row for row in rows if row.sheet == name]
                headers = list(dict.fromkeys(header for row in own for header in row.cells))
                sheet = book.add_worksheet(f"{number}")
                sheet.write_row(0, 0, [*lead, *headers], bold)
                sheet.freeze_panes(1, len(lead))
                for place, row in enumerate(own, start=1):
                    sheet.write_row(place, 0, row.lead)
                    for column, header in enumerate(headers, start=len(lead)):
                        continued.write(sheet, (place, column), row.cells.get(header, ""), header)
        return len(rows)

    return replace_file(path, write)
