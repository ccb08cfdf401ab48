"""Read a file from outside: which format, which tables, one draft per row, and every problem with its place."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath
from tempfile import TemporaryDirectory
from typing import cast

from patentdesk.core.filenames import legible
from patentdesk.core.problems import Problem, Refused, Severity, Source
from patentdesk.core.progress import Progress
from patentdesk.intake.document_files import Opened, open_documents
from patentdesk.intake.document_rows import DocumentRow
from patentdesk.intake.documents.unpacking import is_archive, members
from patentdesk.intake.drafts import Draft
from patentdesk.intake.files import read_bytes, read_content
from patentdesk.intake.formats import FORMATS
from patentdesk.intake.headers import Mapped, Vocabulary
from patentdesk.intake.limits import Limits
from patentdesk.intake.patstat_tables import is_table, join
from patentdesk.intake.sheets import Content, Row, Sheet, is_blank
from patentdesk.intake.sorting import date_orders
from patentdesk.intake.table_rows import Manner, TableReader, TableRow
from patentdesk.intake.tables import Table, find_table, has_rows, listed_instead

_NO_LIST = frozenset({"layout_unknown", "articles_listed", "trademarks_listed"})
_KINDS = 6
"""So many kinds of files are named where none can be used."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file: tables or documents. ``format`` is empty when the file cannot be used."""

    file: str
    digest: str = ""
    format: str = ""
    how: str = ""
    tables: tuple[Table, ...] = ()
    documents: Opened | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()
    vocabulary: Vocabulary | None = field(default=None, repr=False)
    strange: tuple[Sheet, ...] = field(default=(), repr=False)
    """Sheets with rows and without any known header."""

    @property
    def mapping(self) -> dict[str, str | None]:
        """Header text → field, None for what has no known meaning: text of columns is kept, that of documents not."""
        if self.documents is not None:
            return dict.fromkeys(sorted({name for one in self.documents.documents for name in one.unread}))
        return {column.header: column.field for table in self.tables for column in table.columns}

    @property
    def length(self) -> int:
        """How many rows there are at most: headers and blank rows are counted too."""
        if self.documents is not None:
            return len(self.documents.documents)
        return sum(len(table.sheet.rows) for table in self.tables)

    def drafts(self) -> Iterator[Draft]:
        """Yield one draft per row or document, in the order of the file."""
        return (row.draft() for row in self.rows())

    def rows(self, members: Sequence[str] = (), office: str = "") -> Iterator[ReadRow]:
        """Yield the rows in the order of the file; ``members`` bring them where no column names another.

        There is one of each table, or one of all documents. ``office`` is the office of a row of which neither a number
        nor a column tells it.
        """
        if self.documents is not None and self.vocabulary is not None:
            for document in self.documents.documents:
                yield DocumentRow(self.file, self.documents.format, document, self.vocabulary, "".join(members[:1]))
            return
        for at, table in enumerate(self.tables if self.vocabulary is not None else ()):
            place, orders = FORMATS.index(table.format), date_orders(table)
            member = members[at] if at < len(members) else ""
            manner = Manner(self.file, table.sheet.name, place, table.columns, orders, member, office or table.office)
            reader = TableReader(table, manner, cast("Vocabulary", self.vocabulary))
            for number, cells in _data_rows(table):
                yield TableRow(reader, number, cells)


ReadRow = TableRow | DocumentRow


def read(
    path: Path,
    vocabulary: Vocabulary,
    mapping: Mapped | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file; ``mapping`` overrides what headers mean. Faults are in ``problems``, nothing is raised for them.

    Formats that are no tables are asked first; ``document_files`` names their problems.
    Problems that leave nothing to import: input_missing, input_not_file, input_unreadable, input_too_large,
    input_empty, input_is_picture, input_is_pdf, input_is_html, input_is_binary, workbook_damaged,
    workbook_protected, archive_too_large, sheet_too_large, layout_unknown, articles_listed, trademarks_listed, no_rows.
    """
    bounds = limits or Limits()
    try:
        data = read_bytes(path, bounds)
    except Refused as refused:
        return Reading(legible(path.name), problems=(refused.problem,))
    return _read_data(data, legible(path.name), vocabulary, mapping or {}, (bounds, progress))


def _read_data(
    data: bytes, name: str, vocabulary: Vocabulary, mapping: Mapped, within: tuple[Limits, Progress | None]
) -> Reading:
    """Read a file's bytes ``within`` limits, reporting progress. Raises Cancelled."""
    bounds, progress = within
    try:
        opened = open_documents(data, name, bounds, progress)
        if opened is not None:
            return Reading(
                name, sha256(data).hexdigest(), opened.format, opened.how, documents=opened,
                problems=opened.problems, vocabulary=vocabulary,
            )  # fmt: skip
        content = read_content(data, name, bounds, progress)
        if content.handout is not None:
            raise Refused(Problem(content.handout.value, Severity.ERROR, Source(name), args={"file": name}))
    except Refused as refused:
        return Reading(name, problems=(refused.problem,))
    return _reading(name, sha256(data).hexdigest(), content, vocabulary, mapping)


def read_all(
    path: Path,
    vocabulary: Vocabulary,
    mapping: Mapped | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Iterator[Reading]:
    """Read a file, every file of a folder, or every document and table of a zip archive; never a file outside of them.

    A file of a folder or archive that cannot be used is a warning: the others come in. Raises Cancelled.
    """
    bounds = limits or Limits()
    if os.path.isdir(path):  # a name that is too long is no folder; Path raises for it
        yield from _parts("folder", legible(path.name), _in_folder(path, vocabulary, mapping, (bounds, progress)))
        return
    reading = read(path, vocabulary, mapping, bounds, progress)
    if reading.documents is not None and any(problem.code == "member_unread" for problem in reading.problems):
        yield from _with_tables(reading, path, mapping or {}, (bounds, progress))
        return
    if [problem.code for problem in reading.problems] != ["layout_unknown"] or reading.how:
        yield reading
        return
    name = legible(path.name)
    try:
        data = read_bytes(path, bounds)
        if not is_archive(data):
            yield reading
            return
        inner = _in_archive(name, data, vocabulary, mapping or {}, (bounds, progress))
    except Refused as refused:
        problem = refused.problem
        yield Reading(name, problems=(replace(problem, source=Source(name), args={"file": name, **problem.args}),))
    else:
        yield from _parts("archive", name, inner)


def _with_tables(
    reading: Reading, path: Path, mapping: Mapped, within: tuple[Limits, Progress | None]
) -> Iterator[Reading]:
    """Yield the documents of an archive, and the tables among the members that are no documents."""
    unread = {problem.source.sheet for problem in reading.problems if problem.code == "member_unread"}
    vocabulary = cast("Vocabulary", reading.vocabulary)
    data, name = read_bytes(path, within[0]), legible(path.name)
    tables = [part for part in _in_archive(name, data, vocabulary, mapping, within, wanted=unread) if part.format]
    found = {part.file for part in tables}
    left = (one for one in reading.problems if f"{name}/{one.source.sheet}" not in found)
    yield replace(reading, problems=tuple(left))
    yield from tables


def read_together(
    files: Iterable[tuple[str, Path]],
    vocabulary: Vocabulary,
    mapping: Mapped | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> tuple[Reading | None, frozenset[Path]]:
    """Read those files (name, path) that are tables of one extract as one, and say which they are. Raises Cancelled."""
    joined = join(files, limits or Limits(), progress or Progress())
    if joined is None:
        return None, frozenset()
    digest = sha256()
    for path in sorted(joined.used):
        with path.open("rb") as stream:
            digest.update(file_digest(stream, "sha256").digest())
    return _reading(joined.name, digest.hexdigest(), joined.content, vocabulary, mapping or {}), joined.used


def _in_folder(
    path: Path, vocabulary: Vocabulary, mapping: Mapped | None, within: tuple[Limits, Progress | None]
) -> Iterator[Reading]:
    limits, progress = within
    root = path.resolve()
    found = (item for item in sorted(path.rglob("*")) if item.is_file() and root in item.resolve().parents)
    items = list(islice((item for item in found if not _is_hidden(item.relative_to(path))), limits.members))
    named = [(item.relative_to(path).as_posix(), item) for item in items]
    together, done = read_together(named, vocabulary, mapping, limits, progress)
    if together is not None:
        yield together
    for item in (item for item in items if item not in done):
        lead = item.relative_to(path).as_posix().removesuffix(item.name)
        for reading in read_all(item, vocabulary, mapping, limits, progress):
            yield replace(reading, file=f"{lead}{reading.file}")


def _in_archive(
    name: str,
    data: bytes,
    vocabulary: Vocabulary,
    mapping: Mapped,
    within: tuple[Limits, Progress | None],
    *,
    wanted: Collection[str] = (),
) -> list[Reading]:
    """Read each member, or those that are ``wanted``, the tables of one extract as one.

    Raises Cancelled, and Refused as members.
    """
    tables: dict[Path, str] = {}
    found: list[Reading] = []
    with TemporaryDirectory(prefix="patentdesk-", ignore_cleanup_errors=True) as folder:
        for number, (member, content) in enumerate(members(data, within[0])):
            if _is_hidden(PurePosixPath(member)) or not content.strip() or (wanted and member not in wanted):
                continue
            if is_table(content):
                path = Path(folder) / str(number)
                path.write_bytes(content)
                tables[path] = f"{name}/{member}"
            else:
                found.append(_read_data(content, f"{name}/{member}", vocabulary, mapping, within))
        named = [(member, path) for path, member in tables.items()]
        together, used = read_together(named, vocabulary, mapping, *within)
        found += (_read_data(path.read_bytes(), member, vocabulary, mapping, within)
                  for path, member in tables.items() if path not in used)  # fmt: skip
    return found if together is None else [together, *found]


def _is_hidden(path: PurePath) -> bool:
    """Tell files that a system or an office program keeps for itself."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts) or path.name == "Thumbs.db"


def _parts(what: str, name: str, readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the readings of a folder or archive (``what``); what cannot be used there is a warning.

    Where nothing can be used, ``folder_without_list`` or ``archive_without_list`` tells what there is, or
    ``folder_empty`` and ``archive_empty`` that nothing is.
    """
    kinds: Counter[str] = Counter()
    found = False
    for reading in readings:
        found = found or bool(reading.format)
        if reading.format:
            yield reading
        else:
            kinds[PurePosixPath(reading.file).suffix.lower() or PurePosixPath(reading.file).name] += 1
            problems = (replace(problem, severity=Severity.WARNING) for problem in reading.problems)
            yield replace(reading, problems=tuple(problems))
    if not found:
        most = kinds.most_common(_KINDS)
        told = [f"{kind} × {count:,}" for kind, count in most] + (["…"] if len(kinds) > _KINDS else [])
        code = f"{what}_without_list" if kinds else f"{what}_empty"
        args: dict[str, str | int] = {"file": name, "n": kinds.total(), "kinds": ", ".join(told)}
        yield Reading(name, problems=(Problem(code, Severity.ERROR, Source(name), args=args),))


def _reading(
    name: str, digest: str, content: Content, vocabulary: Vocabulary, chosen: Mapping[str, str | None]
) -> Reading:
    problems = [Problem(found.code, found.severity, Source(name), args={**found.args, "file": name})
                for found in content.problems]  # fmt: skip
    tables, strange = [], []
    for sheet in content.sheets:
        table = find_table(sheet, name, vocabulary, chosen)
        if table is not None:
            tables.append(table)
            problems.extend(table.problems)
        elif has_rows(sheet):
            strange.append(sheet)
            problems.append(_no_table(sheet, name, alone=len(content.sheets) == 1))
    if not any(True for table in tables for _ in _data_rows(table)):
        reason = [problem for problem in problems if problem.code in _NO_LIST]
        empty = Problem("no_rows", Severity.ERROR, Source(name), args={"file": name})
        faults = [Problem(found.code, Severity.ERROR, found.source, args=found.args) for found in reason] or [empty]
        return Reading(name, digest, how=content.how, problems=(faults[0],), strange=tuple(strange))
    code = tables[0].format.code
    return Reading(name, digest, code, content.how, tuple(tables), None, tuple(problems), vocabulary, tuple(strange))


def _no_table(sheet: Sheet, file: str, *, alone: bool) -> Problem:
    severity = Severity.ERROR if alone else Severity.NOTE
    return Problem(listed_instead(sheet) or "layout_unknown", severity, Source(file, sheet.name), args={"file": file})


def _data_rows(table: Table) -> Iterator[tuple[int, Row]]:
    """Yield the rows with their numbers in the spreadsheet; blank rows and repeated headers are passed over.

    A row in which something is wrong is yielded though it is blank, also behind the last one that holds text.
    """
    faults = table.sheet.faults
    number = table.first
    for number, row in enumerate(table.sheet.after(table.first), start=table.first + 1):
        if number in faults or not (is_blank(row) or table.is_header_again(row)):
            yield number, row
    yield from ((behind, []) for behind in sorted(faults) if behind > number)
