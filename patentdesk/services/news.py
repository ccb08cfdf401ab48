"""Tell what changed in the docket since a user last looked, from the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.store.file import Change, Operation

_ENTRIES = 2_000
_CHANGES = 5_000
"""So many changed deadlines are named; beyond them they are counted, in each entry anew."""
_DATES = frozenset({"due_date", "grace_end", "earlier_reading"})


@dataclass(frozen=True, slots=True)
class News:
    """One deadline that changed: how ('new', 'moved', 'gone', 'state', 'person', 'other'), by whom, when.

    ``before`` and ``after`` are dates or codes of states; ``deadline`` None: it is no longer there.
    """

    kind: str
    patent: Patent | None
    task: str
    before: str
    after: str
    user: str
    at: datetime
    verb: str
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What changed since an entry of the journal: the news by deadline, newest first, and their counts by kind."""

    news: tuple[News, ...]
    counts: Mapping[str, int]
    since: datetime | None
    latest: int
    more: int = 0
    """Changed deadlines that are not named."""

    @property
    def deadline_ids(self) -> frozenset[int]:
        """The deadlines that changed and are still there."""
        return frozenset(one.deadline.id for one in self.news if one.deadline is not None)


def latest_entry(desk: Desk) -> int:
    """Return the number of the journal's latest entry, to be remembered as 'seen'."""
    with desk.file.reading() as reader:
        return reader.latest_operation()


def since(desk: Desk, seen: int) -> SinceThen:
    """Return what became of deadlines after the entry ``seen``, each with its latest change."""
    changes: dict[int, tuple[Change, Operation]] = {}
    more = 0
    with desk.file.reading() as reader:
        entries = _standing(reader.operations_on(Deadline, seen, _ENTRIES), seen)
        for entry in entries:
            told, count = reader.changes_of(Deadline, entry.id, _CHANGES)
            for change in told:
                if len(changes) < _CHANGES:
                    changes.setdefault(change.row_id, (change, entry))
                elif change.row_id not in changes:
                    more += 1
            more += count - len(told)
        deadlines = {one.id: one for one in reader.select(Deadline, id=sorted(changes))}
        wanted = {change.patent_id for change, _ in changes.values()} - {None}
        patents = {one.id: one for one in reader.select(Patent, id=sorted(wanted))}  # type: ignore[type-var]
        latest = reader.latest_operation()
    found = tuple(_news(change, entry, deadlines.get(row_id), patents) for row_id, (change, entry) in changes.items())
    news = tuple(one for one in found if one.kind)
    oldest = min((entry.at for entry in entries), default=None)
    return SinceThen(news, Counter(one.kind for one in news), oldest, latest, more)


def _standing(entries: Sequence[Operation], seen: int) -> list[Operation]:
    """Leave out what nothing came of: steps that were taken back, and steps back that were done again."""
    turned = Counter(one.reverses for one in entries if one.reverses is not None)
    kept = []
    for entry in entries:
        if entry.reverses is None:
            came = not entry.undone
        else:
            came = entry.reverses <= seen and turned[entry.reverses] % 2 == 1
            turned[entry.reverses] = 0  # of several turns the newest, which comes first, tells all
        if came:
            kept.append(entry)
    return kept


def _news(change: Change, entry: Operation, deadline: Deadline | None, patents: Mapping[int, Patent]) -> News:
    before, after = change.before, change.after
    old: Any
    new: Any
    if change.kind == "insert":
        kind, old, new = "new", None, deadline.due_date if deadline else None
    elif change.kind == "delete" or after.get("gone"):
        kind, old, new = "gone", before.get("due_date") or (deadline.due_date if deadline else None), None
    elif _DATES & set(after):
        kind, old, new = (
            "moved",
            before.get("due_date", before.get("grace_end")),
            after.get("due_date", after.get("grace_end")),
        )
    elif "state" in after:
        kind, old, new = "state", before.get("state"), after["state"]
    elif "responsible" in after or "deputy" in after:
        kind, old, new = "person", before.get("responsible"), after.get("responsible", after.get("deputy"))
    elif "verified_by" in after:
        kind, old, new = "verified", None, after["verified_by"]
    else:
        kind, old, new = "", None, None
    task = deadline.task if deadline is not None else str(before.get("task", ""))
    patent = patents.get(change.patent_id or 0)
    return News(kind, patent, task, _text(old), _text(new), entry.user, entry.at, entry.verb, deadline)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
