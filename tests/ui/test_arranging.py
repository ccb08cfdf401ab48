"""Test how columns stand: pinned, hidden, moved, sized, and what room to spare becomes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from patentdesk.ui.columnchooser import ColumnChooser
from patentdesk.ui.settings import TABLES
from tests.ui.patentlist import column


def test_pinned_columns_stay_in_sight_and_are_remembered(panel, settled, around):
    panel.table.columns.rearrange({**panel.table.columns.arrangement(), "pinned": ["title"]})
    settled()
    frozen = panel.table.frozen
    assert frozen.isVisible()
    assert frozen.shown() == [column(panel, "title")]
    panel.table.horizontalScrollBar().setValue(200)
    assert frozen.columnViewportPosition(column(panel, "title")) == 0
    assert around.settings.get(TABLES)["portfolio"]["pinned"] == ["title"]
    panel.table.columns.rearrange({})
    assert not frozen.isVisible()


def test_the_chooser_hides_moves_and_pins_at_once(panel, settled):
    chooser = ColumnChooser(panel.window(), panel.table.columns, panel.say, panel.model.columns)
    chooser.open()
    second = chooser.list.item(1)
    second.setCheckState(Qt.CheckState.Unchecked)
    assert column(panel, "number") not in panel.table.columns.shown()
    chooser.list.setCurrentRow(2)
    chooser.move_by(-2)
    assert panel.table.columns.shown()[0] == column(panel, "title")
    chooser.pin()
    assert panel.table.columns.arrangement()["pinned"] == ["title"]
    chooser.width_box.setValue(222)
    assert panel.table.columnWidth(column(panel, "title")) == 222
    chooser.reset()
    assert panel.table.columns.shown()[1] == column(panel, "number")
    chooser.accept()
    settled()


def test_density_changes_every_row(panel, filled):
    before = panel.table.rowHeight(0)
    filled.run("density")
    assert panel.table.rowHeight(0) > before
    filled.run("density")
    assert panel.table.rowHeight(0) < before
    filled.run("density")


def test_room_to_spare_is_shared_by_the_columns_that_nobody_sized(panel, filled, settled):
    table, model = panel.table, panel.model
    status, office, title = (column(panel, key) for key in ("status", "office", "title"))
    table.setColumnWidth(status, 150)
    filled.shell.resize(4200, 700)
    settled()
    room = table.viewport().width()
    assert room > sum(model.columns[one].width for one in table.columns.shown()) + 200
    assert sum(table.columnWidth(one) for one in table.columns.shown()) == room
    assert table.columnWidth(status) == 150, "what somebody sized stays so"
    assert table.columnWidth(office) == model.columns[office].width, "narrow columns stay narrow"
    assert table.columnWidth(title) > model.columns[title].width
    filled.shell.resize(1280, 800)
    settled()
    assert table.columnWidth(title) == model.columns[title].width
    assert table.columns.arrangement()["widths"] == {"status": 150}, "room to spare is not remembered as a width"
