"""Another process of the program: what it is spared, and that it ends."""

import multiprocessing
import os
import signal

import pytest

from patentdesk.core.companion import Companion


def _held_back(line):
    line.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def _waiting(line):
    line.send(os.getpid())
    line.poll(None)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals are held back on other systems only")
def test_an_interrupt_at_the_terminal_reaches_who_started_it_alone():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    companion = Companion(_held_back, "listening")
    assert companion.line.recv() is True
    companion.end(5.0)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


@pytest.mark.parametrize("patience", [0.0, 5.0])
def test_it_ends_when_it_is_told_to(patience):
    companion = Companion(_waiting, "waiting")
    process = companion.line.recv()
    assert process in {child.pid for child in multiprocessing.active_children()}
    companion.end(patience)
    assert process not in {child.pid for child in multiprocessing.active_children()}
