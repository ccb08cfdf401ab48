"""Describe what an import would do, row by row, before it does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.intake.aside import Spool
from patentdesk.services.import_gather import Gathered
from patentdesk.services.import_values import FieldChange


class Outcome(StrEnum):
    """What becomes of one row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    """A person's value stands against the row's; the row's is kept beside it. Other values are taken."""
    MERGED = "merged"
    """The row speaks of the patent of an earlier row in this import, and was taken together with it."""
    REJECTED = "rejected"


class ImportEntry(NamedTuple):
    """One row of the preview; a tuple, as an import makes one for each row."""

    source: Source
    outcome: Outcome
    number: str
    title: str
    patent_id: int | None = None
    """The patent that is there already; None for a new one."""
    changes: Sequence[FieldChange] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file of an import. ``mapping``: header → field, None for a column whose text is only kept as written."""

    name: str
    digest: str
    format: str
    how: str
    row_count: int
    mapping: Mapping[str, str | None]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Sheet → field → header."""

    @property
    def unmapped(self) -> list[str]:
        """Headers of columns, and parts of documents, whose meaning is not known."""
        return [header for header, name in self.mapping.items() if name is None]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. Every row of every file is one entry."""

    files: tuple[FilePlan, ...]
    entries: tuple[ImportEntry, ...]
    problems: tuple[Problem, ...]
    """Of files first, then of rows, in their order."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """``read`` and the number of rows with each outcome, which add up to it."""
    member: str | None = None
    office: str = ""
    """The office that a person named for the numbers that do not tell theirs."""
    meanings: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """Fingerprint of a row of headers → what a person said for this import that they mean."""
    gathered: Gathered = field(repr=False, default_factory=Gathered)
    idle: frozenset[int] = field(repr=False, default=frozenset())
    """Which patents the import said nothing new about, as the portfolio was then."""
    refused: Spool = field(repr=False, default_factory=Spool)
    """The rejected rows: batches of (place among the entries, header → text)."""
    seen: tuple[int, str] = (0, "")
    """Number and hash of the latest entry of the journal that the plan knows of: it holds for that state only."""

    @property
    def read(self) -> int:
        """How many rows were read."""
        return len(self.entries)

    @property
    def added(self) -> int:
        """How many rows bring a new patent."""
        return self.counts["added"]

    @property
    def changed(self) -> int:
        """How many rows change a patent."""
        return self.counts["changed"]

    @property
    def same(self) -> int:
        """How many rows say nothing new."""
        return self.counts["same"]

    @property
    def conflicts(self) -> int:
        """How many rows contradict a value that a person entered."""
        return self.counts["conflict"]

    @property
    def differing(self) -> int:
        """How many times rows of this import say different things about one document."""
        return sum(problem.code.startswith("rows_differ") for problem in self.problems)

    @property
    def rejected(self) -> int:
        """How many rows cannot be imported."""
        return self.counts["rejected"]

    @property
    def reasons(self) -> dict[str, int]:
        """Problem code → how many rows are rejected for it, the most frequent first; a row counts for each reason."""
        rejected = (entry for entry in self.entries if entry.outcome is Outcome.REJECTED)
        found = Counter(code for entry in rejected for code in {
            problem.code for problem in entry.problems if problem.severity is Severity.ERROR})  # fmt: skip
        return dict(found.most_common())

    @property
    def mapping(self) -> Mapping[str, str | None]:
        """Header → field of all files; give a changed copy to ``plan_import`` to read the columns otherwise."""
        return {header: name for file in self.files for header, name in file.mapping.items()}

    @property
    def unusable(self) -> tuple[Problem, ...]:
        """The problems of files that could not be used at all."""
        return tuple(
            problem for problem in self.problems if problem.severity is Severity.ERROR and problem.source.row is None
        )
