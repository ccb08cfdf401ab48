"""Hand the docket out in the form that a file's name asks for: list, calendar, pages for the weekly meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patentdesk.core.problems import refuse
from patentdesk.core.words import Language, Words
from patentdesk.docketing.records import DeadlineState
from patentdesk.handouts.docket import DocketRow, write_docket
from patentdesk.services import calendars, docket, docket_lines, law, organisations, reasons
from patentdesk.services.calendars import LEAD_DAYS
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem, Overlay

FORMS = (".xlsx", ".csv", ".json", ".ics", ".pdf")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """How many deadlines a file holds, and how many of those that were asked for it does not."""

    count: int
    later: int = 0
    """Due after ``until``: the pages for a meeting look some weeks ahead."""
    until: date | None = None
    undated: int = 0
    """They wait for a fact; a calendar has no day for them."""


def left_out(done: HandedOut, words: Words) -> str:
    """Return a sentence on what a file does not hold, and why; nothing when it holds all."""
    if done.later and done.until is not None:
        return words("outgoing.later", n=done.later, until=done.until)
    return words("outgoing.undated", n=done.undated) if done.undated else ""


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
) -> HandedOut:
    """Write the docket as .xlsx, .csv, .json (list), .ics (calendar) or .pdf (weekly list); return what the file holds.

    ``states`` (None: open and in progress) is for lists and pages; a calendar holds what is open.
    ``only``: the deadlines with these ids in place of those of the query, lists in their order, in whatever state.

    Raises Refused: export_format, calendar_closed (none of ``only`` is open), what the place may bring, and for a query
    that cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMS:
        raise refuse("export_format", file=path.name, known=", ".join(FORMS))
    if suffix == ".ics":
        issue = calendars.issue_calendar(
            desk, path, query_text, start, end, language=language, lead_days=lead_days, overlay=overlay,
            only=only,
        )  # fmt: skip
        return HandedOut(issue.count, undated=issue.undated)
    if suffix == ".pdf":
        from patentdesk.services import weekly  # noqa: PLC0415 - matplotlib is loaded for pages only

        pages = weekly.weekly_list(
            desk, query_text, until=end, by=by, language=language, overlay=overlay, states=states, only=only
        )
        weekly.write_weekly(pages, path)
        return HandedOut(pages.count, pages.later, pages.until)
    if only is None:
        items = docket.docket(desk, query_text, start, end, states, overlay=overlay)
    else:
        items = docket_lines.items(desk, only)
    words = desk.library.words(language)
    return HandedOut(write_docket(path, _rows(desk, items), words))


def _rows(desk: Desk, items: Sequence[DocketItem]) -> list[DocketRow]:
    """Return the lines of the list, each with its rule and its derivation."""
    book = law.rules_of(desk)
    with desk.file.reading() as reader:
        members = organisations.names(reader)
    steps = reasons.steps_of(desk, [item.deadline for item in items])
    rows = []
    for item in items:
        one, member = item.deadline, members.get(item.patent.member_id or 0, "")
        rows.append(DocketRow(one, item.patent, member, book.find(one.rule_id), steps[one.uid], item.unconfirmed))
    return rows
