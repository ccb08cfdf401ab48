"""Know the citation lists of CNKI: ``[1]inventors. title[P]. region：CN1387401,2002-12-25.``, one patent on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.limits import Limits

_SIGN = "[P]"
"""Stands behind the title of a patent."""
_BEGIN = re.compile(r"\[\d+\]\s*")
_NUMBERED = re.compile(
    r"\.?\s*(?P<region>[^:：]*)[:：]\s*(?P<number>[A-Z]{2}\s?[\dA-Z.]+)\s*[,，]\s*"
    r"(?P<day>\d{4}[-./]\d\d?[-./]\d\d?)[.。]?\s*"
)
_BEHIND_NAMES = (re.compile(r"\.\s+(?=\S)"), re.compile(r"(?<=[^A-Z\s])[.．。](?=.)"))
"""With a blank behind the names, and without: there a point behind a single capital is that of an initial."""
_APPLICATION = re.compile(r"CN\s?(20\d{10}|\d{8})\.[\dX]")
_OPENING = re.compile(r"\[\d+\][^\n]+\[[A-Z]+(?:/[A-Z]+)?\]\.")
_NAMES = {
    "inventors": "authors",
    "title": "title",
    "publication_number": "number",
    "application_number": "number",
    "publication_date": "date",
}


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number and text of each entry; a long one goes on on the next lines."""
    first, parts = 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\d+\]", line) and parts:
            yield first, "".join(parts)
            parts = []
        if line.strip():
            first = first if parts else number
            parts.append(line.strip())
    if parts:
        yield first, "".join(parts)


def _parted(line: str) -> dict[str, str] | None:
    """Return names, title, region, number and day of an entry; None for one of another form."""
    head, _, tail = line.rpartition(_SIGN)
    begin, numbered = _BEGIN.match(head), _NUMBERED.fullmatch(tail)
    if begin is None or numbered is None:
        return None
    told = head[begin.end() :]
    cut = next((hit for form in _BEHIND_NAMES if (hit := form.search(told))), None)
    if cut is None:
        return None
    return {**numbered.groupdict(), "names": told[: cut.start()], "title": told[cut.end() :]}


def _read(text: str, _limits: Limits) -> Iterator[Document]:
    for number, line in _entries(text):
        found = _parted(line.strip())
        if found is None:
            problem = Problem("line_unread", Severity.ERROR, args={"text": line.strip()[:80]})
            yield Document({}, number, kept={"line": line.strip()}, problems=(problem,))
            continue
        kind = "application_number" if _APPLICATION.fullmatch(found["number"]) else "publication_number"
        fields = {
            "inventors": listed(re.split("[,，;；]", found["names"])),
            "title": found["title"].strip(),
            kind: found["number"],
            "publication_date": found["day"],
        }
        yield Document(fields, number, names=_NAMES, kept={"region": found["region"], "line": line.strip()})


CNKI = DocumentFormat("cnki", lambda opening: _OPENING.match(opening) is not None, _read)
