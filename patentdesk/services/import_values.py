"""Hold one value before and after an import."""

from __future__ import annotations

from typing import NamedTuple


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
