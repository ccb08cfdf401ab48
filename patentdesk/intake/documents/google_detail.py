"""Know the page details of Google Patents as collectors store them: sections of text, pieces, and tables of events.

A section starts with its name at the margin; its lines are indented, the first of a list is their count.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from patentdesk.core.problems import refuse
from patentdesk.intake.citations import MOST_CITATIONS
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.numbers import NumberRole, readings

_NUMBER = re.compile(r"[A-Z]{2,4}\d[\dA-Z/]{3,14}")
_KIND = re.compile(r"\d ?[A-Z]\d?$")
"""The kind of a document behind its number: EP 3 123 456 B1."""
_PIECE = re.compile(r"id-(?P<number>[A-Z]{2}\w+)\s+(?P<name>abstract|citedBy)-(?P<text>.*)", re.DOTALL)
_NAMES = {
    "publication_number": "ID", "title": "title", "abstract": "abstract", "cites": "citation_infor",
    "cited_by": "citedBy_infor", "cites_count": "citation_exist", "cited_by_count": "citedBy_exist",
    "cpc": "classfication_items", "priorities": "patent_application_claiming_priority",
    "npl_count": "non_patent_citation_exist",
    "applicants": "application_events", "owners": "application_events", "filing_date": "application_events",
    "publication_date": "application_events", "grant_date": "application_events", "expiry_date": "application_events",
    "status": "application_events",
}  # fmt: skip
_LABELS = re.compile(
    r"(?<=[^\s;])(?=(?:Free format text|Effective date|Year of fee payment|Owner name|Ref [a-z ]+|Payment date"
    r"|Country of ref document|Kind code of ref document): )"
)
_KEPT = ("active_area", "not_active_area", "inventor_number", "patent_application")


def _sections(text: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in text.splitlines():
        if line and not line[0].isspace() and re.fullmatch(r"[A-Za-z_]+", line.strip()):
            name = line.strip()
        elif line.strip() and line[0].isspace():
            sections[name].append(line.strip())
    return sections


def _page(text: str, _limits: Limits) -> Iterator[Document]:
    sections = _sections(text)
    number = "".join(sections["ID"][:1])
    fields = {
        "publication_number": number,
        "title": " ".join(sections["title"]),
        "abstract": " ".join(sections["abstract"]),
        "cites": listed(_numbers(sections["citation_infor"])),
        "cited_by": listed(_numbers(sections["citedBy_infor"])),
        "cites_count": _stated(sections["citation_exist"]),
        "cited_by_count": _stated(sections["citedBy_exist"]),
        "npl_count": _stated(sections["non_patent_citation_exist"]),
        "cpc": listed(_leaves(sections["classfication_items"])),
        **_milestones(sections["application_events"], number),
    }
    fields["priorities"] = listed(_priorities(sections["patent_application_claiming_priority"], fields))
    kept = {name: "\n".join(sections[name]) for name in _KEPT if sections[name]}
    kept["application_events"] = "\n".join(sections["application_events"])
    events = tuple(_event(number[:2], line) for line in sections["legal_event"] if re.match(r"\d{4}-\d\d-\d\d,", line))
    yield Document(fields, names=_NAMES, kept=kept, events=events)


def _numbers(lines: list[str]) -> list[str]:
    """Return the publication numbers that stand first on the lines of a list."""
    found = (re.match(r"([A-Z]{2}\w+)[\s*]*,", line) for line in lines)
    return [hit.group(1) for hit in found if hit][:MOST_CITATIONS]


def _stated(lines: list[str]) -> str:
    found = re.search(r"\((\d+)\)", " ".join(lines))
    return found.group(1) if found else ""


def _leaves(lines: list[str]) -> Iterator[str]:
    """Yield the symbol at the end of each chain (E, E02, E02F, E02F9/00, E02F9/10); a chain starts with one letter."""
    last = ""
    for line in [*lines, "A"]:
        symbol = line.replace(",", "")
        if len(symbol) == 1 and "/" in last:
            yield last
        last = symbol


def _milestones(lines: list[str], number: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        day, _, what = line.partition(",")
        if day == "Status":
            fields["status"] = what
        elif what.startswith("Application filed by "):
            fields["filing_date"] = day
            fields["applicants"] = what.removeprefix("Application filed by ")
        elif what.startswith("Assigned to "):
            fields["owners"] = listed(_assignees(what.removeprefix("Assigned to ")))
        elif what == f"Publication of {number}":
            fields["publication_date"] = day
        elif what == "Application granted":
            fields["grant_date"] = day
        elif what.endswith("xpiration"):
            fields["expiry_date"] = day
    return fields


def _assignees(text: str) -> list[str]:
    """Return the names of a reassignment: ``reassignment OLD ASSIGNMENT OF ... Assignors: ...`` names only the new."""
    return [
        re.split(r"(?<!\s)\s+(?:ASSIGNMENT|MERGER|CHANGE OF NAME|SECURITY|RELEASE)\b|\(", text)[0].rstrip(" .,") or text
    ]


def _priorities(lines: list[str], fields: Mapping[str, str]) -> Iterator[str]:
    """Yield priority applications with their days; the application itself, filed on the filing day, claims nothing."""
    seen = set()
    for line in lines:
        number, _, rest = line.partition(",")
        day = rest.partition(",")[0]
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or day == fields.get("filing_date"):
            continue
        key = re.sub(r"\W", "", number).rstrip("AUWPD")
        if key not in seen:
            seen.add(key)
            yield f"{number} {day}"


def _event(office: str, line: str) -> RawEvent:
    day, code, rest = (*line.split(",", 2), "", "")[:3]
    title, _, description = rest.partition(",")
    return RawEvent("inpadoc", office, code, day, _told(title, description), _reel(rest))


def _told(title: str, description: str) -> str:
    return ": ".join(part for part in (title.strip(), _parted(description.strip())) if part)


def _parted(text: str) -> str:
    """Set the labels that collectors run together ("Effective date: 2015Year of fee payment: 4") apart."""
    return _LABELS.sub("; ", text)


def _reel(text: str) -> str:
    found = re.search(r"REEL/FRAME:\s*(\d{6}/\d{4})", text)
    return found.group(1) if found else ""


def _pieces(text: str, _limits: Limits) -> Iterator[Document]:
    parts = re.split(r"(?m)^(?=id-[A-Z]{2}\w+\s)", text)
    for number, part in enumerate((part for part in parts if part.strip()), start=1):
        found = _PIECE.match(part.strip())
        if found is None:
            yield Document(
                {"publication_number": part.split()[0].removeprefix("id-")}, number, kept={"line": part.strip()}
            )
            continue
        name = {"abstract": "abstract", "citedBy": "cited_by_count"}[found["name"]]
        fields = {"publication_number": found["number"], name: " ".join(found["text"].split())}
        yield Document(fields, number, names={"publication_number": "id", name: found["name"]})


def _listed_numbers(text: str, _limits: Limits) -> Iterator[Document]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            field = _field_of(line.strip())
            yield Document({field: line.strip()}, number, names={field: "number"})


def _field_of(number: str) -> str:
    """Return what a number in a list is: that of an application where it is written as such, else of a publication."""
    if _NUMBER.fullmatch(number) or _KIND.search(number):
        return "publication_number"
    roles = {one.role for one in readings(number)}
    return "application_number" if NumberRole.APPLICATION in roles else "publication_number"


def _rows(text: str, limits: Limits) -> list[dict[str, str]]:
    """Return the rows of a table by its headers. Raises Refused 'cell_too_long'."""
    before = csv.field_size_limit(limits.cell_characters)  # one for the whole process
    try:
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as fault:
        raise refuse("cell_too_long", limit=limits.cell_characters) from fault
    finally:
        csv.field_size_limit(before)


def _table_of_events(text: str, limits: Limits) -> Iterator[Document]:
    groups: dict[str, list[RawEvent]] = {}
    for row in _rows(text, limits):
        described = row.get("event_description") or ""  # the end of a damaged header is another one
        told = _told(row["event_title"] or "", described)
        event = RawEvent("inpadoc", row["patent"][:2], row["event_code"] or "", row["event_date"] or "", told,
                         _reel(described))  # fmt: skip
        groups.setdefault(row["patent"], []).append(event)
    for number, (patent, events) in enumerate(groups.items(), start=1):
        yield Document(
            {"publication_number": patent}, number, names={"publication_number": "patent"}, events=tuple(events)
        )


def _table_of_citations(text: str, limits: Limits) -> Iterator[Document]:
    groups: dict[str, dict[str, list[str]]] = {}
    for row in _rows(text, limits):
        direction = "cites" if row["direction"] == "backward" else "cited_by"
        groups.setdefault(row["patent"], {"cites": [], "cited_by": []})[direction].append(
            row.get("cited_or_citing_number") or ""
        )
    for number, (patent, cited) in enumerate(groups.items(), start=1):
        fields = {
            "publication_number": patent,
            **{name: listed(found[:MOST_CITATIONS]) for name, found in cited.items()},
        }
        yield Document(fields, number, names={name: "cited_or_citing_number" for name in cited})


_PATENT_COLUMNS = {
    "publication_number": "publication_number", "title": "title", "abstract": "abstract", "applicant": "applicants",
    "filing_date": "filing_date", "grant_date": "grant_date", "status": "status", "expiration_date": "expiry_date",
    "cpc": "cpc", "priority_applications": "priorities", "n_backward_citations": "cites_count",
    "n_forward_citations": "cited_by_count",
}  # fmt: skip


def _table_of_patents(text: str, limits: Limits) -> Iterator[Document]:
    names = {name: column for column, name in _PATENT_COLUMNS.items()}
    for number, row in enumerate(_rows(text, limits), start=2):
        fields = {name: row.get(column) or "" for column, name in _PATENT_COLUMNS.items()}
        fields["cpc"] = listed(fields["cpc"].split("|"))
        filed = fields["filing_date"]
        fields["priorities"] = listed(
            part for part in fields["priorities"].split("|") if not part.endswith(filed or "-")
        )
        kept = {column: value for column, value in row.items() if column not in _PATENT_COLUMNS and value}
        yield Document(fields, number, names=names, kept=kept)


def _is_list(opening: str) -> bool:
    lines = [line.strip() for line in opening.splitlines()[:20] if line.strip()]
    if not lines or "\x00" in opening or lines[0][0] in "[{<":  # markup and what is no text hold numbers by chance
        return False
    return all(_NUMBER.fullmatch(line) or readings(line) for line in lines[: max(1, len(lines) - 1)])


GOOGLE_PAGE = DocumentFormat(
    "google_page", lambda opening: re.match(r"ID\s*\n\s+[A-Z]{2}\w+\s*\n", opening) is not None, _page
)
GOOGLE_PIECES = DocumentFormat("google_pieces", lambda opening: _PIECE.match(opening) is not None, _pieces)
GOOGLE_EVENTS = DocumentFormat(
    "google_events",
    lambda opening: opening.startswith("patent,event_date,event_code,event_title,event_description"),
    _table_of_events,
)
GOOGLE_CITATIONS = DocumentFormat(
    "google_citations",
    lambda opening: opening.startswith("patent,direction,cited_or_citing_number"),
    _table_of_citations,
)
GOOGLE_TABLE = DocumentFormat(
    "google_table",
    lambda opening: opening.startswith("publication_number,office,title,abstract,applicant,filing_date,"),
    _table_of_patents,
)
NUMBER_LIST = DocumentFormat("number_list", _is_list, _listed_numbers)
