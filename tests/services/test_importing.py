import csv
from dataclasses import fields, replace
from datetime import date

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Role, Segment, Status
from patentdesk.portfolio.records import (
    Alias,
    Citation,
    Classification,
    Encumbrance,
    Family,
    HandMade,
    ImportedFile,
    Organisation,
    Party,
    Patent,
    Priority,
    Provenance,
)
from patentdesk.services import docket, history
from patentdesk.services.desk import Kind
from patentdesk.services.editing import edit_patents
from patentdesk.services.exporting import export
from patentdesk.services.import_plan import Outcome
from patentdesk.services.importing import apply_import, plan_import, save_rejected
from patentdesk.services.listing import dossier
from patentdesk.store.file import PortfolioFile

HEAD = [
    "专利名称",
    "申请号",
    "公开（公告）号",
    "申请日",
    "专利权人",
    "发明人",
    "分类号",
    "法律状态",
    "优先权号",
    "代理机构",
]
CELL = [
    "一种电池包",
    "CN201710601862.3",
    "CN109999999A",
    "2017.07.21",
    "蓝川汽车有限公司；云麓大学",
    "张三；李四",
    "H01M 10/0525",
    "授权 | 质押",
    "US 62/123,456 2016-08-01",
    "智链代理有限公司",
]
SEAT = [
    "一种座椅",
    "CN201821344181.X",
    "CN209999999U",
    "2018.08.20",
    "蓝川汽车有限公司",
    "王五",
    "B60N2/02",
    "未缴年费",
    "",
    "",
]
EVERYTHING = (
    Patent,
    Party,
    Priority,
    Classification,
    Citation,
    Encumbrance,
    Family,
    Organisation,
    Alias,
    ImportedFile,
    Provenance,
)


@pytest.fixture
def write(tmp_path):
    def write(*rows, head=HEAD, name="list.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return path

    return write


def bring(desk, *paths, **options):
    plan = plan_import(desk, list(paths), **options)
    return plan, apply_import(desk, plan)


def everything(desk):
    with desk.file.reading() as reader:
        return {record: reader.select(record) for record in EVERYTHING}


def only(desk, record, **conditions):
    with desk.file.reading() as reader:
        (found,) = reader.select(record, **conditions)
    return found


def test_planning_writes_nothing(desk, write):
    before = everything(desk)
    plan = plan_import(desk, [write(CELL, SEAT)])
    assert everything(desk) == before
    assert desk.file.journal() == []
    assert plan.counts == {"read": 2, "added": 2, "changed": 0, "same": 0, "conflict": 0, "merged": 0, "rejected": 0}
    assert [(entry.source.row, entry.outcome, entry.number, entry.title) for entry in plan.entries] == [
        (2, Outcome.ADDED, "CN109999999A", "一种电池包"),
        (3, Outcome.ADDED, "CN209999999U", "一种座椅"),
    ]


def test_a_new_patent_comes_with_all_that_the_row_says(desk, write):
    _, changes = bring(desk, write(CELL))
    assert changes.kinds == {Kind.PATENTS, Kind.ORGANISATIONS, Kind.ENCUMBRANCES, Kind.DEADLINES}
    patent = only(desk, Patent)
    assert changes.patent_ids == (patent.id,)
    assert (patent.office, patent.application_number, patent.publication_number) == (
        "CN",
        "201710601862",
        "CN109999999",
    )
    assert (patent.filing_date, patent.priority_date, patent.status) == (
        date(2017, 7, 21),
        date(2016, 8, 1),
        Status.GRANTED,
    )
    assert (patent.applicants_text, patent.segment, patent.status_text) == (
        "蓝川汽车有限公司 | 云麓大学",
        Segment.BATTERY,
        "授权 | 质押",
    )
    rows = everything(desk)
    assert [(party.role, party.position, party.name) for party in rows[Party]] == [
        (Role.OWNER, 0, "蓝川汽车有限公司"),
        (Role.OWNER, 1, "云麓大学"),
        (Role.INVENTOR, 0, "张三"),
        (Role.INVENTOR, 1, "李四"),
        (Role.AGENCY, 0, "智链代理有限公司"),
    ]
    assert [(claim.office, claim.number, claim.priority_date) for claim in rows[Priority]] == [
        ("US", "62123456", date(2016, 8, 1))
    ]
    assert [symbol.symbol for symbol in rows[Classification]] == ["H01M10/0525"]
    assert [tie.kind for tie in rows[Encumbrance]] == [EncumbranceKind.PLEDGE]
    assert {(one.name, one.kind) for one in rows[Organisation]} == {
        ("蓝川汽车有限公司", OrganisationKind.COMPANY),
        ("云麓大学", OrganisationKind.INSTITUTE),
        ("智链代理有限公司", OrganisationKind.AGENCY),
    }
    assert only(desk, Organisation, id=patent.agency_id).name == "智链代理有限公司"
    assert only(desk, Family, id=patent.family_id).key == "US62123456"


def test_the_origin_of_every_value_is_kept(desk, write):
    bring(desk, write(CELL))
    (origin,) = dossier(desk, only(desk, Patent).id).provenance
    assert set(origin.written.values()) == set(CELL)
    assert (origin.row, origin.columns["filing_date"], origin.written["filing_date"]) == (2, "申请日", "2017.07.21")
    assert origin.columns["segment"] == "guess:ipc"
    file = only(desk, ImportedFile, id=origin.file_id)
    assert (file.name, file.format, file.row_count, len(file.digest)) == ("list.csv", "table", 1, 64)
    assert file.operation_id == desk.file.journal()[0].id


LONG = "一种具有两个相互隔开的冷却回路的高压动力电池包及其装配和检测方法"


def test_a_long_text_is_kept_once_and_told_as_long_as_it_stands(desk, write):
    bring(desk, write([LONG, *CELL[1:]]))
    patent = only(desk, Patent)
    assert only(desk, Provenance).written["title"] is None
    assert dossier(desk, patent.id).provenance[0].written["title"] == LONG
    edit_patents(desk, [patent.id], title="电池包")
    assert "title" not in dossier(desk, patent.id).provenance[0].written


def test_a_known_row_is_recognised_until_somebody_touches_its_patent(desk, write):
    path = write(CELL, SEAT)
    bring(desk, path)
    plan = plan_import(desk, [path])
    assert [entry.patent_id for entry in plan.entries] == [1, 2]
    assert list(plan.gathered.batches()) == []
    edit_patents(desk, [1], title="电池包")
    plan = plan_import(desk, [path])
    assert [entry.outcome for entry in plan.entries] == [Outcome.CONFLICT, Outcome.SAME]
    assert [group.places for batch in plan.gathered.batches() for group in batch] == [(0,)]


def test_a_known_row_read_otherwise_is_read_again(desk, write):
    path = write(CELL)
    bring(desk, path)
    plan = plan_import(desk, [path], mapping={"法律状态": None})
    assert len(list(plan.gathered.batches())) == 1
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
    assert len(list(plan.gathered.batches())) == 1


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


def test_one_step_undoes_an_import(desk, write):
    before = everything(desk)
    bring(desk, write(CELL, SEAT))
    assert len(desk.file.journal()) == 1
    desk.file.undo()
    assert everything(desk) == before
    desk.file.redo()
    with desk.file.reading() as reader:
        assert reader.count(Patent) == 2


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


LENS_HEAD = [
    "Jurisdiction",
    "Kind",
    "Publication Number",
    "Lens ID",
    "Publication Date",
    "Application Number",
    "Title",
    "Applicants",
]
EARLY = ["US", "A1", "US 2019/0000001 A1", "111-1", "2019-01-03", "US 201715539657 A", "Early", "QIHENG INC"]
LATE = ["US", "B2", "US 9999999 B2", "222-2", "2020-02-04", "US 201715539657 A", "Late", "QIHENG INC"]


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


def test_members_own_what_they_bring(desk, write):
    bring(desk, write(CELL, SEAT), member="蓝川汽车 股份有限公司")
    member = only(desk, Organisation, kind=OrganisationKind.MEMBER)
    with desk.file.reading() as reader:
        assert {patent.member_id for patent in reader.select(Patent)} == {member.id}
        assert {party.organisation_id for party in reader.select(Party, name="蓝川汽车有限公司")} == {member.id}
    plan, changes = bring(desk, write(CELL, name="other.csv"), member="云麓大学")
    assert (plan.same, bool(changes)) == (1, False)


def test_a_known_company_becomes_a_member(desk, write):
    bring(desk, write(CELL))
    bring(desk, write(SEAT, name="seat.csv"), member="蓝川汽车有限公司")
    assert only(desk, Organisation, name="蓝川汽车有限公司").kind is OrganisationKind.MEMBER


def test_applicants_of_later_files_meet_the_organisations_that_are_there(desk, write):
    with desk.file.operation("add") as work:
        number = work.add(Organisation(name="LANCHUAN"))
        work.add(Alias(organisation_id=number, key="蓝川汽车", written="蓝川汽车"))
    bring(desk, write(SEAT))
    assert only(desk, Party, role=Role.OWNER).organisation_id == number


def test_rejected_rows_are_reported_and_the_rest_comes_in(desk, write):
    nameless = ["没有号码", *[""] * 9]
    plan, _ = bring(desk, write(CELL, nameless, SEAT))
    assert (plan.added, plan.rejected, plan.read) == (2, 1, 3)
    (problem,) = [problem for problem in plan.problems if problem.code == "row_without_number"]
    assert (problem.source.file, problem.source.row) == ("list.csv", 3)
    assert plan.entries[1].outcome is Outcome.REJECTED


def test_rejected_rows_are_corrected_in_a_workbook_and_brought_back(desk, write, tmp_path):
    nameless = ["没有号码", "", "", "2018.08.20", "=1+1", *[""] * 4, "备注"]
    plan, _ = bring(desk, write(CELL, nameless))
    path = tmp_path / "rejected.xlsx"
    assert save_rejected(desk, plan, path) == 1
    assert plan_import(desk, [path]).rejected == 1
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    assert heads[4:] == HEAD
    assert [cell.value for cell in sheet[2]][1:4] == ["list.csv", None, 3]
    assert sheet.cell(2, heads.index("专利权人") + 1).data_type == "s"
    sheet.cell(2, heads.index("申请号") + 1).value = "CN201821344181.X"
    book.save(path)
    corrected, _ = bring(desk, path)
    assert (corrected.added, corrected.rejected) == (1, 0)
    assert only(desk, Patent, application_number="201821344181").title == "没有号码"


def test_an_unusable_file_is_told_and_the_others_come_in(desk, write, tmp_path):
    picture = tmp_path / "photo.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    plan, _ = bring(desk, picture, write(CELL))
    assert [problem.code for problem in plan.unusable] == ["input_is_picture"]
    assert plan.added == 1
    alone, changes = bring(desk, picture)
    assert (alone.read, bool(changes)) == (0, False)


def test_two_files_of_one_name_stay_apart(desk, write, tmp_path):
    (tmp_path / "a").mkdir()
    first = write(CELL, name="a/list.csv")
    second = write(SEAT)
    bring(desk, first, second)
    rows = everything(desk)
    assert [file.name for file in rows[ImportedFile]] == ["list.csv", "list.csv (2)"]
    assert len({origin.file_id for origin in rows[Provenance]}) == 2


def test_a_changed_mapping_is_obeyed(desk, write):
    path = write(CELL)
    plan = plan_import(desk, [path])
    assert plan.mapping["申请日"] == "filing_date"
    bring(desk, path, mapping={**plan.mapping, "申请日": None})
    assert only(desk, Patent).filing_date is None
    assert only(desk, Provenance).written["申请日"] == "2017.07.21"


def test_cancelling_leaves_the_portfolio_as_it_was(desk, write):
    before = everything(desk)
    plan = plan_import(desk, [write(CELL, SEAT)])
    progress = Progress()
    progress.show = lambda *_: progress.cancel()
    with pytest.raises(Cancelled):
        apply_import(desk, plan, progress)
    assert everything(desk) == before
    assert desk.file.journal() == []


def test_a_plan_holds_only_for_the_state_it_was_made_for(desk, write):
    path = write(CELL, SEAT)
    bring(desk, path)
    plan = plan_import(desk, [path])
    assert plan.same == 2
    desk.file.undo()
    with pytest.raises(Refused) as caught:
        apply_import(desk, plan)
    assert caught.value.problem.code == "plan_stale"
    again, changes = bring(desk, path)
    assert (again.added, len(changes.patent_ids)) == (2, 2)


def test_a_plan_is_not_for_another_portfolio(desk, write, tmp_path):
    path = write(CELL)
    bring(desk, path)
    with PortfolioFile.create(tmp_path / "other.pdesk", clock=desk.clock, user="li") as file:
        other = replace(desk, file=file)
        bring(other, write(SEAT, name="seat.csv"))
        with pytest.raises(Refused) as caught:
            apply_import(other, plan_import(desk, [path]))
    assert caught.value.problem.code == "plan_stale"


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


def test_every_outcome_and_problem_has_its_words(library):
    import re  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    import patentdesk.intake  # noqa: PLC0415

    source = "".join(path.read_text("utf-8") for path in Path(patentdesk.intake.__file__).parent.glob("*.py"))
    codes = set(re.findall(r"""(?:refuse|_refused|problem|Problem)\(\s*"([a-z_]+)\"""", source)) | {"import_conflict"}
    codes |= {"dates_out_of_order", "date_impossible", "date_incomplete", "date_unknown"}
    words = library.words("zh")
    assert len(codes) > 25
    assert [code for code in sorted(codes) if not words.has(f"problem.{code}")] == []
    assert [outcome for outcome in Outcome if not words.has(f"outcome.{outcome}")] == []


REAL = [
    "lens_csv/lens_2017_26col_autonomous_vehicles_excel-resaved.csv",
    "lens_csv/lens_2026_37col_bom_legalstatus_rows001-065.csv",
    "lens_csv/lens_custom_10col_ev_battery.csv",
    "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX",
]


def test_real_files_account_for_every_row_and_say_nothing_new_the_second_time(desk, shared_data):
    for name in REAL:
        plan, _ = bring(desk, shared_data / name)
        assert sum(count for kind, count in plan.counts.items() if kind != "read") == plan.read
        assert plan.rejected == 0
        again, changes = bring(desk, shared_data / name)
        assert (again.same, bool(changes)) == (again.read, False)
    assert desk.file.verify() == []


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


@pytest.mark.parametrize("name", REAL[1:])
def test_an_export_of_real_files_comes_back_as_all_the_same(desk, shared_data, tmp_path, name):
    bring(desk, shared_data / name)
    export(desk, "", "", tmp_path / "all.csv")
    plan, changes = bring(desk, tmp_path / "all.csv")
    assert [(entry.number, list(entry.changes)) for entry in plan.entries if entry.outcome is not Outcome.SAME] == []
    assert not changes


def test_rows_that_differ_are_told_in_the_preview(desk, write):
    other = ["一种电芯", *CELL[1:3], "2017.07.22", *CELL[4:]]
    plan = plan_import(desk, [write(CELL, other)])
    assert [[found.code for found in entry.problems] for entry in plan.entries] == [[], ["rows_differ"] * 2]
    assert {found.source.column for found in plan.entries[1].problems} == {"专利名称", "申请日"}


def test_an_office_named_once_is_that_of_numbers_that_tell_none(desk, write):
    head = ["申请号", "专利名称"]
    path = write(["15428762", "Cell"], ["CN201710601862.3", "一种电池"], ["", "无"], head=head)
    plan = plan_import(desk, [path])
    assert plan.reasons == {"office_not_told": 1, "row_without_number": 1}
    named = plan_import(desk, [path], office="us")
    assert (named.office, named.reasons) == ("US", {"row_without_number": 1})
    apply_import(desk, named)
    with desk.file.reading() as reader:
        assert sorted(reader.column(Patent, "office")) == ["CN", "US"]
    with pytest.raises(Refused):
        plan_import(desk, [path], office="Atlantis")


def test_the_docket_of_what_came_is_there_at_once_and_goes_with_it(desk, write):
    bring(desk, write(CELL))
    with desk.file.reading() as reader:
        assert reader.count(Deadline) > 0
    assert not docket.recompute(desk)
    history.undo(desk)
    with desk.file.reading() as reader:
        assert (reader.count(Deadline), reader.count(Patent)) == (0, 0)
