"""Know the answers of KIPRIS Plus, the Korean office's service (XML): lists of hits, and one application in detail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.languages import titles
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "application_number": "applicationNumber", "filing_date": "applicationDate", "publication_number": "openNumber",
    "publication_date": "openDate", "grant_number": "registerNumber", "grant_date": "registerDate",
    "title": "inventionTitle", "title_en": "inventionTitleEng", "abstract": "astrtCont", "status": "registerStatus",
    "applicants": "applicantName", "inventors": "inventorInfo", "agencies": "agentInfo", "ipc": "ipcNumber",
    "cpc": "cpcNumber", "priorities": "priorityInfo", "claims_count": "claimCount", "cites": "priorArtDocumentsInfo",
}  # fmt: skip
_RECORDS = ("item", "PatentUtilityInfo")
_SAME = {
    "inventionName": "inventionTitle", "applicant": "applicantName", "openingNumber": "openNumber",
    "openingDate": "openDate", "registrationNumber": "registerNumber", "registrationDate": "registerDate",
    "registrationStatus": "registerStatus", "abstract": "astrtCont", "articleName": "inventionTitle",
    "internationalpatentclassificationNumber": "ipcNumber", "admstStat": "registerStatus",
    "lastDispositionDescription": "finalDisposal",
}  # fmt: skip
"""Members of other services → as the list of hits names them; some write the first letter large."""

_OFFICES = {
    "대한민국": "KR", "일본": "JP", "미국": "US", "중국": "CN", "독일": "DE", "유럽특허청": "EP",
    "영국": "GB", "프랑스": "FR", "대만": "TW", "스웨덴": "SE", "이탈리아": "IT",
}  # fmt: skip


def _read(text: str, limits: Limits) -> Iterator[Document]:
    root = _plain(read_xml(text, limits))
    number = 0
    for number, node in enumerate(root.walk(_RECORDS), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("no_rows")


def _plain(node: Node) -> Node:
    tag = node.tag if node.tag in _RECORDS else node.tag[:1].lower() + node.tag[1:]
    content: list[Node | str] = [part if isinstance(part, str) else _plain(part) for part in node.content]
    return Node(_SAME.get(tag, tag), node.attributes, content)


def _document(node: Node, number: int) -> Document:
    def told(name: str) -> str:
        return next((text for one in node.walk((name,)) if (text := one.text())), "")

    filed = told("applicationNumber")
    claims = len(list(node.walk(("claimInfo",))))
    fields = {
        "application_number": f"KR {filed}" if filed else "",
        "filing_date": told("applicationDate"),
        "publication_number": _numbered(told("openNumber"), "A"),
        "publication_date": told("openDate"),
        "grant_number": _registered(told("registerNumber")),
        "grant_date": told("registerDate"),
        "status": told("registerStatus") or told("finalDisposal"),
        "abstract": told("astrtCont"),
        "applicants": listed(_names(node, "applicantInfo") or _split(told("applicantName"))),
        "inventors": listed(_names(node, "inventorInfo") or _split(told("inventorName"))),
        "agencies": listed(_names(node, "agentInfo") or _split(told("agentName"))),
        "ipc": listed(_symbols(node, "ipcNumber")),
        "cpc": listed(_symbols(node, "cpcNumber")),
        "priorities": listed(_priorities(node)),
        "claims_count": told("claimCount") or (str(claims) if claims else ""),
        "cites": listed(one.text() for one in node.walk(("documentsNumber",))),
        **titles("KR", [("ko", told("inventionTitle")), ("en", told("inventionTitleEng"))]),
    }
    events = tuple(_events(node))
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES, events=events,
                    unread=node.unasked())  # fmt: skip


def _numbered(number: str, kind: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"KR{digits}{kind}" if digits else ""


def _registered(number: str) -> str:
    """Return the number of a right: type, seven digits, and four that count its parts (``1012345670000``)."""
    digits = re.sub(r"\D", "", number)[:9]
    kind = {"20": "Y1", "30": "S"}.get(digits[:2], "B1")
    return f"KR{digits}{kind}" if len(digits) == len("101234567") else ""


def _names(node: Node, tag: str) -> list[str]:
    found = (one.text("name") or one.text("engName") or one.text(f"{tag.removesuffix('Info')}Name")
             for one in node.walk((tag,)))  # fmt: skip
    return [name for name in found if name]


def _split(names: str) -> list[str]:
    return names.split("|")


def _symbols(node: Node, tag: str) -> Iterator[str]:
    for one in node.walk((tag,)):
        yield from one.text().split("|")


def _priorities(node: Node) -> Iterator[str]:
    for one in node.walk(("priorityInfo",)):
        office = one.text("priorityApplicationCountry")
        number = re.sub(r"^JP-P-(\d{4})-0*(\d{6})$", r"\1-\2", one.text("priorityApplicationNumber"))
        yield claim_text(_OFFICES.get(office, office), number, re.sub(r"\D", "", one.text("priorityApplicationDate")))


def _events(node: Node) -> Iterator[RawEvent]:
    for one in node.walk(("legalStatusInfo",)):
        name = one.text("documentName")
        told = "; ".join(text for text in (one.text("documentEngName"), one.text("commonCodeName")) if text)
        yield RawEvent("kipris", "KR", name, one.text("receiptDate"), told)


KIPRIS = DocumentFormat(
    "kipris_xml",
    lambda opening: opening.startswith("<") and "<response" in opening
    and re.search(r"<(?:[aA]pplicationNumber|inventionTitle|InventionName|biblioSummaryInfo|articleName)\b", opening)
    is not None,
    _read,
)  # fmt: skip
