"""Compute the docket anew: show what would change, and store it when a person agrees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from patentdesk.services import docket, docket_warnings
from patentdesk.services.docket import DocketDifference
from patentdesk.services.docket_warnings import DocketWarnings
from patentdesk.ui.docket.difference import Preview, differing, preview, tell_difference
from patentdesk.ui.docket.warningspage import told
from patentdesk.ui.messages import Message
from patentdesk.ui.panel import Panel
from patentdesk.ui.proposal import Offer


class Anew:
    """What the docket panel does when all dates are to be worked out again."""

    def __init__(self, panel: Panel, show_warnings: Callable[[DocketWarnings], None]) -> None:
        """Serve a panel; ``show_warnings`` shows in full what a computation warned of."""
        self._panel = panel
        self._show_warnings = show_warnings

    def compare(self) -> None:
        """Compute the docket of all patents anew and show what would change; an empty docket is filled at once."""
        panel, desk = self._panel, self._panel.desk
        if desk is None:
            return
        if not panel.session.writable:
            panel.bar.show_word("problem", "warning", "ui.read_only")
            return
        panel.session.look(
            "docket.preview", "ui.job.recompute", lambda progress: preview(desk, progress), self._compared,
            panel.bar.show_problem, shown=True,
        )  # fmt: skip

    def apply(self) -> None:
        """Store what the computation gives."""
        panel, desk = self._panel, self._panel.desk
        panel.keep()
        if desk is not None:
            panel.session.operate(
                "ui.job.recompute", lambda progress: docket.recompute(desk, None, progress), panel.bar, self._recomputed
            )

    def _recomputed(self, difference: DocketDifference) -> None:
        counts = {name: difference.counts[name] for name in ("new", "moved", "gone")}
        self._warn(difference, partial(self._tell, "success", "ui.docket.recomputed", **counts))

    def _tell(self, kind: str, word: str, **args: object) -> None:
        self._panel.bar.show_word("recomputed", kind, word, **args)

    def _warn(self, difference: DocketDifference, then: Callable[[], None]) -> None:
        """Read whose warnings these are, tell how many there are, and then the rest: a success makes room for it."""
        desk = self._panel.desk
        if desk is not None:
            self._panel.session.look(
                "docket.warnings", "ui.job.warnings",
                lambda _progress: docket_warnings.gathered(desk, difference.problems), partial(self._warned, then),
            )  # fmt: skip

    def _warned(self, then: Callable[[], None], found: DocketWarnings) -> None:
        bar, say = self._panel.bar, self._panel.say
        bar.clear("warnings")
        if found:
            show = (lambda: self._show_warnings(found)) if found.kinds else None
            title = "ui.warnings.show" if found.kinds else ""
            bar.show_message(Message("warnings", "warning", lambda: told(say, found), title, show))
        then()

    def _compared(self, found: Preview) -> None:
        panel, say, difference = self._panel, self._panel.say, found.difference
        met = sum(difference.counts[one] for one in ("moved", "gone", "met"))
        if not difference:
            self._warn(difference, partial(self._tell, "note", "ui.docket.same", n=difference.unchanged))
        elif not difference.unchanged + difference.refreshed + met:
            self.apply()
        else:
            self._warn(difference, partial(panel.bar.clear, "recomputed"))
            panel.propose(
                Offer(
                    lambda: tell_difference(say, found),
                    lambda: differing(say, found),
                    lambda _all: self.apply(),
                    whole=True,
                )
            )
