"""Choose by what the list of patents is grouped, and name the groups."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services.listing import GROUPINGS, Groups
from patentdesk.ui.columns import title_of
from patentdesk.ui.settings import GROUPING
from patentdesk.ui.surroundings import Surroundings

_CODED = frozenset({"segment", "status"})


class GroupChoice(QObject):
    """What the list is grouped by, kept in the settings and shown on a button."""

    changed = Signal()
    """Something else was chosen."""

    def __init__(self, opener: QPushButton, around: Surroundings) -> None:
        """Speak through a button, which opens the menu."""
        super().__init__(opener)
        self._button = opener
        self._settings = around.settings
        self._say = around.tongue
        opener.clicked.connect(self.offer)

    @property
    def by(self) -> str:
        """The field that the list is grouped by; '' for none."""
        chosen = self._settings.get(GROUPING)
        return chosen if chosen in GROUPINGS else ""

    def offer(self) -> None:
        """Offer what the list can be grouped by, from a menu."""
        menu = QMenu(self._button)
        for by in ("", *GROUPINGS):
            entry = menu.addAction(self._name(by) if by else self._say("ui.group.none"))
            entry.setCheckable(True)
            entry.setChecked(by == self.by)
            entry.triggered.connect(partial(self.choose, by))
            if by == self.by:
                menu.setActiveAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def choose(self, by: str, *_checked: bool) -> None:
        """Group by a field from now on; '' groups no more."""
        self._settings.put(GROUPING, by)
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        """Name the choice on the button."""
        self._button.setText(self._say("ui.group.by", name=self._name(self.by)) if self.by else self._say("ui.group"))

    def label(self, groups: Groups, group: int, first: Patent | None) -> str:
        """Return the name of a group by its number; a family's is that of its first patent, if that was read yet."""
        by, value = self.by, groups.values[group]
        if by == "family_id":
            if value is None:
                return self._say("ui.group.unknown.family_id")
            number, title = ("…", "") if first is None else (number_of(first), title_of(first, self._say.language))
            return self._say("ui.group.family", number=number, title=title)
        if value is None:
            return self._say("ui.group.unknown")
        return self._say.words.code(by, str(value)) if by in _CODED else str(value)

    def _name(self, by: str) -> str:
        return self._say("ui.group.family_id" if by == "family_id" else f"field.{by}")
