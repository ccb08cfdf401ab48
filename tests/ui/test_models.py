"""Test the table model with Qt's own model tester."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester

from patentdesk.services.marks import Mark
from patentdesk.ui.columns import patent_columns
from patentdesk.ui.models import PAGE, WAITING, Column, ListRows, PagedRows, TableModel


@dataclass(frozen=True)
class Row:
    name: str
    size: int | None = None


COLUMNS = [
    Column("name", "field.title", lambda row: row.name, sort=lambda row: row.name, edit="name"),
    Column(
        "size", "field.family_size", lambda row: str(row.size or ""), right=True, sort=lambda row: row.size,
        tone=lambda row: "danger" if (row.size or 0) > 5 else "",
    ),
]  # fmt: skip


@pytest.fixture
def model(around):
    made = TableModel(COLUMNS, around.tongue, around.appearance)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def texts(model, column=0):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_rows_headers_and_alignment(model):
    model.set_rows(ListRows([Row("a", 1), Row("b")]))
    assert texts(model) == ["a", "b"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Title"
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_the_headers_speak_the_language_in_use(model, around):
    around.tongue.choose("zh")
    assert model.headerData(0, Qt.Orientation.Horizontal) == "名称"


def test_sorting_keeps_what_is_not_known_last_in_either_direction(model):
    model.set_rows(ListRows([Row("b", 2), Row("none"), Row("a", 9)]))
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert texts(model) == ["b", "a", "none"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert texts(model) == ["a", "b", "none"]


def test_a_tone_colours_the_cell(model, around):
    model.set_rows(ListRows([Row("a", 9), Row("b", 1)]))
    colour = model.index(0, 1).data(Qt.ItemDataRole.ForegroundRole)
    assert colour == around.appearance.colours.tone("danger")
    assert model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole) is None


def test_an_edit_is_passed_on_and_the_cell_waits_for_it(model):
    model.set_rows(ListRows([Row("a")]))
    seen = []
    model.edited.connect(lambda *edit: seen.append(edit))
    model.setData(model.index(0, 0), " new ")
    assert seen == [(Row("a"), "name", "new")]
    assert texts(model) == ["a"]
    assert not model.setData(model.index(0, 1), "7")


@pytest.fixture
def pages(model, qtbot):
    """Return the rows of 1,000 ids and the requests for pages; the first page, which the tester reads, is here."""
    asked = []
    rows = PagedRows(np.arange(1000, 2000, dtype=np.int64), asked.append)
    model.set_rows(rows)
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(asked))
    rows.arrive({0: [Row("first")] * PAGE})
    asked.clear()
    return rows, asked


def test_a_row_that_is_not_here_is_asked_for_by_page(model, pages, qtbot):
    _rows, asked = pages
    assert model.index(300, 0).data() == WAITING
    qtbot.waitUntil(lambda: bool(asked))
    number = 300 // PAGE
    assert list(asked[0]) == [number]
    assert asked[0][number][0] == 1000 + number * PAGE


def test_arrived_rows_are_painted(model, pages, qtbot):
    rows, _asked = pages
    last = 999 // PAGE
    with qtbot.waitSignal(model.dataChanged) as painted:
        rows.arrive({last: [Row(f"row {number}") for number in range(last * PAGE, 1000)]})
    assert (painted.args[0].row(), painted.args[1].row()) == (last * PAGE, 999)
    assert model.index(990, 0).data() == "row 990"


def test_only_one_request_is_out_and_pages_scrolled_past_are_not_fetched(model, pages, qtbot):
    rows, asked = pages
    model.index(200, 0).data()
    qtbot.waitUntil(lambda: len(asked) == 1)
    for row in range(0, 1000, PAGE):
        model.index(row, 0).data()
        QCoreApplication.processEvents()
    assert len(asked) == 1
    rows.arrive({1: [Row("x")] * PAGE})
    model.index(999, 0).data()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert len(asked[1]) <= 3
    assert 999 // PAGE in asked[1]


@pytest.mark.usefixtures("pages")
def test_a_paged_table_asks_its_owner_for_another_order(model):
    wanted = []
    model.sort_wanted.connect(wanted.append)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.sort_by(((0, False), (1, True)))
    assert wanted == [((1, True),), ((0, False), (1, True))]


def test_several_keys_sort_the_first_the_strongest(model):
    model.set_rows(ListRows([Row("b", 2), Row("a", 1), Row("c", 1), Row("d")]))
    model.sort_by(((1, False), (0, True)))
    assert texts(model) == ["c", "a", "b", "d"]


def test_rows_about_to_be_painted_are_asked_for_at_once(model):
    asked = []
    rows = PagedRows(np.arange(1000, 2000, dtype=np.int64), asked.append)
    model.set_rows(rows)
    rows.fetch(PAGE - 10, PAGE + 10)
    assert [sorted(one) for one in asked] == [[0, 1]]
    rows.fetch(0, 5)  # while that is on its way
    assert len(asked) == 1
    rows.arrive({0: [Row("a")] * PAGE, 1: [Row("b")] * PAGE})
    rows.fetch(0, PAGE)
    assert len(asked) == 1
    rows.fetch(990, 5_000)
    assert sorted(asked[-1]) == [990 // PAGE]


def test_the_head_of_the_marks_says_what_each_sign_means(around):
    model = TableModel(patent_columns(around.tongue), around.tongue, around.appearance)
    tip = model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines() == [
        f"{around.tongue(f'ui.mark.{mark}.sign')}  {around.tongue(f'ui.mark.{mark}')}" for mark in Mark
    ]
