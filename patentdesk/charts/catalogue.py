"""List the charts: the panels, the command line and the manual read this one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from matplotlib.figure import Figure

from patentdesk.charts import groups, portfolio, review, spread, triage, value, work
from patentdesk.charts.finish import finish
from patentdesk.charts.sheet import Picture, Sheet, begin
from patentdesk.charts.theme import Theme
from patentdesk.core.words import Words

Draw = Callable[[Sheet, Any], bool]
"""Draws the data on a sheet; False when there is nothing to draw."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title is the word ``chart.<id>``, its empty sentence ``chart.<id>.empty``.

    ``panel`` names where it belongs. ``needs`` lists the tallies that it draws, each a tuple of fields for
    ``tally(query, by)``; its data are then the results in the same order. A chart that needs none draws the object of
    ``charts.data`` that ``draws`` names.
    """

    id: str
    panel: str
    draw: Draw
    needs: tuple[tuple[str, ...], ...] = ()
    draws: str = "Tally"
    in_currency: bool = False
    """The title names the currency of the data."""


CHARTS: tuple[Chart, ...] = (
    Chart("filings", "portfolio", portfolio.filings_and_grants, (("filing_date.year",), ("grant_date.year",))),
    Chart("status", "portfolio", portfolio.legal_status, (("status",),)),
    Chart("offices", "portfolio", portfolio.offices, (("office", "status"),)),
    Chart("segment_member", "portfolio", portfolio.segments_by_member, (("segment", "member"),)),
    Chart("members", "portfolio", portfolio.members, (("member",),)),
    Chart("applicants", "portfolio", portfolio.applicants, (("applicants_text",),)),
    Chart("ipc", "portfolio", portfolio.ipc_subclasses, (("ipc_main.subclass",),)),
    Chart("expiry", "portfolio", portfolio.expiry_cliff, (("expires.year",),)),
    Chart("ages", "portfolio", portfolio.age_pyramid, (("filing_date.year", "right_type"),)),
    *(
        Chart(
            f"{what}_{group.name}",
            "portfolio",
            partial(groups.by_year, event=event, group=group),
            ((f"{event.field}.year", group.field),),
        )
        for what, event in (("filings", groups.FILED), ("grants", groups.GRANTED))
        for group in groups.GROUPS
    ),
    Chart(
        "citations",
        "portfolio",
        partial(groups.spread, field="cited_by_count", bands=groups.CITATIONS),
        (("cited_by_count",),),
    ),
    Chart(
        "families", "portfolio", partial(groups.spread, field="family_size", bands=groups.FAMILIES), (("family_size",),)
    ),
    Chart("workload", "docket", work.workload, draws="Workload"),
    Chart("timeline", "docket", work.timeline, draws="Timeline"),
    Chart("scenarios", "docket", work.scenarios, draws="ScenarioCosts", in_currency=True),
    Chart("fees", "docket", work.fee_forecast, draws="FeeForecast", in_currency=True),
    Chart("scores", "triage", review.score_distribution, draws="Scores"),
    Chart("value_cost", "triage", review.value_and_cost, draws="Scores"),
    Chart("opportunity_risk", "triage", triage.opportunity_and_risk, draws="Scores"),
    Chart("radar", "triage", triage.radar, draws="Radar"),
    Chart("savings", "triage", triage.savings, draws="Savings", in_currency=True),
    Chart("coverage_lost", "triage", triage.shares, draws="Shares"),
    Chart("key_figures", "triage", triage.shares, draws="Shares"),
    Chart("bridge", "valuation", value.bridge, draws="Bridge", in_currency=True),
    Chart("tornado", "valuation", value.tornado, draws="Tornado", in_currency=True),
    Chart("value_years", "valuation", value.value_by_year, draws="YearlyValue", in_currency=True),
    Chart("rates", "valuation", value.rate_grid, draws="RateGrid", in_currency=True),
    Chart("distribution", "valuation", spread.histogram, draws="Spread", in_currency=True),
    Chart("value_cases", "valuation", spread.ranges, draws="Ranges", in_currency=True),
    Chart("methods", "valuation", spread.ranges, draws="Ranges", in_currency=True),
    Chart("convergence", "valuation", spread.convergence, draws="Settling", in_currency=True),
    Chart("bubbles", "valuation", spread.bubbles, draws="Bubbles", in_currency=True),
    Chart("value_course", "valuation", spread.course, draws="Course", in_currency=True),
)


def chart(chart_id: str) -> Chart:
    """Return the chart with this id. Raises KeyError when there is none."""
    for found in CHARTS:
        if found.id == chart_id:
            return found
    raise KeyError(chart_id)


def draw(
    figure: Figure, wanted: Chart, data: object, *, words: Words, theme: Theme, today: date, title: bool = True,
    hidden: frozenset[str] = frozenset(),
) -> Picture:  # fmt: skip
    """Draw a chart on a figure in its present size, in place of what was there; without data a sentence says so.

    Draw again when the figure changes its size: labels are chosen for the room that there is. ``hidden`` names what is
    switched off in the legend.
    """
    heading = _heading(wanted, data, words) if title else ""
    sheet = begin(figure, words, theme, today, hidden)
    if wanted.draw(sheet, data):
        return finish(sheet, heading)
    return finish(begin(figure, words, theme, today), heading, empty=words(f"chart.{wanted.id}.empty"))


def _heading(wanted: Chart, data: object, words: Words) -> str:
    title = words(f"chart.{wanted.id}")
    currency = getattr(data, "currency", "") if wanted.in_currency else ""
    return words("chart.in_currency", title=title, currency=currency) if currency else title
