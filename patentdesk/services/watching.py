"""Watch a folder and those in it: which files nobody has imported into the open portfolio yet, or not as they are."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from patentdesk.core.filenames import legible
from patentdesk.core.problems import Refused
from patentdesk.core.progress import Progress
from patentdesk.intake.documents.unpacking import is_archive, members
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.records import ImportedFile
from patentdesk.services.desk import Desk

ENDINGS = (
    *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".htm", ".html", ".xml", ".json", ".jsonl", ".parquet"),
    *(".zip", ".gz"),
)
"""Of files that are offered; programs that write a file give it one of their own until it is whole."""
_MOST, _MOST_ENTRIES = 2_000, 20_000
"""So many files that may be lists are looked at, and so many names of files and folders."""
_DEPTH = 4
"""So many folders within each other are gone into."""
_FOREIGN = (".", "~", "$", "__MACOSX")
"""Names of files and folders that programs keep for themselves begin like this."""
_PORTION = 1 << 20
"""Bytes between two of which the look can be called off: a drive may be slow."""
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
    cut: bool = False
    """There is more than is looked at."""
    missing: bool = False
    """The folder is not there, or cannot be read at present."""
    seen: Mapping[Path, Seen] = field(default_factory=dict)
    """To be handed to the next look, which opens no file again that is as it was."""


@dataclass(slots=True)
class _Walk:
    """Goes through a folder and those in it, from the outermost on; no link is followed."""

    progress: Progress
    paths: list[Path] = field(default_factory=list)
    """Files that may be lists, with no program's own."""
    cut: bool = False

    def through(self, folder: Path) -> None:
        """Gather the files; folders within that cannot be read are passed over. Raises OSError and Cancelled."""
        waiting, count = [(folder, 0)], 0
        while waiting:
            here, depth = waiting.pop(0)
            try:
                entries = self._entries(here, _MOST_ENTRIES - count)
            except OSError:
                if here == folder:
                    raise
                continue
            count += len(entries)
            inner = [Path(one.path) for one in entries if _is_folder(one)]
            if depth < _DEPTH:
                waiting += [(one, depth + 1) for one in inner]
            self.cut = self.cut or (depth == _DEPTH and bool(inner))
            self.paths += [Path(one.path) for one in entries if _may_be_list(one)]
            if len(self.paths) > _MOST or (waiting and count >= _MOST_ENTRIES):
                self.cut = True
                break
        del self.paths[_MOST:]

    def _entries(self, folder: Path, most: int) -> list[os.DirEntry[str]]:
        found: list[os.DirEntry[str]] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                self.progress.report(len(self.paths), 0, "progress.opening")
                if len(found) == most:
                    self.cut = True
                    break
                found.append(entry)
        return sorted(found, key=lambda entry: entry.name)


def look(
    desk: Desk,
    folder: Path,
    passed: Collection[str] = (),
    seen: Mapping[Path, Seen] | None = None,
    progress: Progress | None = None,
) -> Look:
    """Return the files of a folder and those in it that were never imported here, by content; names do not count.

    A file is opened once it is at rest: it was left alone for some seconds, or is as it was at an earlier look
    (``seen``). ``passed`` are the digests of files that a person does not want to be asked about again. Files that
    cannot be read are passed over. Raises Cancelled.
    """
    known, names = _imported(desk)
    walk = _Walk(progress or Progress())
    try:
        walk.through(folder)
    except OSError:
        return Look(missing=True, seen=seen or {})
    paths = [path for path in walk.paths if path != desk.file.path]
    now, dealt, namesakes = desk.clock.now(), {*known, *passed}, Counter(path.name for path in paths)
    there: dict[Path, Seen] = {}
    found: list[Found] = []
    for place, path in enumerate(paths):
        walk.progress.report(place, len(paths), "progress.opening")
        one = _look_at(path, now, (seen or {}).get(path), walk.progress)
        if one is None:
            continue
        there[path] = one
        if one.digest and one.size and not _is_known(path, one.digest, dealt):
            called = _names(path, folder, alone=namesakes[path.name] == 1)
            before = next((names[name] for name in called if name in names), None)
            found.append(Found(path, one.digest, one.size, before))
    writing = tuple(path for path, one in there.items() if not one.digest)
    return Look(tuple(found), writing, walk.cut, seen=there)


def _names(path: Path, folder: Path, *, alone: bool) -> list[str]:
    """Return what an import may have called a file; by its mere name only where no other bears it."""
    inside = PurePosixPath(path.relative_to(folder).as_posix())
    names = [inside.as_posix(), f"{path.parent.name}/{path.name}", *([path.name] if alone else [])]
    return [legible(name) for name in names]


def is_new(desk: Desk, path: Path) -> bool:
    """Tell whether a file was never imported here, by its content."""
    one = _look_at(path, None, None, Progress())
    return one is not None and one.size > 0 and not _is_known(path, one.digest, _imported(desk)[0])


def _imported(desk: Desk) -> tuple[set[str], dict[str, datetime]]:
    """Return the digests of imported files, and name (also of an archive or folder of it) → when such came last."""
    with desk.file.reading() as reader:
        files = reader.select(ImportedFile, order=("id",))
    around = ((part, one.imported_at) for one in files for part in PurePosixPath(one.name).parents)
    names = [*around, *((one.name, one.imported_at) for one in files)]
    return {one.digest for one in files}, {str(name): at for name, at in names if at is not None}


def _look_at(path: Path, now: datetime | None, before: Seen | None, progress: Progress) -> Seen | None:
    """Return a file with its digest once it is at rest (``now`` None: it is); None for one that cannot be read.

    Raises Cancelled.
    """
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
            digest = _digest(stream, progress)
        after = path.stat()
    except (OSError, ValueError):  # ValueError: a time that no calendar holds
        return None
    still = (after.st_size, after.st_mtime_ns) == (told.st_size, told.st_mtime_ns)
    return Seen(after.st_size, after.st_mtime_ns, digest if still else "")


def _digest(stream: BinaryIO, progress: Progress) -> str:
    made = sha256()
    while portion := stream.read(_PORTION):
        progress.report(0, 0, "progress.opening")
        made.update(portion)
    return made.hexdigest()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(_FOREIGN) and entry.is_dir(follow_symlinks=False)


def _may_be_list(entry: os.DirEntry[str]) -> bool:
    listed = os.path.splitext(entry.name)[1].lower() in ENDINGS and not entry.name.startswith(_FOREIGN)
    return listed and entry.is_file(follow_symlinks=False)


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
