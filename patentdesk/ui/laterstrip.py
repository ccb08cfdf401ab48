"""Bring the charts above a list once its first rows are painted: they take longer to load than all the rest."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from patentdesk.ui.jobs import Lane
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import CHARTS_AND_LIST
from patentdesk.ui.settings import STRIP

_PAINTED_MS = 40
"""Until rows that have come are on the screen."""


class LaterStrip:
    """Stands for a ``ChartStrip`` that a panel may not have yet."""

    def __init__(self, panel: Panel, split: QSplitter, charts: Sequence[str], before: QWidget, after: QWidget) -> None:
        """Stand in the first place of a splitter; by Tab the charts come behind one widget and before another."""
        self._panel, self._split, self._charts = panel, split, charts
        self._before, self._after = before, after
        self._made: Any = None

    @property
    def made(self) -> Any:  # noqa: ANN401 - a ChartStrip, whose module is not loaded before
        """The charts; made when they are first asked for."""
        if self._made is None:
            from patentdesk.ui.chartstrip import ChartStrip  # noqa: PLC0415 - see the module

            self._made = made = ChartStrip(self._panel.session, self._charts)
            self._split.replaceWidget(0, made)
            self._split.setSizes(CHARTS_AND_LIST)
            self._keep_tab_order()
            made.setVisible(self._panel.around.settings.get(STRIP))
        return self._made

    def load_soon(self) -> None:
        """Load and show the charts if the user wants any; the rows have come, and are painted before."""
        if self._made is None and self._panel.around.settings.get(STRIP):
            QTimer.singleShot(_PAINTED_MS, self._panel, self._load)

    def refresh(self) -> None:
        """Count anew what is seen."""
        if self._made is not None and self._made.isVisibleTo(self._panel):
            self._made.refresh()

    def toggle(self) -> None:
        """Show or fold the charts away."""
        shown = not self.made.isVisibleTo(self._panel)
        self.made.setVisible(shown)
        self._panel.around.settings.put(STRIP, shown)
        self.refresh()

    def rearrange(self) -> None:
        """Show the charts that the settings name now."""
        if self._made is not None:
            self._made.rearrange()
            self._keep_tab_order()
            self._made.refresh()

    def _keep_tab_order(self) -> None:
        last = self._before
        for view in self._made.views:
            QWidget.setTabOrder(last, view)
            last = view
        QWidget.setTabOrder(last, self._after)

    def _load(self) -> None:
        self._panel.session.look(
            "charts.load", "ui.job.load", lambda _progress: importlib.import_module("patentdesk.ui.chartstrip"),
            self._show, lane=Lane.FINDING, rank=2,
        )  # fmt: skip

    def _show(self, _loaded: object) -> None:
        if self._made is None:
            self.made.refresh()
