"""Divide, verify, enter, correct and look back on the work of a docket in a real portfolio file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentdesk.core.problems import Refused
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.portfolio.codes import OrganisationKind, Status
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Event, Organisation, Patent
from patentdesk.services import (
    approval,
    closing,
    docket,
    docket_lines,
    double_entry,
    entering,
    history,
    listing,
    news,
    payments,
    policies,
    reasons,
    reminders,
)
from patentdesk.services.desk import Desk
from patentdesk.services.docket_lines import BUCKETS, Wish, bucket_of, items, view
from patentdesk.services.library import Library
from patentdesk.services.policies import SECOND_ENTRY, TWO_PERSONS
from patentdesk.services.weekly import weekly_list
from tests.services.dockets import refusal

TODAY = date(2026, 1, 5)


def other(desk: Desk, user: str) -> Desk:
    """Return the same file as another person sees it."""
    return replace(desk, user=user)


def as_user(desk: Desk, user: str) -> None:
    """Let the journal name another person from now on."""
    desk.file._user = user


def add(desk: Desk, *records: object) -> list[int]:
    with desk.file.operation("add") as work:
        return [work.add(one) for one in records]


def patent(**values: object) -> Patent:
    facts = {"office": "CN", "filing_date": date(2021, 3, 2), "status": Status.PENDING, **values}
    return Patent(**facts)


def granted(**values: object) -> Patent:
    facts = {"filing_date": date(2015, 6, 3), "grant_date": date(2018, 8, 1), "paid_through_year": 11}
    return patent(status=Status.GRANTED, **{**facts, **values})


def open_lines(desk: Desk, rule: str = "") -> list[Deadline]:
    with desk.file.reading() as reader:
        found = reader.select(Deadline, order=("due_date",))
    return [one for one in found if one.state in OPEN_STATES and rule in ("", one.rule_id)]


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


class TestSecondPerson:
    def test_a_hard_deadline_waits_for_another_person(self, desk: Desk) -> None:
        add(desk, granted())
        docket.recompute(desk)
        one = next(line for line in open_lines(desk) if line.hard and line.due_date)
        closing.close_deadline(desk, [one.id], TODAY, "R-1")
        assert view(desk, Wish(bucket="waiting")).counts["waiting"] == 0, "nobody asked for two persons"
        policies.set_policy(desk, TWO_PERSONS, on=True)
        assert view(desk, Wish(bucket="waiting")).ids.tolist() == [one.id]
        with pytest.raises(Refused) as error:
            approval.verify_deadlines(desk, [one.id])
        assert refusal(error) == "same_person"
        with pytest.raises(Refused) as error:
            approval.verify_deadlines(other(desk, "TESTER"), [one.id])
        assert refusal(error) == "same_person", "capitals make nobody another person"
        approval.verify_deadlines(other(desk, "zhao"), [one.id])
        assert view(desk, Wish(bucket="waiting")).ids.tolist() == []
        seen = items(desk, [one.id])[0].deadline
        assert (seen.closed_by, seen.verified_by) == ("tester", "zhao")
        with pytest.raises(Refused) as error:
            approval.verify_deadlines(other(desk, "sun"), [one.id])
        assert refusal(error) == "verified_already"
        closing.reopen_deadline(desk, [one.id])
        assert items(desk, [one.id])[0].deadline.verified_by == ""

    def test_only_what_is_done_can_be_confirmed(self, desk: Desk) -> None:
        add(desk, granted())
        docket.recompute(desk)
        with pytest.raises(Refused) as error:
            approval.verify_deadlines(other(desk, "zhao"), [open_lines(desk)[0].id])
        assert refusal(error) == "not_closed"

    def test_policies_are_carried_by_the_file_and_can_be_undone(self, desk: Desk) -> None:
        assert policies.policies(desk) == {TWO_PERSONS: False, SECOND_ENTRY: False}
        policies.set_policy(desk, TWO_PERSONS, on=True)
        policies.set_policy(desk, TWO_PERSONS, on=True)
        assert policies.policies(desk)[TWO_PERSONS] is True
        history.undo(desk)
        assert policies.policies(desk)[TWO_PERSONS] is False
        with pytest.raises(Refused, match="policy_unknown"):
            policies.set_policy(desk, "seven_persons", on=True)

    def test_many_are_assigned_in_one_step(self, desk: Desk) -> None:
        add(desk, granted(), patent())
        docket.recompute(desk)
        ids = [one.id for one in open_lines(desk)]
        approval.assign(desk, ids, responsible="Wang", deputy="Zhao")
        assert {(one.responsible, one.deputy) for one in open_lines(desk)} == {("Wang", "Zhao")}
        assert approval.people(desk) == ["Wang", "Zhao"]
        with pytest.raises(Refused, match="deputy_same"):
            approval.assign(desk, ids, deputy="Wang")
        approval.assign(desk, ids, deputy="")
        assert {one.deputy for one in open_lines(desk)} == {""}
        history.undo(desk)
        history.undo(desk)
        assert {(one.responsible, one.deputy) for one in open_lines(desk)} == {("", "")}


class TestSecondEntry:
    def entry(self, **values: object) -> Event:
        facts = {"kind": "office_action_first", "event_date": date(2025, 12, 1), "channel": "electronic", **values}
        return Event(**facts)

    def test_the_house_rule_keeps_a_date_unconfirmed_until_both_agree(self, desk: Desk) -> None:
        (one,) = add(desk, patent())
        docket.record(desk, [one], self.entry())
        reply = next(line for line in open_lines(desk) if line.task == "reply")
        assert not any(item.unconfirmed for item in docket.docket(desk))
        policies.set_policy(desk, SECOND_ENTRY, on=True)
        assert [item.deadline.id for item in docket.docket(desk) if item.unconfirmed] == [reply.id]
        assert (view(desk, Wish(bucket="unconfirmed")).ids.tolist(), items(desk, [reply.id])[0].unconfirmed) == (
            [reply.id], True,
        )  # fmt: skip
        for act in (
            lambda: closing.close_deadline(desk, [reply.id], TODAY, "R-1"),
            lambda: closing.waive_deadline(desk, [reply.id], "sold"),
        ):
            with pytest.raises(Refused) as error:
                act()
            assert refusal(error) == "entry_unconfirmed"
        double_entry.second_entry(other(desk, "zhao"), [one], self.entry(event_date=date(2025, 12, 2)))
        assert view(desk, Wish()).counts["unconfirmed"] == 1
        double_entry.second_entry(other(desk, "zhao"), [one], self.entry())
        assert view(desk, Wish()).counts["unconfirmed"] == 0
        closing.close_deadline(desk, [reply.id], TODAY, "R-1")

    def test_two_entries_must_agree(self, desk: Desk) -> None:
        one, second, without = add(desk, patent(), patent(), patent())
        docket.record(desk, [one, second], self.entry())
        with pytest.raises(Refused) as error:
            double_entry.second_entry(desk, [one], self.entry())
        assert refusal(error) == "same_entry"
        zhao = other(desk, "zhao")
        kinds = ["office_action_first"]
        assert len(double_entry.awaiting_entry(desk, kinds)) == 2
        found = double_entry.second_entry(zhao, [one, without], self.entry())
        assert (found.agreed, found.differing, found.missing) == ((one,), (), (without,))
        odd = double_entry.second_entry(zhao, [second], self.entry(event_date=date(2025, 12, 2), period="P2M"))
        assert [(fault.field_name, fault.first, fault.second) for fault in odd.differing] == [
            ("event_date", "2025-12-01", "2025-12-02"), ("period", "", "P2M"),
        ]  # fmt: skip
        assert [event.patent_id for event, _ in double_entry.awaiting_entry(desk, kinds)] == [second]

    def test_a_correction_takes_the_check_back(self, desk: Desk) -> None:
        one = add(desk, patent())[0]
        docket.record(desk, [one], self.entry())
        double_entry.second_entry(other(desk, "zhao"), [one], self.entry())
        event = entering.events_of(desk, one)[0]
        entering.correct_event(desk, event.id, replace(event, channel="post"))
        assert [found.id for found, _ in double_entry.awaiting_entry(desk, ["office_action_first"])] == [event.id]


class TestEntering:
    def test_a_number_of_several_patents_is_left_to_the_person(self, desk: Desk) -> None:
        add(desk, patent(publication_number="CN110000001A"), patent(publication_number="CN110000001A"))
        found = entering.resolve(desk, "CN110000001A")
        assert (found.patents, found.unknown, found.several) == ((), (), ("CN110000001A",))

    def test_numbers_are_found_in_any_form(self, desk: Desk) -> None:
        first = patent(application_number="202110000001", application_number_text="CN202110000001.3")
        second = patent(office="US", publication_number="US20210000002A1", publication_number_text="US 2021/0000002 A1")
        ids = add(desk, first, second)
        found = entering.resolve(desk, "CN202110000001.3\nUS20210000002A1，CN209999999999.9; 202110000001")
        assert [one.id for one in found.patents] == ids
        assert found.unknown == ("CN209999999999.9",)

    def test_what_is_foreseen_is_what_follows(self, desk: Desk) -> None:
        ids = add(desk, patent(), patent())
        docket.recompute(desk)
        event = Event(kind="office_action_first", event_date=date(2025, 12, 1), channel="electronic")
        entries = len(desk.file.journal())
        foreseen = entering.foresee(desk, ids, event)
        assert len(desk.file.journal()) == entries, "nothing is stored"
        new = [one for one in foreseen.lines if one.kind == "new"]
        assert {one.patent.id for one in new} == set(ids)
        assert new[0].after.steps
        done = docket.record(desk, ids, event)
        counts = {kind: sum(one.kind == kind for one in foreseen.lines) for kind in done.difference.counts}
        assert done.difference.counts == counts
        due = {one.due_date for one in open_lines(desk) if one.rule_id == new[0].after.rule_id}
        assert due == {one.after.due_date for one in new}

    def test_what_would_not_follow_is_said(self, desk: Desk) -> None:
        one = add(desk, granted())
        event = Event(kind="office_action_first", event_date=date(2025, 12, 1))
        assert [odd.code for odd in entering.foresee(desk, one, event).problems] == ["nothing_would_follow"]
        with pytest.raises(Refused):
            entering.foresee(desk, one, replace(event, event_date=date(2010, 1, 1)))

    def test_a_correction_moves_the_deadline_and_undo_moves_it_back(self, desk: Desk) -> None:
        one = add(desk, patent())[0]
        docket.record(desk, [one], Event(kind="office_action_first", event_date=date(2025, 12, 1)))
        event = entering.events_of(desk, one)[0]
        corrected = replace(event, event_date=date(2025, 12, 8))
        before = {line.uid: line.due_date for line in open_lines(desk)}
        foreseen = entering.foresee(desk, [one], corrected, replacing=event.id)
        assert {line.kind for line in foreseen.lines} == {"moved"}
        done = entering.correct_event(desk, event.id, corrected)
        assert done.difference.counts["moved"] == len(foreseen.lines) > 0
        assert {line.uid: line.due_date for line in open_lines(desk)} != before
        history.undo(desk)
        assert {line.uid: line.due_date for line in open_lines(desk)} == before
        with pytest.raises(Refused, match="event_kind_fixed"):
            entering.correct_event(desk, event.id, replace(event, kind="rejection"))
        assert entering.remove_event(desk, event.id).difference.counts["gone"] > 0
        with pytest.raises(Refused, match="no_event"):
            entering.remove_event(desk, event.id)

    def test_kinds_are_those_of_the_offices(self, library: Library) -> None:
        chinese, american = (set(entering.kinds_for(library, [one])) for one in ("CN", "US"))
        assert "office_action_first" in chinese
        assert "quayle" in american - chinese
        assert set(entering.kinds_for(library, ["CN", "US"])) == chinese | american


class TestNews:
    def test_news_name_what_changed_and_by_whom(self, desk: Desk) -> None:
        add(desk, granted())
        docket.recompute(desk)
        seen = news.latest_entry(desk)
        assert news.since(desk, seen).news == ()
        lines = open_lines(desk)
        as_user(desk, "zhao")
        closing.waive_deadline(desk, [lines[0].id], "sold")
        approval.assign(desk, [lines[1].id], responsible="Wang")
        with desk.file.operation("edit") as work:
            work.change_many(Patent, work.column(Patent, "id"), filing_date=date(2015, 6, 10))
        docket.recompute(desk)
        found = news.since(desk, seen)
        kinds = {one.kind for one in found.news}
        assert {"moved"} <= kinds
        assert {one.user for one in found.news} == {"zhao"}
        assert found.deadline_ids <= {one.id for one in [*lines, *open_lines(desk)]}
        assert news.since(desk, found.latest).news == ()

    def test_what_was_taken_back_and_brought_back_the_same_is_no_news(self, desk: Desk) -> None:
        add(desk, granted())
        docket.recompute(desk)
        line = open_lines(desk)[0]
        start = news.latest_entry(desk)
        closing.waive_deadline(desk, [line.id], "sold")
        seen = news.latest_entry(desk)
        told = {}
        for turn in (history.undo, history.redo, history.undo, history.redo):
            turn(desk)
            for since in (start, seen):
                told.setdefault(since, []).append(len(news.since(desk, since).deadline_ids))
        assert told == {start: [0, 1, 0, 1], seen: [1, 0, 1, 0]}

    def test_deadlines_of_patents_that_were_brought_back_are_no_news(self, desk: Desk) -> None:
        with desk.file.operation("import") as work:
            work.add_all([granted(), granted()])
        docket.recompute(desk)
        seen, before = news.latest_entry(desk), open_lines(desk)
        history.undo(desk)
        assert news.since(desk, seen).deadline_ids == frozenset()
        history.redo(desk)
        assert len(open_lines(desk)) == len(before) > 0
        assert news.since(desk, seen).news == ()


def stage_of(days_left: int, lead_days: Sequence[int]) -> int | None:
    """Return the nearest lead time that has been passed; None while none has."""
    if days_left < 0:
        return reminders.OVERDUE
    return min((days for days in lead_days if days_left <= days), default=None)


class TestReminders:
    def test_only_mine_means_responsible_or_deputy(self, desk: Desk) -> None:
        add(desk, patent(responsible="Wang"), patent())
        docket.record(desk, [1, 2], Event(kind="office_action", event_date=date(2025, 12, 1)))
        near = reminders.reminders(desk, (90,))
        assert {one.item.patent.id for one in near} == {1, 2}
        approval.assign(desk, [one.item.deadline.id for one in near if one.item.patent.id == 2], deputy="Wang")
        assert len(reminders.reminders(desk, (90,), "Wang")) == len(near)
        assert reminders.reminders(desk, (90,), "Zhao") == []
        keys = reminders.near(desk, (90,)).keys(most=1_000)
        assert len(set(keys)) == len(near)

    def test_deputies_of_others_and_the_earlier_reading_count(self, desk: Desk) -> None:
        add(desk, patent(responsible="Wang"), patent(responsible="Li"))
        docket.record(desk, [1, 2], Event(kind="office_action", event_date=date(2025, 12, 1)))
        found = reminders.near(desk, (90, 30))
        named = reminders.named(desk, found, range(len(found)))
        today = desk.clock.today()
        for place, one in enumerate(named):
            deadline = one.item.deadline
            day = deadline.earlier_reading or deadline.due_date
            assert day is not None
            assert one.days_left == (day - today).days == int(found.left[place])
            assert one.stage == stage_of(one.days_left, (90, 30))
        assert found.late + sum(one.days_left >= 0 for one in named) == len(found)
        assert found.week == sum(0 <= one.days_left <= 7 for one in named)
        assert sorted(found.left.tolist()) == found.left.tolist()

    def test_what_is_past_due_is_counted_as_the_docket_counts_it_however_old(self, desk: Desk) -> None:
        add(desk, patent())
        today = desk.clock.today()
        days = [today + timedelta(days=one) for one in (-2000, -400, -1, 0, 5)]
        with desk.file.operation("import") as work:
            work.add_all(
                [Deadline(patent_id=1, rule_id=f"r{at}", task="t", due_date=day) for at, day in enumerate(days)]
            )
            early = Deadline(patent_id=1, rule_id="u", task="t", due_date=days[4], earlier_reading=days[2])
            grace = Deadline(patent_id=1, rule_id="v", task="t", due_date=days[1], grace_end=days[4])
            work.add_all([early, grace])
        found, counts = reminders.near(desk), docket_lines.view(desk, Wish()).counts
        assert found.late == counts["overdue"] + counts["grace"] == 4
        assert found.week == counts["week"] == 3

    def test_without_deadlines_nothing_is_near(self, desk: Desk) -> None:
        found = reminders.near(desk)
        assert (len(found), found.late, found.week, found.lead, found.keys(5)) == (0, 0, 0, 0, [])


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
