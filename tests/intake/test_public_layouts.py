# ruff: noqa: E501 - rows of tables stand on lines of their own
"""Lists of public search services, as they lie about in the world: layouts real, rows invented."""

from __future__ import annotations

from datetime import date

from patentdesk.intake.reading import read
from patentdesk.portfolio.codes import Role, Scheme
from tests.intake.asking import named


def test_files_of_patentsview_are_of_the_united_states(table):
    reading = table([
        ["", "pgpub_id", "cpc_sequence", "cpc_class", "cpc_group", "application_id", "filing_date", "patent_type", "published_date", "wipo_kind", "application_title", "disambig_assignee_organization"],
        ["1", "20120081013", "0", "G21", "G21H1/00", "12896015", "2010-10-01", "utility", "2012-04-05", "A1", "Converter", "Qiheng Company"],
        ["2", "20100121184", "3", "G21", "G21H5/02", "10792029", "2004-03-02", "utility", "2010-05-13", "A1", "Systems", "Beta Company"],
    ])  # fmt: skip
    assert (reading.format, reading.mapping["#1"]) == ("patentsview", None)
    first = next(reading.drafts())
    assert (first.values["publication_number"], first.values["application_number"]) == ("US20120081013", "12896015")
    assert (first.classifications, named(first, Role.APPLICANT)) == (((Scheme.CPC, "G21H1/00"),), ["Qiheng Company"])
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
    assert (reading.format, named(draft, Role.INVENTOR), named(draft, Role.APPLICANT)) == (
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
    assert named(draft, Role.OWNER) == ["QIHENG INC", "BETA GMBH"]
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
    assert named(draft, Role.APPLICANT) == ["Qiheng Inc.", "Beta LLC"]
    assert (draft.values["cited_by_count"], draft.values["ipc_main"]) == (7, "H01M10/0525")
    assert draft.cells["Assignee - DWPI"] == "QIHENG (QIHE-C)"


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
    assert (named(draft, Role.APPLICANT), named(draft, Role.INVENTOR)) == (
        ["DOE, RICHARD J."],
        ["DOE RICHARD J", "ROE ANN"],
    )
    assert named(draft, Role.OWNER) == ["THE QIHENG GROUP INC", "BLUE BANK"]
