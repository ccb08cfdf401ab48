"""Draw a picture of every panel, for the manual and for machines without a display."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_setting import DONE, Setting, make_folder
from patentdesk.app.verbs.window import require_qt
from patentdesk.core.words import Words


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the folder and the theme."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=words("cli.opt.folder"))
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help=words("cli.opt.theme"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Draw the panels. Raises Refused where Qt cannot be loaded or the portfolio cannot be opened."""
    pictures = draw(setting, arguments.portfolio, arguments.out, arguments.theme)
    setting.voice.say("screens.done", n=len(pictures), folder=arguments.out)
    setting.voice.document({"pictures": pictures})
    return DONE


def draw(setting: Setting, portfolio: Path, folder: Path, theme: str = "light") -> list[Path]:
    """Draw every panel into the folder; return the pictures. Raises Refused as ``run`` does."""
    require_qt()
    from patentdesk.app.pictures import draw_panels  # noqa: PLC0415 - Qt is loaded for pictures only

    make_folder(folder)
    tell_fonts(setting)
    return draw_panels(setting, portfolio, folder, theme)


def tell_fonts(setting: Setting) -> None:
    """Say once what the charts will lack on this machine."""
    from patentdesk.charts.fonts import missing  # noqa: PLC0415 - matplotlib is loaded for pictures only

    problem = missing()
    if problem is not None:
        setting.voice.problems([problem])
