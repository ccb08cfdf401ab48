"""Read what the inspector shows, page by page: facts, fees to come, patents cited, judgement, documents, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patentdesk.core.problems import Refused
from patentdesk.portfolio.numbers import NumberRole, readings
from patentdesk.portfolio.records import Attachment, Citation, Patent
from patentdesk.services import attachments, history, listing
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import Evidence, evidence
from patentdesk.services.fees import PlannedFee, annuity_plan
from patentdesk.services.listing import Dossier
from patentdesk.store.file import Change, Operation, Reader

PAGES = ("facts", "timeline", "ties", "judgements", "documents", "history")
_STEPS, _LINES = 40, 60


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the journal with what it changed about the patent."""

    operation: Operation
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Inspected:
    """All that one page of the inspector shows."""

    dossier: Dossier
    fees: tuple[PlannedFee, ...] = ()
    cited: tuple[tuple[Citation, Patent | None], ...] = ()
    """Each citation with the patent of the portfolio that it names, if it names one."""
    evidence: Evidence | None = None
    documents: tuple[Attachment, ...] = ()
    history: tuple[Step, ...] = ()


def inspect(desk: Desk, patent_id: int, page: str) -> Inspected | None:
    """Return what a page shows about a patent; None when the patent is gone."""
    dossier = listing.dossier(desk, patent_id)
    if dossier is None:
        return None
    match page:
        case "timeline":
            found = Inspected(dossier, fees=tuple(annuity_plan(desk, [patent_id])))
        case "ties":
            with desk.file.reading() as reader:
                found = Inspected(dossier, cited=tuple(_within(reader, dossier.citations)))
        case "judgements":
            found = Inspected(dossier, evidence=_judged(desk, patent_id))
        case "documents":
            found = Inspected(dossier, documents=tuple(attachments.attachments(desk, patent_id)))
        case "history":
            found = Inspected(dossier, history=tuple(_steps(desk, patent_id)))
        case _:
            found = Inspected(dossier)
    return found


def _steps(desk: Desk, patent_id: int) -> list[Step]:
    return [
        Step(one, tuple(history.details(desk, one.id, _LINES, patent_id)))
        for one in history.journal(desk, _STEPS, patent_id=patent_id)
    ]


def _judged(desk: Desk, patent_id: int) -> Evidence | None:
    try:
        return evidence(desk, patent_id)
    except Refused:  # removed meanwhile, or no model is there: the page then shows decisions and values only
        return None


def _within(reader: Reader, citations: Sequence[Citation]) -> list[tuple[Citation, Patent | None]]:
    """Find the cited patents that the portfolio holds, by their publication numbers."""
    keys = {
        citation.id: [number.key for number in readings(citation.number) if number.role is NumberRole.PUBLICATION]
        for citation in citations
        if citation.number
    }
    wanted = sorted({key for found in keys.values() for key in found})
    known = {patent.publication_number: patent for patent in reader.select(Patent, publication_number=wanted)}
    return [(one, next((known[key] for key in keys.get(one.id, ()) if key in known), None)) for one in citations]
