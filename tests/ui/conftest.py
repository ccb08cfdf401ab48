"""Give the tests of the window a furnished window without a display, and see that nothing of it is left behind."""

from __future__ import annotations

import pickle
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from patentdesk.charts import fonts
from patentdesk.charts.request import Drawing, Request
from patentdesk.core.clock import FixedClock
from patentdesk.core.words import Entry
from patentdesk.services import docket, importing, safety
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile
from patentdesk.ui.icons import Icons
from patentdesk.ui.jobs import Jobs
from patentdesk.ui.opening import Doors, Opened
from patentdesk.ui.painter import LocalPainter
from patentdesk.ui.panel import Panel
from patentdesk.ui.panels.docket import DocketPanel
from patentdesk.ui.panels.intake import IntakePanel
from patentdesk.ui.panels.triage import TriagePanel
from patentdesk.ui.screens import settle
from patentdesk.ui.settings import Settings
from patentdesk.ui.shell import Shell
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.theme import Appearance
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.workbench import Workbench

TABLE = """公开号,申请号,标题,申请人,申请日,授权日,法律状态,IPC
CN110000001A,CN201910000001.7,一种电池热管理方法,衡朔电池科技,2019-03-04,,审中,H01M10/613
CN110000002B,CN201910000002.1,驱动电机控制装置,岚川汽车,2019-05-06,2021-07-09,授权,H02P21/00
CN110000003B,CN201910000003.6,车身框架结构,岚川汽车,2018-02-03,2020-11-20,授权,B62D25/04
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the screenless platform say what it has no window manager for; every other warning of Qt fails a test."""
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


# ruff: noqa: ARG002 - the fake answers whatever it is asked
@dataclass
class FakeDialogs:
    """Answers what a test has laid ready, and remembers the questions."""

    files: list[Path] = field(default_factory=list)
    target: Path | None = None
    agrees: bool = True
    asked: list[str] = field(default_factory=list)

    def open_files(self, title: str, patterns: str, *, several: bool = False) -> list[Path]:
        self.asked.append(title)
        return self.files

    def save_file(self, title: str, name: str, patterns: str) -> Path | None:
        self.asked.append(title)
        return self.target

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.target

    def confirm(self, title: str, text: str, yes: str, no: str) -> bool:
        self.asked.append(text)
        return self.agrees


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window or a thread behind."""
    before = set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [one for one in qapp.topLevelWidgets() if one.isVisible()] == []
    assert {one for one in threading.enumerate() if one.is_alive()} <= before


@pytest.fixture
def around(qapp: QApplication, library: Library) -> Surroundings:
    """Return what widgets share, speaking English, in light colours, remembering nothing."""
    icons = library.root / "icons"
    return Surroundings(Tongue(library.words("en")), Appearance(qapp, icons, "light"), Icons(icons), Settings(None))


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Return jobs whose threads end with the test."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def dialogs() -> FakeDialogs:
    """Return dialogs that a test answers beforehand."""
    return FakeDialogs()


class DrawnOnce(LocalPainter):
    """Draws a chart that is asked for again no second time: three patents have the same charts in every test."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        super().__init__(entries)
        self._drawn: dict[bytes, Drawing] = {}

    def paint(self, request: Request) -> Drawing:
        asked = pickle.dumps((fonts.families(), request))
        if asked not in self._drawn:
            self._drawn[asked] = super().paint(request)
        return self._drawn[asked]


@pytest.fixture(scope="session")
def drawn_once(library: Library) -> DrawnOnce:
    """Return what draws the charts of all windows."""
    return DrawnOnce(library.words("en").entries)


@pytest.fixture
def doors(tmp_path: Path, clock: FixedClock, library: Library, drawn_once: DrawnOnce) -> Doors:
    """Return doors to portfolio files in the test's own folder."""
    backups = tmp_path / "backups"
    backups.mkdir()

    def opened(file: PortfolioFile) -> Opened:
        return Opened(Desk(file, library, clock, "tester"))

    def restore(backup: Path, target: Path) -> Opened:
        safety.restore(backup, target, clock=clock, user="tester")
        return opened(PortfolioFile.open(target, clock=clock, user="tester"))

    return Doors(
        lambda path: opened(PortfolioFile.open(path, clock=clock, user="tester")),
        lambda path: opened(PortfolioFile.create(path, clock=clock, user="tester")),
        restore,
        lambda path, _progress: opened(PortfolioFile.create(path, clock=clock, user="tester")),
        backups,
        painter=drawn_once,
    )


@pytest.fixture
def bench(
    request: pytest.FixtureRequest, around: Surroundings, doors: Doors, dialogs: FakeDialogs
) -> Iterator[Workbench]:
    """Return a shown, furnished window without a portfolio, at the place that the test's module names as PLACE."""
    shell = Shell(around)
    made = Workbench(shell, around, Jobs(), doors, dialogs)
    made.go(getattr(request.module, "PLACE", "portfolio"))
    made.complete()
    shell.show()
    settle(made)
    yield made
    shell.close()
    shell.deleteLater()


@pytest.fixture
def settled(bench: Workbench) -> Callable[[], None]:
    """Return what waits until the window has done all that was asked of it."""
    return partial(settle, bench)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a list of three patents as a colleague would send it."""
    path = tmp_path / "list.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    return path


@pytest.fixture(scope="session")
def three_patents(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """Return a portfolio of the three patents with its docket, made once; each test opens a copy of its own."""
    folder = tmp_path_factory.mktemp("three")
    listed, path = folder / "list.csv", folder / "p.pdesk"
    listed.write_text(TABLE, encoding="utf-8-sig")
    clock = FixedClock(date(2026, 11, 22))
    with PortfolioFile.create(path, clock=clock, user="tester") as file:
        desk = Desk(file, library, clock, "tester")
        importing.apply_import(desk, importing.plan_import(desk, [listed]))
        docket.recompute(desk)
    return path


@pytest.fixture
def filled(bench: Workbench, settled: Callable[[], None], three_patents: Path, tmp_path: Path) -> Workbench:
    """Return the window with a portfolio of three patents and its docket."""
    bench.session.open(Path(shutil.copy(three_patents, tmp_path)))
    settled()
    bench.panels[bench.place].bar.clear("reminder")
    return bench


@pytest.fixture
def panel(request: pytest.FixtureRequest, filled: Workbench, settled: Callable[[], None]) -> Panel:
    """Return the panel of the place that the test's module names as PLACE, in front, with its three patents."""
    filled.go(getattr(request.module, "PLACE", "portfolio"))
    settled()
    return filled.panels[filled.place]


@pytest.fixture
def reviewed(filled: Workbench, settled: Callable[[], None]) -> TriagePanel:
    """Return the triage panel with a review of the three patents."""
    filled.go("triage")
    settled()
    panel = filled.panels["triage"]
    panel.create_review()
    settled()
    panel._answer({"name": "Autumn", "months": "", "model": "alliance", "due_on": None})
    panel.form.close_form()
    settled()
    return panel


@pytest.fixture
def docket_panel(filled: Workbench, settled: Callable[[], None]) -> DocketPanel:
    """Return the docket of the portfolio of three patents, in front."""
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    assert isinstance(panel, DocketPanel)
    return panel


@pytest.fixture
def bring(filled: Workbench, panel: IntakePanel, tmp_path: Path) -> Callable[..., Path]:
    """Return what drops a list on the intake panel and waits for its plan; a module names its own ``panel``."""

    def take(text: str, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        panel.take_files([path])
        settle(filled)
        return path

    return take
