"""Test what the columns of the list say of themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt

from patentdesk.portfolio.records import Patent
from patentdesk.ui.columns import patent_columns
from tests.ui.patentlist import column


def test_the_number_of_a_patent_says_what_number_it_is(around):
    told = next(one for one in patent_columns(around.tongue) if one.key == "number")
    assert told.tip(Patent(office="CN", publication_number_text="CN110000001A")) == "Publication number: CN110000001A"
    applied = Patent(office="CN", application_number="201910000002", application_number_text="CN201910000002.3")
    assert told.tip(applied) == "Application number: CN201910000002.3"
    assert told.tip(Patent(external_id="K-7")).endswith(": K-7")
    assert told.tip(Patent(id=5)) == "5"


def test_the_header_of_numbers_of_any_kind_names_no_kind(panel, around):
    place = column(panel, "number")
    assert panel.model.headerData(place, Qt.Orientation.Horizontal) == "Number"
    around.tongue.choose("zh")
    assert panel.model.headerData(place, Qt.Orientation.Horizontal) == "号码"
    assert "申请号" in panel.model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
