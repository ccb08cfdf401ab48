"""Gather what charts draw that is not a tally of patents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from patentdesk.charts.data import FeeForecast
from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.services import fees, listing
from patentdesk.services.desk import Desk

MOST_FORECAST = 5_000
"""Patents whose fees are forecast at once for a chart; each takes about a millisecond."""


def fee_forecast(desk: Desk, query: str, progress: Progress) -> FeeForecast:
    """Return the annuities of ten years by office in the currency of the most of them; other currencies stand aside.

    Raises Refused chart_too_many, and for a query that cannot be read.
    """
    if len(listing.find(desk, query)) > MOST_FORECAST:
        raise refuse("chart_too_many", most=MOST_FORECAST)
    rows = [row for row in fees.forecast(desk, query, by="office", progress=progress).rows if row.currency]
    counts = Counter({row.currency: 0 for row in rows})
    for row in rows:
        counts[row.currency] += row.count
    currency = counts.most_common(1)[0][0] if counts else ""
    amounts = [(row.calendar_year, row.group, float(row.total.amount)) for row in rows if row.currency == currency]
    return FeeForecast(currency, amounts)


SOURCES: Mapping[str, Callable[[Desk, str, Progress], object]] = {"fees": fee_forecast}
"""Chart → what gathers its data."""
