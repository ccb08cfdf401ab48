"""Show records in tables: one column record per column, one model for every table.

A table's rows come from a ``Rows``: either a list that is there already (``ListRows``) or an array of ids whose records
are fetched in pages when they are painted (``PagedRows``). The model neither sorts nor filters by itself: who owns
the rows is asked for another order, away from the window's thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor

from patentdesk.ui.theme import Appearance
from patentdesk.ui.tongue import Tongue

PAGE = 64
"""Records fetched at once: about as many as a screen shows."""
PAGES_KEPT = 80
WAITING = "…"
ROW_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
MARKS_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``header`` is a key of the words; ``text`` gives the cell's text; ``sort`` the value it is sorted by.

    ``sort_field`` names the field for rows that the services sort; '' with ``sort`` None: not sortable. ``tone``
    colours the cell ('danger', 'warning', 'success', 'muted', ''). ``dot`` paints the tone as a dot before the text.
    ``edit`` names the record's field that may be changed in place; ``kind`` ('', 'date', 'number') says how it is
    typed, ``choices`` what it may be ((value, text) pairs), ``raw`` what an editor starts with where that is not
    ``text``. ``marks`` gives small signs, each a text and a tone, that are painted in the place of the text;
    ``legend`` says at the column's title what they mean.
    """

    key: str
    header: str
    text: Callable[[Any], str]
    width: int = 120
    right: bool = False
    sort: Callable[[Any], Any] | None = None
    sort_field: str = ""
    tone: Callable[[Any], str] | None = None
    dot: bool = False
    tip: Callable[[Any], str] | None = None
    edit: str = ""
    hidden: bool = False
    kind: str = ""
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    raw: Callable[[Any], str] | None = None
    marks: Callable[[Any], Sequence[tuple[str, str]]] | None = None
    legend: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The head of one group."""

    number: int
    label: str
    count: int
    folded: bool


class Rows(Protocol):
    """What a table model shows."""

    def __len__(self) -> int:
        """Return how many rows there are."""
        ...

    def row(self, position: int) -> Any | None:  # noqa: ANN401 - each table has records of its own
        """Return the record at a position, None while it is being fetched."""
        ...


@runtime_checkable
class Fetched(Rows, Protocol):
    """Rows that are fetched when they are painted; they tell which came."""

    arrived: Any
    """Signal: first and last row that can be painted now."""


@runtime_checkable
class Foldable(Rows, Protocol):
    """Rows in groups that fold, each under a head: ``ui.grouping.GroupedRows``, which a table knows only as this."""

    def head(self, position: int) -> GroupRow | None:
        """Return the head at a position; None where a record stands."""
        ...

    def fold(self, group: int, *, folded: bool) -> None:
        """Fold or unfold a group."""
        ...

    def fold_all(self, *, folded: bool) -> None:
        """Fold or unfold all groups."""
        ...

    def all_folded(self) -> bool:
        """Tell whether every group is folded."""
        ...

    def group_at(self, position: int) -> int:
        """Return the group to which a position belongs."""
        ...

    def head_of(self, group: int) -> int:
        """Return the position of a group's head."""
        ...

    def record_at(self, position: int) -> int | None:
        """Return which of all records stands at a position; None for a head that stands for its group."""
        ...

    def position_of(self, index: int) -> int:
        """Return where one of all records stands."""
        ...

    def chosen_at(self, positions: Any) -> Any:  # noqa: ANN401 - numpy arrays
        """Return for each of all records whether it is chosen when these positions are selected."""
        ...

    def lines_of(self, chosen: Any) -> Any:  # noqa: ANN401 - as above
        """Return on which lines the chosen of all records stand."""
        ...

    def hold(self, chosen: Any) -> None:  # noqa: ANN401 - as above
        """Keep what is chosen of folded groups, which have no lines for it; None: nothing."""
        ...

    def stand(self, index: int | None) -> None:
        """Let the head of its folded group stand for one record alone, the cursor's."""
        ...


class ListRows:
    """Rows that are in memory."""

    def __init__(self, records: Sequence[Any] = ()) -> None:
        """Take the records in the order to be shown."""
        self.records = records

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.records)

    def row(self, position: int) -> Any | None:  # noqa: ANN401
        """Return the record at a position."""
        return self.records[position]


class PagedRows(QObject):
    """Rows known by their ids; pages of records are asked for when a row is painted that is not here.

    ``ask(pages)`` is called with the ids by page number, at most once at a time; the owner answers with ``arrive``.
    Whatever was painted meanwhile is asked for afterwards, and pages scrolled past are never fetched.
    """

    arrived = Signal(int, int)
    """First and last row that can be painted now."""

    def __init__(self, ids: Any, ask: Callable[[dict[int, Any]], None]) -> None:  # noqa: ANN401 - numpy array
        """Take the ids in the order to be shown."""
        super().__init__()
        self.ids = ids
        self._ask = ask
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._send)

    def __len__(self) -> int:
        """Return how many ids there are."""
        return len(self.ids)

    def row(self, position: int) -> Any | None:  # noqa: ANN401
        """Return the record, or None and ask for its page."""
        number = position // PAGE
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            offset = position - number * PAGE
            return page[offset] if offset < len(page) else None
        self._wanted[number] = None
        self._wanted.move_to_end(number)
        if not self._asked:
            self._soon.start()
        return None

    def pages(self, first: int, last: int) -> dict[int, Any]:
        """Return the ids by page for rows that are not here."""
        numbers = range(max(first, 0) // PAGE, min(last, len(self.ids) - 1) // PAGE + 1)
        return {number: self._page(number) for number in numbers if number not in self._pages}

    def fetch(self, first: int, last: int) -> None:
        """Ask at once for rows that are about to be painted, unless others are on their way."""
        self._wanted.update(dict.fromkeys(self.pages(first, last)))
        if self._asked:
            return
        self._soon.stop()
        self._send()

    def arrive(self, pages: dict[int, list[Any]]) -> None:
        """Keep the fetched pages, tell who paints, drop the oldest."""
        self._asked = False
        for number, page in pages.items():
            self._pages[number] = page
            self._wanted.pop(number, None)
            self.arrived.emit(number * PAGE, min(number * PAGE + PAGE, len(self.ids)) - 1)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def forget(self) -> None:
        """Let the records be fetched anew, because some of them changed."""
        self._pages.clear()
        self._asked = False

    def _send(self) -> None:
        latest = list(self._wanted)[-3:]
        self._wanted.clear()
        if latest:
            self._asked = True
            self._ask({number: self._page(number) for number in latest})

    def _page(self, number: int) -> Any:  # noqa: ANN401 - numpy array
        return self.ids[number * PAGE : number * PAGE + PAGE]


class TableModel(QAbstractTableModel):
    """Any rows through any columns."""

    sort_wanted = Signal(object)
    """(column, descending) pairs, the strongest first; the owner of the rows answers with ``set_rows``."""
    sorted_by = Signal(object)
    """The same pairs, whoever sorts: for the headers."""
    edited = Signal(object, str, str)
    """Record, field and the new text."""

    def __init__(self, columns: Sequence[Column], tongue: Tongue, appearance: Appearance) -> None:
        """Show no rows at first."""
        super().__init__()
        self.columns = list(columns)
        self.rows: Rows = ListRows()
        self.keys: tuple[tuple[int, bool], ...] = ()
        self.tongue = tongue
        self.appearance = appearance
        tongue.language_changed.connect(self._retranslate)

    def set_rows(self, rows: Rows) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        if isinstance(rows, Fetched):
            rows.arrived.connect(self._repaint)
        self.endResetModel()

    def refresh(self) -> None:
        """Paint all cells anew, because the records behind them changed."""
        if len(self.rows):
            self._repaint(0, len(self.rows) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows for a role."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        record = self.rows.row(index.row())
        if record is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if isinstance(record, GroupRow):
            told = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return f"{record.label} · {record.count:,}" if told else None
        return self._cell(column, record, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tongue(column.header)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tongue(column.header) if column.legend is None else column.legend()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether a cell can be selected and edited."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Pass the text that was typed to whoever carries out the edit; the cell changes when that has happened."""
        record = self.rows.row(index.row()) if index.isValid() else None
        field = self.columns[index.column()].edit if index.isValid() else ""
        if role != Qt.ItemDataRole.EditRole or record is None or isinstance(record, GroupRow) or not field:
            return False
        if str(value) != index.data(Qt.ItemDataRole.EditRole):
            self.edited.emit(record, field, str(value).strip())
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by one column."""
        self.sort_by(((column, order == Qt.SortOrder.DescendingOrder),))

    def sort_by(self, keys: Sequence[tuple[int, bool]]) -> None:
        """Ask for another order; a list in memory is sorted here and now. What cannot be sorted by is left out."""
        self.keys = tuple((column, down) for column, down in keys if self._sortable(column))
        if keys and not self.keys:
            return
        self.sorted_by.emit(self.keys)
        if isinstance(self.rows, ListRows):
            self.set_rows(ListRows(self.sorted(self.rows.records)))
        else:
            self.sort_wanted.emit(self.keys)

    def show_keys(self, keys: Sequence[tuple[int, bool]]) -> None:
        """Take note of an order that was asked for elsewhere."""
        self.keys = tuple(keys)
        self.sorted_by.emit(self.keys)

    def sorted(self, records: Sequence[Any]) -> Sequence[Any]:
        """Return the records in the order the user chose; what is not known comes last in either direction."""
        for position, descending in reversed(self.keys):
            key = self.columns[position].sort
            if key is not None:
                known = [one for one in records if key(one) not in {None, ""}]
                unknown = [one for one in records if key(one) in {None, ""}]
                records = sorted(known, key=key, reverse=descending) + unknown
        return records

    def _sortable(self, column: int) -> bool:
        if not 0 <= column < len(self.columns):
            return False
        chosen = self.columns[column]
        return chosen.sort is not None or bool(chosen.sort_field)

    def _cell(self, column: Column, record: Any, role: int) -> Any:  # noqa: ANN401
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            raw = column.raw if role == Qt.ItemDataRole.EditRole else None
            return (raw or column.text)(record)
        if role == MARKS_ROLE:
            return column.marks(record) if column.marks is not None else None
        if role == ROW_ROLE:
            return record
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(record) if column.tip is not None else (column.text(record) or None)
        if column.tone is None:
            return None
        return self._tinted(role, column.tone(record), dot=column.dot)

    def _tinted(self, role: int, tone: str, *, dot: bool) -> QColor | None:
        if role == TONE_ROLE and dot:
            return self.appearance.colours.tone(tone or "muted")
        if role == Qt.ItemDataRole.ForegroundRole and tone and not dot:
            return self.appearance.colours.tone(tone)
        return None

    def _repaint(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.refresh()
