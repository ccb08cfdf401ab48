"""Record a procedural event of one patent, such as an office action, and show what became due."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patent_with
from patentdesk.app.cli_setting import DONE, PROBLEMS, Setting, a_date
from patentdesk.app.verbs.docket import docket_rows, show_docket
from patentdesk.core.problems import Problem, Severity
from patentdesk.core.words import Words
from patentdesk.docketing.asking import read_period, unknown_word
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.records import Event
from patentdesk.services import calculator, docket, double_entry
from patentdesk.services.desk import Desk
from patentdesk.services.reasons import steps_of

_CHANNELS = ("electronic", "post", "hand", "notice")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the patent, the event and its day."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    parser.add_argument("event", metavar="EVENT", help=words("cli.opt.event", sample="office_action_first, reply"))
    parser.add_argument("day", type=a_date, metavar="DATE", help=words("cli.opt.day"))
    parser.add_argument("--channel", default="", choices=_CHANNELS, help=words("cli.opt.channel"))
    parser.add_argument("--received", type=a_date, metavar="DATE", help=words("cli.opt.received"))
    parser.add_argument("--period", default="", metavar="P", help=words("cli.opt.period"))
    parser.add_argument("--year", type=int, metavar="N", help=words("cli.opt.year"))
    parser.add_argument("--second", action="store_true", help=words("cli.opt.second_entry"))
    parser.add_argument("--reference", default="", metavar="TEXT", help=words("cli.opt.reference"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Record the event and say what followed. Raises Refused for what is unknown or cannot be."""
    with open_desk(setting, arguments.portfolio) as desk:
        patent = patent_with(desk, arguments.number)
        spoken = calculator.vocabulary(setting.library)
        kind = spoken.event(arguments.event, patent.office)
        if kind is None:
            raise unknown_word(arguments.event, arguments.event, patent.office, spoken)
        event = Event(
            kind=kind,
            event_date=arguments.day,
            channel=arguments.channel,
            received_date=arguments.received,
            period=read_period(arguments.period),
            reference=arguments.reference,
            year=arguments.year,
        )
        if arguments.second:
            return _second(desk, patent.id, event, arguments.number, setting)
        recorded = docket.record(desk, [patent.id], event)
        with desk.file.reading() as reader:
            own = reader.column(Deadline, "id", patent_id=patent.id)
        items = docket.docket(desk, only=own)
        steps = steps_of(desk, [item.deadline for item in items])
    also = calculator.other_kinds(setting.library, arguments.event, patent.office)
    notes = [
        Problem("recorded_also", Severity.NOTE, args={"word": arguments.event, "event": one, "code": one})
        for one in also
    ]
    problems, counts = [*recorded.problems, *notes], recorded.difference.counts
    setting.voice.document(
        {
            "patent_id": patent.id,
            "difference": counts,
            "deadlines": docket_rows(items, steps),
            "problems": setting.voice.problem_rows(problems),
        }
    )
    setting.voice.say("record.done", event=setting.words.code("event", kind), number=arguments.number)
    setting.voice.say("record.followed", **counts)
    show_docket(items, setting)
    setting.voice.problems(problems)
    return setting.status(problems)


def _second(desk: Desk, patent_id: int, event: Event, number: str, setting: Setting) -> int:
    """Compare the event with the entry of another person and show where they differ."""
    found = double_entry.second_entry(desk, [patent_id], event)
    words = setting.words
    setting.voice.document(
        {
            "agreed": bool(found.agreed),
            "missing": bool(found.missing),
            "differing": [
                {"field": one.field_name, "first": one.first, "second": one.second} for one in found.differing
            ],
        }
    )
    told = {"event": words.code("event", event.kind), "number": number}
    if found.agreed:
        setting.voice.say("record.second_agrees", **told)
    for one in found.differing:
        name = words(f"ui.entering.field.{one.field_name}")
        setting.voice.warn(words("ui.entering.disagrees", field=name, first=one.first or "—", second=one.second or "—"))
    if not found.agreed:
        setting.voice.warn(words("cli.record.second_missing" if found.missing else "cli.record.second_differs", **told))
    return DONE if found.agreed else PROBLEMS
