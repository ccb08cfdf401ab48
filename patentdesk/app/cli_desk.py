"""Open the portfolio that a verb works on. Apart from the setting, so that help and wrong use load no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from patentdesk.app.cli_setting import Setting
from patentdesk.core.problems import Refused
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile

_ONLY_WRITING = {"file_in_use", "file_read_only", "file_linked", "folder_read_only", "disk_full"}
"""Refusals that leave a portfolio to be read."""


@contextmanager
def open_desk_or_read(setting: Setting, path: Path) -> Iterator[Desk]:
    """Yield the desk with the portfolio open; one that cannot be written is opened for reading, and that is said.

    Raises Refused when it cannot be read either.
    """
    try:
        file = PortfolioFile.open(path, clock=setting.clock, user=setting.user)
    except Refused as refused:
        if refused.problem.code not in _ONLY_WRITING:
            raise
        file = PortfolioFile.open(path, clock=setting.clock, user=setting.user, read_only=True)
        setting.voice.warn(setting.words.problem(refused.problem))
        setting.voice.warn(setting.words("cli.only_read"))
    with file:
        yield Desk(file, setting.library, setting.clock, setting.user)


@contextmanager
def open_desk(setting: Setting, path: Path, *, read_only: bool = False) -> Iterator[Desk]:
    """Yield the desk with the portfolio open, closed afterwards. Raises Refused when it cannot be opened."""
    with PortfolioFile.open(path, clock=setting.clock, user=setting.user, read_only=read_only) as file:
        yield Desk(file, setting.library, setting.clock, setting.user)
