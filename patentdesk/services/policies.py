"""Keep the rules of the house that a portfolio carries."""

from __future__ import annotations

from typing import Final

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import Policy
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.store.file import Reader

TWO_PERSONS: Final = "two_persons"
"""Policy: a hard deadline that was closed waits until a second person saw the proof."""
SECOND_ENTRY: Final = "second_entry"
"""Policy: a document of an office is entered by two persons; what follows from it is confirmed when both agree."""
POLICIES = (TWO_PERSONS, SECOND_ENTRY)
_ON = "on"


def holds(reader: Reader, name: str) -> bool:
    """Tell whether a policy is in force."""
    return any(one.value == _ON for one in reader.select(Policy, name=name))


def policies(desk: Desk) -> dict[str, bool]:
    """Return which policies the portfolio carries."""
    with desk.file.reading() as reader:
        stated = {one.name: one.value == _ON for one in reader.select(Policy)}
    return {name: stated.get(name, False) for name in POLICIES}


def set_policy(desk: Desk, name: str, on: bool) -> Changes:
    """Put a policy in force or out of force. Raises Refused: policy_unknown."""
    if name not in POLICIES:
        raise refuse("policy_unknown", name=name, known=", ".join(POLICIES))
    with desk.file.operation("set_policy", policy=name, on=on) as work:
        known = work.select(Policy, name=name)
        value = _ON if on else ""
        if known:
            work.change(Policy, known[0].id, value=value)
        else:
            work.add(Policy(name=name, value=value))
    return Changes.of([Kind.DEADLINES])
