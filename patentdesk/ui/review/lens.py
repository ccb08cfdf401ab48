"""Say what every lens on a review has: the review, a bar for its messages, and texts in the language in use."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from patentdesk.services.campaigns import Progress
from patentdesk.services.desk import Desk
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.records import Review
from patentdesk.ui.panel import Panel


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What the lenses look at: all reviews, the one shown, its progress and its lines (those of the query)."""

    reviews: list[Review] = field(default_factory=list)
    progress: Progress | None = None
    lines: list[ReviewLine] = field(default_factory=list)

    @property
    def review(self) -> Review | None:
        """The review that is shown."""
        return self.progress.review if self.progress is not None else None


class Lens(QWidget):
    """One way to look at a review. A lens overrides ``refresh`` and ``retranslate``; it works while it is in front."""

    name = ""
    """Its tab is the word ``ui.triage.lens.<name>``."""
    needs_review = True
    """Whether it shows nothing without a review."""

    def __init__(self, panel: Panel) -> None:
        """Belong to a panel."""
        super().__init__()
        self.panel = panel
        self.session = panel.session
        self.around = panel.around
        self.say = panel.say
        self.bar = panel.bar
        self.state = ReviewState()
        self._stale = True

    @property
    def desk(self) -> Desk | None:
        """The open portfolio."""
        return self.session.desk

    @property
    def review(self) -> Review | None:
        """The review that is shown."""
        return self.state.review

    def take(self, state: ReviewState) -> None:
        """Look at another state; read what belongs to it once somebody sees the lens."""
        self.state = state
        self._stale = True
        if self.isVisible():
            self.enter()

    def enter(self) -> None:
        """Come in front."""
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Read and show what belongs to the state."""

    def retranslate(self) -> None:
        """Write the texts in the language in use."""

    def main_view(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        return self
