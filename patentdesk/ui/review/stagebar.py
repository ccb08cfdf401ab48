"""Show at a glance how far a review is: its stages with their days, and its counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from patentdesk.services.campaigns import Progress
from patentdesk.triage.records import Stage
from patentdesk.ui.pieces import ElidedLabel, button, retone
from patentdesk.ui.tongue import Tongue


class StageBar(QWidget):
    """A button for each stage, the present one in colour; below them the counts."""

    chosen = Signal(object)
    """A stage was clicked."""

    def __init__(self, say: Tongue) -> None:
        """Show nothing until ``tell``."""
        super().__init__()
        self._say = say
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 12, 4)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(2)
        self._buttons: dict[Stage, QPushButton] = {}
        for stage in Stage:
            made = button(row, partial(self.chosen.emit, stage), look="stage")
            self._buttons[stage] = made
        row.addStretch(1)
        self.counts = ElidedLabel("muted")
        self.counts.setContentsMargins(6, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.counts)

    def tell(self, progress: Progress | None, today: str) -> None:
        """Show the progress of a review."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        present = progress.stage.stage if progress.stage is not None else None
        for line in progress.stages:
            made = self._buttons[line.stage]
            done = line.done is not None
            due = line.due.isoformat() if line.due else ""
            made.setText(f"{'✓ ' if done else ''}{self._say.words.code('stage', line.stage)}")
            key = "ui.triage.stage.done" if done else "ui.triage.stage.due"
            made.setToolTip(self._say(key, day=line.done.isoformat() if line.done else due or "–"))
            late = not done and bool(due) and due < today
            retone(made, "tone", "done" if done else "late" if late else "now" if line.stage is present else "")
        self.counts.setText(
            self._say(
                "ui.triage.progress",
                n=progress.patents,
                decided=progress.decided,
                signed=progress.signed,
                told=progress.instructed,
                done=progress.carried_out,
                flagged=progress.flagged,
            )
        )
