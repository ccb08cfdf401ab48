"""Keep versions of the assumptions, compare two, show what a patent inherits, take a set out to Excel and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from patentdesk.core.filenames import legible
from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.identifiers import new_uid
from patentdesk.core.problems import Problem, Refused, Severity, Source, refuse
from patentdesk.handouts.recordsheet import read_records
from patentdesk.handouts.table import ColumnKind, TableColumn, write_table
from patentdesk.portfolio.records import Patent
from patentdesk.services.appraising import DEFAULT_SET, all_rows, shipped
from patentdesk.services.assuming import store_row
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.valuation.assumptions import DERIVED, check_assumption, scope_chain, scope_of
from patentdesk.valuation.records import Assumption, AssumptionVersion
from patentdesk.valuation.uncertainty import Shape

COMPARED = ("value", "low", "high", "distribution", "text", "source", "confidence")
"""Fields whose difference counts when two sets are compared."""
_KINDS: Mapping[str, ColumnKind] = {
    "key": ColumnKind.TEXT, "scope": ColumnKind.TEXT, "unit": ColumnKind.TEXT, "value": ColumnKind.NUMBER,
    "low": ColumnKind.NUMBER, "high": ColumnKind.NUMBER, "distribution": ColumnKind.TEXT, "text": ColumnKind.TEXT,
    "source": ColumnKind.TEXT, "link": ColumnKind.TEXT, "as_of": ColumnKind.DATE, "owner": ColumnKind.TEXT,
    "confidence": ColumnKind.TEXT, "set_name": ColumnKind.TEXT,
}  # fmt: skip
_NUMBERS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one assumption that differs between two sets; None where the row is missing."""

    key: str
    scope: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Inherited:
    """Every row that speaks for a patent and a key, widest scope first; the last one applies."""

    key: str
    rows: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class ReadSet:
    """What a sheet of assumptions would change, and the rows that cannot be taken."""

    rows: tuple[Assumption, ...]
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]


def inheritance(desk: Desk, patent_id: int) -> list[Inherited]:
    """Return for every key the rows that speak for a patent: portfolio, segment, member, product, patent.

    Raises Refused patent_unknown.
    """
    with desk.file.reading() as reader:
        patent = reader.get(Patent, patent_id)
        if patent is None:
            raise refuse("patent_unknown", patent=patent_id)
        rows = all_rows(desk.library, reader, desk.clock.today())
    order = {
        scope: rank
        for rank, scope in enumerate(scope_chain(patent.segment, patent.member_id, patent.id, patent.product))
    }
    found: dict[str, list[Assumption]] = {key: [] for key in shipped(desk.library).definitions}
    for row in rows:
        if row.scope in order and row.key in found:
            found[row.key].append(row)
    return [
        Inherited(key, tuple(sorted(held, key=lambda row: order[row.scope]))) for key, held in found.items() if held
    ]


def clear_assumption(desk: Desk, key: str, scope: str = "") -> Changes:
    """Take a stated row away, so that the wider scope or the shipped value speaks again.

    Raises Refused assumption_not_stated.
    """
    scope = scope_of(scope)
    with desk.file.operation("clear_assumption", key=key, scope=scope) as work:
        held = work.select(Assumption, set_name=DEFAULT_SET, key=key, scope=scope)
        if not held:
            raise refuse("assumption_not_stated", key=key, scope=scope or "*")
        work.remove(Assumption, [held[0].id])
    return Changes.of([Kind.ASSUMPTIONS])


# Versions


def versions(desk: Desk) -> list[AssumptionVersion]:
    """Return the kept versions, the newest first."""
    with desk.file.reading() as reader:
        return reader.select(AssumptionVersion, order=("-id",))


def keep_version(desk: Desk, title: str, note: str = "") -> AssumptionVersion:
    """Keep all assumptions as they are now, shipped ones too, under a title.

    Raises Refused: version_title (empty, or kept already).
    """
    with desk.file.operation("keep_version", name=title) as work:
        taken = {one.title for one in work.select(AssumptionVersion)}
        if not title.strip() or title.strip() in taken:
            raise refuse("version_title", name=title)
        set_name = f"version:{new_uid()}"
        rows = [row for row in all_rows(desk.library, work, desk.clock.today()) if row.set_name != DERIVED]
        version = AssumptionVersion(
            set_name=set_name, title=title.strip(), made_at=desk.clock.now(), made_by=desk.user, note=note
        )
        number = work.add(version)
        work.add_all([replace(row, id=0, uid=new_uid(), set_name=set_name) for row in rows])
    return replace(version, id=number)


def restore_version(desk: Desk, title: str) -> Changes:
    """Make the stated assumptions those of a version; the present ones are not lost, the step can be undone.

    Raises Refused version_unknown.
    """
    with desk.file.operation("restore_version", name=title) as work:
        kept = {(row.key, row.scope): row for row in work.select(Assumption, set_name=set_of(work, title))}
        basis = {(row.key, row.scope): row for row in shipped(desk.library).rows}
        held = work.select(Assumption, set_name=DEFAULT_SET)
        work.remove(Assumption, [row.id for row in held])
        stated = [row for place, row in kept.items() if not _same(basis.get(place), row)]
        work.add_all([replace(row, id=0, uid=new_uid(), set_name=DEFAULT_SET) for row in stated])
    return Changes.of([Kind.ASSUMPTIONS])


def set_of(reader: Any, title: str) -> str:  # noqa: ANN401 - a Reader or the Work that reads too
    """Return the set name of a version, or of the present assumptions ('' or 'default').

    Raises Refused version_unknown.
    """
    if title in {"", DEFAULT_SET}:
        return DEFAULT_SET
    held = reader.select(AssumptionVersion, title=title)
    if not held:
        known = ", ".join(one.title for one in reader.select(AssumptionVersion)) or "–"
        raise refuse("version_unknown", name=title, known=known)
    return str(held[0].set_name)


def rows_of(desk: Desk, title: str = "") -> list[Assumption]:
    """Return all rows of the present set or of a version, shipped and derived ones too. Raises Refused version_unknown.

    A version holds what it was kept with; nothing shipped since speaks in it.
    """
    with desk.file.reading() as reader:
        name = set_of(reader, title)
        if name == DEFAULT_SET:
            return all_rows(desk.library, reader, desk.clock.today())
        return reader.select(Assumption, set_name=name)


def compare(desk: Desk, before: str, after: str = "") -> list[Difference]:
    """Return what differs from one set to another, by key and scope. Raises Refused version_unknown."""
    return _differences(rows_of(desk, before), rows_of(desk, after))


def _differences(before: Iterable[Assumption], after: Iterable[Assumption]) -> list[Difference]:
    old, new = ({(row.key, row.scope): row for row in rows if row.set_name != DERIVED} for rows in (before, after))
    found = []
    for place in sorted(old.keys() | new.keys()):
        one, other = old.get(place), new.get(place)
        for field in COMPARED:
            was, now = getattr(one, field, None), getattr(other, field, None)
            if (was or None) != (now or None):
                found.append(Difference(*place, field, was, now))
    return found


def _same(one: Assumption | None, other: Assumption) -> bool:
    return one is not None and all(getattr(one, field) == getattr(other, field) for field in COMPARED)


# Excel


def export_set(desk: Desk, path: Path, title: str = "", language: str = "zh") -> int:
    """Write a set as a sheet that ``read_set`` understands. Raises Refused version_unknown, and as ``write_table``."""
    words = desk.library.words("zh" if language == "zh" else "en")
    columns = [TableColumn(name, words(f"assumption_field.{name}"), kind) for name, kind in _KINDS.items()]
    columns.insert(1, TableColumn("name", words("assumption_field.name"), ColumnKind.TEXT))
    order = {key: rank for rank, key in enumerate(shipped(desk.library).definitions)}
    found = sorted(rows_of(desk, title), key=lambda row: (order.get(row.key, len(order)), row.scope))
    rows = [
        [row.key, words.code("assumption", row.key), *(getattr(row, name) for name in list(_KINDS)[1:])]
        for row in found
    ]
    return write_table(path, columns, rows, sheet=words("assumption_field.sheet"), mark=HandoutMark.ASSUMPTIONS)


def read_set(desk: Desk, path: Path) -> ReadSet:
    """Return what a sheet would change; nothing is changed. Derived rows are left alone.

    Problems with their row: assumption_unknown, assumption_scope, assumption_bounds, assumption_order,
    assumption_note_needed, assumption_empty, assumption_number, assumption_shape.
    Raises Refused: sheet_unreadable, sheet_heads.
    """
    heads = {desk.library.words(one)(f"assumption_field.{name}"): name for one in _LANGUAGES for name in _KINDS}
    with desk.file.reading() as reader:
        held = {(row.key, row.scope): row for row in all_rows(desk.library, reader, desk.clock.today())}
    rows: list[Assumption] = []
    problems: list[Problem] = []
    for number, cells in read_records(path, heads, needed=("key", "value")):
        found = _row(desk, cells, held, Source(file=legible(path.name), row=number))
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            rows.append(found)
    present = [held[row.key, row.scope] for row in rows if (row.key, row.scope) in held]
    return ReadSet(tuple(rows), tuple(_differences(present, rows)), tuple(problems))


_LANGUAGES: Sequence[Any] = ("zh", "en")


def _row(
    desk: Desk, cells: Mapping[str, str], held: Mapping[tuple[str, str], Assumption], place: Source
) -> Assumption | Problem | None:
    """Return the row that a line states, None where it is as held, or why it cannot be taken."""
    key, scope = cells.get("key", ""), scope_of(cells.get("scope", ""))
    now = held.get((key, scope))
    definitions = shipped(desk.library).definitions
    if key not in definitions:
        return Problem("assumption_unknown", Severity.WARNING, place, args={"key": key, "scope": scope or "*"})
    try:
        numbers = {name: number(cells.get(name, ""), key) for name in _NUMBERS}
        shape = str(Shape(cells["distribution"])) if cells.get("distribution") else ""
        as_of = date.fromisoformat(cells["as_of"]) if cells.get("as_of") else None
    except Refused as refused:
        return replace(refused.problem, severity=Severity.WARNING, source=place)
    except ValueError:
        return Problem("assumption_shape", Severity.WARNING, place, args={"key": key})
    texts = {name: cells.get(name, "") for name in ("text", "source", "link", "owner")}
    parts: dict[str, Any] = {**numbers, **texts, "as_of": as_of}
    row = Assumption(
        set_name=DEFAULT_SET, key=key, scope=scope, unit=definitions[key].unit, distribution=shape,
        confidence=cells.get("confidence", "C"), **parts,
    )  # fmt: skip
    if now is not None and all((getattr(now, name) or None) == (getattr(row, name) or None) for name in COMPARED):
        return None
    if now is not None and now.set_name == DERIVED:
        return None
    wrong = check_assumption(row, definitions)
    return replace(wrong[0], severity=Severity.WARNING, source=place) if wrong else row


def number(text: str, key: str) -> float | None:
    """Read a number or per cent as a person writes it; None for nothing. Raises Refused assumption_number."""
    plain = text.replace(",", "").replace("％", "%").strip()
    if not plain:
        return None
    try:
        return float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        raise refuse("assumption_number", key=key, text=text) from None


def apply_set(desk: Desk, read: ReadSet, file: str) -> Changes:
    """State the rows of a sheet as one operation; ``file`` stands as source where a row names none."""
    with desk.file.operation("import_assumptions", n=len(read.rows), file=file) as work:
        for row in read.rows:
            store_row(work, replace(row, source=row.source or file, owner=row.owner or desk.user,
                                 as_of=row.as_of or desk.clock.today()))  # fmt: skip
    return Changes.of([Kind.ASSUMPTIONS]) if read.rows else Changes()
