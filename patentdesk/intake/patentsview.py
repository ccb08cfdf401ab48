"""Know the tables of PatentsView, the research service about US patents: patents and applications by ``patent_id``."""

from __future__ import annotations

from patentdesk.intake.layout import Format

_ITS_OWN = frozenset({"patenttype", "patentdate", "patenttitle", "patentapplicationtype", "patentabstract"})


def _of_us(number: str) -> str:
    return f"US{number}" if number[:2] != "US" else number


PATENTSVIEW_TABLE = Format(
    code="patentsview",
    recognise=lambda headers: "patentid" in headers and not _ITS_OWN.isdisjoint(headers),
    headers={
        "patentid": "grant_number",
        "patentdate": "grant_date",
        "patenttitle": "title",
        "patentabstract": "abstract",
        "patenttype": None,
        "applicationid": "application_number",
        "wipokind": "kind_code",
        "numclaims": "claims_count",
    },
    rewrite={"grant_number": _of_us, "application_number": _of_us},
)
"""All numbers are American, which no column says; a table that names no more than people or places is not taken."""
