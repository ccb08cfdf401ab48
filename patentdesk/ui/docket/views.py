"""Show the docket other than as a list: as a calendar, a timeline of weeks, or groups; each leads back to the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Timeline
from patentdesk.portfolio.numbers import number_of
from patentdesk.services.docket import DocketItem
from patentdesk.services.docket_lines import Wish
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.docket.groupcolumns import GroupLine, bucket_of_column, group_columns
from patentdesk.ui.docket.lens import Lens
from patentdesk.ui.docket.monthgrid import DayCell, MonthGrid, days_shown
from patentdesk.ui.docket.reading import DayRead, read_days, read_timeline
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.tables import TableView

_USUAL = "responsible"
"""What lines are grouped by where nothing was chosen."""


class Views:
    """The views of one docket panel beside its list; ``wish`` tells what the lens lets through."""

    def __init__(self, panel: Panel, lens: Lens, wish: Callable[[], Wish]) -> None:
        """Make the views; the panel puts them in."""
        self._panel = panel
        self._session = panel.session
        self._say = panel.say
        self._lens = lens
        self._wish = wish
        self.timeline = ChartView(panel.session, chart("timeline"), title=False)
        self.timeline.clicked.connect(self.choose_week)
        self.groups = TableModel(group_columns(panel.say), panel.say, panel.around.appearance)
        self._group_table = TableView("docket.groups", self.groups, panel.say, panel.around.settings)
        self._group_table.clicked.connect(self._open_group)
        self._group_table.opened.connect(partial(self.show_group, bucket=""))
        self.month = MonthGrid(panel.around, date(2000, 1, 1))
        self.month.month_wanted.connect(self._read_month)
        self.month.day_chosen.connect(self._choose_day)
        self._begun = False
        self.widgets: Mapping[str, QWidget] = {
            "calendar": self.month, "timeline": self.timeline, "groups": self._group_table,
        }  # fmt: skip

    def enter(self, name: str) -> None:
        """Make ready a view that comes in front, and read what it shows."""
        desk = self._panel.desk
        if name == "calendar" and desk is not None and not self._begun:
            self._begun = True
            self.month.begin(desk.clock.today())
        if name == "groups" and not self._lens.by:
            self._lens.choose_group(_USUAL, None)
        else:
            self._panel.refresh()

    def refresh(self) -> None:
        """Read what the view in front shows."""
        desk = self._panel.desk
        if desk is None:
            return
        if self._lens.view == "calendar":
            self._read_month(self.month.month)
        elif self._lens.view == "timeline":
            wish = self._wish()
            wide = Wish(wish.query, wish.bucket, wish.by or _USUAL, wish.value)
            self._session.look(
                "timeline", "ui.job.docket", lambda _progress: read_timeline(desk, wide), self._take_weeks
            )

    def show_groups(self, groups: Mapping[str, tuple[int, ...]]) -> None:
        """Show how many lines each group has in each bucket."""
        lines = [GroupLine(value, cells, self._lens.by) for value, cells in groups.items()]
        self.groups.set_rows(ListRows(self.groups.sorted(lines)))

    def choose_week(self, term: str) -> None:
        """Show the lines of the bubble that was clicked ('due:2026-11-16..2026-11-22 responsible:Wang')."""
        due, _, of = term.partition(" ")
        first, _, last = due.removeprefix("due:").partition("..")
        group = of.partition(":")[2].removeprefix('"').removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")
        self._lens.first, self._lens.last = date.fromisoformat(first), date.fromisoformat(last)
        self._lens.by, self._lens.value = self._lens.by or _USUAL, group
        self._lens.choose_view("list")
        self._lens.choose_group(self._lens.by, group)

    def _read_month(self, month: date) -> None:
        desk = self._panel.desk
        if desk is None:
            return
        first, last = days_shown(month)
        wish = self._wish()
        bounded = Wish(wish.query, wish.bucket, wish.by, wish.value, first, last, wish.only)
        self._session.look(
            "docket.month", "ui.job.docket", lambda _progress: read_days(desk, bounded), partial(self._take_days, month)
        )

    def _take_days(self, month: date, days: Mapping[date, DayRead]) -> None:
        cells = {
            day: DayCell(found.counts, [("", self._short(one)) for one in found.first]) for day, found in days.items()
        }
        self.month.show_days(month, cells)

    def _short(self, item: DocketItem) -> str:
        return f"{self._say.words.code('task', item.deadline.task)} {number_of(item.patent)}"

    def _take_weeks(self, found: Timeline) -> None:
        self.timeline.show_data(found)

    def _choose_day(self, day: date) -> None:
        self._lens.first = self._lens.last = day
        self._lens.choose_view("list")

    def _open_group(self, index: QModelIndex) -> None:
        line = self.groups.rows.row(index.row())
        if isinstance(line, GroupLine):
            self.show_group(line, bucket_of_column(index.column()))

    def show_group(self, line: GroupLine, bucket: str) -> None:
        """Show the lines of a group, in one bucket or in all."""
        self._lens.value, self._lens.bucket = line.value, bucket
        self._lens.choose_view("list")
        self._lens.choose_bucket(bucket)
