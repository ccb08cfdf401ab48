"""Invented documents of services that collect patents."""

# ruff: noqa: E501 - lines of data stay as their formats have them

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

GOOGLE_COLLECTED = r"""{"US2668111A": {"inventor_name": "[{\"inventor_name\": \"Kana Ito\"}]",
 "assignee_name_orig": "[{\"assignee_name\": \"Kaede Motors\"}]", "assignee_name_current": "[]",
 "pub_date": "1954-02-02", "priority_date": "1950-01-01", "grant_date": "1954-02-02", "filing_date": "1950-01-01",
 "forward_cite_no_family": "[]", "backward_cite_no_family": "[{\"patent_number\": \"US123111A\"}]",
 "patent": "US2668111A", "url": "https://patents.google.com/patent/US2668111A", "title": "Brake"}}"""
