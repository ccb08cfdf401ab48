"""List kept records on a page of the panel, with a form to add one and buttons for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from patentdesk.core.progress import Progress
from patentdesk.services.desk import Changes, Desk
from patentdesk.ui.forms import Field, FormBar
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import label
from patentdesk.ui.tables import TableView


class RecordPage(Page):
    """A page names what reads its rows, its columns and its tools; it overrides ``take`` to show more than rows."""

    def __init__(
        self, panel: Panel, title: str, name: str, columns: Sequence[Column], read: Callable[[Desk], Any]
    ) -> None:
        """Lay out form, table and a line below; ``name`` is that of the table's settings, ``read`` feeds ``take``."""
        super().__init__(panel.say, title)
        self.panel = panel
        self._read = read
        self.bar, self.form = MessageBar(panel.say), FormBar(panel.say)
        self.form.sent.connect(self._sent)
        self._answer: Callable[[Mapping[str, Any]], None] | None = None
        self.model = TableModel(list(columns), panel.say, panel.around.appearance)
        self.table = TableView(name, self.model, panel.say, panel.around.settings)
        self.told = label("muted")
        self.told.setWordWrap(True)
        for widget in (self.bar, self.form):
            self.column.addWidget(widget)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.told)
        panel.session.changed.connect(self._again)

    def enter(self) -> None:
        """Read the rows."""
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Read the rows anew."""
        desk = self.panel.desk
        if desk is not None:
            self.panel.session.look(
                self._title_key, "ui.job.value", lambda _progress: self._read(desk), self.take, self.bar.show_problem
            )

    def take(self, found: Any) -> None:  # noqa: ANN401 - each page has its own rows
        """Show what was read."""
        self.model.set_rows(ListRows(self.model.sorted(list(found))))

    def chosen(self) -> list[Any]:
        """Return the selected rows."""
        shown = self.model.rows
        return [shown.records[place] for place in self.table.positions()] if isinstance(shown, ListRows) else []

    def ask(
        self,
        title: str,
        fields: Sequence[Field],
        answer: Callable[[Mapping[str, Any]], None],
        send: str = "ui.value.keep",
    ) -> None:
        """Ask for fields; ``answer`` gets them when the button that ``send`` names is pressed."""
        self._answer = answer
        self.form.open(self.say(title), fields, self.say(send))

    def operate(self, work: Callable[[Desk, Progress], Any]) -> None:
        """Change the portfolio and read the rows anew."""
        desk = self.panel.desk
        if desk is not None:
            self.panel.session.operate("ui.job.assumption", lambda progress: work(desk, progress), self.bar, self._done)

    def tell_written(self, path: Path, count: int) -> None:
        """Say how many rows a file holds."""
        self.bar.show_word("written", "success", "ui.value.rows_written", n=count, path=str(path))

    def _done(self, _result: object) -> None:
        self.reload()

    def _again(self, _changes: Changes) -> None:
        self.reload()

    def _sent(self, values: Mapping[str, Any]) -> None:
        if self._answer is not None:
            self._answer(values)
