"""Define what a formula is: its inputs with units and bounds, its steps, its results and its source.

Inputs arrive as words, such as ``rate=8%``; every one is read, bounded and named, and nothing is guessed: an unknown,
missing, doubled or unreadable input is refused.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, cast

from patentdesk.core.problems import Problem, Refused, refuse
from patentdesk.valuation.conventions import Compounding, Convention

Value = float | int | str | Sequence[Any] | Mapping[str, Any] | None
MOST_NUMBERS = 10_000


class Kind(StrEnum):
    """What an input is."""

    NUMBER = "number"
    COUNT = "count"
    NUMBERS = "numbers"
    """Several: 1,2,3 or 375*3 for three times the same."""
    TABLE = "table"
    """Number by name: A:137,B:412."""
    TABLES = "tables"
    """Numbers by name, as JSON: {"A": [1, 2]}."""
    CHOICE = "choice"
    DATE = "date"
    DATES = "dates"
    TEXT = "text"


class _Required:
    """Marks an input without default."""


REQUIRED = _Required()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One input; its words are ``term.<key>``. Bounds are inclusive and hold for each of several numbers."""

    key: str
    kind: Kind = Kind.NUMBER
    unit: str = "number"
    """'money', 'rate' (0.08 = 8 %), 'chance', 'years', 'count', 'factor', 'number', 'date' or 'text'."""
    minimum: float = -math.inf
    maximum: float = math.inf
    default: object = REQUIRED
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether the formula cannot do without it."""
        return isinstance(self.default, _Required)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: the term (``term.<key>``), how it is found, and what it is."""

    key: str
    formula: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What a formula gave; ``main`` names the result that the formula is asked for."""

    main: str
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def results(self) -> dict[str, Value]:
        """Every step's value by its key, the last one where a key comes twice."""
        return {step.key: step.value for step in self.steps}

    @property
    def value(self) -> Value:
        """The main result."""
        return self.results[self.main]


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of one call, read and bounded."""

    values: Mapping[str, Any]
    stated: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - the kind of each input is declared beside it
        """Return an input as its kind says."""
        return self.values[key]

    @property
    def convention(self) -> Convention:
        """When flows count in their period."""
        return Convention(self.values["convention"])

    @property
    def compounding(self) -> Compounding:
        """How often a year the stated rate is compounded."""
        return Compounding(self.values["compounding"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula with its words ``worth.<key>``; ``source`` is the publication that states it."""

    key: str
    room: str
    """Where it stands in lists: 'discounting', 'income', 'market', 'option', 'sharing', 'uncertainty', 'index'."""
    parameters: tuple[Parameter, ...]
    work: Callable[[Given], Worked]
    source: str
    aliases: tuple[str, ...] = ()
    fixed: Mapping[str, object] = field(default_factory=dict)
    """Inputs that another name of the formula settles."""
    rest: str = ""
    """The input (of kind TABLES) that takes whatever is stated under other names."""


UNIT = Parameter(key="unit", kind=Kind.TEXT, unit="text", default="")
"""Names the unit of money in every formula, such as CNY 万元; nothing is converted."""


def number(key: str, *aliases: str, default: object = REQUIRED, **more: Any) -> Parameter:  # noqa: ANN401
    """Return a number that is an input."""
    return Parameter(key=key, aliases=aliases, default=default, **more)


def money(key: str, *aliases: str, default: object = REQUIRED, minimum: float = -math.inf) -> Parameter:
    """Return an amount of money."""
    return Parameter(key=key, aliases=aliases, default=default, unit="money", minimum=minimum)


def rate(key: str, *aliases: str, default: object = REQUIRED, minimum: float = -0.99, maximum: float = 1) -> Parameter:
    """Return a rate per year or a share: 0.08 or 8%."""
    return Parameter(key=key, aliases=aliases, default=default, unit="rate", minimum=minimum, maximum=maximum)


def chance(key: str, *aliases: str, default: object = REQUIRED) -> Parameter:
    """Return a probability or share between 0 and 1."""
    return Parameter(key=key, aliases=aliases, default=default, unit="chance", minimum=0, maximum=1)


def years(key: str, *aliases: str, default: object = REQUIRED, minimum: float = 0) -> Parameter:
    """Return a length in years."""
    return Parameter(key=key, aliases=aliases, default=default, unit="years", minimum=minimum, maximum=200)


def count(key: str, *aliases: str, default: object = REQUIRED, minimum: int = 0, maximum: int = 10_000) -> Parameter:
    """Return a whole number."""
    return Parameter(
        key=key, aliases=aliases, default=default, kind=Kind.COUNT, unit="count", minimum=minimum, maximum=maximum
    )


def amounts(key: str, *aliases: str, default: object = REQUIRED) -> Parameter:
    """Return several amounts of money, one a period."""
    return Parameter(key=key, aliases=aliases, default=default, kind=Kind.NUMBERS, unit="money")


def numbers(key: str, *aliases: str, default: object = REQUIRED, **more: Any) -> Parameter:  # noqa: ANN401
    """Return several numbers."""
    return Parameter(key=key, aliases=aliases, default=default, kind=Kind.NUMBERS, **more)


def table(key: str, *aliases: str, default: object = REQUIRED, **more: Any) -> Parameter:  # noqa: ANN401
    """Return a number for each name."""
    return Parameter(key=key, aliases=aliases, default=default, kind=Kind.TABLE, **more)


def choice(key: str, *choices: str, default: object = REQUIRED) -> Parameter:
    """Return one of several words; without another default the first is not assumed."""
    return Parameter(key=key, kind=Kind.CHOICE, unit="text", choices=choices, default=default)


def convention(default: str) -> Parameter:
    """Return when flows count in their period: end, mid or start."""
    return choice("convention", *Convention, default=default)


def compounding(default: str = "annual") -> Parameter:
    """Return how the stated rate is compounded."""
    return choice("compounding", *Compounding, default=default)


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
            if isinstance(values[parameter.key], _Required):
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
    if not isinstance(data, dict) or not data:
        raise refuse("worth_not_table", term=parameter.key, text=str(written))
    return {str(name): _number(parameter, one) for name, one in data.items()}


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
}


def same_length(*rows: tuple[str, Sequence[object]]) -> None:
    """Refuse rows that do not go together. Raises Refused worth_lengths."""
    (first, one), *others = rows
    for key, row in others:
        if len(row) != len(one):
            raise refuse("worth_lengths", term=first, n=len(one), other=key, m=len(row))


def value_text(value: Value) -> str:
    """Write a value: numbers to ten digits, several behind each other; nothing for None and what is empty."""
    if value is None or value in ((), {}, ""):
        return ""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {value_text(one)}" for name, one in value.items())
    return f"[{', '.join(value_text(one) for one in value)}]"
