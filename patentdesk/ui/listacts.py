"""What is done with the patents of the list: change one or many, paste, remove, copy, export.

It is loaded when it is first asked for: what changes and exports takes longer to load than the list itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from patentdesk.core.progress import Progress
from patentdesk.portfolio.records import Patent
from patentdesk.services import editing, exporting, listing, pasting
from patentdesk.services.beside import beside
from patentdesk.services.desk import Changes, Desk
from patentdesk.services.marks import Beside
from patentdesk.services.pasting import PastedChange
from patentdesk.ui import formats
from patentdesk.ui.bulkedit import BulkEdit
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.pasting import pasted_rows, tell_pasted
from patentdesk.ui.proposal import Offer
from patentdesk.ui.removing import remove_selected
from patentdesk.ui.tables import TableView

COPY_LIMIT = 50_000
"""Rows copied at most; whoever wants more exports the list."""
_PAGE = 2_000


class ListActs(QObject):
    """What a panel with a list of patents offers; it tells in its bar what came of it."""

    def __init__(self, panel: Panel, columns: Sequence[Column], names: Callable[[], Mapping[str, str]]) -> None:
        """Work on what is selected in a panel; ``names`` returns the organisations' names by their ids, as written."""
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

    def remove(self) -> None:
        """Remove the selected patents."""
        remove_selected(self._panel)

    def copy(self, table: TableView, known: dict[int, Beside]) -> None:
        """Copy the selected patents with headers, also those that were not painted; ``known`` gets what is read."""
        desk, ids = self._session.desk, list(self._session.picked)
        if desk is not None and ids:
            shown = ids[:COPY_LIMIT]
            self._session.look(
                "copy", "ui.job.copy", lambda progress: _read_all(desk, shown, progress),
                partial(self._copied, table, known, len(ids)), self._panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def export(self) -> None:
        """Write the list as it stands into a file."""
        desk, query, sort, say = self._session.desk, self._session.query, self._session.sort, self._panel.say
        if desk is None:
            return
        name = say("ui.export.name")
        path = self._session.dialogs.save_file(say("ui.action.export"), f"{name}.xlsx", "*.xlsx;;*.csv;;*.json")
        if path is not None:
            self._session.look(
                "export.patents",
                "ui.job.export",
                lambda progress: exporting.export(desk, query, sort, path, language=say.language, progress=progress),
                partial(self._exported, str(path)),
                self._panel.bar.show_problem,
                shown=True,
                query=False,
            )

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

    def _copied(
        self, table: TableView, known: dict[int, Beside], wanted: int, found: tuple[list[Patent], dict[int, Beside]]
    ) -> None:
        known.update(found[1])
        table.copy_records(found[0])
        key = "ui.copied" if wanted <= len(found[0]) else "ui.copied.most"
        self._panel.bar.show_word("copied", "success", key, n=formats.number(len(found[0])))

    def _exported(self, path: str, count: int) -> None:
        self._panel.bar.show_written(count, path)


def _read_all(desk: Desk, ids: Sequence[int], progress: Progress) -> tuple[list[Patent], dict[int, Beside]]:
    patents: list[Patent] = []
    known: dict[int, Beside] = {}
    for start in range(0, len(ids), _PAGE):
        progress.report(start, len(ids))
        page = listing.patents(desk, ids[start : start + _PAGE])
        patents += page
        known |= beside(desk, page)
    return patents, known
