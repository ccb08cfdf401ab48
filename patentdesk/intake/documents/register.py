"""Know the European Patent Register as OPS hands it out (XML and JSON): one application each, as it stands today.

The register keeps what was true before: of each group of parties, classes or lapses the newest counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.citations import category, write_citation
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.languages import titles
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_json, read_xml
from patentdesk.intake.limits import Limits

_NAMES = {
    "application_number": "application-reference", "filing_date": "application-reference",
    "publication_number": "publication-reference", "publication_date": "publication-reference",
    "grant_number": "publication-reference", "grant_date": "publication-reference",
    "priorities": "priority-claims", "ipc": "classifications-ipcr", "cpc": "classifications-cpc",
    "applicants": "applicants", "inventors": "inventors", "agencies": "agents", "title": "invention-title",
    "title_en": "invention-title", "status": "ep-patent-status", "status_date": "ep-patent-status",
    "cites": "references-cited", "npl": "references-cited",
}  # fmt: skip
_RECORDED = {"request-for-examination": "17P", "first-examination-report-despatched": "17Q"}
"""Dates of the register → the INPADOC code of the same event."""


def _read_xml(text: str, limits: Limits) -> Iterator[Document]:
    return _documents(read_xml(text, limits))


def _read_json(text: str, limits: Limits) -> Iterator[Document]:
    return _documents(read_json(text, limits))


def _documents(root: Node) -> Iterator[Document]:
    number, asked = 0, _asked_for(root)
    for number, node in enumerate(root.walk(("register-document",)), start=1):
        yield _document(node, number, asked)
    if not number:
        raise refuse("document_unknown", kind="register-search")


def _asked_for(root: Node) -> str:
    """Return the publication that an answer of one document was asked for (``publication=EP1000000``).

    Answers that tell events or procedural steps alone name it nowhere else.
    """
    search = next(root.walk(("register-search",)), Node(""))
    asked = search.text("query")
    alone = len(list(search.walk(("register-document",)))) == 1
    return asked.partition("=")[2].strip('" ') if alone and asked.startswith("publication=") else ""


def _document(node: Node, number: int, asked: str) -> Document:
    biblio = node.find("bibliographic-data")
    ours = [one for one in biblio.all("publication-reference/document-id") if one.text("country") == "EP"]
    granted = [one for one in ours if one.text("kind").startswith("B")]
    published = next((one for one in ours if one not in granted), Node(""))
    grant = min(granted, key=lambda one: one.text("date"), default=Node(""))
    filed = next((one for one in biblio.all("application-reference/document-id") if one.text("country") == "EP"),
                 Node(""))  # fmt: skip
    parties = biblio.find("parties")
    statuses = sorted(node.all("ep-patent-statuses/ep-patent-status"), key=_changed)
    status = statuses[-1] if statuses else Node("")
    cited = biblio.all("references-cited/citation")
    fields = {
        "application_number": _numbered(filed),
        "filing_date": filed.text("date"),
        "publication_number": _numbered(published) or ("" if grant or filed else asked),
        "publication_date": published.text("date"),
        "grant_number": _numbered(grant),
        "grant_date": grant.text("date"),
        "priorities": listed(
            claim_text(one.text("country"), one.text("doc-number"), one.text("date"))
            for one in _newest(biblio.all("priority-claims")).all("priority-claim")
        ),
        "ipc": listed(_symbols(_newest(biblio.all("classifications-ipcr")).texts("classification-ipcr/text"))),
        "cpc": listed(_symbols(_newest(biblio.all("classifications-cpc")).texts("classification-cpc/text"))),
        "applicants": listed(_names(parties, "applicants")),
        "inventors": listed(_names(parties, "inventors")),
        "agencies": listed(_names(parties, "agents")),
        "status": status.text() or node.attributes.get("status", ""),
        "status_date": _changed(status),
        "cites": listed(
            write_citation(_numbered(one.find("patcit/document-id")), category(one.text("category"))) for one in cited
        ),
        "npl": listed(write_citation(one.text("nplcit/text"), category(one.text("category"))) for one in cited),
        **titles("EP", [(one.attributes.get("lang", ""), one.text()) for one in biblio.all("invention-title")]),
    }
    international = [one for one in biblio.all("publication-reference/document-id") if one.text("country") == "WO"]
    kept = {"publication-reference": listed(_numbered(one) for one in international)}
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        kept={name: text for name, text in kept.items() if text},
        countries=tuple(_countries(parties)), events=(*_dates(biblio), *_steps(node), *_lapses(biblio), *_told(node)),
        unread=node.unasked(),
    )  # fmt: skip


def _changed(node: Node) -> str:
    return node.attributes.get("change-date", "")


def _newest(nodes: list[Node]) -> Node:
    """Return the part that was changed last; the register sets it first."""
    return max(nodes, key=_changed, default=Node(""))


def _numbered(node: Node) -> str:
    return "".join(node.text(tag).replace(" ", "") for tag in ("country", "doc-number", "kind"))


def _symbols(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from (part.strip() for part in text.replace(";", ",").split(","))


def _names(parties: Node, group: str) -> list[str]:
    return _newest(parties.all(group)).texts(f"{group.removesuffix('s')}/addressbook/name")


def _countries(parties: Node) -> Iterator[tuple[str, str]]:
    for one in _newest(parties.all("applicants")).all("applicant/addressbook"):
        if code := one.text("address/country"):
            yield one.text("name"), code


def _dates(biblio: Node) -> Iterator[RawEvent]:
    stated = [node for node in biblio.children() if node.tag.startswith("date-")]
    for node in [*biblio.find("dates-rights-effective").children(), *stated]:
        code = _RECORDED.get(node.tag, "")
        if day := node.text("date"):
            text = node.tag.removeprefix("date-").replace("-", " ").capitalize()
            yield RawEvent("inpadoc" if code else "epo_register", "EP", code or node.tag, day, text)


def _steps(node: Node) -> Iterator[RawEvent]:
    """Yield a procedural step for each of its dates; the year of a renewal fee is the patent year that it pays."""
    for step in node.all("procedural-data/procedural-step"):
        told = {one.attributes.get("step-text-type", ""): one.text() for one in step.children("procedural-step-text")}
        code = step.text("procedural-step-code")
        year = told.pop("YEAR", "")
        for one in step.children("procedural-step-date"):
            kind = one.attributes.get("step-date-type", "")
            text = f"{'; '.join(text for text in told.values() if text)} ({kind.replace('_', ' ').lower()})"
            yield RawEvent("epo_register", "EP", f"{code} {kind}", one.text("date"), text,
                           year=int(year) if year.isdigit() else None)  # fmt: skip


def _lapses(biblio: Node) -> Iterator[RawEvent]:
    for one in _newest(biblio.all("term-of-grant")).children("lapsed-in-country"):
        if day := one.text("date"):
            yield RawEvent("epo_register", "EP", "lapse", day, f"Lapsed in {one.text('country')}")


def _told(node: Node) -> Iterator[RawEvent]:
    for event in node.all("events-data/dossier-event"):
        yield RawEvent("epo_register", "EP", event.text("event-code"), event.text("event-date"),
                       event.text("event-text"))  # fmt: skip


EPO_REGISTER_XML = DocumentFormat(
    "epo_register", lambda opening: opening.startswith("<") and "register-search" in opening, _read_xml
)
EPO_REGISTER_JSON = DocumentFormat(
    "epo_register", lambda opening: opening.startswith(("{", "[")) and '"ops:register-search"' in opening, _read_json
)
