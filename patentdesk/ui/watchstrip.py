"""Offer the new files of the watched folder for import, and let the user choose the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from patentdesk.services import watching
from patentdesk.services.watching import Found, Look
from patentdesk.ui import formats
from patentdesk.ui.pieces import ElidedLabel, button, label, retone
from patentdesk.ui.session import Session
from patentdesk.ui.settings import PASSED, PASSED_LIMIT, WATCHED
from patentdesk.ui.sidenotes import NOTE, SideNotes
from patentdesk.ui.watching import SOON_MS

_HEIGHT = 150


class WatchStrip(QFrame):
    """A card: the folder, its new files with a tick each, and what to do with those that are ticked."""

    wanted = Signal(object)
    """The paths to be previewed."""

    def __init__(self, session: Session) -> None:
        """Show no file until ``refresh``."""
        super().__init__()
        self.session = session
        self._say = session.around.tongue
        self._found: dict[str, Found] = {}
        self._taken: list[str] = []
        self._look: Look | None = None
        """The last look into the folder."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = label("heading")
        self._folder = ElidedLabel("muted")
        head.addWidget(self._title)
        head.addWidget(self._folder, 1)
        self._stop = button(head, self.stop, look="flat")
        self._again = button(head, self.refresh, look="flat")
        self._choose = button(head, self.choose, look="flat")
        column.addLayout(head)
        self.files = QListWidget()
        self.files.setMaximumHeight(_HEIGHT)
        self.files.setItemDelegate(SideNotes(self.files, session.around.appearance))
        self.files.itemChanged.connect(self._tell)
        column.addWidget(self.files)
        foot = QHBoxLayout()
        self._told = label("muted")
        self._told.setWordWrap(True)
        foot.addWidget(self._told, 1)
        self._pass = button(foot, self.pass_over, look="flat")
        self._preview = button(foot, self.preview, look="primary")
        column.addLayout(foot)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        chosen = self.session.around.settings.get(WATCHED)
        return Path(chosen) if chosen else None

    def refresh(self) -> None:
        """Look into the folder."""
        desk, folder = self.session.desk, self.folder
        passed = self.session.around.settings.get(PASSED)
        self._soon.stop()
        if desk is None or folder is None:
            self._looked_into(None)
            return
        seen = self._look.seen if self._look is not None else None
        self.session.look("watch", "ui.job.watch",
                          lambda progress: watching.look(desk, folder, passed, seen, progress), self._looked_into,
                          shown=True)  # fmt: skip

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        folder = self.folder
        self._title.setText(self._say("ui.watch.title"))
        self._folder.setText(str(folder or ""))
        self._choose.setText(self._say("ui.watch.change" if folder else "ui.watch.choose"))
        self._stop.setText(self._say("ui.watch.stop"))
        self._again.setText(self._say("ui.watch.again"))
        for one in (self._stop, self._again):
            one.setVisible(folder is not None)
        self._pass.setText(self._say("ui.watch.pass"))
        self._tell()

    def choose(self) -> None:
        """Ask for the folder to be watched from now on."""
        folder = self.session.dialogs.folder(self._say("ui.watch.choose"))
        if folder is not None:
            self.session.around.settings.put(WATCHED, str(folder))
            self._look = None
            self.retranslate()
            self.refresh()

    def stop(self) -> None:
        """Watch no folder any longer."""
        self.session.around.settings.put(WATCHED, "")
        self.retranslate()
        self.refresh()

    def preview(self) -> None:
        """Hand the ticked files over."""
        chosen = self._ticked()
        if chosen:
            self.wanted.emit([one.path for one in chosen])

    def pass_over(self) -> None:
        """Never offer the ticked files again, unless their content changes."""
        settings = self.session.around.settings
        passed = [*settings.get(PASSED), *(one.digest for one in self._ticked())]
        settings.put(PASSED, list(dict.fromkeys(passed))[-PASSED_LIMIT:])
        self.refresh()

    def note_taken(self, paths: Sequence[Path]) -> None:
        """Remember that the user dealt with these files: a file that brought nothing new is not offered again."""
        passed = self.session.around.settings.get(PASSED)
        self._taken = [one.digest for one in self._found.values() if one.path in paths and one.digest not in passed]
        if self._taken:
            self.session.around.settings.put(PASSED, [*passed, *self._taken][-PASSED_LIMIT:])

    def give_back(self) -> None:
        """Offer the files again that were dealt with last: their import was undone."""
        if self._taken:
            settings = self.session.around.settings
            settings.put(PASSED, [one for one in settings.get(PASSED) if one not in self._taken])
            self._taken = []
            self.refresh()

    def _ticked(self) -> list[Found]:
        return [self._found[str(item.data(Qt.ItemDataRole.UserRole))] for item in self._items()
                if item.checkState() is Qt.CheckState.Checked]  # fmt: skip

    def _looked_into(self, look: Look | None) -> None:
        self._look = look
        self._found = {f"{one.digest} {one.path}": one for one in (look.found if look is not None else ())}
        unticked = {str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items()
                    if item.checkState() is Qt.CheckState.Unchecked}  # fmt: skip
        self.files.blockSignals(True)
        self.files.clear()
        folder = self.folder
        for key, one in self._found.items():
            inside = folder is not None and one.path.is_relative_to(folder)
            item = QListWidgetItem(str(one.path.relative_to(folder)) if inside and folder else one.path.name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if key in unticked else Qt.CheckState.Checked)
            self.files.addItem(item)
        self.files.blockSignals(False)
        if look is not None and look.writing:
            self._soon.start()
        self._tell()

    def _items(self) -> list[QListWidgetItem]:
        return [self.files.item(row) for row in range(self.files.count())]

    def _tell(self) -> None:
        number, ticked, look = len(self._found), len(self._ticked()), self._look
        self.files.setVisible(number > 0)
        told = ["ui.watch.hint"] if not self.folder else []
        if look is not None and self.folder:
            told = ["ui.watch.missing"] if look.missing else ["ui.watch.found" if number else "ui.watch.nothing"]
        sentences = [self._say(key, n=number) for key in told]
        if look is not None and look.writing:
            sentences = [*sentences[: bool(number)], self._say("ui.watch.writing", n=len(look.writing))]
        if look is not None and look.cut and self.folder:
            sentences.append(self._say("ui.watch.cut"))
        self._told.setText(formats.listed(sentences))
        retone(self._told, "tone", "warning" if look is not None and look.missing else None)
        self._preview.setText(self._say("ui.watch.preview", n=ticked))
        for item, one in zip(self._items(), self._found.values(), strict=True):
            item.setData(NOTE, self._note(one))
        for control in (self._preview, self._pass):
            control.setVisible(number > 0)
            control.setEnabled(ticked > 0 and self.session.writable)

    def _note(self, one: Found) -> str:
        desk = self.session.desk
        if one.before is None or desk is None:
            return ""
        return self._say("ui.watch.changed", day=formats.day(desk.clock.day_of(one.before)))
