"""Gather on one page all that speaks for a decision about one patent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from patentdesk.portfolio.codes import DEAD
from patentdesk.portfolio.records import Patent
from patentdesk.services.committee import votes_about
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import DEFAULT_MODEL, Evidence, evidence, kept_cohort, model_names, model_of, weigh
from patentdesk.services.fees import PlannedFee, annuity_plan
from patentdesk.store.file import Reader
from patentdesk.triage.likeness import Alike, Outline, similar
from patentdesk.triage.records import Grade, ReviewItem, Vote
from patentdesk.valuation.records import Valuation

_MOST_LIKE = 300
"""Patents of the same symbol that are compared at most."""
_YEARS = 10


@dataclass(frozen=True, slots=True)
class Relative:
    """A patent of the same family, or one much like it; ``open_in_review``: it waits there for a decision."""

    patent: Patent
    why: Alike
    words: float
    in_review: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Everything about one patent: evidence, abstract and family, fees to come, value, overlaps, votes, other models.

    ``fees`` are those saved by dropping it: nothing is left to pay without it. ``values`` are the latest of each
    method. ``grades`` are those of the other models.
    """

    evidence: Evidence
    family: tuple[Patent, ...]
    relatives: tuple[Relative, ...]
    fees: tuple[PlannedFee, ...]
    values: tuple[Valuation, ...]
    votes: tuple[Vote, ...]
    grades: tuple[tuple[str, float | None, Grade], ...]
    item: ReviewItem | None

    @property
    def moved(self) -> bool:
        """Whether the facts changed since the review scored them."""
        return self.item is not None and self.item.facts_digest not in ("", self.evidence.facts_digest)


def case_of(desk: Desk, patent_id: int, model: str = DEFAULT_MODEL, review_id: int | None = None) -> Case:
    """Return everything for a decision about one patent. Raises Refused: patent_unknown, model_unknown."""
    cohort = kept_cohort(desk)
    found = evidence(desk, patent_id, model, cohort)
    patent = found.patent
    with desk.file.reading() as reader:
        family = [] if patent.family_id is None else reader.select(Patent, family_id=patent.family_id)
        items = reader.select(ReviewItem, review_id=review_id, patent_id=patent_id) if review_id is not None else []
        relatives = _relatives(reader, patent, family, review_id)
        values = _latest(reader.select(Valuation, patent_id=patent_id, order=("-valued_on", "-id")))
        votes = votes_about(reader, review_id, patent_id) if review_id is not None else ()
        others = [name for name in model_names(desk.library, reader) if name != model]
        models = [model_of(desk.library, name, reader) for name in others]
    today = desk.clock.today()
    grades = []
    for name, other in zip(others, models, strict=True):
        [weighed] = weigh(desk.library, other, [patent], {patent_id: found.facts}, cohort=cohort, on=today)
        grades.append((name, weighed.score.value, weighed.score.grade))
    last = today.year + _YEARS - 1
    fees = (
        [] if patent.status in DEAD else [one for one in annuity_plan(desk, [patent_id]) if one.due_date.year <= last]
    )
    return Case(
        found,
        tuple(other for other in family if other.id != patent_id),
        tuple(relatives),
        tuple(sorted(fees, key=lambda fee: fee.due_date)),
        tuple(values),
        tuple(votes),
        tuple(grades),
        items[0] if items else None,
    )


def _latest(values: Sequence[Valuation]) -> list[Valuation]:
    """Return the newest valuation of each method."""
    found: dict[str, Valuation] = {}
    for one in values:
        found.setdefault(one.method, one)
    return list(found.values())


def _relatives(reader: Reader, patent: Patent, family: Sequence[Patent], review_id: int | None) -> list[Relative]:
    """Return living patents of the portfolio that are much alike, those that wait in the same review marked."""
    near = [other for other in family if other.id != patent.id]
    if patent.ipc_main:
        ids, places, values = reader.groups("ipc_main")
        ids = ids[np.flatnonzero(places == values.index(patent.ipc_main))]
        close = ids[np.argsort(np.abs(ids - patent.id), kind="stable")[:_MOST_LIKE]]
        near += reader.select(Patent, id=close)
    living = {other.id: other for other in near if other.status not in DEAD and other.id != patent.id}
    found = similar(_outline(patent), [_outline(other) for other in living.values()])
    waiting: set[int] = set()
    if review_id is not None and found:
        listed = [one.patent_id for one in found]
        waiting = set(reader.column(ReviewItem, "patent_id", review_id=review_id, patent_id=listed))
    return [Relative(living[one.patent_id], one.why, one.words, one.patent_id in waiting) for one in found]


def _outline(patent: Patent) -> Outline:
    return Outline(patent.id, patent.family_id, patent.ipc_main, patent.title)
