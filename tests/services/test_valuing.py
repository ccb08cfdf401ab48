from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.handouts.valuation.plan import Column
from patentdesk.portfolio.codes import RightType, Segment, Status
from patentdesk.portfolio.records import Encumbrance, Organisation, Patent
from patentdesk.services.desk import Kind
from patentdesk.services.valuing import (
    accept,
    assumptions,
    look_into,
    read_handout,
    record_values,
    set_assumption,
    totals,
    value_patents,
    write_handout,
)
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import Ended, NotValued, Valued
from patentdesk.valuation.records import Valuation

TODAY = date(2026, 6, 30)


@pytest.fixture
def desk(desk):
    with desk.file.operation("seed") as work:
        work.add_all(
            [
                a_patent(application_number="201910000001", segment=Segment.BATTERY),
                a_patent(application_number="201910000002", segment=Segment.COCKPIT, status=Status.LAPSED),
                a_patent(application_number="201910000003", filing_date=None, grant_date=None),
            ]
        )
        work.add(Encumbrance(patent_id=1))
    return desk


def a_patent(**changes):
    facts = {
        "office": "CN",
        "right_type": RightType.INVENTION,
        "filing_date": date(2019, 3, 15),
        "grant_date": date(2022, 5, 10),
        "status": Status.GRANTED,
        "title": "一种电池",
        "paid_through_year": 7,
    }
    return Patent(**facts | changes)


def test_term_and_fees_come_from_the_docket(desk):
    first, lapsed, undated = [one.outcome for one in value_patents(desk, [1, 2, 3])]
    assert isinstance(first, Valued)
    assert first.facts.expiry == date(2039, 3, 15)
    assert [fee.year for fee in first.facts.fees] == list(range(8, 21))
    assert first.facts.fees[0].amount > 0
    assert isinstance(lapsed, Ended)
    assert lapsed.reason is Status.LAPSED
    assert isinstance(undated, NotValued)
    assert undated.problems[0].code == "expiry_missing"


def test_the_order_of_the_ids_is_kept_and_unknown_ones_left_out(desk):
    assert [one.patent.id for one in value_patents(desk, [3, 99, 1])] == [3, 1]


def test_a_stated_assumption_changes_the_value_and_can_be_undone(desk):
    before = value_patents(desk, [1])[0].outcome.value
    changes = set_assumption(desk, "royalty_rate", "patent:1", value=0.03, low=0.02, high=0.04, source="合同")
    assert changes.kinds == {Kind.ASSUMPTIONS}
    assert changes.patent_ids == (1,)
    after = value_patents(desk, [1])[0]
    assert after.outcome.value > before
    assert after.resolved.rows["royalty_rate"].scope == "patent:1"
    desk.file.undo()
    assert value_patents(desk, [1])[0].outcome.value == before


def test_stating_twice_keeps_one_row(desk):
    set_assumption(desk, "discount_rate", value=0.14)
    set_assumption(desk, "discount_rate", value=0.13)
    (row,) = [row for row in assumptions(desk, "") if row.key == "discount_rate"]
    assert row.value == 0.13
    assert row.owner == "tester"


@pytest.mark.parametrize(
    ("key", "values", "code"),
    [
        ("royalty", {"value": 0.02}, "assumption_unknown"),
        ("discount_rate", {"value": 0.9, "high": 0.9}, "assumption_bounds"),
        ("discount_rate", {"value": 0.3}, "assumption_order"),
        ("royalty_rate", {"value": 0.25, "high": 0.3}, "assumption_note_needed"),
    ],
)
def test_a_bad_assumption_is_refused_and_nothing_changes(desk, key, values, code):
    before = assumptions(desk)
    with pytest.raises(Refused) as refused:
        set_assumption(desk, key, **values)
    assert refused.value.problem.code == code
    assert assumptions(desk) == before


def test_values_are_recorded_with_their_inputs(desk):
    appraised = value_patents(desk, [1, 2, 3])
    changes = record_values(desk, appraised)
    assert changes.patent_ids == (1, 2)
    with desk.file.reading() as reader:
        first, second = reader.select(Valuation)
    assert first.value_minor == round(appraised[0].outcome.value * 100)
    assert first.inputs["royalty"] == 0.02
    assert (second.value_minor, second.results["reason"]) == (0, "lapsed")


def test_an_edited_handout_comes_back_assumption_by_assumption_to_its_own_portfolio(desk, tmp_path):
    path = tmp_path / "value.xlsx"
    written = write_handout(desk, [1, 2, 3], path)
    assert (written.valued, written.ended, written.not_valued) == (1, 1, 1)
    assert written.total == value_patents(desk, [1])[0].outcome.value
    edit(path, "royalty_rate", Column.BASE, 0.025)
    with PortfolioFile.create(tmp_path / "other.pdesk", clock=desk.clock, user="tester") as file:
        foreign = read_handout(replace(desk, file=file), path)
    assert (foreign.changes, [one.code for one in foreign.problems]) == ((), ["handout_other_portfolio"])
    edited = read_handout(desk, path)
    assert [(c.key, c.scope, c.part, c.old, c.new) for c in edited.changes] == [
        ("royalty_rate", "", "value", 0.02, 0.025)
    ]
    assert accept(desk, edited.changes).kinds == {Kind.ASSUMPTIONS}
    assert value_patents(desk, [1])[0].resolved.at("royalty_rate", Level.BASE) == 0.025
    assert desk.file.journal(1)[0].verb == "accept_assumptions"
    set_assumption(desk, "royalty_rate", value=0.03)
    with pytest.raises(Refused) as refused:
        accept(desk, edited.changes)
    assert refused.value.problem.code == "assumption_moved"


def edit(path, key, column, value):
    book = openpyxl.load_workbook(path)
    sheet = book["假设 Assumptions"]
    row = next(row for row in sheet.iter_rows() if row[Column.KEY].value == key)
    row[column].value = value
    book.save(path)


def test_a_handout_needs_a_patent_and_a_folder(desk, tmp_path):
    with pytest.raises(Refused) as empty:
        write_handout(desk, [99], tmp_path / "a.xlsx")
    assert empty.value.problem.code == "handout_empty"
    with pytest.raises(Refused) as nowhere:
        write_handout(desk, [1], tmp_path / "missing" / "a.xlsx")
    assert nowhere.value.problem.code == "folder_missing"


def test_sensitivity_and_simulation_of_one_patent(desk):
    one, ended, unknown = value_patents(desk, [1, 2, 3])
    found = look_into(one, TODAY)
    assert found.moves.values[2][2] == pytest.approx(found.moves.base)
    assert found.moves.swings[0].width >= found.moves.swings[-1].width
    assert found.simulation.summary == look_into(one, TODAY).simulation.summary
    assert found.simulation.summary.trials == 20_000
    for other in (ended, unknown):
        assert (look_into(other, TODAY).moves, look_into(other, TODAY).simulation) == (None, None)


def test_one_moved_assumption_moves_the_value_and_nothing_else(desk):
    (one,) = value_patents(desk, [1], methods=(Method.RELIEF,))
    row = one.resolved.rows["royalty_rate"]
    moved = look_into(one, TODAY, "royalty_rate", 2 * row.value).appraised
    royalty, before = moved.outcome.relief.pv_royalty, one.outcome.relief.pv_royalty
    assert royalty == pytest.approx(2 * before)
    assert one.resolved.rows["royalty_rate"] is row
    assert moved.by(Method.RELIEF).value == moved.outcome.value


PRODUCT = "电驱总成 E-Axle"


def on_products(desk, *products):
    with desk.file.operation("seed") as work:
        return work.add_all(
            [
                a_patent(application_number=f"20191000100{number}", segment=Segment.DRIVE, product=product)
                for number, product in enumerate(products)
            ]
        )


def shares(desk, ids):
    return [one.outcome.inputs.allocation for one in value_patents(desk, ids)]


def test_patents_on_one_product_share_one_royalty(desk):
    ids = on_products(desk, PRODUCT, PRODUCT, "电驱总成  e-axle", "逆变器")
    assert shares(desk, ids) == pytest.approx([0.5 / 3] * 3 + [0.5])
    assert shares(desk, ids[:1]) == pytest.approx([0.5 / 3])  # whether the others are valued now or not
    (one,) = value_patents(desk, ids[:1])
    row = one.resolved.rows["allocation_share"]
    assert row.scope == "product:电驱总成 e-axle"
    assert "3 patents" in row.text
    assert row.source
    assert sum(row.high for _ in range(3)) <= 1 + 1e-12


def test_points_and_stated_shares_divide_the_rest(desk):
    ids = on_products(desk, *[PRODUCT] * 3)
    set_assumption(desk, "allocation_points", f"patent:{ids[0]}", value=2)
    assert shares(desk, ids) == pytest.approx([0.25, 0.125, 0.125])
    set_assumption(desk, "allocation_share", f"patent:{ids[2]}", value=0.3, low=0.2, high=0.4)
    assert shares(desk, ids) == pytest.approx([0.2 * 2 / 3, 0.2 / 3, 0.3])


def test_stated_shares_above_the_whole_royalty_are_reduced(desk):
    ids = on_products(desk, *[PRODUCT] * 3)
    for patent_id in ids[:2]:
        set_assumption(desk, "allocation_share", f"patent:{patent_id}", value=0.8, low=0.8, high=0.8)
    found = shares(desk, ids)
    assert found == pytest.approx([0.5, 0.5, 0.0])
    assert sum(found) <= 1
    assert "reduced" in value_patents(desk, ids)[0].resolved.rows["allocation_share"].text


def test_a_dead_patent_takes_no_share(desk):
    ids = on_products(desk, PRODUCT, PRODUCT)
    with desk.file.operation("lapse") as work:
        work.change(Patent, ids[1], status=Status.LAPSED)
    assert shares(desk, ids[:1]) == pytest.approx([0.5])


def test_a_total_may_be_shown_only_when_every_product_is_known(desk):
    ids = on_products(desk, PRODUCT, "逆变器")
    assert totals(desk_values := value_patents(desk, ids)).may_be_added
    assert totals(desk_values).value == sum(one.outcome.value for one in desk_values)
    mixed = totals(value_patents(desk, [1, *ids]))
    assert not mixed.may_be_added
    assert [(p.code, p.args["n"], p.args["all"]) for p in mixed.problems] == [("total_overlaps", 1, 3)]
    assert totals(value_patents(desk, [1])).may_be_added
    assert [p.code for p in value_patents(desk, [1])[0].outcome.problems] == ["product_unknown"]


def test_the_handout_says_that_values_must_not_be_added(desk, tmp_path):
    ids = on_products(desk, PRODUCT, PRODUCT)
    written = write_handout(desk, [1, *ids], tmp_path / "mixed.xlsx")
    assert not written.sum.may_be_added
    book = openpyxl.load_workbook(tmp_path / "mixed.xlsx", data_only=True)
    for sheet in ("封面 Cover", "摘要 Summary", "资产清单 Assets", "调节 Reconciliation"):
        texts = [str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value]
        assert any("不得相加" in text and "must not be added" in text for text in texts), sheet
    write_handout(desk, ids, tmp_path / "known.xlsx")
    book = openpyxl.load_workbook(tmp_path / "known.xlsx", data_only=True)
    assert "不得相加" not in str(book["摘要 Summary"]["A2"].value)


def test_a_derived_share_that_is_edited_becomes_a_stated_one(desk, tmp_path):
    ids = on_products(desk, PRODUCT, PRODUCT)
    path = tmp_path / "value.xlsx"
    write_handout(desk, ids, path)
    edit(path, "allocation_share", Column.BASE, 0.3)
    edited = read_handout(desk, path)
    assert [(c.key, c.scope, c.old, c.new) for c in edited.changes] == [
        ("allocation_share", "product:电驱总成 e-axle", 0.25, 0.3)
    ]
    accept(desk, edited.changes)
    assert shares(desk, ids) == [0.3, 0.3]


def test_a_docket_without_annuities_is_told_and_the_patent_is_valued(desk):
    with desk.file.operation("seed") as work:
        ids = work.add_all([a_patent(office="ZZ", application_number="ZZ1", expiry_date=date(2039, 3, 15))])
    (one,) = value_patents(desk, ids)
    assert one.outcome.value > 0
    assert "fees_unknown" in [problem.code for problem in one.outcome.problems]


def test_members_are_named_in_the_handout(desk, tmp_path):
    with desk.file.operation("seed") as work:
        (member,) = work.add_all([Organisation(name="甲汽车有限公司")])
        ids = work.add_all([a_patent(application_number="201910009999", member_id=member)])
    set_assumption(desk, "royalty_rate", f"member:{member}", value=0.03, low=0.02, high=0.04, source="合同")
    path = tmp_path / "value.xlsx"
    write_handout(desk, ids, path)
    sheet = openpyxl.load_workbook(path)["假设 Assumptions"]
    scopes = [str(row[Column.SCOPE].value) for row in sheet.iter_rows()]
    assert any("甲汽车有限公司" in scope for scope in scopes)


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.RELIEF])
def test_a_method_without_its_inputs_says_which(desk, method):
    (one,) = value_patents(desk, [1], methods=[method])
    assert one.by(method).value is None
    assert one.by(method).problem.code == "method_input_missing"


def test_methods_are_chosen_and_recorded_side_by_side(desk):
    set_assumption(desk, "profit_margin", value=0.08, low=0.06, high=0.1)
    chosen = [Method.RELIEF, Method.SPLIT_PARTS]
    (one,) = value_patents(desk, [1], methods=chosen)
    assert one.by(Method.SPLIT_PARTS).rate == 0.02
    assert one.by(Method.SPLIT_PARTS).value == pytest.approx(one.outcome.value)
    record_values(desk, [one])
    with desk.file.reading() as reader:
        assert [found.method for found in reader.select(Valuation)] == [method.value for method in chosen]


def test_a_required_assumption_cannot_be_emptied(desk):
    with pytest.raises(Refused) as refused:
        set_assumption(desk, "tax_rate", value=None, low=None, high=None)
    assert refused.value.problem.code == "assumption_empty"


def test_a_number_out_of_bounds_in_a_handout_stores_nothing(desk, tmp_path):
    path, before = tmp_path / "value.xlsx", assumptions(desk)
    write_handout(desk, [1], path)
    for number, code in ((5.0, "assumption_bounds"), (-1.0, "assumption_bounds"), (0.45, "assumption_order")):
        edit(path, "royalty_rate", Column.BASE, number)
        with pytest.raises(Refused) as refused:
            accept(desk, read_handout(desk, path).changes)
        assert refused.value.problem.code == code
        assert desk.library.words("zh").code("problem", code)
        assert assumptions(desk) == before
