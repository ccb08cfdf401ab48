"""Tell what a computation of the docket would change, before it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.progress import Progress
from patentdesk.portfolio.numbers import number_of
from patentdesk.services import docket, listing
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketDifference
from patentdesk.ui import formats
from patentdesk.ui.proposal import Proposed
from patentdesk.ui.tongue import Tongue

_TONES = {"new": "accent", "moved": "warning", "gone": "danger", "met": "success"}


@dataclass(frozen=True, slots=True)
class Preview:
    """A difference, and the numbers of the patents that it names."""

    difference: DocketDifference
    numbers: Mapping[int, str]


def preview(desk: Desk, progress: Progress) -> Preview:
    """Compare the whole docket with what the facts give now; nothing is stored. Raises Cancelled."""
    return numbered(desk, docket.preview(desk, None, progress))


def numbered(desk: Desk, found: DocketDifference) -> Preview:
    """Return a difference with the numbers of the patents that it names."""
    ids = sorted({item.patent_id for kind in _TONES for item in getattr(found, kind)})
    return Preview(found, {one.id: number_of(one) for one in listing.patents(desk, ids)})


def tell_difference(say: Tongue, found: Preview) -> str:
    """Return how many deadlines are new, moved, gone, met, refreshed and unchanged."""
    counts, difference = found.difference.counts, found.difference
    return say("ui.difference.title", refreshed=difference.refreshed, unchanged=difference.unchanged, **counts)


def differing(say: Tongue, found: Preview) -> Sequence[Proposed]:
    """Return one row for each deadline that is not as it was: those that moved or went first."""
    return [
        Proposed(
            say(f"ui.difference.{kind}"), found.numbers.get(item.patent_id, ""), say.words.code("task", item.task),
            formats.day(item.before), formats.day(item.after), say.words.code("difference", item.reason), tone, item,
        )
        for kind, tone in sorted(_TONES.items(), key=lambda one: ("gone", "moved", "met", "new").index(one[0]))
        for item in getattr(found.difference, kind)
    ]  # fmt: skip
