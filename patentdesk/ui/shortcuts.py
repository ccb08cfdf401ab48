"""Show every shortcut on one sheet, by the place where it is heard, and what can be asked in the query box."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from patentdesk.portfolio.query import Text, parse, show
from patentdesk.portfolio.speech import PLAIN, Speech, speech
from patentdesk.ui.actions import ACTIONS, all_keys_of
from patentdesk.ui.pieces import label
from patentdesk.ui.places import PLACES
from patentdesk.ui.surroundings import Surroundings

_COLUMNS = 2
_SIZE = (900, 640)
_ELSEWHERE = (
    ("J / K", "ui.shortcut.move"), ("Enter", "ui.shortcut.open"), ("F2", "ui.shortcut.edit"),
    ("Tab", "ui.shortcut.complete"), ("↓", "ui.shortcut.recent"), ("Esc", "ui.shortcut.leave"),
    ("Enter / Ctrl+Enter / Shift+Enter", "ui.shortcut.facet_choose"),
    ("← / →", "ui.shortcut.chart_move"), ("Enter", "ui.shortcut.chart_choose"), ("1 … 9", "ui.shortcut.chart_legend"),
)  # fmt: skip
"""Keys that no action has: heard in tables, in the query box, in the counts and in charts."""


QUERIES = (
    ('电池 "thermal management"', "words"), ("status:granted,pending", "one_of"), ("tags:=EV", "exactly"),
    ("filed:2015..2020", "range"), ("due<90d", "distance"), ("family>3", "number"), ("is:co-owned", "flag"),
    ("-segment:charging", "without"), ('segment:""', "unknown"), ("(office:CN OR office:EP) is:alive", "either"),
    ("CN201910123456.7", "any_number"),
)  # fmt: skip
"""Texts of the query language, each with the word (``ui.query.help.``) for what it finds."""


class ShortcutSheet(QDialog):
    """All shortcuts by the place where they are heard, and the query language by examples; Escape closes it."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Lay the sheet out."""
        super().__init__(parent)
        self._say = around.tongue
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say("ui.action.shortcuts"))
        self.resize(*_SIZE)
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(24, 14, 24, 20)
        columns.setSpacing(30)
        sides = [QVBoxLayout() for _ in range(_COLUMNS)]
        filled = [0] * _COLUMNS
        for title, entries in self._sections():
            side = filled.index(min(filled))
            sides[side].addLayout(self._section(title, entries))
            filled[side] += len(entries) + 2
        for one in sides:
            one.addStretch()
            columns.addLayout(one, 1)
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidgetResizable(True)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _sections(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for scope in ("window", *PLACES):
            entries = [
                (all_keys_of(action), self._say(action.title))
                for action in ACTIONS
                if action.shortcut and action.scope == scope
            ]
            if entries:
                yield self._say("ui.shortcut.window" if scope == "window" else f"ui.place.{scope}"), entries
        yield self._say("ui.shortcut.elsewhere"), [(keys, self._say(title)) for keys, title in _ELSEWHERE]
        own = speech(self._say.words)
        asked = [(_written(text, own), self._say(f"ui.query.help.{word}")) for text, word in QUERIES]
        yield self._say("ui.query.help"), asked

    def _section(self, title: str, entries: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        head = label("section", title)
        head.setContentsMargins(0, 12, 0, 2)
        grid.addWidget(head, 0, 0, 1, 2)
        for row, (keys, what) in enumerate(entries, start=1):
            grid.addWidget(label("heading", keys), row, 0)
            told = label("", what)
            told.setWordWrap(True)
            grid.addWidget(told, row, 1)
        return grid


def _written(text: str, own: Speech) -> str:
    """Return a query as people write it in a language; what has no names in it stays as it is."""
    query = parse(text)
    return text if own == PLAIN or isinstance(query, Text) else show(query, own)
