"""Describe what one row of a file says about one patent, before it is compared with the portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.intake.shares import DraftShare
from patentdesk.intake.ties import DraftTie
from patentdesk.portfolio.codes import Role, Scheme
from patentdesk.portfolio.kinds import Stage

_NOTHING: Mapping[str, Any] = {}


class DraftPriority(NamedTuple):
    """A priority claim as read; ``number`` is the canonical application key."""

    office: str
    number: str
    day: date | None = None


class DraftCitation(NamedTuple):
    """A reference as read; ``direction`` 'cites' or 'cited_by'."""

    direction: str
    number: str = ""
    literature: str = ""
    category: str = ""


OTHER = "other"
"""The kind of an event whose code nobody mapped; its note says what the source said."""


@dataclass(frozen=True, slots=True)
class DraftEvent:
    """A dated procedural fact as read; ``kind`` as in ``rules/events.json``, ``note`` what the source said."""

    kind: str
    day: date
    note: str = ""
    reference: str = ""
    year: int | None = None
    """Patent year, for annuity payments."""
    channel: str = ""
    received: date | None = None
    period: str = ""
    """As in ``portfolio.records.Event``: told by the program's own exports only."""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same event, whichever source tells it: see ``event_key``."""
        return event_key(self.kind, self.day, self.year, self.reference, self.note)


def event_key(kind: str, day: date | None, year: int | None, reference: str, note: str) -> tuple[object, ...]:
    """Return what two records of one event share.

    A year is paid once, whatever the day that a source gives; an unmapped event is known by its text, any other by its
    reference number.
    """
    if year is not None:
        return kind, year
    return kind, day, " ".join(note.casefold().split()) if kind == OTHER else reference


class Draft(NamedTuple):
    """One row, read. Values are typed as in ``portfolio.records.Patent``; a value that a cell lacks is not there.

    ``weak`` names values that only fill a gap. ``columns`` maps field → header, ``written`` maps field (or the header
    of a column without meaning) → the cell's text: no cell is lost. A problem of severity error rejects the row.
    A tuple, as an import makes one for each row.
    """

    source: Source
    values: Mapping[str, object] = _NOTHING
    weak: frozenset[str] = frozenset()
    columns: Mapping[str, str] = _NOTHING
    written: Mapping[str, str] = _NOTHING
    parties: tuple[tuple[Role, str], ...] = ()
    priorities: tuple[DraftPriority, ...] = ()
    classifications: tuple[tuple[Scheme, str], ...] = ()
    citations: tuple[DraftCitation, ...] = ()
    events: tuple[DraftEvent, ...] = ()
    latin_names: tuple[tuple[str, str], ...] = ()
    """Party name → the same name in Latin letters, where the source gives both."""
    encumbrances: tuple[DraftTie, ...] = ()
    """What status words such as 质押, event codes and columns say of licences, pledges and disputes."""
    family_key: str = ""
    member: str = ""
    document: str = ""
    """Canonical publication key of the document that the row describes; empty for a list of applications."""
    stage: Stage = Stage.GRANT
    """How far the document goes; a list of applications, which names no document, speaks as of today."""
    problems: tuple[Problem, ...] = ()
    countries: tuple[tuple[str, str], ...] = ()
    """Party name → the code of its country, where the source tells it."""
    digest: int = 0
    """Tells the row from every other one, together with how it is read; 0: it is never recognised unread."""
    shares: tuple[DraftShare, ...] = ()

    @property
    def cells(self) -> dict[str, str]:
        """Header → text of every cell; what no field has stands under the name that it is kept by."""
        cells = dict.fromkeys(self.columns.values(), "")
        cells.update((self.columns.get(name, name), text) for name, text in self.written.items())
        return cells

    @property
    def rejected(self) -> bool:
        """Tell whether the row cannot be imported."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
