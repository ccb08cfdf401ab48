"""Take archives apart, within limits, and turn bytes into text."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from patentdesk.core.problems import Problem, Refused, refuse
from patentdesk.intake.limits import Limits
from patentdesk.intake.texts import encoding_of

_CHUNK = 2**20
_SAYS_UTF8 = 0x800
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP = b"\x1f\x8b"
_OFFICE = ("[Content_Types].xml", "xl/", "word/", "ppt/", "mimetype")
_STATED = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
_ENCODINGS = re.compile(
    r"utf-?8|(?:us-)?ascii|gb[\w-]*|big5[\w-]*|euc-(?:jp|kr)|s(?:hift)?[_-]?jis|iso-2022-jp|ks_c_5601-1987|"
    r"windows-31j|(?:windows-|cp)\d{3,4}|iso-?8859-\d{1,2}|latin-?1|koi8-[ru]|macintosh"
)
"""Encodings that a text may state of itself. No UTF-16: there nobody could read the statement before decoding it."""


def is_archive(data: bytes) -> bool:
    """Tell whether the bytes are a zip archive and not an office document."""
    if not data.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(name.startswith(_OFFICE) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False  # what zipfile raises for damaged or unheard-of archives: there is nothing to take apart


def members(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip archive with their bytes, in order; nothing is written to disk.

    An archive in it is unpacked too, down to ``limits.nested`` levels, all within the bounds of the outermost; packed
    single files (gzip) are unpacked. Raises Refused: archive_damaged, archive_protected, archive_bomb, archive_nested,
    member_unsafe.
    """
    size = min(limits.unpacked_bytes, max(_CHUNK, len(data) * limits.unpack_ratio))
    yield from _members(data, limits, _Room(size, limits.members), limits.nested)


@dataclass(slots=True)
class _Room:
    """What may still be unpacked of an archive with all that it holds."""

    size: int
    count: int


def _members(data: bytes, limits: Limits, room: _Room, nested: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _inspect(entries, limits, room)
            for entry in entries:
                with archive.open(entry) as stream:
                    content = _bounded(stream, min(room.size, limits.document_bytes, max(_CHUNK, entry.file_size)))
                room.size -= len(content)
                room.count -= 1
                if room.count < 0:
                    raise refuse("archive_bomb")
                name = _name(entry)
                if nested and is_archive(content):
                    inner = _members(content, limits, room, nested - 1)
                    yield from ((f"{name}/{member}", found) for member, found in inner)
                else:
                    yield name.removesuffix(".gz"), ungzip(content, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, UnicodeError) as fault:
        # all that zipfile raises for an archive that is cut off, falsified, or packed in a way it does not know
        raise refuse("archive_damaged") from fault


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; Chinese Windows writes it in GBK, macOS in UTF-8, and neither says so."""
    if entry.flag_bits & _SAYS_UTF8 or entry.filename.isascii():
        return entry.filename
    for encoding in ("utf-8", "gb18030"):  # GBK is hardly ever UTF-8, which is often GBK
        with suppress(UnicodeError):
            return entry.filename.encode("cp437").decode(encoding)
    return entry.filename


def _inspect(entries: list[zipfile.ZipInfo], limits: Limits, room: _Room) -> None:
    if len(entries) > room.count or sum(entry.file_size for entry in entries) > room.size:
        raise refuse("archive_bomb")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", entry.filename):
            raise refuse("member_unsafe", file=entry.filename[:80])
        if entry.flag_bits & 1:
            raise refuse("archive_protected")
        if entry.file_size > max(_CHUNK, entry.compress_size * limits.unpack_ratio):
            raise refuse("archive_bomb")


def _bounded(stream: IO[bytes] | gzip.GzipFile, limit: int) -> bytes:
    """Return what a stream holds, whatever its header claims. Raises Refused archive_bomb beyond the limit."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise refuse("archive_bomb")
    return b"".join(parts)


def ungzip(data: bytes, limits: Limits) -> bytes:
    """Return the content of gzip bytes, of all parts that stand one behind the other; other bytes as they are.

    Packed several times it is unpacked as often, up to ``limits.nested``. Raises Refused: archive_damaged (also where
    something else stands behind the last part), archive_bomb, archive_nested.
    """
    limit = min(limits.document_bytes, max(_CHUNK, len(data) * limits.unpack_ratio))
    for _ in range(limits.nested):
        if not data.startswith(GZIP):
            return data
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                data = _bounded(stream, limit)
        except (OSError, EOFError, zlib.error) as fault:
            raise refuse("archive_damaged") from fault
    if data.startswith(GZIP):
        raise refuse("archive_nested", count=limits.nested)
    return data


def as_stated(data: bytes, encoding: str) -> str | None:
    """Return a text in the encoding that it states of itself; None where that is none of texts, or does not fit."""
    name = encoding.lower().removeprefix("x-")
    if _ENCODINGS.fullmatch(name) is None:
        return None
    with suppress(UnicodeDecodeError, LookupError):
        return data.decode("gb18030" if name.startswith("gb") else name).removeprefix("\ufeff")
    return None


def decode(data: bytes) -> str:
    """Return the text of a document, as ``decoded`` does."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a document: by its mark, by what its XML declaration says, as UTF-8, then by its signs.

    Problems: encoding_guessed, encoding_damaged.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    stated = _STATED.match(data[:200])
    text = as_stated(data, stated.group(1).decode("ascii", "replace")) if stated else None
    text = as_stated(data, "utf-8") if text is None else text
    if text is not None:
        return text, []
    try:
        encoding, problems = encoding_of(data)
    except Refused:  # what reads the text says what is wrong with it
        encoding, problems = "utf-8-sig", []
    return data.decode(encoding, errors="replace"), problems
