"""Bring files in: choose, look at what would happen row by row, apply as one step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from patentdesk.services import importing, listing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.import_plan import ImportPlan, Outcome
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.intakecolumns import OUTCOME_TONES, entry_columns, problem_columns
from patentdesk.ui.mapping import MappingEditor
from patentdesk.ui.messages import Message
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button, label, retone
from patentdesk.ui.session import Session
from patentdesk.ui.tables import TableView

PATTERNS = "*.csv *.xlsx *.xls *.txt *.tsv *.xml *.json"


class IntakePanel(Panel):
    """The import."""

    place = "intake"
    kinds = frozenset({Kind.ORGANISATIONS})
    follows_query = False

    def __init__(self, session: Session) -> None:
        """Lay the panel out; files may be dropped anywhere on it."""
        super().__init__(session)
        self.plan: ImportPlan | None = None
        self.paths: list[Path] = []
        self._mapping: dict[str, str | None] = {}
        self._outcome = ""
        self.setAcceptDrops(True)
        self.entries = TableModel(entry_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("intake", self.entries, self.say, self.around.settings)
        self.problems = TableModel(problem_columns(self.say), self.say, self.around.appearance)
        self.problem_table = TableView("intake_problems", self.problems, self.say, self.around.settings)
        self.mapping = MappingEditor(self.say)
        self.mapping.remapped.connect(self._remap)
        self.member = QComboBox()
        self.member.setEditable(True)
        self.member.setMinimumWidth(200)
        self.member.activated.connect(self._replan)
        self._member_label = label("muted")
        self._choose = button(self.head, self.choose, look="flat")
        self._discard = button(self.head, self.discard, look="flat")
        self._apply = button(self.head, self.apply, look="primary")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in (self.table, self.problem_table, self.mapping):
            self.tabs.addTab(page, "")
        self._frame_empty()
        self.set_body(self._body())
        session.desk_changed.connect(self._outlive)
        session.changed.connect(self._outlive)
        self.commands = {"choose": self.choose, "apply": self.apply, "columns": self.table.choose_columns}

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._files = label("muted")
        self._files.setWordWrap(True)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 6)
        top.setSpacing(8)
        top.addWidget(self._files, 1)
        top.addWidget(self._member_label)
        top.addWidget(self.member)
        column.addLayout(top)
        row = FlowLayout()
        row.setContentsMargins(14, 2, 14, 8)
        group = QButtonGroup(self)
        self._chips: dict[str, QToolButton] = {}
        for name in ("", *(one.value for one in Outcome)):
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setChecked(not name)
            chip.setProperty("chip", True)
            chip.clicked.connect(partial(self._choose_outcome, name))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[name] = chip
        column.addLayout(row)
        column.addWidget(self.tabs, 1)
        return body

    def _frame_empty(self) -> None:
        """Draw the place to drop files around the empty state."""
        frame = QFrame()
        frame.setProperty("drop", "true")
        self.pages.removeWidget(self.empty)
        inside = QVBoxLayout(frame)
        inside.addWidget(self.empty)
        self.empty.show()
        outer = QWidget()
        around = QVBoxLayout(outer)
        around.setContentsMargins(40, 20, 40, 40)
        around.addWidget(frame)
        self.pages.insertWidget(0, outer)
        self._drop_frame = frame

    def refresh(self) -> None:
        """Read the members whose patents may come in."""
        desk = self.desk
        self.show_body(self.plan is not None)
        self.retranslate()
        if desk is not None:
            self.session.look("members", "ui.job.find", lambda _progress: _members(desk), self._take_members)

    def fill(self) -> None:
        """Choose files, or a portfolio first."""
        if self.desk is None:
            self.session.place_wanted.emit("new")
        else:
            self.choose()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._choose.setText(self.say("ui.action.intake.choose"))
        self._discard.setText(self.say("ui.intake.discard"))
        self._member_label.setText(self.say("ui.intake.member"))
        for number, name in enumerate(("preview", "problems", "columns")):
            self.tabs.setTabText(number, self.say(f"ui.intake.{name}"))
        key = "ui.empty.intake" if self.desk is not None else "ui.empty.no_file_new"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))
        self._tell()

    # What can be done

    def choose(self) -> None:
        """Ask for files and plan their import."""
        paths = self.session.dialogs.open_files(self.say("ui.action.intake.choose"), PATTERNS, several=True)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: list[Path]) -> None:
        """Plan the import of these files: nothing is written."""
        self.paths = paths
        self._mapping = {}
        self._replan()

    def discard(self) -> None:
        """Forget the plan and its files."""
        self.paths = []
        self._drop_plan()

    def apply(self) -> None:
        """Carry the plan out as one step."""
        desk, plan = self.desk, self.plan
        if desk is not None and plan is not None:
            self._apply.setEnabled(False)
            self.session.operate(
                "ui.job.import", lambda progress: importing.apply_import(desk, plan, progress), self.bar,
                partial(self._applied, plan),
            )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls() and self.session.writable:
            event.acceptProposedAction()
            retone(self._drop_frame, "drop", "active")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show the place to drop as before."""
        super().dragLeaveEvent(event)
        retone(self._drop_frame, "drop", "true")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        retone(self._drop_frame, "drop", "true")
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_files(paths)

    # Answers

    def _drop_plan(self) -> None:
        self.session.jobs.drop("plan")
        self.plan = None
        self.show_body(full=False)
        self._tell()

    def _outlive(self) -> None:
        """Drop a plan that was made for another state or another portfolio, and offer to make it again."""
        if self.paths:
            self._drop_plan()
            self.bar.show_message(
                Message("stale", "note", lambda: self.say("ui.intake.stale"), "ui.intake.again", self._replan)
            )

    def _replan(self) -> None:
        desk, paths, mapping = self.desk, self.paths, dict(self._mapping)
        if desk is None or not paths:
            return
        member = self.member.currentText().strip() or None
        self.bar.clear_all()
        self.session.look(
            "plan", "ui.job.plan",
            lambda progress: importing.plan_import(desk, paths, member, mapping or None, progress),
            self._take_plan, self.bar.show_problem, shown=True,
        )  # fmt: skip

    def _remap(self, changed: Mapping[str, str | None]) -> None:
        self._mapping.update(changed)
        self._replan()

    def _take_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        for problem in plan.unusable[:3]:
            self.bar.show_problem(problem, f"unusable {problem.source.file}")
        self.show_body(bool(plan.files))
        if not plan.files:
            self.plan = None
        self.problems.set_rows(ListRows(plan.problems))
        desk = self.desk
        if desk is not None:
            self.mapping.show_mapping(plan.mapping, _fields(desk))
        self._choose_outcome("")

    def _applied(self, plan: ImportPlan, changes: Changes) -> None:
        self.discard()
        self.bar.clear("stale")
        counts = plan.counts
        if not changes:
            self.bar.show_word("imported", "note", "ui.intake.nothing_new", n=plan.read)
            return
        self.bar.show_message(
            Message(
                "imported", "note",
                lambda: self.say("ui.intake.done", added=counts["added"], changed=counts["changed"],
                                 rejected=counts["rejected"]),
                "ui.intake.compute", partial(self.session.place_wanted.emit, "docket.recompute"),
            )
        )  # fmt: skip

    def _take_members(self, names: list[str]) -> None:
        typed = self.member.currentText()
        self.member.clear()
        self.member.addItems(["", *names])
        self.member.setEditText(typed)

    def _choose_outcome(self, name: str) -> None:
        self._outcome = name
        plan = self.plan
        chosen = [one for one in plan.entries if not name or one.outcome == name] if plan is not None else []
        self.entries.set_rows(ListRows(self.entries.sorted(chosen)))
        self._chips[name].setChecked(True)
        self._tell()

    def _tell(self) -> None:
        plan = self.plan
        counts = plan.counts if plan is not None else {}
        for name, chip in self._chips.items():
            count = counts.get(name or "read", 0)
            word = self.say(f"outcome.{name}" if name else "ui.outcome.read")
            chip.setText(f"{word}  {count:,}")
            tone = OUTCOME_TONES[Outcome(name)] if name in {"conflict", "rejected"} and count else ""
            retone(chip, "tone", tone)
        for control in (self._apply, self._discard):
            control.setVisible(plan is not None)
        writes = sum(counts.get(name, 0) for name in ("added", "changed", "conflict", "merged"))
        self._apply.setText(self.say("ui.intake.apply", n=writes))
        self._apply.setEnabled(writes > 0 and self.session.writable)
        number = len(plan.problems) if plan is not None else 0
        self.tabs.setTabText(1, self.say("ui.intake.problems") + (f" {number:,}" if number else ""))
        files = plan.files if plan is not None else ()
        self._files.setText(
            "\n".join(self.say("ui.intake.file", name=one.name, format=self.say.words.code("format", one.format),
                               n=one.row_count) for one in files)
        )  # fmt: skip


def _members(desk: Desk) -> list[str]:
    names = {str(name) for name, _count in listing.tally(desk, "", ("member",)) if name}
    return sorted(names)


def _fields(desk: Desk) -> list[str]:
    return sorted(cast("dict[str, object]", desk.library.json("intake/headers.json")))
