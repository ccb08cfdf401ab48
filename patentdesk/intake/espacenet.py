"""Know Espacenet: XLS and CSV exports of a result list, also saved again by Excel, with or without lines above."""

from __future__ import annotations

import re

from patentdesk.intake.layout import Format

_COUNTRY = re.compile(r"[\s_\u2002]*\[[A-Z]{2}\]$")


def _without_country(name: str) -> str:
    """Drop the country behind a name: ``ELWHA LLC [US]``, after Excel for Mac ``ELWHA LLC_[US]``."""
    return _COUNTRY.sub("", name)


def _country(name: str) -> str:
    """Return the country behind a name."""
    found = _COUNTRY.search(name)
    return re.sub(r"[^A-Z]", "", found.group()) if found else ""


def first_of(text: str) -> str:
    """Return the first of several publications: ``WO2005067439 (A2); WO2005067439 (A3)``."""
    return re.split(r"[;\n]", text)[0].strip()


_SIGNS = (
    {"publicationnumber", "prioritynumbers", "dateofapplication"},
    {"publicationnumber", "cooperativepatentclassification", "internationalclassification"},
    {"publicationnumber", "earliestpriority", "earliestpublication"},
    {"veröffentlichungsnummer", "anmelder", "erfinder", "titel"},
    {"numérodepublication", "demandeurs", "inventeurs", "titre"},
    {"númerodepublicación", "solicitantes", "inventores", "título"},
)
"""Headers of its layouts, and of its German, French and Spanish pages."""

ESPACENET = Format(
    code="espacenet",
    recognise=lambda headers: any(signs <= headers for signs in _SIGNS),
    list_signs=("\n", ";"),
    headers={
        "prioritynumbers": "priorities",
        "inventors": "inventors",
        "applicants": "applicants",
        "dateofapplication": "filing_date",
        "earliestpriority": "priority_date",
        "earliestpublication": None,
        "familynumber": "family_key",
        "internationalclassification": "ipc",
        "cooperativepatentclassification": "cpc",
        "cpc": "cpc",
        "patentscitedinthesearchreport": "cites",
        "patentscitedduringexamination": "cites",
        "otherpatentcitations": "cites",
        "patentsusedinopposition": "cites",
        "patentscitedbytheapplicant": "cites",
        "internationalsearchcitation": "cites",
        "supplementaryinternationalsearchcitation": "cites",
        "literaturecitedinthesearchreport": "npl",
        "literaturecitedduringexamination": "npl",
        "otherliteraturecitations": "npl",
        "literatureusedinopposition": "npl",
        "literaturecitedbytheapplicant": "npl",
        "internationalsearchnplcitation": "npl",
        "supplementaryinternationalsearchnplcitation": "npl",
    },
    own_name=_without_country,
    own_country=_country,
    rewrite={"publication_number": first_of},
)
