"""Show what is due, when, and why that day."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from patentdesk.app.cli_deadlines import DeadlineLine, deadline_fields, deadline_reason, deadline_table
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting, a_date
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.core.words import Words
from patentdesk.docketing.records import DeadlineState, ended
from patentdesk.docketing.rules import Rulebook
from patentdesk.services import docket, law, listing, outgoing
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem
from patentdesk.services.evidence import number_of
from patentdesk.services.outgoing import HandedOut
from patentdesk.services.reasons import Steps, steps_of


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the span of days, the query and the file."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--from", dest="start", type=a_date, metavar="DATE", help=words("cli.opt.from"))
    parser.add_argument("--to", dest="end", type=a_date, metavar="DATE", help=words("cli.opt.to"))
    parser.add_argument("--all", dest="all_states", action="store_true", help=words("cli.opt.docket_all"))
    parser.add_argument("--explain", action="store_true", help=words("cli.opt.explain"))
    parser.add_argument("--update", action="store_true", help=words("cli.opt.update"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx|.ics|.pdf|.csv|.json", help=words("cli.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Compute the docket and show or export it; missing facts of the query's patents are listed as problems.

    The portfolio is only read; with ``--update`` the computed docket is stored in it. Raises Refused for
    a query or a span of days that cannot be read and a file that cannot be written.
    """
    voice = setting.voice
    if arguments.start and arguments.end and arguments.end < arguments.start:
        raise refuse("span_backwards", first=arguments.start.isoformat(), last=arguments.end.isoformat())
    states = tuple(DeadlineState) if arguments.all_states else None
    span = (arguments.query, arguments.start, arguments.end)
    with open_desk(setting, arguments.portfolio, read_only=not arguments.update) as desk:
        if arguments.update:
            difference, overlay = docket.recompute(desk, progress=voice.progress()), None
        else:
            difference, overlay = docket.as_of_today(desk, voice.progress())
        items = docket.docket(desk, *span, states, overlay=overlay)
        problems = _problems_of(desk, difference.problems, arguments.query)
        concerned = listing.patents(desk, sorted({one.patent_id for one in problems if one.patent_id}))
        numbers = {one.id: number_of(one) for one in concerned}
        written = HandedOut(0)
        if arguments.out:
            written = outgoing.hand_out(
                desk, arguments.out, *span, language=setting.words.language, overlay=overlay, states=states
            )
        steps = steps_of(desk, [item.deadline for item in items]) if arguments.explain or voice.as_json else None
        book = law.rules_of(desk)
    voice.document(
        {
            "difference": difference.counts,
            "deadlines": docket_rows(items, steps),
            "problems": voice.problem_rows(problems),
            "file": arguments.out,
        }
    )
    voice.problems(problems, limit=50, numbers=numbers)
    if arguments.update:
        voice.say("docket.stored", **difference.counts)
    if arguments.out:
        voice.say("docket.written", n=written.count, file=arguments.out)
        if missing := outgoing.left_out(written, setting.words):
            voice.tell(missing)
        if written.later:
            voice.say("docket.until")
    elif arguments.explain and steps is not None:
        _show_reasons(items, steps, book, setting)
    else:
        show_docket(items, setting)
    return setting.status(problems)


def _problems_of(desk: Desk, problems: Sequence[Problem], query: str) -> list[Problem]:
    """Return what is wrong with the patents of the query; notes are left out."""
    found = [one for one in problems if one.severity is not Severity.NOTE]
    if not query.strip():
        return found
    chosen = set(listing.find(desk, query).tolist())
    return [one for one in found if one.patent_id in chosen]


def docket_rows(items: Sequence[DocketItem], steps: Mapping[str, Steps] | None) -> list[dict[str, object]]:
    """Return deadlines with their ``steps`` by uid for a JSON document; nothing without the steps."""
    if steps is None:
        return []
    return [
        {"number": number_of(item.patent), **deadline_fields(item.deadline, steps[item.deadline.uid])} for item in items
    ]


def show_docket(items: Sequence[DocketItem], setting: Setting) -> None:
    """Show deadlines as a table."""
    lines = [DeadlineLine(number_of(item.patent), item.deadline, item.unconfirmed) for item in items]
    setting.voice.show(*deadline_table(lines, setting.words))
    setting.voice.say("docket.found", n=len(items))
    if past := sum(ended(item.deadline, setting.clock.today()) for item in items):
        setting.voice.say("docket.ended", n=past)


def _show_reasons(items: Sequence[DocketItem], steps: Mapping[str, Steps], book: Rulebook, setting: Setting) -> None:
    for item in items:
        one = item.deadline
        line = DeadlineLine(
            number_of(item.patent), one, item.unconfirmed, rule=book.find(one.rule_id), steps=steps[one.uid]
        )
        setting.voice.show(*deadline_reason(line, setting.words), "")
    setting.voice.say("docket.found", n=len(items))
