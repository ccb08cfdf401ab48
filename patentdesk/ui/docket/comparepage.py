"""Show where the docket and that of an agency or vendor differ."""

from __future__ import annotations

from functools import partial

from patentdesk.services import second_docket
from patentdesk.services.second_docket import KINDS, Compared, Comparison
from patentdesk.ui import formats
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import label
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_TONES = {"differs": "danger", "theirs": "warning", "ours": "warning", "unknown": "muted", "agrees": "success"}
_NAMED = 5


class ComparePage(Page):
    """One comparison, the differences first."""

    def __init__(self, panel: Panel, found: Comparison) -> None:
        """Show what was found."""
        super().__init__(panel.say, "compare.title")
        self._panel = panel
        self._found = found
        self.tool("ui.export", self.export)
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.compare", self.model, panel.say, panel.around.settings)
        self.table.current_changed.connect(self._point)
        self._faults = label("muted")
        self._faults.setWordWrap(True)
        self.column.addWidget(self._faults)
        self.column.addWidget(self.table, 1)
        self.model.set_rows(ListRows(list(found.lines)))
        self.retranslate()

    def enter(self) -> None:
        """Begin at the first difference."""
        self.table.setFocus()
        if self._found.lines:
            self.table.go(0)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        counts = [f"{self.say(f'compare.{kind}')} {n:,}" for kind, n in self._found.counts.items() if n]
        self.subtitle.setText(formats.listed((self._found.file, *counts)))
        faults = [self.say.words.problem(one) for one in self._found.problems[:_NAMED]]
        left = len(self._found.problems) - len(faults)
        self._faults.setText("\n".join([*faults, *([self.say("ui.compare.more", n=left)] if left > 0 else [])]))
        self._faults.setVisible(bool(faults))

    def export(self) -> None:
        """Write the comparison into a file."""
        desk, panel = self._panel.desk, self._panel
        path = panel.session.dialogs.save_file(
            self.say("ui.export"), f"{self.say('compare.title')}.xlsx", "*.xlsx;;*.csv"
        )
        if desk is not None and path is not None:
            panel.session.look(
                "export.compare", "ui.job.export",
                lambda _progress: second_docket.write_comparison(desk, path, self._found, self.say.language),
                partial(self._written, str(path)), panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    def _written(self, path: str, n: int) -> None:
        self._panel.bar.show_written(n, path)

    def _point(self, line: Compared | None) -> None:
        if line is not None and line.patent is not None:
            self._panel.session.point_at(line.patent.id)


def _columns(say: Tongue) -> list[Column]:
    def kind(one: Compared) -> str:
        return say(f"compare.{one.kind}")

    def task(one: Compared) -> str:
        if one.ours is None:
            return ""
        year = f" · {say('ui.patent_year', year=one.ours.year)}" if one.ours.year else ""
        return say.words.code("task", one.ours.task) + year

    def place(one: Compared) -> str:
        return say.words.place(one.theirs.source) if one.theirs is not None else ""

    return [
        Column("kind", "compare.kind", kind, 120, sort=lambda one: KINDS.index(one.kind) + 1,
               tone=lambda one: _TONES[one.kind], dot=True),
        Column("number", "compare.number", lambda one: one.number, 150, sort=lambda one: one.number),
        Column("task", "compare.task", task, 200, sort=task),
        Column("ours", "compare.ours_column", lambda one: formats.day(one.ours.due_date if one.ours else None), 100,
               sort=lambda one: one.ours.due_date if one.ours else None),
        Column("theirs", "compare.theirs_column", lambda one: formats.day(one.theirs.due if one.theirs else None), 100,
               sort=lambda one: one.theirs.due if one.theirs else None),
        Column("days", "compare.days", lambda one: formats.number(one.days), 80, right=True, sort=lambda one: one.days),
        Column("their_task", "compare.their_task", lambda one: one.theirs.task if one.theirs else "", 160,
               sort=lambda one: one.theirs.task if one.theirs else ""),
        Column("place", "compare.place", place, 160, sort=place),
    ]  # fmt: skip
