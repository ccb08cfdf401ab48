"""Compute deadlines from facts given on the command line, with their derivation; no portfolio is needed."""

from __future__ import annotations

import argparse

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_deadlines import DeadlineLine, deadline_fields, deadline_reason
from patentdesk.app.cli_setting import DONE, Setting, a_date
from patentdesk.app.output import table
from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.docketing.lawtext import law_name, law_text
from patentdesk.docketing.payments import Payment
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import RuleKind
from patentdesk.services import calculator
from patentdesk.services.calculator import Answer, Question
from patentdesk.services.reasons import Steps

_HALF_YEARS = {"3.5": 4, "7.5": 8, "11.5": 12}
"""US maintenance fees by their usual names and the patent year that each opens."""
_LAST_YEAR = 50
_MANY = 2
"""More annuities than this are shown as a table."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add office, kind of right, facts and what is asked about them."""
    parser.add_argument("office", metavar="OFFICE", help=words("cli.opt.office"))
    parser.add_argument("facts", nargs="+", metavar="EVENT=DATE[@channel]", help=words("cli.opt.facts"))
    parser.add_argument("--right", default="", metavar="R", help=words("cli.opt.right"))
    parser.add_argument("--period", default="", metavar="P", help=words("cli.opt.period"))
    parser.add_argument("--extension", default="", metavar="P", help=words("cli.opt.extension"))
    parser.add_argument("--country", default="", metavar="C", help=words("cli.opt.country"))
    parser.add_argument("--on", type=a_date, metavar="DATE", help=words("cli.opt.on"))
    parser.add_argument("--year", type=_years, metavar="N[-M]", help=words("cli.opt.renewal"))
    parser.add_argument("--annuities", action="store_true", help=words("cli.opt.annuities"))
    parser.add_argument("--paid", type=a_date, metavar="DATE", help=words("cli.opt.paid"))
    parser.add_argument("--claims", type=int, metavar="N", help=words("cli.opt.claims"))
    parser.add_argument("--entity", default="", metavar="E", help=words("cli.opt.entity"))
    parser.add_argument("--into", default="", metavar="C,C", help=words("cli.opt.into"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show each deadline with its derivation; ``words`` instead of facts lists what can be asked.

    Raises Refused for facts that cannot be read.
    """
    if arguments.facts == ["words"]:
        return _list_words(arguments.office, setting)
    question = Question(
        office=arguments.office,
        words=arguments.facts,
        today=setting.clock.today(),
        right=arguments.right,
        period=arguments.period,
        extension=arguments.extension,
        country=arguments.country,
        as_of=arguments.on,
        years=arguments.year,
        annuities=arguments.annuities,
        paid_on=arguments.paid,
        claims=arguments.claims,
        reduction=arguments.entity,
        into=[one for one in arguments.into.split(",") if one],
    )
    answer = calculator.calculate(setting.library, question)
    setting.voice.document(_document(answer, setting))
    _show(answer, setting)
    setting.voice.problems(answer.problems)
    return setting.status(list(answer.problems))


def _document(answer: Answer, setting: Setting) -> dict[str, object]:
    words = setting.words
    payments = answer.payments or (None,) * len(answer.deadlines)
    return {
        "office": answer.facts.office,
        "right": answer.facts.right_type,
        "law": calculator.law_version(setting.library),
        "deadlines": [
            {
                **deadline_fields(_as_stored(one), _steps(one)),
                "name": words.code("task", one.task),
                "kind": one.rule.kind,
                "hard": one.hard,
                "falls_due": one.falls_due,
                "opens_date": one.opens_date,
                "extendable_to": one.extendable_to,
                "lapses_on": one.lapses_on,
                "consequence": law_name(one.rule.consequence, words),
                "remedy": law_text(one.rule, one.rule.remedy, words),
                "citation": one.rule.citation,
                "payment": _payment_fields(paid),
            }
            for one, paid in zip(answer.deadlines, payments, strict=True)
        ],
        "needs": [
            {"rule": need.rule.id, "task": words.code("task", need.rule.task), "needs": need.field_name}
            for need in answer.needs
        ],
        "problems": setting.voice.problem_rows(answer.problems),
    }


def _payment_fields(paid: Payment | None) -> dict[str, object] | None:
    if paid is None:
        return None
    added = paid.surcharge
    return {
        "date": paid.paid_on,
        "timing": paid.timing,
        "month": added.month if added else None,
        "percent": added.percent if added and added.fixed is None else None,
        "other_percent": added.other_percent if added else None,
        "surcharge": _money(added.fixed) if added else None,
        "total": _money(paid.total),
    }


def _show(answer: Answer, setting: Setting) -> None:
    """Show acts and days one by one with their reasons, many annuities as a table, what is missing in one line."""
    words, voice, office = setting.words, setting.voice, answer.facts.office
    yearly = [one for one in answer.deadlines if one.rule.kind is RuleKind.ANNUITY]
    tabled = {id(one) for one in yearly} if len(yearly) > _MANY else set()
    payments = dict(zip(map(id, answer.deadlines), answer.payments, strict=False))
    for one in answer.deadlines:
        if id(one) not in tabled:
            lines = deadline_reason(DeadlineLine(office, _as_stored(one), rule=one.rule, steps=_steps(one)), words)
            if one.extendable_to:
                lines.append(f"    {'':<10}  {words('cli.date.extendable', day=one.extendable_to)}")
            if paid := payments.get(id(one)):
                lines.append(f"    {'':<10}  {_payment_text(one, paid, words)}")
            voice.show(*lines, "")
    if tabled:
        voice.show(words("cli.date.annuities", n=len(yearly)), *_annuity_table(yearly, payments, words), "")
    if answer.needs and answer.deadlines:
        fields = dict.fromkeys(words.code("field", need.field_name) for need in answer.needs)
        voice.show(words("cli.date.needs", fields=", ".join(fields)))


def _annuity_table(yearly: list[ComputedDeadline], payments: dict[int, Payment | None], words: Words) -> list[str]:
    heads = [words(f"cli.date.{head}") for head in ("year", "opens", "unrolled", "due", "grace", "lapses")]
    rows = [
        [one.year, one.opens_date, one.falls_due, one.due_date, one.grace_end, one.lapses_on]
        + ([_payment_text(one, paid, words)] if (paid := payments.get(id(one))) else [])
        for one in yearly
    ]
    return table([*heads, ""] if any(len(row) > len(heads) for row in rows) else heads, rows, widest=80)


def _payment_text(deadline: ComputedDeadline, paid: Payment, words: Words) -> str:
    added = paid.surcharge
    args: dict[str, object] = {"date": paid.paid_on, "opens": deadline.opens_date}
    key: str = paid.timing
    if paid.timing == "late":
        if added is None:
            key = "late_unknown"
        elif added.fixed is not None:
            key, args = "late_fixed", {**args, "amount": _money(added.fixed)}
        else:
            key = "late_percent" if added.other_percent is None else "late_percent_open"
            args |= {"month": added.month, "percent": added.percent, "other": added.other_percent}
    text = words(f"payment.{key}", **args)
    return f"{text}; {words('payment.total', amount=_money(paid.total))}" if paid.total else text


def _money(money: Money | None) -> str | None:
    return f"{money.amount} {money.currency}" if money else None


def _list_words(text: str, setting: Setting) -> int:
    """List what an office has rules for. Raises Refused 'no_rules_here'."""
    words, spoken = setting.words, calculator.vocabulary(setting.library)
    office = calculator.office_named(setting.library, text)
    found = calculator.triggers(setting.library, office)
    if not found:
        raise refuse("no_rules_here", office=text, known=", ".join(calculator.offices(setting.library)))
    rows = [
        [kind, words.code("event", kind), ", ".join(spoken.examples.get(kind, ())[:4]), _tasks(tasks, words)]
        for kind, tasks in sorted(found.items())
    ]
    setting.voice.document(
        {"office": office, "events": [dict(zip(("event", "name", "also", "gives"), row, strict=True)) for row in rows]}
    )
    setting.voice.show(
        *table([words(f"cli.date.{head}") for head in ("event", "name", "spoken", "gives")], rows, widest=60)
    )
    return DONE


def _tasks(tasks: list[str], words: Words) -> str:
    return ", ".join(words.code("task", task) for task in tasks)


def _years(text: str) -> tuple[int, int]:
    """Read ``3``, ``3-6`` or a US name such as ``3.5``. Raises ArgumentTypeError, which argparse reports."""
    first, _, last = text.partition("-")
    try:
        numbers = [_HALF_YEARS.get(part) or int(part) for part in (first, last or first)]
    except ValueError:
        raise misfit(text, "4, 4-6, 3.5") from None
    if not 1 <= numbers[0] <= numbers[1] <= _LAST_YEAR:
        raise misfit(text, f"1 … {_LAST_YEAR}")
    return numbers[0], numbers[1]


def _as_stored(deadline: ComputedDeadline) -> Deadline:
    """Return a computed deadline in the form in which a portfolio keeps it."""
    return Deadline(
        rule_id=deadline.rule_id,
        occurrence=deadline.occurrence,
        task=deadline.task,
        hard=deadline.hard,
        trigger_date=deadline.trigger_date,
        unrolled_date=deadline.unrolled_date,
        due_date=deadline.due_date,
        earlier_reading=deadline.earlier_reading,
        grace_end=deadline.grace_end,
        roll_verified=deadline.roll_verified,
        confidence=deadline.rule.confidence,
        year=deadline.year,
        problem=deadline.problem,
    )


def _steps(deadline: ComputedDeadline) -> Steps:
    return tuple(step.stored() for step in deadline.steps)
