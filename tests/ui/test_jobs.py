"""Test that jobs run away from the window and come back to it."""

from __future__ import annotations

import sys
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject

from patentdesk.core.problems import refuse
from patentdesk.ui.collecting import Collector
from patentdesk.ui.joblist import told
from patentdesk.ui.jobs import Job, Jobs, Lane, Ticket
from patentdesk.ui.tongue import Tongue


class Receiver(QObject):
    """Notes what came back and in which thread."""

    def __init__(self):
        super().__init__()
        self.results, self.problems, self.threads, self.cancels = [], [], [], 0

    def done(self, result):
        self.results.append(result)
        self.threads.append(threading.current_thread())

    def failed(self, problem):
        self.problems.append(problem.code)

    def cancelled(self):
        self.cancels += 1


@pytest.fixture
def receiver():
    return Receiver()


def job(receiver, work, key="k", **more):
    return Job(key, "ui.job.find", work, receiver.done, receiver.failed, receiver.cancelled, **more)


def test_a_result_comes_back_in_the_windows_thread(jobs, receiver):
    worked_in = []
    jobs.start(job(receiver, lambda _: worked_in.append(threading.current_thread()) or 7))
    jobs.wait()
    assert receiver.results == [7]
    assert receiver.threads == [threading.main_thread()]
    assert worked_in != [threading.main_thread()]


def test_jobs_of_one_lane_share_a_thread_and_lanes_do_not(jobs, receiver):
    seen = {}
    for number, lane in enumerate((Lane.DATABASE, Lane.DATABASE, Lane.DRAWING)):
        jobs.start(
            job(receiver, lambda _, n=number: seen.setdefault(n, threading.current_thread()), f"{number}", lane=lane)
        )
    jobs.wait()
    assert seen[0] is seen[1]
    assert seen[0] is not seen[2]


def test_a_refusal_is_a_problem_and_no_result(jobs, receiver):
    def work(_progress):
        raise refuse("undo_nothing")

    jobs.start(job(receiver, work))
    jobs.wait()
    assert (receiver.results, receiver.problems) == ([], ["undo_nothing"])


def test_a_defect_reaches_the_programs_hook(jobs, receiver, monkeypatch):
    hooked = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: hooked.append(kind))

    def work(_progress):
        raise ZeroDivisionError

    jobs.start(job(receiver, work))
    jobs.wait()
    assert hooked == [ZeroDivisionError]
    assert receiver.results == []


def test_the_newest_query_counts_and_older_ones_are_dropped(jobs, receiver):
    started, go_on = threading.Event(), threading.Event()

    def slow(_progress):
        started.set()
        go_on.wait()
        return "old"

    jobs.start(job(receiver, slow))
    started.wait()
    jobs.start(job(receiver, lambda _: "never run"))
    jobs.start(job(receiver, lambda _: "new"))
    go_on.set()
    jobs.wait()
    assert receiver.results == ["new"]
    assert receiver.cancels == 0


def test_every_operation_runs_even_with_the_same_key(jobs, receiver):
    for number in range(3):
        jobs.start(job(receiver, lambda _, n=number: n, query=False))
    jobs.wait()
    assert receiver.results == [0, 1, 2]


def test_cancelling_stops_at_the_next_report_and_says_so(jobs, receiver):
    started, go_on = threading.Event(), threading.Event()

    def work(progress):
        started.set()
        go_on.wait()
        progress.report(1, 2)
        return "finished"

    jobs.start(job(receiver, work, query=False))
    started.wait()
    jobs.cancel_shown()
    go_on.set()
    jobs.wait()
    assert (receiver.results, receiver.cancels) == ([], 1)


def test_progress_is_shown_with_its_numbers(jobs, receiver):
    seen = []
    jobs.changed.connect(lambda: seen.extend(ticket.reporter.count for ticket in jobs.shown()))
    jobs.start(job(receiver, lambda progress: progress.report(3, 9, "progress.reading")))
    jobs.wait()
    assert (3, 9, "progress.reading") in seen


@pytest.mark.parametrize("bound", [lambda done: done, lambda done: partial(partial(done))])
def test_a_result_for_a_widget_that_is_gone_is_dropped(jobs, qtbot, bound):
    receiver = Receiver()
    go_on = threading.Event()
    jobs.start(Job("k", "ui.job.find", lambda _: go_on.wait(), bound(receiver.done)))
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    go_on.set()
    jobs.wait()
    assert receiver.results == []


def test_what_panels_read_of_a_file_that_is_closed_is_called_off_but_not_what_is_loaded(jobs, receiver):
    begun, go_on = threading.Event(), threading.Event()

    def hold(_progress):
        begun.set()
        go_on.wait()

    def close(_progress):
        with jobs.alone():
            pass

    jobs.start(Job("first", "ui.job.find", hold, receiver.done, lane=Lane.FINDING, query=False))
    begun.wait()
    rows = Job("rows", "ui.job.find", lambda _: "rows", receiver.done, cancelled=receiver.cancelled, lane=Lane.FINDING)
    jobs.start(rows)
    jobs.start(Job("load", "ui.job.load", lambda _: "loaded", receiver.done, lane=Lane.FINDING, query=False))
    tickets = list(jobs._tickets.values())
    jobs.start(Job("open", "ui.job.open", close, receiver.done, query=False))
    tickets[1].progress._stop.wait()
    go_on.set()
    jobs.wait()
    assert "loaded" in receiver.results
    assert "rows" not in receiver.results
    assert receiver.cancels == 1


def test_closing_runs_the_last_thing_in_the_database_thread_and_takes_no_more(receiver):
    jobs, ended = Jobs(), []
    jobs.start(job(receiver, lambda _: None))
    jobs.wait()
    jobs.close(lambda: ended.append(threading.current_thread().name))
    jobs.start(job(receiver, lambda _: "late"))
    assert ended == ["database"]
    assert jobs.idle


def test_a_receiver_that_fails_does_not_keep_others_waiting(jobs, qtbot):
    class Failing(QObject):
        def done(self, _result):
            raise ZeroDivisionError

    failing = Failing()
    with qtbot.captureExceptions() as caught:
        jobs.start(Job("k", "ui.job.find", lambda _: 1, failing.done))
        jobs.wait()
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]
    assert jobs.idle


def test_a_named_job_that_somebody_cancels_is_told_of_when_nobody_else_tells(jobs, receiver):
    began, told_of = threading.Event(), []

    def work(progress):
        began.set()
        while True:
            progress.report(1)

    jobs.stopped.connect(lambda: told_of.append(True))
    jobs.start(Job("k", "ui.job.plan", work, receiver.done))
    assert began.wait(5)
    jobs.cancel_shown()
    jobs.wait()
    assert (told_of, receiver.results) == ([True], [])


def test_reading_tells_its_rows(library):
    say = Tongue(library.words("zh"))
    reading = Ticket(1, Job("k", "ui.job.plan", lambda _progress: None, lambda _result: None), running=True)
    reading.reporter.count = (12_500, 30_000, "progress.reading")
    assert told(say, reading) == "已读 12,500 / 30,000 行"
    reading.reporter.count = (12_500, 0, "progress.reading")
    assert told(say, reading) == "已读 12,500 行"


def test_a_job_whose_phrase_says_what_its_title_says_says_it_once(library):
    say = Tongue(library.words("en"))
    job = Job("k", "ui.job.recompute", lambda _progress: None, lambda _result: None)
    computing = Ticket(1, job, running=True)
    computing.reporter.count = (2, 9, "phrase.docket_compute")
    assert told(say, computing).count("Computing deadlines") == 1


class Much:
    """Something large that a job works on or brings."""


def test_of_a_job_that_came_back_nothing_is_kept(qtbot, jobs, monkeypatch):
    monkeypatch.setattr(Collector, "collect", lambda _self: None)
    given = Much()
    kept = [weakref.ref(given)]

    def work(_progress, held=given):
        found = Much()
        kept.append(weakref.ref(found))
        return held, found

    jobs.start(Job("much", "", work, lambda _result: None))
    jobs.wait()
    del given, work
    qtbot.waitUntil(lambda: [one() for one in kept] == [None, None])
