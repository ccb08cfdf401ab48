"""Tell which records are there no longer: removed, or undone, since somebody saw them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from patentdesk.store.file import Reader


def first_missing(reader: Reader, record: type[Any], ids: Iterable[int]) -> int | None:
    """Return the first id of which there is no record; None where all are there."""
    wanted = list(dict.fromkeys(ids))
    there = set(reader.column(record, "id", id=wanted)) if wanted else set()
    return next((number for number in wanted if number not in there), None)
