from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.handouts.valuation.plan import Column
from patentdesk.portfolio.codes import RightType, Segment, Status
from patentdesk.portfolio.records import Encumbrance, Patent
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.library import Library
from patentdesk.services.valuing import (
    accept,
    analyse,
    assumptions,
    read_handout,
    record_values,
    set_assumption,
    simulate_value,
    value_patents,
    write_handout,
)
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.patent import Ended, NotValued, Valued
from patentdesk.valuation.records import Valuation

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 6, 30)


@pytest.fixture
def desk(tmp_path):
    clock = FixedClock(TODAY)
    file = PortfolioFile.create(tmp_path / "alliance.pdesk", clock=clock, user="李明")
    with file.operation("seed") as work:
        work.add_all(
            [
                a_patent(application_number="201910000001", segment=Segment.BATTERY),
                a_patent(application_number="201910000002", segment=Segment.COCKPIT, status=Status.LAPSED),
                a_patent(application_number="201910000003", filing_date=None, grant_date=None),
            ]
        )
        work.add(Encumbrance(patent_id=1))
    yield Desk(file, Library(ROOT / "resources"), clock, "李明")
    file.close()


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
    assert row.owner == "李明"


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


def test_an_edited_handout_comes_back_assumption_by_assumption(desk, tmp_path):
    path = tmp_path / "value.xlsx"
    written = write_handout(desk, [1, 2, 3], path)
    assert (written.valued, written.ended, written.not_valued) == (1, 1, 1)
    assert written.total == value_patents(desk, [1])[0].outcome.value
    edit(path, "royalty_rate", Column.BASE, 0.025)
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
    assert nowhere.value.problem.code == "handout_not_written"


def test_sensitivity_and_simulation_of_one_patent(desk):
    found = analyse(desk, 1)
    assert found.values[2][2] == pytest.approx(found.base)
    assert found.swings[0].width >= found.swings[-1].width
    first, again = simulate_value(desk, 1), simulate_value(desk, 1)
    assert first.summary == again.summary
    assert first.summary.trials == 20_000
    assert analyse(desk, 2) is None
    assert simulate_value(desk, 3) is None
