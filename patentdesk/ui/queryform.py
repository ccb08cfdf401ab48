"""Ask by filling in a form: the same query text, for those who do not type it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from patentdesk.portfolio.fields import FIELDS, FLAGS, Field
from patentdesk.portfolio.query import written
from patentdesk.portfolio.speech import speech
from patentdesk.ui.pieces import SteadyBox, button, label
from patentdesk.ui.queryparts import RANGED, Parts, put_together, take_apart
from patentdesk.ui.session import Session
from patentdesk.ui.vocabulary import CODES, field_name, value_name

GROUPS: Sequence[tuple[str, Sequence[str]]] = (
    ("words", ("title", "abstract", "number", "class", "ipc_main")),
    ("who", ("applicant", "inventor", "member", "agency", "responsible")),
    ("what", ("office", "right_type", "status", "segment", "product", "tags", "kind_code", "reduction", "encumbrance",
              "decision", "grade", "note")),
    ("when", ("filing_date", "priority_date", "publication_date", "grant_date", "expires", "due", "status_date",
              "expiry_date")),
    ("count", ("family_size", "claims_count", "cited_by_count", "cites_count", "paid_through_year", "id")),
)  # fmt: skip
"""Every field of the query language stands in one group."""
_KNOWN = {field.name: field for field in FIELDS}
_SOON_MS = 120
_COLUMNS = 2
_WIDE = 780
_ARROW = 30
"""Of a line's end, for the button that opens the codes."""
_AROUND = 60
"""Of the screen's height, left for the frame of the form."""


class QueryForm(QDialog):
    """A form beside the window; what is entered is looked for at once, Enter asks in earnest."""

    left = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Lay the form out and fill in what the query asks now."""
        super().__init__(parent)
        self._session = session
        self._say = session.around.tongue
        self._speech = speech(self._say.words)
        self._others = ""
        self._filling = False
        self.words = QLineEdit()
        self.values: dict[str, QLineEdit] = {}
        self.ranges: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        self.flags: dict[str, QComboBox] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._try_out)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out()
        self.resize(_WIDE, min(self._wanted, self.screen().availableGeometry().height() - _AROUND))
        session.query_changed.connect(self.show_query)
        session.query_refused.connect(self._tell)
        session.found.connect(self._tell)
        session.desk_changed.connect(self.close)
        self.show_query()
        self._tell()
        self.words.setFocus()

    def text(self) -> str:
        """Return the query text of the form."""
        return put_together(
            Parts(
                self.words.text().strip(),
                {name: line.text() for name, line in self.values.items() if line.text().strip()},
                {name: (low.text(), high.text()) for name, (low, high) in self.ranges.items()},
                {name: box.currentData() == "yes" for name, box in self.flags.items() if box.currentData()},
                self._others,
            ),
            self._speech,
        )

    def show_query(self) -> None:
        """Fill in what the query asks, unless it says what the form says already."""
        asked = self._session.asked
        desk = self._session.desk
        if desk is None or self.text() == asked:
            return
        parts = take_apart(asked, self._session.codes(), self._speech)
        self._filling = True
        self.words.setText(parts.words)
        for name, line in self.values.items():
            line.setText(parts.values.get(name, ""))
        for name, ends in self.ranges.items():
            for line, value in zip(ends, parts.ranges.get(name, ("", "")), strict=True):
                line.setText(value)
        for name, box in self.flags.items():
            box.setCurrentIndex({None: 0, True: 1, False: 2}[parts.flags.get(name)])
        self._others = parts.others
        self._rest.setText(parts.others)
        self._filling = False

    def clear(self) -> None:
        """Empty every row."""
        self._session.try_out("")
        self.show_query()

    def apply(self) -> None:
        """Ask in earnest."""
        self._soon.stop()
        self._session.ask(self.text())

    def done(self, result: int) -> None:
        """Keep what was entered; the keyboard goes back to the panel."""
        self.apply()
        self.left.emit()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        self.setWindowTitle(self._say("ui.query.form.title"))
        body = QWidget()
        inside = QHBoxLayout(body)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(24)
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        for one in columns:
            inside.addLayout(one, 1)
        for title, names in GROUPS:
            columns[1 if title in {"when", "count"} else 0].addLayout(self._group(title, names))
        columns[1].addLayout(self._flags())
        for one in columns:
            one.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the row that the keyboard is in
        area.setWidget(body)
        column.addWidget(area, 1)
        self._rest = QLineEdit()
        self._rest.textEdited.connect(self._edit_rest)
        row = QHBoxLayout()
        row.addWidget(label("muted", self._say("ui.query.others")))
        row.addWidget(self._rest, 1)
        self._rest.setAccessibleName(self._say("ui.query.others"))
        column.addLayout(row)
        foot = QHBoxLayout()
        self.found = label("muted")
        self.found.setWordWrap(True)
        foot.addWidget(self.found, 1)
        button(foot, self.clear, look="flat").setText(self._say("ui.query.form.clear"))
        send = button(foot, self.accept, look="primary")
        send.setText(self._say("ui.query.form.apply"))
        send.setDefault(True)
        column.addLayout(foot)
        self._wanted = body.sizeHint().height() + self.sizeHint().height() - area.sizeHint().height()

    def _group(self, title: str, names: Sequence[str]) -> QVBoxLayout:
        grid = self._rows()
        box = _titled(self._say(f"ui.query.group.{title}"), grid)
        if title == "words":
            self._row(grid, self._say("ui.query.words"), self.words)
            self._listen(self.words, self._say("ui.query.words"))
        for name in names:
            field = _KNOWN[name]
            self._row(grid, field_name(self._say, name), self._editor(field))
        return box

    def _flags(self) -> QVBoxLayout:
        grid = self._rows()
        for name in FLAGS:
            box = SteadyBox()
            for value, word in (("", "any"), ("yes", "yes"), ("no", "no")):
                box.addItem(self._say(f"ui.query.{word}"), value)
            box.currentIndexChanged.connect(self._changed)
            box.setAccessibleName(self._say(f"ui.query.flag.{name}"))
            self.flags[name] = box
            self._row(grid, self._say(f"ui.query.flag.{name}"), box)
        return _titled(self._say("ui.query.group.flags"), grid)

    def _rows(self) -> QGridLayout:
        """Return rows of names and editors; the editors of all groups begin below each other."""
        names = [field_name(self._say, one.name) for one in FIELDS] + [self._say("ui.query.words")]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, max(self.fontMetrics().horizontalAdvance(name) for name in names) + 4)
        grid.setColumnStretch(1, 1)
        return grid

    def _row(self, grid: QGridLayout, title: str, editor: QWidget) -> None:
        row = grid.rowCount()
        grid.addWidget(label("muted", title), row, 0)
        grid.addWidget(editor, row, 1)

    def _editor(self, field: Field) -> QWidget:
        name = field_name(self._say, field.name)
        holder = QFrame()
        row = QGridLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(4)
        if field.kind in RANGED:
            ends = QLineEdit(), QLineEdit()
            for line, word in zip(ends, ("ui.query.from", "ui.query.to"), strict=True):
                line.setPlaceholderText(self._say(word))
                self._listen(line, f"{name} {self._say(word)}")
                row.addWidget(line, 0, row.columnCount())
            self.ranges[field.name] = ends
            return holder
        line = QLineEdit()
        self._listen(line, name)
        row.addWidget(line, 0, 0)
        self.values[field.name] = line
        if field.name in CODES:
            line.setTextMargins(0, 0, _ARROW, 0)
            row.addWidget(self._chooser(field.name, line), 0, 0, Qt.AlignmentFlag.AlignRight)  # at the line's end
        return holder

    def _chooser(self, name: str, line: QLineEdit) -> QPushButton:
        """Return a button that opens the codes of a field; each joins or leaves the line."""
        made = QPushButton()  # its menu gives it an arrow
        made.setProperty("flat", True)
        made.setAccessibleName(field_name(self._say, name))
        menu = QMenu(made)
        for code in CODES[name]:
            entry = menu.addAction(value_name(self._say, name, str(code)))
            entry.setCheckable(True)
            entry.setData(written(self._speech.value(name, str(code))))
            entry.triggered.connect(self._flipper(line, str(entry.data())))
        menu.aboutToShow.connect(partial(_check, menu, line))
        made.setMenu(menu)
        made.setAutoDefault(False)
        made.setFixedWidth(_ARROW)
        return made

    def _flipper(self, line: QLineEdit, code: str) -> Callable[[], None]:
        def flip() -> None:
            present = _listed(line)
            line.setText(",".join([one for one in present if one != code] if code in present else [*present, code]))

        return flip

    def _listen(self, line: QLineEdit, name: str) -> None:
        line.setAccessibleName(name)
        line.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if not self._filling:
            self._soon.start()

    def _edit_rest(self, text: str) -> None:
        self._others = text.strip()
        self._changed()

    def _try_out(self) -> None:
        self._session.try_out(self.text())

    def _tell(self, _problem: object = None) -> None:
        refused = self._session.refused
        told = self._say("ui.query.form.found", n=len(self._session.ids))
        self.found.setText(self._say.words.problem(refused) if refused is not None else told)


def _titled(title: str, grid: QGridLayout) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(4)
    head = QLabel(title)
    head.setProperty("role", "section")
    head.setContentsMargins(0, 8, 0, 2)
    box.addWidget(head)
    box.addLayout(grid)
    return box


def _check(menu: QMenu, line: QLineEdit) -> None:
    present = _listed(line)
    for entry in menu.actions():
        entry.setChecked(str(entry.data()) in present)


def _listed(line: QLineEdit) -> list[str]:
    return [one.strip() for one in line.text().replace("，", ",").split(",") if one.strip()]
