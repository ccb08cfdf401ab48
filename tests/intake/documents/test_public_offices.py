"""What the offices of Europe, China, Korea and Japan hand out; what it says is invented."""

# ruff: noqa: E501 - lines of data stay as their formats have them

from datetime import date

from patentdesk.intake.drafts import OTHER, DraftPriority
from patentdesk.portfolio.codes import RightType, Role, Scheme, Status
from tests.intake.asking import cited, named, told
from tests.intake.documents.samples_offices import (
    CN_DESIGN,
    CN_STATUS,
    DOCDB,
    EP_TEXT,
    JP_GAZETTE,
    JPO,
    KIPRIS,
    KIPRIS_DETAIL,
    REGISTER,
)


def test_european_patent_register(drafts_in):
    (draft,) = drafts_in(REGISTER)
    assert told(
        draft, "application_number", "publication_number", "publication_date", "grant_number", "grant_date"
    ) == {
        "application_number": "14735111",
        "publication_number": "EP3000111",
        "publication_date": date(2016, 3, 30),
        "grant_number": "EP3000111",
        "grant_date": date(2017, 5, 17),
    }
    assert told(draft, "filing_date", "status", "status_date", "title") == {
        "filing_date": date(2014, 6, 12),
        "status": Status.GRANTED,
        "status_date": date(2018, 3, 23),
        "title": "CELL HOLDER",
    }
    assert named(draft, Role.APPLICANT) == ["Alpen-Strom GmbH"]  # as it stands today
    assert draft.countries == (("Alpen-Strom GmbH", "DE"),)
    assert draft.priorities == (DraftPriority("DE", "102013211111", date(2013, 6, 24)),)
    assert [symbol for _, symbol in draft.classifications] == ["H01M2/10", "H01M2/20"]
    assert [(event.kind, event.day, event.year) for event in draft.events] == [
        ("exam_request", date(2015, 5, 11), None),
        ("annuity_paid", date(2016, 6, 28), 3),
        (OTHER, date(2014, 6, 12), None),
        (OTHER, date(2018, 3, 23), None),
    ]


def test_register_answer_about_steps_alone_names_the_patent_that_was_asked_for(drafts_in):
    start, end = REGISTER.index("<reg:bibliographic-data"), REGISTER.index("<reg:procedural-data>")
    (draft,) = drafts_in(REGISTER[:start] + REGISTER[end:])
    assert draft.values["publication_number"] == "EP3000111"
    assert [event.kind for event in draft.events] == ["annuity_paid", OTHER]


def test_number_service(drafts_in):
    (draft,) = drafts_in(
        '<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">'
        '<ops:standardization><ops:input/><ops:output><ops:application-reference><document-id document-id-type="docdb">'
        "<country>EP</country><doc-number>13844111</doc-number><kind>A</kind><date>20131011</date></document-id>"
        "</ops:application-reference></ops:output></ops:standardization></ops:world-patent-data>"
    )
    assert told(draft, "application_number", "filing_date") == {
        "application_number": "13844111",
        "filing_date": date(2013, 10, 11),
    }


def test_docdb_exchange(drafts_in):
    draft, deleted = drafts_in(DOCDB)
    assert told(draft, "application_number", "grant_number", "grant_date", "filing_date") == {
        "application_number": "14735111",
        "grant_number": "EP3000111",
        "grant_date": date(2017, 5, 17),
        "filing_date": date(2014, 6, 12),
    }
    assert named(draft, Role.APPLICANT) == ["Alpen-Strom GmbH"]  # one party, told in two forms
    assert draft.countries == (("Alpen-Strom GmbH", "DE"),)
    assert draft.priorities == (
        DraftPriority("DE", "102013211111", date(2013, 6, 24)),
        DraftPriority("WO", "EP2014001111", date(2014, 6, 12)),
    )
    assert draft.classifications == ((Scheme.IPC, "H01M2/10"), (Scheme.CPC, "H01M50/204"))
    assert [problem.code for problem in deleted.problems] == ["document_deleted"]
    assert deleted.rejected


def test_chinese_design_full_text(drafts_in):
    (draft,) = drafts_in(CN_DESIGN)
    assert told(draft, "application_number", "grant_number", "right_type", "title") == {
        "application_number": "201530123456",
        "grant_number": "CN303456789",
        "right_type": RightType.DESIGN,
        "title": "车轮",
    }
    assert named(draft, Role.INVENTOR) == ["林晓"]
    assert draft.classifications == ((Scheme.LOCARNO, "12-16"),)
    assert not draft.problems


def test_chinese_citations_in_each_form_are_taken_once(drafts_in):
    form = (
        '<business:PublicationReference dataFormat="{}"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>'
        "<base:DocNumber>{}</base:DocNumber><base:Kind>U</base:Kind></base:DocumentID></business:PublicationReference>"
    )
    forms = form.format("standard", "000203232111") + form.format("original", "203232111")
    told_there = f"<business:ReferencesCited><business:Citation><business:ApplicationCitation>{forms}"
    told_there += "</business:ApplicationCitation></business:Citation></business:ReferencesCited><business:DesignTitle"
    (draft,) = drafts_in(CN_DESIGN.replace("<business:DesignTitle", told_there))
    assert cited(draft) == ["CN203232111"]


def test_korean_list_of_hits(drafts_in):
    first, second = drafts_in(KIPRIS)
    assert told(first, "application_number", "publication_number", "grant_number", "grant_date", "status", "title") == {
        "application_number": "1020240012111",
        "publication_number": "KR1020250012111",
        "grant_number": "KR101234511",
        "grant_date": date(2025, 1, 1),
        "status": Status.GRANTED,
        "title": "모터 제어 장치",
    }
    assert named(first, Role.APPLICANT) == ["한강모터 주식회사", "동해대학교"]
    assert [symbol for _, symbol in first.classifications] == ["B60W10/06", "F02D41/00"]
    assert second.values["application_number"] == "1020230000111"


def test_korean_application_in_detail(drafts_in):
    (draft,) = drafts_in(KIPRIS_DETAIL)
    assert told(draft, "application_number", "publication_number", "grant_number", "title_en", "claims_count") == {
        "application_number": "1020190123111",
        "publication_number": "KR1020210040111",
        "grant_number": "KR102345111",
        "title_en": "MOTOR",
        "claims_count": 12,
    }
    assert named(draft, Role.INVENTOR) == ["홍가람", "김나래"]
    assert draft.priorities == (DraftPriority("JP", "2018187111", date(2018, 10, 2)),)
    assert [event.day for event in draft.events] == [date(2019, 10, 1)]


def test_korean_list_with_large_letters(drafts_in):
    (draft,) = drafts_in(
        "<response><body><items><PatentUtilityInfo><ApplicationNumber>1020260000111</ApplicationNumber>"
        "<InventionName>모터</InventionName><Applicant>한강모터 주식회사</Applicant><OpeningNumber>1020260099111</OpeningNumber>"
        "<RegistrationStatus>공개</RegistrationStatus></PatentUtilityInfo></items></body></response>"
    )
    assert told(draft, "application_number", "publication_number", "title", "status") == {
        "application_number": "1020260000111",
        "publication_number": "KR1020260099111",
        "title": "모터",
        "status": Status.PENDING,
    }


def test_japanese_office(drafts_in):
    (draft,) = drafts_in(JPO)
    assert told(draft, "application_number", "publication_number", "grant_number", "grant_date", "expiry_date") == {
        "application_number": "2014192111",
        "publication_number": "JP2016063111",
        "grant_number": "JP6422111",
        "grant_date": date(2018, 10, 26),
        "expiry_date": date(2034, 9, 22),
    }
    assert named(draft, Role.APPLICANT) == ["楓自動車株式会社"]
    assert named(draft, Role.AGENCY) == ["港特許事務所"]
    assert draft.priorities == (DraftPriority("US", "14123111", date(2013, 9, 22)),)


def test_chinese_legal_status_is_gathered_by_application(drafts_in):
    (draft,) = drafts_in(CN_STATUS)
    assert told(draft, "application_number", "filing_date", "grant_date") == {
        "application_number": "201510163111",
        "filing_date": date(2015, 4, 8),
        "grant_date": date(2023, 10, 3),
    }
    assert [(event.kind, event.day) for event in draft.events] == [
        (OTHER, date(2023, 10, 3)),
        ("exam_request", date(2015, 7, 29)),
    ]


def test_european_full_text(drafts_in):
    (draft,) = drafts_in(EP_TEXT)
    assert told(draft, "application_number", "grant_number", "grant_date", "filing_date", "title", "claims_count") == {
        "application_number": "12783111",
        "grant_number": "EP2912111",
        "grant_date": date(2025, 1, 29),
        "filing_date": date(2012, 10, 29),
        "title": "CELL HOLDER",
        "claims_count": 2,
    }
    assert named(draft, Role.OWNER) == ["Alpen-Strom GmbH"]
    assert named(draft, Role.INVENTOR) == ["KELLER, Anna"]
    assert draft.priorities == (
        DraftPriority("JP", "1999123111", date(1999, 4, 30)),
        DraftPriority("US", "61555111", date(2011, 11, 4)),
    )
    assert [symbol for _, symbol in draft.classifications] == ["H04W12/04", "H04W12/041"]
    assert cited(draft) == ["EP1234111", "US7123111", 'KELLER: "Cells"']
    assert not draft.problems


def test_japanese_gazette_in_its_encoding(read_file):
    text = JP_GAZETTE.replace('encoding="UTF-8"', 'encoding="EUC-JP"')
    (draft,) = read_file(text.encode("euc-jp")).drafts()
    assert told(draft, "application_number", "publication_number", "filing_date", "title", "claims_count") == {
        "application_number": "2008160111",
        "publication_number": "JP2010004111",
        "filing_date": date(2008, 6, 19),
        "title": "電池保持具",
        "claims_count": 7,
    }
    assert named(draft, Role.APPLICANT) == ["楓自動車株式会社"]
    assert named(draft, Role.INVENTOR) == ["伊藤 佳奈"]
    assert draft.priorities == (DraftPriority("US", "60945111", date(2007, 6, 20)),)
    assert [symbol for _, symbol in draft.classifications] == ["H01M2/10", "B60L11/18"]


def test_japanese_grant_gazette(drafts_in):
    text = JP_GAZETTE.replace('kind-of-jp="A" kind-of-st16="A"', 'kind-of-jp="B9" kind-of-st16="B2"')
    (draft,) = drafts_in(text.replace("2010004111", "4999111"))
    assert told(draft, "grant_number") == {"grant_number": "JP4999111"}
    assert "grant_date" not in draft.values, "the gazette's day is not the day of grant"
