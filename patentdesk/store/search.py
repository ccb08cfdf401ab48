"""Compile queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from patentdesk.portfolio.query import Query
from patentdesk.store.schema import TABLES


def ids(query: Query, sort: Sequence[tuple[str, bool]], today: date) -> Select[Any]:
    """Return the statement that finds the ids."""
    patents = TABLES["patents"]
    keys = [patents.c[name].desc() if descending else patents.c[name].asc() for name, descending in sort]
    return select(patents.c.id).order_by(*keys, patents.c.id)


def tally(query: Query, by: Sequence[str], today: date) -> Select[Any]:
    """Return the statement that counts."""
    patents = TABLES["patents"]
    columns = [
        func.cast(func.substr(patents.c[name.removesuffix(".year")], 1, 4)) if name.endswith(".year") else patents.c[name]
        for name in by
    ]
    return select(*columns, func.count()).group_by(*columns).order_by(*columns)
