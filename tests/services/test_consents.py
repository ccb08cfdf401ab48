"""What co-owners agreed to, and what that allows."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import OrganisationKind, Role, Status
from patentdesk.portfolio.records import Organisation, Party, Patent
from patentdesk.services import history
from patentdesk.services.consents import consents, owners, record_consent
from patentdesk.services.desk import Desk
from patentdesk.services.reviewing import decide
from patentdesk.triage.records import Consent, ConsentAct

GIVEN = date(2026, 11, 2)


@pytest.fixture
def joint(desk: Desk) -> int:
    """Return a patent of a member together with a university."""
    with desk.file.operation("add") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="江淮动力"))
        patent = work.add(
            Patent(office="CN", status=Status.GRANTED, publication_number="CN101", member_id=member, product="HV-60")
        )
        work.add(Party(patent_id=patent, role=Role.OWNER, name="江淮动力", organisation_id=member))
        work.add(Party(patent_id=patent, role=Role.OWNER, position=1, name="合肥工业大学"))
        work.add(Patent(office="CN", status=Status.GRANTED, publication_number="CN102", product="HV-60"))
    return patent


def given(patent_id: int, **values: object) -> Consent:
    facts = {"owner": "合肥工业大学", "given_on": GIVEN, "reference": "函 2026-17", **values}
    return Consent(patent_id=patent_id, **facts)


def barred(desk: Desk, patent_id: int) -> str:
    """Return why the patent may not be dropped, '' when it may; a drop that was taken is undone."""
    try:
        decide(desk, [patent_id], "DROP", reason="cost")
    except Refused as refusal:
        return refusal.problem.code
    history.undo(desk)
    return ""


def test_a_joint_patent_is_given_up_once_the_other_owner_agreed(desk: Desk, joint: int) -> None:
    assert barred(desk, joint) == "vetoed_co_owner"
    record_consent(desk, given(joint, act=ConsentAct.PLEDGE))
    assert barred(desk, joint) == "vetoed_co_owner", "to pledge is not to give up"
    record_consent(desk, given(joint))
    assert barred(desk, joint) != "vetoed_co_owner"
    kept = consents(desk, [joint])[1]
    assert (kept.owner, kept.recorded_by, kept.reference) == ("合肥工业大学", "tester", "函 2026-17")
    history.undo(desk)
    assert barred(desk, joint) == "vetoed_co_owner"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"owner": "清华大学"}, "consent_no_owner"),
        ({"given_on": None}, "consent_unproven"),
        ({"reference": " "}, "consent_unproven"),
        ({"given_on": date(2026, 11, 23)}, "consent_future"),
    ],
)
def test_what_is_no_consent_is_refused(desk: Desk, joint: int, values: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as error:
        record_consent(desk, given(joint, **values))
    assert error.value.problem.code == code
    assert consents(desk, [joint]) == []
    assert owners(desk, joint) == ["江淮动力", "合肥工业大学"]


def test_a_consent_is_recorded_once(desk: Desk, joint: int) -> None:
    record_consent(desk, given(joint))
    with pytest.raises(Refused) as error:
        record_consent(desk, given(joint, reference=" 函 2026-17 "))
    assert error.value.problem.code == "consent_known"
    record_consent(desk, given(joint, reference="函 2026-18"))
    assert len(consents(desk, [joint])) == 2
