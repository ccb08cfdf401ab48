import json
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.words import Words
from patentdesk.handouts.valuation.content import Comparable, Grading, Handout, Histogram, Indicator, Subject
from patentdesk.portfolio.codes import RightType, Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.valuation.assumptions import parse_set, resolve, scope_chain
from patentdesk.valuation.methods import Method, by_methods
from patentdesk.valuation.patent import Facts, Fee, Valued, value_patent
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.simulation import simulate

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
SEGMENTS = (Segment.BATTERY, Segment.COCKPIT, Segment.BODY, Segment.DRIVE, None)


def catalogue():
    entries = {}
    for path in sorted((RESOURCES / "words").glob("*.json")):
        entries.update(json.loads(path.read_text(encoding="utf-8")))
    return Words("zh", entries)


def default_set():
    return parse_set(json.loads((RESOURCES / "assumptions/default.json").read_text(encoding="utf-8")))


def a_fee(year):
    return 900.0 if year < 4 else 1200.0 if year < 7 else 2000.0 if year < 10 else 4000.0


def a_subject(number, valued_on, rows, definitions, methods=tuple(Method), **changes):
    filed = date(2012 + number * 3 % 12, 1 + number * 5 % 12, 1 + number * 7 % 28)
    expiry = filed.replace(year=filed.year + 20)
    patent = Patent(
        id=number + 1,
        office="CN",
        right_type=RightType.INVENTION,
        application_number=f"2019{number:08d}",
        application_number_text=f"CN2019{number:08d}.X",
        title="=一种电池热管理方法" if number == 2 else f"一种动力电池热管理装置及其控制方法 {number}",
        filing_date=filed,
        status=Status.GRANTED,
        segment=SEGMENTS[number % len(SEGMENTS)],
    )
    fees = tuple(
        Fee(filed.replace(year=filed.year + year), a_fee(year), year + 1)
        for year in range(1, 20)
        if filed.replace(year=filed.year + year) > valued_on
    )
    past = [year for year in range(3, 20) if filed.replace(year=filed.year + year) <= valued_on]
    last = max(past, default=None)
    paid = Fee(filed.replace(year=filed.year + last), a_fee(last), last + 1) if last else None
    facts = {
        "patent_id": patent.id,
        "status": Status.GRANTED,
        "expiry": expiry,
        "fees": fees,
        "filed": filed,
        "paid": paid,
    } | changes
    resolved = resolve(rows, definitions, scope_chain(patent.segment, 1, patent.id))
    outcome = value_patent(Facts(**facts), resolved, valued_on)
    living = isinstance(outcome, Valued)
    return Subject(
        patent=patent,
        outcome=outcome,
        resolved=resolved,
        owner="甲汽车有限公司",
        encumbrances=("licence", "pledge") if number % 4 == 1 else (),
        methods=by_methods(methods, outcome, resolved, valued_on),
        indicators=INDICATORS,
        grading=Grading(grade="B", advice="KEEP", reason="等级 B，费用适中\nGrade B, moderate cost", decision="KEEP"),
        simulation=simulate(outcome, resolved, valued_on, number, 5_000).summary if living else None,
    )


INDICATORS = tuple(
    Indicator(code=code, points=points, weight=10.0 + number, evidence="有依据\nwith evidence")
    for number, (code, points) in enumerate(
        [("remaining_life", 80.0), ("legal_status", 100.0), ("product_use", None), ("citations", 35.5), ("claims", 60)]
    )
)
COMPARABLES = tuple(
    Comparable(
        day=date(2024, 1 + number, 15), parties=f"甲 → 乙 {number}", field="动力电池 battery",
        terms="普通许可，中国 / non-exclusive, CN",
        figure=0.01 + 0.005 * number, adjustment_terms=0.1, adjustment_time=-0.05, reason="独占性 / exclusivity",
        source="公开合同 / public contract",
    )
    for number in range(4)
)  # fmt: skip
STATED = {
    "profit_margin": (0.08, 0.06, 0.1), "split_technology_cost": (3e6, 2e6, 4e6),
    "split_technology_return": (4.0, 3.0, 5.0), "split_enterprise_cost": (2e7, 1.5e7, 3e7),
    "split_enterprise_return": (0.125, 0.1, 0.15), "split_floor": (0.1, 0.1, 0.1), "split_ceiling": (0.3, 0.3, 0.3),
    "split_score": (0.6, 0.5, 0.7), "price_premium": (0.01, 0.0, 0.02), "cost_saving": (0.005, 0.0, 0.01),
    "volume_gain": (0.05, 0.0, 0.1), "contributory_charge": (0.05, 0.04, 0.06), "without_sales": (0.9, 0.8, 1.0),
    "without_margin": (0.07, 0.06, 0.08), "loss_chance": (0.5, 0.3, 0.7), "market_multiple": (0.3, 0.2, 0.4),
    "cost_spent": (2e6, 1.5e6, 2.5e6), "cost_index": (1.1, 1.0, 1.2), "developer_profit": (0.2, 0.1, 0.3),
    "obsolete_functional": (0.1, 0.05, 0.2), "obsolete_technological": (0.2, 0.1, 0.3),
    "obsolete_economic": (0.05, 0.0, 0.1), "build_up_cost": (4e5, 2e5, 6e5), "p_enforce": (0.6, 0.4, 0.8),
    "enforcement_cost": (3e5, 2e5, 5e5), "renewal_return": (2e4, 1e4, 5e4), "cost_material": (4e5, 3e5, 5e5),
    "cost_capital": (3e5, 2e5, 4e5), "cost_labour": (8e5, 6e5, 1e6), "labour_multiplier": (2.0, 1.5, 2.5),
    "failure_risk": (0.3, 0.2, 0.4), "cost_return": (0.2, 0.1, 0.3), "licence_share": (0.3, 0.2, 0.4),
    "licence_lost": (1e5, 5e4, 2e5), "launch_cost": (1e6, 5e5, 2e6), "risk_free": (0.02, 0.015, 0.025),
}  # fmt: skip


def stated():
    """Return what the methods need beside the shipped set."""
    return tuple(
        Assumption(key=key, value=value, low=low, high=high, source="示例 / example")
        for key, (value, low, high) in STATED.items()
    )


def a_handout(count=6, valued_on=date(2026, 6, 30), rows=None, dead=True, methods=tuple(Method)):
    shipped = default_set()
    rows = (*shipped.rows, *stated()) if rows is None else rows
    subjects = [a_subject(number, valued_on, rows, shipped.definitions, methods) for number in range(count)]
    if dead:
        subjects.append(a_subject(count, valued_on, rows, shipped.definitions, methods, status=Status.LAPSED))
        subjects.append(a_subject(count + 1, valued_on, rows, shipped.definitions, methods, expiry=None))
        subjects.append(a_subject(count + 2, valued_on, rows, shipped.definitions, methods, fees=()))
    return Handout(
        portfolio="示例联盟组合",
        client="示例汽车知识产权联盟",
        valued_on=valued_on,
        made_on=date(2026, 7, 15),
        prepared_by="李明",
        reference="PV-2026-001",
        engine_version="PatentDesk 0.1",
        words=catalogue(),
        definitions=shipped.definitions,
        subjects=tuple(subjects),
        digest="0" * 64,
        methods=methods,
        weights={Method.RELIEF: 0.7, Method.SPLIT_SCORE: 0.3}
        if Method.SPLIT_SCORE in methods
        else {Method.RELIEF: 1.0},
        licences=COMPARABLES,
        histogram=Histogram(edges=tuple(1e5 * edge for edge in range(11)), counts=(1, 4, 9, 20, 31, 30, 18, 9, 4, 1)),
    )


@pytest.fixture(scope="session")
def make_handout():
    return a_handout
