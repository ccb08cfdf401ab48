"""Load the window's parts in turns: light first, what draws never; and tell what a machine lacks for the charts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from patentdesk.app import furnishing
from patentdesk.charts import fonts


@pytest.mark.parametrize(("families", "told"), [(("DejaVu Sans",), 1), (("SimHei", "DejaVu Sans"), 0)])
def test_missing_fonts_are_told_once(filled, settled, monkeypatch, *, families, told):
    monkeypatch.setattr(fonts, "families", lambda: families)
    filled.session.told.clear()
    filled.go("overview")
    filled.session.ask("battery")
    settled()
    texts = [text for panel in filled.panels.values() for text in panel.bar.texts()]
    assert sum("Noto Sans CJK SC" in text for text in texts) == told


ROOT = Path(__file__).resolve().parents[2]
LOOK_AROUND = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from patentdesk.app.context import WindowContext
from patentdesk.app.machine import MachineClock
from patentdesk.app.window import build_window
from patentdesk.services.library import Library
from patentdesk.ui.screens import settle

folder = Path(sys.argv[1])
library, clock = Library(Path("resources")), MachineClock(date(2026, 1, 5))
application = QApplication([])
context = WindowContext(library, library.words("en"), clock, "tester", folder / "settings.json", folder)
program = build_window(application, context, Path(sys.argv[2]))
program.shell.show()
while not (program.furniture and program.furniture.bench and program.furniture.jobs.idle):
    application.processEvents()
bench = program.furniture.bench
while bench.session.desk is None or "patentdesk.ui.panels.valuation" not in sys.modules:
    settle(bench)
for place in sys.argv[3:]:
    bench.go(place)
    settle(bench)
print(*sys.modules)
program.shell.close()
settle(bench)
"""
PANELS = ("overview", "docket", "triage", "valuation", "intake", "portfolio")


def test_a_window_that_is_looked_around_in_loads_nothing_that_draws_or_writes_workbooks(three_patents, tmp_path):
    """What draws charts is at home in a process of its own; workbooks are written and read when somebody asks."""
    portfolio = shutil.copy(three_patents, tmp_path / "looked.pdesk")
    command = [sys.executable, "-c", LOOK_AROUND, str(tmp_path), str(portfolio), *PANELS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert {*furnishing.FIRST, *furnishing.NEXT, *furnishing.LATER} <= loaded
    assert not {"matplotlib", "alembic", "openpyxl", "xlsxwriter", "python_calamine", "duckdb"} & loaded


def test_the_first_rows_need_no_arrays_and_no_database_toolkit():
    """Each takes as long to load as the rows take to be read and painted."""
    code = f"import importlib, sys; [importlib.import_module(name) for name in {furnishing.PAGE}]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"numpy", "sqlalchemy"} & set(done.stdout.split())
