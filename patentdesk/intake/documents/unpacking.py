"""Take archives apart, within limits, and turn bytes into text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from patentdesk.core.problems import refuse
from patentdesk.intake.limits import Limits

_CHUNK = 2**20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_OFFICE = ("[Content_Types].xml", "xl/", "word/", "ppt/", "mimetype")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""")


def is_archive(data: bytes) -> bool:
    """Tell whether the bytes are a zip archive and not an office document."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(name.startswith(_OFFICE) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def members(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip archive with their bytes, in order; nothing is written to disk.

    Raises Refused: archive_damaged, archive_protected, archive_bomb, member_unsafe.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _inspect(entries, limits)
            left = limits.unpacked_bytes
            for entry in entries:
                with archive.open(entry) as stream:
                    content = _bounded(stream, min(left, limits.document_bytes, max(_CHUNK, entry.file_size)))
                left -= len(content)
                yield entry.filename, content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, UnicodeError) as fault:
        raise refuse("archive_damaged") from fault


def _inspect(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.members or sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise refuse("archive_bomb")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", entry.filename):
            raise refuse("member_unsafe", file=entry.filename[:80])
        if entry.flag_bits & 1:
            raise refuse("archive_protected")
        if entry.file_size > max(_CHUNK, entry.compress_size * limits.unpack_ratio):
            raise refuse("archive_bomb")


def _bounded(stream: IO[bytes], limit: int) -> bytes:
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
    """Return the content of gzip bytes, other bytes as they are.

    Raises Refused: archive_damaged, archive_bomb.
    """
    if not data.startswith(_GZIP):
        return data
    limit = min(limits.document_bytes, max(_CHUNK, len(data) * limits.unpack_ratio))
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(data, limit)
    except zlib.error as fault:
        raise refuse("archive_damaged") from fault
    if unpacker.unconsumed_tail:
        raise refuse("archive_bomb")
    if not unpacker.eof:
        raise refuse("archive_damaged")
    return content


def decode(data: bytes) -> str:
    """Return the text of a document: by its mark, by what its XML declaration says, as UTF-8, then as GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    stated = _ENCODING.match(data[:200])
    names = [stated.group(1).decode("ascii").lower()] if stated else []
    names = ["gb18030" if name in ("gb2312", "gbk") else name for name in names]
    for name in [*names, "utf-8-sig", "gb18030"]:
        try:
            return data.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8-sig", errors="replace")
