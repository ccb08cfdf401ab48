"""Ask the user for a file or a confirmation, through a port that tests replace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from patentdesk.ui.tongue import Tongue

_ENDING = re.compile(r"\*(\.\w+)")


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


def file_types(say: Tongue, patterns: str) -> str:
    """Return patterns such as ``*.xlsx;;*.csv`` with what such files are called; a named one stays as it is."""
    return ";;".join(one if "(" in one else f"{_type_name(say, one)} ({one})" for one in patterns.split(";;"))


def _type_name(say: Tongue, pattern: str) -> str:
    suffixes = pattern.split()
    key = f"ui.filetype.{suffixes[0].removeprefix('*.')}"
    if suffixes == ["*"]:
        return say("ui.filetype.all")
    return say(key if len(suffixes) == 1 and say.words.has(key) else "ui.filetype.several")


def _title(word: str) -> str:
    """Return the title of a dialog from the word of what opened it, which promised that something would be asked."""
    return word.removesuffix("…")


def with_ending(path: Path, kind: str, patterns: str, name: str) -> Path:
    """Return a path with an ending that its file can have: a dot within the name, as in ``Motors 2026.10``, is none.

    What is missing is taken from the ``kind`` that was chosen, such as ``CSV (*.csv)``, else from the ``name`` offered.
    """
    endings = [one.lower() for one in _ENDING.findall(patterns)]
    if path.suffix.lower() in endings or (path.suffix and not endings):
        return path
    return path.with_name(path.name + next(iter(_ENDING.findall(kind)), Path(name).suffix))


def usual_folder(portfolios: Sequence[str]) -> str:
    """Return where a person looks first: beside the portfolio used last, else among the documents, else at home.

    The folder that the program was started in is often its own.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = [*(Path(one).parent for one in portfolios[:1]), *([Path(documents)] if documents else [])]
    return str(next((one for one in places if one.is_dir()), Path.home()))


class WindowDialogs:
    """The system's own dialogs over the program's window; each starts in the folder where the one before ended."""

    def __init__(self, parent: QWidget, say: Tongue, folder: str = "") -> None:
        """Start in a folder."""
        self._parent = parent
        self._say = say
        self._folder = folder

    def open_files(self, title: str, patterns: str, *, several: bool = False) -> list[Path]:
        """Return the files chosen; empty when the user cancelled."""
        shown = file_types(self._say, patterns)
        if several:
            names, _kind = QFileDialog.getOpenFileNames(self._parent, _title(title), self._folder, shown)
        else:
            name, _kind = QFileDialog.getOpenFileName(self._parent, _title(title), self._folder, shown)
            names = [name] if name else []
        paths = [Path(name) for name in names]
        if paths:
            self._folder = str(paths[0].parent)
        return paths

    def save_file(self, title: str, name: str, patterns: str) -> Path | None:
        """Return where to write; None when the user cancelled."""
        start = str(Path(self._folder) / name) if self._folder else name
        while True:
            chosen, kind = QFileDialog.getSaveFileName(
                self._parent, _title(title), start, file_types(self._say, patterns)
            )
            if not chosen:
                return None
            path = with_ending(Path(chosen), kind, patterns, name)
            self._folder = str(path.parent)
            if path == Path(chosen) or not path.exists() or self._may_replace(title, path):
                return path
            start = str(path)

    def _may_replace(self, title: str, path: Path) -> bool:
        """Ask what the system's dialog could not: it did not know the ending of the name."""
        question = self._say("ui.save.question", file=path.name)
        return self.confirm(title, question, self._say("ui.save.replace"), self._say("ui.cancel"))

    def folder(self, title: str) -> Path | None:
        """Return the folder chosen; None when the user cancelled."""
        chosen = QFileDialog.getExistingDirectory(self._parent, _title(title), self._folder)
        self._folder = chosen or self._folder
        return Path(chosen) if chosen else None

    def confirm(self, title: str, text: str, yes: str, no: str) -> bool:
        """Return whether the user agrees; the safe answer has the focus."""
        box = QMessageBox(QMessageBox.Icon.Warning, title, text, parent=self._parent)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.exec()
        return box.clickedButton() is agree
