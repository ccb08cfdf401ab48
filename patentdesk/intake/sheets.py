"""Hold what a file says before anybody asks what it means: sheets of rows of cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Protocol

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.problems import Argument, Problem, Severity

Value = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Value]


class Rows(Protocol):
    """The rows of a sheet: counted, and read from the first one on as often as they are asked for."""

    def __len__(self) -> int:
        """How many rows there are, blank ones included."""
        ...

    def __iter__(self) -> Iterator[Row]:
        """Read the rows."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row before anybody asks what it means; ``column`` is the index of the cell, if it is one."""

    code: str
    severity: Severity = Severity.ERROR
    column: int | None = None
    args: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a text file is one sheet without a name. The first of its rows is row 1 of the file."""

    name: str
    rows: Rows
    faults: Mapping[int, tuple[Fault, ...]] = field(default_factory=dict)
    """Number of a row → what is wrong with it."""

    def head(self, count: int) -> list[Row]:
        """Return the first rows."""
        return list(islice(self.rows, count))

    def after(self, first: int) -> Iterator[Row]:
        """Yield the rows from index ``first`` on."""
        return islice(iter(self.rows), first, None)


@dataclass(frozen=True, slots=True)
class Content:
    """The sheets of a file, how it was read, and what was noticed on the way."""

    sheets: tuple[Sheet, ...]
    how: str
    """Such as ``xlsx`` or ``utf-8 ,``."""
    problems: tuple[Problem, ...] = ()
    handout: HandoutMark | None = None
    """What it is, if this program handed it out and it is no list of patents."""


def cell_text(value: Value) -> str:
    """Return a cell as the text a person would read: NFC, trimmed, without carriage returns and byte order marks."""
    if isinstance(value, str):
        text = value.strip() if value.isascii() else unicodedata.normalize("NFC", value).replace("\ufeff", "").strip()
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def is_blank(row: Row) -> bool:
    """Tell whether no cell of the row holds text."""
    return not any(value is not None and (not isinstance(value, str) or value.strip()) for value in row)
