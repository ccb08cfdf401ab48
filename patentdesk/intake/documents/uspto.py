"""Know the USPTO's application data: answers of the Open Data Portal, and of PEDS before it (JSON)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.assignments import Conveyance, owners_after
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_DATA_NAMES = {
    "application_number": "applicationNumberText", "filing_date": "filingDate", "title": "inventionTitle",
    "publication_number": "earliestPublicationNumber", "publication_date": "earliestPublicationDate",
    "grant_number": "patentNumber", "grant_date": "grantDate", "cpc": "cpcClassificationBag",
    "status": "applicationStatusDescriptionText", "status_date": "applicationStatusDate",
    "applicants": "applicantBag", "inventors": "inventorBag", "owners": "assignmentBag", "priorities": "continuityBag",
    "right_type": "applicationTypeLabelName", "reduction": "businessEntityStatusCategory",
}  # fmt: skip
_APPLICANT = ("applicant", "applicantNameText")
_REDUCTIONS = {"small": "small", "micro": "micro"}


_OLD_NAMES = {
    "applId": "applicationNumberText", "appFilingDate": "filingDate", "patentTitle": "inventionTitle",
    "patentIssueDate": "grantDate", "appStatus": "applicationStatusDescriptionText",
    "appStatusDate": "applicationStatusDate", "appEarlyPubNumber": "earliestPublicationNumber",
    "appEarlyPubDate": "earliestPublicationDate", "appType": "applicationTypeLabelName",
    "appEntityStatus": "businessEntityStatusCategory", "applicants": "applicantBag", "inventors": "inventorBag",
    "transactions": "eventDataBag", "parentContinuity": "parentContinuityBag", "foreignPriority": "foreignPriorityBag",
    "assignments": "assignmentBag", "assignors": "assignorBag", "assignee": "assigneeBag",
    "recordDate": "recordedDate", "code": "caseActionCode", "description": "caseActionDescriptionText",
    "countryName": "ipOfficeName", "priorityClaim": "applicationNumberText", "reelNumber": "reelNumber",
    "recordedDate": "assignmentRecordedDate", "conveyanceText": "conveyanceText", "assignorName": "assignorName",
    "assigneeName": "assigneeNameText", "claimApplicationNumberText": "parentApplicationNumberText",
    "applicationNumberText": "parentApplicationNumberText", "appAttrDockNumber": "docketNumber",
    "appGrpArtNumber": "groupArtUnitNumber",
}  # fmt: skip
"""Members of the answers of PEDS, the service before the Open Data Portal → as the latter names them."""


_AMERICAN_DAY = re.compile(r"^(\d\d)-(\d\d)-(\d{4})$")


def _as_today(node: Node) -> Node:
    """Return an application as PEDS tells it under the names of the Open Data Portal."""
    made = Node(_OLD_NAMES.get(node.tag, node.tag), node.attributes)
    made.content = [_AMERICAN_DAY.sub(r"\3-\1-\2", part) if isinstance(part, str) else _as_today(part)
                    for part in node.content]  # fmt: skip
    for bag, name in (("applicantBag", "applicantNameText"), ("inventorBag", "inventorNameText")):
        if node.tag in ("applicants", "inventors") and made.tag == bag:
            lines = [made.text(line) for line in ("nameLineTwo", "nameLineOne")]
            made.content.append(Node(name, content=[" ".join(line for line in lines if line)]))
    return made


def _read_data(text: str, limits: Limits) -> Iterator[Document]:
    root = read_json(text, limits)
    bags = list(root.walk(("patentBag", "patentFileWrapperDataBag")))
    bags = bags or [_as_today(node) for node in root.walk(("docs",)) if node.find("applId")] or _dossiers(root)
    for number, node in enumerate(bags, start=1):
        yield _application(node, number)
    if not bags:
        raise refuse("document_unknown", kind="json")


def _dossiers(root: Node) -> list[Node]:
    """Return the papers of a file wrapper, gathered by their application."""
    made: dict[str, Node] = {}
    for paper in root.walk(("documentBag",)):
        number = paper.find("applicationNumberText")
        if number.text():
            made.setdefault(number.text(), Node("documents", content=[number])).content.append(paper)
    return list(made.values())


def _application(node: Node, number: int) -> Document:
    meta = node.find("applicationMetaData") or node

    def told(name: str) -> str:
        return node.text(name) or meta.text(name)

    application = told("applicationNumberText") or _own_number(node)
    published = re.sub(r"[\s-]", "", told("earliestPublicationNumber"))
    granted = told("patentNumber")
    conveyed = _assignments(node)
    entity = told("businessEntityStatusCategory") or meta.text("entityStatusData/businessEntityStatusCategory")
    fields = {
        "application_number": _of_us(application),
        "filing_date": told("filingDate")[:10],
        "publication_number": published,
        "publication_date": told("earliestPublicationDate")[:10] if published else "",
        "grant_number": f"US{granted}" if granted else "",
        "grant_date": told("grantDate")[:10],
        "title": told("inventionTitle"),
        "cpc": listed([*node.texts("cpcClassificationBag"), *meta.texts("cpcClassificationBag")]),
        "status": told("applicationStatusDescriptionText"),
        "status_date": told("applicationStatusDate")[:10],
        "applicants": listed([name for tag in _APPLICANT for name in _texts(node, meta, "applicantBag", tag)]),
        "inventors": listed(_texts(node, meta, "inventorBag", "inventorNameText")),
        "owners": listed(owners_after(conveyed)),
        "priorities": listed(_priorities(node, meta)),
        "right_type": "design" if told("applicationTypeLabelName") == "Design" else "",
        "reduction": _REDUCTIONS.get(entity.casefold(), ""),
    }  # fmt: skip
    adjusted = node.text("patentTermAdjustmentData/adjustmentTotalQuantity")
    kept = {"docketNumber": told("docketNumber"), "groupArtUnitNumber": told("groupArtUnitNumber"),
            "adjustmentTotalQuantity": adjusted}  # fmt: skip
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_DATA_NAMES,
        kept={name: text for name, text in kept.items() if text},
        events=(*_transactions(node), *(one.event for one in conveyed)), unread=node.unasked(),
    )  # fmt: skip


def _of_us(number: str) -> str:
    """Return a number with its office; international applications name theirs."""
    return number if number.startswith("PCT") or not number else f"US {number}"


def _texts(node: Node, meta: Node, bag: str, name: str) -> list[str]:
    return node.texts(f"{bag}/{name}") or meta.texts(f"{bag}/{name}")


def _own_number(node: Node) -> str:
    """Return the application that an answer about continuity speaks of: the one that stands in every relation."""
    bag = node.find("continuityBag") or node
    ends = bag.texts("parentContinuityBag/childApplicationNumberText") + bag.texts(
        "childContinuityBag/parentApplicationNumberText"
    )
    named = Counter(ends).most_common(1)
    return named[0][0] if named else ""


_CLAIMED = ("applicationNumberText", "priorityNumberText", "parentApplicationNumberText")


def _priorities(node: Node, meta: Node) -> Iterator[str]:
    """Yield foreign priorities and the parents of this application, with their filing days."""
    for claim in [*node.all("foreignPriorityBag"), *meta.all("foreignPriorityBag")]:
        number = next((text for tag in _CLAIMED if (text := claim.text(tag))), "")
        office = claim.text("ipOfficeName") or claim.text("countryName")
        yield claim_text(office, number, claim.text("filingDate"))
    bag = node.find("continuityBag") or node
    for parent in bag.all("parentContinuityBag"):
        number = parent.text("parentApplicationNumberText")
        day = parent.text("filingDate") or parent.text("parentApplicationFilingDate")
        yield claim_text("", _of_us(number), day)


def _transactions(node: Node) -> Iterator[RawEvent]:
    for entry in node.all("documentBag"):
        yield RawEvent("uspto", "US", entry.text("documentCode"), entry.text("officialDate")[:10],
                       entry.text("documentCodeDescriptionText"))  # fmt: skip
    for entry in [*node.all("transactionContentBag"), *node.all("eventDataBag")]:
        yield RawEvent(
            "uspto", "US", entry.text("caseActionCode") or entry.text("eventCode"),
            entry.text("recordedDate") or entry.text("eventDate"),
            entry.text("caseActionDescriptionText") or entry.text("eventDescriptionText"),
        )  # fmt: skip


def _assignments(node: Node) -> list[Conveyance]:
    return [
        Conveyance(
            record.text("conveyanceText"),
            record.text("assignmentRecordedDate"),
            tuple(record.texts("assignorBag/assignorName")),
            tuple(record.texts("assigneeBag/assigneeNameText")),
            record.text("reelNumber"),
            record.text("frameNumber"),
        )
        for record in node.all("assignmentBag")
    ]


_DATA_SIGNS = ('"patentBag"', '"patentFileWrapperDataBag"', '"applId"', '"documentBag"')

USPTO_DATA = DocumentFormat(
    "uspto_data",
    lambda opening: opening.startswith("{") and any(sign in opening for sign in _DATA_SIGNS),
    _read_data,
)
