"""List the fields on which sources differ, and decide which value stands: one by one or by rule."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, an_id
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.portfolio.codes import DifferenceState
from patentdesk.services import differences
from patentdesk.services.differences import DifferenceItem
from patentdesk.services.evidence import number_of

_COLUMNS = ("id", "patent", "field", "held", "held_by", "told", "told_by", "stands")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the query and what is decided."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--all", action="store_true", help=words("cli.differences.all"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--rule", choices=[rule.code for rule in differences.RULES], help=words("cli.differences.rule"))
    for side in DifferenceState:
        name, shown = f"--{side.value}", words(f"cli.differences.{side.value}")
        choice.add_argument(name, type=an_id, nargs="+", default=[], metavar="N", help=shown)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Decide what is to be decided, then list what is left. Raises Refused for what is unknown."""
    sides = {side: getattr(arguments, side.value) for side in DifferenceState}
    deciding = bool(arguments.rule or any(sides.values()))
    with open_desk(setting, arguments.portfolio, read_only=not deciding) as desk:
        decided = 0
        if arguments.rule:
            decided = differences.decide_by_rule(desk, arguments.rule, arguments.query)[1]
        for side, ids in sides.items():
            if ids:
                differences.decide(desk, ids, side)
                decided += len(ids)
        state = None if arguments.all else DifferenceState.OPEN
        found = differences.differences(desk, arguments.query, state=state)
    words, voice = setting.words, setting.voice
    voice.document({"decided": decided, "differences": found})
    if deciding:
        voice.say("differences.decided", n=decided)
    heads = [words(f"difference.head.{name}") for name in _COLUMNS]
    voice.show(*table(heads, [_row(item, words) for item in found], widest=30))
    voice.say("differences.found", n=len(found))
    return DONE


def _row(item: DifferenceItem, words: Words) -> list[object]:
    one = item.difference
    return [
        one.id,
        number_of(item.patent),
        words(f"field.{one.field_name}"),
        one.held,
        words("difference.by_hand") if one.hand_made else item.held_by,
        one.told,
        item.told_by,
        words(f"difference_state.{one.state.value}"),
    ]
