"""Know the gazettes of Japan's patent office as XML (root ``jp-official-gazette``, since 2004, mostly in EUC-JP)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "publication_number": "publication-reference", "publication_date": "publication-reference",
    "application_number": "application-reference", "filing_date": "application-reference",
    "priorities": "priority-claims", "ipc": "classification-ipc", "title": "invention-title", "abstract": "abstract",
    "applicants": "applicants-agents", "inventors": "inventors", "agencies": "applicants-agents",
    "claims_count": "number-of-claims",
}  # fmt: skip
_UNREAD = ("description", "drawings", "overflow", "written-amendment-group", "image")
_SYMBOL = re.compile(r"[A-H]\d\d[A-Z]\s*\d{1,4}\s*/\s*\d+")


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_xml(text, limits, _UNREAD).walk(("jp-official-gazette",)), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("no_rows")


def _document(root: Node, number: int) -> Document:
    biblio = root.find("bibliographic-data")
    published = biblio.find("publication-reference/document-id")
    filed = biblio.find("application-reference/document-id")
    written = published.text("doc-number")
    kind = root.attributes.get("kind-of-st16", "")
    classes = biblio.find("classification-ipc")
    claims = len(list(root.walk(("claim",))))
    fields = {
        "publication_number": f"JP{written}{kind}" if written[:1].isdigit() else written,
        "publication_date": published.text("date"),
        "application_number": f"JP {filed.text('doc-number')}" if filed.find("doc-number") else "",
        "filing_date": filed.text("date"),
        "priorities": listed(_priorities(biblio)),
        "ipc": listed(_symbols([*classes.texts("main-clsf"), *classes.texts("further-clsf")])),
        "title": biblio.text("invention-title"),
        "abstract": " ".join(one.text() for one in root.all("abstract")),
        "applicants": listed(_named(biblio, "applicant")),
        "inventors": listed(_named(biblio, "inventor")),
        "agencies": listed(_named(biblio, "agent")),
        "claims_count": biblio.text("number-of-claims") or (str(claims) if claims else ""),
    }
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES,
                    unread=biblio.unasked())  # fmt: skip


def _named(biblio: Node, tag: str) -> Iterator[str]:
    return (one.text("addressbook/name") for one in biblio.walk((tag,)))


def _symbols(texts: list[str]) -> Iterator[str]:
    return (found.group() for text in texts if (found := _SYMBOL.match(text)))


def _priorities(biblio: Node) -> Iterator[str]:
    """Yield the claims; the office stands as its code or as its name with the code in brackets."""
    for claim in biblio.walk(("priority-claim",)):
        node = claim.find("document-id") or claim
        office = re.search(r"[A-Z]{2}", node.text("country"))
        number = re.sub(r"^(?:特願|実願)", "", node.text("doc-number"))
        yield claim_text(office.group() if office else "JP", number, node.text("date"))


JP_GAZETTE = DocumentFormat(
    "jp_gazette", lambda opening: opening.startswith("<") and "<jp-official-gazette" in opening, _read
)
