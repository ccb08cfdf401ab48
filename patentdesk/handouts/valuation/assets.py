"""Write the Assets sheet (what is valued) and the Fees sheet (what keeping it costs)."""

from __future__ import annotations

from patentdesk.core.problems import Problem, Severity
from patentdesk.core.words import Language, Words
from patentdesk.handouts.valuation.book import HEAD_ROW, Cell, Sheet
from patentdesk.handouts.valuation.content import Item, Subject
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.patent import Ended, Fee, NotValued, Valued

HEADS = (
    "number", "patent_number", "title", "right_type", "owner", "filing", "expiry", "status", "status_date", "family",
    "encumbrance", "product", "segment", "next_fee", "value", "value_low", "value_high", "value_wan", "remark",
)  # fmt: skip
WIDTHS = (5, 19, 30, 10, 18, 11, 11, 10, 11, 8, 14, 14, 14, 11, 16, 16, 16, 13, 44)
VALUE, LOW, HIGH, WAN = 14, 15, 16, 17
EXPIRY = 6
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FEE_HEADS = ("number", "patent_number", "patent_year", "due", "amount")


def write_assets(plan: Plan) -> None:
    """Write one row per patent with its facts and its value, and the total."""
    sheet = plan.book.add("assets", WIDTHS)
    sheet.note(1, plan.book.label("handout.assets.note"))
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in HEADS])
    for position, subject in enumerate(plan.subjects):
        _facts(plan, sheet, position, subject)
    total = plan.asset_row(len(plan.subjects))
    sheet.put(total, 1, plan.book.label("handout.total"), bold=True)
    if plan.overlap:
        sheet.warn(total + 1, plan.overlap, 1)
    sheet.page.freeze_panes(HEAD_ROW + 1, 3)
    sheet.page.repeat_rows(HEAD_ROW)
    sheet.page.print_area(0, 0, total + 1, len(HEADS) - 1)
    first, last = plan.asset_row(0), plan.asset_row(max(0, len(plan.items) - 1))
    plan.book.workbook.define_name("Asset_Numbers", "=" + sheet.ref(first, 1, last=(last, 1)))


def _facts(plan: Plan, sheet: Sheet, position: int, subject: Subject) -> None:
    patent, row = subject.patent, plan.asset_row(position)
    facts = subject.outcome.facts
    dues = sorted(fee.due for fee in facts.fees if fee.due > plan.handout.valued_on)
    cells: list[tuple[Cell, str]] = [
        (position + 1, "count"),
        (subject.number, "text"),
        (patent.title or patent.title_en, "text"),
        (both(plan, "right_type", patent.right_type.value), "text"),
        (subject.owner, "text"),
        (patent.filing_date, "date"),
        (facts.expiry, "date"),
        (both(plan, "status", facts.status.value), "text"),
        (patent.status_date, "date"),
        (patent.family_id, "count"),
        ("\n".join(plan.book.label(f"encumbrance.{kind}") for kind in subject.encumbrances), "text"),
        (patent.product, "text"),
        (both(plan, "segment", patent.segment.value) if patent.segment else "", "text"),
        (dues[0] if dues else None, "date"),
    ]
    for column, (value, kind) in enumerate(cells):
        sheet.put(row, column, value, kind)
    told = remark(plan, subject)
    sheet.put(row, len(HEADS) - 1, told)
    texts = {column: str(value) for column, (value, kind) in enumerate(cells) if kind == "text" and value}
    sheet.fit_row(row, texts | {len(HEADS) - 1: told})


def remark(plan: Plan, subject: Subject) -> str:
    """Return in both languages why a patent has no value or is worth nothing, or its gravest warning."""
    return "\n".join(_remark(Words(language, plan.book.words.entries), subject) for language in LANGUAGES).strip()


def _remark(words: Words, subject: Subject) -> str:
    outcome = subject.outcome
    if isinstance(outcome, Ended):
        return words("handout.ended", reason=words.code("status", outcome.reason.value))
    if isinstance(outcome, NotValued):
        return words("handout.not_valued", reason=sentence(words, outcome.problems[0]))
    ranked = sorted(outcome.problems, key=lambda problem: problem.severity is Severity.NOTE)
    return sentence(words, ranked[0]) if ranked else ""


def sentence(words: Words, problem: Problem) -> str:
    """Return a problem in one language, its code values by their names."""
    args = {name: words.code(name, value) if isinstance(value, str) else value for name, value in problem.args.items()}
    return words(f"problem.{problem.code}", **args)


def both(plan: Plan, kind: str, value: str) -> str:
    """Return the name of a code value in Chinese and English on two lines."""
    return plan.book.words.both(f"{kind}.{value}") if plan.book.words.has(f"{kind}.{value}") else value


def link_values(plan: Plan, value_refs: dict[tuple[int, Level], str]) -> None:
    """Write the values into the Assets sheet as links to the Income sheet, and their totals."""
    sheet = plan.sheet("assets")
    columns = {Level.BASE: VALUE, Level.LOW: LOW, Level.HIGH: HIGH}
    totals = dict.fromkeys(columns, 0.0)
    for position, subject in enumerate(plan.subjects):
        row = plan.asset_row(position)
        for level, column in columns.items():
            if isinstance(subject.outcome, Valued):
                value = plan.items[position].cases[level].relief.value
                sheet.formula(row, column, value_refs[position, level], value, "money", "link")
                totals[level] += value
            else:
                sheet.put(row, column, 0 if isinstance(subject.outcome, Ended) else None, "money")
        if subject.value is None:
            sheet.put(row, WAN, None, "money")
        else:
            sheet.formula(row, WAN, f"O{row + 1}/10000", subject.value / 10000, "wan")
    total, first = plan.asset_row(len(plan.subjects)) + 1, plan.asset_row(0) + 1
    for level, column in columns.items():
        letter = "OPQ"[column - VALUE]
        last = max(first, total - 1)
        sheet.formula(total - 1, column, f"SUM({letter}{first}:{letter}{last})", totals[level], "money", bold=True)
    sheet.formula(total - 1, WAN, f"O{total}/10000", totals[Level.BASE] / 10000, "wan", bold=True)
    for name, column in (("Total_Value", VALUE), ("Total_Low", LOW), ("Total_High", HIGH)):
        plan.book.workbook.define_name(name, "=" + sheet.ref(total - 1, column))


def write_fees(plan: Plan) -> None:
    """Write the official fees of each patent by due date, in CNY; a patent without fees has one empty row."""
    sheet = plan.book.add("fees", (8, 34, 16, 18, 24), landscape=False)
    sheet.note(1, plan.book.label("handout.fees.note"))
    sheet.heads(HEAD_ROW, [f"handout.head.{key}" for key in FEE_HEADS])
    row = HEAD_ROW + 1
    for item in plan.items:
        first = row
        row = _fees_of(sheet, row, item)
        plan.fee_rows[item.index] = (first, row - 1)
    sheet.page.freeze_panes(HEAD_ROW + 1, 2)
    sheet.page.repeat_rows(HEAD_ROW)
    sheet.page.print_area(0, 0, max(row - 1, HEAD_ROW + 1), len(FEE_HEADS) - 1)


def _fees_of(sheet: Sheet, row: int, item: Item) -> int:
    fees = sorted(item.outcome.facts.fees, key=lambda fee: fee.due)
    rows: list[Fee | None] = [*fees] or [None]
    for fee in rows:
        sheet.put(row, 0, item.index + 1, "count")
        sheet.put(row, 1, item.subject.number)
        sheet.put(row, 2, fee.year if fee else None, "count")
        sheet.put(row, 3, fee.due if fee else None, "date")
        sheet.put(row, 4, fee.amount if fee else 0, "money")
        row += 1
    return row
