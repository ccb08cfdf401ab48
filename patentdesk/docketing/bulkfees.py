"""Price the annuities of many patents at once, to the very amounts of ``docketing.fees``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from patentdesk.docketing.daynumbers import Days, Mask, ordinal, patent_years
from patentdesk.docketing.docketcolumns import NO_YEAR, DocketColumns
from patentdesk.docketing.factcolumns import SAFE, FactColumns
from patentdesk.docketing.fees import ANNUITY, UNITARY, FeeRow, FeeSchedules, in_force
from patentdesk.docketing.rules import RuleKind

UNPRICED = -1
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Priced:
    """What each deadline costs when paid on its due date.

    ``minor``: payable, in minor units, ``UNPRICED`` where it is no annuity or no price is known; ``currency``: place in
    ``currencies`` (the first is ''); ``outdated``: from a schedule that had ended by then.
    """

    minor: Numbers
    currency: NDArray[np.int8]
    currencies: tuple[str, ...]
    outdated: Mask


@dataclass(slots=True)
class Priceable:
    """What fees follow from beside the dates: claims (``UNPRICED``: not known) and reduction of each patent."""

    claims: Numbers
    reduction: NDArray[np.int32]
    """Place of each patent's reduction in ``reductions``."""
    reductions: Sequence[str]


@dataclass(slots=True)
class _Sheet:
    minor: Numbers
    currency: NDArray[np.int8]
    outdated: Mask
    currencies: dict[str, int] = field(default_factory=lambda: {"": 0})


def price_all(deadlines: DocketColumns, facts: FactColumns, asked: Priceable, schedules: FeeSchedules) -> Priced:
    """Return the price of every annuity among the deadlines, as ``FeeSchedules.annuity`` gives it."""
    count = len(deadlines)
    sheet = _Sheet(np.full(count, UNPRICED, np.int64), np.zeros(count, np.int8), np.zeros(count, bool))
    granted = grant_years(facts)
    yearly = np.array([rule.kind is RuleKind.ANNUITY for rule in deadlines.rules], bool)
    rows = np.flatnonzero(yearly[deadlines.rule] & (deadlines.year != NO_YEAR)) if count else np.zeros(0, np.int64)
    kinds = facts.kind[deadlines.patent[rows]].astype(np.int64)
    keys = (kinds * (len(deadlines.rules) + 1) + deadlines.rule[rows]) * 128 + deadlines.year[rows]
    order = np.argsort(keys, kind="stable")
    _, starts = np.unique(keys[order], return_index=True)
    for some in np.split(rows[order], starts[1:]) if len(rows) else ():
        kind = facts.kinds[int(facts.kind[deadlines.patent[some[0]]])]
        rule, year = deadlines.rules[int(deadlines.rule[some[0]])], int(deadlines.year[some[0]])
        of = UNITARY if rule.condition == "unitary" else ANNUITY
        fitting = schedules.fitting(kind.office, of, kind.right_type, year)
        if fitting:
            _price(sheet, some, fitting, year, deadlines=deadlines, asked=asked, granted=granted)
    return Priced(sheet.minor, sheet.currency, tuple(sheet.currencies), sheet.outdated)


def _price(
    sheet: _Sheet,
    some: Numbers,
    fitting: Sequence[FeeRow],
    year: int,
    *,
    deadlines: DocketColumns,
    asked: Priceable,
    granted: NDArray[np.int32],
) -> None:
    """Price annuities of one rule and year; each row of the schedule prices the ones that it is in force for."""
    due, patents = deadlines.due[some], deadlines.patent[some]
    days, rows = _in_force(fitting)
    which = np.searchsorted(days, due, side="right") - 1
    for place, row in enumerate(rows):
        here = which == place
        if row is None or not here.any():
            continue
        full = np.full(int(here.sum()), row.base.minor, np.int64)
        known = np.ones(len(full), bool)
        if row.per_claim is not None:
            claims = asked.claims[patents[here]]
            known = claims != UNPRICED
            full = full + row.per_claim.minor * claims
        percent = _percent(row, year, asked, patents[here], granted)
        scaled = full * (100 - percent)
        payable = (np.abs(scaled) + 50) // 100 * np.sign(scaled)
        at = some[here]
        sheet.minor[at] = np.where(known, payable, UNPRICED)
        code = sheet.currencies.setdefault(row.base.currency, len(sheet.currencies))
        sheet.currency[at] = np.where(known, np.int8(code), np.int8(0))
        ended = ordinal(row.valid_to)
        sheet.outdated[at] = known & (due[here] > ended) if ended else False


def _in_force(fitting: Sequence[FeeRow]) -> tuple[Days, list[FeeRow | None]]:
    """Return from which days on which row is in force."""
    days = {date.min}
    for row in fitting:
        days |= {row.valid_from or date.min} | ({row.valid_to + timedelta(days=1)} if row.valid_to else set())
    ordered = sorted(days)
    return np.array([day.toordinal() for day in ordered], np.int32), [in_force(fitting, day) for day in ordered]


def _percent(
    row: FeeRow, year: int, asked: Priceable, patents: Numbers, granted_in: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return the per cent taken off for each patent; none when the years of reduction are over or not known."""
    percents = np.array([row.reductions.get(name, 0) for name in asked.reductions] or [0], np.int64)
    percent = percents[asked.reduction[patents]]
    if row.reduction_years is None:
        return percent
    granted = granted_in[patents]
    within = (granted != 0) & (granted <= year) & (year < granted + row.reduction_years)
    lasting = np.array([name in row.lasting for name in asked.reductions] or [False], bool)[asked.reduction[patents]]
    return np.where(within | lasting, percent, 0)


def grant_years(facts: FactColumns) -> NDArray[np.int32]:
    """Return the patent year of each grant, 0 where it is not known."""
    filing, grant = facts.days["filing"], facts.days["grant"]
    known = (filing != 0) & (grant >= filing)
    start, day = np.where(known, filing, SAFE), np.where(known, grant, SAFE)
    return np.where(known, patent_years(start, day), np.int32(0))
