"""Print the list for the weekly meeting: what is overdue, in grace and coming, person by person where wished."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from patentdesk.charts.listing import ListColumn, Listing, Section, print_listing
from patentdesk.core.money import Money
from patentdesk.core.words import Language, Words
from patentdesk.docketing.lawtext import doubts, proof_told
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState, ended
from patentdesk.handouts.table import replace_file
from patentdesk.portfolio.numbers import number_of
from patentdesk.services import docket, organisations
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem, Overlay
from patentdesk.services.docket_lines import bucket_of

WEEKS_AHEAD = 5
_SECTIONS = (("overdue", "#c0392b"), ("grace", "#a15c00"), ("week", "#a15c00"), ("month", ""), ("quarter", ""),
             ("later", ""), ("blocked", "#a15c00"), ("ended", ""),
             ("done", ""), ("waived", ""))  # fmt: skip
_COLUMNS = (("reminder", 58, 1, False), ("left", 26, 1, True), ("number", 92, 1, False), ("task", 96, 2, False),
            ("title_column", 138, 2, False), ("office", 24, 1, False), ("member", 72, 2, False),
            ("responsible", 58, 2, False), ("grace", 56, 1, False), ("amount", 66, 1, True), ("state", 72, 3, False),
            ("meeting", 64, 2, False))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weekly:
    """The list as it is printed, how many deadlines stand on it, and how many fall due after its last day."""

    listing: Listing
    until: date
    later: int

    @property
    def count(self) -> int:
        """How many deadlines stand on it."""
        return sum(len(section.rows) for section in self.listing.sections)


def write_weekly(weekly: Weekly, path: Path) -> None:
    """Write the list as PDF pages. Raises Refused as replace_file."""

    def write(part: Path) -> int:
        part.write_bytes(print_listing(weekly.listing))
        return weekly.count

    replace_file(path, write, (".pdf",))


def weekly_list(
    desk: Desk,
    query_text: str = "",
    *,
    until: date | None = None,
    by: str = "",
    language: Language = "zh",
    overlay: Overlay | None = None,
    states: Collection[DeadlineState] | None = None,
    only: Collection[int] | None = None,
) -> Weekly:
    """Return the deadlines in these states (None: open ones) up to a day (None: five weeks ahead), as they are printed.

    Past due ones and those that wait for a fact are always on it; terms that have ended are only counted. ``by``
    'responsible' or 'member' makes a section for each of them, in place of sections by nearness. ``only``: these,
    however far ahead and in whatever state. Raises Refused for a query that cannot be read.
    """
    today = desk.clock.today()
    last = until or today + timedelta(weeks=WEEKS_AHEAD)
    words = desk.library.words(language)
    with desk.file.reading() as reader:
        members = organisations.names(reader)
    wanted = tuple(DeadlineState) if only is not None else states
    chosen = docket.docket(desk, query_text, states=wanted, overlay=overlay, only=only)
    if only is not None and until is None:
        last = max((one.deadline.due_date for one in chosen if one.deadline.due_date), default=last)
    standing = [one for one in chosen if not one.deadline.gone and (only is not None or not ended(one.deadline, today))]
    items = [one for one in standing if _on_list(one, last)]
    later = len(standing) - len(items)
    items.sort(key=lambda one: one.deadline.due_date or date.max)
    columns = [ListColumn(words(f"weekly.{key}"), share, lines, right) for key, share, lines, right in _COLUMNS]
    subtitle = words("weekly.subtitle", today=today, until=last, n=len(items), query=query_text or words("weekly.all"))
    if later:
        subtitle += words("weekly.later", n=later)
    if past_terms := sum(ended(one.deadline, today) for one in chosen) if only is None else 0:
        subtitle += words("weekly.ended", n=past_terms)
    listing = Listing(
        words("weekly.title"), subtitle, columns, _sections(items, words, today, members, by), words("weekly.page"),
        words("weekly.nothing"),
    )  # fmt: skip
    return Weekly(listing, last, later)


def _on_list(item: DocketItem, last: date) -> bool:
    day = item.deadline.earlier_reading or item.deadline.due_date
    return day is None or day <= last


def _sections(
    items: Sequence[DocketItem], words: Words, today: date, members: Mapping[int, str], by: str
) -> list[Section]:
    def group(item: DocketItem) -> str:
        if by == "responsible":
            return item.deadline.responsible or item.patent.responsible
        if by == "member":
            return members.get(item.patent.member_id or 0, "")
        one = item.deadline
        return bucket_of(one, today) if one.state in OPEN_STATES else one.state.value

    rows: dict[str, list[list[str]]] = {}
    for item in items:
        rows.setdefault(group(item), []).append(_row(item, words, today, members))
    if by:
        return [Section(f"{name or words('weekly.nobody')} ({len(own)})", own) for name, own in sorted(rows.items())]
    return [
        Section(f"{words(f'ui.bucket.{name}')} ({len(rows[name])})", rows[name], tone)
        for name, tone in _SECTIONS
        if name in rows
    ]


def _row(item: DocketItem, words: Words, today: date, members: Mapping[int, str]) -> list[str]:
    one, patent = item.deadline, item.patent
    day = one.earlier_reading or one.due_date
    year = f" {one.year}" if one.year is not None else ""
    people = [one.responsible or patent.responsible, one.deputy]
    return [
        day.isoformat() if day else words("weekly.no_date"),
        str((day - today).days) if day and one.state in OPEN_STATES else "",
        number_of(patent),
        f"{words.code('task', one.task)}{year}",
        patent.title or patent.title_en,
        patent.office,
        members.get(patent.member_id or 0, ""),
        " / ".join(person for person in people if person),
        one.grace_end.isoformat() if one.grace_end else "",
        str(Money(one.amount_minor, one.currency)) if one.amount_minor is not None else "",
        "; ".join((words.code("deadline_state", one.state), *doubts(one, words, item.unconfirmed))),
        _closed_by(one, words),
    ]


def _closed_by(one: Deadline, words: Words) -> str:
    """Return the day and the proof of what is done, or why it was waived."""
    proof = proof_told(one.proof, words) or one.waived_reason
    day = one.done_date.isoformat() if one.done_date else ""
    return proof if day in proof else f"{day} {proof}".strip()
