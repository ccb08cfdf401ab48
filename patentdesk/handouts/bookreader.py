"""Stand for openpyxl, which is loaded when a workbook is first read back: 17 MB that a window seldom needs.

Its names are used through this module, as in ``bookreader.load_workbook``: to import one from here would load it at
once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patentdesk.handouts.lateload import late

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.cell.read_only import EMPTY_CELL
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.reader.excel import load_workbook
    from openpyxl.utils.cell import get_column_letter
    from openpyxl.utils.exceptions import InvalidFileException
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet
    from openpyxl.xml.constants import DRAWING_NS
else:
    __getattr__ = late(
        globals(),
        {
            "Cell": "openpyxl.cell.cell",
            "DRAWING_NS": "openpyxl.xml.constants",
            "EMPTY_CELL": "openpyxl.cell.read_only",
            "CellRichText": "openpyxl.cell.rich_text",
            "InvalidFileException": "openpyxl.utils.exceptions",
            "TextBlock": "openpyxl.cell.rich_text",
            "get_column_letter": "openpyxl.utils.cell",
            "load_workbook": "openpyxl.reader.excel",
        },
    )


__all__ = [
    "DRAWING_NS",
    "EMPTY_CELL",
    "Cell",
    "CellRichText",
    "InvalidFileException",
    "TextBlock",
    "Workbook",
    "Worksheet",
    "get_column_letter",
    "load_workbook",
]
