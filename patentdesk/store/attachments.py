"""Keep the contents of attachments in the portfolio file, each once, under its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.store.connection import driver
from patentdesk.store.reader import Reader
from patentdesk.store.work import Work


def digest_of(data: bytes) -> str:
    """Return the SHA-256 under which a content is kept."""
    return hashlib.sha256(data).hexdigest()


def keep(work: Work, data: bytes) -> str:
    """Store a content within an operation unless it is there; return its digest."""
    digest = digest_of(data)
    driver(work.connection).execute("INSERT OR IGNORE INTO contents (digest, data) VALUES (?, ?)", (digest, data))
    return digest


def content(reader: Reader, digest: str) -> bytes:
    """Return a content. Raises Refused 'attachment_damaged' when it is missing or is not what was stored."""
    row = driver(reader.connection).execute("SELECT data FROM contents WHERE digest = ?", (digest,)).fetchone()
    if row is None or digest_of(bytes(row[0])) != digest:
        raise refuse("attachment_damaged", digest=digest[:12])
    return bytes(row[0])


def unheld(reader: Reader) -> tuple[int, int]:
    """Return number and bytes of the contents that no attachment holds any more; undo and earlier days need them."""
    query = (
        "SELECT count(*), coalesce(sum(length(data)), 0) FROM contents "
        "WHERE digest NOT IN (SELECT digest FROM attachments)"
    )
    count, size = driver(reader.connection).execute(query).fetchone()
    return int(count), int(size)


def unfit(connection: Connection) -> Iterator[Problem]:
    """Yield the attachments, removed ones included, whose content is missing or is not what was stored.

    Problems: content_missing, content_changed.
    """
    raw = driver(connection)
    sound: set[str] = set()
    for digest, data in raw.execute("SELECT digest, data FROM contents"):
        if digest_of(bytes(data)) == digest:
            sound.add(digest)
        else:
            yield Problem("content_changed", Severity.ERROR, args={"digest": str(digest)[:12]})
    for name, digest in raw.execute("SELECT name, digest FROM attachments"):
        if digest not in sound:
            yield Problem("content_missing", Severity.ERROR, args={"file": name, "digest": str(digest)[:12]})
