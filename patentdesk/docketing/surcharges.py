"""Tell what lateness costs on top of a fee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from patentdesk.core.money import Money
from patentdesk.core.months import month_end, shift_months
from patentdesk.docketing.counting import Counting, started_month
from patentdesk.docketing.rules import Rule


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is added: per cent of the full fee, or a fixed sum, by the started month of lateness (0: in time).

    ``other_percent``: by the other reading, where the sources disagree.
    """

    month: int
    percent: int = 0
    fixed: Money | None = None
    other_percent: int | None = None

    def on(self, full_fee: Money) -> Money:
        """Return the surcharge on the full (unreduced) fee."""
        if self.fixed is not None:
            return self.fixed
        return full_fee.times(self.percent).times("0.01")


def surcharge(rule: Rule, unrolled: date, due: date, paid: date) -> Surcharge:
    """Return the surcharge of a payment on a day.

    Months of lateness count from the un-rolled due date, each to its same-numbered day inclusive (CN Impl. Regs R115;
    Guidelines V-9 2.2.1.3), month-end dates from month end to month end. A payment up to the rolled due date is in
    time. A single bracket holds for the whole grace period.
    """
    if paid <= due or not rule.brackets:
        return Surcharge(0)
    month = started_month(unrolled, paid)
    if rule.terms[0].counting is Counting.EOM:
        month = 1
        while month_end(shift_months(unrolled, month)) < paid:
            month += 1
    value = rule.brackets[min(month, len(rule.brackets)) - 1]
    if rule.bracket_currency:
        return Surcharge(month, 0, Money.of(value, rule.bracket_currency))
    others = rule.brackets_other
    return Surcharge(month, value, other_percent=others[min(month, len(others)) - 1] if others else None)
