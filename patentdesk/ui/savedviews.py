"""Keep what is shown as a saved view, and show a saved view as it was laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from patentdesk.services import views
from patentdesk.ui import layouts
from patentdesk.ui.forms import Field
from patentdesk.ui.panel import Panel
from patentdesk.ui.session import Session
from patentdesk.ui.viewlist import ViewList


class SavedViews(QObject):
    """Saves, shows and lists views."""

    def __init__(self, window: QWidget, session: Session, rearrange: Callable[[], None]) -> None:
        """Speak for a session; ``rearrange`` lets the list follow a layout that was adopted."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._say = session.around.tongue
        self._rearrange = rearrange

    def save(self, panel: Panel) -> None:
        """Ask in a panel for a name and keep query, order, columns, groups and charts under it."""
        desk, query = self._session.desk, self._session.query
        if desk is None:
            return
        kept = query, layouts.sort_text(self._session.sort), layouts.present(self._session.around.settings)

        def answer(values: Mapping[str, Any]) -> None:
            self._session.operate(
                "ui.job.save_view", lambda _progress: views.save_view(desk, values["name"], *kept), panel.bar,
                lambda _changes: panel.bar.show_word("view", "success", "ui.view.saved", view=values["name"].strip()),
            )  # fmt: skip

        fields = [Field("name", "ui.view.name", stretch=1)]
        shown = query or self._say("ui.views.whole")
        panel.ask(self._say("ui.view.title", query=shown), fields, self._say("ui.save"), answer)

    def apply(self, view_id: int) -> None:
        """Show what a saved view asks for, as it was laid out."""
        view = next((one for one in self._session.state.views if one.id == view_id), None)
        if view is None:
            return
        if layouts.adopt(self._session.around.settings, view.columns):
            self._rearrange()
        self._session.sort = layouts.sort_of(view.sort)
        self._session.ask(view.query)

    def manage(self) -> ViewList:
        """Show the saved views, to apply, rename and remove them."""
        made = ViewList(self._window, self._session)
        made.applied.connect(self.apply)
        made.open()
        return made
