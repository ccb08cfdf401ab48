"""Tell which program this is, what is open, and where the log lies that a report of a fault needs."""

from __future__ import annotations

import logging
import platform
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from patentdesk import __version__
from patentdesk.services import attachments
from patentdesk.ui import formats
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.pieces import button, label
from patentdesk.ui.session import Session

_SIZE = (580, 450)


class About(QDialog):
    """Names and values that can be copied as they stand; Escape closes it."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Show what is known now."""
        super().__init__(parent)
        self._session = session
        self._say = say = session.around.tongue
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("ui.action.about"))
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 16, 12, 14)
        head = label("title", f"PatentDesk {__version__}")
        head.setContentsMargins(14, 0, 0, 0)
        column.addWidget(head)
        page = Leaflet()
        page.begin()
        page.text(say("ui.about.what"), role="muted")
        for title, facts in self._sections():
            page.section(say(title))
            for name, value in facts:
                page.fact(say(name), value)
        page.finish()
        column.addWidget(page, 1)
        foot = QHBoxLayout()
        button(foot, self.copy, look="flat").setText(say("ui.about.copy"))
        foot.addStretch()
        close = button(foot, self.accept, look="primary")
        close.setText(say("ui.done"))
        close.setDefault(True)
        column.addLayout(foot)

    def text(self) -> str:
        """Return all of it as lines, for a report."""
        say, facts = self._say, [fact for _title, facts in self._sections() for fact in facts]
        lines = [say("ui.told", name=say(name), value=value) for name, value in facts]
        return "\n".join([f"PatentDesk {__version__}", *lines])

    def copy(self) -> None:
        """Put all of it on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def _sections(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        desk, state = self._session.desk, self._session.state
        if desk is not None:
            size = sum(one.stat().st_size for one in _parts(desk.file.path))
            yield (
                "ui.about.portfolio",
                [
                    ("ui.about.file", str(desk.file.path)),
                    ("ui.about.patents", formats.number(state.total)),
                    ("ui.about.size", attachments.megabytes(size)),
                    ("ui.about.user", desk.user),
                ],
            )
        yield (
            "ui.about.program",
            [
                ("ui.about.versions", f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"),
                ("ui.about.log", _log() or formats.NOTHING),
            ],
        )


def _parts(path: Path) -> list[Path]:
    """Return the files of a portfolio that are there: what was written last may stand in a second one."""
    return [one for one in (path, path.with_name(f"{path.name}-wal")) if one.is_file()]


def _log() -> str:
    """Return where the log is written; '' where none is."""
    handlers = logging.getLogger().handlers
    return next((one.baseFilename for one in handlers if isinstance(one, logging.FileHandler)), "")
