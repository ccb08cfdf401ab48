# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Lists of offices, universities and members as they lie about in the world: layouts real, rows invented."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import RightType, Role, Status


def of(draft, role):
    return [name for one, name in draft.parties if one is role]


def test_a_russian_list_names_the_office_behind_the_number_and_the_bulletin_behind_the_day(table):
    reading = table([
        ["Авторы", "МПК", "Название", "Номер патента", "Приоритет", "Публикация", "Ссылка на патент", "№"],
        ["Синицын А.Б., Орлова В Г, Зимин Д.Е", "B01L", "УСТРОЙСТВО", "2900136(RU)", "08.11.2024", "26.09.2025 БИПМ №27", "https://example.org/1", "1."],
        ["Орлова-Лес Вера Глебовна", "G01T", "СЧЕТЧИК", "290117(RU)ПМ", "13.02.2023", "21.05.2024 Бюл. № 15", "https://example.org/2", "2."],
    ])  # fmt: skip
    first, second = reading.drafts()
    assert [draft.problems for draft in (first, second)] == [(), ()]
    assert (first.values["office"], first.values["grant_number"]) == ("RU", "RU2900136")
    assert (first.values["priority_date"], first.values["publication_date"]) == (date(2024, 11, 8), date(2025, 9, 26))
    assert of(first, Role.INVENTOR) == ["Синицын А.Б.", "Орлова В Г", "Зимин Д.Е"]
    assert (second.values["grant_number"], second.values["right_type"]) == ("RU290117", RightType.UTILITY_MODEL)
    assert second.values["publication_date"] == date(2024, 5, 21)
    assert of(second, Role.INVENTOR) == ["Орлова-Лес Вера Глебовна"]


def test_an_organisation_with_a_comma_is_no_list_of_russian_persons(table):
    (draft,) = table(
        [["Номер патента", "Патентообладатель(и)"], ["RU2900136C1", "Научный Центр Река, Москва"]]
    ).drafts()
    assert of(draft, Role.OWNER) == ["Научный Центр Река, Москва"]


def test_korean_names_stand_between_commas_and_the_office_has_a_name(table):
    (draft,) = table([
        ["title", "application_number", "status", "inventors", "patent_office"],
        ["방법", "10-2024-0001234", "심사중", "김하나,박둘", "특허청"],
    ]).drafts()  # fmt: skip
    assert (of(draft, Role.INVENTOR), draft.values["office"], draft.problems) == (["김하나", "박둘"], "KR", ())


def test_grants_of_india_have_short_numbers_beside_those_of_the_applications(table):
    reading = table([
        ["Serial No.", "Patent Number", "Application Number", "Date of Application", "Title of Invention", "Patentee Name", "Date of Application Publication", "Office"],
        ["1", "291162", "10300/DELNP/2012", "07/07/2011", "METHOD", "AUREON SYSTEMS AG", "25/09/2014", "DELHI"],
        ["2", "291167", "2269/DEL/2004", "16/11/2004", "PROCESS", "QIHENG LIMITED", "25/08/2006", "DELHI"],
    ])  # fmt: skip
    assert [draft.values["grant_number"] for draft in reading.drafts()] == ["IN291162", "IN291167"]
    assert [draft.problems for draft in reading.drafts()] == [(), ()]


def test_short_numbers_of_patents_are_kept_where_only_the_importing_person_knows_the_office(table):
    reading = table([["Application No.", "Patent No.", "Title"], ["2019/00123", "412345", "Cup"]])
    assert reading.mapping["Patent No."] == "patent_number"


def test_the_register_of_australia(table):
    heads = [
        "IDENTIFIER",
        "AU APPLICATION NUMBER",
        "SERIAL NUMBER",
        "PCT APPLICATION NUMBER",
        "WIPO APPLICATION NUMBER",
        "TITLE",
        "TYPE",
        "FILING DATE",
        "EARLIEST PRIORITY DATE",
        "STATUS",
        "INVENTORS",
        "APPLICANTS",
        "AGENTS",
        "FIRST IPC MARK",
    ]
    reading = table([
        heads,
        ["2024900540", "2024900540", "", "PCT/NZ2024/090051", "", "Tool", "STANDARD", "2024-10-22", "2018-01-19", "FILED", "DOE, Tom; ROE, Jan", "Aureon, Inc.", "Blauwerk IP", "C07K14/47"],
        ["2024190016", "2024190016", "", "", "", "Method", "INNOVATION", "2024-03-21", "2018-09-24", "CERTIFIED", "Given, Not", "Qiheng Inc.", "Blauwerk IP", ""],
    ])  # fmt: skip
    first, second = reading.drafts()
    assert (reading.format, [draft.problems for draft in (first, second)]) == ("auspat", [(), ()])
    assert (first.values["office"], first.values["application_number"]) == ("AU", "2024900540")
    assert (first.values["right_type"], first.values["ipc_main"]) == (RightType.INVENTION, "C07K14/47")
    assert (of(first, Role.AGENCY), of(second, Role.INVENTOR)) == (["Blauwerk IP"], [])
    assert (second.values["right_type"], second.values["status"]) == (RightType.UTILITY_MODEL, Status.GRANTED)
    assert first.cells["PCT APPLICATION NUMBER"] == "PCT/NZ2024/090051"


def test_headers_may_name_the_one_office_of_a_list(table):
    reading = table([
        ["U.S. Patent No.", "US Application No.", "US Filing Date", "Title"],
        ["10,900,456", "15/900456", "2016-03-21", "Cup"],
    ])  # fmt: skip
    (draft,) = reading.drafts()
    assert (draft.values["grant_number"], draft.values["application_number"]) == ("US10900456", "15900456")
    assert (draft.values["filing_date"], draft.problems) == (date(2016, 3, 21), ())


def test_columns_of_several_offices_are_left_to_a_person(table):
    reading = table([["Title", "US Patent No.", "EP Patent No."], ["Cup", "10,900,456", "3900456"]])
    assert [problem.code for problem in reading.problems] == ["layout_unknown"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Titulo", "title"),
        ("Data de concessao", "grant_date"),
        ("Numero de solicitud", "application_number"),
        ("Fecha de publicacion", "publication_date"),
        ("Pais", "office"),
        ("Nome do titular", "owners"),
        ("Publication (Announcement) Number", "publication_number"),
        ("Authorization announcement date", "grant_date"),
        ("Applicant (patentee)", "applicants"),
        ("Inventor (designer)", "inventors"),
        ("Main classification number", "ipc_main"),
        ("Publish_Grant_Date", "publication_date"),
        ("Agents", "agencies"),
        ("Country/Region", "office"),
    ],
)
def test_a_header_of_another_language_or_hand_is_known(words, header, field):
    assert words.meaning(header)[0] == field


def test_an_announcement_number_is_the_grants_beside_a_publication(table):
    (draft,) = table([
        ["Publication number", "Announcement number", "Title"],
        ["CN109999999A", "CN109999999B", "Cup"],
    ]).drafts()  # fmt: skip
    assert (draft.values["publication_number"], draft.values["grant_number"]) == ("CN109999999", "CN109999999")


def test_what_stands_behind_a_persons_name_is_no_person(table):
    (draft,) = table([
        ["id", "title", "assignee", "inventor/author", "priority date", "filing/creation date", "publication date", "grant date", "result link"],
        ["US-2020900531-A1", "Cup", "Aureon Applications, Llc", "Tom Doe, Walter Roe, III, Jan Poe, Jr.", "18/10/2018", "22/06/2020", "08/10/2020", "", "https://example.org"],
    ], delimiter=";").drafts()  # fmt: skip
    assert of(draft, Role.INVENTOR) == ["Tom Doe", "Walter Roe, III", "Jan Poe, Jr."]
    assert of(draft, Role.APPLICANT) == ["Aureon Applications, Llc"]


def test_how_often_a_patent_is_cited_are_no_cited_patents(table):
    reading = table(
        [["patent_number", "title", "citations"], ["US10900001B2", "Cup", "188"], ["US10900002B2", "Lid", "3"]]
    )
    assert reading.mapping["citations"] is None
    assert [draft.cells["citations"] for draft in reading.drafts()] == ["188", "3"]


def test_inpadoc_tells_that_examination_was_requested_in_canada(tmp_path, words):
    path = tmp_path / "legal.xml"
    path.write_text(
        """<?xml version="1.0"?><ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">
        <ops:patent-family legal="true"><ops:family-member family-id="90011249"><publication-reference>
        <document-id document-id-type="docdb"><country>CA</country><doc-number>2900029</doc-number><kind>C</kind>
        <date>20151101</date></document-id></publication-reference>
        <ops:legal code="EEER" desc="EXAMINATION REQUEST" infl="+"><ops:L001EP desc="Country Code">CA</ops:L001EP>
        <ops:L007EP desc="Gazette DATE">2015-02-03</ops:L007EP><ops:L008EP>EEER</ops:L008EP></ops:legal>
        </ops:family-member></ops:patent-family></ops:world-patent-data>""",
        encoding="utf-8",
    )
    (draft,) = read(path, words).drafts()
    assert [(event.kind, event.day) for event in draft.events] == [("exam_request", date(2015, 2, 3))]


def test_a_docketing_list_of_a_us_agency(table):
    reading = table([
        ["Center", "Status", "Case Number", "Application SN", "Title", "Patent Expiration Date"],
        ["River Center", "Issued", "RIV-14048-1", "08/900,093", "Training Exercise", "10 March 2015"],
        ["River Center", "Application", "RIV-14556-1", "13/900470", "Alert", ""],
        ["River Center", "Issued", "RIV-14231-2DIV", "10/900,003", "Metrics", "06/16/2024"],
    ], delimiter=";")  # fmt: skip
    drafts = list(reading.drafts())
    assert [draft.values["application_number"] for draft in drafts] == ["08900093", "13900470", "10900003"]
    assert [draft.values.get("expiry_date") for draft in drafts] == [date(2015, 3, 10), None, date(2024, 6, 16)]
    assert [draft.problems for draft in drafts] == [(), (), ()]


def test_an_end_before_the_filing_is_told(table):
    reading = table([
        ["Patent number", "Filing date", "Expiration date"],
        ["US10900001B2", "2012-03-01", "1932-03-01"],
        ["US10900002B2", "2013-03-01", "2033-03-01"],
        ["US10900003B2", "2014-03-01", "2034-03-01"],
    ])  # fmt: skip
    told = [[problem.code for problem in draft.problems] for draft in reading.drafts()]
    assert told == [["dates_out_of_order"], [], []]


def test_cnki_hands_out_a_table_with_headers_in_two_languages(table):
    (draft,) = table([
        ["SrcDatabase-来源库", "Author-作者", "Applicant-申请人", "Title-题名", "CountryName-国省名称", "PubNo-公开号", "PubTime-公开日期", "Summary-摘要", "Claims-主权项", "CLC-中图分类号"],
        ["中国专利", "张三; 李四", "蓝川大学;青禾大学", "一种催化剂", "广东省", "CN119900786B", "2025/3/25", "摘要", "1.一种催化剂", "B01J31/24;C07F9/50"],
    ]).drafts()  # fmt: skip
    assert (draft.values["publication_date"], of(draft, Role.INVENTOR)) == (date(2025, 3, 25), ["张三", "李四"])
    assert [symbol for _, symbol in draft.classifications] == ["B01J31/24", "C07F9/50"]
    assert draft.problems == ()


def test_classes_of_libraries_are_no_ipc(table):
    reading = table(
        [["公开号", "标题", "中图分类号"], ["CN119900786B", "电池", "TM912"], ["CN119900787B", "灯", "TP391.41"]]
    )
    assert reading.mapping["中图分类号"] is None


def test_a_korean_number_without_a_year_is_that_of_a_registered_right(table):
    (draft,) = table([["title", "authors", "application_number"], ["방법", "김하나, 박둘", "제10-2900420호"]]).drafts()
    assert (draft.values["grant_number"], draft.values["right_type"]) == ("KR102900420", RightType.INVENTION)
    assert (of(draft, Role.INVENTOR), draft.problems) == (["김하나", "박둘"], ())


def test_the_older_files_of_patentsview(table):
    reading = table([
        ["patent_number", "patent_title", "patent_date", "assignee_id", "assignee_organization"],
        ["6900233", "Cup", "2003-04-01", "org_1", "None"],
    ])  # fmt: skip
    (draft,) = reading.drafts()
    assert (reading.format, draft.values["grant_number"], draft.parties) == ("patentsview", "US6900233", ())


def test_signs_that_a_web_page_left_behind_are_what_they_stand_for(table):
    (draft,) = table([
        ["publication_number", "title", "assignee", "url"],
        ["US-10900001-B2", "User&#39;s cup &amp;lt;2&gt; R&D", "Doe &amp; Roe Inc; Aureon AG", "https://example.org/?a=1&b=2"],
    ]).drafts()  # fmt: skip
    assert (draft.values["title"], draft.values["url"]) == ("User's cup <2> R&D", "https://example.org/?a=1&b=2")
    assert of(draft, Role.APPLICANT) == ["Doe & Roe Inc", "Aureon AG"]
    assert draft.cells["title"] == "User&#39;s cup &amp;lt;2&gt; R&D"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("DOE TOM,AUREON WATER & TECH,ROE JAN", ["DOE TOM", "AUREON WATER & TECH", "ROE JAN"]),
        ("QIHENG ELECTRIC CO.,LTD", ["QIHENG ELECTRIC CO.,LTD"]),
        ("UNIVERSITY OF BLUEWATER,RIVERTON", ["UNIVERSITY OF BLUEWATER,RIVERTON"]),
        ("Bluewater Faculty of Arts, Bluewater University", ["Bluewater Faculty of Arts, Bluewater University"]),
        ("Doe,John", ["Doe,John"]),
    ],
)
def test_commas_without_a_blank_part_names_of_several_words(table, cell, names):
    (draft,) = table([["publication_number", "assignees"], ["US-10900001-B2", cell]]).drafts()
    assert [fold_comma(name) for name in of(draft, Role.APPLICANT)] == [fold_comma(name) for name in names]


def fold_comma(name):
    return name.replace(", ", ",")


def test_numbers_of_documents_beside_the_application_may_be_japanese(table):
    reading = table([
        ["no", "document_number", "application_number", "application_date", "invention_title", "applicant", "status"],
        ["1", "特表2025-519999", "特願2024-570999", "2023/03/09", "装置", "青井電機株式会社", "審査中 / 手続補正"],
        ["2", "特開2024-077999", "特願2023-183999", "2023/10/26", "回路", "青井電機株式会社", "特許 有効 / 登録公報の発行"],
        ["3", "特開2015-016999", "特願2013-147999", "2013/07/15", "脈診", "青井電機株式会社", "（出願の）却下・拒絶 / 出願のみなし取下げ"],
    ])  # fmt: skip
    drafts = list(reading.drafts())
    assert [draft.values["publication_number"] for draft in drafts] == ["JP2025519999", "JP2024077999", "JP2015016999"]
    assert [draft.values["status"] for draft in drafts] == [Status.PENDING, Status.GRANTED, Status.WITHDRAWN]
    assert [draft.problems for draft in drafts] == [(), (), ()]


@pytest.mark.parametrize(
    ("stage", "status"),
    [("特許 消滅", Status.LAPSED), ("（出願の）却下・拒絶", Status.REFUSED), ("意匠登録 有効", Status.GRANTED)],
)
def test_stages_of_j_platpat(table, stage, status):
    (draft,) = table([["文献番号", "出願番号", "ステージ"], ["特開2011-204999", "特願2011-123999", stage]]).drafts()
    assert (draft.values["status"], draft.problems) == (status, ())


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("US2019388999-A1", "US20190388999"),
        ("KR2019134999-A", "KR1020190134999"),
        ("WO2020014999", "WO2020014999"),
        ("EP3546999-A1", "EP3546999"),
    ],
)
def test_a_published_application_is_no_grant_though_a_list_calls_its_number_that_of_a_patent(table, cell, key):
    (draft,) = table([["Title", "PatentNumber"], ["Cup", cell]]).drafts()
    assert (draft.values["publication_number"], draft.values["publication_number_text"]) == (key, cell)
    assert "grant_number" not in draft.values


def test_the_number_of_a_granted_patent_stays_one(table):
    first, second = table([["Title", "PatentNumber"], ["Cup", "RU2708999-C1"], ["Lid", "CN209669999-U"]]).drafts()
    assert (first.values["grant_number"], second.values["grant_number"]) == ("RU2708999", "CN209669999")


def test_patsnap_answers_programs_by_the_codes_of_its_fields(table):
    reading = table([
        ["PN", "APN", "TITLE", "ANCS", "IN", "APD", "PBD", "FAM", "PID", "IPCR"],
        ["CN110999902B", "CN201910834999.2", "热泵", "青岚大学 | 蓝禾能源有限公司", "张三", "2019-09-05", "2024-02-20", "168631999", "393e-1", "F25B1/10 | F25B30/02"],
    ])  # fmt: skip
    (draft,) = reading.drafts()
    assert reading.format == "patsnap"
    assert (draft.values["filing_date"], draft.values["grant_date"]) == (date(2019, 9, 5), date(2024, 2, 20))
    assert (draft.values["application_number"], draft.values["external_id"]) == ("201910834999", "393e-1")
    assert (of(draft, Role.OWNER), of(draft, Role.INVENTOR)) == (["青岚大学", "蓝禾能源有限公司"], ["张三"])


def test_the_one_column_of_written_out_publication_numbers_is_theirs(tmp_path, words):
    file = tmp_path / "watched.json"
    file.write_text(
        '[{"id": "us10999791", "number": "US 10,999,791 B2", "title": "Cup", "assignee": "Aureon AG"},\n'
        ' {"id": "wo2024199753", "number": "WO 2024/199753 A2", "title": "Lid", "assignee": "Aureon AG"}]',
        encoding="utf-8",
    )
    first, second = read(file, words).drafts()
    assert (first.values["grant_number"], second.values["publication_number"]) == ("US10999791", "WO2024199753")


@pytest.mark.parametrize("cell", ["patent/US12999462B2/en", "https://patents.google.com/patent/US12999462B2/en"])
@pytest.mark.parametrize("header", ["patent_number", "publication_number"])
def test_the_address_of_its_page_names_a_document(table, header, cell):
    (draft,) = table([[header, "title"], [cell, "Cup"]]).drafts()
    assert (draft.values["office"], draft.values["grant_number"]) == ("US", "US12999462")
    assert (draft.values["kind_code"], draft.problems, draft.cells[header]) == ("B2", (), cell)
