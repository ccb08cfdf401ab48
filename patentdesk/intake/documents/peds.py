"""Know the USPTO's examination data as XML by WIPO ST.96 (root ``PatentBulkData``): one application each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.assignments import Conveyance, owners_after
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "application_number": "ApplicationNumberText", "filing_date": "FilingDate", "title": "InventionTitle",
    "publication_number": "PatentPublicationIdentification", "publication_date": "PatentPublicationIdentification",
    "grant_number": "PatentGrantIdentification", "grant_date": "PatentGrantIdentification",
    "status": "ApplicationStatusCategory", "status_date": "ApplicationStatusDate", "applicants": "ApplicantBag",
    "inventors": "InventorBag", "owners": "AssignmentDataBag", "priorities": "RelatedDocumentData",
    "reduction": "BusinessEntityStatusCategory",
}  # fmt: skip
_REDUCTIONS = {"small": "small", "micro": "micro"}


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_xml(text, limits).walk(("PatentData", "PatentRecord")), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("no_rows")


def _document(node: Node, number: int) -> Document:
    meta = node.find("PatentCaseMetadata")
    filed = meta.text("ApplicationNumberText") or meta.text("ApplicationNumber/ApplicationNumberText")
    published = meta.find("PatentPublicationIdentification")
    granted = meta.find("PatentGrantIdentification")
    parties = meta.find("PartyBag")
    conveyed = [_conveyance(one) for one in node.all("AssignmentDataBag/AssignmentData")]
    publication, patent = published.text("PublicationNumber"), granted.text("PatentNumber")
    entity = meta.text("BusinessEntityStatusCategory").casefold()
    fields = {
        "application_number": _of_us(filed),
        "filing_date": meta.text("FilingDate"),
        "title": meta.text("InventionTitle"),
        "publication_number": f"US{re.sub(r'^US|[^0-9A-Z]', '', publication)}" if publication else "",
        "publication_date": published.text("PublicationDate"),
        "grant_number": f"US{patent}" if patent else "",
        "grant_date": granted.text("GrantDate"),
        "status": meta.text("ApplicationStatusCategory"),
        "status_date": meta.text("ApplicationStatusDate"),
        "applicants": listed(_name(one) for one in parties.all("ApplicantBag/Applicant")),
        "inventors": listed(_name(one) for one in parties.all("InventorBag/Inventor")),
        "owners": listed(owners_after(conveyed)),
        "priorities": listed(_priorities(meta)),
        "right_type": "design" if meta.text("ApplicationTypeCategory") == "Design" else "",
        "reduction": next((code for word, code in _REDUCTIONS.items() if word in entity), ""),
    }
    history = node.all("ProsecutionHistoryDataBag/ProsecutionHistoryData")
    events = [RawEvent("uspto", "US", one.text("EventCode"), one.text("EventDate"), one.text("EventDescriptionText"))
              for one in history]  # fmt: skip
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        events=(*events, *(one.event for one in conveyed)), unread=node.unasked(),
    )  # fmt: skip


def _of_us(number: str) -> str:
    return number if number.startswith("PCT") or not number else f"US {number}"


def _name(node: Node) -> str:
    """Return the name of a contact: of an organisation, or of a person with the given name first."""
    for tag in ("OrganizationStandardName", "PersonFullName"):
        if text := next((one.text() for one in node.walk((tag,))), ""):
            return text
    person = next(node.walk(("PersonStructuredName",)), Node(""))
    return " ".join(text for tag in ("FirstName", "MiddleName", "LastName") if (text := person.text(tag)))


def _conveyance(node: Node) -> Conveyance:
    return Conveyance(
        node.text("ConveyanceText"), node.text("RecordedDate"),
        tuple(one.text("Contact/Name") or one.text("Contact") for one in node.all("AssignorBag/Assignor")),
        tuple(one.text("Contact/Name") or one.text("Contact") for one in node.all("AssigneeBag/Assignee")),
        node.text("ReelNumber"), node.text("FrameNumber"),
    )  # fmt: skip


def _priorities(meta: Node) -> Iterator[str]:
    for one in meta.all("PriorityClaimBag/PriorityClaim"):
        yield claim_text(one.text("IPOfficeName"), one.text("ApplicationNumber"), one.text("FilingDate"))
    for one in meta.all("RelatedDocumentData/ParentDocumentData"):
        yield claim_text("", _of_us(one.text("ApplicationNumberText")), one.text("FilingDate"))


USPTO_PEDS_XML = DocumentFormat(
    "uspto_data",
    lambda opening: opening.startswith("<") and re.search(r"<(?:\w+:)?PatentBulkData\b", opening) is not None,
    _read,
)
