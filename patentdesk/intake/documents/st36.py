"""Know the older XML of China's patent office, by WIPO ST.36 (root ``cn-patent-document``, editions 2006 to 2012)."""

from __future__ import annotations

from collections.abc import Iterator

from patentdesk.intake.documents.languages import abstracts, titles
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "publication_number": "cn-publication-reference", "publication_date": "cn-publication-reference",
    "application_number": "application-reference", "filing_date": "application-reference",
    "priorities": "priority-claims", "ipc": "classifications-ipcr", "locarno": "classification-locarno",
    "title": "invention-title", "title_en": "invention-title", "abstract": "abstract", "abstract_en": "abstract",
    "applicants": "cn-applicants", "inventors": "cn-inventors", "owners": "cn-assignees", "agencies": "cn-agents",
    "cites": "cn-references-cited", "npl": "cn-references-cited", "claims_count": "claims",
    "national_entry_date": "date371",
}  # fmt: skip
_UNREAD = ("description", "drawings", "cn-appendix")


def _read(text: str, limits: Limits) -> Iterator[Document]:
    root = read_xml(text, limits, _UNREAD)
    for number, node in enumerate(root.walk(("cn-patent-document",)), start=1):
        yield _document(node, number)


def _document(root: Node, number: int) -> Document:
    biblio = root.find("cn-bibliographic-data")
    published = next(biblio.walk(("cn-publication-reference", "publication-reference")), Node(""))
    filed = biblio.find("application-reference/document-id")
    document = published.find("document-id")
    claims = len(list(root.walk(("claim",))))
    fields = {
        "publication_number": _joined(document),
        "publication_date": document.text("date"),
        "application_number": _joined(filed),
        "filing_date": filed.text("date"),
        "priorities": listed(_priorities(biblio)),
        "ipc": listed(_texts(biblio, ("classification-ipcr", "classification-ipc"), ("text", "main-classification"))),
        "locarno": listed(_texts(biblio, ("classification-locarno",), ("main-classification", "text"))),
        "applicants": listed(_texts(biblio, ("cn-applicant", "applicant"), _NAME)),
        "inventors": listed(_texts(biblio, ("cn-inventor", "inventor"), _NAME)),
        "owners": listed(_texts(biblio, ("cn-assignee", "assignee"), _NAME)),
        "agencies": listed(_texts(biblio, ("cn-agency", "agency"), _NAME)),
        "cites": listed(_joined(node.find("document-id")) for node in biblio.walk(("patcit",))),
        "npl": listed(node.text() for node in biblio.walk(("nplcit",))),
        "national_entry_date": next((node.text("date") or node.text() for node in biblio.walk(("date371",))), ""),
        "claims_count": str(claims) if claims else "",
        **titles("CN", _worded(biblio.walk(("invention-title",)))),
        **abstracts("CN", _worded(root.walk(("abstract",)))),
    }
    told = {name: text for name, text in fields.items() if text}
    return Document(told, number, names=_NAMES, unread=biblio.unasked())


_NAME = ("addressbook/orgname", "addressbook/name", "orgname", "name")


def _texts(biblio: Node, tags: tuple[str, ...], paths: tuple[str, ...]) -> Iterator[str]:
    """Yield for each element the first text that stands at one of the paths, else its own."""
    for node in biblio.walk(tags):
        yield next((text for path in paths if (text := node.text(path))), "") or node.text()


def _worded(nodes: Iterator[Node]) -> list[tuple[str, str]]:
    return [(node.attributes.get("lang", ""), node.text()) for node in nodes]


def _joined(node: Node) -> str:
    return "".join(node.text(tag).replace(" ", "") for tag in ("country", "doc-number", "kind"))


def _priorities(biblio: Node) -> Iterator[str]:
    for claim in biblio.walk(("priority-claim",)):
        node = claim.find("document-id") or claim
        yield f"{node.text('country')} {node.text('doc-number')} {node.text('date')}".strip()


CNIPA_ST36 = DocumentFormat(
    "cnipa_xml", lambda opening: opening.startswith("<") and "<cn-patent-document" in opening, _read
)
