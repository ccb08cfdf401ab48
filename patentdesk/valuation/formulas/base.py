"""Define what a formula is: its inputs with units and bounds, its steps, its results and its source."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from patentdesk.core.problems import Problem, refuse
from patentdesk.valuation.conventions import Compounding, Convention

Value = float | int | str | Sequence[Any] | Mapping[str, Any] | None


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
    NAMES = "names"
    """Several: A, B; each once."""
    RECORDS = "records"
    """Several of several inputs each, as JSON: [{"tr": 2, "active": ["CN"]}]; the formula reads them."""


class Required:
    """Marks an input without default."""


REQUIRED = Required()


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
        return isinstance(self.default, Required)


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
    slips: Callable[[Given, Worked], Sequence[tuple[str, float]]] = lambda _given, _worked: ()
    """Figures that a slip known for this formula gives, each under the code of its slip (``worth.slip.<code>``)."""
    rest: str = ""
    """The input (of kind TABLES) that takes whatever is stated under other names."""


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
