"""Read the list of patents as a test sees it."""

from __future__ import annotations

from patentdesk.ui.panels.portfolio import PortfolioPanel


def column(panel: PortfolioPanel, key: str) -> int:
    """Return which column of the list has a key."""
    return [one.key for one in panel.model.columns].index(key)


def shown(panel: PortfolioPanel, key: str = "application") -> list[str]:
    """Return what the rows show in a column."""
    return [panel.model.index(row, column(panel, key)).data() for row in range(panel.model.rowCount())]
