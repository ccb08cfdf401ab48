"""What stands in the valuation panel can be read: choices, the slider at rest, the reason of a proposal."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QStyleOptionHeader, QStyleOptionViewItem

from patentdesk.services import assumption_sets
from patentdesk.ui.proposal import Offer, Proposal, Proposed, from_difference
from patentdesk.ui.valuecolumns import written
from patentdesk.valuation.patent import Valued

PLACE = "valuation"


@pytest.fixture
def panel(filled, settled):
    filled.go("valuation")
    settled()
    made = filled.panels["valuation"]
    made.table.go(next(n for n, one in enumerate(made.model.rows.records) if isinstance(one.outcome, Valued)))
    settled()
    return made


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_purpose_and_basis_is_read_whole(panel, settled, language):
    panel.say.choose(language)
    settled()
    for box in (panel.occasion.purpose, panel.occasion.basis):
        texts = [box.itemText(place) for place in range(box.count())]
        assert len(texts) > 4
        room = box.minimumSizeHint().width() - 34  # the arrow and the padding
        assert max(box.fontMetrics().horizontalAdvance(text) for text in texts) <= room


def test_the_slider_at_rest_says_what_is_stated_even_between_two_steps(panel):
    bar = panel.what_if
    for place in range(bar.key.count()):
        bar.key.setCurrentIndex(place)
        bar.key.activated.emit(place)
        assert bar.value == panel.table.current().resolved.rows[bar.key.currentData()].value


def test_the_slider_stays_as_long_as_it_is_while_it_is_moved(filled, panel, settled):
    filled.shell.resize(1280, 752)
    settled()
    bar, long = panel.what_if, []
    for step in (0, 90, 200, 10):
        bar.slider.setValue(step)
        settled()
        long.append(bar.slider.width())
        assert bar.told.text()
    assert len(set(long)) == 1, long


def test_large_amounts_are_written_without_an_exponent():
    assert written(13_001_991_940.0, "CNY") == "13,001,991,940"
    assert written(0.25, "years") == "0.25"


def test_a_tall_window_gives_room_to_charts_and_assumptions_too(filled, panel, settled):
    filled.shell.resize(1280, 800)
    settled()
    parts = (panel.deck, panel.table, panel.sheet)
    before = [part.height() for part in parts]
    filled.shell.resize(1280, 2000)
    settled()
    assert all(part.height() > least + 250 for part, least in zip(parts, before, strict=True))


def test_old_and_new_value_begin_where_they_differ_only_when_they_have_no_room(around):
    before, after = ("基于强" * 20 + end for end in ("相关的旧值", "相关的新值"))
    proposal = Proposal(around)
    rows = [Proposed("", "", "", before, after, ""), Proposed("", "", "", "3 %", "4 %", "")]
    proposal.offer(Offer(str, lambda: rows, lambda _chosen: None))
    for wide in (700, 1580):
        proposal.resize(wide, 300)
        proposal.show()
        columns = [place for place, one in enumerate(proposal.model.columns) if one.key in {"before", "after"}]
        widths = [proposal.table.columnWidth(place) for place in range(len(proposal.model.columns))]
        assert widths[columns[0]] == widths[columns[1]]
        assert wide - 40 < sum(widths) <= wide, "the reason is in sight too"
    texts = []
    for place in columns:
        index, option = proposal.model.index(0, place), QStyleOptionViewItem()
        option.rect = QRect(0, 0, 190, 24)
        proposal.table.itemDelegateForColumn(place).initStyleOption(option, index)
        texts.append(option.text)
        assert index.data(Qt.ItemDataRole.ToolTipRole) == (before, after)[place == columns[1]]
    assert [text[-2:] for text in texts] == ["旧值", "新值"]
    assert all(text.startswith("…") and len(text) < 12 for text in texts)
    assert from_difference("3 %", "4 %") == "3 %"
    proposal.close()


def test_the_reason_of_a_proposals_first_row_is_read_at_once(panel, settled, dialogs, tmp_path):
    path = tmp_path / "set.xlsx"
    assumption_sets.export_set(panel.desk, path, "", "en")
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book.active[1]}
    value = heads[panel.desk.library.words("en")("assumption_field.value")]
    book.active.cell(2, value).value = "much"
    book.save(path)
    panel.commands["sets"]()
    settled()
    dialogs.files = [path]
    panel.page.read_in()
    settled()
    proposal = panel.proposal
    assert proposal.model.rows.records
    assert proposal.reason.text() == proposal.model.rows.records[0].reason != ""
    assert not proposal.table.positions(), "what cannot be taken is not drawn as taken"
    before = proposal.reason.text()
    panel.say.choose("zh" if panel.say.language == "en" else "en")
    assert proposal.reason.text() == proposal.model.rows.records[0].reason != before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_five_patents_are_seen_in_a_small_window_and_headers_are_cut_at_their_end(filled, panel, settled, language):
    filled.shell.resize(1280, 800)
    panel.say.choose(language)
    settled()
    assert filled.shell.height() == 800
    assert panel.table.viewport().height() >= 5 * panel.table.rowHeight(0)
    assert panel.detail.height() < 2 * panel.detail.fontMetrics().height(), "one line"
    header, option = panel.table.horizontalHeader(), QStyleOptionHeader()
    place = [one.key for one in panel.model.columns].index("share")
    panel.table.setColumnWidth(place, 60)
    header.initStyleOption(option)
    header.initStyleOptionForIndex(option, place)
    title = panel.model.headerData(place, Qt.Orientation.Horizontal)
    assert title.startswith(option.text.removesuffix("…"))
    assert option.fontMetrics.horizontalAdvance(option.text) <= 60 - 16, "the style sheet's padding"
    assert panel.model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == title
