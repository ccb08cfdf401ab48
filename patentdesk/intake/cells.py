"""Turn the cells of a row into typed values; what cannot be turned is a problem with its place, and is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any, cast

from patentdesk.core.guarding import unguarded
from patentdesk.core.problems import Argument, Problem, Severity, Source
from patentdesk.intake.headers import NO_PATENT, Vocabulary
from patentdesk.intake.layout import Format
from patentdesk.intake.sheets import Value, cell_text
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.dates import DateOrder, read_date, read_dates
from patentdesk.portfolio.names import fold

_NOTHING = frozenset({"", "-", "--", "—", "/", "N/A", "n/a", "null", "None", "无",
                      "——", "———", "－", "－－", "NULL", "nan", "NaN", "#N/A"})  # fmt: skip
_TEXTS = ("title", "title_en", "abstract", "abstract_en", "url", "tags", "note", "responsible", "product", "kind_code",
          "status_text")  # fmt: skip
DATED = frozenset({
    "priority_date", "filing_date", "publication_date", "grant_date", "registration_date", "national_entry_date",
    "expiry_date", "status_date",
})  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});", re.ASCII)
_MOST_ESCAPED = 3
LAST_FEE_YEAR = 30
"""No right is kept longer by yearly fees: a term of 20 years with 5 of extension, designs 25, utility models less."""
_PAID_YEAR = re.compile(r"(?:已?[缴交](?:费|纳)?至?|至)?第?\s*(\d{1,2})\s*年(?:度|费)*(?:已[缴交])?")
"""A patent year in words: 第8年, 已缴至第8年度."""
_MOST_KNOWN = 50_000
"""So many different texts are remembered."""
_COUNTS = frozenset({
    "claims_count", "cited_by_count", "cites_count", "npl_count", "family_size", "paid_through_year",
})  # fmt: skip


@dataclass(slots=True)
class Cells:
    """One row taken apart by field; problems gather while its values are read."""

    source: Source
    vocabulary: Vocabulary
    orders: Mapping[str, DateOrder]
    raw: dict[str, Value] = field(default_factory=dict)
    """Field → cell, where the columns remembered no values."""
    columns: Mapping[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: int = 0
    member: str = ""
    """The member whose list it is, where no column says so."""
    own_office: str = ""
    """The office of its numbers, where neither they nor a column say so."""
    fields: frozenset[str] = frozenset()
    """Those that the row has a cell for, though it may be empty."""
    texts: dict[str, str] = field(default_factory=dict)
    """Field → text; the vendors' signs for nothing are empty."""
    typed: dict[str, object] | None = None
    """Field → value, where the columns remembered them; ask ``values``."""
    told: tuple[Problem, ...] = ()
    """What was wrong with these values, at no place yet."""
    known: dict[object, tuple[Any, tuple[Problem, ...]]] = field(default_factory=dict)
    """What earlier rows of the table said in the same words; see ``once``."""

    def settle(self) -> Cells:
        """Make the texts of the cells, which are all there now; return the row."""
        self.fields = frozenset(self.raw)
        self.texts = {name: meant(cell_text(value)) for name, value in self.raw.items()}
        return self

    def text(self, name: str) -> str:
        """Return a field's cell as text; the vendors' signs for nothing are empty."""
        return self.texts.get(name, "")

    def once(self, read: Callable[..., Any], *fields: str, form: Format | None = None) -> Any:  # noqa: ANN401 - whatever ``read`` returns
        """Return what ``read`` makes of these fields, called with the cells, the form if any, and the fields' names.

        The columns of a list say the same again and again: the same texts are read once in a table. The problems that
        were noted then are noted for each row at its own place.
        """
        key = (read, fields, *map(self.texts.get, fields))
        found = self.known.get(key)
        if found is not None:
            self.repeat(found[1])
            return found[0]
        noted = len(self.problems)
        value = read(self, *fields) if form is None else read(self, form, *fields)
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        self.known[key] = (value, tuple(self.problems[noted:]))
        return value

    def repeat(self, problems: Iterable[Problem]) -> None:
        """Note problems of other rows at this row's own place."""
        for told in problems:
            self.problem(told.code, told.field_name, told.severity, **told.args)

    def problem(self, code: str, name: str, severity: Severity = Severity.WARNING, **args: Argument) -> None:
        """Note a problem at the cell of a field."""
        place = Source(self.source.file, self.source.sheet, self.source.row, self.columns.get(name, ""))
        self.problems.append(Problem(code, severity, place, name, args))

    def values(self) -> dict[str, object]:
        """Return the values of all plain fields: texts, dates, counts, codes."""
        if self.typed is not None:
            found = self.typed
            self.repeat(self.told)
        else:
            found = {name: value for name in self.raw if (value := value_of(self, name)) is not None}
        status = "" if "status_text" in self.fields else self.text("status")
        if status and ("status" in found or not self.vocabulary.statuses.is_of_something_else(status)):
            found["status_text"] = status
        return found

    def date(self, name: str) -> date | None:
        """Return the day in a cell; one that cannot be read is a problem."""
        if isinstance(self.raw[name], str):
            return cast("date | None", self.once(_read_day, name))
        return _read_day(self, name)

    def code(self, name: str) -> object:
        """Return the code that a cell names."""
        return self.once(_CODES[name], name)

    def count(self, name: str) -> int | None:
        """Return the number in a cell; what is none is a problem."""
        return cast("int | None", self.once(_read_count, name))


def meant(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from taking it for a formula; exports put it.

    The vendors' signs for nothing are empty; signs that a page on the web left behind (``Procter &amp; Gamble``), some
    of them twice (``&amp;lt;``), are what they stand for, lest their semicolon part a name.
    """
    if text[:1] == "'":
        text = unguarded(text)
    for _ in range(_MOST_ESCAPED):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: unescape(found.group()), text)
    return "" if text in _NOTHING else text


def without_point(text: str) -> str:
    """Return a whole number without the ``.0`` that programs write which count with it."""
    return text[:-2] if text[-2:] == ".0" and text[:-2].isdecimal() else text


def _read_day(cells: Cells, name: str) -> date | None:
    order = cells.orders.get(name, DateOrder.UNSURE)
    reading = read_date(cells.raw[name], order)
    if reading.problem:
        text = cell_text(cells.raw[name])
        if days := read_dates(text, order):
            return min(days) if name == "priority_date" else days[0]
        severity = Severity.NOTE if reading.day is not None else Severity.WARNING
        cells.problem(reading.problem, name, severity, text=text[:60])
    return reading.day


def _read_count(cells: Cells, name: str) -> int | None:
    text = without_point(cells.text(name).replace(",", ""))
    if name == "paid_through_year" and (year := _PAID_YEAR.fullmatch(text)):
        text = year[1]
    if re.fullmatch(r"\d{1,9}", text):
        count = int(text)
        if name != "paid_through_year" or 1 <= count <= LAST_FEE_YEAR:
            return count
        cells.problem("paid_year_impossible", name, text=str(count), last=LAST_FEE_YEAR)
    elif text:
        cells.problem("count_unknown", name, text=text[:60])
    return None


def _read_status(cells: Cells, name: str) -> Status | None:
    """Return the state that the status cell names; unknown words are a problem, their text is kept."""
    text = cells.text(name)
    status = cells.vocabulary.statuses.read(text)
    if status is None and text and not cells.vocabulary.statuses.says_nothing(text):
        cells.problem("status_word_unknown", name, text=text[:60])
    return status


def _read_office(cells: Cells, name: str) -> str | None:
    """Return the office code of the office cell; an unknown name is a problem."""
    text = cells.text(name)
    code = cells.vocabulary.offices.code(text) if text else None
    if text and code is None:
        cells.problem("office_unknown", name, text=text[:60])
    return code


def _read_right_type(cells: Cells, name: str) -> object:
    """Return the right named by the cell; a word that names none is left to the number.

    One that names another kind of right, such as a trade mark, rejects the row (not_a_patent).
    """
    word = fold(cells.text(name))
    if word in cells.vocabulary.other_rights:
        cells.problem(NO_PATENT, name, Severity.ERROR, text=cells.text(name)[:60])
    return cells.vocabulary.right_types.get(word)


def _read_segment(cells: Cells, name: str) -> object:
    """Return the segment named by the cell; an unknown word is a problem."""
    text = cells.text(name)
    segment = cells.vocabulary.segments.get(fold(text)) if text else None
    if text and segment is None:
        cells.problem("segment_unknown", name, text=text[:60])
    return segment


def _read_reduction(cells: Cells, name: str) -> str | None:
    """Return the code of the reduction of fees that the cell names; one that nobody knows is a problem."""
    text = cells.text(name)
    code = cells.vocabulary.reductions.get(fold(text))
    if text and code is None:
        cells.problem("reduction_unread", name, text=text[:60])
    return code or None


_CODES: dict[str, Callable[[Cells, str], object]] = {
    "status": _read_status, "validity": _read_status, "office": _read_office, "right_type": _read_right_type,
    "segment": _read_segment, "reduction": _read_reduction,
}  # fmt: skip
_READERS: dict[str, Callable[[Cells, str], object]] = {
    **dict.fromkeys(DATED, Cells.date), **dict.fromkeys(_COUNTS, Cells.count), **dict.fromkeys(_CODES, Cells.code),
}  # fmt: skip
_VALUES_OF_TEXT: dict[str, Callable[[str], str]] = {**dict.fromkeys(_TEXTS, str), "external_id": without_point}


def is_read(name: str) -> bool:
    """Tell whether the value of a plain field is read of its cell, for which the words and more are needed."""
    return name in _READERS


def value_of_text(name: str, text: str) -> str | None:
    """Return the value of a field whose text says all; None where it tells none or the field is another one."""
    take = _VALUES_OF_TEXT.get(name)
    return take(text) or None if take is not None else None


def value_of(cells: Cells, name: str) -> object:
    """Return the value of a plain field, None where the cell tells none or the field is not plain."""
    read = _READERS.get(name)
    if read is None:
        return value_of_text(name, cells.text(name))
    value = read(cells, name)
    return None if value == "" else value
