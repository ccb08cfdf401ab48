"""Remove patents from the portfolio, in one step that can be taken back."""

from __future__ import annotations

from patentdesk.services import editing
from patentdesk.ui.panel import Panel


def remove_selected(panel: Panel) -> None:
    """Remove the selected patents, or the one under the cursor, with all that hangs on them."""
    session = panel.session
    desk, ids = session.desk, session.picked or ((session.current,) if session.current is not None else ())
    if desk is not None and ids:
        session.operate(
            "ui.job.remove", lambda _progress: editing.remove_patents(desk, ids), panel.bar,
            lambda _changes: panel.bar.show_word("bulk", "success", "ui.removed", n=len(ids)),
        )  # fmt: skip
