"""Find and run anything by typing a part of its name, in either language or in pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from patentdesk.core.words import Entry as Word
from patentdesk.ui import formats
from patentdesk.ui.actions import Action, keys_of
from patentdesk.ui.pinyin import spelled
from patentdesk.ui.sidenotes import NOTE, SideNotes
from patentdesk.ui.surroundings import Surroundings

_SIZE = (560, 420)
_ID = Qt.ItemDataRole.UserRole
QUERY = "query:"
"""Before the text of a query to be asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose: ``title`` is shown, it is found by all its ``names``."""

    id: str
    title: str
    names: tuple[str, ...]
    keys: str = ""
    icon: str = "command"


def entry_of(action: Action, around: Surroundings) -> Entry:
    """Return the entry of an action; those of a panel say so."""
    word: Word = around.tongue.words.entries[action.title]
    names = [str(word["en"]), str(word["zh"]), action.id]
    title = around.tongue(action.title)
    if action.scope != "window":
        place = f"ui.place.{action.scope}"
        title = around.tongue("ui.palette.place", place=around.tongue(place), title=title)
        names += [str(around.tongue.words.entries[place][language]) for language in ("en", "zh")]
    sought: Word | None = around.tongue.words.entries.get(f"ui.sought.{action.id}")
    if sought is not None:  # what people call it who do not know its title
        names += [*str(sought["en"]).split(), *str(sought["zh"]).split()]
    folded = tuple(name.casefold() for name in names)
    return Entry(action.id, title, folded, keys_of(action), action.icon or "command")


def plain_entry(name: str, title: str, icon: str) -> Entry:
    """Return the entry of what has a name of its own, such as a saved view."""
    return Entry(name, title, (title.casefold(),), icon=icon)


def matching(entries: Iterable[Entry], text: str) -> list[Entry]:
    """Return the entries in which every word of the text is found: names that begin so come first."""
    words = text.casefold().split()
    found = [one for one in entries if all(any(_has(name, word) for name in one.names) for word in words)]
    return sorted(found, key=lambda one: not any(name.startswith(text.casefold().strip()) for name in one.names))


def _has(name: str, word: str) -> bool:
    return word in name or spelled(word, name)


class Palette(QFrame):
    """A list of what can be done under a line to type in; Enter runs the marked one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, around: Surroundings, entries: Sequence[Entry]) -> None:
        """Show what can be done now."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._window = parent
        self._around = around
        self._entries = entries
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self.line = QLineEdit()
        self.line.setPlaceholderText(around.tongue("ui.palette.placeholder"))
        self.line.setAccessibleName(around.tongue("ui.palette.placeholder"))
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(SideNotes(self.list, around.appearance))
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self._filter("")

    def open(self) -> None:
        """Appear under the middle of the window's top edge."""
        above = self._window
        self.move(above.mapToGlobal(QPoint((above.width() - self.width()) // 2, 90)))
        self.show()
        self.line.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move in the list by the arrow keys and run by Enter while the line keeps the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        page = max(self.list.viewport().height() // max(self.list.sizeHintForRow(0), 1), 1)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}.get(
            Qt.Key(event.key())
        )
        if step is not None:
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentItem())
            return True
        return False

    def _filter(self, text: str) -> None:
        self.list.clear()
        for entry in matching(self._entries, text):
            self._add(entry)
        if text.strip():
            asked = self._around.tongue("ui.query.ask", text=text.strip())
            self._add(Entry(QUERY + text.strip(), asked, (), icon="search"))
        self.list.setCurrentRow(0)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(entry.title, self.list)
        item.setData(NOTE, entry.keys)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, formats.listed((entry.title, entry.keys)))
        item.setData(_ID, entry.id)
        item.setIcon(self._around.icon(entry.icon, "muted"))

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name = str(item.data(_ID))
            self.close()
            self.chosen.emit(name)
