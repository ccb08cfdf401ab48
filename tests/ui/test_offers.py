"""Test that what an operation would change is shown first, and taken whole, in part, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.handouts.valuation.plan import Column
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services import closing, docket, editing, valuing
from patentdesk.ui.session import EVERYTHING

ROOT = Path(__file__).resolve().parents[2]


def rows_of(panel):
    return list(panel.proposal.model.rows.records)


@pytest.fixture
def moved(filled, settled):
    """Return the docket panel of a window where a list corrected a filing date after the docket had been computed."""
    filled.go("docket")
    settled()
    desk = filled.session.desk
    with desk.file.operation("import") as work:
        work.change_many(Patent, [int(filled.session.ids[-1])], filing_date=date(2018, 4, 12))
    filled.session.tell_changed(EVERYTHING)
    settled()
    return filled.panels["docket"]


def test_a_moved_deadline_is_shown_with_its_reason_before_it_is_stored(filled, settled, moved):
    before = {one.deadline.id: one.deadline.due_date for one in moved.items}
    filled.run("docket.recompute")
    settled()
    shown = [one for one in rows_of(moved) if one.kind == "moved"]
    assert shown
    assert all(one.before < one.after and one.reason == "facts changed" and one.subject for one in shown)
    assert {one.deadline.id: one.deadline.due_date for one in moved.items} == before, "nothing is stored yet"
    moved.proposal.take()
    settled()
    assert moved.proposal is None
    assert {one.deadline.id: one.deadline.due_date for one in moved.items} != before
    assert moved.pages.currentIndex() == 1


def test_a_difference_may_be_left_alone(filled, settled, moved):
    filled.run("docket.recompute")
    settled()
    steps = filled.step("undo")
    moved.proposal.keep_button.click()
    settled()
    assert moved.proposal is None
    assert filled.step("undo") == steps
    assert bool(docket.preview(filled.session.desk))


def test_a_docket_without_a_difference_says_so(filled, settled):
    filled.run("docket.recompute")
    settled()
    panel = filled.panels["docket"]
    assert panel.proposal is None
    assert any("Nothing differs" in text for text in panel.bar.texts())


def test_the_words_after_an_import_lead_to_its_deadlines(bench, settled, table, tmp_path):
    bench.session.create(tmp_path / "p.pdesk")
    settled()
    intake = bench.panels["intake"]
    bench.go("intake")
    intake.take_files([table])
    settled()
    intake.apply()
    settled()
    message = next(message for message, _line in intake.bar._shown.values() if message.action is not None)
    message.action()
    settled()
    assert bench.place == "docket"
    assert bench.panels["docket"].items


def test_the_current_row_of_the_docket_can_be_seen_and_its_explanation_names_the_patent(filled, settled):
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    last = panel.items[-1]
    panel.table.go(len(panel.items) - 1)
    panel.explain()
    for place in ("portfolio", "docket"):
        filled.go(place)
        settled()
    filled.shell.resize(1280, 700)
    settled()
    table = panel.table
    rect = table.visualRect(table.currentIndex())
    assert table.current().patent.id == last.patent.id
    assert table.currentIndex().row() in table.positions()
    assert rect.top() >= 0
    assert rect.bottom() <= table.viewport().height()
    head = panel.reason.widget().layout().itemAt(0).layout().itemAt(0).widget().text()
    assert number_of(table.current().patent) in head


def test_the_numbers_changed_in_a_handout_are_taken_one_by_one(filled, settled, dialogs, tmp_path):
    path = tmp_path / "handout.xlsx"
    desk = filled.session.desk
    valuing.write_handout(desk, [int(one) for one in filled.session.ids], path)
    book = openpyxl.load_workbook(path)
    for row in book["假设 Assumptions"].iter_rows():
        if row[Column.KEY].value in {"royalty_rate", "tax_rate"}:
            row[Column.HIGH].value *= 1.1
    book.save(path)
    filled.go("valuation")
    settled()
    dialogs.files = [path]
    panel = filled.panels["valuation"]
    panel.handouts.read()
    settled()
    shown = rows_of(panel)
    assert len(shown) == 2
    assert all(one.before and one.after and one.before != one.after for one in shown)
    assert all(one.reason.startswith("Assumptions row ") for one in shown), "in one language"
    panel.proposal.table.go(0)
    panel.proposal.take()
    settled()
    assert rows_of(panel) == shown[1:], f"what was not chosen waits: {panel.bar.texts()}"
    panel.proposal.take()
    settled()
    assert panel.proposal is None, panel.bar.texts()


def test_a_filled_review_sheet_is_looked_at_before_it_is_taken(reviewed, settled, dialogs, tmp_path):
    panel = reviewed
    dialogs.target = tmp_path / "sheet.xlsx"
    panel.exchange.write_sheet()
    settled()
    book = openpyxl.load_workbook(dialogs.target)
    page = book.worksheets[0]
    place = next(cell.column for cell in page[4] if cell.value == "decision")
    lines = [row for row in range(5, page.max_row + 1) if page.cell(row, 1).value and row > 5][-3:]
    page.cell(lines[0], place).value = "KEEP"
    page.cell(lines[1], place).value = "NONSENSE"
    book.save(dialogs.target)
    dialogs.files = [dialogs.target]
    panel.exchange.read_sheet()
    settled()
    kinds = {one.kind: one for one in rows_of(panel)}
    assert kinds["changed"].after == "Keep"
    assert "NONSENSE" in kinds["not taken"].reason
    assert [line for line in panel.state.lines if line.decision is not None] == []
    panel.proposal.take()
    settled()
    assert sum(line.decision is not None for line in panel.state.lines) == 1
    assert panel.proposal is None


def test_a_sum_of_values_is_withheld_with_the_reason_and_given_where_it_holds(filled, settled):
    filled.go("valuation")
    settled()
    panel = filled.panels["valuation"]
    assert "must not be added" in panel.detail.text()
    assert "total" not in panel.detail.text()
    desk, ids = filled.session.desk, [int(one) for one in filled.session.ids]
    filled.session.tell_changed(editing.edit_patents(desk, ids, product="e-axle"))
    settled()
    assert "total" in panel.detail.text()


def test_panels_follow_operations_while_the_query_cannot_be_read(filled, settled):
    filled.go("docket")
    settled()
    panel = filled.panels["docket"]
    filled.session.ask("nosuchfield:7 )")
    settled()
    one = next(item for item in panel.items if not item.deadline.hard or item.deadline.due_date)
    desk = filled.session.desk
    filled.session.tell_changed(closing.waive_deadline(desk, [one.deadline.id], "sold"))
    settled()
    assert one.deadline.id not in {item.deadline.id for item in panel.items}
    assert filled.parts.top.query.property("invalid") is True
    assert filled.parts.top.query.text() == "nosuchfield:7 )"


def test_drawing_pictures_says_nothing_about_size_hints(three_patents, tmp_path):
    path = shutil.copy(three_patents, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "patentdesk", "screens", str(path), "--out", str(tmp_path / "pictures")],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert "propagateSizeHints" not in done.stderr
    assert list((tmp_path / "pictures").glob("*.png"))


def test_a_proposal_says_that_something_else_was_changed_meanwhile(filled, settled, moved):
    panel = moved
    panel.commands["recompute"]()
    settled()
    assert panel.proposal is not None
    editing.edit_patents(filled.session.desk, [1], note="by a colleague")
    filled.session.tell_changed(EVERYTHING)
    settled()
    assert any("worked out before" in text for text in panel.bar.texts())
    panel.keep()
    assert not any("worked out before" in text for text in panel.bar.texts())
