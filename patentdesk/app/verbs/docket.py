"""Show what is due, when, and why that day."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, a_date
from patentdesk.core.words import Words
from patentdesk.services import docket

_HEADS = ("due", "grace", "number", "task", "rule", "state", "note")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the span of days, the query and the file."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--from", dest="start", type=a_date, metavar="DATE", help=words("cli.opt.from"))
    parser.add_argument("--to", dest="end", type=a_date, metavar="DATE", help=words("cli.opt.to"))
    parser.add_argument("--explain", action="store_true", help=words("cli.opt.explain"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx|.ics|.csv|.json", help=words("cli.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Recompute the docket, then show or write it. Raises Refused for a query that cannot be read."""
    voice = setting.voice
    with open_desk(setting, arguments.portfolio) as desk:
        difference = docket.recompute(desk, progress=voice.progress())
        items = docket.docket(desk, arguments.query, arguments.start, arguments.end)
        if arguments.out:
            docket.export_docket(desk, arguments.out, arguments.query, arguments.start, arguments.end)
    voice.document({"difference": difference, "deadlines": deadline_rows(items)})
    if arguments.out:
        voice.say("docket.written", n=len(items), file=arguments.out)
        return DONE
    show_deadlines(items, setting, explain=arguments.explain)
    return DONE
