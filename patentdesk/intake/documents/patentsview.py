"""Know the answers of PatentsView, the research service about US patents: JSON, old and new names of members."""

from __future__ import annotations

from collections.abc import Iterator

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.trees import Node, read_json
from patentdesk.intake.limits import Limits

_NAMES = {
    "grant_number": "patent_id", "grant_date": "patent_date", "title": "patent_title", "abstract": "patent_abstract",
    "claims_count": "patent_num_claims", "application_number": "application", "filing_date": "application",
    "owners": "assignees", "inventors": "inventors", "cpc": "cpc_current", "ipc": "ipcr",
    "cites": "us_patent_citations", "right_type": "patent_type",
}  # fmt: skip
_CPC = ("cpc_current/cpc_group_id", "cpc_at_issue/cpc_group_id", "cpcs/cpc_subgroup_id")
_CITED = ("us_patent_citations/citation_patent_id", "cited_patents/cited_patent_number")


def _read(text: str, limits: Limits) -> Iterator[Document]:
    number = 0
    root = read_json(text, limits)
    for number, node in enumerate([*root.having("patent_id")] or [*root.having("patent_number")], start=1):
        yield _document(node, number)
    if not number:
        raise refuse("document_unknown", kind="json")


def _document(node: Node, number: int) -> Document:
    granted = node.text("patent_number") or node.text("patent_id")
    filed = node.find("application") or node.find("applications")
    serial = filed.text("app_number") or filed.text("application_id").rpartition("/")[2].replace(",", "")
    series = filed.text("series_code")
    fields = {
        "grant_number": f"US{granted.replace(',', '')}" if granted else "",
        "kind_code": node.text("wipo_kind") or node.text("patent_kind"),
        "grant_date": node.text("patent_date"),
        "title": node.text("patent_title"),
        "abstract": node.text("patent_abstract"),
        "claims_count": node.text("patent_num_claims"),
        "application_number": f"US {series * (len(serial) == _SERIAL)}{serial}" if len(serial) >= _SERIAL else "",
        "filing_date": filed.text("filing_date") or filed.text("app_date"),
        "owners": listed(
            one.text("assignee_organization") or _person(one, "assignee") for one in _each(node, "assignees")
        ),
        "inventors": listed(_person(one, "inventor") for one in _each(node, "inventors")),
        "cpc": listed(next((found for path in _CPC if (found := node.texts(path))), [])),
        "ipc": listed(_symbol(one) for name in ("ipcr", "IPCs") for one in node.all(name)),
        "cites": listed(f"US{text}" for path in _CITED for text in node.texts(path)),
        "right_type": "design" if node.text("patent_type") == "design" else "",
    }  # fmt: skip
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES, unread=node.unasked())


_SERIAL = 6
"""A number of so many digits stands without its series."""


def _each(node: Node, name: str) -> list[Node]:
    return node.all(name) or node.all(f"{name}_at_grant")


def _person(node: Node, role: str) -> str:
    """Return a person's name, given name first."""
    given = node.text(f"{role}_first_name") or node.text(f"{role}_name_first")
    family = node.text(f"{role}_last_name") or node.text(f"{role}_name_last")
    return f"{given} {family}".strip()


def _symbol(node: Node) -> str:
    head = "".join(node.text(f"ipc_{part}") for part in ("section", "class", "subclass"))
    return f"{head}{node.text('ipc_main_group')}/{node.text('ipc_subgroup')}" if node.find("ipc_main_group") else ""


def _is_answer(opening: str) -> bool:
    return (
        opening.startswith(("{", "["))
        and any(sign in opening for sign in ('"patents"', '"patent_id"'))
        and any(sign in opening for sign in ('"patent_title"', '"patent_date"', '"patent_type"'))
        and any(sign in opening for sign in ('"patent_id"', '"patent_number"'))
    )


PATENTSVIEW = DocumentFormat("patentsview", _is_answer, _read)
