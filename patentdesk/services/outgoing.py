"""Hand the docket out in the form that a file's name asks for: list, calendar, pages for the weekly meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from patentdesk.core.words import Language
from patentdesk.services import calendars, docket
from patentdesk.services.calendars import LEAD_DAYS
from patentdesk.services.desk import Desk
from patentdesk.services.docket import Overlay


def hand_out(
    desk: Desk,
    path: Path,
    query_text: str = "",
    start: date | None = None,
    end: date | None = None,
    *,
    language: Language = "zh",
    lead_days: Sequence[int] = LEAD_DAYS,
    by: str = "",
    overlay: Overlay | None = None,
) -> int:
    """Write the docket as .xlsx, .csv, .json (list), .ics (calendar) or .pdf (weekly list); return how many deadlines.

    Raises Refused: export_format, what the place may bring, and for a query that cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".ics":
        issue = calendars.issue_calendar(
            desk, path, query_text, start, end, language=language, lead_days=lead_days, overlay=overlay
        )
        return issue.count
    if suffix == ".pdf":
        from patentdesk.services import weekly  # noqa: PLC0415 - matplotlib is loaded for pages only

        return weekly.write_weekly(desk, path, query_text, until=end, by=by, language=language, overlay=overlay)
    return docket.export_docket(desk, path, query_text, start, end, language=language, overlay=overlay)
