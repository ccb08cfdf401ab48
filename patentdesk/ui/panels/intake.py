"""Bring lists in: look at what would happen cell by cell, correct, apply as one step; settle differences and names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from patentdesk.services import importing, members, watching
from patentdesk.services.desk import Changes, Kind
from patentdesk.services.import_plan import ImportPlan
from patentdesk.ui.differencespage import DifferencesPage
from patentdesk.ui.importpage import ImportPage
from patentdesk.ui.intakecolumns import counted
from patentdesk.ui.messages import Message
from patentdesk.ui.namespage import NamesPage
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button, retone
from patentdesk.ui.planner import Planner
from patentdesk.ui.session import Session
from patentdesk.ui.shell import files_in
from patentdesk.ui.watchstrip import WatchStrip

PATTERNS = " ".join(f"*{ending}" for ending in watching.ENDINGS)
_PAGES = ("import", "differences", "names")


class IntakePanel(Panel):
    """The import, the differences between sources, and the names."""

    place = "intake"
    kinds = frozenset({Kind.ORGANISATIONS, Kind.PATENTS})
    follows_query = False

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay the panel out; files and folders may be dropped anywhere on it."""
        super().__init__(session, stage)
        self.setAcceptDrops(True)
        self.sheet = ImportPage(session)
        self.entries = self.sheet.grid.model
        self.planner = Planner(session, self.sheet, self.bar)
        self.planner.came.connect(self._show_plan)
        self.planner.agreed.connect(self.apply)
        self.differences = DifferencesPage(session, self.bar)
        self.differences.counted.connect(self._count_differences)
        self.names = NamesPage(session, self.bar)
        self.watch = WatchStrip(session)
        self.watch.wanted.connect(self.take_files)
        self._rejected = button(self.head, self.save_rejected, look="flat")
        self._choose = button(self.head, self.choose, look="flat")
        self._discard = button(self.head, self.discard, look="flat")
        self._apply = button(self.head, self.apply, look="primary")
        self._lay_out()
        session.desk_changed.connect(self._change_desk)
        session.changed.connect(self._outlive)
        session.state_changed.connect(self._forget_undone)
        session.jobs.became_idle.connect(self._tell)
        self.setProperty("alone", True)
        self.commands = {
            "choose": self.choose,
            "apply": self.apply,
            "save_rejected": self.save_rejected,
            "differences": partial(self.turn_to, "differences"),
            "names": partial(self.turn_to, "names"),
            "watch": self.watch.choose,
        }

    @property
    def plan(self) -> ImportPlan | None:
        """Return the plan that is shown."""
        return self.planner.plan

    def _lay_out(self) -> None:
        """Set the place to drop files, with the watched folder, and the plan behind each other; outside first."""
        self.tabs = QTabWidget()
        self.pages.addWidget(self.tabs)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._import = QStackedWidget()
        for page in (self._import, self.differences, self.names):
            self.tabs.addTab(page, "")
        outer = QWidget()
        self._import.addWidget(outer)
        self._import.addWidget(self.sheet)
        around = QVBoxLayout(outer)
        around.setContentsMargins(40, 16, 40, 24)
        around.setSpacing(16)
        self._drop_frame = frame = QFrame()
        frame.setProperty("drop", "true")
        around.addWidget(frame, 1)
        around.addWidget(self.watch)
        self.pages.removeWidget(self.empty)
        QVBoxLayout(frame).addWidget(self.empty)
        self.empty.show()
        self.tabs.currentChanged.connect(self._turned)
        self.pages.setCurrentWidget(self.tabs)

    def show_body(self, full: bool) -> None:
        """Show the plan, or the place to drop files when there is none."""
        self._full = full
        if self.proposal is None and self.page is None:
            self.pages.setCurrentWidget(self.tabs)
            self._import.setCurrentIndex(1 if full else 0)

    def refresh(self) -> None:
        """Read the members whose patents may come in, the watched folder, and what waits for a decision."""
        desk = self.desk
        self.show_body(self.plan is not None)
        self.retranslate()
        self.watch.refresh()
        self.differences.refresh()
        if self.tabs.currentWidget() is self.names:
            self.names.refresh()
        if desk is not None:
            self.session.look("members", "ui.job.find", lambda _progress: members.members(desk), self._take_members)

    def turn_to(self, page: str) -> None:
        """Bring one of the panel's pages to the front."""
        self.tabs.setCurrentIndex(_PAGES.index(page))

    @property
    def offers(self) -> Sequence[str]:
        """Return the actions offered while no portfolio is open: files want one of their own."""
        return ("new", "open", "demo")

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
        self._rejected.setText(self.say("ui.action.intake.save_rejected"))
        for number, name in enumerate(_PAGES[::2]):
            self.tabs.setTabText(2 * number, self.say(f"ui.intake.page.{name}"))
        self._count_differences(self._waiting)
        self.watch.setVisible(self.desk is not None)
        for page in (self.sheet, self.differences, self.names, self.watch):
            page.retranslate()
        self._tell()

    def _tell_empty(self) -> None:
        """Offer to choose files; without a portfolio a new one first; nothing where none can be changed."""
        if self.desk is not None and not self.session.writable:
            word = "past" if self.session.present is not None else "read_only"
            self.empty.tell(self.say("ui.empty.intake_closed.title"), self.say(f"ui.empty.intake_closed.{word}"))
            return
        key = "ui.empty.intake" if self.desk is not None else "ui.empty.no_file_new"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))

    # What can be done

    def choose(self) -> None:
        """Ask for files and plan their import."""
        paths = self.session.dialogs.open_files(self.say("ui.action.intake.choose"), PATTERNS, several=True)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: list[Path]) -> None:
        """Plan the import of these files and folders: nothing is written."""
        if self.desk is not None and not self.session.writable:
            self.bar.show_word("problem", "warning", "ui.read_only")
            return
        self.session.jobs.drop("watch")
        self.sheet.begin()
        self.planner.begin(paths)
        self.turn_to("import")
        self.planner.replan()

    def discard(self) -> None:
        """Forget the plan and its files."""
        self.planner.paths = []
        self._drop_plan()
        self.watch.refresh()

    def apply(self) -> None:
        """Carry the plan out as one step; what was typed or corrected since goes into it first."""
        counts = self.plan.counts if self.plan is not None else {}
        self.setFocus()  # ends typing in a cell; a button that is switched off would hand the keyboard on
        self.planner.choose_anew()
        desk, plan = self.desk, self.plan
        if self.planner.under_way and plan is not None:
            self.planner.apply_if_same(counts)
        elif plan is not None and plan.counts != counts:
            self.bar.show_word("again", "note", "ui.intake.look_again")
        elif desk is not None and plan is not None:
            country = str(self.sheet.country.currentData() or "")
            self._apply.setEnabled(False)
            self.session.operate(
                "ui.job.import", lambda progress: importing.apply_import(desk, plan, progress, country=country),
                self.bar, partial(self._applied, plan),
            )  # fmt: skip

    def save_rejected(self) -> None:
        """Write the rejected rows into a workbook that can be corrected and brought back."""
        if self.plan is not None:
            self._save_rejected(self.plan)

    def _save_rejected(self, plan: ImportPlan) -> None:
        desk = self.desk
        if desk is None or not plan.rejected:
            return
        title = self.say("ui.action.intake.save_rejected")
        path = self.session.dialogs.save_file(title, self.say("ui.intake.rejected_name"), "*.xlsx;;*.csv")
        if path is not None:
            language = self.say.language
            self.session.look(
                "rejected", "ui.job.export", lambda _progress: importing.save_rejected(desk, plan, path, language),
                lambda n: self.bar.show_word("rejected", "note", "import.rejected_saved", n=n, file=path.name),
                self.bar.show_problem, query=False,
            )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if files_in(event.mimeData()) and self.session.writable:
            event.acceptProposedAction()
            retone(self._drop_frame, "drop", "active")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show the place to drop as before."""
        super().dragLeaveEvent(event)
        retone(self._drop_frame, "drop", "true")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        retone(self._drop_frame, "drop", "true")
        event.acceptProposedAction()
        self.take_files(files_in(event.mimeData()))

    # Answers

    def _drop_plan(self) -> None:
        self.planner.drop()
        self.show_body(full=False)
        self._tell()

    def _change_desk(self) -> None:
        self._waiting = 0
        self.bar.clear("left")
        self._outlive()

    def _outlive(self) -> None:
        """Drop what was said and planned for another state or another portfolio, and offer to plan it again."""
        self.bar.clear("imported")  # it may have been undone
        if self.planner.paths:
            self._drop_plan()
            self.bar.show_message(
                Message("stale", "note", lambda: self.say("ui.intake.stale"), "ui.intake.again", self.planner.replan)
            )

    def _show_plan(self, usable: bool) -> None:
        self.show_body(usable)
        if usable and self.isVisible():
            self.sheet.take_keyboard()
        self._tell()

    def _applied(self, plan: ImportPlan, changes: Changes) -> None:
        self.watch.note_taken(self.planner.paths)
        self.discard()
        self.bar.clear("stale")
        if plan.rejected:
            self.bar.show_message(
                Message("left", "warning", lambda: self.say("ui.intake.left", n=plan.rejected),
                        "ui.action.intake.save_rejected", partial(self._save_rejected, plan))
            )  # fmt: skip
        if not changes:
            self.bar.show_word("imported", "note", "ui.intake.nothing_new", n=plan.read)
            return
        self.bar.show_message(
            Message("imported", "note", lambda: self.say("ui.intake.done", counts=counted(self.say, plan.counts)),
                    "ui.intake.deadlines", partial(self.session.place_wanted.emit, "docket"))
        )  # fmt: skip

    def _forget_undone(self) -> None:
        """Offer no rows of an import that was taken back, but its files again."""
        undone = self.session.state.steps.redo
        if undone is not None and undone.verb == "import":
            self.bar.clear("left")
            self.watch.give_back()

    def _take_members(self, names: Sequence[str]) -> None:
        desk = self.desk
        if desk is not None:
            self.sheet.show_choices(names, desk)

    _waiting = 0
    """How many differences wait for a decision."""

    def _count_differences(self, number: int) -> None:
        self._waiting = number
        text = self.say("ui.intake.page.differences")
        self.tabs.setTabText(1, f"{text} {number:,}" if number else text)

    def _turned(self, number: int) -> None:
        if self.tabs.widget(number) is self.names:
            self.names.refresh()
        elif self.tabs.widget(number) is self.differences:
            self.differences.refresh()
        self._tell()

    def _tell(self) -> None:
        plan, front = self.plan, self.tabs.currentIndex() == 0
        counts = plan.counts if plan is not None else {}
        for control in (self._apply, self._discard):
            control.setVisible(plan is not None and front)
        self._choose.setVisible(front)
        self._choose.setEnabled(self.session.writable)
        self._rejected.setVisible(front and plan is not None and plan.rejected > 0)
        writes = sum(counts.get(name, 0) for name in ("added", "changed", "conflict", "merged"))
        self._apply.setText(self.say("ui.intake.apply", n=writes))
        self._apply.setEnabled(writes > 0 and self.session.writable)
