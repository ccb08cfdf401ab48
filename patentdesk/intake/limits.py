"""Bound what a file from outside may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file, sheet and archive that is read; sizes in bytes."""

    file_bytes: int = 512 * 2**20
    unpacked_bytes: int = 2 * 2**30
    unpack_ratio: int = 250
    """What grows more than this is taken for an attack: an archive (above one megabyte), a member of it (likewise)."""
    rows: int = 1_048_576
    columns: int = 2_000
    cells: int = 30_000_000
    """Rows times columns of all sheets of a workbook: the reader keeps a cell of 32 bytes for each of a sheet (960 MB).

    The longest sheet may have 28 columns, one of 300,000 rows 100."""
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
    """Files of no more than this together are read where they are asked for if they are plain text.

    Larger ones and packed ones, of which nobody knows what they unfold to, are read by a process of its own."""
    alone_bytes: int = 4 * 2**20
    """Of files of more than this together, some of the rows are read by a second process."""
    memory_bytes: int = 4 * 2**30
    """What that process may take. A workbook of 100,000 rows of 25 columns takes 350 MB."""
    nested: int = 2
    """So many archives may lie inside each other; a deeper one is not opened. Likewise packed single files (gzip)."""
