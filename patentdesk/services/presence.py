"""Refuse what speaks of records that are there no longer: removed, or undone, since somebody saw them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from patentdesk.core.problems import refuse
from patentdesk.store.file import Reader


def check_there(reader: Reader, record: type[Any], ids: Iterable[int], code: str, name: str) -> None:
    """Raise Refused with this code for the first record that is not there; ``name`` is the argument that tells it."""
    wanted = list(dict.fromkeys(ids))
    there = set(reader.column(record, "id", id=wanted)) if wanted else set()
    for number in wanted:
        if number not in there:
            raise refuse(code, **{name: number})
