"""Keep versions of the assumptions, compare two, see what a patent inherits, go out to Excel and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from patentdesk.core.progress import Progress
from patentdesk.services import assumption_sets
from patentdesk.services.assumption_sets import Difference, ReadSet
from patentdesk.services.desk import Desk
from patentdesk.ui.forms import Field
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import SteadyBox, label
from patentdesk.ui.proposal import Offer
from patentdesk.ui.readback import set_rows
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuecolumns import scope_name, source_text, written
from patentdesk.ui.valuing.recordpage import RecordPage
from patentdesk.valuation.records import Assumption, AssumptionVersion

_SHEET = "*.xlsx"


class SetsPage(RecordPage):
    """What differs from a kept version to the present assumptions or to another version."""

    def __init__(self, panel: Panel) -> None:
        """Begin with the newest version against the present."""
        super().__init__(
            panel, "ui.value.sets.title", "assumption.differences", _columns(panel.say), assumption_sets.versions
        )
        self.before, self.after = SteadyBox(), SteadyBox()
        self._labels = label("muted"), label("muted")
        row = QHBoxLayout()
        for title, box in zip(self._labels, (self.before, self.after), strict=True):
            box.setMinimumWidth(180)
            row.addWidget(title)
            row.addWidget(box)
            box.activated.connect(self._compare)
        row.addStretch(1)
        self.column.insertLayout(3, row)
        self.tool("ui.value.sets.keep", self.keep, look="primary")
        self.tool("ui.value.sets.restore", self.restore)
        self.tool("ui.value.import", self.read_in)
        self.tool("ui.value.export", self.write_out)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        for title, name in zip(getattr(self, "_labels", ()), ("before", "after"), strict=False):
            title.setText(self.say(f"assume.head.{name}"))

    def take(self, found: list[AssumptionVersion]) -> None:
        """Offer the versions, then compare."""
        chosen = self.before.currentData(), self.after.currentData()
        for box in (self.before, self.after):
            box.clear()
            box.addItem(self.say("ui.value.sets.present"), "")
            for one in found:
                box.addItem(f"{one.title} · {one.made_at:%Y-%m-%d} · {one.made_by}", one.title)
        self.before.setCurrentIndex(max(self.before.findData(chosen[0]), min(1, len(found))))
        self.after.setCurrentIndex(max(self.after.findData(chosen[1]), 0))
        self._compare()

    def _compare(self) -> None:
        desk, sides = self.panel.desk, (str(self.before.currentData() or ""), str(self.after.currentData() or ""))
        if desk is not None:
            self.panel.session.look(
                "sets.compare", "ui.job.value", lambda _progress: assumption_sets.compare(desk, *sides),
                self._show, self.bar.show_problem,
            )  # fmt: skip

    def _show(self, found: list[Difference]) -> None:
        super().take(found)
        key = "ui.value.sets.differ" if found else "ui.value.sets.same"
        self.told.setText(self.say(key if self.before.count() > 1 else "ui.value.sets.none", n=len(found)))

    def keep(self) -> None:
        """Ask for a title and keep the present assumptions."""
        fields = [Field("title", "assume.head.title"), Field("note", "assume.head.note", optional=True, stretch=1)]
        self.ask("ui.value.sets.keep", fields, self._keep)

    def _keep(self, values: Any) -> None:  # noqa: ANN401 - what the form gives
        self.operate(lambda desk, _progress: assumption_sets.keep_version(desk, values["title"], values["note"]))

    def restore(self) -> None:
        """Make the version on the left the present set."""
        title = str(self.before.currentData() or "")
        if title:
            self.operate(lambda desk, _progress: assumption_sets.restore_version(desk, title))

    def write_out(self) -> None:
        """Write the set on the left as a sheet."""
        desk, title = self.panel.desk, str(self.before.currentData() or "")
        path = self.panel.session.dialogs.save_file(self.say("ui.value.export"), "assumptions.xlsx", _SHEET)
        if path is not None and desk is not None:
            language = self.say.language
            self.panel.session.look(
                "sets.export", "ui.job.value",
                lambda _progress: assumption_sets.export_set(desk, path, title, language),
                partial(self.tell_written, path),
                self.bar.show_problem, shown=True,
            )  # fmt: skip

    def read_in(self) -> None:
        """Read a sheet, show what it would change and which rows cannot be read; nothing changes until it is taken."""
        desk = self.panel.desk
        if desk is None:
            return
        for path in self.panel.session.dialogs.open_files(self.say("ui.value.import"), _SHEET):
            self.panel.session.look(
                "sets.import", "ui.job.value", partial(_read, desk, path), partial(self._propose, path.name),
                self.bar.show_problem,
            )  # fmt: skip

    def _propose(self, file: str, read: ReadSet) -> None:
        if not read.rows and not read.problems:
            self.bar.show_word("taken", "note", "ui.value.sets.read_same", file=file)
            return

        def title() -> str:
            told = self.say("ui.value.sets.read", n=len(read.rows), file=file)
            left = self.say("ui.value.sets.read_left", n=len(read.problems)) if read.problems else ""
            return f"{told} {left}".strip()

        self.panel.propose(Offer(title, lambda: set_rows(self.say, read), partial(self._accept, file, read)))

    def _accept(self, file: str, read: ReadSet, chosen: list[object]) -> None:
        desk, rows = self.panel.desk, tuple(one for one in chosen if isinstance(one, Assumption))
        if desk is not None:
            self.panel.session.operate(
                "ui.job.assumption",
                lambda _progress: assumption_sets.apply_set(desk, replace(read, rows=rows), file),
                self.panel.bar, partial(self._taken, file, rows),
            )  # fmt: skip

    def _taken(self, file: str, rows: Sequence[Assumption], _result: object) -> None:
        self.panel.settle_offer(rows)
        self.panel.bar.show_word("taken", "success", "ui.value.sets.read_taken", n=len(rows), file=file)
        self.reload()


class InheritancePage(RecordPage):
    """Every row that speaks for one patent, widest scope first; the last of a key applies."""

    def __init__(self, panel: Panel, patent_id: int, name: str) -> None:
        """Show the rows of a patent."""
        super().__init__(
            panel, "ui.value.inherited.title", "assumption.inherited", _inherited_columns(panel.say),
            partial(_inherited, patent_id),
        )  # fmt: skip
        self.retranslate()
        self.subtitle.setText(name)


def _inherited(patent_id: int, desk: Desk) -> list[tuple[Assumption, bool]]:
    """Return the rows that speak for a patent, and whether each applies."""
    found = assumption_sets.inheritance(desk, patent_id)
    return [(row, row is one.rows[-1]) for one in found for row in one.rows]


def _read(desk: Desk, path: Path, _progress: Progress) -> ReadSet:
    return assumption_sets.read_set(desk, path)


def _columns(say: Tongue) -> list[Column]:
    def cell(value: object) -> str:
        return f"{value:,.10g}" if isinstance(value, float) else source_text(say, str(value or ""))

    def name(one: Difference) -> str:
        return say.words.code("assumption", one.key)

    return [
        Column("key", "assume.head.key", name, 190, sort=name),
        Column("scope", "assume.head.scope", lambda one: scope_name(say, one.scope), 120, sort=lambda one: one.scope),
        Column("field", "assume.head.field", lambda one: say.words.code("assumption_field", one.field), 100,
               sort=lambda one: one.field),
        Column("before", "assume.head.before", lambda one: cell(one.before), 260, sort=lambda one: str(one.before)),
        Column("after", "assume.head.after", lambda one: cell(one.after), 260, sort=lambda one: str(one.after)),
    ]  # fmt: skip


def _inherited_columns(say: Tongue) -> list[Column]:
    def number(name: str) -> Column:
        return Column(
            name, f"assumption_field.{name}", lambda one: written(getattr(one[0], name), one[0].unit), 110, right=True,
            tone=lambda one: "" if one[1] else "muted",
        )  # fmt: skip

    return [
        Column("key", "assume.head.key", lambda one: say.words.code("assumption", one[0].key), 190,
               tone=lambda one: "" if one[1] else "muted"),
        Column("scope", "assume.head.scope", lambda one: scope_name(say, one[0].scope), 120),
        Column("applies", "ui.value.inherited.applies", lambda one: "✓" if one[1] else "", 70),
        number("value"), number("low"), number("high"),
        Column("distribution", "assumption_field.distribution",
               lambda one: say.words.code("distribution", one[0].distribution) if one[0].distribution else "", 90),
        Column("source", "assumption_field.source", lambda one: source_text(say, one[0].source), 300),
        Column("owner", "assumption_field.owner", lambda one: one[0].owner, 80),
    ]  # fmt: skip
