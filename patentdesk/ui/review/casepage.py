"""Write everything that speaks for a decision about one patent on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from patentdesk.core.money import Money
from patentdesk.services.cases import Case
from patentdesk.services.evidence import number_of
from patentdesk.services.fees import PlannedFee
from patentdesk.triage.indicators import State
from patentdesk.triage.telling import tell_advice, tell_comparison, tell_reading, tell_veto
from patentdesk.ui import formats
from patentdesk.ui.columns import status_tone, title_of
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.meter import Meter
from patentdesk.ui.pieces import rule
from patentdesk.ui.reviewcolumns import GRADE_TONES
from patentdesk.ui.surroundings import Surroundings

_WIDE = 620
"""From this width on, the page has two columns."""
_YEARS = 4
_ABSTRACT = 360


class CasePage(QWidget):
    """The page of one patent: in two columns where there is room, else in one that scrolls."""

    together = Signal()
    """The patents proposed shall be decided together with this one."""

    def __init__(self, around: Surroundings) -> None:
        """Show nothing until ``show_case``."""
        super().__init__()
        self._around = around
        self._case: Case | None = None
        self.first, self.second = Leaflet(), Leaflet()
        self._between = rule()
        self._between.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.first, 1)
        row.addWidget(self._between)
        row.addWidget(self.second, 1)
        self._narrow = True
        self._arrange()

    def show_case(self, case: Case | None) -> None:
        """Show another patent, None for nothing."""
        self._case = case
        self.write()

    def write(self) -> None:
        """Write the page in the language in use."""
        first, second, case = self.first, self.second, self._case
        first.begin()
        if case is None:
            first.finish()
            return
        if self._narrow:
            self._head(first, case)
            self._body(first, case)
            first.finish()
            return
        self._head(first, case)
        first.finish()
        second.begin()
        self._body(second, case)
        second.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one column or two."""
        super().resizeEvent(event)
        narrow = self.width() < _WIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
            self.write()

    def _arrange(self) -> None:
        self.second.setVisible(not self._narrow)
        self._between.setVisible(not self._narrow)

    def _head(self, page: Leaflet, case: Case) -> None:
        """Write what decides: advice, vetoes, what it protects, money, what is like it."""
        say, found = self._around.tongue, case.evidence
        words, patent = say.words, case.evidence.patent
        for one in (self.first, self.second):
            one.setAccessibleName(number_of(patent))
        page.text(title_of(patent, say.language), role="heading")
        page.text(formats.listed((number_of(patent), words.code("status", patent.status), _owners(case))), role="muted")
        code = found.recommendation.code
        page.section(say("ui.triage.advice"))
        page.text(
            formats.listed((words.code("decision", code) if code else "–", words.code("grade", found.score.grade))),
            role="heading",
        )
        page.text(tell_advice(words, found.recommendation), role="muted")
        marks = [
            words.code("high_value", flag) + ("" if held else " ?")
            for flag, held in found.high_value.items()
            if held is not False
        ]
        if marks:
            page.fact(say("high_value.title"), formats.listed(marks), tip=say("ui.triage.high_value.tip"))
        if case.moved:
            page.text(say("ui.triage.moved"), tone="warning")
        if found.vetoes:
            page.section(say("ui.triage.vetoes", n=len(found.vetoes)))
            for veto in found.vetoes:
                page.text(tell_veto(words, veto), tone="danger")
        self._money(page, case)
        if case.item is not None and (case.item.note or case.item.assignee):
            page.fact(say("ui.triage.note"), formats.listed((case.item.assignee, case.item.note)), tone="accent")
        abstract = patent.abstract_en if say.language == "en" and patent.abstract_en else patent.abstract
        if abstract:
            page.section(say("ui.triage.protects"))
            page.text(abstract if len(abstract) <= _ABSTRACT else abstract[:_ABSTRACT] + "…", tip=abstract)
        self._alike(page, case)
        self._past(page, case)

    def _money(self, page: Leaflet, case: Case) -> None:
        """Write the fees that keeping it costs and dropping it saves, and what it was valued at."""
        say = self._around.tongue
        page.section(say("ui.triage.money"))
        page.fact(say("ui.triage.fees_saved"), fees_line(case.fees, say("ui.triage.unpriced")))
        for fee in case.fees[:_YEARS]:
            year = say("ui.patent_year", year=fee.patent_year)
            paid = str(fee.fee.payable) if fee.fee is not None else say("ui.triage.unpriced")
            page.fact(formats.day(fee.due_date), formats.listed((year, paid)))
        for one in case.values:
            ends = [money for minor in (one.low_minor, one.high_minor) if (money := formats.money(minor, one.currency))]
            text = formats.listed((formats.money(one.value_minor, one.currency), " – ".join(ends)))
            page.fact(say.words.code("method", one.method), text, tip=formats.day(one.valued_on))
        if not case.values:
            page.fact(say("ui.triage.value"), say("ui.triage.not_valued"), tone="muted")

    def _alike(self, page: Leaflet, case: Case) -> None:
        """Write the family and what is much like it; those that wait in the review can be decided together."""
        say = self._around.tongue
        if not case.relatives:
            return
        waiting = sum(one.in_review for one in case.relatives)
        page.section(say("ui.triage.alike", n=waiting))
        for one in case.relatives:
            why = formats.listed((say.words.code("alike", one.why), formats.percent(one.words) if one.words else ""))
            name = number_of(one.patent)
            page.fact(why, f"{name} {title_of(one.patent, say.language)}", tone="accent" if one.in_review else "")

    def _past(self, page: Leaflet, case: Case) -> None:
        say, words = self._around.tongue, self._around.tongue.words
        if case.votes:
            page.section(say("ui.triage.votes"))
            for vote in case.votes:
                page.fact(vote.voter, formats.listed((words.code("decision", vote.code), vote.reason)))
        if case.evidence.decisions:
            page.section(say("ui.inspector.decisions"))
        for one in case.evidence.decisions:
            signed = say("ui.signed_by", name=one.signed_by) if one.signed_at is not None else say("ui.unsigned")
            code = words.code("decision", one.code)
            page.fact(formats.day(one.decided_at), formats.listed((code, one.reason, one.decided_by, signed)))

    def _body(self, page: Leaflet, case: Case) -> None:
        """Write the score with its reasons, other models, and the facts."""
        say, words, found = self._around.tongue, self._around.tongue.words, case.evidence
        look, value, grade = self._around.appearance, found.score.value, found.score.grade
        page.section(say("ui.triage.score"))
        share = None if value is None else value / 100
        page.meter(words.code("grade", grade), Meter(look, share, formats.number(value, 1), GRADE_TONES[grade]))
        known = found.score.coverage
        page.meter(say("ui.column.coverage"), Meter(look, known, formats.percent(known), "muted"))
        for name, other, its in case.grades:
            page.meter(
                words.code("model", name),
                Meter(look, None if other is None else other / 100, formats.number(other, 1), GRADE_TONES[its]),
                tip=words.code("grade", its),
            )
        self._parts(page, case)
        self._facts(page, case)

    def _parts(self, page: Leaflet, case: Case) -> None:
        say, score = self._around.tongue, case.evidence.score
        page.section(say("ui.triage.parts"))
        total = sum(part.weight for part in score.parts if part.points is not None) or 1.0
        for part in sorted(score.parts, key=lambda one: -one.contribution):
            reading = tell_reading(say.words, part.reading)
            name = say.words.code("indicator", part.indicator)
            if part.points is not None:
                figure = f"{part.contribution:.1f} / {100 * part.weight / total:.1f}"
                tip = f"{reading}\n{tell_comparison(say.words, part)}"
                page.meter(name, Meter(self._around.appearance, part.points / 100, figure), tip=tip)
            elif part.reading.state is not State.NOT_APPLICABLE:
                page.fact(name, reading, tone="warning")

    def _facts(self, page: Leaflet, case: Case) -> None:
        say, facts = self._around.tongue, case.evidence.facts
        page.section(say("ui.triage.facts"))
        page.fact(say("field.status"), say.words.code("status", facts.status), tone=status_tone(facts.status))
        page.fact(say("ui.triage.term_end"), formats.day(facts.term_end))
        family = formats.listed((number_of(one) for one in case.family), ", ")
        offices = ", ".join(facts.family_offices) if facts.family_offices is not None else ""
        page.fact(say("ui.inspector.family"), formats.listed((offices, family)))
        page.fact(say("field.product"), facts.product)
        for tie in facts.ties:
            page.fact(say.words.code("encumbrance", tie.kind), formats.listed((tie.counterparty, formats.day(tie.end))))


def _owners(case: Case) -> str:
    return ", ".join(case.evidence.facts.owners[:3])


def fees_line(fees: Sequence[PlannedFee], unpriced: str) -> str:
    """Return the sums of fees by currency with the years that they fall in, and how many have no price."""
    sums: dict[str, Money] = {}
    for one in fees:
        if one.fee is not None:
            paid = one.fee.payable
            sums[paid.currency] = sums[paid.currency] + paid if paid.currency in sums else paid
    if not fees:
        return formats.NOTHING
    years: list[date] = [one.due_date for one in fees]
    missing = sum(one.fee is None for one in fees)
    span = f"{min(years).year}–{max(years).year}"
    return formats.listed((" + ".join(map(str, sums.values())), span, f"{missing} {unpriced}" if missing else ""))
