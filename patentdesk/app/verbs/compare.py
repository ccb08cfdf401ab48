"""Compare the docket with a list that an agency or another program keeps."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, PROBLEMS, Setting
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import second_docket
from patentdesk.services.second_docket import Compared

_HEADS = ("kind", "number", "task", "ours_column", "theirs_column", "days", "their_task")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the list and where to write."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("file", type=Path, metavar="LIST", help=words("cli.compare.file"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx|.csv|.json", help=words("cli.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """List where both differ; problems when they do. Raises Refused for a list that cannot be read."""
    words = setting.words
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = second_docket.compare_docket(desk, arguments.file)
        if arguments.out:
            second_docket.write_comparison(desk, arguments.out, found, words.language)
    rows = [_row(one, words) for one in found.lines if one.kind != "agrees"]
    setting.voice.document(
        {
            "counts": found.counts,
            "differences": [dict(zip(_HEADS, row, strict=True)) for row in rows],
            "file": arguments.out,
            "problems": setting.voice.problem_rows(found.problems),
        }
    )
    setting.voice.show(*table([words(f"compare.{head}") for head in _HEADS], rows))
    setting.voice.say("compare.counts", **found.counts)
    if arguments.out:
        setting.voice.say("written_to", file=arguments.out)
    setting.voice.problems(found.problems)
    return PROBLEMS if rows or found.problems else DONE


def _row(one: Compared, words: Words) -> list[object]:
    year = f" {one.ours.year}" if one.ours is not None and one.ours.year is not None else ""
    return [
        words(f"compare.{one.kind}"),
        one.number,
        words.code("task", one.ours.task) + year if one.ours is not None else "",
        one.ours.due_date if one.ours is not None else None,
        one.theirs.due if one.theirs is not None else None,
        one.days,
        one.theirs.task if one.theirs is not None else "",
    ]
