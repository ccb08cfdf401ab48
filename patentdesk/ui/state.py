"""Read what the window's frame tells about the portfolio, and see to the backups that are due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from patentdesk.portfolio.records import SavedView
from patentdesk.services import history, listing, safety, views
from patentdesk.services.desk import Desk
from patentdesk.services.history import Titles


@dataclass(frozen=True, slots=True)
class State:
    """What the window's frame tells about the portfolio."""

    total: int = 0
    steps: Titles = field(default_factory=lambda: Titles(None, None, None))
    views: list[SavedView] = field(default_factory=list)
    blocked: int = 0
    """Patents with a deadline that a missing fact keeps from being dated."""
    backed_up: datetime | None = None


def read_state(desk: Desk, backups: Path, copy: str = "") -> State:
    """Return the present state; ``backups`` is the folder of the automatic backups, ``copy`` one saved by hand."""
    return State(
        len(listing.find(desk, "")),
        history.titles(desk),
        views.views(desk),
        len(listing.find(desk, "is:due-blocked")),
        _last_backup(desk, backups, copy),
    )


def back_up_if_due(desk: Desk, backups: Path, every_hours: int) -> bool:
    """Write a backup where the last one is older than this; tell whether one was written.

    Raises Refused as ``safety.scheduled_backup`` does.
    """
    due = not desk.file.read_only and safety.backup_due(desk, backups, every_hours)
    if due:
        safety.scheduled_backup(desk, backups)
    return due


def _last_backup(desk: Desk, backups: Path, copy: str) -> datetime | None:
    """Return when the youngest copy was written that is still there."""
    written = [
        datetime.fromtimestamp(one.stat().st_mtime, UTC)
        for one in (*safety.backups(desk, backups)[:1], *([Path(copy)] if copy else []))
        if one.is_file()
    ]
    return max(written, default=None)
