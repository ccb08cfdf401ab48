"""Know PatSnap 智慧芽: workbooks whose lists are parted by " | " and whose empty cells hold "-"."""

from __future__ import annotations

from patentdesk.intake.layout import Format

_SIGNS = (
    "标当前申请专利权人",
    "标原始申请专利权人",
    "patsnap同族专利申请数量",
    "patsnap同族被引用专利总数",
    "简单同族专利申请数量",
    "stcurrentassignee",
    "storiginalassignee",
    "patsnapfamily",
)

PATSNAP = Format(
    code="patsnap",
    recognise=lambda headers: any(sign in headers for sign in _SIGNS),
    list_signs=(" | ", "|", "\n", ";", "；"),
)
PATSNAP_FIELDS = Format(
    code="patsnap",
    recognise=lambda headers: {"pn", "apn"} <= headers,
    headers={
        "pn": "publication_number",
        "apn": "application_number",
        "ttl": "title",
        "abst": "abstract",
        "an": "applicants",
        "ans": "applicants",
        "anc": "owners",
        "ancs": "owners",
        "in": "inventors",
        "apd": "filing_date",
        "pbd": "publication_date",
        "fam": "family_key",
        "pid": "external_id",
    },
)
"""What its interface for programs answers: members named by the codes of its search fields."""
