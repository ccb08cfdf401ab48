"""List the columns of the table that shows how much each person, member, agency or office has to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from patentdesk.services.docket_lines import BUCKETS
from patentdesk.ui import formats
from patentdesk.ui.buckets import TONES
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue

_SHOWN = BUCKETS[: BUCKETS.index("ended")]
"""Not terms that have ended and what is no longer due: nothing is to be done by a day."""
_WIDTHS = {"value": 84, "all": 48, "week": 58, "month": 80, "quarter": 90, "later": 52, "blocked": 80}
_WIDTH = 71
"""As wide as their heads: all columns are seen at once beside the counts and the inspector in a small window."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One value of a group with its open deadlines by bucket."""

    value: str
    cells: tuple[int, ...]
    by: str

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.cells[: len(_SHOWN)])


def group_columns(say: Tongue) -> list[Column]:
    """Return a column for the value, one for each bucket, one for all."""

    def count(place: int) -> Callable[[GroupLine], int]:
        return lambda one: one.cells[place]

    def name(one: GroupLine) -> str:
        if not one.value:
            return say("weekly.nobody")
        return say.words.code("ui.office", one.value) if one.by == "office" else one.value

    def text(place: int) -> Callable[[GroupLine], str]:
        return lambda one: formats.number(one.cells[place]) if one.cells[place] else "·"

    def tone(place: int, bucket: str) -> Callable[[GroupLine], str]:
        return lambda one: TONES.get(bucket, "") if one.cells[place] else "muted"

    buckets = [
        Column(bucket, f"ui.bucket.{bucket}", text(place), _WIDTHS.get(bucket, _WIDTH), right=True, sort=count(place),
               tone=tone(place, bucket))
        for place, bucket in enumerate(_SHOWN)
    ]  # fmt: skip
    whole = Column("all", "ui.bucket.all", lambda one: formats.number(one.total), _WIDTHS["all"], right=True,
                   sort=lambda one: one.total)  # fmt: skip
    return [Column("value", "ui.docket.value", name, _WIDTHS["value"], sort=name), *buckets, whole]


def bucket_of_column(column: int) -> str:
    """Return the bucket that a column shows; '' for the value and for all."""
    return _SHOWN[column - 1] if 1 <= column <= len(_SHOWN) else ""
