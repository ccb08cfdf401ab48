"""Change records inside one operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import delete, or_, select, update

from patentdesk.store.adding import add_rows
from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver
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

    def add_values(self, record: type[Record], fields: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
        """Store new records, each given by its values of these fields; return their ids.

        Far faster than ``add_all``: no record is made. Fields that are not named stay empty; those that cannot be
        empty must be named.
        """
        mapped = mapped_for(record)
        pages = (rows[start : start + _PAGE] for start in range(0, len(rows), _PAGE))
        return [row_id for page in pages for row_id in add_rows(self.connection, mapped, fields, page)]

    def change(self, record: type[Record], record_id: int, **values: object) -> bool:
        """Set fields of one record; return False when it has these values already.

        Raises LookupError when there is no such record.
        """
        if not self.count(record, id=record_id):
            raise LookupError(f"no {record.__name__} {record_id}")
        return self.change_many(record, [record_id], **values) == 1

    def change_many(self, record: type[Record], ids: Sequence[int], **values: object) -> int:
        """Set fields of many records to the same values; return how many were different before."""
        if not ids:
            return 0
        mapped = mapped_for(record)
        table = mapped.table
        stored = {name: mapped.codecs[name].store(value) for name, value in values.items()}
        differs = or_(*(table.c[name].is_distinct_from(value) for name, value in stored.items()))
        wanted = table.c.id.in_(select(among([int(i) for i in ids])))
        return self.connection.execute(update(table).where(wanted, differs).values(stored)).rowcount

    def change_each(self, record: type[Record], rows: Iterable[tuple[int, dict[str, object]]]) -> int:
        """Set fields of many records, each to its own values (id, {field: value}); return how many were different."""
        mapped = mapped_for(record)
        together: dict[tuple[str, ...], list[list[Stored]]] = defaultdict(list)
        for record_id, values in rows:
            stored = [mapped.codecs[name].store(value) for name, value in values.items()]
            together[tuple(values)].append([*stored, int(record_id), *stored])
        changed = 0
        for names, parameters in together.items():
            fields = ", ".join(f'"{name}" = ?' for name in names)
            differs = " OR ".join(f'"{name}" IS NOT ?' for name in names)
            sql = f"UPDATE {mapped.name} SET {fields} WHERE id = ? AND ({differs})"
            changed += driver(self.connection).executemany(sql, parameters).rowcount
        return changed

    def remove(self, record: type[Record], ids: Iterable[int]) -> int:
        """Remove records, with everything that belongs to them; return how many of ``record`` there were."""
        numbers = [int(one) for one in ids]
        if not numbers:
            return 0
        table = mapped_for(record).table
        wanted = table.c.id.in_(select(among(numbers)))
        return self.connection.execute(delete(table).where(wanted)).rowcount

    def _add_run(self, mapped: Mapped, records: list[Record]) -> list[int]:
        """Insert records of one type; without ids of their own they count on from the highest that was ever given."""
        if not any(record.id for record in records):
            return self.add_values(mapped.record, mapped.fields[1:], [mapped.values(record)[1:] for record in records])
        highest = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        following = int(self.connection.exec_driver_sql(highest, (mapped.name,)).scalar() or 0)
        rows = [mapped.encode(record) for record in records]
        for row in rows:
            row[0] = row[0] or following + 1
            following = max(following, int(row[0] or 0))
        names = ", ".join(f'"{name}"' for name in mapped.fields)
        write_rows(self.connection, f"INSERT INTO {mapped.name} ({names}) VALUES {{rows}}", rows)
        return [int(row[0] or 0) for row in rows]
