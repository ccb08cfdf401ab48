"""Test that whatever is chosen in the preferences holds at once and is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from patentdesk.ui.preferences import read_days
from patentdesk.ui.settings import BACKUP_FOLDER, BACKUP_HOURS, CURRENCY, DENSITY, LEAD_DAYS, MINE_ONLY, THEME, USER


@pytest.fixture
def page(filled):
    made = filled.open_preferences()
    yield made
    made.accept()


def choose(page, name, value):
    box = page.fields[name]
    place = box.findData(value)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_looks_change_at_once(page, filled):
    choose(page, "theme", "dark")
    assert filled.around.appearance.colours.name == "dark"
    choose(page, "density", "roomy")
    assert filled.panels["portfolio"].table.verticalHeader().defaultSectionSize() == 38
    choose(page, "language", "zh")
    assert page.windowTitle() == "偏好设置"
    assert isinstance(page.fields["language"], QComboBox)
    settings = filled.around.settings
    assert (settings.get(THEME), settings.get(DENSITY)) == ("dark", "roomy")
    choose(page, "theme", "light")


def test_the_name_stands_beside_the_next_change(page, filled, settled):
    page.fields["user"].setText("Chen Wei")
    page.fields["user"].editingFinished.emit()
    filled.panels["portfolio"].acts.set_many([1], "note", "x")
    settled()
    assert filled.session.desk.file.journal(1)[0].user == "Chen Wei"
    assert filled.around.settings.get(USER) == "Chen Wei"


def test_backups_go_where_the_user_says(page, filled, settled, tmp_path):
    chosen = tmp_path / "copies"
    line = page.fields["backup_folder"].focusProxy()
    line.setText(str(chosen))
    line.editingFinished.emit()
    assert line.property("invalid") is True
    chosen.mkdir()
    line.editingFinished.emit()
    settled()
    assert filled.around.settings.get(BACKUP_FOLDER) == str(chosen)
    assert len(list(chosen.glob("*.pdesk"))) == 1
    page.fields["backup_hours"].setValue(12)
    assert filled.around.settings.get(BACKUP_HOURS) == 12


def test_reminders_and_currency(page, filled):
    page.fields["lead_days"].setText("5, 40，x")
    assert page.fields["lead_days"].property("invalid") is True
    page.fields["lead_days"].setText("5, 40，5")
    page.fields["reminders_mine"].setChecked(True)
    choose(page, "currency", "EUR")
    settings = filled.around.settings
    assert (settings.get(LEAD_DAYS), settings.get(MINE_ONLY), settings.get(CURRENCY)) == ([40, 5], True, "EUR")


def test_days_are_read_as_people_list_them():
    assert read_days("") == []
    assert read_days("1 7、30;30") == [30, 7, 1]
    assert read_days("-3") is read_days("4000") is None
