"""Work any formula of valuation on typed numbers, step by step; no portfolio is needed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QWidget

from patentdesk.core.problems import Refused
from patentdesk.services import worth
from patentdesk.services.worth import Calculation
from patentdesk.ui import formats
from patentdesk.ui.docket.pieces import ChoiceBox
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.page import Page
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import SteadyBox, label, retone
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue
from patentdesk.valuation.formulas.base import Formula, Kind, Parameter, Step, Value, value_text

_SETTLE_MS = 200
_WIDE = 320


class WorthPage(Page):
    """The valuation calculator of the window."""

    of_desk = False

    def __init__(self, panel: Panel) -> None:
        """Begin with relief from royalty."""
        super().__init__(panel.say, "ui.value.worth.title")
        self._inputs: dict[str, QLineEdit | QComboBox] = {}
        self.method, self.published = ChoiceBox(), QLineEdit()
        self.model = TableModel(_columns(panel.say), panel.say, panel.around.appearance)
        self.table = TableView("worth", self.model, panel.say, panel.around.settings)
        self.told, self._source, self._method_label, self._published_label = (label() for _ in range(4))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.calculate)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        self.method.setMinimumWidth(300)
        self.published.setMaximumWidth(140)
        for widget in (self._method_label, self.method, self._published_label, self.published):
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addLayout(row)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        split = QSplitter()
        split.addWidget(self._scroll)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setSizes([_WIDE, 760])
        split.setChildrenCollapsible(False)
        self.column.addWidget(split, 1)
        for text in (self.told, self._source):
            text.setWordWrap(True)
            self.column.addWidget(text)
        self._source.setProperty("role", "muted")
        self.published.textChanged.connect(self.changed)
        self.method.currentIndexChanged.connect(self._ask)

    def enter(self) -> None:
        """Begin at the formula."""
        self.method.setFocus()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self._method_label.setText(self.say("worth.head.method"))
        self._published_label.setText(self.say("term.published"))
        named = [
            (one.key, f"{self.say(f'worth.room.{one.room}')} · {self.say(f'worth.{one.key}')}")
            for one in worth.FORMULAS
        ]
        self.method.offer(named, self.method.code() or "relief_from_royalty")

    @property
    def formula(self) -> Formula | None:
        """The formula that is chosen; None while none is."""
        code = self.method.code()
        return worth.named(code) if code else None

    def changed(self) -> None:
        """Compute anew once nothing is typed any more."""
        self._soon.start()

    def _ask(self) -> None:
        """Offer the inputs of the formula; what was typed under the same name stays."""
        formula = self.formula
        if formula is None:
            return
        before = {key: _typed(widget) for key, widget in self._inputs.items()}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(5)
        self._inputs = {}
        for place, parameter in enumerate(formula.parameters):
            widget = _editor(self.say, parameter, formula, before.get(parameter.key, ""))
            title = self.say.words.code("term", parameter.key) + (" *" if parameter.required else "")
            widget.setAccessibleName(title)
            widget.setToolTip(_hint(self.say, parameter))
            if isinstance(widget, QLineEdit):
                widget.textChanged.connect(self.changed)
            else:
                widget.activated.connect(self.changed)
            grid.addWidget(label("muted", title), place, 0)
            grid.addWidget(widget, place, 1)
            self._inputs[parameter.key] = widget
        grid.setRowStretch(len(formula.parameters), 1)
        self._scroll.setWidget(inner)
        self._source.setText(self.say("worth.source", source=formula.source))
        self.calculate()

    def calculate(self) -> None:
        """Work the formula; say what is missing or wrong."""
        formula = self.formula
        if formula is None:
            return
        stated: dict[str, object] = {key: text for key, one in self._inputs.items() if (text := _typed(one))}
        try:
            found = worth.calculate(formula.key, stated)
            compared = worth.compare_published(found, self.published.text()) if self.published.text().strip() else None
        except Refused as refused:
            self.model.set_rows(ListRows())
            waiting = refused.problem.code == "worth_input_missing"
            self._tell(self.say.words.problem(refused.problem), "muted" if waiting else "danger")
            return
        self.model.set_rows(ListRows(list(found.worked.steps)))
        lines = [self._result(found), *(self.say.words.problem(one) for one in found.worked.problems)]
        if compared is not None:
            lines += compared.sentences(self.say.words)
        self._tell("\n".join(lines), "warning" if found.worked.problems or (compared and not compared.agrees) else "")

    def _result(self, found: Calculation) -> str:
        main = found.worked.main
        return f"{self.say.words.code('term', main)} = {value_text(found.worked.value)}"

    def _tell(self, text: str, tone: str) -> None:
        self.told.setText(text)
        retone(self.told, "tone", tone)


def _editor(say: Tongue, parameter: Parameter, formula: Formula, before: str) -> QLineEdit | QComboBox:
    if parameter.choices:
        box = SteadyBox()
        fixed = parameter.key in formula.fixed
        for choice in parameter.choices:
            box.addItem(_choice(say, parameter, choice), choice)
        start = formula.fixed[parameter.key] if fixed else before or parameter.default
        box.setCurrentIndex(max(box.findData(str(start)), 0))
        box.setEnabled(not fixed)
        return box
    line = QLineEdit(before)
    if not parameter.required:
        line.setPlaceholderText(value_text(parameter.default))  # type: ignore[arg-type]  # the default of its kind
    return line


def _choice(say: Tongue, parameter: Parameter, choice: str) -> str:
    """Return what a choice is called; a currency and a legal status have names of their own."""
    if parameter.key == "currency":
        return choice.upper()
    return say.words.code("status" if parameter.key == "status" else "worth.choice", str(choice))


def _typed(widget: QLineEdit | QComboBox) -> str:
    return widget.text().strip() if isinstance(widget, QLineEdit) else str(widget.currentData() or "")


def _hint(say: Tongue, parameter: Parameter) -> str:
    """Return what kind of input it is, its unit and its bounds."""
    low, high = ("" if abs(end) > 1e300 else f"{end:g}" for end in (parameter.minimum, parameter.maximum))
    kind = formats.listed(_choice(say, parameter, one) for one in parameter.choices) or say.words.code(
        "worth.kind", parameter.kind
    )
    unit = "" if parameter.kind is Kind.CHOICE else say.words.code("unit", parameter.unit)
    return " · ".join(part for part in (kind, unit, f"{low} … {high}" if low or high else "") if part)


def _columns(say: Tongue) -> list[Column]:
    def shown(value: Value) -> str:
        return value_text(value)

    return [
        Column("step", "worth.head.step", lambda one: _name(say, one), 130),
        Column(
            "value", "worth.head.value", lambda one: shown(one.value), 170, right=True, tip=lambda one: shown(one.value)
        ),
        Column("formula", "worth.head.formula", lambda one: one.formula, 220, tip=lambda one: one.formula),
    ]


def _name(say: Tongue, step: Step) -> str:
    return say.words.code("term", step.key)
