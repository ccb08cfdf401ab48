"""Walk back from the present rows through the journal, and prove each entry by what it must have left.

The rows that an entry left are the present ones with every later change taken back. So the values that it set can be
compared, the rows that it added have the digest that it holds, and what it signed seals it: each value of each row is
held against the journal, whenever it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping

from patentdesk.core.problems import Problem, Severity
from patentdesk.store import content, runs
from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver
from patentdesk.store.schema import BY_TABLE

_PAGE = 5_000
_ROW = "id"
"""An older state that holds this field is the whole row: it was removed later."""


@dataclass(slots=True)
class Past:
    """The rows as they stood after an earlier entry; ``older`` holds where they differ from the present ones."""

    connection: Connection
    older: dict[tuple[str, int], dict[str, Stored]] = field(default_factory=dict)
    told: set[tuple[str, int, str]] = field(default_factory=set)

    def unfit(self, entry: RowMapping) -> Iterator[Problem]:
        """Yield what does not fit an entry, then step back before it; entries come from the newest to the first.

        Problems: value_changed_outside, rows_changed_outside, seal_wrong.
        """
        first, last = entry["first_change"], entry["last_change"]
        yield from self._added(entry, content.added(self.connection, first, last))
        if bool(entry["sealed"]) != self._seals(first, last):
            yield about("seal_wrong", entry)
        while last >= first:
            low = max(first, last - _PAGE + 1)
            yield from self._back(low, last)
            last = low - 1

    def rows(self, table: str, ids: Sequence[int]) -> Iterator[tuple[Stored, ...]]:
        """Yield the rows with these ids, by id, as they stood; those that did not are left out."""
        names = BY_TABLE[table].fields
        present = {int(row[0] or 0): row for row in content.stored_rows(self.connection, table, ids)}
        for row_id in ids:
            older = self.older.get((table, row_id), {})
            row = present.get(row_id)
            if not older and row is not None:
                yield row
            elif _ROW in older:
                yield tuple(older.get(name) for name in names)
            elif row is not None:
                yield tuple(older.get(name, value) for name, value in zip(names, row, strict=True))

    def _added(self, entry: RowMapping, ids: dict[str, Sequence[int]]) -> Iterator[Problem]:
        held = content.content_of(entry)
        for table in sorted({*held, *ids}):
            if table not in BY_TABLE or content.digest_of(self._texts(table, ids.get(table, []))) != held.get(table):
                yield about("rows_changed_outside", entry, table=table)

    def _texts(self, table: str, ids: Sequence[int]) -> Iterator[bytes]:
        for page in content.pages(ids):
            if any((table, row_id) in self.older for row_id in page):
                yield b"\n".join(map(content.row_as_text, self.rows(table, page)))
            else:
                yield content.rows_as_text(self.connection, table, page)

    def _paged(self, table: str, ids: Sequence[int]) -> Iterator[tuple[Stored, ...]]:
        for start in range(0, len(ids), _PAGE):
            yield from self.rows(table, ids[start : start + _PAGE])

    def _seals(self, first: int, last: int) -> bool:
        query = (
            "SELECT DISTINCT row_id FROM changes WHERE seq BETWEEN ? AND ? AND table_name = 'decisions' "
            "AND (kind = 'insert' OR (kind = 'update' AND json_extract(after, '$.signed_at') IS NOT NULL)) "
            "ORDER BY row_id"
        )
        ids = [row_id for (row_id,) in driver(self.connection).execute(query, (first, last))]
        signed = BY_TABLE["decisions"].fields.index("signed_at")
        return any(row[signed] is not None for row in self._paged("decisions", ids))

    def _back(self, first: int, last: int) -> Iterator[Problem]:
        """Take a run of lines back, the last one first, after comparing what they set with what stood there."""
        query = (
            "SELECT table_name, row_id, kind, before, after, until_id, seq FROM changes WHERE seq BETWEEN ? AND ? "
            "ORDER BY seq DESC"
        )
        lines = driver(self.connection).execute(query, (first, last)).fetchall()
        present = self._updated(lines)
        for table, row_id, kind, before, after, until, seq in lines:
            key = (table, row_id)
            if until is not None:
                self._run_back(table, range(row_id, until + 1), seq if kind == "delete" else None)
            elif kind == "insert":
                self.older.pop(key, None)
            elif kind == "delete":
                self.older[key] = {_ROW: row_id, **content.image(table, before)}
            else:
                older = self.older.setdefault(key, {})
                for name, value in content.image(table, after).items():
                    stood = older.get(name) if _ROW in older or name in older else present.get(key, {}).get(name)
                    if stood != value and (*key, name) not in self.told:
                        self.told.add((*key, name))
                        yield outside(table, row_id, name)
                older.update(content.image(table, before))

    def _run_back(self, table: str, ids: range, removed: int | None) -> None:
        """Take a run back: the rows that it added were not there, those that the line ``removed`` tells of were."""
        if removed is None:
            for row_id in ids:
                self.older.pop((table, row_id), None)
        else:
            rows = runs.removed(self.connection, removed).by_id()
            self.older.update(((table, row_id), row) for row_id, row in rows.items())

    def _updated(self, lines: Sequence[tuple[Any, ...]]) -> dict[tuple[str, int], dict[str, Stored]]:
        ids: dict[str, set[int]] = {}
        for table, row_id, kind, *_ in lines:
            if kind == "update":
                ids.setdefault(table, set()).add(row_id)
        return {
            (table, int(row[0] or 0)): dict(zip(BY_TABLE[table].fields, row, strict=True))
            for table, wanted in ids.items()
            for row in content.stored_rows(self.connection, table, sorted(wanted))
        }


def about(code: str, entry: RowMapping, **args: str) -> Problem:
    """Return a problem of an entry of the journal."""
    known: dict[str, str | int | float] = {
        "operation": entry["id"],
        "verb": entry["verb"],
        "user": entry["user"],
        "at": entry["at"][:16],
    }
    return Problem(code, Severity.ERROR, args={**known, **args})


def outside(table: str, row_id: int, name: str) -> Problem:
    """Return the problem that a value is not the one that the journal says."""
    return Problem("value_changed_outside", Severity.ERROR, args={"table": table, "row": row_id, "field": name})
