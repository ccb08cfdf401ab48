"""Each format that is no table, read through the public door."""

from datetime import date

from patentdesk.intake.drafts import OTHER, DraftEvent, DraftPriority
from patentdesk.intake.events import events_of_cell
from patentdesk.intake.formats import DOCUMENT_FORMATS, FORMATS
from patentdesk.portfolio.codes import RightType, Role, Scheme, Status
from tests.intake.asking import named, told
from tests.intake.documents.samples import (
    APPLICATION,
    ASSIGNMENT,
    CNIPA,
    CNKI,
    DERWENT,
    EVENTS,
    GOOGLE,
    GRANT,
    OPS_JSON,
    OPS_LEGAL,
    OPS_STRIPPED,
    OPS_XML,
    pack,
)


def test_ops_biblio(drafts_in):
    (draft,) = drafts_in(OPS_XML)
    assert told(draft, "application_number", "publication_number", "kind_code", "filing_date", "publication_date") == {
        "application_number": "202410555123",
        "publication_number": "CN119000123",
        "kind_code": "A",
        "filing_date": date(2024, 5, 7),
        "publication_date": date(2024, 11, 19),
    }
    assert told(draft, "title", "title_en", "abstract_en") == {
        "title": "电池管理装置",
        "title_en": "Battery management device",
        "abstract_en": "A device that watches cells & packs.",
    }
    assert named(draft, Role.APPLICANT) == ["北极光电池有限公司"]
    assert draft.latin_names == (("北极光电池有限公司", "NORDLICHT BATTERY CO LTD"),)
    assert draft.priorities == (DraftPriority("DE", "102023112233", date(2023, 5, 9)),)
    assert draft.classifications == ((Scheme.IPC, "H01M10/42"), (Scheme.CPC, "H01M10/4235"))
    assert [cited.number or cited.literature for cited in draft.citations] == [
        "US9876543",
        'KELLER, A.: "Cells, packs, and heat", 2019',
    ]
    assert draft.family_key == "epo_ops:7700001"
    assert draft.columns["publication_number"] == "publication-reference"


def test_ops_json_says_what_its_xml_says(drafts_in):
    (draft,) = drafts_in(OPS_JSON)
    assert told(draft, "publication_number", "application_number", "title", "title_en") == {
        "publication_number": "KR1020240055001",
        "application_number": "1020220135001",
        "title": "모터 제어 장치",
        "title_en": "MOTOR CONTROLLER",
    }
    assert draft.latin_names == (("한강모터 주식회사", "HANGANG MOTOR CO LTD"),)


def test_ops_json_stripped_of_languages_and_forms(drafts_in):
    (draft,) = drafts_in(OPS_STRIPPED)
    assert told(draft, "publication_number", "application_number", "title", "title_en") == {
        "publication_number": "EP4111222",
        "application_number": "22190001",
        "title": "CABLE",
        "title_en": "CABLE",
    }
    assert named(draft, Role.APPLICANT) == ["Alpen-Strom GmbH"]


def test_ops_priorities_are_read_in_the_form_that_fits_their_day(drafts_in):
    claims = """<priority-claims><priority-claim><document-id><doc-number>JP19930176999</doc-number>
     <date>19930610</date></document-id><document-id><doc-number>5176999</doc-number></document-id></priority-claim>
     <priority-claim><document-id><doc-number>CN20241555123</doc-number><date>20240507</date></document-id>
     </priority-claim></priority-claims>"""
    own = "<document-id><doc-number>CN20241555123</doc-number></document-id></application-reference>"
    start, end = OPS_XML.index("<priority-claims>"), OPS_XML.index("</priority-claims>") + len("</priority-claims>")
    text = (OPS_XML[:start] + claims + OPS_XML[end:]).replace("</application-reference>", own)
    (draft,) = drafts_in(text)
    assert draft.priorities == (DraftPriority("JP", "1993176999", date(1993, 6, 10)),)


def test_ops_names_that_stand_twice_are_taken_once(drafts_in):
    double = OPS_STRIPPED.replace("ALPEN STROM GMBH [DE]", "ALPEN STROM GMBH")
    (draft,) = drafts_in(double)
    assert named(draft, Role.APPLICANT) == ["Alpen-Strom GmbH"]


def test_ops_names_lose_country_and_address_as_those_of_lists_do(drafts_in):
    (draft,) = drafts_in(OPS_JSON.replace("한강모터 주식회사", "ООО Роев (RU)"))
    assert (named(draft, Role.APPLICANT), draft.latin_names[0][0]) == (["ООО Роев"], "ООО Роев")


def test_ops_legal_events(drafts_in):
    (draft,) = drafts_in(OPS_LEGAL)
    request, fee = draft.events
    assert (request.kind, request.day) == ("exam_request", date(2022, 10, 20))
    assert (fee.kind, fee.year) == (OTHER, None)  # paid to a national office, not to the EPO
    assert "Ref Country Code: GB" in fee.note
    assert [problem.code for problem in draft.problems] == ["event_date_unknown"]
    assert "soon AX" in draft.written["events"]


def test_cnipa_full_text(drafts_in):
    (draft,) = drafts_in(CNIPA)
    assert told(draft, "application_number", "publication_number", "grant_number", "grant_date", "claims_count") == {
        "application_number": "202410555123",
        "publication_number": "CN118765432",
        "grant_number": "CN118765432",
        "grant_date": date(2025, 1, 7),
        "claims_count": 2,
    }
    assert told(draft, "title", "abstract") == {"title": "转子结构", "abstract": "本发明公开了一种转子结构。"}
    assert named(draft, Role.AGENCY) == ["东城知识产权代理事务所(普通合伙)"]
    assert draft.latin_names == (("南山电机有限公司", "Nanshan Motor Co., Ltd."),)
    assert [event.note for event in draft.events] == ["CN GR01: 授权"]


def test_us_grant(drafts_in):
    (draft,) = drafts_in(GRANT)
    assert told(draft, "application_number", "grant_number", "grant_date", "title", "abstract", "claims_count") == {
        "application_number": "17333444",
        "grant_number": "US11999888",
        "grant_date": date(2024, 6, 4),
        "title": "Cell holder",
        "abstract": "A holder for cells.",
        "claims_count": 12,
    }
    assert draft.priorities == (DraftPriority("JP", "2020094001", date(2020, 5, 29)),)
    assert named(draft, Role.INVENTOR) == ["Kana Ito"]
    assert [cited.number or cited.literature for cited in draft.citations] == [
        "US20190123456",
        "Ito, K., “Holding cells”, 2018.",
    ]


def test_many_grants_in_one_file_and_one_that_breaks_off(drafts_in):
    drafts = drafts_in(GRANT + GRANT.replace("11999888", "11999889") + GRANT[:900])
    assert [draft.values.get("publication_number") for draft in drafts] == ["US11999888", "US11999889", None]
    assert [problem.code for problem in drafts[2].problems] == ["markup_damaged"]
    assert drafts[2].rejected


def test_us_assignment_makes_owners_and_events(drafts_in):
    first, second = drafts_in(ASSIGNMENT)
    assert told(first, "application_number", "grant_number", "grant_date") == {
        "application_number": "17333444",
        "grant_number": "US11999888",
        "grant_date": date(2024, 6, 4),
    }
    assert second.values["title"] == "CELL CLAMP"
    assert "grant_number" not in second.values
    assert named(first, Role.OWNER) == ["KAEDE MOTORS, INC."]
    (event,) = first.events
    assert (event.kind, event.day, event.reference) == ("assignment_recorded", date(2022, 3, 4), "051234/0077")


def test_us_application_data(drafts_in):
    (draft,) = drafts_in(APPLICATION)
    assert told(draft, "application_number", "publication_number", "status", "reduction") == {
        "application_number": "17333444",
        "publication_number": "US20210377001",
        "status": Status.GRANTED,
        "reduction": "small",
    }
    assert named(draft, Role.OWNER) == ["KAEDE MOTORS, INC."]  # a security interest changes no owner
    assert draft.priorities == (DraftPriority("US", "63031001", date(2020, 5, 28)),)
    kinds = [(event.kind, event.day, event.year) for event in draft.events]
    assert kinds == [
        ("office_action", date(2023, 2, 1), None),
        ("annuity_paid", date(2027, 11, 30), 4),
        (OTHER, date(2023, 2, 2), None),
        ("assignment_recorded", date(2022, 3, 4), None),
        (OTHER, date(2023, 1, 10), None),
    ]


def test_application_data_without_a_number_is_rejected(drafts_in):
    (draft,) = drafts_in('{"patentBag": [{"inventionTitle": "X"}]}')
    assert draft.rejected
    assert [problem.code for problem in draft.problems] == ["row_without_number"]


def test_google_page(drafts_in):
    (draft,) = drafts_in(GOOGLE)
    assert told(draft, "grant_number", "filing_date", "grant_date", "expiry_date", "status", "cites_count") == {
        "grant_number": "US11999888",
        "filing_date": date(2021, 5, 28),
        "grant_date": date(2024, 6, 4),
        "expiry_date": date(2041, 5, 28),
        "status": Status.GRANTED,
        "cites_count": 2,
    }
    assert draft.values["abstract"] == "A holder, for cells."
    assert [symbol for _, symbol in draft.classifications] == ["B60L50/60", "H01M50/204"]
    assert draft.priorities == (DraftPriority("JP", "2020094001", date(2020, 5, 29)),)
    assert [(cited.direction, cited.number) for cited in draft.citations] == [
        ("cites", "JP2015001234"),
        ("cites", "CN104000001"),
        ("cited_by", "US12000001"),
    ]
    assert [(event.kind, event.year, event.reference) for event in draft.events] == [
        ("assignment_recorded", None, "051234/0077"),
        ("annuity_paid", 4, ""),
    ]


def test_table_of_events_is_gathered_by_patent(drafts_in):
    american, japanese = drafts_in(EVENTS)
    assert [event.kind for event in american.events] == ["annuity_paid", OTHER]
    assert [(event.kind, event.day) for event in japanese.events] == [("office_action", date(2021, 2, 24))]


def test_cnki_list(drafts_in):
    first, second, third = drafts_in(CNKI)
    assert told(first, "publication_number", "title", "inventors_text", "publication_date") == {
        "publication_number": "CN118765432",
        "title": "转子结构",
        "inventors_text": "周立 | 林晓",
        "publication_date": date(2025, 1, 7),
    }
    assert second.values["inventors_text"] == "K.伊藤 | A·凯勒 | B·米勒"
    assert [problem.code for problem in third.problems] == ["line_unread"]


def test_derwent_record_names_each_publication(drafts_in):
    chinese, japanese = drafts_in(DERWENT)
    assert told(chinese, "application_number", "grant_number", "filing_date", "right_type") == {
        "application_number": "201920400123",
        "grant_number": "CN209000111",
        "filing_date": date(2019, 3, 29),
        "right_type": RightType.UTILITY_MODEL,
    }
    assert chinese.values["title_en"].endswith("held by resin.")
    assert named(chinese, Role.APPLICANT) == ["NANSHAN MOTOR CO LTD"]
    assert japanese.priorities == (DraftPriority("CN", "201920400123", date(2019, 3, 29)),)
    assert chinese.family_key == japanese.family_key == "derwent_tagged:2019000001"


def test_derwent_record_that_breaks_off(drafts_in):
    drafts = drafts_in(DERWENT[: DERWENT.index("ER\n")])
    assert {problem.code for draft in drafts for problem in draft.problems} >= {"record_incomplete"}
    assert not any(draft.rejected for draft in drafts)


def test_list_of_numbers(drafts_in):
    drafts = drafts_in("US11999888B2\nJPWO2012004842A1\nEP4111222A1\nCN118765432B\n")
    assert [draft.values["publication_number"] for draft in drafts] == [
        "US11999888",
        "JPWO2012004842",
        "EP4111222",
        "CN118765432",
    ]


def test_list_of_application_numbers_as_people_write_them(drafts_in):
    written = "202110000123.5\nZL 2021 1 0000456.8\nUS 17/123,456\nEP 3 123 456 B1\nPCT/CN2021/123456\nWO2021/123456\n"
    drafts = drafts_in(written)
    keys = [(one.values.get("office"), one.values.get("application_number"), one.values.get("publication_number"))
            for one in drafts]  # fmt: skip
    assert keys == [
        ("CN", "202110000123", None), ("CN", "202110000456", None), ("US", "17123456", None),
        ("EP", None, "EP3123456"), ("WO", "CN2021123456", None), ("WO", None, "WO2021123456"),
    ]  # fmt: skip


def test_archive_of_different_documents(read_file):
    content = pack({"a/ops.json": OPS_JSON, "b/grant.xml": GRANT, "readme.md": "Hello there", "c/bad.xml": GRANT[:700]})
    reading = read_file(content, "many.zip")
    drafts = list(reading.drafts())
    assert [(draft.source.sheet, draft.rejected) for draft in drafts] == [
        ("a/ops.json", False),
        ("b/grant.xml", False),
        ("c/bad.xml", True),
    ]
    assert [(problem.code, problem.source.sheet) for problem in reading.problems] == [("member_unread", "readme.md")]
    assert len(list(reading.rows())) == 3


def test_a_table_is_still_a_table(read_file):
    reading = read_file("公开号,标题\nCN118765432B,转子\n", "list.csv")
    assert reading.format == "table"
    assert len(list(reading.drafts())) == 1


def test_events_that_patsnap_lists_in_one_cell():
    found = events_of_cell("2023-08-18 | +PATENT GRANT | CN | 2019-01-22 | -LAPSE, X (A | B) | FR")
    assert [(event.day, event.office, event.code) for event in found] == [
        ("2023-08-18", "CN", "PATENT GRANT"),
        ("2019-01-22", "FR", "LAPSE, X (A | B)"),
    ]
    assert events_of_cell("-") == ()


def test_patsnap_events_reach_the_draft(drafts_in):
    text = "公开(公告)号,INPADOC法律状态\nCN118765432B,2025-01-07 | +PATENT GRANT | CN\n"
    (draft,) = drafts_in(text)
    assert draft.events == (DraftEvent(OTHER, date(2025, 1, 7), "CN PATENT GRANT"),)
    assert draft.values["grant_date"] == date(2025, 1, 7)
    assert "grant_date" in draft.weak


def test_every_format_has_a_name(library):
    codes = {form.code for form in (*FORMATS, *DOCUMENT_FORMATS)}
    for language in ("en", "zh"):
        words = library.words(language)
        assert [code for code in sorted(codes) if not words.has(f"format.{code}")] == []
