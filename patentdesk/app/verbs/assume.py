"""Show, state, keep, compare and exchange the assumptions of the valuation."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patent_with
from patentdesk.app.cli_setting import DONE, Setting, a_date, add_common, ending, there
from patentdesk.app.output import table
from patentdesk.core.problems import Problem
from patentdesk.core.words import Words
from patentdesk.services import assumption_sets, valuing
from patentdesk.services.desk import Desk
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.uncertainty import Shape

_HEADS = ("key", "scope", "value", "low", "high", "unit", "distribution", "confidence", "source")
_READING = {"list", "presets", "inherited", "versions", "compare", "export"}
_FIELDS = ("value", "low", "high", "text", "source", "link", "owner", "confidence", "distribution", "as_of")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)

    def part(name: str) -> argparse.ArgumentParser:
        return parts.add_parser(name, help=words(f"assume.{name}"))

    part("list").add_argument("--scope", metavar="SCOPE", help=words("assume.opt.scope"))
    part("inherited").add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    part("presets")
    stated = part("set")
    stated.add_argument("key", metavar="KEY", help=words("cli.opt.assumption"))
    stated.add_argument("--scope", default="", metavar="SCOPE", help=words("assume.opt.scope"))
    stated.add_argument("--preset", default="", metavar="NAME", help=words("assume.opt.preset"))
    for name in _FIELDS:
        kind: Any = a_date if name == "as_of" else str
        more: dict[str, Any] = {"choices": [*Shape]} if name == "distribution" else {"metavar": "V"}
        stated.add_argument(f"--{name.replace('_', '-')}", type=kind, help=words(f"assumption_field.{name}"), **more)
    cleared = part("clear")
    cleared.add_argument("key", metavar="KEY", help=words("cli.opt.assumption"))
    cleared.add_argument("--scope", default="", metavar="SCOPE", help=words("assume.opt.scope"))
    kept = part("keep")
    kept.add_argument("title", metavar="TITLE", help=words("cli.opt.version"))
    kept.add_argument("--note", default="", metavar="TEXT", help=words("cli.opt.note"))
    part("versions")
    part("restore").add_argument("title", metavar="TITLE", help=words("cli.opt.version"))
    compared = part("compare")
    compared.add_argument("before", metavar="TITLE", help=words("cli.opt.version"))
    compared.add_argument("after", nargs="?", default="", metavar="TITLE", help=words("cli.opt.version_or_now"))
    written = part("export")
    written.add_argument("file", type=Path, metavar="X.xlsx", help=words("cli.opt.out"))
    written.add_argument("--set", dest="title", default="", metavar="TITLE", help=words("cli.opt.version_or_now"))
    read = part("import")
    read.add_argument("file", type=Path, metavar="X.xlsx", help=words("cli.opt.exported"))
    read.add_argument("--dry-run", action="store_true", help=words("cli.opt.dry_run"))
    for one in parts.choices.values():
        add_common(one, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked. Raises Refused for what is unknown, out of bounds or cannot be read."""
    dry = arguments.action in _READING or getattr(arguments, "dry_run", False)
    with open_desk(setting, arguments.portfolio, read_only=dry) as desk:
        problems = _ACTIONS[arguments.action](arguments, setting, desk)
    setting.voice.problems(problems)
    return setting.status(problems) if problems else DONE


def _list(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    _show(setting, valuing.assumptions(desk, arguments.scope))
    return []


def _presets(_arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    found = [(name, row) for named in valuing.presets(desk).values() for name, row in named.items()]
    setting.voice.document({"presets": [{"name": name, "assumption": row} for name, row in found]})
    rows = [[row.key, name, setting.words(f"preset.{name}"), *map(_short, (row.value, row.low, row.high)),
             setting.words.side(row.source)]
            for name, row in found]  # fmt: skip
    heads = [setting.words(f"assumption_field.{name}") for name in ("key", "value", "low", "high", "source")]
    setting.voice.show(*table([heads[0], setting.words("assume.head.preset"), "", *heads[1:]], rows, widest=44))
    return []


def _inherited(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    found = assumption_sets.inheritance(desk, patent_with(desk, arguments.number).id)
    _show(setting, [row for one in found for row in one.rows])
    return []


def _show(setting: Setting, found: Sequence[Assumption]) -> None:
    setting.voice.document({"assumptions": found})
    words = setting.words
    rows = [
        [one.key, words.code("assumption", one.key), one.scope, *map(_short, (one.value, one.low, one.high)),
         one.unit, one.distribution, one.confidence, words.side(one.source)]
        for one in found
    ]  # fmt: skip
    heads = [words(f"assumption_field.{name}") for name in _HEADS]
    heads.insert(1, words("assume.head.key"))
    setting.voice.show(*table(heads, rows, widest=36, spare=[1]))


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:,.10g}"


def _set(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    given = {name: getattr(arguments, name) for name in _FIELDS if getattr(arguments, name) is not None}
    values = {
        name: assumption_sets.number(text, arguments.key) if name in {"value", "low", "high"} else text
        for name, text in given.items()
    }
    if arguments.preset:
        valuing.take_preset(desk, arguments.key, arguments.preset, arguments.scope)
    if values or not arguments.preset:
        valuing.set_assumption(desk, arguments.key, arguments.scope, **values)
    found = [row for row in valuing.assumptions(desk, arguments.scope) if row.key == arguments.key]
    _show(setting, found)
    return []


def _clear(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    assumption_sets.clear_assumption(desk, arguments.key, arguments.scope)
    _show(setting, [row for row in valuing.assumptions(desk) if row.key == arguments.key])
    return []


def _keep(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    assumption_sets.keep_version(desk, arguments.title, arguments.note)
    return _versions(arguments, setting, desk)


def _versions(_arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    found = assumption_sets.versions(desk)
    setting.voice.document({"versions": found})
    heads = [setting.words(f"assume.head.{name}") for name in ("title", "made_at", "made_by", "note")]
    rows = [[one.title, str(one.made_at or "")[:16], one.made_by, one.note] for one in found]
    setting.voice.show(*table(heads, rows))
    return []


def _restore(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    assumption_sets.restore_version(desk, arguments.title)
    _show(setting, valuing.assumptions(desk))
    return []


def _compare(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    found = assumption_sets.compare(desk, arguments.before, arguments.after)
    _differences(setting, found)
    return []


def _differences(setting: Setting, found: Sequence[assumption_sets.Difference]) -> None:
    setting.voice.document({"differences": found})
    heads = [setting.words(f"assume.head.{name}") for name in ("key", "scope", "field", "before", "after")]
    rows = [
        [setting.words.code("assumption", one.key), one.scope or "*", setting.words.code("assumption_field", one.field),
         _cell(one.before), _cell(one.after)]
        for one in found
    ]  # fmt: skip
    setting.voice.show(*table(heads, rows))
    if not rows:
        setting.voice.say("assume.no_difference")


def _cell(value: object) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else str(value or "")


def _export(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    count = assumption_sets.export_set(desk, ending(arguments.file, ".xlsx"), arguments.title, setting.words.language)
    setting.voice.document({"written": count, "file": arguments.file})
    setting.voice.show(setting.words("assume.written", n=count, file=arguments.file))
    return []


def _import(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> list[Problem]:
    read = assumption_sets.read_set(desk, there(arguments.file))
    if not arguments.dry_run and read.rows:
        assumption_sets.apply_set(desk, read, arguments.file.name)
    _differences(setting, read.differences)
    if read.rows and not arguments.dry_run:
        setting.voice.say("assume.imported", n=len(read.rows), file=arguments.file)
    return list(read.problems)


_ACTIONS = {
    "list": _list, "presets": _presets, "inherited": _inherited, "set": _set,
    "clear": _clear, "keep": _keep, "versions": _versions,
    "restore": _restore, "compare": _compare, "export": _export, "import": _import,
}  # fmt: skip
