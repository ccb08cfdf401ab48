"""Keep documents with a patent: add files, list them, write them out, remove them."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patent_with
from patentdesk.app.cli_setting import DONE, Setting, add_common, an_id, there
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.portfolio.records import Attachment
from patentdesk.services import attachments
from patentdesk.services.desk import Desk

_COLUMNS = ("id", "name", "size", "digest", "by", "at", "note")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)
    add = parts.add_parser("add", help=words("cli.document.add"))
    add.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    add.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("cli.document.files"))
    add.add_argument("--note", default="", metavar="TEXT", help=words("cli.opt.note"))
    shown = parts.add_parser("list", help=words("cli.document.list"))
    shown.add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    out = parts.add_parser("out", help=words("cli.document.out"))
    out.add_argument("document", type=an_id, metavar="N", help=words("cli.document.id"))
    out.add_argument("target", type=Path, metavar="FILE|DIR", help=words("cli.document.target"))
    remove = parts.add_parser("remove", help=words("cli.document.remove"))
    remove.add_argument("document", type=an_id, metavar="N", help=words("cli.document.id"))
    for part in parts.choices.values():
        add_common(part, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked and show the documents concerned. Raises Refused for what is unknown or cannot be."""
    voice = setting.voice
    with open_desk(setting, arguments.portfolio, read_only=arguments.action in {"list", "out"}) as desk:
        if arguments.action == "out":
            path = attachments.take_out(desk, arguments.document, arguments.target)
            voice.say("document.written", file=path)
            voice.document({"file": path})
            return DONE
        found = _carry_out(arguments, desk)
    rows = [
        [one.id, one.name, one.size, one.digest[:12], one.added_by, f"{one.added_at:%Y-%m-%d %H:%M}", one.note]
        for one in found
    ]
    voice.document({"documents": found})
    voice.show(*table([setting.words(f"cli.document.head.{name}") for name in _COLUMNS], rows))
    return DONE


def _carry_out(arguments: argparse.Namespace, desk: Desk) -> list[Attachment]:
    """Return the documents of the patent concerned, afterwards."""
    if arguments.action == "remove":
        [patent_id] = attachments.remove_attachment(desk, arguments.document).patent_ids
        return attachments.attachments(desk, patent_id)
    patent = patent_with(desk, arguments.number)
    if arguments.action == "add":
        attachments.attach(desk, patent.id, [there(file) for file in arguments.files], arguments.note)
    return attachments.attachments(desk, patent.id)
