import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.periods import Period, Span

SPANS = st.builds(Span, st.integers(0, 30), st.integers(0, 60), st.integers(0, 60), st.integers(0, 400))
PERIODS = st.lists(SPANS, min_size=1, max_size=4).map(lambda spans: Period(tuple(spans)))


@given(PERIODS)
def test_what_is_printed_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, PERIODS)
def test_an_aggregate_is_the_sum_of_its_parts(one: Period, other: Period) -> None:
    whole = one + other
    assert (whole.months, whole.days) == (one.months + other.months, one.days + other.days)
    assert str(whole) == f"{one}+{other}"


@pytest.mark.parametrize("text", ["P4M", "P15D", "P1Y6M", "P3M+P2M", "P3M+P2M+P1M", "P12M", "P2W", "P0D", "P30D+P20D"])
def test_the_written_form_is_kept(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "months", "days"), [("P1Y6M", 18, 0), ("P3M+P2M", 5, 0), ("P2W", 0, 14), ("P1M15D", 1, 15)]
)
def test_lengths(text: str, months: int, days: int) -> None:
    assert (Period.parse(text).months, Period.parse(text).days) == (months, days)


@pytest.mark.parametrize("text", ["", "P", "4M", "P4", "PT4H", "P-1M", "p4m", "P4M+", "P1.5M", "P4M P2M", "P1M2Y"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 8601 period"):
        Period.parse(text)
