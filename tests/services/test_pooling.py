"""Pools of members' patents: who counts, for how much, and that every cent is given away."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.money import Money
from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Family, Organisation, Patent
from patentdesk.services import pooling
from patentdesk.services.pool_sheets import write_division
from patentdesk.services.pool_terms import Rule, Terms, read_income, read_terms
from patentdesk.services.valuing import set_assumption
from patentdesk.valuation.pools import capped

TODAY = date(2026, 6, 30)
INCOME = Money.of("1000000.01", "CNY")


@pytest.fixture
def desk(desk):
    """A has two patents of one family and one more, B has one in the United States, C's is dead, D's is pending."""
    with desk.file.operation("seed") as work:
        members = work.add_all([Organisation(name=name) for name in "ABCD"])
        family = work.add(Family(key="F1"))
        rows = [
            (0, "CN", Status.GRANTED, family), (0, "CN", Status.GRANTED, family), (0, "CN", Status.GRANTED, None),
            (1, "US", Status.GRANTED, None), (2, "CN", Status.LAPSED, None), (3, "CN", Status.PENDING, None),
        ]  # fmt: skip
        work.add_all(
            [
                Patent(
                    office=office, application_number=f"20201000000{number}", filing_date=date(2020, 6, 30),
                    grant_date=date(2022, 5, 10), status=status, member_id=members[member], family_id=kin,
                    expiry_date=date(2040, 6, 30),
                )
                for number, (member, office, status, kin) in enumerate(rows)
            ]
        )  # fmt: skip
    return desk


def shares(desk, **terms):
    found = pooling.divide_pool(desk, "", INCOME, Terms(**terms))
    assert sum(one.paid.minor for one in found.parts) == found.net.minor
    assert sum(one.paid.minor for one in found.holdings) == found.net.minor
    for part in found.parts:
        own = [one.paid.minor for one in found.holdings if one.member == part.member]
        assert (sum(own), len(own)) == (part.paid.minor, part.patents)
    return {one.member: one.share for one in found.parts}


def test_members_share_by_their_patents_in_force(desk):
    found = pooling.divide_pool(desk, "", INCOME, Terms(admin=Decimal("0.1")))
    assert [(one.member, one.patents, one.share) for one in found.parts] == [("A", 3, 0.75), ("B", 1, 0.25)]
    assert found.net == Money.of("900000.01", "CNY")
    assert found.left_out == {5: "lapsed", 6: "pending"}


def test_territory_age_family_and_cap_change_what_counts(desk):
    assert shares(desk, offices={"US": 3.0}) == {"A": 0.5, "B": 0.5}
    assert shares(desk, offices={"CN": 1.0, "*": 0.0}) == {"A": 1.0, "B": 0.0}
    assert shares(desk, by_family=True) == pytest.approx({"A": 2 / 3, "B": 1 / 3})
    assert shares(desk, cap=0.6) == pytest.approx({"A": 0.6, "B": 0.4})
    assert shares(desk, decay=0.1) == pytest.approx({"A": 0.75, "B": 0.25})


def test_points_and_values_weigh_the_patents(desk):
    set_assumption(desk, "allocation_points", "patent:4", value=9.0)
    assert shares(desk, rule=Rule.POINTS) == pytest.approx({"A": 0.25, "B": 0.75})
    by_value = shares(desk, rule=Rule.VALUE)
    assert set(by_value) == {"A", "B"}
    assert sum(by_value.values()) == pytest.approx(1)


def test_what_members_add_needs_the_worth_of_every_coalition(desk):
    assert shares(desk, rule=Rule.SHAPLEY, worths={"A": 1.0, "B": 2.0, "A+B": 7.0}) == pytest.approx(
        {"A": 3 / 7, "B": 4 / 7}
    )
    with pytest.raises(Refused, match="pool_worths_missing"):
        shares(desk, rule=Rule.SHAPLEY, worths={"A": 1.0, "A+B": 7.0})


@pytest.mark.parametrize("terms", [{"cap": 0.4}, {"decay": 1.5}, {"offices": {"CN": -1.0}}, {"admin": Decimal(2)}])
def test_terms_that_cannot_hold_are_refused(desk, terms):
    with pytest.raises(Refused, match="pool_terms"):
        shares(desk, **terms)


def test_a_pool_of_nothing_is_refused(desk):
    with pytest.raises(Refused, match="pool_empty"):
        pooling.divide_pool(desk, "status:pending", INCOME)


def test_the_lines_are_written_for_members(desk, tmp_path):
    found = pooling.divide_pool(desk, "", INCOME)
    assert write_division(desk, found, tmp_path / "pool.csv") == 4


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.floats(0.001, 1e3), min_size=2),
    st.floats(0.05, 1),
)
def test_no_share_is_above_the_cap_and_all_is_given_away(weights, cap):
    whole = sum(weights.values())
    found_shares = {name: weight / whole for name, weight in weights.items()}
    if cap * len(weights) < 1.000001:
        return
    found = capped(found_shares, cap)
    assert sum(found.values()) == pytest.approx(1)
    assert max(found.values()) <= cap * (1 + 1e-9)
    kept = sorted(found_shares, key=found_shares.get)
    assert [found[name] for name in kept] == sorted(found.values())


def test_terms_are_read_as_people_write_them():
    terms = read_terms({"admin": "10％", "offices": "CN：1，US:1.5, *:0.5", "cap": "", "rule": "points"})
    assert (terms.rule, terms.admin, terms.cap) == (Rule.POINTS, Decimal("0.1"), 1.0)
    assert terms.offices == {"CN": 1.0, "US": 1.5, "*": 0.5}
    assert read_income(rate="20:usd", units="250,000") == Money.of(5_000_000, "USD")
    for wrong in ({"income": "5", "rate": "1", "units": "2"}, {"rate": "5"}, {}):
        with pytest.raises(Refused, match="pool_income"):
            read_income(**wrong)
    for stated in ({"rule": "x"}, {"admin": "x"}, {"offices": "CN"}, {"offices": "CN:1,CN:2"}, {"admin": "nan"}):
        with pytest.raises(Refused, match="pool_terms"):
            read_terms(stated)
