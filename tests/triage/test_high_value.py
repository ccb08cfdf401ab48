"""Check the five flags of a high-value invention (SCO-05)."""

from dataclasses import replace
from datetime import date

import pytest

from patentdesk.portfolio.codes import EncumbranceKind, RightType, Segment, Status
from patentdesk.triage.facts import Tie
from patentdesk.triage.high_value import Flag, HighValueRule, high_value

RULE = HighValueRule(frozenset({Segment.BATTERY}), 10)


def test_flags_of_a_free_patent(facts):
    assert high_value(RULE, facts, date(2026, 11, 22)) == {
        Flag.STRATEGIC_INDUSTRY: True,
        Flag.FOREIGN_FAMILY: True,
        Flag.LONG_KEPT: False,
        Flag.PLEDGE: False,
        Flag.AWARD: False,
    }


@pytest.mark.parametrize(
    ("day", "kept"), [(date(2027, 3, 1), False), (date(2027, 3, 2), True), (date(2028, 1, 1), True)]
)
def test_more_than_ten_years(facts, day, kept):
    assert high_value(RULE, facts, day)[Flag.LONG_KEPT] is kept


def test_a_pledge_is_left_to_a_person_and_an_award_counts_for_ever(facts):
    ties = (Tie(kind=EncumbranceKind.PLEDGE), Tie(kind=EncumbranceKind.AWARD, end=date(2020, 1, 1)))
    found = high_value(RULE, replace(facts, ties=ties), date(2026, 11, 22))
    assert (found[Flag.PLEDGE], found[Flag.AWARD]) == (None, True)


def test_an_international_application_is_no_right_abroad(facts):
    found = high_value(RULE, replace(facts, family_offices=("CN", "WO")), date(2026, 11, 22))
    assert found[Flag.FOREIGN_FAMILY] is False


@pytest.mark.parametrize(("offices", "found"), [(("CN",), None), (("CN", "US"), True)])
def test_an_incomplete_family_can_only_prove_a_right_abroad(facts, offices, found):
    partial = replace(facts, family_offices=offices, family_complete=False)
    assert high_value(RULE, partial, date(2026, 11, 22))[Flag.FOREIGN_FAMILY] is found


def test_unknown_facts_stay_unknown(facts):
    bare = replace(facts, segment=None, family_offices=None, filing_date=None)
    found = high_value(RULE, bare, date(2026, 11, 22))
    assert [found[flag] for flag in (Flag.STRATEGIC_INDUSTRY, Flag.FOREIGN_FAMILY, Flag.LONG_KEPT)] == [None] * 3


@pytest.mark.parametrize(
    "change", [{"office": "US"}, {"right_type": RightType.UTILITY_MODEL}, {"status": Status.PENDING}]
)
def test_only_chinese_inventions_in_force_are_counted(facts, change):
    assert high_value(RULE, replace(facts, **change), date(2026, 11, 22)) == {}
