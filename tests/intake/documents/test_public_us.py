"""What the USPTO hands out, in the layouts of all years; what it says is invented."""

# ruff: noqa: E501 - lines of data stay as their formats have them

from datetime import date

from patentdesk.intake.drafts import OTHER, DraftPriority
from patentdesk.portfolio.codes import RightType, Role, Scheme
from tests.intake.asking import cited, named, told
from tests.intake.documents.samples_us import (
    APS,
    DOSSIER,
    PAP,
    PATDOC,
    PATDOC_DESIGN,
    PATENTSVIEW,
    PEDS,
    PEDS_XML,
    PPUBS,
)


def _assigned(day, giver, taker, words="ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).", purged="N"):
    return f"""<patent-assignment><assignment-record><reel-no>26816</reel-no><frame-no>{day[-4:]}</frame-no>
<last-update-date><date>20260101</date></last-update-date><purge-indicator>{purged}</purge-indicator>
<recorded-date><date>{day}</date></recorded-date><conveyance-text>{words}</conveyance-text></assignment-record>
<patent-assignors><patent-assignor><name>{giver}</name></patent-assignor></patent-assignors>
<patent-assignees><patent-assignee><name>{taker}</name></patent-assignee></patent-assignees>
<patent-properties><patent-property><document-id><country>US</country><doc-number>13514922</doc-number><kind>X0</kind>
<date>20120817</date></document-id><document-id><country>US</country><doc-number>20120310422</doc-number><kind>A1</kind>
<date>20121206</date></document-id><document-id><country>US</country><doc-number>8999111</doc-number><kind>B2</kind>
<date>20150401</date></document-id><invention-title lang="en">CELL HOLDER</invention-title></patent-property>
<patent-property><document-id><country>US</country><doc-number>D662333</doc-number><kind>B1</kind><date>20120626</date>
</document-id><invention-title lang="en">CELL</invention-title></patent-property></patent-properties></patent-assignment>"""


def _daily(*records):
    head = '<us-patent-assignments dtd-version="0.4" date-produced="20260101"><action-key-code>DA</action-key-code>'
    return f"{head}<patent-assignments>{''.join(records)}</patent-assignments></us-patent-assignments>"


def test_us_full_text_before_2002(drafts_in):
    patent, design, reissue = drafts_in(APS, "pftaps.txt")
    assert told(patent, "application_number", "grant_number", "kind_code", "filing_date", "grant_date", "title") == {
        "application_number": "06255177",
        "grant_number": "US4423812",
        "kind_code": "A",
        "filing_date": date(1981, 4, 7),
        "grant_date": date(1984, 1, 3),
        "title": "Brake pad with a spring behind it",
    }
    assert told(patent, "claims_count", "abstract") == {
        "claims_count": 7,
        "abstract": "A pad which lies on a spring.",
    }
    assert named(patent, Role.INVENTOR) == ["Kana Ito"]
    assert named(patent, Role.OWNER) == ["Kaede Motors, Inc."]
    assert named(patent, Role.AGENCY) == ["Harbour & Quay"]
    assert patent.priorities == (
        DraftPriority("JP", "1980044555", date(1980, 4, 10)),  # the 55th year of Shōwa
        DraftPriority("US", "06093222", date(1979, 11, 12)),
    )
    assert "000111" in patent.written["RLAP"]  # of this relation nobody can tell the series
    assert [symbol for _, symbol in patent.classifications] == ["F16D65/04", "B60T7/28"]
    assert cited(patent) == ["US4102421", "DE2511222", "Keller, Pads and springs, 1977."]
    assert told(design, "application_number", "grant_number", "right_type") == {
        "application_number": "29041444",
        "grant_number": "USD335551",
        "right_type": RightType.DESIGN,
    }
    assert design.classifications == ((Scheme.LOCARNO, "12-16"),)
    assert told(reissue, "application_number", "grant_number") == {
        "application_number": None,
        "grant_number": "USRE34111",
    }


def test_us_grants_of_2001_to_2004(drafts_in):
    first, again = drafts_in(PATDOC + PATDOC.replace("06555111", "06555112").replace("09555444", "09555445"))
    assert told(first, "application_number", "grant_number", "grant_date", "title", "abstract", "claims_count") == {
        "application_number": "09555444",
        "grant_number": "US6555111",
        "grant_date": date(2003, 4, 29),
        "title": "Holder for “large” cells",
        "abstract": "A holder.",
        "claims_count": 12,
    }
    assert again.values["grant_number"] == "US6555112"
    assert first.priorities == (
        DraftPriority("JP", "1999155666", date(1999, 6, 2)),
        DraftPriority("DE", "19925333", date(1999, 6, 3)),
        DraftPriority("US", "08777111", date(1997, 4, 4)),
        DraftPriority("US", "60111999", date(1998, 12, 1)),
    )
    assert [symbol for _, symbol in first.classifications] == ["H01M2/50", "B60L11/18"]
    assert cited(first) == ["US5825111", "Ito, Holding cells."]
    assert named(first, Role.OWNER) == ["Kaede Motors, Inc."]
    assert first.countries == (("Kaede Motors, Inc.", "JP"),)


def test_us_design_grant_of_2001(drafts_in):
    (design,) = drafts_in(PATDOC_DESIGN)
    assert told(design, "application_number", "grant_number", "right_type") == {
        "application_number": "29111222",
        "grant_number": "USD444555",
        "right_type": RightType.DESIGN,
    }
    assert design.classifications == ((Scheme.LOCARNO, "12-16"),)
    assert cited(design) == ["USD271222"]


def test_us_grant_of_2001_that_breaks_off(drafts_in):
    whole, broken = drafts_in(PATDOC + PATDOC[:900])
    assert whole.values["grant_number"] == "US6555111"
    assert [problem.code for problem in broken.problems] == ["markup_damaged"]


def test_us_applications_published_before_2005(drafts_in):
    first, again = drafts_in(PAP + PAP.replace("20020111222", "20020111223").replace("09777888", "09777889"))
    assert told(
        first, "application_number", "publication_number", "kind_code", "title", "claims_count", "abstract"
    ) == {
        "application_number": "09777888",
        "publication_number": "US20020111222",
        "kind_code": "A1",
        "title": "Cell holder",
        "claims_count": 2,
        "abstract": "A holder.",
    }
    assert again.values["publication_number"] == "US20020111223"
    assert first.priorities == (
        DraftPriority("JP", "2000033444", date(2000, 2, 10)),
        DraftPriority("US", "09111333", date(1998, 7, 7)),
        DraftPriority("US", "60222333", date(2000, 2, 11)),
    )
    assert named(first, Role.INVENTOR) == ["Kana M. Ito"]
    assert named(first, Role.OWNER) == ["Kaede Motors, Inc."]


def test_us_assignments_of_a_day_name_each_patent_once_with_its_last_owner(drafts_in):
    text = _daily(
        _assigned("20160303", "KAEDE MOTORS INC", "NORTHLIGHT CELLS LLC"),
        _assigned("20120901", "ITO, KANA", "KAEDE MOTORS, INC."),
        _assigned("20170404", "NORTHLIGHT CELLS LLC", "HARBOUR BANK", "SECURITY INTEREST (SEE DOCUMENT FOR DETAILS)."),
        _assigned("20180505", "NORTHLIGHT CELLS LLC", "WRONG HANDS LLC", purged="Y"),
    )
    patent, design = drafts_in(text, "ad20260101.xml")
    assert told(patent, "application_number", "publication_number", "grant_number", "filing_date", "grant_date") == {
        "application_number": "13514922",
        "publication_number": "US20120310422",
        "grant_number": "US8999111",
        "filing_date": date(2012, 8, 17),
        "grant_date": date(2015, 4, 1),
    }
    assert named(patent, Role.OWNER) == ["NORTHLIGHT CELLS LLC"]
    assert [event.kind for event in patent.events] == ["assignment_recorded", "assignment_recorded", OTHER, OTHER]
    assert told(design, "grant_number", "right_type") == {"grant_number": "USD662333", "right_type": RightType.DESIGN}


def test_us_assignments_by_two_inventors_to_two_companies_make_two_owners(drafts_in):
    text = _daily(
        _assigned("20120901", "ITO, KANA", "KAEDE MOTORS, INC."),
        _assigned("20120902", "LIN, XIAO", "NANSHAN MOTOR LTD"),
    )
    assert named(drafts_in(text)[0], Role.OWNER) == ["KAEDE MOTORS, INC.", "NANSHAN MOTOR LTD"]


def test_american_days_of_peds(drafts_in):
    (draft,) = drafts_in(PEDS)
    assert draft.priorities == (
        DraftPriority("JP", "2009055111", date(2009, 3, 9)),
        DraftPriority("US", "61159111", date(2009, 3, 11)),
    )
    (event,) = draft.events
    assert (event.kind, event.day) == ("assignment_recorded", date(2019, 5, 7))


def test_foreign_priority_in_the_words_of_the_first_open_data_portal(drafts_in):
    claim = '{"priorityNumberText": "2017-187111", "filingDate": "2017-09-27", "countryName": "JAPAN"}'
    (draft,) = drafts_in(f'{{"patentBag": [{{"applicationNumberText": "16123111", "foreignPriorityBag": [{claim}]}}]}}')
    assert draft.priorities == (DraftPriority("JP", "2017187111", date(2017, 9, 27)),)


def test_papers_of_a_file_wrapper_are_events_of_their_applications(drafts_in):
    paper = (
        '{{"applicationNumberText": "{}", "officialDate": "2023-{}T00:00:00.000-0400", "documentCode": "{}", '
        '"documentCodeDescriptionText": "{}", "directionCategory": "OUTGOING"}}'
    )
    papers = [
        paper.format("16330111", "05-18", "CTNF", "Non-Final Rejection"),
        paper.format("16330111", "05-18", "SRNT", "Examiner's search"),
        paper.format("16330222", "06-19", "NOA", "Notice of Allowance"),
    ]
    first, second = drafts_in(f'{{"count": 3, "documentBag": [{", ".join(papers)}]}}')
    assert first.values["application_number"] == "16330111"
    assert [(event.kind, event.day) for event in first.events] == [
        ("office_action", date(2023, 5, 18)),
        (OTHER, date(2023, 5, 18)),
    ]
    assert [event.kind for event in second.events] == ["grant_notice"]


def test_global_dossier(drafts_in):
    japanese, american = drafts_in(DOSSIER)
    assert told(japanese, "application_number", "filing_date", "publication_number", "grant_number", "grant_date") == {
        "application_number": "2017187111",
        "filing_date": date(2017, 9, 27),
        "publication_number": "JP2019061111",
        "grant_number": "JP6768111",
        "grant_date": date(2020, 10, 14),
    }
    assert japanese.priorities == ()
    assert told(american, "application_number", "title") == {"application_number": "16123111", "title": "CELL HOLDER"}
    assert american.priorities == (DraftPriority("JP", "2017187111"),)
    assert american.family_key == japanese.family_key


def test_several_families_of_the_global_dossier(read_file):
    empty = '{"country": "EP", "id": "18893111", "list": [{"title": "none"}]}'
    reading = read_file(f'{{"a": {DOSSIER}, "b": {DOSSIER}, "c": {empty}}}')
    assert [one.number for one in reading.documents.documents] == [1, 2, 3, 4]
    assert reading.problems == ()


def test_us_public_search(drafts_in):
    patent, plant = drafts_in(PPUBS)
    assert told(patent, "application_number", "grant_number", "grant_date", "filing_date", "title", "claims_count") == {
        "application_number": "14231111",
        "grant_number": "US11803111",
        "grant_date": date(2023, 10, 31),
        "filing_date": date(2014, 3, 31),
        "title": "Cell holder",
        "claims_count": 14,
    }
    assert named(patent, Role.INVENTOR) == ["Kana Ito"]
    assert patent.priorities == (DraftPriority("JP", "2013050111", date(2013, 4, 2)),)
    assert [symbol for _, symbol in patent.classifications] == ["H01M50/20", "B60L50/60", "H01M50/204"]
    assert cited(patent) == ["US5826111", "US20050050111"]
    assert plant.values["grant_number"] == "USPP3823"


def test_patentsview_answers(drafts_in):
    patent, design = drafts_in(PATENTSVIEW)
    assert told(patent, "application_number", "grant_number", "grant_date", "filing_date", "claims_count") == {
        "application_number": "15123111",
        "grant_number": "US10234111",
        "grant_date": date(2019, 3, 19),
        "filing_date": date(2016, 8, 12),
        "claims_count": 5,
    }
    assert named(patent, Role.OWNER) == ["Kaede Motors, Inc."]
    assert named(patent, Role.INVENTOR) == ["Kana Ito"]
    assert [symbol for _, symbol in patent.classifications] == ["H01M50/204"]
    assert told(design, "grant_number", "right_type") == {"grant_number": "USD812111", "right_type": RightType.DESIGN}


def test_patentsview_answers_in_the_first_names(drafts_in):
    (draft,) = drafts_in(
        '{"patents": [{"patent_number": "8407111", "patent_title": "Cell", "patent_date": "2013-04-02", "inventors": '
        '[{"inventor_first_name": "Kana", "inventor_last_name": "Ito"}], "applications": [{"app_number": "12764111", '
        '"app_date": "2010-04-21"}], "cpcs": [{"cpc_subgroup_id": "H01M50/20"}]}], "total_patent_count": 1}'
    )
    assert told(draft, "application_number", "grant_number", "filing_date") == {
        "application_number": "12764111",
        "grant_number": "US8407111",
        "filing_date": date(2010, 4, 21),
    }


def test_patentsview_tables(drafts_in):
    (patent,) = drafts_in(
        "patent_id\tpatent_type\tpatent_date\tpatent_title\twipo_kind\tnum_claims\n"
        "10000111\tutility\t2018-06-19\tCell holder\tB2\t20\n"
    )
    assert told(patent, "grant_number", "grant_date", "title", "claims_count") == {
        "grant_number": "US10000111",
        "grant_date": date(2018, 6, 19),
        "title": "Cell holder",
        "claims_count": 20,
    }
    (filed,) = drafts_in(
        "application_id\tpatent_id\tpatent_application_type\tfiling_date\n14643111\t10000111\t14\t2015-03-10\n"
    )
    assert told(filed, "application_number", "grant_number") == {
        "application_number": "14643111",
        "grant_number": "US10000111",
    }


def test_us_examination_data_as_xml(drafts_in):
    (draft,) = drafts_in(PEDS_XML)
    assert told(draft, "application_number", "publication_number", "grant_number", "grant_date", "reduction") == {
        "application_number": "16123111",
        "publication_number": "US20190095111",
        "grant_number": "US10902111",
        "grant_date": date(2021, 1, 26),
        "reduction": "small",
    }
    assert named(draft, Role.APPLICANT) == ["Kaede Motors, Inc."]
    assert named(draft, Role.OWNER) == ["KAEDE MOTORS, INC."]
    assert named(draft, Role.INVENTOR) == ["Kana Ito"]
    assert draft.priorities == (
        DraftPriority("JP", "2017187111", date(2017, 9, 27)),
        DraftPriority("US", "15111333", date(2016, 1, 2)),
    )
    assert [event.kind for event in draft.events] == ["office_action", "assignment_recorded"]


def test_us_design_states_its_class_in_four_digits(drafts_in):
    (draft,) = drafts_in(
        '<us-patent-grant country="US"><us-bibliographic-data-grant><publication-reference><document-id>'
        "<country>US</country><doc-number>D0812111</doc-number><kind>S1</kind><date>20180313</date></document-id>"
        '</publication-reference><application-reference appl-type="design"><document-id><country>US</country>'
        "<doc-number>29562111</doc-number></document-id></application-reference><classification-locarno>"
        "<edition>10</edition><main-classification>1216</main-classification></classification-locarno>"
        "</us-bibliographic-data-grant></us-patent-grant>"
    )
    assert draft.classifications == ((Scheme.LOCARNO, "12-16"),)
    assert told(draft, "grant_number", "right_type") == {"grant_number": "USD812111", "right_type": RightType.DESIGN}
