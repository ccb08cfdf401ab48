"""Write the Assumptions sheet: the only place where numbers are typed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from patentdesk.core.words import Words
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.issue import sign
from patentdesk.handouts.valuation.plan import NAMES, Column, Plan, name_of
from patentdesk.valuation.assumptions import Definition
from patentdesk.valuation.methods import METHOD_KEYS
from patentdesk.valuation.patent import INPUT_KEYS
from patentdesk.valuation.records import Assumption

HEADS = (
    "number", "key", "scope", "assumption", "unit", "base", "low", "high", "changed", "distribution", "source", "as_of",
    "owner", "confidence", "reason", "definition", "link", "was_base", "was_low", "was_high",
)  # fmt: skip
"""In the order of ``plan.Column``; the last four stand right of the printed area."""
WIDTHS = (5, 14, 17, 20, 7, 15, 15, 15, 8, 10, 40, 10, 9, 10, 24, 56, 24, 15, 15, 15)
DATE_ROW = HEAD_ROW + 1
CONVENTION_ROW = HEAD_ROW + 2


def write_assumptions(plan: Plan) -> None:
    """Write one row per assumption that speaks for a patent of the handout; cells with values are unlocked inputs."""
    sheet = plan.book.add("assumptions", WIDTHS)
    sheet.note(1, plan.book.label("handout.assumptions.note"))
    sheet.note(2, plan.book.label("handout.assumptions.note2"))
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in HEADS], height=44)
    _general(plan, sheet)
    for offset, row in enumerate(_rows(plan)):
        place = CONVENTION_ROW + 1 + offset
        plan.assumption_rows[row.key, row.scope] = place
        _write_row(plan, sheet, place, offset + 3, row)
    issued = ((row.key, row.scope, row.value, row.low, row.high) for row in _rows(plan))
    sign(plan, issued, len(plan.assumption_rows) + 2)
    last = CONVENTION_ROW + len(plan.assumption_rows)
    page = sheet.page
    page.freeze_panes(HEAD_ROW + 1, Column.UNIT)
    page.repeat_rows(HEAD_ROW)
    page.print_area(0, 0, last, Column.DEFINITION)
    changed = plan.book.style("general", bg_color="#FFE3B0")
    page.conditional_format(
        DATE_ROW, Column.CHANGED, last, Column.CHANGED,
        {"type": "cell", "criteria": "==", "value": 1, "format": changed},
    )  # fmt: skip
    range_ref = sheet.ref(DATE_ROW, Column.CHANGED, last=(last, Column.CHANGED))
    plan.book.workbook.define_name("Inputs_Changed", f"={range_ref}")


def _general(plan: Plan, sheet: Sheet) -> None:
    """Write the valuation date and the convention, which hold for every patent."""
    label, valued_on = plan.book.label, plan.handout.valued_on
    define = plan.book.workbook.define_name
    for place, key, unit in ((DATE_ROW, "valuation_date", "date"), (CONVENTION_ROW, "convention", "text")):
        sheet.fit_row(place, _names(plan, place, place - HEAD_ROW, key, unit))
        sheet.put(place, Column.SCOPE, scope_name(plan.book.words, "", {}))
        for column in (Column.LOW, Column.HIGH, Column.WAS_LOW, Column.WAS_HIGH):
            sheet.put(place, column, None, "general")
        for column in (*range(Column.DISTRIBUTION, Column.DEFINITION), Column.LINK):
            sheet.put(place, column, None)
        define(NAMES[key], "=" + sheet.ref(place, Column.BASE))
    sheet.put(DATE_ROW, Column.BASE, valued_on, "date", "input")
    sheet.put(DATE_ROW, Column.WAS_BASE, valued_on, "date")
    convention = _convention(plan)
    sheet.put(CONVENTION_ROW, Column.BASE, convention, "text", "input")
    sheet.put(CONVENTION_ROW, Column.WAS_BASE, convention, "text")
    for place in (DATE_ROW, CONVENTION_ROW):
        excel = place + 1
        sheet.formula(place, Column.CHANGED, f"IF(F{excel}=R{excel},0,1)", 0, "count")
    days = {"minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
    error = {"error_title": label("handout.input.title"), "error_message": label("handout.input.date")}
    sheet.page.data_validation(
        DATE_ROW, Column.BASE, DATE_ROW, Column.BASE,
        {"validate": "date", "criteria": "between", **days, **error},
    )  # fmt: skip
    sheet.page.data_validation(
        CONVENTION_ROW, Column.BASE, CONVENTION_ROW, Column.BASE, {"validate": "list", "source": "=List_Convention"}
    )


def _convention(plan: Plan) -> str:
    """Return the convention of the handout; it is one for all patents."""
    return plan.items[0].outcome.inputs.convention.value if plan.items else "mid"


def _rows(plan: Plan) -> list[Assumption]:
    order = {key: rank for rank, key in enumerate(plan.handout.definitions)}
    used = {*INPUT_KEYS, *(key for method in plan.handout.methods for key in METHOD_KEYS[method])}
    found = {
        (row.key, row.scope): row
        for item in plan.items
        for row in item.subject.resolved.rows.values()
        if row.key in used
    }
    return sorted(found.values(), key=lambda row: (order[row.key], row.scope))


def scope_name(words: Words, scope: str, names: Mapping[str, str]) -> str:
    """Return a scope as a reader names it; ``names`` knows members and patents."""
    kind, _, value = scope.partition(":")
    if not kind:
        return words.both("handout.scope.all").replace("\n", " ")
    if kind == "segment":
        return words.both(f"segment.{value}").replace("\n", " ") if words.has(f"segment.{value}") else value
    return words.both(f"handout.scope.{kind}", n=names.get(scope, value)).replace("\n", " ")


def _scope_names(plan: Plan) -> dict[str, str]:
    patents = {f"patent:{item.subject.patent.id}": item.subject.number for item in plan.items}
    return patents | dict(plan.handout.names)


def _names(plan: Plan, place: int, number: int, key: str, unit: str) -> dict[int, str]:
    """Write what an assumption is called and means; returns the texts by column."""
    words, sheet = plan.book.words, plan.sheet("assumptions")
    sheet.put(place, Column.NUMBER, number, "count")
    sheet.put(place, Column.KEY, key)
    sheet.put(place, Column.NAME, words.both(f"assumption.{key}"))
    sheet.put(place, Column.UNIT, words.both(f"unit.{unit}").replace("\n", " "))
    definition = words.both(f"assumption.{key}.definition")
    sheet.put(place, Column.DEFINITION, definition)
    return {Column.KEY: key, Column.NAME: words.both(f"assumption.{key}"), Column.DEFINITION: definition}


def _write_row(plan: Plan, sheet: Sheet, place: int, number: int, row: Assumption) -> None:
    definition = plan.handout.definitions[row.key]
    texts = _names(plan, place, number, row.key, definition.unit)
    name = scope_name(plan.book.words, row.scope, _scope_names(plan))
    kind = definition.unit
    for offset, value in enumerate((row.value, row.low, row.high)):
        sheet.put(place, Column.BASE + offset, value, kind, "input")
        sheet.put(place, Column.WAS_BASE + offset, value, kind)
    excel = place + 1
    same = f"IF(AND(F{excel}=R{excel},G{excel}=S{excel},H{excel}=T{excel}),0,1)"
    sheet.formula(place, Column.CHANGED, same, 0, "count")
    ranged = row.low is not None or row.high is not None
    sheet.put(place, Column.DISTRIBUTION, "PERT" if ranged else "–")
    for column, text in (
        (Column.SOURCE, row.source),
        (Column.LINK, row.link),
        (Column.OWNER, row.owner),
        (Column.CONFIDENCE, row.confidence),
        (Column.REASON, row.text),
    ):
        sheet.put(place, column, text)
        texts[column] = text
    texts[Column.SCOPE] = f"{row.scope}\n{name}" if row.scope else name
    sheet.put(place, Column.SCOPE, texts[Column.SCOPE])
    sheet.fit_row(place, texts)
    sheet.put(place, Column.AS_OF, row.as_of, "date")
    _validate(plan, sheet, place, definition)
    plan.book.workbook.define_name(_workbook_name(plan, row), "=" + sheet.ref(place, Column.BASE))


def _workbook_name(plan: Plan, row: Assumption) -> str:
    """Return an ASCII name: products are numbered, since their own names may hold anything."""
    kind, _, which = row.scope.partition(":")
    if kind == "product":
        which = str(plan.products.index(which) + 1)
    return "_".join(filter(None, (name_of(row.key), kind, which)))


def _validate(plan: Plan, sheet: Sheet, place: int, definition: Definition) -> None:
    label = plan.book.label
    bounds = {"low": f"{definition.minimum:g}", "high": f"{definition.maximum:g}"}
    sheet.page.data_validation(
        place, Column.BASE, place, Column.HIGH,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": definition.minimum,
            "maximum": definition.maximum,
            "ignore_blank": True,
            "error_title": label("handout.input.title"),
            "error_message": label("handout.input.bounds", **bounds),
        },
    )  # fmt: skip
