"""Build the demo once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.demo.build import Built, build
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(Path(__file__).resolve().parents[2] / "resources")


@dataclass(frozen=True)
class Demo:
    desk: Desk
    built: Built


@pytest.fixture(scope="session")
def demo(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    clock = FixedClock(TODAY)
    with PortfolioFile.create(folder / "demo.pdesk", clock=clock, user="tester") as file:
        desk = Desk(file, library, clock, "tester")
        yield Demo(desk, build(desk, folder / "files", TODAY))
