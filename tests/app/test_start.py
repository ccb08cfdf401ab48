"""Start the program where something is missing: a console, a display, a library, a place for settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="closes channels by their numbers, and hides the display")
LACKS_LIBRARY = """
import sys
class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("PySide6."):
            raise ImportError("libGL.so.1: cannot open shared object file")
sys.meta_path.insert(0, Lacking())
import types
sys.modules["PySide6"] = types.ModuleType("PySide6")
sys.modules["PySide6"].__path__ = []
from patentdesk.app.main import main
sys.exit(main(sys.argv[1:]))
"""


def start(*words: str, code: str = "", **surroundings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "WAYLAND", "QT_QPA"))}
    command = [sys.executable, *(("-c", code) if code else ("-m", "patentdesk")), *words]
    return subprocess.run(
        command, cwd=ROOT, env=kept | {"LANG": "C.UTF-8"} | surroundings, capture_output=True, text=True, check=False
    )


@POSIX
@pytest.mark.parametrize(
    ("words", "status"),
    [(("date", "CN", "filing=2020-01-01"), 0), (("list", "none.pdesk"), 3), (("nonsense", "x"), 2)],
)
def test_a_program_without_a_console_does_its_work_all_the_same(words: tuple[str, ...], status: int) -> None:
    """A windowed program on Windows has no output at all, as here one whose channels were closed."""
    closed = "import os, sys\nos.close(1)\nos.close(2)\nos.execv(sys.executable, [sys.executable, '-m', 'patentdesk', *sys.argv[1:]])"  # noqa: E501
    assert start(*words, code=closed).returncode == status


@POSIX
@pytest.mark.parametrize("words", [(), ("none.pdesk",), ("window",)])
def test_without_a_display_the_window_says_so(words: tuple[str, ...]) -> None:
    pytest.importorskip("PySide6.QtWidgets")
    started = start(*words)
    assert started.returncode == 2
    assert started.stderr.startswith("There is no display here")


@pytest.mark.parametrize("words", [(), ("window",), ("screens", "none.pdesk", "--out", "none")])
def test_a_library_that_the_system_lacks_is_named(words: tuple[str, ...]) -> None:
    started = start(*words, code=LACKS_LIBRARY, QT_QPA_PLATFORM="offscreen")
    assert started.returncode == 2
    assert "libGL.so.1" in started.stderr
    assert "Traceback" not in started.stderr


def test_the_demo_is_built_where_qt_cannot_be_loaded(tmp_path: Path) -> None:
    started = start("demo", "--out", str(tmp_path), "--size", "60", code=LACKS_LIBRARY)
    assert "Traceback" not in started.stderr
    assert started.returncode in (0, 1)
    assert (tmp_path / "demo.pdesk").is_file()
    assert not (tmp_path / "pictures").exists()
