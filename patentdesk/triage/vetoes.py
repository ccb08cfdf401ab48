"""Find what forbids dropping a patent, each veto with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from patentdesk.core.problems import Argument
from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.triage.facts import PatentFacts, active_ties

LAST_OF_FAMILY = "last_family_member"
UNKNOWN = "–"
"""Stands where a party or an end is not known."""


@dataclass(frozen=True, slots=True)
class Veto:
    """One reason against dropping; ``kind`` and ``args`` name the sentence ``veto.<kind>``."""

    kind: str
    args: Mapping[str, Argument] = field(default_factory=dict)


def vetoes(facts: PatentFacts, on: date) -> tuple[Veto, ...]:
    """Return the vetoes on dropping, in the order of the kinds; none for a dead right (practice; knowledge).

    Every encumbrance that binds is one; so are further owners while not all have agreed, and being the last living
    member of its family (as far as the file knows) on a product.
    """
    if facts.dead:
        return ()
    found = {tie.kind.value: Veto(tie.kind.value, _evidence(facts, on, tie.kind)) for tie in active_ties(facts, on)}
    tied = {tie.counterparty for tie in active_ties(facts, on) if tie.kind is EncumbranceKind.CO_OWNER}
    if facts.agreed and {*facts.owners, *tied} <= set(facts.agreed):
        found.pop(EncumbranceKind.CO_OWNER.value, None)
    elif len(facts.owners) > 1 and EncumbranceKind.CO_OWNER.value not in found:
        parties = ", ".join(facts.owners)
        found[EncumbranceKind.CO_OWNER.value] = Veto(
            EncumbranceKind.CO_OWNER.value, {"parties": parties, "until": UNKNOWN}
        )
    if facts.product.strip() and facts.live_siblings == 0:
        found[LAST_OF_FAMILY] = Veto(LAST_OF_FAMILY, {"product": facts.product})
    order = [*(kind.value for kind in EncumbranceKind), LAST_OF_FAMILY]
    return tuple(found[kind] for kind in order if kind in found)


def _evidence(facts: PatentFacts, on: date, kind: EncumbranceKind) -> Mapping[str, Argument]:
    ties = [tie for tie in active_ties(facts, on) if tie.kind is kind]
    ends = [tie.end for tie in ties]
    latest = UNKNOWN if None in ends else max(end for end in ends if end is not None).isoformat()
    return {"parties": ", ".join(tie.counterparty for tie in ties if tie.counterparty) or UNKNOWN, "until": latest}
