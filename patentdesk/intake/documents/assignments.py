"""Know the USPTO's records of assignments: answers of the former search service (Solr XML) and the daily files.

A file may hold many conveyances of one patent, in any order: each patent is told in one document, which names who owns
it after the last of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_xml
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.names import fold, likeness

_NOT_TOLD = ("NULL", "0001-01-01T00:00:00Z")
_KEEPS_OWNER = re.compile(
    r"SECURITY|LIEN|LICEN|RELEASE|PLEDGE|MORTGAGE|COURT|DISCLAIM|GOVERNMENT INTEREST|CORRECT", re.IGNORECASE
)
"""Conveyances after which the patent belongs to whom it belonged before."""
_SOLR_NAMES = {
    "application_number": "applNum", "filing_date": "filingDate", "publication_number": "publNum",
    "publication_date": "publDate", "grant_number": "patNum", "grant_date": "issueDate", "title": "inventionTitle",
    "owners": "patAssigneeName",
}  # fmt: skip
_DAILY_NAMES = {
    "application_number": "document-id", "filing_date": "document-id", "publication_number": "document-id",
    "publication_date": "document-id", "grant_number": "document-id", "grant_date": "document-id",
    "title": "invention-title", "owners": "patent-assignees",
}  # fmt: skip
_PERSON = re.compile(r"[^\d,]+, [^\d,]+")


@dataclass(frozen=True)
class Conveyance:
    """One recorded change: its words, the day of recording, who gave, who took, and reel and frame."""

    text: str
    day: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    reel: str
    frame: str

    @property
    def keeps_owner(self) -> bool:
        """Tell whether the patent belongs to whom it belonged before."""
        return _KEEPS_OWNER.search(self.text) is not None

    @cached_property
    def event(self) -> RawEvent:
        """The conveyance as an event."""
        reference = f"{self.reel.zfill(6)}/{self.frame.zfill(4)}"
        parties = f"{', '.join(name.strip() for name in self.givers)} to {', '.join(self.takers)}"
        code = "security" if self.keeps_owner else "assignment"
        return RawEvent("uspto", "US", code, self.day, f"{self.text.strip(' .')}: {parties} ({reference})", reference)


def owners_after(conveyances: Iterable[Conveyance]) -> list[str]:
    """Return who owns the patent after all conveyances, whatever their order.

    Who takes from an owner stands in that owner's place; who takes from an inventor comes beside the owners so far;
    who takes from a company that no record names as owner is the only one.
    """
    owners: dict[str, None] = {}
    known: dict[object, set[str]] = defaultdict(set)
    for one in sorted(conveyances, key=attrgetter("day")):
        if one.keeps_owner or not one.takers:
            continue
        gone = {name for giver in one.givers for sign in likeness(giver) for name in known.get(sign, ())}
        if not gone and not all(_PERSON.fullmatch(name.strip()) for name in one.givers):
            gone = set(owners)
        gone |= {name for taker in one.takers for name in known.get(fold(taker), ())}
        for name in gone:
            del owners[name]
            for sign in likeness(name):
                known[sign].discard(name)
        for name in one.takers:
            owners[name] = None
            for sign in likeness(name):
                known[sign].add(name)
    return list(owners)


def _read_solr(text: str, limits: Limits) -> Iterator[Document]:
    return _gathered((found for doc in read_xml(text, limits).walk(("doc",)) for found in _named(doc)), _SOLR_NAMES)


_Found = tuple[dict[str, str], dict[str, str], Conveyance]


def _gathered(found: Iterable[_Found], names: dict[str, str]) -> Iterator[Document]:
    """Yield one document for each patent that the conveyances name."""
    fields: dict[str, dict[str, str]] = {}
    kept: dict[str, dict[str, str]] = {}
    conveyances: dict[str, list[Conveyance]] = {}
    for own, more, conveyance in found:
        key = next((own[name] for name in ("application_number", "grant_number", "publication_number") if name in own),
                   f"?{len(fields)}")  # fmt: skip
        fields.setdefault(key, {}).update(own)
        kept.setdefault(key, {}).update(more)
        conveyances.setdefault(key, []).append(conveyance)
    for number, (key, own) in enumerate(fields.items(), start=1):
        told = {**own, "owners": listed(owners_after(conveyances[key]))}
        events = tuple(dict.fromkeys(one.event for one in conveyances[key]))
        yield Document({name: text for name, text in told.items() if text}, number, names=names, kept=kept[key],
                       events=events)  # fmt: skip
    if not fields:
        raise refuse("no_rows")


def _named(doc: Node) -> Iterator[_Found]:
    """Yield each application that a recorded conveyance names."""
    single = {node.attributes.get("name", ""): node.text() for node in doc.children() if node.tag != "arr"}
    lists = {node.attributes.get("name", ""): [one.text() for one in node.children()] for node in doc.children("arr")}
    conveyance = Conveyance(
        single.get("conveyanceText", ""),
        single.get("recordedDate", "")[:10],
        tuple(lists.get("patAssignorName", [])),
        tuple(name for name in lists.get("patAssigneeName", []) if name not in _NOT_TOLD),
        single.get("reelNo", ""),
        single.get("frameNo", ""),
    )
    for place in range(len(lists.get("applNum", []))):

        def told(name: str, at: int = place) -> str:
            values = lists.get(name, [])
            return "" if at >= len(values) or values[at] in _NOT_TOLD else values[at]

        fields = {
            "application_number": _of_us(told("applNum")),
            "filing_date": told("filingDate")[:10],
            "publication_number": _of_us(told("publNum"), ""),
            "publication_date": told("publDate")[:10],
            "grant_number": _of_us(told("patNum"), ""),
            "grant_date": told("issueDate")[:10],
            "title": told("inventionTitle"),
        }
        kept = {name: text for name in ("inventors", "pctNum") if (text := told(name))}
        yield {name: text for name, text in fields.items() if text}, kept, conveyance


def _of_us(number: str, blank: str = " ") -> str:
    return f"US{blank}{number}" if number else ""


def _read_daily(text: str, limits: Limits) -> Iterator[Document]:
    records = read_xml(text, limits).walk(("patent-assignment",))
    return _gathered((found for record in records for found in _recorded(record)), _DAILY_NAMES)


def _recorded(node: Node) -> Iterator[_Found]:
    """Yield each patent of a record; one that was purged conveys nothing any more."""
    record = node.find("assignment-record")
    purged = record.text("purge-indicator") == "Y"
    conveyance = Conveyance(
        "Release of a purged record" if purged else record.text("conveyance-text"),
        record.text("recorded-date").replace("-", ""),
        tuple(node.texts("patent-assignors/patent-assignor/name")),
        () if purged else tuple(node.texts("patent-assignees/patent-assignee/name")),
        record.text("reel-no"),
        record.text("frame-no"),
    )
    for property_ in node.all("patent-properties/patent-property"):
        fields = {"title": property_.text("invention-title")}
        for one in property_.all("document-id"):
            fields |= _document_id(one)
        yield {name: text for name, text in fields.items() if text}, {}, conveyance


def _document_id(node: Node) -> dict[str, str]:
    """Return the number and day of one document: X0 is the application, A an application's publication, B a grant."""
    number, kind, day = node.text("doc-number"), node.text("kind"), node.text("date")
    office = node.text("country") or "US"
    if kind.startswith("X"):
        return {"application_number": number if number.startswith("PCT") else f"{office} {number}", "filing_date": day}
    if kind.startswith("A"):
        return {"publication_number": f"{office}{number}{kind}", "publication_date": day}
    return {"grant_number": f"{office}{number}", "grant_date": day}


def _is_solr(opening: str) -> bool:
    answered = "<response>" in opening and ("/apisearch" in opening or 'name="reelNo"' in opening)
    return opening.startswith("<") and answered


USPTO_ASSIGNMENT = DocumentFormat("uspto_assignment", _is_solr, _read_solr)
USPTO_DAILY = DocumentFormat(
    "uspto_assignment",
    lambda opening: opening.startswith("<") and re.search(r"<us-patent-assignments\b", opening) is not None,
    _read_daily,
)
