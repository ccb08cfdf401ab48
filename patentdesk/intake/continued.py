"""Put texts together again that a workbook continues on a sheet of their own, because a cell is too short for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from patentdesk.core.continuation import HEADS, SHEET
from patentdesk.intake.sheets import Row, Rows, Sheet, cell_text


@dataclass(frozen=True, slots=True)
class LongRows:
    """The rows of a sheet with the ends of their long texts."""

    rows: Rows
    ends: Mapping[int, Mapping[int, str]]
    """Number of a row → index of a cell → what follows on its text."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self.rows, start=1):
            yield _longer(row, self.ends[number]) if number in self.ends else row


def put_together(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets with their long texts whole, without the sheet on which these were continued."""
    continued = [sheet for sheet in sheets if sheet.name.startswith(SHEET) and _is_continuation(sheet)]
    if not continued:
        return list(sheets)
    parts: dict[str, dict[tuple[int, int], list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in (row for sheet in continued for row in sheet.after(1)):
        name, *numbers, text = (row[at] if at < len(row) else "" for at in (0, 1, 2, 4, 5))
        told = [int(str(number)) for number in map(cell_text, numbers) if str(number).isdigit()]
        if len(told) == len(numbers):
            parts[cell_text(name)][told[0], told[1] - 1].append((told[2], str(text)))
    return [_whole(sheet, parts[sheet.name]) for sheet in sheets if sheet not in continued]


def _is_continuation(sheet: Sheet) -> bool:
    return any(tuple(cell_text(value) for value in row)[: len(HEADS)] == HEADS for row in sheet.head(1))


def _whole(sheet: Sheet, parts: Mapping[tuple[int, int], Sequence[tuple[int, str]]]) -> Sheet:
    ends: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, place), texts in parts.items():
        ends[row][place] = "".join(text for _, text in sorted(texts))
    return replace(sheet, rows=LongRows(sheet.rows, ends)) if ends else sheet


def _longer(row: Row, ends: Mapping[int, str]) -> Row:
    made = list(row)
    for place, text in ends.items():
        if place < len(made):
            made[place] = f"{made[place]}{text}"
    return made
