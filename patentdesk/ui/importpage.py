"""Show what an import would do before it is done: cells, problems, meanings of columns; correct and choose there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.intake.corrections import RowOfFile
from patentdesk.intake.delivery import HeaderRow
from patentdesk.intake.whose import TableOfFile
from patentdesk.services import importing
from patentdesk.services.desk import Desk
from patentdesk.services.import_entries import Outcome
from patentdesk.services.import_plan import ImportPlan
from patentdesk.services.members import ByName
from patentdesk.services.preview import Opening, RowIndex
from patentdesk.services.preview_cells import Place, Preview
from patentdesk.ui.cells import CellDelegate
from patentdesk.ui.filespage import FilesPage, lists_of, unread_files
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.importchoices import ImportChoices
from patentdesk.ui.intakecolumns import OUTCOME_TONES, problem_columns
from patentdesk.ui.mapping import MappingEditor
from patentdesk.ui.models import ListRows, PagedRows, TableModel
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.previewgrid import PreviewGrid, PreviewRow, place_of
from patentdesk.ui.session import Session
from patentdesk.ui.tables import TableView


@dataclass(slots=True)
class Wishes:
    """What the user chose beside the files themselves."""

    mapping: dict[str, str | None] = field(default_factory=dict)
    corrections: dict[RowOfFile, dict[str, str]] = field(default_factory=dict)
    member: str | None = None
    """Of all lists; None: nobody said any."""
    members: dict[TableOfFile, str] = field(default_factory=dict)
    """Of single lists."""
    by_name: ByName = ByName.KNOWN


class ImportPage(QWidget):
    """The page of one plan."""

    changed = Signal()
    """Member, country or office were chosen anew."""
    remapped = Signal(object)
    forgotten = Signal()
    corrected = Signal(object, str, str)
    """Place of a row, header, the new text."""
    rested = Signal()
    """Nobody types in a cell any longer."""
    members_said = Signal(object)
    alias_wanted = Signal(str, str)
    names_wanted = Signal()
    """As of ``FilesPage``."""

    def __init__(self, session: Session) -> None:
        """Show nothing until ``show_plan``."""
        super().__init__()
        self.session = session
        self._say = session.around.tongue
        around = session.around
        self.plan: ImportPlan | None = None
        self.preview = Preview()
        self._corrections: Mapping[Place, Mapping[str, str]] = {}
        self._outcome = ""
        self._unknown: Sequence[HeaderRow] = ()
        self._drawn = False
        self._index = RowIndex(np.array([], np.int8), np.array([], np.int32))
        self._entries: NDArray[np.int64] = np.array([], np.int64)
        self._fresh = False
        """Other files have come, and nobody turned to a page of theirs yet."""
        self.files = FilesPage(session)
        self.files.members_said.connect(self.members_said)
        self.files.alias_wanted.connect(self.alias_wanted)
        self.files.names_wanted.connect(self.names_wanted)
        self.files.opened.connect(self._look_at)
        self.grid = PreviewGrid(around)
        self.grid.corrected.connect(self.corrected)
        self.grid.table_chosen.connect(self._turn)
        self.problems = TableModel(problem_columns(self._say), self._say, around.appearance)
        self.problem_table = TableView("intake_problems", self.problems, self._say, around.settings)
        self.problem_table.opened.connect(self._go_to)
        for view in (self.files.table, self.grid.view):
            for delegate in view.findChildren(CellDelegate):
                delegate.closeEditor.connect(self.rested)
        self.mapping = MappingEditor(self._say)
        self.mapping.remapped.connect(self.remapped)
        self.mapping.forgotten.connect(self.forgotten)
        self.choices = ImportChoices(session)
        self.choices.changed.connect(self.changed)
        self.member, self.country, self.office = self.choices.member, self.choices.country, self.choices.office
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in (self.files, self.grid, self.problem_table, self.mapping):
            self.tabs.addTab(page, "")
        self.tabs.setTabVisible(0, False)
        self.tabs.setCurrentWidget(self.grid)
        self.tabs.currentChanged.connect(self._draw_meanings)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._told = label("muted")
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 8)
        head.setSpacing(10)
        head.addWidget(self.grid.choice)
        head.addWidget(self._told, 1)
        column.addLayout(head)
        column.addWidget(self.choices)
        chips = FlowLayout()
        chips.setContentsMargins(14, 2, 14, 8)
        group = QButtonGroup(self)
        self._chips: dict[str, QToolButton] = {}
        for name in ("", *(one.value for one in Outcome)):
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setChecked(not name)
            chip.setProperty("chip", True)
            chip.clicked.connect(partial(self._press_chip, name))
            group.addButton(chip)
            chips.addWidget(chip)
            self._chips[name] = chip
        column.addLayout(chips)
        column.addWidget(self.tabs, 1)

    # What is shown

    def begin(self) -> None:
        """Bring the cells to the front: other files are about to be looked at, which may be another member's."""
        self.tabs.setCurrentWidget(self.grid)
        self.files.forget_alias()
        self._fresh = True
        self.choices.clear()

    def take_keyboard(self) -> None:
        """Let the keys go to the cells, unless somebody writes or is at work beside them."""
        busy = QApplication.focusWidget()
        if not isinstance(busy, QLineEdit) and not (busy is not None and self.isAncestorOf(busy)):
            (self.files.table if self.tabs.currentWidget() is self.files else self.grid.view).setFocus()

    @property
    def editing(self) -> bool:
        """Tell whether somebody types in a cell, which other rows would close."""
        at_work = QAbstractItemView.State.EditingState
        return any(view.state() is at_work for view in (self.files.table, self.grid.view))

    @property
    def wanted(self) -> tuple[str, str]:
        """Member, as it stands there, and code of the office for which the files are to be read; '' where not said."""
        return self.choices.wanted

    def show_plan(self, plan: ImportPlan, wishes: Wishes, asked: str) -> None:
        """Show a plan; its cells follow with ``show_preview``. ``asked``: the member that stood there for it."""
        self.plan = plan
        if plan.files and self.member.currentText().strip() == asked:
            self.member.setEditText(plan.member or "")
        self.country.setEnabled(len(plan.members) < 2)
        self._corrections = {
            (file.name, sheet, row): dict(texts)
            for file in plan.files
            for (digest, sheet, row), texts in wishes.corrections.items()
            if digest == file.digest
        }
        self.problems.set_rows(ListRows(self.problems.sorted(plan.problems)))
        self.retranslate()

    def show_preview(self, opening: Opening, index: RowIndex) -> None:
        """Show the cells of the plan's files, and the meanings of their columns or of headers that nobody knows."""
        self.preview, self._index = opening.preview, index
        tables, unknown = opening.tables, opening.unknown
        self._unknown = unknown
        several = len(tables) > 1
        if self.plan is not None:
            self.files.show_lists(lists_of(self.plan, tables, index), unread_files(self.plan))
        self.tabs.setTabVisible(0, several)
        if self._fresh and several:
            self.tabs.setCurrentWidget(self.files)
        self._fresh = False
        self.grid.show_tables(tables, unknown)
        self.grid.choice.setVisible(bool(tables or unknown))
        self._show_meanings()
        there = self.plan is not None and self.plan.counts.get(self._outcome, 0) > 0
        self.choose_outcome(self._outcome if there else "")
        if unknown and not tables:
            self.tabs.setCurrentWidget(self.mapping)

    def show_choices(self, members: Sequence[str], desk: Desk) -> None:
        """Offer the members of the portfolio, and offices and countries by code and name."""
        self.files.members = members
        self.choices.offer(members, desk)

    def choose_outcome(self, name: str) -> None:
        """Show the rows with one outcome; '' shows all."""
        self._outcome = name
        self._chips[name].setChecked(True)
        self._show_rows()
        if name and not len(self._entries) and self._bring_table_with(name):
            self._show_rows()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.choices.retranslate()
        for number, name in enumerate(("files_page", "preview", "problems", "columns")):
            self.tabs.setTabText(number, self._say(f"ui.intake.{name}"))
        self.files.retranslate()
        self.grid.retranslate()
        self._drawn = False
        self._draw_meanings()
        self._tell()

    def _tell(self) -> None:
        plan = self.plan
        counts = plan.counts if plan is not None else {}
        several, front = len(self.grid.tables) > 1 and self.grid.unread is None, self.grid.choice.currentIndex()
        for name, chip in self._chips.items():
            count = counts.get(name or "read", 0)
            here = f"{len(self._index.rows(front, name)):,} / " if several else ""
            chip.setText(f"{self._say(f'outcome.{name}' if name else 'ui.outcome.read')}  {here}{count:,}")
            chip.setToolTip(self._say("ui.intake.chip_tip") if several else "")
            tone = OUTCOME_TONES[Outcome(name)] if name in {"conflict", "rejected"} and count else ""
            retone(chip, "tone", tone)
            chip.setVisible(bool(count) or not name or name in {"added", "changed", "rejected"})
        number = len(plan.problems) if plan is not None else 0
        place = self.tabs.indexOf(self.problem_table)
        self.tabs.setTabText(place, self._say("ui.intake.problems") + (f" {number:,}" if number else ""))
        self.choices.tell(self.files.lists)
        files = len(plan.files) if plan is not None else 0
        told = [self._say("ui.intake.files", n=files)] if files > 1 else []
        if plan is not None and plan.differing:
            told.append(self._say("ui.intake.differing", n=plan.differing))
        if self._corrections:
            told.append(self._say("ui.intake.corrected", n=sum(len(one) for one in self._corrections.values())))
        self._told.setText("  ·  ".join(told))

    def _press_chip(self, outcome: str) -> None:
        """Show the rows with an outcome, where rows are seen."""
        if self.tabs.currentWidget() is self.files:
            self.tabs.setCurrentWidget(self.grid)
        self.choose_outcome(outcome)

    def _look_at(self, table: int) -> None:
        """Bring the cells of a list to the front."""
        self.tabs.setCurrentWidget(self.grid)
        self.grid.choice.setCurrentIndex(table)
        self.grid.choice.activated.emit(table)
        self.grid.view.setFocus()

    def _turn(self) -> None:
        """Show the rows and the meanings of the table in front."""
        self._show_meanings()
        self._show_rows()
        if self.grid.unread is not None:
            self.tabs.setCurrentWidget(self.mapping)

    def _show_meanings(self) -> None:
        """Let the meanings be those of the table in front; they are drawn when somebody looks at them."""
        table = self.grid.table
        there = self.grid.unread is not None if table is None else table.sheet is not None
        self._drawn = False
        self.tabs.setTabVisible(self.tabs.indexOf(self.mapping), there)
        if there and self.tabs.currentWidget() is self.mapping:
            self._draw_meanings()

    def _draw_meanings(self) -> None:
        desk, table, unread = self.session.desk, self.grid.table, self.grid.unread
        if desk is None or self._drawn or self.tabs.currentWidget() is not self.mapping:
            return
        self._drawn = True
        fields = importing.fields(desk.library)
        if table is not None:
            meanings = {one.header: one.field for one in table.columns}
            self.mapping.show_mapping(meanings, fields, table.examples, remembered=table.remembered)
            return
        if unread is not None:
            examples = dict(zip_longest(unread.headers, unread.example[: len(unread.headers)], fillvalue=""))
            self.mapping.show_mapping(dict.fromkeys(examples), fields, examples)

    def _bring_table_with(self, outcome: str) -> bool:
        """Bring the first table to the front that has rows with an outcome; return whether there is one."""
        table = self._index.table_with(outcome)
        if table is not None:
            self.grid.choice.setCurrentIndex(table)
            self.grid.show_columns()
            self._show_meanings()
        return table is not None

    def _show_rows(self) -> None:
        plan = self.plan
        if self.grid.table is None:
            self.grid.model.set_rows(ListRows())
        elif plan is not None:
            self._entries = self._index.rows(self.grid.choice.currentIndex(), self._outcome)
            self.grid.show_rows(PagedRows(self._entries, partial(self._ask, plan, self.preview)), self._corrections)
        self._tell()

    def _ask(self, plan: ImportPlan, preview: Preview, pages: dict[int, Sequence[int]]) -> None:
        rows = self.grid.model.rows

        def work(_progress: Progress) -> tuple[object, dict[int, list[PreviewRow]]]:
            entries = {number: [plan.entries[int(at)] for at in ids] for number, ids in pages.items()}
            cells = preview.cells({place_of(one) for page in entries.values() for one in page})
            return rows, {number: [PreviewRow(one, cells.get(place_of(one), {})) for one in page]
                          for number, page in entries.items()}  # fmt: skip

        self.session.look("cells", "ui.job.cells", work, self._arrive, query=False)

    def _arrive(self, found: tuple[object, dict[int, list[PreviewRow]]]) -> None:
        asked, pages = found
        rows = self.grid.model.rows
        if rows is asked and isinstance(rows, PagedRows):
            rows.arrive(pages)

    def _go_to(self, problem: Problem) -> None:
        """Show the row that a problem speaks of."""
        plan = self.plan
        for at, one in enumerate(self._unknown, start=len(self.grid.tables)):
            if (one.file, one.sheet) == (problem.source.file, problem.source.sheet):
                self.grid.choice.setCurrentIndex(at)
                self._turn()
                return
        if plan is None or problem.source.row is None:
            return
        for at, table in enumerate(self.grid.tables):
            if table.holds(problem.source.file, problem.source.sheet):
                self.grid.choice.setCurrentIndex(at)
                self.grid.show_columns()
                self._show_meanings()
                self.choose_outcome("")
                break
        place = plan.gathered.place(problem.source)
        row = int(np.searchsorted(self._entries, place)) if place is not None else len(self._entries)
        if row < len(self._entries) and self._entries[row] == place:
            headers = [one.header for one in self.grid.model.told.values()]
            lead = self.grid.model.columnCount() - len(headers)
            column = lead + headers.index(problem.source.column) if problem.source.column in headers else 0
            self.tabs.setCurrentWidget(self.grid)
            self.grid.view.setCurrentIndex(self.grid.model.index(row, column))
            self.grid.view.setFocus()
