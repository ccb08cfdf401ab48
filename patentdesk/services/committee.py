"""Serve the committee: only what does not follow the recommendation, and the votes about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import collect, number_of
from patentdesk.services.reviewing import ReviewLine, lines_of, review_of
from patentdesk.store.file import Reader, Work
from patentdesk.triage.exceptions import Exceptional, exceptional
from patentdesk.triage.facts import digest
from patentdesk.triage.records import Decision, DecisionCode, ReviewItem, Vote
from patentdesk.triage.votes import Count, count
from patentdesk.valuation.records import Valuation

__all__ = ["Count", "ExceptionLine", "Exceptional", "exceptions", "vote", "votes", "withdraw_vote"]


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One patent before the committee: why, its votes, and its latest value.

    The value is the highest of the methods on the latest day of valuation; None: not valued.
    """

    line: ReviewLine
    reasons: tuple[Exceptional, ...]
    value: Money | None
    votes: tuple[Vote, ...] = ()

    @property
    def count(self) -> Count:
        """How the votes stand."""
        return count(self.votes)


def exceptions(desk: Desk, review_id: int, threshold: Money | None = None) -> list[ExceptionLine]:
    """Return the patents of a review that the committee must look at, those with the most reasons first.

    With a ``threshold``, patents worth it or more are among them when they would be given up or passed on.
    Raises Refused 'review_unknown'.
    """
    with desk.file.reading() as reader:
        review_of(reader, review_id)
        lines = lines_of(reader, review_id)
        decided = [line for line in lines if line.decision is not None and line.decision.signed_at is None]
        facts = collect(desk.library, reader, [line.patent for line in decided])
        cast = _votes(reader, review_id)
        values = latest_values(reader, [line.patent.id for line in lines])
    found = []
    for line in lines:
        patent_id, decision = line.patent.id, line.decision
        known = facts.get(patent_id)
        reasons = exceptional(
            vetoes=line.item.vetoes,
            grade=line.item.grade,
            recommendation=line.item.recommendation,
            decided=decision.code if decision is not None else None,
            stale=decision is not None and known is not None and digest(known) != decision.facts_digest,
            split=count(cast[patent_id]).split,
            value=values.get(patent_id),
            threshold=threshold,
        )
        if reasons:
            found.append(ExceptionLine(line, reasons, values.get(patent_id), tuple(cast[patent_id])))
    return sorted(found, key=lambda one: -len(one.reasons))


def latest_values(reader: Reader, patent_ids: Iterable[int]) -> dict[int, Money]:
    """Return the highest value of the methods on the latest day of valuation, by patent."""
    latest: dict[int, Valuation] = {}
    for one in reader.select(Valuation, patent_id=list(patent_ids), order=("valued_on",)):
        held = latest.get(one.patent_id)
        if held is None or held.valued_on != one.valued_on or one.value_minor > held.value_minor:
            latest[one.patent_id] = one
    return {patent_id: Money(one.value_minor, one.currency) for patent_id, one in latest.items()}


def votes(desk: Desk, review_id: int) -> Mapping[int, Sequence[Vote]]:
    """Return the votes of a review by patent, in the order in which they were first cast.

    Raises Refused 'review_unknown'.
    """
    with desk.file.reading() as reader:
        review_of(reader, review_id)
        return dict(_votes(reader, review_id))


def votes_about(reader: Reader, review_id: int, patent_id: int) -> list[Vote]:
    """Return the votes about one patent in a review."""
    return reader.select(Vote, review_id=review_id, patent_id=patent_id)


def _votes(reader: Reader, review_id: int) -> defaultdict[int, list[Vote]]:
    found: defaultdict[int, list[Vote]] = defaultdict(list)
    for one in reader.select(Vote, review_id=review_id):
        found[one.patent_id].append(one)
    return found


def vote(desk: Desk, review_id: int, patent_ids: Sequence[int], code: DecisionCode | str, reason: str = "") -> Changes:
    """Cast the user's vote about some patents of a review, or change it, all or none.

    Raises Refused: review_unknown, patent_unknown (not in the review), vote_closed (the decision is signed).
    """
    chosen = DecisionCode(code)
    with desk.file.operation("vote", code=chosen.value, n=len(patent_ids)) as work:
        _check_open(work, review_id, patent_ids)
        values = {"code": chosen, "reason": reason.strip(), "voted_at": desk.clock.now()}
        held = _own(desk, work, review_id, patent_ids)
        work.change_each(Vote, [(one.id, values) for one in held])
        voted = {one.patent_id for one in held}
        new = [patent_id for patent_id in dict.fromkeys(patent_ids) if patent_id not in voted]
        work.add_all(
            Vote(
                review_id=review_id,
                patent_id=patent_id,
                voter=desk.user,
                code=chosen,
                reason=reason.strip(),
                voted_at=desk.clock.now(),
            )
            for patent_id in new
        )
    return Changes.of([Kind.DECISIONS], patent_ids)


def withdraw_vote(desk: Desk, review_id: int, patent_ids: Sequence[int]) -> Changes:
    """Take the user's votes about some patents back. Raises Refused as ``vote`` does."""
    with desk.file.operation("withdraw_vote", n=len(patent_ids)) as work:
        _check_open(work, review_id, patent_ids)
        work.remove(Vote, [one.id for one in _own(desk, work, review_id, patent_ids)])
    return Changes.of([Kind.DECISIONS], patent_ids)


def _own(desk: Desk, work: Work, review_id: int, patent_ids: Sequence[int]) -> list[Vote]:
    return work.select(Vote, review_id=review_id, patent_id=list(patent_ids), voter=desk.user)


def _check_open(work: Work, review_id: int, patent_ids: Sequence[int]) -> None:
    """Refuse votes about patents outside the review, or whose latest decision in it is signed."""
    review_of(work, review_id)
    outside = set(patent_ids) - set(work.column(ReviewItem, "patent_id", review_id=review_id))
    if outside:
        raise refuse("patent_unknown", patent=min(outside))
    latest = {one.patent_id: one for one in work.select(Decision, review_id=review_id, patent_id=list(patent_ids))}
    for patent_id, decision in latest.items():
        patent = work.get(Patent, patent_id)
        if decision.signed_at is not None and patent is not None:
            raise refuse("vote_closed", number=number_of(patent), by=decision.signed_by)
