"""Run reviews: who looks at what, what is marked, how far each one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from patentdesk.core.problems import refuse
from patentdesk.portfolio.records import Patent
from patentdesk.services import organisations
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.reviewing import review_of
from patentdesk.services.stages import StageLine, stages
from patentdesk.store.file import Reader
from patentdesk.triage.records import Decision, Instruction, Mark, Review, ReviewItem

BY = ("member", "segment", "responsible", "office")
"""What patents are shared out by."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has to look at, and how much of it is decided."""

    assignee: str
    patents: int
    decided: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is; counts are patents, decisions those in force."""

    review: Review
    patents: int
    decided: int
    signed: int
    instructed: int
    carried_out: int
    flagged: int
    skipped: int
    stages: tuple[StageLine, ...]
    shares: tuple[Share, ...]
    codes: Mapping[str, int] = field(default_factory=dict)

    @property
    def stage(self) -> StageLine | None:
        """The first stage that is not done."""
        return next((one for one in self.stages if one.done is None), None)


def free_name(taken: Sequence[str], wanted: str) -> str:
    """Return the name, with a number behind it when another review is called so (capitals aside)."""
    known = {one.strip().casefold() for one in taken}
    number, name = 1, wanted
    while name.strip().casefold() in known:
        number += 1
        name = f"{wanted} ({number})"
    return name


def progress_of(desk: Desk, review_id: int) -> Progress:
    """Return how far a review is. Raises Refused 'review_unknown'."""
    with desk.file.reading() as reader:
        return _progress(reader, review_of(reader, review_id))


def all_progress(desk: Desk) -> list[Progress]:
    """Return how far every review is, the latest first."""
    with desk.file.reading() as reader:
        return [_progress(reader, review) for review in reader.select(Review, order=("-id",))]


def _progress(reader: Reader, review: Review) -> Progress:
    found = reader.fields(ReviewItem, ("patent_id", "assignee", "mark"), review_id=review.id)
    latest = {one.patent_id: one for one in reader.select(Decision, review_id=review.id)}
    told = set(reader.column(Instruction, "decision_uid", patent_id=list(latest))) if latest else set()
    asked = Counter(found["assignee"])
    done = Counter(
        who for who, patent_id in zip(found["assignee"], found["patent_id"], strict=True) if patent_id in latest
    )
    marks = Counter(found["mark"])
    decisions = [latest[one] for one in found["patent_id"] if one in latest]
    return Progress(
        review=review,
        patents=len(found["patent_id"]),
        decided=len(decisions),
        signed=sum(one.signed_at is not None for one in decisions),
        instructed=sum(one.uid in told for one in decisions),
        carried_out=sum(bool(one.execution_proof) for one in decisions),
        flagged=marks[Mark.FLAGGED],
        skipped=marks[Mark.SKIPPED],
        stages=tuple(stages(review)),
        shares=tuple(Share(who, count, done[who]) for who, count in sorted(asked.items())),
        codes=dict(Counter(one.code.value for one in decisions)),
    )


def assign(desk: Desk, review_id: int, patent_ids: Sequence[int], assignee: str) -> Changes:
    """Give some patents of a review to a person; '' takes them back.

    Raises Refused: review_unknown, patent_unknown (not in the review).
    """
    return _note(desk, review_id, patent_ids, "assign_review", assignee=assignee.strip())


def share_out(desk: Desk, review_id: int, by: str, names: Mapping[str, str] | None = None) -> Changes:
    """Give every patent of a review to the person named for its group; without names the group itself is the assignee.

    ``by`` is one of BY; ``names`` maps a group (member, segment, office, responsible person) to a person, and groups
    that it does not name stay as they are. Raises Refused: review_unknown, share_by.
    """
    if by not in BY:
        raise refuse("share_by", by=by, known=", ".join(BY))
    with desk.file.operation("assign_review", by=by) as work:
        review = review_of(work, review_id)
        items = {one.patent_id: one for one in work.select(ReviewItem, review_id=review_id)}
        group = _grouping(work, by)
        given = {
            items[patent.id].id: group(patent) if names is None else names.get(group(patent), items[patent.id].assignee)
            for patent in work.select(Patent, id=list(items))
        }
        work.change_each(ReviewItem, [(key, {"assignee": who}) for key, who in given.items()])
        work.note(n=len(given), name=review.name)
    return Changes.of([Kind.REVIEWS])


def _grouping(reader: Reader, by: str) -> Callable[[Patent], str]:
    if by == "member":
        members = organisations.names(reader)
        return lambda patent: members.get(patent.member_id or 0, "")
    if by == "segment":
        return lambda patent: patent.segment.value if patent.segment else ""
    return lambda patent: str(getattr(patent, by))


def mark(desk: Desk, review_id: int, patent_ids: Sequence[int], value: Mark | str) -> Changes:
    """Flag some patents of a review, skip them for now, or take the mark away. Raises Refused as ``assign`` does."""
    return _note(desk, review_id, patent_ids, "mark_review", mark=Mark(value))


def annotate(desk: Desk, review_id: int, patent_ids: Sequence[int], note: str) -> Changes:
    """Write a note about some patents of a review; '' takes it away. Raises Refused as ``assign`` does."""
    return _note(desk, review_id, patent_ids, "note_review", note=note.strip())


def _note(desk: Desk, review_id: int, patent_ids: Sequence[int], verb: str, **values: object) -> Changes:
    with desk.file.operation(verb, n=len(patent_ids)) as work:
        review_of(work, review_id)
        found = work.select(ReviewItem, review_id=review_id, patent_id=list(patent_ids))
        outside = set(patent_ids) - {one.patent_id for one in found}
        if outside:
            raise refuse("patent_unknown", patent=min(outside))
        work.change_many(ReviewItem, [one.id for one in found], **values)
    return Changes.of([Kind.REVIEWS], patent_ids)
