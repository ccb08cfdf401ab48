"""Check each key figure by hand on a few patents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.kpis import FIGURES, figures
from patentdesk.triage.records import Decision, DecisionCode, Grade, Review, ReviewItem

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def filled(desk):
    """Store a review of three living patents and a dead one, with decisions and annuities; today is 2026-11-22."""
    granted = {"office": "CN", "status": Status.GRANTED, "filing_date": date(2018, 1, 1)}
    annuity = {"task": "annuity", "year": 9, "occurrence": "year:9", "amount_minor": 200_000, "currency": "CNY"}
    with desk.file.operation("add") as work:
        core, weak, abroad, dead = work.add_all(
            [
                Patent(**granted, product="HV-60", segment=Segment.BATTERY),
                Patent(**granted, segment=Segment.OTHER, family_size=1),
                Patent(office="EP", status=Status.GRANTED),
                Patent(office="CN", status=Status.LAPSED, product="old"),
            ]
        )
        review = work.add(Review(name="2027", created_on=date(2026, 10, 1)))
        work.add_all(
            ReviewItem(review_id=review, patent_id=one, grade=grade, coverage=coverage, due_date=due)
            for one, grade, coverage, due in (
                (core, Grade.A, 0.9, date(2027, 1, 30)),
                (weak, Grade.D, 0.7, date(2027, 1, 29)),
                (abroad, Grade.A, 0.8, None),
                (dead, Grade.B, 0.1, None),
            )
        )
        work.add(Decision(patent_id=core, review_id=review, code=DecisionCode.KEEP, decided_at=NOON, signed_at=NOON))
        work.add(Decision(patent_id=weak, review_id=review, code=DecisionCode.DROP, decided_at=NOON, signed_at=NOON))
        work.add(Decision(patent_id=abroad, review_id=review, code=DecisionCode.DROP, decided_at=NOON))
        work.add_all(
            [
                Deadline(**annuity, patent_id=core, due_date=date(2027, 1, 30)),
                Deadline(**annuity, patent_id=weak, due_date=date(2027, 1, 29), state=DeadlineState.WAIVED),
                Deadline(**annuity, patent_id=abroad, due_date=date(2026, 5, 1), grace_end=date(2026, 11, 21)),
                Deadline(**annuity, patent_id=dead, due_date=date(2025, 5, 1)),
            ]
        )
    return desk


def test_figures(filled):
    found = {one.id: one for one in figures(filled)}
    assert len(found) == len(FIGURES) - 1  # no licence has an amount
    assert (found["reviewed_early"].part, found["reviewed_early"].whole) == (1, 2)
    assert found["cycle_days"].value == 31
    avoided = found["annuities_avoided"]
    assert (avoided.unit, avoided.part, avoided.whole) == ("CNY", 2000, 6000)
    assert (found["regret_rate"].part, found["regret_rate"].whole) == (0, 1)
    assert found["missed_fees"].value == 1
    assert found["mapped_to_product"].value == pytest.approx(1 / 3)
    assert found["graded_useful"].value == pytest.approx(2 / 3)
    assert found["evidence_coverage"].value == pytest.approx(0.8)
    assert found["core_overseas"].value == pytest.approx(1 / 2)
    assert (found["high_value_share"].part, found["high_value_share"].whole) == (1, 2)


def test_nothing_gives_no_values(desk):
    found = {one.id: one.value for one in figures(desk)}
    assert found.pop("missed_fees") == 0
    assert set(found.values()) == {None}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_has_its_name(library, language):
    words = library.words(language)
    assert not [one for one in FIGURES if "«" in words(f"kpi.{one.__name__}")]


class EasternClock(FixedClock):
    """A clock eight hours ahead of UTC."""

    def day_of(self, moment: datetime) -> date:
        return (moment + timedelta(hours=8)).date()


def test_a_signature_early_in_the_morning_counts_on_its_own_day(desk):
    early = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    with desk.file.operation("add") as work:
        patent = work.add(Patent(office="CN", status=Status.GRANTED))
        review = work.add(Review(name="2027", created_on=date(2026, 11, 22)))
        signed = {"code": DecisionCode.KEEP, "decided_at": early, "signed_at": early}
        work.add(Decision(patent_id=patent, review_id=review, **signed))
    found = {one.id: one.value for one in figures(replace(desk, clock=EasternClock(desk.clock.today())))}
    assert found["cycle_days"] == 0
