"""Value patents and write the handout."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from patentdesk.app.cli_desk import open_desk_or_read
from patentdesk.app.cli_setting import Setting, a_count, a_date, there
from patentdesk.app.output import table
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.core.words import Words
from patentdesk.services import listing, valuing
from patentdesk.services.assumption_sets import set_of
from patentdesk.services.evidence import number_of
from patentdesk.services.valuing import DEFAULT_SET, Appraised, Order
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import Ended

_HEADS = ("patent", "value", "low", "high")
_CURRENCY = "CNY"


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the assumptions, the method and the handout."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--assumptions", default=DEFAULT_SET, metavar="SET", help=words("cli.opt.assumptions"))
    parser.add_argument("--on", type=a_date, metavar="DATE", help=words("value.opt.on"))
    parser.add_argument("--purpose", choices=valuing.PURPOSES, default="management", help=words("value.opt.purpose"))
    parser.add_argument("--basis", choices=valuing.BASES, default="market", help=words("value.opt.basis"))
    parser.add_argument("--dry-run", action="store_true", help=words("value.opt.dry_run"))
    methods = [method.value for method in Method]
    told = words("cli.opt.methods", codes=", ".join(methods))
    parser.add_argument("--method", choices=methods, action="append", metavar="M", help=told)
    parser.add_argument("--limit", type=a_count, metavar="N", help=words("cli.opt.limit_valued"))
    parser.add_argument("--out", type=Path, metavar="HANDOUT.xlsx", help=words("cli.opt.handout"))
    parser.add_argument("--cover", type=Path, metavar="TEMPLATE.xlsx", help=words("value.opt.cover"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Value the selected patents, store the values and write the handout.

    Raises Refused for a query that cannot be read, a handout that cannot be written, and a cover without a handout.
    """
    voice = setting.voice
    cover = there(arguments.cover) if arguments.cover else None
    if cover and not arguments.out:
        raise refuse("cover_alone", file=str(cover))
    occasion = valuing.Occasion(purpose=arguments.purpose, basis=arguments.basis)
    with open_desk_or_read(setting, arguments.portfolio) as desk:
        ids = [int(found) for found in listing.find(desk, arguments.query)][: arguments.limit]
        methods = [Method(name) for name in arguments.method or [Method.RELIEF]]
        with desk.file.reading() as reader:
            chosen = set_of(reader, arguments.assumptions)
        day = arguments.on or setting.clock.today()
        appraised = valuing.value_patents(desk, ids, day, voice.progress(), methods=methods, set_name=chosen)
        written: tuple[Problem, ...] = ()
        if arguments.out:
            order = Order(
                valued_on=day, occasion=occasion, methods=tuple(methods), weights={methods[0]: 1.0},
                cover=cover,
            )  # fmt: skip
            done = valuing.hand_out(desk, appraised, arguments.out, order)
            written = tuple(one for one in done.problems if one.code.startswith(("cover_", "basis_")))
        storing = bool(appraised) and not desk.file.read_only and not arguments.dry_run
        if storing:
            valuing.record_values(desk, appraised, day, occasion, voice.progress())
        total = valuing.totals(appraised, methods[0])
        drawn = valuing.simulate_sum(desk, appraised, day) if total.may_be_added else None
    problems = [*total.problems, *written, *_method_problems(appraised)]
    problems += [one for found in appraised for one in found.outcome.problems if one.severity is not Severity.NOTE]
    voice.document(
        {
            "values": [_fields(one, methods[0]) for one in appraised],
            "total": total.value,
            "total_may_be_added": total.may_be_added,
            "mapped_to_no_product": total.unmapped,
            "distribution": drawn.summary if drawn else None,
            "currency": _CURRENCY,
            "handout": arguments.out,
            "problems": voice.problem_rows(problems),
        }
    )
    heads = [setting.words(f"cli.value.{head}", currency=_CURRENCY) for head in (*_HEADS, "outcome")]
    heads += [f"{setting.words.code('method', method.value)} ({_CURRENCY})" for method in methods[1:]]
    voice.show(*table(heads, [_row(one, setting.words, methods) for one in appraised]))
    if drawn is not None and len(appraised) > 1:
        ends = {name: f"{getattr(drawn.summary, name):,.0f}" for name in ("p5", "p50", "p95", "mean")}
        voice.show("", setting.words("value.sum", **ends))
    if arguments.out:
        voice.say("value.written", n=len(appraised), file=arguments.out)
    if storing:
        voice.say("value.stored", n=len(appraised))
    elif not appraised:
        voice.say("value.none")
    voice.problems(problems, limit=20, numbers={one.patent.id: number_of(one.patent) for one in appraised})
    return setting.status(problems)


def _fields(one: Appraised, method: Method) -> dict[str, object]:
    found = one.by(method)
    ended = isinstance(one.outcome, Ended)
    return {
        "patent_id": one.patent.id,
        "number": number_of(one.patent),
        "outcome": "ended" if ended else "not_valued" if found is None or found.value is None else "valued",
        "value": 0.0 if ended else found.value if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "methods": {each.method.value: each.value for each in one.methods},
    }


def _row(one: Appraised, words: Words, methods: Sequence[Method]) -> list[object]:
    fields = _fields(one, methods[0])
    others = [found.value if (found := one.by(method)) else None for method in methods[1:]]
    outcome = words(f"cli.value.{fields['outcome']}")
    return [fields["number"], fields["value"], fields["low"], fields["high"], outcome, *others]


def _method_problems(appraised: Sequence[Appraised]) -> list[Problem]:
    """Return what keeps a method from giving a value, once for each method and assumption."""
    found = {
        (value.method, value.problem.args["assumption"]): replace(value.problem, patent_id=None)
        for one in appraised
        for value in one.methods
        if value.problem is not None
    }
    return list(found.values())
