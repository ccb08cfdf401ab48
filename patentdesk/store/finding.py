"""Answer queries from columns: which patents, in which order, how many of each.

The answers are those of ``store.search`` (a property test compares them); what no column knows is asked there.
"""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError

from patentdesk.core.problems import Refused
from patentdesk.portfolio import query as q
from patentdesk.portfolio.fields import BY_NAME, FieldKind, edges
from patentdesk.portfolio.query import Query
from patentdesk.portfolio.spans import interval
from patentdesk.store import search
from patentdesk.store.arrays import NONE, Column, Ids, Shape, rows_of
from patentdesk.store.codec import Stored
from patentdesk.store.columns import Columns, Mask, holds_days, position, read_numbers, source
from patentdesk.store.connection import driver
from patentdesk.store.places import Places, days_shown, from_zero, in_order, merged, narrow, order_of, ordered
from patentdesk.store.schema import TABLES
from patentdesk.store.words import has_value

_CAPITALS = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_MOST = 1 << 17
"""Numbers that lie further apart are not counted by columns."""
_MOST_GROUPS = 1 << 22
"""Nor are more groups than these."""
_NAMED = {"member": "member_id", "agency": "agency_id"}
_SHARED = 100_000
"""From so many patents on, two look through the search index."""
Another = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Opens a second connection that reads the present state."""


class NoColumn(Exception):  # noqa: N818 - no error: the reader asks in another way
    """No column holds the field."""


@dataclass(slots=True)
class Finder:
    """Answers for one snapshot. Every method raises Ahead or NoColumn when only SQL can tell."""

    columns: Columns
    connection: Connection
    today: date
    another: Another | None = None
    seq: int = field(init=False)
    ids: Ids = field(init=False)

    def __post_init__(self) -> None:
        """Take the place in the journal and the ids of the snapshot."""
        self.seq = position(driver(self.connection))
        self.ids = self.columns.ids(driver(self.connection), self.seq)

    def find(self, query: Query, sort: Sequence[tuple[str, bool]]) -> Ids:
        """Return the ids of the selected patents, sorted by (field, descending), then by id."""
        mask = self._selected(query)
        rows = None if mask is None else np.flatnonzero(mask)
        keys = [self._sort_places(name, descending=descending) for name, descending in sort]
        found = self.ids if rows is None else self.ids[rows]
        if not keys or not len(found):
            return found.copy()
        return found[order_of([key if rows is None else key[rows] for key in keys])]

    def tally(self, query: Query, by: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return (values..., count) for each combination of the fields that occurs, in order."""
        return self._count(self._selected(query), by)

    def facets(self, query: Query, names: Sequence[str], most: int = 0) -> dict[str, list[tuple[Any, int]]]:
        """Return (value, count) for each field alone, in order; with ``most`` only so many of the largest counts."""
        mask = self._selected(query)
        return {name: [(row[0], row[1]) for row in self._count(mask, (name,), most)] for name in names}

    def groups(self, name: str) -> tuple[Ids, NDArray[Any], list[Stored]]:
        """Return all patents, and for each the place of its value of a coded field in the list of values."""
        column = self._column(name)
        if column.shape is not Shape.CODES:
            raise NoColumn(name)
        return self.ids, column.data, list(column.values)

    def numbers(self, name: str) -> tuple[Ids, Ids]:
        """Return all patents, and for each its number in a field: days from the year 1, ``NONE`` where not known."""
        column = self._column(name)
        if column.shape is not Shape.NUMBERS:
            raise NoColumn(name)
        return self.ids, column.data.astype(np.int64)

    def _count(self, mask: Mask | None, by: Sequence[str], most: int = 0) -> list[tuple[Any, ...]]:
        rows = slice(None) if mask is None else np.flatnonzero(mask)
        total: NDArray[Any] | None = None
        size = 1
        lists: list[list[Stored]] = []
        for name in by:
            places, values = self._groups(name)
            size, lists = size * len(values), [*lists, values]
            total = places[rows] if total is None else total.astype(np.int64) * len(values) + places[rows]
        if total is None or size > _MOST_GROUPS:
            raise NoColumn(*by)
        counted = np.bincount(total, minlength=size)
        groups = np.flatnonzero(counted)
        if 0 < most < len(groups):
            groups = groups[np.argpartition(counted[groups], -most)[-most:]]
        merged: dict[tuple[Stored, ...], int] = {}
        for group, count in zip(groups.tolist(), counted[groups].tolist(), strict=True):
            key: list[Stored] = []
            for values in reversed(lists):
                group, place = divmod(group, len(values))  # noqa: PLW2901 - taken apart from the right
                key.insert(0, values[place])
            merged[tuple(key)] = merged.get(tuple(key), 0) + count
        return sorted(((*key, count) for key, count in merged.items()), key=in_order)

    def _groups(self, name: str) -> tuple[NDArray[Any], list[Stored]]:
        """Return for each patent the place of its value in a list; equal values may stand in it more than once."""
        written, _, part = name.partition(".")
        column = self._column(_NAMED.get(written, written))
        if column.shape is Shape.CODES and not part:
            return column.data, self._named(written, column.values)
        if column.shape is Shape.CODES:
            return self._kept(
                name, column, lambda: merged(column.data, [str(value or "")[:4] for value in column.values])
            )
        if column.shape is not Shape.NUMBERS or (part and not holds_days(written)):
            raise NoColumn(name)
        return self._kept(name, column, lambda: _numbered_groups(name, column, part))

    def _kept(
        self, name: str, column: Column, work_out: Callable[[], tuple[NDArray[Any], list[Stored]]]
    ) -> tuple[NDArray[Any], list[Stored]]:
        """Return groups that are worked out once for each state of their column."""

        def kept() -> tuple[NDArray[Any], list[Stored]]:
            places, values = work_out()
            return narrow(places), values

        return self.columns.answer((name, column.seq), kept)

    def _named(self, name: str, values: Sequence[Stored]) -> list[Stored]:
        """Return what codes stand for; for organisations their names."""
        if name not in _NAMED:
            return list(values)
        table = TABLES["organisations"].c
        known = [value for value in values if value is not None]
        rows = self.connection.execute(select(table.id, table.name).where(table.id.in_(known)))
        names = {row[0]: row[1] for row in rows}
        return [names.get(value) for value in values]

    def runs(self, ids: Ids, name: str) -> tuple[Ids, list[Stored]]:
        """Return where in a list of ids the value of a field changes, and the value of each run."""
        rows = rows_of(self.ids, ids)
        places, values = self._groups(name) if self._is_coded(name) else self._numbers_of(name)
        found = places[rows].astype(np.int64)
        starts = np.flatnonzero(np.concatenate(([True], found[1:] != found[:-1]))) if len(found) else found
        if values is None:
            return starts, [None if number == NONE else int(number) for number in found[starts].tolist()]
        return starts, [values[place] for place in found[starts].tolist()]

    def _is_coded(self, name: str) -> bool:
        return self._column(_NAMED.get(name, name)).shape is Shape.CODES

    def _numbers_of(self, name: str) -> tuple[NDArray[Any], None]:
        column = self._column(name)
        if column.shape is not Shape.NUMBERS or holds_days(name):
            raise NoColumn(name)
        return column.data, None

    def _sort_places(self, name: str, *, descending: bool) -> Places:
        """Return for each patent the place of its value in the order; what is not known comes first."""
        column = self._column(_NAMED.get(name, name))
        if column.shape is Shape.CODES:
            values = _by_life(column.values) if name == "status" else self._named(name, column.values)
            order = self.columns.answer((name, tuple(values)), lambda: ordered(values))
            places = order[column.data]
        elif column.shape is Shape.NUMBERS:
            places = from_zero(column.data)[0]
        else:
            places = column.data.astype(np.int64)
        return places.max(initial=0) - places if descending else places

    def _selected(self, query: Query) -> Mask | None:
        """Return the mask of a query; None: all."""
        return None if query == q.EVERYTHING else self._mask(query)

    def _mask(self, node: Query) -> Mask:
        return self.columns.answer((self.seq, self.today, node), lambda: self._work_out(node))

    def _work_out(self, node: Query) -> Mask:  # noqa: PLR0911 - one return per kind of node
        match node:
            case q.All(parts):
                mask = np.ones(len(self.ids), bool)
                for part in parts:
                    mask &= self._mask(part)
                return mask
            case q.Any(parts):
                mask = np.zeros(len(self.ids), bool)
                for part in parts:
                    mask |= self._mask(part)
                return mask
            case q.Not(part):
                return ~self._mask(part)
            case q.Match(name, values, exact) if len(values) != 1:
                return self._mask(q.Any(tuple(q.Match(name, (value,), exact) for value in values)))
            case q.Match(name, (value,), True) if value:
                return self._exactly(node, name, value)
            case q.Text(words):
                expression = search.words_expression(words)
                return self._indexed(expression) if expression else np.ones(len(self.ids), bool)
            case q.Flag(name):
                return self._flag(node, name)
            case _:
                return self._compared(node)

    def _compared(self, node: q.Match | q.Range | q.Compare) -> Mask:  # noqa: PLR0911 - one per kind of field
        name, kind = node.field, BY_NAME[node.field].kind
        value = node.values[0] if isinstance(node, q.Match) else None
        if kind in {FieldKind.DATE, FieldKind.NUMBER}:
            return self._asked(node) if value == "" and name == "due" else self._within(node, value)
        expression = search.field_expression(name, value or "")
        if expression:
            return self._indexed(expression)
        if name in _NAMED and value:
            wanted = set(self.connection.execute(search.organisations_named(value)).scalars())
            return self._coded(_NAMED[name], lambda code: code in wanted)
        if name == "class" and value:
            start = search.symbol_start(value)
            mask = self._coded("ipc_main", lambda code: str(code).startswith(start))
            return mask | self._owned(search.classified(start))
        column, found = _NAMED.get(name, name), source(_NAMED.get(name, name))
        if found is None or found.shape is not Shape.CODES:
            return self._asked(node)
        if not value:
            return self._coded(column, lambda code: not str(code or "").strip(edges(name)))
        if kind is FieldKind.CODE:
            return self._coded(column, lambda code: str(code or "").translate(_CAPITALS) == value.lower())
        part = value.translate(_CAPITALS)
        return self._coded(column, lambda code: part in str(code or "").translate(_CAPITALS))

    def _exactly(self, node: Query, name: str, value: str) -> Mask:
        if name in _NAMED:
            wanted = set(self.connection.execute(search.organisations_called(name, value)).scalars())
            return self._coded(_NAMED[name], lambda code: code in wanted)
        column = search.TEXT_COLUMN.get(name, name)
        found = source(column)
        if found is None or found.shape is not Shape.CODES:
            return self._asked(node)
        return self._coded(column, lambda code: has_value(name, str(code or ""), value))

    def _within(self, node: q.Match | q.Range | q.Compare, value: str | None) -> Mask:
        column = self._column(node.field)
        if value == "":
            unknown: Mask = column.data == NONE
            return unknown
        low, high = (bound.toordinal() if isinstance(bound, date) else bound for bound in interval(node, self.today))
        if node.field == "due" and low is not None:  # the column knows the earliest deadline only
            return self._owned(search.due_within(*interval(node, self.today)))
        mask: Mask = column.data != NONE
        if low is not None:
            mask &= column.data >= low
        if high is not None:
            mask &= column.data <= high
        return mask

    def _flag(self, node: Query, name: str) -> Mask:
        if name in search.LASTING:
            known: Mask = self._column(name).data
            return known
        if name == "overdue":
            return self._owned(search.overdue(self.today))
        if name in {"alive", "dead"}:
            return self._coded("status", lambda code: (code in search.DEAD_CODES) is (name == "dead"))
        return self._asked(node)

    def _coded(self, name: str, wanted: Callable[[Stored], bool]) -> Mask:
        column = self._column(name)
        return np.array([wanted(value) for value in column.values], bool)[column.data]

    def _indexed(self, expression: str) -> Mask:
        """Return the mask of what the search index finds; of many patents another connection asks for one half."""
        last = int(self.ids[-1]) if len(self.ids) else 0
        if self.another is None or len(self.ids) < _SHARED:
            return self._mask_of(_hits(driver(self.connection), expression, 0, last))
        middle = int(self.ids[len(self.ids) // 2])
        with ThreadPoolExecutor(1) as at_its_side:
            rest: Future[Ids | None] | None = None
            with suppress(RuntimeError):  # no thread can be begun: one does it all
                rest = at_its_side.submit(self._hits_beside, self.another, expression, middle + 1, last)
            lower = _hits(driver(self.connection), expression, 0, middle)
            upper = rest.result() if rest is not None else None
        if upper is None:
            upper = _hits(driver(self.connection), expression, middle + 1, last)
        return self._mask_of(np.concatenate((lower, upper)))

    def _hits_beside(self, another: Another, expression: str, first: int, last: int) -> Ids | None:
        """Return hits as another connection sees them; None where it sees another state, or cannot tell."""
        try:
            with another() as raw:
                return _hits(raw, expression, first, last) if position(raw) == self.seq else None
        except (Refused, SQLAlchemyError, sqlite3.Error):  # who asks looks by itself, and tells what is wrong
            return None

    def _asked(self, node: Query) -> Mask:
        return self._owned(select(TABLES["patents"].c.id).where(search.where(node, self.today)))

    def _owned(self, statement: Select[Any]) -> Mask:
        """Return the mask of the patents whose ids a statement finds, in any order and number."""
        return self._mask_of(read_numbers(driver(self.connection), *compiled(statement)))

    def _mask_of(self, ids: Ids) -> Mask:
        mask = np.zeros(len(self.ids), bool)
        mask[rows_of(self.ids, ids)] = True
        return mask

    def _column(self, name: str) -> Column:
        column = self.columns.column(name, driver(self.connection), self.seq)
        if column is None:
            raise NoColumn(name)
        return column


def _hits(raw: sqlite3.Connection, expression: str, first: int, last: int) -> Ids:
    """Return the ids, from the first to the last, of the patents that the search index finds."""
    sql = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
    return read_numbers(raw, sql, (expression, first, last))


def compiled(statement: Select[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of a statement and its parameters, for the driver itself."""
    made = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
    return str(made), tuple(made.params[name] for name in made.positiontup or ())


def _numbered_groups(name: str, column: Column, part: str) -> tuple[NDArray[Any], list[Stored]]:
    """Return the groups of a column of numbers. Raises NoColumn when they lie too far apart."""
    places, low, count = from_zero(column.data)
    if count > _MOST:
        raise NoColumn(name)
    numbers = range(low, low + count - 1)
    if not holds_days(name.partition(".")[0]):
        return places, [None, *numbers]
    return merged(places, [None, *days_shown(numbers, part)])


def _by_life(values: Sequence[Stored]) -> list[Stored]:
    """Return the places of legal states in the life of a right."""
    return [None if value is None else search.LIFE[str(value)] for value in values]
