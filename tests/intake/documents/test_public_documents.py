"""Documents as public sources hand them out, in layouts that no file of the project shows; what they say is invented."""

# ruff: noqa: E501 - lines of data stay as their formats have them

from datetime import date

from patentdesk.intake.drafts import OTHER, DraftPriority
from patentdesk.portfolio.codes import RightType, Role, Scheme, Status


def named(draft, role):
    return [name for found, name in draft.parties if found is role]


def told(draft, *names):
    return {name: draft.values.get(name) for name in names}


def cited(draft):
    return [one.number or one.literature for one in draft.citations]


APS = """HHHHHT        APS1        ISSUE - 840103
PATN
WKU  044238120
SRC  6
APN  2551775
APT  1
APD  19810407
TTL  Brake pad with a spring
      behind it
ISD  19840103
NCL  7
INVT
NAM  Ito; Kana
CTY  Nagoya
CNT  JPX
ASSG
NAM  Kaede Motors, Inc.
CNT  JPX
COD  03
PRIR
CNT  JPX
APD  19800410
APN  55/44555
RLAP
COD  71
APN  093222
APD  19791112
PSC  03
RLAP
COD  86
APN  000111
APD  19960101
CLAS
OCL  188 73
ICL  F16D 6504
ICL  B60T  728
UREF
PNO  4102421
FREF
PNO  2511222
ISD  19760900
CNT  DEX
OREF
PAL  Keller, Pads and
      springs, 1977.
LREP
FRM  Harbour & Quay
ABST
PAR  A pad which
      lies on a spring.
BSUM
PAR  Nothing of this
CLMS
NUM  1.
PAR  1. A pad.
PATN
WKU  D03355518
SRC  D
APN  0414445
APT  4
APD  19940106
TTL  Wheel
ISD  19960109
NCL  1
CLAS
ICL  D1216
PATN
WKU  RE0341110
TTL  Clamp
ISD  19960109
"""


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


PATDOC = """<!DOCTYPE PATDOC PUBLIC "-//USPTO//DTD ST.32 US PATENT GRANT V2.4 2000-09-20//EN" [
<!ENTITY US06555111-20030429-D00001.TIF SYSTEM "US06555111-20030429-D00001.TIF" NDATA TIF>
]>
<PATDOC DTD="2.5" STATUS="BUILD 20030401"><SDOBI>
<B100><B110><DNUM><PDAT>06555111</PDAT></DNUM></B110><B130><PDAT>B1</PDAT></B130>
<B140><DATE><PDAT>20030429</PDAT></DATE></B140><B190><PDAT>US</PDAT></B190></B100>
<B200><B210><DNUM><PDAT>09555444</PDAT></DNUM></B210><B211US><PDAT>09</PDAT></B211US>
<B220><DATE><PDAT>20000601</PDAT></DATE></B220></B200>
<B300><B310><DNUM><PDAT>11-155666</PDAT></DNUM></B310><B320><DATE><PDAT>19990602</PDAT></DATE></B320>
<B330><CTRY><PDAT>JP</PDAT></CTRY></B330>
<B310><DNUM><PDAT>199 25 333</PDAT></DNUM></B310><B320><DATE><PDAT>19990603</PDAT></DATE></B320>
<B330><CTRY><PDAT>DE</PDAT></CTRY></B330></B300>
<B500><B510><B511><PDAT>H01M  250</PDAT></B511><B512><PDAT>B60L 1118</PDAT></B512><B516><PDAT>7</PDAT></B516></B510>
<B540><STEXT><PDAT>Holder for &ldquo;large&rdquo; cells</PDAT></STEXT></B540>
<B560><B561><PCIT><DOC><DNUM><PDAT>5825111</PDAT></DNUM><DATE><PDAT>19981000</PDAT></DATE><KIND><PDAT>A</PDAT></KIND>
</DOC></PCIT><CITED-BY-EXAMINER></B561><B562><NCIT><STEXT><PDAT>Ito, Holding cells.</PDAT></STEXT></NCIT>
<CITED-BY-OTHER></B562></B560>
<B570><B577><PDAT>12</PDAT></B577></B570><B590><B597US></B590></B500>
<B600><B630><B632><PARENT-US><CDOC><DOC><DNUM><PDAT>09/555444</PDAT></DNUM></DOC></CDOC><PDOC><DOC><DNUM>
<PDAT>08/777111</PDAT></DNUM><DATE><PDAT>19970404</PDAT></DATE><CTRY><PDAT>US</PDAT></CTRY></DOC></PDOC></PARENT-US></B632>
</B630><B680US><DOC><DNUM><PDAT>60/111999</PDAT></DNUM><DATE><PDAT>19981201</PDAT></DATE></DOC></B680US></B600>
<B700><B720><B721><PARTY-US><NAM><FNM><PDAT>Kana</PDAT></FNM><SNM><STEXT><PDAT>Ito</PDAT></STEXT></SNM></NAM></PARTY-US>
</B721></B720><B730><B731><PARTY-US><NAM><ONM><STEXT><PDAT>Kaede Motors, Inc.</PDAT></STEXT></ONM></NAM>
<ADR><CTRY><PDAT>JP</PDAT></CTRY></ADR></PARTY-US></B731></B730></B700></SDOBI>
<SDOAB><BTEXT><PARA ID="P-1"><PTEXT><PDAT>A holder.</PDAT></PTEXT></PARA></BTEXT></SDOAB>
<SDODR ID="DRAWINGS"><EMI ID="EMI-D00001" FILE="US06555111-20030429-D00001.TIF"></SDODR></PATDOC>
"""
PATDOC_DESIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!-- <!DOCTYPE PATDOC PUBLIC "-//USPTO//DTD ST.32 US PATENT GRANT V2.4 2000-09-20//EN" [ -->
<!DOCTYPE PATDOC SYSTEM "ST32-US-Grant-025xml.dtd" [
<!ENTITY USD0444555-20010703-D00000.TIF SYSTEM "USD0444555-20010703-D00000.TIF" NDATA TIF>
]>
<PATDOC DTD="2.4"><SDOBI><B100><B110><DNUM><PDAT>D0444555</PDAT></DNUM></B110><B130><PDAT>S</PDAT></B130>
<B140><DATE><PDAT>20010703</PDAT></DATE></B140><B190><PDAT>US</PDAT></B190></B100>
<B200><B210><DNUM><PDAT>29111222</PDAT></DNUM></B210><B220><DATE><PDAT>19990106</PDAT></DATE></B220></B200>
<B500><B510><B511><PDAT>1216</PDAT></B511></B510><B540><STEXT><PDAT>Wheel</PDAT></STEXT></B540>
<B560><B561><PCIT><DOC><DNUM><PDAT>D. 271222</PDAT></DNUM></DOC></PCIT><CITED-BY-EXAMINER/></B561></B560></B500>
</SDOBI></PATDOC>
"""


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


PAP = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE patent-application-publication SYSTEM "pap-v15-2001-01-31.dtd" []>
<patent-application-publication><subdoc-bibliographic-information>
<document-id><doc-number>20020111222</doc-number><kind-code>A1</kind-code><document-date>20020815</document-date>
</document-id><domestic-filing-data><application-number><doc-number>09777888</doc-number></application-number>
<application-number-series-code>09</application-number-series-code><filing-date>20010209</filing-date>
</domestic-filing-data>
<foreign-priority-data><priority-application-number><doc-number>2000-033444</doc-number></priority-application-number>
<filing-date>20000210</filing-date><country-code>JP</country-code></foreign-priority-data>
<technical-information><classification-ipc><classification-ipc-primary><ipc>H01M002/10</ipc></classification-ipc-primary>
</classification-ipc><title-of-invention> Cell
 holder </title-of-invention></technical-information>
<continuity-data><continuations><continuation-of><parent-child><child><document-id><doc-number>09777888</doc-number>
</document-id></child><parent><document-id><doc-number>09111333</doc-number><document-date>19980707</document-date>
</document-id></parent></parent-child></continuation-of></continuations>
<non-provisional-of-provisional><document-id><doc-number>60222333</doc-number><document-date>20000211</document-date>
<country-code>US</country-code></document-id></non-provisional-of-provisional></continuity-data>
<inventors><first-named-inventor><name><given-name> Kana </given-name><middle-name> M.</middle-name>
<family-name> Ito</family-name></name></first-named-inventor></inventors>
<assignee><organization-name>Kaede Motors, Inc.</organization-name><address><country><country-code>JP</country-code>
</country></address></assignee></subdoc-bibliographic-information>
<subdoc-abstract><heading>Abstract</heading><paragraph id="A-1">A holder.</paragraph></subdoc-abstract>
<subdoc-description><section>much</section></subdoc-description>
<subdoc-claims><claim id="1"><claim-text>1. A</claim-text></claim><claim id="2"><claim-text>2. B</claim-text></claim>
</subdoc-claims></patent-application-publication>
"""


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


PEDS = """{"queryResults": {"searchResponse": {"response": {"docs": [{"applId": "12721555",
 "appFilingDate": "2010-03-11T00:00:00Z", "patentNumber": "8457555", "patentIssueDate": "2013-06-04T00:00:00Z",
 "patentTitle": "Cell holder", "appStatus": "Patented Case",
 "inventors": [{"nameLineOne": "Ito", "nameLineTwo": "Kana"}],
 "parentContinuity": [{"claimApplicationNumberText": "61159111", "applicationNumberText": "12721555",
   "filingDate": "03-11-2009", "applicationStatus": "Expired"}],
 "foreignPriority": [{"countryName": "JAPAN", "priorityClaim": "2009-055111", "filingDate": "03-09-2009"}],
 "assignments": [{"reelNumber": "49597", "frameNumber": "435", "recordedDate": "05-07-2019",
   "conveyanceText": "ASSIGNMENT OF ASSIGNORS INTEREST", "assignors": [{"assignorName": "ITO, KANA"}],
   "assignee": [{"assigneeName": "KAEDE MOTORS, INC."}]}]}]}}}}"""


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


REGISTER = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ops:world-patent-data xmlns:ops="http://ops.epo.org" xmlns:reg="http://www.epo.org/register">
<ops:register-search total-result-count="1"><ops:query syntax="CQL">publication=EP3000111</ops:query>
<reg:register-documents produced-by="RO"><reg:register-document status="No opposition filed within time limit">
<reg:ep-patent-statuses>
 <reg:ep-patent-status change-date="20180323" status-code="7">No opposition filed within time limit</reg:ep-patent-status>
 <reg:ep-patent-status change-date="20170414" status-code="8">The patent has been granted</reg:ep-patent-status>
</reg:ep-patent-statuses>
<reg:bibliographic-data country="EP">
 <reg:publication-reference><reg:document-id><reg:country>WO</reg:country><reg:doc-number>2014206111</reg:doc-number>
  <reg:kind>A1</reg:kind><reg:date>20141231</reg:date></reg:document-id></reg:publication-reference>
 <reg:publication-reference><reg:document-id><reg:country>EP</reg:country><reg:doc-number>3000111</reg:doc-number>
  <reg:kind>A1</reg:kind><reg:date>20160330</reg:date></reg:document-id></reg:publication-reference>
 <reg:publication-reference><reg:document-id><reg:country>EP</reg:country><reg:doc-number>3000111</reg:doc-number>
  <reg:kind>B1</reg:kind><reg:date>20170517</reg:date></reg:document-id></reg:publication-reference>
 <reg:classifications-ipcr change-date="20160226"><reg:classification-ipcr><reg:text>H01M2/10, H01M2/20</reg:text>
  </reg:classification-ipcr></reg:classifications-ipcr>
 <reg:application-reference><reg:document-id><reg:country>EP</reg:country><reg:doc-number>14735111</reg:doc-number>
  <reg:date>20140612</reg:date></reg:document-id></reg:application-reference>
 <reg:application-reference><reg:document-id><reg:country>WO</reg:country><reg:doc-number>WO2014EP01111</reg:doc-number>
  </reg:document-id></reg:application-reference>
 <reg:priority-claims><reg:priority-claim><reg:country>DE</reg:country><reg:doc-number>201310211111</reg:doc-number>
  <reg:date>20130624</reg:date></reg:priority-claim></reg:priority-claims>
 <reg:parties>
  <reg:applicants change-date="20190101"><reg:applicant><reg:addressbook><reg:name>Alpen-Strom GmbH</reg:name>
   <reg:address><reg:country>DE</reg:country></reg:address></reg:addressbook></reg:applicant></reg:applicants>
  <reg:applicants change-date="20160226"><reg:applicant><reg:addressbook><reg:name>Former Strom AG</reg:name>
   <reg:address><reg:country>AT</reg:country></reg:address></reg:addressbook></reg:applicant></reg:applicants>
  <reg:inventors><reg:inventor><reg:addressbook><reg:name>KELLER, Anna</reg:name></reg:addressbook></reg:inventor>
  </reg:inventors>
  <reg:agents><reg:agent><reg:addressbook><reg:name>Kai &amp; Partner</reg:name></reg:addressbook></reg:agent></reg:agents>
 </reg:parties>
 <reg:invention-title lang="de">ZELLENHALTER</reg:invention-title>
 <reg:invention-title lang="en">CELL HOLDER</reg:invention-title>
 <reg:term-of-grant change-date="20200717"><reg:lapsed-in-country><reg:country>HU</reg:country><reg:date>20140612</reg:date>
  </reg:lapsed-in-country></reg:term-of-grant>
 <reg:dates-rights-effective><reg:request-for-examination><reg:date>20150511</reg:date></reg:request-for-examination>
 </reg:dates-rights-effective>
</reg:bibliographic-data>
<reg:procedural-data>
 <reg:procedural-step><reg:procedural-step-code>RFEE</reg:procedural-step-code>
  <reg:procedural-step-text step-text-type="STEP_DESCRIPTION">Renewal fee payment</reg:procedural-step-text>
  <reg:procedural-step-text step-text-type="YEAR">03</reg:procedural-step-text>
  <reg:procedural-step-date step-date-type="DATE_OF_PAYMENT"><reg:date>20160628</reg:date></reg:procedural-step-date>
 </reg:procedural-step>
</reg:procedural-data>
<reg:events-data><reg:dossier-event><reg:event-date><reg:date>20180323</reg:date></reg:event-date>
 <reg:event-code>0009261</reg:event-code><reg:event-text>No opposition filed within time limit</reg:event-text>
</reg:dossier-event></reg:events-data>
</reg:register-document></reg:register-documents></ops:register-search></ops:world-patent-data>"""


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


DOSSIER = """{"country": "US", "internal": "false", "id": "16123111", "type": "application", "list": [
 {"appNum": "2017187111", "appDate": 1506470400000, "countryCode": "JP", "kindCode": "A", "appDateStr": "09/27/2017",
  "pubList": [{"pubCountry": "JP", "pubNum": "2019061111", "kindCode": "A", "pubDateStr": "04/18/2019"},
   {"pubCountry": "JP", "pubNum": "6768111", "kindCode": "B2", "pubDateStr": "10/14/2020"}],
  "priorityClaimList": [{"country": "JP", "docNumber": "2017187111", "kindCode": "A"}], "title": null},
 {"appNum": "16123111", "countryCode": "US", "kindCode": "A", "appDateStr": "09/06/2018", "title": "CELL HOLDER",
  "pubList": [{"pubCountry": "US", "pubNum": "20190095111", "kindCode": "A1", "pubDateStr": "03/28/2019"}],
  "priorityClaimList": [{"country": "JP", "docNumber": "2017187111", "kindCode": "A"}]}]}"""


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


PPUBS = """{"numFound": 1, "perPage": 500, "query": {"id": null, "q": "cell"}, "patents": [
 {"guid": "US-11803111-B2", "publicationReferenceDocumentNumber": "11803111", "datePublished": "2023-10-31T00:00:00Z",
  "inventionTitle": "Cell holder", "type": "USPAT", "applicantName": ["KAEDE MOTORS, INC."], "applicantCountry": ["JP"],
  "assigneeName": ["Kaede Motors, Inc."], "ipcCodeFlattened": "H01M50/20;B60L50/60",
  "cpcInventiveFlattened": "H01M50/204", "cpcAdditionalFlattened": null, "inventorsName": ["Ito; Kana"],
  "applicationFilingDate": ["2014-03-31T00:00:00Z"], "applicationNumber": "14/231111", "numberOfClaims": "14",
  "priorityClaimsCountry": ["JP"], "priorityClaimsDocNumber": ["JP2013-050111"],
  "priorityClaimsDate": ["2013-04-02T00:00:00Z"], "urpn": ["5826111", "20050050111"]},
 {"guid": "US-PP03823-P", "publicationReferenceDocumentNumber": "PP03823", "inventionTitle": "Rose"}]}"""


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


LENS = """{"lens_id": "031-156-664-516-111", "jurisdiction": "EP", "doc_number": "2471111", "kind": "A1",
 "date_published": "2012-07-04", "biblio": {
  "publication_reference": {"jurisdiction": "EP", "doc_number": "2471111", "kind": "A1", "date": "2012-07-04"},
  "application_reference": {"jurisdiction": "EP", "doc_number": "10197111", "kind": "A", "date": "2010-12-31"},
  "priority_claims": {"claims": [
    {"jurisdiction": "US", "doc_number": "201061361111", "kind": "P", "date": "2010-07-02", "sequence": 1}]},
  "invention_title": [{"text": "Zellenhalter", "lang": "de"}, {"text": "Cell holder", "lang": "en"}],
  "parties": {"applicants": [{"residence": "DE", "extracted_name": {"value": "ALPEN STROM GMBH"}}],
   "inventors": [{"extracted_name": {"value": "KELLER ANNA"}}],
   "owners_all": [{"recorded_date": "2011-12-11", "extracted_name": {"value": "FORMER STROM AG"}},
    {"recorded_date": "2013-12-11", "extracted_name": {"value": "ALPEN-STROM GMBH"}}]},
  "classifications_ipcr": {"classifications": [{"symbol": "H01M2/10"}]},
  "references_cited": {"citations": [{"patcit": {"lens_id": "1", "document_id":
    {"jurisdiction": "WO", "doc_number": "2006075111", "kind": "A2"}}}, {"nplcit": {"text": "Keller, Cells"}}],
   "patent_count": 1, "npl_count": 1}},
 "families": {"simple_family": {"size": 2, "members": [
  {"document_id": {"jurisdiction": "US", "doc_number": "20120060111", "kind": "A1"}, "lens_id": "2"},
  {"document_id": {"jurisdiction": "EP", "doc_number": "2471111", "kind": "A1"}, "lens_id": "3"}]}},
 "legal_status": {"granted": true, "grant_date": "2013-12-25", "anticipated_term_date": "2030-12-31",
  "patent_status": "ACTIVE"}, "abstract": [{"text": "A holder.", "lang": "en"}],
 "claims": [{"claims": [{"claim_text": ["1. A"]}, {"claim_text": ["2. B"]}], "lang": "en"}]}"""


def test_lens_answers_as_a_list_and_as_lines(drafts_in):
    (draft,) = drafts_in(f'{{"total": 1, "data": [{LENS}], "results": 1}}')
    assert told(draft, "application_number", "publication_number", "filing_date", "grant_date", "expiry_date") == {
        "application_number": "10197111",
        "publication_number": "EP2471111",
        "filing_date": date(2010, 12, 31),
        "grant_date": date(2013, 12, 25),
        "expiry_date": date(2030, 12, 31),
    }
    assert told(draft, "status", "claims_count", "family_size", "title") == {
        "status": Status.GRANTED,
        "claims_count": 2,
        "family_size": 2,
        "title": "Cell holder",
    }
    assert draft.priorities == (DraftPriority("US", "61361111", date(2010, 7, 2)),)
    assert named(draft, Role.OWNER) == ["ALPEN-STROM GMBH"]  # who was recorded last
    assert cited(draft) == ["WO2006075111", "Keller, Cells"]
    line = " ".join(LENS.split())
    first, second = drafts_in(f"{line}\n\n{line.replace('2471111', '2471112')}\n", "bulk.jsonl")
    assert (first.values, first.priorities) == (draft.values, draft.priorities)
    assert second.values["publication_number"] == "EP2471112"


def test_lines_of_json_that_break_off_are_refused_with_their_place(read_file):
    line = " ".join(LENS.split())
    reading = read_file(f"{line}\n{line[:300]}\n")
    assert [(problem.code, problem.args["line"]) for problem in reading.problems] == [("json_damaged", 2)]


PUBLICATIONS = """{"publication_number":"CN-111915111-B","application_number":"CN-202010777111-A","country_code":"CN",\
"family_id":"74000111","title_localized":[{"text":"转子","language":"zh"},{"text":"Rotor","language":"en"}],\
"publication_date":"20240430","filing_date":"20200805","grant_date":"20240430",\
"priority_claim":[{"application_number":"CN-202010777111-A","filing_date":"20200805"}],\
"inventor":["周立"],"assignee":["南山电机有限公司"],"assignee_harmonized":[{"name":"NANSHAN MOTOR","country_code":"CN"}],\
"ipc":[{"code":"H02K1/27"}],"cpc":[],"citation":[{"publication_number":"CN-104968111-A","npl_text":""},\
{"publication_number":"","npl_text":"Keller, Rotors"}]}
{"publication_number":"EP-3000111-A1","application_number":"EP-14735111-A","country_code":"EP","family_id":"-1",\
"title_localized":[{"text":"ROTOR","language":"en"}],"publication_date":20160330,"filing_date":20140612,"grant_date":0,\
"priority_claim":[{"application_number":"DE-102013211111-A","filing_date":20130624}],"assignee":[]}
"""


def test_public_data_of_google_patents(drafts_in):
    chinese, european = drafts_in(PUBLICATIONS, "publications.json")
    assert told(chinese, "application_number", "grant_number", "grant_date", "title", "title_en") == {
        "application_number": "202010777111",
        "grant_number": "CN111915111",
        "grant_date": date(2024, 4, 30),
        "title": "转子",
        "title_en": "Rotor",
    }
    assert chinese.priorities == ()
    assert named(chinese, Role.APPLICANT) == ["南山电机有限公司"]
    assert chinese.latin_names == (("南山电机有限公司", "NANSHAN MOTOR"),)
    assert cited(chinese) == ["CN104968111", "Keller, Rotors"]
    assert chinese.family_key == "google_data:74000111"
    assert european.family_key != "google_data:1"  # -1: no family is known
    assert "grant_date" not in european.values
    assert european.priorities == (DraftPriority("DE", "102013211111", date(2013, 6, 24)),)


PATENTSVIEW = """{"error": false, "count": 2, "patents": [{"patent_id": "10234111", "patent_title": "Cell holder",
 "patent_date": "2019-03-19", "patent_type": "utility", "patent_num_claims": 5, "wipo_kind": "B2",
 "application": [{"application_id": "15/123111", "filing_date": "2016-08-12", "series_code": "15"}],
 "inventors": [{"inventor_name_first": "Kana", "inventor_name_last": "Ito"}],
 "assignees": [{"assignee_organization": "Kaede Motors, Inc."}],
 "cpc_current": [{"cpc_subclass_id": "H01M", "cpc_group_id": "H01M50/204"}]},
 {"patent_id": "D812111", "patent_title": "Wheel", "patent_date": "2018-03-13", "patent_type": "design"}]}"""


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


DOCDB = """<?xml version="1.0" encoding="UTF-8"?>
<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" date-of-exchange="20240307" dtd-version="2.5.8" file="DOCDB-202410-001-EP-0001.xml" no-of-documents="2" originating-office="EP">
<exch:exchange-document country="EP" doc-number="3000111" kind="B1" doc-id="580123" date-publ="20170517" family-id="48999111" is-representative="NO" date-of-last-exchange="20240307" date-added-docdb="20170517" originating-office="EP" status="A">
<exch:bibliographic-data>
<exch:publication-reference data-format="docdb"><document-id lang="en"><country>EP</country><doc-number>3000111</doc-number><kind>B1</kind><date>20170517</date></document-id></exch:publication-reference>
<exch:publication-reference data-format="epodoc"><document-id><doc-number>EP3000111</doc-number></document-id></exch:publication-reference>
<exch:classifications-ipcr><classification-ipcr sequence="1"><text>H01M   2/10        20060101AFI20170101BHEP        </text></classification-ipcr></exch:classifications-ipcr>
<exch:patent-classifications><patent-classification sequence="1"><classification-scheme office="EP" scheme="CPCI"><date>20130101</date></classification-scheme><classification-symbol>H01M  50/204</classification-symbol><symbol-position>F</symbol-position><classification-value>I</classification-value><classification-status>B</classification-status><classification-data-source>H</classification-data-source><generating-office>EP</generating-office><action-date><date>20170101</date></action-date></patent-classification>
<patent-classification sequence="2"><classification-scheme office="JP" scheme="FI"><date>20130101</date></classification-scheme><classification-symbol>H01M  2/10@A</classification-symbol></patent-classification></exch:patent-classifications>
<exch:application-reference data-format="docdb" doc-id="17325151" is-representative="NO"><document-id><country>EP</country><doc-number>14735111</doc-number><kind>A</kind><date>20140612</date></document-id></exch:application-reference>
<exch:application-reference data-format="epodoc"><document-id><doc-number>EP20140735111</doc-number></document-id></exch:application-reference>
<exch:application-reference data-format="original"><document-id><doc-number>14735111.3</doc-number></document-id></exch:application-reference>
<exch:language-of-publication>en</exch:language-of-publication>
<exch:priority-claims>
<exch:priority-claim sequence="1" data-format="docdb"><document-id doc-id="1"><country>DE</country><doc-number>102013211111</doc-number><kind>A</kind><date>20130624</date></document-id><exch:priority-active-indicator>Y</exch:priority-active-indicator></exch:priority-claim>
<exch:priority-claim sequence="2" data-format="docdb"><document-id doc-id="2"><country>EP</country><doc-number>2014001111</doc-number><kind>W</kind><date>20140612</date></document-id><exch:priority-linkage-type>W</exch:priority-linkage-type></exch:priority-claim>
<exch:priority-claim sequence="1" data-format="epodoc"><document-id><doc-number>DE201310211111</doc-number></document-id></exch:priority-claim>
<exch:priority-claim sequence="2" data-format="epodoc"><document-id><doc-number>WO2014EP01111</doc-number></document-id></exch:priority-claim>
<exch:priority-claim sequence="1" data-format="original"><document-id><doc-number>102013211111</doc-number></document-id></exch:priority-claim>
</exch:priority-claims>
<exch:parties><exch:applicants><exch:applicant sequence="1" data-format="docdb"><exch:applicant-name><name>ALPEN STROM GMBH</name></exch:applicant-name><residence><country>DE</country></residence></exch:applicant><exch:applicant sequence="1" data-format="docdba"><exch:applicant-name><name>Alpen-Strom GmbH</name></exch:applicant-name></exch:applicant></exch:applicants>
<exch:inventors><exch:inventor sequence="1" data-format="docdb"><exch:inventor-name><name>KELLER ANNA</name></exch:inventor-name><residence><country>DE</country></residence></exch:inventor><exch:inventor sequence="1" data-format="docdba"><exch:inventor-name><name>KELLER, Anna</name></exch:inventor-name></exch:inventor></exch:inventors></exch:parties>
<exch:designation-of-states><exch:designation-epc><exch:contracting-states><country>AT</country></exch:contracting-states></exch:designation-epc></exch:designation-of-states>
<exch:invention-title lang="de" data-format="docdba">ZELLENHALTER</exch:invention-title><exch:invention-title lang="en" data-format="docdba">CELL HOLDER</exch:invention-title>
<exch:dates-of-public-availability><exch:printed-with-grant><document-id><date>20170517</date></document-id></exch:printed-with-grant></exch:dates-of-public-availability>
<exch:references-cited><exch:citation cited-phase="search" sequence="1" srep-office="EP"><patcit num="1" dnum="US4756111A" dnum-type="publication number"><document-id doc-id="3"><country>US</country><doc-number>4756111</doc-number><kind>A</kind><name>X</name><date>19880712</date></document-id></patcit><category>X</category></exch:citation></exch:references-cited>
</exch:bibliographic-data>
<exch:abstract lang="en" data-format="docdba" abstract-source="national office"><exch:p>A holder.</exch:p></exch:abstract>
<exch:patent-family><exch:family-member><exch:application-reference data-format="docdb" is-representative="YES"><document-id><country>DE</country><doc-number>102013211111</doc-number><kind>A</kind><date>20130624</date></document-id></exch:application-reference><exch:publication-reference data-format="docdb" sequence="1"><document-id><country>DE</country><doc-number>102013211111</doc-number><kind>A1</kind></document-id></exch:publication-reference></exch:family-member></exch:patent-family>
</exch:exchange-document>
<exch:exchange-document country="EP" doc-number="3000112" kind="A1" doc-id="580124" date-publ="20160517" family-id="48999112" status="D" date-of-last-exchange="20240307"/>
</exch:exchange-documents>
"""


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


CN_DESIGN = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<business:PatentDocumentAndRelated xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" xsdVersion="V2.2.1" file="CN3020153.XML" lang="zh" country="CN" docNumber="303456789" kind="S">
<business:DesignBibliographicData lang="zh" country="CN"><business:PublicationReference dataFormat="standard" sourceDB="national office"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>000303456789</base:DocNumber><base:Kind>S</base:Kind><base:Date>20151125</base:Date></base:DocumentID></business:PublicationReference><business:PublicationReference dataFormat="original" sourceDB="national office"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>303456789</base:DocNumber><base:Kind>S</base:Kind><base:Date>20151125</base:Date></base:DocumentID></business:PublicationReference>
<business:PatentNumber>ZL 201530123456.2</business:PatentNumber><business:ApplicationReference dataFormat="original" applType="30"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201530123456.2</base:DocNumber><base:Date>20150508</base:Date></base:DocumentID></business:ApplicationReference>
<business:ClassificationLocarno><business:Edition>10</business:Edition><business:MainClassification>12-16</business:MainClassification></business:ClassificationLocarno><business:DesignTitle lang="zh">车轮</business:DesignTitle>
<business:Parties><business:ApplicantDetails><business:Applicant sequence="1"><base:AddressBook lang="zh"><base:Name>南山车轮有限公司</base:Name></base:AddressBook></business:Applicant></business:ApplicantDetails><business:DesignerDetails><business:Designer sequence="1"><base:AddressBook lang="zh"><base:Name>林晓</base:Name></base:AddressBook></business:Designer></business:DesignerDetails></business:Parties></business:DesignBibliographicData>
<business:DesignBriefExplanation><base:Paragraphs num="0001">1．本外观设计产品的名称：车轮。</base:Paragraphs></business:DesignBriefExplanation></business:PatentDocumentAndRelated>
"""


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


CN_STATUS = """<?xml version="1.0" encoding="UTF-8"?>
<business:PRS xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business"><business:PRSRecord PRSID="1" status="C"><business:ApplicationReference applType="10" dataFormat="standard" sequence="1"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>102015000163111</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:ApplicationReference applType="10" dataFormat="original" sequence="1" sourceDB="national office"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201510163111.X</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:IPRType>发明专利</business:IPRType><business:PRSPublicationDate><base:Date>20231003</base:Date></business:PRSPublicationDate><business:PRSCode>GR01</business:PRSCode><business:PRSValue>授权</business:PRSValue><business:PRSInformation>授权</business:PRSInformation><business:StatusIndicator>+</business:StatusIndicator></business:PRSRecord>
<business:PRSRecord PRSID="2" status="C"><business:ApplicationReference applType="10" dataFormat="original" sequence="1"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201510163111.X</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:IPRType>发明专利</business:IPRType><business:PRSPublicationDate><base:Date>20150729</base:Date></business:PRSPublicationDate><business:PRSCode>C10</business:PRSCode><business:PRSValue>实质审查的生效</business:PRSValue><business:PRSInformation>实质审查的生效 IPC(主分类):G09G 5/10 申请日:20150408</business:PRSInformation></business:PRSRecord></business:PRS>
"""


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


KIPRIS = """<response><header><resultCode>00</resultCode></header><body><items>
<item><registerStatus>등록</registerStatus><inventionTitle>모터 제어 장치</inventionTitle><ipcNumber>B60W 10/06|F02D 41/00</ipcNumber>
<registerNumber>1012345110000</registerNumber><registerDate>20250101</registerDate><applicationNumber>1020240012111</applicationNumber>
<applicationDate>20240101</applicationDate><openNumber>1020250012111</openNumber><openDate>20250115</openDate>
<astrtCont>모터를 제어한다.</astrtCont><applicantName>한강모터 주식회사|동해대학교</applicantName></item>
<item><inventionTitle>모터</inventionTitle><applicationNumber>1020230000111</applicationNumber><registerNumber/></item></items></body></response>"""
KIPRIS_DETAIL = """<response><header><resultCode>00</resultCode></header><body><item><biblioSummaryInfoArray><biblioSummaryInfo>
<applicationDate>2019.10.01</applicationDate><applicationNumber>10-2019-0123111</applicationNumber><claimCount>12</claimCount>
<inventionTitle>모터</inventionTitle><inventionTitleEng>MOTOR</inventionTitleEng><openNumber>10-2021-0040111</openNumber>
<registerNumber>10-2345111-0000</registerNumber><registerDate>2022.03.03</registerDate><registerStatus>등록</registerStatus>
</biblioSummaryInfo></biblioSummaryInfoArray><ipcInfoArray><ipcInfo><ipcNumber>H02K 1/27</ipcNumber></ipcInfo></ipcInfoArray>
<applicantInfoArray><applicantInfo><name>한강모터 주식회사</name></applicantInfo></applicantInfoArray><inventorInfoArray>
<inventorInfo><name>홍가람</name></inventorInfo><inventorInfo><name>김나래</name></inventorInfo></inventorInfoArray><priorityInfoArray>
<priorityInfo><priorityApplicationCountry>일본</priorityApplicationCountry><priorityApplicationDate>2018.10.02</priorityApplicationDate>
<priorityApplicationNumber>JP-P-2018-00187111</priorityApplicationNumber></priorityInfo></priorityInfoArray><claimInfoArray>
<claimInfo><claim>1</claim></claimInfo></claimInfoArray><legalStatusInfoArray><legalStatusInfo><documentName>[특허출원]특허출원서</documentName>
<receiptDate>2019.10.01</receiptDate></legalStatusInfo></legalStatusInfoArray></item></body></response>"""


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


JPO = """{"result": {"statusCode": "100", "remainAccessCount": "385", "data": {"applicationNumber": "2014192111",
 "inventionTitle": "電池保持具", "applicantAttorney": [{"name": "楓自動車株式会社", "applicantAttorneyClass": "1"},
  {"name": "港特許事務所", "applicantAttorneyClass": "2"}], "filingDate": "20140922", "publicationNumber": "2016-063111",
 "ADPublicationNumber": "2016063111", "publicationDate": "20160425", "registrationNumber": "6422111",
 "registrationDate": "20181026", "expireDate": "20340922", "priorityRightInformation": [
  {"parisPriorityApplicationNumber": "14/123111", "parisPriorityDate": "20130922", "parisPriorityCountryCd": "US"}],
 "divisionalApplicationInformation": [{"applicationNumber": "2018100111"}],
 "bibliographyInformation": [{"numberType": "01", "documentList": [{"legalDate": "20140922", "documentCode": "A63",
  "documentDescription": "明細書"}]}]}}}"""


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


PEDS_XML = """<?xml version="1.0" encoding="UTF-8"?>
<uspat:PatentBulkData xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent" xmlns:uscom="urn:us:gov:doc:uspto:common" xmlns:uspat="urn:us:gov:doc:uspto:patent" xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"><uspat:PatentData>
<uspat:PatentCaseMetadata><uscom:ApplicationNumberText>16123111</uscom:ApplicationNumberText><pat:FilingDate>2018-09-06</pat:FilingDate><uscom:ApplicationTypeCategory>Utility</uscom:ApplicationTypeCategory><uspat:PartyBag><pat:ApplicantBag><pat:Applicant><com:PublicationContact><com:Name><com:OrganizationName><com:OrganizationStandardName>Kaede Motors, Inc.</com:OrganizationStandardName></com:OrganizationName></com:Name></com:PublicationContact></pat:Applicant></pat:ApplicantBag><pat:InventorBag><pat:Inventor><com:PublicationContact><com:Name><com:PersonName><com:PersonStructuredName><com:FirstName>Kana</com:FirstName><com:MiddleName></com:MiddleName><com:LastName>Ito</com:LastName></com:PersonStructuredName></com:PersonName></com:Name></com:PublicationContact></pat:Inventor></pat:InventorBag></uspat:PartyBag>
<pat:InventionTitle>CELL HOLDER</pat:InventionTitle><uscom:ApplicationStatusCategory>Patented Case</uscom:ApplicationStatusCategory><uscom:ApplicationStatusDate>2021-01-06</uscom:ApplicationStatusDate><uspat:PatentPublicationIdentification><pat:PublicationNumber>US20190095111A1</pat:PublicationNumber><com:PublicationDate>2019-03-28</com:PublicationDate></uspat:PatentPublicationIdentification><uspat:PatentGrantIdentification><pat:PatentNumber>10902111</pat:PatentNumber><pat:GrantDate>2021-01-26</pat:GrantDate></uspat:PatentGrantIdentification><uscom:BusinessEntityStatusCategory>SMALL</uscom:BusinessEntityStatusCategory>
<uspat:RelatedDocumentData><uspat:ParentDocumentData><uscom:DescriptionText>is a continuation of</uscom:DescriptionText><com:ApplicationNumberText>15111333</com:ApplicationNumberText><pat:FilingDate>2016-01-02</pat:FilingDate></uspat:ParentDocumentData></uspat:RelatedDocumentData><uspat:PriorityClaimBag><uspat:PriorityClaim><uscom:IPOfficeName>JAPAN</uscom:IPOfficeName><com:ApplicationNumber><com:ApplicationNumberText>2017-187111</com:ApplicationNumberText></com:ApplicationNumber><pat:FilingDate>2017-09-27</pat:FilingDate></uspat:PriorityClaim></uspat:PriorityClaimBag></uspat:PatentCaseMetadata>
<uspat:ProsecutionHistoryDataBag><uspat:ProsecutionHistoryData><uspat:EventDate>2020-03-04</uspat:EventDate><uspat:EventCode>MCTNF</uspat:EventCode><uspat:EventDescriptionText>Mail Non-Final Rejection</uspat:EventDescriptionText></uspat:ProsecutionHistoryData></uspat:ProsecutionHistoryDataBag>
<uspat:AssignmentDataBag uspat:assignmentTotalQuantity="1"><uspat:AssignmentData><uspat:ReelNumber>46816</uspat:ReelNumber><uspat:FrameNumber>332</uspat:FrameNumber><uscom:RecordedDate>2018-09-07</uscom:RecordedDate><uscom:ConveyanceText>ASSIGNMENT OF ASSIGNORS INTEREST</uscom:ConveyanceText><uspat:AssignorBag><uspat:Assignor><com:Contact><com:Name>ITO, KANA</com:Name></com:Contact></uspat:Assignor></uspat:AssignorBag><pat:AssigneeBag><pat:Assignee><com:Contact><com:Name>KAEDE MOTORS, INC.</com:Name></com:Contact></pat:Assignee></pat:AssigneeBag></uspat:AssignmentData></uspat:AssignmentDataBag></uspat:PatentData></uspat:PatentBulkData>
"""


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


def test_references_of_endnote(drafts_in):
    (patent, paper) = drafts_in(
        "%0 Patent\r\n%T Cell holder\r\n%A Kana Ito;Xiao Lin\r\n%+ Nagoya JP\r\n%8 2023-05-16\r\n%@ US11651111\r\n"
        "%X A holder\r\nunlike US1234567\r\n\r\n%0 Journal Article\r\n%T Cells\r\n%A Keller\r\n"
    )
    assert told(patent, "publication_number", "publication_date", "title", "abstract", "inventors_text") == {
        "publication_number": "US11651111",
        "publication_date": date(2023, 5, 16),
        "title": "Cell holder",
        "abstract": "A holder unlike US1234567",
        "inventors_text": "Kana Ito | Xiao Lin",
    }
    assert patent.written["%+"] == "Nagoya JP"
    assert [problem.code for problem in paper.problems] == ["reference_other"]
    assert paper.rejected


def test_references_of_ris(drafts_in):
    first, second = drafts_in(
        "TY  - PAT\nTI  - 扣件\nAU  - 林恆\nAU  - 張婉\nPY  - 2021\nDA  - 2021-02-11\nM1  - TWI718111B\nM2  - TW108144111A\n"
        "UR  - https://patents.google.com/patent/TWI718111B/zh\nER  - \nTY  - PAT\nT1  - Cells\nIS  - 4,904,111\nER  - \n"
    )
    assert told(first, "publication_number", "application_number", "inventors_text") == {
        "publication_number": "TWI718111",
        "application_number": "108144111",
        "inventors_text": "林恆 | 張婉",
    }
    assert [problem.code for problem in second.problems] == ["row_without_number"]  # of which office nobody says


def test_references_of_noteexpress_and_cnki(drafts_in):
    (draft,) = drafts_in(
        "{Reference Type}: Patent\n{Title}: 转子\n{Author}: 周立;林晓\n{Date}: 2012-08-08\n"
        "{URL}: http://example.org/Patent_CN201510163325.6.aspx\n"
    )
    assert told(draft, "application_number", "publication_date", "title") == {
        "application_number": "201510163325",
        "publication_date": date(2012, 8, 8),
        "title": "转子",
    }
    first, second = drafts_in(
        "SrcDatabase-来源库: 中国专利\nTitle-题名: 一种转子\nAuthor-作者: 周立;林晓;\nApplicant-申请人: 南山电机有限公司\n"
        "PubTime-发表时间: 2026-03-20\nPubNo-公开号: CN121713111A\nCLC-分类号: H02K1/27;H02K15/03\nSummary-摘要: 本发明公开了\n一种转子。\n\n"
        "SrcDatabase-来源库: 中国专利\nTitle-题名: 电机\nPubNo-公开号: CN121713112A\n"
    )
    assert told(first, "publication_number", "publication_date", "abstract") == {
        "publication_number": "CN121713111",
        "publication_date": date(2026, 3, 20),
        "abstract": "本发明公开了 一种转子。",
    }
    assert named(first, Role.APPLICANT) == ["南山电机有限公司"]
    assert [symbol for _, symbol in first.classifications] == ["H02K1/27", "H02K15/03"]
    assert second.values["publication_number"] == "CN121713112"


def test_references_of_bibtex(drafts_in):
    patent, article = drafts_in(
        "@patent{US10123111B2,\n  title = {Wireless {Power} transfer},\n  author = {Ito, Kana and Lin, Xiao},\n"
        '  number = {US 10,123,111 B2},\n  assignee = "Kaede Motors",\n  year = 2018\n}\n@article{x, title={Y}}\n'
    )
    assert told(patent, "grant_number", "title") == {"grant_number": "US10123111", "title": "Wireless Power transfer"}
    assert named(patent, Role.INVENTOR) == ["Ito, Kana", "Lin, Xiao"]
    assert named(patent, Role.APPLICANT) == ["Kaede Motors"]
    assert article.rejected


DERWENT = """FN Clarivate Analytics Web of Science
VR 1.0
PT P
PN WO2019123111-A1; US2019234111-A1; JP2021507111-W; EP3700222-A1
TI Battery pack for vehicle, has cells
AU KELLER A
AE ALPEN STROM GMBH (ALPE-C)
GA 2019123111
IP H01M-010/42
PD WO2019123111-A1   27 Jun 2019   H01M-010/42   201952   Pages: 30   English
   US2019234111-A1   01 Aug 2019   H01M-010/42   201953      English
AD WO2019123111-A1    WOUS064111    05 Dec 2018
   US2019234111-A1    US16123111    06 Dec 2018
   JP2021507111-W    JP536111    05 Dec 2018
   EP3700222-A1    EP893111    05 Dec 2018
PI US600123P    08 Dec 2017
   CN10123111    09 Dec 2017
CP WO2019123111-A1
      CN103123111-A   UNIV EAST (UYEA)   LI Y
      US20150123111-A1
   EP3700222-A1
      DE102011111222-A1
UT DIIDW:2019123111
ER

EF
"""


def test_derwent_family_of_many_offices(drafts_in):
    international, american, japanese, european = drafts_in(DERWENT)
    assert international.values["application_number"] == "US2018064111"
    assert american.values["application_number"] == "16123111"
    assert european.values["application_number"] == "18893111"
    assert "application_number" not in japanese.values  # of the national phase: in which year, nobody says
    assert international.priorities == (DraftPriority("CN", "201710123111", date(2017, 12, 9)),)
    assert cited(international) == ["CN103123111", "US20150123111"]
    assert cited(american) == []
    assert cited(european) == ["DE102011111222"]


GOOGLE_DETAILS = """{"search_parameters": {"engine": "google_patents_details"}, "title": "Cell holder",
 "publication_number": "US11734111B1", "family_id": "80442111", "application_number": "US17/152,111",
 "inventors": [{"name": "Kana Ito", "link": "x"}], "assignees": ["Kaede Motors Inc"], "priority_date": "2018-01-18",
 "filing_date": "2021-01-19", "publication_date": "2023-08-22", "worldwide_applications": {"2018": [
  {"filing_date": "2018-01-18", "application_number": "US15/874,111", "document_id": "patent/US10915111B2/en"}]},
 "abstract": "A holder.", "claims": ["1. A", "2. B"], "classifications": [
  {"code": "H01M50/20", "leaf": false, "is_cpc": true}, {"code": "H01M50/204", "leaf": true, "is_cpc": true}],
 "patent_citations": {"original": [{"publication_number": "US5208111A", "title": "x"}]},
 "cited_by": {"family_to_family": [{"publication_number": "US12345111B2"}]},
 "legal_events": [{"date": "2021-01-19", "code": "FEPP", "title": "Fee payment procedure",
  "attributes": [{"label": "Free format text", "value": "ENTITY STATUS"}]}]}"""


def test_details_of_a_google_patents_page(drafts_in):
    (draft,) = drafts_in(GOOGLE_DETAILS)
    assert told(draft, "application_number", "grant_number", "filing_date", "claims_count", "title") == {
        "application_number": "17152111",
        "grant_number": "US11734111",
        "filing_date": date(2021, 1, 19),
        "claims_count": 2,
        "title": "Cell holder",
    }
    assert named(draft, Role.APPLICANT) == ["Kaede Motors Inc"]
    assert [symbol for _, symbol in draft.classifications] == ["H01M50/204"]
    assert cited(draft) == ["US5208111", "US12345111"]
    assert [(event.day, event.note) for event in draft.events] == [
        (date(2021, 1, 19), "US FEPP: Fee payment procedure; Free format text: ENTITY STATUS")
    ]


GOOGLE_COLLECTED = r"""{"US2668111A": {"inventor_name": "[{\"inventor_name\": \"Kana Ito\"}]",
 "assignee_name_orig": "[{\"assignee_name\": \"Kaede Motors\"}]", "assignee_name_current": "[]",
 "pub_date": "1954-02-02", "priority_date": "1950-01-01", "grant_date": "1954-02-02", "filing_date": "1950-01-01",
 "forward_cite_no_family": "[]", "backward_cite_no_family": "[{\"patent_number\": \"US123111A\"}]",
 "patent": "US2668111A", "url": "https://patents.google.com/patent/US2668111A", "title": "Brake"}}"""


def test_collected_google_patents_pages(drafts_in):
    (draft,) = drafts_in(GOOGLE_COLLECTED)
    assert told(draft, "grant_number", "grant_date", "title") == {
        "grant_number": "US2668111",
        "grant_date": date(1954, 2, 2),
        "title": "Brake",
    }
    assert named(draft, Role.APPLICANT) == ["Kaede Motors"]
    assert named(draft, Role.INVENTOR) == ["Kana Ito"]
    assert cited(draft) == ["US123111"]
