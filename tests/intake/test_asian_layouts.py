# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Lists of J-PlatPat, KIPRIS and WIPS ON, and what is written in them: layouts real, rows invented."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import RightType, Role, Status
from tests.intake.asking import named


def test_j_platpat_writes_three_days_under_one_header(table):
    reading = table([
        ["項番", "出願番号", "文献番号", "出願日\n公知日\n登録日", "発明の名称", "出願人", "FI"],
        ["1", "特願2016-231170", "特許6228656", "2016/11/29\n2017/11/08\n2017/10/20", "監視装置", "株式会社青井製作所 他", "G06Q50/22 \nH04Q9/00,311@H \n他"],
        ["2", "特願2018-011463", "特開2018-061883", "2018/01/26\n2018/04/19\n-", "推定装置", "ブルーフロー， インコーポレイテッド", "A61B5/02,800@Z"],
        ["3", "特願2014-551142", "再表2014/088073", "2013/12/05\n2014/06/12\n-", "判別装置", "株式会社紅電機", ""],
    ])  # fmt: skip
    assert reading.format == "jplatpat"
    grant, laid_open, international = reading.drafts()
    assert (grant.values["filing_date"], grant.values["publication_date"], grant.values["grant_date"]) == (
        date(2016, 11, 29), date(2017, 11, 8), date(2017, 10, 20))  # fmt: skip
    assert (grant.values["office"], named(grant, Role.APPLICANT)) == ("JP", ["株式会社青井製作所"])
    assert "grant_date" not in laid_open.values
    assert named(laid_open, Role.APPLICANT) == ["ブルーフロー， インコーポレイテッド"]
    assert international.values["publication_number"] == "JPWO2014088073"
    assert grant.cells["出願日\n公知日\n登録日"] == "2016/11/29\n2017/11/08\n2017/10/20"
    assert [draft.problems for draft in (grant, laid_open, international)] == [(), (), ()]


def test_a_cell_that_has_not_as_many_lines_as_its_header_is_told(table):
    (draft,) = table(
        [["出願番号", "文献番号", "出願日\n公知日"], ["特願2016-231170", "特許6228656", "29 of November"]]
    ).drafts()
    assert [(one.code, one.field_name) for one in draft.problems] == [("date_unknown", "filing_date")]
    assert draft.cells["出願日\n公知日"] == "29 of November"


def test_the_newer_j_platpat_tells_the_day_of_the_document_that_it_lists(table):
    reading = table([
        ["文献番号", "出願番号", "出願日", "公知日", "発明の名称", "出願人/権利者", "FI", "要約", "公開番号", "公告番号", "登録番号", "審判番号", "その他", "文献URL"],
        ["特許7123456", "特願2019-100001", "2019/05/29", "2022/08/22", "電池", "蒼自動車株式会社、紅電機株式会社", "", "", "特開2020-194710", "", "特許7123456", "", "", "https://x"],
        ["実登3234567", "実願2021-002345", "2021/06/18", "2021/10/21", "装置", "田中　太郎 他", "", "", "", "", "実登3234567", "", "", ""],
    ])  # fmt: skip
    patent, model = reading.drafts()
    assert (patent.values["publication_number"], patent.values["publication_date"]) == ("JP7123456", date(2022, 8, 22))
    assert named(patent, Role.APPLICANT) == ["蒼自動車株式会社", "紅電機株式会社"]
    assert patent.cells["公開番号"] == "特開2020-194710"
    assert (model.values["grant_number"], model.values["right_type"]) == ("JPU3234567", RightType.UTILITY_MODEL)
    assert named(model, Role.APPLICANT) == ["田中 太郎"]


def test_kipris(write_workbook, words):
    heads = [
        "순서",
        "출원번호",
        "출원일자",
        "번역문제출일자",
        "IPC분류 8판",
        "공개번호",
        "공개일자",
        "공고번호",
        "공고일자",
        "등록번호",
        "등록일자",
        "최종처분내용",
        "국제출원번호",
        "등록상태",
        "출원인",
        "발명자/고안자",
        "대리인",
        "우선권정보",
        "발명의명칭",
        "심사청구여부",
        "초록",
        "청구항",
    ]
    row = [
        "1",
        "10-2015-0123456",
        "2015.09.01",
        "",
        "H01M 10/0525 | H01M 4/13",
        "10-2017-0026789",
        "2017.03.09",
        "10-1945678",
        "2019.02.11",
        "10-1945678",
        "2019.01.30",
        "등록결정(일반)",
        "",
        "등록",
        "주식회사 푸른전지 | 한빛대학교 산학협력단 외 2명",
        "김철수 | 이영희",
        "특허법인다래",
        "JP 2014-200001 2014.09.30",
        "전지 팩",
        "청구",
        "본 발명은",
        "1. 전지",
    ]
    reading = read(write_workbook({"s": [heads, row]}), words)
    (draft,) = reading.drafts()
    assert (reading.format, draft.problems) == ("kipris", ())
    values = draft.values
    assert (values["filing_date"], values["publication_date"], values["registration_date"]) == (
        date(2015, 9, 1), date(2017, 3, 9), date(2019, 1, 30))  # fmt: skip
    assert (values["office"], values["grant_number"], values["status"]) == ("KR", "KR101945678", Status.GRANTED)
    assert named(draft, Role.APPLICANT) == ["주식회사 푸른전지", "한빛대학교 산학협력단"]
    assert [(claim.office, claim.number, claim.day) for claim in draft.priorities] == [
        ("JP", "2014200001", date(2014, 9, 30))
    ]


def test_wips_on_notes_offices_behind_its_headers(write_workbook, words):
    heads = [
        "국가코드",
        "특허/실용 구분",
        "문헌종류 코드",
        "발명의 명칭",
        "청구항 수",
        "출원번호",
        "출원일",
        "등록번호",
        "등록일",
        "출원인",
        "출원인 국적",
        "Current IPC All",
        "인용 문헌 수(B1)",
        "피인용 문헌 수(F1)",
        "상태정보[KR,JP,US,EP,CN,CA,AU]",
        "존속기간(예상)만료일[KR,JP,US,EP,CN,CA,AU]",
        "우선권 번호",
        "우선권 국가",
        "우선권 주장일",
        "WIPS ON key",
    ]
    rows = [
        [
            "KR",
            "U",
            "Y1",
            "장치",
            "5",
            "20-2012-0004567",
            "2012.05.31",
            "20-0467890",
            "2013.07.01",
            "푸른자동차(주)",
            "KR",
            "B60L 50/60 | B60K 1/04",
            2,
            5,
            "실효 (등록료불납)",
            "2022.05.31",
            "",
            "",
            "",
            1,
        ],
        [
            "US",
            "P",
            "B2",
            "Battery",
            "9",
            "16/123456",
            "2018.09.06",
            "11,123,456",
            "2021.09.14",
            "Qiheng Inc",
            "US",
            "",
            0,
            0,
            "등록",
            "2038.09.06",
            "62/555,001 | 62/555,002",
            "US | US",
            "2017.09.06 | 2017.10.01",
            2,
        ],
    ]
    reading = read(write_workbook({"s": [heads, *rows]}), words)
    korean, american = reading.drafts()
    assert reading.format == "wips"
    assert (korean.values["status"], korean.values["expiry_date"]) == (Status.LAPSED, date(2022, 5, 31))
    assert (korean.values["right_type"], korean.values["cites_count"], korean.values["cited_by_count"]) == (
        RightType.UTILITY_MODEL,
        2,
        5,
    )
    assert american.values["right_type"] is RightType.INVENTION
    assert [(claim.number, claim.day) for claim in american.priorities] == [
        ("62555001", date(2017, 9, 6)),
        ("62555002", date(2017, 10, 1)),
    ]
    assert [draft.problems for draft in (korean, american)] == [(), ()]


@pytest.mark.parametrize(
    ("written", "day"),
    [("平成26年1月6日", date(2014, 1, 6)), ("令和元年5月1日", date(2019, 5, 1)), ("H26.1.6", date(2014, 1, 6)), ("昭和63年12月31日", date(1988, 12, 31)),
     ("民国106年7月21日", date(2017, 7, 21)), ("20310817.0", date(2031, 8, 17))],
)  # fmt: skip
def test_days_of_an_era_and_days_that_a_program_took_for_numbers(table, written, day):
    (draft,) = table([["出願番号", "出願日"], ["特願2014-000123", written]]).drafts()
    assert draft.values["filing_date"] == day


@pytest.mark.parametrize(
    ("text", "status"),
    [("無効:拒絶査定", Status.REFUSED), ("登録:登録", Status.GRANTED), ("無効:みなし取下", Status.WITHDRAWN), ("無効:年金不納", Status.LAPSED), ("소멸", Status.LAPSED), ("Délivré", Status.GRANTED)],
)  # fmt: skip
def test_states_in_other_languages(table, text, status):
    (draft,) = table([["出願番号", "生死情報"], ["特願2014-000123", text]]).drafts()
    assert draft.values["status"] is status


def test_a_japanese_number_of_a_registration_is_that_of_a_grant(table):
    (draft,) = table([["文献番号", "出願番号", "公知日"], ["特許6228656", "特願2016-231170", "2017/11/08"]]).drafts()
    assert (draft.values["grant_number"], draft.values["publication_number"]) == ("JP6228656", "JP6228656")
