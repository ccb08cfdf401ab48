"""Change records inside one operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import delete, or_, select, update

from patentdesk.store.adding import add_rows
from patentdesk.store.codec import Stored
from patentdesk.store.reader import Reader, among
from patentdesk.store.rows import write_rows
from patentdesk.store.schema import Mapped, Record, mapped_for

_PAGE = 5_000


@dataclass(slots=True)
class Work(Reader):
    """A reader that also changes records; all its changes are one transaction and one entry of the journal."""

    operation_id: int = 0
    args: dict[str, object] = field(default_factory=dict)

    def note(self, **args: object) -> None:
        """Add what only became known during the work to the journal entry, such as counts."""
        self.args.update(args)

    def add(self, record: Record) -> int:
        """Store a new record; return its id. A record that has an id keeps it."""
        return self.add_all([record])[0]

    def add_all(self, records: Iterable[Record]) -> list[int]:
        """Store new records of any types in order; return their ids."""
        ids: list[int] = []
        for kind, group in groupby(records, key=type):
            ids.extend(self._add_run(mapped_for(kind), list(group)))
        return ids

    def add_rows(self, record: type[Record], rows: Sequence[Sequence[Stored]]) -> range:
        """Store new records that are given as rows: stored values in the order of the fields, without id.

        Return their ids. Far faster than ``add_all``; ``stored_row`` makes such rows.
        """
        return add_rows(self.connection, mapped_for(record), rows)

    def change(self, record: type[Record], record_id: int, **values: object) -> bool:
        """Set fields of one record; return False when it has these values already.

        Raises LookupError when there is no such record.
        """
        if not self.count(record, id=record_id):
            raise LookupError(f"no {record.__name__} {record_id}")
        return self.change_many(record, [record_id], **values) == 1

    def change_many(self, record: type[Record], ids: Sequence[int], **values: object) -> int:
        """Set fields of many records to the same values; return how many were different before."""
        mapped = mapped_for(record)
        table = mapped.table
        stored = {name: mapped.codecs[name].store(value) for name, value in values.items()}
        differs = or_(*(table.c[name].is_distinct_from(value) for name, value in stored.items()))
        wanted = table.c.id.in_(select(among([int(i) for i in ids])))
        return self.connection.execute(update(table).where(wanted, differs).values(stored)).rowcount

    def change_each(self, record: type[Record], rows: Iterable[tuple[int, dict[str, object]]]) -> int:
        """Set fields of many records, each to its own values (id, {field: value}); return how many were different."""
        return sum(self.change_many(record, [record_id], **values) for record_id, values in rows)

    def remove(self, record: type[Record], ids: Iterable[int]) -> int:
        """Remove records, with everything that belongs to them; return how many of ``record`` there were."""
        table = mapped_for(record).table
        wanted = table.c.id.in_(select(among([int(i) for i in ids])))
        return self.connection.execute(delete(table).where(wanted)).rowcount

    def _add_run(self, mapped: Mapped, records: list[Record]) -> list[int]:
        """Insert records of one type; without ids of their own they count on from the highest that was ever given."""
        if not any(record.id for record in records):
            pages = (records[start : start + _PAGE] for start in range(0, len(records), _PAGE))
            return [i for page in pages for i in self.add_rows(mapped.record, [mapped.encode(one)[1:] for one in page])]
        highest = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        following = int(self.connection.exec_driver_sql(highest, (mapped.name,)).scalar() or 0)
        rows = [mapped.encode(record) for record in records]
        for row in rows:
            row[0] = row[0] or following + 1
            following = max(following, int(row[0]))
        names = ", ".join(f'"{name}"' for name in mapped.fields)
        write_rows(self.connection, f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}", rows)
        return [int(row[0] or 0) for row in rows]
