"""Compare the docket with one that an agency or a vendor keeps: two independent reckonings must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from patentdesk.core.filenames import legible
from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.problems import Problem
from patentdesk.core.words import Language
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.vocabulary import plain_word
from patentdesk.handouts.table import ColumnKind, TableColumn, write_table
from patentdesk.intake.docketlist import ForeignDeadline, read_docket_list
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services import listing
from patentdesk.services.desk import Desk

KINDS = ("differs", "theirs", "ours", "unknown", "agrees")
"""Dates differ; only they have it; only we have it; we do not know the patent; both agree."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of either docket, or one of both. ``theirs`` None: they do not have it; ``ours`` None: we do not."""

    kind: str
    number: str
    ours: Deadline | None = None
    theirs: ForeignDeadline | None = None
    patent: Patent | None = None

    @property
    def days(self) -> int | None:
        """By how many days their date is later than ours; None where one of them is missing."""
        if self.ours is None or self.ours.due_date is None or self.theirs is None:
            return None
        return (self.theirs.due - self.ours.due_date).days


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found, the differences first; ``problems`` are rows that could not be read."""

    file: str
    lines: tuple[Compared, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines of each kind."""
        found = Counter(one.kind for one in self.lines)
        return {kind: found[kind] for kind in KINDS}


def compare_docket(desk: Desk, path: Path) -> Comparison:
    """Compare the open and done deadlines with a docket list (any table with a number and a due date).

    A line of theirs meets ours of the same patent: the same patent year where they state one, else the same day, else
    the same task by name. Ours count as missing there only for patents that they list, within the days of their list.
    Raises Refused as read_docket_list does.
    """
    headers = cast("Mapping[str, Sequence[str]]", desk.library.json("intake/docketlist.json"))
    read = read_docket_list(path, headers)
    names = _task_names(desk)
    by_patent: dict[int, list[ForeignDeadline]] = {}
    lines: list[Compared] = []
    found: dict[str, int | None] = {}
    for line in read.lines:
        if line.number not in found:
            ids = listing.with_number(desk, line.number)
            found[line.number] = int(ids[0]) if len(ids) == 1 else None
        patent_id = found[line.number]
        if patent_id is None:
            lines.append(Compared("unknown", line.number, theirs=line))
        else:
            by_patent.setdefault(patent_id, []).append(line)
    with desk.file.reading() as reader:
        patents = {one.id: one for one in reader.select(Patent, id=sorted(by_patent))}
        ours: dict[int, list[Deadline]] = {}
        for one in reader.select(Deadline, patent_id=sorted(by_patent), order=("due_date",)):
            if one.due_date is not None and not one.gone and one.state is not DeadlineState.WAIVED:
                ours.setdefault(one.patent_id, []).append(one)
    span = _span(read.lines)
    for patent_id, theirs in by_patent.items():
        lines += _match(patents[patent_id], ours.get(patent_id, []), theirs, names, span)
    ordered = sorted(lines, key=lambda one: (KINDS.index(one.kind), one.number))
    return Comparison(legible(path.name), tuple(ordered), read.problems)


def _match(
    patent: Patent,
    ours: Sequence[Deadline],
    theirs: Sequence[ForeignDeadline],
    names: Mapping[str, set[str]],
    span: tuple[date, date],
) -> list[Compared]:
    left = list(ours)
    lines = []
    number = number_of(patent)
    for line in sorted(theirs, key=lambda one: one.due):
        ours_too = _counterpart(left, line, names)
        if ours_too is None:
            lines.append(Compared("theirs", number, None, line, patent))
            continue
        left.remove(ours_too)
        same = line.due in (ours_too.due_date, ours_too.earlier_reading, ours_too.unrolled_date)
        lines.append(Compared("agrees" if same else "differs", number, ours_too, line, patent))
    lines += [
        Compared("ours", number, one, None, patent)
        for one in left
        if one.state in OPEN_STATES and one.hard and one.due_date is not None and span[0] <= one.due_date <= span[1]
    ]
    return lines


def _counterpart(ours: Sequence[Deadline], line: ForeignDeadline, names: Mapping[str, set[str]]) -> Deadline | None:
    """Return which of ours a line of theirs means, the surest sign first."""
    by_year = [one for one in ours if line.year is not None and one.year == line.year]
    by_day = [one for one in ours if line.due in (one.due_date, one.earlier_reading, one.unrolled_date)]
    word = plain_word(line.task)
    by_name = [one for one in ours if word and any(name in word or word in name for name in names.get(one.task, ()))]
    for some in (by_year, [one for one in by_day if one in by_name], by_day, by_name):
        if some:
            return min(some, key=lambda one: abs(((one.due_date or line.due) - line.due).days))
    return None


def _task_names(desk: Desk) -> dict[str, set[str]]:
    """Return the plain names of each task in both languages."""
    entries = desk.library.words("en").entries
    return {
        key.removeprefix("task."): {plain_word(entry[language]) for language in ("en", "zh")}
        for key, entry in entries.items()
        if key.startswith("task.")
    }


def _span(lines: Sequence[ForeignDeadline]) -> tuple[date, date]:
    days = [line.due for line in lines]
    return (min(days, default=date.max), max(days, default=date.min))


_HEAD_WORDS = {"ours": "ours_column", "theirs": "theirs_column"}
_HEADS = (("kind", ColumnKind.TEXT, 14), ("number", ColumnKind.TEXT, 20), ("task", ColumnKind.TEXT, 26),
          ("ours", ColumnKind.DATE, 12), ("theirs", ColumnKind.DATE, 12), ("days", ColumnKind.NUMBER, 8),
          ("their_task", ColumnKind.TEXT, 26), ("place", ColumnKind.TEXT, 24))  # fmt: skip


def write_comparison(desk: Desk, path: Path, found: Comparison, language: Language = "zh") -> int:
    """Write a comparison as .xlsx, .csv or .json; return how many lines. Raises Refused as write_table does."""
    words = desk.library.words(language)
    columns = [
        TableColumn(key, words(f"compare.{_HEAD_WORDS.get(key, key)}"), kind, width) for key, kind, width in _HEADS
    ]
    rows = (
        [
            words(f"compare.{one.kind}"), one.number, words.code("task", one.ours.task) if one.ours else "",
            one.ours.due_date if one.ours else None, one.theirs.due if one.theirs else None, one.days,
            one.theirs.task if one.theirs else "",
            words.place(one.theirs.source) if one.theirs else "",
        ]
        for one in found.lines
    )  # fmt: skip
    return write_table(path, columns, rows, sheet=words("compare.title"), mark=HandoutMark.REPORT)
