"""Show the first rows before the list is there: the same rows at the same place, gone once the list has its own."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTableView, QWidget

from patentdesk.app.context import WindowContext
from patentdesk.app.window import Program, build_window
from patentdesk.store.header import SCHEMA_VERSION
from patentdesk.ui.firstpage import FirstPage
from patentdesk.ui.models import WAITING
from patentdesk.ui.screens import settle
from patentdesk.ui.settings import GROUPING, Settings


@pytest.fixture
def portfolio(three_patents: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(three_patents, tmp_path))


@pytest.fixture
def opened(qapp, library, clock, tmp_path, portfolio) -> Iterator[Callable[[], Program]]:
    programs: list[Program] = []

    def start() -> Program:
        context = WindowContext(library, library.words("en"), clock, "tester", tmp_path / "settings.json", tmp_path)
        programs.append(build_window(qapp, context, portfolio))
        programs[0].shell.resize(1280, 800)
        return programs[0]

    yield start
    for program in programs:
        program.shell.close()
        settle(program.furniture.bench)
        program.shell.deleteLater()


def pages(program: Program) -> list[FirstPage]:
    return [page for page in program.shell.findChildren(FirstPage) if not page.isHidden()]


def cells(table: QTableView, least: int) -> list[list[str]]:
    model = table.model()
    return [[str(model.index(row, column).data()) for column in range(model.columnCount())] for row in range(least)]


def place(widget: QWidget, program: Program) -> tuple[QPoint, int]:
    return widget.mapTo(program.shell, QPoint(0, 0)), widget.width()


def test_the_list_takes_the_place_of_the_first_rows_and_nothing_moves(opened, qtbot) -> None:
    program = opened()
    seen: list[tuple[list[list[str]], tuple[QPoint, int]]] = []

    def look() -> None:
        [page] = pages(program)
        seen.append((cells(page.table, 3), place(page.table.viewport(), program)))

    program.furnished.connect(look)
    with qtbot.waitSignal(program.furnished, timeout=20_000):
        program.shell.show()
    [(before, where)] = seen
    settle(program.furniture.bench)
    assert not pages(program)
    table = program.furniture.bench.panels["portfolio"].table
    signs = [column.key for column in table.model().columns].index("marks")
    after = cells(table, 3)
    assert {row[signs] for row in before} == {WAITING}
    assert [row[:signs] + row[signs + 1 :] for row in before] == [row[:signs] + row[signs + 1 :] for row in after]
    assert place(table.viewport(), program) == where


def test_a_newer_file_has_no_first_rows(opened, portfolio, qtbot) -> None:
    with closing(sqlite3.connect(portfolio)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    program = opened()
    with qtbot.waitSignal(program.furnished, timeout=20_000):
        program.shell.show()
    settle(program.furniture.bench)
    assert not program.shell.findChildren(FirstPage)
    assert program.furniture.bench.panels["portfolio"].bar.texts(), "why it was refused is told"


def test_a_grouped_list_begins_with_other_rows(opened, tmp_path, qtbot) -> None:
    Settings(tmp_path / "settings.json").put(GROUPING, "office")
    program = opened()
    with qtbot.waitSignal(program.furnished, timeout=20_000):
        program.shell.show()
    assert not program.shell.findChildren(FirstPage)
