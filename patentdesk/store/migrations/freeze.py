"""Write the first migration step from the present schema; only while no version has been released."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from patentdesk.store.schema import METADATA

_HEAD = '''"""Create the tables as the first version has them.

Made by ``freeze.py`` from the schema, and the same for ever once a version is released, whatever becomes of the schema:
a portfolio of that version is brought up to date from exactly these tables. Hence its length, a statement per table.
"""
# ruff: noqa: E501 - written by freeze.py

from __future__ import annotations

from alembic.operations import Operations

STATEMENTS = (
'''
_TAIL = ''')


def upgrade(operations: Operations) -> None:
    """Create tables and indexes, and the pen that no operation holds."""
    for statement in STATEMENTS:
        operations.execute(statement)
    operations.execute("INSERT INTO pen (id, operation_id) VALUES (1, NULL)")
'''


def frozen() -> str:
    """Return the source text of the first step."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
    lines = [line.replace("\t", "  ").rstrip() for text in made for line in _literal(text)]
    return _HEAD + "\n".join(lines) + "\n" + _TAIL


def _literal(text: str) -> list[str]:
    return ['    """', *text.strip().splitlines(), '""",']


if __name__ == "__main__":
    Path(__file__).with_name("step_0001.py").write_text(frozen(), encoding="utf-8")
