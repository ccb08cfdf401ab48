"""Build the demo portfolio through the real importers, with its docket, review, handout and pictures."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, make_folder
from patentdesk.app.display import has_display
from patentdesk.app.verbs import screens
from patentdesk.app.verbs.window import has_qt
from patentdesk.core.filenames import PORTFOLIO
from patentdesk.core.problems import Refused, refuse
from patentdesk.core.words import Words
from patentdesk.demo.build import Built, build
from patentdesk.demo.portfolio import SIZE
from patentdesk.demo.showcase import Shown, show
from patentdesk.demo.situations import EARLIEST
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import PortfolioFile

FILE_NAME = f"demo{PORTFOLIO}"


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the folder, the size and whether pictures are wanted."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=words("cli.opt.folder"))
    parser.add_argument("--size", type=int, default=SIZE, metavar="N", help=words("cli.opt.size"))
    parser.add_argument("--pictures", action=argparse.BooleanOptionalAction, help=words("cli.opt.pictures"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Build the demo in the folder; an earlier one there makes room and is kept beside it.

    Raises Refused: demo_too_early; and when the folder or a file in it cannot be written, or somebody has the earlier
    demo open.
    """
    if setting.clock.today() < EARLIEST:
        raise refuse("demo_too_early", day=EARLIEST.isoformat())
    folder: Path = arguments.out
    new = not folder.exists()
    make_folder(folder)
    portfolio = folder / FILE_NAME
    _make_room(portfolio, setting)
    progress = setting.voice.progress()
    try:
        PortfolioFile.create(portfolio, clock=setting.clock, user=setting.user).close()
    except Refused:
        if new:
            with suppress(OSError):  # what is not empty stays
                folder.rmdir()
        raise
    with open_desk(setting, portfolio) as desk:
        built = build(desk, folder / "files", setting.clock.today(), progress, size=arguments.size)
        shown = show(desk, built, folder, setting.words, progress)
        with desk.file.reading() as reader:
            counts = {"patents": reader.count(Patent), "deadlines": reader.count(Deadline)}
    pictures = _pictures(arguments.pictures, portfolio, folder / "pictures", setting)
    _tell(built, [Shown("portfolio", portfolio), *shown], pictures, counts, setting)
    return DONE


def _make_room(portfolio: Path, setting: Setting) -> None:
    """Put an earlier demo aside under a name that is free, so that a person's work in it is not lost."""
    if not portfolio.exists():
        return
    with open_desk(setting, portfolio):
        pass  # nobody else has it open, or this was refused
    names = (f"demo.previous{number}{PORTFOLIO}" for number in chain([""], count(-2, -1)))
    kept = next(path for path in map(portfolio.with_name, names) if not path.exists())
    os.replace(portfolio, kept)
    setting.voice.warn(setting.words("demo.started_anew", folder=portfolio.parent, kept=kept.name))


def _pictures(wanted: bool | None, portfolio: Path, folder: Path, setting: Setting) -> list[Path]:
    """Draw the panels: when asked to, or where there is no display to open the window on."""
    if wanted is False or (wanted is None and (has_display() or not has_qt())):
        return []
    return screens.draw(setting, portfolio, folder)


def _tell(built: Built, shown: list[Shown], pictures: list[Path], counts: dict[str, int], setting: Setting) -> None:
    voice, words = setting.voice, setting.words
    voice.document(
        {
            **counts,
            "problems": voice.problem_rows(built.problems),
            "situations": built.situations,
            "files": built.files,
            **{one.name: one.path for one in shown},
            "pictures": pictures,
        }
    )
    voice.show(words("demo.counts", problems=len(built.problems), **counts))
    for one in shown:
        voice.show(words.labelled(words(f"demo.{one.name}"), str(one.path)))
    voice.show(words.labelled(words("demo.files"), str(built.files[0].parent)))
    if pictures:
        voice.show(words.labelled(words("demo.pictures"), str(pictures[0].parent)))
