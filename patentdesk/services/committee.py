"""Prepare the committee: only what does not follow the recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from patentdesk.core.money import Money
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import collect
from patentdesk.services.reviewing import ReviewLine, lines_of, review_of
from patentdesk.store.file import Reader
from patentdesk.triage.exceptions import Exceptional, exceptional
from patentdesk.triage.facts import digest
from patentdesk.valuation.records import Valuation

__all__ = ["ExceptionLine", "Exceptional", "exceptions"]


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One patent before the committee: why, and its latest value (the highest of the methods; None: not valued)."""

    line: ReviewLine
    reasons: tuple[Exceptional, ...]
    value: Money | None


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
        values = _latest_values(reader, [line.patent.id for line in lines])
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
            value=values.get(patent_id),
            threshold=threshold,
        )
        if reasons:
            found.append(ExceptionLine(line, reasons, values.get(patent_id)))
    return sorted(found, key=lambda one: -len(one.reasons))


def _latest_values(reader: Reader, patent_ids: Iterable[int]) -> dict[int, Money]:
    """Return the highest value of the methods on the latest day of valuation, by patent."""
    latest: dict[int, Valuation] = {}
    for one in reader.select(Valuation, patent_id=list(patent_ids), order=("valued_on",)):
        held = latest.get(one.patent_id)
        if held is None or held.valued_on != one.valued_on or one.value_minor > held.value_minor:
            latest[one.patent_id] = one
    return {patent_id: Money(one.value_minor, one.currency) for patent_id, one in latest.items()}
