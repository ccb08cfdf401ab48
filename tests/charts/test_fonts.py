"""Draw on a machine without Chinese fonts: boxes, one sentence, and not a warning per glyph."""

from __future__ import annotations

import logging
import warnings
from datetime import date
from types import SimpleNamespace

import pytest
from matplotlib import font_manager

from patentdesk.charts import fonts
from patentdesk.charts.catalogue import CHARTS
from patentdesk.charts.drawing import draw
from patentdesk.charts.sheet import new_figure, render
from patentdesk.charts.theme import LIGHT


@pytest.fixture
def no_chinese(monkeypatch):
    """Let the machine have matplotlib's own font only."""
    monkeypatch.setattr(font_manager, "fontManager", SimpleNamespace(ttflist=[SimpleNamespace(name=fonts.LAST)]))
    fonts.families.cache_clear()
    yield
    fonts.families.cache_clear()


def paint(library, chart_data):
    wanted = CHARTS[0]
    picture = draw(
        new_figure(320, 220), wanted, chart_data[wanted.id], words=library.words("zh"), theme=LIGHT,
        today=date(2026, 11, 22),
    )  # fmt: skip
    return render(picture, "png")


@pytest.mark.usefixtures("no_chinese")
def test_boxes_are_drawn_without_a_warning(library, chart_data):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert paint(library, chart_data)
    assert [str(one.message) for one in said] == []


@pytest.mark.usefixtures("no_chinese")
def test_what_is_missing_is_said_in_a_sentence_with_its_remedy(library):
    problem = fonts.missing()
    assert not fonts.writes_chinese()
    for language in ("en", "zh"):
        text = library.words(language).problem(problem)
        assert "Noto Sans CJK SC" in text
        assert "«" not in text


@pytest.mark.parametrize("name", fonts.CHINESE)
def test_any_chinese_font_will_do(monkeypatch, name):
    monkeypatch.setattr(font_manager, "fontManager", SimpleNamespace(ttflist=[SimpleNamespace(name=name)]))
    fonts.families.cache_clear()
    assert fonts.missing() is None
    assert fonts.families() == (name, fonts.LAST)
    fonts.families.cache_clear()


def test_matplotlib_does_not_speak_to_the_console():
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("matplotlib").handlers)
