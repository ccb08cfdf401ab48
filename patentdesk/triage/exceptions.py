"""Find what a committee must look at: everything else follows the recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from patentdesk.core.money import Money
from patentdesk.triage.records import DecisionCode, Grade


class Exceptional(StrEnum):
    """Why a patent comes before the committee (practice of the field; knowledge)."""

    VETO = "veto"
    """Something forbids dropping it: licence, pledge, pool, dispute, co-owner ..."""
    DISAGREEMENT = "disagreement"
    """The decision is not what the model recommends."""
    SPLIT = "split"
    """People voted differently."""
    VALUE = "value"
    """It is worth the threshold or more, and would be given up or passed on."""
    WITHHELD = "withheld"
    """Too little is known for a grade."""
    STALE = "stale"
    """The facts changed since the decision."""


PARTING = frozenset({DecisionCode.DROP, DecisionCode.SELL, DecisionCode.OPEN})
"""Decisions that give a right up or away."""


def exceptional(
    *,
    vetoes: Sequence[str],
    grade: Grade,
    recommendation: str,
    decided: DecisionCode | None,
    stale: bool,
    split: bool,
    value: Money | None,
    threshold: Money | None,
) -> tuple[Exceptional, ...]:
    """Return why a patent is an exception, none when it is none.

    ``decided`` is None while nobody has decided; its recommendation then counts as the coming decision. A value in
    another currency than the threshold's is not compared.
    """
    coming = decided.value if decided is not None else recommendation
    found = {
        Exceptional.VETO: bool(vetoes),
        Exceptional.DISAGREEMENT: decided is not None and bool(recommendation) and decided.value != recommendation,
        Exceptional.SPLIT: split,
        Exceptional.VALUE: coming in PARTING and _reaches(value, threshold),
        Exceptional.WITHHELD: grade is Grade.WITHHELD,
        Exceptional.STALE: stale,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _reaches(value: Money | None, threshold: Money | None) -> bool:
    if value is None or threshold is None or value.currency != threshold.currency:
        return False
    return value.minor >= threshold.minor
