"""Count what belongs to every patent, for rating a million of them at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.store.arrays import Ids

_OPEN = "state IN ('open', 'in_progress') AND gone = 0 AND year IS NOT NULL AND due_date IS NOT NULL"
COUNTS: Mapping[str, str] = {
    "owners": "SELECT patent_id, count(DISTINCT name) FROM parties WHERE role = 'owner' GROUP BY patent_id",
    "applicants": "SELECT patent_id, count(DISTINCT name) FROM parties WHERE role = 'applicant' GROUP BY patent_id",
    "subclasses": (
        "SELECT patent_id, count(DISTINCT substr(symbol, 1, 4)) FROM classifications WHERE scheme = 'ipc' "
        "GROUP BY patent_id"
    ),
    "inventors": (
        "SELECT id, (length(inventors_text) - length(replace(inventors_text, ' | ', ''))) / 3 + 1 FROM patents "
        "WHERE trim(inventors_text) <> ''"
    ),
    "product": "SELECT id, 1 FROM patents WHERE trim(product) <> ''",
}
"""Statements for (patent id, number); patents without a line have none."""
ANNUITIES = (
    "SELECT patent_id, amount_minor, currency, min(due_date || printf('%05d', year)) FROM deadlines "
    f"WHERE {_OPEN} GROUP BY patent_id"
)
"""The next annuity of each patent: the earliest, of several on a day that of the lower year."""


def counted(raw: sqlite3.Connection, name: str) -> tuple[Ids, Ids]:
    """Return patent ids, ascending, and the number of each. Raises KeyError for a count that there is none of."""
    statement = f"WITH found(i, v) AS ({COUNTS[name]} ORDER BY 1) SELECT group_concat(i), group_concat(v) FROM found"
    ids, numbers = raw.execute(statement).fetchone()
    return _numbers(ids), _numbers(numbers)


def annuities(raw: sqlite3.Connection) -> tuple[Ids, NDArray[Any], list[str]]:
    """Return patent ids, ascending, amounts in minor units (NaN: no price) and currencies of the next annuities."""
    rows = raw.execute(ANNUITIES).fetchall()
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    amounts = np.fromiter((np.nan if row[1] is None else row[1] for row in rows), np.float64, len(rows))
    return ids, amounts, [row[2] for row in rows]


def _numbers(joined: str | None) -> Ids:
    return np.fromstring(joined, np.int64, sep=",") if joined else np.array([], np.int64)
