"""Know Espacenet: XLS and CSV exports of a result list, also saved again by Excel, with or without lines above."""

from __future__ import annotations

import re

from patentdesk.intake.layout import Format


def _first_line(text: str) -> str:
    """Return the first of the documents of a family, each on a line of its own.

    Those of one application stand on one line and stay together: ``US7424848 (B2); US2005109216 (A1)``.
    """
    return text.partition("\n")[0].strip()


def _first_day(text: str) -> str:
    """Return the day of the first publication; it stands alone, or before those of other documents."""
    return re.split(r"[;\n]", text)[0].strip()


_SIGNS = (
    {"publicationnumber", "prioritynumbers", "dateofapplication"},
    {"publicationnumber", "cooperativepatentclassification", "internationalclassification"},
    {"publicationnumber", "earliestpriority", "earliestpublication"},
    {"veroffentlichungsnummer", "anmelder", "erfinder", "titel"},
    {"numerodepublication", "demandeurs", "inventeurs", "titre"},
    {"numerodepublicacion", "solicitantes", "inventores", "titulo"},
    {"同族号", "最早公布", "公布号"},
    {"家族编号", "最早公布", "公布号"},
    {"パテントファミリー番号", "公開番号"},
)
"""Headers of its layouts, and of its German, French, Spanish, Chinese and Japanese pages."""

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
        "最早优先权": "priority_date",
        "最早公布": None,
        "同族号": "family_key",
        "家族编号": "family_key",
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
    rewrite={"publication_number": _first_line, "publication_date": _first_day},
)
