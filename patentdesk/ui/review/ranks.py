"""Rank the patents of the query by a model whose weights can be moved, beside a second model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from patentdesk.portfolio.records import Patent
from patentdesk.services import listing, ranking
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import model_names, number_of
from patentdesk.services.ranking import Ranking, Rated
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.jobs import Job, Lane
from patentdesk.ui.models import PAGE, Column, PagedRows, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import ElidedLabel, SteadySlider, button, choice_box, label, panes
from patentdesk.ui.review.lens import Lens
from patentdesk.ui.reviewcolumns import GRADE_TONES
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_MOST_WEIGHT = 40
_STEPS = 2
"""Steps of a slider for one point of weight."""
_REST_MS = 30


@dataclass(frozen=True, slots=True)
class _Place:
    """One patent at its place; ``other`` is its place under the second model."""

    place: int
    patent: Patent
    score: float | None
    coverage: float
    grade: Any
    other: int | None


def _columns(say: Tongue) -> list[Column]:
    def moved(one: _Place) -> str:
        return "" if one.other is None else f"{one.other:,} ({one.place - one.other:+,})"

    return [
        Column("place", "ui.triage.column.place", lambda one: f"{one.place:,}", 64, right=True),
        Column("grade", "ui.column.grade", lambda one: say.words.code("grade", one.grade), 92,
               tone=lambda one: GRADE_TONES[one.grade], dot=True),
        Column("score", "ui.column.score", lambda one: formats.number(one.score, 2), 66, right=True),
        Column("coverage", "ui.column.coverage", lambda one: formats.percent(one.coverage), 74, right=True),
        Column("other", "ui.triage.column.other", moved, 110, right=True, tone=lambda _one: "muted"),
        Column("number", "ui.column.number", lambda one: number_of(one.patent), 140),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 260),
    ]  # fmt: skip


class RanksLens(Lens):
    """The patents of the query by score; a slider for each indicator ranks them anew at once."""

    name = "ranks"
    needs_review = False

    def __init__(self, panel: Panel) -> None:
        """Lay the lens out."""
        super().__init__(panel)
        self.rated: Rated | None = None
        self.ranked: Ranking | None = None
        self._other: Rated | None = None
        self._other_place: np.ndarray[Any, np.dtype[np.int64]] | None = None
        self._sliders: dict[str, QSlider] = {}
        self._names: dict[str, QLabel] = {}
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 6)
        head.setSpacing(8)
        self.told = ElidedLabel("muted")
        head.addWidget(self.told, 1)
        self.model_name, self.other_name = choice_box(22), choice_box(22)
        self.against = label("muted")
        for one in (self.model_name, self.against, self.other_name):
            head.addWidget(one)
        for box in (self.model_name, self.other_name):
            box.activated.connect(self.refresh)
        self.reset = button(head, self._reset, look="flat")
        self.model = TableModel(_columns(self.say), self.say, self.around.appearance)
        self.table = TableView("ranks", self.model, self.say, self.around.settings)
        self.table.current_changed.connect(self._point)
        self.weights = QScrollArea()
        self.weights.setWidgetResizable(True)
        self.weights.setFrameShape(QScrollArea.Shape.NoFrame)
        self.weights.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(panes(Qt.Orientation.Horizontal, (self.table, self.weights), (480, 270)), 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REST_MS)
        self._soon.timeout.connect(self._rank)

    def refresh(self) -> None:
        """Rate the patents of the query by the chosen models."""
        desk, query = self.desk, self.session.query
        if desk is None:
            return
        name, other = self.model_name.currentData(), self.other_name.currentData()
        self.told.setText(self.say("ui.triage.ranks.rating"))
        self.session.look(
            "rating",
            "ui.job.rating",
            lambda progress: _rate(desk, query, name, other, progress),
            self._take,
            shown=True,
        )

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.reset.setText(self.say("ui.triage.ranks.reset"))
        self.against.setText(self.say("ui.triage.ranks.against"))
        self.table.setAccessibleName(self.say("ui.triage.lens.ranks"))
        for name, text in self._names.items():
            text.setText(self.say.words.code("indicator", name))
            self._sliders[name].setAccessibleName(text.text())
        for box in (self.model_name, self.other_name):
            for place in range(box.count()):
                value = box.itemData(place)
                word = self.say.words.code("model", value) if value else self.say("ui.triage.ranks.alone")
                box.setItemText(place, word)
        self._tell()

    def main_view(self) -> QWidget:
        """Return the table."""
        return self.table

    def _take(self, found: tuple[list[str], Rated, Rated | None]) -> None:
        names, self.rated, self._other = found
        self._offer(self.model_name, names, self.rated.model.id)
        self._offer(self.other_name, ["", *names], self._other.model.id if self._other is not None else "")
        self._other_place = None if self._other is None else _places(self._other)
        self._show_sliders()
        self._rank()
        self.retranslate()

    def _offer(self, box: QComboBox, names: list[str], chosen: str) -> None:
        box.clear()
        for name in names:
            box.addItem(name, name)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    def _show_sliders(self) -> None:
        """Make a slider for each indicator of the model."""
        rated = self.rated
        if rated is None:
            return
        self._sliders, self._names = {}, {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(rated.model.indicators):
            name, slider, figure = label("muted"), SteadySlider(Qt.Orientation.Horizontal), label()
            name.setWordWrap(True)
            name.setFixedWidth(104)
            slider.setRange(0, _MOST_WEIGHT * _STEPS)
            slider.setValue(round(one.weight * _STEPS))
            slider.setMinimumWidth(72)
            figure.setFixedWidth(30)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            figure.setText(f"{one.weight:g}")
            slider.valueChanged.connect(partial(self._moved, figure))
            for place, widget in enumerate((name, slider, figure)):
                grid.addWidget(widget, row, place)
            self._sliders[one.id], self._names[one.id] = slider, name
        grid.setRowStretch(len(rated.model.indicators), 1)
        self.weights.setWidget(inside)

    def _moved(self, figure: QLabel, value: int) -> None:
        figure.setText(f"{value / _STEPS:g}")
        self._soon.start()

    def _reset(self) -> None:
        if self.rated is not None:
            for one in self.rated.model.indicators:
                self._sliders[one.id].setValue(round(one.weight * _STEPS))

    def _rank(self) -> None:
        """Rank under the weights of the sliders, away from the window's thread."""
        rated = self.rated
        weights = {name: slider.value() / _STEPS for name, slider in self._sliders.items()}
        if rated is None or sum(weights.values()) <= 0:
            return
        self.session.jobs.start(
            Job("ranking", "ui.job.rating", lambda _progress: rated.ranked(weights), self._show, lane=Lane.READING,
                shown=False)
        )  # fmt: skip

    def _show(self, ranked: Ranking) -> None:
        self.ranked = ranked
        self.model.set_rows(PagedRows(ranked.ids, self._fetch))
        self._tell()

    def _tell(self) -> None:
        ranked, rated = self.ranked, self.rated
        if ranked is None or rated is None:
            return
        known = int(np.count_nonzero(~np.isnan(ranked.scores)))
        self.told.setText(self.say("ui.triage.ranks.count", n=len(ranked.ids), known=known))

    def _fetch(self, pages: dict[int, Any]) -> None:
        desk, rows = self.desk, self.model.rows
        if desk is not None and isinstance(rows, PagedRows):
            self.session.look(
                "ranks.pages", "ui.job.find",
                lambda _progress: {number: listing.patents(desk, ids) for number, ids in pages.items()},
                partial(self._arrived, rows),
            )  # fmt: skip

    def _arrived(self, rows: PagedRows, pages: dict[int, list[Patent]]) -> None:
        rows.arrive({number: self._placed(number * PAGE, some) for number, some in pages.items()})

    def _placed(self, start: int, patents: list[Patent]) -> list[_Place]:
        ranked, rated = self.ranked, self.rated
        if ranked is None or rated is None:
            return []
        found = []
        for place, patent in enumerate(patents, start=start):
            score, coverage = float(ranked.scores[place]), float(ranked.coverage[place])
            value = None if np.isnan(score) else score
            grade = rated.model.grade(value, coverage)
            found.append(_Place(place + 1, patent, value, coverage, grade, self._elsewhere(patent.id)))
        return found

    def _elsewhere(self, patent_id: int) -> int | None:
        """Return the place of a patent under the second model."""
        if self._other is None or self._other_place is None:
            return None
        return int(self._other_place[np.searchsorted(self._other.ids, patent_id)])

    def _point(self, one: _Place | None) -> None:
        if one is not None:
            self.session.point_at(one.patent.id)


def _places(rated: Rated) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return for each patent, in the order of the ids, its place from 1."""
    ranked = rated.ranked()
    places = np.empty(len(rated.ids), np.int64)
    places[np.searchsorted(rated.ids, ranked.ids)] = np.arange(1, len(rated.ids) + 1)
    return places


def _rate(
    desk: Desk,
    query: str,
    name: str | None,
    other: str | None,
    progress: Any,  # noqa: ANN401 - Progress
) -> tuple[list[str], Rated, Rated | None]:
    with desk.file.reading() as reader:
        names = model_names(desk.library, reader)
    chosen = name if name in names else names[0]
    rated = ranking.rate_selection(desk, query, chosen, progress=progress)
    beside = ranking.rate_selection(desk, query, other, progress=progress) if other in names else None
    return names, rated, beside
