"""Decide which columns tell a field where the headers of several say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


_OF_WHAT_IS_DUE = re.compile(r"应缴|应交|待缴|未缴|缴费[截期]|缴纳期|下次|下一|滞纳|截止")
_DUE = frozenset({"到期日", "到期日期", "届满日", "缴费年度", "年费缴纳年度"})
"""Headers that mean the fee to come, not the term or what is paid, in a list of what is due."""


class Claim(NamedTuple):
    """A column that claims a field, by its header; the lowest preference comes first."""

    preference: int
    place: int
    header: str
    more: bool = False
    """It names further parties beside those of another column (其他发明人)."""


def is_of_a_fee(header: str, beside: Iterable[str]) -> bool:
    """Tell whether a header speaks of a fee to be paid, by what stands beside it."""
    return header.strip() in _DUE and any(_OF_WHAT_IS_DUE.search(other) for other in beside)


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
