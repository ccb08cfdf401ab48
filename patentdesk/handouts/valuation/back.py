"""Write the closing sheets: Reconciliation, Caveats, Sign-off, Lists."""

from __future__ import annotations

from patentdesk.core.words import Words
from patentdesk.handouts.valuation.assets import LANGUAGES, remark, sentence
from patentdesk.handouts.valuation.bands import total_name
from patentdesk.handouts.valuation.book import HEAD_ROW, Sheet
from patentdesk.handouts.valuation.capitals import CapitalsTable
from patentdesk.handouts.valuation.front import CONCLUDED, concluded, sums_by, values_by
from patentdesk.handouts.valuation.income import SUM_FEES_ROW, TOTAL
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.conventions import Convention
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import NotValued

CAVEATS = 12
OFFSET_ROW = HEAD_ROW + 1


def write_reconciliation(plan: Plan) -> None:
    """Write methods side by side with weight and reason, and the cross-check against the cost to keep.

    The value of relief from royalty is live at all three ends; the ends of the other methods are as issued.
    """
    sheet, label = plan.book.add("reconciliation", (50, 10, 10, 18, 18, 18, 18, 70)), plan.book.label
    keys = ("method", "weight", "count", "value", "low", "high", "weighted", "why")
    sheet.heads(HEAD_ROW, [f"handout.reconciliation.{key}" for key in keys])
    for offset, method in enumerate(Method):
        _method(plan, sheet, HEAD_ROW + 1 + offset, method)
    last = HEAD_ROW + len(Method)
    total, first = last + 1, HEAD_ROW + 2
    value = concluded(plan)
    sheet.put(total, 0, label("handout.reconciliation.concluded"), bold=True)
    sheet.formula(total, 1, f"SUM(B{first}:B{last + 1})", sum(plan.handout.weights.values()), "rate", bold=True)
    sheet.put(total, 2, "")
    for column, level in ((3, Level.BASE), (4, Level.LOW), (5, Level.HIGH)):
        letter = "ABCDEF"[column]
        formula = f"SUMPRODUCT($B{first}:$B{last + 1},{letter}{first}:{letter}{last + 1})"
        sheet.formula(total, column, formula, value[level], bold=True)
        plan.book.workbook.define_name(CONCLUDED[level], "=" + sheet.ref(total, column))
    sheet.formula(total, 6, f"SUM(G{first}:G{last + 1})", value[Level.BASE], bold=True)
    sheet.put(total, 7, label("handout.reconciliation.tie"))
    plan.book.workbook.define_name("Weights_Total", "=" + sheet.ref(total, 1))
    plan.book.workbook.define_name("Weighted_Value", "=" + sheet.ref(total, 6))
    if plan.overlap:
        sheet.warn(total + 1, plan.overlap)
    cross = total + 3
    sheet.section(cross, "handout.reconciliation.cross")
    fees = sum(item.outcome.relief.pv_fees for item in plan.items)
    sheet.put(cross + 1, 0, label("handout.line.pv_fees"))
    if plan.items:
        sheet.formula(cross + 1, 3, plan.sheet("income").ref(SUM_FEES_ROW, TOTAL), fees, "money", "link")
    else:
        sheet.put(cross + 1, 3, 0, "money")
    sheet.put(cross + 2, 0, label("handout.reconciliation.cover"))
    ratio = value[Level.BASE] / fees if fees else 0.0
    sheet.formula(cross + 2, 3, f"IF(D{cross + 2}=0,0,D{total + 1}/D{cross + 2})", ratio, "factor")
    sheet.note(cross + 3, label("handout.reconciliation.cross_note"))
    sheet.page.print_area(0, 0, cross + 4, 7)


def _method(plan: Plan, sheet: Sheet, row: int, method: Method) -> None:
    """Write one method: its total, or why it gives none."""
    words, found = plan.book.words, values_by(plan, method)
    sheet.page.set_row(row, 40)
    sheet.put(row, 0, words.both(f"method.{method.value}"))
    sheet.put(row, 1, plan.handout.weights.get(method, 0.0), "rate", "input")
    sheet.put(row, 2, len(found), "count")
    sums = sums_by(plan, method)
    names = {Level.BASE: total_name(method), Level.LOW: "Total_Low", Level.HIGH: "Total_High"}
    for column, level in ((3, Level.BASE), (4, Level.LOW), (5, Level.HIGH)):
        if method is Method.RELIEF or (found and level is Level.BASE):
            sheet.formula(row, column, names[level], sums[level], "money", "link")
        else:
            sheet.put(row, column, sums[level], "money")
    weighted = plan.handout.weights.get(method, 0.0) * sums[Level.BASE]
    sheet.formula(row, 6, f"B{row + 1}*D{row + 1}", weighted)
    used = found or method is Method.RELIEF
    reason = method.value if used else "unused" if method in plan.handout.methods else "not_chosen"
    sheet.put(row, 7, words.both(f"handout.reconciliation.why.{reason}"))


def write_caveats(plan: Plan) -> None:
    """Write limits and restrictions of use, then every warning and every patent without value."""
    sheet = plan.book.add("caveats", (6, 24, 110))
    row = 2
    for number in range(1, CAVEATS + 1):
        sheet.page.set_row(row, 32)
        sheet.put(row, 0, number, "count")
        sheet.page.merge_range(row, 1, row, 2, "", plan.book.style("text"))
        sheet.put(row, 1, plan.book.words.both(f"handout.caveat{number}"))
        row += 1
    row += 1
    sheet.section(row, "handout.caveats.by_patent")
    row += 1
    sheet.heads(row, ["handout.head.number", "handout.head.patent_number", "handout.head.remark"])
    sheet.page.repeat_rows(row)
    for number, subject in enumerate(plan.subjects, start=1):
        problems = subject.outcome.problems
        texts = [
            "  ".join(sentence(Words(language, plan.book.words.entries), problem) for language in LANGUAGES)
            for problem in problems
        ]
        if isinstance(subject.outcome, NotValued) or not problems:
            texts = [remark(plan, subject)] if remark(plan, subject) else []
        for text in texts:
            row += 1
            sheet.put(row, 0, number, "count")
            sheet.put(row, 1, subject.number)
            sheet.put(row, 2, text)
            sheet.page.set_row(row, 28)
    sheet.page.print_area(0, 0, row + 1, 2)


def write_signoff(plan: Plan) -> None:
    """Write roles, names and dates to sign, and an empty change log."""
    sheet, label = plan.book.add("signoff", (26, 26, 30, 16, 16, 50)), plan.book.label
    sheet.heads(HEAD_ROW, [f"handout.signoff.{key}" for key in ("role", "name", "signature", "date")])
    for offset, key in enumerate(("prepared", "reviewed", "approved")):
        row = HEAD_ROW + 1 + offset
        sheet.page.set_row(row, 30)
        sheet.put(row, 0, label(f"handout.cover.{key}"))
        sheet.put(row, 1, plan.handout.prepared_by if key == "prepared" else None, "text", "input")
        sheet.put(row, 2, None, "text", "input")
        sheet.put(row, 3, None, "date", "input")
    top = HEAD_ROW + 6
    sheet.section(top - 1, "handout.signoff.log")
    sheet.heads(top, [f"handout.signoff.{key}" for key in ("who", "assumption", "old", "new", "date", "reason")])
    for row in range(top + 1, top + 13):
        for column in range(6):
            sheet.put(row, column, None, "date" if column == 4 else "text", "input")
    sheet.page.print_area(0, 0, top + 13, 5)


def write_lists(plan: Plan) -> str:
    """Write code lists, the convention's offset and the amount in capitals; returns the reference to the text."""
    sheet, label = plan.sheet("lists"), plan.book.label
    define = plan.book.workbook.define_name
    sheet.heads(HEAD_ROW, ["handout.lists.convention", "handout.lists.offset"])
    for number, convention in enumerate(Convention):
        sheet.put(OFFSET_ROW + number, 0, convention.value)
        sheet.put(OFFSET_ROW + number, 1, convention.offset, "factor")
    last = OFFSET_ROW + len(Convention) - 1
    define("List_Convention", "=" + sheet.ref(OFFSET_ROW, 0, last=(last, 0)))
    row = last + 2
    sheet.put(row, 0, label("handout.lists.in_use"))
    used = plan.items[0].outcome.inputs.convention if plan.items else Convention.MID
    offsets = sheet.ref(OFFSET_ROW, 1, last=(last, 1)).split("!")[1]
    sheet.formula(row, 1, f"INDEX({offsets},MATCH(Convention,List_Convention,0))", used.offset, "factor")
    define("Conv_Offset", "=" + sheet.ref(row, 1))
    table = CapitalsTable(sheet, row + 2, 0)
    heads = (label("handout.summary.yuan"), label("handout.lists.place"), label("handout.lists.piece"))
    text = table.write(CONCLUDED[Level.BASE], concluded(plan)[Level.BASE], heads)
    sheet.page.print_area(0, 0, row + 17, 5)
    return text
