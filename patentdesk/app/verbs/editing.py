"""Set fields of patents, or remove patents, many at once as one step that can be undone."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patents_with
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.core.words import Words
from patentdesk.services import editing, listing, naming
from patentdesk.services.desk import Desk

_NAMED = ("member", "agency")
"""Fields that are written by an organisation's name."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, which patents, and what becomes of them."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--number", nargs="+", default=[], metavar="NUMBER", help=words("cli.opt.number"))
    which.add_argument("--query", "-q", metavar="Q", help=words("cli.opt.query_which"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", type=_pair, nargs="+", default=[], metavar="FIELD=VALUE", help=words("cli.edit.set"))
    what.add_argument("--remove", action="store_true", help=words("cli.edit.remove"))
    parser.add_argument("--dry-run", action="store_true", help=words("cli.edit.dry_run"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Change or remove the patents, or only count them. Raises Refused for what is unknown or cannot be."""
    voice, dry = setting.voice, arguments.dry_run
    with open_desk(setting, arguments.portfolio, read_only=dry) as desk:
        ids = _ids(desk, arguments.number, arguments.query)
        if arguments.remove:
            changed = len(ids)
            if not dry:
                editing.remove_patents(desk, ids)
        else:
            values = {name: value for field, text in arguments.set for name, value in [_value(desk, field, text)]}
            changed = editing.would_change(desk, ids, **values)
            if not dry:
                editing.edit_patents(desk, ids, voice.progress(), **values)
    voice.document({"selected": len(ids), "changed": 0 if dry else changed, "would_change": changed})
    done = "removed" if arguments.remove else "changed"
    if not changed:
        voice.say("edit.none" if ids else "edit.nobody", n=len(ids))
        return DONE
    voice.say(f"edit.would_be_{done}" if dry else f"edit.{done}", n=changed, selected=len(ids))
    return DONE


def _ids(desk: Desk, numbers: Sequence[str], query: str | None) -> list[int]:
    if query is None:
        return [patent.id for patent in patents_with(desk, numbers)]
    return [int(one) for one in listing.find(desk, query)]


def _value(desk: Desk, field: str, text: str) -> tuple[str, object]:
    """Return field and value as the services take them: codes and organisations by their names in any language."""
    if field in _NAMED:
        return f"{field}_id", naming.named(desk, text).id if text else ""
    return field, listing.codes(desk).get(field, {}).get(text.lower(), text)


def _pair(text: str) -> tuple[str, str]:
    field, sign, value = text.partition("=")
    if not sign:
        raise misfit(text, "FIELD=VALUE")
    return field.strip(), value.strip()
