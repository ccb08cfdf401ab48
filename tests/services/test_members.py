"""Lists are brought by members: as somebody says of each, or as the names by which the portfolio knows them tell."""

import openpyxl
import pytest

from patentdesk.intake.whose import Teller
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.records import Alias, ImportedFile, Organisation, Patent, Provenance
from patentdesk.services import history
from patentdesk.services.importing import apply_import, plan_import, save_rejected
from patentdesk.services.members import ByName, member_names, members

NUMBERS = ("202010000001.1", "202010000002.6", "202010000003.0")


@pytest.fixture
def known(desk):
    """Let the portfolio know three members, one of them by an alias."""
    with desk.file.operation("add") as work:
        for name, latin in (
            ("安徽拓川汽车股份有限公司", "Tuochuan Motor Co., Ltd."),
            ("重庆启桁汽车集团有限公司", ""),
            ("重庆大学", ""),
        ):
            one = work.add(Organisation(name=name, name_en=latin, kind=OrganisationKind.MEMBER))
            if name.startswith("重庆启桁"):
                work.add(Alias(organisation_id=one, key="qhx", written="QHX"))
        work.add(Organisation(name="某某汽车有限公司", kind=OrganisationKind.COMPANY))
    return desk


def lists(folder, *names):
    """Write lists of one patent and one row without a number each."""
    folder.mkdir(exist_ok=True)
    for name, number in zip(names, NUMBERS, strict=False):
        (folder / name).write_text(f"申请号,标题\nCN{number},{name}\n,无号\n", encoding="utf-8")
    return folder


def brought(desk):
    with desk.file.reading() as reader:
        names = {one.id: one.name for one in reader.select(Organisation)}
        return {one.title: names.get(one.member_id) for one in reader.select(Patent)}


def test_members_are_known_by_name_alias_and_what_is_left_without_place_and_trade(known):
    assert members(known) == ["安徽拓川汽车股份有限公司", "重庆启桁汽车集团有限公司", "重庆大学"]
    with known.file.reading() as reader:
        names = member_names(reader)
    for text in ("拓川专利", "安徽拓川", "Tuochuan_2026", "TUOCHUAN MOTOR"):
        assert names.find(text) == ["安徽拓川汽车股份有限公司"], text
    assert names.find("QHX-list") == ["重庆启桁汽车集团有限公司"]
    for text in ("重庆会员清单", "安徽专利", "某某汽车", "大学专利"):
        assert names.find(text) == [], text


def test_lists_of_one_import_have_members_of_their_own_and_come_in_by_one_step(known, tmp_path):
    plan = plan_import(known, [lists(tmp_path / "in", "拓川.csv", "QHX.csv", "c.csv")], by_name=ByName.KNOWN)
    assert plan.members == ["安徽拓川汽车股份有限公司", "重庆启桁汽车集团有限公司"]
    assert plan.member is None
    apply_import(known, plan)
    assert brought(known) == {
        "拓川.csv": "安徽拓川汽车股份有限公司", "QHX.csv": "重庆启桁汽车集团有限公司", "c.csv": None,
    }  # fmt: skip
    with known.file.reading() as reader:
        files = {one.id: one.name for one in reader.select(ImportedFile)}
        titles = {one.id: one.title for one in reader.select(Patent)}
        told = reader.select(Provenance)
    assert len(told) == 3
    assert all(files[one.file_id] == titles[one.patent_id] for one in told)
    again = plan_import(known, [tmp_path / "in"], by_name=ByName.KNOWN)
    assert (again.same, again.changed, again.rejected) == (3, 0, 3)
    history.undo(known)
    assert brought(known) == {}


def test_nothing_is_seen_by_names_unless_asked_for(known, tmp_path):
    plan = plan_import(known, [lists(tmp_path / "in", "拓川.csv")])
    assert (plan.members, plan.whose(plan.entries[0].source).by) == ([], Teller.NOTHING)


def test_what_is_said_of_a_list_goes_before_its_name(known, tmp_path):
    folder = lists(tmp_path / "in", "拓川.csv", "QHX.csv")
    said = {("拓川.csv", ""): "华夏"}
    plan = plan_import(known, [folder], members=said, by_name=ByName.KNOWN)
    assert plan.members == ["华夏", "重庆启桁汽车集团有限公司"]
    assert plan_import(known, [folder], "其他", members=said, by_name=ByName.KNOWN).members == ["其他", "华夏"]
    assert plan_import(known, [folder], "", by_name=ByName.KNOWN).members == []


def test_rejected_rows_go_out_with_the_member_of_their_list(known, tmp_path):
    plan = plan_import(known, [lists(tmp_path / "in", "拓川.csv", "QHX.csv", "c.csv")], by_name=ByName.KNOWN)
    assert save_rejected(known, plan, tmp_path / "rejected.xlsx") == 3
    told = {}
    for sheet in openpyxl.load_workbook(tmp_path / "rejected.xlsx").worksheets:
        heads, row = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
        told[row[1]] = row[heads.index("成员单位")] if "成员单位" in heads else None
    assert told == {"拓川.csv": "安徽拓川汽车股份有限公司", "QHX.csv": "重庆启桁汽车集团有限公司", "c.csv": None}


@pytest.mark.parametrize(("names", "country"), [(("拓川.csv",), "CN"), (("拓川.csv", "QHX.csv"), "")])
def test_a_country_is_set_only_where_all_lists_are_one_members(known, tmp_path, names, country):
    plan = plan_import(known, [lists(tmp_path / "in", *names)], by_name=ByName.KNOWN)
    apply_import(known, plan, country="CN")
    with known.file.reading() as reader:
        [one] = reader.select(Organisation, name="安徽拓川汽车股份有限公司")
    assert one.country == country


def test_a_new_member_is_one_from_then_on(desk, tmp_path):
    apply_import(desk, plan_import(desk, [lists(tmp_path / "in", "拓川2026.csv")], by_name=ByName.NEW))
    assert members(desk) == ["拓川"]


def test_a_new_member_is_named_by_the_folder_where_the_applicants_are_called_like_that(desk, tmp_path):
    path = tmp_path / "in" / "007_拓川" / "未结案.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"申请号,标题,申请人\nCN{NUMBERS[0]},电池,安徽拓川汽车股份有限公司\n", encoding="utf-8")
    assert plan_import(desk, [tmp_path / "in"], by_name=ByName.NEW).members == ["安徽拓川汽车股份有限公司"]


def test_a_file_has_the_member_that_such_a_file_had_before(known, tmp_path):
    folder = lists(tmp_path / "july", "TCX_patents_202607.csv", "拓川与启桁.csv", "专利清单.csv")
    said = {("TCX_patents_202607.csv", ""): "安徽拓川汽车股份有限公司", ("拓川与启桁.csv", ""): "重庆大学"}
    apply_import(known, plan_import(known, [folder], "重庆大学", members=said))
    again = lists(
        tmp_path / "august",
        "TCX_patents_202608.csv",
        "拓川与启桁.csv",
        "专利清单 (2).csv",
    )
    plan = plan_import(known, [again], by_name=ByName.KNOWN)
    told = {file.name: (one.member, one.by) for file in plan.files for one in file.whose.values()}
    assert told == {
        "TCX_patents_202608.csv": ("安徽拓川汽车股份有限公司", Teller.BEFORE),
        "拓川与启桁.csv": ("重庆大学", Teller.BEFORE),
        "专利清单 (2).csv": ("", Teller.NOTHING),
    }


def test_a_file_of_several_members_tells_nothing_of_the_next_one(known, tmp_path):
    path = tmp_path / "TCX.csv"
    path.write_text(
        "申请号,标题,成员单位\n"
        + "".join(f"CN{one},电池,{who}\n" for one, who in zip(NUMBERS, members(known), strict=True)),
        encoding="utf-8",
    )
    apply_import(known, plan_import(known, [path]))
    assert plan_import(known, [lists(tmp_path / "next", "TCX.csv")], by_name=ByName.KNOWN).members == []


def test_files_of_one_name_are_told_apart_by_their_folders_and_keep_their_members(known, tmp_path):
    paths = []
    for folder, number in zip(("拓川", "QHX"), NUMBERS, strict=False):
        path = tmp_path / folder / "2026" / "清单.csv"
        path.parent.mkdir(parents=True)
        path.write_text(f"申请号,标题\nCN{number},{folder}\n", encoding="utf-8")
        paths.append(path.rename(path.parent.parent / "清单.csv"))
    plan = plan_import(known, paths, by_name=ByName.KNOWN)
    assert [file.name for file in plan.files] == ["拓川/清单.csv", "QHX/清单.csv"]
    apply_import(known, plan)
    assert brought(known) == {"拓川": "安徽拓川汽车股份有限公司", "QHX": "重庆启桁汽车集团有限公司"}
