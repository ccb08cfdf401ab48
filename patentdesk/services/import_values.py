"""Hold one value before and after an import, and tell whether two values say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from patentdesk.portfolio.names import alike

PROSE = frozenset({"title", "title_en", "abstract", "abstract_en"})
SHARES = "shares"
"""What parties hold, as a field of the patent that sources may differ on."""
_NAMES = frozenset({"applicants_text", "inventors_text"})


class FieldChange(NamedTuple):
    """One value before and after; ``taken`` is False where a person's value stands.

    A tuple, as an import makes some twenty for each row.
    """

    field_name: str
    before: object
    after: object
    taken: bool = True
    added: bool = False
    """``after`` comes beside what is there, as a class does."""


def told_against(change: FieldChange) -> tuple[str, str, str]:
    """Return the field, the value held and the value told, as a difference has them."""
    return change.field_name, "" if change.before is None else str(change.before), str(change.after)


def says_the_same(name: str, value: object, present: object) -> bool:
    """Tell whether a value is the present one, perhaps in other capitals or, for names, another written form."""
    if value == present:
        return True
    if not isinstance(value, str) or not isinstance(present, str):
        return False
    if name in _NAMES:
        return same_names(value.split(" | "), present.split(" | "))
    return name in PROSE and value.casefold().split() == present.casefold().split()


def same_names(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether names are the same, one by one, perhaps in another written form."""
    return len(ours) == len(theirs) and all(alike(one, other) for one, other in zip(ours, theirs, strict=True))
