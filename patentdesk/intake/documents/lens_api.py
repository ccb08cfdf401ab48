"""Know the answers of The Lens's patent API: JSON, or JSON Lines of its bulk files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.citations import MOST_CITATIONS
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.languages import abstracts, titles
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "external_id": "lens_id", "publication_number": "publication_reference", "publication_date": "date_published",
    "application_number": "application_reference", "filing_date": "application_reference",
    "priorities": "priority_claims", "title": "invention_title", "title_en": "invention_title",
    "abstract": "abstract", "abstract_en": "abstract", "applicants": "applicants", "inventors": "inventors",
    "owners": "owners_all", "agencies": "agents", "ipc": "classifications_ipcr", "cpc": "classifications_cpc",
    "cites": "references_cited", "npl": "references_cited", "cited_by": "cited_by", "cites_count": "references_cited",
    "npl_count": "references_cited", "cited_by_count": "cited_by", "family_key": "simple_family",
    "family_size": "simple_family", "status": "patent_status", "grant_date": "legal_status",
    "expiry_date": "legal_status", "claims_count": "claims",
}  # fmt: skip


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_json(text, limits).having("lens_id"), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("document_unknown", kind="json")


def _document(node: Node, number: int) -> Document:
    biblio, legal = node.find("biblio"), node.find("legal_status")
    published = biblio.find("publication_reference") or node
    filed = biblio.find("application_reference")
    parties = biblio.find("parties")
    cited, citing = biblio.find("references_cited"), biblio.find("cited_by")
    family = node.find("families/simple_family")
    office = published.text("jurisdiction") or node.text("jurisdiction")
    applicants = parties.all("applicants")
    fields = {
        "external_id": node.text("lens_id"),
        "publication_number": _joined(published),
        "publication_date": published.text("date") or node.text("date_published"),
        "application_number": _joined(filed, " "),
        "filing_date": filed.text("date"),
        "priorities": listed(
            claim_text("", _joined(one, " "), one.text("date")) for one in biblio.all("priority_claims/claims")
        ),
        "applicants": listed(one.text("extracted_name/value") for one in applicants),
        "inventors": listed(parties.texts("inventors/extracted_name/value")),
        "owners": listed(_owners(parties.all("owners_all"))),
        "agencies": listed(parties.texts("agents/extracted_name/value")),
        "ipc": listed(biblio.texts("classifications_ipcr/classifications/symbol")),
        "cpc": listed(biblio.texts("classifications_cpc/classifications/symbol")),
        "cites": listed(_joined(one) for one in cited.all("citations/patcit/document_id")),
        "npl": listed(cited.texts("citations/nplcit/text")),
        "cited_by": listed([_joined(one) for one in citing.all("patents/document_id")][:MOST_CITATIONS]),
        "cites_count": cited.text("patent_count"),
        "npl_count": cited.text("npl_count"),
        "cited_by_count": citing.text("patent_count"),
        "family_key": min((_joined(one) for one in family.all("members/document_id")), default=""),
        "family_size": family.text("size"),
        "status": legal.text("patent_status"),
        "grant_date": legal.text("grant_date"),
        "expiry_date": legal.text("anticipated_term_date"),
        "claims_count": _claims(node.all("claims")),
        **titles(office, _worded(biblio.all("invention_title"))),
        **abstracts(office, _worded(node.all("abstract"))),
    }
    homes = ((one.text("extracted_name/value"), one.text("residence")) for one in applicants)
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        countries=tuple((name, code) for name, code in homes if name and len(code) == 2), unread=node.unasked(),
    )  # fmt: skip


def _joined(node: Node, sign: str = "") -> str:
    parts = (node.text(tag) for tag in ("jurisdiction", "doc_number", "kind"))
    return sign.join(part for part in parts if part) if node.find("doc_number") else ""


def _owners(nodes: list[Node]) -> Iterator[str]:
    """Yield those who were recorded last: the list holds all owners that there ever were."""
    last = max((node.text("recorded_date") for node in nodes), default="")
    return (node.text("extracted_name/value") for node in nodes if node.text("recorded_date") == last)


def _claims(nodes: list[Node]) -> str:
    counted = max((len(node.all("claims")) for node in nodes), default=0)
    return str(counted) if counted else ""


def _worded(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    return [(node.text("lang"), node.text("text")) for node in nodes]


LENS_API = DocumentFormat(
    "lens", lambda opening: opening.startswith(("{", "[")) and '"lens_id"' in opening and '"biblio"' in opening, _read
)
