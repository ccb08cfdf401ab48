"""Check the cells that a preview shows, unknown headers, and that meanings are remembered."""

from __future__ import annotations

import csv
from hashlib import sha256

import pytest
import xlsxwriter

from patentdesk.core.problems import Source
from patentdesk.portfolio.records import Patent
from patentdesk.services import history, mappings
from patentdesk.services.importing import apply_import, plan_import
from patentdesk.services.preview import plan_and_look

ROWS = [
    ["Ref", "Thing", "When"],
    ["CN201710601862.3", "电池", "2017-07-21"],
    ["CN201910000002.1", "电机", "2019-05-06"],
]


@pytest.fixture
def write(tmp_path):
    def table(rows, name="odd.csv", encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows(rows)
        return path

    return table


def test_headers_that_nobody_knows_are_shown_with_an_example(desk, write):
    _, opening = plan_and_look(desk, [write([["my list"], *ROWS])])
    assert opening.tables == []
    (row,) = opening.unknown
    assert (row.row, row.headers, row.example) == (2, tuple(ROWS[0]), tuple(ROWS[1]))


def test_a_sheet_with_unknown_headers_beside_a_known_one_can_be_given_a_meaning(desk, tmp_path):
    path = tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in (("一", [["申请号", "标题"], ["CN202010000001.1", "电控"]]), ("二", ROWS)):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    plan, opening = plan_and_look(desk, [path])
    (row,) = opening.unknown
    assert (row.file, row.sheet, row.headers, plan.added) == ("two.xlsx", "二", tuple(ROWS[0]), 1)
    plan, opening = plan_and_look(desk, [path], mapping={"Ref": "application_number", "Thing": "title"})
    assert (plan.added, opening.unknown) == (3, [])


def test_cells_are_fetched_by_the_place_of_their_row(desk, write):
    path = write(
        [["申请号", "标题", "自填"], ["CN201710601862.3", "电池", "x"], ["CN201910000002.1", "", "y"]], "list.csv"
    )
    digest = sha256(path.read_bytes()).hexdigest()
    _, opening = plan_and_look(desk, [path], corrections={(digest, "", 3): {"标题": "电机"}})
    (table,) = opening.tables
    assert [(one.header, one.field) for one in table.columns] == [
        ("申请号", "application_number"), ("标题", "title"), ("自填", None)]  # fmt: skip
    assert opening.preview.cells([("list.csv", "", 3), ("list.csv", "", 99)]) == {
        ("list.csv", "", 3): {"申请号": "CN201910000002.1", "标题": "电机", "自填": "y"}}  # fmt: skip


def test_every_row_of_a_plan_has_its_cells(desk, shared_data):
    for name in ("patsnap_xlsx/20240401085613950_rows0001-1000.XLSX", "epo_ops_xml/legal__example_1.xml"):
        path = shared_data / name
        plan, opening = plan_and_look(desk, [path])
        places = [(one.source.file, one.source.sheet, one.source.row) for one in plan.entries]
        cells = opening.preview.cells(places)
        assert set(cells) == set(places)
        assert all(any(texts.values()) for texts in cells.values())


def test_a_correction_belongs_to_what_a_file_holds_whatever_its_name_and_neighbours(desk, tmp_path):
    heads, row = ["申请号", "申请日"], ["CN201710601862.3", "2017-13-45"]
    paths = []
    for folder, title in (("a", "电池"), ("b", "电机")):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "list.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([[*heads, "标题"], [*row, title]])
    plan, opening = plan_and_look(desk, paths)
    assert [file.name for file in plan.files] == ["a/list.csv", "b/list.csv"]
    corrections = {(plan.files[1].digest, "", 2): {"申请日": "2017-07-21"}}
    for order in (paths, paths[::-1], paths[1:]):
        plan, opening = plan_and_look(desk, order, corrections=corrections)
        at = {file.digest: (file.name, "", 2) for file in plan.files}
        cells = opening.preview.cells(at.values())
        told = {digest: (cells[place]["标题"], cells[place]["申请日"]) for digest, place in at.items()}
        assert told[next(iter(corrections))[0]] == ("电机", "2017-07-21")
        assert [one for one in told.values() if one[0] == "电池"] == [("电池", "2017-13-45")] * (len(order) - 1)
        assert [problem.code for problem in plan.problems].count("date_impossible") == len(order) - 1


MEANT = {"Ref": "application_number", "Thing": "title", "When": "filing_date"}


def test_what_a_person_says_of_headers_is_remembered_with_the_import(desk, write):
    path = write(ROWS)
    assert plan_import(desk, [path]).read == 0
    plan = plan_import(desk, [path], mapping=MEANT)
    assert plan.added == 2
    apply_import(desk, plan)
    later = write([["When", "Thing", "Ref"], ["2020-01-02", "电控", "CN202010000003.3"]], "later.csv")
    plan, opening = plan_and_look(desk, [later])
    assert (plan.added, opening.tables[0].remembered) == (1, True)
    apply_import(desk, plan)
    with desk.file.reading() as reader:
        assert {one.title for one in reader.select(Patent)} == {"电池", "电机", "电控"}


def test_a_new_meaning_joins_those_remembered_and_all_can_be_forgotten(desk, write):
    path = write(ROWS)
    apply_import(desk, plan_import(desk, [path], mapping=MEANT))
    apply_import(desk, plan_import(desk, [path], mapping={"Thing": "product"}))
    (kept,) = mappings.meanings(desk)
    assert kept.meanings == {**MEANT, "Thing": "product"}
    mappings.forget(desk, kept.fingerprint)
    assert plan_import(desk, [path]).read == 0
    history.undo(desk)
    assert plan_import(desk, [path]).read == 2


def test_undoing_the_import_forgets_its_meanings(desk, write):
    path = write(ROWS)
    apply_import(desk, plan_import(desk, [path], mapping=MEANT))
    history.undo(desk)
    assert mappings.meanings(desk) == []


def test_the_row_of_a_problem_is_found_by_its_place(desk, write):
    head, rows = ["申请号", "申请日"], [["CN201710601862.3", "2017-07-21"], ["CN201910000002.1", "2019-02-31"]]
    plan = plan_import(desk, [write([head, *rows], "a.csv"), write([head, *reversed(rows)], "b.csv")])
    found = [plan.gathered.place(problem.source) for problem in plan.problems if problem.code == "date_impossible"]
    assert found == [1, 2]
    assert plan.gathered.place(Source("c.csv", "", 2)) is None
    assert plan.gathered.place(Source("a.csv", "")) is None
