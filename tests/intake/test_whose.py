"""Check whose list a table is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.intake.reading import read
from patentdesk.intake.whose import MemberNames, Teller, Whose, name_in, whose

MEMBERS = {
    "岚川汽车股份有限公司": ["岚川汽车"],
    "启衡汽车集团有限公司": ["启衡汽车"],
    "江苏望嵩理工大学": ["望嵩理工大学"],
    "云麓电池科技股份有限公司": ["云麓电池科技"],
    "云麓汽车技术研究院": ["云麓汽车技术研究院"],
    "Rhönwerk Fahrzeugforschung GmbH": [],
    "TQL集团": ["TQL集团"],
    "江苏大学": ["大学"],
    "General Battery Inc.": [],
    "GQX": ["GQX"],
    "GQX Avion New Energy Co., Ltd.": [],
    "QEH Motor Works": [],
    "北京望衡知识产权代理有限公司": ["望衡知识产权代理"],
    "武汉理工大学": ["理工大学"],
}
"""Member → names without the place before them, as the services give them."""


@pytest.fixture(scope="module")
def names() -> MemberNames:
    short = [(name, member) for member, known in MEMBERS.items() for name in known]
    return MemberNames.of([*((member, member) for member in MEMBERS), ("Lanchuan Auto", "岚川汽车股份有限公司")], short)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("岚川汽车股份有限公司专利清单", ["岚川汽车股份有限公司"]),
        ("2026年专利清单（岚川）", ["岚川汽车股份有限公司"]),
        ("01_岚川_专利_v2", ["岚川汽车股份有限公司"]),
        ("岚 川 汽 车", ["岚川汽车股份有限公司"]),
        ("望嵩理工-有效专利", ["江苏望嵩理工大学"]),
        ("rhonwerk_patents_2026", ["Rhönwerk Fahrzeugforschung GmbH"]),
        ("RHÖNWERK-Fahrzeugforschung", ["Rhönwerk Fahrzeugforschung GmbH"]),
        ("Lanchuan export", ["岚川汽车股份有限公司"]),
        ("TQL专利台账", ["TQL集团"]),
        ("岚川与启衡联合专利", ["启衡汽车集团有限公司", "岚川汽车股份有限公司"]),
        ("云麓专利", ["云麓汽车技术研究院", "云麓电池科技股份有限公司"]),
        ("云麓电池科技", ["云麓电池科技股份有限公司"]),
        ("GQX_2026", ["GQX"]),
        ("GQX Avion", ["GQX Avion New Energy Co., Ltd."]),
        ("GQX-Avion专利最终版(1)", ["GQX Avion New Energy Co., Ltd."]),
        ("gqxavion", ["GQX Avion New Energy Co., Ltd."]),
        ("qeh list", ["QEH Motor Works"]),
        ("武汉理工有效专利", ["武汉理工大学"]),
        ("望衡知识产权代理-岚川", ["岚川汽车股份有限公司"]),
        ("望衡知识产权代理", ["北京望衡知识产权代理有限公司"]),
    ],
)
def test_members_are_found_by_their_names_and_short_names(names, text, members):
    assert names.find(text) == members


@pytest.mark.parametrize(
    "text",
    [
        "专利清单",
        "汽车专利清单",
        "新能源汽车电池专利",
        "江苏会员单位清单",
        "general list",
        "rhon",
        "武汉会员清单",
        "motor works",
        "stqlx",
        "export_2026",
        "",
    ],
)
def test_words_of_lists_and_of_the_trade_name_nobody(names, text):
    assert names.find(text) == []


def test_parties_are_known_by_whole_names_only(names):
    assert names.parties(["岚川汽车股份有限公司", "某某公司", "TQL集团"]) == {"TQL集团", "岚川汽车股份有限公司"}
    assert names.parties(["岚川物流有限公司"]) == set()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("岚川汽车股份有限公司专利清单2026", "岚川汽车股份有限公司"),
        ("01-启衡汽车（有效专利）20260731", "启衡汽车"),
        ("2026年7月 日湾电机 专利列表 v2", "日湾电机"),
        ("Rhönwerk_Patents_2026", "Rhönwerk"),
        ("Great Wheel Motor patent list (2)", "Great Wheel Motor"),
        ("岚川专利清单2026最终版 (1)", "岚川"),
        ("岚川_第2版_终稿", "岚川"),
        ("2026年第一季度失效专利-岚川", "岚川"),
        ("Lanchuan Q3 draft", "Lanchuan"),
        ("北京望衡知识产权代理_岚川", "岚川"),
        ("北京望衡专利代理事务所", "北京望衡 代理事务所"),
        ("专利清单_20260101", ""),
        ("有效专利 最终版", ""),
        ("export_2026", ""),
    ],
)
def test_a_new_member_is_called_what_its_file_is_called_but_for_the_words_of_lists(file, name):
    assert name_in(file) == name


HEAD = "申请号,标题,申请人\n"
OWN = "CN20171060186{}.{},电池,岚川汽车股份有限公司{}\n"


@pytest.fixture
def bringer(tmp_path, words, names):
    """Return what tells whose a list of this text is."""

    def told(text, name="list.csv", everybody=None, own=None, known=names):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return next(whose(read(path, words), path, everybody, own or {}, known))

    return told


def rows(*others: str) -> str:
    return HEAD + "".join(OWN.format(number, "X", other) for number, other in enumerate(others))


def test_applicants_tell_the_member_where_nearly_all_rows_are_its_own(bringer):
    assert bringer(rows("", "", "", "", "；某某公司")) == Whose("岚川汽车股份有限公司", Teller.APPLICANTS)
    parted = bringer(rows(*["，某某公司"] * 3, *[" [CN]"] * 3))
    assert parted.member == "岚川汽车股份有限公司", "names are parted as in the import"
    assert bringer(rows("", "")).by is Teller.NOTHING, "two rows tell too little"
    both = rows(*["；TQL集团"] * 4)
    assert bringer(both).by is Teller.NOTHING, "a list of two members is neither's"


def test_the_name_of_the_file_goes_before_the_folder_and_the_applicants(bringer):
    assert bringer(rows("", "", ""), "TQL.csv").member == "TQL集团"
    assert bringer(rows("", "", ""), "TQL/list.csv") == Whose("TQL集团", Teller.FOLDER, "TQL")
    assert bringer(rows("", ""), "TQL/2026/list.csv") == Whose("TQL集团", Teller.FOLDER, "TQL")
    assert bringer(rows("", ""), "TQL/启衡/list.csv").member == "启衡汽车集团有限公司", "the nearest one"


def test_a_line_above_the_headers_tells_the_member(bringer):
    assert bringer("启衡汽车专利清单,,\n" + HEAD + "CN201710601862.3,电池,某某公司\n") == Whose(
        "启衡汽车集团有限公司", Teller.HEADING, "启衡汽车专利清单"
    )


def test_what_a_person_said_counts_first(bringer):
    assert bringer(rows(""), "TQL.csv", everybody="华夏") == Whose("华夏", Teller.SAID)
    assert bringer(rows(""), "TQL.csv", everybody="") == Whose("", Teller.SAID)
    assert bringer(rows(""), "TQL.csv", "华夏", {("TQL.csv", ""): "江淮"}).member == "江淮"
    assert bringer(rows(""), "TQL.csv", known=None) == Whose()


def test_a_new_member_has_the_name_of_the_applicant_that_the_file_shortens(bringer):
    new = MemberNames(new=True)
    assert bringer(rows("", ""), "岚川专利.csv", known=new) == Whose("岚川汽车股份有限公司", Teller.NEW)
    assert bringer(rows("", ""), "华夏专利.csv", known=new) == Whose("华夏", Teller.NEW)


def test_endless_lines_and_cells_are_looked_at_from_their_beginning_only(bringer):
    told = bringer("启衡汽车 " + "岚川 " * 50_000 + ",,\n" + HEAD + f"CN201710601862.3,电池,{'某；' * 50_000}\n")
    assert told.by is Teller.SEVERAL
    assert bringer("x" * 300 + " 启衡汽车,,\n" + HEAD + "CN201710601862.3,电池,某某公司\n").by is Teller.NOTHING


@given(st.text(max_size=40))
def test_any_text_is_looked_through(names, text):
    assert set(names.find(text)) <= set(MEMBERS)
    assert name_in(text) == name_in(text).strip()
