"""Keep the saved views in order: apply, rename, bring up to date, remove."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from patentdesk.portfolio.records import SavedView
from patentdesk.services import views
from patentdesk.services.desk import Desk
from patentdesk.ui import layouts
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.pieces import button, label
from patentdesk.ui.session import Session
from patentdesk.ui.sidenotes import NOTE, SideNotes

_VIEW = Qt.ItemDataRole.UserRole


class ViewList(QDialog):
    """The saved views by name; Enter applies one, F2 renames it, Delete removes it."""

    applied = Signal(int)

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Show the views of the portfolio."""
        super().__init__(parent)
        self._session = session
        self._say = session.around.tongue
        self._filling = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say("ui.views.title"))
        self.resize(560, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        hint = label("muted", self._say("ui.views.hint"))
        hint.setWordWrap(True)
        column.addWidget(hint)
        self.bar = MessageBar(self._say)
        column.addWidget(self.bar)
        self.list = QListWidget()
        self.list.setAccessibleName(self._say("ui.views.title"))
        self.list.setItemDelegate(SideNotes(self.list, session.around.appearance))
        self.list.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.list.itemActivated.connect(lambda _item: self.apply())
        self.list.itemChanged.connect(self._rename)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self._writers = [
            button(row, self.edit, look="flat"),
            button(row, self.update_view, look="flat"),
            button(row, self.remove, look="flat"),
        ]
        for made, key in zip(self._writers, ("ui.views.rename", "ui.views.update", "ui.views.remove"), strict=True):
            made.setText(self._say(key))
        row.addStretch()
        self._apply = button(row, self.apply, look="primary")
        self._apply.setText(self._say("ui.views.apply"))
        column.addLayout(row)
        session.state_changed.connect(self.fill)
        session.desk_changed.connect(self.close)
        self.fill()

    def fill(self) -> None:
        """List the views anew."""
        row = self.list.currentRow()
        self._filling = True
        self.list.clear()
        for view in self._session.state.views:
            item = QListWidgetItem(view.name, self.list)
            item.setData(_VIEW, view)
            asked = view.query or self._say("ui.views.whole")
            item.setData(NOTE, asked)
            item.setToolTip(asked)
            if self._session.writable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if not self.list.count():
            QListWidgetItem(self._say("ui.views.none"), self.list).setFlags(Qt.ItemFlag.NoItemFlags)
        self._filling = False
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self._apply.setEnabled(self.current() is not None)
        for made in self._writers:
            made.setEnabled(self._session.writable and self.current() is not None)

    def current(self) -> SavedView | None:
        """Return the view under the cursor."""
        item = self.list.currentItem()
        view = item.data(_VIEW) if item is not None else None
        return view if isinstance(view, SavedView) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)

    def apply(self) -> None:
        """Show what the view asks for, and leave."""
        view = self.current()
        if view is not None:
            self.applied.emit(view.id)
            self.accept()

    def edit(self) -> None:
        """Let the name be written anew in its place."""
        if self.current() is not None:
            self.list.editItem(self.list.currentItem())

    def update_view(self) -> None:
        """Keep the present query and layout under the view's name."""
        view, desk, session = self.current(), self._session.desk, self._session
        if view is not None and desk is not None:
            kept = session.query, layouts.sort_text(session.sort), layouts.present(session.around.settings)
            session.operate("ui.job.views", lambda _progress: views.save_view(desk, view.name, *kept), self.bar)

    def remove(self) -> None:
        """Remove the view; undo brings it back."""
        view, desk = self.current(), self._session.desk
        if view is not None and desk is not None:
            self._session.operate(
                "ui.job.views", lambda _progress: views.remove_view(desk, view.id), self.bar,
                lambda _done: self.bar.show_word("removed", "success", "ui.views.removed", view=view.name),
            )  # fmt: skip

    def _rename(self, item: QListWidgetItem) -> None:
        view, desk, name = item.data(_VIEW), self._session.desk, item.text()
        if self._filling or desk is None or view is None or name == view.name:
            return
        self._session.operate("ui.job.views", lambda _progress: _renamed(desk, view, name), self.bar)


def _renamed(desk: Desk, view: SavedView, name: str) -> object:
    return views.rename_view(desk, view.id, name)
