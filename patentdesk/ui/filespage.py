"""Show the lists of an import with the member whose each is, and let the user say another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStyledItemDelegate, QVBoxLayout, QWidget

from patentdesk.intake.whose import TableOfFile, Teller, Whose, called, tells
from patentdesk.services.import_plan import ImportPlan
from patentdesk.services.preview import RowIndex
from patentdesk.services.preview_cells import PreviewTable
from patentdesk.ui import formats
from patentdesk.ui.cells import CellDelegate, Index, chosen
from patentdesk.ui.models import Column, ListRows, TableModel
from patentdesk.ui.pieces import button, label
from patentdesk.ui.session import Session
from patentdesk.ui.tables import TableView
from patentdesk.ui.tongue import Tongue

_MEMBER = 3
"""Number of the column of members."""
_NAMELESS = frozenset({Teller.NOTHING, Teller.NEW, Teller.BEFORE, Teller.APPLICANTS})
"""Tellers of lists whose file is called as no member is known."""
_SEVERAL = "\0"
"""Stands for several members where one is asked for."""


@dataclass(frozen=True, slots=True)
class ListOfDrop:
    """One list that was dropped: ``place`` is its number among the tables."""

    place: int
    table: PreviewTable
    key: TableOfFile
    count: int
    name: str
    """Of the file; of one with several lists, with its sheet."""


def lists_of(plan: ImportPlan, tables: Sequence[PreviewTable], index: RowIndex) -> list[ListOfDrop]:
    """Return the lists of a plan with the number of their rows."""
    digests = {file.name: file.digest for file in plan.files}
    sheets = Counter(table.file for table in tables)
    return [
        ListOfDrop(
            place,
            table,
            (digests.get(table.file, table.file), table.sheet or ""),
            index.count(place),
            formats.listed((table.file, table.sheet or "")) if sheets[table.file] > 1 else table.file,
        )
        for place, table in enumerate(tables)
    ]


def unread_files(plan: ImportPlan) -> int:
    """Return how many files of a plan cannot be used."""
    used = {file.name for file in plan.files}
    return len({one.source.file for one in plan.problems if one.source.row is None} - used)


def told_by(say: Tongue, table: PreviewTable) -> str:
    """Return what tells whose a list is, '' where nothing does."""
    whose = table.whose
    if whose.by is Teller.SAID and not whose.member:
        return say("whose.said_nobody")
    return say(f"whose.{whose.by}", text=whose.text) if whose.by else ""


def _tone(one: ListOfDrop) -> str:
    whose = one.table.whose
    return "accent" if whose.suggested else "warning" if whose.by is Teller.SEVERAL else "muted"


class FilesPage(QWidget):
    """The table of lists; a member that is entered counts for every selected list."""

    members_said = Signal(object)
    """(digest of the file, sheet) → member of the lists that it was said of."""
    alias_wanted = Signal(str, str)
    """A name, and the member that is to be known by it."""
    names_wanted = Signal()
    """Lists without a member are to have one that is called as their file."""
    opened = Signal(int)
    """The number of the table to be looked at."""

    def __init__(self, session: Session) -> None:
        """Show nothing until ``show_lists``."""
        super().__init__()
        self._session = session
        self._say = say = session.around.tongue
        self.members: Sequence[str] = ()
        self._unread = 0
        self.model = TableModel(self._columns(), say, session.around.appearance)
        self.model.edited.connect(self._said)
        self.table = TableView("intake_files", self.model, say, session.around.settings)
        self.table.setItemDelegateForColumn(_MEMBER, _AnyMember(session.around.appearance, self.table))
        self.table.opened.connect(lambda one: self.opened.emit(one.place))
        self.table.picked_changed.connect(self._tell)
        self._told = label("muted")
        self._told.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(self._told, 1)
        self._alias = ("", "")
        """A short name that is not known, and the member that a person entered for it."""
        self.remember = button(head, lambda: self.alias_wanted.emit(*self._alias), look="flat")
        self.by_name = button(head, self.names_wanted.emit, look="flat")
        self.for_chosen = button(head, self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column]:
        say = self._say
        name = lambda one: one.name  # noqa: E731
        return [
            Column("file", "ui.column.file", name, 320, sort=name, tip=name),
            Column("format", "ui.files.head.format", lambda one: say.words.code("format", one.table.format), 150,
                   sort=lambda one: one.table.format, tone=lambda _one: "muted"),
            Column("rows", "ui.files.head.rows", lambda one: formats.number(one.count), 70, right=True,
                   sort=lambda one: one.count),
            Column("member", "field.member", lambda one: one.table.whose.member or formats.NOTHING, 240,
                   sort=lambda one: one.table.whose.member, edit="member", raw=self._start,
                   choices=lambda: [("", formats.NOTHING), *((name, name) for name in self.members)],
                   tone=lambda one: "" if one.table.whose.member else "muted"),
            Column("by", "ui.files.head.by", partial(_told_by, say), 320, sort=lambda one: one.table.whose.by,
                   tone=_tone, tip=partial(_told_by, say)),
        ]  # fmt: skip

    @property
    def lists(self) -> Sequence[ListOfDrop]:
        """The lists in the order shown."""
        rows = self.model.rows
        return rows.records if isinstance(rows, ListRows) else ()

    def show_lists(self, lists: Sequence[ListOfDrop], unread: int = 0) -> None:
        """Show these lists, and how many files are none; cursor and selection stay on the lists where they were."""
        self._unread = unread
        current, selected = self.table.current(), {one.key for one in self.table.records()}
        self.model.set_rows(ListRows(self.model.sorted(lists)))
        keys = [one.key for one in self.lists]
        if keys:
            row = keys.index(current.key) if current is not None and current.key in keys else 0
            self.table.setCurrentIndex(self.model.index(row, _MEMBER))
        choose = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row, key in enumerate(keys):
            if key in selected:
                self.table.selectionModel().select(self.model.index(row, 0), choose)
        self._tell()

    def forget_alias(self) -> None:
        """Offer no longer to remember a name."""
        self._alias = ("", "")
        self._tell()

    def edit(self) -> None:
        """Ask for the member of the selected lists, in the cell of the one under the cursor."""
        self.table.setFocus()
        row = max(self.table.currentIndex().row(), 0)
        chosen_rows = self.table.positions()
        stay = QItemSelectionModel.SelectionFlag.NoUpdate if chosen_rows else QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, _MEMBER), stay)
        self.table.edit(self.model.index(row, _MEMBER))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.for_chosen.setText(self._say("ui.files.set"))
        self.by_name.setToolTip(self._say("ui.files.by_name_tip"))
        self.for_chosen.setToolTip(self._say("ui.files.set_tip"))
        self.table.setAccessibleName(self._say("ui.intake.files_page"))
        self.model.refresh()
        self._tell()

    def _start(self, one: ListOfDrop) -> str:
        """Return what an editor starts with: the member of all lists that are selected, else nothing that is one."""
        picked = self.table.records()
        members = {other.table.whose.member for other in (picked if one in picked else [one])}
        return members.pop() if len(members) == 1 else _SEVERAL

    def _tell(self) -> None:
        lists = self.lists
        suggested = sum(one.table.whose.suggested for one in lists)
        without = sum(not one.table.whose.member and one.table.whose.by is not Teller.COLUMN for one in lists)
        told = [self._say("ui.files.suggested", n=suggested)] if suggested else []
        told += [self._say("ui.files.without", n=without)] if without else []
        told = told or [self._say("ui.files.all_said")]
        told += [self._say("ui.files.unread", n=self._unread)] if self._unread else []
        self._told.setText(" ".join(told))
        self.for_chosen.setEnabled(bool(lists))
        nameless = sum(one.table.whose.by is Teller.NOTHING for one in lists)
        self.by_name.setVisible(nameless > 0)
        alias, name = self._alias
        self.remember.setVisible(bool(alias))
        self.remember.setText(self._say("ui.files.remember", alias=alias, name=name))
        self.remember.setToolTip(self._say("ui.files.remember_tip"))
        self.by_name.setText(self._say("ui.files.by_name", n=nameless))

    def _said(self, record: ListOfDrop, _field: str, text: str) -> None:
        picked = self.table.records()
        meant = picked if record in picked else [record]
        said = {one.key: text for one in meant}
        short = {called(one.table.file) for one in meant if one.table.whose.by in _NAMELESS}
        name = short.pop() if len(short) == 1 and text in self.members else ""
        self._alias = (name, text) if tells(name) else ("", "")
        self.model.rows = ListRows([_said_of(one, said) for one in self.lists])  # seen at once; the plan follows
        self.model.refresh()
        self._tell()
        self.members_said.emit(said)


def _said_of(one: ListOfDrop, said: Mapping[TableOfFile, str]) -> ListOfDrop:
    if one.key not in said:
        return one
    return replace(one, table=replace(one.table, whose=Whose(said[one.key], Teller.SAID)))


def _told_by(say: Tongue, one: ListOfDrop) -> str:
    return told_by(say, one.table) or say("ui.files.nothing_found")


class _AnyMember(CellDelegate):
    """Offers the members, and takes the name of a new one too."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let every name be entered."""
        return QStyledItemDelegate.eventFilter(self, editor, event)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over the member that was chosen or typed; an empty line that nobody emptied says nothing."""
        line = editor.lineEdit() if isinstance(editor, QComboBox) else None
        if isinstance(editor, QComboBox) and line is not None:
            known = chosen(editor)
            if known is not None or line.text().strip() or line.isModified():
                model.setData(index, line.text().strip() if known is None else known)
