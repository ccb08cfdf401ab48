"""Watch a folder: which of its files nobody has imported into the open portfolio yet, or not as they are now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path

from patentdesk.core.filenames import legible
from patentdesk.core.problems import Refused
from patentdesk.intake.documents.unpacking import is_archive, members
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.records import ImportedFile
from patentdesk.services.desk import Desk

_ENDINGS = frozenset(
    {
        ".csv",
        ".tsv",
        ".txt",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".htm",
        ".html",
        ".xml",
        ".json",
        ".jsonl",
        ".parquet",
        ".zip",
        ".gz",
    }
)
"""Of files that are offered; programs that write a file give it one of their own until it is whole."""
_MOST = 2_000
"""So many files of a folder are looked at."""
_AT_REST = timedelta(seconds=5)
"""Who writes a file does not leave it alone for so long."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be imported; ``digest`` is the SHA-256 of its bytes."""

    path: Path
    digest: str
    size: int
    before: datetime | None = None
    """When a file of this name was imported, which held something else."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was looked at; ``digest`` is empty as long as somebody may be writing it."""

    size: int
    changed_ns: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What is in a folder."""

    found: tuple[Found, ...] = ()
    writing: tuple[Path, ...] = ()
    """Files that somebody may still be writing: they were not opened."""
    missing: bool = False
    """The folder is not there, or cannot be read at present."""
    seen: Mapping[Path, Seen] = field(default_factory=dict)
    """To be handed to the next look, which opens no file again that is as it was."""


def look(desk: Desk, folder: Path, passed: Collection[str] = (), seen: Mapping[Path, Seen] | None = None) -> Look:
    """Return the files of a folder that were never imported here, by their content; the names do not count.

    A file is opened once it is at rest: it was left alone for some seconds, or is as it was at an earlier look
    (``seen``). ``passed`` are the digests of files that a person does not want to be asked about again. Files that
    cannot be read are passed over.
    """
    known, names = _imported(desk)
    try:
        paths = list(islice(_files(folder), _MOST))
    except OSError:
        return Look(missing=True, seen=seen or {})
    now, own = desk.clock.now(), desk.file.path.resolve()
    noted = {path: _look_at(path, now, (seen or {}).get(path)) for path in paths if path.resolve() != own}
    there = {path: one for path, one in noted.items() if one is not None}
    found = (
        Found(path, one.digest, one.size, names.get(legible(path.name)))
        for path, one in there.items()
        if one.digest and one.size and not _is_known(path, one.digest, {*known, *passed})
    )
    return Look(tuple(found), tuple(path for path, one in there.items() if not one.digest), seen=there)


def is_new(desk: Desk, path: Path) -> bool:
    """Tell whether a file was never imported here, by its content."""
    one = _look_at(path, None, None)
    return one is not None and one.size > 0 and not _is_known(path, one.digest, _imported(desk)[0])


def _imported(desk: Desk) -> tuple[set[str], dict[str, datetime]]:
    """Return the digests of imported files, and name (of an archive: its own) → when such a file came last."""
    with desk.file.reading() as reader:
        files = reader.select(ImportedFile, order=("id",))
    names = {one.name.partition("/")[0]: one.imported_at for one in files}
    return {one.digest for one in files}, {name: at for name, at in names.items() if at is not None}


def _look_at(path: Path, now: datetime | None, before: Seen | None) -> Seen | None:
    """Return a file with its digest once it is at rest (``now`` None: it is); None for one that cannot be read."""
    try:
        told = path.stat()
        same = before is not None and (before.size, before.changed_ns) == (told.st_size, told.st_mtime_ns)
        if same and before is not None and before.digest:
            return before
        age = now - datetime.fromtimestamp(told.st_mtime, UTC) if now is not None else _AT_REST
        if told.st_size > Limits().file_bytes:
            return None
        if age < _AT_REST and not same:
            return Seen(told.st_size, told.st_mtime_ns)
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        after = path.stat()
    except (OSError, ValueError):  # ValueError: a time that no calendar holds
        return None
    still = (after.st_size, after.st_mtime_ns) == (told.st_size, told.st_mtime_ns)
    return Seen(after.st_size, after.st_mtime_ns, digest if still else "")


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that may be lists; no program's own. Raises OSError."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _ENDINGS and not path.name.startswith((".", "~")) and path.is_file():
            yield path


def _is_known(path: Path, digest: str, known: Collection[str]) -> bool:
    """Tell whether a file was imported; of a zip archive each table is remembered for itself."""
    if digest in known or path.suffix.lower() != ".zip":
        return digest in known
    try:
        data = path.read_bytes()
        digests = [sha256(content).hexdigest() for _, content in members(data, Limits())] if is_archive(data) else []
    except (OSError, Refused):
        return False
    return bool(digests) and all(one in known for one in digests)
