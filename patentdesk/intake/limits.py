"""Bound what a file from outside may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file, sheet and archive that is read; sizes in bytes."""

    file_bytes: int = 512 * 2**20
    unpacked_bytes: int = 2 * 2**30
    unpack_ratio: int = 250
    """An archive member that grows more than this is taken for an attack (above one megabyte)."""
    rows: int = 1_048_576
    columns: int = 2_000
    cells: int = 60_000_000
    """Rows times columns of one sheet: the reader keeps a cell for each."""
    cell_characters: int = 2**20
    """Of one cell; a row with a longer one is rejected, never cut."""
    depth: int = 100
    """How deep the elements of a document may be nested."""
    parts: int = 1_500_000
    """Elements and attributes of one XML document, values of one JSON document."""
    document_bytes: int = 128 * 2**20
    """The largest single document, packed or not."""
    members: int = 200_000
    """Files in an archive."""
    at_hand_bytes: int = 256 * 2**10
    """Files of no more than this together are read where they are asked for, larger ones by a process of its own.

    Packed, so many bytes unfold to 64 MB at most (``unpack_ratio``)."""
    memory_bytes: int = 4 * 2**30
    """What that process may take. A workbook of 100,000 rows of 25 columns takes 350 MB."""
    nested: int = 2
    """So many archives may lie inside each other; a deeper one is not opened."""
