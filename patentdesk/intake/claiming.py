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
_AMOUNT = re.compile(r"(?:缴费|年费|费用)?金额")
_PAID = re.compile(r"[缴付](?:费|款|纳)(?:日|时间)|已[缴付]|到账")
_ENGLISH_DUE = frozenset({"expiry", "expiry date", "expiration", "expiration date", "expires"})
_OF_AN_ANNUITY = re.compile(r"annuit|renewal|maintenance fee|\bfee\b", re.IGNORECASE)
_DATED = re.compile(r"\bdue\b|deadline|\b(?:filing|filed|application|priority|grant|publication|issue|renewal) date",
                    re.IGNORECASE)  # fmt: skip
"""What a list of fees has where its Expiry is not the day of the fee."""


class Claim(NamedTuple):
    """A column that claims a field, by its header; the lowest preference comes first."""

    preference: int
    place: int
    header: str
    more: bool = False
    """It names further parties beside those of another column (其他发明人)."""


def is_of_a_fee(header: str, beside: Iterable[str]) -> bool:
    """Tell whether a header speaks of a fee to be paid, by what stands beside it."""
    word, others = header.strip(), tuple(beside)
    if word.casefold() in _ENGLISH_DUE:
        return any(map(_OF_AN_ANNUITY.search, others)) and not any(map(_DATED.search, others))
    if word not in _DUE:
        return False
    billed = "年度" in word and any(map(_AMOUNT.match, others)) and not any(map(_PAID.search, others))
    return billed or any(map(_OF_WHAT_IS_DUE.search, others))


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
