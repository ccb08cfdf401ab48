"""Look back on a docket in a real portfolio file, and ahead: what changed, what comes near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import (
    approval,
    closing,
    docket,
    docket_lines,
    history,
    news,
    reminders,
)
from patentdesk.services.desk import Desk
from patentdesk.services.docket_lines import Wish
from tests.services.docketwork import add, as_user, granted, open_lines, patent


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

    def test_what_an_import_brought_is_news_however_much_else_it_brought(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(news, "_CHANGES", 3)
        seen = news.latest_entry(desk)
        with desk.file.operation("import") as work:
            ids = work.add_all(granted() for _ in range(5))
            work.add_all(Deadline(patent_id=one, task="annuity", due_date=date(2026, 3, 1)) for one in ids)
        found = news.since(desk, seen)
        assert [(one.kind, one.task, one.after) for one in found.news] == [("new", "annuity", "2026-03-01")] * 3
        assert (found.counts, found.more) == ({"new": 3}, 2)
        with desk.file.operation("edit") as work:
            work.change_many(Patent, ids, title="x")
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
