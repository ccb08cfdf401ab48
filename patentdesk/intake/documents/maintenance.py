"""Know the USPTO's file of maintenance fee events: lines of fixed width without a header, one event each.

Columns by the USPTO's documentation of June 2018 (secondary): 1-13 patent, 15-22 application, 24 small entity, 26-33
filing, 35-42 grant, 44-51 event, 53-57 code; until about 2014 the patent took 7 columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent
from patentdesk.intake.limits import Limits

_LINE = re.compile(
    r"(?P<patent>\w{13}|\w{7}) (?P<application>\d{8}) (?P<entity>[NYM?]) (?P<filed>\d{8}) (?P<granted>\d{8}) "
    r"(?P<day>\d{8}) (?P<code>\S{1,5})\s*"
)
_NAMES = {
    "grant_number": "patent", "application_number": "application", "filing_date": "filing", "grant_date": "grant",
    "reduction": "entity",
}  # fmt: skip
_REDUCTIONS = {"Y": "small", "M": "micro"}
_Head = tuple[str, str, str, str, str]


def _read(text: str, _limits: Limits) -> Iterator[Document]:
    """Yield a document for each run of lines about one patent; a line of another form is one with an error."""
    head: _Head | None = None
    events: list[RawEvent] = []
    first = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        own = found and (found["patent"], found["application"], found["entity"], found["filed"], found["granted"])
        if head is not None and own != head:
            yield _document(head, events, first)
        if own != head:
            head, events, first = own, [], number
        if found is None:
            problem = Problem("line_unread", Severity.ERROR, args={"text": line.strip()[:80]})
            yield Document({}, number, kept={"line": line.strip()}, problems=(problem,))
        else:
            events.append(RawEvent("uspto", "US", found["code"], found["day"], "Maintenance fee event"))
    if head is not None:
        yield _document(head, events, first)


def _document(head: _Head, events: list[RawEvent], number: int) -> Document:
    patent, application, entity, filed, granted = head
    fields = {
        "grant_number": f"US{re.sub(r'^0+', '', patent)}",
        "application_number": f"US {application}",
        "filing_date": filed,
        "grant_date": granted,
        "reduction": _REDUCTIONS.get(entity, ""),
    }
    return Document({name: text for name, text in fields.items() if text}, number, names=_NAMES, events=tuple(events))


USPTO_FEES = DocumentFormat(
    "uspto_fees", lambda opening: _LINE.fullmatch(opening.partition("\n")[0].rstrip("\r")) is not None, _read
)
