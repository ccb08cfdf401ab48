"""Compute deadlines from facts given on the command line, with their derivation; no portfolio is needed."""

from __future__ import annotations

import argparse

from patentdesk.app.cli_deadlines import deadline_fields, deadline_lines
from patentdesk.app.cli_setting import Setting, a_date
from patentdesk.core.problems import Severity
from patentdesk.core.words import Words
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.portfolio.codes import RightType
from patentdesk.services import docket


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add office, kind of right and facts."""
    rights = [right.value for right in RightType]
    parser.add_argument("office", metavar="OFFICE", help=words("cli.opt.office"))
    parser.add_argument("facts", nargs="+", metavar="EVENT=DATE[@channel]", help=words("cli.opt.facts"))
    parser.add_argument("--right", choices=rights, help=words("cli.opt.right"))
    parser.add_argument("--period", default="", metavar="P", help=words("cli.opt.period"))
    parser.add_argument("--on", type=a_date, metavar="DATE", help=words("cli.opt.on"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show each deadline with its derivation. Raises Refused for facts that cannot be read."""
    office = arguments.office.upper()
    right = arguments.right or ("pct" if office == "WO" else "invention")
    today = arguments.on or setting.clock.today()
    found = docket.calculate(setting.library, office, right, arguments.facts, today, period=arguments.period)
    problems = [problem for problem in found.problems if problem.severity is not Severity.NOTE]
    deadlines = [_as_stored(deadline) for deadline in found.deadlines]
    setting.voice.document(
        {
            "deadlines": [deadline_fields(deadline) for deadline in deadlines],
            "problems": setting.voice.problem_rows(problems),
        }
    )
    setting.voice.show(*deadline_lines([(office, deadline) for deadline in deadlines], setting.words, explain=True))
    setting.voice.problems(problems)
    return setting.status(problems)


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
        steps=tuple(step.stored() for step in deadline.steps),
    )
