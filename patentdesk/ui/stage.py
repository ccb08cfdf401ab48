"""Make the panels, each when it is first asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from patentdesk.ui.panel import Panel

PANELS = {
    "overview": "OverviewPanel",
    "portfolio": "PortfolioPanel",
    "docket": "DocketPanel",
    "triage": "TriagePanel",
    "valuation": "ValuationPanel",
    "intake": "IntakePanel",
}
"""Place → class of its panel, in the module of ``ui.panels`` that has the place's name."""


@runtime_checkable
class Charted(Protocol):
    """A panel with charts of the selection."""

    @property
    def strip(self) -> Any:  # noqa: ANN401 - a ChartStrip, whose module the window opens without
        """Return the charts."""
        ...


class Panels(dict[str, Panel]):
    """The panels by their places; one is made when it is first asked for, ``values`` are those that were."""

    def __init__(self, make: Callable[[type[Panel]], Panel]) -> None:
        """Make none yet."""
        super().__init__()
        self._make = make

    def __missing__(self, place: str) -> Panel:
        self[place] = made = self._make(panel_class(place))
        return made


def panel_class(place: str) -> type[Panel]:
    """Return the class of a place's panel; its module is loaded when this is asked first."""
    found: type[Panel] = getattr(importlib.import_module(f"patentdesk.ui.panels.{place}"), PANELS[place])
    return found
