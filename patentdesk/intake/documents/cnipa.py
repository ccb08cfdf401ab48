"""Know the XML of China's patent office, CNIPA: full text (IPPH, root ``PatentDocumentAndRelated``), legal status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.languages import abstracts, titles
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "publication_number": "PublicationReference", "publication_date": "PublicationReference",
    "application_number": "ApplicationReference", "filing_date": "ApplicationReference",
    "priorities": "PriorityDetails",
    "ipc": "ClassificationIPCRDetails", "locarno": "ClassificationLocarno", "title": "InventionTitle",
    "title_en": "InventionTitle", "abstract": "Abstract", "abstract_en": "Abstract", "applicants": "ApplicantDetails",
    "inventors": "InventorDetails", "owners": "AssigneeDetails", "agencies": "AgentDetails", "cites": "ReferencesCited",
    "npl": "ReferencesCited", "national_entry_date": "DateOfEntry", "claims_count": "Claims",
}  # fmt: skip
_RECORDS = ("PRSRecord", "LegalStatus", "LegalEvent")


def _read(text: str, limits: Limits) -> Iterator[Document]:
    root = read_xml(text, limits, unread=("Description", "Drawings"))
    for number, node in enumerate(root.walk(("BibliographicData", "DesignBibliographicData")), start=1):
        yield _document(node, root, number)


def _document(biblio: Node, root: Node, number: int) -> Document:
    publication = _original(biblio.all("PublicationReference")).find("DocumentID")
    application = _original(biblio.all("ApplicationReference")).find("DocumentID")
    office = publication.text("WIPOST3Code") or "CN"
    applicants, latin = _names(biblio, ("Applicant", "DesignApplicant"))
    inventors, _ = _names(biblio, ("Inventor", "Designer"))
    owners, more = _names(biblio, ("Assignee", "PatentHolder"))
    entered = biblio.walk(("DateOfEntry", "PCT371Data"))
    told = root.walk(("Abstract", "DesignBriefExplanation"))
    titled = [*biblio.all("InventionTitle"), *biblio.all("DesignTitle")]
    fields = {
        "publication_number": _written(publication),
        "publication_date": publication.text("Date"),
        "application_number": _written(application) or biblio.text("PatentNumber"),
        "filing_date": application.text("Date"),
        "priorities": listed(_priorities(biblio)),
        "ipc": listed(_symbols(biblio, ("ClassificationIPCR", "ClassificationIPC"))),
        "locarno": listed(_symbols(biblio, ("ClassificationLocarno",))),
        "applicants": listed(applicants),
        "inventors": listed(inventors),
        "owners": listed(owners),
        "agencies": listed(_agencies(biblio)),
        "cites": listed(_cited(biblio)),
        "npl": listed(one.text() for one in biblio.walk(("NPLCitation", "NPLCit"))),
        "national_entry_date": next((one.text("Date") or one.text() for one in entered), ""),
        "claims_count": _claims(root),
        **titles(office, [(one.attributes.get("lang", ""), one.text()) for one in titled]),
        **abstracts(office, [(one.attributes.get("lang", ""), " ".join(one.texts("Paragraphs"))) for one in told]),
    }  # fmt: skip
    fields = {name: text for name, text in fields.items() if text}
    events = tuple(_events(root, office))
    return Document(fields, number, names=_NAMES, latin=latin + more, events=events, unread=biblio.unasked())


def _original(nodes: list[Node]) -> Node:
    """Return the reference in the office's own number form; the standard form pads the number."""
    return next(
        (node for node in nodes if node.attributes.get("dataFormat") == "original"), next(iter(nodes), Node(""))
    )


def _written(node: Node) -> str:
    return "".join(node.text(tag) for tag in ("WIPOST3Code", "DocNumber", "Kind"))


def _priorities(biblio: Node) -> Iterator[str]:
    claims = list(biblio.walk(("Priority", "PriorityClaim")))
    for claim in [one for one in claims if one.attributes.get("dataFormat", "original") == "original"] or claims:
        node = claim.find("DocumentID") or claim
        office = node.text("WIPOST3Code")
        number = node.text("DocNumber")
        if number:
            yield f"{office if not number.startswith(office) else ''} {number} {node.text('Date')}".strip()


def _cited(biblio: Node) -> Iterator[str]:
    """Yield the documents cited; where one stands in several forms, the office's own."""
    for one in biblio.walk(("PatentCitation", "PatCit", "Citation", "ApplicationCitation")):
        references = list(one.walk(("PublicationReference",)))
        node = _original(references).find("DocumentID") if references else next(one.walk(("DocumentID",)), Node(""))
        yield _written(node)


def _symbols(biblio: Node, tags: tuple[str, ...]) -> Iterator[str]:
    for node in biblio.walk(tags):
        head = "".join(node.text(tag) for tag in ("Section", "MainClass", "Subclass"))
        if head and node.find("MainGroup"):
            yield f"{head}{node.text('MainGroup')}/{node.text('Subgroup')}"
        else:
            yield node.text("Text") or node.text("MainClassification") or node.text()


def _names(biblio: Node, tags: tuple[str, ...]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return names in the office's script, and their Latin forms where the document gives both in the same order."""
    chinese: list[str] = []
    latin: list[str] = []
    for node in biblio.walk(tags):
        for book in node.all("AddressBook"):
            name = (
                book.text("Name")
                or book.text("OrganizationName")
                or f"{book.text('FirstName')} {book.text('LastName')}".strip()
            )
            language = book.attributes.get("lang") or node.attributes.get("lang", "")
            (latin if language == "en" and name.isascii() else chinese).append(name)
    names = [name for name in chinese if name] or latin
    pairs = zip(names, latin, strict=True) if len(names) == len(latin) and chinese else ()
    return names, tuple(pairs)


def _agencies(biblio: Node) -> Iterator[str]:
    for agency in biblio.walk(("Agency",)):
        for name in agency.texts("AddressBook/OrganizationName") or agency.texts("AddressBook/Name"):
            yield re.sub(r"\s*\d{5}$", "", name)


def _claims(root: Node) -> str:
    count = len(list(root.walk(("Claim",))))
    return str(count) if count else ""


def _events(root: Node, office: str) -> Iterable[RawEvent]:
    """Yield register entries; their tags differ between editions and are known by how they end."""
    for record in root.walk(_RECORDS):
        parts = {child.tag.casefold(): child.text() for child in record.children()}
        day = next((text for tag, text in parts.items() if "date" in tag), "")
        code = next((text for tag, text in parts.items() if tag.endswith("code")), "")
        told = "; ".join(text for tag, text in parts.items() if text and text not in (day, code))
        if day or code:
            yield RawEvent("inpadoc", office, code, day, told)


def _read_status(text: str, limits: Limits) -> Iterator[Document]:
    """Yield a document for each application of which a file of legal status tells events."""
    gathered: dict[str, tuple[Node, list[RawEvent]]] = {}
    for record in read_xml(text, limits).walk(("PRSRecord",)):
        filed = _original(record.all("ApplicationReference")).find("DocumentID")
        told = "; ".join(dict.fromkeys([*record.texts("PRSValue"), *record.texts("PRSInformation")]))
        event = RawEvent("inpadoc", filed.text("WIPOST3Code") or "CN", record.text("PRSCode"),
                         record.text("PRSPublicationDate"), told)  # fmt: skip
        gathered.setdefault(_written(filed), (filed, []))[1].append(event)
    for number, (written, (filed, events)) in enumerate(gathered.items(), start=1):
        fields = {"application_number": written, "filing_date": filed.text("Date")}
        named = {name: text for name, text in fields.items() if text}
        yield Document(named, number, names=_NAMES, events=tuple(events))
    if not gathered:
        raise refuse("no_rows")


CNIPA_STATUS = DocumentFormat(
    "cnipa_xml",
    lambda opening: opening.startswith("<") and re.search(r"<(?:\w+:)?PRS(?:Record)?\b", opening) is not None
    and "PatentDocumentAndRelated" not in opening,
    _read_status,
)  # fmt: skip
CNIPA_XML = DocumentFormat(
    "cnipa_xml",
    lambda opening: opening.startswith("<") and "PatentDocumentAndRelated" in opening,
    _read,
)
