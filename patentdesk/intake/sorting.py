"""Sort the cells of a table's rows by field, and keep every text under a name of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import getitem, itemgetter

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.intake.cells import DATED, Cells, is_read, meant, value_of, value_of_text
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.layout import JOIN
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Row, Value, cell_text
from patentdesk.intake.tables import Column, Table
from patentdesk.portfolio.dates import DateOrder, told_order

LONGEST = Limits().cell_characters
_SHOWN = 4_096
"""So many characters are kept of a cell that is too long."""
_MAY_BE_YEAR_LAST = re.compile(r"\s*\d{1,2}\s*[-./]\s*\d").match
_MOST_OF_A_COLUMN = 8_192
_LONGEST_REMEMBERED = 64
"""Longer texts of one column are hardly ever the same."""
Seen = tuple[str, str, object, tuple[Problem, ...]]
"""What a cell says: its text, the text without signs for nothing, the value of a plain field, what is wrong with it."""


class Memory(dict[Value, Seen]):
    """What the cells of one column say; short texts, which come again and again, are read once."""

    def __init__(self, name: str, vocabulary: Vocabulary, orders: Mapping[str, DateOrder]) -> None:
        """Read the cells of a field; without a name nobody knows what they mean."""
        super().__init__()
        self._name, self._vocabulary, self._orders = name, vocabulary, orders
        self._read = is_read(name)

    def __missing__(self, value: Value) -> Seen:
        text = cell_text(value)
        plain = meant(text)
        if not self._read:
            seen: Seen = (text, plain, value_of_text(self._name, plain), ())
        else:
            cells = Cells(_NOWHERE, self._vocabulary, self._orders, {self._name: value}).settle()
            seen = (text, plain, value_of(cells, self._name), tuple(cells.problems))
        if isinstance(value, str) and len(value) <= _LONGEST_REMEMBERED:  # 1, 1.0 and True would be one key
            if len(self) >= _MOST_OF_A_COLUMN:
                self.clear()
            self[value] = seen
        return seen


_NOWHERE = Source("")


def date_orders(table: Table) -> dict[str, DateOrder]:
    """Return for each date column how its dates are written: as it shows itself, else as the others of its table do."""
    dated = [(column.index, column.field) for column in table.columns if column.field in DATED]
    if not dated:
        return {}
    texts: dict[str, dict[str, None]] = {str(name): {} for _, name in dated}
    for row in table.sheet.after(table.first):
        for index, name in dated:
            if index < len(row) and isinstance(text := row[index], str) and _MAY_BE_YEAR_LAST(text):
                texts[str(name)][text[:10]] = None
    told = {name: told_order(found) for name, found in texts.items()}
    usual = {order for order in told.values() if order is not None}
    other = usual.pop() if len(usual) == 1 else DateOrder.UNSURE
    return {name: order or other for name, order in told.items()}


@dataclass(frozen=True, slots=True)
class Sorting:
    """How the rows of one table are sorted by field, decided once."""

    table: Table
    vocabulary: Vocabulary
    orders: Mapping[str, DateOrder]
    simple: bool
    """No two columns claim one field, and the format says no more about them."""
    places: Callable[[Row], tuple[Value, ...]]
    names: tuple[str, ...]
    """The field of each column; empty: nobody knows what it means."""
    fields: frozenset[str]
    keys: tuple[str, ...]
    """Under which the text of each column is kept: its field, else its header."""
    width: int
    memories: tuple[Memory, ...]

    @classmethod
    def of(cls, table: Table, vocabulary: Vocabulary, orders: Mapping[str, DateOrder]) -> Sorting:
        """Decide for a table."""
        columns = table.columns
        keys = _keys(columns)
        places = [column.index for column in columns]
        width = max(places, default=-1) + 1
        simple = len(set(keys)) == len(keys) > 1 and width == len(columns)
        simple = simple and not table.also and not table.format.rewrite and not any(one.lines for one in columns)
        memories = tuple(Memory(column.field or "", vocabulary, orders) for column in columns)
        names = tuple(column.field or "" for column in columns)
        return cls(table, vocabulary, orders, simple, itemgetter(*places), names, table.fields, keys, width, memories)


def _keys(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the names by which texts are kept; a header that is taken already, as by another column, has a number."""
    taken = {column.field for column in columns}
    counts: Counter[str] = Counter()
    keys: list[str] = []
    for column in columns:
        key = column.field or column.header
        while column.field is None and key in taken:
            counts[column.header] += 1
            key = f"{column.header} ({counts[column.header] + 1})"
        taken.add(key)
        keys.append(key)
    return tuple(keys)


def take_cells(sorting: Sorting, row: Row, source: Source) -> Cells:
    """Sort a row's cells by field; a field with several columns joins their texts.

    A cell of more than ``LONGEST`` characters rejects the row (cell_too_long).
    """
    table = sorting.table
    cells = Cells(source, sorting.vocabulary, sorting.orders, columns=table.names)
    if sorting.simple and len(row) == sorting.width:
        texts, plain, values, problems = zip(*map(getitem, sorting.memories, sorting.places(row)), strict=True)
        if max(map(len, texts)) <= LONGEST:
            cells.fields = sorting.fields
            cells.written = {key: text for key, text in zip(sorting.keys, texts, strict=True) if text}
            cells.texts = dict(zip(sorting.names, plain, strict=True))
            cells.typed = {name: value for name, value in zip(sorting.names, values, strict=True) if value is not None}
            cells.told = tuple(chain.from_iterable(problems))
            return cells
    _take_slowly(cells, sorting, row)
    _take_lines(cells, table, row)
    _rewrite(cells, table, row)
    return cells.settle()


def _take_slowly(cells: Cells, sorting: Sorting, row: Row) -> None:
    told: dict[str, list[str]] = {}
    several: set[str] = set()
    for column, key in zip(sorting.table.columns, sorting.keys, strict=True):
        value = row[column.index] if column.index < len(row) else None
        text = cell_text(value)
        if len(text) > LONGEST:
            _refuse(cells, column.header, column.field)
            value = text = text[:_SHOWN]
        if column.field is not None:
            if text and key in cells.raw:
                several.add(key)
            cells.raw.setdefault(key, value)
        if text:
            cells.written.setdefault(key, text)
            told.setdefault(key, []).append(text)
    for key in several:
        cells.written[key] = JOIN.join(told[key])
        cells.raw[key] = JOIN.join(filter(None, map(meant, told[key])))
    _keep_stray(cells, sorting.table, row)


def _take_lines(cells: Cells, table: Table, row: Row) -> None:
    """Sort the lines of cells under a header of several lines by field; the cell is kept as written."""
    for column in table.columns:
        if not column.lines or column.index >= len(row):
            continue
        lines = cell_text(row[column.index]).split("\n")
        if len(lines) == len(column.lines):
            cells.raw.update({name: line for name, line in zip(column.lines, lines, strict=True) if name})


def _rewrite(cells: Cells, table: Table, row: Row) -> None:
    """Let the format add what a column tells beside its own field, and put its own forms into usual ones."""
    for column, name in table.also:
        if column < len(row) and not cell_text(cells.raw.get(name)):
            cells.raw[name] = row[column]
    for name, change in table.format.rewrite.items():
        if text := cell_text(cells.raw.get(name)):
            cells.raw[name] = change(text)


def _refuse(cells: Cells, header: str, name: str | None) -> None:
    place = replace(cells.source, column=header)
    cells.problems.append(Problem("cell_too_long", Severity.ERROR, place, name or "", {"limit": LONGEST}))


def _keep_stray(cells: Cells, table: Table, row: Row) -> None:
    """Report cells that stand under no header, such as those of a line cut at the wrong place."""
    known = {column.index for column in table.columns}
    for index, value in enumerate(row):
        if index not in known and (text := cell_text(value)):
            place = f"#{index + 1}"
            cells.written[place] = text
            cells.problems.append(
                Problem("cell_without_header", Severity.WARNING, Source(cells.source.file, cells.source.sheet,
                        cells.source.row, place), args={"text": text[:60]})
            )  # fmt: skip
