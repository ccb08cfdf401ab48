"""The parts of ``run.py`` that can be tried without setting anything up."""

import sys
from fnmatch import fnmatch
from importlib.metadata import distributions, files
from pathlib import Path

import pytest

import run


def test_the_environment_without_qt_lacks_qt_and_nothing_else() -> None:
    lacking = {
        one.metadata["Name"].lower()
        for one in distributions()
        for file in one.files or ()
        if any(fnmatch(file.parts[0], pattern) for pattern in run.QT_FILES)
    }
    assert lacking == {"pyside6_essentials", "shiboken6", "pytest-qt"}
    whole = [file for name in lacking for file in files(name) or () if file.parts[0] not in {"..", "__pycache__"}]
    assert all(any(fnmatch(file.parts[0], pattern) for pattern in run.QT_FILES) for file in whole)


def test_an_environment_is_known_by_its_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("numpy==2\n")
    before = run.digest(lock)
    lock.write_text("numpy==2\nruff==1\n")
    assert run.digest(lock) != before


@pytest.mark.parametrize(("display", "shown"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("OTHER", False)])
def test_a_display_is_found_by_its_variable(monkeypatch: pytest.MonkeyPatch, display: str, shown: bool) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(display, ":0")
    assert run.has_display() is shown


def test_a_failing_command_shows_the_end_of_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.quietly([sys.executable, "-c", "print('fine')"])
    assert not run.quietly([sys.executable, "-c", "print('what went wrong'); raise SystemExit(3)"])
    assert capsys.readouterr().err == "    what went wrong\n"
