from dataclasses import fields
from zipfile import ZipFile

import pytest

from patentdesk.intake.drafts import Draft
from patentdesk.portfolio.records import (
    Patent,
)
from patentdesk.services.editing import edit_patents
from patentdesk.services.exporting import export
from patentdesk.services.import_entries import Outcome
from patentdesk.services.importing import apply_import, plan_import
from tests.services.importlists import CELL, EARLY, HEAD, LATE, LENS_HEAD, REAL, SEAT, bring, everything, only

pytestmark = pytest.mark.usefixtures("read_here")


def test_a_known_row_is_recognised_until_somebody_touches_its_patent(desk, write):
    path = write(CELL, SEAT)
    bring(desk, path)
    plan = plan_import(desk, [path])
    assert [entry.patent_id for entry in plan.entries] == [1, 2]
    assert list(plan.groups()) == []
    edit_patents(desk, [1], title="电池包")
    plan = plan_import(desk, [path])
    assert [entry.outcome for entry in plan.entries] == [Outcome.CONFLICT, Outcome.SAME]
    assert [group.places for batch in plan.groups() for group in batch] == [(0,)]


def test_a_known_row_read_otherwise_is_read_again(desk, write):
    path = write(CELL)
    bring(desk, path)
    plan = plan_import(desk, [path], mapping={"法律状态": None})
    assert isinstance(plan.gathered.told(0), Draft)
    plan = plan_import(desk, [path], member="云麓大学")
    assert plan.changed == 1


def test_a_row_that_came_back_by_redo_is_compared_again(desk, write):
    path = write(CELL)
    bring(desk, path)
    desk.file.undo()
    assert plan_import(desk, [path]).added == 1
    desk.file.redo()
    plan = plan_import(desk, [path])
    assert plan.same == 1
    assert isinstance(plan.gathered.told(0), Draft)


def test_rows_of_one_patent_may_stand_far_apart(desk, write):
    between = [["灯", f"CN2018{serial:08d}", *[""] * 8] for serial in range(20134418, 20134418 + 1_100)]
    early = [*CELL[:2], "CN109999999A", *CELL[3:]]
    late = ["", CELL[1], "CN109999999B", *[""] * 7]
    plan, _ = bring(desk, write(early, *between, late))
    assert plan.entries[-1].outcome is Outcome.MERGED
    assert only(desk, Patent, application_number="201710601862").grant_number == "CN109999999"
    added = plan.entries[500]
    assert {change.field_name: change.after for change in added.changes}["title"] == "灯"
    assert len(plan.entries[-1].changes) == 0


def test_the_same_file_again_changes_nothing(desk, write):
    path = write(CELL, SEAT)
    bring(desk, path)
    before, journal = everything(desk), desk.file.journal()
    plan, changes = bring(desk, path)
    assert plan.same == plan.read == 2
    assert not changes
    assert everything(desk) == before
    assert desk.file.journal() == journal


def test_our_own_field_names_come_back_unchanged(desk, write):
    bring(desk, write(CELL, SEAT), write(EARLY, LATE, head=LENS_HEAD, name="lens.csv"))
    names = [
        item.name for item in fields(Patent) if item.name not in {"id", "uid", "family_id", "member_id", "agency_id"}
    ]
    with desk.file.reading() as reader:
        rows = [
            [value if (value := getattr(patent, name)) is not None else "" for name in names]
            for patent in reader.select(Patent)
        ]
    plan, changes = bring(desk, write(*rows, head=names, name="own.csv"))
    assert [entry.changes for entry in plan.entries] == [(), (), ()]
    assert (plan.same, bool(changes)) == (3, False)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_export_comes_back_as_all_the_same(desk, write, tmp_path, suffix):
    claims = [*CELL[:8], "US 62/123,456 2016-08-01 | PCT/EP2016/070123 2016-09-01", CELL[9]]
    head = [*HEAD, "CPC", "引用专利", "非专利引用文献", "洛迦诺分类号"]
    more = ["B60L50/60; H01M50/20", "US9999999B2; CN101969122A", "Li, S.; A book, page 3", "12-08"]
    bring(desk, write([*claims, *more], [*SEAT, *[""] * 4], head=head))
    bring(desk, write(EARLY, LATE, head=LENS_HEAD, name="lens.csv"), member="启衡")
    before = everything(desk)
    path = tmp_path / f"all{suffix}"
    assert export(desk, "", "", path) == 3
    plan, changes = bring(desk, path)
    assert [list(entry.changes) for entry in plan.entries] == [[], [], []]
    assert (plan.same, bool(changes)) == (3, False)
    assert everything(desk) == before


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_accounts_for_every_row_and_comes_again_and_from_an_export_as_the_same(
    desk, shared_data, tmp_path, name
):
    plan, _ = bring(desk, shared_data / name)
    assert sum(count for kind, count in plan.counts.items() if kind != "read") == plan.read
    assert plan.rejected == 0
    again, changes = bring(desk, shared_data / name)
    assert (again.same, bool(changes)) == (again.read, False)
    export(desk, "", "", tmp_path / "all.csv")
    plan, changes = bring(desk, tmp_path / "all.csv")
    assert [(entry.number, list(entry.changes)) for entry in plan.entries if entry.outcome is not Outcome.SAME] == []
    assert not changes
    assert desk.file.verify() == []


def test_real_files_of_many_kinds_come_back_from_one_export_as_the_same(desk, shared_data, tmp_path):
    with ZipFile(shared_data / "epo_ops_json" / "ops_biblio_energy_hydrogen_1954files.zip") as packed:
        packed.extractall(tmp_path / "ops", packed.namelist()[::8])
    kinds = ("epo_ops_xml", "espacenet", "cnipa_ipph_xml", "uspto_redbook_xml")
    apply_import(desk, plan_import(desk, [tmp_path / "ops", *(shared_data / kind for kind in kinds)]))
    export(desk, "", "", tmp_path / "all.csv")
    plan = plan_import(desk, [tmp_path / "all.csv"])
    assert plan.read > 500
    assert [(entry.number, list(entry.changes)) for entry in plan.entries if entry.outcome is not Outcome.SAME] == []
