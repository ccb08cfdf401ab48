"""Test that a query text and the rows of the form say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.fields import FIELDS, FLAGS
from patentdesk.portfolio.query import All, Compare, Flag, Match, Not, Range, Text, parse, show
from patentdesk.ui.queryparts import RANGED, Parts, put_together, take_apart


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", Parts()),
        ("电池 管理", Parts(words="电池 管理")),
        ("office:CN,EP", Parts(values={"office": "CN,EP"})),
        ("applicant:=甲,乙", Parts(values={"applicant": "=甲,乙"})),
        ('applicant:"A B"', Parts(values={"applicant": '"A B"'})),
        ("filing_date:2015..2020", Parts(ranges={"filing_date": ("2015", "2020")})),
        ("filing_date:2015..", Parts(ranges={"filing_date": ("2015", "")})),
        ("filing_date:2015", Parts(ranges={"filing_date": ("2015", "2015")})),
        ("due<90d", Parts(ranges={"due": ("", "<90d")})),
        ("due<=90d", Parts(ranges={"due": ("", "90d")})),
        ("family_size>3", Parts(ranges={"family_size": (">3", "")})),
        ("is:alive -is:co-owned", Parts(flags={"alive": True, "co-owned": False})),
        ("-office:CN", Parts(others="-office:CN")),
        ("due>=2019-06 due<=2015", Parts(ranges={"due": ("2019-06", "2015")})),
        ("office:CN office:EP", Parts(values={"office": "CN"}, others="office:EP")),
        ("a OR b", Parts(others="a OR b")),
        ("colour:red", Parts(others="colour:red")),
    ],
)
def test_rows(text, parts):
    assert take_apart(text) == parts
    assert put_together(parts) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [("CN, EP", "office:CN,EP"), ("CN，EP", "office:CN，EP"), ('"', 'office:""'), ("a (b", 'office:"a (b"')],
)
def test_what_is_typed_into_a_row_becomes_values(typed, text):
    made = put_together(Parts(values={"office": typed}))
    assert made == text
    parse(made)


RANGES = [field.name for field in FIELDS if field.kind in RANGED]
NAMES = [field.name for field in FIELDS if field.kind not in RANGED]
VALUES = st.text(min_size=1, max_size=8)
DATES = st.sampled_from(["2015", "2019-06", "2019-06-30", "90d", "1y", "today"])
NODES = st.one_of(
    st.builds(Text, st.sampled_from(["电池", "battery", "热 管理", "a b"])),
    st.builds(Match, st.sampled_from(NAMES), st.lists(VALUES, min_size=1, max_size=3).map(tuple)),
    st.builds(Match, st.just("filing_date"), st.tuples(DATES)),
    st.builds(Compare, st.just("due"), st.sampled_from(["<", "<=", ">", ">="]), DATES),
    st.builds(Range, st.just("family_size"), st.sampled_from(["", "1"]), st.just("9")),
    st.builds(Flag, st.sampled_from(sorted(FLAGS))),
    st.builds(Not, st.builds(Flag, st.sampled_from(sorted(FLAGS)))),
    st.builds(Not, st.builds(Match, st.just("office"), st.just(("CN",)))),
)


@given(st.lists(NODES, max_size=5))
def test_apart_and_together_keeps_every_condition(nodes):
    text = show(All(tuple(nodes))) if len(nodes) != 1 else show(nodes[0])
    again = put_together(take_apart(text))
    assert conditions(parse(again)) == conditions(parse(text))


def conditions(query):
    """Return the conditions of a query in an order that does not matter; a span is the same however it is written."""
    parts = query.parts if isinstance(query, All) else (query,)
    return sorted(repr(one) for part in parts for one in spans(part))


def spans(node):
    match node:
        case Range(field, low, high):
            return [*([Compare(field, ">=", low)] if low else []), *([Compare(field, "<=", high)] if high else [])]
        case Match(field, (value,)) if field in RANGES:
            return [Compare(field, ">=", value), Compare(field, "<=", value)]
        case _:
            return [node]
