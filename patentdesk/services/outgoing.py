"""Hand the docket out in the form that a file's name asks for: list, calendar, pages for the weekly meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from patentdesk.core.words import Language
from patentdesk.docketing.records import DeadlineState
from patentdesk.handouts.docket import DocketRow, write_docket
from patentdesk.portfolio.records import Organisation
from patentdesk.services import calendars, docket, docket_lines, law, reasons
from patentdesk.services.calendars import LEAD_DAYS
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem, Overlay


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
    states: Collection[DeadlineState] | None = None,
    overlay: Overlay | None = None,
    only: Sequence[int] | None = None,
) -> int:
    """Write the docket as .xlsx, .csv, .json (list), .ics (calendar) or .pdf (weekly list); return how many deadlines.

    ``states`` (None: open and in progress) is for lists and pages; a calendar holds what is open.
    ``only``: the deadlines with these ids in place of those of the query, lists in their order, in whatever state.

    Raises Refused: export_format, calendar_closed (none of ``only`` is open), what the place may bring, and for a query
    that cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".ics":
        issue = calendars.issue_calendar(
            desk, path, query_text, start, end, language=language, lead_days=lead_days, overlay=overlay,
            only=only,
        )  # fmt: skip
        return issue.count
    if suffix == ".pdf":
        from patentdesk.services import weekly  # noqa: PLC0415 - matplotlib is loaded for pages only

        return weekly.write_weekly(
            desk, path, query_text, until=end, by=by, language=language, overlay=overlay, states=states, only=only
        )
    if only is None:
        items = docket.docket(desk, query_text, start, end, states, overlay=overlay)
    else:
        items = docket_lines.items(desk, only)
    words = desk.library.words(language)
    return write_docket(path, _rows(desk, items), words)


def _rows(desk: Desk, items: Sequence[DocketItem]) -> list[DocketRow]:
    """Return the lines of the list, each with its rule and its derivation."""
    book = law.rules_of(desk)
    with desk.file.reading() as reader:
        members = {one.id: one.name for one in reader.iterate(Organisation)}
    steps = reasons.steps_of(desk, [item.deadline for item in items])
    rows = []
    for item in items:
        one, member = item.deadline, members.get(item.patent.member_id or 0, "")
        rows.append(DocketRow(one, item.patent, member, book.find(one.rule_id), steps[one.uid], item.unconfirmed))
    return rows
