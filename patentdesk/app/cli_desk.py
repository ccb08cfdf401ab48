"""Open the portfolio that a verb works on. Apart from the setting, so that help and wrong use load no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from patentdesk.app.cli_setting import Setting
from patentdesk.services.desk import Desk
from patentdesk.store.file import PortfolioFile


@contextmanager
def open_desk(setting: Setting, path: Path, *, read_only: bool = False) -> Iterator[Desk]:
    """Yield the desk with the portfolio open, closed afterwards. Raises Refused when it cannot be opened."""
    with PortfolioFile.open(path, clock=setting.clock, user=setting.user, read_only=read_only) as file:
        yield Desk(file, setting.library, setting.clock, setting.user)
