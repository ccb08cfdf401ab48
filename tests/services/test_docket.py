"""Keep a docket in a real portfolio file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from patentdesk.core.identifiers import new_uid
from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import OrganisationKind, RightType, Status
from patentdesk.portfolio.records import Event, Organisation, Patent
from patentdesk.services import closing, docket, history, outgoing
from patentdesk.services.desk import Desk
from patentdesk.services.reasons import steps_of
from tests.services.dockets import add, granted, refusal, stored

TODAY = date(2026, 1, 5)


class TestRecompute:
    def test_a_new_patent_brings_new_deadlines_once(self, desk: Desk) -> None:
        granted(desk)
        first = docket.recompute(desk)
        assert first.counts["new"] == len(first.new) > 0
        again = docket.recompute(desk)
        assert not again
        assert again.unchanged == first.counts["new"]

    def test_nothing_is_journalled_when_nothing_differs(self, desk: Desk) -> None:
        granted(desk)
        docket.recompute(desk)
        entries = len(desk.file.journal())
        docket.recompute(desk)
        assert len(desk.file.journal()) == entries

    def test_preview_changes_nothing(self, desk: Desk) -> None:
        granted(desk)
        assert docket.preview(desk).counts["new"] > 0
        assert docket.docket(desk) == []

    def test_an_annuity_carries_its_fee(self, desk: Desk) -> None:
        granted(desk)
        docket.recompute(desk)
        annuity = stored(desk, "CN-ALL-ANN-01")[0]
        assert (annuity.year, annuity.due_date) == (12, date(2026, 6, 3))
        assert (annuity.amount_minor, annuity.currency) == (400_000, "CNY")

    def test_a_changed_fact_moves_the_deadline_and_keeps_what_people_entered(self, desk: Desk) -> None:
        patent_id = add(desk, filing_date=date(2024, 3, 4))
        docket.recompute(desk)
        exam = stored(desk, "CN-INV-EXM-01")[0]
        closing.edit_deadline(desk, [exam.id], note="ask R&D", responsible="Wang", in_progress=True)
        with desk.file.operation("edit") as work:
            work.change(Patent, patent_id, priority_date=date(2023, 6, 5))
        found = docket.recompute(desk)
        moved = next(item for item in found.moved if item.rule_id == "CN-INV-EXM-01")
        assert (moved.before, moved.after, moved.reason) == (date(2027, 3, 4), date(2026, 6, 5), "facts_changed")
        after = stored(desk, "CN-INV-EXM-01")[0]
        assert (after.id, after.uid) == (exam.id, exam.uid)
        assert (after.note, after.responsible, after.state) == ("ask R&D", "Wang", DeadlineState.IN_PROGRESS)

    def test_a_vanished_deadline_with_entries_stays_as_gone_and_comes_back(self, desk: Desk) -> None:
        patent_id = add(desk, filing_date=date(2024, 3, 4))
        docket.recompute(desk)
        exam = stored(desk, "CN-INV-EXM-01")[0]
        closing.edit_deadline(desk, [exam.id], note="ask R&D")
        with desk.file.operation("edit") as work:
            work.change(Patent, patent_id, status=Status.WITHDRAWN)
        gone = docket.recompute(desk).gone
        assert {item.reason for item in gone} == {"no_longer"}
        assert [one.gone for one in stored(desk, "CN-INV-EXM-01")] == [True]
        assert stored(desk, "CN-INV-TERM") == []
        with desk.file.operation("edit") as work:
            work.change(Patent, patent_id, status=Status.PENDING)
        docket.recompute(desk)
        after = stored(desk, "CN-INV-EXM-01")[0]
        assert (after.gone, after.note, after.id) == (False, "ask R&D", exam.id)

    def test_only_the_patents_asked_for_are_recomputed(self, desk: Desk) -> None:
        one, other = granted(desk), granted(desk)
        docket.recompute(desk, [one])
        assert {item.deadline.patent_id for item in docket.docket(desk)} == {one}
        docket.recompute(desk, [other])
        assert {item.deadline.patent_id for item in docket.docket(desk)} == {one, other}

    def test_missing_facts_are_kept_as_work_to_do(self, desk: Desk) -> None:
        patent_id = granted(desk, filing_date=None)
        found = docket.recompute(desk)
        assert ("missing_filing_date", patent_id) in {(one.code, one.patent_id) for one in found.problems}
        first = docket.docket(desk)[0].deadline
        assert (first.problem, first.due_date) == ("missing_filing_date", None)

    def test_the_members_country_decides_on_foreign_periods(self, desk: Desk) -> None:
        with desk.file.operation("add") as work:
            member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="奇瑞", country="CN"))
        patent_id = add(desk, office="JP", member_id=member)
        docket.record(desk, [patent_id], Event(kind="office_action", event_date=date(2025, 12, 1)))
        assert stored(desk, "JP-OA-02")[0].due_date == date(2026, 3, 2)
        assert stored(desk, "JP-OA-01") == []

    def test_cancelling_stores_nothing(self, desk: Desk) -> None:
        granted(desk)
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            docket.recompute(desk, None, progress)
        assert docket.docket(desk) == []

    def test_undo_takes_a_recomputation_back(self, desk: Desk) -> None:
        granted(desk)
        docket.recompute(desk)
        history.undo(desk)
        assert docket.docket(desk) == []

    def test_a_second_office_action_leaves_the_reply_to_the_first_open(self, desk: Desk) -> None:
        patent_id = add(desk)
        docket.record(
            desk, [patent_id], Event(kind="office_action_first", event_date=date(2025, 3, 3), channel="electronic")
        )
        docket.record(
            desk, [patent_id], Event(kind="office_action", event_date=date(2025, 12, 1), channel="electronic")
        )
        (first,) = stored(desk, "CN-INV-OA-01")
        assert (first.state, first.done_date) == (DeadlineState.OPEN, None)
        assert "later_action" in [step["code"] for step in steps_of(desk, [first])[first.uid]]
        assert len(stored(desk, "CN-INV-OA-02")) == 1

    def test_the_docket_of_today_is_seen_without_being_written(self, desk: Desk) -> None:
        patent_id = granted(desk)
        docket.recompute(desk)
        with desk.file.operation("edit") as work:
            work.change(Patent, patent_id, paid_through_year=12)
            other = work.add(Patent(office="CN", filing_date=date(2024, 3, 4), status=Status.PENDING))
        entries, rows = len(desk.file.journal()), docket.docket(desk)
        found, overlay = docket.as_of_today(desk)
        seen = docket.docket(desk, overlay=overlay)
        assert (len(desk.file.journal()), docket.docket(desk)) == (entries, rows)
        docket.recompute(desk)
        stored_now = docket.docket(desk)
        assert found.counts["new"] > 0

        def shown(items: list[docket.DocketItem]) -> set[tuple[object, ...]]:
            lines = [item.deadline for item in items]
            return {(one.patent_id, one.rule_id, one.occurrence, one.due_date) for one in lines}

        assert shown(seen) == shown(stored_now)
        assert {one.patent.id for one in docket.docket(desk, "status:pending", overlay=overlay)} == {other}


class TestShowing:
    def test_bounds_states_and_query(self, desk: Desk) -> None:
        chinese, american = granted(desk), granted(desk, office="US", paid_through_year=8)
        docket.recompute(desk)
        in_june = docket.docket(desk, start=date(2026, 6, 1), end=date(2026, 6, 30))
        assert [(item.patent.id, item.deadline.year) for item in in_june] == [(chinese, 12)]
        graced = docket.docket(desk, start=date(2026, 12, 1), end=date(2026, 12, 31))
        assert [item.deadline.year for item in graced] == [12]
        assert {item.patent.id for item in docket.docket(desk, "office:US")} == {american}
        assert docket.docket(desk, states=[DeadlineState.DONE]) == []

    @pytest.mark.parametrize("suffix", ["xlsx", "csv", "ics", "json", "pdf"])
    def test_export(self, desk: Desk, tmp_path: Path, suffix: str) -> None:
        granted(desk)
        docket.recompute(desk)
        path = tmp_path / f"docket.{suffix}"
        last = date(2036, 1, 1)
        assert outgoing.hand_out(desk, path, end=last).count == len(docket.docket(desk, end=last)) > 0
        assert path.stat().st_size > 0
        with pytest.raises(Refused) as refused:
            outgoing.hand_out(desk, tmp_path / "docket.docx")
        assert refused.value.problem.args["known"] == ", ".join(outgoing.FORMS)

    def test_pct_applications(self, desk: Desk) -> None:
        facts = {"office": "WO", "right_type": RightType.PCT, "application_number_text": "PCT/CN2025/012345"}
        add(desk, filing_date=date(2025, 1, 6), **facts)
        docket.recompute(desk)
        assert stored(desk, "WO-DO-CN")[0].due_date == date(2027, 7, 6)

    def test_both_bounds_are_part_of_the_span(self, desk: Desk) -> None:
        granted(desk)
        docket.recompute(desk)
        day = stored(desk, "CN-ALL-ANN-01")[0].due_date
        assert [one.deadline.due_date for one in docket.docket(desk, start=day, end=day)] == [day]


class TestRemembering:
    """A second recomputation of all skips what nothing changed; it must not miss a change."""

    def test_what_failed_to_be_stored_is_computed_again(self, desk: Desk, tmp_path: Path) -> None:
        granted(desk)
        path, aside = desk.file.path, tmp_path / "aside.pdesk"

        def move(_done: int, _total: int, phrase: str) -> None:
            if phrase == "phrase.docket_store":
                path.rename(aside)

        with pytest.raises(Refused) as error:
            docket.recompute(desk, None, Progress(move))
        assert refusal(error) == "file_moved"
        aside.rename(path)
        assert docket.recompute(desk).counts["new"] > 0
        assert docket.docket(desk)

    def test_the_second_time_says_the_same(self, desk: Desk) -> None:
        granted(desk)
        add(desk, filing_date=None)
        first = docket.recompute(desk)
        second = docket.recompute(desk)
        assert second.unchanged == first.counts["new"] > 0
        assert {one.code for one in second.problems} == {one.code for one in first.problems} != set()

    def test_a_changed_fact_is_seen_and_its_problem_goes(self, desk: Desk) -> None:
        patent = add(desk, filing_date=None)
        docket.recompute(desk)
        docket.recompute(desk)
        with desk.file.operation("edit") as work:
            work.change(Patent, patent, filing_date=date(2025, 6, 3))
        found = docket.recompute(desk)
        assert found.counts["new"] + found.counts["moved"] > 0
        assert "missing_filing_date" not in {one.code for one in found.problems}

    def test_a_recomputation_is_nobodys_step(self, desk: Desk) -> None:
        """Undo passes it over, it ends no redo, and the docket goes and comes back with its patent."""
        granted(desk)
        docket.recompute(desk)
        before = docket.docket(desk)
        assert before
        assert history.undo(desk)
        assert docket.docket(desk) == []
        assert not docket.recompute(desk)
        history.redo(desk)
        assert [item.deadline for item in docket.docket(desk)] == [item.deadline for item in before]
        assert desk.file.verify() == []

    def test_undo_of_a_fact_takes_the_docket_back_that_was_recomputed_since(self, desk: Desk) -> None:
        patent = granted(desk)
        docket.recompute(desk)
        before = [item.deadline.due_date for item in docket.docket(desk)]
        with desk.file.operation("edit") as work:
            work.change(Patent, patent, filing_date=date(2015, 7, 31))
        docket.recompute(desk)
        assert [item.deadline.due_date for item in docket.docket(desk)] != before
        history.undo(desk)
        assert [item.deadline.due_date for item in docket.docket(desk)] == before
        assert not docket.recompute(desk)
        assert desk.file.verify() == []

    def test_what_a_person_entered_about_a_derived_date_is_undone_first(self, desk: Desk) -> None:
        granted(desk)
        docket.recompute(desk)
        (first, *_) = docket.docket(desk)
        closing.edit_deadline(desk, [first.deadline.id], note="call the agency")
        added = desk.file.journal(10)[-1].id
        with pytest.raises(Refused) as error:
            history.undo(desk, added)
        assert refusal(error) == "undo_row_moved"
        history.undo(desk)
        history.undo(desk)
        assert docket.docket(desk) == []

    def test_an_unjournalled_recomputation_misses_no_later_entry(self, desk: Desk) -> None:
        patent = granted(desk)
        docket.recompute(desk)
        docket.recompute(desk)  # nothing differs: no entry, its number goes to the next one
        with desk.file.operation("edit") as work:
            work.change(Patent, patent, filing_date=date(2015, 7, 3))
        assert docket.recompute(desk).counts["moved"] > 0

    def test_the_country_of_a_member_counts(self, desk: Desk) -> None:
        with desk.file.operation("add") as work:
            member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="Li", country="JP"))
        patent = add(desk, office="JP", filing_date=date(2023, 3, 2), member_id=member)
        docket.record(desk, [patent], Event(kind="office_action_first", event_date=date(2025, 12, 1)))
        docket.recompute(desk)
        with desk.file.operation("edit") as work:
            work.change(Organisation, member, country="CN")
        docket.recompute(desk)
        assert len(stored(desk, "JP-OA-02")) == 1


def happened(number: int, filing: date) -> list[Event]:
    """Return events of the patent with the id after ``number``: some do what was due, some set periods going."""
    kinds = [
        ("exam_request", 200),
        ("filing_fee_paid", 30),
        ("priority_document", 90),
        ("annuity_paid", 2_000),
        ("annuity_paid", 40),
        ("office_letter", 400),
        ("inventor_designated", 80),
        ("exam_request", 5),
        ("search_report_published", -20),
    ]
    chosen = [kinds[number % len(kinds)], kinds[(number * 3 + 1) % len(kinds)]] if number % 4 else []
    return [
        Event(
            patent_id=number + 1,
            kind=kind,
            event_date=min(filing + timedelta(days=days), TODAY),
            year=5 if kind == "annuity_paid" and number % 7 else None,
            reference=f"R{number}",
            received_date=filing if number % 5 == 0 else None,
        )
        for kind, days in chosen
    ]


YOUNG = Patent(office="CN", status=Status.PENDING, filing_date=date(2024, 3, 4))
GRANTED = replace(YOUNG, status=Status.GRANTED, filing_date=date(2015, 6, 3), grant_date=date(2018, 8, 1))
REQUEST = Event(kind="exam_request", event_date=date(2024, 3, 9))
PAID = Event(kind="annuity_paid", event_date=date(2020, 6, 1), year=6)
ODD: tuple[tuple[Patent, tuple[Event, ...]], ...] = (
    (YOUNG, (replace(REQUEST, event_date=TODAY + timedelta(days=1)),)),
    (YOUNG, (replace(REQUEST, event_date=date(1700, 1, 1)),)),
    (YOUNG, (replace(REQUEST, received_date=date(2024, 3, 8)),)),
    (YOUNG, (replace(REQUEST, period="soon"),)),
    (YOUNG, (replace(REQUEST, kind="tea_break"),)),
    (YOUNG, (REQUEST, replace(REQUEST, event_date=date(2024, 3, 6)))),
    (replace(GRANTED, paid_through_year=2**33), ()),
    (replace(GRANTED, paid_through_year=-3), ()),
    (GRANTED, (PAID, replace(PAID, event_date=date(2019, 6, 1), year=5))),
    (GRANTED, (replace(PAID, year=99),)),
    (GRANTED, (replace(PAID, year=12),)),
    (GRANTED, (replace(PAID, year=1, event_date=date(2014, 12, 1)),)),
)
"""Facts and events that cannot be, that do not count, or that come in another order than they happened."""


def test_columns_store_what_the_engine_would(desk: Desk) -> None:
    """Many patents are computed together, few one by one: both give the same rows, and neither finds a difference."""
    offices = ("CN", "EP", "US", "JP", "KR", "DE", "GB", "FR", "WO")
    with desk.file.operation("add") as work:
        for number in range(120):
            office = offices[number % len(offices)]
            filing = date(2012 + number % 13, 1 + number % 12, 28 - number % 3)
            granted = number % 3 == 0 and office != "WO"
            work.add(
                Patent(
                    office=office,
                    right_type=RightType.PCT if office == "WO" else RightType.INVENTION,
                    status=Status.GRANTED if granted else Status.PENDING,
                    filing_date=None if number % 31 == 30 else filing,
                    priority_date=date(2011 + number % 13, 7, 31) if number % 4 == 1 else None,
                    grant_date=min(date(filing.year + 3, 5, 31), date(2025, 12, 30)) if granted else None,
                    registration_date=min(date(filing.year + 3, 5, 1), date(2025, 12, 1)) if granted else None,
                    claims_count=number % 20,
                    paid_through_year=number % 9 if number % 5 == 0 else None,
                )
            )
            work.add_all(happened(number, filing))
        for patent, events in ODD:
            patent_id = work.add(replace(patent, uid=new_uid()))
            work.add_all(replace(one, patent_id=patent_id, uid=new_uid()) for one in events)
    first = docket.recompute(desk)
    assert first.counts["new"] > 100
    for start in range(1, 121 + len(ODD), 40):
        assert not docket.recompute(desk, range(start, start + 40))
    desk.kept.clear()
    again = docket.recompute(desk)
    assert not again
    assert again.unchanged == first.counts["new"]
    with desk.file.operation("edit") as work:
        work.change_many(Patent, range(1, 121), claims_count=30, filing_date=date(2013, 2, 28))
        work.add_all(
            Event(patent_id=one, kind="exam_request", event_date=date(2025, 12, 1), reference=reference)
            for one in range(1, 121, 2)
            for reference in (f"E{one}", f"D{one}")
        )
    moved = docket.recompute(desk)
    assert moved.counts["moved"] > 50
    for start in range(1, 121 + len(ODD), 40):
        assert not docket.recompute(desk, range(start, start + 40))
    with desk.file.reading() as reader:
        done = list(reader.select(Deadline, done_date=date(2025, 12, 1)))
    assert done
    assert [one.proof for one in done] == [f"D{one.patent_id}" for one in done]
