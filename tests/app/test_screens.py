"""Say once, before pictures are drawn, what this machine's fonts lack."""

from __future__ import annotations

import io

import pytest

from patentdesk.app.cli_setting import Setting
from patentdesk.app.output import Voice
from patentdesk.app.verbs.screens import tell_fonts
from patentdesk.charts import fonts
from patentdesk.core.clock import FixedClock
from patentdesk.services.library import Library


@pytest.mark.parametrize(("families", "lines"), [(("DejaVu Sans",), 1), (("SimHei", "DejaVu Sans"), 0)])
def test_missing_fonts_are_told_once(
    library: Library, monkeypatch: pytest.MonkeyPatch, families: tuple[str, ...], lines: int, clock: FixedClock
) -> None:
    monkeypatch.setattr(fonts, "families", lambda: families)
    words = library.words("en")
    voice = Voice(words, out=io.StringIO(), err=io.StringIO())
    tell_fonts(Setting(library=library, words=words, voice=voice, clock=clock, user="tester"))
    assert voice.err.getvalue().count("\n") == lines
    assert ("Install a Chinese font such as Noto Sans CJK SC" in voice.err.getvalue()) == bool(lines)
    assert voice.out.getvalue() == ""
