"""Tell in full where the values of a patent came from; the file keeps each header and each long text once only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from patentdesk.portfolio.records import ImportedFile, Patent, Provenance


def in_full(
    sources: Sequence[Provenance], files: Iterable[ImportedFile], patent: Patent, hand_made: Collection[str]
) -> list[Provenance]:
    """Return the origins with all headers and texts; ``sources`` newest first.

    A text that the patent holds itself is told by the newest row that wrote it, as long as no person changed it; for
    earlier rows it stands in the journal.
    """
    usual = {file.id: file.columns for file in files}
    told = set(hand_made)
    whole = []
    for source in sources:
        written: dict[str, str | None] = {}
        for name, text in source.written.items():
            if text is not None:
                written[name] = text
            elif name not in told:
                written[name] = str(getattr(patent, name))
        told.update(source.written)
        columns = {**usual.get(source.file_id, {}).get(source.sheet, {}), **source.columns}
        whole.append(replace(source, columns=columns, written=written))
    return whole
