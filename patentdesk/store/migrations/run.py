"""Run the migrations that a file lacks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def migrate(path: Path, at: datetime) -> None:
    """Bring a portfolio up to date."""
    raise NotImplementedError(f"{path} {at}")
