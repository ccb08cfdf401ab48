from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Role, Segment, Status
from patentdesk.portfolio.records import (
    Alias,
    Classification,
    Encumbrance,
    Family,
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
from patentdesk.services.import_entries import Outcome
from patentdesk.services.importing import apply_import, plan_import, save_rejected
from patentdesk.services.listing import dossier
from patentdesk.store.file import PortfolioFile
from tests.services.importlists import CELL, HEAD, SEAT, bring, everything, only


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


def test_one_step_undoes_an_import(desk, write):
    before = everything(desk)
    bring(desk, write(CELL, SEAT))
    assert len(desk.file.journal()) == 1
    desk.file.undo()
    assert everything(desk) == before
    desk.file.redo()
    with desk.file.reading() as reader:
        assert reader.count(Patent) == 2


def test_members_own_what_they_bring(desk, write):
    bring(desk, write(CELL, SEAT), member="蓝川汽车 股份有限公司")
    member = only(desk, Organisation, kind=OrganisationKind.MEMBER)
    with desk.file.reading() as reader:
        assert {patent.member_id for patent in reader.select(Patent)} == {member.id}
        assert {party.organisation_id for party in reader.select(Party, name="蓝川汽车有限公司")} == {member.id}
    plan, changes = bring(desk, write(CELL, name="other.csv"), member="云麓大学")
    assert (plan.same, bool(changes)) == (1, False)


def test_the_country_of_the_member_comes_and_goes_with_the_import(desk, write):
    before = everything(desk)
    plan = plan_import(desk, [write(CELL)], "蓝川汽车股份有限公司")
    assert Kind.ORGANISATIONS in apply_import(desk, plan, country="CN").kinds
    assert only(desk, Organisation, kind=OrganisationKind.MEMBER).country == "CN"
    assert len(desk.file.journal()) == 1
    again = plan_import(desk, [write(CELL)], "蓝川汽车股份有限公司")
    assert not apply_import(desk, again, country="CN")
    assert apply_import(desk, again, country="JP").kinds == {Kind.ORGANISATIONS}
    desk.file.undo()
    desk.file.undo()
    assert everything(desk) == before


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


def test_rejected_rows_saved_under_the_name_of_a_text_table_are_one(desk, write, tmp_path):
    plan, _ = bring(desk, write(CELL, ["没有号码", "", "", "2018.08.20", "=1+1", *[""] * 4, "备注"]))
    path = tmp_path / "rejected.csv"
    assert save_rejected(desk, plan, path) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    path.write_text(path.read_text("utf-8-sig").replace("没有号码,,", "没有号码,CN201821344181.X,"), "utf-8-sig")
    corrected, _ = bring(desk, path)
    assert (corrected.added, corrected.rejected) == (1, 0)


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_corrected_rows_come_back_to_their_member(desk, write, tmp_path, language):
    plan = plan_import(desk, [write(["没有号码", *[""] * 9])], "岚川集团")
    path = tmp_path / "rejected.csv"
    save_rejected(desk, plan, path, language)
    path.write_text(path.read_text("utf-8-sig").replace("没有号码,,", "没有号码,CN201821344181.X,"), "utf-8-sig")
    bring(desk, path)
    assert only(desk, Organisation, id=only(desk, Patent).member_id).name == "岚川集团"


def test_an_unusable_file_is_told_and_the_others_come_in(desk, write, tmp_path):
    picture = tmp_path / "photo.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    plan, _ = bring(desk, picture, write(CELL))
    assert [problem.code for problem in plan.unusable] == ["input_is_picture"]
    assert plan.added == 1
    alone, changes = bring(desk, picture)
    assert (alone.read, bool(changes)) == (0, False)


def test_two_files_of_one_name_stay_apart(desk, write, tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
    bring(desk, write(CELL, name="a/list.csv"), write(SEAT, name="b/list.csv"))
    rows = everything(desk)
    assert [file.name for file in rows[ImportedFile]] == ["a/list.csv", "b/list.csv"]
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


def test_a_long_list_is_undone_and_redone_whole_with_its_docket(desk, write):
    rows = [["灯", f"CN2018{serial:08d}", "", "2018.07.21", "蓝川", *[""] * 5] for serial in range(20134418, 20134818)]
    before = everything(desk)
    bring(desk, write(*rows))
    after = everything(desk)
    with desk.file.reading() as reader:
        deadlines = reader.select(Deadline)
    assert len(deadlines) >= len(rows)
    assert desk.file.journal(1)[0].change_count > 3 * len(rows)
    history.undo(desk)
    assert everything(desk) == before
    assert desk.file.verify() == []
    history.redo(desk)
    assert everything(desk) == after
    with desk.file.reading() as reader:
        assert reader.select(Deadline) == deadlines
    assert desk.file.verify() == []
