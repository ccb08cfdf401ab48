"""Work one formula of valuation on numbers given on the command line; no portfolio is needed."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from patentdesk.app.cli_setting import DONE, PROBLEMS, Setting, stated_in
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services import worth
from patentdesk.services.worth import FORMULAS, Calculation, Compared
from patentdesk.valuation.formulas.base import Formula, Parameter, value_text


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the formula, its inputs, and a published figure to compare with."""
    parser.add_argument("method", nargs="?", default="list", metavar="METHOD", help=words("worth.opt.method"))
    parser.add_argument("inputs", nargs="*", metavar="NAME=VALUE", help=words("worth.opt.inputs"))
    parser.add_argument("--from", dest="file", type=Path, metavar="F.json", help=words("worth.opt.from"))
    parser.add_argument("--published", metavar="N", help=words("worth.opt.published"))
    parser.add_argument("--of", default="", metavar="RESULT", help=words("worth.opt.of"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the result with each step; without inputs say what the formula needs, ``list`` names all formulas.

    Raises Refused for inputs that are missing, unknown, unreadable or out of bounds.
    """
    if arguments.method == "list":
        return _list(setting)
    formula = worth.named(arguments.method)
    stated = _stated(arguments)
    if not stated:
        return _needs(formula, setting)
    found = worth.calculate(formula.key if arguments.method in formula.aliases else arguments.method, stated)
    compared = worth.compare_published(found, arguments.published, arguments.of) if arguments.published else None
    setting.voice.document(_document(found, compared, setting))
    _show(found, compared, setting)
    setting.voice.problems(found.worked.problems)
    status = setting.status(list(found.worked.problems))
    return PROBLEMS if compared is not None and not compared.agrees else status


def _stated(arguments: argparse.Namespace) -> dict[str, object]:
    stated: dict[str, object] = stated_in(arguments.file) if arguments.file is not None else {}
    for word in arguments.inputs:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise refuse("worth_bad_word", word=word)
        if name.strip() in stated:
            raise refuse("worth_input_twice", term=name.strip())
        stated[name.strip()] = value
    return stated


def _document(found: Calculation, compared: Compared | None, setting: Setting) -> dict[str, object]:
    worked = found.worked
    return {
        "method": found.formula.key,
        "inputs": {key: _finite(value) for key, value in found.given.values.items()},
        "stated": sorted(found.given.stated),
        "steps": [{"key": one.key, "formula": one.formula, "value": one.value} for one in worked.steps],
        "results": worked.results,
        "main": worked.main,
        "value": worked.value,
        "source": found.formula.source,
        "published": compared,
        "problems": setting.voice.problem_rows(worked.problems),
    }


def _show(found: Calculation, compared: Compared | None, setting: Setting) -> None:
    words, formula = setting.words, found.formula
    setting.voice.show(f"{words(f'worth.{formula.key}')} ({formula.key})", "")
    rows = [[_term(words, key), value_text(value), _mark(words, key in found.given.stated)] for key, value in
            found.given.values.items() if value not in (None, (), {}, "")]  # fmt: skip
    setting.voice.show(*table([words(f"worth.head.{head}") for head in ("input", "value", "stated")], rows), "")
    steps = [[_term(words, one.key), one.formula, value_text(one.value)] for one in found.worked.steps]
    heads = [words(f"worth.head.{head}") for head in ("step", "formula", "value")]
    setting.voice.show(*table(heads, steps, widest=76), "")
    setting.voice.show(
        f"{_term(words, found.worked.main)} = {value_text(found.worked.value)} {found.given['unit']}".strip()
    )
    setting.voice.show(words("worth.source", source=formula.source))
    if compared is not None:
        setting.voice.show(*compared.sentences(words))


def _list(setting: Setting) -> int:
    words = setting.words
    rows = [[words(f"worth.room.{one.room}"), one.key, words(f"worth.{one.key}"), _asked(one)] for one in FORMULAS]
    setting.voice.document(
        {
            "methods": [
                {"method": one.key, "room": one.room, "name": words(f"worth.{one.key}"), "aliases": one.aliases,
                 "inputs": [_parameter(item) for item in one.parameters], "source": one.source}
                for one in FORMULAS
            ]
        }
    )  # fmt: skip
    setting.voice.show(*table([words(f"worth.head.{head}") for head in ("room", "method", "name", "input")], rows))
    return DONE


def _asked(formula: Formula) -> str:
    return " ".join(one.key for one in formula.parameters if one.required)


def _needs(formula: Formula, setting: Setting) -> int:
    words = setting.words
    setting.voice.document({"method": formula.key, "inputs": [_parameter(one) for one in formula.parameters]})
    setting.voice.show(f"{words(f'worth.{formula.key}')} ({', '.join((formula.key, *formula.aliases))})", "")
    rows = [
        [one.key, _term(words, one.key), _kind(one, words), _range(one), _default(one, formula), ", ".join(one.aliases)]
        for one in formula.parameters
    ]
    heads = [words(f"worth.head.{head}") for head in ("input", "name", "kind", "range", "default", "aliases")]
    setting.voice.show(*table(heads, rows), "", words("worth.source", source=formula.source))
    return DONE


def _parameter(one: Parameter) -> dict[str, object]:
    return {
        "input": one.key, "kind": one.kind, "unit": one.unit, "required": one.required,
        "default": None if one.required else one.default, "choices": one.choices, "aliases": one.aliases,
        "minimum": one.minimum if abs(one.minimum) < 1e300 else None,
        "maximum": one.maximum if abs(one.maximum) < 1e300 else None,
    }  # fmt: skip


def _kind(one: Parameter, words: Words) -> str:
    if one.choices:
        return ", ".join(one.choices)
    return f"{words.code('worth.kind', one.kind)} · {words.code('unit', one.unit)}"


def _range(one: Parameter) -> str:
    low, high = ("" if abs(end) > 1e300 else f"{end:g}" for end in (one.minimum, one.maximum))
    return f"{low} … {high}" if low or high else ""


def _default(one: Parameter, formula: Formula) -> str:
    if one.key in formula.fixed:
        return str(formula.fixed[one.key])
    return "*" if one.required else value_text(one.default)  # type: ignore[arg-type]  # the default of its kind


def _term(words: Words, key: str) -> str:
    return words.code("term", key)


def _mark(words: Words, stated: object) -> str:
    return words("worth.stated" if stated else "worth.assumed")


def _finite(value: object) -> object:
    """Return None for a bound that does not bind: JSON has no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
