"""Turn the cells of a row into typed values; what cannot be turned is a problem with its place, and is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from patentdesk.core.problems import Argument, Problem, Severity, Source
from patentdesk.intake.headers import Table, Vocabulary
from patentdesk.intake.layout import JOIN
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Row, Value, cell_text
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.dates import DateOrder, guess_order, read_date
from patentdesk.portfolio.names import fold

LONGEST = Limits().cell_characters
_SHOWN = 4_096
"""So many characters are kept of a cell that is too long."""
_NOTHING = frozenset({"", "-", "--", "—", "/", "N/A", "n/a", "null", "None", "无"})
_TEXTS = frozenset({
    "title", "title_en", "abstract", "abstract_en", "external_id", "url", "tags", "note", "responsible", "product",
    "reduction", "kind_code", "status_text",
})  # fmt: skip
_DATES = frozenset({
    "priority_date", "filing_date", "publication_date", "grant_date", "registration_date", "national_entry_date",
    "expiry_date", "status_date",
})  # fmt: skip
_MAY_BE_YEAR_LAST = re.compile(r"\s*\d{1,2}\s*[-./]\s*\d").match
_FORMULA_SIGNS = frozenset("=+-@")
LAST_FEE_YEAR = 30
"""No right is kept longer by yearly fees: a term of 20 years with 5 of extension, designs 25, utility models less."""
_COUNTS = frozenset({
    "claims_count", "cited_by_count", "cites_count", "npl_count", "family_size", "paid_through_year",
})  # fmt: skip


def _unguarded(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from taking it for a formula; exports put it."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA_SIGNS else text


@dataclass(slots=True)
class Cells:
    """One row taken apart by field; problems gather while its values are read."""

    source: Source
    vocabulary: Vocabulary
    orders: Mapping[str, DateOrder]
    raw: dict[str, Value] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: int = 0
    member: str = ""
    """The member whose list it is, where no column says so."""
    own_office: str = ""
    """The office of its numbers, where neither they nor a column say so."""
    texts: dict[str, str] = field(default_factory=dict)
    """Field → text, as far as it was made; ask ``text``."""

    def text(self, name: str) -> str:
        """Return a field's cell as text; the vendors' signs for nothing are empty."""
        text = self.texts.get(name)
        if text is None:
            text = _unguarded(cell_text(self.raw.get(name)))
            text = self.texts[name] = "" if text in _NOTHING else text
        return text

    def problem(self, code: str, name: str, severity: Severity = Severity.WARNING, **args: Argument) -> None:
        """Note a problem at the cell of a field."""
        place = Source(self.source.file, self.source.sheet, self.source.row, self.columns.get(name, ""))
        self.problems.append(Problem(code, severity, place, name, args))

    def values(self) -> dict[str, object]:
        """Return the values of all plain fields: texts, dates, counts, codes."""
        found: dict[str, object] = {}
        for name in self.raw:
            if name in _TEXTS:
                value: object = self.text(name)
            elif name in _DATES:
                value = self._date(name)
            elif name in _COUNTS:
                value = self._count(name)
            elif name in _CODES:
                value = _CODES[name](self)
            else:
                continue
            if value not in (None, ""):
                found[name] = value
        if self.text("status") and "status_text" not in self.raw:
            found["status_text"] = self.text("status")
        return found

    def _date(self, name: str) -> object:
        reading = read_date(self.raw[name], self.orders.get(name, DateOrder.MONTH_FIRST))
        if reading.problem:
            self.problem(reading.problem, name, text=cell_text(self.raw[name])[:60])
        return reading.day

    def _count(self, name: str) -> int | None:
        text = self.text(name).replace(",", "")
        if re.fullmatch(r"\d{1,9}", text):
            return self._paid_year(int(text)) if name == "paid_through_year" else int(text)
        if text:
            self.problem("count_unknown", name, text=text[:60])
        return None

    def _paid_year(self, year: int) -> int | None:
        if 1 <= year <= LAST_FEE_YEAR:
            return year
        self.problem("paid_year_impossible", "paid_through_year", text=str(year), last=LAST_FEE_YEAR)
        return None

    def status(self) -> Status | None:
        """Return the state that the status cell names; unknown words are a problem, their text is kept."""
        text = self.text("status")
        status = self.vocabulary.statuses.read(text)
        if status is None and text and not self.vocabulary.statuses.says_nothing(text):
            self.problem("status_word_unknown", "status", text=text[:60])
        return status

    def office(self) -> str | None:
        """Return the office code of the office cell; an unknown name is a problem."""
        text = self.text("office")
        code = self.vocabulary.offices.code(text) if text else None
        if text and code is None:
            self.problem("office_unknown", "office", text=text[:60])
        return code

    def right_type(self) -> object:
        """Return the right named by the cell; a word that names none is left to the number."""
        return self.vocabulary.right_types.get(fold(self.text("right_type")))

    def segment(self) -> object:
        """Return the segment named by the cell; an unknown word is a problem."""
        text = self.text("segment")
        segment = self.vocabulary.segments.get(fold(text)) if text else None
        if text and segment is None:
            self.problem("segment_unknown", "segment", text=text[:60])
        return segment


_CODES: dict[str, Callable[[Cells], object]] = {
    "status": Cells.status, "office": Cells.office, "right_type": Cells.right_type, "segment": Cells.segment,
}  # fmt: skip


def date_orders(table: Table) -> dict[str, DateOrder]:
    """Return for each date column how its dates are written, judged by the whole column."""
    orders: dict[str, DateOrder] = {}
    dated = [(column.index, column.field) for column in table.columns if column.field in _DATES]
    if not dated:
        return {}
    texts: dict[str, dict[str, None]] = {str(name): {} for _, name in dated}
    for row in table.sheet.after(table.first):
        for index, name in dated:
            if index < len(row) and isinstance(text := row[index], str) and _MAY_BE_YEAR_LAST(text):
                texts[str(name)][text[:10]] = None
    orders.update({name: guess_order(found) for name, found in texts.items()})
    return orders


def take_cells(
    table: Table,
    row: Row,
    source: Source,
    vocabulary: Vocabulary,
    orders: Mapping[str, DateOrder],
) -> Cells:
    """Sort a row's cells by field; a field with several columns joins their texts.

    A cell of more than ``LONGEST`` characters rejects the row (cell_too_long).
    """
    cells = Cells(source, vocabulary, orders, columns=table.names)
    texts = cells.texts
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
                texts.pop(name, None)
        else:
            cells.raw[name] = value
            texts[name] = "" if text in _NOTHING else text
            if text:
                cells.written[name] = text
    _keep_stray(cells, table, row)
    _rewrite(cells, table, row)
    return cells


def _rewrite(cells: Cells, table: Table, row: Row) -> None:
    """Let the format add what a column tells beside its own field, and put its own forms into usual ones."""
    for column, name in table.also:
        if column < len(row) and not cell_text(cells.raw.get(name)):
            cells.raw[name] = row[column]
            cells.texts.pop(name, None)
    for name, change in table.format.rewrite.items():
        if text := cell_text(cells.raw.get(name)):
            cells.raw[name] = change(text)
            cells.texts.pop(name, None)


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
