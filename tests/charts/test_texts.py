"""Check how words and numbers are fitted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.charts.terms import term
from patentdesk.charts.texts import break_lines, first_of, short_number, shorten, shorten_within, width_em
from patentdesk.portfolio.query import Match, parse


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1,234", "1,234"),
        (15_320_000, "1,532万", "15.3M"),
        (-460_000, "-46万", "-460k"),
        (2.5e9, "25亿", "2.5bn"),
        (0.25, "0.25", "0.25"),
        (12_345_678_900_000, "123,457亿", "12,346bn"),
    ],
)
def test_numbers(value, zh, en):
    assert (short_number(value, "zh"), short_number(value, "en")) == (zh, en)


@given(st.text(max_size=60), st.floats(2, 40))
def test_shortened_text_fits(text, most):
    short = shorten(text, most)
    assert width_em(short) <= max(most, 1.0) + 1e-9 or short == "…"
    assert short == text or short.endswith("…")


def test_no_line_begins_with_a_full_stop():
    assert break_lines("没有专利。", 4, 5) == ["没有专", "利。"]


def test_lines_break_between_words_and_anywhere_in_chinese():
    assert break_lines("Concluded value", 6, 3) == ["Concluded", "value"]
    assert break_lines("成员单位名称", 3, 2) == ["成员单", "位名称"]
    assert break_lines("Fahrzeugtechnik", 5, 3) == ["Fahrzeu…"]
    assert break_lines("", 5, 3) == []


@given(st.text(min_size=1, max_size=30).filter(lambda text: "\x00" not in text))
def test_a_term_finds_its_own_value_again(value):
    assert parse(term("applicant", value)) == Match("applicant", (value,), exact=True)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("衡朔电池科技股份有限公司", ["衡朔", "电池"]),
        ("Hanhai Automotive Systems", ["Han", "Aut"]),
        ("东", ["东"]),
        ("  ", []),
    ],
)
def test_heads_of_narrow_columns(name, lines):
    assert first_of(name, 2.0) == lines


def test_names_that_begin_alike_keep_their_ends():
    names = ("PCT 有效期内", "PCT 有效期满")
    shown = [shorten_within(name, 5.0) for name in names]
    assert len(set(shown)) == 2
    assert all(width_em(one) <= 5.0 for one in shown)
    assert shorten_within("PCT", 5.0) == "PCT"
