"""Know services whose lists need little more than a name: Orbit, WIPS ON, KIPRIS, J-PlatPat, PatentsView, AusPat ..."""

from __future__ import annotations

import re

from patentdesk.intake.layout import Format

_NUMBER = re.compile(r"[A-Z]{2}[ -]?[A-Z]{0,2}\d[\d/]{3,}\d(?:[ -]?\(?[A-Z]\d?\)?(?![A-Za-z\d]))?")
_NUMBER_BEFORE = re.compile(r"^\s*\([A-Z]{2}[A-Z\d/-]+\)\s*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTRY = re.compile(r"(?<!\s)\s*\(?\[([A-Z]{2})\]\)?$")


def _first_number(text: str) -> str:
    """Return the first publication of a family, of which each stands on a line: ``US10123456 B2 2018-11-06``."""
    found = _NUMBER.search(text)
    return found.group() if found else text


def _without_number(text: str) -> str:
    """Drop the publication from which a title is taken: ``(US10123456) Battery``; further titles follow on lines."""
    return _NUMBER_BEFORE.sub("", text.split("\n(", maxsplit=1)[0]).strip()


def _first_day(text: str) -> str:
    found = _DAY.search(text)
    return found.group() if found else text


def _country(name: str) -> str:
    found = _COUNTRY.search(name)
    return found.group(1) if found else ""


ORBIT = Format(
    code="orbit",
    recognise=lambda headers: not headers.isdisjoint(
        {"questeluniquefamilyidfan", "standardizedpublicationnumbers", "publicationnumberswithkindcode&date",
         "currentstandardizedassigneesinventorsremoved"}
    ),
    list_signs=("\n", " | ", ";"),
    headers={
        "questeluniquefamilyidfan": "family_key",
        "publicationnumbers": "publication_number",
        "publicationnumberswithkindcode&date": "publication_number",
        "standardizedpublicationnumbers": "publication_number",
        "englishtitle": "title_en",
        "currentassignees": "owners",
        "currentstandardizedassigneesinventorsremoved": "owners?",
        "earliestprioritydate": "priority_date",
        "earliestapplicationdate": None,
        "applicationdates": None,
        "grantdates": None,
        "expectedexpirydates": None,
    },
    own_name=lambda name: _COUNTRY.sub("", name),
    own_country=_country,
    rewrite={
        "publication_number": _first_number,
        "title": _without_number,
        "title_en": _without_number,
        "priority_date": _first_day,
    },
)  # fmt: skip
"""A row is a family; it is read as its first publication, which the family number joins to the others."""

WIPS = Format(code="wips", recognise=lambda headers: "wipsonkey" in headers)

KIPRIS = Format(
    code="kipris",
    recognise=lambda headers: (
        {"출원번호", "출원일자"} <= headers
        and not headers.isdisjoint({"번역문제출일자", "등록상태", "심사청구여부", "법적상태"})
    ),
    office="KR",
)
"""What KIPRIS lists of Korea: a list of other countries has a column for them."""

J_PLATPAT = Format(
    code="jplatpat",
    recognise=lambda headers: (
        {"文献番号", "出願番号"} <= headers
        and not headers.isdisjoint({"公知日", "出願日公知日登録日", "出願日公知日", "文献url", "項番"})
    ),
    headers={"文献番号": "publication_number", "公開番号": None, "公告番号": None},
    list_signs=(" | ", ";", "；", "|", "\n"),
    office="JP",
)
"""The day on which it became known (公知日) is that of the listed document, not of the first publication."""

PATENTSVIEW_TABLES = Format(
    code="patentsview",
    recognise=lambda headers: (
        not headers.isdisjoint({"pgpubid", "disambigassigneeorganization", "patentnumtimescitedbyuspatents"})
        or {"patentid", "patentdate"} <= headers
        or {"patentid", "applicationid"} <= headers
        or (
            {"patentnumber", "patentdate"} <= headers
            and not headers.isdisjoint({"assigneeorganization", "assigneeid", "patentabstract", "patentnumclaims"})
        )
    ),
    headers={
        "pgpubid": "publication_number",
        "patentid": "patent_number",
        "patentnumber": "patent_number",
        "applicationid": "application_number",
        "patentdate": "grant_date",
        "publisheddate": "publication_date",
        "patenttitle": "title",
        "applicationtitle": "title",
        "wipokind": "kind_code",
        "patentkind": "kind_code",
        "patentnumclaims": "claims_count",
        "numclaims": "claims_count",
        "patentnumtimescitedbyuspatents": "cited_by_count",
        "patentnumuspatentcitations": "cites_count",
        "disambigassigneeorganization": "applicants",
        "assigneeorganization": "applicants",
        "cpcgroup": "cpc",
        "cpcsubgroupid": "cpc",
        "cpcclass": None,
        "cpcsubclass": None,
        "cpcsection": None,
        "cpcgroupid": "cpc?",
    },
    office="US",
)
"""Files of PatentsView hold documents of the United States only, and say so nowhere."""

PUBLIC_SEARCH = Format(
    code="public_search",
    recognise=lambda headers: {"documentid", "cpci"} <= headers or {"resultnumber", "documentid"} <= headers,
    list_signs=(" | ", ";", "\n"),
    headers={"documentid": "publication_number", "datepublished": "publication_date", "or": "upc", "xref": "upc"},
    rewrite={"inventors": lambda text: text.replace("; ", ", ")},
    office="US",
)
"""Patent Public Search parts family name and given name by a semicolon: ``Doe; John et al.``."""

PHPIP = Format(
    code="phpip",
    recognise=lambda headers: {"filno", "grtno"} <= headers,
    headers={"published": "publication_date", "granted": "grant_date", "clientref": None, "title2": "title_en?"},
)
"""The list of cases of phpIP, a docketing program."""

AUSPAT = Format(
    code="auspat",
    recognise=lambda headers: {"auapplicationnumber", "firstipcmark"} <= headers,
    headers={"auapplicationnumber": "application_number", "type": "right_type", "serialnumber": None},
    own_name=lambda name: "" if name == "Given, Not" else name,
    office="AU",
)
"""The register of Australia; who names no inventor stands there as ``Given, Not``."""

DATABASES = (ORBIT, WIPS, KIPRIS, J_PLATPAT, PATENTSVIEW_TABLES, PUBLIC_SEARCH, PHPIP, AUSPAT)
