"""Write several methods side by side: one row a patent, for each method its assumptions and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from patentdesk.handouts import bookwriter
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.drivers import driver_formula
from patentdesk.handouts.valuation.paging import LANDSCAPE, scale_of
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.methods import METHOD_KEYS, Method

Column = tuple[str, str, float, str]
"""Word of the head, formula with ``{name}`` for other columns of the row, result, number format."""
Columns = Callable[[Plan, Item], list[Column]]
"""What follows from the assumptions of a method, the value last."""
FIRST = 2
"""Column of what the methods share, or of the first method."""
WIDTH = 15
NARROWER = 0.8
"""Part of the page's width that a band takes: spreadsheet programs round widths differently."""


def used(plan: Plan, method: Method) -> list[Item]:
    """Return the items that a method gives a value for."""
    return [item for item in plan.items if item.subject.by(method)]


def value_of(item: Item, method: Method) -> float:
    """Return what a method gives for an item that it gives a value for."""
    found = item.subject.by(method)
    return found.value or 0.0 if found else 0.0


def total_name(method: Method) -> str:
    """Return the workbook name of a method's total."""
    return "Total_Value" if method is Method.RELIEF else "Total_" + method.value.title()


def put_sum(plan: Plan, sheet: Sheet, method: Method, place: tuple[int, int], first: int) -> None:
    """Write the total of a method below its values, which begin at row ``first``, and give it a name.

    The word for it stands in column 1, once for all totals of the row.
    """
    row, column = place
    letter = bookwriter.xl_col_to_name(column)
    total = sum(value_of(item, method) for item in plan.items)
    if not sheet.page.table[row].get(1):
        sheet.put(row, 1, plan.book.label("handout.total"), bold=True)
    sheet.formula(row, column, f"SUM({letter}{first + 1}:{letter}{row})", total, bold=True)
    plan.book.workbook.define_name(total_name(method), "=" + sheet.ref(row, column))


def add_bands(plan: Plan, key: str, bands: Mapping[Method, Columns], shared: Columns | None = None) -> Sheet:
    """Add a sheet with a band of columns for each method that gives a value; ``shared`` columns stand before them.

    In print each band is a page wide, with the patents' names and the shared columns beside it.
    """
    chosen = {method: columns for method, columns in bands.items() if used(plan, method)}
    common = len(shared(plan, plan.items[0])) if shared and chosen else 0
    sizes = [len(METHOD_KEYS[method]) + len(columns(plan, used(plan, method)[0])) for method, columns in chosen.items()]
    sheet = plan.book.add(key, (6, 22, *[WIDTH] * max(8, common + sum(sizes))))
    sheet.notes(f"handout.{key}.note")
    last_row, starts, start = HEAD_ROW + 1 + len(plan.items), [], FIRST + common
    before = _names(plan, sheet, shared)
    for (method, columns), size in zip(chosen.items(), sizes, strict=True):
        _band(plan, sheet, method, columns, (before, start))
        put_sum(plan, sheet, method, (last_row, start + size - 1), HEAD_ROW + 1)
        starts.append(start)
        start += size
    page = sheet.page
    page.freeze_panes(HEAD_ROW + 1, FIRST)
    page.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
    page.repeat_columns(0, FIRST + common - 1)
    page.set_v_pagebreaks(starts[1:])
    widest = [6, 22, *[WIDTH] * (common + max(sizes, default=8))]
    page.set_print_scale(int(100 * NARROWER * scale_of(widest, LANDSCAPE[0])))
    page.print_area(0, 0, last_row if chosen else HEAD_ROW + 2, max(start - 1, FIRST))
    return sheet


def _names(plan: Plan, sheet: Sheet, shared: Columns | None) -> list[str]:
    """Write number and name of each patent, and what the methods share; returns the names of the shared columns."""
    names = [name for name, *_ in shared(plan, plan.items[0])] if shared else []
    heads = ["number", "patent_number", *names]
    sheet.heads(HEAD_ROW, [f"handout.head.{head}" for head in heads], height=46)
    for item in plan.items:
        row = HEAD_ROW + 1 + item.index
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        for column, (_name, formula, result, kind) in enumerate(shared(plan, item) if shared else (), start=FIRST):
            sheet.formula(row, column, formula, result, kind)
    return names


def _band(plan: Plan, sheet: Sheet, method: Method, columns: Columns, place: tuple[list[str], int]) -> None:
    """Write the columns of one method; those of a patent that it gives no value for stay empty.

    ``place``: the columns that stand before all bands, and the first column of this one.
    """
    before, start = place
    keys, items = METHOD_KEYS[method], used(plan, method)
    names = [name for name, *_ in columns(plan, items[0])]
    heads = [*(f"assumption.{key}" for key in keys), *(f"handout.head.{name}" for name in names)]
    sheet.section(HEAD_ROW - 1, f"method.{method.value}", start)
    sheet.heads(HEAD_ROW, heads, start, height=46)
    for item in items:
        row = HEAD_ROW + 1 + item.index
        put_keys(plan, sheet, item, method, (row, start))
        columns_by_name = [*enumerate(before, FIRST), *enumerate([*keys, *names], start)]
        places = {name: f"{bookwriter.xl_col_to_name(column)}{row + 1}" for column, name in columns_by_name}
        for column, (name, formula, result, kind) in enumerate(columns(plan, item), start=start + len(keys)):
            sheet.formula(row, column, formula.format(**places), result, kind, bold=name == "value")


def put_keys(plan: Plan, sheet: Sheet, item: Item, method: Method, place: tuple[int, int]) -> None:
    """Write the assumptions of a method side by side, each a link."""
    row, start = place
    for column, key in enumerate(METHOD_KEYS[method], start):
        unit, number = plan.handout.definitions[key].unit, item.subject.resolved.value(key)
        sheet.formula(row, column, driver_formula(plan, item, key), number, unit, "link")
