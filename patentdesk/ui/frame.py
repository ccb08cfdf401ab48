"""Keep the frame's own displays up to date: title, query box, saved views, jobs, problems, status bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from patentdesk.core.problems import Problem
from patentdesk.services import counting
from patentdesk.ui import formats
from patentdesk.ui.joblist import JobList, told
from patentdesk.ui.jobs import Lane
from patentdesk.ui.parts import Parts
from patentdesk.ui.pieces import retone
from patentdesk.ui.querybox import QueryBox
from patentdesk.ui.session import Session, earlier_query
from patentdesk.ui.settings import QUERIES
from patentdesk.ui.shell import Shell
from patentdesk.ui.tables import TableView
from patentdesk.ui.vocabulary import Choice, query_choices


class Frame(QObject):
    """Connects the session with the frame around the panels."""

    save_view_wanted = Signal()
    manage_wanted = Signal()
    view_wanted = Signal(int)
    """A saved view is to be applied, by its number."""
    query_left = Signal()
    """The keyboard goes from the query box back to the panel."""

    def __init__(self, shell: Shell, parts: Parts, session: Session) -> None:
        """Connect."""
        super().__init__(shell)
        self._shell = shell
        self._parts = parts
        self._session = session
        self._say = session.around.tongue
        parts.top.query.setClearButtonEnabled(True)
        self.box = QueryBox(parts.top.query, self._say, self._recent)
        self.box.asked.connect(session.ask)
        self.box.tried.connect(session.try_out)
        self.box.given_up.connect(session.give_up)
        self.box.left.connect(self.query_left)
        self.box.values_wanted.connect(self._complete)
        self._views = QMenu(parts.top.views)
        self._views.aboutToShow.connect(self._fill_views)
        parts.top.views.setMenu(self._views)
        parts.top.jobs.cancelled.connect(session.jobs.cancel_shown)
        parts.top.jobs.opened.connect(self.show_jobs)
        parts.top.problems.clicked.connect(self._show_problems)
        session.jobs.changed.connect(self._tell_jobs)
        session.desk_changed.connect(self._tell_file)
        session.query_changed.connect(self._tell_query)
        session.query_refused.connect(self._tell_refused)
        session.found.connect(self._tell_counts)
        session.picked_changed.connect(self._tell_counts)
        session.state_changed.connect(self._tell_state)
        session.around.tongue.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.box.set_choices(query_choices(self._say))
        self._tell_file()
        self._tell_counts()
        self._tell_state()
        self._tell_jobs()

    def copy(self) -> None:
        """Copy the selected rows of the table that has the focus."""
        focused = QApplication.focusWidget()
        if isinstance(focused, TableView):
            focused.copy()

    def show_jobs(self) -> None:
        """Show all jobs, each with its own cancel."""
        jobs = JobList(self._shell, self._say, self._session.jobs)
        jobs.open_under(self._parts.top.palette_button)

    def _recent(self) -> list[Choice]:
        """Return what was asked before, and below it the saved views."""
        asked = [Choice(query) for query in self._session.around.settings.get(QUERIES)]
        views = [Choice(view.query, view.name) for view in self._session.state.views if view.query]
        return [*asked, *(view for view in views if view.text not in {one.text for one in asked})]

    def _complete(self, field: str, begun: str) -> None:
        desk = self._session.desk
        if desk is not None:
            self._session.look(
                "values", "ui.job.values", lambda _progress: (field, begun, counting.values(desk, field, begun)),
                self._take_values, lane=Lane.FINDING, rank=3,
            )  # fmt: skip

    def _take_values(self, found: tuple[str, str, list[str]]) -> None:
        self.box.offer_values(*found)

    def _fill_views(self) -> None:
        self._views.clear()
        for view in self._session.state.views:
            entry = self._views.addAction(view.name)
            entry.setToolTip(view.query)
            entry.triggered.connect(partial(self.view_wanted.emit, view.id))
        if not self._session.state.views:
            self._views.addAction(self._say("ui.views.none")).setEnabled(False)
        self._views.addSeparator()
        keep = self._views.addAction(self._say("ui.action.save_view"))
        keep.setShortcut(QKeySequence("Ctrl+D"))
        keep.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keep.setEnabled(self._session.writable)
        keep.triggered.connect(self.save_view_wanted)
        self._views.addAction(self._say("ui.action.manage_views"), self.manage_wanted.emit)

    def _tell_jobs(self) -> None:
        shown = self._session.jobs.shown()
        if not shown:
            self._parts.top.jobs.hide()
            return
        done, total, _phrase = shown[0].reporter.count
        self._parts.top.jobs.tell(told(self._say, shown[0]), done, total, len(shown))

    def _tell_file(self) -> None:
        desk = self._session.desk
        name = desk.file.path.stem if desk is not None else ""
        self._shell.setWindowTitle(f"{name} – PatentDesk" if name else "PatentDesk")
        parts = [name, desk.user if desk is not None else ""]
        if desk is not None and desk.file.read_only:
            parts.append(self._say("ui.read_only.short"))
        self._parts.navigation.foot.setText("\n".join(part for part in parts if part))
        self._parts.top.query.setEnabled(desk is not None)

    def _tell_query(self) -> None:
        self.box.show_query(self._session.asked)

    def _tell_refused(self, problem: Problem | None) -> None:
        """Tell what could not be read, but not of a word that is being completed."""
        if self._session.trying and self.box.offering:
            problem = None
        line, sentence = self._parts.top.query, self._say.words.problem(problem) if problem is not None else ""
        retone(line, "invalid", problem is not None)
        line.setToolTip(sentence)
        line.show_fault(problem, sentence, self._session.around.appearance.colours.tone("danger"))
        self._tell_counts()

    def _tell_counts(self) -> None:
        refused = self._session.refused is not None
        retone(self._parts.status.count, "tone", "warning" if refused else "")
        if self._session.desk is None:
            self._parts.status.count.clear()
            self._parts.status.picked.clear()
            return
        shown, total = len(self._session.ids), max(self._session.state.total, len(self._session.ids))
        told = self._say("ui.count.of", shown=formats.number(shown), total=formats.number(total))
        self._parts.status.count.setText(formats.listed((told, earlier_query(self._session))) if refused else told)
        count = len(self._session.picked)
        self._parts.status.picked.setText(self._say("ui.count.picked", n=count) if count > 1 else "")

    def _tell_state(self) -> None:
        session, say = self._session, self._say
        if session.desk is None:
            self._parts.status.saved.clear()
            self._parts.status.backup.clear()
            return
        verified = session.verified_at
        saved = say("ui.saved_verified", time=formats.clock_time(verified)) if verified else say("ui.saved")
        self._parts.status.saved.setText(saved if session.writable else say("ui.read_only.short"))
        backup = session.state.backed_up
        told = say("ui.last_backup", time=formats.moment(backup)) if backup else say("ui.no_backup")
        self._parts.status.backup.setText(told if session.present is None else "")  # an earlier day needs no backup
        count = session.state.blocked
        self._parts.top.problems.setText(formats.number(count) if count else "")
        self._parts.top.problems.setToolTip(say("ui.problems.count", n=count) if count else say("ui.problems.none"))
        self._tell_counts()

    def _show_problems(self) -> None:
        """Show what waits for a fact, in the docket of all patents: all of them are counted."""
        self._session.ask("")
        self._session.show_bucket("blocked")
