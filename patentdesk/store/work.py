"""Change records inside one operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import delete, or_, select, update

from patentdesk.store.codec import Stored
from patentdesk.store.reader import Reader, among
from patentdesk.store.rows import write_rows
from patentdesk.store.schema import Mapped, Record, mapped_for

_PAGE = 20_000


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
        """Insert records of one type; ids are counted on from the highest that was ever given."""
        highest = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        following = int(self.connection.exec_driver_sql(highest, (mapped.name,)).scalar() or 0)
        names = ", ".join(f'"{name}"' for name in mapped.fields)
        sql = f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}"
        ids: list[int] = []
        for start in range(0, len(records), _PAGE):
            rows: list[Sequence[Stored]] = []
            for record in records[start : start + _PAGE]:
                row = mapped.encode(record)
                if not row[0]:
                    following += 1
                    row[0] = following
                else:
                    following = max(following, record.id)
                ids.append(int(row[0] or 0))
                rows.append(row)
            write_rows(self.connection, sql, rows)
        return ids
