"""Record a procedural event of one patent, such as an office action, and show what became due."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, a_date
from patentdesk.app.verbs.docket import deadline_rows, show_deadlines
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services import docket, listing
from patentdesk.services.desk import Desk


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the patent, the event and its day."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    parser.add_argument("event", metavar="EVENT", help=words("cli.opt.event"))
    parser.add_argument("day", type=a_date, metavar="DATE", help=words("cli.opt.day"))
    parser.add_argument("--channel", default="", choices=CHANNELS, help=words("cli.opt.channel"))
    parser.add_argument("--period", default="", metavar="P", help=words("cli.opt.period"))


CHANNELS = ("", "electronic", "post", "hand", "notice")


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Record the event. Raises Refused for an unknown number, event or period."""
    with open_desk(setting, arguments.portfolio) as desk:
        patent_id = patent_with(desk, arguments.number)
        docket.record_event(
            desk, [patent_id], arguments.event, arguments.day, channel=arguments.channel, period=arguments.period
        )
        items = [item for item in docket.docket(desk) if item.deadline.patent_id == patent_id]
    setting.voice.document({"patent_id": patent_id, "deadlines": deadline_rows(items)})
    setting.voice.say("record.done", event=setting.words.code("event", arguments.event), number=arguments.number)
    show_deadlines(items, setting)
    return DONE


def patent_with(desk: Desk, number: str) -> int:
    """Return the patent with a number in any written form. Raises Refused when none or several have it."""
    ids = listing.with_number(desk, number)
    if len(ids) != 1:
        raise refuse("cli_no_patent" if not ids else "cli_several_patents", number=number, n=len(ids))
    return int(ids[0])
