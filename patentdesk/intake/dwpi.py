"""Know tables of Derwent families: workbooks of Derwent Innovation (DWPI) and of the Derwent Innovations Index.

A row is a family; it is read as the patent of its basic document, and the accession number joins the others to it.
"""

from __future__ import annotations

import re

from patentdesk.intake.documents.derwent import application_text, without_code
from patentdesk.intake.layout import Format
from patentdesk.portfolio.dates import read_date

_DATED = re.compile(r"(?P<number>[A-Z]{2}\S{1,40})\s+(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})$")
_SIGNS = frozenset(
    {"derwentaccessionnumber", "dwpiaccessionnumber", "titledwpi", "assigneedwpi", "abstractdwpi", "dwpifamilymembers",
     "タイトルdwpi", "譲受人dwpi", "dwpiファミリーメンバー", "dwpiアクセッション番号"}
)  # fmt: skip
_OF_THE_US = re.compile(r"\bUS(?=\d{8}[AP]?\b)(\d{8})[AP]?\b")
"""Series and serial of the USPTO with a letter behind, which in other sources stands behind serial and year."""
_NO_NAME = frozenset({"INDIVIDUALS", "INDIVIDUAL"})


def _own_name(name: str) -> str:
    """Drop the assignee code behind a name; a group of persons is no name."""
    bare = without_code(name)
    return "" if bare in _NO_NAME else bare


def _of_the_us(text: str) -> str:
    """Drop the letter behind series and serial: ``US15123456A``."""
    return _OF_THE_US.sub(r"US \1", text)


def _basic(text: str) -> str:
    """Return the first of the family's publications."""
    return re.split(r"[;\n]", text)[0].strip()


def _first_dated(text: str) -> re.Match[str] | None:
    """Return number and day of the first entry: ``CN115536205-A CN10733357 30 Jun 2021``."""
    return _DATED.search(_basic(text))


def _application(text: str) -> str:
    found = _first_dated(text)
    day = read_date(found["day"]).day if found else None
    return application_text(found["number"], day.year) if found and day else ""


def _day(text: str) -> str:
    found = re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4}", _basic(text))
    return found.group() if found else ""


def _claims(text: str) -> str:
    made = []
    for part in re.split(r"[;\n]", text):
        found = _DATED.search(part.strip())
        day = read_date(found["day"]).day if found else None
        if found and day and (written := application_text(found["number"], day.year)):
            made.append(f"{written} {day.isoformat()}")
    return " | ".join(made)


DWPI = Format(
    code="dwpi",
    recognise=lambda headers: not headers.isdisjoint(_SIGNS),
    list_signs=(" | ", ";", "|", "\n"),
    headers={
        "derwentaccessionnumber": "family_key",
        "dwpiaccessionnumber": "family_key",
        "basicpatentnumber": "publication_number",
        "dwpititle": "title_en",
        "titledwpi": "title_en",
        "タイトルdwpi": "title_en",
        "abstractdwpi": "abstract_en",
        "assigneeapplicant": "applicants",
        "assigneeoriginal": "applicants?",
        "standardizedassignee": "applicants?",
        "assigneedwpi": "applicants?",
        "譲受人dwpi": "applicants?",
        "assigneestandardized": "applicants?",
        "譲受人標準化": "applicants?",
        "inventordwpi": "inventors?",
        "inventororiginal": "inventors?",
        "prioritynumberdwpi": "priorities?",
        "assigneecurrentus": "owners",
        "optimizedassignee": "owners?",
        "countofcitingpatentsdpci": "cited_by_count",
        "dwpifamilymembers": "family_members",
        "dwpiファミリーメンバー": "family_members",
        "dwpiアクセッション番号": "family_key",
        "prioritydate": "priority_days",
        "ipccurrent": "ipc",
        "ipccurrentfull": "ipc",
        "cpccurrent": "cpc",
        "cpccurrentfull": "cpc",
        "ipc最新": "ipc",
        "ipc最新dwpi": "ipc?",
        "cpc最新": "cpc",
        "ipccurrentdwpi": "ipc?",
        "cpccurrentdwpi": "cpc?",
        "uspcclass": "upc",
        "deadalive": "status?",
        "inpadoclegalstatus": "legal_events",
        "countofcitingpatents": "cited_by_count",
        "countofcitedrefspatent": "cites_count",
        "dwpicountofcitingpatents": "cited_by_count?",
        "claimscount": "claims_count",
    },
    own_name=_own_name,
    rewrite={"publication_number": _basic, "application_number": _of_the_us, "priorities": _of_the_us},
)

DERWENT_INDEX = Format(
    code="derwent_index",
    recognise=lambda headers: {"pn", "ti", "ga"} <= headers,
    list_signs=(";", "\n"),
    headers={
        "pn": "publication_number",
        "ti": "title_en",
        "au": "inventors",
        "ae": "applicants",
        "ga": "family_key",
        "ab": "abstract_en",
        "ip": "ipc",
        "pd": "publication_date",
        "ad": "application_number",
        "pi": "priorities",
        "cp": None,
        "ut": None,
    },
    own_name=_own_name,
    also={"ad": "filing_date"},
    rewrite={
        "publication_number": _basic,
        "publication_date": _day,
        "application_number": _application,
        "filing_date": _day,
        "priorities": _claims,
    },
)
