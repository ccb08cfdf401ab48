"""Read a few records by SQLite's driver alone, before what reads a portfolio in full is loaded."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.records import Difference, Organisation, Patent
from patentdesk.store.codec import Codec, UnreadableValueError, codec_for
from patentdesk.store.header import is_present, uri

R = TypeVar("R")
_Made = TypeVar("_Made")
_TABLES: dict[type, str] = {
    Patent: "patents", Organisation: "organisations", Deadline: "deadlines", Difference: "differences",
}  # fmt: skip
"""What can be read so, and in which table it stands."""


@dataclasses.dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads records of one state of a portfolio."""

    raw: sqlite3.Connection

    def first(self, record: type[R], count: int) -> list[R]:
        """Return the first records by id."""
        return self._decoded(record, "ORDER BY id LIMIT ?", (count,))

    def select(self, record: type[R], **conditions: Any) -> list[R]:  # noqa: ANN401 - fields hold values of many types
        """Return the records that meet all conditions by id: a field has a value, or one of a sequence of values."""
        codecs = _codecs(record)
        asked: list[str] = []
        given: list[Any] = []
        for name, wanted in conditions.items():
            values = wanted if isinstance(wanted, list | tuple | set) else [wanted]
            asked.append(f"{name} IN ({', '.join('?' * len(values))})")
            given += [codecs[name].store(value) for value in values]
        return self._decoded(record, f"WHERE {' AND '.join(asked)} ORDER BY id", tuple(given))

    def _decoded(self, record: type[R], rest: str, given: tuple[Any, ...]) -> list[R]:
        codecs = _codecs(record)
        rows = self.raw.execute(f"SELECT {', '.join(codecs)} FROM {_TABLES[record]} {rest}", given)
        loads = [(name, codec.load) for name, codec in codecs.items()]
        return [record(**{name: load(cell) for (name, load), cell in zip(loads, row, strict=True)}) for row in rows]


def _codecs(record: type) -> dict[str, Codec]:
    hints = get_type_hints(record)
    return {field.name: codec_for(hints[field.name]) for field in dataclasses.fields(record)}


def read_plainly(path: Path, work: Callable[[PlainReader], _Made]) -> _Made | None:
    """Return what ``work`` makes of a portfolio; None where it cannot be read so: opening it in full tells why."""
    try:
        if not is_present(path):
            return None
        with closing(sqlite3.connect(uri(path, read_only=True), uri=True)) as raw:
            raw.execute("BEGIN")
            return work(PlainReader(raw))
    except (OSError, sqlite3.Error, UnreadableValueError):
        return None
