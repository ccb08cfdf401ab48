"""The portfolio of an earlier day, for reading only."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.services import editing, listing, travelling
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile


@pytest.fixture
def later(desk: Desk) -> Desk:
    """Return a desk whose portfolio was begun on 1 March and changed on 1 April."""
    days = [FixedClock(date(2026, 3, 1)), FixedClock(date(2026, 4, 1)), FixedClock(date(2026, 5, 1))]
    path = desk.file.path.with_name("days.pdesk")
    with PortfolioFile.create(path, clock=days[0], user="li") as file, file.operation("fill") as work:
        work.add_all([Patent(title="one"), Patent(title="two")])
    with PortfolioFile.open(path, clock=days[1], user="li") as file, file.operation("change") as work:
        work.change(Patent, 1, title="uno")
        work.remove(Patent, [2])
        work.add(Patent(title="three"))
    return replace(desk, file=PortfolioFile.open(path, clock=days[2], user="li"), clock=days[2])


def titles(desk: Desk) -> list[str]:
    return [patent.title for patent in listing.patents(desk, listing.find(desk, ""))]


def test_a_day_shows_what_was_recorded_by_its_end(later: Desk) -> None:
    with later.file:
        with travelling.visiting(later, date(2026, 3, 31)) as past:
            assert titles(past) == ["one", "two"]
            assert past.clock.today() == date(2026, 3, 31)
            assert past.file.read_only
            assert past.file.verify() == []
            with pytest.raises(Refused) as refused:
                editing.edit_patents(past, [1], title="x")
            assert refused.value.problem.code == "file_read_only"
            kept = past.file.path
        assert not kept.exists()
        with travelling.visiting(later, date(2026, 4, 1)) as past:
            assert titles(past) == titles(later) == ["uno", "three"]


def test_the_copy_goes_when_the_desk_is_left(later: Desk) -> None:
    with later.file:
        past = travelling.as_of(later, date(2026, 3, 1), travelling.private_folder())
        assert past.file.path.exists()
        travelling.leave(past)
        assert not past.file.path.parent.exists()


def test_copies_of_programs_that_no_longer_run_are_swept_those_of_living_ones_stay(
    later: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make = "from patentdesk.services.travelling import private_folder as new; print(new(), flush=True); input()"
    with later.file, ExitStack() as ended:
        programs = []
        for _ in range(2):
            program = subprocess.Popen(
                [sys.executable, "-c", make], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
            )  # fmt: skip
            ended.enter_context(program)
            ended.callback(program.kill)
            programs.append((program, Path(program.stdout.readline().strip()) if program.stdout else tmp_path))
        (dead, left), (_living, kept) = programs
        dead.kill()
        dead.wait()
        (left / "copy of a day").write_bytes(b"SQLite format 3")
        mine = travelling.private_folder()
        assert left.exists()  # it may have been made just now
        travelling.sweep_folders(left.stat().st_mtime + 3_600)
        assert not left.exists()
        assert kept.exists()
        assert mine.exists()
        travelling.remove_folder(mine)
        assert not mine.exists()


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 5, 2), "travel_future"), (date(2026, 2, 28), "travel_too_early")]
)
def test_days_without_a_record_are_refused(later: Desk, day: date, code: str) -> None:
    with later.file, pytest.raises(Refused) as refused, travelling.visiting(later, day):
        pass
    assert refused.value.problem.code == code
