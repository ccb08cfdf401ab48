"""Read an edited handout back: list the changed assumptions, take them over."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import valuing

_HEADS = ("key", "scope", "part", "before", "after")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the handout and whether the changes are taken."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("handout", type=Path, metavar="HANDOUT.xlsx", help=words("cli.opt.handout"))
    parser.add_argument("--accept", action="store_true", help=words("cli.opt.accept"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """List what was changed; with --accept take it over. Raises Refused for a file that is no handout."""
    voice, words = setting.voice, setting.words
    with open_desk(setting, arguments.portfolio, read_only=not arguments.accept) as desk:
        edited = valuing.read_handout(desk, arguments.handout)
        if arguments.accept and edited.changes:
            valuing.accept(desk, edited.changes)
    changes, problems = edited.changes, list(edited.problems)
    voice.document({"changes": changes, "accepted": arguments.accept, "problems": voice.problem_rows(problems)})
    if changes:
        rows = [
            [words.code("assumption", one.key), _scope(one.scope, words), words.code("cli.handout.part", one.part),
             _exact(one.old), _exact(one.new)]
            for one in changes
        ]  # fmt: skip
        voice.show(*table([words(f"cli.handout.{head}") for head in _HEADS], rows))
        voice.say("handout.accepted" if arguments.accept else "handout.changes", n=len(changes))
    elif not problems:
        voice.say("handout.same", file=arguments.handout)
    voice.problems(problems)
    return setting.status(problems)


def _exact(value: object) -> object:
    """Return a number with all the digits that tell it from another: rates differ in the third one."""
    return f"{value:,.10g}" if isinstance(value, float) else value


def _scope(scope: str, words: Words) -> str:
    """Return a scope as a reader names it."""
    kind, _, value = scope.partition(":")
    if kind == "segment":
        return words.code("segment", value)
    return words(f"handout.scope.{kind or 'all'}", n=value)
