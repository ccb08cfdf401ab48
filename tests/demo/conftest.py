"""Build the demo once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.demo.build import Built, build
from patentdesk.intake.delivery import read_files
from patentdesk.services import importing
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Demo:
    desk: Desk
    built: Built


@pytest.fixture(scope="session")
def build_here() -> Callable[..., Built]:
    """Return what builds a demo in this process alone: to start one for each workbook takes five times as long.

    The verb ``demo`` is tested with processes of its own (``tests/app``).
    """

    def built(*args: Any, **named: Any) -> Built:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(importing, "deliver", read_files)
            return build(*args, **named)

    return built


@pytest.fixture(scope="session")
def demo(
    library: Library, tmp_path_factory: pytest.TempPathFactory, build_here: Callable[..., Built]
) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    clock = FixedClock(TODAY)
    with PortfolioFile.create(folder / "demo.pdesk", clock=clock, user="tester") as file:
        desk = Desk(file, library, clock, "tester")
        yield Demo(desk, build_here(desk, folder / "files", TODAY))
