"""Stand for XlsxWriter, which is loaded when a workbook is first written: 12 MB that a window seldom needs.

Its names are used through this module, as in ``bookwriter.Workbook``: to import one from here would load it at once.
Raises AttributeError when asked for a name that is not among ``_HOMES``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.exceptions import XlsxWriterException
    from xlsxwriter.format import Format
    from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import CellFormulaTuple, Worksheet
else:
    _HOMES = {
        "CellFormulaTuple": "xlsxwriter.worksheet",
        "Workbook": "xlsxwriter.workbook",
        "XlsxWriterException": "xlsxwriter.exceptions",
        "xl_col_to_name": "xlsxwriter.utility",
        "xl_rowcol_to_cell": "xlsxwriter.utility",
    }

    def __getattr__(name):  # noqa: ANN001, ANN202 - the branch above tells the types
        if name not in _HOMES:
            raise AttributeError(name)
        found = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
        return found


__all__ = [
    "CellFormulaTuple",
    "Format",
    "Workbook",
    "Worksheet",
    "XlsxWriterException",
    "xl_col_to_name",
    "xl_rowcol_to_cell",
]
