"""Show what is due: deadlines by nearness, why each falls on its day, and what was done about it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.core.months import month_end
from patentdesk.services import reasons
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.docket import DocketItem
from patentdesk.services.docket_lines import LISTS, Wish, held_now, items, nearest
from patentdesk.services.news import SinceThen
from patentdesk.services.reasons import Reason
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.docket.acts import Acts
from patentdesk.ui.docket.anew import Anew
from patentdesk.ui.docket.columns import docket_columns
from patentdesk.ui.docket.cursor import DocketCursor
from patentdesk.ui.docket.handouts import Handouts
from patentdesk.ui.docket.lens import CHANGED, VIEWS, Lens
from patentdesk.ui.docket.pages import DocketPages
from patentdesk.ui.docket.reading import Read, read
from patentdesk.ui.docket.reason import write_reason
from patentdesk.ui.docket.remedy import Remedies
from patentdesk.ui.docket.strip import StripOver
from patentdesk.ui.docket.views import Views
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.models import PAGE, ListRows, PagedRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import button, panes
from patentdesk.ui.session import Session
from patentdesk.ui.settings import REASON, SEEN, STRIP
from patentdesk.ui.tablenote import TableNote
from patentdesk.ui.tables import TableView

_NONE = np.array([], np.int64)
_MENU = ("start", "waive", "confirm", "assign", "note", "reopen", "", "correct", "second_entry", "news", "compare", "",
         "pay", "scenarios", "forecast", "calculate", "", "rules", "policies", "reminders", "recompute", "warnings",
         "export")  # fmt: skip


class DocketPanel(Panel):
    """The deadlines of the selected patents."""

    place = "docket"
    kinds = frozenset({Kind.DEADLINES, Kind.EVENTS, Kind.PATENTS})
    empty_word = "docket"

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay the panel out."""
        super().__init__(session, stage)
        self._sort: tuple[tuple[str, bool], ...] = ()
        self._count = self._total = 0
        self._seen: dict[str, int] = {}
        self._identity = ""
        self._news: SinceThen | None = None
        self._patents = _NONE
        """Of each line, whose it is."""
        self._cursor = DocketCursor()
        self.model = TableModel(docket_columns(self.say, self._today), self.say, self.around.appearance)
        self.model.sort_wanted.connect(self._order)
        self.table = TableView("docket", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.picked_changed.connect(self._pick)
        self.table.opened.connect(self._open)
        self._note = TableNote(self.table)
        self._note.linkActivated.connect(self._show_all)
        self.chart = ChartView(session, chart("workload"))
        self.chart.clicked.connect(self._choose_month)
        self.reason = Leaflet()
        self.lens = Lens(self.say)
        self.lens.chosen.connect(self.refresh)
        self.views = Views(self, self.lens, self._wish)
        self.lens.view_chosen.connect(self._choose_view)
        self.acts = Acts(self, self)
        session.bucket_wanted.connect(self.show_bucket)
        self.work = DocketPages(self)
        self.remedies = Remedies(self)
        self.anew = Anew(self, self.work.show_warnings)
        self.handouts = Handouts(self, self.lens)
        for name, pressed in (("record", self.work.record), ("done", self.acts.done), ("explain", self.explain)):
            self.add_button(name, pressed)
        self._more = button(self.head, self.show_more, look="flat")
        self._lay_out()
        self.commands = {
            **self.acts.commands(), **self.work.commands(), "explain": self.explain, "remedy": self.remedy,
            "recompute": self.anew.compare, "export": self._export, "strip": self.toggle_strip,
            "columns": self.table.choose_columns, "more": self.show_more,
            **{f"view_{name}": partial(self.lens.choose_view, name) for name in VIEWS},
        }  # fmt: skip

    def _lay_out(self) -> None:
        body = QWidget()
        self.set_body(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lens)
        self._upper = StripOver(self.chart, self.table)
        self._fit_strip()
        self._shown = QStackedWidget()
        for view in (self._upper, *self.views.widgets.values()):
            self._shown.addWidget(view)
        split = panes(Qt.Orientation.Vertical, (self._shown, self.reason), (420, 210))
        split.setStretchFactor(0, 1)
        self.reason.setVisible(self.around.settings.get(REASON))
        column.addWidget(split, 1)

    @property
    def items(self) -> list[DocketItem]:
        """The lines of the first page, in the order shown."""
        found = (self.model.rows.row(row) for row in range(min(len(self.model.rows), PAGE)))
        return [one for one in found if one is not None]

    def refresh(self) -> None:
        """Read the lines of the query's patents that the lens lets through."""
        desk = self.desk
        if desk is None:
            self._news, self._patents = None, _NONE
            self.show_body(full=False)
            self.model.set_rows(ListRows())
            self.retranslate()
            return
        wish, seen = self._wish(), self._known()
        names = self._task_names()
        if not held_now(desk) and not wish.query and not wish.bucket and not wish.by:
            self.session.look("docket.first", "ui.job.docket", lambda _progress: nearest(desk, PAGE), self._take_first)
        self.session.look("docket", "ui.job.docket", lambda _progress: read(desk, wish, names, seen), self._take)
        self.views.refresh()

    def open_page(self, page: Page) -> None:
        """Work on a page in place of the list: what acts on lines waits."""
        super().open_page(page)
        self.buttons["done"].setEnabled(False)

    def leave_page(self) -> None:
        """Show the list again, and let its lines be acted on."""
        super().leave_page()
        self.buttons["done"].setEnabled(True)

    def begin(self) -> None:
        """Compute the first docket."""
        self.anew.compare()

    def main_view(self) -> QWidget:
        """Return what takes the keyboard: the table, or the view in its place."""
        return self.views.widgets.get(self.lens.view, self.table)

    def follow(self) -> bool:
        """Put the cursor on a line of the inspector's patent, if the list has one."""
        row, current = self.table.currentIndex().row(), self.session.current
        if self.lens.view != "list" or not 0 <= row < len(self._patents) or current in {None, self._patents[row]}:
            return True
        rows = np.flatnonzero(self._patents == current)
        if len(rows):
            self.table.go(int(rows[0]))
        return bool(len(rows))

    def point(self) -> None:
        """Let the inspector tell of the line under the cursor."""
        if self.table.currentIndex().isValid():
            self.table.go(self.table.currentIndex().row())
        self._point(self.table.current())

    def unmark(self) -> None:
        """Mark no line; the cursor stays where it is."""
        self.table.clearSelection()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.table.setAccessibleName(self.say("ui.place.docket"))
        self._more.setText(self.say("ui.action.docket.more"))
        self.lens.retranslate()
        self.views.month.retranslate()
        self.subtitle.setText(self._told() if self.desk is not None else "")
        self._tell_nothing()
        self._explain_current()

    def _told(self) -> str:
        """Return how many lines are shown, and of what: all that is open, or what was chosen."""
        if self.lens.bucket in LISTS and not self._sort:
            return self.say("ui.count.deadlines_done", n=self._count, which=self.lens.told())
        if self.lens.narrows:
            return self.say("ui.count.deadlines_of", n=self._count, which=self.lens.told())
        return self.say("ui.count.deadlines", n=self._count)

    def _tell_nothing(self) -> None:
        """Say in the table that no deadline is among those chosen, and how to see the others."""
        if self.desk is None or len(self.model.rows):
            self._note.tell("")
            return
        colour = self.around.appearance.colours.tone("accent").name()
        word = "ui.docket.show_all" if self.lens.narrows else "ui.docket.whole_portfolio"
        link = f'<a href="#" style="color: {colour}">{self.say(word)}</a>'
        narrowed = self.lens.narrows or self.session.query
        self._note.tell(f"{self.say('ui.docket.none_here')}<br><br>{link}" if narrowed else "")

    def _show_all(self, *_link: object) -> None:
        """Show all open deadlines of the query, or of the portfolio when nothing else narrows the list."""
        if self.lens.narrows:
            self.lens.clear()
            self.refresh()
        else:
            self.session.ask("")

    def selected(self) -> list[int]:
        """Return the ids of the selected deadlines."""
        rows = self.model.rows
        if not isinstance(rows, PagedRows):
            return []
        return [int(rows.ids[row]) for row in self.table.positions() if row < len(rows)]

    # What can be done

    def explain(self) -> None:
        """Show or fold away why the date under the cursor is that day."""
        shown = not self.reason.isVisibleTo(self)
        self.reason.setVisible(shown)
        self.around.settings.put(REASON, shown)
        self._explain_current()

    def remedy(self) -> None:
        """Open the form that gives the deadline under the cursor the fact that it waits for."""
        item = self.table.current()
        if item is not None:
            self.remedies.offer(item)

    def _export(self) -> None:
        self.handouts.offer(self._wish(), self._task_names(), self._count, self._total)

    def show_bucket(self, name: str) -> None:
        """Show the list of all lines of a bucket."""
        self.lens.clear()
        self.lens.choose_bucket(name)
        self.lens.choose_view("list")

    def toggle_strip(self) -> None:
        """Show or fold the chart away."""
        self.around.settings.put(STRIP, not self.around.settings.get(STRIP))
        self._fit_strip()

    def show_more(self) -> None:
        """Offer what has no button of its own."""
        menu = QMenu(self)
        for name in _MENU:
            if name:
                menu.addAction(self.say(f"ui.action.docket.{name}"), self.commands[name])
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def mark_seen(self) -> None:
        """Remember that the user has seen what changed up to now."""
        if self._news is not None:
            self._remember_seen(self._news.latest)
            self.refresh()

    @property
    def news(self) -> SinceThen | None:
        """What changed since the user last looked."""
        return self._news

    @property
    def current_rule(self) -> str:
        """The rule of the deadline under the cursor; '' without one."""
        item = self.table.current()
        return item.deadline.rule_id if item is not None else ""

    # Answers

    def _wish(self) -> Wish:
        lens = self.lens
        bucket, only = lens.bucket, None
        if bucket == CHANGED:
            bucket, only = "", self._news.deadline_ids if self._news is not None else frozenset()
        return Wish(self.session.query, bucket, lens.by, lens.value, lens.first, lens.last, only, self._sort)

    def _task_names(self) -> dict[str, str]:
        return {key.removeprefix("task."): self.say(key) for key in self.say.words.entries if key.startswith("task.")}

    def _known(self) -> dict[str, int]:
        known: dict[str, int] = self.around.settings.get(SEEN)
        return known | self._seen

    def _remember_seen(self, entry: int) -> None:
        self._seen[self._identity] = entry
        self.around.settings.put(SEEN, self._known())

    def _take(self, found: Read) -> None:
        desk = self.desk
        if desk is None:
            return
        self._news, self._identity = found.news, found.identity
        if found.identity and found.identity not in self._known():
            self._remember_seen(found.news.latest)
        view = found.view
        total = view.counts[""] + sum(view.counts[name] for name in ("done", "waived"))
        self.show_body(bool(total) or bool(self.session.query and self.session.state.total))
        before, row = self.model.rows, self.table.currentIndex().row()
        was = (int(before.ids[row]), row) if isinstance(before, PagedRows) and 0 <= row < len(before) else None
        rows = PagedRows(view.ids, self._fetch)
        self._patents = view.patents
        self.model.set_rows(rows)
        if found.first:
            rows.arrive({0: found.first})
        self._count, self._total = len(view.ids), view.counts[""]
        self.chart.show_data(found.workload)
        self.lens.tell(view.counts, view.groups, len(found.news.deadline_ids))
        self.views.show_groups(view.groups)
        self.retranslate()
        self._show_order()
        if len(view.ids):
            current = self.session.current
            self.table.go(self._cursor.row(view, self._wish(), found.identity, was=was, current=current))

    def _take_first(self, found: list[DocketItem]) -> None:
        """Show what is most pressing while the whole docket is being read."""
        if found and not len(self.model.rows):
            self.show_body(full=True)
            self._patents = np.array([one.deadline.patent_id for one in found], np.int64)
            self.model.set_rows(ListRows(found))

    def _show_order(self) -> None:
        """Show the day on which closed deadlines were closed, and that they are ordered by it unless wished else."""
        self.table.columns.reveal("done", wanted=self.lens.bucket in LISTS)
        if not self._sort:
            done = next(place for place, one in enumerate(self.model.columns) if one.key == "done")
            self.model.show_keys(((done, True),) if self.lens.bucket in LISTS else ())

    def _fetch(self, pages: dict[int, Any]) -> None:
        desk, rows = self.desk, self.model.rows
        if desk is not None and isinstance(rows, PagedRows):
            self.session.look(
                "docket.pages", "ui.job.docket", lambda _progress: _read_pages(desk, pages),
                partial(self._arrived, rows), self.bar.show_problem,
            )  # fmt: skip

    def _arrived(self, rows: PagedRows, pages: dict[int, list[Any]]) -> None:
        rows.arrive(pages)
        self._explain_current()

    def _order(self, keys: object) -> None:
        pairs = keys if isinstance(keys, tuple) else ()
        self._sort = tuple((self.model.columns[column].sort_field, down) for column, down in pairs)
        self.refresh()

    def _choose_view(self, name: str) -> None:
        self._shown.setCurrentIndex(VIEWS.index(name))
        self.views.enter(name)
        self.main_view().setFocus()

    def _choose_month(self, term: str) -> None:
        """Show the lines of the month whose bar was clicked ('due:2026-11')."""
        year, _, month = term.partition(":")[2].strip('"').partition("-")
        first = date(int(year), int(month), 1)
        self.lens.choose_days(first, month_end(first))

    def _point(self, _item: DocketItem | None) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._patents):
            self.session.point_at(int(self._patents[row]))
        self._explain_current()

    def _pick(self) -> None:
        rows = [row for row in self.table.positions() if row < len(self._patents)]
        self.session.pick(tuple(np.unique(self._patents[rows]).tolist()))

    def _open(self, item: DocketItem) -> None:
        if item.deadline.due_date is None and not item.deadline.gone:
            self.remedies.offer(item)
        else:
            self.session.inspector_wanted.emit()

    def _explain_current(self) -> None:
        desk, item = self.desk, self.table.current()
        if not self.reason.isVisibleTo(self):
            return
        if desk is None or item is None:
            write_reason(self.reason, self.say, None, None)
            return
        self.session.look(
            "docket.reason", "ui.job.docket", lambda _progress: reasons.reason_of(desk, item.deadline),
            partial(self._explained, item), self.bar.show_problem,
        )  # fmt: skip

    def _explained(self, item: DocketItem, reason: Reason) -> None:
        if self.table.current() is item:
            write_reason(self.reason, self.say, item, reason)

    def _fit_strip(self) -> None:
        self._upper.want(self.around.settings.get(STRIP))

    def _today(self) -> date | None:
        return self.desk.clock.today() if self.desk is not None else None


def _read_pages(desk: Desk, pages: dict[int, Any]) -> dict[int, list[Any]]:
    found = {one.deadline.id: one for one in items(desk, np.concatenate(list(pages.values())))}
    return {number: [found.get(int(one)) for one in ids] for number, ids in pages.items()}
