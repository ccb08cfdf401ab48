"""Write the triggers that keep the journal and the search index, so that no way to change a row can forget them.

Journal: each changed row leaves one line in ``changes`` for the operation whose id the ``pen`` holds; without one the
NOT NULL constraint of ``changes.operation_id`` refuses the change. Cascades of foreign keys fire the same triggers.
An insert keeps no image (the row is its own), an update the changed columns, a delete the whole row. Real numbers pass
through the function ``exact`` because SQLite's own JSON text keeps 15 digits only.

Search: ``search`` is a contentless FTS5 table; the function ``spaced`` sets Chinese characters apart (``store.words``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from patentdesk.store.schema import RECORDS, Mapped

SEARCH_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "title_en"),
    "abstract": ("abstract", "abstract_en"),
    "applicants": ("applicants_text",),
    "inventors": ("inventors_text",),
    "numbers": (
        "application_number",
        "application_number_text",
        "publication_number",
        "publication_number_text",
        "grant_number",
    ),
}
"""Column of the search index → fields of a patent that it holds."""


def search_table(name: str) -> str:
    """Return the SQL that creates a search index."""
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5({', '.join(SEARCH_COLUMNS)}, "
        "content='', tokenize='unicode61 remove_diacritics 2', prefix='4 8')"
    )


def indexed_texts() -> str:
    """Return the SQL for id and search columns, before blanks are set, of the patents from one id to another."""
    cells = ", ".join(_joined("patents", fields) for fields in SEARCH_COLUMNS.values())
    return f"SELECT id, {cells} FROM patents WHERE id BETWEEN ? AND ?"


def fill_search(name: str) -> str:
    """Return the SQL that puts all patents into an empty search index."""
    return f"INSERT INTO {name}(rowid, {', '.join(SEARCH_COLUMNS)}) SELECT id, {_cells('patents')} FROM patents"


SEARCH_TABLE = search_table("search")

_PEN = "(SELECT operation_id FROM pen)"
_ONE_BY_ONE = "WHEN (SELECT in_bulk FROM pen) IS NOT '{}'"
_LINE = "INSERT INTO changes(operation_id, table_name, row_id, kind, patent_id, before, after)"


@cache
def statements() -> tuple[str, ...]:
    """Return the SQL that creates every trigger; all of them can be dropped and made anew at any time."""
    return (*chain.from_iterable(map(_journal, RECORDS)), *_search(), *_signed())


def bulk_lines(mapped: Mapped) -> str:
    """Return the SQL that writes the journal's lines for the rows from one id to another, as its trigger would."""
    owner = _patent(mapped, mapped.name)
    return (
        f"{_LINE} SELECT {_PEN}, '{mapped.name}', id, 'insert', {owner}, NULL, NULL FROM {mapped.name} "
        "WHERE id BETWEEN ? AND ? ORDER BY id"
    )


def _value(mapped: Mapped, side: str, name: str) -> str:
    cell = f'{side}."{name}"'
    return f"exact({cell})" if mapped.codecs[name].sql_type == "REAL" else cell


def _patent(mapped: Mapped, side: str) -> str:
    if mapped.name == "patents":
        return f"{side}.id"
    return f"{side}.patent_id" if "patent_id" in mapped.fields else "NULL"


def _object(mapped: Mapped, side: str, names: Iterable[str]) -> str:
    pairs = [f"'{name}', {_value(mapped, side, name)}" for name in names]
    # json_object takes at most 127 arguments; longer records are put together from several objects
    chunks = [pairs[start : start + 60] for start in range(0, len(pairs), 60)]
    whole = f"json_object({', '.join(chunks[0])})"
    for chunk in chunks[1:]:
        whole = f"json_patch({whole}, json_object({', '.join(chunk)}))"
    return whole


def _journal(mapped: Mapped) -> list[str]:
    name, fields = mapped.name, [field for field in mapped.fields if field != "id"]
    differing = "\n    UNION ALL ".join(
        f"SELECT '{field}' AS k, {_value(mapped, 'OLD', field)} AS b, {_value(mapped, 'NEW', field)} AS a "
        f'WHERE OLD."{field}" IS NOT NEW."{field}"'
        for field in fields
    )
    return [
        f"CREATE TRIGGER journal_{name}_insert AFTER INSERT ON {name} {_ONE_BY_ONE.format(name)} BEGIN\n"
        f"  {_LINE} VALUES ({_PEN}, '{name}', NEW.id, 'insert', {_patent(mapped, 'NEW')}, NULL, NULL);\nEND",
        f"CREATE TRIGGER journal_{name}_update AFTER UPDATE ON {name} BEGIN\n"
        f"  SELECT RAISE(ABORT, 'id_changed') WHERE OLD.id IS NOT NEW.id;\n"
        f"  {_LINE} SELECT {_PEN}, '{name}', NEW.id, 'update', {_patent(mapped, 'NEW')},\n"
        f"    json_group_object(k, b), json_group_object(k, a) FROM (\n    {differing})\n  HAVING count(*) > 0;\nEND",
        f"CREATE TRIGGER journal_{name}_delete AFTER DELETE ON {name} {_ONE_BY_ONE.format(name)} BEGIN\n"
        f"  {_LINE} VALUES ({_PEN}, '{name}', OLD.id, 'delete', {_patent(mapped, 'OLD')},\n"
        f"    {_object(mapped, 'OLD', fields)}, NULL);\nEND",
    ]


def _search() -> list[str]:
    columns = ", ".join(SEARCH_COLUMNS)
    watched = [field for fields in SEARCH_COLUMNS.values() for field in fields]
    moved = " OR ".join(f"OLD.{field} IS NOT NEW.{field}" for field in [*watched, "office"])
    add = f"INSERT INTO search(rowid, {columns}) VALUES (NEW.id, {_cells('NEW')});"
    alone = _ONE_BY_ONE.format("patents")
    drop = f"INSERT INTO search(search, rowid, {columns}) VALUES ('delete', OLD.id, {_cells('OLD')});"
    return [
        f"CREATE TRIGGER search_insert AFTER INSERT ON patents {alone} BEGIN\n  {add}\nEND",
        f"CREATE TRIGGER search_delete AFTER DELETE ON patents {alone} BEGIN\n  {drop}\nEND",
        f"CREATE TRIGGER search_update AFTER UPDATE OF {', '.join([*watched, 'office'])} ON patents\n"
        f"WHEN {moved} BEGIN\n  {drop}\n  {add}\nEND",
    ]


def _cells(side: str) -> str:
    return ", ".join(
        f"{'folded_numbers' if column == 'numbers' else 'spaced'}({_joined(side, fields)})"
        for column, fields in SEARCH_COLUMNS.items()
    )


def _joined(side: str, fields: tuple[str, ...]) -> str:
    if "application_number" in fields:
        own = [f"{side}.office || {side}.application_number", *(f"{side}.{field}" for field in fields)]
        return " || char(10) || ".join(own)
    return " || char(10) || ".join(f"{side}.{field}" for field in fields)


def _signed() -> list[str]:
    """Refuse changes of a signed decision, except the proof that it was carried out."""
    mapped = next(mapped for mapped in RECORDS if mapped.name == "decisions")
    kept = [field for field in mapped.fields if field not in {"id", "execution_proof", "review_id"}]
    moved = " OR ".join(f'OLD."{field}" IS NOT NEW."{field}"' for field in kept)
    refusal = "BEGIN\n  SELECT RAISE(ABORT, 'decision_signed');\nEND"
    return [
        "CREATE TRIGGER signed_decisions_update BEFORE UPDATE ON decisions\n"
        f"WHEN OLD.signed_at IS NOT NULL AND ({moved}) {refusal}",
        f"CREATE TRIGGER signed_decisions_delete BEFORE DELETE ON decisions\nWHEN OLD.signed_at IS NOT NULL {refusal}",
    ]
