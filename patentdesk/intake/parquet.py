"""Read Parquet, in which data bases such as PATSTAT and BigQuery hand out their tables."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.intake.aside import RowsAside, as_file
from patentdesk.intake.layout import JOIN
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Row, Sheet

if TYPE_CHECKING:  # loaded where such a file is read
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
_AT_ONCE = 500
_PLAIN = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
          "FLOAT", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP"}  # fmt: skip
ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""DuckDB is to read this one file: nothing is fetched and nothing set down beside it."""


def read_parquet(data: bytes, limits: Limits, progress: Progress) -> Content:
    """Return the one sheet of a Parquet file; its first row holds the names of the columns.

    A list of texts is one cell; other nested values stand as DuckDB writes them.
    Raises Cancelled, and Refused: parquet_damaged, sheet_too_large, sheet_too_large_in_all.
    """
    import duckdb  # noqa: PLC0415 - as above

    with as_file(data) as path, duckdb.connect(":memory:", config=ALONE) as base:
        source = f"read_parquet('{literal(path)}')"
        try:
            columns = base.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
            wanted = ", ".join(_cell(column[0], column[1]) for column in columns)
            rows = RowsAside(fetched(base, f"SELECT {wanted} FROM {source}", limits, progress))
        except duckdb.Error as fault:
            raise refuse("parquet_damaged") from fault
    return Content((Sheet("", rows),), "parquet")


def literal(path: Path) -> str:
    """Return a path as it stands between quotes in DuckDB's SQL, no sign of it being taken for a pattern."""
    return glob.escape(path.as_posix()).replace("'", "''")


def fetched(base: DuckDBPyConnection, sql: str, limits: Limits, progress: Progress) -> Iterator[Row]:
    """Yield the names of the columns of an answer, then its rows.

    Raises duckdb.Error, Cancelled, and Refused: sheet_too_large, sheet_too_large_in_all.
    """
    found = base.execute(sql)
    names: Row = [column[0] for column in found.description or ()]
    count = 1
    rows: list[Any] = [names]
    while rows:
        if count > limits.rows or len(names) > limits.columns:
            raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
        if count * len(names) > limits.cells:
            raise refuse("sheet_too_large_in_all", cells=limits.cells)
        progress.report(count, 0, "progress.reading")
        yield from map(list, rows)
        rows = found.fetchmany(_AT_ONCE)
        count += len(rows)


def _cell(name: str, kind: str) -> str:
    """Return the SQL of a column whose values are such as sheets hold."""
    quoted = '"{}"'.format(name.replace('"', '""'))
    if kind == "VARCHAR[]":
        return f"array_to_string({quoted}, '{JOIN}') AS {quoted}"
    plain = "TIMESTAMP" if kind.startswith("TIMESTAMP") else "VARCHAR"
    return quoted if kind in _PLAIN else f"CAST({quoted} AS {plain}) AS {quoted}"
