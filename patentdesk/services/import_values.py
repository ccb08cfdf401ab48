"""Hold one value before and after an import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; ``taken`` is False where a person's value stands."""

    field_name: str
    before: object
    after: object
    taken: bool = True
