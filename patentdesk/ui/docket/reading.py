"""Read for the docket panel, away from the window's thread: lines with their first page, months, days, timelines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from patentdesk.charts.data import Timeline, TimelinePoint, Workload
from patentdesk.core.months import shift_months
from patentdesk.services import docket_lines
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem
from patentdesk.services.docket_lines import BUCKETS, View, Wish
from patentdesk.services.news import SinceThen, latest_entry, since
from patentdesk.ui.models import PAGE

_MONTHS_BACK, _MONTHS_AHEAD = 6, 18
"""The part of the docket that the chart of the workload shows; the list shows all of it."""
_WEEKS_BACK, _WEEKS_AHEAD = 4, 30
_ROWS = 12
_LINES = 6


@dataclass(frozen=True, slots=True)
class Read:
    """What the panel shows: the lines, the records of the first page, the workload by month, what is new."""

    view: View
    first: list[DocketItem]
    workload: list[Workload]
    news: SinceThen
    identity: str
    """What tells the portfolio from others."""


def read(desk: Desk, wish: Wish, names: Mapping[str, str], seen: Mapping[str, int]) -> Read:
    """Read the lines of a wish, and what changed after the journal's entry that the user has seen.

    A portfolio that is seen for the first time has no news.
    """
    identity = desk.file.identity()
    news = since(desk, seen[identity] if identity in seen else latest_entry(desk))
    view = docket_lines.view(desk, wish, names)
    first = docket_lines.items(desk, view.ids[:PAGE])
    return Read(view, first, workload(view, desk.clock.today()), news, identity)


def workload(view: View, today: date) -> list[Workload]:
    """Return the open lines of each month around today."""
    months: dict[date, Counter[str]] = {}
    low = shift_months(today.replace(day=1), -_MONTHS_BACK).toordinal()
    high = shift_months(today.replace(day=1), _MONTHS_AHEAD + 1).toordinal()
    near = (view.due >= low) & (view.due < high) & (view.buckets < BUCKETS.index("blocked"))
    days, places = np.unique(
        np.stack((view.due[near], view.buckets[near].astype(np.int64))), axis=1, return_counts=True
    )
    for (day, bucket), count in zip(days.T.tolist(), places.tolist(), strict=True):
        name = BUCKETS[bucket]
        month = months.setdefault(date.fromordinal(day).replace(day=1), Counter())
        month[name if name in {"overdue", "grace"} else "open"] += count
    return [
        Workload(month, overdue=found["overdue"], grace=found["grace"], open=found["open"])
        for month, found in sorted(months.items())
    ]


@dataclass(frozen=True, slots=True)
class DayRead:
    """The lines of one day: counts by bucket, and the first records."""

    counts: dict[str, int]
    first: list[DocketItem]


def read_days(desk: Desk, wish: Wish) -> dict[date, DayRead]:
    """Read the days of a wish that bounds them."""
    view = docket_lines.view(desk, wish)
    rows: dict[int, list[int]] = {}
    for row, day in enumerate(view.due.tolist()):
        rows.setdefault(day, []).append(row)
    shown = {day: own[:_LINES] for day, own in rows.items()}
    wanted = [int(view.ids[row]) for own in shown.values() for row in own]
    records = {one.deadline.id: one for one in docket_lines.items(desk, wanted)}
    found = {}
    for day, own in rows.items():
        counts = Counter(BUCKETS[view.buckets[row]] for row in own if view.buckets[row] < len(BUCKETS))
        first = [records[int(view.ids[row])] for row in shown[day] if int(view.ids[row]) in records]
        found[date.fromordinal(day)] = DayRead(dict(counts), first)
    return found


def read_timeline(desk: Desk, wish: Wish) -> Timeline:
    """Read how many lines of each group are due in each week around today; the busiest groups first."""
    today = desk.clock.today()
    first = today - timedelta(days=today.weekday(), weeks=_WEEKS_BACK)
    view = docket_lines.view(desk, wish)
    values = list(view.groups)
    weeks = (view.due - first.toordinal()) // 7
    near = (view.due > 0) & (weeks >= 0) & (weeks < _WEEKS_BACK + _WEEKS_AHEAD)
    counted: Counter[tuple[str, int, int]] = Counter()
    names = docket_group_names(view, values)
    for name, week, bucket in zip(names[near].tolist(), weeks[near].tolist(), view.buckets[near].tolist(), strict=True):
        counted[name, week, bucket] += 1
    totals: Counter[str] = Counter()
    for (name, _, _), count in counted.items():
        totals[name] += count
    top = [name for name, _ in totals.most_common(_ROWS)]
    points = [
        TimelinePoint(name, first + timedelta(weeks=week), count, BUCKETS[bucket] if bucket < len(BUCKETS) else "later")
        for (name, week, bucket), count in sorted(counted.items())
        if name in top
    ]
    return Timeline(top, points, first, _WEEKS_BACK + _WEEKS_AHEAD, wish.by)


def docket_group_names(view: View, values: Sequence[str]) -> np.ndarray:
    """Return the group's value of each line; '' for all where no group was asked for."""
    if not values:
        return np.full(len(view.ids), "", object)
    return np.array(view.names, object)[view.places]
