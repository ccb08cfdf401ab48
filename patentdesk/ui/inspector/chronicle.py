"""Write who changed a patent, when, and from what to what."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.store.file import Operation
from patentdesk.ui import formats
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.steps import step_title
from patentdesk.ui.tongue import Tongue


def write_history(page: Leaflet, say: Tongue, entries: Sequence[Operation]) -> None:
    """Write the journal of one patent, newest first."""
    page.begin()
    page.section(say("ui.inspector.history"))
    if not entries:
        page.text(say("ui.inspector.none"), role="muted")
    for entry in entries:
        page.fact(
            formats.moment(entry.at),
            formats.listed((step_title(say, entry), entry.user), "\n"),
            tone="muted" if entry.undone else "",
        )
    page.finish()
