from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.services import safety
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile


def test_scheduled_backups_are_named_found_and_thinned(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert not safety.backup_due(desk, folder, every_hours=1), "nothing was done yet"
    _add(desk)
    assert safety.backup_due(desk, folder, every_hours=1)
    own = _own(desk.file)
    for name in (f"{own}-20200101-000000.pdesk", "other-20200101-000000.pdesk", f"{own}-notes.pdesk"):
        (folder / name).touch()
    made = safety.scheduled_backup(desk, folder)
    assert made.name == f"{own}-{desk.clock.now():%Y%m%d-%H%M%S}.pdesk"
    assert safety.backups(desk, folder) == [made]
    assert len(list(folder.iterdir())) == 3
    assert not safety.backup_due(desk, folder, every_hours=1)
    later = replace(desk, clock=FixedClock(desk.clock.today() + timedelta(days=1)))
    assert safety.backup_due(later, folder, every_hours=24)
    with pytest.raises(Refused):
        safety.scheduled_backup(desk, tmp_path / "none")


def test_portfolios_of_one_name_keep_their_own_backups(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    _add(desk)
    march = replace(desk, clock=FixedClock(date(2026, 3, 1)))
    old = desk.file.path.stem + "-20260227-000000.pdesk"
    desk.file.backup(folder / old)
    namesake = tmp_path / "elsewhere" / desk.file.path.name
    with PortfolioFile.create(namesake, clock=march.clock, user="li") as file:
        other = replace(march, file=file)
        _add(other)
        assert safety.backup_due(other, folder, every_hours=1)
        only = safety.scheduled_backup(other, folder)
        assert (folder / old).exists(), "it is the other's"
        latest = [
            safety.scheduled_backup(replace(desk, clock=FixedClock(date(2026, 3, day))), folder) for day in (2, 3)
        ]
        much_later = replace(desk, clock=FixedClock(date(2026, 6, 1)))
        made = safety.scheduled_backup(much_later, folder)
        assert safety.backups(other, folder) == [only]
        adopted = made.with_name(f"{_own(desk.file)}-20260227-000000.pdesk")
        assert safety.backups(much_later, folder) == [made, latest[-1], adopted]


def test_a_copy_that_goes_its_own_way_takes_no_backup_of_the_other_away(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    _add(desk)
    first = safety.scheduled_backup(replace(desk, clock=FixedClock(date(2026, 3, 1))), folder)
    copy = tmp_path / "elsewhere" / desk.file.path.name
    desk.file.backup(copy)
    later = replace(desk, clock=FixedClock(date(2026, 3, 20)))
    with PortfolioFile.open(copy, clock=later.clock, user="li") as file:
        other = replace(later, file=file)
        assert safety.backup_due(other, folder, every_hours=10_000)
        of_the_copy = [
            safety.scheduled_backup(replace(other, clock=FixedClock(date(2027, month, 20))), folder) for month in (1, 2)
        ]
        assert safety.backups(other, folder) == [*reversed(of_the_copy), first]
    assert safety.backups(later, folder) == [*reversed(of_the_copy), first]


def _own(file: PortfolioFile) -> str:
    place = sha256(str(file.path.resolve()).encode()).hexdigest()[:6]
    return f"{file.path.stem}-{file.identity()[:12]}-{place}"


def _add(desk: Desk) -> None:
    with desk.file.operation("add") as work:
        work.add(Patent())


def test_retention_keeps_a_day_whole_a_month_by_day_and_a_year_by_month() -> None:
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    hourly = [Path(f"p-{now - timedelta(hours=hour):%Y%m%d-%H%M%S}.pdesk") for hour in range(24 * 800)]
    kept = sorted(set(hourly) - set(safety.outdated(hourly, now)))
    moments = [datetime.strptime(path.stem[2:], "%Y%m%d-%H%M%S").replace(tzinfo=UTC) for path in kept]
    ages = [now - moment for moment in moments]
    assert sum(age <= timedelta(hours=24) for age in ages) == 25
    assert len({moment.date() for moment in moments if now - moment <= timedelta(days=30)}) == 31
    assert len({(moment.year, moment.month) for moment in moments}) == 13
    assert len(kept) < 25 + 31 + 13
    assert safety.outdated(kept, now) == []


def test_backup_restore_and_verify(desk: Desk, tmp_path: Path) -> None:
    with desk.file.operation("add") as work:
        work.add(Patent())
    copy = safety.backup(desk, tmp_path / "copy.pdesk")
    assert safety.verify(desk) == []
    desk.file.close()
    clock = FixedClock(date(2026, 1, 6))
    kept = safety.restore(copy, desk.file.path, clock=clock, user="li")
    assert kept is not None
    with PortfolioFile.open(desk.file.path, clock=clock, user="li") as again:
        assert again.verify() == []
