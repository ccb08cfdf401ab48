"""Find the header row of a sheet, and what each column of the table below it means."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.intake.claiming import CHOSEN, LAST, SPARED, Claim, granted
from patentdesk.intake.doubts import Below, other_meanings
from patentdesk.intake.formats import recognise
from patentdesk.intake.headerrows import joined, names_another
from patentdesk.intake.headers import Mapped, Vocabulary, fingerprint
from patentdesk.intake.headerwords import forms, normal, office_first
from patentdesk.intake.identifying import IDENTITY, NUMBERS, number_column, shows_numbers
from patentdesk.intake.layout import Format
from patentdesk.intake.listing import LISTING
from patentdesk.intake.sheets import Row, Sheet, cell_text, is_blank
from patentdesk.intake.strangers import stranger

_LOOKED_INTO = 50
"""Rows below a header that tell whether a column without a name is one."""
_LOOK_DOWN = 60
_LONGEST_HEADER = 120


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``field`` is None when nobody knows what it means (its text is kept all the same)."""

    index: int
    header: str
    field: str | None
    lines: tuple[str | None, ...] = ()
    """The fields of its lines, where the header is written over several lines, each with a meaning of its own."""
    named: bool = True
    """False where no header stands over it; ``header`` is then its place."""
    spare: str = ""
    """The field for which it stands in where the column that tells it is empty."""

    @property
    def fields(self) -> tuple[str, ...]:
        """All that it tells."""
        return tuple(field for field in (self.lines or (self.field,)) if field)


@dataclass(frozen=True)
class Table:
    """A sheet whose header row was found; ``first`` is the index of the first row after the header."""

    sheet: Sheet
    format: Format
    columns: tuple[Column, ...]
    first: int
    problems: tuple[Problem, ...] = ()
    office: str = ""
    """The one office that its headers name: AU application number."""

    @cached_property
    def names(self) -> dict[str, str]:
        """Field → header of its first column."""
        found: dict[str, str] = {}
        for column in self.columns:
            for field in column.fields:
                found.setdefault(field, column.header)
        return found

    @cached_property
    def also(self) -> tuple[tuple[int, str], ...]:
        """Columns that tell a second field, and which."""
        own = self.format.also
        told = ((column.index, own.get(normal(column.header), "") or column.spare) for column in self.columns)
        return tuple((index, field) for index, field in told if field)

    @cached_property
    def fingerprint(self) -> str:
        """What tells lists with these headers from others."""
        return fingerprint(column.header for column in self.columns if column.named)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the table has a column for."""
        return frozenset(field for column in self.columns for field in column.fields)

    @cached_property
    def header_texts(self) -> frozenset[object]:
        """The cells of the header row, as they stand there and trimmed."""
        return frozenset({column.header for column in self.columns} | set(self.sheet.head(self.first)[-1]))

    def is_header_again(self, row: Row) -> bool:
        """Tell whether a row repeats the header, as lists glued together do."""
        if self.header_texts.isdisjoint(row):
            return False
        texts = [cell_text(row[column.index]) if column.index < len(row) else "" for column in self.columns]
        return sum(text == column.header for text, column in zip(texts, self.columns, strict=True)) * 2 > len(texts)


def find_table(sheet: Sheet, file: str, vocabulary: Vocabulary, chosen: Mapped) -> Table | None:
    """Return the table on a sheet: its header row is the one whose cells mean most. None when none has an identity."""
    best: tuple[int, int, tuple[Column, ...]] | None = None
    rows = sheet.head(_LOOK_DOWN)
    for index, row in enumerate(rows):
        below = rows[index + 1 :]
        columns = _columns(row, vocabulary, chosen, below)
        if index and (whole := joined(rows[index - 1], row, lambda text: normal(text) in vocabulary.headers)) != row:
            under = _columns(whole, vocabulary, chosen, below)
            columns = under if names_another(rows[index - 1]) else max(columns, under, key=_told)
        if not _fields(columns) & IDENTITY and _fields(columns):
            columns = _by_its_numbers(columns, below)
        told = _told(columns)
        if _fields(columns) & IDENTITY and (best is None or told > best[0]) and (
            len(_fields(columns)) >= 2 or len(columns) == 1 or _is_chosen(columns, vocabulary, chosen)
            or any(column.field in IDENTITY and shows_numbers(below, column.index, column.header)
                   for column in columns)
        ):  # fmt: skip
            best = (told, index, columns)
    if best is None or stranger(normal(column.header) for column in best[2]):
        return None
    _, index, columns = best
    if not _is_chosen(columns, vocabulary, chosen) and not _below(rows[index + 1 :], {}, vocabulary).may_be_patents(
        [(column.index, column.header, field) for column in columns for field in column.fields]
    ):
        return None
    first = index + 1 + _says_it_again(columns, rows[index + 1 : index + 2], vocabulary, chosen)
    problems = tuple(
        Problem("header_twice", Severity.NOTE, Source(file, sheet.name, index + 1, header))
        for header in _repeated(columns)
    )
    office = _one_office([column.header for column in columns if column.field is not None], vocabulary)
    return Table(sheet, _format(columns), _with_unnamed(columns, sheet, first), first, problems, office)


def _by_its_numbers(columns: tuple[Column, ...], below: Sequence[Row]) -> tuple[Column, ...]:
    """Take the one column that holds publication numbers for theirs, whatever its header says."""
    unknown = [column.index for column in columns if column.field is None]
    place = number_column(below, unknown)
    return tuple(
        dataclasses.replace(column, field="publication_number") if column.index == place else column
        for column in columns
    )


def listed_instead(sheet: Sheet) -> str:
    """Return the code of what a sheet lists instead of patents; empty where nobody knows."""
    return stranger(normal(header) for header in likely_headers(sheet)[1])


def likely_headers(sheet: Sheet) -> tuple[int, tuple[str, ...]]:
    """Return number and texts of the row that looks most like a header, for a person to say what it means; 0: none."""
    best: tuple[int, int, tuple[str, ...]] = (0, 0, ())
    for number, row in enumerate(sheet.head(_LOOK_DOWN), start=1):
        texts = tuple(
            dict.fromkeys(text for value in row if (text := cell_text(value)) and len(text) <= _LONGEST_HEADER)
        )
        words = sum(not text[0].isdigit() for text in texts)
        if words > best[0]:
            best = (words, number, texts)
    return best[1], best[2]


def has_rows(sheet: Sheet) -> bool:
    """Tell whether any cell of a sheet holds text."""
    return any(not is_blank(row) for row in sheet.rows)


def _is_chosen(columns: tuple[Column, ...], vocabulary: Vocabulary, chosen: Mapped) -> bool:
    """Tell whether a person said, now or at an earlier import, which of these columns holds the number."""
    kept = vocabulary.remembered.get(fingerprint(column.header for column in columns), {})
    return any({**kept, **chosen}.get(column.header) in IDENTITY for column in columns)


def _says_it_again(columns: tuple[Column, ...], below: list[Row], vocabulary: Vocabulary, chosen: Mapped) -> int:
    """Return 1 if the row below says the same in another language, of most columns or in all of its cells; 0 if not."""
    again = {column.index: column.field for row in below for column in _columns(row, vocabulary, chosen)}
    same = sum(column.field is not None and again.get(column.index) == column.field for column in columns)
    filled = sum(bool(cell_text(value)) for row in below for value in row)
    return int(same > 1 and (same * 2 > _told(columns) or same == filled))


def _fields(columns: tuple[Column, ...]) -> set[str]:
    return {field for column in columns for field in column.fields}


def _told(columns: tuple[Column, ...]) -> int:
    """Return how many fields the columns tell together."""
    return len(_fields(columns))


def _format(columns: tuple[Column, ...]) -> Format:
    return recognise(frozenset(normal(column.header) for column in columns))


def _one_office(headers: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the office that headers name before a number or a day: AU application number; empty for none or several.

    Beside numbers of another office nobody knows of which patent the row is; that of an international application may
    stand beside any.
    """
    offices = {vocabulary.offices.code(office_first(header)[0].replace(".", "")) for header in headers}
    named = offices - {None, "WO"}
    return next(iter(named)) or "" if len(named) == 1 else ""


def _are_of_one_office(headers: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Tell whether headers name one office, and no column tells that of each row."""
    one = bool(_one_office(headers, vocabulary))
    return one and all(vocabulary.meaning(header)[0] != "office" for header in headers)


def _meaning(header: str, vocabulary: Vocabulary, *, of_one: bool) -> tuple[str | None, int]:
    """Return what a header means; ``of_one``: also behind the name of the office of which the list is."""
    told = vocabulary.meaning(header)
    if told[0] is None and of_one and _one_office([header], vocabulary):
        return vocabulary.meaning(office_first(header)[1])
    return told


def _columns(row: Row, vocabulary: Vocabulary, chosen: Mapped, below: Sequence[Row] = ()) -> tuple[Column, ...]:
    headers = [
        (index, text) for index, value in enumerate(row) if (text := cell_text(value)) and len(text) <= _LONGEST_HEADER
    ]
    kept = vocabulary.remembered.get(fingerprint(text for _, text in headers), {}) if vocabulary.remembered else {}
    wishes = {normal(header): field for header, field in (*kept.items(), *chosen.items())}
    claims, lines = _claims(headers, wishes, vocabulary, below)
    told = {index: _won(index, stacked, claims) for index, stacked in lines.items()}
    meant: dict[int, str | None] = {
        index: field for field, claimed in claims.items() for index in granted(field, claimed)
    }
    spare = {claim.place: field for field, claimed in claims.items() for claim in claimed
             if field in SPARED and claim.place not in meant}  # fmt: skip
    beaten = {claim.place for claimed in claims.values() for claim in claimed} - meant.keys()
    for index, text in headers:
        second = next(filter(None, map(vocabulary.second.get, forms(text))), None) if index in beaten else None
        if second is not None and second not in claims:
            claims[second] = []
            meant[index] = second
    meant.update({index: next(filter(None, stacked), None) for index, stacked in told.items()})
    return tuple(
        Column(index, text, meant.get(index), told.get(index, ()), spare=spare.get(index, ""))
        for index, text in headers
    )


_OF_A_GRANT = frozenset({"grant_number", "grant_date"})
_BEHIND = 600
"""Added to the preference of a header that may mean the grant as well: any other one tells the publication."""
_Claims = dict[str, list[Claim]]
_Lines = dict[int, tuple[str | None, ...]]


def _claims(
    headers: Sequence[tuple[int, str]], wishes: Mapped, vocabulary: Vocabulary, below: Sequence[Row]
) -> tuple[_Claims, _Lines]:
    """Return which columns claim each field, and what the lines of headers mean that stand on several."""
    form = recognise(frozenset(normal(text) for _, text in headers))
    own = form.headers
    others = _others(headers, vocabulary, below) if form is LISTING else frozenset[int]()
    of_one = _are_of_one_office([text for _, text in headers], vocabulary)
    claims: _Claims = {}
    lines: _Lines = {}
    for index, text in headers:
        key = normal(text)
        field, preference = (own[key], 0) if key in own else _meaning(text, vocabulary, of_one=of_one)
        if index in others:
            field = None
        if key in wishes:
            field, preference = wishes[key], CHOSEN
        elif field is None and "\n" in text and (stacked := _of_lines(text, vocabulary)):
            lines[index] = stacked
            for one in filter(None, stacked):
                claims.setdefault(one, []).append(Claim(LAST - 1, index, text))
        if field is not None:
            behind = _BEHIND if vocabulary.second.get(key) in _OF_A_GRANT else 0
            preference = LAST if field.endswith("?") else preference + behind
            more = field.endswith("+") or (key in vocabulary.more and key not in wishes)
            claims.setdefault(field.rstrip("?+"), []).append(Claim(preference, index, text, more))
    if vocabulary.alone and claims.keys().isdisjoint(NUMBERS):
        for index, text in headers:
            if (field := vocabulary.alone.get(normal(text))) is not None:
                claims.setdefault(field, []).append(Claim(LAST - 1, index, text))
    return claims, lines


def _others(headers: Sequence[tuple[int, str]], vocabulary: Vocabulary, below: Sequence[Row]) -> frozenset[int]:
    told = {text: vocabulary.meaning(text)[0] for _, text in headers}
    fields = {index: field for index, text in headers if (field := told[text]) is not None}
    return other_meanings(headers, told.get, _below(below, fields, vocabulary)) if fields else frozenset()


def _below(rows: Sequence[Row], fields: Mapping[int, str], vocabulary: Vocabulary) -> Below:
    return Below(rows, fields, vocabulary.statuses.read, vocabulary.right_types, vocabulary.offices.code)


def _of_lines(header: str, vocabulary: Vocabulary) -> tuple[str | None, ...]:
    """Return what the lines of a header mean, each for itself; empty unless all do, and different fields."""
    fields = tuple(vocabulary.meaning(line)[0] for line in header.split("\n"))
    return fields if all(fields) and len(set(fields)) == len(fields) else ()


def _won(index: int, fields: tuple[str | None, ...], claims: Mapping[str, list[Claim]]) -> tuple[str | None, ...]:
    """Return the fields of a column's lines without those that a column of their own tells."""
    return tuple(field if field and index in granted(field, claims[field]) else None for field in fields)


def _with_unnamed(columns: tuple[Column, ...], sheet: Sheet, first: int) -> tuple[Column, ...]:
    """Add the columns without a header that stand between others and are filled in most rows, as of row numbers."""
    last = max(column.index for column in columns)
    gaps = sorted(set(range(last)) - {column.index for column in columns})
    rows = [row for row in sheet.head(first + _LOOKED_INTO)[first:] if not is_blank(row)] if gaps else []
    filled = [gap for gap in gaps if sum(gap < len(row) and bool(cell_text(row[gap])) for row in rows) * 2 > len(rows)]
    added = (Column(gap, f"#{gap + 1}", None, named=False) for gap in filled)
    return tuple(sorted((*columns, *added), key=lambda column: column.index)) if filled else columns


def _repeated(columns: tuple[Column, ...]) -> list[str]:
    counts = Counter(column.header for column in columns)
    return sorted(header for header, count in counts.items() if count > 1)
