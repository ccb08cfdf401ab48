"""Let the columns of a table stand as the user wants them: which, in which order, how wide, which stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from patentdesk.ui.frozen import FrozenColumns
from patentdesk.ui.models import TableModel
from patentdesk.ui.settings import TABLES, Settings
from patentdesk.ui.sorthead import SortHeader

_TO_GROW = 100
"""Columns from this width on, if no figures stand in them, share the room that a wide table has to spare."""


class Arranging(QObject):
    """The columns of a table, remembered under ``name``; room to spare goes to those that nobody sized."""

    def __init__(self, name: str, view: QTableView, head: SortHeader, model: TableModel, settings: Settings) -> None:
        """Let the columns stand as they were left."""
        super().__init__(view)
        self._name = name
        self._view = view
        self._head = head
        self._model = model
        self._settings = settings
        self._keys = [column.key for column in model.columns]
        self._widths: dict[str, int] = {}
        """What the user sized."""
        self._pinned: list[str] = []
        self._revealed: set[str] = set()
        """Hidden columns that are shown for a while."""
        self._busy = False
        self.frozen = FrozenColumns(view, model)
        self.arrange(settings.get(TABLES).get(name, {}))
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(self._moved)

    def shown(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        ordered = (self._head.logicalIndex(place) for place in range(len(self._keys)))
        return [one for one in ordered if not self._view.isColumnHidden(one)]

    def pins(self, column: int) -> bool:
        """Return whether a column stays in sight."""
        return self._keys[column] in self._pinned

    def arrangement(self) -> dict[str, object]:
        """Return how the columns stand, as ``arrange`` takes it."""
        shown = self.shown()
        return {
            "widths": dict(self._widths),
            "hidden": [key for number, key in enumerate(self._keys) if number not in shown or key in self._revealed],
            "order": [self._keys[self._head.logicalIndex(place)] for place in range(len(self._keys))],
            "pinned": list(self._pinned),
        }

    def reveal(self, key: str, *, wanted: bool) -> None:
        """Show a hidden column for a while, or hide it again; nothing of it is remembered."""
        number = self._keys.index(key)
        if wanted and self._view.isColumnHidden(number):
            self._revealed.add(key)
        elif wanted or key not in self._revealed:
            return
        else:
            self._revealed.remove(key)
        self._view.setColumnHidden(number, not wanted)
        self.fit()

    def arrange(self, kept: dict[str, object]) -> None:
        """Let the columns stand as they did; {} is how they stand at first."""
        widths, hidden, order, pinned = (kept.get(one) for one in ("widths", "hidden", "order", "pinned"))
        self._busy = True
        self._revealed.clear()
        self._widths = {key: int(width) for key, width in widths.items()} if isinstance(widths, dict) else {}
        for number, column in enumerate(self._model.columns):
            known = isinstance(order, list) and column.key in order
            hide = column.key in hidden if isinstance(hidden, list) and known else column.hidden
            self._view.setColumnHidden(number, hide)
        for place, key in enumerate(_in_order(order, self._keys)):
            self._head.moveSection(self._head.visualIndex(self._keys.index(key)), place)
        self._pinned = [key for key in pinned if key in self._keys] if isinstance(pinned, list) else []
        self._pin()
        self._busy = False
        self.fit()

    def rearrange(self, kept: dict[str, object]) -> None:
        """Let the columns stand in another way from now on."""
        self.arrange(kept)
        self._remember()

    def fit(self) -> None:
        """Give the columns their widths, and room to spare to those that nobody sized, each in proportion."""
        shown = self.shown()
        widths = {one: self._widths.get(self._keys[one], self._model.columns[one].width) for one in shown}
        growing = [one for one in shown if self._keys[one] not in self._widths and self._grows(one)]
        spare, room = self._view.viewport().width() - sum(widths.values()), sum(widths[one] for one in growing)
        for one in growing if spare > 0 else ():
            part = spare * widths[one] // room
            spare, room = spare - part, room - widths[one]
            widths[one] += part
        self._busy = True
        for one, width in widths.items():
            self._view.setColumnWidth(one, width)
        self._busy = False
        self.frozen.follow()

    def _grows(self, column: int) -> bool:
        one = self._model.columns[column]
        return one.width >= _TO_GROW and not one.right

    def _pin(self) -> None:
        """Let the pinned columns stand first, and lie over the others."""
        numbers = [self._keys.index(key) for key in self._pinned]
        shown = [one for one in numbers if not self._view.isColumnHidden(one)]
        for place, number in enumerate(shown):
            self._head.moveSection(self._head.visualIndex(number), place)
        self.frozen.pin(shown)

    def _resized(self, column: int, _before: int, width: int) -> None:
        if not self._busy and width:
            self._widths[self._keys[column]] = width
            self.frozen.follow()
            self._remember()

    def _moved(self, *_sections: int) -> None:
        if not self._busy:
            self._busy = True
            self._pin()
            self._busy = False
            self._remember()

    def _remember(self) -> None:
        tables = self._settings.get(TABLES).copy()
        tables[self._name] = self.arrangement()
        self._settings.put(TABLES, tables)


def _in_order(order: object, keys: list[str]) -> list[str]:
    """Return all keys: those that stood before in their order, new ones where the program puts them."""
    known = [key for key in order if key in keys] if isinstance(order, list) else []
    for place, key in enumerate(keys):
        if key not in known:
            known.insert(min(place, len(known)), key)
    return known
