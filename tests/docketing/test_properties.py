"""What holds for every rule and day: a later start never ends earlier, ends are working days, grace comes after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.docketing.cases import Case
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.docketing.reckoning import Trigger, reckon
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Rule, RuleKind
from patentdesk.docketing.service import ServiceModel
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.records import Event
from patentdesk.services import law
from patentdesk.services.library import Library

LIBRARY = Library(Path(__file__).resolve().parents[2] / "resources")
BOOK, CALENDARS = law.rulebook(LIBRARY), law.calendars(LIBRARY)
TODAY = date(2026, 1, 5)
RULES = [rule for rules in BOOK.rules.values() for rule in rules if rule.kind is not RuleKind.NOTE]
DAYS = st.dates(date(2000, 1, 1), date(2025, 11, 30))


def reckoned(rule: Rule, name: str, day: date, year: int | None) -> ComputedDeadline | None:
    """Return what the rule gives for a trigger on a day and nothing else known."""
    office = "CN" if rule.office == "*" else rule.office
    right = min(rule.right_types or {RightType.PCT if office == "WO" else RightType.INVENTION})
    event = None if name in FACT_FIELDS or name == "priority_or_filing" else Event(uid="e", kind=name, event_date=day)
    field = FACT_FIELDS.get("filing" if name == "priority_or_filing" else name, "")
    facts = PatentFacts(
        office=office,
        right_type=right,
        receiving_office="IB",
        applicant_country="CN",
        events=(event,) if event else (),
        **({field: day} if field else {}),
    )
    return reckon(Case(facts, BOOK, CALENDARS, TODAY, frozenset()), rule, Trigger(name, event), year)


def usual_service(office: str, day: date) -> ServiceModel | None:
    """Return how the office serves letters of this day."""
    return BOOK.service.find(office, "", day)


@settings(deadline=None, max_examples=600, derandomize=True)
@given(rule=st.sampled_from(RULES), day=DAYS, later=st.integers(0, 40), data=st.data())
def test_every_rule_keeps_the_order_of_days(rule: Rule, day: date, later: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(rule.triggers)))
    year = data.draw(st.integers(*rule.years)) if rule.years else None
    first = reckoned(rule, name, day, year)
    second = reckoned(rule, name, min(day + timedelta(days=later), TODAY), year)
    for one in (first, second):
        if one is None or one.due_date is None:
            continue
        assert one.due_date >= one.unrolled_date
        assert one.earlier_reading is None or one.earlier_reading <= one.due_date
        calendar = CALENDARS.get(rule.calendar if rule.calendar != "RO" else "IB")
        if calendar is not None:
            assert not calendar.rests(one.due_date, makeup_counts=calendar.makeup_counts)
            assert one.grace_end is None or not calendar.rests(one.grace_end, makeup_counts=calendar.makeup_counts)
        if one.grace_end is not None and not (rule.grace and rule.grace.anchor):
            assert one.grace_end > one.due_date
    if first is None or second is None or first.due_date is None or second.due_date is None:
        return
    office = "CN" if rule.office == "*" else rule.office
    if name not in FACT_FIELDS and usual_service(office, day) is not usual_service(office, day + timedelta(days=later)):
        return  # from CN 2024-01-20 and EP 2023-11-01 letters count as received earlier than the day before
    assert first.unrolled_date <= second.unrolled_date
    assert first.due_date <= second.due_date
    if first.grace_end is not None and second.grace_end is not None:
        assert first.grace_end <= second.grace_end
