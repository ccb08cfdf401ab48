"""Show what the last computation of the docket warned of: the kinds, and the patents of the kind under the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt

from patentdesk.core.problems import Problem, Severity
from patentdesk.services.docket_warnings import DocketWarnings, Warned
from patentdesk.ui import formats
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import label, panes
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_TONES = {Severity.ERROR: "danger", Severity.WARNING: "warning"}


class WarningsPage(Page):
    """The warnings of one computation; both tables can be copied and sorted."""

    def __init__(self, panel: Panel, found: DocketWarnings) -> None:
        """Show what was gathered."""
        super().__init__(panel.say, "ui.warnings.title")
        self._panel = panel
        self._found = found
        self.tool("ui.warnings.copy", self.copy_all)
        self._status = label("muted")
        self._status.setWordWrap(True)
        self.column.addWidget(self._status)
        settings, appearance = panel.around.settings, panel.around.appearance
        self.kinds = TableModel(_kind_columns(panel.say), panel.say, appearance)
        self.kind_table = TableView("docket.warnings", self.kinds, panel.say, settings)
        self.kind_table.current_changed.connect(self._choose)
        self.model = TableModel(_columns(panel.say, found), panel.say, appearance)
        self.table = TableView("docket.warned", self.model, panel.say, settings)
        self.table.current_changed.connect(self._point)
        self.column.addWidget(panes(Qt.Orientation.Vertical, (self.kind_table, self.table), (160, 320)), 1)
        self.kinds.set_rows(ListRows(list(found.kinds)))
        self.retranslate()

    def enter(self) -> None:
        """Begin at the gravest kind."""
        self.kind_table.setFocus()
        if self._found.kinds:
            self.kind_table.go(0)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.kind_table.setAccessibleName(self.say("ui.warnings.title"))
        self.table.setAccessibleName(self.say("ui.warnings.patents"))
        self.subtitle.setText(counted(self.say, self._found))
        self._status.setText(self.say("ui.warnings.status", n=self._found.without_status))
        self._status.setVisible(bool(self._found.without_status))

    def copy_all(self) -> None:
        """Put all warnings on the clipboard, one a line."""
        self.table.copy_records([one for kind in self._found.kinds for one in kind.problems])
        self._panel.bar.show_word("copied", "success", "ui.warnings.copied", n=self._found.count)

    def _choose(self, kind: Warned | None) -> None:
        self.model.set_rows(ListRows(list(kind.problems) if kind is not None else []))

    def _point(self, problem: Problem | None) -> None:
        if problem is not None and problem.patent_id:
            self._panel.session.point_at(problem.patent_id)


def counted(say: Tongue, found: DocketWarnings) -> str:
    """Return how many warnings there are."""
    return say("ui.warnings.count" if found.complete else "ui.warnings.at_least", n=found.count)


def told(say: Tongue, found: DocketWarnings) -> str:
    """Return what a message says of the warnings."""
    parts = [counted(say, found)] if found.kinds else []
    parts += [say("ui.warnings.status", n=found.without_status)] if found.without_status else []
    return (" " if say.language == "en" else "").join(parts)


def _kind_columns(say: Tongue) -> list[Column]:
    return [
        Column("kind", "ui.warnings.kind", lambda one: one.title(say.words), 420, sort=lambda one: one.title(say.words),
               tone=lambda one: _TONES.get(one.severity, ""), dot=True, tip=lambda one: one.title(say.words)),
        Column("n", "ui.warnings.n", lambda one: formats.number(len(one.problems)), 90, right=True,
               sort=lambda one: len(one.problems)),
        Column("patents", "ui.warnings.patents", lambda one: formats.number(one.patents), 90, right=True,
               sort=lambda one: one.patents),
    ]  # fmt: skip


def _columns(say: Tongue, found: DocketWarnings) -> list[Column]:
    def number(one: Problem) -> str:
        return found.numbers.get(one.patent_id or 0, "")

    return [
        Column("number", "ui.column.number", number, 150, sort=number),
        Column("sentence", "ui.warnings.sentence", say.words.problem, 760, sort=say.words.problem,
               tip=say.words.problem),
    ]  # fmt: skip
