# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Lists of public search services and docketing programs, as they lie about in the world: layouts real, rows invented."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import RightType, Role, Scheme, Status


def of(draft, role):
    return [name for one, name in draft.parties if one is role]


def test_files_of_patentsview_are_of_the_united_states(table):
    reading = table([
        ["", "pgpub_id", "cpc_sequence", "cpc_class", "cpc_group", "application_id", "filing_date", "patent_type", "published_date", "wipo_kind", "application_title", "disambig_assignee_organization"],
        ["1", "20120081013", "0", "G21", "G21H1/00", "12896015", "2010-10-01", "utility", "2012-04-05", "A1", "Converter", "Qiheng Company"],
        ["2", "20100121184", "3", "G21", "G21H5/02", "10792029", "2004-03-02", "utility", "2010-05-13", "A1", "Systems", "Beta Company"],
    ])  # fmt: skip
    assert (reading.format, reading.mapping["#1"]) == ("patentsview", None)
    first = next(reading.drafts())
    assert (first.values["publication_number"], first.values["application_number"]) == ("US20120081013", "12896015")
    assert (first.classifications, of(first, Role.APPLICANT)) == (((Scheme.CPC, "G21H1/00"),), ["Qiheng Company"])
    assert first.cells["#1"] == "1"
    assert [draft.problems for draft in reading.drafts()] == [(), ()]
    design = next(
        table(
            [["patent_id", "patent_type", "patent_date", "patent_title"], ["D820000", "design", "2018-06-12", "Chair"]]
        ).drafts()
    )
    assert (design.values["grant_number"], design.values["grant_date"]) == ("USD820000", date(2018, 6, 12))


def test_patent_public_search_parts_names_by_a_semicolon(table):
    reading = table([
        ["Result #", "Document ID", "Date Published", "Family ID", "Title", "CPCI", "CPCA", "Inventor", "Assignee", "Application Number", "Filing Date", "OR", "XREF", "Database"],
        ["1", "US-20240012345-A1", "2024-01-11", "88888888", "Pack", "H01M50/204;H01M10/48", "H01M2220/20", "Doe; John et al.", "Qiheng, Inc.", "18/123456", "2023-03-01", "1/1", "", "US-PGPUB"],
    ])  # fmt: skip
    (draft,) = reading.drafts()
    assert (reading.format, of(draft, Role.INVENTOR), of(draft, Role.APPLICANT)) == (
        "public_search",
        ["Doe, John"],
        ["Qiheng, Inc."],
    )
    assert [symbol for scheme, symbol in draft.classifications if scheme is Scheme.CPC] == [
        "H01M50/204",
        "H01M10/48",
        "H01M2220/20",
    ]
    assert draft.problems == ()


def test_orbit_lists_families(write_workbook, words):
    heads = [
        "Questel unique family ID (FAN)",
        "Title",
        "English title",
        "Publication numbers",
        "Current assignees",
        "Current standardized assignees - inventors removed",
        "Inventors",
        "Earliest priority date",
        "IPC - International classification",
        "CPC - Cooperative classification",
        "Grant dates",
        "Cited patents - Standardized publication number",
    ]
    row = [
        "88123456",
        "(US10123456)\nBattery pack",
        "(US10123456) Battery pack",
        "US10123456\nEP3123456\nCN109999999",
        "QIHENG INC ([US])\nBETA GMBH ([DE])",
        "QIHENG",
        "DOE JOHN\nROE JANE",
        "2015-04-22",
        "H01M-010/0525 (2010-01-01)\nH01M-004/13",
        "H01M-010/0525",
        "(US10123456) 2018-11-06",
        "US6000001\nDE102010001234",
    ]
    reading = read(write_workbook({"s": [["Orbit export"], [], heads, row]}), words)
    (draft,) = reading.drafts()
    assert (reading.format, draft.family_key, draft.values["publication_number"]) == (
        "orbit",
        "orbit:88123456",
        "US10123456",
    )
    assert (draft.values["title"], draft.values["priority_date"]) == ("Battery pack", date(2015, 4, 22))
    assert of(draft, Role.OWNER) == ["QIHENG INC", "BETA GMBH"]
    assert [cited.number for cited in draft.citations] == ["US6000001", "DE102010001234"]
    assert draft.cells["Grant dates"] == "(US10123456) 2018-11-06"


def test_derwent_names_each_applicant_once(table):
    heads = [
        "Publication Number",
        "Assignee/Applicant",
        "Title (English)",
        "Publication Date",
        "Application Date",
        "Assignee - Standardized",
        "Assignee - Original",
        "Assignee - Original - Country/Region",
        "Assignee - Current US",
        "Optimized Assignee",
        "Assignee - DWPI",
        "DWPI Family Members",
        "IPC - Current - DWPI",
        "Cited Refs - Patent",
        "Count of Citing Patents - DPCI",
    ]
    (draft,) = table(
        [
            heads,
            [
                "US10123456B2",
                "Qiheng Inc. | Beta LLC",
                "Battery",
                "2018-11-06",
                "2016-04-22",
                "QIHENG INC",
                "Qiheng, Inc.",
                "US",
                "QIHENG INC",
                "QIHENG",
                "QIHENG (QIHE-C)",
                "US10123456B2 | EP3123456A1",
                "H01M 10/0525",
                "US6000001A | EP1000001A1",
                "7",
            ],
        ]
    ).drafts()
    assert of(draft, Role.APPLICANT) == ["Qiheng Inc.", "Beta LLC"]
    assert (draft.values["cited_by_count"], draft.values["ipc_main"]) == (7, "H01M10/0525")
    assert draft.cells["Assignee - DWPI"] == "QIHENG (QIHE-C)"


@pytest.mark.parametrize(
    ("header", "field"),
    [("Date of Priority", "priority_date"), ("Title of Invention", "title"), ("Est. Exp. Date", "expiry_date"), ("Appl. Filing Date", "filing_date"),
     ("No. of Claims", "claims_count"), ("Date Granted", "grant_date"), ("Patentee Name", "owners"), ("App. No.", "application_number"),
     ("Number of patents", None), ("International Application No", None), ("Examiner", None), ("Applicant address", None)],
)  # fmt: skip
def test_an_english_header_is_known_by_its_words(table, header, field):
    reading = table([["Publication Number", "Abstract", header], ["US10123456B2", "y", "x"]])
    assert reading.mapping[header] == field


def test_a_table_of_counts_is_no_list_of_patents(table):
    reading = table([["Company", "Number of patents"], ["Qiheng", "12"]])
    assert [problem.code for problem in reading.problems] == ["layout_unknown"]


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        (["Lens ID", "Title", "Date Published", "Publication Type", "Source Title", "ISSNs", "Author/s", "Fields of Study", "PMID", "DOI", "Citing Patents Count"], "articles_listed"),
        (["출원번호", "출원일자", "상표명", "상품분류", "출원인", "등록번호", "법적상태"], "trademarks_listed"),
        (["Application Number", "Trademark", "Nice classes", "Owner", "Status"], "trademarks_listed"),
    ],
)  # fmt: skip
def test_a_list_of_something_else_is_refused_by_its_name(table, library, heads, code):
    reading = table([heads, ["x"] * len(heads)])
    assert [problem.code for problem in reading.problems] == [code]
    assert all(library.words(language).has(f"remedy.{code}") for language in ("en", "zh"))


def test_a_list_of_ones_own_that_keeps_lens_ids_is_no_lens_export(table):
    heads = [
        "score",
        "patent_number",
        "lens_id",
        "title",
        "assignee",
        "inventors",
        "filing_date",
        "pub_date",
        "status",
        "jurisdiction",
        "citations",
        "patent_url",
    ]
    row = [
        "100",
        "UA162967U",
        "",
        "METHOD",
        "NATIONAL UNIV OF BLUE [UA]; Університет Синій",
        "DOE OLENA [UA]; ROE PETRO [UA] et al.",
        "2025-07-15",
        "2026-05-13",
        "granted",
        "UA",
        "0",
        "https://x",
    ]
    (draft,) = table([heads, row]).drafts()
    assert of(draft, Role.APPLICANT) == ["NATIONAL UNIV OF BLUE", "Університет Синій"]
    assert of(draft, Role.INVENTOR) == ["DOE OLENA", "ROE PETRO"]
    assert (draft.citations, draft.cells["citations"]) == ((), "0")


def test_indian_branches_and_entries_from_the_pct_are_told_apart(table):
    heads = [
        "Serial No.",
        "Patent Number",
        "Application Number",
        "Date of Application",
        "Date of Priority",
        "Title of Invention",
        "Patentee Name",
        "Date of Application Publication",
        "Office",
    ]
    rows = [
        [
            "1",
            "291162",
            "10300/DELNP/2012",
            "17/07/2011",
            "17/07/2010",
            "METHOD",
            "QIHENG KABUSHIKI KAISHA,BETA CORPORATION",
            "25/09/2014",
            "DELHI",
        ],
        ["2", "291163", "10300/DEL/2012", "27/03/2012", "", "DEVICE", "GAMMA CO.,LTD", "29/09/2013", "DELHI"],
    ]
    national, domestic = table([heads, *rows]).drafts()
    assert (national.values["office"], national.values["filing_date"]) == ("IN", date(2011, 7, 17))
    assert national.values["application_number"] != domestic.values["application_number"]
    assert of(national, Role.OWNER) == ["QIHENG KABUSHIKI KAISHA", "BETA CORPORATION"]
    assert of(domestic, Role.OWNER) == ["GAMMA CO.,LTD"]


def test_the_german_register(table):
    heads = [
        "Aktenzeichen",
        "Schutzrechtsart",
        "Status",
        "Bezeichnung/Titel",
        "Anmelder/Inhaber",
        "Erfinder",
        "Anmeldetag",
        "Offenlegungstag",
        "Veröffentlichungstag der Patenterteilung",
        "IPC-Hauptklasse",
        "IPC-Nebenklasse(n)",
        "Vertreter",
        "Priorität",
    ]
    rows = [
        [
            "10 2019 001 234.3",
            "Patent",
            "anhängig/in Kraft",
            "Halter",
            "Blauwerk AG, 80331 München, DE",
            "Müller, Hans, 80331 München, DE; Maier, Eva, 10115 Berlin, DE",
            "20.02.2019",
            "20.08.2020",
            "",
            "H01M 50/20 (2021.01)",
            "H01M 10/48 (2006.01); B60L 50/60 (2019.01)",
            "Kanzlei Grün",
            "US 62/634,001 22.02.2018",
        ],
        [
            "20 2018 100 123.1",
            "Gebrauchsmuster",
            "nicht anhängig/erloschen",
            "Deckel",
            "Rotwerk GmbH & Co. KG",
            "",
            "10.01.2018",
            "",
            "",
            "B60R 16/04",
            "",
            "",
            "",
        ],
    ]
    patent, model = table([heads, *rows], encoding="cp1252", delimiter=";").drafts()
    assert (of(patent, Role.APPLICANT), of(patent, Role.INVENTOR)) == (["Blauwerk AG"], ["Müller, Hans", "Maier, Eva"])
    assert [(claim.number, claim.day) for claim in patent.priorities] == [("62634001", date(2018, 2, 22))]
    assert "status" not in patent.values  # pending or in force: the register does not say which
    assert (model.values["status"], model.values["right_type"]) == (Status.LAPSED, RightType.UTILITY_MODEL)


def test_a_russian_list_in_its_old_encoding(table):
    heads = [
        "Номер документа",
        "Номер заявки",
        "Дата подачи заявки",
        "Дата публикации",
        "Название",
        "Патентообладатель",
        "Авторы",
        "МПК",
        "Страна",
        "Статус",
    ]
    reading = table(
        [
            heads,
            [
                "2700001",
                "2018140001",
                "13.11.2018",
                "11.09.2019",
                "Батарея",
                "ООО Синий",
                "Иванов И.И.; Петров П.П.",
                "H01M 50/20",
                "RU",
                "Действует",
            ],
        ],
        encoding="cp1251",
    )
    (draft,) = reading.drafts()
    assert reading.how == "cp1251 ,"
    assert (draft.values["title"], draft.values["filing_date"], draft.values["status"]) == (
        "Батарея",
        date(2018, 11, 13),
        Status.GRANTED,
    )
    assert of(draft, Role.INVENTOR) == ["Иванов И.И.", "Петров П.П."]


def test_the_list_of_a_docketing_program(table):
    heads = [
        "Case Number",
        "Country",
        "Case Type",
        "Case Status",
        "Short Title",
        "Application Number",
        "Application Date",
        "Patent Number",
        "Grant Date",
        "Expiration Date",
        "Owner(s)",
        "Inventor(s)",
        "Responsible Attorney",
        "Due Date",
        "Action",
    ]
    (draft,) = table(
        [
            heads,
            [
                "P0001-EP-EPT",
                "European Patent Convention",
                "Patent",
                "Granted",
                "Battery",
                "16723456.2",
                "2016-04-22",
                "3286789",
                "2020-06-10",
                "2036-04-22",
                "Qiheng Inc.",
                "Doe, John; Roe, Jane",
                "Smith",
                "2026-04-30",
                "Annuity 11",
            ],
        ]
    ).drafts()
    values = draft.values
    assert (values["office"], values["application_number"], values["grant_number"]) == ("EP", "16723456", "EP3286789")
    assert (values["external_id"], values["responsible"], values["expiry_date"]) == (
        "P0001-EP-EPT",
        "Smith",
        date(2036, 4, 22),
    )
    assert (of(draft, Role.OWNER), draft.cells["Due Date"]) == (["Qiheng Inc."], "2026-04-30")


def test_phpip(table):
    heads = [
        "Our Ref",
        "Country",
        "Cat",
        "Status",
        "Client",
        "Client Ref",
        "Applicant",
        "Title/Detail",
        "Title2",
        "Filed",
        "FilNo",
        "Published",
        "Pub. No",
        "Granted",
        "Grt No",
        "Responsible",
    ]
    reading = table(
        [
            heads,
            [
                "QH001FR",
                "FR",
                "PAT",
                "Granted",
                "Qiheng",
                "Q1",
                "Qiheng",
                "Batterie",
                "Battery",
                "2018-01-30",
                "1850763",
                "2019-08-02",
                "3077423",
                "2021-03-05",
                "3077423",
                "abc",
            ],
        ],
        delimiter=";",
    )
    (draft,) = reading.drafts()
    assert (reading.format, draft.values["grant_date"], draft.values["publication_date"]) == (
        "phpip",
        date(2021, 3, 5),
        date(2019, 8, 2),
    )
    assert (draft.values["title"], draft.values["title_en"], draft.problems) == ("Batterie", "Battery", ())


def test_a_column_of_publication_numbers_is_known_whatever_its_header_says(table):
    reading = table([
        ["Название", "Ссылка", "Id", "Автор", "Дата подачи", "Дата публикации"],
        ["Оружие", "https://x", "RU159261U1", "Иванов Петр Михайлович (RU)", "2015.03.05", "2016.02.10"],
        ["Затвор", "https://x", "SU18146A1", "", "1926.12.06", "1930.09.30"],
    ])  # fmt: skip
    first, second = reading.drafts()
    assert (first.values["publication_number"], first.values["filing_date"]) == ("RU159261", date(2015, 3, 5))
    assert of(first, Role.INVENTOR) == ["Иванов Петр Михайлович"]
    assert second.values["office"] == "SU"


def test_two_columns_of_publication_numbers_are_left_to_a_person(table):
    reading = table([["Title", "A", "B"], ["Battery", "US10123456B2", "EP3123456A1"]])
    assert [problem.code for problem in reading.problems] == ["layout_unknown"]


def test_espacenet_sets_of_symbols_and_a_sign_behind_the_last_header(tmp_path, words):
    path = tmp_path / "list.csv"
    path.write_text(
        '"No";"Titel";"Erfinder";"Anmelder";"Veröffentlichungsnummer";"Früheste Priorität";"IPC";"CPC";"Veröffentlichungsdatum";"Früheste Veröffentlichung";"Familiennummer";\n'
        '"12";"WERKZEUG";"DOE JON [GB] \nROE ANN [GB]";"BLAU TECH LIMITED [GB]";"EP4786088A2";"2017-03-22";"B23K26/00";"B22F10/10 (KR) \nB33Y30/00 (EP) \nB22F2999/00, B22F3/227, ADD (EP)      ";"2026-08-05";"2018-09-26";"058688416";\n',
        encoding="utf-8",
    )
    reading = read(path, words)
    (draft,) = reading.drafts()
    assert (reading.format, draft.problems) == ("espacenet", ())
    assert [symbol for scheme, symbol in draft.classifications if scheme is Scheme.CPC] == [
        "B22F10/10",
        "B33Y30/00",
        "B22F2999/00",
        "B22F3/227",
    ]
    assert draft.countries == (("BLAU TECH LIMITED", "GB"),)


def test_an_american_number_without_a_kind_code_is_that_of_a_grant_unless_it_begins_with_a_year(table):
    grant, application = table(
        [
            ["Patent", "Inventor", "Filing Date"],
            ["US7005118", "Doe John", "17/7/2003"],
            ["US20180123456", "Doe John", "28/7/2017"],
        ]
    ).drafts()
    assert grant.values["grant_number"] == "US7005118"
    assert "grant_number" not in application.values
    assert application.values["filing_date"] == date(2017, 7, 28)


def test_a_publication_of_another_office_than_the_list_names_is_told(table):
    heads = ["Title", "Number", "Country", "Priority Date"]
    rows = [
        ["Tag", "CN 113554143 A", "United States", "23/08/2021"],
        ["Label", "WO 2023/026017 A1", "International ", "23/08/2021"],
        ["Cell", "EP 3123456 B1", "Germany", "24/08/2015"],
    ]
    told, international, validated = table([heads, *rows]).drafts()
    assert [(one.code, one.args["office"]) for one in told.problems] == [("publication_of_another_office", "US")]
    assert (told.values["publication_number"], told.values["priority_date"]) == ("CN113554143", date(2021, 8, 23))
    assert (international.problems, validated.problems) == ((), ())


def test_the_lens_parts_a_name_by_a_semicolon(table):
    heads = [
        "#",
        "Jurisdiction",
        "Kind",
        "Publication Number",
        "Lens ID",
        "Publication Date",
        "Title",
        "Applicants",
        "Inventors",
        "Owners (US)",
    ]
    (draft,) = table(
        [
            heads,
            [
                "4",
                "US",
                "A",
                "US 5480107 A",
                "082-029-442-349-175",
                "1996-01-02",
                "Engine",
                "DOE; RICHARD J.",
                "DOE RICHARD J;;ROE ANN",
                "THE QIHENG GROUP INC (2008-01-17);;BLUE BANK (2003-08-21)",
            ],
        ]
    ).drafts()
    assert (of(draft, Role.APPLICANT), of(draft, Role.INVENTOR)) == (["DOE, RICHARD J."], ["DOE RICHARD J", "ROE ANN"])
    assert of(draft, Role.OWNER) == ["THE QIHENG GROUP INC", "BLUE BANK"]
