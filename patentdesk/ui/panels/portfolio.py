"""Show the selected patents as a table, with a strip of charts that narrow the query when clicked."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from patentdesk.services import listing
from patentdesk.services.desk import Desk, Kind
from patentdesk.ui.chartstrip import ChartStrip
from patentdesk.ui.columns import patent_columns
from patentdesk.ui.models import PagedRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView

_STRIP_CHARTS = ("status", "filings", "offices", "ipc")


class PortfolioPanel(Panel):
    """The table of patents."""

    place = "portfolio"
    kinds = frozenset({Kind.PATENTS, Kind.ORGANISATIONS})

    def __init__(self, session: Session) -> None:
        """Lay the panel out."""
        super().__init__(session)
        self.model = TableModel(patent_columns(self.say), self.say, self.around.appearance)
        self.model.sort_wanted.connect(self._sort)
        self.model.edited.connect(self._edit)
        self.table = TableView("portfolio", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.picked_changed.connect(self._pick)
        self.table.opened.connect(self._open)
        self._strip_button = button(self.head, self.toggle_strip, look="flat")
        self._columns_button = button(self.head, self.table.choose_columns, look="flat")
        self._export_button = button(self.head, self.export, look="flat")
        self.strip = ChartStrip(session, _STRIP_CHARTS)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.strip)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setHandleWidth(1)
        split.setSizes([190, 500])
        self.strip.setVisible(self.around.settings.get(STRIP))
        self.set_body(split)
        self.commands = {"strip": self.toggle_strip, "columns": self.table.choose_columns, "export": self.export}

    def refresh(self) -> None:
        """Show the patents of the query; the cursor stays on its patent when that is still among them."""
        ids = self.session.ids
        if self.desk is None or (not len(ids) and not self.session.query):
            self.show_body(full=False)
        else:
            self.show_body(full=True)
        self.model.set_rows(PagedRows(ids, self._fetch))
        self._tell_count()
        self._restore_cursor()
        if self.strip.isVisibleTo(self):
            self.strip.refresh()

    def fill(self) -> None:
        """Go and import."""
        self.session.place_wanted.emit("intake" if self.desk is not None else "open")

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._strip_button.setText(self.say("ui.charts"))
        self._columns_button.setText(self.say("ui.columns"))
        self._export_button.setText(self.say("ui.export"))
        self.table.setAccessibleName(self.say("ui.place.portfolio"))
        key = "ui.empty.portfolio" if self.desk is not None else "ui.empty.no_file"
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))
        self._tell_count()

    def toggle_strip(self) -> None:
        """Show or fold the charts away."""
        shown = not self.strip.isVisibleTo(self)
        self.strip.setVisible(shown)
        self.around.settings.put(STRIP, shown)
        if shown:
            self.strip.refresh()

    def export(self) -> None:
        """Write the list as it stands into a file."""
        desk, query, sort = self.desk, self.session.query, self.session.sort
        if desk is None:
            return
        name = self.say("ui.export.name")
        path = self.session.dialogs.save_file(self.say("ui.action.export"), f"{name}.xlsx", "*.xlsx;;*.csv;;*.json")
        if path is not None:
            self.session.look(
                "export.patents",
                "ui.job.export",
                lambda progress: listing.export(desk, query, sort, path, language=self.say.language, progress=progress),
                partial(self._exported, str(path)),
                self.bar.show_problem,
                shown=True,
                query=False,
            )

    def _exported(self, path: str, count: int) -> None:
        self.bar.show_word("exported", "success", "ui.exported", n=count, path=path)

    def _tell_count(self) -> None:
        self.subtitle.setText(self.say("ui.count.patents", n=len(self.session.ids)) if self.desk is not None else "")

    def _fetch(self, pages: dict[int, Any]) -> None:
        desk, rows = self.desk, self.model.rows
        if desk is None or not isinstance(rows, PagedRows):
            return
        self.session.look("patents.pages", "ui.job.find", lambda _progress: _read_pages(desk, pages), rows.arrive)

    def _sort(self, column: int, descending: bool) -> None:
        self.session.order(((self.model.columns[column].sort_field, descending),))

    def _edit(self, patent: Any, field: str, text: str) -> None:  # noqa: ANN401
        desk = self.desk
        if desk is not None:
            self.session.operate(
                "ui.job.edit", lambda _progress: listing.edit_patents(desk, [patent.id], **{field: text}), self.bar
            )

    def _point(self, patent: Any) -> None:  # noqa: ANN401
        if patent is not None:
            self.session.point_at(patent.id)
        elif self.table.currentIndex().isValid():
            self.session.point_at(int(self.session.ids[self.table.currentIndex().row()]))

    def _pick(self) -> None:
        ids = self.session.ids
        self.session.pick(tuple(int(ids[row]) for row in self.table.positions() if row < len(ids)))

    def _open(self, _patent: Any) -> None:  # noqa: ANN401
        self.session.inspector_wanted.emit()

    def _restore_cursor(self) -> None:
        current, ids = self.session.current, self.session.ids
        if len(ids) == 0:
            self.session.point_at(None)
            return
        places = [] if current is None else (ids == current).nonzero()[0]
        self.table.go(int(places[0]) if len(places) else 0)


def _read_pages(desk: Desk, pages: dict[int, Any]) -> dict[int, list[Any]]:
    found = listing.patents(desk, [int(one) for ids in pages.values() for one in ids])
    filled: dict[int, list[Any]] = {}
    start = 0
    for number, ids in pages.items():
        filled[number] = list(found[start : start + len(ids)])
        start += len(ids)
    return filled
