"""Ask the user for a file or a confirmation, through a port that tests replace."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Dialogs(Protocol):
    """What a panel may ask the user."""

    def open_files(self, title: str, patterns: str, *, several: bool = False) -> list[Path]:
        """Return the files chosen; empty when the user cancelled."""
        ...

    def save_file(self, title: str, name: str, patterns: str) -> Path | None:
        """Return where to write; None when the user cancelled. The user has agreed to replace an existing file."""
        ...

    def folder(self, title: str) -> Path | None:
        """Return the folder chosen; None when the user cancelled."""
        ...

    def confirm(self, title: str, text: str, yes: str, no: str) -> bool:
        """Return whether the user agrees to something that cannot be undone."""
        ...


class WindowDialogs:
    """The system's own dialogs over the program's window."""

    def __init__(self, parent: QWidget, folder: str = "") -> None:
        """Start in a folder."""
        self._parent = parent
        self._folder = folder

    def open_files(self, title: str, patterns: str, *, several: bool = False) -> list[Path]:
        """Return the files chosen; empty when the user cancelled."""
        if several:
            names, _kind = QFileDialog.getOpenFileNames(self._parent, title, self._folder, patterns)
        else:
            name, _kind = QFileDialog.getOpenFileName(self._parent, title, self._folder, patterns)
            names = [name] if name else []
        paths = [Path(name) for name in names]
        if paths:
            self._folder = str(paths[0].parent)
        return paths

    def save_file(self, title: str, name: str, patterns: str) -> Path | None:
        """Return where to write; None when the user cancelled."""
        start = str(Path(self._folder) / name) if self._folder else name
        chosen, _kind = QFileDialog.getSaveFileName(self._parent, title, start, patterns)
        if not chosen:
            return None
        path = Path(chosen)
        self._folder = str(path.parent)
        return path if path.suffix else path.with_suffix(Path(name).suffix)

    def folder(self, title: str) -> Path | None:
        """Return the folder chosen; None when the user cancelled."""
        chosen = QFileDialog.getExistingDirectory(self._parent, title, self._folder)
        return Path(chosen) if chosen else None

    def confirm(self, title: str, text: str, yes: str, no: str) -> bool:
        """Return whether the user agrees; the safe answer has the focus."""
        box = QMessageBox(QMessageBox.Icon.Warning, title, text, parent=self._parent)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.exec()
        return box.clickedButton() is agree
