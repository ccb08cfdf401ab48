"""Know the USPTO's XML: grants and applications of all years, also many in one file, CPC master file, XML4IP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from patentdesk.core.problems import Refused, refuse
from patentdesk.intake.documents import redbook_early as early
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_UNREAD = ("description", "drawings", "us-sequence-list-doc", "us-chemistry", "us-math", "math", *early.UNREAD)
_NAMES = {
    "publication_number": "publication-reference", "publication_date": "publication-reference",
    "application_number": "application-reference", "filing_date": "application-reference",
    "priorities": "priority-claims", "ipc": "classifications-ipcr", "cpc": "classifications-cpc",
    "locarno": "classification-locarno", "title": "invention-title", "abstract": "abstract",
    "applicants": "us-applicants", "inventors": "inventors", "owners": "assignees", "agencies": "agents",
    "cites": "us-references-cited", "npl": "us-references-cited", "claims_count": "number-of-claims",
    "right_type": "appl-type",
}  # fmt: skip
_PAPERS = {"CLM": "Claims received", "ABST": "Abstract received", "SPEC": "Specification received"}
_RIGHTS = {"design": "design", "utility": "invention", "plant": "invention", "reissue": "invention"}


def _pieces(text: str) -> list[str]:
    """Return the documents of a weekly file, which follow each other with an XML declaration each."""
    if "<PATDOC" in text:
        return early.grants(text)
    starts = [found.start() for found in re.finditer(r"<\?xml\s", text)] or [0]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for piece in _pieces(text):
        try:
            root = read_xml(piece, limits, _UNREAD)
        except Refused as refused:
            number += 1
            yield Document({}, number, problems=(refused.problem,))
            continue
        for document in _documents(root, number + 1):
            number += 1
            yield document


def _documents(root: Node, number: int) -> Iterator[Document]:
    if root.tag in ("us-patent-grant", "us-patent-application"):
        yield _publication(root, number)
    elif root.tag == "patent-application-publication":
        yield early.publication(root, number)
    elif root.tag == "PATDOC":
        yield early.grant(root, number)
    elif root.tag == "CPCMasterClassificationFile":
        for place, record in enumerate(root.all("CPCMasterClassificationRecord")):
            yield _cpc_record(record, number + place)
    elif root.tag in ("ClaimsDocument", "SpecificationDocument"):
        yield _part(root, number)
    else:
        raise refuse("document_unknown", kind=root.tag)


def _publication(root: Node, number: int) -> Document:
    biblio = next((node for node in root.children() if node.tag.startswith("us-bibliographic-data")), root)
    published = biblio.find("publication-reference/document-id")
    filed = biblio.find("application-reference/document-id")
    parties = biblio.find("us-parties") or biblio.find("parties")
    applicants = parties.all("us-applicants/us-applicant") or parties.all("applicants/applicant")
    inventors = parties.all("inventors/inventor") or [
        one for one in applicants if "inventor" in one.attributes.get("app-type", "")
    ]
    cited = biblio.find("us-references-cited") or biblio.find("references-cited")
    citations = [*cited.all("us-citation"), *cited.all("citation")]
    fields = {
        "publication_number": _joined(published),
        "publication_date": published.text("date"),
        "application_number": f"US {filed.text('doc-number')}" if filed else "",
        "filing_date": filed.text("date"),
        "priorities": listed(_priorities(biblio)),
        "ipc": listed([*_parted(biblio.all("classifications-ipcr/classification-ipcr")),
                       *biblio.texts("classification-ipc/main-classification"),
                       *biblio.texts("classification-ipc/further-classification")]),
        "cpc": listed(_parted([*biblio.all("classifications-cpc/main-cpc/classification-cpc"),
                               *biblio.all("classifications-cpc/further-cpc/classification-cpc")])),
        "locarno": listed(
            early.design_class(text) or text for text in biblio.texts("classification-locarno/main-classification")
        ),
        "title": biblio.text("invention-title"),
        "abstract": root.text("abstract"),
        "applicants": listed(_party(one) for one in applicants),
        "inventors": listed(_party(one) for one in inventors),
        "owners": listed(_party(one) for one in biblio.all("assignees/assignee")),
        "agencies": listed(_party(one) for one in parties.all("agents/agent")),
        "cites": listed(_joined(one.find("patcit/document-id")) for one in citations),
        "npl": listed(one.text("nplcit/othercit") for one in citations),
        "claims_count": biblio.text("number-of-claims") or _count(len(root.all("claims/claim"))),
        "right_type": _RIGHTS.get(biblio.find("application-reference").attributes.get("appl-type", ""), ""),
    }  # fmt: skip
    homes = ((_party(one), one.text("addressbook/address/country")) for one in applicants)
    related = biblio.all("us-related-documents/related-publication/document-id")
    kept = {
        "us-term-extension": biblio.text("us-term-of-grant/us-term-extension"),
        "related-publication": listed(_joined(one) for one in related),
        "pct-or-regional-filing-data": listed(
            f"{one.text('document-id/doc-number')} {one.text('document-id/date')} {one.text('us-371c124-date')}"
            for one in biblio.all("pct-or-regional-filing-data")
        ),
    }
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        kept={name: text for name, text in kept.items() if text},
        countries=tuple((name, code) for name, code in homes if name and len(code) == 2), unread=biblio.unasked(),
    )  # fmt: skip


def _joined(node: Node) -> str:
    """Return a document number as the source parts it; citations before 2001 state no kind."""
    return "".join(node.text(tag).replace(" ", "") for tag in ("country", "doc-number", "kind"))


def _priorities(biblio: Node) -> Iterator[str]:
    """Yield foreign priorities, provisional applications, and the applications that this one continues."""
    for claim in biblio.all("priority-claims/priority-claim"):
        node = claim.find("document-id") or claim
        yield claim_text(node.text("country"), node.text("doc-number"), node.text("date"))
    related = biblio.find("us-related-documents")
    parents = [node for kind in related.children() for node in kind.all("relation/parent-doc/document-id")]
    for node in [*related.all("us-provisional-application/document-id"), *parents]:
        number = node.text("doc-number")
        yield f"{'' if number.startswith('PCT') else node.text('country')} {number} {node.text('date')}".strip()


def _parted(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        head = "".join(node.text(tag) for tag in ("section", "class", "subclass"))
        yield f"{head}{node.text('main-group')}/{node.text('subgroup')}"


def _party(node: Node) -> str:
    book = node.find("addressbook") or node
    person = f"{book.text('first-name')} {book.text('last-name')}".strip()
    return book.text("orgname") or person or book.text("name")


def _count(number: int) -> str:
    return str(number) if number else ""


def _cpc_record(record: Node, number: int) -> Document:
    grant = record.find("PatentGrantIdentification")
    published = record.find("PatentPublicationIdentification")
    symbols = []
    for node in record.walk(("CPCClassification",)):
        head = "".join(node.text(tag) for tag in ("CPCSection", "Class", "Subclass"))
        symbols.append(f"{head}{node.text('MainGroup')}/{node.text('Subgroup')}")
    fields = {
        "application_number": f"US {record.text('ApplicationIdentification/ApplicationNumber/ApplicationNumberText')}",
        "publication_number": _numbered(grant, "PatentNumber") or _numbered(published, "PublicationNumber"),
        "publication_date": grant.text("GrantDate") or published.text("PublicationDate"),
        "cpc": listed(symbols),
    }
    names = dict.fromkeys(fields, "CPCMasterClassificationRecord")
    return Document(_told(fields), number, names=names, unread=record.unasked())


def _numbered(node: Node, tag: str) -> str:
    number = node.text(tag)
    return f"{node.text('IPOfficeCode')}{number}{node.text('PatentDocumentKindCode')}" if number else ""


def _part(root: Node, number: int) -> Document:
    """Read one paper of an application's file: its claims or its specification, as received."""
    code = root.text("DocumentCode")
    fields = {
        "application_number": f"US {root.text('DocumentHeaderDetails/ApplicationHeaderDetails/ApplicationNumber')}",
        "claims_count": root.text("ClaimTotalQuantity"),
    }
    day = root.text("MailRoomDate")
    received = _PAPERS.get(code, "Document received")
    events = (RawEvent("uspto", "US", code, day, received),) if day else ()
    names = {"application_number": "ApplicationNumber", "claims_count": "ClaimTotalQuantity"}
    return Document(_told(fields), number, names=names, events=events, unread=root.unasked())


def _told(fields: Mapping[str, str]) -> dict[str, str]:
    """Leave out fields without text, and numbers of which only the office is there."""
    return {name: text for name, text in fields.items() if text.strip() not in ("", "US")}


_ROOTS = re.compile(
    r"<(?:\w+:)?(?:us-patent-grant|us-patent-application|CPCMasterClassificationFile|ClaimsDocument"
    r"|SpecificationDocument|patent-application-publication|PATDOC)\b"
)

REDBOOK_XML = DocumentFormat(
    "uspto_xml", lambda opening: opening.startswith("<") and _ROOTS.search(opening) is not None, _read
)
