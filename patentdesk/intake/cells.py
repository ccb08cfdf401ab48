"""Turn the cells of a row into typed values; what cannot be turned is a problem with its place, and is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from operator import getitem, itemgetter
from typing import Any, cast

from patentdesk.core.guarding import unguarded
from patentdesk.core.problems import Argument, Problem, Severity, Source
from patentdesk.intake.headers import NO_PATENT, Table, Vocabulary
from patentdesk.intake.layout import JOIN, Format
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Row, Value, cell_text
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.dates import DateOrder, read_date, read_dates, told_order
from patentdesk.portfolio.names import fold

LONGEST = Limits().cell_characters
_SHOWN = 4_096
"""So many characters are kept of a cell that is too long."""
_NOTHING = frozenset({"", "-", "--", "—", "/", "N/A", "n/a", "null", "None", "无",
                      "——", "———", "－", "－－", "NULL", "nan", "NaN", "#N/A"})  # fmt: skip
_TEXTS = frozenset({
    "title", "title_en", "abstract", "abstract_en", "external_id", "url", "tags", "note", "responsible", "product",
    "kind_code", "status_text",
})  # fmt: skip
_DATES = frozenset({
    "priority_date", "filing_date", "publication_date", "grant_date", "registration_date", "national_entry_date",
    "expiry_date", "status_date",
})  # fmt: skip
_MAY_BE_YEAR_LAST = re.compile(r"\s*\d{1,2}\s*[-./]\s*\d").match
LAST_FEE_YEAR = 30
"""No right is kept longer by yearly fees: a term of 20 years with 5 of extension, designs 25, utility models less."""
_PAID_YEAR = re.compile(r"(?:已?[缴交](?:费|纳)?至?|至)?第?\s*(\d{1,2})\s*年(?:度|费)*(?:已[缴交])?")
"""A patent year in words: 第8年, 已缴至第8年度."""
_MOST_KNOWN = 50_000
"""So many different texts are remembered."""
_MOST_OF_A_COLUMN = 8_192
_LONGEST_REMEMBERED = 64
"""Longer texts of one column are hardly ever the same."""
_COUNTS = frozenset({
    "claims_count", "cited_by_count", "cites_count", "npl_count", "family_size", "paid_through_year",
})  # fmt: skip


@dataclass(slots=True)
class Cells:
    """One row taken apart by field; problems gather while its values are read."""

    source: Source
    vocabulary: Vocabulary
    orders: Mapping[str, DateOrder]
    raw: dict[str, Value] = field(default_factory=dict)
    """Field → cell, where the columns remembered no values."""
    columns: Mapping[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: int = 0
    member: str = ""
    """The member whose list it is, where no column says so."""
    own_office: str = ""
    """The office of its numbers, where neither they nor a column say so."""
    fields: frozenset[str] = frozenset()
    """Those that the row has a cell for, though it may be empty."""
    texts: dict[str, str] = field(default_factory=dict)
    """Field → text; the vendors' signs for nothing are empty."""
    typed: dict[str, object] | None = None
    """Field → value, where the columns remembered them; ask ``values``."""
    told: tuple[Problem, ...] = ()
    """What was wrong with these values, at no place yet."""
    known: dict[object, tuple[Any, tuple[Problem, ...]]] = field(default_factory=dict)
    """What earlier rows of the table said in the same words; see ``once``."""

    def settle(self) -> Cells:
        """Make the texts of the cells, which are all there now; return the row."""
        self.fields = frozenset(self.raw)
        self.texts = {name: _meant(cell_text(value)) for name, value in self.raw.items()}
        return self

    def text(self, name: str) -> str:
        """Return a field's cell as text; the vendors' signs for nothing are empty."""
        return self.texts.get(name, "")

    def once(self, read: Callable[..., Any], *fields: str, form: Format | None = None) -> Any:  # noqa: ANN401 - whatever ``read`` returns
        """Return what ``read`` makes of these fields, called with the cells, the form if any, and the fields' names.

        The columns of a list say the same again and again: the same texts are read once in a table. The problems that
        were noted then are noted for each row at its own place.
        """
        key = (read, fields, *map(self.texts.get, fields))
        found = self.known.get(key)
        if found is not None:
            self.repeat(found[1])
            return found[0]
        noted = len(self.problems)
        value = read(self, *fields) if form is None else read(self, form, *fields)
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        self.known[key] = (value, tuple(self.problems[noted:]))
        return value

    def repeat(self, problems: Iterable[Problem]) -> None:
        """Note problems of other rows at this row's own place."""
        for told in problems:
            self.problem(told.code, told.field_name, told.severity, **told.args)

    def problem(self, code: str, name: str, severity: Severity = Severity.WARNING, **args: Argument) -> None:
        """Note a problem at the cell of a field."""
        place = Source(self.source.file, self.source.sheet, self.source.row, self.columns.get(name, ""))
        self.problems.append(Problem(code, severity, place, name, args))

    def values(self) -> dict[str, object]:
        """Return the values of all plain fields: texts, dates, counts, codes."""
        if self.typed is not None:
            found = self.typed
            self.repeat(self.told)
        else:
            found = {name: value for name in self.raw if (value := _value(self, name)) is not None}
        status = "" if "status_text" in self.fields else self.text("status")
        if status and ("status" in found or not self.vocabulary.statuses.is_of_something_else(status)):
            found["status_text"] = status
        return found

    def date(self, name: str) -> date | None:
        """Return the day in a cell; one that cannot be read is a problem."""
        if isinstance(self.raw[name], str):
            return cast("date | None", self.once(_read_day, name))
        return _read_day(self, name)

    def code(self, name: str) -> object:
        """Return the code that a cell names."""
        return self.once(_CODES[name], name)

    def count(self, name: str) -> int | None:
        """Return the number in a cell; what is none is a problem."""
        return cast("int | None", self.once(_read_count, name))


def _meant(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from taking it for a formula; exports put it.

    The vendors' signs for nothing are empty.
    """
    text = unguarded(text)
    return "" if text in _NOTHING else text


def _read_day(cells: Cells, name: str) -> date | None:
    order = cells.orders.get(name, DateOrder.UNSURE)
    reading = read_date(cells.raw[name], order)
    if reading.problem:
        text = cell_text(cells.raw[name])
        if days := read_dates(text, order):
            return min(days) if name == "priority_date" else days[0]
        severity = Severity.NOTE if reading.day is not None else Severity.WARNING
        cells.problem(reading.problem, name, severity, text=text[:60])
    return reading.day


def _read_count(cells: Cells, name: str) -> int | None:
    text = cells.text(name).replace(",", "")
    if name == "paid_through_year" and (year := _PAID_YEAR.fullmatch(text)):
        text = year[1]
    if re.fullmatch(r"\d{1,9}", text):
        count = int(text)
        if name != "paid_through_year" or 1 <= count <= LAST_FEE_YEAR:
            return count
        cells.problem("paid_year_impossible", name, text=str(count), last=LAST_FEE_YEAR)
    elif text:
        cells.problem("count_unknown", name, text=text[:60])
    return None


def _read_status(cells: Cells, name: str) -> Status | None:
    """Return the state that the status cell names; unknown words are a problem, their text is kept."""
    text = cells.text(name)
    status = cells.vocabulary.statuses.read(text)
    if status is None and text and not cells.vocabulary.statuses.says_nothing(text):
        cells.problem("status_word_unknown", name, text=text[:60])
    return status


def _read_office(cells: Cells, name: str) -> str | None:
    """Return the office code of the office cell; an unknown name is a problem."""
    text = cells.text(name)
    code = cells.vocabulary.offices.code(text) if text else None
    if text and code is None:
        cells.problem("office_unknown", name, text=text[:60])
    return code


def _read_right_type(cells: Cells, name: str) -> object:
    """Return the right named by the cell; a word that names none is left to the number.

    One that names another kind of right, such as a trade mark, rejects the row (not_a_patent).
    """
    word = fold(cells.text(name))
    if word in cells.vocabulary.other_rights:
        cells.problem(NO_PATENT, name, Severity.ERROR, text=cells.text(name)[:60])
    return cells.vocabulary.right_types.get(word)


def _read_segment(cells: Cells, name: str) -> object:
    """Return the segment named by the cell; an unknown word is a problem."""
    text = cells.text(name)
    segment = cells.vocabulary.segments.get(fold(text)) if text else None
    if text and segment is None:
        cells.problem("segment_unknown", name, text=text[:60])
    return segment


def _read_reduction(cells: Cells, name: str) -> str | None:
    """Return the code of the reduction of fees that the cell names; one that nobody knows is a problem."""
    text = cells.text(name)
    code = cells.vocabulary.reductions.get(fold(text))
    if text and code is None:
        cells.problem("reduction_unread", name, text=text[:60])
    return code or None


_CODES: dict[str, Callable[[Cells, str], object]] = {
    "status": _read_status, "validity": _read_status, "office": _read_office, "right_type": _read_right_type,
    "segment": _read_segment, "reduction": _read_reduction,
}  # fmt: skip
_READERS: dict[str, Callable[[Cells, str], object]] = {
    **dict.fromkeys(_TEXTS, Cells.text), **dict.fromkeys(_DATES, Cells.date), **dict.fromkeys(_COUNTS, Cells.count),
    **dict.fromkeys(_CODES, Cells.code),
}  # fmt: skip


def _value(cells: Cells, name: str) -> object:
    """Return the value of a plain field, None where the cell tells none or the field is not plain."""
    read = _READERS.get(name)
    value = None if read is None else read(cells, name)
    return None if value == "" else value


Seen = tuple[str, str, object, tuple[Problem, ...]]
"""What a cell says: its text, the text without signs for nothing, the value of a plain field, what is wrong with it."""


class Memory(dict[Value, Seen]):
    """What the cells of one column say; short texts, which come again and again, are read once."""

    def __init__(self, name: str, vocabulary: Vocabulary, orders: Mapping[str, DateOrder]) -> None:
        """Read the cells of a field; without a name nobody knows what they mean."""
        super().__init__()
        self._name, self._vocabulary, self._orders = name, vocabulary, orders
        self._read = _READERS.get(name)

    def __missing__(self, value: Value) -> Seen:
        text = cell_text(value)
        meant = _meant(text)
        if self._read is None or self._read is Cells.text:
            seen: Seen = (text, meant, (meant or None) if self._read else None, ())
        else:
            cells = Cells(_NOWHERE, self._vocabulary, self._orders, {self._name: value}).settle()
            seen = (text, meant, _value(cells, self._name), tuple(cells.problems))
        if isinstance(value, str) and len(value) <= _LONGEST_REMEMBERED:  # 1, 1.0 and True would be one key
            if len(self) >= _MOST_OF_A_COLUMN:
                self.clear()
            self[value] = seen
        return seen


_NOWHERE = Source("")


def date_orders(table: Table) -> dict[str, DateOrder]:
    """Return for each date column how its dates are written: as it shows itself, else as the others of its table do."""
    dated = [(column.index, column.field) for column in table.columns if column.field in _DATES]
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
class Layout:
    """How the rows of one table are sorted by field, decided once."""

    table: Table
    vocabulary: Vocabulary
    orders: Mapping[str, DateOrder]
    simple: bool
    """No two columns claim one field or one name, and the format says no more about them."""
    places: Callable[[Row], tuple[Value, ...]]
    names: tuple[str, ...]
    """The field of each column; empty: nobody knows what it means."""
    fields: frozenset[str]
    keys: tuple[str, ...]
    """Under which its text is kept."""
    width: int
    memories: tuple[Memory, ...]

    @classmethod
    def of(cls, table: Table, vocabulary: Vocabulary, orders: Mapping[str, DateOrder]) -> Layout:
        """Decide for a table."""
        columns = table.columns
        keys = tuple(column.field or column.header for column in columns)
        places = [column.index for column in columns]
        width = max(places, default=-1) + 1
        simple = len(set(keys)) == len(keys) > 1 and width == len(columns)
        simple = simple and not table.also and not table.format.rewrite and not any(one.lines for one in columns)
        memories = tuple(Memory(column.field or "", vocabulary, orders) for column in columns)
        names = tuple(column.field or "" for column in columns)
        return cls(table, vocabulary, orders, simple, itemgetter(*places), names, table.fields, keys, width, memories)


def take_cells(layout: Layout, row: Row, source: Source) -> Cells:
    """Sort a row's cells by field; a field with several columns joins their texts.

    A cell of more than ``LONGEST`` characters rejects the row (cell_too_long).
    """
    table = layout.table
    cells = Cells(source, layout.vocabulary, layout.orders, columns=table.names)
    if layout.simple and len(row) == layout.width:
        texts, meant, values, problems = zip(*map(getitem, layout.memories, layout.places(row)), strict=True)
        if max(map(len, texts)) <= LONGEST:
            cells.fields = layout.fields
            cells.written = {key: text for key, text in zip(layout.keys, texts, strict=True) if text}
            cells.texts = dict(zip(layout.names, meant, strict=True))
            cells.typed = {name: value for name, value in zip(layout.names, values, strict=True) if value is not None}
            cells.told = tuple(chain.from_iterable(problems))
            return cells
    _take_slowly(cells, table, row)
    _take_lines(cells, table, row)
    _rewrite(cells, table, row)
    return cells.settle()


def _take_slowly(cells: Cells, table: Table, row: Row) -> None:
    for column in table.columns:
        value = row[column.index] if column.index < len(row) else None
        text = cell_text(value)
        if len(text) > LONGEST:
            _refuse(cells, column.header, column.field)
            value = text = text[:_SHOWN]
        name = column.field
        if name is None:
            _keep(cells, column.header, text)
        elif name in cells.raw:
            if text:
                cells.raw[name] = JOIN.join(part for part in (cell_text(cells.raw[name]), text) if part)
                cells.written[name] = cell_text(cells.raw[name])
        else:
            cells.raw[name] = value
            if text:
                cells.written[name] = text
    _keep_stray(cells, table, row)


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


def _keep(cells: Cells, header: str, text: str) -> None:
    """Keep the text of a column without meaning under its header; a second column of that name under a number."""
    if not text:
        return
    name, count = header, 1
    while name in cells.written:
        count += 1
        name = f"{header} ({count})"
    cells.written[name] = text


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
