"""Decide patents one after the other by the keyboard, or many at once in the grid."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.data import Scored, Scores
from patentdesk.services import campaigns, consequences, reviewing
from patentdesk.services.cases import Case, case_of
from patentdesk.services.consequences import Consequences, Outlook
from patentdesk.services.evidence import decision_rules, number_of
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.decisions import DecisionRule
from patentdesk.triage.records import DecisionCode, Mark
from patentdesk.triage.telling import tell_veto
from patentdesk.ui import formats
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.columns import title_of
from patentdesk.ui.deciding import DecisionKeys
from patentdesk.ui.forms import Field
from patentdesk.ui.models import ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, panes, retone
from patentdesk.ui.review.casepage import CasePage
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.reviewcolumns import review_columns
from patentdesk.ui.reviewforms import defer_fields, next_look
from patentdesk.ui.settings import STRIP
from patentdesk.ui.tables import TableView


class DecideLens(Lens):
    """The lines of a review on the left, the case of the one under the cursor on the right, the keys below."""

    name = "decide"

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.case: Case | None = None
        self.outlook: tuple[int, Outlook] | None = None
        self.model = TableModel(review_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("triage", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.table.picked_changed.connect(self._tell_consequences)
        self.table.opened.connect(lambda _line: self.session.inspector_wanted.emit())
        self.chart = ChartView(self.session, chart("scores"))
        self.chart.clicked.connect(self.session.narrow)
        self.chart.setVisible(self.around.settings.get(STRIP))
        self.case_page = CasePage(self.around)
        self.keys = DecisionKeys(self.say)
        self.keys.chosen.connect(self._decide)
        self.keys.words_wanted.connect(self._ask_words)
        self.keys.left.connect(self.table.setFocus)
        self.live = ElidedLabel("muted")
        self.live.setContentsMargins(14, 5, 12, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._split(), 1)
        column.addWidget(self.live)
        column.addWidget(self.keys)

    def refresh(self) -> None:
        """Show the lines; gather once what the consequences are answered from."""
        desk, review = self.desk, self.review
        self.model.set_rows(ListRows(self.model.sorted(self.state.lines)))
        self.chart.show_data(scores_of(self.state.lines, self.say.language))
        if desk is None or review is None:
            self.case_page.show_case(None)
            return
        self.keys.set_rules(list(decision_rules(desk.library).values()))
        self.retranslate()
        rows = [number for number, one in enumerate(self._shown()) if one.patent.id == self.session.current]
        if self.model.rowCount():
            self.table.go(rows[0] if rows else 0)
        if self.outlook is None or self.outlook[0] != review.id:
            self.session.look(
                "outlook", "ui.job.outlook",
                lambda progress: (review.id, consequences.outlook_of_review(desk, review.id, progress=progress)),
                self._take_outlook, shown=True,
            )  # fmt: skip
        else:
            self._tell_consequences()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.keys.retranslate()
        self.table.setAccessibleName(self.say("ui.triage.lens.decide"))
        self.case_page.write()
        self._tell_consequences()

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def forget(self) -> None:
        """Gather anew what follows from dropping: fees or patents changed."""
        self.outlook = None

    def toggle_strip(self) -> None:
        """Show or fold the chart away."""
        shown = not self.chart.isVisibleTo(self)
        self.chart.setVisible(shown)
        self.around.settings.put(STRIP, shown)

    def select(self, patent_ids: set[int]) -> int:
        """Select the lines of some patents in the grid; return how many there are."""
        places = [number for number, one in enumerate(self._shown()) if one.patent.id in patent_ids]
        if places:
            self.table.go(places[0])
            chosen = self.table.selectionModel()
            for place in places[1:]:
                index = self.model.index(place, 0)
                chosen.select(index, chosen.SelectionFlag.Select | chosen.SelectionFlag.Rows)
        return len(places)

    # What can be done

    def skip(self) -> None:
        """Put the lines aside for now and go on."""
        self._mark(Mark.SKIPPED, go_on=True)

    def flag(self) -> None:
        """Flag the lines; flagged ones lose their flag."""
        lines = self.table.records()
        flagged = bool(lines) and all(one.item.mark is Mark.FLAGGED for one in lines)
        self._mark(Mark.NONE if flagged else Mark.FLAGGED, go_on=False)

    def note(self) -> None:
        """Ask for a note about the lines."""
        desk, review, lines = self.desk, self.review, self.table.records()
        if desk is None or review is None or not lines:
            return
        ids = [one.patent.id for one in lines]

        def answer(values: Mapping[str, Any]) -> None:
            self.session.operate(
                "ui.job.note", lambda _progress: campaigns.annotate(desk, review.id, ids, values["note"]), self.bar,
                lambda _changes: self.table.setFocus(),
            )  # fmt: skip

        fields = [Field("note", "ui.triage.note", value=lines[0].item.note, optional=True, stretch=1)]
        self.panel.ask(self.say("ui.triage.note.title", n=len(ids)), fields, self.say("ui.save"), answer)

    def together(self) -> None:
        """Select what is much like the present patent and waits in the review, to decide it together."""
        case = self.case
        if case is None:
            return
        wanted = {one.patent.id for one in case.relatives if one.in_review} | {case.evidence.patent.id}
        count = self.select(wanted)
        word = "ui.triage.together" if count > 1 else "ui.triage.together.none"
        self.bar.show_word("together", "note", word, n=count)

    def undecided(self) -> None:
        """Go to the next line without a decision."""
        self._go_on(self.table.currentIndex().row())

    # Answers

    def _decide(self, rule: DecisionRule, reason: str) -> None:
        desk = self.desk
        if desk is None:
            return
        values: dict[str, Any] = {"reason": reason}
        if rule.needs_date:
            values["review_on"] = next_look(desk.clock.today())
        self._carry_out(rule, [line.patent.id for line in self.table.records()], values)

    def _ask_words(self, rule: DecisionRule) -> None:
        desk = self.desk
        ids = [line.patent.id for line in self.table.records()]
        if desk is not None and ids:
            title = self.say("ui.triage.defer.title", decision=self.say.words.code("decision", rule.code))
            fields = defer_fields(rule, desk.clock.today())
            self.panel.ask(title, fields, self.say("ui.triage.defer.send"), partial(self._carry_out, rule, ids))

    def _carry_out(self, rule: DecisionRule, ids: list[int], values: Mapping[str, Any]) -> None:
        desk, review = self.desk, self.review
        if desk is None or review is None or not ids:
            return
        after = partial(self._decided, self.table.positions())
        self.session.operate(
            "ui.job.decide",
            lambda _progress: reviewing.decide(desk, ids, rule.code, review_id=review.id, **values),
            self.bar,
            after,
        )

    def _decided(self, rows: list[int], _changes: object) -> None:
        self.keys.clear()
        if rows:
            self._go_on(rows[-1])

    def _go_on(self, row: int) -> None:
        """Go to the next line without decision, at the end to the first one; with none left to the next line."""
        shown = self._shown()
        ahead = [*range(row + 1, len(shown)), *range(min(row, len(shown)))]
        open_ones = (place for place in ahead if shown[place].decision is None)
        following = next(open_ones, min(row + 1, len(shown) - 1))
        if shown:
            self.session.point_at(shown[following].patent.id)
            self.table.go(following)
        self.table.setFocus()

    def _mark(self, value: Mark, *, go_on: bool) -> None:
        desk, review = self.desk, self.review
        ids, rows = [line.patent.id for line in self.table.records()], self.table.positions()
        if desk is None or review is None or not ids:
            return
        done = partial(self._decided, rows) if go_on else None
        self.session.operate(
            "ui.job.note", lambda _progress: campaigns.mark(desk, review.id, ids, value), self.bar, done
        )

    def _point(self, line: ReviewLine | None) -> None:
        desk, review = self.desk, self.review
        if line is None or desk is None or review is None:
            return
        patent_id = line.patent.id
        self.session.point_at(patent_id)
        self.session.look(
            "case",
            "ui.job.review",
            lambda _progress: case_of(desk, patent_id, review.model, review.id),
            self._take_case,
        )

    def _take_case(self, case: Case) -> None:
        self.case = case
        self.case_page.show_case(case)
        self.keys.bar([tell_veto(self.say.words, one) for one in case.evidence.vetoes])

    def _take_outlook(self, found: tuple[int, Outlook]) -> None:
        self.outlook = found
        self._tell_consequences()

    def _tell_consequences(self) -> None:
        """Say what is saved and lost by what is decided, and by dropping what is selected as well."""
        review = self.review
        if review is None or self.outlook is None or self.outlook[0] != review.id:
            self.live.setText(self.say("ui.triage.live.wait") if review is not None else "")
            return
        dropped = {
            one.patent.id
            for one in self.state.lines
            if one.decision is not None and one.decision.code is DecisionCode.DROP
        }
        picked = {one.patent.id for one in self.table.records()}
        now = consequences.consequences(self.outlook[1], dropped)
        then = consequences.consequences(self.outlook[1], dropped | picked)
        text = self.say("ui.triage.live.now", what=self._told(now))
        if picked - dropped:
            text += "   ▸ " + self.say("ui.triage.live.then", n=len(picked - dropped), what=self._told(then))
        self.live.setText(text)
        retone(self.live, "tone", "warning" if then.emptied else "")

    def _told(self, found: Consequences) -> str:
        totals: dict[str, Any] = {}
        for saving in found.savings:
            held = totals.get(saving.amount.currency)
            totals[saving.amount.currency] = saving.amount if held is None else held + saving.amount
        money = " + ".join(str(total) for total in totals.values()) or "0"
        parts = [self.say("ui.triage.live.drops", n=found.dropped), self.say("ui.triage.live.saves", money=money)]
        if found.emptied:
            empty = [
                f"{self.say.words.code('segment', segment) or '–'} {office}" for segment, office in found.emptied[:2]
            ]
            parts.append(self.say("ui.triage.live.empties", n=len(found.emptied), where=", ".join(empty)))
        return formats.listed(parts)

    def _shown(self) -> list[ReviewLine]:
        return list(self.model.rows.records) if isinstance(self.model.rows, ListRows) else []

    def _split(self) -> QWidget:
        left = panes(Qt.Orientation.Vertical, (self.chart, self.table), (130, 450))
        left.setStretchFactor(1, 1)
        left.setMinimumWidth(260)
        split = panes(Qt.Orientation.Horizontal, (left, self.case_page), (400, 380))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        return split


def scores_of(lines: list[ReviewLine], language: str) -> Scores:
    """Return the lines of a review as the charts draw them."""
    return Scores(
        [
            Scored(
                line.patent.id,
                number_of(line.patent),
                line.item.score,
                line.item.grade.value,
                title=title_of(line.patent, language),
            )
            for line in lines
        ]
    )
