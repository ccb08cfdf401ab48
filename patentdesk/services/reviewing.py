"""Review patents: choose them, weigh them, decide, sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.core.months import shift_months
from patentdesk.core.problems import Problem, Refused, refuse
from patentdesk.core.progress import Progress
from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.portfolio.codes import DEAD
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import (
    DEFAULT_MODEL,
    Evidence,
    collect,
    decision_rules,
    evidence,
    kept_cohort,
    model_of,
    number_of,
    weigh,
)
from patentdesk.services.listing import query as query_of
from patentdesk.services.presence import first_missing
from patentdesk.services.stages import planned
from patentdesk.store.file import Between, Reader, Work
from patentdesk.triage.decisions import check_decision
from patentdesk.triage.facts import PatentFacts, digest, end_of
from patentdesk.triage.records import Decision, DecisionCode, Review, ReviewItem, Vote
from patentdesk.triage.scoring import Part
from patentdesk.triage.vetoes import vetoes
from patentdesk.triage.votes import minutes

__all__ = ["Choice", "Evidence", "ReviewLine", "create_review", "decide", "evidence", "items", "reviews", "sign"]

_BATCH = 2_000
_HALF_YEAR = 6
_MOST_MONTHS = 240
"""No annuity of a right falls due later than its term of twenty years."""
_FOUND = ("due_date", "score", "coverage", "grade", "vetoes", "recommendation", "evidence", "facts_digest")
"""What the machine finds about a line of a review."""
_DECIDED = ("code", "reason", "conditions", "review_on", "decided_by", "decided_at", "facts_digest")


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision to be taken; ``review_on`` is the day of the next look."""

    code: DecisionCode
    reason: str = ""
    conditions: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One patent of a review with the decision in force, None while there is none."""

    item: ReviewItem
    patent: Patent
    decision: Decision | None


def create_review(
    desk: Desk,
    name: str,
    *,
    query_text: str = "",
    months: int | None = None,
    model: str = DEFAULT_MODEL,
    due_on: date | None = None,
    progress: Progress | None = None,
) -> Review:
    """Store a review of the living patents that a query selects and, with ``months``, have an annuity due until then.

    Annuities in their grace period belong to it. Raises Refused: review_months_range, review_name_missing,
    review_name_taken (names differ by more than capitals), review_empty, model_unknown, and what the query gives.
    """
    if months is not None and not 1 <= months <= _MOST_MONTHS:
        raise refuse("review_months_range", months=months, most=_MOST_MONTHS)
    query = query_of(desk, query_text)
    today = desk.clock.today()
    shown = progress or Progress()
    cohort = kept_cohort(desk)
    with desk.file.operation("create_review", name=name, query=query_text, months=months) as work:
        chosen_model = model_of(desk.library, model, work)
        _check_name(work, name)
        ids = [int(found) for found in work.find(query)]
        due = {} if months is None else _coming_annuities(work, today, months)
        chosen = [found for found in ids if months is None or found in due]
        living = [patent for patent in _patents(work, chosen) if patent.status not in DEAD]
        if not living:
            raise refuse("review_empty")
        until = due_on or shift_months(today, months or _HALF_YEAR)
        review = Review(
            name=name.strip(),
            model=model,
            created_on=today,
            due_on=due_on,
            query=query_text,
            stages=planned(today, until),
        )
        review_id = work.add(review)
        for start in range(0, len(living), _BATCH):
            shown.report(start, len(living), "progress.scoring")
            part = living[start : start + _BATCH]
            weighed = weigh(
                desk.library, chosen_model, part, collect(desk.library, work, part), cohort=cohort, on=today
            )
            work.add_all(_item(review_id, found) for found in weighed)
        work.note(n=len(living))
        stored = work.get(Review, review_id)
    return stored or review


def _check_name(reader: Reader, name: str) -> None:
    """Refuse a name that is empty or that another review has."""
    if not name.strip():
        raise refuse("review_name_missing")
    for other in reader.select(Review):
        if other.name.strip().casefold() == name.strip().casefold():
            raise refuse("review_name_taken", name=other.name, review=other.id)


def _patents(reader: Reader, ids: Sequence[int]) -> list[Patent]:
    """Return patents in the order of their ids given."""
    found = {patent.id: patent for patent in reader.select(Patent, id=list(ids))}
    return [found[patent_id] for patent_id in ids if patent_id in found]


def _coming_annuities(reader: Reader, today: date, months: int) -> dict[int, date]:
    """Return the patents with an unpaid annuity due within so many months, or in its grace period."""
    due: dict[int, date] = {}
    until = shift_months(today, months)
    for deadline in reader.select(Deadline, due_date=Between(None, until), state=list(OPEN_STATES), gone=False):
        payable = deadline.due_date is not None and (deadline.grace_end or deadline.due_date) >= today
        if deadline.year is not None and deadline.due_date is not None and payable:
            earlier = due.get(deadline.patent_id, deadline.due_date)
            due[deadline.patent_id] = min(earlier, deadline.due_date)
    return due


def _item(review_id: int, found: Evidence) -> ReviewItem:
    advice = found.recommendation
    return ReviewItem(
        review_id=review_id,
        patent_id=found.patent.id,
        due_date=found.facts.annuity.due_date if found.facts.annuity else None,
        score=found.score.value,
        coverage=found.score.coverage,
        grade=found.score.grade,
        vetoes=tuple(veto.kind for veto in found.vetoes),
        recommendation=advice.code.value if advice.code else "",
        evidence=(
            {"advice": advice.reason, "args": dict(advice.args)},
            *({"veto": veto.kind, "args": dict(veto.args)} for veto in found.vetoes),
            *(_part(part) for part in found.score.parts),
        ),
        facts_digest=found.facts_digest,
    )


def score_again(desk: Desk, review_id: int, progress: Progress | None = None) -> Changes:
    """Score the patents of a review from the facts of today; decisions, assignees, marks and notes stay.

    Raises Refused: review_unknown, model_unknown; Cancelled.
    """
    shown = progress or Progress()
    cohort = kept_cohort(desk)
    with desk.file.operation("score_again") as work:
        review = review_of(work, review_id)
        model = model_of(desk.library, review.model, work)
        held = {one.patent_id: one.id for one in work.select(ReviewItem, review_id=review_id)}
        patents = _patents(work, list(held))
        for start in range(0, len(patents), _BATCH):
            shown.report(start, len(patents), "progress.scoring")
            part = patents[start : start + _BATCH]
            facts = collect(desk.library, work, part)
            weighed = weigh(desk.library, model, part, facts, cohort=cohort, on=desk.clock.today())
            found = [(held[one.patent.id], _item(review_id, one)) for one in weighed]
            work.change_each(ReviewItem, [(key, {name: getattr(one, name) for name in _FOUND}) for key, one in found])
        work.note(n=len(patents), name=review.name)
    return Changes.of([Kind.REVIEWS])


def _part(part: Part) -> Mapping[str, object]:
    return {
        "indicator": part.indicator,
        "state": part.reading.state.value,
        "value": part.reading.value,
        "code": part.reading.code,
        "args": dict(part.reading.args),
        "points": part.points,
        "weight": part.weight,
        "contribution": part.contribution,
        "compared": part.compared.value,
        "among": part.among,
    }


def reviews(desk: Desk) -> list[Review]:
    """Return all reviews, the latest first."""
    with desk.file.reading() as reader:
        return reader.select(Review, order=("-id",))


def review_of(reader: Reader, review_id: int) -> Review:
    """Return a review. Raises Refused 'review_unknown'."""
    review = reader.get(Review, review_id)
    if review is None:
        raise refuse("review_unknown", review=review_id)
    return review


def items(desk: Desk, review_id: int) -> list[ReviewLine]:
    """Return the patents of a review, in the order in which they were chosen. Raises Refused 'review_unknown'."""
    with desk.file.reading() as reader:
        review_of(reader, review_id)
        return lines_of(reader, review_id)


def lines_of(reader: Reader, review_id: int) -> list[ReviewLine]:
    """Return the lines of a review as a reader sees them."""
    found = reader.select(ReviewItem, review_id=review_id)
    patents = {patent.id: patent for patent in reader.select(Patent, id=[item.patent_id for item in found])}
    latest = {decision.patent_id: decision for decision in reader.select(Decision, review_id=review_id)}
    return [ReviewLine(item, patents[item.patent_id], latest.get(item.patent_id)) for item in found]


def decide(
    desk: Desk,
    patent_ids: Sequence[int],
    code: DecisionCode | str,
    *,
    reason: str = "",
    conditions: str = "",
    review_on: date | None = None,
    review_id: int | None = None,
) -> Changes:
    """Take one decision about some patents, all or none of them.

    An unsigned decision in the same review is changed; a signed one stays, and the new one names it as replaced.
    Raises Refused: vetoed_<kind> (with the first patent and how many are barred), decision_needs_reason,
    decision_needs_date, decision_date_past, decision_right_ended, decision_outside_review, patent_unknown,
    review_unknown.
    """
    choice = Choice(DecisionCode(code), reason.strip(), conditions.strip(), review_on)
    with desk.file.operation("decide", code=choice.code.value, n=len(patent_ids)) as work:
        if review_id is not None:
            _check_inside(work, review_of(work, review_id), patent_ids)
        record(desk, work, dict.fromkeys(patent_ids, choice), review_id)
    return Changes.of([Kind.DECISIONS], patent_ids)


def _check_inside(reader: Reader, review: Review, patent_ids: Sequence[int]) -> None:
    """Refuse patents that a review does not hold; those that the file does not hold either are told as such."""
    outside = set(patent_ids) - set(reader.column(ReviewItem, "patent_id", review_id=review.id))
    strangers = reader.select(Patent, id=sorted(outside))
    if strangers:
        raise refuse("decision_outside_review", number=number_of(strangers[0]), name=review.name, n=len(strangers))


def record(desk: Desk, work: Work, choices: Mapping[int, Choice], review_id: int | None) -> None:
    """Store choices by patent within an operation: new records, or changes of what nobody has signed.

    Raises Refused as ``decide`` says.
    """
    patents = _patents(work, list(choices))
    if (gone := first_missing(work, Patent, choices)) is not None:
        raise refuse("patent_unknown", patent=gone)
    facts = collect(desk.library, work, patents)
    _refuse_faulty(desk, patents, facts, choices)
    before = {
        decision.patent_id: decision for decision in work.select(Decision, patent_id=list(choices), review_id=review_id)
    }
    made = [
        _made(
            desk,
            digest(facts[patent.id]),
            choices[patent.id],
            patent_id=patent.id,
            review_id=review_id,
            earlier=before.get(patent.id),
        )
        for patent in patents
    ]
    open_ones = {one.patent_id: one.id for one in before.values() if one.signed_at is None}
    work.add_all(one for one in made if one.patent_id not in open_ones)
    work.change_each(
        Decision,
        (
            (open_ones[one.patent_id], {name: getattr(one, name) for name in _DECIDED})
            for one in made
            if one.patent_id in open_ones
        ),
    )


def faults(desk: Desk, patent: Patent, facts: PatentFacts, choice: Choice) -> list[Problem]:
    """Return what keeps a choice from being taken."""
    today = desk.clock.today()
    return check_decision(
        decision_rules(desk.library)[choice.code],
        number=number_of(patent),
        ended=end_of(facts, today),
        reason=choice.reason,
        review_on=choice.review_on,
        vetoes=vetoes(facts, today),
        today=today,
    )


def _refuse_faulty(
    desk: Desk, patents: Sequence[Patent], facts: Mapping[int, PatentFacts], choices: Mapping[int, Choice]
) -> None:
    found = [faults(desk, patent, facts[patent.id], choices[patent.id]) for patent in patents]
    bad = [problems[0] for problems in found if problems]
    if bad:
        first = bad[0]
        raise Refused(Problem(first.code, field_name=first.field_name, args={**first.args, "n": len(bad)}))


def _made(
    desk: Desk, facts_digest: str, choice: Choice, *, patent_id: int, review_id: int | None, earlier: Decision | None
) -> Decision:
    return Decision(
        patent_id=patent_id,
        review_id=review_id,
        code=choice.code,
        reason=choice.reason,
        conditions=choice.conditions,
        review_on=choice.review_on,
        decided_by=desk.user,
        decided_at=desk.clock.now(),
        facts_digest=facts_digest,
        replaces_uid=earlier.uid if earlier is not None and earlier.signed_at is not None else "",
    )


def sign(desk: Desk, decision_ids: Sequence[int]) -> Changes:
    """Sign decisions, all or none of them; from then on they stay as they are, with the votes about them.

    Raises Refused: decision_unknown, decision_is_signed, decision_stale (the facts changed since it was taken).
    """
    with desk.file.operation("sign_decisions", n=len(decision_ids)) as work:
        decisions = work.select(Decision, id=list(decision_ids))
        if len(decisions) != len(set(decision_ids)):
            raise refuse("decision_unknown")
        patents = {patent.id: patent for patent in work.select(Patent, id=[one.patent_id for one in decisions])}
        facts = collect(desk.library, work, patents.values())
        for decision in decisions:
            number = number_of(patents[decision.patent_id])
            if decision.signed_at is not None:
                raise refuse(
                    "decision_is_signed",
                    number=number,
                    decision=decision.code.value,
                    by=decision.signed_by,
                    day=desk.clock.day_of(decision.signed_at).isoformat(),
                )
            if digest(facts[decision.patent_id]) != decision.facts_digest:
                raise refuse("decision_stale", number=number)
        cast = _votes_about(work, decisions)
        signed = {"signed_by": desk.user, "signed_at": desk.clock.now()}
        work.change_each(
            Decision, [(one.id, signed | {"votes": minutes(cast.get(one.id, ()), one.code)}) for one in decisions]
        )
    return Changes.of([Kind.DECISIONS], [one.patent_id for one in decisions])


def _votes_about(work: Work, decisions: Sequence[Decision]) -> dict[int, list[Vote]]:
    """Return the votes that belong to decisions, by decision."""
    of = {(one.review_id, one.patent_id): one.id for one in decisions if one.review_id is not None}
    found: dict[int, list[Vote]] = {}
    for vote in work.select(Vote, patent_id=[one.patent_id for one in decisions]) if of else []:
        if (vote.review_id, vote.patent_id) in of:
            found.setdefault(of[vote.review_id, vote.patent_id], []).append(vote)
    return found
