"""Test what is asked of one run of the window, beside what the user once chose."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from patentdesk.app import window
from patentdesk.app.context import WindowContext, surroundings
from patentdesk.app.main import main
from patentdesk.app.window import build_window
from patentdesk.ui.screens import settle
from patentdesk.ui.settings import LANGUAGE, RECENT, USER, Settings


@pytest.fixture
def context(library, clock, tmp_path):
    return WindowContext(library, library.words("en"), clock, "tester", tmp_path / "settings.json", tmp_path)


def test_a_language_asked_for_this_run_goes_before_the_chosen_one_and_is_not_remembered(qapp, context):
    Settings(context.settings_file).put(LANGUAGE, "en")
    around = surroundings(qapp, context._replace(language="zh"))
    assert around.tongue.language == "zh"
    assert Settings(context.settings_file).get(LANGUAGE) == "en"
    assert surroundings(qapp, context).tongue.language == "en"
    around.tongue.choose("en")  # Qt's own words follow it


@pytest.mark.usefixtures("qapp")
def test_the_options_of_the_command_line_reach_the_window(context, monkeypatch):
    started = []
    monkeypatch.setattr(window.paths, "settings_file", lambda: context.settings_file)
    monkeypatch.setattr(window, "build_window", lambda _app, asked, _portfolio: started.append(asked) or _Unshown())
    monkeypatch.setattr(QApplication, "exec", lambda *_app: 0)
    Settings(context.settings_file).put(USER, "chosen once")
    assert main(["--lang", "zh", "--user", "Wang"]) == 0
    assert main(["window"]) == 0
    assert [(one.language, one.user) for one in started] == [("zh", "Wang"), ("", "chosen once")]


class _Unshown:
    """What is enough of a program that was built."""

    def __init__(self) -> None:
        self.shell = self.furnished = self

    def connect(self, _heard: object) -> None:
        """Hear nothing."""

    def show(self) -> None:
        """Show nothing."""


def test_a_portfolio_named_from_its_folder_is_remembered_by_its_whole_path(
    qapp, qtbot, context, three_patents, monkeypatch
):
    folder = context.backups
    shutil.copy(three_patents, folder / "w.pdesk")
    monkeypatch.chdir(folder)
    program = build_window(qapp, context, Path("w.pdesk"))
    with qtbot.waitSignal(program.furnished, timeout=20_000):
        program.shell.show()
    settle(program.furniture.bench)
    assert Settings(context.settings_file).get(RECENT) == [str(folder / "w.pdesk")]
    program.shell.close()
    settle(program.furniture.bench)
    program.shell.deleteLater()
