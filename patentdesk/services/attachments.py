"""Keep documents with a patent: add, list, take out, remove."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

from patentdesk.core.filenames import legible
from patentdesk.core.problems import refuse
from patentdesk.handouts.table import replace_file
from patentdesk.portfolio.records import Attachment, Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.store.attachments import content, keep, unheld
from patentdesk.store.file import Work

MOST_BYTES = 50 * 1024 * 1024
"""One document at most. A portfolio is copied whole for each backup, so it is no place for films and archives."""
_PIECE = 1 << 20
"""Room is taken for so many bytes at a time, not for the largest document."""
_STRANGE = re.compile(r'[\x00-\x1f<>:"|?*]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def attachments(desk: Desk, patent_id: int) -> list[Attachment]:
    """Return the documents of a patent, the newest first."""
    with desk.file.reading() as reader:
        return reader.select(Attachment, patent_id=patent_id, order=("-added_at", "-id"))


def attach(desk: Desk, patent_id: int, paths: Sequence[Path], note: str = "") -> Changes:
    """Store files with a patent, as one operation.

    A file that the patent has already, by name and content, is left out. Raises Refused: attachment_no_patent,
    attachment_unreadable, attachment_empty, attachment_too_large.
    """
    names = [safe_name(legible(path.name)) for path in paths]
    new: list[Attachment] = []
    with desk.file.operation("attach", n=len(names), names=", ".join(names)) as work:
        if work.get(Patent, patent_id) is None:
            raise refuse("attachment_no_patent", n=patent_id)
        present = {(one.name, one.digest) for one in work.select(Attachment, patent_id=patent_id)}
        now = desk.clock.now()
        for name, path in zip(names, paths, strict=True):
            size, digest = _stored(work, path)  # one after the other: together they may be too much for the memory
            if (name, digest) not in present:
                present.add((name, digest))
                new.append(
                    Attachment(
                        patent_id=patent_id, name=name, size=size, digest=digest, note=note, added_by=desk.user,
                        added_at=now,
                    )
                )  # fmt: skip
        work.add_all(new)
    return Changes.of([Kind.ATTACHMENTS], [patent_id]) if new else Changes()


def _stored(work: Work, path: Path) -> tuple[int, str]:
    """Store the content of a file; return its size and the digest that it is kept by."""
    data = _read(path)
    return len(data), keep(work, data)


def remove_attachment(desk: Desk, attachment_id: int) -> Changes:
    """Remove a document; its content stays in the file, see ``removed``. Raises Refused as ``take_out``."""
    with desk.file.operation("detach") as work:
        found = work.get(Attachment, attachment_id)
        if found is None:
            raise refuse("attachment_gone", n=attachment_id)
        work.note(name=found.name)
        work.remove(Attachment, [attachment_id])
    return Changes.of([Kind.ATTACHMENTS], [found.patent_id])


@dataclass(frozen=True, slots=True)
class Removed:
    """How many removed documents the file still holds, and their size."""

    count: int
    size: int
    """In bytes."""


def removed(desk: Desk) -> Removed:
    """Return what the file holds of documents that no patent has any more.

    Such a content stays for good: whoever removed it may take that back at any later time, and the portfolio as it was
    on an earlier day still shows it.
    """
    with desk.file.reading() as reader:
        return Removed(*unheld(reader))


def take_out(desk: Desk, attachment_id: int, target: Path) -> Path:
    """Write a document to a file, whole or not at all; into a folder under its own name.

    Raises Refused: attachment_gone, attachment_damaged, and as for any file that is written.
    """
    with desk.file.reading() as reader:
        found = reader.get(Attachment, attachment_id)
        if found is None:
            raise refuse("attachment_gone", n=attachment_id)
        data = content(reader, found.digest)
    path = target / safe_name(found.name) if target.is_dir() else target
    replace_file(path, lambda part: part.write_bytes(data), (path.suffix.lower(),))
    return path


def safe_name(name: str) -> str:
    """Return a file name that every system takes and that leads into no other folder."""
    own = _STRANGE.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(". ")[-150:]
    return f"_{own}" if not own or _RESERVED.match(own) else own


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refuse("attachment_too_large", file=path.name, size=megabytes(size), most=megabytes(MOST_BYTES))
        with path.open("rb") as stream:
            data = b"".join(islice(iter(partial(stream.read, _PIECE), b""), MOST_BYTES // _PIECE + 1))
    except OSError as error:
        raise refuse("attachment_unreadable", file=str(path), reason=error.strerror or "") from error
    if len(data) > MOST_BYTES:
        raise refuse("attachment_too_large", file=path.name, size=megabytes(size), most=megabytes(MOST_BYTES))
    if not data:
        raise refuse("attachment_empty", file=path.name)
    return data


def megabytes(size: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{size / 1024 / 1024:,.1f} MB"
