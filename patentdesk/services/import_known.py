"""Recognise rows that an earlier import brought and that nothing has touched since, without reading them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

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
    _touched: dict[int, NDArray[np.int64]] = field(default_factory=dict)
    """Operation → the patents touched since, in order: an eighth of what a set of them takes."""

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
            if not conflicts and patent_id not in self.left_out and not self._is_touched(patent_id, file_id)
        }

    def _is_touched(self, patent_id: int, file_id: int) -> bool:
        operation = self._operations.get(file_id, 0)
        if operation not in self._touched:
            found = self.reader.touched_since(operation, _OF_A_ROW)
            self._touched[operation] = np.array(sorted(found), np.int64)
        touched = self._touched[operation]
        place = int(touched.searchsorted(patent_id))
        return place < len(touched) and int(touched[place]) == patent_id
