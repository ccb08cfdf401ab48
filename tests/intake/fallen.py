"""Stand for processes that read and are lost; in a module of their own, which such a process loads at once."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path


def gone(line: Connection) -> None:
    """Fall at once."""
    line.close()


def cut_off(line: Connection) -> None:
    """Be taken down while something long is told."""
    line.recv_bytes()
    os.write(line.fileno(), (100_000).to_bytes(4, "big") + b"half of it")
    os._exit(9)


def half_way(line: Connection) -> None:
    """Be taken down while something is set aside."""
    _, folder = line.recv()
    Path(folder, "half of a table").write_bytes(b"x")
    os._exit(9)
