"""Run what takes long away from the window, in lanes of one thread each (``Lane``).

A *query* is a job whose newest request counts: when the same key is asked for again, the older one is cancelled or
never run, and its result is dropped. An *operation* changes the portfolio: every one runs, in order, and
is never dropped.

Results come back in the window's thread, because only the bound method ``Jobs._finished`` receives them.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from queue import PriorityQueue
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Signal

from patentdesk.core.problems import Problem, Refused
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.ui.collecting import Collector

_Result = TypeVar("_Result")
CLOSING_SECONDS = 10.0
"""How long closing waits for the job that is running before the program goes on without its thread."""


class Lane(StrEnum):
    """Which thread runs a job. Readers see the last finished operation, so they need not wait for one that runs."""

    DATABASE = "database"
    """What changes the portfolio, and what takes its place."""
    FINDING = "finding"
    """What is answered in an instant: the query, rows to be painted, counts; behind them what is loaded late."""
    READING = "reading"
    """What the panels read."""
    WORKING = "working"
    """What takes long and changes nothing: exports, backups, previews."""
    DRAWING = "drawing"
    """Pictures."""


_REPORT_SECONDS = 0.05
"""How often the window is told at most how far a job has come; whoever counts single rows must not flood it."""
_LAST = 9
"""The rank of the word to end: behind every job."""


@dataclass(frozen=True, slots=True)
class Job(Generic[_Result]):
    """One piece of work: ``work`` runs in its lane, ``done`` or ``failed`` afterwards in the window's thread.

    ``title`` is a key of the words. ``query``: the newest job with this key counts (see the module). ``shown``: named
    in the window's indicator while it runs. ``rank``: of the jobs that wait in a lane the lowest runs first.
    """

    key: str
    title: str
    work: Callable[[Progress], _Result]
    done: Callable[[_Result], None]
    failed: Callable[[Problem], None] | None = None
    cancelled: Callable[[], None] | None = None
    lane: Lane = Lane.DATABASE
    query: bool = True
    shown: bool = True
    rank: int = 1


def _nobody() -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Reporter:
    """Notes how far a job has come, in its own thread, and tells the window now and then."""

    tell: Callable[[], None] = _nobody
    count: tuple[int, int, str] = (0, 0, "")
    _told_at: float = 0.0

    def __call__(self, done: int, total: int, phrase: str) -> None:
        """Take a step of the job's progress."""
        self.count = (done, total, phrase)
        now = time.monotonic()
        if (done or total) and (now - self._told_at >= _REPORT_SECONDS or done == total):
            self._told_at = now
            self.tell()


@dataclass(slots=True)
class Ticket:
    """A job that was accepted and has not come back."""

    number: int
    job: Job[Any]
    reporter: Reporter = field(default_factory=Reporter)
    progress: Progress = field(init=False)
    dropped: bool = False
    running: bool = False
    stopping: bool = False
    """It was cancelled and has not noticed yet."""

    def __post_init__(self) -> None:
        """Let the progress go to the reporter, which knows no ticket: all goes when the job has come back."""
        self.progress = Progress(self.reporter)


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    result: object = None
    problem: Problem | None = None
    cancelled: bool = False
    error: BaseException | None = None


_Waiting = PriorityQueue[tuple[int, int, "Ticket | Callable[[], None] | None"]]


class Jobs(QObject):
    """Accepts jobs, hands them to the lanes and brings the results back."""

    changed = Signal()
    """Something was accepted, reported progress or came back."""
    became_idle = Signal()
    stopped = Signal()
    """Somebody cancelled a job that the window names, and nobody else says so."""
    _came_back = Signal(object)
    _began = Signal(object)
    _reported = Signal()

    def __init__(self) -> None:
        """Make ready; the threads start with their first job."""
        super().__init__()
        self._tickets: dict[int, Ticket] = {}
        self._queues: dict[Lane, _Waiting] = {}
        self._locks = {lane: threading.Lock() for lane in Lane}
        self._threads: dict[Lane, threading.Thread] = {}
        self._next = 0
        self._closed = False
        self._collector = Collector(self)
        self._came_back.connect(self._finished)
        self._began.connect(self._note_start)
        self._reported.connect(self.changed)

    def note_loaded(self) -> None:
        """Note that part of the program was loaded, which stays (``Collector.pass_over``)."""
        self._collector.pass_over()

    @property
    def idle(self) -> bool:
        """Whether nothing is queued or running."""
        return not self._tickets

    def shown(self) -> list[Ticket]:
        """Return the jobs to be named in the window, the running one first."""
        seen = [one for one in self._tickets.values() if one.job.shown and not one.dropped]
        return sorted(seen, key=lambda one: (not one.running, one.number))

    def start(self, job: Job[Any]) -> None:
        """Accept a job; after ``close`` it is ignored."""
        if self._closed:
            return
        if job.query:
            self.drop(job.key)
        self._next += 1
        ticket = Ticket(self._next, job, Reporter(self._reported.emit))
        self._tickets[ticket.number] = ticket
        self._queue(job.lane).put((job.rank, ticket.number, ticket))
        self.changed.emit()

    def behind(self, lane: Lane, rank: int, then: Callable[[], None]) -> None:
        """Go on in the window's thread when what waits in a lane at this or a lower rank is done."""
        self.start(
            Job("behind", "ui.job.load", lambda _progress: None, lambda _waited: then(), lane=lane, rank=rank,
                query=False, shown=False)
        )  # fmt: skip

    def drop(self, key: str) -> None:
        """Cancel the jobs with this key and forget their results."""
        for ticket in self._tickets.values():
            if ticket.job.key == key:
                ticket.dropped = True
                ticket.progress.cancel()

    def cancel(self, number: int) -> None:
        """Cancel one job: it comes back as cancelled at its next report."""
        ticket = self._tickets.get(number)
        if ticket is not None:
            ticket.stopping = True
            ticket.progress.cancel()
            self.changed.emit()

    def cancel_shown(self) -> None:
        """Cancel all that the window names."""
        for ticket in self.shown():
            self.cancel(ticket.number)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold all other lanes while a job of the database thread closes a file; those that run are waited for.

        What panels read of that file is called off, but not what the program loads.
        """
        for ticket in list(self._tickets.values()):
            if ticket.job.query and ticket.job.lane not in {Lane.DATABASE, Lane.WORKING}:
                ticket.progress.cancel()
        with ExitStack() as held:
            for lane in Lane:
                if lane is not Lane.DATABASE:
                    held.enter_context(self._locks[lane])
            yield

    def wait(self) -> None:
        """Run the event loop until nothing is queued or running."""
        if self.idle:
            return
        loop = QEventLoop()
        self.became_idle.connect(loop.quit)
        loop.exec()
        self.became_idle.disconnect(loop.quit)

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Accept nothing more, cancel what is there, end the threads (at most ``CLOSING_SECONDS`` each).

        ``last`` is called in the database thread after everything else there, when all other lanes have ended.
        """
        self._closed = True
        for ticket in self._tickets.values():
            ticket.dropped = True
            ticket.progress.cancel()
        if last is not None:
            self._queue(Lane.DATABASE)
        for lane in sorted(self._queues, key=lambda one: one is Lane.DATABASE):
            self._queues[lane].put((_LAST, 0, last if lane is Lane.DATABASE else None))
            self._threads[lane].join(CLOSING_SECONDS)
        self._tickets.clear()
        self._collector.end()

    def _queue(self, lane: Lane) -> _Waiting:
        if lane not in self._queues:
            self._queues[lane] = PriorityQueue()
            self._threads[lane] = threading.Thread(target=self._serve, args=(lane,), name=lane.value, daemon=True)
            self._threads[lane].start()
        return self._queues[lane]

    def _serve(self, lane: Lane) -> None:
        while isinstance(work := self._queues[lane].get()[2], Ticket):
            with self._locks[lane]:
                outcome = self._run(work)
            self._came_back.emit(outcome)
            del work, outcome  # while the lane waits for its next job nothing of this one is kept
        if work is not None:
            work()

    def _run(self, ticket: Ticket) -> _Outcome:
        self._began.emit(ticket)
        try:
            ticket.progress.report(0)
            return _Outcome(ticket.number, result=ticket.job.work(ticket.progress))
        except Cancelled:
            return _Outcome(ticket.number, cancelled=True)
        except Refused as refusal:
            return _Outcome(ticket.number, problem=refusal.problem)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: whatever work raises goes to the program's hook,
            # in the window's thread, and the lane goes on with its next job
            return _Outcome(ticket.number, error=error)

    def _note_start(self, ticket: Ticket) -> None:
        ticket.running = True
        self.changed.emit()

    def _finished(self, outcome: _Outcome) -> None:
        ticket = self._tickets.pop(outcome.number, None)
        try:
            if ticket is not None:
                self._deliver(ticket, outcome)
        finally:  # whoever waits must not wait for ever because a receiver failed
            self.changed.emit()
            if self.idle:
                self.became_idle.emit()

    def _deliver(self, ticket: Ticket, outcome: _Outcome) -> None:
        job = ticket.job
        if outcome.error is not None:
            sys.excepthook(type(outcome.error), outcome.error, outcome.error.__traceback__)
        elif ticket.dropped or not _alive(job.done):
            return
        elif outcome.cancelled:
            if job.cancelled is not None:
                job.cancelled()
            elif ticket.stopping and job.shown:
                self.stopped.emit()
        elif outcome.problem is not None:
            if job.failed is not None:
                job.failed(outcome.problem)
        else:
            job.done(outcome.result)


def _alive(receiver: Callable[..., object]) -> bool:
    """Tell whether the object that wants the result still exists on Qt's side."""
    while isinstance(receiver, partial):
        receiver = receiver.func
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
