"""Read the rows of files, a batch at a time, to what is handed over to whoever compares it.

Rows and drafts are packed, so that nobody unpacks what nobody looks at.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from patentdesk.core.problems import Problem, Source
from patentdesk.intake.aside import ROWS_AT_ONCE
from patentdesk.intake.drafts import Draft
from patentdesk.intake.merging import Key, keys
from patentdesk.intake.reading import ReadRow

BATCH = ROWS_AT_ONCE
"""So many rows are handed over together."""


class Batch(NamedTuple):
    """Rows of one file in their order, and of each what is needed before anybody looks at it."""

    sheets: list[str]
    numbers: list[int]
    """Of the rows, as a spreadsheet counts."""
    keys: list[list[Key]]
    """By which a row finds its patent; empty for rows that were known and for rejected ones."""
    known: dict[int, int]
    """Place in the batch → the id of the patent, for rows that were known and are not read."""
    problems: dict[int, tuple[Problem, ...]]
    """Place in the batch → what is wrong with the row."""
    members: set[str]
    """The names of alliance members that occur."""
    packed: bytes
    """Of each row (number as written, title) if it was known, else its draft; see ``unpack``."""


def read_batch(rows: Sequence[ReadRow], digests: Sequence[int], known: Mapping[int, int]) -> Batch:
    """Read rows with their digests; of those whose digests are ``known`` (→ patent) only what shows them."""
    found = Batch([], [], [], {}, {}, set(), b"")
    packed: list[Any] = []
    for place, (row, digest) in enumerate(zip(rows, digests, strict=True)):
        found.sheets.append(row.sheet)
        found.numbers.append(row.number)
        if digest in known:
            found.known[place] = known[digest]
            found.keys.append([])
            packed.append((row.name, row.title))
            continue
        draft = row.draft(digest)
        if draft.problems:
            found.problems[place] = draft.problems
        if draft.member and not draft.rejected:
            found.members.add(draft.member)
        found.keys.append([] if draft.rejected else keys(draft))
        packed.append(draft[1:])
    return found._replace(packed=pickle.dumps(packed, protocol=pickle.HIGHEST_PROTOCOL))


def unpack(packed: bytes, file: str, sheets: Sequence[str], numbers: Sequence[int]) -> list[Draft | tuple[str, str]]:
    """Return the drafts of a batch, and in the place of known rows their number and title."""
    found = pickle.loads(packed)  # made by this program a moment ago
    return [
        Draft(Source(file, sheet, number), *one) if len(one) > 2 else one
        for one, sheet, number in zip(found, sheets, numbers, strict=True)
    ]


def batched(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield rows ``BATCH`` at a time."""
    while batch := list(islice(rows, BATCH)):
        yield batch
