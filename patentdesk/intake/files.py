"""Open a file from outside within limits and return its sheets; whatever is wrong becomes one refusal.

The content decides, not the name's ending. Workbooks are read by their values: no formula is evaluated, no link
followed.
"""

from __future__ import annotations

import re
from pathlib import Path

from patentdesk.core.problems import Problem, Refused, Severity, Source
from patentdesk.core.progress import Progress
from patentdesk.intake.documents.unpacking import GZIP, ZIP, ungzip
from patentdesk.intake.jsontables import read_table
from patentdesk.intake.limits import Limits
from patentdesk.intake.parquet import MAGIC, read_parquet
from patentdesk.intake.sheets import Content
from patentdesk.intake.texts import read_text
from patentdesk.intake.webtables import PAGE, SPREADSHEET, read_page, read_spreadsheet
from patentdesk.intake.workbooks import read_workbook

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = (*ZIP, GZIP, _OLE, MAGIC)
"""So begin files of which nobody knows from outside how much they hold."""
_FAR = 4_096
"""Within so many bytes a document says what it is."""
_OPENING = 8_000
_ROOT = re.compile(rb"<([^\W\d][\w:.-]*)")
"""The name of an XML document's outermost element."""
_SOMETHING = re.compile(rb"[^\x00\r\n\t \xef\xbb\xbf]")


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file.

    Raises Refused: input_missing, input_not_file, input_unreadable, input_too_large, input_empty.
    """
    try:
        if not path.exists():
            raise _refused("input_missing", path.name)
        if not path.is_file():
            raise _refused("input_not_file", path.name)
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise _refused("input_too_large", path.name, size=_megabytes(size), limit=_megabytes(limits.file_bytes))
        data = path.read_bytes()
    except (OSError, ValueError) as fault:  # a name that no system takes is a ValueError
        reason = (fault.strerror if isinstance(fault, OSError) else "") or str(fault)
        raise _refused("input_unreadable", path.name, reason=reason) from fault
    if _SOMETHING.search(data) is None:
        raise _refused("input_empty", path.name)
    return data


def read_content(data: bytes, name: str, limits: Limits, progress: Progress | None = None) -> Content:
    """Return the sheets of a file's bytes. Raises Cancelled, and Refused with the one reason why it cannot be read."""
    try:
        return _content(data, limits, progress or Progress())
    except Refused as refused:
        problem = refused.problem
        raise Refused(
            Problem(
                problem.code, Severity.ERROR, Source(name, problem.source.sheet), args={**problem.args, "file": name}
            )
        ) from refused


def _content(data: bytes, limits: Limits, progress: Progress) -> Content:
    data = ungzip(data, limits)
    if data.startswith((*ZIP, _OLE)):
        return read_workbook(data, "xls" if data.startswith(_OLE) else "xlsx", limits)
    if data.startswith(MAGIC):
        return read_parquet(data, limits, progress)
    if data.startswith(_PICTURES) and not _looks_textual(data):
        raise _refused("input_is_picture")
    if data.startswith(b"%PDF"):
        raise _refused("input_is_pdf")
    return _marked_up(data, limits) or read_text(data, limits, progress)


def _marked_up(data: bytes, limits: Limits) -> Content | None:
    """Read a page, XML or JSON; None for anything else."""
    head = data[:_FAR].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if head.startswith(b"<") and SPREADSHEET.search(head):
        return read_spreadsheet(data, limits)
    if head.startswith(b"<") and PAGE.search(head):
        return read_page(data, limits)
    if head.startswith(b"<?xml"):
        root = _ROOT.search(data[:_OPENING])
        raise _refused("document_unknown", kind=root[1].decode("utf-8", "replace") if root else "XML")
    return read_table(data, limits) if head.startswith((b"{", b"[")) and _is_json(head) else None


def _is_json(head: bytes) -> bool:
    """Tell the beginning of JSON from a list whose first cell stands in brackets."""
    inside = head[1:].lstrip()
    return inside.startswith((b"{", b'"', b"}")) or not inside


def _looks_textual(data: bytes) -> bool:
    return b"\x00" not in data[:4096] and data[:2] == b"BM"


def _megabytes(size: int) -> int:
    return max(1, round(size / 2**20))


def _refused(code: str, file: str = "", **args: str | int) -> Refused:
    return Refused(Problem(code, Severity.ERROR, Source(file), args={"file": file, **args}))
