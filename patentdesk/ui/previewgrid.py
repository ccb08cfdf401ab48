"""Show the cells of files about to be imported, coloured by what becomes of them; a cell is corrected in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.delivery import HeaderRow
from patentdesk.services.import_entries import ImportEntry, Outcome
from patentdesk.services.import_values import FieldChange
from patentdesk.services.preview_cells import Place, PreviewColumn, PreviewTable
from patentdesk.ui import formats
from patentdesk.ui.cells import CellDelegate
from patentdesk.ui.intakecolumns import OUTCOME_TONES, change_title, change_told, field_name, sentence
from patentdesk.ui.models import ROW_ROLE, Column, Index, PagedRows, TableModel
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.theme import Appearance
from patentdesk.ui.tongue import Tongue

_TINT = 46
"""How strong a cell's background is coloured, out of 255."""
_WIDTH = 132
_LINES = 3
"""So many lines of reasons are seen at once."""
_CHOICE = 520
_WIDE = frozenset({"title", "title_en", "abstract", "abstract_en", "applicants", "owners", "inventors"})


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a file with its cells by header."""

    entry: ImportEntry
    cells: Mapping[str, str]

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return place_of(self.entry)


def place_of(entry: ImportEntry) -> Place:
    """Return file, sheet and row of an entry."""
    return entry.source.file, entry.source.sheet, entry.source.row or 0


class GridModel(TableModel):
    """A table whose headers are those of a file, and whose cells carry a colour behind them."""

    def __init__(self, around: Surroundings) -> None:
        """Show nothing until columns are given."""
        self._say = around.tongue
        self._looks = around.appearance
        self.told: Mapping[int, PreviewColumn] = {}
        """Number of a column → the column of the file."""
        self.corrected: Mapping[Place, Mapping[str, str]] = {}
        super().__init__([], around.tongue, around.appearance)

    def show_table(self, table: PreviewTable) -> None:
        """Take the columns of another table; the rows follow."""
        self.beginResetModel()
        lead = _lead_columns(self._say)
        self.columns = [*lead, *(_column(self._say, one) for one in table.columns)]
        self.told = dict(enumerate(table.columns, start=len(lead)))
        self.endResetModel()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's header as the file has it; the tooltip says what it means."""
        own = self.told.get(section)
        if own is None or orientation != Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole:
            named = field_name(self._say, own.header) if own.field in {own.header, None} else own.header
            return named if own.field else f"{named} ·"
        if role == Qt.ItemDataRole.ToolTipRole:
            meant = field_name(self._say, own.field) if own.field else self._say("ui.mapping.unused")
            return f"{own.header} → {meant}"
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows; its background tells what becomes of it."""
        if role != Qt.ItemDataRole.BackgroundRole or not index.isValid():
            return super().data(index, role)
        row, own = self.rows.row(index.row()), self.told.get(index.column())
        tone = self._tone(row, own) if row is not None and own is not None else ""
        if not tone:
            return None
        colour = QColor(self._looks.colours.tone(tone))
        colour.setAlpha(_TINT)
        return colour

    def _tone(self, row: PreviewRow, own: PreviewColumn) -> str:
        if own.header in self.corrected.get(row.place, {}):
            return "success"
        problems = [one for one in row.entry.problems if _concerns(one, own)]
        if any(one.severity is Severity.ERROR for one in problems):
            return "danger"
        if any(one.severity is Severity.WARNING for one in problems):
            return "warning"
        return "accent" if any(_stands_in(own, one) for one in _changes(row)) else ""


_NEEDED = frozenset({"application_number", "publication_number", "grant_number", "patent_number"})


def _concerns(problem: Problem, own: PreviewColumn) -> bool:
    """Tell whether a problem stands at a column; a row without a number lacks one in each that could hold it."""
    if problem.code in {"row_without_number", "office_not_told"}:
        return own.field in _NEEDED or (problem.code == "office_not_told" and own.field == "office")
    header, field = problem.source.column, problem.field_name
    return header == own.header if header else bool(field) and field == own.field


def _lead_columns(say: Tongue) -> list[Column]:
    def reasons(row: PreviewRow) -> str:
        told = [sentence(say, one) for one in row.entry.problems]
        told += [_under(say, change_title(say, one), change_told(say, one)) for one in _changes(row) if one.taken]
        return "\n".join(told)

    return [
        Column("outcome", "ui.column.outcome", lambda row: say(f"outcome.{row.entry.outcome}"), 104,
               tone=lambda row: OUTCOME_TONES[row.entry.outcome], dot=True, tip=reasons),
        Column("row", "ui.column.row", lambda row: formats.number(row.entry.source.row), 60, right=True),
    ]  # fmt: skip


def _column(say: Tongue, own: PreviewColumn) -> Column:
    def tip(row: PreviewRow) -> str:
        told = [sentence(say, one) for one in row.entry.problems if _concerns(one, own)]
        told += [change_told(say, one) for one in _changes(row) if _stands_in(own, one)]
        return "\n".join([*told, row.cells.get(own.header, "")[:500]]).strip()

    width = 2 * _WIDTH if own.field in _WIDE else _WIDTH
    text: Callable[[PreviewRow], str] = lambda row: " ".join(row.cells.get(own.header, "").split())[:300]  # noqa: E731
    return Column(own.header, own.header, text, width, tip=tip, edit=own.header,
                  tone=(lambda _row: "muted") if own.field is None else None)  # fmt: skip


def _stands_in(own: PreviewColumn, change: FieldChange) -> bool:
    """Tell whether a change is that of a column; names of parties are kept together as one text."""
    return own.field is not None and own.field == change.field_name.removesuffix("_text")


def _changes(row: PreviewRow) -> Sequence[FieldChange]:
    """Return what a row changes of a patent that is there."""
    return row.entry.changes if row.entry.patent_id is not None else ()


class TintingDelegate(CellDelegate):
    """Paints the ground of a cell in its colour: a style sheet leaves it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then the cell."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), ground)
        super().paint(painter, option, index)


class GridView(QTableView):
    """Cells one by one, not rows; the columns are those of a file and change with it."""

    current_changed = Signal(object)
    """The row under the cursor, or None."""

    def __init__(self, model: GridModel, looks: Appearance) -> None:
        """Show the model."""
        super().__init__()
        self._looks = looks
        self.setModel(model)
        self.setItemDelegate(TintingDelegate(looks, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        for setting in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            setting(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(looks.row_height)
        columns = self.horizontalHeader()
        columns.setResizeContentsPrecision(0)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        looks.density_changed.connect(self._take_density)

    def _tell_current(self, index: QModelIndex) -> None:
        self.current_changed.emit(index.data(ROW_ROLE) if index.isValid() else None)

    def _take_density(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._looks.row_height)


class PreviewGrid(QWidget):
    """The grid, the reasons of the row under the cursor below it; ``choice`` picks the table in front."""

    corrected = Signal(object, str, str)
    """Place of a row, header, the new text."""
    table_chosen = Signal()

    def __init__(self, around: Surroundings) -> None:
        """Show nothing until tables are given."""
        super().__init__()
        self._say = around.tongue
        self.tables: Sequence[PreviewTable] = ()
        self._unknown: Sequence[HeaderRow] = ()
        self._stood: tuple[int, int, int, int] | None = None
        """Where the cursor stood while columns and rows of the same table come anew."""
        self.model = GridModel(around)
        self.view = GridView(self.model, around.appearance)
        self.model.edited.connect(self._edited)
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMaximumWidth(_CHOICE)
        self.choice.activated.connect(self._choose)
        self._hint = label("muted")
        self._hint.setWordWrap(True)
        self.reasons = label()
        self.reasons.setWordWrap(True)
        self.reasons.setTextFormat(Qt.TextFormat.PlainText)
        self.reasons.setContentsMargins(16, 6, 16, 6)
        self.reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.view.current_changed.connect(self._tell_reasons)
        self.model.dataChanged.connect(self._retell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        """Return the place of hint and reasons: as high as ever, so that no row moves between two clicks on it."""
        self._hint.setContentsMargins(16, 6, 16, 6)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.reasons)
        self._foot = QStackedWidget()
        self._foot.addWidget(self._hint)
        self._foot.addWidget(scroll)
        return self._foot

    def show_tables(self, tables: Sequence[PreviewTable], unknown: Sequence[HeaderRow] = ()) -> None:
        """Offer these tables, then what may be ones; what was in front before stays there if it is there still."""
        before = self.table or self.unread
        self._stood = self._standing()
        self.tables, self._unknown = tables, unknown
        self.choice.clear()
        places = self._places()
        self.choice.addItems(self._titles())
        kept = [at for at, place in enumerate(places) if before and place == (before.file, before.sheet or "")]
        if not kept:
            self._stood = None
        self.choice.setCurrentIndex(kept[0] if kept else 0)
        self.show_columns()

    def _places(self) -> list[tuple[str, str]]:
        return [(one.file, one.sheet or "") for one in self.tables] + [(one.file, one.sheet) for one in self._unknown]

    def _titles(self) -> list[str]:
        kinds = [self._say.words.code("format", one.format) for one in self.tables]
        kinds += [self._say("ui.intake.not_read")] * len(self._unknown)
        return [f"{formats.listed(place)}  –  {kind}" for place, kind in zip(self._places(), kinds, strict=True)]

    @property
    def table(self) -> PreviewTable | None:
        """The table in front."""
        at = self.choice.currentIndex()
        return self.tables[at] if 0 <= at < len(self.tables) else None

    @property
    def unread(self) -> HeaderRow | None:
        """What may be a table, if such is in front."""
        at = self.choice.currentIndex() - len(self.tables)
        return self._unknown[at] if 0 <= at < len(self._unknown) else None

    def show_rows(self, rows: PagedRows, corrected: Mapping[Place, Mapping[str, str]]) -> None:
        """Show these rows of the table in front; the cursor stays where it was."""
        row, column, down, aside = self._stood or self._standing()
        self._stood = None
        self.model.corrected = corrected
        self.model.set_rows(rows)
        self._tell_reasons(None)
        if len(rows) and row >= 0 and 0 <= column < self.model.columnCount():
            self.view.horizontalScrollBar().setValue(aside)
            self.view.verticalScrollBar().setValue(down)
            self.view.setCurrentIndex(self.model.index(min(row, len(rows) - 1), column))

    def _standing(self) -> tuple[int, int, int, int]:
        """Return the cursor's row and column, and how far the view is scrolled down and aside."""
        at = self.view.currentIndex()
        return at.row(), at.column(), self.view.verticalScrollBar().value(), self.view.horizontalScrollBar().value()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for at, title in enumerate(self._titles()):
            self.choice.setItemText(at, title)
        self._retell()
        self._hint.setText(self._say("ui.grid.hint"))
        self._foot.setFixedHeight(self._hint.fontMetrics().lineSpacing() * _LINES + 14)
        self.view.setAccessibleName(self._say("ui.intake.preview"))

    def show_columns(self) -> None:
        """Show the columns of the table in front."""
        table = self.table
        if table is not None:
            self.model.show_table(table)
            for number, column in enumerate(self.model.columns):
                self.view.setColumnWidth(number, column.width)

    def _choose(self) -> None:
        self.show_columns()
        self.table_chosen.emit()

    def _edited(self, row: PreviewRow, header: str, text: str) -> None:
        self.corrected.emit(row.place, header, text)

    def _retell(self) -> None:
        """Tell the reasons of a row that came after the cursor."""
        index = self.view.currentIndex()
        if index.isValid():
            self._tell_reasons(index.data(ROW_ROLE))

    def _tell_reasons(self, row: PreviewRow | None) -> None:
        problems = row.entry.problems if row is not None else ()
        told = [_under(self._say, one.source.column, sentence(self._say, one)) for one in problems]
        taken = [one for one in _changes(row) if one.taken] if row is not None else []
        told += [_under(self._say, change_title(self._say, one), change_told(self._say, one)) for one in taken]
        self.reasons.setText("\n".join(told))
        rejected = row is not None and row.entry.outcome is Outcome.REJECTED
        retone(self.reasons, "tone", "danger" if rejected else "warning" if problems else None)
        self._foot.setCurrentIndex(1 if told else 0)


def _under(say: Tongue, name: str, text: str) -> str:
    """Return a sentence behind the name of what it tells of, if it has one."""
    return say("ui.told", name=name, value=text) if name else text
