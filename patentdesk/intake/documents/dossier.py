"""Know the Global Dossier's answer about a family (JSON): the applications of the five large offices, one each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "application_number": "appNum", "filing_date": "appDateStr", "publication_number": "pubList",
    "publication_date": "pubList", "grant_number": "pubList", "grant_date": "pubList", "title": "title",
    "applicants": "applicantNames", "priorities": "priorityClaimList", "family_key": "id",
}  # fmt: skip


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for family in read_json(text, limits).having("list"):
        key = f"{family.text('country')}{family.text('id')}"
        for node in family.having("appNum", "countryCode"):
            number += 1
            yield _document(node, number, key)
    if not number:
        raise refuse("document_unknown", kind="json")


def _document(node: Node, number: int, family: str) -> Document:
    office = node.text("countryCode")
    published = [one for one in node.all("pubList") if one.text("pubNum")]
    granted = [one for one in published if re.match("[BCY]", one.text("kindCode"))]
    first = next((one for one in published if one not in granted), Node(""))
    grant = next(iter(granted), Node(""))
    fields = {
        "application_number": f"{office} {node.text('appNum')}".strip(),
        "filing_date": _day(node.text("appDateStr")),
        "publication_number": _joined(first),
        "publication_date": _day(first.text("pubDateStr")),
        "grant_number": _joined(grant),
        "grant_date": _day(grant.text("pubDateStr")),
        "title": node.text("title"),
        "applicants": listed(node.texts("applicantNames")),
        "priorities": listed(
            claim_text(one.text("country"), one.text("docNumber"), "") for one in node.all("priorityClaimList")
        ),
        "family_key": family,
    }
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES, unread=node.unasked())


def _joined(node: Node) -> str:
    return "".join(node.text(tag) for tag in ("pubCountry", "pubNum", "kindCode"))


def _day(american: str) -> str:
    """Return ``09/27/2017`` as 2017-09-27."""
    return re.sub(r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\1-\2", american)


GLOBAL_DOSSIER = DocumentFormat(
    "global_dossier",
    lambda opening: opening.startswith("{") and all(sign in opening for sign in ('"appNum"', '"pubList"')),
    _read,
)
