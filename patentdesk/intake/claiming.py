"""Decide which columns tell a field where the headers of several say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from patentdesk.intake.headings import stem

PARTIES = frozenset({"applicants", "owners", "inventors", "agencies"})
SEVERAL = PARTIES | {"ipc", "cpc", "upc", "locarno", "cites", "cited_by", "npl"}
"""Fields that several columns may fill together."""
SPARED = PARTIES | {"title", "abstract"}
"""Fields for which another column that says the same may stand in, where the first is empty."""
LAST = 1_000
"""The preference of a header that tells a field only where no other column does."""
CHOSEN = -1
"""The preference of a header of which a person said what it means."""


class Claim(NamedTuple):
    """A column that claims a field, by its header; the lowest preference comes first."""

    preference: int
    place: int
    header: str
    more: bool = False
    """It names further parties beside those of another column (其他发明人)."""


def granted(field: str, claims: Sequence[Claim]) -> list[int]:
    """Return the columns that may tell a field.

    Names are told by one column, by numbered ones (发明人1, 发明人2) and by those for further names: a second spelling
    of the same names, such as a standardised one, would make two owners of one.
    """
    first = min([claim for claim in claims if not claim.more] or claims)
    if field not in SEVERAL or first.preference == LAST:
        return [first.place]
    asked = [claim for claim in claims if claim.preference != LAST]
    if field in PARTIES:
        asked = [claim for claim in asked if claim.more or _alike(claim, first)]
    return [claim.place for claim in asked]


def _alike(claim: Claim, first: Claim) -> bool:
    return claim.preference == first.preference == CHOSEN or stem(claim.header) == stem(first.header)
