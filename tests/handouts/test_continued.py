"""Check that a text longer than a cell comes back whole from the workbooks that are handed out."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.continuation import LONGEST, pieces
from patentdesk.handouts.rejected import RejectedRow, write_rejected
from patentdesk.handouts.table import TableColumn, write_table
from patentdesk.intake.files import read_content
from patentdesk.intake.limits import Limits

TEXTS = {"latin": "AB " * 30_000, "chinese": "电池，" * 20_000, "beyond": "𠮷" * 20_000, "limit": "x" * LONGEST}


def _rows(path, sheet=0):
    content = read_content(path.read_bytes(), path.name, Limits())
    return [list(row) for row in content.sheets[sheet].rows], content


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_of_a_table_comes_back_whole(tmp_path, name):
    path = tmp_path / "t.xlsx"
    columns = [TableColumn(key, key) for key in ("number", "text", "behind")]
    write_table(path, columns, [["1", "short", "a"], ["2", TEXTS[name], "b"]], sheet="List")
    rows, content = _rows(path)
    assert rows[1:] == [["1", "short", "a"], ["2", TEXTS[name], "b"]]
    assert [sheet.name for sheet in content.sheets] == ["List"]


def test_every_cell_holds_what_a_workbook_allows(tmp_path):
    path = tmp_path / "t.xlsx"
    write_table(path, [TableColumn("a", "a")], [[text] for text in TEXTS.values()])
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert len(str(cell.value).encode("utf-16-le")) // 2 <= LONGEST


def test_long_texts_of_rejected_rows_come_back_on_their_sheets(tmp_path):
    path = tmp_path / "r.xlsx"
    rows = [RejectedRow(sheet, ("why", 3), {"a": "1", "b": TEXTS["latin"] + sheet}) for sheet in ("one", "two")]
    write_rejected(path, ["reason", "row"], rows)
    for number, name in enumerate(("one", "two")):
        assert _rows(path, number)[0][1] == ["why", 3, "1", TEXTS["latin"] + name]


@given(st.text(max_size=20).map(lambda text: text * 5_000))
def test_pieces_are_the_text(text):
    found = list(pieces(text))
    assert "".join(found) == text
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST for piece in found)
