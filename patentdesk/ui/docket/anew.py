"""Compute the docket anew: show what would change, and store it when a person agrees."""

from __future__ import annotations

from patentdesk.services import docket
from patentdesk.services.docket import DocketDifference
from patentdesk.ui.docket.difference import Preview, differing, preview, tell_difference
from patentdesk.ui.panel import Panel
from patentdesk.ui.proposal import Offer


class Anew:
    """What the docket panel does when all dates are to be worked out again."""

    def __init__(self, panel: Panel) -> None:
        """Serve a panel."""
        self._panel = panel

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
        self._panel.bar.show_word("recomputed", "success", "ui.docket.recomputed", **counts)

    def _compared(self, found: Preview) -> None:
        panel, say, difference = self._panel, self._panel.say, found.difference
        met = sum(difference.counts[one] for one in ("moved", "gone", "met"))
        if not difference:
            panel.bar.show_word("recomputed", "note", "ui.docket.same", n=difference.unchanged)
        elif not difference.unchanged + difference.refreshed + met:
            self.apply()
        else:
            panel.bar.clear("recomputed")
            panel.propose(
                Offer(
                    lambda: tell_difference(say, found),
                    lambda: differing(say, found),
                    lambda _all: self.apply(),
                    whole=True,
                )
            )
