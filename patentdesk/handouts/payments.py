"""Write a payment list for each agency as a workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.money import Money
from patentdesk.core.words import Words
from patentdesk.handouts import bookwriter
from patentdesk.handouts.filled import lock, set_up_print, write_cell
from patentdesk.handouts.newbook import new_book
from patentdesk.handouts.table import replace_file

MAGIC = "PatentDesk payment list 1"
KEY_ROW, _HEAD_ROW, FIRST_ROW = 2, 3, 4
"""Rows from 0: hidden keys, headers, the first payment."""
_SUMMARY_KEYS = ("agency", "count", "currency", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One fee to be paid; ``uid`` is the deadline's. ``late`` from the day after ``due`` a surcharge is added."""

    uid: str
    agency: str
    member: str
    number: str
    application: str
    office: str
    title: str
    task: str
    year: int | None
    pay_by: date | None
    grace: date | None
    amount: Money | None
    surcharge: Money | None = None
    owed: Money | None = None
    """Fee and surcharge; None when a part of it is not known."""
    late: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    width: int
    style: str = "text"
    filled: bool = False


_COLUMNS = (
    _Column("uid", 4), _Column("account", 20), _Column("number", 20), _Column("application", 20), _Column("office", 7),
    _Column("title", 34), _Column("member", 18), _Column("task", 20), _Column("year", 7, "number"),
    _Column("pay_by", 12, "date"), _Column("grace", 12, "date"), _Column("amount", 13, "money"),
    _Column("extra", 12, "money"), _Column("owed", 13, "money"),
    _Column("currency", 8), _Column("late", 22), _Column("paid_on", 12, "fill_date", True),
    _Column("receipt", 20, "fill", True), _Column("paid_amount", 13, "fill_money", True),
)  # fmt: skip
_HEAD_WORDS = {"title": "title_column"}
_PLACE = {column.key: place for place, column in enumerate(_COLUMNS)}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "text": {},
    "number": {"num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd"},
    "money": {"num_format": "#,##0.00"},
    "fill": {"bg_color": "#FFF8E1", "locked": False, "num_format": "@"},
    "fill_date": {"bg_color": "#FFF8E1", "locked": False, "num_format": "yyyy-mm-dd"},
    "fill_money": {"bg_color": "#FFF8E1", "locked": False, "num_format": "#,##0.00"},
}


def write_payments(path: Path, rows: Sequence[PaymentRow], words: Words, title: str) -> int:
    """Write one sheet per agency and a summary before them (.xlsx); return how many payments.

    Totals by currency are live formulas with stored results. Raises Refused as replace_file does.
    """
    return replace_file(path, lambda part: _write(part, rows, words, title), (".xlsx",))


def _write(part: Path, rows: Sequence[PaymentRow], words: Words, title: str) -> int:
    by_agency: dict[str, list[PaymentRow]] = defaultdict(list)
    for row in rows:
        by_agency[row.agency].append(row)
    with new_book(part, HandoutMark.PAYMENTS) as book:
        summary = book.add_worksheet(words("pay.summary")[:31])
        names: set[str] = {summary.get_name().casefold()}
        for agency, own in sorted(by_agency.items()):
            page = book.add_worksheet(_sheet_name(agency or words("pay.no_agency"), names))
            _write_agency(book, page, own, words, f"{title} · {agency or words('pay.no_agency')}")
        _write_summary(book, summary, by_agency, words, title)
        book.get_worksheet_by_name(summary.get_name()).activate()
    return len(rows)


def _sheet_name(wished: str, taken: set[str]) -> str:
    """Return a sheet name that Excel takes and that is not there yet, and note it."""
    bare = "".join("_" if character in "[]:*?/\\" else character for character in wished).strip("' ")[:28] or "-"
    name = next(
        f"{bare}{'' if n == 1 else f' {n}'}"
        for n in range(1, 1_000)
        if f"{bare}{'' if n == 1 else f' {n}'}".casefold() not in taken
    )
    taken.add(name.casefold())
    return name


def _write_summary(
    book: bookwriter.Workbook,
    page: bookwriter.Worksheet,
    by_agency: Mapping[str, Sequence[PaymentRow]],
    words: Words,
    title: str,
) -> None:
    bold, head = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "text_wrap": True}),
    )
    money, whole = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "0"})
    page.write_string(0, 0, title, bold)
    page.write_string(1, 0, MAGIC, book.add_format({"font_color": "#9AA3B0", "font_size": 8}))
    for place, key in enumerate(_SUMMARY_KEYS):
        page.write_string(3, place, words.both(f"pay.{key}"), head)
    page.set_row(3, 32)
    line = 4
    for agency, own in sorted(by_agency.items()):
        for currency, minor in sorted(_totals(own).items()):
            page.write_string(line, 0, agency or words("pay.no_agency"))
            page.write_number(
                line, 1, sum(one.owed is not None and one.owed.currency == currency for one in own), whole
            )
            page.write_string(line, 2, currency)
            page.write_number(line, 3, float(Money(minor, currency).amount), money)
            line += 1
        if unknown := sum(one.owed is None for one in own):
            page.write_string(line, 0, agency or words("pay.no_agency"))
            page.write_number(line, 1, unknown, whole)
            page.write_string(line, 2, words("pay.unknown"))
            line += 1
    for place, width in enumerate((34, 10, 14, 18)):
        page.set_column(place, place, width)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _totals(rows: Iterable[PaymentRow]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        if row.owed is not None:
            totals[row.owed.currency] += row.owed.minor
    return totals


def _write_agency(
    book: bookwriter.Workbook, page: bookwriter.Worksheet, rows: Sequence[PaymentRow], words: Words, title: str
) -> None:
    styles = {name: book.add_format({"valign": "top", **style}) for name, style in _STYLES.items()}
    bold, head = (
        book.add_format({"bold": True, "font_size": 13}),
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6EE", "bottom": 1}),
    )
    page.write_string(0, 1, title, bold)
    page.write_string(1, 1, words("pay.how"), book.add_format({"font_color": "#5A6475"}))
    for place, column in enumerate(_COLUMNS):
        page.set_column(place, place, column.width, None, {"hidden": column.key == "uid"})
        page.write_string(KEY_ROW, place, column.key)
        page.write_string(_HEAD_ROW, place, words.both(f"pay.{_HEAD_WORDS.get(column.key, column.key)}"), head)
    page.set_row(KEY_ROW, None, None, {"hidden": True})
    page.set_row(_HEAD_ROW, 32)
    for number, row in enumerate(rows, start=FIRST_ROW):
        for place, column in enumerate(_COLUMNS):
            write_cell(page, number, place, _value(row, column.key), styles[column.style])
    last = FIRST_ROW + len(rows) - 1
    _write_totals(page, rows, last, words, book)
    page.autofilter(_HEAD_ROW, 1, last, len(_COLUMNS) - 1)
    page.freeze_panes(FIRST_ROW, _PLACE["office"])
    lock(page)
    set_up_print(page, title, _HEAD_ROW, (0, 1, last + len(_totals(rows)) + 1, len(_COLUMNS) - 1))


def _write_totals(
    page: bookwriter.Worksheet, rows: Sequence[PaymentRow], last: int, words: Words, book: bookwriter.Workbook
) -> None:
    """Write the total of each currency as a formula over the column, with its result."""
    label = book.add_format({"bold": True, "top": 1})
    money = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"})
    amounts, currencies = (bookwriter.xl_col_to_name(_PLACE[key]) for key in ("owed", "currency"))
    first = FIRST_ROW + 1
    for line, (currency, minor) in enumerate(sorted(_totals(rows).items()), start=last + 2):
        span = f'${currencies}${first}:${currencies}${last + 1},"{currency}",${amounts}${first}:${amounts}${last + 1}'
        page.write_string(line, _PLACE["grace"], words("pay.total"), label)
        page.write_formula(line, _PLACE["owed"], f"=SUMIF({span})", money, float(Money(minor, currency).amount))
        page.write_string(line, _PLACE["currency"], currency, label)


def _value(row: PaymentRow, key: str) -> object:
    sums = {"amount": row.amount, "extra": row.surcharge, "owed": row.owed}
    if key in sums:
        return found.amount if (found := sums[key]) is not None else None
    if key == "currency":
        return row.amount.currency if row.amount is not None else ""
    return getattr(row, key, None)
