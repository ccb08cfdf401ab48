"""Invented documents of the USPTO's services and weekly files."""

# ruff: noqa: E501 - lines of data stay as their formats have them

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

DOSSIER = """{"country": "US", "internal": "false", "id": "16123111", "type": "application", "list": [
 {"appNum": "2017187111", "appDate": 1506470400000, "countryCode": "JP", "kindCode": "A", "appDateStr": "09/27/2017",
  "pubList": [{"pubCountry": "JP", "pubNum": "2019061111", "kindCode": "A", "pubDateStr": "04/18/2019"},
   {"pubCountry": "JP", "pubNum": "6768111", "kindCode": "B2", "pubDateStr": "10/14/2020"}],
  "priorityClaimList": [{"country": "JP", "docNumber": "2017187111", "kindCode": "A"}], "title": null},
 {"appNum": "16123111", "countryCode": "US", "kindCode": "A", "appDateStr": "09/06/2018", "title": "CELL HOLDER",
  "pubList": [{"pubCountry": "US", "pubNum": "20190095111", "kindCode": "A1", "pubDateStr": "03/28/2019"}],
  "priorityClaimList": [{"country": "JP", "docNumber": "2017187111", "kindCode": "A"}]}]}"""

PPUBS = """{"numFound": 1, "perPage": 500, "query": {"id": null, "q": "cell"}, "patents": [
 {"guid": "US-11803111-B2", "publicationReferenceDocumentNumber": "11803111", "datePublished": "2023-10-31T00:00:00Z",
  "inventionTitle": "Cell holder", "type": "USPAT", "applicantName": ["KAEDE MOTORS, INC."], "applicantCountry": ["JP"],
  "assigneeName": ["Kaede Motors, Inc."], "ipcCodeFlattened": "H01M50/20;B60L50/60",
  "cpcInventiveFlattened": "H01M50/204", "cpcAdditionalFlattened": null, "inventorsName": ["Ito; Kana"],
  "applicationFilingDate": ["2014-03-31T00:00:00Z"], "applicationNumber": "14/231111", "numberOfClaims": "14",
  "priorityClaimsCountry": ["JP"], "priorityClaimsDocNumber": ["JP2013-050111"],
  "priorityClaimsDate": ["2013-04-02T00:00:00Z"], "urpn": ["5826111", "20050050111"]},
 {"guid": "US-PP03823-P", "publicationReferenceDocumentNumber": "PP03823", "inventionTitle": "Rose"}]}"""

PATENTSVIEW = """{"error": false, "count": 2, "patents": [{"patent_id": "10234111", "patent_title": "Cell holder",
 "patent_date": "2019-03-19", "patent_type": "utility", "patent_num_claims": 5, "wipo_kind": "B2",
 "application": [{"application_id": "15/123111", "filing_date": "2016-08-12", "series_code": "15"}],
 "inventors": [{"inventor_name_first": "Kana", "inventor_name_last": "Ito"}],
 "assignees": [{"assignee_organization": "Kaede Motors, Inc."}],
 "cpc_current": [{"cpc_subclass_id": "H01M", "cpc_group_id": "H01M50/204"}]},
 {"patent_id": "D812111", "patent_title": "Wheel", "patent_date": "2018-03-13", "patent_type": "design"}]}"""

PEDS_XML = """<?xml version="1.0" encoding="UTF-8"?>
<uspat:PatentBulkData xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent" xmlns:uscom="urn:us:gov:doc:uspto:common" xmlns:uspat="urn:us:gov:doc:uspto:patent" xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"><uspat:PatentData>
<uspat:PatentCaseMetadata><uscom:ApplicationNumberText>16123111</uscom:ApplicationNumberText><pat:FilingDate>2018-09-06</pat:FilingDate><uscom:ApplicationTypeCategory>Utility</uscom:ApplicationTypeCategory><uspat:PartyBag><pat:ApplicantBag><pat:Applicant><com:PublicationContact><com:Name><com:OrganizationName><com:OrganizationStandardName>Kaede Motors, Inc.</com:OrganizationStandardName></com:OrganizationName></com:Name></com:PublicationContact></pat:Applicant></pat:ApplicantBag><pat:InventorBag><pat:Inventor><com:PublicationContact><com:Name><com:PersonName><com:PersonStructuredName><com:FirstName>Kana</com:FirstName><com:MiddleName></com:MiddleName><com:LastName>Ito</com:LastName></com:PersonStructuredName></com:PersonName></com:Name></com:PublicationContact></pat:Inventor></pat:InventorBag></uspat:PartyBag>
<pat:InventionTitle>CELL HOLDER</pat:InventionTitle><uscom:ApplicationStatusCategory>Patented Case</uscom:ApplicationStatusCategory><uscom:ApplicationStatusDate>2021-01-06</uscom:ApplicationStatusDate><uspat:PatentPublicationIdentification><pat:PublicationNumber>US20190095111A1</pat:PublicationNumber><com:PublicationDate>2019-03-28</com:PublicationDate></uspat:PatentPublicationIdentification><uspat:PatentGrantIdentification><pat:PatentNumber>10902111</pat:PatentNumber><pat:GrantDate>2021-01-26</pat:GrantDate></uspat:PatentGrantIdentification><uscom:BusinessEntityStatusCategory>SMALL</uscom:BusinessEntityStatusCategory>
<uspat:RelatedDocumentData><uspat:ParentDocumentData><uscom:DescriptionText>is a continuation of</uscom:DescriptionText><com:ApplicationNumberText>15111333</com:ApplicationNumberText><pat:FilingDate>2016-01-02</pat:FilingDate></uspat:ParentDocumentData></uspat:RelatedDocumentData><uspat:PriorityClaimBag><uspat:PriorityClaim><uscom:IPOfficeName>JAPAN</uscom:IPOfficeName><com:ApplicationNumber><com:ApplicationNumberText>2017-187111</com:ApplicationNumberText></com:ApplicationNumber><pat:FilingDate>2017-09-27</pat:FilingDate></uspat:PriorityClaim></uspat:PriorityClaimBag></uspat:PatentCaseMetadata>
<uspat:ProsecutionHistoryDataBag><uspat:ProsecutionHistoryData><uspat:EventDate>2020-03-04</uspat:EventDate><uspat:EventCode>MCTNF</uspat:EventCode><uspat:EventDescriptionText>Mail Non-Final Rejection</uspat:EventDescriptionText></uspat:ProsecutionHistoryData></uspat:ProsecutionHistoryDataBag>
<uspat:AssignmentDataBag uspat:assignmentTotalQuantity="1"><uspat:AssignmentData><uspat:ReelNumber>46816</uspat:ReelNumber><uspat:FrameNumber>332</uspat:FrameNumber><uscom:RecordedDate>2018-09-07</uscom:RecordedDate><uscom:ConveyanceText>ASSIGNMENT OF ASSIGNORS INTEREST</uscom:ConveyanceText><uspat:AssignorBag><uspat:Assignor><com:Contact><com:Name>ITO, KANA</com:Name></com:Contact></uspat:Assignor></uspat:AssignorBag><pat:AssigneeBag><pat:Assignee><com:Contact><com:Name>KAEDE MOTORS, INC.</com:Name></com:Contact></pat:Assignee></pat:AssigneeBag></uspat:AssignmentData></uspat:AssignmentDataBag></uspat:PatentData></uspat:PatentBulkData>
"""
