"""Keep choices of patents to drop in a review and compare what each would mean; nothing is decided by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.problems import refuse
from patentdesk.portfolio.records import Patent
from patentdesk.services.consequences import Consequences, Outlook, consequences, to_be_dropped
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.reviewing import review_of
from patentdesk.store.file import Reader
from patentdesk.triage.records import ReviewItem, Scenario

DECIDED, ADVISED = "decided", "advised"
"""Names of the choices that are always there: what is decided now, and what the model recommends."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One choice and what follows from it; ``scenario`` None for one that is always there."""

    name: str
    dropped: tuple[int, ...]
    consequences: Consequences
    scenario: Scenario | None = None


def save_scenario(desk: Desk, review_id: int, name: str, dropped: Sequence[int] | None = None) -> Changes:
    """Keep a choice under a name, by default what is decided to be dropped now; one with that name is replaced.

    Raises Refused: review_unknown, scenario_name_missing, patent_unknown (not in the review).
    """
    if not name.strip():
        raise refuse("scenario_name_missing")
    chosen = to_be_dropped(desk, review_id) if dropped is None else list(dropped)
    with desk.file.operation("save_scenario", name=name.strip(), n=len(chosen)) as work:
        review_of(work, review_id)
        outside = set(chosen) - set(work.column(ReviewItem, "patent_id", review_id=review_id))
        if outside:
            raise refuse("patent_unknown", patent=min(outside))
        uids = tuple(sorted(work.column(Patent, "uid", id=chosen)))
        kept = Scenario(
            review_id=review_id, name=name.strip(), dropped=uids, saved_by=desk.user, saved_at=desk.clock.now()
        )
        held = [one.id for one in work.select(Scenario, review_id=review_id, name=kept.name)]
        if held:
            work.change(Scenario, held[0], dropped=uids, saved_by=kept.saved_by, saved_at=kept.saved_at)
        else:
            work.add(kept)
    return Changes.of([Kind.REVIEWS])


def remove_scenario(desk: Desk, review_id: int, name: str) -> Changes:
    """Forget a kept scenario. Raises Refused 'scenario_unkept'."""
    with desk.file.operation("remove_scenario", name=name) as work:
        held = [one.id for one in work.select(Scenario, review_id=review_id, name=name)]
        if not held:
            raise refuse("scenario_unkept", name=name)
        work.remove(Scenario, held)
    return Changes.of([Kind.REVIEWS])


def compare(desk: Desk, review_id: int, outlook: Outlook) -> list[Compared]:
    """Return what is decided, what the model recommends and every kept scenario, each with what follows from it.

    Raises Refused 'review_unknown'.
    """
    decided = to_be_dropped(desk, review_id)
    with desk.file.reading() as reader:
        advised = reader.column(ReviewItem, "patent_id", review_id=review_id, recommendation="DROP")
        kept = reader.select(Scenario, review_id=review_id)
        ids = _ids(reader, kept)
    found = [
        Compared(DECIDED, tuple(decided), consequences(outlook, decided)),
        Compared(ADVISED, tuple(advised), consequences(outlook, advised)),
    ]
    for one in kept:
        dropped = tuple(ids[uid] for uid in one.dropped if uid in ids)
        found.append(Compared(one.name, dropped, consequences(outlook, dropped), one))
    return found


def _ids(reader: Reader, kept: Sequence[Scenario]) -> Mapping[str, int]:
    uids = sorted({uid for one in kept for uid in one.dropped})
    return {one.uid: one.id for one in reader.select(Patent, uid=uids)} if uids else {}
