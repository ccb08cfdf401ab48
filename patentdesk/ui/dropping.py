"""Take files that are dropped anywhere on the window: a portfolio is opened, lists go to the import."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from patentdesk.core.filenames import PORTFOLIO
from patentdesk.ui.panel import Panel
from patentdesk.ui.session import Session


def receive(session: Session, go: Callable[[str], None], panels: Mapping[str, Panel], paths: Sequence[Path]) -> None:
    """Open a portfolio, or look at lists; where nothing is open, the import offers to make a portfolio first."""
    if len(paths) == 1 and paths[0].suffix.lower() == PORTFOLIO:
        session.open(paths[0])
        return
    go("intake")
    if session.desk is not None:
        panels["intake"].take_files(list(paths))
