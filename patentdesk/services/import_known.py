"""Recognise rows that an earlier import brought and that nothing has touched since, without reading them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from patentdesk.portfolio.records import (
    Citation,
    Classification,
    Encumbrance,
    HandMade,
    ImportedFile,
    Party,
    Patent,
    Priority,
    Provenance,
)
from patentdesk.store.file import Reader

_OF_A_ROW = (Patent, Party, Priority, Classification, Citation, Encumbrance, HandMade)


@dataclass(slots=True)
class Recogniser:
    """Knows the rows of earlier imports by their digests.

    A row is recognised when it was read without a problem, contradicts nobody, and neither its patent nor anything
    that a row can say about it was changed after the import: then it says what the portfolio holds.
    """

    reader: Reader
    left_out: Collection[int] = ()
    """Patents of which other rows must be read: then all of theirs are."""
    _operations: dict[int, int] = field(default_factory=dict)
    _touched: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._operations = {file.id: file.operation_id for file in self.reader.iterate(ImportedFile)}

    @property
    def knows_any(self) -> bool:
        """Tell whether any file was imported."""
        return bool(self._operations)

    def known(self, digests: Collection[int]) -> dict[int, int]:
        """Return digest → patent id for those that are recognised."""
        wanted = sorted(set(digests) - {0})
        names = ("digest", "patent_id", "file_id", "conflicts")
        columns = [self.reader.column(Provenance, name, digest=wanted) for name in names]
        return {
            digest: patent_id
            for digest, patent_id, file_id, conflicts in zip(*columns, strict=True)
            if not conflicts and patent_id not in self.left_out and patent_id not in self._touched_since(file_id)
        }

    def _touched_since(self, file_id: int) -> set[int]:
        operation = self._operations.get(file_id, 0)
        if operation not in self._touched:
            self._touched[operation] = self.reader.touched_since(operation, _OF_A_ROW)
        return self._touched[operation]
