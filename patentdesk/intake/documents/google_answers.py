"""Know the details of Google Patents' pages as services and collectors answer them in JSON, one publication each.

Two shapes: nested lists (``patent_citations``, ``legal_events``), and flat members that hold lists as JSON text
(``inventor_name``, ``backward_cite_no_family``).
"""

from __future__ import annotations

from collections.abc import Iterator

from patentdesk.core.problems import Refused, refuse
from patentdesk.intake.citations import MOST_CITATIONS
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "applicants": "assignees", "inventors": "inventors", "cpc": "classifications", "cites": "patent_citations",
    "cited_by": "cited_by", "claims_count": "claims", "family_key": "family_id",
}  # fmt: skip
_FLAT_NAMES = {
    "publication_number": "patent", "publication_date": "pub_date", "applicants": "assignee_name_orig",
    "owners": "assignee_name_current", "inventors": "inventor_name", "cites": "backward_cite",
    "cited_by": "forward_cite", "abstract": "abstract_text",
}  # fmt: skip
_DAYS = ("priority_date", "filing_date", "publication_date", "grant_date")


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_json(text, limits).having("publication_number", "title"), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("document_unknown", kind="json")


def _document(node: Node, number: int) -> Document:
    written = node.text("publication_number")
    claims = len(node.all("claims"))
    fields = {
        "publication_number": written,
        "application_number": node.text("application_number"),
        **{name: node.text(name) for name in _DAYS},
        "title": node.text("title"),
        "abstract": node.text("abstract"),
        "applicants": listed(_names(node, "assignees")),
        "inventors": listed(_names(node, "inventors")),
        "cpc": listed(_leaves(node)),
        "cites": listed(_cited(node.find("patent_citations"))[:MOST_CITATIONS]),
        "cited_by": listed(_cited(node.find("cited_by"))[:MOST_CITATIONS]),
        "claims_count": str(claims) if claims else "",
        "family_key": node.text("family_id"),
    }
    events = tuple(
        RawEvent("inpadoc", written[:2], one.text("code"), one.text("date"), _told(one))
        for one in node.all("legal_events")
    )
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES, events=events,
                    unread=node.unasked())  # fmt: skip


def _names(node: Node, tag: str) -> list[str]:
    return [one.text("name") or one.text() for one in node.all(tag)]


def _leaves(node: Node) -> Iterator[str]:
    """Yield the symbols at the ends of the chains; those above them are told as well."""
    for one in node.all("classifications"):
        if one.text("leaf") in ("true", "") and one.text("is_cpc") in ("true", ""):
            yield one.text("code")


def _cited(node: Node) -> list[str]:
    return [one.text("publication_number") for one in node.having("publication_number")]


def _told(node: Node) -> str:
    parts = [node.text("title")]
    parts += [f"{one.text('label')}: {one.text('value')}" for one in node.all("attributes")]
    return "; ".join(part for part in parts if part)


def _read_flat(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_json(text, limits).having("backward_cite_no_family"), start=1):
        yield _flat(node, number, limits)
    if not number:
        raise refuse("document_unknown", kind="json")


def _flat(node: Node, number: int, limits: Limits) -> Document:
    def inner(name: str, key: str) -> list[str]:
        try:
            return read_json(node.text(name), limits).texts(f"item/{key}")
        except Refused:  # a text instead of a list
            return []

    written = node.text("patent") or node.text("url").rpartition("/patent/")[2].partition("/")[0] or node.tag
    cites = ("backward_cite_no_family", "backward_cite_yes_family")
    citing = ("forward_cite_no_family", "forward_cite_yes_family")
    fields = {
        "publication_number": written,
        "publication_date": node.text("pub_date"),
        **{name: node.text(name) for name in ("priority_date", "filing_date", "grant_date", "title")},
        "abstract": node.text("abstract_text"),
        "applicants": listed(inner("assignee_name_orig", "assignee_name")),
        "owners": listed(inner("assignee_name_current", "assignee_name")),
        "inventors": listed(inner("inventor_name", "inventor_name")),
        "cites": listed([number for name in cites for number in inner(name, "patent_number")][:MOST_CITATIONS]),
        "cited_by": listed([number for name in citing for number in inner(name, "patent_number")][:MOST_CITATIONS]),
    }
    return Document({name: text for name, text in fields.items() if text}, number, names=_FLAT_NAMES,
                    unread=node.unasked())  # fmt: skip


GOOGLE_ANSWER = DocumentFormat(
    "google_page",
    lambda opening: opening.startswith(("{", "[")) and '"publication_number"' in opening
    and any(sign in opening for sign in ('"google_patents_details"', '"worldwide_applications"', '"patent_citations"')),
    _read,
)  # fmt: skip
GOOGLE_FLAT = DocumentFormat(
    "google_page",
    lambda opening: opening.startswith(("{", "[")) and '"inventor_name"' in opening
    and any(sign in opening for sign in ('"backward_cite_no_family"', '"forward_cite_no_family"')),
    _read_flat,
)  # fmt: skip
