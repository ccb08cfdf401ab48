"""Read the receipts that come back in a payment list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from patentdesk.core.problems import Problem, Source, refuse
from patentdesk.handouts.filled import day_in, open_filled
from patentdesk.handouts.payments import FIRST_ROW, KEY_ROW, MAGIC


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody wrote about one payment; ``source`` is its place in the workbook."""

    uid: str
    paid_on: date
    receipt: str
    amount: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True)
class Receipts:
    """A list as it came back: readable receipts, how many rows are still unpaid, what is wrong with the others."""

    rows: tuple[Receipt, ...]
    unpaid: int
    problems: tuple[Problem, ...]


def read_payments(path: Path) -> Receipts:
    """Read the receipts of a filled list.

    Problems: pay_row_formula, pay_date_unreadable, pay_amount_unreadable, pay_receipt_missing, pay_date_missing,
    pay_row_foreign (no reference). Raises Refused: pay_list_unreadable, pay_list_foreign.
    """
    book = open_filled(path, refuse("pay_list_unreadable", file=path.name))
    try:
        first = next(book.worksheets[0].iter_rows(min_row=2, max_row=2, max_col=1, values_only=True), (None,))
        if first[0] != MAGIC:
            raise refuse("pay_list_foreign", file=path.name)
        reading = _Reading(path.name)
        for page in book.worksheets[1:]:
            reading.sheet(page.title, [list(row) for row in page.iter_rows(min_row=KEY_ROW + 1)])
        return Receipts(tuple(reading.rows), reading.unpaid, tuple(reading.problems))
    finally:
        book.close()


class _Reading:
    """Gathers the receipts of all sheets."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[Receipt] = []
        self.unpaid = 0
        self.problems: list[Problem] = []

    def sheet(self, name: str, lines: list[list[object]]) -> None:
        """Read one sheet; one without our keys is passed over."""
        if len(lines) < 2:
            return
        keys = {str(getattr(cell, "value", "") or ""): place for place, cell in enumerate(lines[0])}
        if not {"uid", "paid_on", "receipt", "paid_amount"} <= set(keys):
            return
        heads = {
            key: str(getattr(lines[1][place], "value", "") or "").replace("\n", " ") for key, place in keys.items()
        }
        for number, line in enumerate(lines[2:], start=FIRST_ROW + 1):
            cells = {key: line[place] if place < len(line) else None for key, place in keys.items()}
            self.problems += self._row(Source(self.file, name, number), cells, heads)

    def _row(self, source: Source, cells: Mapping[str, object], heads: Mapping[str, str]) -> Iterator[Problem]:
        values = {key: getattr(cell, "value", None) for key, cell in cells.items()}
        filled = {key: values[key] for key in ("paid_on", "receipt", "paid_amount") if values[key] not in (None, "")}
        uid = str(values["uid"] or "")

        def fault(code: str, key: str) -> Problem:
            place = Source(source.file, source.sheet, source.row, heads.get(key, key))
            return Problem(code, source=place, field_name=key, args={"value": str(values.get(key) or "")[:80]})

        if not filled:
            self.unpaid += bool(uid)
            return
        formula = next((key for key in filled if getattr(cells[key], "data_type", "") == "f"), "")
        day, amount = day_in(values["paid_on"]), _amount(values["paid_amount"])
        if formula:
            yield fault("pay_row_formula", formula)
        elif not uid:
            yield fault("pay_row_foreign", "uid")
        elif "paid_on" not in filled:
            yield fault("pay_date_missing", "paid_on")
        elif day is None:
            yield fault("pay_date_unreadable", "paid_on")
        elif "receipt" not in filled:
            yield fault("pay_receipt_missing", "receipt")
        elif "paid_amount" in filled and amount is None:
            yield fault("pay_amount_unreadable", "paid_amount")
        else:
            self.rows.append(Receipt(uid, day, str(values["receipt"]).strip()[:200], amount, source))


def _amount(value: object) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
