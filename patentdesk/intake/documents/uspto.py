"""Know the USPTO's services: assignment records (Solr XML) and application data (Open Data Portal JSON)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_json, read_xml
from patentdesk.intake.limits import Limits

_NOT_TOLD = ("NULL", "0001-01-01T00:00:00Z")
_KEEPS_OWNER = re.compile(
    r"SECURITY|LIEN|LICEN|RELEASE|PLEDGE|MORTGAGE|COURT|DISCLAIM|GOVERNMENT INTEREST|CORRECT", re.IGNORECASE
)
"""Conveyances after which the patent belongs to whom it belonged before."""
_ASSIGNMENT_NAMES = {
    "application_number": "applNum", "filing_date": "filingDate", "publication_number": "publNum",
    "publication_date": "publDate", "grant_number": "patNum", "grant_date": "issueDate", "title": "inventionTitle",
    "owners": "patAssigneeName",
}  # fmt: skip
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


def _read_assignments(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for doc in read_xml(text, limits).walk(("doc",)):
        for document in _assignment_documents(doc, number + 1):
            number += 1
            yield document
    if not number:
        raise refuse("document_unknown", kind="response")


def _assignment_documents(doc: Node, number: int) -> Iterator[Document]:
    """Yield one document for each application that a recorded conveyance names."""
    single = {node.attributes.get("name", ""): node.text() for node in doc.children() if node.tag != "arr"}
    lists = {node.attributes.get("name", ""): [one.text() for one in node.children()] for node in doc.children("arr")}
    conveyance = single.get("conveyanceText", "")
    owners = [name for name in lists.get("patAssigneeName", []) if name not in _NOT_TOLD]
    reference = f"{single.get('reelNo', '').zfill(6)}/{single.get('frameNo', '').zfill(4)}"
    event = _conveyed(
        conveyance, single.get("recordedDate", "")[:10], lists.get("patAssignorName", []), owners, reference
    )
    for place in range(len(lists.get("applNum", []))):

        def told(name: str, at: int = place) -> str:
            value = (lists.get(name, []) + [""] * (at + 1))[at]
            return "" if value in _NOT_TOLD else value

        published, granted = told("publNum"), told("patNum")
        fields = {
            "application_number": f"US {told('applNum')}",
            "filing_date": told("filingDate")[:10],
            "publication_number": f"US{published}" if published else "",
            "publication_date": told("publDate")[:10],
            "grant_number": f"US{granted}" if granted else "",
            "grant_date": told("issueDate")[:10],
            "title": told("inventionTitle"),
            "owners": "" if _KEEPS_OWNER.search(conveyance) else listed(owners),
        }
        kept = {name: text for name in ("inventors", "pctNum") if (text := told(name))}
        yield Document({name: text for name, text in fields.items() if text.strip()}, number + place,
                       names=_ASSIGNMENT_NAMES, kept=kept, events=(event,))  # fmt: skip


def _conveyed(conveyance: str, day: str, assignors: list[str], assignees: list[str], reference: str) -> RawEvent:
    code = "security" if _KEEPS_OWNER.search(conveyance) else "assignment"
    parties = f"{', '.join(name.strip() for name in assignors)} to {', '.join(assignees)}"
    return RawEvent("uspto", "US", code, day, f"{conveyance.strip(' .')}: {parties} ({reference})", reference)


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


def _as_today(node: Node) -> Node:
    """Return an application as PEDS tells it under the names of the Open Data Portal."""
    made = Node(_OLD_NAMES.get(node.tag, node.tag), node.attributes)
    made.content = [part if isinstance(part, str) else _as_today(part) for part in node.content]
    for bag, name in (("applicantBag", "applicantNameText"), ("inventorBag", "inventorNameText")):
        if node.tag in ("applicants", "inventors") and made.tag == bag:
            lines = [made.text(line) for line in ("nameLineTwo", "nameLineOne")]
            made.content.append(Node(name, content=[" ".join(line for line in lines if line)]))
    return made


def _read_data(text: str, limits: Limits) -> Iterator[Document]:
    root = read_json(text, limits)
    bags = list(root.walk(("patentBag", "patentFileWrapperDataBag")))
    bags = bags or [_as_today(node) for node in root.walk(("docs",)) if node.find("applId")]
    for number, node in enumerate(bags, start=1):
        yield _application(node, number)
    if not bags:
        raise refuse("document_unknown", kind="json")


def _application(node: Node, number: int) -> Document:
    meta = node.find("applicationMetaData") or node

    def told(name: str) -> str:
        return node.text(name) or meta.text(name)

    application = told("applicationNumberText") or _own_number(node)
    published = re.sub(r"[\s-]", "", told("earliestPublicationNumber"))
    granted = told("patentNumber")
    owners, conveyed = _assignments(node)
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
        "owners": listed(owners),
        "priorities": listed(_priorities(node, meta)),
        "right_type": "design" if told("applicationTypeLabelName") == "Design" else "",
        "reduction": _REDUCTIONS.get(entity.casefold(), ""),
    }  # fmt: skip
    kept = {"docketNumber": told("docketNumber"), "groupArtUnitNumber": told("groupArtUnitNumber")}
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_DATA_NAMES,
        kept={name: text for name, text in kept.items() if text}, events=(*_transactions(node), *conveyed),
        unread=node.unasked(),
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


def _priorities(node: Node, meta: Node) -> Iterator[str]:
    """Yield foreign priorities and the parents of this application, with their filing days."""
    for claim in [*node.all("foreignPriorityBag"), *meta.all("foreignPriorityBag")]:
        yield f"{claim.text('ipOfficeName')} {claim.text('applicationNumberText')} {claim.text('filingDate')}"
    bag = node.find("continuityBag") or node
    for parent in bag.all("parentContinuityBag"):
        number = parent.text("parentApplicationNumberText")
        day = parent.text("filingDate") or parent.text("parentApplicationFilingDate")
        yield f"{_of_us(number)} {day}"


def _transactions(node: Node) -> Iterator[RawEvent]:
    for entry in [*node.all("transactionContentBag"), *node.all("eventDataBag")]:
        yield RawEvent(
            "uspto", "US", entry.text("caseActionCode") or entry.text("eventCode"),
            entry.text("recordedDate") or entry.text("eventDate"),
            entry.text("caseActionDescriptionText") or entry.text("eventDescriptionText"),
        )  # fmt: skip


def _assignments(node: Node) -> tuple[list[str], list[RawEvent]]:
    """Return the owners by the last conveyance that changed them, and every conveyance as an event."""
    owners: list[str] = []
    events: list[RawEvent] = []
    for record in sorted(node.all("assignmentBag"), key=lambda one: one.text("assignmentRecordedDate")):
        assignees = record.texts("assigneeBag/assigneeNameText")
        conveyance = record.text("conveyanceText")
        reference = f"{record.text('reelNumber').zfill(6)}/{record.text('frameNumber').zfill(4)}"
        assignors = record.texts("assignorBag/assignorName")
        events.append(_conveyed(conveyance, record.text("assignmentRecordedDate"), assignors, assignees, reference))
        if assignees and not _KEEPS_OWNER.search(conveyance):
            owners = assignees
    return owners, events


def _is_assignment(opening: str) -> bool:
    answered = "<response>" in opening and ("/apisearch" in opening or 'name="reelNo"' in opening)
    return opening.startswith("<") and answered


_DATA_SIGNS = ('"patentBag"', '"patentFileWrapperDataBag"', '"applId"')

USPTO_ASSIGNMENT = DocumentFormat("uspto_assignment", _is_assignment, _read_assignments)
USPTO_DATA = DocumentFormat(
    "uspto_data",
    lambda opening: opening.startswith("{") and any(sign in opening for sign in _DATA_SIGNS),
    _read_data,
)
