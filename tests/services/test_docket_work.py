"""Divide, verify, enter and correct the work of a docket in a real portfolio file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Event
from patentdesk.services import (
    approval,
    closing,
    docket,
    double_entry,
    entering,
    history,
    policies,
)
from patentdesk.services.desk import Desk
from patentdesk.services.docket_lines import Wish, items, view
from patentdesk.services.library import Library
from patentdesk.services.policies import SECOND_ENTRY, TWO_PERSONS
from tests.services.dockets import refusal
from tests.services.docketwork import TODAY, add, granted, open_lines, other, patent


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

    def test_of_several_entries_the_one_most_alike_is_compared(self, desk: Desk) -> None:
        one = add(desk, patent())[0]
        later = self.entry(event_date=date(2025, 12, 20))
        docket.record(desk, [one], self.entry())
        docket.record(desk, [one], later)
        zhao = other(desk, "zhao")
        assert double_entry.second_entry(zhao, [one], self.entry()).agreed == (one,)
        odd = double_entry.second_entry(zhao, [one], self.entry(event_date=date(2025, 12, 21)))
        assert [(fault.first, fault.second) for fault in odd.differing] == [("2025-12-20", "2025-12-21")]
        assert double_entry.second_entry(zhao, [one], later).agreed == (one,)

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
