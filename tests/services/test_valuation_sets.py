"""Comparables, versions of assumptions, past values and their calibration, pages and covers."""

from datetime import date, timedelta

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Family, Patent
from patentdesk.services import assumption_sets, comparables, editing, exchange
from patentdesk.services.valuation_history import calibration, history
from patentdesk.services.valuation_pages import write_trading_pages
from patentdesk.services.valuing import (
    Method,
    Occasion,
    assumptions,
    look_into,
    reached,
    record_values,
    restate,
    set_assumption,
    simulate_sum,
    value_patents,
)
from patentdesk.valuation.patent import Valued
from patentdesk.valuation.simulation import simulate

TODAY = date(2026, 6, 30)


@pytest.fixture
def desk(desk):
    with desk.file.operation("seed") as work:
        family = work.add(Family(key="F1"))
        for number in range(3):
            work.add(
                Patent(
                    office="CN", application_number=f"20201000000{number}", filing_date=date(2020, 3, 15),
                    grant_date=date(2022, 5, 10), status=Status.GRANTED, segment=Segment.BATTERY,
                    title="一种电池", product="e-axle", family_id=family if number < 2 else None,
                )
            )  # fmt: skip
    return desk


def test_sales_give_a_price_with_quartiles_and_licences_a_rate(desk):
    exchange.set_rate(desk, "USD", "7", date(2024, 1, 1), source="PBoC")
    for amount, currency in ((300_000, "CNY"), (100_000, "USD"), (500_000, "CNY")):
        comparables.add_deal(desk, kind="sale", day="2025-01-01", amount=amount, currency=currency, source="notice")
    comparables.add_deal(desk, kind="licence", rate="3%", adjust_time="10%", source="report")
    assert comparables.evidence(desk, "sale").points == (300_000, 400_000, 500_000, 600_000, 700_000)
    assert comparables.evidence(desk, "licence").numbers == pytest.approx((0.033,))
    (one, *_) = value_patents(desk, [1], methods=(Method.SALES,))
    found = one.by(Method.SALES)
    assert (found.value, found.low, found.high) == (500_000, 400_000, 600_000)
    set_assumption(desk, "market_price", value=1.0, low=None, high=None)
    assert value_patents(desk, [1], methods=(Method.SALES,))[0].by(Method.SALES).value == 1, "a stated price stands"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "gift", "amount": 1, "source": "x"}, "deal_value"),
        ({"kind": "sale", "amount": "much", "source": "x"}, "deal_value"),
        ({"kind": "sale", "amount": 1}, "deal_source"),
        ({"kind": "sale", "source": "x"}, "deal_empty"),
        ({"kind": "sale", "amount": 1, "source": "x", "colour": "red"}, "deal_field"),
        ({"kind": "sale", "amount": 1, "source": "x", "patent": "CN999"}, "patent_unknown"),
    ],
)
def test_a_deal_that_says_too_little_is_refused(desk, values, code):
    with pytest.raises(Refused) as refused:
        comparables.add_deal(desk, **values)
    assert refused.value.problem.code == code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_deals_come_back_from_their_sheet_once(desk, tmp_path, language):
    comparables.add_deal(desk, kind="sale", day="2025-01-01", amount=300_000, source="=1+1", parties="@A→B")
    path = tmp_path / "deals.xlsx"
    assert comparables.export_deals(desk, path, language) == 1
    again = comparables.import_deals(desk, path)
    assert (again.added, again.known, again.problems) == (0, 1, ())
    comparables.remove_deals(desk, [one.id for one in comparables.deals(desk)])
    assert comparables.import_deals(desk, path).added == 1
    (deal,) = comparables.deals(desk)
    assert (deal.source, deal.parties, deal.amount_minor, deal.origin) == ("=1+1", "@A→B", 30_000_000, "deals.xlsx")


def test_a_version_holds_what_it_was_kept_with_and_comes_back(desk):
    set_assumption(desk, "royalty_rate", "segment:battery", value=0.03, source="counsel")
    assumption_sets.keep_version(desk, "Q1")
    set_assumption(desk, "royalty_rate", "segment:battery", value=0.05, low=None, high=None, text="why")
    set_assumption(desk, "tax_rate", value=0.15)
    found = assumption_sets.compare(desk, "Q1")
    assert {(one.key, one.scope) for one in found} == {("royalty_rate", "segment:battery"), ("tax_rate", "")}
    base = value_patents(desk, [1])[0].outcome.inputs
    kept = assumption_sets.rows_of(desk, "Q1")
    assert base.royalty == 0.05
    assert {row.value for row in kept if (row.key, row.scope) == ("royalty_rate", "segment:battery")} == {0.03}
    assumption_sets.restore_version(desk, "Q1")
    assert assumption_sets.compare(desk, "Q1") == []
    assert value_patents(desk, [1])[0].outcome.inputs.royalty == 0.03
    for title in ("", "Q1"):
        with pytest.raises(Refused):
            assumption_sets.keep_version(desk, title)


def test_inheritance_names_every_row_widest_first(desk):
    set_assumption(desk, "revenue", "patent:1", value=5e6)
    rows = next(one for one in assumption_sets.inheritance(desk, 1) if one.key == "revenue").rows
    assert [row.scope for row in rows] == ["", "segment:battery", "patent:1"]
    assumption_sets.clear_assumption(desk, "revenue", "patent:1")
    assert value_patents(desk, [1])[0].resolved.rows["revenue"].scope == "segment:battery"
    with pytest.raises(Refused):
        assumption_sets.clear_assumption(desk, "revenue", "patent:1")


def test_what_nobody_stated_stands_empty_and_can_be_stated(desk):
    (row,) = (row for row in assumptions(desk, "") if row.key == "profit_margin")
    assert (row.value, row.id, row.unit) == (None, 0, "rate")
    restate(desk, 1, "profit_margin", "", value=0.12)
    (row,) = (row for row in assumptions(desk, "") if row.key == "profit_margin")
    assert (row.value, row.owner) == (0.12, desk.user)


def test_a_row_of_a_narrower_scope_is_not_carried_to_a_wider_one(desk):
    shipped_range = [(row.low, row.high) for row in assumptions(desk, "") if row.key == "revenue"]
    set_assumption(desk, "revenue", "segment:battery", value=7e8, low=6e8, high=9e8, distribution="triangular")
    restate(desk, 1, "revenue", "", value=9e7)
    (row,) = (row for row in assumptions(desk, "") if row.key == "revenue")
    assert (row.value, (row.low, row.high), row.distribution) == (9e7, shipped_range[0], "")
    restate(desk, 1, "revenue", "patent:1", value=8e8)
    (row,) = (row for row in assumptions(desk, "patent:1") if row.key == "revenue")
    assert (row.value, row.low, row.high, row.distribution) == (8e8, 6e8, 9e8, "triangular")


def test_units_and_price_give_the_sales_and_a_version_keeps_them(desk):
    set_assumption(desk, "units_sold", "segment:battery", value=5e4, low=4e4, high=6e4)
    assert [one.code for one in value_patents(desk, [1])[0].outcome.problems if one.code == "sales_half"]
    set_assumption(desk, "unit_price", "segment:battery", value=1e3, low=9e2, high=1e3)
    (one,) = value_patents(desk, [1])
    assert (one.resolved.rows["revenue"].value, one.outcome.inputs.sales) == (5e7, 5e7)
    assumption_sets.keep_version(desk, "Q1")
    moved = look_into(one, TODAY, "units_sold", 1e5)
    assert moved.appraised.outcome.inputs.sales == 1e8
    assert look_into(one, TODAY, "revenue", 3e8).appraised.outcome.inputs.sales == 3e8
    set_assumption(desk, "revenue", "segment:battery", value=9e7, low=8e7, high=1e8)
    (one,) = value_patents(desk, [1])
    assert one.outcome.inputs.sales == 9e7
    assert "sales_differ" in {problem.code for problem in one.outcome.problems}
    with desk.file.reading() as reader:
        kept = assumption_sets.set_of(reader, "Q1")
    assert value_patents(desk, [1], set_name=kept)[0].outcome.inputs.sales == 5e7


def test_a_range_stays_around_a_new_value_only_where_that_is_wanted(desk):
    set_assumption(desk, "royalty_rate", value=0.02, low=0.01, high=0.04)
    with pytest.raises(Refused):
        restate(desk, 1, "royalty_rate", "", value=0.05)
    restate(desk, 1, "royalty_rate", "", scale=True, value=0.05)
    (row,) = (row for row in assumptions(desk, "") if row.key == "royalty_rate")
    assert (row.low, row.value, row.high) == pytest.approx((0.025, 0.05, 0.1))
    with pytest.raises(Refused):
        restate(desk, 999, "royalty_rate", "", value=0.05)


def test_a_range_moved_with_its_value_stays_within_the_bounds_and_in_order(desk):
    for before, value, wanted in (
        ((0.5, 0.6, 0.9), 0.9, (0.75, 0.9, 1.0)),
        ((0.0, 0.0, 0.2), 0.1, (0.1, 0.1, 0.3)),
        ((None, 0.2, 0.4), 0.1, (None, 0.1, 0.2)),
    ):
        low, base, high = before
        set_assumption(desk, "profit_margin", value=base, low=low, high=high)
        restate(desk, 1, "profit_margin", "", scale=True, value=value)
        (row,) = (row for row in assumptions(desk, "") if row.key == "profit_margin")
        assert (row.low, row.value, row.high) == pytest.approx(wanted)


def test_what_is_stated_reaches_those_for_whom_nothing_narrower_stands(desk):
    set_assumption(desk, "revenue", "patent:1", value=5e6)
    values = value_patents(desk, [1, 2])
    assert [one.patent.id for one in reached(values, "revenue", "patent:1")] == [1]
    assert 1 not in [one.patent.id for one in reached(values, "revenue", "")]
    assert 1 in [one.patent.id for one in reached(values, "royalty_rate", "")]


def test_a_set_comes_back_from_excel_with_what_was_changed(desk, tmp_path):
    path = tmp_path / "set.xlsx"
    assumption_sets.export_set(desk, path)
    assert assumption_sets.read_set(desk, path).rows == ()
    book = openpyxl.load_workbook(path)
    sheet = book.active
    head = next(n for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if "代码" in row)
    columns = {cell.value: cell.column for cell in sheet[head]}
    for row in sheet.iter_rows(min_row=head + 1):
        if row[0].value == "royalty_rate":
            row[columns["基准"] - 1].value, row[columns["分布"] - 1].value = "2.5%", "triangular"
        if row[0].value == "tax_rate":
            row[columns["基准"] - 1].value = "a third"
    book.save(path)
    read = assumption_sets.read_set(desk, path)
    assert {(one.key, one.field) for one in read.differences} == {
        ("royalty_rate", "value"),
        ("royalty_rate", "distribution"),
    }
    assert [one.code for one in read.problems] == ["assumption_number"]
    assumption_sets.apply_set(desk, read, path.name)
    row = next(one for one in assumptions(desk, "") if one.key == "royalty_rate")
    assert (row.value, row.distribution, row.owner) == (0.025, "triangular", "tester")
    with pytest.raises(Refused):
        set_assumption(desk, "royalty_rate", distribution="bell")


def test_the_placeholder_of_a_shared_royalty_is_named_until_it_is_stated(desk):
    codes = [one.code for one in value_patents(desk, [1])[0].outcome.problems]
    assert "stack_placeholder" in codes
    set_assumption(desk, "stack_share", "product:e-axle", value=0.4, low=0.4, high=0.4, source="licence survey")
    found = value_patents(desk, [1, 2, 3])
    assert "stack_placeholder" not in [one.code for one in found[0].outcome.problems]
    assert sum(one.outcome.inputs.allocation for one in found) == pytest.approx(0.4)


def test_past_ranges_are_judged_by_what_came_after_them(desk):
    appraised = value_patents(desk, [1, 2, 3])
    record_values(desk, appraised, TODAY, Occasion(purpose="licence", basis="fair"))
    points = history(desk, [1])[1]
    assert (points[0].purpose, points[0].basis, points[0].made_by) == ("licence", "fair", "tester")
    middle = appraised[0].outcome.value
    numbers = [one.patent.application_number for one in appraised]
    after = (TODAY + timedelta(days=90)).isoformat()
    for number, factor in zip(numbers, (1.0, 100.0, 1.1), strict=True):
        comparables.add_deal(desk, kind="sale", day=after, amount=round(middle * factor), source="deed", patent=number)
    comparables.add_deal(desk, kind="sale", day="2020-01-01", amount=5, source="deed", patent=numbers[0])
    judged, found = calibration(desk)
    assert (judged.count, judged.inside, len(found)) == (3, 2, 4)
    assert judged.pits[1] == 1.0
    assert 0.1 < judged.pits[0] < 0.9
    assert judged.bias > 1
    with pytest.raises(Refused):
        record_values(desk, appraised, TODAY, Occasion(purpose="fun"))


def test_values_of_one_family_move_together_and_means_add_up(desk):
    appraised = value_patents(desk, [1, 2, 3])
    together = simulate_sum(desk, appraised)
    alone = [
        simulate(one.outcome, one.resolved, TODAY, int(one.patent.uid[:8], 16))
        for one in appraised
        if isinstance(one.outcome, Valued)
    ]
    means = sum(one.summary.mean for one in alone)
    assert together.summary.mean == pytest.approx(means, rel=1e-9), "no discount for diversification"
    independent = sum(one.summary.deviation**2 for one in alone) ** 0.5
    assert independent * 1.1 < together.summary.deviation < sum(one.summary.deviation for one in alone)
    assert simulate_sum(desk, appraised).summary == together.summary


def test_one_page_is_written_for_each_patent(desk, tmp_path):
    path = tmp_path / "pages.pdf"
    assert write_trading_pages(desk, [1, 2], path, language="en") == 2
    assert path.read_bytes().startswith(b"%PDF")
    with pytest.raises(Refused):
        write_trading_pages(desk, [], path)


def test_what_is_stated_for_a_product_holds_however_its_name_is_written(desk):
    set_assumption(desk, "revenue", "product: E-Axle", value=7e8, low=6e8, high=9e8, source="plan")
    assert value_patents(desk, [1])[0].resolved.rows["revenue"].value == 7e8
    assert [row.value for row in assumptions(desk, "product:E-AXLE") if row.key == "revenue"] == [7e8]
    assumption_sets.clear_assumption(desk, "revenue", "product:E-Axle")
    assert not [row for row in assumptions(desk, "product:e-axle") if row.key == "revenue"]


def test_values_of_a_patent_that_was_removed_meanwhile_are_refused(desk):
    appraised = value_patents(desk, [1, 2])
    editing.remove_patents(desk, [1])
    with pytest.raises(Refused, match="patent_unknown"):
        record_values(desk, appraised, TODAY)


@pytest.mark.parametrize("scope", ["segment:batery", "battery", "patent:CN1", "product: ", "member:"])
def test_a_sheet_states_nothing_for_a_scope_of_nobody(desk, tmp_path, scope):
    sheet = openpyxl.Workbook()
    for row in (["key", "scope", "value", "source"], ["royalty_rate", scope, 0.02, "counsel"]):
        sheet.active.append(row)
    words = desk.library.words("en")
    for cell in sheet.active[1]:
        cell.value = words(f"assumption_field.{cell.value}")
    sheet.save(tmp_path / "set.xlsx")
    read = assumption_sets.read_set(desk, tmp_path / "set.xlsx")
    assert (read.rows, [one.code for one in read.problems]) == ((), ["assumption_scope"])
