"""Know tables of PATSTAT: applications by ``appln_id``, as the database names its columns."""

from __future__ import annotations

from patentdesk.intake.layout import Format

PATSTAT = Format(
    code="patstat",
    recognise=lambda headers: "applnid" in headers or {"epopatentid", "epopublicationnumber"} <= headers,
    list_signs=(" | ", "|", ";"),
    headers={
        "applnid": "external_id",
        "applnauth": "office",
        "applnnr": "application_number",
        "applnnrepodoc": None,
        "applnfilingdate": "filing_date",
        "applntitle": "title",
        "applnabstract": "abstract",
        "earliestfilingdate": None,
        "publnnr": "publication_number",
        "publnkind": "kind_code",
        "publndate": "publication_date",
        "publnauth": "office?",
        "publnclaims": "claims_count",
        "grantpublnnr": "grant_number",
        "grantpublndate": "grant_date",
        "priorappln": "priorities",
        "citedpubln": "cites",
        "inventors": "inventors",
        "cpcclasssymbol": "cpc",
        "ipcclasssymbol": "ipc",
        "docdbfamilyid": "family_key",
        "docdbfamilysize": "family_size",
        "nbcitingdocdbfam": "cited_by_count",
        "psnname": "applicants",
        "personname": "applicants?",
        "applicants": "applicants",
        "epopatentid": "external_id",
        "epopublicationnumber": "publication_number",
        "epopublicationdate": "publication_date",
        "epoapplicationnumber": "application_number",
        "epoapplicationdocdbfamilyid": "family_key",
        "epoprioritynumber": "priorities",
        "epoapplicationcountry": "office",
        "epofilingdate": "filing_date",
        "numberofcitations": "cited_by_count",
    },
)
"""Numbers stand without their office, which has a column of its own; a table without it cannot tell one."""
