"""Show the lines of a docket in a real portfolio file: which, how near, in what order, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services import (
    approval,
    closing,
    docket,
    docket_lines,
    history,
    listing,
    payments,
    reasons,
    reminders,
)
from patentdesk.services.desk import Desk
from patentdesk.services.docket_lines import BUCKETS, Wish, bucket_of, items, view
from patentdesk.services.weekly import weekly_list
from tests.services.docketwork import TODAY, add, granted, open_lines, patent


class TestLines:
    def test_lines_are_sorted_filtered_grouped_and_counted(self, desk: Desk) -> None:
        member = add(desk, Organisation(kind=OrganisationKind.MEMBER, name="Chery"))[0]
        add(desk, granted(member_id=member, responsible="Wang"), granted(office="DE", filing_date=date(2012, 5, 5)),
            patent(responsible="Li"))  # fmt: skip
        docket.recompute(desk)
        whole = view(desk, Wish())
        shown = items(desk, whole.ids)
        assert [one.deadline.id for one in shown] == whole.ids.tolist()
        days = [one.deadline.due_date or date.max for one in shown]
        assert days == sorted(days)
        assert whole.counts[""] == len(shown) == len(open_lines(desk)) > 5
        german = view(desk, Wish("office:DE"))
        assert {one.patent.office for one in items(desk, german.ids)} == {"DE"}
        people = view(desk, Wish(by="responsible"))
        assert set(people.groups) == {"", "Li", "Wang"}
        assert sum(map(sum, people.groups.values())) == len(shown)
        mine = view(desk, Wish(by="responsible", value="Wang"))
        assert {one.patent.responsible for one in items(desk, mine.ids)} == {"Wang"}
        assert set(view(desk, Wish(by="member")).groups) == {"", "Chery"}
        assert len(view(desk, Wish(by="office", value="US")).ids) == 0

    def test_the_responsible_person_of_a_deadline_goes_before_that_of_its_patent(self, desk: Desk) -> None:
        add(desk, granted(responsible="Wang"))
        docket.recompute(desk)
        one = open_lines(desk)[0]
        approval.assign(desk, [one.id], responsible="Zhao")
        assert view(desk, Wish(by="responsible", value="Zhao")).ids.tolist() == [one.id]

    def test_sorting_by_any_column_keeps_all_lines_and_the_unknown_last(self, desk: Desk) -> None:
        add(desk, granted(publication_number="CN2"), granted(publication_number="CN1", office="US"), patent())
        docket.recompute(desk)
        whole = set(view(desk, Wish()).ids.tolist())
        for column in ("due", "left", "task", "number", "title", "office", "grace", "fee", "state", "responsible",
                       "hard", "mark"):  # fmt: skip
            for down in (False, True):
                found = view(desk, Wish(sort=((column, down),))).ids.tolist()
                assert set(found) == whole, column
        fees = [one.deadline.amount_minor for one in items(desk, view(desk, Wish(sort=(("fee", True),))).ids)]
        known = [fee for fee in fees if fee is not None]
        assert known == sorted(known, reverse=True)
        assert all(fee is None for fee in fees[len(known) :])

    def test_lines_follow_every_change_and_undo(self, desk: Desk) -> None:
        add(desk, granted())
        docket.recompute(desk)
        before = view(desk, Wish()).ids.tolist()
        closing.waive_deadline(desk, before[:1], "sold")
        assert view(desk, Wish()).ids.tolist() == before[1:]
        assert view(desk, Wish(bucket="waived")).ids.tolist() == before[:1]
        history.undo(desk)
        assert view(desk, Wish()).ids.tolist() == before
        with desk.file.operation("edit") as work:
            work.remove(Patent, work.column(Patent, "id"))
        assert view(desk, Wish()).ids.tolist() == []

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        due=st.none() | st.integers(-400, 400), grace=st.none() | st.integers(-100, 200),
        early=st.none() | st.integers(0, 5), gone=st.booleans(), task=st.sampled_from(("", "annuity", "term")),
    )  # fmt: skip
    def test_the_bucket_of_a_line_is_that_of_its_record(self, desk: Desk, *, due, grace, early, gone, task) -> None:
        day = TODAY + timedelta(days=due) if due is not None else None
        one = Deadline(
            due_date=day,
            grace_end=day + timedelta(days=abs(grace)) if day and grace is not None else None,
            earlier_reading=day - timedelta(days=early) if day and early else None,
            gone=gone,
            rule_id="r",
            task=task,
        )
        owner = add(desk, patent())[0]
        number = add(desk, replace(one, patent_id=owner))[0]
        found = view(desk, Wish())
        place = found.ids.tolist().index(number)
        assert BUCKETS[found.buckets[place]] == bucket_of(one, TODAY)

    def test_a_term_that_has_ended_is_not_overdue_and_comes_last(self, desk: Desk) -> None:
        owner = add(desk, patent())[0]
        days = {"term": -400, "reply": -30, "annuity": 5, "watch": None}
        lines = {
            task: add(desk, Deadline(
                patent_id=owner, rule_id=task, task=task,
                due_date=TODAY + timedelta(days=day) if day is not None else None,
            ))[0]
            for task, day in days.items()
        }  # fmt: skip
        ahead = add(desk, Deadline(patent_id=owner, rule_id="t", task="term", due_date=TODAY + timedelta(400)))[0]
        order = [lines["reply"], lines["annuity"], ahead, lines["watch"], lines["term"]]
        found = view(desk, Wish())
        assert found.ids.tolist() == order
        assert (found.counts["overdue"], found.counts["ended"], found.counts["later"]) == (1, 1, 1)
        assert view(desk, Wish(bucket="ended")).ids.tolist() == [lines["term"]]
        assert view(desk, Wish(sort=(("left", False),))).ids.tolist()[-1] in {lines["term"], lines["watch"]}
        assert view(desk, Wish(sort=(("left", False),))).ids.tolist()[0] == lines["reply"]
        assert [one.deadline.id for one in docket_lines.nearest(desk, 3)] == order[:3]
        assert [one.deadline.id for one in docket.docket(desk)][-1] == lines["term"]
        assert [one.item.deadline.id for one in reminders.reminders(desk)] == [lines["reply"], lines["annuity"]]

    def test_a_patent_whose_term_has_ended_is_not_overdue(self, desk: Desk) -> None:
        past, late = add(desk, patent(), patent())
        day = TODAY - timedelta(days=30)
        add(desk, Deadline(patent_id=past, rule_id="t", task="term", due_date=day),
            Deadline(patent_id=late, rule_id="r", task="reply", due_date=day))  # fmt: skip
        assert listing.find(desk, "is:overdue").tolist() == [late]
        assert listing.find(desk, "-is:overdue").tolist() == [past]
        with desk.file.reading() as reader:
            assert reader.find(parse("is:overdue")).tolist() == [late]

    def test_the_weekly_list_counts_ended_terms_and_leaves_them_out(self, desk: Desk) -> None:
        owner = add(desk, patent())[0]
        term = add(desk, Deadline(patent_id=owner, rule_id="t", task="term", due_date=TODAY - timedelta(4_000)))[0]
        weekly = weekly_list(desk, language="en")
        assert weekly.count == 0
        assert "one ended term" in weekly.listing.subtitle
        assert weekly_list(desk, language="en", only=[term]).count == 1

    def test_a_fee_in_grace_carries_the_surcharge_of_the_day(self, desk: Desk) -> None:
        add(desk, granted(filing_date=date(2015, 11, 3), paid_through_year=10))
        docket.recompute(desk)
        late = items(desk, view(desk, Wish(bucket="grace")).ids)
        owed = {one.deadline.id: one.surcharge for one in payments.payable(desk) if one.late}
        assert {one.deadline.id: one.surcharge for one in late} == owed
        assert [one.minor > 0 for one in owed.values() if one is not None] == [True]
        assert all(one.surcharge is None for one in items(desk, view(desk, Wish()).ids) if one not in late)

    def test_days_bound_the_due_date_both_included(self, desk: Desk) -> None:
        add(desk, granted())
        docket.recompute(desk)
        day = open_lines(desk)[0].due_date
        assert len(view(desk, Wish(first=day, last=day)).ids) == 1
        assert len(view(desk, Wish(first=day + timedelta(1), last=day + timedelta(1))).ids) == 0


def test_every_open_deadline_has_its_reason(desk: Desk) -> None:
    add(desk, granted(), patent(), patent(office="US", filing_date=date(2024, 2, 2)))
    docket.recompute(desk)
    for one in open_lines(desk):
        reason = reasons.reason_of(desk, one)
        assert reason.rule is not None
        assert reason.law_version
        assert reason.steps or one.problem
    assert np.array(docket_lines.view(desk, Wish()).ids).size


def test_a_closed_deadline_keeps_its_state_in_lists(desk: Desk) -> None:
    add(desk, granted())
    docket.recompute(desk)
    soft = open_lines(desk)[0]
    closing.close_deadline(desk, [soft.id], TODAY, "R-7")
    done = items(desk, view(desk, Wish(bucket="done")).ids)
    assert [(one.deadline.state, one.deadline.proof) for one in done] == [(DeadlineState.DONE, "R-7")]
