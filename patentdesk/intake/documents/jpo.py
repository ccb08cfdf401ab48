"""Know the answers of the Japanese office's information service (JSON): progress and registration of an application."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "application_number": "applicationNumber", "filing_date": "filingDate", "publication_number": "ADPublicationNumber",
    "publication_date": "publicationDate", "grant_number": "registrationNumber", "grant_date": "registrationDate",
    "expiry_date": "expireDate", "title": "inventionTitle", "applicants": "applicantAttorney",
    "agencies": "applicantAttorney", "owners": "rightPersonInformation", "priorities": "priorityRightInformation",
}  # fmt: skip
_APPLICANT, _ATTORNEY = "1", "2"


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for node in read_json(text, limits).having("applicationNumber"):
        number += 1
        yield _document(node, number)
    if not number:
        raise refuse("no_rows")


def _document(node: Node, number: int) -> Document:
    published = node.text("ADPublicationNumber") or node.text("ADNationalPublicationNumber")
    published = published or node.text("publicationNumber")
    digits = re.sub(r"\D", "", published)
    granted = node.text("registrationNumber")
    fields = {
        "application_number": f"JP {node.text('applicationNumber')}",
        "filing_date": node.text("filingDate"),
        "publication_number": f"JP{digits}A" if len(digits) == _LONG else "",
        "publication_date": node.text("publicationDate"),
        "grant_number": f"JP{granted}B" if granted else "",
        "grant_date": node.text("registrationDate"),
        "expiry_date": node.text("expireDate"),
        "title": node.text("inventionTitle"),
        "applicants": listed(_named(node, _APPLICANT)),
        "agencies": listed(_named(node, _ATTORNEY)),
        "owners": listed(node.texts("rightPersonInformation/rightPersonName")),
        "priorities": listed(_priorities(node)),
    }
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES,
                    events=tuple(_papers(node)), unread=node.unasked())  # fmt: skip


_LONG = 10
"""A publication's number by the western year: four digits of the year and six."""


def _named(node: Node, role: str) -> Iterator[str]:
    return (one.text("name") for one in node.all("applicantAttorney") if one.text("applicantAttorneyClass") == role)


def _priorities(node: Node) -> Iterator[str]:
    for one in node.all("priorityRightInformation"):
        yield claim_text(one.text("parisPriorityCountryCd"), one.text("parisPriorityApplicationNumber"),
                         one.text("parisPriorityDate"))  # fmt: skip
        yield claim_text("JP", one.text("nationalPriorityApplicationNumber"), one.text("nationalPriorityDate"))


def _papers(node: Node) -> Iterator[RawEvent]:
    for one in node.all("bibliographyInformation/documentList"):
        yield RawEvent("jpo", "JP", one.text("documentCode"), one.text("legalDate"), one.text("documentDescription"))


JPO = DocumentFormat(
    "jpo",
    lambda opening: opening.startswith("{") and '"applicationNumber"' in opening
    and any(sign in opening for sign in ('"applicantAttorney', '"remainAccessCount"', '"rightPersonInformation"')),
    _read,
)  # fmt: skip
