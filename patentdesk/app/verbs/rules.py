"""Keep the portfolio's own deadline rules; foresee what a change of the law does to every date."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, ending, there
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.portfolio.records import Patent
from patentdesk.services import own_rules
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.services.recomputing import DifferenceItem, DocketDifference

_SHOWN = 200


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the file and what is done to its rules."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--import", dest="read", type=Path, metavar="RULES.csv", help=words("cli.opt.rules_import"))
    what.add_argument("--preview", type=Path, metavar="RULES.csv", help=words("cli.opt.rules_preview"))
    what.add_argument("--export", type=Path, metavar="RULES.csv", help=words("cli.opt.rules_export"))
    what.add_argument("--add", metavar="ID", help=words("cli.opt.rules_add"))
    what.add_argument("--override", metavar="ID", help=words("cli.opt.rules_override"))
    what.add_argument("--remove", nargs="+", metavar="ID", help=words("cli.opt.rules_remove"))
    parser.add_argument("--set", nargs="+", default=[], metavar="COLUMN=VALUE", help=words("cli.opt.rules_set"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=words("cli.opt.reason"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Change, foresee or list the rules; say what moved, each with its reason. Raises Refused for wrong rules."""
    change = _change(arguments, setting)
    with open_desk(setting, arguments.portfolio, read_only=change is None or bool(arguments.preview)) as desk:
        if arguments.export:
            count = own_rules.export_rules(desk, ending(arguments.export, ".csv"))
            setting.voice.document({"rules": count, "file": arguments.export})
            setting.voice.say("rules.exported", n=count, file=arguments.export)
        elif change is None:
            _list(desk, setting)
        else:
            _show(desk, change(desk), setting, foreseen=bool(arguments.preview))
    return DONE


def _change(arguments: argparse.Namespace, setting: Setting) -> Callable[[Desk], DocketDifference] | None:
    """Return what is to be done; None when nothing changes.

    Raises Refused: cli_bad_setting, rules_set_alone, rules_without_reason.
    """
    progress = setting.voice.progress()
    if (arguments.set or arguments.reason) and not (arguments.add or arguments.override):
        raise refuse("rules_set_alone")
    if (arguments.add or arguments.override) and not arguments.reason.strip():
        raise refuse("rules_without_reason", rule=arguments.add or arguments.override)
    if arguments.preview:
        rows = own_rules.read_rules(there(arguments.preview))
        return lambda desk: own_rules.preview(desk, rows, progress)
    if arguments.read:
        rows = own_rules.read_rules(there(arguments.read))
        return lambda desk: own_rules.add_rules(desk, rows, progress)
    cells = dict(_cell(text) for text in arguments.set)
    if arguments.add:
        row = {**cells, "id": arguments.add, "reason": arguments.reason}
        return lambda desk: own_rules.add_rules(desk, [row], progress)
    if arguments.override:
        return lambda desk: own_rules.override(desk, arguments.override, cells, arguments.reason, progress)
    if arguments.remove:
        return lambda desk: own_rules.remove_rules(desk, arguments.remove, progress)
    return None


def _cell(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise refuse("cli_bad_setting", text=text)
    return name.strip(), value.strip()


def _list(desk: Desk, setting: Setting) -> None:
    words, rules = setting.words, own_rules.own_rules(desk)
    version = own_rules.book_of(desk).version
    documents = [
        {**one.content, "id": one.rule_id, "reason": one.reason, "added_by": one.added_by, "added_at": one.added_at}
        for one in rules
    ]
    setting.voice.document({"law": version, "rules": documents})
    setting.voice.show(words("cli.rules.version", version=version))
    heads = [words(f"cli.rules.{head}") for head in ("rule", "replaces", "terms", "reason", "who")]
    rows = [
        [one.rule_id, one.content.get("replaces", ""), one.content.get("terms", ""), one.reason, one.added_by]
        for one in rules
    ]
    setting.voice.show(*table(heads, rows, widest=60))


def _show(desk: Desk, found: DocketDifference, setting: Setting, *, foreseen: bool) -> None:
    words, voice = setting.words, setting.voice
    named = {name: list(getattr(found, name)) for name in ("new", "moved", "gone", "met")}
    numbers = _numbers(desk, [one.patent_id for items in named.values() for one in items])
    voice.document(
        {
            "foreseen": foreseen,
            "difference": {**found.counts, "refreshed": found.refreshed, "unchanged": found.unchanged},
            **{name: [_fields(one, numbers) for one in items] for name, items in named.items()},
        }
    )
    for name, items in named.items():
        rows = [
            [numbers.get(one.patent_id, ""), words.code("task", one.task), one.rule_id, one.before or "—",
             one.after or "—", words(f"difference.{one.reason}")]
            for one in items[:_SHOWN]
        ]  # fmt: skip
        if rows:
            heads = [words(f"cli.rules.{head}") for head in ("number", "task", "rule", "before", "after", "why")]
            voice.show(words(f"cli.rules.{name}", n=found.counts[name]), *table(heads, rows), "")
    voice.say("rules.foreseen" if foreseen else "rules.stored", **found.counts, unchanged=found.unchanged)


def _fields(item: DifferenceItem, numbers: dict[int, str]) -> dict[str, object]:
    return {
        "number": numbers.get(item.patent_id, ""),
        "rule": item.rule_id,
        "task": item.task,
        "occurrence": item.occurrence,
        "before": item.before,
        "after": item.after,
        "reason": item.reason,
    }


def _numbers(desk: Desk, ids: list[int]) -> dict[int, str]:
    with desk.file.reading() as reader:
        return {one.id: number_of(one) for one in reader.select(Patent, id=sorted(set(ids)))}
