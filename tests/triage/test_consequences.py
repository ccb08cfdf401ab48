"""Check what dropping patents saves and loses."""

from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.money import Money
from patentdesk.triage.consequences import ComingFee, Loss, Outlook, Place, Saving, consequences

BATTERY_CN, BATTERY_EP, BODY_CN = Place("battery", "CN", "甲"), Place("battery", "EP", "甲"), Place("body", "CN", "乙")
OUTLOOK = Outlook(
    living={BATTERY_CN: 9, BATTERY_EP: 1, BODY_CN: 10},
    places={1: BATTERY_CN, 2: BATTERY_EP, 3: BODY_CN},
    fees=(
        ComingFee(1, 2027, Money.of(900, "CNY")),
        ComingFee(1, 2028, Money.of(1200, "CNY")),
        ComingFee(2, 2027, Money.of(690, "EUR")),
        ComingFee(2, 2028, None),
        ComingFee(3, 2027, Money.of(600, "CNY")),
    ),
)


def test_savings_stand_by_year_and_currency_and_tell_what_has_no_price():
    found = consequences(OUTLOOK, [1, 2])
    assert found.savings == (
        Saving(2027, Money.of(900, "CNY"), 1),
        Saving(2027, Money.of(690, "EUR"), 1),
        Saving(2028, Money.of(1200, "CNY"), 1),
    )
    assert found.unpriced == 1
    assert found.dropped == 2


def test_losses_name_what_is_emptied():
    found = consequences(OUTLOOK, [1, 2, 99])
    assert found.segments == (Loss("battery", 10, 2),)
    assert found.offices == (Loss("EP", 1, 1), Loss("CN", 19, 1))
    assert found.members == (Loss("甲", 10, 2),)
    assert found.emptied == (("battery", "EP"),)


def test_nothing_dropped_means_nothing():
    found = consequences(OUTLOOK, [])
    assert (found.dropped, found.savings, found.segments, found.emptied) == (0, (), (), ())


@given(st.sets(st.sampled_from([1, 2, 3])))
def test_every_patent_is_lost_once_on_every_side(dropped):
    found = consequences(OUTLOOK, dropped)
    for side in (found.segments, found.offices, found.members):
        assert sum(loss.dropped for loss in side) == len(dropped)
        assert all(0 < loss.share <= 1 for loss in side)
