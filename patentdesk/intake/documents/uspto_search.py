"""Know the answers of the USPTO's public search (PPUBS): JSON of documents or of a list of hits."""

from __future__ import annotations

from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "publication_number": "guid", "publication_date": "datePublished", "application_number": "applicationNumber",
    "filing_date": "applicationFilingDate", "title": "inventionTitle", "abstract": "abstractHtml",
    "applicants": "applicantName", "owners": "assigneeName", "inventors": "inventorsName", "agencies": "legalFirmName",
    "ipc": "ipcCodeFlattened", "cpc": "cpcInventiveFlattened", "claims_count": "numberOfClaims",
    "priorities": "priorityClaimsDocNumber", "cites": "urpn",
}  # fmt: skip


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_json(text, limits).having("guid"), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("document_unknown", kind="json")


def _document(node: Node, number: int) -> Document:
    filed = node.text("applicationNumber")
    names, codes = node.texts("applicantName"), node.texts("applicantCountry")
    homes = zip(names, codes, strict=True) if len(names) == len(codes) else ()
    fields = {
        "publication_number": node.text("guid"),
        "publication_date": node.text("datePublished")[:10],
        "application_number": f"US {filed}" if filed else "",
        "filing_date": node.text("applicationFilingDate")[:10],
        "title": node.text("inventionTitle"),
        "abstract": node.text("abstractHtml"),
        "applicants": listed(_told(node, "applicantName")),
        "owners": listed(_told(node, "assigneeName")),
        "inventors": listed(_person(name) for name in _told(node, "inventorsName")),
        "agencies": listed(_told(node, "legalFirmName") or _told(node, "attorneyName")),
        "ipc": listed(node.text("ipcCodeFlattened").split(";")),
        "cpc": listed(f"{node.text('cpcInventiveFlattened')};{node.text('cpcAdditionalFlattened')}".split(";")),
        "claims_count": node.text("numberOfClaims").removeprefix("0"),
        "priorities": listed(_priorities(node)),
        "cites": listed(f"US{number}" for number in node.texts("urpn")),
        "right_type": "design" if node.text("guid").startswith("US-D") else "",
    }  # fmt: skip
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        countries=tuple((name, code) for name, code in homes if len(code) == 2 and name != "N/A"),
        unread=node.unasked(),
    )  # fmt: skip


def _told(node: Node, tag: str) -> list[str]:
    return [text for text in node.texts(tag) if text != "N/A"]


def _person(name: str) -> str:
    """Return ``Ito; Kana`` in the order in which names are spoken."""
    family, sign, given = name.partition(";")
    return f"{given.strip()} {family.strip()}" if sign else name


def _priorities(node: Node) -> Iterator[str]:
    """Yield foreign priorities; the number repeats the code of the office."""
    numbers, offices = node.texts("priorityClaimsDocNumber"), node.texts("priorityClaimsCountry")
    days = [text[:10] for text in node.texts("priorityClaimsDate")]
    if len(numbers) == len(offices) == len(days):
        for office, number, day in zip(offices, numbers, days, strict=True):
            yield claim_text(office, number.removeprefix(office), day)


USPTO_SEARCH = DocumentFormat(
    "uspto_search",
    lambda opening: (
        opening.startswith(("{", "["))
        and all(sign in opening for sign in ('"guid"', '"publicationReferenceDocumentNumber"'))
    ),
    _read,
)
