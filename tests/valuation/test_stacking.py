import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.valuation.assumptions import product_key, scope_chain
from patentdesk.valuation.stacking import divide

PARTS = st.floats(0, 1)


@given(
    points=st.dictionaries(st.integers(1, 30), st.floats(0, 1e6), min_size=1),
    part=PARTS,
    stated=st.dictionaries(st.integers(1, 30), PARTS),
)
def test_shares_never_exceed_the_royalty(points, part, stated):
    fixed = {patent: share for patent, share in stated.items() if patent in points}
    shares = divide(points, part, fixed)
    assert set(shares) == set(points)
    assert sum(shares.values()) <= 1 + 1e-9
    assert min(shares.values()) >= 0
    if sum(fixed.values()) <= 1:
        assert all(shares[patent] == share for patent, share in fixed.items())
        assert len(fixed) == len(points) or sum(shares.values()) == pytest.approx(max(part, sum(fixed.values())))


@given(count=st.integers(1, 500), part=PARTS)
def test_equal_points_give_equal_shares(count, part):
    shares = divide(dict.fromkeys(range(count), 1.0), part)
    assert set(shares.values()) == {part * (1 / count)}


def test_a_product_is_known_by_its_name_whatever_its_case_and_spaces():
    assert product_key("  T-Box \t 5G ") == "t-box 5g"
    assert scope_chain("battery", 12, 3, " E-Axle")[-2:] == ("product:e-axle", "patent:3")
    assert scope_chain(None, None, 3, "  ") == ("", "patent:3")
