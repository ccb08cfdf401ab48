"""Name what of a member's cover template cannot be kept when it is filled."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

_PARTS = {
    "macros": re.compile(r"vbaProject\.bin$"),
    "controls": re.compile(r"^xl/(ctrlProps|activeX)/"),
    "slicers": re.compile(r"^xl/(slicers|timelines)/"),
    "threads": re.compile(r"^xl/threadedComments/"),
    "smart_art": re.compile(r"^xl/diagrams/"),
    "charts": re.compile(r"^xl/(charts|chartEx)/"),
}
"""Code of what is lost (words ``cover_part.<code>``) → names of the parts that hold it."""
_CONTENT = {
    "shapes": (re.compile(r"^xl/drawings/drawing"), re.compile(rb"<xdr:(sp|grpSp|cxnSp)[ >]")),
    "header_pictures": (re.compile(r"^xl/worksheets/sheet"), re.compile(rb"<legacyDrawingHF")),
    "sparklines": (re.compile(r"^xl/worksheets/sheet"), re.compile(rb"sparklineGroup[ >]")),
    "newer_rules": (
        re.compile(r"^xl/worksheets/sheet"),
        re.compile(rb"<x14:(conditionalFormatting|dataValidation)[ >]"),
    ),
}
"""Code → names of the parts, and what stands in those that hold it."""


def lost_in(template: Path) -> Iterator[str]:
    """Give the codes of what openpyxl leaves out of a workbook, charts included, which it draws anew.

    Raises OSError and BadZipFile for a file that is no workbook.
    """
    with zipfile.ZipFile(template) as packed:
        names = packed.namelist()
        for code, part in _PARTS.items():
            if any(part.search(name) for name in names):
                yield code
        for code, (part, mark) in _CONTENT.items():
            if any(mark.search(packed.read(name)) for name in names if part.match(name)):
                yield code
