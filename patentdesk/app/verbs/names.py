"""List organisations, suggest names that may be one, join them or keep them apart; give and take further names."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import aliases, naming


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done with names."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--suggest", action="store_true", help=words("cli.names.suggest"))
    choice.add_argument("--join", nargs=2, metavar=("A", "B"), help=words("cli.names.join"))
    choice.add_argument("--keep-apart", nargs=2, metavar=("A", "B"), help=words("cli.names.keep_apart"))
    choice.add_argument("--alias", nargs=2, metavar=("A", "NAME"), help=words("cli.names.alias"))
    choice.add_argument("--no-alias", nargs=2, metavar=("A", "NAME"), help=words("cli.names.no_alias"))
    choice.add_argument("--aliases", metavar="A", help=words("cli.names.aliases"))
    parser.add_argument("--least", type=int, default=naming.LEAST_SCORE, metavar="N", help=words("cli.names.least"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked; without an option, suggest.

    Raises Refused: organisation_unknown, organisation_same, and as ``services.aliases``.
    """
    words, voice = setting.words, setting.voice
    changing, naming_one = arguments.join or arguments.keep_apart, arguments.alias or arguments.no_alias
    with open_desk(setting, arguments.portfolio, read_only=not (changing or naming_one)) as desk:
        if naming_one:
            owner = naming.named(desk, naming_one[0])
            change, done = (aliases.add, "alias_added") if arguments.alias else (aliases.take_back, "alias_removed")
            change(desk, owner.id, naming_one[1])
            voice.say(f"names.{done}", one=owner.name, other=naming_one[1])
            voice.document({"done": done, "one": owner.name, "other": naming_one[1]})
            return DONE
        if changing:
            one, other = (naming.named(desk, name) for name in changing)
            if arguments.join:
                naming.join(desk, [(one.id, other.id)])
            else:
                naming.keep_apart(desk, [(one.id, other.id)])
            done = "joined" if arguments.join else "kept_apart"
            voice.say(f"names.{done}", one=one.name, other=other.name)
            voice.document({"done": done, "one": one.name, "other": other.name})
            return DONE
        if arguments.aliases:
            owner = naming.named(desk, arguments.aliases)
            written = [alias.written for alias in naming.aliases(desk, owner.id)]
            voice.document({"name": owner.name, "aliases": written})
            voice.show(owner.name, *(f"  {text}" for text in written))
            return DONE
        found = naming.suggestions(desk, least=arguments.least, progress=voice.progress())
    voice.document({"suggestions": found})
    heads = [words(f"names.head.{name}") for name in ("score", "one", "count", "other", "count", "example")]
    rows = [
        [one.score, one.one.name, one.one_count, one.other.name, one.other_count, next(iter(one.examples), "")]
        for one in found
    ]
    voice.show(*table(heads, rows, widest=36))
    voice.say("names.found", n=len(found))
    return DONE
