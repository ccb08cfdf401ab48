"""List the charts: panels, command line and manual read this one list; what draws them is loaded elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from patentdesk.charts import cuts


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title is the word ``chart.<id>``, its empty sentence ``chart.<id>.empty``.

    ``panel`` names where it belongs, ``draw`` the module and function of ``charts`` that draws the data on a sheet,
    with ``how``; it returns False when there is nothing to draw. ``needs`` lists the tallies that it draws, each a
    tuple of fields for ``tally(query, by)``; its data are then the results in the same order. A chart that needs none
    draws the object of ``charts.data`` that ``draws`` names.
    """

    id: str
    panel: str
    draw: str
    needs: tuple[tuple[str, ...], ...] = ()
    draws: str = "Tally"
    in_currency: bool = False
    """The title names the currency of the data."""
    how: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


CHARTS: tuple[Chart, ...] = (
    Chart("filings", "portfolio", "portfolio.filings_and_grants", (("filing_date.year",), ("grant_date.year",))),
    Chart("status", "portfolio", "portfolio.legal_status", (("status",),)),
    Chart("offices", "portfolio", "portfolio.offices", (("office", "status"),)),
    Chart("segment_member", "portfolio", "portfolio.segments_by_member", (("segment", "member"),)),
    Chart("members", "portfolio", "portfolio.members", (("member",),)),
    Chart("applicants", "portfolio", "portfolio.applicants", (("applicants_text",),)),
    Chart("ipc", "portfolio", "portfolio.ipc_subclasses", (("ipc_main.subclass",),)),
    Chart("expiry", "portfolio", "portfolio.expiry_cliff", (("expires.year",),)),
    Chart("ages", "portfolio", "portfolio.age_pyramid", (("filing_date.year", "right_type"),)),
    *(
        Chart(
            f"{what}_{group.name}",
            "portfolio",
            "groups.by_year",
            ((f"{event.field}.year", group.field),),
            how={"event": event, "group": group},
        )
        for what, event in (("filings", cuts.FILED), ("grants", cuts.GRANTED))
        for group in cuts.GROUPS
    ),
    Chart(
        "citations",
        "portfolio",
        "groups.spread",
        (("cited_by_count",),),
        how={"field": "cited_by_count", "bands": cuts.CITATIONS},
    ),
    Chart(
        "families",
        "portfolio",
        "groups.spread",
        (("family_size",),),
        how={"field": "family_size", "bands": cuts.FAMILIES},
    ),
    Chart("workload", "docket", "work.workload", draws="Workload"),
    Chart("timeline", "docket", "work.timeline", draws="Timeline"),
    Chart("scenarios", "docket", "work.scenarios", draws="ScenarioCosts", in_currency=True),
    Chart("fees", "docket", "work.fee_forecast", draws="FeeForecast", in_currency=True),
    Chart("scores", "triage", "review.score_distribution", draws="Scores"),
    Chart("value_cost", "triage", "review.value_and_cost", draws="Scores"),
    Chart("opportunity_risk", "triage", "triage.opportunity_and_risk", draws="Scores"),
    Chart("radar", "triage", "triage.radar", draws="Radar"),
    Chart("savings", "triage", "triage.savings", draws="Savings", in_currency=True),
    Chart("coverage_lost", "triage", "triage.shares", draws="Shares"),
    Chart("key_figures", "triage", "triage.shares", draws="Shares"),
    Chart("bridge", "valuation", "value.bridge", draws="Bridge", in_currency=True),
    Chart("tornado", "valuation", "value.tornado", draws="Tornado", in_currency=True),
    Chart("value_years", "valuation", "value.value_by_year", draws="YearlyValue", in_currency=True),
    Chart("rates", "valuation", "value.rate_grid", draws="RateGrid", in_currency=True),
    Chart("distribution", "valuation", "spread.histogram", draws="Spread", in_currency=True),
    Chart("value_cases", "valuation", "spread.ranges", draws="Ranges", in_currency=True),
    Chart("methods", "valuation", "spread.ranges", draws="Ranges", in_currency=True),
    Chart("convergence", "valuation", "spread.convergence", draws="Settling", in_currency=True),
    Chart("bubbles", "valuation", "spread.bubbles", draws="Bubbles", in_currency=True),
    Chart("value_course", "valuation", "spread.course", draws="Course", in_currency=True),
)


def chart(chart_id: str) -> Chart:
    """Return the chart with this id. Raises KeyError when there is none."""
    for found in CHARTS:
        if found.id == chart_id:
            return found
    raise KeyError(chart_id)
