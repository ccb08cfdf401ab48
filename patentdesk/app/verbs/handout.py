"""Read an edited handout back: list the changed assumptions, take all of them over or some."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import Setting, there
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.handouts.reading import AssumptionChange
from patentdesk.services import valuing

_HEADS = ("no", "key", "scope", "part", "before", "after")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the handout and which changes are taken."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("handout", type=Path, metavar="HANDOUT.xlsx", help=words("cli.opt.handout"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--accept", action="store_true", help=words("cli.opt.accept"))
    which.add_argument("--only", type=_places, default=(), metavar="N,N", help=words("cli.opt.accept_only"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """List what was changed; with --accept or --only take it over.

    Raises Refused for a file that is no handout and for a number that the list does not have.
    """
    voice, words, only = setting.voice, setting.words, arguments.only
    accepting = arguments.accept or bool(only)
    with open_desk(setting, arguments.portfolio, read_only=not accepting) as desk:
        edited = valuing.read_handout(desk, there(arguments.handout))
        changes, problems = edited.changes, list(edited.problems)
        taken = _taken(changes, only) if only else changes if arguments.accept else ()
        if taken:
            valuing.accept(desk, taken)
    voice.document(
        {"changes": changes, "accepted": accepting, "taken": taken, "problems": voice.problem_rows(problems)}
    )
    if changes:
        voice.show(*table([words(f"cli.handout.{head}") for head in _HEADS], _rows(changes, words)))
        left = len(changes) - len(taken)
        voice.say("handout.accepted" if taken else "handout.changes", n=len(taken) or left)
        if taken and left:
            voice.say("handout.left", n=left)
    elif not problems:
        voice.say("handout.same", file=arguments.handout)
    voice.problems(problems)
    return setting.status(problems)


def _taken(changes: Sequence[AssumptionChange], only: Collection[int]) -> list[AssumptionChange]:
    """Return the changes that these numbers of the list name. Raises Refused: no_such_change."""
    beyond = [number for number in only if number > len(changes)]
    if beyond:
        raise refuse("no_such_change", number=min(beyond), n=len(changes))
    return [one for number, one in enumerate(changes, start=1) if number in only]


def _rows(changes: Sequence[AssumptionChange], words: Words) -> list[list[object]]:
    return [
        [number, words.code("assumption", one.key), _scope(one.scope, words),
         words.code("cli.handout.part", one.part), _exact(one.old), _exact(one.new)]
        for number, one in enumerate(changes, start=1)
    ]  # fmt: skip


def _places(text: str) -> tuple[int, ...]:
    """Read numbers of a list such as 1,3 or 2-4. Raises argparse.ArgumentTypeError for anything else."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        ends = [first, last or first]
        if not all(end.isascii() and end.isdigit() and len(end) < 6 for end in ends) or int(ends[0]) < 1:
            raise misfit(text, "1,3-5")
        found.update(range(int(ends[0]), int(ends[1]) + 1))
    return tuple(sorted(found))


def _exact(value: object) -> object:
    """Return a number with all the digits that tell it from another: rates differ in the third one."""
    return f"{value:,.10g}" if isinstance(value, float) else value


def _scope(scope: str, words: Words) -> str:
    """Return a scope as a reader names it."""
    kind, _, value = scope.partition(":")
    if kind == "segment":
        return words.code("segment", value)
    return words(f"handout.scope.{kind or 'all'}", n=value)
