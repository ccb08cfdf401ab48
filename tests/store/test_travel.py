"""A portfolio as it was: the copy that is made from the journal is the copy that was taken then."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from patentdesk.core.progress import Cancelled, Progress
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Encumbrance, Event, HandMade, Patent, SavedView
from patentdesk.store.file import PortfolioFile
from patentdesk.store.schema import RECORDS
from patentdesk.store.travel import travel

pytestmark = pytest.mark.usefixtures("least")

BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Ticking:
    """A clock that goes on by a day with each step."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def day_of(self, moment: datetime) -> date:
        return moment.date()

    def tick(self) -> datetime:
        self.moment += timedelta(days=1)
        return self.moment


def content(path: Path) -> dict[str, object]:
    """Return all that a portfolio holds, and how it answers."""
    with PortfolioFile.open(path, clock=Ticking(), user="x", read_only=True) as file, file.reading() as reader:
        found: dict[str, object] = {one.name: reader.select(one.record) for one in RECORDS}
        found["words"] = reader.find(parse("alpha")).tolist()
        found["journal"] = file.journal()
        found["steps"] = (file.undo_title(), file.redo_title())
        found["problems"] = file.verify()
        return found


def act(file: PortfolioFile, chance: random.Random) -> None:
    """Do one thing that people do; things that cannot be done are left."""
    what = chance.choice((0, 2, 2, 3, 4, 5, 5, 5, 6, 7, 8))
    if what == 7 and file.undo_title() is not None:
        file.undo()
        return
    if what == 8 and file.redo_title() is not None:
        file.redo()
        return
    with file.operation(f"act {what}") as work:
        ids = work.column(Patent, "id")
        some = chance.sample(ids, min(len(ids), 3))
        views = work.select(SavedView)
        if what == 0 or not ids:
            work.add_all([Patent(title=chance.choice(("alpha one", "beta", "电池"))) for _ in range(3)])
        elif what == 2:
            work.change_many(Patent, some, title=f"alpha {chance.randrange(5)}", status=chance.choice(list(Status)))
        elif what == 3:
            work.remove(Patent, some[:1])
        elif what == 4:
            work.add_all([Event(patent_id=some[0], kind="grant"), Encumbrance(patent_id=some[0], counterparty="x")])
        elif what == 5:  # names go from one view to another in time
            free = sorted({"a", "b", "c", "d"} - {view.name for view in views})
            if len(views) < 3:
                work.add(SavedView(name=free[0]))
            else:
                work.change(SavedView, chance.choice(views).id, name=chance.choice(free))
        else:
            work.remove(Event, work.column(Event, "id")[:1])
            if not work.count(HandMade, patent_id=some[0]):
                work.add(HandMade(patent_id=some[0], field_name="title"))


@settings(max_examples=4)
@example(seed=2000, steps=4)  # patents that were added, taken back, added again and changed
@example(seed=5, steps=14)  # a name that went from one view to another
@given(seed=st.integers(0, 10_000), steps=st.integers(4, 14))
def test_the_past_is_the_copy_that_was_taken_then(
    tmp_path_factory: pytest.TempPathFactory, new: Callable[..., PortfolioFile], seed: int, steps: int
) -> None:
    folder, chance, clock = tmp_path_factory.mktemp("past"), random.Random(seed), Ticking()
    with new(folder / "now.pdesk", clock) as file:
        taken: dict[datetime, Path] = {}
        looked_at = chance.sample(range(steps), 2)
        for number in range(steps):
            act(file, chance)
            clock.tick()
            if number in looked_at:
                taken[clock.moment] = folder / f"taken-{number}.pdesk"
                file.backup(taken[clock.moment])
        for moment, copy in taken.items():
            travel(file, moment, folder / "past.pdesk", Progress())
            assert content(folder / "past.pdesk") == content(copy)
            (folder / "past.pdesk").unlink()


def test_what_could_be_done_again_still_can_after_a_derivation(
    tmp_path: Path, new: Callable[..., PortfolioFile]
) -> None:
    clock = Ticking()
    with new(tmp_path / "p.pdesk", clock) as file:
        with file.operation("add") as work:
            work.add_all([Patent(title="alpha"), Patent(title="beta")])
        with file.operation("remove") as work:
            work.remove(Patent, [2])
        file.undo()
        with file.derivation("derive") as work:
            work.add(Event(patent_id=1))
        travel(file, clock.tick(), tmp_path / "then.pdesk", Progress())
    then = content(tmp_path / "then.pdesk")
    assert then == content(tmp_path / "p.pdesk")
    assert then["problems"] == []


def test_before_the_first_entry_there_is_nothing(tmp_path: Path, new: Callable[..., PortfolioFile]) -> None:
    with new(tmp_path / "now.pdesk", Ticking()) as file:
        with file.operation("fill") as work:
            work.add(Patent(title="alpha"))
        assert travel(file, BEGIN, tmp_path / "past.pdesk", Progress()) == 0
    found = content(tmp_path / "past.pdesk")
    assert found["patents"] == found["journal"] == found["problems"] == []


def test_cancelling_leaves_nothing_behind(tmp_path: Path, new: Callable[..., PortfolioFile]) -> None:
    progress = Progress()
    progress.cancel()
    with new(tmp_path / "now.pdesk", Ticking()) as file:
        with pytest.raises(Cancelled):
            travel(file, BEGIN, tmp_path / "past.pdesk", progress)
        assert not list(tmp_path.glob("past*"))
