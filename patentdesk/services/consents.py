"""Keep what co-owners of joint patents agreed to: giving up, exclusive licences, assignments, pledges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from patentdesk.core.problems import refuse
from patentdesk.portfolio.codes import EncumbranceKind, Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Encumbrance, Party
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.store.file import Reader
from patentdesk.triage.records import Consent


def consents(desk: Desk, patent_ids: Sequence[int]) -> list[Consent]:
    """Return the consents about patents, in the order in which they were recorded."""
    with desk.file.reading() as reader:
        return reader.select(Consent, patent_id=[int(one) for one in patent_ids], order=("id",))


def owners(desk: Desk, patent_id: int) -> list[str]:
    """Return the names of the owners of a patent (applicants where no owner is recorded) and of its co-owners."""
    with desk.file.reading() as reader:
        return _owners(reader, patent_id)


def record_consent(desk: Desk, given: Consent) -> Changes:
    """Record that a co-owner agreed. For giving up, the veto falls once all owners beside the member have.

    Raises Refused: consent_no_owner (nobody of that name owns the patent), consent_unproven (no day or no paper),
    consent_future, consent_known (recorded already, of that day and paper).
    """
    day = given.given_on
    if day is None or not given.reference.strip():
        raise refuse("consent_unproven")
    if day > desk.clock.today():
        raise refuse("consent_future", date=day.isoformat())
    with desk.file.operation("record_consent", owner=given.owner, act=given.act.value) as work:
        if fold(given.owner) not in {fold(name) for name in _owners(work, given.patent_id)}:
            raise refuse("consent_no_owner", name=given.owner)
        told = (fold(given.owner), given.reference.strip())
        for one in work.select(Consent, patent_id=given.patent_id, act=given.act, given_on=day):
            if (fold(one.owner), one.reference) == told:
                raise refuse("consent_known", name=given.owner, paper=one.reference, date=day.isoformat())
        work.add(replace(given, reference=given.reference.strip(), recorded_by=desk.user, recorded_at=desk.clock.now()))
    return Changes.of([Kind.ENCUMBRANCES], (given.patent_id,))


def _owners(reader: Reader, patent_id: int) -> list[str]:
    parties = reader.select(Party, patent_id=patent_id, role=[Role.OWNER, Role.APPLICANT], order=("position",))
    named = [one.name for one in parties if one.role is Role.OWNER] or [one.name for one in parties]
    tied = reader.column(Encumbrance, "counterparty", patent_id=patent_id, kind=EncumbranceKind.CO_OWNER)
    return list(dict.fromkeys((*named, *tied)))
