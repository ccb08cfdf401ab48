"""Give every room's tests the same surroundings: no screen, a clock that stands still, the program's own resources.

The tests of the rooms without Qt also run where neither PySide6 nor pytest-qt is installed; there ``tests/ui`` is left
out, and the closing summary says so.
"""

from __future__ import annotations

import gc
import importlib.util
import logging
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from patentdesk.core.clock import FixedClock
from patentdesk.services.library import Library

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = (ROOT / "../shared/data").resolve()
_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
"""Where files lie in memory, and the bytes free there from which on tests write there: every operation on a portfolio
waits until the disk has it."""
HAS_QT = importlib.util.find_spec("PySide6") is not None

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "Agg")
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

settings.register_profile("patentdesk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "patentdesk")

collect_ignore = [] if HAS_QT else ["ui", "architecture/test_binding.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings of pytest-qt where it is not installed, so that the strict configuration knows them."""
    if importlib.util.find_spec("pytestqt") is None:
        parser.addini("qt_api", "declared by pytest-qt where it is installed")
        parser.addini("qt_log_level_fail", "declared by pytest-qt where it is installed")


def pytest_collection_finish() -> None:
    """Look no more through what stands until the end: modules and thousands of collected tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder with real export files beside the checkout; leave the test out where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real files (../shared/data) are not beside this checkout")
    return SHARED_DATA


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return the LibreOffice program; leave the test out where it is missing."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return program


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the program's own resources, read once for all tests."""
    return Library(ROOT / "resources")


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> FixedClock:
    """Return a clock that stands still: on the day that the test's module names as TODAY, or on 22 November 2026."""
    return FixedClock(getattr(request.module, "TODAY", date(2026, 11, 22)))


@pytest.fixture(scope="session")
def empty_portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a portfolio without rows, made once; a copy of it is a new portfolio, sooner."""
    from patentdesk.store.connection import write_new  # noqa: PLC0415 - only tests that ask for it load the store

    path = tmp_path_factory.mktemp("empty") / "empty.pdesk"
    write_new(path)
    return path


@pytest.fixture
def desk(empty_portfolio: Path, tmp_path: Path, clock: FixedClock, library: Library):
    """Return a desk with a new, empty portfolio file."""
    from patentdesk.services.desk import Desk  # noqa: PLC0415 - only tests that ask for it load the store
    from patentdesk.store.file import PortfolioFile  # noqa: PLC0415

    path = Path(shutil.copy(empty_portfolio, tmp_path / "test.pdesk"))
    with PortfolioFile.open(path, clock=clock, user="tester") as file:
        yield Desk(file, library, clock, "tester")


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a warning or error in the log; one that expects it asserts it and clears caplog."""
    yield
    records = caplog.get_records("setup") + caplog.get_records("call")
    unexpected = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected))


def pytest_report_header() -> list[str]:
    """Say at the top what this run can see."""
    real = "beside the checkout" if SHARED_DATA.is_dir() else "missing: their checks are left out"
    return [f"real files: {real}", f"PySide6: {'installed' if HAS_QT else 'not installed: tests/ui is left out'}"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the bottom which checks were left out, and why."""
    reasons: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    if not HAS_QT:
        reasons["PySide6 is not installed"] = ["tests/ui"]
    for reason, left_out in sorted(reasons.items()):
        names = ", ".join(left_out[:3]) + (" ..." if len(left_out) > 3 else "")
        terminalreporter.write_line(f"left out, because {reason}: {len(left_out)} ({names})")
