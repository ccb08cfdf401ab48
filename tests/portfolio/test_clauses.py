"""Test that one condition of a query changes and everything else stays as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.clauses import Chosen, How, chosen, clause, join, narrowed, split, toggled, without
from patentdesk.portfolio.query import Match, Not, parse

CODES = {"status": {"授权": "granted", "granted": "granted", "pending": "pending", "lapsed": "lapsed"}}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ('a  "b c"  office:CN', ["a", '"b c"', "office:CN"]),
        ("(a OR b) -(c d)", ["(a OR b)", "-(c d)"]),
        ("a OR b c", ["a OR b c"]),
        ('applicant:"A (B" c', ['applicant:"A (B"', "c"]),
        ('a "b', ["a", '"b']),
        ("(a b", ["(a b"]),
        ("a b)", ["a", "b)"]),
    ],
)
def test_a_text_is_split_where_conditions_join(text, parts):
    assert [one.text for one in split(text)] == parts


@pytest.mark.parametrize(
    ("text", "how", "after"),
    [
        ("", How.ONLY, "office:CN"),
        ("office:CN", How.ONLY, ""),
        ("office:EP 电池", How.ONLY, "电池 office:CN"),
        ("office:EP", How.ALSO, "office:EP,CN"),
        ("国家:EP,CN 状态:授权", How.ALSO, "状态:授权 office:EP"),
        ("office:CN", How.NOT, "-office:CN"),
        ("-office:CN", How.NOT, ""),
        ("-office:CN", How.ONLY, "office:CN"),
        ("-office:CN,EP", How.ALSO, "office:CN -office:EP"),
        ("a OR b", How.ONLY, "(a OR b) office:CN"),
        ("office:EP OR b", How.ONLY, "(office:EP OR b) office:CN"),
    ],
)
def test_a_value_is_chosen_added_excluded_and_given_up(text, how, after):
    assert toggled(text, "office", "CN", how, CODES) == after


def test_what_is_chosen_is_known_by_its_code_whatever_the_language():
    assert chosen("状态:授权,pending -status:lapsed", "status", CODES) == Chosen(("granted", "pending"), ("lapsed",))
    assert without("状态:授权 -status:lapsed 电池", "status", CODES) == "-status:lapsed 电池"


@pytest.mark.parametrize(
    ("text", "more", "after"),
    [
        ("", "office:CN", "office:CN"),
        ("battery office:CN", "office:CN", "battery"),
        ("office:CN battery", "国家:CN", "battery"),
        ("a OR b", "office:CN", "(a OR b) office:CN"),
        ("filed:2019", "filed:2020", "filed:2020"),
        ("filed:2015..2020 电池", "filed:2018 right:design", "电池 filed:2018 right:design"),
        ("status:lapsed office:CN", "office:CN is:dead", "status:lapsed office:CN is:dead"),
        ("office:CN is:dead", "office:CN is:dead", ""),
        ("-office:CN", "office:EP", "-office:CN office:EP"),
    ],
)
def test_more_conditions_take_the_place_of_those_on_the_same_field(text, more, after):
    assert narrowed(text, more, CODES) == after


VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(VALUES)
def test_any_value_can_be_written(value):
    asked = Match("product", (value,), exact=value != "")
    assert parse(clause("product", [value])) == asked
    assert parse(clause("product", [value], negated=True)) == Not(asked)
    assert parse(clause("product", [value], loose=True)) == Match("product", (value,))


@pytest.mark.parametrize(
    ("text", "how", "after"),
    [
        ("", How.ONLY, "member:=BYD"),
        ("member:=BYD", How.ONLY, ""),
        ("member:BY", How.ONLY, "member:=BYD"),
        ("member:=Geely", How.ALSO, "member:=Geely,BYD"),
        ("member:Gee", How.ALSO, "member:Gee,BYD"),
        ("-member:=Geely", How.NOT, "-member:=Geely,BYD"),
        ("member:Gee", How.NOT, "member:Gee -member:=BYD"),
    ],
)
def test_choosing_means_exactly_the_value_but_joins_what_a_person_wrote(text, how, after):
    assert toggled(text, "member", "BYD", how) == after


@given(st.text(alphabet='ab电 "()-:,\\OR', max_size=30))
def test_splitting_keeps_the_meaning(text):
    parts = split(text)
    if all(one.node is not None for one in parts):
        assert parse(join(one.text for one in parts)) == parse(text)
