"""Check that a list handed out comes back without a change."""

from __future__ import annotations

import csv
from dataclasses import asdict, replace
from datetime import date

import pytest

from patentdesk.portfolio.codes import EncumbranceKind, RightType, Role, Scheme, Status
from patentdesk.portfolio.records import (
    Citation,
    Classification,
    Encumbrance,
    Event,
    Family,
    Organisation,
    Party,
    Patent,
    Priority,
)
from patentdesk.services.desk import Desk
from patentdesk.services.editing import edit_patents
from patentdesk.services.exporting import export
from patentdesk.services.importing import apply_import, plan_import
from patentdesk.store.file import PortfolioFile

pytestmark = pytest.mark.usefixtures("read_here")


def test_a_text_that_looks_like_a_formula_comes_back_as_it_was(desk, tmp_path):
    path, out = tmp_path / "list.csv", tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["申请号", "申请日", "专利名称"])
        lines.writerow(["CN201710601862.3", "2017-07-21", "-OH functional binder"])
    apply_import(desk, plan_import(desk, [path]))
    export(desk, "", (), out, columns=("application_number", "filing_date", "title"))
    assert "'-OH functional binder" in out.read_text(encoding="utf-8-sig")
    apply_import(desk, plan_import(desk, [out]))
    with desk.file.reading() as reader:
        assert [one.title for one in reader.select(Patent)] == ["-OH functional binder"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_counts_and_states_come_back_under_the_heads_of_either_language(desk, tmp_path, language, suffix):
    with desk.file.operation("add") as work:
        work.add_all(
            Patent(
                office="CN",
                application_number=f"2017106018{number:02}",
                application_number_text=f"CN2017106018{number:02}",
                status=status,
                cites_count=2,
                cited_by_count=4,
                npl_count=1,
            )
            for number, status in enumerate(Status)
        )
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out, language=language)
    plan = plan_import(desk, [out])
    assert plan.read == plan.same == len(Status), plan.problems
    assert not [problem.code for problem in plan.problems if problem.code == "status_word_unknown"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_signs_that_a_workbook_cannot_hold_come_back(desk, tmp_path, suffix):
    texts = [
        "a\ufffeb",
        "a\uffffb",
        "a_xFFFE_b",
        "_x005F_xFFFF_",
        "a\x01\x0bb",
        "_x0041_",
        "\U0001f600",
        "x" * 40_000 + "\uffff",
        "'=1+1",
        "''-a",
        "=1+1",
        "'a'",
    ]
    with desk.file.operation("add") as work:
        work.add_all(Patent(office="CN", application_number=f"2017106018{at:02}", note=text)
                     for at, text in enumerate(texts))  # fmt: skip
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out)
    plan = plan_import(desk, [out])
    assert (plan.read, plan.same) == (len(texts), len(texts)), [one.changes for one in plan.entries]


PARTED = (
    "蒼電機エスディアイ株式会社Sou Denki Co., Ltd., Sou Denki",
    "武俊 田島, 健 河村",
    "Chang; On-Kok, Saidi; M. Yazid",
    "Chang; On-Kok",
    "武俊 田島",
)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_names_that_were_parted_once_are_not_parted_again(desk, tmp_path, suffix):
    path, out = tmp_path / "gp-search.csv", tmp_path / f"out{suffix}"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["search URL:", "https://patents.google.com/?q=cell"])
        lines.writerow(["id", "title", "assignee", "inventor/author", "priority date", "result link"])
        for place, names in enumerate(PARTED):
            lines.writerow([f"JP-202105734{place}-A", "cell", names, names, "2019-03-04", "https://x"])
    apply_import(desk, plan_import(desk, [path]))
    export(desk, "", (), out)
    plan = plan_import(desk, [out])
    assert plan.same == plan.read == len(PARTED), [one.changes for one in plan.entries]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
@pytest.mark.parametrize(
    "name", ["Chang; On-Kok", "A|B", "a；b", "one\ntwo", "Roe AG, 80331 München, DE", "Иванов И.И. (RU)", "Doe [US]"]
)
def test_a_name_comes_back_whole_whatever_it_holds(desk, tmp_path, suffix, name):
    with desk.file.operation("add") as work:
        patent = Patent(office="CN", application_number="201710601862", inventors_text=name, applicants_text=name)
        (number,) = work.add_all([patent])
        for role in (Role.OWNER, Role.INVENTOR):
            work.add(Party(patent_id=number, role=role, name=name))
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out)
    plan = plan_import(desk, [out])
    assert (plan.read, plan.same) == (1, 1), [one.changes for one in plan.entries]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_numbers_that_are_keys_come_back_as_the_same_keys(desk, tmp_path, suffix):
    claims, cited = [("WO", "US0410608"), ("US", "99009346"), ("US", "00001661")], ["KR20810001688", "KR1020840000180"]
    with desk.file.operation("add") as work:
        (number,) = work.add_all([Patent(office="EP", application_number="18123456")])
        for at, (office, key) in enumerate(claims):
            work.add(Priority(patent_id=number, position=at, office=office, number=key))
        for key in cited:
            work.add(Citation(patent_id=number, number=key, category="X"))
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out)
    plan = plan_import(desk, [out])
    assert (plan.same, plan.adds) == (1, {})


OFFICES = {
    "CN": ("201710601862", "CN107000001"), "US": ("2019123456", "US10123456"), "EP": ("18123456", "EP3123456"),
    "JP": ("2018123456", "JP2019123456"), "KR": ("1020180012345", "KR20190012345"), "DE": ("102018123456", ""),
    "WO": ("CN2018123456", "WO2019123456"), "TW": ("107123456", "TW201912345"), "XX": ("123", ""),
}  # fmt: skip


def _fill(desk):
    """Add patents with everything that an export tells, some without any written form of their numbers."""
    with desk.file.operation("add") as work:
        for office, (application, publication) in OFFICES.items():
            right = RightType.PCT if office == "WO" else RightType.INVENTION
            both = Patent(
                office=office,
                application_number=application,
                publication_number=publication,
                right_type=right,
                title=f"Latin title {office}",
                note='a "note"; with | signs\nand lines',
                tags="a, b",
            )
            lone = Patent(office=office, publication_number=f"{office}99{publication[4:]}", right_type=right, title="t")
            family = work.add(Family(key=f"lens:{office}"))
            named = {"applicants_text": "蓝川汽车有限公司 | 云麓大学", "priority_date": date(2016, 8, 1)}
            pair = [replace(one, family_id=family, **named) for one in (both, lone)]
            for patent in work.add_all(pair):
                work.add(Encumbrance(patent_id=patent, kind=EncumbranceKind.PLEDGE, counterparty="Bank; of | Wuhu",
                                     start_date=date(2023, 1, 2), amount_minor=500_000_00, currency="CNY"))  # fmt: skip
                work.add(Encumbrance(patent_id=patent, kind=EncumbranceKind.LICENCE, note="first\nsecond"))
                work.add(Event(patent_id=patent, kind="office_action", event_date=date(2024, 5, 6), channel="post",
                               period="P2M", reference="202405", note="第一次审查意见; 见附件"))  # fmt: skip
                work.add(Event(patent_id=patent, kind="annuity_paid", event_date=date(2025, 1, 6), year=5))
                work.add(Event(patent_id=patent, kind="other", event_date=date(2020, 1, 1), note="CN C06: Publication"))
                for place, name in enumerate(("蓝川汽车有限公司", "云麓大学")):
                    work.add(Party(patent_id=patent, role=Role.OWNER, position=place, name=name,
                                   share_numerator=place + 1, share_denominator=3))  # fmt: skip
                work.add(Party(patent_id=patent, role=Role.AGENCY, name="智链代理"))
                work.add(Priority(patent_id=patent, office="US", number="62123456", priority_date=date(2016, 8, 1)))
                work.add(Priority(patent_id=patent, position=1, office="JP", number="2016123456"))
                work.add(Classification(patent_id=patent, scheme=Scheme.CPC, symbol="Y02E60/10"))
                work.add(Classification(patent_id=patent, scheme=Scheme.LOCARNO, position=1, symbol="12-08"))
                work.add(Citation(patent_id=patent, number="US1234567", category="XD"))
                work.add(Citation(patent_id=patent, literature="Smith, J.; “Cells”, 2001", category="A"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_all_that_is_exported_comes_back_as_the_same(desk, tmp_path, language, suffix):
    _fill(desk)
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out, language=language)
    plan = plan_import(desk, [out])
    assert plan.read == plan.same == 2 * len(OFFICES), [
        (one.outcome, one.changes, one.problems) for one in plan.entries
    ]
    assert list(plan.problems) == []


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_all_that_is_exported_comes_into_an_empty_portfolio(desk, other_desk, tmp_path, suffix):
    _fill(desk)
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out)
    plan = plan_import(other_desk, [out])
    assert plan.added == 2 * len(OFFICES)
    apply_import(other_desk, plan)
    again = plan_import(other_desk, [out])
    assert again.read == again.same, [(one.outcome, one.changes, one.problems) for one in again.entries]
    for record, left_out in (
        (Patent, {"segment", "title_en", "agency_id"}),
        (Event, set()),
        (Encumbrance, set()),
        (Citation, set()),
        (Party, {"organisation_id"}),
        (Priority, {"position"}),
        (Classification, {"position"}),
        (Family, set()),
    ):
        ours, theirs = (_told(one, record, left_out) for one in (desk, other_desk))
        assert ours == theirs
        assert ours


def _told(desk, record, left_out):
    """Return the records of a kind without what each file gives them anew."""
    beside = {"id", "uid", "patent_id", "family_id", *left_out}
    with desk.file.reading() as reader:
        found = [{name: value for name, value in asdict(one).items() if name not in beside}
                 for one in reader.iterate(record)]  # fmt: skip
    return sorted(found, key=repr)


@pytest.fixture
def other_desk(tmp_path, clock, library):
    with PortfolioFile.create(tmp_path / "other.pdesk", clock=clock, user="tester") as file:
        yield Desk(file, library, clock, "tester")


@pytest.mark.parametrize("named_by_a_source", [True, False])
def test_the_agency_that_a_person_chose_goes_out_and_stands_when_files_come_back(desk, tmp_path, named_by_a_source):
    source, out = tmp_path / "list.csv", tmp_path / "out.csv"
    heads, line = "申请号,申请日,专利名称,代理机构", "CN201710601862.3,2017-07-21,电池包,{}"
    source.write_text(f"{heads}\n{line.format('甲专利代理' if named_by_a_source else '')}\n", encoding="utf-8")
    apply_import(desk, plan_import(desk, [source]))
    with desk.file.operation("add") as work:
        chosen = work.add(Organisation(name="乙专利代理"))
        [patent] = work.select(Patent)
    edit_patents(desk, [patent.id], agency_id=chosen)
    export(desk, "", (), out, language="zh")
    assert "乙专利代理" in out.read_text(encoding="utf-8-sig")
    assert "甲专利代理" not in out.read_text(encoding="utf-8-sig")
    assert plan_import(desk, [out]).same == 1
    source.write_text(f"{heads}\n{line.format('丙专利代理')}\n", encoding="utf-8")
    apply_import(desk, plan_import(desk, [source]))
    with desk.file.reading() as reader:
        assert [one.agency_id for one in reader.select(Patent)] == [chosen]


def test_two_agencies_of_a_source_both_go_out(desk, tmp_path):
    source, out = tmp_path / "list.csv", tmp_path / "out.csv"
    source.write_text("申请号,专利名称,代理机构\nCN201710601862.3,电池包,甲专利代理 | 乙专利代理\n", encoding="utf-8")
    apply_import(desk, plan_import(desk, [source]))
    export(desk, "", (), out, language="zh")
    assert "甲专利代理 | 乙专利代理" in out.read_text(encoding="utf-8-sig")


def test_an_agency_that_stands_with_the_patent_alone_is_nothing_new(desk, tmp_path):
    out = tmp_path / "out.csv"
    with desk.file.operation("add") as work:
        agency = work.add(Organisation(name="乙专利代理"))
        number = {"application_number": "201710601862", "application_number_text": "CN201710601862.3"}
        work.add(Patent(office="CN", **number, filing_date=date(2017, 7, 21), title="电池包", agency_id=agency))
    export(desk, "", (), out, language="zh")
    assert plan_import(desk, [out]).same == 1
