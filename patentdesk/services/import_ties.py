"""Compare the ties that an import tells of with those that a patent has."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.intake.ties import DraftTie
from patentdesk.portfolio.records import Encumbrance

Filled = tuple[int, dict[str, object]]
"""Id of a stored tie and the values that it lacked."""


def compare_ties(told: Sequence[DraftTie], stored: Sequence[Encumbrance]) -> tuple[tuple[DraftTie, ...], list[Filled]]:
    """Return the ties that are new, and what the others tell of stored ones that nobody knew yet, such as their end.

    A tie is one that is there if it is of its kind and began on the same day, or if one of the two does not say when.
    A value that is there stands.
    """
    fresh: list[DraftTie] = []
    filled: list[Filled] = []
    for tie in told:
        same = [one for one in stored if one.kind is tie.kind and _one(tie, one)]
        if not same:
            fresh.append(tie)
            continue
        best = next((one for one in same if (one.start_date, one.counterparty) == (tie.start, tie.counterparty)), None)
        if values := _lacking(best or same[0], tie):
            filled.append(((best or same[0]).id, values))
    return tuple(fresh), filled


def _one(tie: DraftTie, stored: Encumbrance) -> bool:
    return None in (tie.start, stored.start_date) or tie.start == stored.start_date


def _lacking(stored: Encumbrance, tie: DraftTie) -> dict[str, object]:
    told = {"counterparty": tie.counterparty, "start_date": tie.start, "end_date": tie.end,
            "amount_minor": tie.amount_minor, "currency": tie.currency}  # fmt: skip
    return {name: value for name, value in told.items()
            if value not in (None, "") and getattr(stored, name) in (None, "")}  # fmt: skip
