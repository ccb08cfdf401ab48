"""Check the consequences of decisions in a real portfolio file."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.money import Money
from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import OrganisationKind, Segment, Status
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services.consequences import consequences, outlook, outlook_of_review, to_be_dropped
from patentdesk.services.reviewing import create_review, decide


@pytest.fixture
def ids(desk):
    """Store two living Chinese patents of a member, a dead one, and one abroad without a price."""
    common = {"status": Status.GRANTED, "filing_date": date(2015, 6, 3), "grant_date": date(2018, 8, 1)}
    with desk.file.operation("add") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="江淮动力"))
        common |= {"member_id": member, "segment": Segment.BATTERY}
        return work.add_all(
            [
                Patent(office="CN", paid_through_year=12, reduction="cn_85", **common),
                Patent(office="CN", paid_through_year=12, **common),
                Patent(office="CN", **{**common, "status": Status.LAPSED}),
                Patent(office="JP", paid_through_year=12, registration_date=date(2018, 7, 2), **common),
            ]
        )


def test_fees_are_saved_and_coverage_is_lost(desk, ids):
    known = outlook(desk, ids)
    found = consequences(known, [ids[0], ids[1], ids[2]])
    assert found.dropped == 2
    first = found.savings[0]
    assert (first.year, first.amount, first.count) == (2027, Money.of(6000 + 900, "CNY"), 2)
    assert found.savings[-1].year <= 2035
    assert [(loss.name, loss.before, loss.dropped) for loss in found.offices] == [("CN", 2, 2)]
    assert [(loss.name, loss.before, loss.dropped) for loss in found.members] == [("江淮动力", 3, 2)]
    assert found.emptied == (("battery", "CN"),)
    assert consequences(known, [ids[3]]).unpriced > 0


def test_a_review_tells_what_is_to_be_dropped(desk, ids):
    review = create_review(desk, "2027")
    assert to_be_dropped(desk, review.id) == []
    decide(desk, [ids[0], ids[3]], "DROP", reason="窄", review_id=review.id)
    decide(desk, [ids[3]], "KEEP", review_id=review.id)
    assert to_be_dropped(desk, review.id) == [ids[0]]
    found = consequences(outlook_of_review(desk, review.id), to_be_dropped(desk, review.id))
    assert found.dropped == 1
    with pytest.raises(Refused, match="review_unknown"):
        outlook_of_review(desk, 99)
