"""Put the tables of a PATSTAT extract together: a row for each application, with what the other tables say of it.

PATSTAT (EPO, Data Catalog of PATSTAT Global) keeps every kind of fact in a table of its own: applications (tls201),
titles (tls202), persons (tls206, tied to applications by tls207), publications (tls211), classes (tls209, tls224),
priorities (tls204), citations (tls212). They are tied by ``appln_id``, ``person_id`` and ``pat_publn_id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from patentdesk.core.problems import Problem, Refused, Severity
from patentdesk.core.progress import Progress
from patentdesk.intake.aside import RowsAside
from patentdesk.intake.layout import JOIN
from patentdesk.intake.limits import Limits
from patentdesk.intake.parquet import ALONE, MAGIC, fetched, literal
from patentdesk.intake.sheets import Content, Sheet

if TYPE_CHECKING:  # loaded where tables are put together
    from duckdb import DuckDBPyConnection

_HEAD = 8_192
_PHRASE = "progress.joining"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"appln_id", "person_id", "pat_publn_id"}
_OF_APPLICATIONS = ("appln_nr", "appln_auth", "appln_filing_date", "appln_filing_year", "docdb_family_size")
_NAMES = ("psn_name", "han_name", "doc_std_name", "person_name")
_TOLD = "union_by_name = true, hive_partitioning = false"
"""Columns are told by the files alone, not by the names of their folders (``year=2020``)."""
_MOST_GATHERED = 60
"""So many columns of tables that speak of applications are gathered."""


class _Table(NamedTuple):
    """Files with the same columns, which are parts of one table."""

    columns: tuple[str, ...]
    paths: tuple[Path, ...]

    def has(self, *names: str) -> bool:
        return set(names) <= set(self.columns)

    def text(self, name: str) -> str:
        """Return the SQL of a column as text; of one that the table lacks, nothing."""
        return f"coalesce({name}, '')" if name in self.columns else "''"


class Joined(NamedTuple):
    """What came of tables put together."""

    name: str
    """The file of the applications."""
    content: Content
    used: frozenset[Path]
    """The files that nobody needs to read any more."""


def is_table(head: bytes) -> bool:
    """Tell from its beginning whether a file may be a table of PATSTAT."""
    return head.startswith(MAGIC) or bool(_columns_in(head[:_HEAD])[0])


def join(files: Iterable[tuple[str, Path]], limits: Limits, progress: Progress) -> Joined | None:
    """Put the tables among these files (name, path) together; None where there is nothing to put together.

    Also None for tables that cannot be read or are too long: read one by one, each says what is wrong with it.
    Needs room for them in the system's folder for temporary files. Raises Cancelled, between two tables.
    """
    known = [(name, path, columns) for name, path in files if (columns := _columns(path, limits))]
    parts: dict[tuple[str, ...], list[Path]] = {}
    for _, path, columns in known:
        parts.setdefault(columns, []).append(path)
    tables = [_Table(columns, tuple(paths)) for columns, paths in parts.items()]
    main = max((one for one in tables if _speaks(one)), key=_speaks, default=None)
    others = [one for one in tables if not _speaks(one)]
    if main is None or not others:
        return None
    import duckdb  # noqa: PLC0415 - as above

    try:
        with TemporaryDirectory(prefix="patentdesk-", ignore_cleanup_errors=True) as folder:
            config = {**ALONE, "temp_directory": folder}
            with duckdb.connect(str(Path(folder) / "joined"), config=config) as base:
                progress.report(0, len(tables), _PHRASE)
                joining = _Joining(base, main)
                used = joining.add(others, progress)
                if not used:
                    return None
                rows = RowsAside(fetched(base, joining.sql(), limits, progress))
    except (duckdb.Error, Refused):
        return None
    names = {path: name for name, path, _ in known}
    with_it = ", ".join(names[path] for table in used for path in table.paths)
    note = Problem("tables_joined", Severity.NOTE, args={"tables": with_it})
    read = frozenset(path for table in (main, *used) for path in table.paths)
    return Joined(names[main.paths[0]], Content((Sheet("", rows),), "patstat", (note,)), read)


def _speaks(table: _Table) -> int:
    """Return how much a table tells of applications as such; 0 for a table about something else."""
    return sum(name in table.columns for name in _OF_APPLICATIONS) if table.has("appln_id") else 0


def _columns(path: Path, limits: Limits) -> tuple[str, ...]:
    """Return the names of the columns of a table of PATSTAT; none for any other file, or one that is too large."""
    try:
        if not path.is_file() or path.stat().st_size > limits.file_bytes:  # a pipe would wait for somebody
            return ()
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):  # told when it is read by itself; a name that no system takes is a ValueError
        return ()
    if not head.startswith(MAGIC):
        return _columns_in(head)[0]
    import duckdb  # noqa: PLC0415 - as above

    try:
        with duckdb.connect(":memory:", config=ALONE) as base:
            found = base.execute(f"DESCRIBE SELECT * FROM read_parquet('{literal(path)}', {_TOLD})").fetchall()
    except duckdb.Error:
        return ()
    return _named([column[0] for column in found])


def _columns_in(head: bytes) -> tuple[tuple[str, ...], str]:
    """Return the names in the first line of a text, and the sign between them."""
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("ascii", errors="replace").strip()
    delimiter = max(",;\t|", key=line.count)
    return _named([cell.strip().strip('"') for cell in line.split(delimiter)]), delimiter


def _named(names: Sequence[str]) -> tuple[str, ...]:
    found = tuple(name.lower() for name in names)
    usual = len(set(found)) == len(found) > 1 and all(map(_NAME.fullmatch, found)) and _KEYS & set(found)
    return found if usual else ()


def _source(table: _Table) -> str:
    """Return the SQL that reads the rows of a table as texts, in their order."""
    paths = "[{}]".format(", ".join(f"'{literal(path)}'" for path in table.paths))
    with table.paths[0].open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(MAGIC):
        return f"SELECT COLUMNS(*)::VARCHAR FROM read_parquet({paths}, {_TOLD})"
    delimiter = _columns_in(head)[1]
    return (
        f"SELECT COLUMNS(*)::VARCHAR FROM read_csv({paths}, all_varchar = true, header = true, delim = '{delimiter}', "
        f"quote = '\"', escape = '\"', {_TOLD})"
    )


class _Joining:
    """Gathers per application what each table says of it, then puts it beside the application."""

    def __init__(self, base: DuckDBPyConnection, main: _Table) -> None:
        self._base = base
        self._main = main
        self._beside: list[tuple[str, str]] = []
        """Name of a gathered table, and of a column of it."""
        self._make("main", _source(main))

    def sql(self) -> str:
        """Return the question for the rows, in the order of the applications."""
        told = [f'main."{name}"' for name in self._main.columns]
        told += [f'{table}."{column}"' for table, column in self._beside]
        gathered = dict.fromkeys(table for table, _ in self._beside)
        joins = " ".join(f"LEFT JOIN {table} ON {table}.appln_id = main.appln_id" for table in gathered)
        return f"SELECT {', '.join(told)} FROM main {joins} ORDER BY main.place"

    def add(self, tables: Sequence[_Table], progress: Progress) -> list[_Table]:
        """Gather what the tables say; return those that could be used. Raises Cancelled."""
        used: list[_Table] = []
        publications = next((one for one in tables if one.has("appln_id", "publn_nr")), None)
        persons = next((one for one in tables if one.has("person_id") and not one.has("appln_id")), None)
        if publications is not None:
            used += self._publications(publications)
        for done, table in enumerate(tables, start=1):
            progress.report(done, len(tables) + 1, _PHRASE)
            if table.has("person_id", "appln_id"):
                used += self._parties(table, persons)
            elif table.has("appln_id", "prior_appln_id"):
                used += self._priorities(table)
            elif table.has("pat_publn_id", "cited_pat_publn_id"):
                used += self._citations(table, publications)
            elif table.has("appln_id") and table is not publications:
                used += self._others(table)
        return used

    def _make(self, name: str, sql: str) -> None:
        self._base.execute(f"CREATE TABLE {name} AS SELECT row_number() OVER () AS place, * FROM ({sql})")

    def _gather(self, name: str, columns: Sequence[str], sql: str) -> None:
        self._base.execute(f"CREATE TABLE {name} AS {sql}")
        self._beside += [(name, column) for column in columns]

    def _publications(self, table: _Table) -> list[_Table]:
        self._make("publn", _source(table))
        number = f"{table.text('publn_auth')} || publn_nr || {table.text('publn_kind')}"
        when = f"{table.text('publn_date')}, place"
        granted = f"FILTER (WHERE {table.text('publn_first_grant')} IN ('Y', '1'))"
        self._gather("published", ("publn_nr", "publn_date", "grant_publn_nr", "grant_publn_date", "publn_claims"), f"""
            SELECT appln_id, first({number} ORDER BY {when}) AS publn_nr,
                first({table.text("publn_date")} ORDER BY {when}) AS publn_date,
                first({number} ORDER BY {when}) {granted} AS grant_publn_nr,
                first({table.text("publn_date")} ORDER BY {when}) {granted} AS grant_publn_date,
                nullif(max(try_cast({table.text("publn_claims")} AS INTEGER)), 0) AS publn_claims
            FROM publn WHERE publn_nr <> '' GROUP BY appln_id""")  # fmt: skip
        return [table]

    def _parties(self, link: _Table, persons: _Table | None) -> list[_Table]:
        names = [name for name in _NAMES if persons is not None and name in persons.columns]
        if persons is None or not names:
            return []
        self._make("tie", _source(link))
        self._make("person", _source(persons))
        written = ", ".join(f"nullif(trim({one}), '')" for one in names)
        name = f"replace(coalesce({written}), ';', ',')"
        country = f"CASE WHEN regexp_full_match({persons.text('person_ctry_code')}, '[A-Z]{{2}}') " \
                  f"THEN ' [' || person_ctry_code || ']' ELSE '' END"  # fmt: skip
        columns = []
        for column, number in (("applicants", "applt_seq_nr"), ("inventors", "invt_seq_nr")):
            if link.has(number):
                place = f"try_cast({number} AS INTEGER)"
                told = f"string_agg({name} || {country}, '{JOIN}' ORDER BY {place}) FILTER (WHERE {place} > 0)"
                columns.append((column, told))
        if not columns:
            columns = [("applicants", f"string_agg({name} || {country}, '{JOIN}' ORDER BY tie.place)")]
        wanted = ", ".join(f"{told} AS {column}" for column, told in columns)
        self._gather(
            "parties",
            [column for column, _ in columns],
            f"""
            SELECT tie.appln_id, {wanted} FROM tie JOIN person USING (person_id) GROUP BY tie.appln_id""",
        )
        return [link, persons]

    def _priorities(self, table: _Table) -> list[_Table]:
        if not self._main.has("appln_nr"):
            return []
        self._make("prior", _source(table))
        main = self._main
        told = f"{main.text('appln_auth')} || ' ' || appln_nr || ' ' || {main.text('appln_filing_date')}"
        order = "try_cast(prior_appln_seq_nr AS INTEGER)" if table.has("prior_appln_seq_nr") else "prior.place"
        self._gather(
            "claimed",
            ("prior_appln",),
            f"""
            SELECT prior.appln_id, string_agg({told}, '{JOIN}' ORDER BY {order}) AS prior_appln
            FROM prior JOIN main ON main.appln_id = prior.prior_appln_id GROUP BY prior.appln_id""",
        )
        return [table]

    def _citations(self, table: _Table, publications: _Table | None) -> list[_Table]:
        if publications is None or not publications.has("pat_publn_id"):
            return []
        self._make("citation", _source(table))
        number = f"{publications.text('publn_auth')} || cited.publn_nr || {publications.text('publn_kind')}"
        number = re.sub(r"coalesce\(", "coalesce(cited.", number)
        self._gather(
            "cited_ones",
            ("cited_publn",),
            f"""
            SELECT citing.appln_id, string_agg(DISTINCT {number}, '{JOIN}') AS cited_publn
            FROM citation JOIN publn AS citing ON citing.pat_publn_id = citation.pat_publn_id
                JOIN publn AS cited ON cited.pat_publn_id = citation.cited_pat_publn_id
            GROUP BY citing.appln_id""",
        )
        return [table]

    def _others(self, table: _Table) -> list[_Table]:
        """Gather each column of a table that speaks of applications: every text once, in the order of the table."""
        taken = {*self._main.columns, *(column for _, column in self._beside)}
        columns = [name for name in table.columns if name not in taken]
        if len(self._beside) + len(columns) > _MOST_GATHERED or not columns:
            return []
        source = f"other_{len(self._beside)}"
        self._make(source, _source(table))
        for column in columns:
            self._gather(
                f"{source}_{column}",
                (column,),
                f"""
                SELECT appln_id, string_agg(told, '{JOIN}' ORDER BY place) AS "{column}" FROM (
                    SELECT appln_id, trim("{column}") AS told, min(place) AS place FROM {source}
                    WHERE trim("{column}") <> '' GROUP BY ALL)
                GROUP BY appln_id""",
            )
        return [table]
