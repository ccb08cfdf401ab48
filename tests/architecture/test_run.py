"""The parts of ``run.py`` that can be tried without setting anything up."""

import sys
from pathlib import Path

import pytest

import run

LOCK = """\
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
pyside6-essentials==6.12.0 \\
    --hash=sha256:cc
pytest==9.2.0 \\
    --hash=sha256:dd
"""


def test_an_entry_leaves_the_lock_with_its_hashes() -> None:
    left = run.lock_without(LOCK, run.QT_PACKAGES)
    assert "pyside6" not in left
    assert "sha256:cc" not in left
    assert left.count("sha256") == 3
    assert run.lock_without(LOCK, ()) == LOCK


def test_the_packages_without_qt_lose_qt_and_nothing_else() -> None:
    lock = run.TEST_LOCK.read_text()
    lost = {line for line in lock.splitlines() if "==" in line} - set(
        run.lock_without(lock, run.QT_PACKAGES).splitlines()
    )
    assert {line.split("==")[0] for line in lost} == set(run.QT_PACKAGES)


def test_an_environment_is_known_by_its_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK)
    before = run.digest(lock)
    lock.write_text(LOCK + "ruff==1\n")
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
