"""Find the assumption that applies to a patent: portfolio, segment, member, product, patent; the narrowest wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from patentdesk.core.problems import Argument, Problem, Severity
from patentdesk.portfolio.codes import Segment
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.uncertainty import Shape

DERIVED = "derived"
"""Set name of rows that the program computed from others; they are never stored."""


class Level(StrEnum):
    """How near a low or high case an input's lower number is."""

    LOW = "low"
    BASE = "base"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a key means to the engine; its words are ``assumption.<key>`` and ``assumption.<key>.definition``.

    ``minimum`` and ``maximum`` are hard bounds (inclusive) in ``unit``. ``falling``: a higher number lowers the value.
    ``in_scenarios``: moves together with the others in the low and high case. ``required``: a valuation needs it.
    ``note_above``: a value above it needs a reason in the assumption's text.
    """

    key: str
    unit: str
    minimum: float
    maximum: float
    falling: bool = False
    in_scenarios: bool = False
    required: bool = True
    note_above: float | None = None


@dataclass(frozen=True, slots=True)
class AssumptionSet:
    """The definitions and the values as shipped or as edited."""

    definitions: Mapping[str, Definition]
    rows: tuple[Assumption, ...]
    presets: Mapping[str, Mapping[str, Assumption]] = field(default_factory=dict)
    """Rows that a person may choose instead, by key and name; the words are ``preset.<name>``."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rows that apply to one patent, by key: each says value, range, source and the scope that it came from."""

    rows: Mapping[str, Assumption]
    definitions: Mapping[str, Definition]

    def value(self, key: str) -> float | None:
        """Return the base value; None when nobody stated one."""
        row = self.rows.get(key)
        return row.value if row else None

    def at(self, key: str, level: Level) -> float | None:
        """Return the number for the case: LOW takes the end that lowers the value, and base where no range stands."""
        row = self.rows.get(key)
        if row is None or level is Level.BASE:
            return row.value if row else None
        end = row.low if (level is Level.LOW) != self.definitions[key].falling else row.high
        return row.value if end is None else end

    def text(self, key: str, default: str) -> str:
        """Return the text of an assumption that is a word, such as the convention."""
        row = self.rows.get(key)
        return row.text or default if row else default


def product_key(product: str) -> str:
    """Return a product's name as it is compared: without regard to case and runs of spaces; '' when unknown."""
    return " ".join(product.split()).casefold()


def product_scope(product: str) -> str:
    """Return the scope of all patents on a product."""
    return f"product:{product_key(product)}"


def scope_chain(segment: str | None, member_id: int | None, patent_id: int, product: str = "") -> tuple[str, ...]:
    """Return the scopes that speak for a patent, widest first."""
    chain = [""]
    if segment:
        chain.append(f"segment:{segment}")
    if member_id is not None:
        chain.append(f"member:{member_id}")
    if product_key(product):
        chain.append(product_scope(product))
    return (*chain, f"patent:{patent_id}")


def scope_of(text: str) -> str:
    """Return a scope as it is kept, from what a person wrote: the name of a product is compared without case."""
    kind, colon, which = (part.strip() for part in text.partition(":"))
    return product_scope(which) if kind == "product" else f"{kind}{colon}{which}"


def _names_patents(scope: str) -> bool:
    """Tell whether a patent can ever be part of a scope."""
    kind, _, which = scope.partition(":")
    if kind in {"member", "patent"}:
        return which.isdecimal()
    return not scope or (kind == "segment" and which in {*Segment}) or (kind == "product" and which != "")


def resolve(rows: Iterable[Assumption], definitions: Mapping[str, Definition], chain: Sequence[str]) -> Resolved:
    """Return for each key the row of the narrowest scope in ``chain``; a later row of one scope replaces an earlier."""
    order = {scope: rank for rank, scope in enumerate(chain)}
    chosen: dict[str, Assumption] = {}
    for row in rows:
        rank = order.get(row.scope)
        if rank is None or row.key not in definitions:
            continue
        held = chosen.get(row.key)
        if held is None or rank >= order[held.scope]:
            chosen[row.key] = row
    return Resolved(chosen, definitions)


def check_assumption(row: Assumption, definitions: Mapping[str, Definition]) -> list[Problem]:
    """Return what is wrong with a row.

    Problems: assumption_unknown, assumption_scope (no patent is ever part of it), assumption_empty (no value, and a
    valuation needs one), assumption_bounds (outside the hard bounds), assumption_order (not low <= base <= high),
    assumption_shape (no known distribution), assumption_note_needed (high and no reason given).
    """
    definition = definitions.get(row.key)
    if definition is None:
        return [_problem("assumption_unknown", row, key=row.key)]
    if not _names_patents(row.scope):
        return [_problem("assumption_scope", row)]
    found = [
        _problem("assumption_bounds", row, key=row.key, value=number, low=definition.minimum, high=definition.maximum)
        for number in (row.value, row.low, row.high)
        if number is not None and not definition.minimum <= number <= definition.maximum
    ]
    if definition.required and row.value is None:
        found.append(_problem("assumption_empty", row, key=row.key))
    if row.distribution and row.distribution not in set(Shape):
        found.append(_problem("assumption_shape", row, key=row.key))
    stated = [number for number in (row.low, row.value, row.high) if number is not None]
    if stated != sorted(stated):
        found.append(_problem("assumption_order", row, key=row.key))
    limit = definition.note_above
    if limit is not None and (row.value or 0) > limit and not row.text.strip():
        found.append(_problem("assumption_note_needed", row, key=row.key, limit=limit))
    return found


def _problem(code: str, row: Assumption, **args: Argument) -> Problem:
    return Problem(code, Severity.ERROR, field_name=row.key, args={"scope": row.scope or "*", **args})


def parse_set(data: Mapping[str, object]) -> AssumptionSet:
    """Build an assumption set from the content of a file in ``resources/assumptions``.

    Raises ValueError or TypeError when the file breaks its own bounds: that is a fault of the program's resources.
    """
    definitions = {
        definition.key: definition
        for definition in map(_definition, cast("list[dict[str, str | float | bool]]", data["definitions"]))
    }
    rows = tuple(
        _row(str(data["set"]), item, definitions) for item in cast("list[dict[str, str | float]]", data["assumptions"])
    )
    presets: dict[str, dict[str, Assumption]] = {}
    for item in cast("list[dict[str, str | float]]", data.get("presets", [])):
        presets.setdefault(str(item["key"]), {})[str(item["name"])] = _row(str(data["set"]), item, definitions)
    for row in (*rows, *(one for named in presets.values() for one in named.values())):
        if problems := check_assumption(row, definitions):
            raise ValueError(f"{row.key} {row.scope}: {problems[0].code}")
    return AssumptionSet(definitions, rows, presets)


def _definition(item: Mapping[str, str | float | bool]) -> Definition:
    return Definition(
        key=str(item["key"]),
        unit=str(item["unit"]),
        minimum=float(item["minimum"]),
        maximum=float(item["maximum"]),
        falling=bool(item.get("falling", False)),
        in_scenarios=bool(item.get("in_scenarios", False)),
        required=bool(item.get("required", True)),
        note_above=float(item["note_above"]) if "note_above" in item else None,
    )


def _row(set_name: str, item: Mapping[str, str | float], definitions: Mapping[str, Definition]) -> Assumption:
    key, scope = str(item["key"]), str(item.get("scope", ""))

    def number(name: str) -> float | None:
        return float(item[name]) if item.get(name) is not None else None

    return Assumption(
        uid=f"{set_name}/{key}/{scope}",
        set_name=set_name,
        key=key,
        scope=scope,
        unit=definitions[key].unit if key in definitions else "",
        value=number("value"),
        low=number("low"),
        high=number("high"),
        text=str(item.get("text", "")),
        source=str(item["source"]),
        link=str(item.get("link", "")),
        confidence=str(item["confidence"]),
    )
