"""Show beside every panel what the selected patents are: counts by member, office, status ..., each narrows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from patentdesk.portfolio.clauses import How
from patentdesk.services import counting
from patentdesk.services.counting import Count, Counted
from patentdesk.ui import formats
from patentdesk.ui.jobs import Lane
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.session import Session, earlier_query
from patentdesk.ui.settings import FOLDED
from patentdesk.ui.vocabulary import field_name, value_name

_FIRST = 7
"""Values shown of a facet before 'more' is chosen."""
_KEY = Qt.ItemDataRole.UserRole
_MORE = "\0more"
_HEAD = "\0head"


class FacetTree(QTreeWidget):
    """Facets with their values below; ``chosen`` carries field, value and how."""

    chosen = Signal(str, str, object)
    left = Signal()

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(9)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.itemClicked.connect(lambda item: self.choose(item, how_of(QGuiApplication.keyboardModifiers())))

    def sizeHint(self) -> QSize:
        """Want a narrow column."""
        return QSize(190, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter and Space, with Ctrl and Shift as by a click; leave by Escape."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.choose(self.currentItem(), how_of(event.modifiers()))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def choose(self, item: QTreeWidgetItem | None, how: How) -> None:
        """Choose the value of an item; a head folds or unfolds."""
        if item is None:
            return
        field, value = item.data(0, _KEY)
        if value == _HEAD:
            item.setExpanded(not item.isExpanded())
        else:
            self.chosen.emit(field, value, how)


class FacetPanel(QFrame):
    """The column of facets at the left of the stage."""

    left = Signal()
    """The keyboard goes back to the panel."""

    def __init__(self, session: Session) -> None:
        """Count nothing until a portfolio is there."""
        super().__init__()
        self._session = session
        self._say = session.around.tongue
        self._counted: Sequence[Counted] = ()
        self._unfolded: set[str] = set()
        self._stale = True
        self._title = label("section")
        self._title.setContentsMargins(12, 12, 8, 6)
        self.tree = FacetTree()
        self.tree.chosen.connect(self._choose)
        self.tree.left.connect(self.left)
        self.tree.itemExpanded.connect(partial(self._fold, folded=False))
        self.tree.itemCollapsed.connect(partial(self._fold, folded=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self.tree, 1)
        self.setObjectName("facets")
        self.setMinimumWidth(120)
        self._asked: tuple[int, str] | None = None
        """What was counted last: edition of the portfolio and query; another order changes no count."""
        session.listed.connect(self.refresh)
        session.query_refused.connect(self._tell_title)
        session.desk_changed.connect(self._empty)
        session.around.tongue.language_changed.connect(self._write)
        session.around.appearance.restyled.connect(self._write)
        self._write()

    def refresh(self) -> None:
        """Count anew, when somebody looks at it."""
        desk, query, wanted = self._session.desk, self._session.query, (self._session.edition, self._session.query)
        self._stale = not self.isVisible()
        if desk is not None and not self._stale and wanted != self._asked:
            self._asked = wanted
            self._session.look(
                "facets", "ui.job.count", lambda _progress: counting.facets(desk, query), self._take,
                lane=Lane.FINDING, rank=2,
            )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        """Count what was not counted while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def take_keyboard(self) -> None:
        """Put the cursor on the first facet."""
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        first = self.tree.topLevelItem(0)
        if not self.tree.currentIndex().isValid() and first is not None:
            self.tree.setCurrentItem(first)

    def _empty(self) -> None:
        self._counted = ()
        self._write()

    def _take(self, counted: Sequence[Counted]) -> None:
        self._counted = counted
        self._write()

    def _choose(self, field: str, value: str, how: How) -> None:
        if value == _MORE:
            self._unfolded ^= {field}
            self._write()
        else:
            self._session.choose(field, value, how)

    def _fold(self, item: QTreeWidgetItem, *, folded: bool) -> None:
        field = item.data(0, _KEY)[0]
        rest = [one for one in self._session.around.settings.get(FOLDED) if one != field]
        self._session.around.settings.put(FOLDED, [*rest, field] if folded else rest)

    def _tell_title(self, _problem: object = None) -> None:
        """Say above the counts when they are of an earlier query, because the one in the box cannot be read."""
        refused = self._session.refused is not None
        self._title.setText(earlier_query(self._session) if refused else self._say("ui.facets"))
        retone(self._title, "tone", "warning" if refused else "")

    def _write(self) -> None:
        self._tell_title()
        self.tree.setAccessibleName(self._say("ui.facets"))
        tree, folded = self.tree, self._session.around.settings.get(FOLDED)
        key = tree.currentIndex().siblingAtColumn(0).data(_KEY)
        scrolled = tree.verticalScrollBar().value()
        blocked = tree.blockSignals(True)
        tree.setUpdatesEnabled(False)
        tree.clear()
        heads = [head for one in self._counted if (head := self._head(one)) is not None]
        tree.addTopLevelItems(heads)
        widest = max((count.patents for one in self._counted for count in one.counts), default=0)
        tree.header().resizeSection(1, tree.fontMetrics().horizontalAdvance(formats.number(widest)) + 14)
        for head in heads:
            head.setExpanded(head.data(0, _KEY)[0] not in folded)
            for item in (head, *(head.child(number) for number in range(head.childCount()))):
                if item is not None and item.data(0, _KEY) == key:
                    tree.setCurrentItem(item)
        tree.setUpdatesEnabled(True)
        tree.blockSignals(blocked)
        tree.verticalScrollBar().setValue(scrolled)

    def _head(self, one: Counted) -> QTreeWidgetItem | None:
        """Return a facet with its values; None when it tells nothing apart and nothing is asked of it."""
        asked = {*one.chosen.wanted, *one.chosen.excluded}
        if len(one.counts) < 2 and not asked and not any(count.value for count in one.counts):
            return None
        field = one.facet.field
        head = QTreeWidgetItem([field_name(self._say, field), ""])
        head.setData(0, _KEY, (field, _HEAD))
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        open_ = field in self._unfolded
        known = {count.value for count in one.counts}
        shown = [
            *(Count(value, 0) for value in asked if value not in known),
            *(count for place, count in enumerate(one.counts) if open_ or place < _FIRST or count.value in asked),
        ]
        head.addChildren([self._value(one, count) for count in shown])
        rest = len(one.counts) - len(shown)
        if rest > 0 or (open_ and len(shown) > _FIRST):
            told = self._say("ui.facets.more", n=rest) if rest > 0 else self._say("ui.facets.fewer")
            more = QTreeWidgetItem([told, ""])
            more.setData(0, _KEY, (field, _MORE))
            more.setForeground(0, self._session.around.appearance.colours.tone("accent"))
            head.addChild(more)
        return head

    def _value(self, one: Counted, count: Count) -> QTreeWidgetItem:
        field, colours = one.facet.field, self._session.around.appearance.colours
        name = value_name(self._say, field, count.value)
        wanted, excluded = count.value in one.chosen.wanted, count.value in one.chosen.excluded
        mark = "✓ " if wanted else "– " if excluded else ""
        item = QTreeWidgetItem([mark + name, formats.number(count.patents) if not excluded else ""])
        item.setData(0, _KEY, (field, count.value))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, self._say("ui.facets.tip", value=name, n=count.patents))
        item.setForeground(1, colours.tone("muted"))
        if excluded or not count.value:
            item.setForeground(0, colours.tone("muted"))
        if wanted:
            item.setForeground(0, colours.tone("accent"))
        font = item.font(0)
        font.setBold(wanted)
        font.setStrikeOut(excluded)
        item.setFont(0, font)
        state = self._say("ui.facets.wanted" if wanted else "ui.facets.excluded") if mark else ""
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, formats.listed((name, state)))
        return item


def how_of(modifiers: Qt.KeyboardModifier) -> How:
    """Return what a click or Enter with these keys held down does."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return How.NOT
    return How.ALSO if modifiers & Qt.KeyboardModifier.ControlModifier else How.ONLY
