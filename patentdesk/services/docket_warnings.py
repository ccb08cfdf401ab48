"""Gather what a computation of the docket warns of, kind by kind, so that a person can look through thousands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.problems import Argument, Problem, Severity
from patentdesk.core.progress import Progress
from patentdesk.core.words import Words
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services import docket, listing
from patentdesk.services.desk import Desk
from patentdesk.services.docket_difference import NAMED

_KINDS = ("task", "office", "event")
"""Arguments of a problem that make another kind of warning; others are of the single patent."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One kind of warning with all that were given; ``args`` are what they have in common.

    ``patents``: how many are concerned.
    """

    code: str
    severity: Severity
    args: Mapping[str, Argument]
    problems: tuple[Problem, ...]
    patents: int

    def title(self, words: Words) -> str:
        """Return what this kind is about, in a few words."""
        key = f"warning.{self.code}"
        args = {name: words.code(name, str(value)) for name, value in self.args.items()}
        return words(key, **args) if words.has(key) else words.problem(self.problems[0])


@dataclass(frozen=True, slots=True)
class DocketWarnings:
    """All warnings, the gravest kinds and the longest first.

    ``numbers``: of the patents concerned, by id. ``without_status``: patents whose legal status is not known.
    ``complete``: whether all are named; beyond 10,000 problems the rest is not.
    """

    kinds: tuple[Warned, ...]
    numbers: Mapping[int, str]
    without_status: int
    complete: bool = True

    @property
    def count(self) -> int:
        """How many warnings there are."""
        return sum(len(one.problems) for one in self.kinds)

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.kinds or self.without_status)


def warnings_now(desk: Desk, progress: Progress) -> DocketWarnings:
    """Compute the docket of all patents, changing nothing, and gather what it warns of. Raises Cancelled."""
    return gathered(desk, docket.preview(desk, None, progress).problems)


def gathered(desk: Desk, problems: Sequence[Problem]) -> DocketWarnings:
    """Return problems of a computation by kind; notes are left out."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        if one.severity is not Severity.NOTE:
            found.setdefault((one.severity, one.code, *(one.args.get(name) for name in _KINDS)), []).append(one)
    kinds = [
        Warned(own[0].code, own[0].severity, {name: own[0].args[name] for name in _KINDS if name in own[0].args},
               tuple(own), len({one.patent_id for one in own if one.patent_id}))
        for own in found.values()
    ]  # fmt: skip
    order = list(Severity)
    kinds.sort(key=lambda one: (-order.index(one.severity), -len(one.problems), one.code))
    ids = sorted({one.patent_id for kind in kinds for one in kind.problems if one.patent_id})
    numbers = {one.id: number_of(one) for one in listing.patents(desk, ids)}
    with desk.file.reading() as reader:
        without_status = reader.count(Patent, status=Status.UNKNOWN)
    return DocketWarnings(tuple(kinds), numbers, without_status, complete=len(problems) < NAMED)
