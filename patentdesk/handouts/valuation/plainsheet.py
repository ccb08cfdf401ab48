"""Write cells fast: the sheet of the workbook writer without the looks that it takes at every cell.

The only module that imports XlsxWriter at once, for it derives from its class: it is loaded where a sheet is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from patentdesk.handouts.valuation.paging import ROW


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # the library carries no types
    """A worksheet that takes what it is given as it is: cells by row and column, formulas without newer functions.

    The library looks in every call whether a cell is named 'A1', searches every formula for functions that newer
    spreadsheet programs added, and searches every attribute for characters to escape. The handout has hundreds of
    thousands of cells and none of that; without it a large handout is written in half the time.
    """

    def __init__(self) -> None:
        """Begin with rows of the usual height."""
        super().__init__()
        self._heights: dict[int, float] = {}

    def set_row(self, row: int, height: float) -> None:
        """Set the height of a row in points."""
        self._heights[row] = height
        super().set_row(row, height)

    def height_of(self, row: int) -> float:
        """Return the height of a row in points."""
        return self._heights.get(row, ROW)

    write_number = getattr(Worksheet.write_number, "__wrapped__", Worksheet.write_number)
    write_string = getattr(Worksheet.write_string, "__wrapped__", Worksheet.write_string)
    write_blank = getattr(Worksheet.write_blank, "__wrapped__", Worksheet.write_blank)

    def formula(self, row: int, column: int, text: str, look: Format, result: object) -> None:
        """Write a formula, without the equals sign, and its result."""
        if not self._check_dimensions(row, column):
            self.table[row][column] = CellFormulaTuple(text, look, result)

    def _write_cell(self, row: int, col: int, cell: tuple[object, ...]) -> None:
        """Write a formula with its result, a number as nearly all are or a text; others as the library does.

        The library would write an empty text as a number that is none.
        """
        if cell.__class__ is CellFormulaTuple and cell.value.__class__ in {float, int, str}:  # type: ignore[attr-defined]
            place = f"{_letters(col)}{row + 1}"
            kind, result = "", cell.value  # type: ignore[attr-defined]
            if result.__class__ is str:
                kind, result = ' t="str"', _escaped(result)
            self.fh.write(
                f'<c r="{place}" s="{cell.format._get_xf_index()}"{kind}>'  # type: ignore[attr-defined]
                f"<f>{_escaped(cell.formula)}</f><v>{result}</v></c>"  # type: ignore[attr-defined]
            )
        else:
            super()._write_cell(row, col, cell)

    def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, object]] = ()) -> None:
        head = "".join([f' {key}="{value}"' for key, value in attributes])
        self.fh.write(f"<c{head}><v>{number:.16G}</v></c>")

    def _xml_string_element(self, index: int, attributes: Sequence[tuple[str, object]] = ()) -> None:
        head = "".join([f' {key}="{value}"' for key, value in attributes])
        self.fh.write(f'<c{head} t="s"><v>{index}</v></c>')


@lru_cache(maxsize=1_000)
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))


def _escaped(text: str) -> str:
    """Return text as it stands between tags of XML."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
