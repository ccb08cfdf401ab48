import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import Clock, FixedClock
from patentdesk.store import runs
from patentdesk.store.connection import driver
from patentdesk.store.file import PortfolioFile
from patentdesk.store.schema import RECORDS

New = Callable[..., PortfolioFile]

CLOCK = FixedClock(date(2026, 1, 5))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alliance.pdesk"


@pytest.fixture(scope="session")
def new(empty_portfolio: Path) -> New:
    """Return what makes a new portfolio at a place, sooner than ``PortfolioFile.create``."""

    def new(path: Path, clock: Clock = CLOCK) -> PortfolioFile:
        return PortfolioFile.open(Path(shutil.copy(empty_portfolio, path)), clock=clock, user="li")

    return new


@pytest.fixture
def file(new: New, path: Path) -> Iterator[PortfolioFile]:
    with new(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def dump() -> Callable[[PortfolioFile], dict[str, list[tuple[object, ...]]]]:
    """Return what reads every row of every table that a person fills, and what the search index finds."""

    def dump(file: PortfolioFile) -> dict[str, list[tuple[object, ...]]]:
        with file.reading() as reader:
            ask = driver(reader.connection).execute
            rows = {mapped.name: ask(f"SELECT * FROM {mapped.name} ORDER BY id").fetchall() for mapped in RECORDS}
            found = ask("SELECT rowid FROM search WHERE search MATCH '\"电 池\" OR title' ORDER BY 1")
            return {**rows, "search": found.fetchall()}

    return dump


@pytest.fixture(scope="module", params=[runs.LEAST, 1], ids=["line by line", "in runs"])
def least(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let everything that is tested hold too when the few rows of a test are told of in runs, as many rows are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "LEAST", request.param)
        yield
