"""Change patents from their list: one cell, one field of many, rows pasted from a worksheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from patentdesk.services import editing, pasting
from patentdesk.services.desk import Changes
from patentdesk.services.pasting import PastedChange
from patentdesk.ui.bulkedit import BulkEdit
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.pasting import pasted_rows, tell_pasted
from patentdesk.ui.proposal import Offer


class ListEdits(QObject):
    """The changes that a panel with a list of patents offers; it tells of them in its bar."""

    def __init__(self, panel: Panel, columns: Sequence[Column], names: Callable[[], Mapping[str, str]]) -> None:
        """Change what is selected in a panel; ``names`` returns the organisations' names by their ids, as written."""
        super().__init__(panel)
        self._panel = panel
        self._session = panel.session
        self._columns = columns
        self._names = names

    def edit_many(self) -> None:
        """Ask for one field and its value, and set it for all selected patents."""
        picked = self._session.picked
        if picked and self._may_change():
            dialog = BulkEdit(self._panel.window(), self._session, picked, self._columns)
            dialog.sent.connect(partial(self.set_many, picked))
            dialog.open()

    def set_many(self, ids: Sequence[int], field: str, value: str) -> None:
        """Set a field of patents."""
        desk = self._session.desk
        if desk is not None:
            self._session.operate(
                "ui.job.bulk", lambda progress: editing.edit_patents(desk, ids, progress, **{field: value}),
                self._panel.bar, partial(self._edited_many, len(ids)),
            )  # fmt: skip

    def edit(self, patent: Any, field: str, text: str) -> None:  # noqa: ANN401 - the record of a row
        """Set a field of one patent."""
        desk = self._session.desk
        if desk is not None:
            self._session.operate(
                "ui.job.edit", lambda _progress: editing.edit_patents(desk, [patent.id], **{field: text}),
                self._panel.bar,
            )  # fmt: skip

    def paste(self) -> None:
        """Show what the rows on the clipboard would change."""
        desk, text = self._session.desk, QGuiApplication.clipboard().text()
        if desk is not None and self._may_change():
            self._session.look(
                "paste", "ui.job.paste", lambda progress: pasting.read_paste(desk, text, progress),
                self._offer_pasted, self._panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def _may_change(self) -> bool:
        if self._session.desk is not None and not self._session.writable:
            self._panel.bar.show_word("problem", "warning", "ui.read_only")
        return self._session.writable

    def _edited_many(self, count: int, _changes: Changes) -> None:
        self._panel.bar.show_word("bulk", "success", "ui.bulk.done", n=count)

    def _offer_pasted(self, found: pasting.Pasted) -> None:
        say = self._panel.say
        if not found.changes and not [one for one in found.problems if one.code != "paste_column"]:
            self._panel.bar.show_word("paste", "note", "ui.paste.same", rows=found.rows)
            return
        rows = partial(pasted_rows, say, found, self._names())
        self._panel.propose(Offer(partial(tell_pasted, say, found), rows, self._take_pasted))

    def _take_pasted(self, chosen: list[object]) -> None:
        desk = self._session.desk
        changes = [one for one in chosen if isinstance(one, PastedChange)]
        if desk is not None:
            self._session.operate(
                "ui.job.bulk", lambda progress: pasting.apply_paste(desk, changes, progress), self._panel.bar,
                partial(self._pasted, changes),
            )  # fmt: skip

    def _pasted(self, changes: Sequence[PastedChange], _result: Changes) -> None:
        self._panel.bar.show_word("paste", "success", "ui.paste.done", n=len(changes))
        self._panel.settle_offer(changes)
