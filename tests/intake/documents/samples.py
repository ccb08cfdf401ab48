"""Invented documents of every format that is no table."""

# ruff: noqa: E501 - lines of data stay as their formats have them

import io
import zipfile

OPS_XML = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="/3.2/style/exchange.xsl"?>
<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">
 <exchange-documents>
  <exchange-document system="ops.epo.org" family-id="7700001" country="CN" doc-number="119000123" kind="A">
   <bibliographic-data>
    <publication-reference>
     <document-id document-id-type="docdb"><country>CN</country><doc-number>119000123</doc-number><kind>A</kind>
      <date>20241119</date></document-id>
     <document-id document-id-type="epodoc"><doc-number>CN119000123</doc-number><date>20241119</date></document-id>
    </publication-reference>
    <classifications-ipcr><classification-ipcr sequence="1">
      <text>H01M  10/    42            A I                    </text></classification-ipcr></classifications-ipcr>
    <patent-classifications><patent-classification sequence="1"><classification-scheme office="EP" scheme="CPCI"/>
      <section>H</section><class>01</class><subclass>M</subclass><main-group>10</main-group><subgroup>4235</subgroup>
      <generating-office>EP</generating-office></patent-classification></patent-classifications>
    <application-reference>
     <document-id document-id-type="docdb"><country>CN</country><doc-number>202410555123</doc-number><kind>A</kind>
      <date>20240507</date></document-id></application-reference>
    <priority-claims><priority-claim sequence="1" kind="national">
      <document-id document-id-type="epodoc"><doc-number>DE202310112233</doc-number><date>20230509</date></document-id>
      <document-id document-id-type="original"><doc-number>102023112233</doc-number></document-id>
     </priority-claim></priority-claims>
    <parties><applicants>
      <applicant sequence="1" data-format="epodoc"><applicant-name><name>NORDLICHT BATTERY CO LTD [CN]</name>
       </applicant-name></applicant>
      <applicant sequence="1" data-format="original"><applicant-name><name>北极光电池有限公司</name></applicant-name>
       </applicant></applicants>
     <inventors><inventor sequence="1" data-format="original"><inventor-name><name>林晓</name></inventor-name></inventor>
      </inventors></parties>
    <invention-title lang="zh">电池管理装置</invention-title>
    <invention-title lang="en">Battery management device</invention-title>
    <references-cited><citation cited-phase="search" sequence="1"><patcit num="1">
       <document-id document-id-type="docdb"><country>US</country><doc-number>9876543</doc-number><kind>B2</kind>
       </document-id></patcit><category>X</category></citation>
      <citation sequence="2"><nplcit num="2"><text>KELLER, A.: "Cells, packs, and heat", 2019</text></nplcit></citation>
    </references-cited>
   </bibliographic-data>
   <abstract lang="en"><p>A device that watches cells &amp; packs.</p></abstract>
  </exchange-document>
 </exchange-documents>
</ops:world-patent-data>"""

OPS_LEGAL = """<?xml version="1.0" encoding="UTF-8"?>
<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">
 <ops:patent-family legal="true" total-result-count="1">
  <ops:publication-reference><document-id document-id-type="docdb"><country>EP</country>
    <doc-number>3999001</doc-number><kind>A1</kind></document-id></ops:publication-reference>
  <ops:family-member family-id="81">
   <publication-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>3999001</doc-number>
     <kind>A1</kind><date>20220525</date></document-id></publication-reference>
   <application-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>20207777</doc-number>
     <kind>A</kind><date>20201116</date></document-id></application-reference>
   <ops:legal code="17P " desc="REQUEST FOR EXAMINATION FILED" infl="+">
     <ops:L001EP desc="Country Code">EP</ops:L001EP><ops:L007EP desc="Gazette DATE">2022-11-23</ops:L007EP>
     <ops:L500EP><ops:L525EP desc="Effective DATE">20221020</ops:L525EP></ops:L500EP></ops:legal>
   <ops:legal code="PGFP" desc="ANNUAL FEE PAID TO NATIONAL OFFICE" infl="+">
     <ops:L001EP desc="Country Code">EP</ops:L001EP><ops:L007EP desc="Gazette DATE">2023-11-30</ops:L007EP>
     <ops:L500EP><ops:L501EP desc="Ref Country Code">GB</ops:L501EP>
       <ops:L520EP desc="Year of Fee Payment">04</ops:L520EP></ops:L500EP></ops:legal>
   <ops:legal code="AX  " desc="REQUEST FOR EXTENSION" infl="+">
     <ops:L001EP desc="Country Code">EP</ops:L001EP><ops:L007EP desc="Gazette DATE">soon</ops:L007EP></ops:legal>
  </ops:family-member>
 </ops:patent-family>
</ops:world-patent-data>"""

OPS_JSON = """{"ops:world-patent-data": {"exchange-documents": {"exchange-document": {
 "@family-id": "7700002", "@country": "KR", "@doc-number": "20240055001", "@kind": "A",
 "bibliographic-data": {
  "publication-reference": {"document-id": [{"@document-id-type": "docdb", "country": {"$": "KR"},
    "doc-number": {"$": "20240055001"}, "kind": {"$": "A"}, "date": {"$": "20240426"}}]},
  "application-reference": {"document-id": {"@document-id-type": "docdb", "country": {"$": "KR"},
    "doc-number": {"$": "20220135001"}, "kind": {"$": "A"}, "date": {"$": "20221019"}}},
  "parties": {"applicants": {"applicant": [
    {"@data-format": "epodoc", "applicant-name": {"name": {"$": "HANGANG MOTOR CO LTD [KR]"}}},
    {"@data-format": "original", "applicant-name": {"name": {"$": "한강모터 주식회사"}}}]}},
  "invention-title": [{"@lang": "ko", "$": "모터 제어 장치"}, {"@lang": "en", "$": "MOTOR CONTROLLER"}]
 }}}}}"""

OPS_STRIPPED = """{"exchange-documents": {"exchange-document": {"bibliographic-data": {
  "publication-reference": {"document-id": [{"country": "EP", "doc-number": "4111222", "kind": "A1", "date": "20230104"},
    {"doc-number": "EP4111222", "date": "20230104"}]},
  "application-reference": {"document-id": [{"country": "EP", "doc-number": "22190001", "kind": "A"},
    {"doc-number": "EP20220190001", "date": "20220812"}]},
  "parties": {"applicants": {"applicant": [{"applicant-name": {"name": "ALPEN STROM GMBH [DE]"}},
    {"applicant-name": {"name": "Alpen-Strom GmbH"}}]}},
  "invention-title": ["LADEKABEL", "CÂBLE", "CABLE"]
 }}}}"""

CNIPA = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE business:PatentDocumentAndRelated SYSTEM "/DTDS/ExternalStandards/ipphdb-entities.dtd"[]>
<business:PatentDocumentAndRelated xmlns:base="http://www.sipo.gov.cn/XMLSchema/base"
  xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" country="CN" docNumber="118765432" kind="B">
 <business:BibliographicData>
  <business:PublicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
   <base:DocNumber>118765432</base:DocNumber><base:Kind>B</base:Kind><base:Date>20250107</base:Date></base:DocumentID>
  </business:PublicationReference>
  <business:ApplicationReference dataFormat="standard"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
   <base:DocNumber>102024000555123</base:DocNumber></base:DocumentID></business:ApplicationReference>
  <business:ApplicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
   <base:DocNumber>202410555123.8</base:DocNumber><base:Date>20240507</base:Date></base:DocumentID>
  </business:ApplicationReference>
  <business:ClassificationIPCRDetails><business:ClassificationIPCR><business:Section>H</business:Section>
   <business:MainClass>02</business:MainClass><business:Subclass>K</business:Subclass>
   <business:MainGroup>1</business:MainGroup><business:Subgroup>27</business:Subgroup>
   <base:Text>H02K   1/27    (2006.01)</base:Text></business:ClassificationIPCR></business:ClassificationIPCRDetails>
  <business:InventionTitle lang="zh">转子结构</business:InventionTitle>
  <business:Parties>
   <business:ApplicantDetails><business:Applicant lang="zh"><base:AddressBook lang="zh"><base:Name>南山电机有限公司</base:Name>
    </base:AddressBook><base:AddressBook lang="en"><base:Name>Nanshan Motor Co., Ltd.</base:Name></base:AddressBook>
    </business:Applicant></business:ApplicantDetails>
   <business:InventorDetails><business:Inventor lang="zh"><base:AddressBook lang="zh"><base:Name>周立</base:Name>
    </base:AddressBook></business:Inventor></business:InventorDetails>
   <business:AgentDetails><business:Agent><business:Agency><base:AddressBook lang="zh">
    <base:OrganizationName>东城知识产权代理事务所(普通合伙) 11999</base:OrganizationName></base:AddressBook></business:Agency>
   </business:Agent></business:AgentDetails>
  </business:Parties>
 </business:BibliographicData>
 <business:Abstract lang="zh"><base:Paragraphs num="0001">本发明公开了一种<base:Sub>转子</base:Sub>结构。</base:Paragraphs></business:Abstract>
 <business:Description><base:Paragraphs>长文。</base:Paragraphs></business:Description>
 <business:Claims><business:Claim num="1"/><business:Claim num="2"/></business:Claims>
 <business:LegalStatus><base:PRSDate>20250107</base:PRSDate><base:PRSCode>GR01</base:PRSCode><base:Text>授权</base:Text></business:LegalStatus>
</business:PatentDocumentAndRelated>"""

GRANT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ <!ENTITY D1 SYSTEM "D1.TIF" NDATA TIF> ]>
<us-patent-grant lang="EN" country="US"><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>11999888</doc-number><kind>B2</kind>
 <date>20240604</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>US</country><doc-number>17333444</doc-number>
 <date>20210528</date></document-id></application-reference>
<priority-claims><priority-claim sequence="01" kind="national"><country>JP</country><doc-number>2020-094001</doc-number>
 <date>20200529</date></priority-claim></priority-claims>
<classifications-cpc><main-cpc><classification-cpc><section>B</section><class>60</class><subclass>L</subclass>
 <main-group>50</main-group><subgroup>60</subgroup></classification-cpc></main-cpc></classifications-cpc>
<invention-title id="d1">Cell <i>holder</i></invention-title>
<us-references-cited><us-citation><patcit num="1"><document-id><country>US</country><doc-number>2019/0123456</doc-number>
 <kind>A1</kind></document-id></patcit></us-citation>
 <us-citation><nplcit num="2"><othercit>Ito, K., &#x201c;Holding cells&#x201d;, 2018.</othercit></nplcit></us-citation></us-references-cited>
<number-of-claims>12</number-of-claims>
<us-parties><us-applicants><us-applicant app-type="applicant"><addressbook><orgname>Kaede Motors, Inc.</orgname></addressbook>
 </us-applicant></us-applicants><inventors><inventor><addressbook><last-name>Ito</last-name><first-name>Kana</first-name>
 </addressbook></inventor></inventors></us-parties>
<assignees><assignee><addressbook><orgname>Kaede Motors, Inc.</orgname></addressbook></assignee></assignees>
</us-bibliographic-data-grant><abstract id="abstract"><p>A holder for cells.</p></abstract>
<description id="d"><p>Long.</p></description></us-patent-grant>
"""

ASSIGNMENT = """<?xml version="1.0" encoding="UTF-8"?>
<response><lst name="responseHeader"><lst name="params"><str name="qt">/apisearch</str></lst></lst>
<result name="response" numFound="1" start="0"><doc>
 <str name="reelNo">51234</str><str name="frameNo">77</str><date name="recordedDate">2022-03-04T05:00:00Z</date>
 <str name="conveyanceText">ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).</str>
 <arr name="patAssignorName"><str>ITO, KANA</str></arr>
 <arr name="patAssigneeName"><str>KAEDE MOTORS, INC.</str><str>NULL</str></arr>
 <arr name="inventionTitle"><str>CELL HOLDER</str><str>CELL CLAMP</str></arr>
 <arr name="applNum"><str>17333444</str><str>17333445</str></arr>
 <arr name="filingDate"><date>2021-05-28T04:00:00Z</date><date>2021-05-28T04:00:00Z</date></arr>
 <arr name="patNum"><str>11999888</str><str>NULL</str></arr>
 <arr name="issueDate"><date>2024-06-04T04:00:00Z</date><date>0001-01-01T00:00:00Z</date></arr>
</doc></result></response>"""

APPLICATION = """{"count": 1, "patentBag": [{"applicationNumberText": "17333444", "filingDate": "2021-05-28",
 "inventionTitle": "CELL HOLDER", "businessEntityStatusCategory": "Small",
 "earliestPublicationNumber": "US 2021-0377001 A1", "earliestPublicationDate": "2021-12-02",
 "applicationStatusDescriptionText": "Patented Case", "applicationStatusDate": "2024-05-15",
 "inventorBag": [{"inventorNameText": "Kana Ito"}], "applicantBag": [{"applicant": "Kaede Motors, Inc."}],
 "cpcClassificationBag": ["B60L50/60", "H01M50/20"],
 "continuityBag": {"parentContinuityBag": [{"parentApplicationNumberText": "63031001", "filingDate": "2020-05-28",
   "childApplicationNumberText": "17333444"}]},
 "assignmentBag": [{"reelNumber": "051234", "frameNumber": "0077", "assignmentRecordedDate": "2022-03-04",
   "conveyanceText": "ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).",
   "assignorBag": [{"assignorName": "ITO, KANA"}], "assigneeBag": [{"assigneeNameText": "KAEDE MOTORS, INC."}]},
  {"reelNumber": "060001", "frameNumber": "0001", "assignmentRecordedDate": "2023-01-10",
   "conveyanceText": "SECURITY INTEREST", "assignorBag": [{"assignorName": "KAEDE MOTORS, INC."}],
   "assigneeBag": [{"assigneeNameText": "HARBOR BANK"}]}],
 "transactionContentBag": [
  {"recordedDate": "2023-02-01", "caseActionCode": "MCTNF", "caseActionDescriptionText": "Mail Non-Final Rejection"},
  {"recordedDate": "2027-11-30", "caseActionCode": "M2551", "caseActionDescriptionText": "Payment, 4th Yr, Small Entity"},
  {"recordedDate": "2023-02-02", "caseActionCode": "ZZZZ", "caseActionDescriptionText": "Something new"}]}]}"""

GOOGLE = """ID
    US11999888B2
citation_exist
    Patent Citations (2)
citation_infor
4
    Publication number,Priority date,Publication date,Assignee,Title
    JP2015001234A                      *,2013-01-01,2015-02-03,Some, Co.,Holder
    Family To Family Citations,,,,
    CN104000001B,2014-01-01,2016-02-03,甲公司,Thing

citedBy_exist

              Cited By (1)
citedBy_infor
2
    Publication number,Priority date,Publication date,Assignee,Title
    US12000001B2,2022-01-01,2025-02-03,X,Y

abstract
    A holder, for cells.
title
    Cell holder
classfication_items
4
    B
    B,6,0,L,5,0,/,6,0
    H
    H,0,1,M,5,0,/,2,0
    H,0,1,M,5,0,/,2,0,4

application_events
6
    2021-05-28,Application filed by Kaede Motors Inc
    2022-03-04,Assigned to KAEDE MOTORS, INC.
    2024-06-04,Application granted
    2024-06-04,Publication of US11999888B2
    Status,Active
    2041-05-28,Anticipated expiration

patent_application_claiming_priority
3
    Application,Filing date,Title
    JP2020094001,2020-05-29,
    JP2020-094001,2020-05-29,Cell holder

legal_event
3
    Date,Code,Title,Description
    2022-03-04,AS,Assignment,Owner name: KAEDE MOTORS, INC., JAPANFree format text: ASSIGNMENT;REEL/FRAME:051234/0077Effective date: 20220301
    2027-11-30,MAFP,Maintenance fee payment,Free format text: PAYMENT OF MAINTENANCE FEE, 4TH YEAR, LARGE ENTITYYear of fee payment: 4
"""

CNKI = """[1]周立,林晓. 转子结构[P]. 广东：CN118765432B,2025-01-07.

[2]K.伊藤,A·凯勒,
B·米勒. 电池支架[P]. 日本：CN117000111A,2023-11-07.

[3]没有号码的一行
"""

DERWENT = """FN Clarivate Analytics Web of Science
VR 1.0
PT P
PN CN209000111-U; JP2020001234-A
TI Rotor for motor of electric vehicle, has magnets that are held by
   resin.
AU ZHOU L
   LIN X
AE NANSHAN MOTOR CO LTD (NANS-Non-standard)
GA 2019000001
AB    NOVELTY - The rotor is claimed.
   USE - Rotor.
IP H02K-001/27; B60K-001/00
PD CN209000111-U   05 Nov 2019   H02K-001/27   201999   Pages: 5   Chinese
   JP2020001234-A   09 Jan 2020   H02K-001/27   202003   Pages: 6   Japanese
AD CN209000111-U    CN20400123    29 Mar 2019
PI CN20400123    29 Mar 2019
UT DIIDW:2019000001
ER

EF
"""

EVENTS = """patent,event_date,event_code,event_title,event_description
US11999888B2,2027-11-30,MAFP,Maintenance fee payment,Year of fee payment: 4
US11999888B2,2024-06-04,STCF,Information on status: patent grant,Free format text: PATENTED CASE
JP7000001B2,2021-03-02,A131,Notification of reasons for refusal,Effective date: 20210224
"""

FIXTURES = {
    "ops.xml": OPS_XML, "legal.xml": OPS_LEGAL, "ops.json": OPS_JSON, "stripped.json": OPS_STRIPPED, "cnipa.xml": CNIPA,
    "grant.xml": GRANT, "assignment.xml": ASSIGNMENT, "application.json": APPLICATION, "google.txt": GOOGLE,
    "cnki.txt": CNKI, "derwent.txt": DERWENT, "events.csv": EVENTS,
}  # fmt: skip


def pack(files, method=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()
