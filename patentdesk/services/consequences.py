"""Show what decisions mean for the portfolio while they are taken."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.core.progress import Progress
from patentdesk.portfolio.codes import DEAD
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Patent
from patentdesk.services import organisations
from patentdesk.services.desk import Desk
from patentdesk.services.fees import annuity_plan
from patentdesk.services.reviewing import review_of
from patentdesk.store.file import Reader
from patentdesk.triage.consequences import ComingFee, Consequences, Loss, Outlook, Place, Saving, consequences
from patentdesk.triage.records import Decision, DecisionCode, ReviewItem

__all__ = ["Consequences", "Loss", "Outlook", "Saving", "consequences", "outlook", "outlook_of_review", "to_be_dropped"]

YEARS = 10
"""How far ahead savings are shown, this year included."""
_PAGE = 500


def outlook(desk: Desk, patent_ids: Sequence[int], *, progress: Progress | None = None) -> Outlook:
    """Gather once what ``consequences`` answers from, for patents that may be dropped. Raises Cancelled."""
    shown = progress or Progress()
    with desk.file.reading() as reader:
        members = organisations.names(reader)
        living = _living(reader)
        patents = [one for one in reader.select(Patent, id=list(patent_ids)) if one.status not in DEAD]
    places = {
        one.id: Place(one.segment.value if one.segment else "", one.office, members.get(one.member_id or 0, ""))
        for one in patents
    }
    last, fees = desk.clock.today().year + YEARS - 1, []
    ids = list(places)
    for start in range(0, len(ids), _PAGE):
        shown.report(start, len(ids), "phrase.docket_compute")
        fees += [
            ComingFee(one.patent_id, one.due_date.year, one.fee.payable if one.fee else None)
            for one in annuity_plan(desk, ids[start : start + _PAGE])
            if one.due_date.year <= last
        ]
    return Outlook(living, places, tuple(fees))


def _living(reader: Reader) -> dict[Place, int]:
    rows = reader.tally(parse("is:alive"), ("segment", "office", "member"))
    return {Place(str(segment or ""), str(office), str(member or "")): count for segment, office, member, count in rows}


def outlook_of_review(desk: Desk, review_id: int, *, progress: Progress | None = None) -> Outlook:
    """Gather the outlook of the patents of a review. Raises Refused 'review_unknown'; Cancelled."""
    with desk.file.reading() as reader:
        review_of(reader, review_id)
        ids = reader.column(ReviewItem, "patent_id", review_id=review_id)
    return outlook(desk, ids, progress=progress)


def to_be_dropped(desk: Desk, review_id: int) -> list[int]:
    """Return the patents of a review whose decision in force is to drop. Raises Refused 'review_unknown'."""
    with desk.file.reading() as reader:
        review_of(reader, review_id)
        latest = {one.patent_id: one.code for one in reader.select(Decision, review_id=review_id)}
    return [patent_id for patent_id, code in latest.items() if code is DecisionCode.DROP]
