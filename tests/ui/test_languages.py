"""Test that nothing that can be seen stays in the other language when another one is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from patentdesk.ui.places import LENS_NAMES, PLACES

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z ,'’-]{3,}")
_ROWS = 12


def own_texts(widget: QWidget) -> Iterator[str]:
    """Yield what a widget itself shows, says when pointed at, and tells who cannot see it."""
    yield from (widget.toolTip(), widget.accessibleName())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from cells(widget)


def cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for column in range(model.columnCount()):
        if isinstance(view, QTableView):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), _ROWS)):
            index = model.index(row, column)
            yield from (str(index.data(role) or "") for role in (0, Qt.ItemDataRole.ToolTipRole))


def visible_texts(window: QWidget) -> set[str]:
    shown = (one for one in window.findChildren(QWidget) if one.isVisible())
    return {text for one in shown for text in own_texts(one) if text}


def runs(pattern: re.Pattern[str], texts: set[str]) -> set[str]:
    return {run.strip() for text in texts for run in pattern.findall(text)}


@pytest.fixture
def foreign(library):
    """Return what tells the texts of the language that is not spoken among texts; what both share belongs to none."""
    entries = library.words("en").entries
    known = {
        "zh": runs(_HAN, {str(one["zh"]) for one in entries.values()}),
        "en": runs(_LETTERS, {str(one["en"]) for one in entries.values()}),
    }
    shared = {
        "zh": runs(_HAN, {str(one["en"]) for one in entries.values()}),
        "en": runs(_LETTERS, {str(one["zh"]) for one in entries.values()}),
    }

    def of(language: str, texts: set[str]) -> set[str]:
        other, pattern = ("en", _LETTERS) if language == "zh" else ("zh", _HAN)
        return runs(pattern, texts) & (known[other] - shared[other])

    return of


_LENSES = [("triage", f"lens_{name}") for name in LENS_NAMES]
_VIEWS = [("docket", f"view_{name}") for name in ("calendar", "timeline", "groups")]


def test_nothing_stays_in_the_language_that_was_left(filled, settled, foreign):
    left = {}
    for place, command in [*((place, "") for place in PLACES), *_LENSES, *_VIEWS]:
        filled.go(place)
        settled()
        if command:
            filled.panels[place].commands[command]()
            settled()
        data = foreign("en", visible_texts(filled.shell))  # words of the imported file, just written in English
        for language in ("zh", "en"):
            filled.run("language")
            settled()
            assert filled.around.tongue.language == language
            left[place, command, language] = foreign(language, visible_texts(filled.shell)) - data - {"PatentDesk"}
    assert {where: texts for where, texts in left.items() if texts} == {}
