"""Keep the fields of patents as columns, true to the journal, for finding, sorting and counting in an instant.

A column is a cache and nothing else: it is made from the rows by one statement, it knows the line of the journal whose
state it shows, and it is brought forward by reading the lines since, which name every touched patent. So it stays true
whoever changed the file and how. The table ``columns`` keeps them between sessions; it may be emptied at any time.

Only committed states are held: a reader asks with the last line that its snapshot sees. A reader whose snapshot is
older than a column gets ``Ahead`` and asks in SQL.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Integer, Select, func, literal, select
from sqlalchemy.dialects import sqlite

from patentdesk.store import search
from patentdesk.store.arrays import (
    NONE,
    Column,
    Ids,
    Shape,
    coded,
    empty,
    moved,
    numbered,
    numbers_in,
    ranked,
    reranked,
    rows_of,
    same_ids,
    within,
)
from patentdesk.store.schema import BY_TABLE, TABLES

Mask = NDArray[np.bool_]
Answer = TypeVar("Answer")
_PATENTS = TABLES["patents"].c
_CODECS = BY_TABLE["patents"].codecs
_CODED = frozenset(
    "office kind_code status_text responsible product reduction ipc_main tags note applicants_text".split()  # noqa: SIM905
)
"""Text fields with few different values; fields of a code type have few in any case."""
_DAY_ZERO = 1_721_424.5
"""The Julian date of the day before 1 January of the year 1."""
_VERSION = 2
"""Counts changes in what the arrays mean; columns of another version are made anew."""
_BATCH = 20_000
_ANSWERS = 32
_IDS = "*"
"""Under this name the ids of all patents are kept."""


class Ahead(Exception):  # noqa: N818 - no error: the reader asks in another way
    """A column shows a later state than the reader sees."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a column comes from: statements for (patent id, value), and the tables that they read."""

    shape: Shape
    statements: tuple[Select[Any], ...]
    watched: Mapping[str, tuple[str, ...]]
    """Table → its fields that matter; none: all."""

    def sql(self, *, some: bool) -> str:
        """Return the SQL for all patents, or for those in the JSON list that is the parameter of each statement."""
        texts: list[str] = []
        for statement in self.statements:
            within = func.json_each(literal("LISTED", literal_execute=True)).table_valued("value").c.value
            owner = statement.selected_columns[0]
            asked = statement.where(owner.in_(select(within))) if some else statement
            texts.append(str(asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})))
        return " UNION ALL ".join(texts).replace("'LISTED'", "?1")


@cache
def source(name: str) -> Source | None:  # noqa: PLR0911 - one return per kind of column
    """Return where the column of a field or flag comes from; None when there is none."""
    if name in search.LASTING:
        statements = tuple(statement.add_columns(literal(1)) for statement in search.LASTING[name])
        return Source(Shape.FLAGS, statements, {table: () for one in statements for table in _tables(one)})
    if name == "due":
        return Source(Shape.NUMBERS, (search.EARLIEST_DUE.add_columns(_day(search.DUE)),), {"deadlines": ()})
    if name == "expires":
        return _of_all(Shape.NUMBERS, _day(search.value(name)), {"deadlines": (), "patents": ("expiry_date",)})
    if name not in _CODECS:
        return None
    codec, watched = _CODECS[name], {"patents": (name,)}
    if name in {"member_id", "agency_id"} or name in _CODED or codec.codes:
        return _of_all(Shape.CODES, _PATENTS[name], watched)
    if codec.written:
        return _of_all(Shape.RANKS, search.sort_key(name), watched)
    return _of_all(Shape.NUMBERS, _PATENTS[name] if codec.decode is None else _day(_PATENTS[name]), watched)


def _of_all(shape: Shape, value: ColumnElement[Any], watched: Mapping[str, tuple[str, ...]]) -> Source:
    return Source(shape, (select(_PATENTS.id, value).order_by(_PATENTS.id),), watched)


def _tables(statement: Select[Any]) -> list[str]:
    return [str(table.name) for table in statement.columns_clause_froms]  # type: ignore[attr-defined]


def _day(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.cast(func.julianday(value) - _DAY_ZERO, Integer())


@dataclass(slots=True)
class Columns:
    """The columns of one open file, shared by its readers in all threads."""

    _held: dict[str, Column] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _answers: OrderedDict[tuple[object, ...], object] = field(default_factory=OrderedDict)
    _saved: Column | None = None
    _made: bool = False
    _kept_at: int = 0
    """The line of the journal that the columns in the file show."""

    def ids(self, raw: sqlite3.Connection, seq: int) -> Ids:
        """Return the ids of all patents after the line ``seq`` of the journal. Raises Ahead."""
        with self._lock_of(_IDS):
            held = self._held.get(_IDS) or self._saved_ids(raw)
            if held is None or _far(held, seq):
                ids = read_numbers(raw, "SELECT id FROM patents ORDER BY id")
            elif held.seq == seq:
                ids = held.ids
            elif held.seq > seq:
                raise Ahead
            else:
                touched = _touched(raw, {"patents": ("",)}, held.seq, seq)
                there = "SELECT id FROM patents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
                present = read_numbers(raw, there, _parameter(touched))
                ids = same_ids(held.ids, touched, present) if len(touched) else held.ids
            self._held[_IDS] = Column(Shape.NUMBERS, seq, ids, ids)
            return ids

    def column(self, name: str, raw: sqlite3.Connection, seq: int) -> Column | None:
        """Return a column after the line ``seq``, None when there is no such column. Raises Ahead."""
        wanted = source(name)
        if wanted is None:
            return None
        with self._lock_of(name):
            held = self._held.get(name) or self._saved_column(raw, name)
            if held is not None and held.seq > seq:
                raise Ahead
            if held is None or _far(held, seq):
                held = _whole(raw, wanted, self.ids(raw, seq), seq)
                self._made = True
            elif held.seq < seq:
                held = _forward(raw, wanted, held, self.ids(raw, seq), seq)
            self._held[name] = held
            return held

    def answer(self, key: tuple[object, ...], work_out: Callable[[], Answer]) -> Answer:
        """Return what was worked out for the key before, else work it out; the latest answers are remembered."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
                return cast("Answer", found)
        made = work_out()
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return made

    def worth_saving(self, seq: int) -> bool:
        """Tell whether the next session would have to make again much of what is held."""
        held = self._held.get(_IDS)
        if held is None or len(held.ids) < _BATCH:
            return False
        return self._made or seq - self._kept_at > _BATCH

    def save(self, raw: sqlite3.Connection, seq: int) -> None:
        """Write all columns into the file, brought up to date; the caller has begun a transaction that writes.

        The ids are written last: those in the file tell of the columns there how far they are.
        """
        names = {name for (name,) in raw.execute("SELECT name FROM columns")} | set(self._held)
        ids = self.ids(raw, seq)
        for name in sorted(names - {_IDS}):
            held_before = name in self._held
            column = self.column(name, raw, seq)
            raw.execute("DELETE FROM columns WHERE name = ?", (name,))
            if column is not None:
                _write(raw, name, column)
            if not held_before:
                self._held.pop(name, None)
        raw.execute("DELETE FROM columns WHERE name = ?", (_IDS,))
        _write(raw, _IDS, Column(Shape.NUMBERS, seq, ids, ids))
        self._made, self._kept_at = False, seq

    def _saved_ids(self, raw: sqlite3.Connection) -> Column | None:
        """Return the ids that the saved columns belong to, one array for all of them."""
        found = raw.execute("SELECT seq FROM columns WHERE name = ?", (_IDS,)).fetchone()
        if found is None:
            return None
        self._kept_at = found[0]
        saved = self._saved
        if saved is None or saved.seq != found[0]:
            read = _read(raw, _IDS)
            saved = self._saved = None if read is None else replace(read, ids=read.data)
        return saved

    def _saved_column(self, raw: sqlite3.Connection, name: str) -> Column | None:
        column, ids = _read(raw, name), self._saved_ids(raw)
        if column is None or ids is None or ids.seq != column.seq or len(ids.ids) != len(column.data):
            return None
        return replace(column, ids=ids.ids)

    def _lock_of(self, name: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(name, threading.Lock())


def position(raw: sqlite3.Connection) -> int:
    """Return the last line of the journal that the connection's snapshot sees."""
    (seq,) = raw.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()
    return int(seq)


def holds_days(name: str) -> bool:
    """Tell whether the numbers of a column are days."""
    return name in {"due", "expires"} or _CODECS[name].decode is not None


def read_numbers(raw: sqlite3.Connection, sql: str, parameters: tuple[Any, ...] = ()) -> Ids:
    """Return the first column of a statement's rows; far faster than to fetch them one by one."""
    found = raw.execute(f"WITH found(i) AS ({sql}) SELECT group_concat(i) FROM found", parameters).fetchone()[0]
    return numbers_in(found)


def _read(raw: sqlite3.Connection, name: str) -> Column | None:
    """Return a column without its ids as it was saved; None when it was not, or by a program that made it otherwise."""
    row = raw.execute("SELECT made, seq, kind, codes, data FROM columns WHERE name = ?", (name,)).fetchone()
    if row is None or row[0] != _made_by(name):
        return None
    wanted = source(name)
    shape = Shape.NUMBERS if wanted is None else wanted.shape
    return Column(shape, row[1], np.array([], np.int64), np.frombuffer(row[4], row[2]), tuple(json.loads(row[3])))


def _write(raw: sqlite3.Connection, name: str, column: Column) -> None:
    codes = json.dumps(column.values, ensure_ascii=False)
    row = (name, _made_by(name), column.seq, column.data.dtype.str, codes, column.data.data)
    raw.execute("INSERT INTO columns (name, made, seq, kind, codes, data) VALUES (?, ?, ?, ?, ?, ?)", row)


@cache
def _made_by(name: str) -> str:
    wanted = source(name)
    sql = "" if wanted is None else wanted.shape + wanted.sql(some=False)
    return f"{_VERSION}:{hashlib.sha256(sql.encode()).hexdigest()[:16]}"


def _far(held: Column, seq: int) -> bool:
    """Tell whether so much happened since that a new start is shorter."""
    return seq - held.seq > 2 * len(held.ids) + 100


def _most(touched: Ids, ids: Ids) -> bool:
    """Tell whether so many patents were touched that reading all is shorter than to ask for each of them."""
    return 2 * len(touched) > len(ids)


def _touched(raw: sqlite3.Connection, watched: Mapping[str, tuple[str, ...]], since: int, until: int) -> Ids:
    """Return the ids of the patents for which the journal names a change of the watched fields."""
    conditions: list[str] = []
    for table, fields in watched.items():
        named = " OR ".join(f"instr(after, '\"{name}\":')" for name in fields)
        conditions.append(f"table_name = '{table}'" + (f" AND (kind <> 'update' OR {named})" if fields else ""))
    within = f"seq > {since} AND seq <= {until} AND ({' OR '.join(f'({one})' for one in conditions)})"
    singly = read_numbers(raw, f"SELECT patent_id FROM changes WHERE {within}")
    told = raw.execute(f"SELECT patents FROM changes WHERE until_id IS NOT NULL AND {within}")
    together = [np.arange(low, high + 1) for (patents,) in told for low, high in json.loads(patents)]
    return np.unique(np.concatenate([singly, *together]))


def _whole(raw: sqlite3.Connection, wanted: Source, ids: Ids, seq: int) -> Column:
    """Make a column from all rows."""
    made = empty(wanted.shape, ids, seq)
    sql = wanted.sql(some=False)
    if wanted.shape in {Shape.NUMBERS, Shape.FLAGS}:
        found, numbers = _read_pairs(raw, sql)
        return numbered(made, rows_of(ids, found), numbers)
    values = ([value for _, value in batch] for batch in _batches(raw, sql))
    return ranked(made, values) if wanted.shape is Shape.RANKS else coded(made, np.arange(len(ids)), values)


def _forward(raw: sqlite3.Connection, wanted: Source, held: Column, ids: Ids, seq: int) -> Column:
    """Bring a column forward to the line ``seq`` by reading the patents that were touched since."""
    touched = _touched(raw, wanted.watched, held.seq, seq)
    touched = within(ids, touched)
    if _most(touched, ids):
        return _whole(raw, wanted, ids, seq)
    column = replace(moved(held, ids), seq=seq)
    if not len(touched):
        return column
    sql = wanted.sql(some=True)
    if wanted.shape in {Shape.NUMBERS, Shape.FLAGS}:
        unknown = NONE if wanted.shape is Shape.NUMBERS else 0
        column = numbered(column, rows_of(ids, touched), np.full(len(touched), unknown))
        found, numbers = _read_pairs(raw, sql, touched)
        return numbered(column, rows_of(ids, found), numbers)
    pairs = [pair for batch in _batches(raw, sql, touched) for pair in batch]
    rows = rows_of(ids, np.array([patent_id for patent_id, _ in pairs], np.int64))
    values = [value for _, value in pairs]
    if wanted.shape is Shape.CODES:
        return coded(column, rows, [values])
    if len(set(values)) * 16 > len(ids):
        return _whole(raw, wanted, ids, seq)

    def keys_of(some: Sequence[int]) -> list[bytes]:
        asked = np.array(some, np.int64)
        keys = dict(pair for batch in _batches(raw, sql, np.unique(asked)) for pair in batch)
        return [keys[patent_id] for patent_id in some]

    return reranked(column, rows, values, keys_of)


def _parameter(among: Ids | None) -> tuple[str, ...]:
    return () if among is None else (json.dumps(among.tolist()),)


def _batches(raw: sqlite3.Connection, sql: str, among: Ids | None = None) -> Iterator[list[tuple[int, Any]]]:
    cursor = raw.execute(sql, _parameter(among))
    while batch := cursor.fetchmany(_BATCH):
        yield batch


def _read_pairs(raw: sqlite3.Connection, sql: str, among: Ids | None = None) -> tuple[Ids, Ids]:
    joined = f"WITH found(i, v) AS ({sql}) SELECT group_concat(i), group_concat(coalesce(v, {NONE})) FROM found"
    ids, numbers = raw.execute(joined, _parameter(among)).fetchone()
    return numbers_in(ids), numbers_in(numbers)
