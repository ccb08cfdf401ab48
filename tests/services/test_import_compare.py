from datetime import date

import pytest

from patentdesk.portfolio.codes import DifferenceState, Status
from patentdesk.portfolio.records import (
    HandMade,
    Party,
    Patent,
    Provenance,
)
from patentdesk.services.desk import Kind
from patentdesk.services.differences import decide, differences
from patentdesk.services.import_entries import Outcome
from patentdesk.services.importing import apply_import, plan_import
from tests.services.importlists import CELL, EARLY, LATE, LENS_HEAD, bring, everything, only


def test_a_changed_value_is_told_with_before_and_after(desk, write):
    bring(desk, write(CELL))
    changed = [*CELL[:7], "未缴年费", *CELL[8:]]
    plan, changes = bring(desk, write(changed, name="later.csv"))
    (entry,) = plan.entries
    assert entry.outcome is Outcome.CHANGED
    assert {(one.field_name, one.before, one.after) for one in entry.changes} == {
        ("status", Status.GRANTED, Status.LAPSED),
        ("status_text", "授权 | 质押", "未缴年费"),
    }
    assert changes.kinds == {Kind.PATENTS, Kind.DEADLINES}
    assert only(desk, Patent).status is Status.LAPSED


def test_another_way_to_write_the_same_changes_nothing(desk, write):
    bring(desk, write(LATE, head=LENS_HEAD))
    shouted = [*LATE[:6], "LATE", "Qiheng, Inc."]
    plan, changes = bring(desk, write(shouted, head=LENS_HEAD, name="shouted.csv"))
    assert (plan.same, bool(changes)) == (1, False)
    assert only(desk, Patent).applicants_text == "QIHENG INC"


def test_empty_cells_erase_nothing(desk, write):
    bring(desk, write(CELL))
    before = only(desk, Patent)
    bare = ["", "CN201710601862.3", *[""] * 8]
    plan, changes = bring(desk, write(bare, name="bare.csv"))
    assert plan.same == 1
    assert not changes
    assert only(desk, Patent) == before


def test_a_persons_value_stands_and_the_difference_is_kept(desk, write):
    bring(desk, write(CELL))
    patent = only(desk, Patent)
    with desk.file.operation("edit") as work:
        work.change(Patent, patent.id, filing_date=date(2017, 7, 20), applicants_text="蓝川")
        work.add_all([HandMade(patent_id=patent.id, field_name=name) for name in ("filing_date", "applicants_text")])
    parties = everything(desk)[Party]
    other = write([*CELL[:4], "别家公司", *CELL[5:]], name="agency.csv")
    plan, changes = bring(desk, other)
    assert plan.conflicts == 1
    assert {problem.code for problem in plan.problems} == {"import_conflict"}
    assert changes
    assert only(desk, Patent).filing_date == date(2017, 7, 20)
    assert everything(desk)[Party] == parties
    kept = everything(desk)[Provenance][-1]
    assert kept.conflicts == {"filing_date": "2017-07-21", "applicants_text": "别家公司"}
    journal = desk.file.journal()
    again, changes = bring(desk, other)
    assert (again.conflicts, bool(changes), desk.file.journal()) == (1, False, journal)


def test_what_a_person_decided_is_no_conflict_when_the_list_comes_again(desk, write):
    bring(desk, write(CELL))
    patent = only(desk, Patent)
    with desk.file.operation("edit") as work:
        work.change(Patent, patent.id, filing_date=date(2017, 7, 20))
        work.add(HandMade(patent_id=patent.id, field_name="filing_date"))
    other = write(CELL, name="agency.csv")
    bring(desk, other)
    (item,) = differences(desk)
    decide(desk, [item.difference.id], DifferenceState.HELD)
    journal = desk.file.journal()
    again, changes = bring(desk, other)
    assert (again.conflicts, again.same, bool(changes), desk.file.journal()) == (0, 1, False, journal)
    with desk.file.operation("edit") as work:
        work.change(Patent, patent.id, filing_date=date(2017, 7, 19))
    assert bring(desk, other)[0].conflicts == 1


def test_a_row_finds_its_patent_by_the_publication_when_it_has_no_application_number(desk, write):
    bring(desk, write(CELL))
    head = [
        "id",
        "title",
        "assignee",
        "inventor/author",
        "priority date",
        "filing/creation date",
        "publication date",
        "grant date",
        "result link",
        "representative figure link",
    ]
    row = [
        "CN-109999999-B",
        "Battery pack ",
        "Lanchuan",
        "Zhang San",
        "2016-08-01",
        "2017-07-21",
        "2020-05-05",
        "2020-05-05",
        "https://x.example",
        "",
    ]
    plan, _ = bring(desk, write(row, head=head, name="gp.csv"))
    assert plan.changed == 1
    patent = only(desk, Patent)
    assert (patent.grant_number, patent.grant_date, patent.kind_code) == ("CN109999999", date(2020, 5, 5), "B")
    assert (patent.title, patent.title_en, patent.applicants_text) == (
        "一种电池包",
        "Battery pack",
        "蓝川汽车有限公司 | 云麓大学",
    )


@pytest.mark.parametrize("order", [(EARLY, LATE), (LATE, EARLY)])
@pytest.mark.parametrize("together", [True, False])
def test_application_and_grant_are_one_patent(desk, write, order, together):
    if together:
        plan, _ = bring(desk, write(*order, head=LENS_HEAD))
        assert (plan.added, plan.counts["merged"]) == (1, 1)
    else:
        for number, row in enumerate(order):
            bring(desk, write(row, head=LENS_HEAD, name=f"{number}.csv"))
    patent = only(desk, Patent)
    assert (patent.publication_number, patent.publication_date) == ("US20190000001", date(2019, 1, 3))
    assert (patent.grant_number, patent.grant_date, patent.kind_code) == ("US9999999", date(2020, 2, 4), "B2")
    assert (patent.title, patent.external_id) == ("Late", "111-1")
    for number, row in enumerate(order):
        plan, changes = bring(desk, write(row, head=LENS_HEAD, name=f"again{number}.csv"))
        assert (plan.same, bool(changes)) == (1, False)


def test_a_source_id_finds_the_patent_also_by_its_other_document(desk, write):
    bring(desk, write(EARLY, LATE, head=LENS_HEAD))
    bare = ["Lens ID", "Jurisdiction", "Abstract"]
    plan, _ = bring(desk, write(["222-2", "US", "A cell."], head=bare, name="ids.csv"))
    assert plan.changed == 1
    assert only(desk, Patent).abstract == "A cell."


def test_a_row_that_adds_something_beside_values_says_what(desk, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("申请号,专利名称\nCN201710601862.3,电池\nCN201710601863.8,电机\n", encoding="utf-8")
    apply_import(desk, plan_import(desk, [path]))
    path.write_text(
        "申请号,专利名称,引用专利,备用栏\n"
        "CN201710601862.3,电池,CN101000001A; CN101000002A,\nCN201710601863.8,电机,,甲\n",
        encoding="utf-8",
    )
    plan = plan_import(desk, [path])
    assert plan.changed == 2
    assert plan.adds == {"cites": 2, "kept_texts": 1}
    first, second = ({one.field_name: (one.after, one.added) for one in entry.changes} for entry in plan.entries)
    assert first == {"cites": ("2", True)}
    assert second == {"kept_texts": ("1", True)}
    apply_import(desk, plan)
    again = plan_import(desk, [path])
    assert (again.same, again.adds) == (2, {})
