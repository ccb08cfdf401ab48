"""Open the whole window on a machine without Chinese fonts: it says so once, in the panel in front."""

from __future__ import annotations

import pytest

from patentdesk.app.context import WindowContext
from patentdesk.app.window import build_window
from patentdesk.charts import catalogue, fonts
from patentdesk.ui.screens import settle


@pytest.fixture
def context(library, clock, tmp_path):
    return WindowContext(library, library.words("en"), clock, "tester", None, tmp_path)


@pytest.mark.parametrize(("families", "told"), [(("DejaVu Sans",), 1), (("SimHei", "DejaVu Sans"), 0)])
def test_missing_fonts_are_told_once(qapp, qtbot, context, monkeypatch, *, families, told):
    assert catalogue.CHARTS  # the charts know their fonts before they are taken away here
    monkeypatch.setattr(fonts, "families", lambda: families)
    program = build_window(qapp, context)
    with qtbot.waitSignal(program.furnished, timeout=20_000):
        program.shell.show()
    bench = program.furniture.bench
    settle(bench)
    texts = [text for panel in bench.panels.values() for text in panel.bar.texts()]
    assert sum("Noto Sans CJK SC" in text for text in texts) == told
    program.shell.close()
    settle(bench)
    program.shell.deleteLater()
