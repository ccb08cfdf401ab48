"""Mark a value handout with what was issued, so that an edited one shows what else was touched.

The marks are custom properties of the workbook, which Excel and LibreOffice keep when they save it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from patentdesk.handouts.valuation.plan import Plan

ROWS, PATENTS, DIGEST = "PatentDesk rows", "PatentDesk patents", "PatentDesk issued"
MOST_PATENTS = 6
"""A property holds 255 characters."""

IssuedRow = tuple[str, str, float | None, float | None, float | None]
"""Key, scope, base, low and high as issued."""


@dataclass(frozen=True, slots=True)
class Issue:
    """How many numbered rows the Assumptions sheet had, some of the patents (uid), the digest of the issued numbers."""

    rows: int
    patents: tuple[str, ...]
    digest: str


def digest_of(rows: Iterable[IssuedRow]) -> str:
    """Return the SHA-256 of the rows in any order; numbers count to 12 digits, which every program keeps."""
    lines = sorted("\t".join((key, scope, *map(_number, numbers))) for key, scope, *numbers in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _number(value: object) -> str:
    return "" if value is None else f"{value:.12g}"


def sign(plan: Plan, rows: Iterable[IssuedRow], count: int) -> None:
    """Write the marks into the workbook."""
    book = plan.book.workbook
    book.set_custom_property(ROWS, str(count))  # as text: LibreOffice turns whole numbers into decimals
    book.set_custom_property(PATENTS, " ".join(one.patent.uid for one in plan.subjects[:MOST_PATENTS]))
    book.set_custom_property(DIGEST, digest_of(rows))


def issue_of(properties: Mapping[str, object]) -> Issue | None:
    """Return what the marks of a workbook say; None when it does not carry them."""
    rows, patents, digest = (str(properties.get(name) or "") for name in (ROWS, PATENTS, DIGEST))
    if not rows.isdigit() or not digest:
        return None
    return Issue(int(rows), tuple(patents.split()), digest)
