"""Read the inputs of a formula as people write them.

Inputs arrive as words, such as ``rate=8%``; every one is read, bounded and named, and nothing is guessed: an unknown,
missing, doubled or unreadable input is refused.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from patentdesk.core.problems import Refused, refuse
from patentdesk.valuation.formulas.ask import UNIT
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Required

MOST_NUMBERS = 10_000


def read_inputs(formula: Formula, stated: Mapping[str, object]) -> Given:
    """Return the inputs of a formula from words or from values of JSON; what is not stated takes its default.

    Raises Refused: worth_input_unknown (with the nearest known), worth_input_twice, worth_input_missing,
    worth_not_number, worth_not_count, worth_not_date, worth_not_choice, worth_not_table, worth_bounds, worth_percent
    (a rate above 1: 8 instead of 8 %), worth_too_many.
    """
    by_name = {name: one for one in (*formula.parameters, UNIT) for name in (one.key, *one.aliases)}
    values: dict[str, Any] = {}
    rest: dict[str, object] = {}
    for name, written in stated.items():
        parameter = by_name.get(name) or by_name.get(name.casefold())
        if parameter is None:
            if not formula.rest:
                raise _unknown(formula, name, by_name)
            rest[name] = _numbers(by_name[formula.rest], written)
            continue
        if parameter.key in values:
            raise refuse("worth_input_twice", term=parameter.key)
        values[parameter.key] = _read(parameter, written)
        if parameter.key in formula.fixed and values[parameter.key] != formula.fixed[parameter.key]:
            known = str(formula.fixed[parameter.key])
            raise refuse("worth_not_choice", term=parameter.key, text=str(written), known=known)
    if rest:
        values[formula.rest] = {**values.get(formula.rest, {}), **_tables(by_name[formula.rest], rest)}
    given = frozenset(values)
    for parameter in by_name.values():
        if parameter.key not in values:
            values[parameter.key] = formula.fixed.get(parameter.key, parameter.default)
            if isinstance(values[parameter.key], Required):
                raise refuse("worth_input_missing", term=parameter.key, method=formula.key)
    return Given(values, given)


def _unknown(formula: Formula, name: str, by_name: Mapping[str, Parameter]) -> Refused:
    near = difflib.get_close_matches(name, by_name, 1)
    known = ", ".join(one.key for one in formula.parameters)
    return refuse("worth_input_unknown", name=name, method=formula.key, near=near[0] if near else "–", known=known)


def _read(parameter: Parameter, written: object) -> object:
    return _READERS[parameter.kind](parameter, written)


_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?\Z")


def _number(parameter: Parameter, written: object) -> float:
    if isinstance(written, int | float) and not isinstance(written, bool):
        found = float(written)
    else:
        text = str(written).strip().replace("％", "%").replace("，", ",")
        percent = text.endswith("%")
        plain = text.removesuffix("%").strip()
        if _GROUPED.match(plain):
            plain = plain.replace(",", "")
        try:
            found = float(plain) / (100 if percent else 1)
        except ValueError:
            raise refuse("worth_not_number", term=parameter.key, text=text) from None
    if not math.isfinite(found):
        raise refuse("worth_not_number", term=parameter.key, text=str(written))
    return found


def _count(parameter: Parameter, written: object) -> float:
    found = _number(parameter, written)
    if found != int(found):
        raise refuse("worth_not_count", term=parameter.key, text=str(written))
    return found


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;，；\s]+", text.strip().strip("[]")) if part.strip()]


def _numbers(parameter: Parameter, written: object) -> list[float]:
    """Read 1,2,3; a part such as 375*3 stands for three times the same."""
    if isinstance(written, int | float):
        return [float(written)]
    if not isinstance(written, str):
        return [_number(parameter, one) for one in cast("Sequence[object]", written)]
    found: list[float] = []
    for part in _parts(written):
        one, _, times = part.partition("*")
        repeat = int(times) if times.isdigit() else 1 if not times else 0
        if not repeat or len(found) + repeat > MOST_NUMBERS:
            raise refuse("worth_too_many" if repeat else "worth_not_number", term=parameter.key, text=part)
        found += [_number(parameter, one)] * repeat
    if not found:
        raise refuse("worth_not_number", term=parameter.key, text=written)
    return found


def _table(parameter: Parameter, written: object) -> dict[str, float]:
    if isinstance(written, str) and not written.lstrip().startswith("{"):
        found: dict[str, float] = {}
        for part in re.split(r"[;；]" if re.search(r"[;；]", written) else r"[,，]", written):
            name, sign, amount = part.replace("：", ":").rpartition(":")
            if not sign or not name.strip() or name.strip() in found:
                raise refuse("worth_not_table", term=parameter.key, text=part)
            found[name.strip()] = _number(parameter, amount)
        return found
    data = _json(parameter, written)
    if isinstance(data, list | tuple):  # names: each counts once for each time that it is there
        data = Counter(map(str, data))
    if not isinstance(data, dict) or not data:
        raise refuse("worth_not_table", term=parameter.key, text=str(written))
    return {str(name): _number(parameter, one) for name, one in data.items() if one is not None}


def _tables(parameter: Parameter, written: object) -> dict[str, Any]:
    data = _json(parameter, written)
    if not isinstance(data, dict) or not data:
        raise refuse("worth_not_table", term=parameter.key, text=str(written))
    return {str(name): _nested(parameter, one) for name, one in data.items()}


def _nested(parameter: Parameter, one: object) -> object:
    if isinstance(one, list | tuple):
        return tuple(_nested(parameter, inner) for inner in one)
    return _bounded(parameter, _number(parameter, one))


def _json(parameter: Parameter, written: object) -> object:
    if not isinstance(written, str):
        return written
    try:
        return json.loads(written)
    except ValueError:
        raise refuse("worth_not_table", term=parameter.key, text=written) from None


def _names(parameter: Parameter, written: object) -> tuple[str, ...]:
    parts = written
    if isinstance(written, str):
        parts = _json(parameter, written) if written.lstrip().startswith("[") else re.split(r"[,;，；、]", written)
    if not isinstance(parts, list | tuple):
        raise refuse("worth_not_table", term=parameter.key, text=str(written))
    return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def _choice(parameter: Parameter, written: object) -> str:
    text = str(written).strip().casefold()
    if text not in parameter.choices:
        known = ", ".join(parameter.choices)
        raise refuse("worth_not_choice", term=parameter.key, text=str(written), known=known)
    return text


def _date(parameter: Parameter, written: object) -> date:
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(str(written).strip())
    except ValueError:
        raise refuse("worth_not_date", term=parameter.key, text=str(written)) from None


def _bounded(parameter: Parameter, found: float) -> float:
    if parameter.minimum <= found <= parameter.maximum:
        return found
    code = "worth_percent" if parameter.unit in {"rate", "chance"} and 1 < found <= 100 else "worth_bounds"
    raise refuse(
        code, term=parameter.key, value=f"{found:g}", low=f"{parameter.minimum:g}", high=f"{parameter.maximum:g}"
    )


_READERS: Mapping[Kind, Callable[[Parameter, object], object]] = {
    Kind.NUMBER: lambda parameter, written: _bounded(parameter, _number(parameter, written)),
    Kind.COUNT: lambda parameter, written: int(_bounded(parameter, _count(parameter, written))),
    Kind.NUMBERS: lambda parameter, written: tuple(_bounded(parameter, one) for one in _numbers(parameter, written)),
    Kind.TABLE: lambda parameter, written: {
        name: _bounded(parameter, one) for name, one in _table(parameter, written).items()
    },
    Kind.TABLES: _tables,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.DATES: lambda parameter, written: tuple(
        _date(parameter, one)
        for one in (_parts(written) if isinstance(written, str) else cast("Sequence[object]", written))
    ),
    Kind.TEXT: lambda _parameter, written: str(written),
    Kind.NAMES: _names,
    Kind.RECORDS: _json,
}
