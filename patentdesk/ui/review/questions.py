"""Answer a questionnaire about the patent under the cursor: a digit answers and goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from patentdesk.charts.catalogue import chart
from patentdesk.charts.triagedata import Radar
from patentdesk.portfolio.records import Patent
from patentdesk.services import answering
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of, questionnaires
from patentdesk.triage.questionnaires import Profile, Question, Questionnaire
from patentdesk.triage.records import Answer
from patentdesk.ui import formats
from patentdesk.ui.chartview import ChartView
from patentdesk.ui.columns import title_of
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, choice_box, panes
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_FIRST = "ipscore"
"""The questionnaire shown first."""
_FEW = 3
"""A shape needs more corners."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question with what was answered."""

    questionnaire: str
    group: str
    question: Question
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class _Read:
    patent: Patent
    known: Mapping[str, Questionnaire]
    name: str
    answers: Mapping[str, Answer]
    profile: Profile


def _columns(say: Tongue) -> list[Column]:
    def asked(one: _Asked) -> str:
        return f"{one.question.id}  {say.words.code(f'question.{one.questionnaire}', one.question.id)}"

    def meaning(one: _Asked) -> str:
        """Return what the answer stands for, or what the answers stand for while there is none."""
        anchors = one.question.anchors
        if one.answer is not None and anchors and 1 <= one.answer.value <= len(anchors):
            return f"{anchors[round(one.answer.value) - 1]} {say.words.code('unit', one.question.unit)}".strip()
        return " | ".join(f"{place}: {text}" for place, text in enumerate(anchors, start=1))

    return [
        Column("group", "ui.triage.column.group",
               lambda one: say.words.code(f"question_group.{one.questionnaire}", one.group), 110),
        Column("question", "ui.triage.column.question", asked, 300, tip=asked),
        Column("answer", "ui.triage.column.answer",
               lambda one: f"{one.answer.value:g}" if one.answer is not None else "", 70, right=True,
               tone=lambda _one: "accent"),
        Column("meaning", "ui.triage.column.meaning", meaning, 200, tone=lambda _one: "muted", tip=meaning),
        Column("by", "ui.triage.column.by",
               lambda one: formats.listed((one.answer.answered_by, one.answer.reason)) if one.answer else "", 140),
    ]  # fmt: skip


class _Answers(TableView):
    """A table in which a digit answers the question under the cursor."""

    answered = Signal(object)
    """The value (None takes the answer back)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by a digit, take back by Delete."""
        if event.text().isdigit() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.answered.emit(float(event.text()))
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.answered.emit(None)
        else:
            super().keyPressEvent(event)


class QuestionsLens(Lens):
    """The questions on the left, the profile as a radar on the right, one shape for each set of weights' score."""

    name = "questions"

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.read: _Read | None = None
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 6)
        head.setSpacing(8)
        self.patent = ElidedLabel("heading")
        head.addWidget(self.patent, 1)
        self.which, self.weights = choice_box(22), choice_box(22)
        self.which.activated.connect(self._again)
        self.weights.activated.connect(self._again)
        head.addWidget(self.which)
        head.addWidget(self.weights)
        self.score = ElidedLabel("muted")
        self.score.setContentsMargins(14, 0, 12, 4)
        self.model = TableModel(_columns(self.say), self.say, self.around.appearance)
        self.table = _Answers("questions", self.model, self.say, self.around.settings)
        self.table.answered.connect(self._answer)
        self.radar = ChartView(self.session, chart("radar"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.score)
        column.addWidget(panes(Qt.Orientation.Horizontal, (self.table, self.radar), (520, 300)), 1)
        self.session.current_changed.connect(self._moved)

    def refresh(self) -> None:
        """Read the answers about the patent under the cursor."""
        desk, current = self.desk, self.session.current
        lines = self.state.lines
        patent_id = current if current is not None else (lines[0].patent.id if lines else None)
        if desk is None or patent_id is None:
            return
        name, weights = self.which.currentData(), self.weights.currentData()
        self.session.look(
            "answers", "ui.job.review", lambda _progress: _read(desk, patent_id, name, weights), self._take
        )

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.table.setAccessibleName(self.say("ui.triage.lens.questions"))
        if self.read is not None:
            self._take(self.read)

    def main_view(self) -> QWidget:
        """Return the questions."""
        return self.table

    def _again(self) -> None:
        self.refresh()
        self.table.setFocus()

    def _moved(self) -> None:
        self._stale = True
        if self.isVisible():
            self.enter()

    def _answer(self, value: float | None) -> None:
        desk, read, one = self.desk, self.read, self.table.current()
        if desk is None or read is None or one is None:
            return
        patent_id, name, question = read.patent.id, read.name, one.question.id
        row = self.table.currentIndex().row()

        def done(_changes: object) -> None:
            self.table.go(min(row + 1, self.model.rowCount() - 1))

        self.session.operate(
            "ui.job.answer", lambda _progress: answering.answer(desk, [patent_id], name, {question: value}), self.bar,
            done,
        )  # fmt: skip

    def _take(self, read: _Read | None) -> None:
        if read is None:
            return
        row = max(self.table.currentIndex().row(), 0)
        self.read = read
        asked, words = read.known[read.name], self.say.words
        _fill(self.which, [(name, words.code("questionnaire", name)) for name in read.known], read.name)
        scenario = self.weights.currentData()
        names = [(one, words.code("scenario", one)) for one in asked.scenarios]
        _fill(self.weights, names, scenario if scenario in asked.scenarios else names[0][0])
        self.patent.setText(formats.listed((number_of(read.patent), title_of(read.patent, self.say.language))))
        found = read.profile
        shown = formats.number(found.score, 1) if found.score is not None else formats.NOTHING
        ends = {"lowest": f"{asked.lowest:g}", "highest": f"{asked.highest:g}"}
        told = {"score": shown, "coverage": formats.percent(found.coverage), **ends}
        self.score.setText(self.say("ui.triage.questions.score", **told))
        lines = [
            _Asked(read.name, group.id, question, read.answers.get(question.id))
            for group in asked.groups
            for topic in group.topics
            for question in topic.questions
        ]
        self.model.set_rows(ListRows(lines))
        if lines:
            self.table.go(min(row, len(lines) - 1))
        self.radar.show_data(_radar(read, self.say))


def _radar(read: _Read, say: Tongue) -> Radar:
    """Return the means of the groups, or of the topics where there are too few groups for a shape."""
    asked = read.known[read.name]
    span = asked.highest - asked.lowest
    if len(asked.groups) > _FEW:
        kind, means = "question_group", [(one.group, one.mean) for one in read.profile.groups]
    else:
        given = {name: one.value for name, one in read.answers.items()}
        topics = [topic for group in asked.groups for topic in group.topics]
        known = [(topic.id, [given[one.id] for one in topic.questions if one.id in given]) for topic in topics]
        kind, means = "question_topic", [(name, sum(some) / len(some) if some else None) for name, some in known]
    axes = [say.words.code(f"{kind}.{read.name}", name) for name, _ in means]
    values = [None if mean is None else (mean - asked.lowest) / span for _, mean in means]
    return Radar(axes, [(number_of(read.patent), values)])


def _fill(box: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))


def _read(desk: Desk, patent_id: int, name: str | None, weights: str | None) -> _Read | None:
    with desk.file.reading() as reader:
        patent = reader.get(Patent, patent_id)
        known = questionnaires(desk.library, reader)
    if patent is None:
        return None
    asked = name if name is not None and name in known else _FIRST if _FIRST in known else next(iter(known))
    scenario = weights if weights is not None and weights in known[asked].scenarios else ""
    found = answering.profile_of(desk, patent_id, asked, scenario)
    return _Read(patent, known, asked, answering.answers(desk, patent_id, asked), found)
