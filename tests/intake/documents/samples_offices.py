"""Invented documents of the offices of Europe, China, Korea and Japan."""

# ruff: noqa: E501 - lines of data stay as their formats have them

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

CN_DESIGN = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<business:PatentDocumentAndRelated xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" xsdVersion="V2.2.1" file="CN3020153.XML" lang="zh" country="CN" docNumber="303456789" kind="S">
<business:DesignBibliographicData lang="zh" country="CN"><business:PublicationReference dataFormat="standard" sourceDB="national office"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>000303456789</base:DocNumber><base:Kind>S</base:Kind><base:Date>20151125</base:Date></base:DocumentID></business:PublicationReference><business:PublicationReference dataFormat="original" sourceDB="national office"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>303456789</base:DocNumber><base:Kind>S</base:Kind><base:Date>20151125</base:Date></base:DocumentID></business:PublicationReference>
<business:PatentNumber>ZL 201530123456.2</business:PatentNumber><business:ApplicationReference dataFormat="original" applType="30"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201530123456.2</base:DocNumber><base:Date>20150508</base:Date></base:DocumentID></business:ApplicationReference>
<business:ClassificationLocarno><business:Edition>10</business:Edition><business:MainClassification>12-16</business:MainClassification></business:ClassificationLocarno><business:DesignTitle lang="zh">车轮</business:DesignTitle>
<business:Parties><business:ApplicantDetails><business:Applicant sequence="1"><base:AddressBook lang="zh"><base:Name>南山车轮有限公司</base:Name></base:AddressBook></business:Applicant></business:ApplicantDetails><business:DesignerDetails><business:Designer sequence="1"><base:AddressBook lang="zh"><base:Name>林晓</base:Name></base:AddressBook></business:Designer></business:DesignerDetails></business:Parties></business:DesignBibliographicData>
<business:DesignBriefExplanation><base:Paragraphs num="0001">1．本外观设计产品的名称：车轮。</base:Paragraphs></business:DesignBriefExplanation></business:PatentDocumentAndRelated>
"""

CN_STATUS = """<?xml version="1.0" encoding="UTF-8"?>
<business:PRS xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business"><business:PRSRecord PRSID="1" status="C"><business:ApplicationReference applType="10" dataFormat="standard" sequence="1"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>102015000163111</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:ApplicationReference applType="10" dataFormat="original" sequence="1" sourceDB="national office"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201510163111.X</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:IPRType>发明专利</business:IPRType><business:PRSPublicationDate><base:Date>20231003</base:Date></business:PRSPublicationDate><business:PRSCode>GR01</business:PRSCode><business:PRSValue>授权</business:PRSValue><business:PRSInformation>授权</business:PRSInformation><business:StatusIndicator>+</business:StatusIndicator></business:PRSRecord>
<business:PRSRecord PRSID="2" status="C"><business:ApplicationReference applType="10" dataFormat="original" sequence="1"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201510163111.X</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:IPRType>发明专利</business:IPRType><business:PRSPublicationDate><base:Date>20150729</base:Date></business:PRSPublicationDate><business:PRSCode>C10</business:PRSCode><business:PRSValue>实质审查的生效</business:PRSValue><business:PRSInformation>实质审查的生效 IPC(主分类):G09G 5/10 申请日:20150408</business:PRSInformation></business:PRSRecord></business:PRS>
"""

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

JPO = """{"result": {"statusCode": "100", "remainAccessCount": "385", "data": {"applicationNumber": "2014192111",
 "inventionTitle": "電池保持具", "applicantAttorney": [{"name": "楓自動車株式会社", "applicantAttorneyClass": "1"},
  {"name": "港特許事務所", "applicantAttorneyClass": "2"}], "filingDate": "20140922", "publicationNumber": "2016-063111",
 "ADPublicationNumber": "2016063111", "publicationDate": "20160425", "registrationNumber": "6422111",
 "registrationDate": "20181026", "expireDate": "20340922", "priorityRightInformation": [
  {"parisPriorityApplicationNumber": "14/123111", "parisPriorityDate": "20130922", "parisPriorityCountryCd": "US"}],
 "divisionalApplicationInformation": [{"applicationNumber": "2018100111"}],
 "bibliographyInformation": [{"numberType": "01", "documentList": [{"legalDate": "20140922", "documentCode": "A63",
  "documentDescription": "明細書"}]}]}}}"""

EP_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ep-patent-document PUBLIC "-//EPO//EP PATENT DOCUMENT 1.5//EN" "ep-patent-document-v1-5.dtd">
<ep-patent-document id="EP12783111B1" file="EP12783111NWB1.xml" lang="en" country="EP" doc-number="2912111" kind="B1" date-publ="20250129" status="n" dtd-version="ep-patent-document-v1-5">
<SDOBI lang="en"><B000><eptags><B001EP>AT</B001EP></eptags></B000>
<B100><B110>2912111</B110><B120><B121>EUROPEAN PATENT SPECIFICATION</B121></B120><B130>B1</B130><B140><date>20250129</date></B140><B190>EP</B190></B100>
<B200><B210>12783111.3</B210><B220><date>20121029</date></B220><B240><B241><date>20150420</date></B241></B240><B250>en</B250></B200>
<B300><B310>11-123111</B310><B320><date>19990430</date></B320><B330><ctry>JP</ctry></B330><B310>201161555111 P</B310><B320><date>20111104</date></B320><B330><ctry>US</ctry></B330></B300>
<B400><B430><date>20150902</date><bnum>201536</bnum></B430><B450><date>20250129</date><bnum>202505</bnum></B450></B400>
<B500><B510EP><classification-ipcr sequence="1"><text>H04W  12/04        20210101AFI20240923BHEP        </text></classification-ipcr></B510EP>
<B520EP><classifications-cpc><classification-cpc sequence="1"><text>H04W  12/041       20210101 FI20240923BHEP        </text></classification-cpc></classifications-cpc></B520EP>
<B540><B541>de</B541><B542>ZELLENHALTER</B542><B541>en</B541><B542>CELL HOLDER</B542><B541>fr</B541><B542>PORTE-CELLULE</B542></B540>
<B560><B561><text>EP-A1- 1 234 111</text></B561><B561><text>US-B2- 7 123 111</text></B561><B562><text>KELLER: "Cells"</text></B562></B560></B500>
<B700><B720><B721><snm>KELLER, Anna</snm><adr><str>X</str><ctry>DE</ctry></adr></B721></B720>
<B730><B731><snm>Alpen-Strom GmbH</snm><iid>1</iid><adr><city>Bonn</city><ctry>DE</ctry></adr></B731></B730>
<B740><B741><snm>Kai &amp; Partner</snm></B741></B740></B700></SDOBI>
<description id="desc" lang="en"><p num="0001">Much.</p></description>
<claims id="claims01" lang="en"><claim id="c-en-1" num="0001"><claim-text>1</claim-text></claim><claim id="c-en-2" num="0002"><claim-text>2</claim-text></claim></claims>
<claims id="claims02" lang="de"><claim num="0001"><claim-text>1</claim-text></claim></claims></ep-patent-document>"""

JP_GAZETTE = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="../../../../../XSL/gat-a.xsl"?>
<!DOCTYPE jp-official-gazette PUBLIC "-//JPO//DTD PUBLISHED PATENT/UTILITY MODEL APPLICATION 1.0//EN" "../../../../../DTD/gat-a.dtd">
<jp-official-gazette kind-of-jp="A" kind-of-st16="A" lang="ja" dtd-version="1.0" country="JP" xmlns:jp="http://www.jpo.go.jp"><bibliographic-data lang="ja" country="JP">
<publication-reference><document-id><country>JP</country><doc-number>2010004111</doc-number><kind>公開特許公報(A)</kind><date>20100107</date></document-id></publication-reference>
<application-reference><document-id><doc-number>2008160111</doc-number><date>20080619</date></document-id></application-reference>
<priority-claims><priority-claim sequence="1" kind="national"><country>米国(US)</country><doc-number>60/945,111</doc-number><date>20070620</date></priority-claim></priority-claims>
<invention-title>電池保持具</invention-title>
<classification-ipc><main-clsf>H01M   2/10     (2006.01)</main-clsf><further-clsf>B60L  11/18     (2006.01)</further-clsf></classification-ipc>
<number-of-claims>7</number-of-claims>
<parties><jp:applicants-agents-article><jp:applicants-agents sequence="1"><applicant sequence="1"><addressbook lang="ja"><name>楓自動車株式会社</name><registered-number>000001111</registered-number><address><text>名古屋市</text></address></addressbook></applicant><agent sequence="1" jp:kind="representative"><addressbook lang="ja"><name>港　花子</name></addressbook></agent></jp:applicants-agents></jp:applicants-agents-article><inventors><inventor sequence="1"><addressbook lang="ja"><name>伊藤　佳奈</name></addressbook></inventor></inventors></parties></bibliographic-data>
<abstract><p num="">【課題】電池を保持する。</p></abstract><claims><claim num="1"><claim-text>保持具。</claim-text></claim></claims><description><p num="0001">本文</p></description></jp-official-gazette>"""
