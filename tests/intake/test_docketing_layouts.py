# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Lists of docketing programs, of registers and of one's own, as they lie about: layouts real, rows invented."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.portfolio.codes import RightType, Role, Status
from tests.intake.asking import named


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
    assert named(draft, Role.APPLICANT) == ["NATIONAL UNIV OF BLUE", "Університет Синій"]
    assert named(draft, Role.INVENTOR) == ["DOE OLENA", "ROE PETRO"]
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
    assert named(national, Role.OWNER) == ["QIHENG KABUSHIKI KAISHA", "BETA CORPORATION"]
    assert named(domestic, Role.OWNER) == ["GAMMA CO.,LTD"]


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
    assert (named(patent, Role.APPLICANT), named(patent, Role.INVENTOR)) == (
        ["Blauwerk AG"],
        ["Müller, Hans", "Maier, Eva"],
    )
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
    assert named(draft, Role.INVENTOR) == ["Иванов И.И.", "Петров П.П."]


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
    assert (named(draft, Role.OWNER), draft.cells["Due Date"]) == (["Qiheng Inc."], "2026-04-30")


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
    assert named(first, Role.INVENTOR) == ["Иванов Петр Михайлович"]
    assert second.values["office"] == "SU"


def test_two_columns_of_publication_numbers_are_left_to_a_person(table):
    reading = table([["Title", "A", "B"], ["Battery", "US10123456B2", "EP3123456A1"]])
    assert [problem.code for problem in reading.problems] == ["layout_unknown"]


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
