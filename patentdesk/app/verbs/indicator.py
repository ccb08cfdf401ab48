"""Compute a published indicator from plain inputs, with its formula and source; no portfolio is needed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services.published import PUBLISHED, calculate, published


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the indicator's name and its inputs."""
    parser.add_argument("name", metavar="NAME", help=words("cli.indicator.name"))
    parser.add_argument("inputs", nargs="*", metavar="KEY=VALUE", help=words("cli.indicator.inputs"))
    parser.add_argument("--input", type=Path, metavar="FILE.json", help=words("cli.indicator.file"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the value with formula and source; ``list`` names all indicators. Raises Refused for wrong inputs."""
    if arguments.name == "list":
        return _list(setting)
    wanted = published(arguments.name)
    found = calculate(arguments.name, _inputs(arguments))
    setting.voice.document({"indicator": wanted.name, **found, "formula": wanted.formula, "source": wanted.source})
    setting.voice.show(*_lines("", found))
    setting.voice.show("", f"= {wanted.formula}", wanted.source)
    return DONE


def _list(setting: Setting) -> int:
    rows = [[one.name, ", ".join([*one.inputs, *(f"[{key}]" for key in (*one.optional, *one.other))]), one.formula]
            for one in PUBLISHED]  # fmt: skip
    setting.voice.document({"indicators": [
        {"name": one.name, "inputs": one.inputs, "optional": (*one.optional, *one.other), "formula": one.formula,
         "source": one.source, "aliases": one.aliases} for one in PUBLISHED
    ]})  # fmt: skip
    heads = [setting.words(f"cli.indicator.head.{name}") for name in ("name", "inputs", "formula")]
    setting.voice.show(*table(heads, rows, widest=70))
    return DONE


def _inputs(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the inputs: of a JSON file, of JSON objects, of key=value. Raises Refused 'indicator_unread'."""
    given: dict[str, Any] = {}
    if arguments.input is not None:
        try:
            given.update(_object(arguments.input.read_text("utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            raise refuse("indicator_unread", text=str(arguments.input)) from error
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


def _lines(name: str, value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [line for key, part in value.items() for line in _lines(f"{name}.{key}" if name else str(key), part)]
    if isinstance(value, list):
        return [line for place, part in enumerate(value) for line in _lines(f"{name}[{place}]", part)]
    return [f"{name}: {'–' if value is None else f'{value:.10g}' if isinstance(value, float) else value}"]
