"""Value patents and write the handout."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting
from patentdesk.app.output import table
from patentdesk.core.problems import Severity
from patentdesk.core.words import Words
from patentdesk.services import listing, valuing
from patentdesk.services.evidence import number_of
from patentdesk.services.valuing import DEFAULT_SET, Appraised
from patentdesk.valuation.patent import METHOD, NotValued, Valued

_HEADS = ("patent", "value", "low", "high")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the assumptions, the method and the handout."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--assumptions", choices=(DEFAULT_SET,), default=DEFAULT_SET, help=words("cli.opt.assumptions"))
    parser.add_argument("--method", choices=(METHOD,), default=METHOD, help=words("cli.opt.method"))
    parser.add_argument("--limit", type=int, metavar="N", help=words("cli.opt.limit_valued"))
    parser.add_argument("--out", type=Path, metavar="HANDOUT.xlsx", help=words("cli.opt.handout"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Value the selected patents, store the values and write the handout.

    Raises Refused for a query that cannot be read and a handout that cannot be written.
    """
    voice = setting.voice
    with open_desk(setting, arguments.portfolio) as desk:
        ids = [int(found) for found in listing.find(desk, arguments.query)][: arguments.limit]
        appraised = valuing.value_patents(desk, ids, progress=voice.progress())
        if arguments.out:
            valuing.write_handout(desk, ids, arguments.out, progress=voice.progress())
        valuing.record_values(desk, appraised)
    problems = [one for found in appraised for one in found.outcome.problems if one.severity is not Severity.NOTE]
    voice.document(
        {
            "values": [_fields(one) for one in appraised],
            "total": sum(one.outcome.value for one in appraised if isinstance(one.outcome, Valued)),
            "currency": "CNY",
            "handout": arguments.out,
            "problems": voice.problem_rows(problems),
        }
    )
    heads = [*(setting.words(f"cli.value.{head}") for head in _HEADS), setting.words("cli.value.outcome")]
    voice.show(*table(heads, [_row(one, setting.words) for one in appraised]))
    if arguments.out:
        voice.say("value.written", n=len(appraised), file=arguments.out)
    voice.problems(problems, limit=20)
    return setting.status(problems)


def _fields(one: Appraised) -> dict[str, object]:
    outcome = one.outcome
    valued = outcome if isinstance(outcome, Valued) else None
    return {
        "patent_id": one.patent.id,
        "number": number_of(one.patent),
        "outcome": _outcome(one),
        "value": None if isinstance(outcome, NotValued) else outcome.value,
        "low": valued.low if valued else None,
        "high": valued.high if valued else None,
    }


def _outcome(one: Appraised) -> str:
    if isinstance(one.outcome, Valued):
        return "valued"
    return "not_valued" if isinstance(one.outcome, NotValued) else "ended"


def _row(one: Appraised, words: Words) -> list[object]:
    fields = _fields(one)
    return [fields["number"], fields["value"], fields["low"], fields["high"], words(f"cli.value.{fields['outcome']}")]
