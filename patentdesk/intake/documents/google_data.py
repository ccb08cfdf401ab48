"""Know the public data of Google Patents as its database hands it out: JSON, or JSON Lines, one publication each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.citations import write_citation
from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.languages import abstracts, titles
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "title": "title_localized", "title_en": "title_localized", "abstract": "abstract_localized",
    "abstract_en": "abstract_localized", "applicants": "assignee", "inventors": "inventor",
    "priorities": "priority_claim", "family_key": "family_id", "cites": "citation", "npl": "citation",
}  # fmt: skip
_SIGNS = ('"title_localized"', '"assignee_harmonized"', '"inventor_harmonized"', '"application_number_formatted"')


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    for number, node in enumerate(read_json(text, limits).having("publication_number"), start=1):
        yield _document(node, number)
    if not number:
        raise refuse("document_unknown", kind="json")


def _document(node: Node, number: int) -> Document:
    office = node.text("country_code") or node.text("publication_number")[:2]
    applicants, latin = _parties(node, "assignee")
    inventors, _ = _parties(node, "inventor")
    cited = node.all("citation")
    fields = {
        "publication_number": node.text("publication_number"),
        "application_number": node.text("application_number").replace("-", " "),
        **{name: _day(node.text(name)) for name in ("publication_date", "filing_date", "grant_date", "priority_date")},
        "priorities": listed(
            claim_text("", one.text("application_number").replace("-", " "), _day(one.text("filing_date")))
            for one in node.all("priority_claim")
        ),
        "family_key": _family(node.text("family_id")),
        "applicants": listed(applicants),
        "inventors": listed(inventors),
        "ipc": listed(node.texts("ipc/code")),
        "cpc": listed(node.texts("cpc/code")),
        "cites": listed(write_citation(one.text("publication_number"), "") for one in cited),
        "npl": listed(one.text("npl_text") for one in cited),
        **titles(office, _worded(node.all("title_localized"))),
        **abstracts(office, _worded(node.all("abstract_localized"))),
    }
    homes = ((one.text("name"), one.text("country_code")) for one in node.all("assignee_harmonized"))
    codes = [code for _, code in homes]
    countries = tuple(zip(applicants, codes, strict=True)) if len(codes) == len(applicants) and all(codes) else ()
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES, latin=latin,
        countries=countries, unread=node.unasked(),
    )  # fmt: skip


def _day(text: str) -> str:
    """Return a day that is a number; 0 says that there is none."""
    return "" if text == "0" else text


def _family(text: str) -> str:
    """Return the key of a family; -1 says that the family is not known."""
    return "" if text.startswith("-") else text


def _parties(node: Node, role: str) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return the names as the office wrote them, and each with its Latin form where it has another script."""
    harmonized = node.texts(f"{role}_harmonized/name")
    names = node.texts(role) or harmonized
    pairs = zip(names, harmonized, strict=True) if len(names) == len(harmonized) else ()
    return names, tuple((name, form) for name, form in pairs if not name.isascii() and form.isascii())


def _worded(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    return [(node.text("language"), node.text("text")) for node in nodes]


GOOGLE_DATA = DocumentFormat(
    "google_data",
    lambda opening: opening.startswith(("{", "[")) and '"publication_number"' in opening
    and any(sign in opening for sign in _SIGNS),
    _read,
)  # fmt: skip
