"""Watch a folder: which of its files nobody has imported into the open portfolio yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path

from patentdesk.core.problems import Refused
from patentdesk.intake.documents.unpacking import is_archive, members
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.records import ImportedFile
from patentdesk.services.desk import Desk

_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xml", ".json", ".zip", ".gz"})
_MOST = 2_000
"""So many files of a folder are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be imported; ``digest`` is the SHA-256 of its bytes."""

    path: Path
    digest: str
    size: int


def new_files(desk: Desk, folder: Path, passed: Collection[str] = ()) -> list[Found]:
    """Return the files of a folder that were never imported here, by their content; the names do not count.

    ``passed`` are the digests of files that a person does not want to be asked about again. A folder that is not
    there, and files that cannot be read, give nothing.
    """
    with desk.file.reading() as reader:
        known = set(reader.column(ImportedFile, "digest")) | set(passed)
    found = (_look_at(desk, path, known) for path in islice(_files(folder), _MOST))
    return [one for one in found if one is not None]


def is_new(desk: Desk, path: Path) -> bool:
    """Tell whether a file was never imported here, by its content."""
    with desk.file.reading() as reader:
        known = set(reader.column(ImportedFile, "digest"))
    return _look_at(desk, path, known) is not None


def _look_at(desk: Desk, path: Path, known: Collection[str]) -> Found | None:
    """Return a file that is not among those known by their content; None also for one that cannot be read."""
    try:
        size = path.stat().st_size
        if not 0 < size <= Limits().file_bytes or path.resolve() == desk.file.path.resolve():
            return None
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
    return None if digest in known or _is_known_archive(path, known) else Found(path, digest, size)


def _files(folder: Path) -> Iterator[Path]:
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return
    for path in there:
        if path.suffix.lower() in _ENDINGS and not path.name.startswith((".", "~$")) and path.is_file():
            yield path


def _is_known_archive(path: Path, known: Collection[str]) -> bool:
    """Tell whether every table of a zip archive was imported: these are remembered one by one."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        data = path.read_bytes()
        digests = [sha256(content).hexdigest() for _, content in members(data, Limits())] if is_archive(data) else []
    except (OSError, Refused):
        return False
    return bool(digests) and all(digest in known for digest in digests)
