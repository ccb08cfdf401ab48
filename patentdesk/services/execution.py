"""Carry out what was decided and signed."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import number_of
from patentdesk.store.file import Reader, Work
from patentdesk.triage.records import Decision, DecisionCode


def to_carry_out(desk: Desk) -> list[Decision]:
    """Return the signed decisions in force that nobody has proved to be carried out, the oldest signature first."""
    with desk.file.reading() as reader:
        latest = {one.patent_id: one for one in reader.iterate(Decision)}
    waiting = [one for one in latest.values() if one.signed_at is not None and not one.execution_proof]
    return sorted(waiting, key=lambda one: (one.signed_at.isoformat() if one.signed_at else "", one.id))


def carry_out(desk: Desk, decision_ids: Sequence[int], proof: str) -> Changes:
    """Note how signed decisions were carried out; a drop lets the open annuities of its patent pass. All or none.

    ``proof`` says what was done, such as the letter to the agency. Raises Refused: execution_proof_needed,
    decision_unknown, decision_not_signed, decision_replaced (a later decision is in force).
    """
    if not proof.strip():
        raise refuse("execution_proof_needed")
    with desk.file.operation("carry_out", n=len(set(decision_ids))) as work:
        decisions = work.select(Decision, id=list(decision_ids))
        if len(decisions) != len(set(decision_ids)):
            raise refuse("decision_unknown")
        _check_in_force(work, decisions)
        work.change_many(Decision, [one.id for one in decisions], execution_proof=proof.strip())
        waived = [
            deadline for one in decisions if one.code is DecisionCode.DROP for deadline in _let_pass(desk, work, one)
        ]
        work.note(waived=len(waived))
    kinds = {Kind.DECISIONS, Kind.DEADLINES} if waived else {Kind.DECISIONS}
    return Changes.of(kinds, [one.patent_id for one in decisions])


def _check_in_force(reader: Reader, decisions: Sequence[Decision]) -> None:
    patents = {one.id: one for one in reader.select(Patent, id=[one.patent_id for one in decisions])}
    latest = {one.patent_id: one.id for one in reader.select(Decision, patent_id=list(patents))}
    for one in decisions:
        number = number_of(patents[one.patent_id])
        if one.signed_at is None:
            raise refuse("decision_not_signed", number=number)
        if latest[one.patent_id] != one.id:
            raise refuse("decision_replaced", number=number)


def _let_pass(desk: Desk, work: Work, decision: Decision) -> list[Deadline]:
    """Waive the open annuities of a dropped patent; the decision is the reason."""
    signed = desk.clock.day_of(decision.signed_at).isoformat() if decision.signed_at else ""
    reason = f"{decision.code.value} {signed} {decision.signed_by}: {decision.reason}"
    open_ones = work.select(Deadline, patent_id=decision.patent_id, state=list(OPEN_STATES), gone=False)
    annuities = [one for one in open_ones if one.year is not None]
    work.change_many(Deadline, [one.id for one in annuities], state=DeadlineState.WAIVED, waived_reason=reason)
    return annuities
