"""Write the shares of a patent's parties as one cell of an export, and read them back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from patentdesk.portfolio.codes import Role


class DraftShare(NamedTuple):
    """What a party of a role holds, an exact part of one."""

    role: Role
    name: str
    part: Fraction


def write_shares(shares: Iterable[DraftShare]) -> str:
    """Return shares as one cell, a line each, which ``read_shares`` takes apart again."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerows((share.role.value, share.name, str(share.part)) for share in shares)
    return lines.getvalue().removesuffix("\n")


def read_shares(text: str) -> tuple[DraftShare, ...] | None:
    """Return the shares of a cell as ``write_shares`` makes it; None for a text of another form."""
    found = []
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        share = _share(cells)
        if share is None:
            return None
        found.append(share)
    return tuple(found)


def _share(cells: list[str]) -> DraftShare | None:
    with suppress(ValueError, ZeroDivisionError):  # no role, no number
        role, name, part = cells
        share = DraftShare(Role(role.strip()), name, Fraction(part.strip()))
        return share if 0 < share.part <= 1 else None
    return None
