"""Write a plain document for people, a title, facts and tables, as a workbook or as a page to be printed."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from patentdesk.core.handoutmarks import PROPERTY, HandoutMark
from patentdesk.handouts import bookwriter
from patentdesk.handouts.newbook import new_book
from patentdesk.handouts.table import replace_file

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table under a heading; ``widths`` are in characters, ``rows`` hold what stands under each header."""

    heading: str
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Page:
    """A document: title, facts as (name, value), tables, and lines to be signed on paper."""

    title: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[PageTable]
    signatures: Sequence[str] = ()


FORMS = (".xlsx", ".html")
_MARK = f'<meta name="{PROPERTY}" content="{HandoutMark.REPORT}">'


def write_page(path: Path, page: Page) -> int:
    """Write the document in the form that the name's ending says; return how many rows it holds.

    Texts are never formulas. Raises Refused as ``replace_file`` does.
    """

    def fill(part: Path) -> int:
        if path.suffix.lower() == ".html":
            part.write_text(_html(page), encoding="utf-8")
        else:
            _workbook(part, page)
        return sum(len(table.rows) for table in page.tables)

    return replace_file(path, fill, FORMS)


def _workbook(part: Path, page: Page) -> None:
    with new_book(part, HandoutMark.REPORT) as book:
        styles = _styles(book)
        sheet = book.add_worksheet()
        columns = max((len(table.widths) for table in page.tables), default=4)
        for place in range(columns):
            wide = max((table.widths[place] for table in page.tables if place < len(table.widths)), default=14)
            sheet.set_column(place, place, wide)
        sheet.merge_range(0, 0, 0, max(columns - 1, 1), page.title, styles["title"])
        sheet.set_row(0, 26)
        row = 2
        for name, value in page.facts:
            sheet.write_string(row, 0, name, styles["name"])
            sheet.merge_range(row, 1, row, max(columns - 1, 2), value, styles["value"])
            row += 1
        for table in page.tables:
            row = _write_table(sheet, row + 1, table, styles)
        for line in page.signatures:
            row += 2
            sheet.write_string(row, 0, line, styles["name"])
            sheet.merge_range(row, 1, row, max(columns - 1, 2), "", styles["line"])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{page.title.replace('&', '&&')[:120]}&R&P / &N")
        sheet.hide_gridlines(2)


def _styles(book: bookwriter.Workbook) -> dict[str, bookwriter.Format]:
    box = {"border": 1, "border_color": "#C6CDD6", "valign": "top", "text_wrap": True, "font_size": 10}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "heading": book.add_format({"bold": True, "font_size": 12, "font_color": "#1F4E79"}),
        "name": book.add_format({"font_color": "#5A6475", "valign": "top"}),
        "value": book.add_format({"text_wrap": True, "valign": "top"}),
        "line": book.add_format({"bottom": 1}),
        "head": book.add_format({**box, "bold": True, "bg_color": "#DDE6EE"}),
        "text": book.add_format({**box, "num_format": "@"}),
        "day": book.add_format({**box, "num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({**box, "num_format": "#,##0.##"}),
    }


def _write_table(sheet: bookwriter.Worksheet, row: int, table: PageTable, styles: dict[str, bookwriter.Format]) -> int:
    sheet.write_string(row, 0, table.heading, styles["heading"])
    for place, header in enumerate(table.headers):
        sheet.write_string(row + 1, place, header, styles["head"])
    for number, cells in enumerate(table.rows, start=row + 2):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, styles["day"])
            elif isinstance(cell, int | float | Decimal):
                sheet.write_number(number, place, float(cell), styles["number"])
            else:
                sheet.write_string(number, place, cell or "", styles["text"])
    return row + 2 + len(table.rows)


_STYLE = """@page { size: A4 landscape; margin: 14mm }
body { font: 10.5pt "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #1b2230; margin: 2em }
h1 { font-size: 18pt } h2 { font-size: 12.5pt; color: #1f4e79; margin-top: 1.6em }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
th, td { border: 1px solid #c6cdd6; padding: 4px 7px; text-align: left; vertical-align: top; white-space: pre-line }
th { background: #dde6ee } dl { display: grid; grid-template-columns: max-content auto; gap: 4px 18px }
dt { color: #5a6475 } dd { margin: 0 } .n { text-align: right } .s { margin-top: 2.6em; border-bottom: 1px solid #333 }
"""


def _html(page: Page) -> str:
    facts = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in page.facts)
    tables = "".join(_html_table(table) for table in page.tables)
    lines = "".join(f'<p class="s">{html.escape(line)}</p>' for line in page.signatures)
    title = html.escape(page.title)
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8">{_MARK}<title>{title}</title>\n'
        f"<style>{_STYLE}</style></head>\n"
        f"<body><h1>{title}</h1><dl>{facts}</dl>{tables}{lines}</body></html>\n"
    )


def _html_table(table: PageTable) -> str:
    heads = "".join(f"<th>{html.escape(header)}</th>" for header in table.headers)
    rows = "".join(f"<tr>{''.join(_html_cell(cell) for cell in cells)}</tr>\n" for cells in table.rows)
    head = f"<thead><tr>{heads}</tr></thead>"
    return f"<h2>{html.escape(table.heading)}</h2><table>{head}<tbody>\n{rows}</tbody></table>"


def _html_cell(cell: Cell) -> str:
    if cell is None:
        return "<td></td>"
    if isinstance(cell, date):
        return f"<td>{cell.isoformat()}</td>"
    if isinstance(cell, int | float | Decimal):
        return f'<td class="n">{cell:,}</td>'
    return f"<td>{html.escape(cell)}</td>"
