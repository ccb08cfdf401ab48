"""What becomes of deadlines: met, waived, in progress, open again."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import closing, docket, editing, history
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.recomputing import DOCKETED
from tests.services.dockets import add, granted, refusal, stored

TODAY = date(2026, 1, 5)


class TestClosing:
    def open_annuity(self, desk: Desk) -> Deadline:
        granted(desk)
        docket.recompute(desk)
        return stored(desk, "CN-ALL-ANN-01")[0]

    @pytest.mark.parametrize(("day", "proof"), [(None, "R-1"), (TODAY, ""), (TODAY, "  ")])
    def test_a_hard_deadline_needs_date_and_proof(self, desk: Desk, day: date | None, proof: str) -> None:
        annuity = self.open_annuity(desk)
        with pytest.raises(Refused) as error:
            closing.close_deadline(desk, [annuity.id], day, proof)
        assert refusal(error) == "proof_needed"
        assert stored(desk, "CN-ALL-ANN-01")[0].state is DeadlineState.OPEN

    def test_a_paid_annuity_is_recorded_and_the_next_one_appears(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        closing.close_deadline(desk, [annuity.id], TODAY, "R-2026-17")
        done, following = stored(desk, "CN-ALL-ANN-01")
        assert (done.state, done.proof, done.gone) == (DeadlineState.DONE, "R-2026-17", False)
        assert (following.year, following.state) == (13, DeadlineState.OPEN)
        assert not docket.recompute(desk)

    def test_reopening_takes_the_payment_back(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        closing.close_deadline(desk, [annuity.id], TODAY, "R-2026-17")
        closing.reopen_deadline(desk, [annuity.id])
        assert [(one.year, one.state) for one in stored(desk, "CN-ALL-ANN-01")] == [(12, DeadlineState.OPEN)]

    def test_what_is_done_is_neither_closed_again_nor_waived_until_it_is_reopened(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        closing.close_deadline(desk, [annuity.id], TODAY, "R-1")
        for again in (
            lambda: closing.close_deadline(desk, [annuity.id], TODAY, "R-2"),
            lambda: closing.waive_deadline(desk, [annuity.id], "no longer wanted"),
        ):
            with pytest.raises(Refused) as error:
                again()
            assert refusal(error) == "deadline_done"
        closing.reopen_deadline(desk, [annuity.id])
        with desk.file.reading() as reader:
            assert reader.count(Event) == 0
        assert [(one.year, one.state) for one in stored(desk, "CN-ALL-ANN-01")] == [(12, DeadlineState.OPEN)]

    def test_soft_deadlines_close_without_proof(self, desk: Desk) -> None:
        patent_id = add(desk, office="US", filing_date=date(2022, 3, 2))
        docket.record(desk, [patent_id], Event(kind="assignment", event_date=date(2025, 12, 1)))
        deadline = stored(desk, "US-ASG-01")[0]
        closing.close_deadline(desk, [deadline.id], None, "")
        assert stored(desk, "US-ASG-01")[0].state is DeadlineState.DONE

    def test_no_day_in_the_future(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        with pytest.raises(Refused) as error:
            closing.close_deadline(desk, [annuity.id], date(2026, 1, 6), "R")
        assert refusal(error) == "done_in_future"

    def test_waiving_needs_a_reason_and_survives(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        with pytest.raises(Refused) as error:
            closing.waive_deadline(desk, [annuity.id], " ")
        assert refusal(error) == "reason_needed"
        closing.waive_deadline(desk, [annuity.id], "product ended")
        docket.recompute(desk)
        waived = stored(desk, "CN-ALL-ANN-01")[0]
        assert (waived.state, waived.waived_reason) == (DeadlineState.WAIVED, "product ended")
        closing.reopen_deadline(desk, [annuity.id])
        assert stored(desk, "CN-ALL-ANN-01")[0].state is DeadlineState.OPEN

    def test_reopening_never_lowers_a_paid_year_below_what_is_reopened(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        closing.close_deadline(desk, [annuity.id], TODAY, "R-1")
        following = stored(desk, "CN-ALL-ANN-01")[1]
        closing.close_deadline(desk, [following.id], TODAY, "R-2")
        closing.reopen_deadline(desk, [annuity.id, following.id])
        with desk.file.reading() as reader:
            assert reader.get(Patent, annuity.patent_id).paid_through_year == 11

    def test_reopening_leaves_a_paid_year_that_is_earlier_already(self, desk: Desk) -> None:
        annuity = self.open_annuity(desk)
        closing.close_deadline(desk, [annuity.id], TODAY, "R-1")
        editing.edit_patents(desk, [annuity.patent_id], paid_through_year="5")
        closing.reopen_deadline(desk, [annuity.id])
        with desk.file.reading() as reader:
            assert reader.get(Patent, annuity.patent_id).paid_through_year == 5

    @pytest.mark.parametrize("verb", ["close_deadline", "waive_deadline", "reopen_deadline", "edit_deadline"])
    def test_unknown_deadlines_are_refused(self, desk: Desk, verb: str) -> None:
        more = {"close_deadline": (TODAY, "R"), "waive_deadline": ("why",)}.get(verb, ())
        with pytest.raises(Refused) as error:
            getattr(closing, verb)(desk, [7], *more)
        assert refusal(error) == "no_deadline"


class TestPaidYear:
    """A recorded payment is the patent's last paid year."""

    def paid(self, desk: Desk, patent_id: int) -> int | None:
        with desk.file.reading() as reader:
            return reader.get(Patent, patent_id).paid_through_year

    def test_a_recorded_payment_raises_it_and_an_older_one_does_not(self, desk: Desk) -> None:
        patent = granted(desk, paid_through_year=None)
        docket.record(desk, [patent], Event(kind="annuity_paid", event_date=date(2025, 6, 2), year=11))
        docket.record(desk, [patent], Event(kind="annuity_paid", event_date=date(2024, 6, 2), year=10))
        assert self.paid(desk, patent) == 11

    def test_closing_an_annuity_raises_it_and_reopening_takes_it_back(self, desk: Desk) -> None:
        patent = granted(desk)
        docket.recompute(desk)
        (annuity,) = stored(desk, "CN-ALL-ANN-01")
        closing.close_deadline(desk, [annuity.id], date(2026, 1, 5), "R-1")
        assert self.paid(desk, patent) == 12
        closing.reopen_deadline(desk, [annuity.id])
        assert self.paid(desk, patent) == 11
        assert [one.state for one in stored(desk, "CN-ALL-ANN-01")] == [DeadlineState.OPEN]


class TestEditing:
    """An edited fact moves the docket within the same step."""

    def test_a_new_filing_date_moves_the_annuity_and_undo_moves_both_back(self, desk: Desk) -> None:
        patent_id = granted(desk)
        docket.recompute(desk)
        changes = editing.edit_patents(desk, [patent_id], filing_date="2015-09-07")
        assert Kind.DEADLINES in changes.kinds
        assert stored(desk, "CN-ALL-ANN-01")[0].due_date == date(2026, 9, 7)
        assert not docket.preview(desk)
        history.undo(desk)
        assert stored(desk, "CN-ALL-ANN-01")[0].due_date == date(2026, 6, 3)

    def test_every_field_that_the_docket_follows_from_can_be_edited(self) -> None:
        assert set(Patent.__dataclass_fields__) - editing.NOT_EDITABLE >= DOCKETED

    def test_what_the_docket_does_not_follow_from_leaves_it_alone(self, desk: Desk) -> None:
        patent_id = granted(desk)
        assert editing.edit_patents(desk, [patent_id], note="x").kinds == {Kind.PATENTS}
        assert docket.docket(desk) == []
