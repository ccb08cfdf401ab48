"""Show the selected patents as a table, with a strip of charts that narrow the query when clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem
from patentdesk.portfolio.records import Patent
from patentdesk.services import listing, organisations
from patentdesk.services.beside import beside
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.listing import Groups
from patentdesk.services.marks import Beside
from patentdesk.ui import selection
from patentdesk.ui.actions import by_id, keys_of
from patentdesk.ui.columns import patent_columns, shown_title
from patentdesk.ui.findbar import FindBar
from patentdesk.ui.groupchoice import GroupChoice
from patentdesk.ui.grouping import GroupedRows
from patentdesk.ui.jobs import Lane
from patentdesk.ui.laterstrip import LaterStrip
from patentdesk.ui.lines import select_lines, selected_lines
from patentdesk.ui.models import GroupRow, PagedRows, TableModel
from patentdesk.ui.numbersearch import NumberSearch
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import below_charts, button
from patentdesk.ui.rowmenu import offer_row_menu
from patentdesk.ui.session import Session
from patentdesk.ui.settings import STRIP, TABLES
from patentdesk.ui.tablenote import TableNote
from patentdesk.ui.tables import TableView

_STRIP_CHARTS = ("status", "filings", "offices", "ipc")
_AROUND = 40
"""Rows on either side of the cursor that may be seen with it."""
_KEPT = 20_000
"""So much of what stands beside patents is kept while it may be painted again."""
_Read = tuple[dict[int, list[Any]], dict[int, Beside]]
"""Records by page, and what stands beside each patent."""


class PortfolioPanel(Panel):
    """The table of patents."""

    place = "portfolio"
    kinds = frozenset({Kind.PATENTS, Kind.ORGANISATIONS, Kind.DEADLINES, Kind.ENCUMBRANCES})

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay the panel out."""
        super().__init__(session, stage)
        self.ids: Any = np.array([], np.int64)
        """The patents in the order shown."""
        self._coming = False
        """Whether other rows are being read; the cursor finds its place among them."""
        self._folded: Any = None
        self._beside: dict[int, Beside] = {}
        self._organisations: Sequence[tuple[str, str]] = ()
        self._organised = -1
        """The edition of the portfolio in which they were asked for."""
        columns = patent_columns(self.say, self._stands_beside, self._today, lambda: self._organisations)
        self.model = TableModel(columns, self.say, self.around.appearance)
        self.model.sort_wanted.connect(self._sort)
        self._stood: tuple[str, Any, int] = ("", (), 0)
        """Among the patents of which query in which order the cursor stood, and where."""
        self._acts: Any = None
        self.model.edited.connect(self._edit)
        self.table = TableView("portfolio", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.picked_changed.connect(self._pick)
        self.table.opened.connect(self._open)
        self.table.locked.connect(self._tell_locked)
        self.table.copy_wanted.connect(self.copy)
        for view in (self.table, self.table.frozen):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(partial(offer_row_menu, self, self.table, self.model))
        self._note = TableNote(self.table)
        self._note.linkActivated.connect(self._clear_query)
        self.find_bar = FindBar(session, self._shown_columns)
        self.find_bar.wanted.connect(self._show_found)
        self.find_bar.looked_for.connect(self._look_for)
        self.grouping = GroupChoice(button(self.head, look="flat"), self.around)
        self.grouping.changed.connect(self._regroup)
        self._strip_button = button(self.head, look="flat")
        self._columns_button = button(self.head, self.table.choose_columns, look="flat")
        self._export_button = button(self.head, self._do("export"), look="flat")
        self.numbers = NumberSearch(self, lambda: self.ids, self.show_place)
        session.desk_changed.connect(self._start_over)
        split = self._lay_out()
        self._strip = LaterStrip(self, split, _STRIP_CHARTS, self._export_button, self.table)
        self._strip_button.clicked.connect(self._strip.toggle)
        self.commands = {
            "strip": self._strip.toggle, "columns": self.table.choose_columns, "export": self._do("export"),
            "goto": self.numbers.ask, "find": self.find_bar.begin, "find_next": partial(self.find_bar.step, 1),
            "find_back": partial(self.find_bar.step, -1), "sort": partial(self.table.sort_here, more=False),
            "sort_more": partial(self.table.sort_here, more=True), "group": self.grouping.offer,
            "fold": self.table.groups.fold_all, "invert": partial(selection.invert, self.table),
            "select_all": self.table.selectAll, "bulk": self._do("edit_many"), "paste": self._do("paste"),
            "remove": self._do("remove"), "rearrange": self.rearrange,
        }  # fmt: skip

    def refresh(self) -> None:
        """Show the patents of the query; the cursor stays on its patent when that is still among them."""
        desk, query, sort = self.desk, self.session.query, self.session.sort
        self.show_body(full=desk is not None and bool(len(self.session.ids) or query))
        self._show_keys()
        by = self.grouping.by
        if desk is None or not by:
            self.session.jobs.drop("groups")
            self._take(None)
        else:
            self.session.look(
                "groups", "ui.job.find", lambda _progress: listing.grouped(desk, query, sort, by), self._take
            )
        if desk is not None and self._organised != self.session.edition:
            self._organised = self.session.edition
            self.session.look(
                "organisations", "ui.job.find", lambda _progress: organisations.members_and_agencies(desk),
                self._take_organisations, lane=Lane.FINDING, rank=2,
            )  # fmt: skip
        self._strip.refresh()

    @property
    def acts(self) -> Any:  # noqa: ANN401 - ListActs, whose module is not loaded before
        """What is done with the patents of the list; made when it is first asked for."""
        if self._acts is None:
            from patentdesk.ui.listacts import ListActs  # noqa: PLC0415 - see there

            self._acts = ListActs(self, self.model.columns, lambda: dict(self._organisations))
        return self._acts

    @property
    def strip(self) -> Any:  # noqa: ANN401 - a ChartStrip, whose module is not loaded before
        """The charts above the table; made when they are first asked for."""
        return self._strip.made

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def follow(self) -> bool:
        """Put the cursor on the inspector's patent, if the list has it."""
        place, current = self._place(), self.session.current
        if self._coming or place is None or current is None or self.ids[place] == current:
            return True
        places = (self.ids == current).nonzero()[0]
        if len(places):
            self.show_place(int(places[0]))
        return bool(len(places))

    def point(self) -> None:
        """Let the inspector tell of the patent under the cursor."""
        if self.table.currentIndex().isValid():
            self.table.go(self.table.currentIndex().row())
        self._point(self.table.current())

    def unmark(self) -> None:
        """Mark no row; the cursor stays where it is."""
        self.table.clearSelection()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._strip_button.setText(self.say("ui.charts"))
        self._columns_button.setText(self.say("ui.columns"))
        self._export_button.setText(self.say("ui.export"))
        self.table.setAccessibleName(self.say("ui.place.portfolio"))
        self.find_bar.retranslate()
        self.grouping.retranslate()
        self._tell_count()

    def rearrange(self) -> None:
        """Let columns, groups and charts stand as the settings say now; whoever changed them asks for the rows."""
        self._folded = None
        self.grouping.retranslate()
        self.table.columns.arrange(self.around.settings.get(TABLES).get("portfolio", {}))
        self._strip.rearrange()

    # Going, finding, copying

    def show_place(self, place: int) -> None:
        """Put the cursor on the patent that stands at a place among those shown."""
        rows = self.model.rows
        if isinstance(rows, GroupedRows):
            group = int(np.searchsorted(rows.starts, place, "right")) - 1
            if rows.folded[group]:
                self.table.groups.fold(group, folded=False)
            self.table.go(rows.position_of(place))
        else:
            self.table.go(place)

    def _show_found(self, place: int) -> None:
        """Put the cursor on the cell where the text that is looked for stands, as far as it has been fetched."""
        self.show_place(place)
        self.table.go_to_text()

    def copy(self) -> None:
        """Copy the selected patents with headers, also those that were not painted."""
        self.acts.copy(self.table, self._beside)

    # Answers

    def _lay_out(self) -> QSplitter:
        """Set the table below the room for its charts, outside first; return both."""
        below = QWidget()
        split = below_charts(below, shown=self.around.settings.get(STRIP))
        self.set_body(split)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.find_bar)
        return split

    def _do(self, act: str) -> Callable[[], None]:
        """Return what carries out one of the ``acts`` by its name; they are made by then, not before."""

        def run() -> None:
            getattr(self.acts, act)()

        return run

    def _edit(self, patent: Any, field: str, text: str) -> None:  # noqa: ANN401 - the record of a row
        self.acts.edit(patent, shown_title(patent, self.say.language) if field == "title" else field, text)

    def _tell_locked(self, column: str) -> None:
        self.bar.show_word("locked", "note", "ui.table.locked", field=self.say(column))

    def _take(self, groups: Groups | None) -> None:
        """Read what will be seen first: the rows of before stand until then, and none is painted empty."""
        desk = self.desk
        self.session.jobs.drop("patents.first")
        rows = PagedRows(self.session.ids if groups is None else groups.ids, self._fetch)
        pages = rows.pages(*self._seen_about(self._landing(rows.ids)))
        self._coming = True
        if desk is None or not pages:
            self._show(rows, groups, ({}, {}))
            return
        self.session.look(
            "patents.first", "ui.job.find", lambda _progress: read_pages(desk, pages),
            partial(self._show, rows, groups), partial(self._show_unread, rows, groups), lane=Lane.FINDING,
        )  # fmt: skip

    def _show_unread(self, rows: PagedRows, groups: Groups | None, problem: Problem) -> None:
        self._show(rows, groups, ({}, {}))
        self.bar.show_problem(problem)

    def _show(self, rows: PagedRows, groups: Groups | None, read: _Read) -> None:
        self.ids, self._coming = rows.ids, False
        picked = self.session.picked if self._stood[0] == self.session.query else ()
        to_top = len(picked) < 2 and self._goes_to_top()
        self._beside.clear()
        self._arrived(rows, read)
        if groups is None:
            self.model.set_rows(rows)
        else:
            if self._folded is None or len(self._folded) != len(groups.starts):
                self._folded = np.zeros(len(groups.starts), bool)
            self.model.set_rows(GroupedRows(rows, groups.starts, partial(self.grouping.label, groups), self._folded))
        self.find_bar.take_ids(self.ids)
        self._tell_count()
        if to_top and len(self.ids):
            self.session.point_at(int(self.ids[0]))
        self._restore_cursor()
        self._restore_picked(picked)

    def _goes_to_top(self) -> bool:
        """Return whether another order is to be shown from its top: the cursor was never moved, or scrolled away."""
        query, order, place = self._stood
        if query != self.session.query or order == self.session.sort:
            return False
        top = self.table.visualRect(self.table.currentIndex()).top()
        return place == 0 or not 0 <= top < self.table.viewport().height()

    def _start_over(self) -> None:
        """Begin at the first patent and the first column: another portfolio was opened."""
        self._stood, self._folded = ("", (), 0), None
        self.table.start_over()

    def _regroup(self) -> None:
        self._folded = None
        self.refresh()

    def _take_organisations(self, found: Sequence[tuple[str, str]]) -> None:
        self._organisations = found

    def _clear_query(self, _link: str) -> None:
        self.session.ask("")

    def _tell_count(self) -> None:
        self._tell_nothing()
        self.subtitle.setText(self.say("ui.count.patents", n=len(self.session.ids)) if self.desk is not None else "")

    def _tell_nothing(self) -> None:
        """Say in the table that no patent answers the query, and how to take it back."""
        if self.desk is None or not self.session.query or len(self.session.ids):
            self._note.tell("")
            return
        clear, keys = self.say("ui.action.clear_query"), keys_of(by_id("clear_query"))
        colour = self.around.appearance.colours.tone("accent").name()
        link = f'<a href="#" style="color: {colour}">{clear}</a> ({keys})'
        self._note.tell(f"{self.say('ui.empty.query')}<br><br>{link}")

    def _show_keys(self) -> None:
        """Show in the headers by what the list is sorted, whoever asked for it."""
        places = {column.sort_field: place for place, column in enumerate(self.model.columns) if column.sort_field}
        self.model.show_keys(tuple((places[one], down) for one, down in self.session.sort if one in places))

    def _shown_columns(self) -> list[str]:
        columns = [self.model.columns[one] for one in self.table.columns.shown()]
        return [column.key if column.key == "number" else column.sort_field or column.key for column in columns]

    def _look_for(self, text: str) -> None:
        self.table.look_for(text)
        if not text and self.find_bar.isHidden():
            self.table.setFocus()

    def _stands_beside(self, patent: Patent) -> Beside:
        return self._beside.get(patent.id, _NOTHING)

    def _today(self) -> Any:  # noqa: ANN401 - a date, once there is a portfolio
        return self.session.desk.clock.today() if self.session.desk is not None else None

    def _fetch(self, pages: dict[int, Any]) -> None:
        desk, rows = self.desk, self.model.rows
        inner = rows.inner if isinstance(rows, GroupedRows) else rows
        if desk is not None and isinstance(inner, PagedRows):
            self.session.look(
                "patents.pages", "ui.job.find", lambda _progress: read_pages(desk, pages),
                partial(self._arrived, inner), self.bar.show_problem, lane=Lane.FINDING,
            )  # fmt: skip

    def _arrived(self, inner: PagedRows, read: _Read) -> None:
        if len(self._beside) > _KEPT:
            self._beside.clear()
        self._beside.update(read[1])
        inner.arrive(read[0])
        if read[0]:
            self._strip.load_soon()

    def _sort(self, keys: Sequence[tuple[int, bool]]) -> None:
        self.session.order(tuple((self.model.columns[column].sort_field, down) for column, down in keys))

    def _point(self, patent: Any) -> None:  # noqa: ANN401
        place = self._place()
        if place is not None:
            self._stood = self.session.query, self.session.sort, place
        if isinstance(patent, Patent):
            self.session.point_at(patent.id)
        elif place is not None:
            self.session.point_at(int(self.ids[place]))

    def _place(self) -> int | None:
        """Return which of the patents shown is under the cursor; of a group's head the group's first."""
        index, rows = self.table.currentIndex(), self.model.rows
        place = rows.index_at(index.row()) if isinstance(rows, GroupedRows) and index.isValid() else index.row()
        return place if 0 <= place < len(self.ids) else None

    def _pick(self) -> None:
        rows, places = self.model.rows, selected_lines(self.table)
        if isinstance(rows, GroupedRows):
            ids = rows.ids_at(places[places < len(rows)])
        else:
            ids = self.ids[places[places < len(self.ids)]]
        self.session.pick(tuple(ids.tolist()))

    def _open(self, what: Any) -> None:  # noqa: ANN401
        if not isinstance(what, GroupRow):
            self.session.inspector_wanted.emit()

    def _restore_cursor(self) -> None:
        if len(self.ids) == 0:
            self.session.point_at(None)
            return
        rows, place = self.model.rows, self._landing(self.ids)
        if isinstance(rows, PagedRows):
            rows.fetch(*self._seen_about(place))
        if isinstance(rows, GroupedRows):
            self.table.groups.restore(place, np.arange(len(self.ids)) == place)
        else:
            self.table.go(place)

    def _landing(self, ids: Any) -> int:  # noqa: ANN401 - numpy array
        """Return where among patents the cursor will stand."""
        current = self.session.current
        places = [] if current is None else (ids == current).nonzero()[0]
        if len(places):
            return int(places[0])
        query, _order, before = self._stood  # it was removed, or another query is asked
        return min(before, len(ids) - 1) if query == self.session.query else 0

    def _seen_about(self, place: int) -> tuple[int, int]:
        """Return the first and the last place that may be seen with one."""
        return place - _AROUND, place + _AROUND

    def _restore_picked(self, picked: Sequence[int]) -> None:
        """Select again what was selected, where it has lines; after a removal the cursor alone is selected."""
        if len(picked) < 2 or self.session.current not in picked:
            return
        chosen = np.isin(self.ids, picked)
        if isinstance(self.model.rows, GroupedRows):
            self.table.groups.restore(int((self.ids == self.session.current).argmax()), chosen)
        else:
            select_lines(self.table, np.flatnonzero(chosen))


_NOTHING = Beside()


def read_pages(desk: Desk, pages: dict[int, Any]) -> _Read:
    """Return the records of pages of ids, None for a patent that is gone, and what stands beside each patent."""
    found = listing.patents(desk, [int(one) for ids in pages.values() for one in ids])
    known = {one.id: one for one in found}
    return {number: [known.get(int(one)) for one in ids] for number, ids in pages.items()}, beside(desk, found)
