"""Compute a published indicator from plain inputs, with its formula and source; no portfolio is needed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from patentdesk.app.cli_setting import DONE, Setting, stated_in
from patentdesk.app.output import table
from patentdesk.core.problems import Refused, refuse
from patentdesk.core.words import Words
from patentdesk.services.worth import FORMULAS, calculate, named
from patentdesk.valuation.formulas.base import Formula, value_text

ROOMS = {"index", "sharing"}
"""The formulas that are indicators; any other is worked too when it is named."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the indicator's name and its inputs."""
    parser.add_argument("name", nargs="?", default="list", metavar="NAME", help=words("cli.indicator.name"))
    parser.add_argument("inputs", nargs="*", metavar="KEY=VALUE", help=words("cli.indicator.inputs"))
    parser.add_argument("--input", type=Path, metavar="FILE.json", help=words("cli.indicator.file"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the value with formula and source; ``list`` names all indicators.

    Raises Refused for inputs that are missing, unknown or unreadable.
    """
    if arguments.name == "list":
        return _list(setting)
    found = calculate(_known(arguments.name), _inputs(arguments))
    formula, worked = found.formula, found.worked
    told = next(step.formula for step in reversed(worked.steps) if step.key == worked.main)
    setting.voice.document(
        {"indicator": formula.key, **worked.results, "formula": told, "source": formula.source,
         "problems": setting.voice.problem_rows(worked.problems)}
    )  # fmt: skip
    setting.voice.show(*(f"{key}: {value_text(value) or '–'}" for key, value in worked.results.items()))
    setting.voice.show("", f"= {told}", formula.source)
    setting.voice.problems(worked.problems)
    return DONE


def _list(setting: Setting) -> int:
    chosen = [one for one in FORMULAS if one.room in ROOMS]
    setting.voice.document({"indicators": [
        {"name": one.key, "inputs": [item.key for item in one.parameters if item.required],
         "optional": [item.key for item in one.parameters if not item.required], "source": one.source,
         "aliases": one.aliases} for one in chosen
    ]})  # fmt: skip
    rows = [[one.key, _asked(one), one.source] for one in chosen]
    heads = [setting.words(f"cli.indicator.head.{name}") for name in ("name", "inputs", "source")]
    setting.voice.show(*table(heads, rows, widest=70))
    return DONE


def _known(name: str) -> str:
    """Return the name of a formula. Raises Refused: indicator_unknown with the nearest indicator, indicator_unheard."""
    try:
        return named(name).key
    except Refused as unknown:
        own = [one for formula in FORMULAS if formula.room in ROOMS for one in (formula.key, *formula.aliases)]
        near = get_close_matches(name.casefold(), own, 1, cutoff=0.7)
        found = refuse("indicator_unknown", name=name, near=near[0]) if near else refuse("indicator_unheard", name=name)
        raise found from unknown


def _asked(formula: Formula) -> str:
    return ", ".join(item.key if item.required else f"[{item.key}]" for item in formula.parameters)


def _inputs(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the inputs: of a JSON file, of JSON objects, of key=value.

    Raises Refused: input_gone, worth_file, indicator_unread.
    """
    given = stated_in(arguments.input) if arguments.input is not None else {}
    for text in arguments.inputs:
        if text.lstrip().startswith("{"):
            given.update(_object(text))
            continue
        key, sign, value = text.partition("=")
        if not sign:
            raise refuse("indicator_unread", text=text)
        given[key.strip()] = _value(value)
    return given


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refuse("indicator_unread", text=text[:60]) from error
    if not isinstance(found, dict):
        raise refuse("indicator_unread", text=text[:60])
    return found


def _value(text: str) -> Any:  # noqa: ANN401 - number, list, mapping or name
    """Read JSON, a number, a list such as 3,1,4, counts such as H01M:2,B60L:1, or a name."""
    text = text.strip()
    try:
        return json.loads(text)
    except ValueError:
        pass
    if ":" in text:
        pairs = (part.split(":", 1) for part in text.split(",") if ":" in part)
        return {name.strip(): _value(value) for name, value in pairs}
    return [_value(part) for part in text.split(",")] if "," in text else text
