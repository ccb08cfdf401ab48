"""Hand out payment lists, calendars, pages, forecasts and comparisons, and take back what returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from patentdesk.charts.listing import column_widths
from patentdesk.charts.texts import width_em
from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.portfolio.codes import OrganisationKind, Status
from patentdesk.portfolio.records import Event, Organisation, Patent
from patentdesk.services import (
    approval,
    calendars,
    closing,
    docket,
    fees,
    history,
    outgoing,
    payments,
    scenarios,
    second_docket,
    weekly,
)
from patentdesk.services.desk import Desk
from patentdesk.services.scenarios import Change, Scenario
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 5, 20)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    with desk.file.operation("add") as work:
        agency = work.add(Organisation(kind=OrganisationKind.AGENCY, name="青砚/代理"))
        facts = {"office": "CN", "status": Status.GRANTED, "filing_date": date(2015, 6, 3),
                 "grant_date": date(2018, 8, 1), "paid_through_year": 11}  # fmt: skip
        for number in range(3):
            key = f"20151000000{number}"
            work.add(Patent(application_number=key, application_number_text=f"CN{key}", title=f"=电池{number}",
                            agency_id=agency if number else None, **facts))  # fmt: skip
        us = {"filing_date": date(2016, 3, 1), "grant_date": date(2019, 3, 5), "status": Status.GRANTED}
        work.add(Patent(office="US", application_number="15123456", application_number_text="15/123,456", **us))
    docket.recompute(desk)
    return desk


def annuities(desk: Desk) -> list[Deadline]:
    with desk.file.reading() as reader:
        return [one for one in reader.select(Deadline, order=("due_date", "patent_id")) if one.year == 12]


def fill(path: Path, **columns: object) -> None:
    """Write into the payment sheets: column key → a value, or a function of the row's place."""
    book = openpyxl.load_workbook(path)
    for page in book.worksheets[1:]:
        keys = {cell.value: cell.column for cell in page[3]}
        for place, row in enumerate(row for row in range(5, page.max_row + 1) if page.cell(row, 1).value):
            for key, value in columns.items():
                page.cell(row, keys[key]).value = value(place) if callable(value) else value
    book.save(path)


class TestPayments:
    @pytest.fixture
    def listed(self, desk: Desk, tmp_path: Path) -> Path:
        path = tmp_path / "pay.xlsx"
        rows = payments.payable(desk, "office:CN", TODAY, date(2026, 7, 1))
        assert payments.write_list(desk, path, rows, account="尾号 8812", language="zh") == 3
        return path

    def test_an_agency_that_nobody_knows_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="pay_agency_unknown") as caught:
            payments.payable(desk, agencies=["nobody"])
        assert caught.value.problem.args["known"] == "青砚/代理"
        assert payments.payable(desk, agencies=["青砚/代理"])
        assert payments.payable(desk, agencies=[""])

    def test_each_agency_has_its_sheet_with_a_total_by_currency(self, listed: Path) -> None:
        book = openpyxl.load_workbook(listed, data_only=True)
        assert book.sheetnames == ["汇总", "无代理机构", "青砚_代理"]
        page = book["青砚_代理"]
        text = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
        assert "=电池1" in text
        assert "尾号 8812" in text
        summary = [[cell.value for cell in row[:4]] for row in book["汇总"].iter_rows(min_row=5, max_row=6)]
        assert summary == [["无代理机构", 1, "CNY", 4000], ["青砚/代理", 2, "CNY", 8000]]
        formulas = [cell.value for row in openpyxl.load_workbook(listed)["青砚_代理"].iter_rows() for cell in row
                    if str(cell.value).startswith("=SUMIF")]  # fmt: skip
        assert len(formulas) == 1

    @pytest.mark.parametrize("query", ["", "office:CN"])
    def test_every_open_annuity_with_a_day_in_the_span_is_listed(self, desk: Desk, query: str) -> None:
        closing.close_deadline(desk, [payments.payable(desk)[0].deadline.id], TODAY, "R-7")
        with desk.file.reading() as reader:
            chosen = set(reader.column(Patent, "id", **({"office": "CN"} if query else {})))
            deadlines = reader.select(Deadline)
        days = {day for one in deadlines if one.year for day in (one.due_date, one.grace_end) if day is not None}
        for first, last in product([None, TODAY, *sorted(days)[:6]], [None, *sorted(days)[:6]]):
            wanted = {
                one.id
                for one in deadlines
                for day in (one.due_date, one.earlier_reading, one.grace_end)
                if one.state in OPEN_STATES and one.year and not one.gone and one.patent_id in chosen
                and day is not None and (first or day) <= day <= (last or day)
            }  # fmt: skip
            found = [one.deadline for one in payments.payable(desk, query, first, last)]
            assert {one.id for one in found} == wanted
            assert [one.due_date for one in found] == sorted(one.due_date for one in found)

    def test_what_is_late_is_listed_with_its_surcharge_of_the_day(self, desk: Desk, tmp_path: Path) -> None:
        late = replace(desk, clock=FixedClock(date(2026, 8, 10)))
        rows = [one for one in payments.payable(late, "office:CN") if one.late]
        assert rows
        for one in rows:
            assert one.surcharge == one.amount.times(10).times("0.01")
            assert one.owed == one.amount + one.surcharge
        path = tmp_path / "late.xlsx"
        payments.write_list(late, path, rows)
        page = openpyxl.load_workbook(path, data_only=True).worksheets[1]
        keys = [cell.value for cell in page[3]]
        line = dict(zip(keys, [cell.value for cell in page[5]], strict=True))
        assert line["owed"] == line["amount"] + line["extra"] > line["amount"]
        uid = rows[0].deadline.uid
        fill(path, uid=uid, paid_on=date(2026, 8, 10), receipt="R-1", paid_amount=line["amount"])
        told = [problem.code for problem in payments.read_list(late, path).problems]
        assert "pay_amount_differs" in told, "the surcharge is missing"

    def test_receipts_come_back_as_one_step(self, desk: Desk, listed: Path) -> None:
        fill(listed, paid_on=TODAY, receipt=lambda place: f"R-{place}", paid_amount=4000)
        booking = payments.read_list(desk, listed)
        assert (len(booking.rows), booking.problems, booking.unpaid) == (3, (), 0)
        before = len(desk.file.journal())
        payments.book_payments(desk, booking)
        assert len(desk.file.journal()) == before + 1
        assert {one.state for one in annuities(desk)} == {DeadlineState.DONE}
        again = payments.read_list(desk, listed)
        assert (len(again.rows), again.same) == (0, 3), "what was booked is not booked twice"
        history.undo(desk)
        assert {one.state for one in annuities(desk)} == {DeadlineState.OPEN}

    def test_each_faulty_row_is_named_and_the_others_are_taken(self, desk: Desk, listed: Path) -> None:
        faults = {0: (TODAY, "R-1", 4000), 1: (TODAY, None, None)}
        fill(listed, paid_on=lambda place: faults[place][0], receipt=lambda place: faults[place][1])
        booking = payments.read_list(desk, listed)
        assert [one.code for one in booking.problems] == ["pay_receipt_missing"]
        assert booking.problems[0].source.row == 6
        assert len(booking.rows) == 2

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"paid_on": "soon", "receipt": "R"}, "pay_date_unreadable"),
            ({"receipt": "R"}, "pay_date_missing"),
            ({"paid_on": TODAY, "receipt": "=A1"}, "pay_row_formula"),
            ({"paid_on": TODAY, "receipt": "R", "paid_amount": "much"}, "pay_amount_unreadable"),
            ({"paid_on": TODAY + timedelta(1), "receipt": "R"}, "pay_future"),
            ({"paid_on": TODAY, "receipt": "R", "uid": "foreign"}, "pay_unknown"),
            ({"paid_on": TODAY, "receipt": "R", "paid_amount": 3999}, "pay_amount_differs"),
        ],
    )
    def test_a_row_is_checked(self, desk: Desk, listed: Path, values: dict[str, object], code: str) -> None:
        fill(listed, **values)
        booking = payments.read_list(desk, listed)
        assert code in {one.code for one in booking.problems}
        assert bool(booking.rows) == (code == "pay_amount_differs")

    def test_the_same_fee_twice_and_a_late_payment(self, desk: Desk, listed: Path) -> None:
        uid = annuities(desk)[0].uid
        late = replace(desk, clock=FixedClock(date(2027, 3, 1)))
        fill(listed, uid=uid, paid_on=date(2027, 1, 5), receipt=lambda place: f"R-{place}")
        booking = payments.read_list(late, listed)
        assert sorted(one.code for one in booking.problems) == ["pay_too_late", "pay_twice", "pay_twice"]
        assert len(booking.rows) == 1

    def test_another_workbook_is_refused(self, desk: Desk, tmp_path: Path) -> None:
        openpyxl.Workbook().save(tmp_path / "other.xlsx")
        with pytest.raises(Refused, match="pay_list_foreign"):
            payments.read_list(desk, tmp_path / "other.xlsx")
        (tmp_path / "text.xlsx").write_text("hello")
        with pytest.raises(Refused, match="pay_list_unreadable"):
            payments.read_list(desk, tmp_path / "text.xlsx")


def entries(path: Path) -> dict[str, dict[str, object]]:
    found = {}
    for entry in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        alarms = [int(alarm["trigger"].dt.days) for alarm in entry.walk("VALARM")]
        found[str(entry["uid"])] = {"sequence": int(entry["sequence"]), "status": str(entry["status"]),
                                    "day": entry["dtstart"].dt, "alarms": alarms}  # fmt: skip
    return found


class TestCalendar:
    def test_a_second_calendar_carries_updates_and_cancellations(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "docket.ics"
        first = calendars.issue_calendar(desk, path, lead_days=(30, 1))
        before = entries(path)
        assert first.new == first.count == len(before) > 3
        assert all(one["alarms"] == [-30, -1] and one["sequence"] == 0 for one in before.values())
        again = calendars.issue_calendar(desk, path, lead_days=(30, 1))
        assert (again.same, again.changed, again.cancelled) == (first.count, 0, 0)
        moved, done = annuities(desk)[:2]
        with desk.file.operation("edit") as work:
            work.change(Patent, moved.patent_id, filing_date=date(2015, 6, 17))
        docket.recompute(desk)
        closing.waive_deadline(desk, [done.id], "sold")
        changed = calendars.issue_calendar(desk, path, lead_days=(30, 1))
        after = entries(path)
        uid = f"{moved.uid}@patentdesk"
        assert (after[uid]["sequence"], after[uid]["day"]) == (1, date(2026, 6, 17))
        ended = after[f"{done.uid}@patentdesk"]
        assert (ended["status"], ended["sequence"], ended["alarms"]) == ("CANCELLED", 1, [])
        assert changed.cancelled == 1
        closing.reopen_deadline(desk, [done.id])
        calendars.issue_calendar(desk, path)
        back = entries(path)[f"{done.uid}@patentdesk"]
        assert (back["status"], back["sequence"]) == ("CONFIRMED", 2), "it stands again, later than its end"

    def test_a_removed_deadline_is_cancelled_once(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "docket.ics"
        first = calendars.issue_calendar(desk, path)
        with desk.file.operation("edit") as work:
            work.remove(Patent, work.column(Patent, "id", office="US"))
        second = calendars.issue_calendar(desk, path, "office:CN")
        assert second.cancelled == first.count - second.same > 0
        assert calendars.issue_calendar(desk, path, "office:CN").cancelled == 0

    def test_a_calendar_of_some_patents_ends_nothing_of_others(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "docket.ics"
        calendars.issue_calendar(desk, path)
        closing.waive_deadline(desk, [annuities(desk)[0].id], "sold")
        assert calendars.issue_calendar(desk, path, "office:US").cancelled == 0
        assert calendars.issue_calendar(desk, path, "office:CN").cancelled == 1

    def test_a_reader_of_the_file_writes_the_same_and_remembers_nothing(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "docket.ics"
        desk.file.close()
        with PortfolioFile.open(desk.file.path, clock=desk.clock, user="guest", read_only=True) as file:
            guest = Desk(file, desk.library, desk.clock, "guest")
            assert calendars.issue_calendar(guest, path).new == calendars.issue_calendar(guest, path).new > 0


class TestWeekly:
    def test_pages_are_a_pdf_with_every_line_once(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "week.pdf"
        pages = weekly.weekly_list(desk, until=date(2026, 6, 30))
        weekly.write_weekly(pages, path)
        assert pages.count == len(docket.docket(desk, end=date(2026, 6, 30)))
        content = path.read_bytes()
        assert content.startswith(b"%PDF")
        assert b"/FontFile" in content or b"/Type3" in content, "fonts are embedded"

    def test_pages_and_calendars_tell_what_they_leave_out(self, desk: Desk, tmp_path: Path) -> None:
        with desk.file.operation("add") as work:
            owner = work.column(Patent, "id")[0]
            work.add(Deadline(patent_id=owner, rule_id="x", task="annuity", problem="missing_filing_date"))
        everything, last = len(docket.docket(desk)), date(2026, 6, 30)
        listed = outgoing.hand_out(desk, tmp_path / "all.json")
        assert (listed.count, outgoing.left_out(listed, desk.library.words("en"))) == (everything, "")
        pages = outgoing.hand_out(desk, tmp_path / "week.pdf", end=last)
        assert pages.count + pages.later == everything > pages.count
        assert str(last) in outgoing.left_out(pages, desk.library.words("zh"))
        assert f"{pages.later} later" in weekly.weekly_list(desk, until=last, language="en").listing.subtitle
        calendar = outgoing.hand_out(desk, tmp_path / "all.ics")
        assert (calendar.count, calendar.undated) == (everything - 1, 1)
        assert "no date" in outgoing.left_out(calendar, desk.library.words("en"))

    def test_days_and_numbers_stay_whole(self, desk: Desk) -> None:
        with desk.file.operation("edit") as work:
            owner = work.column(Patent, "id")[0]
            work.change(Patent, owner, publication_number_text="DE 10 2025 900 003 A1 (sehr lang)")
        listing = weekly.weekly_list(desk, until=date(2040, 1, 1)).listing
        for section in listing.sections:
            for row in section.rows:
                for cell, column, width in zip(row, listing.columns, column_widths(listing), strict=True):
                    assert column.lines > 1 or width_em(cell) * 7.6 < width, cell

    def test_a_long_list_takes_several_pages(self, desk: Desk, tmp_path: Path) -> None:
        with desk.file.operation("add") as work:
            owner = work.column(Patent, "id")[0]
            work.add_all(
                Deadline(patent_id=owner, rule_id="x", occurrence=str(n), task="annuity", due_date=TODAY)
                for n in range(90)
            )
        path = tmp_path / "week.pdf"
        pages = weekly.weekly_list(desk, by="responsible")
        weekly.write_weekly(pages, path)
        assert pages.count >= 90
        assert path.read_bytes().count(b"/Type /Page\n") + path.read_bytes().count(b"/Type /Page ") >= 3

    def test_doubts_and_what_closed_deadlines_were_closed_by_are_on_the_list(self, desk: Desk) -> None:
        done, waived, open_still = annuities(desk)[:3]
        closing.close_deadline(desk, [done.id], TODAY, "RCPT-9")
        closing.waive_deadline(desk, [waived.id], "sold")
        with desk.file.operation("edit") as work:
            work.change(Deadline, open_still.id, confidence="knowledge", roll_verified=False)
        listing = weekly.weekly_list(desk, only=[one.id for one in (done, waived, open_still)], language="en").listing
        cells = {section.heading: section.rows[0][-2:] for section in listing.sections}
        assert cells.pop("Done (1)") == ["done", f"{TODAY} RCPT-9"]
        assert cells.pop("Waived (1)") == ["waived", "sold"]
        assert list(cells.values()) == [["open; from knowledge, not verified; calendar not yet published", ""]]
        assert len(weekly.weekly_list(desk, states=[DeadlineState.DONE], until=date(2027, 1, 1)).listing.sections) == 1

    def test_a_calendar_of_closed_deadlines_alone_is_refused(self, desk: Desk, tmp_path: Path) -> None:
        one = annuities(desk)[0]
        closing.waive_deadline(desk, [one.id], "sold")
        with pytest.raises(Refused, match="calendar_closed"):
            outgoing.hand_out(desk, tmp_path / "x.ics", only=[one.id])
        assert not (tmp_path / "x.ics").exists()

    def test_another_ending_is_refused(self, desk: Desk, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="export_format"):
            outgoing.hand_out(desk, tmp_path / "x.docx")


class TestScenarios:
    def test_dropping_saves_what_the_dropped_cost(self, desk: Desk) -> None:
        changes = (Change("drop", "office:US"), Change("drop", "office:CN,US"), Change("small", "office:US"))
        wanted = [Scenario(one.query, (one,)) for one in changes]
        found = scenarios.side_by_side(desk, "", wanted, 2026, 2032)
        base, us, none, small = found.outcomes
        only_us = scenarios.side_by_side(desk, "office:US", [], 2026, 2032).outcomes[0]
        assert (base.total - us.total).minor == only_us.total.minor > 0
        assert none.total.minor == 0
        assert us.total.minor < small.total.minor < base.total.minor
        assert (us.dropped, small.moved) == (1, 1)
        assert [one.currency for one in found.rates] == ["USD"]
        assert tuple(base.by_year) == tuple(range(2026, 2033))

    def test_a_reduction_that_an_office_does_not_give_changes_nothing(self, desk: Desk) -> None:
        found = scenarios.side_by_side(desk, "office:CN", [Scenario("x", (Change("micro", "office:CN"),))])
        assert found.outcomes[0].total == found.outcomes[1].total

    def test_an_open_licence_takes_its_share_off_in_every_year(self, desk: Desk) -> None:
        wanted = [Scenario("licence", (Change("open_licence", "office:CN"),))]
        base, licence = scenarios.side_by_side(desk, "office:CN", wanted, 2026, 2030).outcomes
        assert base.total.minor > 0
        assert licence.total.minor * 100 == base.total.minor * 85

    def test_an_unknown_change_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="scenario_change"):
            scenarios.side_by_side(desk, "", [Scenario("x", (Change("sell", ""),))])

    def test_workbooks_hold_live_sums(self, desk: Desk, tmp_path: Path) -> None:
        found = scenarios.side_by_side(desk, "", [Scenario("drop", (Change("drop", "office:US"),))], 2026, 2028)
        path = tmp_path / "scenarios.xlsx"
        assert scenarios.export_scenarios(desk, path, found, "en") == 3
        page = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        totals = [page.cell(row, 5).value for row in (5, 6)]
        assert [Decimal(str(one)).quantize(Decimal("0.01")) for one in totals] == [
            one.total.amount for one in found.outcomes
        ]
        assert str(openpyxl.load_workbook(path).worksheets[0].cell(5, 5).value) == "=SUM(B5:D5)"

    @pytest.mark.parametrize(("by", "currency"), [("member", "CNY"), ("agency", "EUR"), ("office", "USD")])
    def test_a_forecast_is_written_as_it_was_computed(self, desk: Desk, tmp_path: Path, by: str, currency: str) -> None:
        found = fees.forecast(desk, "", 2026, 2028, by, currency=currency)
        path = tmp_path / "f.xlsx"
        assert scenarios.export_forecast(desk, path, found, "en") > 0
        book = openpyxl.load_workbook(path, data_only=True)
        page, rates = book.worksheets[0], book.worksheets[-1]
        heads = next(row for row in page.iter_rows(values_only=True) if 2026 in row)
        assert heads[0] == {"member": "Member", "agency": "Agency", "office": "Office"}[by]
        label = desk.library.words("en").both("pay.total").replace("\n", " ")
        [sums] = [row for row in page.iter_rows(values_only=True) if row[0] == label]
        by_year = dict(zip(heads, sums, strict=True))
        assert {year: Decimal(str(by_year[year])).quantize(Decimal("0.01")) for year in found.by_year()} == {
            year: money.amount for year, money in found.by_year().items()
        }
        told = [row[0] for row in rates.iter_rows(min_row=2, values_only=True)]
        assert told == [f"{rate.currency} → CNY" for rate in found.rates]

    def test_a_workbook_tells_what_its_sums_leave_out(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "f.xlsx"
        found = fees.forecast(desk, "", 2026, 2028, "office")
        scenarios.export_forecast(desk, path, found, "en")
        assert openpyxl.load_workbook(path).worksheets[0]["A3"].value is None
        dollars = [replace(row, reported=None, unpriced=2) for row in found.rows if row.currency == "USD"]
        kept = [row for row in found.rows if row.currency != "USD"]
        assert dollars
        assert kept
        scenarios.export_forecast(desk, path, replace(found, rows=(*kept, *dollars)), "en")
        told = str(openpyxl.load_workbook(path).worksheets[0]["A3"].value)
        assert "amounts in USD" in told
        side = scenarios.side_by_side(desk, "", [], 2026, 2028)
        side.outcomes[0].unrated.add("USD")
        scenarios.export_scenarios(desk, path, side, "zh")
        assert "USD" in str(openpyxl.load_workbook(path).worksheets[0]["A3"].value)

    def test_a_forecast_by_what_is_no_group_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="forecast_group"):
            fees.forecast(desk, by="colour")


class TestSecondDocket:
    def test_differences_are_listed_and_the_rest_agrees(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "agency.csv"
        path.write_text(
            "申请号,期限类型,年度,缴费期限\nCN201510000000,年费,12,2026-06-03\nCN201510000001,年费,12,2026-06-13\n"
            "CN201510000002,答复审查意见,,2026-07-01\nCN209900000000,年费,3,2026-06-01\n,年费,3,2026-06-01\n"
            "CN201510000002,年费,12,soon\n",
            encoding="utf-8",
        )
        found = second_docket.compare_docket(desk, path)
        assert found.counts == {"differs": 1, "theirs": 1, "ours": 1, "unknown": 1, "agrees": 1}
        differs = found.lines[0]
        assert (differs.kind, differs.days, differs.ours.year) == ("differs", 10, 12)
        assert sorted(one.code for one in found.problems) == ["docket_row_date", "docket_row_without_number"]
        assert second_docket.write_comparison(desk, tmp_path / "cmp.xlsx", found) == len(found.lines)

    def test_a_list_without_dates_is_refused(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "list.csv"
        path.write_text("申请号,标题\nCN201510000000,x\n", encoding="utf-8")
        with pytest.raises(Refused, match="docket_list_headers"):
            second_docket.compare_docket(desk, path)


def test_the_workbook_tells_who_closed_and_who_confirmed(desk: Desk, tmp_path: Path) -> None:
    one = annuities(desk)[0]
    closing.close_deadline(desk, [one.id], TODAY, "R-1")
    approval.verify_deadlines(replace(desk, user="zhao"), [one.id])
    path = tmp_path / "docket.xlsx"
    outgoing.hand_out(desk, path, states=[DeadlineState.DONE], language="en")
    head, line = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))[:2]
    cells = dict(zip(head, line, strict=True))
    assert (cells["Closed by"], cells["Verified by"], cells["Proof"]) == ("tester", "zhao", "R-1")
    assert cells["Derivation"]


def test_one_event_does_not_end_up_in_two_bookings(desk: Desk) -> None:
    one = annuities(desk)[0]
    closing.close_deadline(desk, [one.id], TODAY, "R-1")
    with desk.file.reading() as reader:
        assert reader.count(Event, patent_id=one.patent_id, kind="annuity_paid", year=12) == 1
