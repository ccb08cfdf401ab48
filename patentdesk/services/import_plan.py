"""Describe what an import would do, row by row, before it does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.intake.whose import NOBODYS, Whose
from patentdesk.services.import_entries import Entries, Outcome
from patentdesk.services.import_gather import Gathered, Group


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
    whose: Mapping[str, Whose] = field(default_factory=dict)
    """Sheet → the member whose list it is; '' for all documents of the file."""

    @property
    def unmapped(self) -> list[str]:
        """Headers of columns, and parts of documents, whose meaning is not known."""
        return [header for header, name in self.mapping.items() if name is None]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. Every row of every file is one entry."""

    files: tuple[FilePlan, ...]
    entries: Entries
    problems: tuple[Problem, ...]
    """Of files first, then of rows, in their order."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """``read`` and the number of rows with each outcome, which add up to it."""
    adds: Mapping[str, int] = field(default_factory=dict)
    """What comes to patents that are there beside values, such as events, and how much of it."""
    office: str = ""
    """The office that a person named for the numbers that do not tell theirs."""
    meanings: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """Fingerprint of a row of headers → what a person said for this import that they mean."""
    gathered: Gathered = field(repr=False, default_factory=Gathered)
    idle: frozenset[int] = field(repr=False, default=frozenset())
    """Which patents the import said nothing new about, as the portfolio was then."""
    seen: tuple[int, str] = (0, "")
    """Number and hash of the latest entry of the journal that the plan knows of: it holds for that state only."""

    @property
    def members(self) -> list[str]:
        """The members whose lists these are, each once; one that only a column names is not among them."""
        return sorted({one.member for file in self.files for one in file.whose.values() if one.member})

    @property
    def member(self) -> str | None:
        """The member of all lists, None where it is not one."""
        told = {one.member for file in self.files for one in file.whose.values()}
        return (told.pop() or None) if len(told) == 1 else None

    def whose(self, source: Source) -> Whose:
        """Return whose list a row stands in."""
        told = next((file.whose for file in self.files if file.name == source.file), {})
        return told.get(source.sheet) or told.get("") or NOBODYS

    def groups(self) -> Iterator[list[Group]]:
        """Yield the rows that have something to say, by patent, a batch at a time."""
        return self.gathered.batches(lambda leader: leader not in self.idle)

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
        rejected = (self.entries.problems[place] for place in self.entries.places(Outcome.REJECTED))
        found = Counter(code for told in rejected for code in {
            problem.code for problem in told if problem.severity is Severity.ERROR})  # fmt: skip
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
