"""Compute dockets through the engine's one door: dates, grace, law boundaries, missing and impossible facts."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import PatentFacts
from patentdesk.docketing.rules import Rulebook, RuleKind
from patentdesk.docketing.service import ServiceModels
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Event

TODAY = date(2026, 1, 5)

CASES = list(csv.DictReader((Path(__file__).parent / "worked.csv").read_text("utf-8").splitlines()))
"""Cases worked by hand from the sources of the rule rows: month ends, leap years, holidays, law boundaries, grace."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}-{case['field']}-{case['expected']}")
def test_date(case: dict[str, str], ask) -> None:
    docket = ask(case["office"], case["words"], case["today"], case["right"])
    deadline = docket.find(case["rule"], case["occurrence"] or None)
    assert deadline is not None
    assert str(getattr(deadline, case["field"])) == case["expected"], [(step.code, step.day) for step in deadline.steps]


def rules_of(docket) -> list[str]:
    return [deadline.rule_id for deadline in docket.deadlines]


def codes_of(docket) -> list[str]:
    return [problem.code for problem in docket.problems]


class TestPresence:
    """Which deadlines stand in the docket at all."""

    def test_past_due_is_created_and_flagged(self, ask) -> None:
        found = ask("CN", "filing=2020-03-02", "2024-01-05").find("CN-INV-EXM-01")
        assert found.due_date == date(2023, 3, 2)
        assert found.past_due

    def test_an_examination_request_that_nothing_shows_is_said_not_counted_once_long_past(self, ask) -> None:
        """Of an application whose status is not known nobody can tell after years: it is no task that is overdue."""
        docket = ask("CN", "filing=2020-03-02", "2026-01-05")
        assert docket.find("CN-INV-EXM-01") is None
        said = [one for one in docket.problems if one.code == "long_past" and one.args["task"] == "exam_request"]
        assert [one.args["date"] for one in said] == ["2023-03-02"]

    @pytest.mark.parametrize("office", ["CN", "JP", "KR", "DE"])
    @pytest.mark.parametrize(("text", "asked"), [("实质审查的生效", False), ("在审-实审", False), ("公开", True)])
    def test_nobody_is_asked_for_examination_of_what_is_in_it(self, office, text, asked, rulebook, calendars) -> None:
        facts = PatentFacts(office=office, status=Status.PENDING, filing_date=date(2023, 9, 1), status_text=text)
        found = compute(facts, rulebook, calendars, date(2026, 1, 5)).deadlines
        assert any(one.task == "exam_request" for one in found) is asked

    def test_examination_request_is_met_by_later_progress(self, ask) -> None:
        docket = ask("CN", "filing=2023-03-02 exam_request=2024-01-03,ref=R-1", "2026-01-05")
        found = docket.find("CN-INV-EXM-01")
        assert (found.met_on, found.met_by, found.proof) == (date(2024, 1, 3), "exam_request", "R-1")

    def test_a_reply_before_the_action_does_not_meet_it(self, ask) -> None:
        docket = ask("CN", "filing=2021-03-02 reply=2025-01-02 oa=2025-02-03@electronic", "2025-02-05")
        assert docket.find("CN-INV-OA-02").met_on is None

    def test_each_office_action_has_its_own_deadline_and_a_later_one_shows_the_reply(self, ask) -> None:
        docket = ask("CN", "filing=2021-03-02 oa=2024-02-05@electronic oa=2025-02-03@electronic", "2025-02-05")
        first, second = (docket.find("CN-INV-OA-02", f"office_action:{n}") for n in (0, 1))
        assert (first.met_on, first.inferred) == (date(2025, 2, 3), True)
        assert second.met_on is None

    @pytest.mark.parametrize(
        ("office", "words"),
        [
            ("CN", "oa1=2025-11-03@electronic oa=2025-12-01@electronic"),
            ("US", "oa1=2025-11-03 final_rejection=2025-12-01"),
            ("GB", "oa1=2025-11-03 oa=2025-12-01"),
            ("EP", "oa1=2025-11-03 oa=2025-12-01"),
            ("JP", "oa1=2025-11-03 oa=2025-12-01"),
        ],
    )
    def test_a_later_action_leaves_an_open_reply_open_and_asks(self, office, words, ask) -> None:
        docket = ask(office, f"filing=2023-03-02 {words}", "2026-01-05")
        first = next(one for one in docket.deadlines if one.occurrence == "office_action_first:0")
        assert first.met_on is None
        assert "later_action" in [step.code for step in first.steps]

    def test_a_dead_right_keeps_only_restoration(self, ask) -> None:
        words = "filing=2015-03-02 grant=2018-01-05 status=lapsed loss_notice=2025-12-20@electronic"
        docket = ask("CN", words, "2026-01-05")
        assert rules_of(docket) == ["CN-GEN-11"]

    @pytest.mark.parametrize("status", [Status.EXPIRED, Status.WITHDRAWN, Status.REVOKED, Status.REFUSED])
    def test_nothing_is_due_for_an_ended_right(self, status, rulebook, calendars) -> None:
        facts = PatentFacts(office="CN", filing_date=date(2010, 1, 5), grant_date=date(2013, 1, 5), status=status)
        assert compute(facts, rulebook, calendars, TODAY).deadlines == ()

    def test_without_a_country_the_shorter_period_is_shown_and_said_so(self, ask) -> None:
        unknown, abroad = (
            ask("JP", f"filing=2024-03-04 OA1=2026-01-05 {said}", "2026-01-06") for said in ("", "country=CN")
        )
        assert "country_unknown" in codes_of(unknown)
        assert "country_unknown" in [step.code for one in unknown.deadlines for step in one.steps]
        assert "country_unknown" not in codes_of(abroad)
        assert "JP-OA-02" in rules_of(abroad)

    def test_chances_that_passed_on_facts_alone_are_dropped(self, ask) -> None:
        assert "ALL-PARIS-01" not in rules_of(ask("CN", "filing=2020-03-31", "2026-01-05"))

    def test_formal_acts_long_past_are_reported_not_listed(self, ask) -> None:
        docket = ask("WO", "filing=2015-03-31", "2026-01-05", "pct")
        assert "WO-DO-CN" not in rules_of(docket)
        assert "long_past" in codes_of(docket)

    def test_us_designs_have_no_maintenance_fee(self, ask) -> None:
        docket = ask("US", "filing=2018-01-04 grant=2020-03-03", "2023-04-05", "design")
        assert [one for one in docket.deadlines if one.rule.kind is RuleKind.ANNUITY] == []

    def test_a_granted_european_patent_has_no_central_annuity(self, ask) -> None:
        docket = ask("EP", "filing=2015-02-06 grant=2025-01-31", "2025-02-05")
        assert [one for one in docket.deadlines if one.rule.kind is RuleKind.ANNUITY] == []

    def test_unitary_effect_brings_unitary_annuities(self, ask) -> None:
        docket = ask("EP", "filing=2019-02-06 grant=2025-01-31 unitary_effect=2025-02-03", "2025-06-05")
        assert docket.find("EP-UP-03", "year:8").due_date == date(2026, 2, 28) + timedelta(days=2)

    def test_other_offices_of_the_national_phase_on_request(self, rulebook, calendars) -> None:
        facts = PatentFacts(office="WO", right_type=RightType.PCT, filing_date=date(2025, 1, 6))
        wanted = compute(facts, rulebook, calendars, TODAY, designated=frozenset({"AU"}))
        assert wanted.find("WO-DO-AU").due_date == date(2027, 8, 6)
        assert compute(facts, rulebook, calendars, TODAY).find("WO-DO-AU") is None


class TestAnnuities:
    """Which annuities stand open."""

    def years(self, docket) -> list[int]:
        return [deadline.year for deadline in docket.deadlines if deadline.year is not None]

    def test_the_next_one_after_the_last_paid(self, ask) -> None:
        assert self.years(ask("CN", "filing=2015-06-03 grant=2018-08-01 paid=11", "2026-01-05")) == [12]

    def test_unpaid_years_show_as_past_due_with_grace(self, ask) -> None:
        docket = ask("CN", "filing=2015-09-03 grant=2018-08-01 paid=10", "2026-01-05")
        assert self.years(docket) == [11, 12]
        late = docket.find("CN-ALL-ANN-01", "year:11")
        assert late.past_due
        assert late.grace_end == date(2026, 3, 3)

    def test_payments_recorded_as_events_count(self, ask) -> None:
        words = "filing=2015-06-03 grant=2018-08-01 paid=10 annuity_paid=2025-05-20,year=11"
        assert self.years(ask("CN", words, "2026-01-05")) == [12]

    def test_a_payment_without_year_is_a_problem(self, ask) -> None:
        docket = ask("CN", "filing=2015-06-03 grant=2018-08-01 annuity_paid=2025-05-20", "2026-01-05")
        assert "payment_without_year" in codes_of(docket)

    def test_unknown_payment_shows_what_can_still_be_paid_and_says_so(self, ask) -> None:
        docket = ask("CN", "filing=2015-09-03 grant=2018-08-01", "2026-01-05")
        assert self.years(docket) == [11, 12]
        assert "payment_unknown" in codes_of(docket)
        assert all("payment_unknown" in [s.code for s in d.steps] for d in docket.deadlines if d.year)

    def test_a_fresh_grant_has_nothing_unknown(self, ask) -> None:
        docket = ask("CN", "filing=2023-06-03 grant=2025-12-02", "2026-01-05")
        assert self.years(docket) == [4]
        assert "payment_unknown" not in codes_of(docket)

    def test_all_years_end_before_the_term(self, ask) -> None:
        docket = ask("CN", "filing=2015-06-03 grant=2018-08-01 paid=11", "2026-01-05", every=True)
        assert self.years(docket) == list(range(12, 21))
        docket = ask("CN", "filing=2018-06-03 grant=2018-12-05 paid=8", "2026-01-05", "utility_model", every=True)
        assert self.years(docket) == [9, 10]

    def test_the_first_own_year_of_a_chinese_patent_follows_the_grant_year(self, ask) -> None:
        assert self.years(ask("CN", "filing=1997-06-03 grant=2001-08-01", "2001-09-05")) == [6]
        assert self.years(ask("CN", "filing=1997-06-03 grant=2001-06-03", "2001-09-05")) == [6]


class TestMissingAndImpossible:
    """Facts that are missing or cannot be true block dates and are named."""

    def test_a_granted_patent_without_filing_date_is_work_to_do(self, ask) -> None:
        docket = ask("CN", "grant=2020-03-03", "2026-01-05")
        assert "missing_filing_date" in codes_of(docket)
        blocked = docket.find("CN-ALL-ANN-01")
        assert blocked.problem == "missing_filing_date"
        assert (blocked.due_date, blocked.year, blocked.occurrence) == (None, None, "year:next")

    def test_japanese_annuities_wait_for_the_registration_date(self, ask) -> None:
        docket = ask("JP", "filing=2015-01-06 grant=2020-03-03", "2026-01-05")
        assert docket.find("JP-ANN-01").problem == "missing_registration_date"

    def test_a_notice_without_period_is_blocked(self, ask) -> None:
        docket = ask("CN", "filing=2020-01-06 notice=2025-12-03@electronic", "2026-01-05")
        assert docket.find("CN-ALL-GEN-DOC").problem == "missing_period"
        assert "missing_period" in codes_of(docket)

    def test_a_grant_before_the_filing_gives_no_date(self, ask) -> None:
        docket = ask("US", "filing=2020-03-03 grant=2019-03-03", "2026-01-05")
        assert "date_before_filing" in codes_of(docket)
        assert docket.find("US-MNT-1b").due_date is None
        assert docket.find("US-MNT-1b").problem == "impossible_grant_date"

    def test_dates_in_the_future_give_no_date(self, ask) -> None:
        docket = ask("CN", "filing=2026-03-03 oa1=2026-02-03", "2026-01-05")
        assert codes_of(docket)[:1] == ["date_in_future"]
        assert "event_in_future" in codes_of(docket)
        assert all(deadline.due_date is None for deadline in docket.deadlines)

    def test_a_priority_after_the_filing_gives_no_date(self, ask) -> None:
        docket = ask("CN", "priority=2025-03-03 filing=2024-03-04", "2026-01-05")
        assert docket.find("CN-INV-EXM-01").problem == "impossible_priority_date"

    def test_a_document_before_the_filing_is_left_out(self, ask) -> None:
        docket = ask("CN", "filing=2024-03-04 oa1=2023-01-03", "2026-01-05")
        assert "event_before_filing" in codes_of(docket)
        assert docket.find("CN-INV-OA-01") is None

    def test_a_claim_that_was_not_made_waits_for_nothing(self, ask) -> None:
        docket = ask("CN", "oa1=2025-12-03@electronic", "2026-01-05")
        assert docket.find("CN-INV-PRI-04") is None
        assert docket.find("CN-INV-EXM-01").problem == "missing_filing_date"

    def test_an_office_without_rules_says_so(self, ask) -> None:
        docket = ask("ZZ", "filing=2020-03-03", "2026-01-05")
        assert docket.deadlines == ()
        assert codes_of(docket) == ["no_rules_for_office"]

    @pytest.mark.parametrize(
        ("event", "code"),
        [
            (Event(kind="nonsense", event_date=date(2025, 1, 6)), "unknown_event"),
            (Event(kind="office_action"), "event_without_date"),
            (Event(kind="office_action", event_date=date(2025, 1, 6), period="two months"), "bad_period"),
            (Event(kind="extension_granted", event_date=date(2025, 1, 6)), "extension_without_document"),
        ],
    )
    def test_events_that_cannot_be_used(self, event, code, rulebook, calendars) -> None:
        facts = PatentFacts(office="CN", filing_date=date(2023, 1, 6), events=(event,))
        assert code in codes_of(compute(facts, rulebook, calendars, TODAY))

    @pytest.mark.parametrize("period", ["P0M", "P999Y", "two months"])
    def test_a_period_that_cannot_be_leaves_the_usual_one(self, period, rulebook, calendars) -> None:
        event = Event(uid="e", kind="office_action", event_date=date(2025, 11, 3), channel="electronic", period=period)
        facts = PatentFacts(office="CN", filing_date=date(2023, 1, 6), events=(event,))
        docket = compute(facts, rulebook, calendars, TODAY)
        assert "bad_period" in codes_of(docket)
        assert docket.find("CN-INV-OA-02").due_date == date(2026, 1, 5)

    @pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
    @pytest.mark.parametrize("office", ["CN", "US", "EP", "DE", "JP", "KR", "TW", "GB", "WO"])
    def test_days_at_the_ends_of_the_calendar_are_problems(self, office, day, rulebook, calendars) -> None:
        event = Event(uid="e", kind="office_action", event_date=day)
        facts = PatentFacts(office=office, priority_date=day, filing_date=day, grant_date=day, events=(event,))
        codes = codes_of(compute(facts, rulebook, calendars, TODAY, everything=True))
        assert {"date_too_early", "event_too_early"} <= set(codes) or {"date_in_future", "event_in_future"} <= set(
            codes
        )

    def test_a_receipt_before_the_document_is_left_out_of_account(self, ask) -> None:
        docket = ask("CN", "filing=2023-01-06 oa=2025-03-03@post,received=2025-03-01", "2025-04-05")
        assert "receipt_before_document" in codes_of(docket)
        assert docket.find("CN-INV-OA-02").trigger_date == date(2025, 3, 18)


class TestVerification:
    """Dates past the published calendars are marked, and the derivation tells the whole way."""

    def test_past_the_published_year_the_roll_is_not_verified(self, ask) -> None:
        assert not ask("CN", "filing=2024-06-03", "2026-01-05").find("CN-INV-EXM-01").roll_verified
        assert ask("CN", "filing=2023-06-05", "2026-01-05").find("CN-INV-EXM-01").roll_verified

    def test_terms_are_verified_because_they_never_roll(self, ask) -> None:
        assert ask("CN", "filing=2024-06-03", "2026-01-05").find("CN-INV-TERM").roll_verified

    def test_the_derivation_names_service_counting_and_roll(self, ask) -> None:
        found = ask("CN", "filing=2021-06-01 oa=2023-11-27@post", "2023-12-20").find("CN-INV-OA-02")
        codes = [step.code for step in found.steps]
        assert codes == ["trigger", "service", "count_corr", "roll", "other_reading"]
        assert all(step.citation for step in found.steps)

    def test_an_assumed_channel_is_said(self, ask) -> None:
        found = ask("CN", "filing=2021-06-01 oa=2025-12-01", "2025-12-20").find("CN-INV-OA-02")
        assert "channel_assumed" in [step.code for step in found.steps]

    def test_an_unknown_receiving_office_is_said(self, ask) -> None:
        found = ask("WO", "filing=2025-12-01", "2025-12-20", "pct").find("WO-FEE-01")
        assert not found.roll_verified
        assert "roll_unknown" in [step.code for step in found.steps]


DAYS = st.dates(date(2002, 1, 1), date(2025, 12, 31))


OFFICES = st.sampled_from(["CN", "EP", "US", "JP", "KR", "DE", "GB", "FR", "TW"])


@given(OFFICES, st.tuples(DAYS, DAYS), st.integers(0, 20))
def test_every_docket_keeps_its_promises(rulebook, calendars, office, days, paid) -> None:
    filing, grant = days
    facts = PatentFacts(
        office=office,
        filing_date=min(filing, grant),
        grant_date=max(filing, grant),
        registration_date=max(filing, grant),
        paid_through_year=paid,
        events=(Event(uid="oa", kind="loss_notice", event_date=max(filing, grant)),),
    )
    docket = compute(facts, rulebook, calendars, TODAY, all_annuities=True)
    assert docket == compute(facts, rulebook, calendars, TODAY, all_annuities=True)
    for deadline in docket.deadlines:
        rule, due = deadline.rule, deadline.due_date
        assert due is not None
        assert due >= deadline.unrolled_date
        assert deadline.steps
        calendar = calendars.get(rule.calendar)
        if calendar is not None:
            assert not calendar.rests(due, makeup_counts=calendar.makeup_counts)
        if rule.kind is RuleKind.TERM:
            assert due == deadline.unrolled_date
        if deadline.grace_end is not None:
            assert deadline.grace_end > due
        if deadline.earlier_reading is not None:
            assert deadline.earlier_reading < due
    keys = [(deadline.rule_id, deadline.occurrence) for deadline in docket.deadlines]
    assert len(keys) == len(set(keys))


def test_an_empty_rule_book_knows_no_office(calendars) -> None:
    book = Rulebook({}, ServiceModels(()), {})
    assert codes_of(compute(PatentFacts(office="CN"), book, calendars, TODAY)) == ["no_rules_for_office"]


class TestCompensation:
    """How long a late Chinese grant may be compensated (Impl. Regs R78)."""

    def test_from_the_later_of_both_days(self, ask) -> None:
        docket = ask("CN", "filing=2018-01-10 exam_request=2020-05-06 grant=2024-05-07", "2024-05-20")
        steps = {step.code: step.args for step in docket.find("CN-INV-PTA-01").steps}
        assert steps["compensation"] == {"n": 367, "start": "2023-05-06"}

    def test_an_unknown_request_is_said(self, ask) -> None:
        docket = ask("CN", "filing=2018-01-10 grant=2024-05-07", "2024-05-20")
        steps = {step.code: step.args for step in docket.find("CN-INV-PTA-01").steps}
        assert steps["compensation_open"]["n"] == (date(2024, 5, 7) - date(2022, 1, 10)).days

    def test_a_grant_in_time_for_the_request_is_not_compensated(self, ask) -> None:
        docket = ask("CN", "filing=2018-01-10 exam_request=2021-06-01 grant=2024-05-07", "2024-05-20")
        assert docket.find("CN-INV-PTA-01") is None

    def test_the_national_phase_counts_from_its_entry(self, ask) -> None:
        docket = ask("CN", "filing=2018-01-10 entry=2020-06-01 grant=2024-05-07", "2024-05-20")
        assert docket.find("CN-INV-PTA-01") is None


def test_a_lengthened_term_ends_later_and_keeps_its_annuities(ask) -> None:
    plain = ask("CN", "filing=2010-03-01 grant=2016-05-06 paid=16", "2026-01-05", every=True)
    longer = ask(
        "CN", "filing=2010-03-01 grant=2016-05-06 paid=16 pta=2021-09-01,period=P400D", "2026-01-05", every=True
    )
    assert plain.find("CN-INV-TERM").due_date == date(2030, 3, 1)
    term = longer.find("CN-INV-TERM")
    assert term.due_date == date(2030, 3, 1) + timedelta(days=400)
    assert "term_extended" in [step.code for step in term.steps]
    years = [one.year for one in plain.deadlines if one.year], [one.year for one in longer.deadlines if one.year]
    assert years == ([17, 18, 19, 20], [17, 18, 19, 20, 21, 22])
    unstated = ask("US", "filing=2010-03-01 grant=2016-05-06 pta=2016-05-06", "2026-01-05")
    assert "term_extended_by" in [one.code for one in unstated.problems]


def test_both_readings_of_a_grace_period_are_shown_and_the_earlier_counts(ask) -> None:
    """CN: due on a rest day (2026-10-01 rolls to 10-08): grace from the due date or from the rolled day."""
    year = ask("CN", "filing=2023-10-01 grant=2026-09-01", "2026-09-20").find("CN-ALL-ANN-01")
    assert (year.due_date, year.grace_end) == (date(2026, 10, 8), date(2027, 4, 1))
    assert [step.day for step in year.steps if step.code == "grace_other_reading"] == [date(2027, 4, 8)]
