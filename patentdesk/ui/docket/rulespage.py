"""Show the rules that the portfolio goes by; put others in their place once it is seen what that moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Progress
from patentdesk.docketing.asking import read_period
from patentdesk.docketing.citations import written
from patentdesk.docketing.derivation import period_told
from patentdesk.docketing.rulefile import periods_of, with_periods
from patentdesk.services import own_rules
from patentdesk.services.own_rules import Row, RuleInForce
from patentdesk.services.recomputing import DocketDifference
from patentdesk.ui import formats
from patentdesk.ui.docket.difference import Preview, differing, numbered
from patentdesk.ui.docket.pieces import over_reason
from patentdesk.ui.docket.reason import rule_name, write_rule
from patentdesk.ui.forms import Field
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import SteadyBox
from patentdesk.ui.proposal import Offer
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_ALL = ""
_FIXED = frozenset({"P{n-1}Y", "stated"})
"""Periods that are no length of time."""
_Store = Callable[[Progress], DocketDifference]


class RulesPage(Page):
    """The rules in force, the portfolio's own first."""

    def __init__(self, panel: Panel, rule_id: str = "") -> None:
        """Begin at a rule, such as that of the deadline under the cursor; '' : at the first."""
        super().__init__(panel.say, "ui.rules.title")
        self._panel = panel
        self._wanted = rule_id
        self._rules: list[RuleInForce] = []
        self._version = ""
        self.tool("ui.rules.export", self.export)
        self.tool("ui.rules.import", self.read_file)
        self._remove = self.tool("ui.rules.remove", self.remove)
        self._override = self.tool("ui.rules.override", self.override, look="primary")
        self.search, self.office, self.own = QLineEdit(), SteadyBox(), QCheckBox()
        self.search.setClearButtonEnabled(True)
        self.office.setMinimumWidth(170)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.search, 1)
        row.addWidget(self.office)
        row.addWidget(self.own)
        self.column.addLayout(row)
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("docket.rules", self.model, panel.say, panel.around.settings)
        self.table.current_changed.connect(self._explain)
        self.table.opened.connect(lambda _line: self.override())
        self.law = Leaflet()
        self.column.addWidget(over_reason(self.table, self.law), 1)
        self.search.textChanged.connect(self._show)
        self.office.activated.connect(self._show)
        self.own.toggled.connect(self._show)
        self.retranslate()

    def enter(self) -> None:
        """Read the rules."""
        self.search.setFocus()
        self.read()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.search.setPlaceholderText(self.say("ui.rules.search"))
        self.own.setText(self.say("ui.rules.only_own"))
        self.search.setAccessibleName(self.say("ui.rules.search"))
        self.office.setAccessibleName(self.say("field.office"))
        self.table.setAccessibleName(self.say("ui.rules.title"))
        self._offer_offices()
        self._show()

    def read(self) -> None:
        """Read the rules anew."""
        desk = self._panel.desk
        if desk is not None:
            self._panel.session.look(
                "rules", "ui.job.rules", lambda _progress: (own_rules.book_of(desk).version, own_rules.in_force(desk)),
                self._take, self._panel.bar.show_problem,
            )  # fmt: skip

    def override(self) -> None:
        """Ask for other periods of the rule under the cursor, and why."""
        line = self.table.current()
        if not self._panel.session.writable:
            self._panel.bar.show_word("problem", "warning", "ui.read_only")
            return
        if line is None or not _lengths(line):
            self._panel.bar.show_word("rules", "note", "ui.rules.no_period")
            return
        rule = line.rule
        fields = [
            Field(f"period{place}", "ui.rules.period", value=period, hint="P2M")
            for place, period in _lengths(line).items()
        ]
        fields.append(Field("reason", "ui.rules.reason", value=rule.own_reason, stretch=1))
        title = self.say("ui.rules.override.title", rule=rule.id, task=self.say.words.code("task", rule.task))
        self._panel.ask(title, fields, self.say("ui.rules.preview"), partial(self._overridden, line))

    def remove(self) -> None:
        """Show what it would move to take the own rules that are selected away."""
        desk = self._panel.desk
        ids = [one.rule.id for one in self.table.records() if one.own is not None]
        if desk is None or not ids:
            self._panel.bar.show_word("rules", "note", "ui.rules.none_own")
            return
        self._foresee(
            lambda progress: own_rules.preview_removal(desk, ids, progress),
            lambda progress: own_rules.remove_rules(desk, ids, progress),
        )

    def read_file(self) -> None:
        """Show what the rules of a file would move."""
        for path in self._panel.session.dialogs.open_files(self.say("ui.rules.import"), "*.csv"):
            try:
                self._offer_rows(own_rules.read_rules(path))
            except Refused as refusal:
                self._panel.bar.show_problem(refusal.problem)

    def export(self) -> None:
        """Write the own rules into a file."""
        desk, panel = self._panel.desk, self._panel
        path = panel.session.dialogs.save_file(self.say("ui.rules.export"), "rules.csv", "*.csv")
        if desk is not None and path is not None:
            panel.session.look(
                "export.rules", "ui.job.export", lambda _progress: own_rules.export_rules(desk, path),
                partial(self._written, path), panel.bar.show_problem, shown=True, query=False,
            )  # fmt: skip

    # Changing

    def _overridden(self, line: RuleInForce, values: Mapping[str, Any]) -> None:
        desk, rule = self._panel.desk, line.rule
        if desk is None:
            return
        try:
            given = {place: read_period(str(values[f"period{place}"])) for place in _lengths(line)}
            periods = [given.get(place, one) for place, one in enumerate(periods_of(rule))]
            row = own_rules.changed_copy(desk, rule.id, {"terms": with_periods(rule, periods)}, str(values["reason"]))
        except Refused as refusal:
            self._panel.bar.show_problem(refusal.problem)
            return
        self._offer_rows([row])

    def _offer_rows(self, rows: Sequence[Row]) -> None:
        desk = self._panel.desk
        if desk is not None:
            self._foresee(
                lambda progress: own_rules.preview(desk, rows, progress),
                lambda progress: own_rules.add_rules(desk, rows, progress),
            )

    def _foresee(self, preview: _Store, store: _Store) -> None:
        """Compute what would move; it is stored when the user takes it."""
        desk, panel = self._panel.desk, self._panel
        if desk is None:
            return
        if not panel.session.writable:
            panel.bar.show_word("problem", "warning", "ui.read_only")
            return
        panel.bar.clear("problem")
        panel.session.look(
            "rules.preview", "ui.job.rules_preview", lambda progress: numbered(desk, preview(progress)),
            partial(self._offer, store), panel.bar.show_problem, shown=True,
        )  # fmt: skip

    def _offer(self, store: _Store, found: Preview) -> None:
        say, difference = self.say, found.difference
        args = {**difference.counts, "refreshed": difference.refreshed, "unchanged": difference.unchanged}
        self._panel.propose(
            Offer(
                lambda: say("ui.rules.foreseen", **args), lambda: differing(say, found), partial(self._store, store),
                whole=True,
            )
        )  # fmt: skip

    def _store(self, store: _Store, _all: object) -> None:
        self._panel.keep()
        self._panel.session.operate("ui.job.rules_store", store, self._panel.bar, self._stored)

    def _stored(self, found: DocketDifference) -> None:
        counts = {name: found.counts[name] for name in ("new", "moved", "gone")}
        self._panel.bar.show_word("rules", "success", "ui.rules.stored", unchanged=found.unchanged, **counts)
        self.read()

    def _written(self, path: Path, n: int) -> None:
        self._panel.bar.show_written(n, path)

    # Showing

    def _take(self, found: tuple[str, list[RuleInForce]]) -> None:
        current = self.table.current()
        self._version, self._rules = found
        self._wanted = self._wanted or (current.rule.id if current is not None else "")
        self._offer_offices()
        self._show()

    def _offer_offices(self) -> None:
        before = self.office.currentData()
        self.office.clear()
        self.office.addItem(self.say("ui.rules.every_office"), _ALL)
        for office in sorted({one.rule.office for one in self._rules}):
            name = self.say.words.code("ui.office", office)
            self.office.addItem(office if name == office else f"{office} {name}", office)
        self.office.setCurrentIndex(max(self.office.findData(before), 0))

    def _show(self) -> None:
        """Show the rules that have every word that is searched for."""
        words, office = self.search.text().casefold().split(), self.office.currentData() or _ALL
        chosen = [
            one for one in self._rules
            if (not office or one.rule.office == office) and (one.own is not None or not self.own.isChecked())
            and all(word in _text(self.say, one) for word in words)
        ]  # fmt: skip
        shown = self.model.sorted(chosen)
        self.model.set_rows(ListRows(shown))
        own = sum(1 for one in self._rules if one.own is not None)
        self.subtitle.setText(self.say("ui.rules.count", n=len(shown), own=own))
        places = [place for place, one in enumerate(shown) if one.rule.id == self._wanted]
        if shown:
            self.table.go(places[0] if places else 0)
            self._wanted = ""
        else:
            self._explain(None)

    def _explain(self, line: RuleInForce | None) -> None:
        self._override.setEnabled(line is not None and bool(_lengths(line)))
        self._remove.setEnabled(line is not None and line.own is not None)
        page = self.law
        page.begin()
        if line is None:
            page.text(self.say("ui.rules.none_found" if self._rules else "ui.rules.none"), role="muted")
        else:
            page.section(f"{self.say.words.code('task', line.rule.task)} · {_periods(self.say, line)}")
            write_rule(page, self.say, line.rule, line.rule.id, self._version)
            if line.official is not None:
                self._contrast(page, line)
        page.finish()

    def _contrast(self, page: Leaflet, line: RuleInForce) -> None:
        official = line.official
        if official is not None and line.own is not None:
            said = formats.listed((official.id, _periods(self.say, RuleInForce(official)), official.citation))
            page.fact(self.say("ui.rules.official"), said, tip=official.source)
            by = formats.listed((line.own.added_by, formats.moment(line.own.added_at)))
            page.fact(self.say("ui.rules.by"), by)


def _lengths(line: RuleInForce) -> dict[int, str]:
    """Return the periods that are lengths of time, by the place of their term: those that can be changed here."""
    return {place: one for place, one in enumerate(periods_of(line.rule)) if one not in _FIXED}


def _periods(say: Tongue, line: RuleInForce) -> str:
    """Return the periods of a rule in words."""
    named = [
        say(f"ui.rules.fixed.{'year' if one != 'stated' else one}") if one in _FIXED else period_told(one, say.words)
        for one in periods_of(line.rule)
    ]
    return " / ".join(named) or "—"


def _text(say: Tongue, line: RuleInForce) -> str:
    rule = line.rule
    task, office = say.words.code("task", rule.task), say.words.code("ui.office", rule.office)
    parts = (rule.id, rule.office, office, task, rule.title, rule_name(say, rule), rule.citation, rule.source,
             rule.own_reason, rule.replaces)  # fmt: skip
    return " ".join((*parts, say.words.code("confidence", rule.confidence), _periods(say, line))).casefold()


def _standing(line: RuleInForce) -> str:
    if line.own is None:
        return "official_rule"
    return "overridden" if line.official is not None else "added"


def _columns(say: Tongue) -> list[Column]:
    def standing(one: RuleInForce) -> str:
        return say(f"ui.rules.{_standing(one)}")

    def task(one: RuleInForce) -> str:
        return say.words.code("task", one.rule.task)

    def name(one: RuleInForce) -> str:
        return rule_name(say, one.rule)

    def period(one: RuleInForce) -> str:
        return _periods(say, one)

    def mark(one: RuleInForce) -> str:
        return say.words.code("confidence", one.official.confidence if one.official else one.rule.confidence)

    return [
        Column("standing", "ui.rules.standing", standing, 110, sort=standing, dot=True,
               tone=lambda one: "accent" if one.own is not None else "muted"),
        Column("rule", "ui.explain.rule", lambda one: one.rule.id, 140, sort=lambda one: one.rule.id),
        Column("task", "ui.column.task", task, 170, sort=task),
        Column("title", "ui.rules.name", name, 200, sort=name, hidden=True),
        Column("period", "ui.rules.period", period, 110, sort=period),
        Column("citation", "ui.explain.law", lambda one: written(one.rule.citation, say.language), 180,
               sort=lambda one: one.rule.citation),
        Column("mark", "ui.column.mark", mark, 110, sort=mark,
               tone=lambda one: "" if one.rule.confidence in {"primary", "own"} else "warning"),
        Column("reason", "ui.rules.reason", lambda one: one.rule.own_reason, 150,
               sort=lambda one: one.rule.own_reason),
        Column("source", "ui.explain.source", lambda one: one.rule.source, 200, sort=lambda one: one.rule.source),
        Column("by", "ui.rules.by", lambda one: one.own.added_by if one.own else "", 90, hidden=True,
               sort=lambda one: one.own.added_by if one.own else ""),
    ]  # fmt: skip
