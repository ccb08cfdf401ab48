"""Value patents and write the handout."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from patentdesk.app.cli_desk import open_desk_or_read
from patentdesk.app.cli_setting import Setting, a_count
from patentdesk.app.output import table
from patentdesk.core.problems import Problem, Severity
from patentdesk.core.words import Words
from patentdesk.services import listing, valuing
from patentdesk.services.evidence import number_of
from patentdesk.services.valuing import DEFAULT_SET, Appraised
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import Ended

_HEADS = ("patent", "value", "low", "high")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the assumptions, the method and the handout."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--assumptions", choices=(DEFAULT_SET,), default=DEFAULT_SET, help=words("cli.opt.assumptions"))
    methods = [method.value for method in Method]
    parser.add_argument("--method", choices=methods, action="append", metavar="M", help=words("cli.opt.method"))
    parser.add_argument("--limit", type=a_count, metavar="N", help=words("cli.opt.limit_valued"))
    parser.add_argument("--out", type=Path, metavar="HANDOUT.xlsx", help=words("cli.opt.handout"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Value the selected patents, store the values and write the handout.

    Raises Refused for a query that cannot be read and a handout that cannot be written.
    """
    voice = setting.voice
    with open_desk_or_read(setting, arguments.portfolio) as desk:
        ids = [int(found) for found in listing.find(desk, arguments.query)][: arguments.limit]
        methods = [Method(name) for name in arguments.method or [Method.RELIEF]]
        appraised = valuing.value_patents(desk, ids, progress=voice.progress(), methods=methods)
        if arguments.out:
            weights = {methods[0]: 1.0}
            valuing.write_handout(desk, ids, arguments.out, voice.progress(), methods=methods, weights=weights)
        if not desk.file.read_only:
            valuing.record_values(desk, appraised)
    total = valuing.totals(appraised, methods[0])
    problems = [*total.problems, *_method_problems(appraised)]
    problems += [one for found in appraised for one in found.outcome.problems if one.severity is not Severity.NOTE]
    voice.document(
        {
            "values": [_fields(one, methods[0]) for one in appraised],
            "total": total.value,
            "total_may_be_added": total.may_be_added,
            "mapped_to_no_product": total.unmapped,
            "currency": "CNY",
            "handout": arguments.out,
            "problems": voice.problem_rows(problems),
        }
    )
    heads = [*(setting.words(f"cli.value.{head}") for head in _HEADS), setting.words("cli.value.outcome")]
    heads += [setting.words.code("method", method.value) for method in methods[1:]]
    voice.show(*table(heads, [_row(one, setting.words, methods) for one in appraised]))
    if arguments.out:
        voice.say("value.written", n=len(appraised), file=arguments.out)
    voice.problems(problems, limit=20)
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
