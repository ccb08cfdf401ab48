"""List the patents that a query selects, on the screen or into a file."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import title_of
from patentdesk.app.cli_setting import DONE, Setting, a_count, a_date
from patentdesk.app.output import Voice, table
from patentdesk.core.words import Words
from patentdesk.portfolio.numbers import application_of
from patentdesk.portfolio.records import Patent
from patentdesk.services import exporting, listing, travelling
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of

FIELDS = ("office", "application_number", "publication_number", "title", "status", "filing_date", "grant_date")
_SPARE = (0, 1)
"""Office and application number say little beside the number by which people call a patent."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add query, order, day, limit and file."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--sort", default="", metavar="KEYS", help=words("cli.opt.sort"))
    parser.add_argument("--as-of", type=a_date, metavar="DATE", help=words("cli.opt.as_of"))
    parser.add_argument("--limit", type=a_count, metavar="N", help=words("cli.opt.limit"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx|.csv|.json", help=words("cli.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show or write the selected patents. Raises Refused for a query, an order or a file that cannot be used."""
    voice = setting.voice
    with (
        open_desk(setting, arguments.portfolio, read_only=True) as present,
        _at(present, arguments.as_of, voice) as desk,
    ):
        if arguments.out:
            language = setting.words.language
            found = exporting.export(
                desk, arguments.query, arguments.sort, arguments.out,
                language=language, limit=arguments.limit, progress=voice.progress(),
            )  # fmt: skip
            voice.say("list.written", n=found, file=arguments.out)
            voice.document({"found": found, "file": arguments.out})
            return DONE
        ids = listing.find(desk, arguments.query, arguments.sort)
        patents = listing.patents(desk, ids[: arguments.limit])
    voice.document({"found": len(ids), "patents": patents})
    heads = [setting.words(f"field.{name}") for name in FIELDS]
    voice.show(*table(heads, [_row(patent, setting.words) for patent in patents], spare=_SPARE))
    voice.say("list.found", n=len(ids), shown=len(patents))
    return DONE


def _at(desk: Desk, day: date | None, voice: Voice) -> AbstractContextManager[Desk]:
    """Return the portfolio as it is, or as it was at the end of a day."""
    return nullcontext(desk) if day is None else travelling.visiting(desk, day, voice.progress())


def _row(patent: Patent, words: Words) -> list[object]:
    return [
        patent.office,
        application_of(patent),
        number_of(patent),
        title_of(patent, words),
        words.code("status", patent.status),
        patent.filing_date,
        patent.grant_date,
    ]
