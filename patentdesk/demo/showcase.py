"""Work in the demo portfolio as a team would: a review with decisions, values, and the files that go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from patentdesk.core.months import shift_months
from patentdesk.core.progress import Progress
from patentdesk.core.words import Words
from patentdesk.demo.build import Built
from patentdesk.services import closing, docket, exporting, listing, outgoing, review_sheets, reviewing, valuing
from patentdesk.services.desk import Desk
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.records import DecisionCode

_VALUED = 12
_DECIDED = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that the demo leaves behind: its name (words ``demo.<name>``) and where it lies."""

    name: str
    path: Path


def show(desk: Desk, built: Built, folder: Path, words: Words, progress: Progress | None = None) -> list[Shown]:
    """Review, value and write the handouts into the folder; return what lies where.

    Raises Refused when a file cannot be written.
    """
    shown = progress or Progress()
    shown.report(0, 0, "demo.phrase.review")
    review_id = _review(desk, words)
    _close_some(desk, built)
    shown.report(0, 0, "demo.phrase.value")
    chosen = _to_value(desk)
    valuing.record_values(desk, valuing.value_patents(desk, chosen))
    language = words.language
    writers: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
        ("list", "patents.xlsx", lambda path: exporting.export(
            desk, "", "office,filing_date", path, language=language
        )),
        ("docket", "docket.xlsx", lambda path: outgoing.hand_out(desk, path, language=language)),
        ("calendar", "docket.ics", lambda path: outgoing.hand_out(
            desk, path, start=desk.clock.today(), end=shift_months(desk.clock.today(), 6), language=language)),
        ("sheet", "review.xlsx", lambda path: review_sheets.write_sheet(desk, review_id, path, language)),
        ("handout", "handout.xlsx", lambda path: valuing.write_handout(desk, chosen, path)),
    )  # fmt: skip
    for _, name, write in writers:
        write(folder / name)
    return [Shown(name, folder / file) for name, file, _ in writers]


def _review(desk: Desk, words: Words) -> int:
    """Create the review of the coming half-year's annuities and take some decisions, two of them signed."""
    today = desk.clock.today()
    name = words("demo.review_name")
    review = reviewing.create_review(desk, name, months=6, due_on=today + timedelta(days=45))
    lines = sorted(reviewing.items(desk, review.id), key=lambda line: line.item.score or 0.0)
    for rank, line in enumerate([*lines[:2], *lines[-_DECIDED:]]):
        code, reason = _choice(line, weak=rank < 2)
        reviewing.decide(desk, [line.patent.id], code, reason=words(f"demo.reason.{reason}"), review_id=review.id)
    decided = [line.decision for line in reviewing.items(desk, review.id) if line.decision is not None]
    reviewing.sign(desk, [decision.id for decision in decided[:2]])
    return review.id


def _choice(line: ReviewLine, *, weak: bool) -> tuple[DecisionCode, str]:
    """Return the decision that a committee would take: what is tied or practised stays."""
    if line.item.vetoes or line.patent.product:
        return DecisionCode.KEEP, "keep"
    return (DecisionCode.DROP, "drop") if weak else (DecisionCode.LICENSE, "license")


def _close_some(desk: Desk, built: Built) -> None:
    """Pay one annuity with its receipt and let one formal chance pass with a reason."""
    today = desk.clock.today()
    due = {item.patent.id: item.deadline for item in docket.docket(desk) if item.deadline.year is not None}
    for patent_id in built.situations.get("due_this_month", ()):
        if patent_id in due:
            closing.close_deadline(desk, [due[patent_id].id], today, f"CNIPA-{today:%Y%m%d}-0001")


def _to_value(desk: Desk) -> list[int]:
    """Return a dozen granted patents that are practised, the most cited first."""
    found = listing.find(desk, "status:granted", [("cited_by_count", True)])
    practised = [patent for patent in listing.patents(desk, found) if patent.product]
    return [patent.id for patent in practised[:_VALUED]]
