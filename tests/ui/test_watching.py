"""Lists in the watched folder are offered when they are whole, and what cannot be reached is told and not forgotten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from patentdesk.ui.screens import settle
from patentdesk.ui.settings import WATCHED
from patentdesk.ui.sidenotes import NOTE

PLACE = "intake"
ONE = "申请号,标题\nCN202010000001.1,电池\n"
OTHER = "申请号,标题\nCN202010000002.6,电机\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "incoming"
    made.mkdir()
    return made


def write(path: Path, text: str) -> None:
    """Write a file as if that had been long ago."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000 + len(text)))


def begin(path: Path, text: str, moment: float) -> None:
    """Write a file that was touched at this moment."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (moment, moment))


def test_new_files_of_the_watched_folder_are_offered_until_they_are_imported(filled, panel, dialogs, folder):
    write(folder / "a.csv", ONE)
    write(folder / "b.csv", OTHER)
    dialogs.target = folder
    panel.watch.choose()
    settle(filled)
    assert filled.session.around.settings.get(WATCHED) == str(folder)
    assert names(panel) == ["a.csv", "b.csv"]
    panel.watch.files.item(1).setCheckState(Qt.CheckState.Unchecked)
    panel.watch.preview()
    settle(filled)
    assert panel.plan.added == 1
    panel.apply()
    settle(filled)
    assert names(panel) == ["b.csv"]
    panel.watch.files.item(0).setCheckState(Qt.CheckState.Checked)
    panel.watch.pass_over()
    settle(filled)
    assert names(panel) == []


def names(panel) -> list[str]:
    return [Path(panel.watch.files.item(row).text()).name for row in range(panel.watch.files.count())]


def test_the_watched_folder_is_told_of_when_a_portfolio_is_opened(filled, folder, tmp_path):
    write(folder / "a.csv", ONE)
    filled.session.around.settings.put(WATCHED, str(folder))
    filled.session.create(tmp_path / "other.pdesk")
    settle(filled)
    bar = filled.panels[filled.place].bar
    assert [text for text in bar.texts() if "One new file" in text or "1 个新文件" in text]
    QTest.mouseClick(next(one for one in bar.findChildren(QPushButton) if one.text() in ("Look", "查看")),
                     Qt.MouseButton.LeftButton)  # fmt: skip
    settle(filled)
    assert names(filled.panels["intake"]) == ["a.csv"]


def told(panel) -> str:
    return panel.watch._told.text()


def watch(filled, panel, dialogs, folder) -> None:
    dialogs.target = folder
    panel.watch.choose()
    settle(filled)


def import_watched(filled, panel, dialogs, folder) -> None:
    watch(filled, panel, dialogs, folder)
    panel.watch.preview()
    settle(filled)
    panel.apply()
    settle(filled)
    assert names(panel) == []


def test_a_file_that_is_being_written_is_offered_once_it_is_whole(filled, panel, dialogs, folder, clock):
    now = clock.now().timestamp()
    begin(folder / "a.csv", "申请号", now)
    watch(filled, panel, dialogs, folder)
    assert names(panel) == []
    assert "still being written" in told(panel)
    assert panel.watch._soon.isActive(), "it is looked at again by itself"
    begin(folder / "a.csv", ONE, now)
    panel.watch._soon.timeout.emit()
    settle(filled)
    assert names(panel) == [], "it has grown meanwhile"
    panel.watch._soon.timeout.emit()
    settle(filled)
    assert names(panel) == ["a.csv"]
    assert "written" not in told(panel)
    assert not panel.watch._soon.isActive()


def test_a_file_that_changed_since_it_was_imported_is_offered_as_such(filled, panel, dialogs, folder):
    write(folder / "a.csv", ONE)
    import_watched(filled, panel, dialogs, folder)
    write(folder / "a.csv", ONE + "CN202010000002.6,电机\n")
    write(folder / "b.csv", OTHER)
    panel.watch.refresh()
    settle(filled)
    assert names(panel) == ["a.csv", "b.csv"]
    notes = [panel.watch.files.item(row).data(NOTE) for row in range(2)]
    assert notes == [filled.around.tongue("ui.watch.changed", day="2026-11-22"), ""]


def test_a_folder_that_cannot_be_reached_is_told_and_stays_chosen(filled, panel, dialogs, folder, tmp_path):
    write(folder / "a.csv", ONE)
    watch(filled, panel, dialogs, folder)
    folder.rename(tmp_path / "away")
    panel.watch._again.click()
    settle(filled)
    assert names(panel) == []
    assert told(panel) == filled.around.tongue("ui.watch.missing")
    assert filled.session.around.settings.get(WATCHED) == str(folder)
    (tmp_path / "away").rename(folder)
    panel.watch._again.click()
    settle(filled)
    assert names(panel) == ["a.csv"]


def test_a_folder_that_cannot_be_reached_is_told_at_the_start(filled, folder, tmp_path):
    filled.session.around.settings.put(WATCHED, str(folder / "missing"))
    filled.session.create(tmp_path / "other.pdesk")
    settle(filled)
    assert (
        filled.around.tongue("ui.watch.unreachable", folder=folder / "missing") in filled.panels["intake"].bar.texts()
    )


def test_what_was_unticked_stays_so_at_the_next_look(filled, panel, dialogs, folder):
    write(folder / "a.csv", ONE)
    write(folder / "b.csv", OTHER)
    watch(filled, panel, dialogs, folder)
    panel.watch.files.item(0).setCheckState(Qt.CheckState.Unchecked)
    panel.watch.refresh()
    settle(filled)
    assert [one.path.name for one in panel.watch._ticked()] == ["b.csv"]


def test_a_file_is_offered_again_when_its_import_was_undone(filled, panel, dialogs, folder):
    write(folder / "a.csv", ONE)
    import_watched(filled, panel, dialogs, folder)
    filled.run("undo")
    settle(filled)
    assert names(panel) == ["a.csv"]
