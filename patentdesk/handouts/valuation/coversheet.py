"""Fill a member's own cover template: only the marked texts change, everything else stays as the member made it.

A place is marked by ``{{field}}`` in a cell's text, or by a name of the workbook that is called like the field. Styles,
theme, widths, merged cells, rich text, pictures and print set-up stay; what openpyxl cannot carry is named
(``coverloss``). For the same reason the cover is a workbook of its own beside the handout: the handout, taken through
openpyxl, would lose its native charts and the stored results of its formulas.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.handouts import bookreader
from patentdesk.handouts.filled import open_filled
from patentdesk.handouts.table import replace_file
from patentdesk.handouts.valuation.coverloss import lost_in

_MARK = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")

Field = str | int | float | date


@dataclass(frozen=True, slots=True)
class Filled:
    """How many places were filled, and what of the template is not known."""

    count: int
    problems: tuple[Problem, ...]


def fill_cover(template: Path, path: Path, fields: Mapping[str, Field]) -> Filled:
    """Write the template with its places filled to ``path``.

    A place that is a whole cell takes number or date as such, within a text they are written out. Problems:
    cover_unknown (a mark that is no field), cover_nothing (no place at all), cover_lost (what the filled cover lacks).
    Raises Refused: cover_unreadable, and what ``replace_file`` refuses.
    """
    refused = refuse("cover_unreadable", name=template.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells which extensions it drops: ``lost_in`` names them
        book = open_filled(template, refused, read_only=False, rich_text=True)
    _mend_pictures(book)
    problems = [
        Problem("cover_lost", Severity.WARNING, Source(template.name), args={"cover_part": code})
        for code in lost_in(template)
    ]
    count = 0
    for cell in _cells(book):
        found, unknown = _fill(cell, fields)
        count += found
        problems += [
            Problem("cover_unknown", Severity.WARNING, Source(template.name, cell.parent.title, cell.row),
                    args={"name": name, "known": ", ".join(fields)})
            for name in unknown
        ]  # fmt: skip
    count += _fill_names(book, fields)
    if not count:
        problems.append(Problem("cover_nothing", Severity.WARNING, Source(template.name)))

    def save(part: Path) -> int:
        with part.open("wb") as stream:
            book.save(stream)
        return count

    replace_file(path, save, (".xlsx",))
    return Filled(count, tuple(problems))


def _mend_pictures(book: bookreader.Workbook) -> None:
    """Let the outlines of pictures be written in their own namespace, which openpyxl forgets: Excel would repair it."""
    for sheet in book.worksheets:
        for picture in sheet._images:  # type: ignore[attr-defined]  # there is no public door to them
            frame = getattr(picture.anchor, "pic", None)
            outline = frame.spPr.prstGeom if frame is not None and frame.spPr is not None else None
            for part in (outline and outline.avLst, outline and outline.avLst and outline.avLst.gd):
                if part is not None:
                    part.namespace = bookreader.DRAWING_NS


def _cells(book: bookreader.Workbook) -> Iterator[bookreader.Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, bookreader.Cell) and cell.data_type == "s":
                    yield cell


def _fill(cell: bookreader.Cell, fields: Mapping[str, Field]) -> tuple[int, list[str]]:
    """Fill the marks of one cell; returns how many, and the marks that are no field."""
    text = str(cell.value)
    names = _MARK.findall(text)
    known = [name for name in names if name.lower() in fields]
    if not known:
        return 0, names
    whole = _MARK.fullmatch(text.strip())
    if whole:
        _put(cell, fields[whole.group(1).lower()])
    elif isinstance(cell.value, bookreader.CellRichText) and _marks_in_parts(cell.value) == len(names):
        cell.value = bookreader.CellRichText(*(_in_style(part, fields) for part in cell.value))
    else:
        _put(cell, _written(text, fields))
    return len(known), [name for name in names if name not in known]


def _written(text: str, fields: Mapping[str, Field]) -> str:
    """Return a text with its marks replaced; what is no field stays."""
    return _MARK.sub(lambda mark: str(fields.get(mark.group(1).lower(), mark.group(0))), text)


def _marks_in_parts(text: bookreader.CellRichText) -> int:
    """Return how many marks stand each in one part: one that runs over two styles is not found."""
    return len(_MARK.findall("\0".join(map(str, text))))


def _in_style(part: str | bookreader.TextBlock, fields: Mapping[str, Field]) -> str | bookreader.TextBlock:
    """Return a piece of rich text with its marks replaced, in the same font."""
    if isinstance(part, bookreader.TextBlock):
        return bookreader.TextBlock(part.font, _written(part.text, fields))
    return _written(part, fields)


def _put(cell: bookreader.Cell, value: Field) -> None:
    """Set a value and nothing else; a text never becomes a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _fill_names(book: bookreader.Workbook, fields: Mapping[str, Field]) -> int:
    """Fill single cells that the workbook names like a field."""
    count = 0
    for name, defined in book.defined_names.items():
        if name.lower() not in fields:
            continue
        for title, place in defined.destinations:
            if title in book.sheetnames and ":" not in place:
                cell = book[title][place.replace("$", "")]
                if isinstance(cell, bookreader.Cell):
                    _put(cell, fields[name.lower()])
                    count += 1
    return count
