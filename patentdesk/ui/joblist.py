"""Show every job that waits or runs: how far it has come, what it is doing, and a button that cancels it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from patentdesk.ui import formats
from patentdesk.ui.jobs import Jobs, Ticket
from patentdesk.ui.pieces import label
from patentdesk.ui.tongue import Tongue

_WIDTH = 380


def told(say: Tongue, ticket: Ticket) -> str:
    """Return what a job is and what it is doing.

    Where its phrase has a sentence for a count (``<phrase>.of``, ``<phrase>.so_far``), that alone: 已读 12,500 行.
    """
    done, total, phrase = ticket.reporter.count
    counts = {"done": formats.number(done), "total": formats.number(total)}
    counted = f"{phrase}.of" if total else f"{phrase}.so_far"
    if ticket.running and not ticket.stopping and phrase and done and say.words.has(counted):
        return say(counted, **counts)
    more = say(phrase) if phrase and say.words.has(phrase) else ""
    if not ticket.running:
        more = say("ui.jobs.waiting")
    if ticket.stopping:
        more = say("ui.jobs.stopping")
    share = "{done} / {total}".format(**counts) if total and not ticket.stopping else ""
    title = say(ticket.job.title)
    return formats.listed((title, more if more != title else "", share))


class JobList(QFrame):
    """A small window under the indicator, as long as anything runs; Escape closes it."""

    def __init__(self, parent: QWidget, say: Tongue, jobs: Jobs) -> None:
        """Show the jobs of this moment and follow them."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._say = say
        self._jobs = jobs
        self._rows: dict[int, tuple[QLabel, QProgressBar, QPushButton]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 12, 14, 12)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._none = label("muted", say("ui.jobs.none"))
        self._grid.addWidget(self._none, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setFixedWidth(_WIDTH)
        jobs.changed.connect(self._follow)
        self._follow()

    def open_under(self, widget: QWidget) -> None:
        """Appear below a widget, within the window."""
        right = widget.mapToGlobal(QPoint(widget.width(), widget.height() + 4))
        left = widget.window().mapToGlobal(QPoint(0, 0)).x()
        self.move(max(right.x() - self.width(), left), right.y())
        self.show()

    def _follow(self) -> None:
        shown = self._jobs.shown()
        for number in [number for number in self._rows if number not in {one.number for one in shown}]:
            for widget in self._rows.pop(number):
                self._grid.removeWidget(widget)
                widget.deleteLater()
        for ticket in shown:
            text, bar, stop = self._rows.get(ticket.number) or self._row(ticket)
            done, total, _phrase = ticket.reporter.count
            text.setText(told(self._say, ticket))
            bar.setRange(0, total if ticket.running else 1)
            bar.setValue(done if ticket.running else 0)
            stop.setEnabled(not ticket.stopping)
        self._none.setVisible(not shown)
        self.adjustSize()

    def _row(self, ticket: Ticket) -> tuple[QLabel, QProgressBar, QPushButton]:
        text, bar, stop = QLabel(), QProgressBar(), QPushButton(self._say("ui.cancel"))
        text.setWordWrap(True)
        bar.setTextVisible(False)
        stop.setProperty("flat", True)
        stop.clicked.connect(lambda: self._jobs.cancel(ticket.number))
        row = self._grid.rowCount()
        self._grid.addWidget(text, row, 0)
        self._grid.addWidget(stop, row, 1, 2, 1)
        self._grid.addWidget(bar, row + 1, 0)
        self._rows[ticket.number] = text, bar, stop
        return self._rows[ticket.number]
