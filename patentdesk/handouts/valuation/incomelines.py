"""Say what the lines of a patent's royalty schedule are: their formulas for a year, and their stored results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from patentdesk.handouts.valuation.book import serial
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.plan import Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.conventions import discount_factor
from patentdesk.valuation.patent import Case
from patentdesk.valuation.periods import DAYS_PER_YEAR, Period
from patentdesk.valuation.royalty import share_path

YEAR_ROW = 5
START_ROW, END_ROW, DAYS_ROW = range(YEAR_ROW + 1, YEAR_ROW + 4)
"""The head rows of the Income sheet that formulas of a year point at."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a formula of one year needs: the patent's drivers by name, the column, and the block's rows."""

    plan: Plan
    item: Item
    column: str
    """Letter of the year's column, or ``ANY_COLUMN``."""
    top: int
    """Spreadsheet number of the block's first line."""

    def driver(self, key: str) -> str:
        """Return the reference to a base driver."""
        return self.plan.driver(key, self.item)

    def line(self, code: str) -> str:
        """Return the cell of another line in the same year."""
        return f"{self.column}{self.top + LINE_ORDER[code]}"

    def head(self, row: int) -> str:
        """Return the cell of a head row of the sheet in this year."""
        return f"{self.column}${row + 1}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: its code, number format, formula for a year, and whether the total column sums it."""

    code: str
    kind: str
    formula: Callable[[Spot], str]
    summed: bool = False


def clipped(bound: str, life_end: str) -> str:
    """Return the formula for a slice's bound that stops at the end of life."""
    return f"MIN({bound},{life_end})"


def _days(spot: Spot, level: Level) -> str:
    end = spot.plan.driver("life_end", spot.item, level)
    return f"{clipped(spot.head(END_ROW), end)}-{clipped(spot.head(START_ROW), end)}"


def _time(spot: Spot, level: Level, days: str, offset: str = "Conv_Offset") -> str:
    """Return the formula for the years from the valuation date to a place in the slice; 0.5 is its middle."""
    end = spot.plan.driver("life_end", spot.item, level)
    return f"({clipped(spot.head(START_ROW), end)}-Val_Date+{offset}*{days})/{DAYS_PER_YEAR}"


def _fees(spot: Spot, level: Level) -> str:
    end = spot.plan.driver("life_end", spot.item, level)
    due, amount = spot.plan.fee_cells(spot.item)
    after, until = clipped(spot.head(START_ROW), end), clipped(spot.head(END_ROW), end)
    return f'SUMIFS({amount},{due},">"&{after},{due},"<="&{until})'


def _net(spot: Spot, level: Level, days: str) -> str:
    """Return the present value of royalty less fees of a scenario in one cell."""

    def driver(key: str) -> str:
        return spot.plan.case_driver(key, spot.item, level)

    middle, year_days = _time(spot, level, days, "0.5"), spot.head(DAYS_ROW)
    sales = f"{driver('revenue')}*(1+{driver('revenue_growth')})^({middle}-0.5)*{days}/{year_days}"
    share = f"{driver('reading_share')}*(1-{driver('reading_decay')})^MAX(0,{middle}-{driver('reading_steady')})"
    terms = f"{driver('royalty_rate')}*{driver('allocation_share')}*{spot.plan.driver('probability', spot.item, level)}"
    factor = f"(1+{driver('discount_rate')})^-({_time(spot, level, days)})"
    return f"(1-{driver('tax_rate')})*({sales}*{share}*{terms}-{_fees(spot, level)})*{factor}"


ANY_COLUMN = "¤"
"""Stands for the year's column while the formulas of a line are made: they differ in nothing else."""

LINES = (
    Line("until", "date", lambda s: clipped(s.head(END_ROW), s.driver("life_end"))),
    Line("days", "whole", lambda s: _days(s, Level.BASE), summed=True),
    Line("fraction", "factor", lambda s: f"{s.line('days')}/{s.head(DAYS_ROW)}", summed=True),
    Line("time", "factor", lambda s: _time(s, Level.BASE, s.line("days"))),
    Line("middle", "factor", lambda s: _time(s, Level.BASE, s.line("days"), "0.5")),
    Line(
        "sales",
        "money",
        lambda s: (
            f"{s.driver('revenue')}*(1+{s.driver('revenue_growth')})^({s.line('middle')}-0.5)*{s.line('fraction')}"
        ),
        summed=True,
    ),
    Line(
        "share",
        "rate",
        lambda s: (
            f"{s.driver('reading_share')}*(1-{s.driver('reading_decay')})"
            f"^MAX(0,{s.line('middle')}-{s.driver('reading_steady')})"
        ),
    ),
    Line(
        "royalty",
        "money",
        lambda s: (
            f"{s.line('sales')}*{s.line('share')}*{s.driver('royalty_rate')}"
            f"*{s.driver('allocation_share')}*{s.driver('probability')}"
        ),
        summed=True,
    ),
    Line("tax", "money", lambda s: f"{s.line('royalty')}*{s.driver('tax_rate')}", summed=True),
    Line("after_tax", "money", lambda s: f"{s.line('royalty')}-{s.line('tax')}", summed=True),
    Line("factor", "factor", lambda s: f"(1+{s.driver('discount_rate')})^-{s.line('time')}"),
    Line("pv_royalty", "money", lambda s: f"{s.line('after_tax')}*{s.line('factor')}", summed=True),
    Line("fee", "money", lambda s: _fees(s, Level.BASE), summed=True),
    Line("fee_after_tax", "money", lambda s: f"{s.line('fee')}*(1-{s.driver('tax_rate')})", summed=True),
    Line("pv_fees", "money", lambda s: f"{s.line('fee_after_tax')}*{s.line('factor')}", summed=True),
    Line("low_days", "whole", lambda s: _days(s, Level.LOW), summed=True),
    Line("low_net", "money", lambda s: _net(s, Level.LOW, s.line("low_days")), summed=True),
    Line("high_days", "whole", lambda s: _days(s, Level.HIGH), summed=True),
    Line("high_net", "money", lambda s: _net(s, Level.HIGH, s.line("high_days")), summed=True),
)
"""The lines of a block, top to bottom; the block's title stands above the first."""

LINE_ORDER = {line.code: number for number, line in enumerate(LINES)}


def line_results(plan: Plan, item: Item) -> dict[str, list[float]]:
    """Return the stored results of a block's lines over all year columns, those after the end of life included.

    Dates are numbers of the spreadsheet.
    """
    base, inputs = item.cases[Level.BASE], item.outcome.inputs
    lines = base.relief.lines
    rest = plan.years - len(lines)
    end = (base.life.end - plan.handout.valued_on).days / DAYS_PER_YEAR
    over = discount_factor(inputs.discount_rate, end)
    (over_share,) = share_path(inputs.share, inputs.decay, inputs.steady_years, [Period(end, end)])

    def padded(values: list[float], after: float = 0.0) -> list[float]:
        return values + [after] * rest

    return {
        "until": padded([serial(line.period.until or base.life.end) for line in lines], serial(base.life.end)),
        "days": padded([line.period.days for line in lines]),
        "fraction": padded([line.period.fraction for line in lines]),
        "time": padded([line.time for line in lines], end),
        "middle": padded([line.period.middle for line in lines], end),
        "sales": padded([line.sales for line in lines]),
        "share": padded([line.share for line in lines], over_share),
        "royalty": padded([line.royalty for line in lines]),
        "tax": padded([line.tax for line in lines]),
        "after_tax": padded([line.after_tax for line in lines]),
        "factor": padded([line.factor for line in lines], over),
        "pv_royalty": padded([line.present_value for line in lines]),
        "fee": padded([line.fee for line in lines]),
        "fee_after_tax": padded([line.fee_after_tax for line in lines]),
        "pv_fees": padded([line.fee_present_value for line in lines]),
        **_scenario_results(item.cases[Level.LOW], "low", plan.years),
        **_scenario_results(item.cases[Level.HIGH], "high", plan.years),
    }


def _scenario_results(case: Case, name: str, years: int) -> dict[str, list[float]]:
    rest = [0.0] * (years - len(case.relief.lines))
    return {
        f"{name}_days": [float(line.period.days) for line in case.relief.lines] + rest,
        f"{name}_net": [line.present_value - line.fee_present_value for line in case.relief.lines] + rest,
    }
