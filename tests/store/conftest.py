from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.store.file import PortfolioFile

CLOCK = FixedClock(date(2026, 1, 5))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alliance.pdesk"


@pytest.fixture
def file(path: Path) -> Iterator[PortfolioFile]:
    with PortfolioFile.create(path, clock=CLOCK, user="li") as opened:
        yield opened
