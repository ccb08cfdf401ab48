"""Plan the stages of a review and keep their days (practice of the field, ``Stage``; knowledge)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from patentdesk.core.months import shift_months
from patentdesk.core.problems import refuse
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.store.file import Work
from patentdesk.triage.records import Review, Stage

_MONTHS_BEFORE = {
    Stage.FACTS: 6, Stage.SCORE: 5, Stage.ANSWERS: 4, Stage.COMMITTEE: 3, Stage.INSTRUCT: 2, Stage.EXECUTE: 0,
}  # fmt: skip
"""How long before the last annuity each stage ends."""


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of a review: until when, and when it was done (None: not yet)."""

    stage: Stage
    due: date | None
    done: date | None


def planned(today: date, until: date) -> tuple[Mapping[str, object], ...]:
    """Return the stages of a review whose last annuity falls due on ``until``; facts and scores are there today."""
    lines = [
        StageLine(stage, max(shift_months(until, -months), today), today if stage in _AT_ONCE else None)
        for stage, months in _MONTHS_BEFORE.items()
    ]
    return _plain(lines)


_AT_ONCE = frozenset({Stage.FACTS, Stage.SCORE})
"""Creating a review gathers the facts and scores them."""


def stages(review: Review) -> list[StageLine]:
    """Return the stages of a review in their order; without days where none were kept."""
    kept = {str(one["stage"]): one for one in review.stages}
    return [
        StageLine(stage, _day(kept.get(stage, {}).get("due")), _day(kept.get(stage, {}).get("done"))) for stage in Stage
    ]


def set_stage(
    desk: Desk, review_id: int, stage: Stage | str, *, due: date | None = None, done: bool = False
) -> Changes:
    """Move the day of a stage, or note that it is done today; the stages before it are then done too.

    Raises Refused: review_unknown, stage_order (a stage due before the one that precedes it).
    """
    chosen = Stage(stage)
    with desk.file.operation("set_stage", stage=chosen.value) as work:
        review = work.get(Review, review_id)
        if review is None:
            raise refuse("review_unknown", review=review_id)
        lines = stages(review)
        place = list(Stage).index(chosen)
        if due is not None:
            lines[place] = replace(lines[place], due=due)
            _check_order(lines)
        if done:
            today = desk.clock.today()
            lines = [replace(one, done=one.done or today) if at <= place else one for at, one in enumerate(lines)]
        _store(work, review, lines)
    return Changes.of([Kind.REVIEWS])


def reopen_stage(desk: Desk, review_id: int, stage: Stage | str) -> Changes:
    """Take back that a stage and those after it are done. Raises Refused 'review_unknown'."""
    place = list(Stage).index(Stage(stage))
    with desk.file.operation("set_stage", stage=Stage(stage).value) as work:
        review = work.get(Review, review_id)
        if review is None:
            raise refuse("review_unknown", review=review_id)
        lines = [replace(one, done=None) if at >= place else one for at, one in enumerate(stages(review))]
        _store(work, review, lines)
    return Changes.of([Kind.REVIEWS])


def _store(work: Work, review: Review, lines: list[StageLine]) -> None:
    state = "closed" if all(one.done is not None for one in lines) else "open"
    work.change(Review, review.id, stages=_plain(lines), state=state)


def _check_order(lines: list[StageLine]) -> None:
    known = [one for one in lines if one.due is not None]
    for before, after in pairwise(known):
        if before.due is not None and after.due is not None and after.due < before.due:
            raise refuse("stage_order", stage=after.stage.value, before=before.stage.value, day=before.due.isoformat())


def _plain(lines: list[StageLine]) -> tuple[Mapping[str, object], ...]:
    return tuple(
        {
            "stage": one.stage.value,
            "due": one.due.isoformat() if one.due else "",
            "done": one.done.isoformat() if one.done else "",
        }
        for one in lines
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
