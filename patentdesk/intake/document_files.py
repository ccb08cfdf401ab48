"""Find out which documents a file holds: one, many in a row, or an archive of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from patentdesk.core.problems import Problem, Refused, Severity, Source, refuse
from patentdesk.core.progress import Progress
from patentdesk.intake.documents.model import Document, DocumentFormat
from patentdesk.intake.documents.unpacking import decoded, is_archive, members, ungzip
from patentdesk.intake.formats import DOCUMENT_FORMATS
from patentdesk.intake.limits import Limits

_TOLD_EACH = 50
_OPENING = 8_000
"""So many bytes of a document tell its format."""
_TRIED = 40
"""So many files of an archive are looked at before it is taken for one of other things."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The documents of a file; a document that cannot be read is one with an error and no fields."""

    format: str
    how: str
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()


def open_documents(data: bytes, name: str, limits: Limits, progress: Progress | None = None) -> Opened | None:
    """Return the documents of a file's bytes; None for a file that is a table or of no known format.

    Raises Cancelled, and Refused when the whole file cannot be used: archive_damaged, archive_protected, archive_bomb,
    archive_nested, member_unsafe, document_too_large, markup_damaged, markup_unsafe, markup_too_deep, markup_too_large,
    json_damaged, document_unknown, no_rows.
    """
    try:
        shown = progress or Progress()
        return _open_archive(data, name, limits, shown) if is_archive(data) else _open_one(data, limits, shown)
    except Refused as refused:
        found = refused.problem
        raise Refused(Problem(found.code, Severity.ERROR, Source(name), args={"file": name, **found.args})) from refused


def _open_one(data: bytes, limits: Limits, progress: Progress) -> Opened | None:
    content = ungzip(data, limits)
    form = _format(content)
    if form is None:
        return None
    if len(content) > limits.document_bytes:
        raise refuse("document_too_large", limit=limits.document_bytes >> 20)
    text, problems = decoded(content)
    documents = tuple(_shown(_read(form, text, "", limits), progress))
    if all(_failed(document) for document in documents):
        reason = next((document.problems[0] for document in documents), Problem("no_rows"))
        raise Refused(reason)
    return Opened(form.code, _how(text), documents, tuple(problems))


def _open_archive(data: bytes, name: str, limits: Limits, progress: Progress) -> Opened | None:
    if not any(_format(content) for _, content in islice(members(data, limits), _TRIED)):
        return None
    documents: list[Document] = []
    problems: list[Problem] = []
    found: Counter[str] = Counter()
    for member, content in members(data, limits):
        progress.report(len(documents), 0, "progress.unpacking")
        form = _format(content)
        if form is not None:
            text, guessed = decoded(content)
            problems.extend(replace(problem, source=Source(name, member)) for problem in guessed)
            read = list(_shown(_read(form, text, member, limits), progress, len(documents)))
            found[form.code] += len(read)
            documents.extend(read)
        elif content.strip():
            problems.append(Problem("member_unread", Severity.WARNING, Source(name, member), args={"file": member}))
    return Opened(found.most_common(1)[0][0], "zip", tuple(documents), tuple(problems))


def _shown(documents: Iterator[Document], progress: Progress, before: int = 0) -> Iterator[Document]:
    """Yield documents and tell how many there are; how many will come nobody knows. Raises Cancelled."""
    for number, document in enumerate(documents, start=before):
        if not number % _TOLD_EACH:
            progress.report(number, 0, "progress.unpacking")
        yield document


def _read(form: DocumentFormat, text: str, place: str, limits: Limits) -> Iterator[Document]:
    """Yield the documents of a text; where reading breaks off, the last one says why."""
    number = 0
    try:
        for document in form.read(text, limits):
            number = document.number
            yield replace(document, place=place) if place else document
    except Refused as refused:
        yield Document({}, number + 1, place, problems=(refused.problem,))


def _failed(document: Document) -> bool:
    return not document.fields and any(problem.severity is Severity.ERROR for problem in document.problems)


def _format(data: bytes) -> DocumentFormat | None:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    opening = data[:_OPENING].decode("utf-16" if wide else "utf-8", errors="ignore").lstrip("\ufeff \t\r\n")
    return next((form for form in DOCUMENT_FORMATS if form.recognise(opening)), None) if opening else None


def _how(text: str) -> str:
    opening = text[:100].lstrip("\ufeff \t\r\n")
    return "xml" if opening.startswith("<") else "json" if re.match(r"\{\s*[\"}]|\[\s*[{\[]", opening) else "text"
