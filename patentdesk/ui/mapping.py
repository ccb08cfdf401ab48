"""Let the user say what the columns of a file mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from patentdesk.ui.intakecolumns import field_name
from patentdesk.ui.pieces import ElidedLabel, SteadyBox, button, label, retone
from patentdesk.ui.pinyin import spelling
from patentdesk.ui.tongue import Tongue

_NOT_USED = ""
_BOX_WIDTH = 250
_HEADER_WIDTH = 230


class MappingEditor(QScrollArea):
    """One line per header: its text, an example from the file, and a choice of fields."""

    remapped = Signal(object)
    """Header → field of the changed ones; None: only kept as written."""
    forgotten = Signal()
    """What was remembered of these headers is to be forgotten."""

    def __init__(self, say: Tongue) -> None:
        """Show nothing until ``show_mapping``."""
        super().__init__()
        self._say = say
        self._boxes: dict[str, QComboBox] = {}
        self._names: dict[str, QLabel] = {}
        self._before: dict[str, str] = {}
        self._shown: object = None
        """What the lines were made of, but for the meanings."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_mapping(
        self,
        mapping: Mapping[str, str | None],
        fields: Sequence[str],
        examples: Mapping[str, str],
        *,
        remembered: bool = False,
    ) -> None:
        """Show what the headers mean now; those without a meaning come first. ``examples``: header → a cell's text.

        Lines that are there already stay where they are, under the hands of who works on them.
        """
        self._before = {header: name or _NOT_USED for header, name in mapping.items()}
        shown = (self._say.language, frozenset(mapping), tuple(fields), dict(examples), remembered)
        if shown != self._shown:
            self._shown = shown
            self._make_lines(fields, examples, remembered=remembered)
        for header, name in self._before.items():
            self._boxes[header].setCurrentIndex(max(self._boxes[header].findData(name), 0))
            retone(self._names[header], "role", None if name else "muted")

    def _make_lines(self, fields: Sequence[str], examples: Mapping[str, str], *, remembered: bool) -> None:
        self._boxes = {}
        self._names = {}
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(self._head(remembered=remembered))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for place, key in enumerate(("header", "example", "meaning")):
            grid.addWidget(label("section", self._say(f"ui.mapping.{key}")), 0, place)
        choices = self._choices(fields)
        for row, header in enumerate(sorted(self._before, key=lambda one: bool(self._before[one])), start=1):
            self._add_line(grid, row, header, examples.get(header, ""), choices)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(sheet)

    def box(self, header: str) -> QComboBox:
        """Return the choice beside a header."""
        return self._boxes[header]

    def _head(self, *, remembered: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        hint = label("muted", self._say("ui.mapping.remembered" if remembered else "ui.mapping.hint"))
        hint.setWordWrap(True)
        row.addWidget(hint, 1)
        if remembered:
            button(row, self.forgotten.emit, look="flat").setText(self._say("ui.mapping.forget"))
        return row

    def _choices(self, fields: Sequence[str]) -> QStandardItemModel:
        """Return the fields by name, in one model for all boxes."""
        model = QStandardItemModel(self)
        named = sorted(((_name(self._say, name), name) for name in fields), key=lambda one: spelling(one[0]))
        for text, name in [(self._say("ui.mapping.unused"), _NOT_USED), *named]:
            item = QStandardItem(text)
            item.setData(name, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model

    def _add_line(self, grid: QGridLayout, row: int, header: str, example: str, choices: QStandardItemModel) -> None:
        name = self._names[header] = label("", header)
        name.setWordWrap(True)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setFixedWidth(_HEADER_WIDTH)
        shown = ElidedLabel("muted")
        shown.setText(" ".join(example.split())[:200])
        box = SteadyBox()
        box.setModel(choices)
        box.setFixedWidth(_BOX_WIDTH)
        box.setMaxVisibleItems(18)
        box.setAccessibleName(header)
        box.activated.connect(self._changed)
        self._boxes[header] = box
        for place, widget in enumerate((name, shown, box)):
            grid.addWidget(widget, row, place)

    def _changed(self) -> None:
        now = {header: str(box.currentData()) for header, box in self._boxes.items()}
        changed = {header: name or None for header, name in now.items() if name != self._before[header]}
        if changed:
            self.remapped.emit(changed)


def _name(say: Tongue, field: str) -> str:
    name = field_name(say, field)
    return name[:1].upper() + name[1:]
