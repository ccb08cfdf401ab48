"""Keep what all panels look at: the portfolio, the one query, the patents it selects and the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.portfolio import clauses
from patentdesk.portfolio.speech import Codes, speech
from patentdesk.services import listing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.library import Library
from patentdesk.ui.afterwards import Afterwards
from patentdesk.ui.dialogs import Dialogs
from patentdesk.ui.jobs import Job, Jobs, Lane
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.openfiles import OpenFiles
from patentdesk.ui.opening import Doors, Opened
from patentdesk.ui.painter import LocalPainter, Painter
from patentdesk.ui.settings import BACKUP_FOLDER, BACKUP_HOURS, COPIES
from patentdesk.ui.state import State, back_up_if_due, read_state
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.trail import Trail

_Result = TypeVar("_Result")
EVERYTHING = Changes(frozenset(Kind))
Sort = tuple[tuple[str, bool], ...]


class Session(QObject):
    """One portfolio in the window. Every service is called through here, away from the window's thread."""

    desk_changed = Signal()
    query_changed = Signal()
    query_refused = Signal(object)
    found = Signal()
    """``ids`` holds the patents of the query, in the order asked for."""
    listed = Signal()
    """Behind ``found``: the panels have asked for the rows they show, so what only counts may ask now."""
    current_changed = Signal()
    picked_changed = Signal()
    changed = Signal(object)
    """An operation changed the portfolio (Changes)."""
    state_changed = Signal()
    open_refused = Signal(object)
    backup_refused = Signal(object)
    """Why the automatic backup could not be written (Problem); None once one was."""
    bucket_wanted = Signal(str)
    """The docket, which is in front, shall show one of its buckets."""
    place_wanted = Signal(str)
    """A panel asks for another panel, or 'open' for the file dialog."""
    inspector_wanted = Signal()

    def __init__(self, around: Surroundings, jobs: Jobs, doors: Doors, dialogs: Dialogs) -> None:
        """Start without a portfolio."""
        super().__init__()
        self.around = around
        self.jobs = jobs
        self.dialogs = dialogs
        self.desk: Desk | None = None
        self.present: Desk | None = None
        """The open portfolio, while ``desk`` shows it as it was on an earlier day; it stays open behind."""
        self.opening_problem: Problem | None = None
        self.query = ""
        """The query whose patents are shown; one that cannot be read never comes into force."""
        self.asked = ""
        """What was asked for last."""
        self.refused: Problem | None = None
        """Why ``asked`` could not be read."""
        self.trying = False
        """Whether ``asked`` is still being typed."""
        self._trail = Trail()
        self._state_waits = False
        self.sort: Sort = ()
        self.ids: Any = ()
        self.current: int | None = None
        self.picked: tuple[int, ...] = ()
        self.edition = 0
        """Grows with every change of the portfolio and with another portfolio: what was counted before may be wrong."""
        self.state = State()
        self.verified_at: datetime | None = None
        self.told: set[str] = set()
        """Codes of what is told once and not again."""
        self.painter: Painter = doors.painter or LocalPainter(around.tongue.words.entries)
        self._doors = doors
        self.files = OpenFiles(jobs.alone)
        """What the database thread has open: another may be asked for before the window has taken it."""

    # The portfolio

    def open(self, path: Path) -> None:
        """Open a portfolio in place of the present one; one that is open for writing already stays, and is shown."""
        there = self.present or self.desk
        if there is not None and not there.file.read_only and _same(path, there.file.path):
            if self.present is not None:
                self.place_wanted.emit("present")
            return
        self._replace("ui.job.open", lambda _progress: self._doors.open(path))

    def create(self, path: Path) -> None:
        """Create an empty portfolio and open it."""
        self._replace("ui.job.create", lambda _progress: self._doors.create(path))

    def create_demo(self, path: Path) -> None:
        """Create a portfolio with invented patents and open it."""
        self._replace("ui.job.demo", lambda progress: self._doors.demo(path, progress))

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the open portfolio and open it; when it is refused, the portfolio stays.

        If that cannot be opened again either, no portfolio is open.
        """
        desk = self.desk
        if desk is None:
            return
        path, doors = desk.file.path, self._doors

        def work(_progress: Progress) -> Opened:
            return self.files.restore(lambda: doors.restore(backup, path), lambda: doors.open(path))

        self.jobs.start(Job("open", "ui.job.restore", work, self._take_desk, self._lose_desk, query=False))

    def close(self) -> None:
        """End all jobs, then close the portfolio in the thread that used it."""
        self.desk = self.present = None
        self.jobs.close(self.files.close)
        self.painter.close()

    def show_desk(self, desk: Desk, present: Desk | None) -> None:
        """Show another state of the portfolio; query, order and cursor stay. Who calls has the other one closed."""
        asked, sort, current = self._standing, self.sort, self.current
        self.present = present
        self._put_desk(desk, None)
        self.sort, self.current = sort, current
        self.ask(asked)
        self.query_changed.emit()
        self.current_changed.emit()
        self.read_state()

    @property
    def library(self) -> Library | None:
        """The program's resources; also without a portfolio."""
        return self._doors.library or (self.desk.library if self.desk is not None else None)

    def today(self) -> date | None:
        """Return the day at the user's place; also without a portfolio."""
        clock = self.desk.clock if self.desk is not None else self._doors.clock
        return clock.today() if clock is not None else None

    @property
    def backup_folder(self) -> Path:
        """Folder of the automatic backups: the one that the user chose, else the program's own."""
        return Path(self.around.settings.get(BACKUP_FOLDER) or self._doors.backups)

    def sign_as(self, user: str) -> None:
        """Let another name stand in the journal from now on."""
        if self.desk is not None and user:
            self.desk.file.sign_as(user)
            self.desk = replace(self.desk, user=user)
            self.state_changed.emit()

    @property
    def writable(self) -> bool:
        """Whether a portfolio is open that may be changed."""
        return self.desk is not None and not self.desk.file.read_only

    # The query

    def ask(self, query: str) -> None:
        """Select the patents of another query; every panel shows them. It can be come back to."""
        self._trail.add(query)
        self._look_for(query)

    def try_out(self, query: str) -> None:
        """Show what a query finds that is still being typed; nobody comes back to it."""
        self._look_for(query, trying=True)

    def show_bucket(self, name: str) -> None:
        """Show one bucket of the docket; the docket's panel is made by then, if it was not before."""
        self.place_wanted.emit("docket")
        self.bucket_wanted.emit(name)

    def give_up(self) -> None:
        """Return from what was being typed to the last query asked in earnest."""
        if self.asked != self._trail.here:
            self._look_for(self._trail.here)
        else:
            self.query_changed.emit()  # what stands in the box was not looked for yet

    def travel(self, steps: int) -> None:
        """Go back (negative) or forward among the queries asked before."""
        if self._trail.can_go(steps):
            self._look_for(self._trail.go(steps))

    def can_travel(self, steps: int) -> bool:
        """Tell whether there is a query so many steps back or forward."""
        return self._trail.can_go(steps)

    def narrow(self, more: str) -> None:
        """Add conditions, each in place of one on its field; those that stand in the query already are taken out."""
        desk = self.desk
        if desk is not None:
            own = speech(self.around.tongue.words)
            self.ask(clauses.narrowed(self._standing, more, listing.codes(desk), speech=own))

    def codes(self) -> Codes:
        """Return the written forms of codes that the query language knows."""
        return listing.codes(self.desk) if self.desk is not None else {}

    def choose(self, field: str, value: str, how: clauses.How) -> None:
        """Let a field have a value, have it too, or not have it."""
        desk = self.desk
        if desk is not None:
            own = speech(self.around.tongue.words)
            self.ask(clauses.toggled(self._standing, field, value, how, listing.codes(desk), speech=own))

    def order(self, sort: Sort) -> None:
        """Show the patents in another order."""
        self.sort = sort
        self.find()

    def find(self) -> None:
        """Ask the portfolio for the patents of the query; while that cannot be read, for those of the one before."""
        self._find(self._standing)

    def _find(self, query: str) -> None:
        desk, sort = self.desk, self.sort
        if desk is None:
            return
        self.look(
            "find", "ui.job.find", lambda _progress: (query, listing.find(desk, query, sort)), self._take_ids,
            self._refuse, lane=Lane.FINDING, rank=0,
        )  # fmt: skip

    def _look_for(self, query: str, *, trying: bool = False) -> None:
        changed = query != self.asked
        self.asked, self.trying = query, trying
        if not trying:
            self.refused = None
        if changed:
            self.query_changed.emit()
        self._find(query)

    @property
    def _standing(self) -> str:
        return self.asked if self.refused is None else self.query

    def point_at(self, patent_id: int | None) -> None:
        """Put one patent under the cursor; the inspector shows it."""
        if patent_id != self.current:
            self.current = patent_id
            self.current_changed.emit()

    def pick(self, patent_ids: tuple[int, ...]) -> None:
        """Note which patents are selected in the table in front."""
        if patent_ids != self.picked:
            self.picked = patent_ids
            self.picked_changed.emit()

    # Work

    def look(
        self,
        key: str,
        title: str,
        work: Callable[[Progress], _Result],
        done: Callable[[_Result], None],
        failed: Callable[[Problem], None] | None = None,
        *,
        shown: bool = False,
        query: bool = True,
        lane: Lane | None = None,
        rank: int = 1,
    ) -> None:
        """Read something; with ``query`` only the newest request with the key counts.

        ``lane``: where it waits its turn; without one, what is ``shown`` works in peace and all else is read by panels.
        """
        usual = Lane.WORKING if shown else Lane.READING
        self.jobs.start(Job(key, title, work, done, failed, shown=shown, query=query, lane=lane or usual, rank=rank))

    def operate(
        self,
        title: str,
        work: Callable[[Progress], _Result],
        bar: MessageBar,
        done: Callable[[_Result], None] | None = None,
    ) -> None:
        """Change the portfolio, then tell everybody; why it was refused is told in the panel's bar."""
        if not self.writable:
            bar.show_word("problem", "warning", "ui.read_only")
            return
        after = Afterwards(bar, self._take_result, self.read_state, done)
        self.jobs.start(Job(title, title, work, after.done, after.failed, after.cancelled, query=False))

    def _take_result(self, result: object) -> None:
        self.tell_changed(result if isinstance(result, Changes) else EVERYTHING)

    def tell_changed(self, changes: Changes) -> None:
        """Bring everything up to date after an operation."""
        if changes:
            self.edition += 1
            self.changed.emit(changes)
            self.find()
        self.read_state()

    def read_state(self) -> None:
        """Write a backup if one is due, then bring the frame's figures up to date."""
        desk = self.desk
        if desk is not None:
            backups, hours = self.backup_folder, max(self.around.settings.get(BACKUP_HOURS), 1)
            self.look(
                "autobackup", "ui.job.backup", lambda _progress: back_up_if_due(desk, backups, hours),
                self._take_backup, self.backup_refused.emit, lane=Lane.WORKING,
            )  # fmt: skip
            copy = self.around.settings.get(COPIES).get(str(desk.file.path), "")
            self.look("state", "ui.job.state", lambda _progress: read_state(desk, backups, copy), self._take_state)

    def note_verified(self) -> None:
        """Remember that the file was just proved whole."""
        if self.desk is not None:
            self.verified_at = self.desk.clock.now()
            self.state_changed.emit()

    def _replace(self, title: str, door: Callable[[Progress], Opened]) -> None:
        def work(progress: Progress) -> Opened:
            return self.files.open(lambda: door(progress))

        self.jobs.start(Job("open", title, work, self._take_desk, self.open_refused.emit, query=False))

    def _take_desk(self, opened: Opened) -> None:
        if not self.files.holds(opened.desk):
            return  # closed again, for another that was asked for meanwhile
        self.around.settings.add_recent(opened.desk.file.path)
        self.present = None
        self._put_desk(opened.desk, opened.problem)
        if opened.problem is not None:
            self.open_refused.emit(opened.problem)
        self.query_changed.emit()
        self.current_changed.emit()
        self._state_waits = True
        self.find()

    def _lose_desk(self, problem: Problem) -> None:
        self._put_desk(None, None)
        self.open_refused.emit(problem)
        self.query_changed.emit()
        self.current_changed.emit()

    def _put_desk(self, desk: Desk | None, problem: Problem | None) -> None:
        self.desk, self.opening_problem, self.verified_at = desk, problem, None
        self.edition += 1
        self.asked, self.refused, self.trying = "", None, False
        self._trail = Trail()
        self.query, self.sort, self.ids, self.current, self.picked = "", (), (), None, ()
        self.state = State()
        self.desk_changed.emit()

    def _take_backup(self, written: bool) -> None:
        self.backup_refused.emit(None)
        if written:
            self.read_state()  # what was read meanwhile knows nothing of it

    def _take_ids(self, found: tuple[str, Any]) -> None:
        self.query, self.ids = found
        if self.query == self.asked:
            self.refused = None
            if not self.trying:
                self.around.settings.add_query(self.query)
        if self.refused is None:
            self.query_refused.emit(None)
        self.found.emit()
        self.listed.emit()
        self._read_first_state()

    def _refuse(self, problem: Problem) -> None:
        self.refused = problem
        self.query_refused.emit(problem)
        self._read_first_state()

    def _read_first_state(self) -> None:
        """Read the state of a portfolio that was opened once its first rows have been read in the same lane."""
        if self._state_waits:
            self._state_waits = False
            self.jobs.behind(Lane.FINDING, 2, self.read_state)

    def _take_state(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()


def _same(path: Path, other: Path) -> bool:
    with suppress(OSError):  # what is not there is no other's file
        return path.samefile(other)
    return False


_QUERY_SHOWN = 20
"""Characters of an earlier query that are named."""


def earlier_query(session: Session) -> str:
    """Say of which query the patents shown are, while the one in the box cannot be read."""
    query, say = session.query, session.around.tongue
    short = query if len(query) <= _QUERY_SHOWN else f"{query[:_QUERY_SHOWN]}…"
    return say("ui.query.earlier", query=short) if query else say("ui.query.earlier_all")
