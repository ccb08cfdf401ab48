"""Write fees by year and group as a workbook: live sums with a chart, the amounts as asked for, the rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.words import Words
from patentdesk.handouts import bookwriter
from patentdesk.handouts.newbook import new_book
from patentdesk.handouts.table import replace_file
from patentdesk.portfolio.records import ExchangeRate

_HEAD, _FIRST = 3, 4
Detail = tuple[str, int, str, Decimal]
"""Group, calendar year, currency, amount in major units."""


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What one group pays in one calendar year, in the reporting currency."""

    group: str
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ForecastBook:
    """A workbook's content. ``compare``: groups are alternatives: no sum over them, but the difference to the first."""

    title: str
    subtitle: str
    group_head: str
    currency: str
    rows: Sequence[ForecastRow]
    details: Sequence[Detail]
    rates: Sequence[ExchangeRate]
    compare: bool = False
    unrated: Sequence[str] = ()
    """Currencies without a rate: their amounts stand among the details alone."""
    unpriced: int = 0
    """So many fees have no known price and stand nowhere."""

    @property
    def groups(self) -> list[str]:
        """The groups in the order of their rows."""
        return list(dict.fromkeys(row.group for row in self.rows))


@dataclass(frozen=True, slots=True)
class _Styles:
    title: bookwriter.Format
    head: bookwriter.Format
    money: bookwriter.Format
    total: bookwriter.Format
    label: bookwriter.Format
    muted: bookwriter.Format
    warning: bookwriter.Format
    rate: bookwriter.Format
    day: bookwriter.Format


def write_forecast(path: Path, book: ForecastBook, words: Words) -> int:
    """Write the workbook (.xlsx); return the number of groups. Raises Refused as replace_file does."""
    return replace_file(path, lambda part: _write(part, book, words), (".xlsx",))


def _write(part: Path, content: ForecastBook, words: Words) -> int:
    with new_book(part, HandoutMark.REPORT) as book:
        styles = _styles(book)
        page = book.add_worksheet(words("scenario.sheet")[:31])
        _write_table(book, page, content, styles, words)
        _write_details(book.add_worksheet(words("scenario.details")[:31]), content, styles, words)
        _write_rates(book.add_worksheet(words("scenario.rates")[:31]), content, styles, words)
    return len(content.groups)


def _styles(book: bookwriter.Workbook) -> _Styles:
    def made(**style: object) -> bookwriter.Format:
        return book.add_format(style)

    return _Styles(
        title=made(bold=True, font_size=14),
        head=made(bold=True, bg_color="#DDE6EE", bottom=1, text_wrap=True, valign="top"),
        money=made(num_format="#,##0"), total=made(num_format="#,##0", bold=True, top=1), label=made(bold=True, top=1),
        muted=made(font_color="#5A6475"), warning=made(font_color="#B3261E", bold=True),
        rate=made(num_format="0.000000"), day=made(num_format="yyyy-mm-dd"),
    )  # fmt: skip


def _write_table(
    book: bookwriter.Workbook, page: bookwriter.Worksheet, content: ForecastBook, styles: _Styles, words: Words
) -> None:
    years = sorted({row.year for row in content.rows})
    groups = content.groups
    amounts = {(row.group, row.year): row.amount for row in content.rows}
    page.write_string(0, 0, content.title, styles.title)
    page.write_string(1, 0, f"{content.subtitle} · {content.currency}", styles.muted)
    if missing := _missing(content, words):
        page.write_string(2, 0, missing, styles.warning)
    page.write_string(_HEAD, 0, content.group_head, styles.head)
    page.set_row(_HEAD, 32)
    for place, year in enumerate(years, start=1):
        page.write_number(_HEAD, place, year, styles.head)
    last = len(years)
    page.write_string(_HEAD, last + 1, words.both("pay.total"), styles.head)
    for row, group in enumerate(groups, start=_FIRST):
        page.write_string(row, 0, group)
        for place, year in enumerate(years, start=1):
            page.write_number(row, place, float(amounts.get((group, year), 0)), styles.money)
        whole = float(sum(amounts.get((group, year), Decimal(0)) for year in years))
        page.write_formula(row, last + 1, f"=SUM({_span(row, 1, row, last)})", styles.total, whole)
    end = _FIRST + len(groups) - 1
    if content.compare:
        _write_savings(page, content, years, styles, words)
    elif groups:
        page.write_string(end + 1, 0, words.both("pay.total").replace("\n", " "), styles.label)
        for place in range(1, len(years) + 2):
            own = years[place - 1 : place] or years
            whole = float(sum(amounts.get((group, one), Decimal(0)) for group in groups for one in own))
            page.write_formula(end + 1, place, f"=SUM({_span(_FIRST, place, end, place)})", styles.total, whole)
    page.set_column(0, 0, 30)
    page.set_column(1, last + 1, 13)
    page.freeze_panes(_FIRST, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD)
    page.set_footer(f"&L{content.title.replace('&', '&&')[:120]}&R&P / &N")
    if groups and years:
        _chart(book, page, content, (len(groups), last))


def _missing(content: ForecastBook, words: Words) -> str:
    """Return what the sums leave out, in one line; empty where they leave nothing out."""
    unrated = words("scenario.unrated", names=", ".join(content.unrated)) if content.unrated else ""
    unpriced = words("scenario.unpriced", n=content.unpriced) if content.unpriced else ""
    return " ".join(part for part in (unrated, unpriced) if part)


def _write_savings(
    page: bookwriter.Worksheet, content: ForecastBook, years: Sequence[int], styles: _Styles, words: Words
) -> None:
    """Write below how much each alternative saves against the first."""
    groups = content.groups
    amounts = {(row.group, row.year): row.amount for row in content.rows}
    for number, group in enumerate(groups[1:], start=1):
        row, own = _FIRST + len(groups) + number, _FIRST + number
        page.write_string(row, 0, words("scenario.saves", name=group), styles.muted)
        for place in range(1, len(years) + 2):
            span = years[place - 1 : place] or years
            saved = sum((amounts[groups[0], one] - amounts[group, one] for one in span), Decimal(0))
            formula = f"={bookwriter.xl_rowcol_to_cell(_FIRST, place)}-{bookwriter.xl_rowcol_to_cell(own, place)}"
            page.write_formula(row, place, formula, styles.money, float(saved))


def _chart(book: bookwriter.Workbook, page: bookwriter.Worksheet, content: ForecastBook, size: tuple[int, int]) -> None:
    groups, last = size
    kind = {"type": "column"} if content.compare else {"type": "column", "subtype": "stacked"}
    chart = book.add_chart(kind)
    for row in range(_FIRST, _FIRST + min(groups, 24)):
        chart.add_series(
            {
                "name": [page.get_name(), row, 0],
                "categories": [page.get_name(), _HEAD, 1, _HEAD, last],
                "values": [page.get_name(), row, 1, row, last],
                "gap": 60,
            }
        )
    chart.set_title({"name": f"{content.title} ({content.currency})", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E6E9EE"}}})
    chart.set_size({"width": 900, "height": 360})
    page.insert_chart(_FIRST + 2 * groups + 3, 0, chart)


def _span(row: int, column: int, last_row: int, last_column: int) -> str:
    return f"{bookwriter.xl_rowcol_to_cell(row, column)}:{bookwriter.xl_rowcol_to_cell(last_row, last_column)}"


def _write_details(page: bookwriter.Worksheet, content: ForecastBook, styles: _Styles, words: Words) -> None:
    heads = (content.group_head, words.both("pay.calendar_year"), words.both("pay.currency"), words.both("pay.amount"))
    for place, head in enumerate(heads):
        page.write_string(0, place, head, styles.head)
    for row, (group, year, currency, amount) in enumerate(content.details, start=1):
        page.write_string(row, 0, group)
        page.write_number(row, 1, year)
        page.write_string(row, 2, currency)
        page.write_number(row, 3, float(amount), styles.money)
    page.set_column(0, 0, 30)
    page.set_column(1, 3, 14)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(content.details), 1), 3)


def _write_rates(page: bookwriter.Worksheet, content: ForecastBook, styles: _Styles, words: Words) -> None:
    for place, key in enumerate(("currency", "rate", "as_of", "source")):
        page.write_string(0, place, words.both(f"scenario.{key}"), styles.head)
    for row, one in enumerate(content.rates, start=1):
        page.write_string(row, 0, f"{one.currency} → {one.into}")
        page.write_number(row, 1, float(one.rate), styles.rate)
        if one.as_of is not None:
            page.write_datetime(row, 2, one.as_of, styles.day)
        page.write_string(row, 3, one.source)
    page.set_column(0, 2, 14)
    page.set_column(3, 3, 60)
