"""Events recorded, and what cannot have happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.records import DeadlineState
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import docket
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.entering import foresee
from tests.services.dockets import add, granted, refusal, stored

TODAY = date(2026, 1, 5)


class TestEvents:
    def test_an_event_brings_its_deadline_at_once(self, desk: Desk) -> None:
        patent_id = add(desk)
        changes = docket.record(
            desk, [patent_id], Event(kind="office_action", event_date=date(2025, 12, 20), channel="electronic")
        ).changes
        assert changes.kinds == {Kind.EVENTS, Kind.DEADLINES}
        assert changes.patent_ids == (patent_id,)
        assert stored(desk, "CN-INV-OA-02")[0].due_date == date(2026, 2, 24)

    def test_the_same_document_again_is_foreseen_and_recorded_with_a_warning(self, desk: Desk) -> None:
        patent_id = add(desk)
        event = Event(kind="office_action", event_date=date(2025, 12, 20), channel="electronic")
        assert foresee(desk, [patent_id], event).problems == ()
        assert docket.record(desk, [patent_id], event).problems == ()
        assert [one.code for one in foresee(desk, [patent_id], event).problems] == ["event_recorded_before"]
        (problem,) = docket.record(desk, [patent_id], event).problems
        assert (problem.code, problem.patent_id) == ("event_recorded_before", patent_id)
        later = replace(event, event_date=date(2025, 12, 21))
        assert docket.record(desk, [patent_id], later).problems == ()

    def test_the_period_of_the_notice_counts(self, desk: Desk) -> None:
        patent_id = add(desk)
        day = date(2025, 12, 20)
        docket.record(
            desk, [patent_id], Event(kind="office_action", event_date=day, channel="electronic", period="P1M")
        )
        assert stored(desk, "CN-INV-OA-02")[0].due_date == date(2026, 1, 20)

    def test_a_reply_closes_with_its_reference_as_proof(self, desk: Desk) -> None:
        patent_id = add(desk)
        docket.record(
            desk, [patent_id], Event(kind="office_action", event_date=date(2025, 12, 20), channel="electronic")
        )
        docket.record(desk, [patent_id], Event(kind="reply", event_date=date(2026, 1, 4), reference="R-77"))
        done = stored(desk, "CN-INV-OA-02")[0]
        assert (done.state, done.done_date, done.proof) == (DeadlineState.DONE, date(2026, 1, 4), "R-77")

    def test_a_date_of_the_patent_sets_its_field(self, desk: Desk) -> None:
        patent_id = add(desk)
        changes = docket.record(desk, [patent_id], Event(kind="grant", event_date=date(2025, 12, 2))).changes
        assert Kind.PATENTS in changes.kinds
        with desk.file.reading() as reader:
            assert reader.get(Patent, patent_id).grant_date == date(2025, 12, 2)
        assert stored(desk, "CN-ALL-ANN-01")[0].year == 6

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"kind": "tea_break"}, "wrong_event"),
            ({"kind": "priority_or_filing"}, "wrong_event"),
            ({"channel": "pigeon"}, "wrong_event"),
            ({"period": "two months"}, "bad_period"),
            ({"kind": "annuity_paid"}, "payment_year_needed"),
            ({"event_date": date(2026, 1, 6)}, "event_date_future"),
            ({"patent_ids": [99]}, "no_patent"),
        ],
    )
    def test_refusals_change_nothing(self, desk: Desk, values: dict[str, object], code: str) -> None:
        asked = {"kind": "office_action", "event_date": date(2025, 12, 1), **values}
        patents = asked.pop("patent_ids", [add(desk)])
        with pytest.raises(Refused) as error:
            docket.record(desk, patents, Event(**asked))
        assert refusal(error) == code
        with desk.file.reading() as reader:
            assert reader.count(Event) == 0

    def test_a_patent_named_twice_gets_one_event(self, desk: Desk) -> None:
        patent_id = granted(desk)
        docket.record(desk, [patent_id, patent_id], Event(kind="assignment", event_date=date(2025, 12, 1)))
        with desk.file.reading() as reader:
            assert reader.count(Event) == 1


class TestWhatCannotHaveHappened:
    """Events that are refused, or recorded with a word about them."""

    @pytest.mark.parametrize(
        ("kind", "day", "more", "code"),
        [
            ("annuity_paid", date(2026, 1, 1), {"year": 99}, "payment_impossible"),
            ("annuity_paid", date(2026, 1, 1), {"year": -5}, "payment_impossible"),
            ("annuity_paid", date(2026, 1, 1), {"year": 10**20}, "payment_impossible"),
            ("annuity_paid", date(2014, 1, 1), {"year": 12}, "payment_impossible"),
            ("office_action", date(2026, 1, 1), {"year": 10**20}, "payment_impossible"),
            ("office_action", date(2014, 1, 1), {}, "document_before_filing"),
            ("office_action", date(1, 1, 1), {}, "impossible_day"),
            ("office_action", date(2025, 12, 1), {"received_date": date(2025, 11, 1)}, "receipt_impossible"),
            ("office_action", date(2025, 12, 1), {"period": "P0M"}, "bad_period"),
            ("office_action", date(2025, 12, 1), {"period": "P999Y"}, "bad_period"),
            ("filing", date(2019, 1, 1), {}, "fact_contradicts"),
            ("grant", date(2014, 1, 1), {}, "fact_contradicts"),
        ],
    )
    def test_is_refused_and_nothing_recorded(self, desk: Desk, kind: str, day: date, more: dict, code: str) -> None:
        patent_id = granted(desk)
        docket.recompute(desk)
        entries = len(desk.file.journal())
        with pytest.raises(Refused) as error:
            docket.record(desk, [patent_id], Event(kind=kind, event_date=day, **more))
        assert refusal(error) == code
        assert len(desk.file.journal()) == entries

    def test_an_impossible_paid_year_leaves_the_annuities_and_gives_way_to_a_payment(self, desk: Desk) -> None:
        patent_id = granted(desk, paid_through_year=99)
        found = docket.recompute(desk)
        assert "paid_year_out_of_term" in [one.code for one in found.problems]
        assert stored(desk, "CN-ALL-ANN-01")
        docket.record(desk, [patent_id], Event(kind="annuity_paid", event_date=date(2025, 5, 5), year=11))
        with desk.file.reading() as reader:
            assert reader.get(Patent, patent_id).paid_through_year == 11
        assert [one.year for one in stored(desk, "CN-ALL-ANN-01") if one.state is DeadlineState.OPEN] == [12]

    def test_an_office_action_on_a_granted_patent_is_recorded_with_a_warning(self, desk: Desk) -> None:
        recorded = docket.record(desk, [granted(desk)], Event(kind="office_action", event_date=date(2025, 12, 1)))
        assert [one.code for one in recorded.problems] == ["event_without_effect"]

    def test_what_followed_is_told(self, desk: Desk) -> None:
        recorded = docket.record(desk, [add(desk)], Event(kind="office_action", event_date=date(2025, 12, 1)))
        assert recorded.problems == ()
        assert "CN-INV-OA-02" in {item.rule_id for item in recorded.difference.new}

    def test_another_grant_date_is_taken_with_a_warning(self, desk: Desk) -> None:
        recorded = docket.record(desk, [granted(desk)], Event(kind="grant", event_date=date(2018, 9, 1)))
        assert [one.code for one in recorded.problems] == ["fact_replaced"]
