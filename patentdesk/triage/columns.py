"""Read indicators of many patents at once, each as one array; they say the same as ``indicators`` of one patent.

A property test holds both against each other. To add an indicator: its function there, its column here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.triage.cohorts import Keys
from patentdesk.triage.indicators import DAYS_PER_YEAR, MATURE_AFTER_YEARS
from patentdesk.triage.models import Indicator, ScaleKind, ScoringModel
from patentdesk.triage.rating import Columns

Floats = NDArray[np.floating]
"""Whole numbers are exact in 32 bits up to 16,777,216: enough for days, counts and ids of years."""
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A coded field: for each patent the place of its value in ``values`` ('' and None: not known)."""

    places: NDArray[np.integer]
    values: tuple[str, ...]

    def one_of(self, *wanted: str) -> Bools:
        """Tell which patents have one of the values."""
        found: Bools = np.array([value in wanted for value in self.values], dtype=bool)[self.places]
        return found

    def points(self, table: Mapping[str, float], other: float, unknown: frozenset[str]) -> Floats:
        """Return the points of a table for each patent, NaN where the value is not known."""
        by_value = [np.nan if value in unknown else table.get(value, other) for value in self.values]
        found: Floats = np.array(by_value, dtype=np.float64)[self.places]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumns:
    """The facts of many patents, one array per fact; NaN stands for "not known", days count as ``date.toordinal``.

    ``offices`` counts the offices where the family is alive, ``abroad`` those of them abroad; both NaN while the family
    is not known. ``ties`` counts what binds on the day, by kind.
    """

    on: int
    keys: Keys
    filed: Floats
    published: Floats
    granted: Floats
    priority: Floats
    term_end: Floats
    status: Coded
    right: Coded
    segment: Coded
    dead: Bools
    claims: Floats
    cited: Floats
    cites: Floats
    npl: Floats
    family_size: Floats
    offices: Floats
    abroad: Floats
    family_complete: Bools
    subclasses: Floats
    product: Bools
    owners: Floats
    inventors: Floats
    international: Bools
    cost: Floats
    ties: Mapping[EncumbranceKind, Floats]
    answers: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class _Column:
    """Values (NaN: does not count) and where the indicator does not apply (None: it applies to all)."""

    values: Floats
    inapplicable: Bools | None = None


def _years(start: Floats, end: Floats | int) -> Floats:
    found: Floats = np.asarray(end - start, np.float64) / DAYS_PER_YEAR
    return found


def _at_least(values: Floats, least: float) -> Floats:
    found: Floats = np.where(np.isnan(values), np.nan, np.maximum(values, least))
    return found


def _shown(facts: FactColumns) -> Floats:
    found: Floats = np.where(np.isnan(facts.published), facts.filed, facts.published)
    return found


def _remaining_life(facts: FactColumns) -> _Column:
    left = _at_least(_years(np.full_like(facts.term_end, facts.on), facts.term_end), 0.0)
    return _Column(np.where(facts.dead, 0.0, left))


def _offices_covered(facts: FactColumns) -> _Column:
    return _Column(np.where(facts.family_complete, facts.offices, np.nan))


def _foreign_rights(facts: FactColumns) -> _Column:
    return _Column(np.where(facts.family_complete | (facts.abroad > 0), facts.abroad, np.nan))


def _citations(facts: FactColumns) -> _Column:
    ripe = _years(_shown(facts), facts.on) >= MATURE_AFTER_YEARS
    return _Column(np.where(ripe, facts.cited, np.nan))


def _citations_per_year(facts: FactColumns) -> _Column:
    return _Column(facts.cited / _at_least(_years(_shown(facts), facts.on), 1.0))


def _design(facts: FactColumns) -> Bools:
    return facts.right.one_of("design")


def _claims(facts: FactColumns) -> _Column:
    design = _design(facts)
    return _Column(np.where(design, np.nan, facts.claims), design)


def _claims_per_citation(facts: FactColumns) -> _Column:
    design = _design(facts)
    return _Column(np.where(design, np.nan, facts.claims / _at_least(facts.cites, 1.0)), design)


def _scope(facts: FactColumns) -> _Column:
    design = _design(facts)
    return _Column(np.where(design, np.nan, facts.subclasses), design)


def _grant_lag(facts: FactColumns) -> _Column:
    out = ~facts.right.one_of("invention") | facts.status.one_of("pending")
    lag = _at_least(_years(facts.filed, facts.granted), 0.0)
    return _Column(np.where(out, np.nan, lag), out)


def _years_kept(facts: FactColumns) -> _Column:
    out = ~facts.status.one_of("granted")
    return _Column(np.where(out, np.nan, _at_least(_years(facts.filed, facts.on), 0.0)), out)


def _priority_delay(facts: FactColumns) -> _Column:
    start = np.where(np.isnan(facts.priority), facts.filed, facts.priority)
    return _Column(_at_least(_years(start, facts.filed), 0.0) * 12)


def _tied(kind: EncumbranceKind) -> Callable[[FactColumns], _Column]:
    def column(facts: FactColumns) -> _Column:
        found = facts.ties.get(kind)
        count = np.zeros_like(facts.filed) if found is None else found
        return _Column(np.where(count > 0, count, np.nan), count == 0)

    return column


def _answered(name: str) -> Callable[[FactColumns], _Column]:
    def column(facts: FactColumns) -> _Column:
        found = facts.answers.get(name)
        return _Column(np.full_like(facts.filed, np.nan) if found is None else found)

    return column


COLUMNS: Mapping[str, Callable[[FactColumns], _Column]] = {
    "remaining_life": _remaining_life,
    "product_use": lambda facts: _Column(np.where(facts.product, 1.0, np.nan)),
    "offices_covered": _offices_covered,
    "family_size": lambda facts: _Column(facts.family_size),
    "citations": _citations,
    "backward_citations": lambda facts: _Column(facts.cites),
    "claims": _claims,
    "patent_scope": _scope,
    "grant_lag": _grant_lag,
    "years_kept": _years_kept,
    "co_ownership": lambda facts: _Column(facts.owners),
    "annual_cost": lambda facts: _Column(facts.cost),
    "npl_citations": lambda facts: _Column(facts.npl),
    "citations_per_year": _citations_per_year,
    "claims_per_citation": _claims_per_citation,
    "inventors": lambda facts: _Column(facts.inventors),
    "foreign_rights": _foreign_rights,
    "international_route": lambda facts: _Column(
        np.where(np.isnan(facts.filed), np.nan, facts.international.astype(np.float64))
    ),
    "priority_delay": _priority_delay,
    "age": lambda facts: _Column(_at_least(_years(facts.filed, facts.on), 0.0)),
    "answers_ipscore": _answered("ipscore"),
    "answers_inhouse": _answered("inhouse"),
    **{kind.value: _tied(kind) for kind in EncumbranceKind if kind is not EncumbranceKind.CO_OWNER},
}
"""Every indicator with a number, as ``indicators.MEASURES`` names it."""
_CODED: Mapping[str, tuple[str, frozenset[str]]] = {
    "legal_status": ("status", frozenset({"unknown", ""})),
    "segment_fit": ("segment", frozenset({""})),
}
"""Indicators with a code: the field, and which values say that it is not known."""


def values_of(indicator: Indicator, facts: FactColumns) -> tuple[NDArray[np.float32], Bools | None]:
    """Return the values of an indicator (for a table scale its points) and where it does not apply.

    A coded indicator on another scale than a table, and a number on a table, count for nobody.
    """
    if indicator.id in _CODED:
        name, unknown = _CODED[indicator.id]
        table = indicator.scale.table if indicator.scale.kind is ScaleKind.TABLE else None
        coded: Coded = getattr(facts, name)
        return coded.points(table or {}, indicator.scale.other, unknown).astype(np.float32), None
    column = COLUMNS[indicator.id](facts)
    return column.values.astype(np.float32), column.inapplicable


class _OneByOne(Mapping[str, NDArray[np.floating]]):
    """The values of a model's indicators, each made when it is asked for: thirty of a million patents take 120 MB."""

    def __init__(self, model: ScoringModel, facts: FactColumns) -> None:
        self._indicators = {one.id: one for one in model.indicators}
        self._facts = facts

    def __getitem__(self, name: str) -> NDArray[np.floating]:
        return values_of(self._indicators[name], self._facts)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)


class _Inapplicable(Mapping[str, Bools]):
    """Where indicators do not apply, each made when it is asked for."""

    def __init__(self, model: ScoringModel, facts: FactColumns) -> None:
        self._indicators = {one.id: one for one in model.indicators}
        self._facts = facts

    def __getitem__(self, name: str) -> Bools:
        found = values_of(self._indicators[name], self._facts)[1]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name, one in self._indicators.items() if values_of(one, self._facts)[1] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def columns_for(model: ScoringModel, facts: FactColumns) -> Columns:
    """Return the readings of a model's indicators as columns; none is held in memory before it is asked for."""
    return Columns(facts.keys, _OneByOne(model, facts), _Inapplicable(model, facts))
