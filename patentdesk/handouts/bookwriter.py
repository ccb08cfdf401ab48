"""Stand for XlsxWriter, which is loaded when a workbook is first written: 12 MB that a window seldom needs.

Its names are used through this module, as in ``bookwriter.Workbook``: to import one from here would load it at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patentdesk.handouts.lateload import late

if TYPE_CHECKING:
    from xlsxwriter.exceptions import XlsxWriterException
    from xlsxwriter.format import Format
    from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import CellFormulaTuple, Worksheet
else:
    __getattr__ = late(
        globals(),
        {
            "CellFormulaTuple": "xlsxwriter.worksheet",
            "Workbook": "xlsxwriter.workbook",
            "XlsxWriterException": "xlsxwriter.exceptions",
            "xl_col_to_name": "xlsxwriter.utility",
            "xl_rowcol_to_cell": "xlsxwriter.utility",
        },
    )


__all__ = [
    "CellFormulaTuple",
    "Format",
    "Workbook",
    "Worksheet",
    "XlsxWriterException",
    "xl_col_to_name",
    "xl_rowcol_to_cell",
]
