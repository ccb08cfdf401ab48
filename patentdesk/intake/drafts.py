"""Describe what one row of a file says about one patent, before it is compared with the portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.portfolio.codes import EncumbranceKind, Role, Scheme
from patentdesk.portfolio.kinds import Stage


@dataclass(frozen=True, slots=True)
class DraftPriority:
    """A priority claim as read; ``number`` is the canonical application key."""

    office: str
    number: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """A reference as read; ``direction`` 'cites' or 'cited_by'."""

    direction: str
    number: str = ""
    literature: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One row, read. Values are typed as in ``portfolio.records.Patent``; a value that a cell lacks is not there.

    ``weak`` names values that only fill a gap. ``columns`` maps field → header, ``written`` maps field (or the header
    of a column without meaning) → the cell's text: no cell is lost. A problem of severity error rejects the row.
    """

    source: Source
    values: Mapping[str, object] = field(default_factory=dict)
    weak: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    parties: tuple[tuple[Role, str], ...] = ()
    priorities: tuple[DraftPriority, ...] = ()
    classifications: tuple[tuple[Scheme, str], ...] = ()
    citations: tuple[DraftCitation, ...] = ()
    encumbrances: tuple[EncumbranceKind, ...] = ()
    """Ties that the status words name, such as 质押."""
    family_key: str = ""
    member: str = ""
    document: str = ""
    """Canonical publication key of the document that the row describes; empty for a list of applications."""
    stage: Stage = Stage.GRANT
    """How far the document goes; a list of applications, which names no document, speaks as of today."""
    problems: tuple[Problem, ...] = ()

    @property
    def rejected(self) -> bool:
        """Tell whether the row cannot be imported."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
