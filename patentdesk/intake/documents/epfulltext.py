"""Know the EPO's full text, of the publication server and the bulk files (root ``ep-patent-document``, ST.32)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.languages import abstracts, titles
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "publication_number": "B110", "publication_date": "B140", "application_number": "B210", "filing_date": "B220",
    "priorities": "B300", "ipc": "B510EP", "cpc": "B520EP", "title": "B540", "title_en": "B540",
    "abstract": "abstract", "abstract_en": "abstract", "applicants": "B710", "inventors": "B720", "owners": "B730",
    "agencies": "B740", "cites": "B561", "npl": "B562", "claims_count": "claims",
}  # fmt: skip
_UNREAD = ("description", "drawings", "search-report-data", "ep-reference-list")
_SYMBOL = re.compile(r"[A-HY]\d\d[A-Z]\s*\d{1,4}\s*/\s*\d+")
_CITED = re.compile(r"([A-Z]{2})\s*-\s*([A-Z]\d?)\s*-\s*([\d\s/.]+)")
"""A cited document as the office prints it: ``EP-A1- 1 234 567``."""


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_xml(text, limits, _UNREAD).walk(("ep-patent-document",)), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("no_rows")


def _document(root: Node, number: int) -> Document:
    told = root.find("SDOBI")
    named = root.attributes
    office = told.text("B100/B190") or named.get("country", "EP")
    document = told.text("B100/B110") or named.get("doc-number", "")
    applicants = told.all("B700/B710/B711")
    filed = told.text("B200/B210")
    kind = told.text("B100/B130") or named.get("kind", "")
    fields = {
        "publication_number": f"{office}{document}{kind}" if document else "",
        "publication_date": told.text("B100/B140/date") or named.get("date-publ", ""),
        "application_number": f"EP{filed}" if filed else "",
        "filing_date": told.text("B200/B220/date"),
        "priorities": listed(_priorities(told.find("B300"))),
        "ipc": listed(_symbols(told.all("B500/B510EP"), "classification-ipcr")),
        "cpc": listed(_symbols(told.all("B500/B520EP"), "classification-cpc")),
        "applicants": listed(one.text("snm") for one in applicants),
        "inventors": listed(told.texts("B700/B720/B721/snm")),
        "owners": listed(told.texts("B700/B730/B731/snm")),
        "agencies": listed(told.texts("B700/B740/B741/snm")),
        "cites": listed(_cited(one.text()) for one in told.all("B500/B560/B561")),
        "npl": listed(told.texts("B500/B560/B562")),
        "claims_count": str(max((len(one.all("claim")) for one in root.all("claims")), default=0) or ""),
        **titles("EP", _titles(told.find("B500/B540"))),
        **abstracts("EP", [(one.attributes.get("lang", ""), one.text()) for one in root.all("abstract")]),
    }  # fmt: skip
    homes = ((one.text("snm"), one.text("adr/ctry")) for one in applicants)
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        countries=tuple((name, code) for name, code in homes if name and len(code) == 2), unread=told.unasked(),
    )  # fmt: skip


def _priorities(node: Node) -> Iterator[str]:
    parts = zip(node.texts("B310"), node.texts("B320/date"), node.texts("B330/ctry"), strict=False)
    return (claim_text(office, number, day) for number, day, office in parts)


def _symbols(nodes: list[Node], tag: str) -> Iterator[str]:
    for node in nodes:
        for one in node.walk((tag,)):
            if found := _SYMBOL.match(one.text("text") or one.text()):
                yield found.group()


def _titles(node: Node) -> list[tuple[str, str]]:
    """Return the titles with their languages, which stand before them."""
    return list(zip(node.texts("B541"), node.texts("B542"), strict=False))


def _cited(text: str) -> str:
    found = _CITED.search(text)
    return f"{found[1]}{re.sub(r'[^0-9]', '', found[3])}{found[2]}" if found else ""


EPO_FULL_TEXT = DocumentFormat(
    "epo_text", lambda opening: opening.startswith("<") and "<ep-patent-document" in opening, _read
)
