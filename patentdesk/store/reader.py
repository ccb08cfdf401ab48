"""Read records from one consistent state of the portfolio file."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from patentdesk.portfolio.query import Query
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.store import journal, measures, search
from patentdesk.store.arrays import NONE, Ids
from patentdesk.store.codec import Codec
from patentdesk.store.columns import Ahead, Columns
from patentdesk.store.connection import driver
from patentdesk.store.finding import Another, Finder, NoColumn
from patentdesk.store.journal import Change, Operation
from patentdesk.store.schema import Mapped, Record, mapped_for

R = TypeVar("R", bound=Record)
A = TypeVar("A")
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Between:
    """A condition: the value lies from ``low`` to ``high``, both included; None leaves a side open."""

    low: object = None
    high: object = None


@dataclass(slots=True)
class Reader:
    """Reads records; every read of one reader sees the same state of the file.

    Conditions are given by field name: a value, None, a Between, or a list, tuple, set or array of values (any length).
    """

    connection: Connection
    today: date
    columns: Columns | None = None
    """What answers in the place of SQL; none while an operation runs, whose changes no column knows yet."""
    another: Another | None = None
    """Where a second connection comes from, which looks through half of a long answer at the same time."""

    def get(self, record: type[R], record_id: int) -> R | None:
        """Return the record with this id, or None."""
        found = self.select(record, id=record_id)
        return found[0] if found else None

    def select(
        self,
        record: type[R],
        *,
        order: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
        **conditions: object,
    ) -> list[R]:
        """Return the records that meet all conditions; ``order`` names fields, '-field' descending, then by id."""
        mapped = mapped_for(record)
        query = self._query(mapped, order, conditions)
        if limit is not None or offset:
            query = query.limit(-1 if limit is None else limit).offset(offset)
        return cast("list[R]", [mapped.decode(row) for row in self.connection.execute(query).all()])

    def iterate(self, record: type[R], **conditions: object) -> Iterator[R]:
        """Yield the records that meet all conditions by id, a batch at a time."""
        mapped = mapped_for(record)
        query = self._query(mapped, (), conditions).execution_options(yield_per=_BATCH)
        for row in self.connection.execute(query):
            yield cast("R", mapped.decode(row))

    def count(self, record: type[Record], **conditions: object) -> int:
        """Return how many records meet all conditions."""
        mapped = mapped_for(record)
        query = select(func.count()).select_from(mapped.table).where(*_conditions(mapped, conditions))
        return int(self.connection.execute(query).scalar_one())

    def column(self, record: type[Record], field: str, **conditions: object) -> list[Any]:
        """Return one field of the records that meet all conditions, by id."""
        mapped = mapped_for(record)
        table = mapped.table
        query = select(table.c[field]).where(*_conditions(mapped, conditions)).order_by(table.c.id)
        codec = mapped.codecs[field]
        return [codec.load(value) for value in self.connection.execute(query).scalars()]

    def fields(self, record: type[Record], fields: Sequence[str], **conditions: object) -> dict[str, list[Any]]:
        """Return some fields of the records that meet all conditions, each as ``column`` gives it, in one pass."""
        mapped = mapped_for(record)
        table = mapped.table
        chosen = [table.c[field] for field in fields]
        rows = self.connection.execute(select(*chosen).where(*_conditions(mapped, conditions)).order_by(table.c.id))
        values = list(zip(*rows.all(), strict=True)) or [() for _ in fields]
        loads = [mapped.codecs[field].load for field in fields]
        return {
            field: [load(value) for value in column] for field, load, column in zip(fields, loads, values, strict=True)
        }

    def find(self, query: Query, sort: Sequence[tuple[str, bool]] = ()) -> Ids:
        """Return the ids of the patents that the query selects, sorted by (field, descending) pairs, then by id."""
        return self._answer(
            lambda finder: finder.find(query, sort), lambda: self._ids(search.ids(query, sort, self.today))
        )

    def runs(self, ids: Ids, name: str) -> tuple[Ids, list[Any]]:
        """Return where in a list of patents the value of a field changes, and the value of each run."""
        return self._answer(lambda finder: finder.runs(ids, name), lambda: self._runs(ids, name))

    def containing(self, record: type[Record], text: str, fields: Mapping[str, Sequence[str]]) -> Ids:
        """Return the ids of the records in whose fields a text stands, capitals aside.

        ``fields`` names them, each with the values that count beside the text itself (codes whose name holds it).
        """
        table = mapped_for(record).table
        low = text.lower()
        found = [
            func.instr(func.lower(table.c[name]), low) > 0 if not values else table.c[name].in_(values)
            for name, values in fields.items()
        ]
        if not found:
            return np.array([], dtype=np.int64)
        return self._ids(select(table.c.id).where(or_(*found)).order_by(table.c.id))

    def with_number(self, number: str) -> Ids:
        """Return the ids of the patents with this number, in any written form; else those whose number begins so."""
        for statement in search.by_number(number):
            found = self.connection.execute(statement).scalars().all()
            if found:
                return np.array(found, dtype=np.int64)
        return np.array([], dtype=np.int64)

    def latest_operation(self) -> int:
        """Return the number of the journal's latest finished entry; 0 when there is none."""
        return journal.latest(self.connection)

    def seal(self) -> tuple[int, str]:
        """Return number and hash of the journal's latest finished entry: no other state of any portfolio has them."""
        return journal.seal(self.connection)

    def touched_since(
        self, operation_id: int, records: Sequence[type[Record]], fields: Collection[str] = ()
    ) -> set[int]:
        """Return the ids of the patents of which records of these types were changed after a journal entry.

        With ``fields``, a changed ``Patent`` counts only where one of these was changed.
        """
        names = [mapped_for(record).name for record in records]
        return journal.touched_since(self.connection, operation_id, names, fields)

    def operations_on(self, record: type[Record], after: int, limit: int) -> list[Operation]:
        """Return the journal's entries above the id ``after`` that changed records of a type, newest first."""
        return journal.operations_on(self.connection, mapped_for(record).name, after, limit)

    def changes_of(self, record: type[Record], operation_id: int, limit: int) -> tuple[list[Change], int]:
        """Return what a journal entry did to the first records of a type, and to how many it did something."""
        name = mapped_for(record).name
        found = journal.changes(self.connection, operation_id, limit, table=name)
        return found, journal.count_changes(self.connection, operation_id, name)

    def added_by(self, record: type[Record], record_id: int, patent_id: int) -> str:
        """Return who first added a record that hangs on a patent; '' when the journal does not tell."""
        return journal.added_by(self.connection, mapped_for(record).name, record_id, patent_id)

    def tally(self, query: Query, by: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return (values..., count) for each combination of the fields; 'filing_date.year' counts by year."""
        return self._answer(lambda finder: finder.tally(query, by), lambda: self._tally(query, by))

    def facets(self, query: Query, names: Sequence[str], most: int = 0) -> dict[str, list[tuple[Any, int]]]:
        """Return (value, count) of the selected patents for each field alone, in the order of the values.

        'ipc_main.subclass' counts by the first four characters. ``most``: only so many of the largest counts.
        """
        return self._answer(
            lambda finder: finder.facets(query, names, most),
            lambda: {name: _largest(self._tally(query, (name,)), most) for name in names},
        )

    def groups(self, name: str) -> tuple[Ids, Any, list[Any]]:
        """Return the ids of all patents, and for each the place of its value of a field in the list of values.

        For fields with few different values: codes, organisations, the responsible person.
        """
        return self._answer(lambda finder: finder.groups(name), lambda: self._groups(name))

    def numbers(self, name: str) -> tuple[Ids, Ids]:
        """Return the ids of all patents, and for each its number in a field, ``store.file.NONE`` where not known.

        Days count from the first day of the year 1, as ``date.toordinal`` does; 'expires' is the end of the term.
        """
        return self._answer(lambda finder: finder.numbers(name), lambda: self._numbers(name))

    def counts(self, name: str) -> tuple[Ids, Ids]:
        """Return ids of patents, ascending, and how many of something each has (``store.measures.COUNTS``)."""
        return measures.counted(driver(self.connection), name)

    def annuities(self) -> tuple[Ids, Any, list[str]]:
        """Return ids of patents, ascending, with amount (minor units, NaN unknown) and currency of the next annuity."""
        return measures.annuities(driver(self.connection))

    def _numbers(self, name: str) -> tuple[Ids, Ids]:
        table = mapped_for(Patent).table
        value = search.value(name) if name == "expires" else table.c[name]
        rows = self.connection.execute(select(table.c.id, value).order_by(table.c.id)).all()
        days = [date.fromisoformat(found).toordinal() if isinstance(found, str) else found for _, found in rows]
        numbers = np.array([NONE if found is None else found for found in days], np.int64)
        return np.array([patent_id for patent_id, _ in rows], np.int64), numbers

    def _groups(self, name: str) -> tuple[Ids, Any, list[Any]]:
        found = self.fields(Patent, ("id", name))
        places: dict[Any, int] = {}
        codes = [places.setdefault(value, len(places)) for value in found[name]]
        return np.array(found["id"], np.int64), np.array(codes, np.int64), list(places)

    def _answer(self, quick: Callable[[Finder], A], sure: Callable[[], A]) -> A:
        """Answer from columns; where no column can, from SQL."""
        if self.columns is None:
            return sure()
        try:
            return quick(Finder(self.columns, self.connection, self.today, self.another))
        except (Ahead, NoColumn):
            return sure()

    def _runs(self, ids: Ids, name: str) -> tuple[Ids, list[Any]]:
        record = {"member": "member_id", "agency": "agency_id"}.get(name, name)
        table = mapped_for(Patent).table
        held = dict(self.connection.execute(select(table.c.id, table.c[record])).tuples().all())
        values = [held.get(one) for one in ids.tolist()]
        starts = [place for place, value in enumerate(values) if not place or value != values[place - 1]]
        firsts = [values[place] for place in starts]
        if record != name:
            names = {one.id: one.name for one in self.iterate(Organisation)}
            firsts = [names.get(value or 0) for value in firsts]
        return np.array(starts, dtype=np.int64), firsts

    def _ids(self, statement: Select[Any]) -> Ids:
        rows = self.connection.execute(statement)
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def _tally(self, query: Query, by: Sequence[str]) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.connection.execute(search.tally(query, by, self.today))]

    def _query(self, mapped: Mapped, order: Sequence[str], conditions: dict[str, object]) -> Select[Any]:
        table = mapped.table
        keys = [
            table.c[name.removeprefix("-")].desc() if name.startswith("-") else table.c[name].asc() for name in order
        ]
        return select(table).where(*_conditions(mapped, conditions)).order_by(*keys, table.c.id)


def _largest(rows: Sequence[tuple[Any, ...]], most: int) -> list[tuple[Any, int]]:
    least = sorted((row[1] for row in rows), reverse=True)[: most or None][-1:] or [0]
    return [(row[0], row[1]) for row in rows if row[1] >= least[0]][: most or None]


def _conditions(mapped: Mapped, conditions: dict[str, object]) -> list[ColumnElement[bool]]:
    return [condition(mapped.table.c[name], mapped.codecs[name], value) for name, value in conditions.items()]


def condition(column: ColumnElement[Any], codec: Codec, value: object) -> ColumnElement[bool]:
    """Return the SQL condition for one field and one wish (see Reader)."""
    if value is None:
        return column.is_(None)
    if isinstance(value, Between):
        low = [] if value.low is None else [column >= codec.store(value.low)]
        high = [] if value.high is None else [column <= codec.store(value.high)]
        return and_(column.is_not(None), *low, *high)
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, Iterable) and not isinstance(value, str):
        wanted = [codec.store(item) for item in value]
        found = column.in_(select(among([item for item in wanted if item is not None])))
        return found | column.is_(None) if None in wanted else found
    return column == codec.store(value)


def among(values: Sequence[object]) -> ColumnElement[Any]:
    """Return the values as a column of a table, whatever their number (one bound parameter)."""
    return func.json_each(json.dumps(list(values), ensure_ascii=False)).table_valued("value").c.value
