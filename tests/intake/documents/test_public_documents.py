"""Documents as public sources hand them out, in layouts that no file of the project shows; what they say is invented."""

# ruff: noqa: E501 - lines of data stay as their formats have them

from datetime import date

from patentdesk.intake.drafts import DraftPriority
from patentdesk.portfolio.codes import RightType, Role, Scheme


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
