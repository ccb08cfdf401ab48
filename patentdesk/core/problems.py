"""Describe what is wrong in a user's data, as values that are returned and never raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Argument = str | int | float


class Severity(StrEnum):
    """How far a problem reaches."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value or a problem stands: file, sheet, row and column as a person would name them.

    ``row`` counts from 1 as the spreadsheet shows it, header rows included; ``column`` is the header text.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the data with its place; ``code`` and ``args`` name a sentence in ``resources/words``.

    The sentence for code ``x`` is the word ``problem.x``; its remedy, if there is one, ``remedy.x``.
    """

    code: str
    severity: Severity = Severity.ERROR
    source: Source = Source()
    field_name: str = ""
    args: Mapping[str, Argument] = field(default_factory=dict)
    patent_id: int | None = None


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a defect
    """An operation that cannot be done as asked; carries the problem that says why. Nothing was changed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code} {dict(problem.args)}")
        self.problem = problem


def refuse(code: str, **args: Argument) -> Refused:
    """Return the refusal with this code and these arguments, to be raised."""
    return Refused(Problem(code=code, args=args))
