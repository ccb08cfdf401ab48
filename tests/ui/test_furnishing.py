"""Load the window's parts in turns: light first, what draws never; and tell what a machine lacks for the charts."""

from __future__ import annotations

import subprocess
import sys

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


def test_the_window_draws_no_chart_itself():
    """What draws them is forty megabytes and half a second of loading: it is at home in a process of its own."""
    modules = [*furnishing.FIRST, *furnishing.NEXT, *furnishing.LATER]
    code = f"import importlib, sys; [importlib.import_module(name) for name in {modules}]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"matplotlib", "alembic"} & set(done.stdout.split())
