"""Check that ties, shares and countries are entered by people, checked and journalled."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Role
from patentdesk.portfolio.records import Encumbrance, Organisation, Party, Patent
from patentdesk.services import history, ties


@pytest.fixture
def patent(desk):
    with desk.file.operation("add") as work:
        found = work.add(Patent(office="CN"))
        work.add_all(Party(patent_id=found, role=Role.APPLICANT, name=name) for name in ("奇瑞", "清华大学"))
        work.add(Organisation(kind=OrganisationKind.MEMBER, name="奇瑞"))
    return found


def licence(patent, **values):
    return Encumbrance(**{"patent_id": patent, "counterparty": "Bosch", "start_date": date(2026, 1, 5), **values})


def test_a_tie_is_added_changed_ended_and_undone(desk, patent):
    ties.add_encumbrance(desk, licence(patent, amount_minor=100, currency="cny"))
    (tie,) = ties.ties(desk, [patent])
    assert (tie.kind, tie.currency) == (EncumbranceKind.LICENCE, "CNY")
    ties.change_encumbrance(desk, tie.id, {"note": "exclusive"})
    assert ties.end_encumbrance(desk, tie.id, date(2026, 6, 1)).patent_ids == (patent,)
    assert not ties.end_encumbrance(desk, tie.id, date(2026, 6, 1))
    assert ties.ties(desk)[0].end_date == date(2026, 6, 1)
    history.undo(desk)
    assert ties.ties(desk)[0].end_date is None


def test_a_tie_is_recorded_once(desk, patent):
    ties.add_encumbrance(desk, licence(patent, amount_minor=100, currency="CNY"))
    with pytest.raises(Refused) as caught:
        ties.add_encumbrance(
            desk, licence(patent, counterparty="BOSCH ", amount_minor=100, currency="cny", note="again")
        )
    assert (caught.value.problem.code, caught.value.problem.args["n"]) == ("tie_known", ties.ties(desk)[0].id)
    ties.add_encumbrance(desk, licence(patent, start_date=date(2026, 2, 5), amount_minor=100, currency="CNY"))
    ties.add_encumbrance(desk, licence(patent, kind=EncumbranceKind.PLEDGE, amount_minor=100, currency="CNY"))
    assert len(ties.ties(desk, [patent])) == 3


def test_a_tie_that_a_list_brought_without_a_name_may_end(desk, patent):
    with desk.file.operation("import") as work:
        tie_id = work.add(Encumbrance(patent_id=patent, kind=EncumbranceKind.PLEDGE))
    ties.end_encumbrance(desk, tie_id, date(2026, 6, 1))
    assert ties.ties(desk)[0].end_date == date(2026, 6, 1)
    with pytest.raises(Refused) as caught:
        ties.change_encumbrance(desk, tie_id, {"counterparty": ""})
    assert caught.value.problem.code == "tie_nobody"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"counterparty": " "}, "tie_nobody"),
        ({"end_date": date(2026, 1, 4)}, "tie_ends_early"),
        ({"amount_minor": -1, "currency": "CNY"}, "tie_amount"),
        ({"amount_minor": 1}, "tie_amount"),
        ({"patent_id": 99}, "tie_no_patent"),
    ],
)
def test_what_cannot_be_is_refused(desk, patent, values, code):
    with pytest.raises(Refused) as caught:
        ties.add_encumbrance(desk, licence(patent, **values))
    assert caught.value.problem.code == code
    assert ties.ties(desk) == []


def test_shares_never_exceed_the_whole(desk, patent):
    ties.set_shares(desk, patent, {"奇瑞": Fraction(2, 3)})
    for shares, code in (
        ({"清华大学": Fraction(1, 2)}, "shares_too_many"),
        ({"Bosch": Fraction(1, 3)}, "share_no_owner"),
        ({"奇瑞": Fraction(0)}, "share_impossible"),
    ):
        with pytest.raises(Refused) as caught:
            ties.set_shares(desk, patent, shares)
        assert caught.value.problem.code == code
    ties.set_shares(desk, patent, {"清华大学": Fraction(1, 3)})
    with desk.file.reading() as reader:
        found = {one.name: (one.share_numerator, one.share_denominator) for one in reader.select(Party)}
    assert found == {"奇瑞": (2, 3), "清华大学": (1, 3)}
