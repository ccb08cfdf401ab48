"""Show the further names of a member, and let the user give and take them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from patentdesk.portfolio.records import Organisation
from patentdesk.services import aliases, members
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.pieces import SteadyBox, button, label
from patentdesk.ui.session import Session

_WIDTH = 280


class AliasStrip(QFrame):
    """A card: a member, its further names, each with a cross that takes it back, and a line for another."""

    def __init__(self, session: Session, bar: MessageBar) -> None:
        """Show no member until ``refresh``."""
        super().__init__()
        self.session, self._bar, self._say = session, bar, session.around.tongue
        self.setProperty("card", True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 14, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._title = label("heading")
        self.member = SteadyBox()
        self.member.setMinimumWidth(_WIDTH)
        self.member.activated.connect(self._read)
        self.line = QLineEdit()
        self.line.setFixedWidth(_WIDTH)
        self.line.returnPressed.connect(self.add)
        self.line.textChanged.connect(self._tell)
        for one in (self._title, self.member, self.line):
            head.addWidget(one)
        self._add = button(head, self.add)
        head.addStretch(1)
        column.addLayout(head)
        self._told = label("muted")
        self._told.setWordWrap(True)
        column.addWidget(self._told)
        self._names = QWidget()
        column.addWidget(self._names)

    @property
    def _chosen(self) -> int | None:
        number: int | None = self.member.currentData()
        return number

    def refresh(self) -> None:
        """Read the members; the one that was chosen stays."""
        desk = self.session.desk
        if desk is not None:
            self.session.look("aliased", "ui.job.find", lambda _progress: members.member_records(desk), self._offer)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._title.setText(self._say("ui.aliases.title"))
        self._add.setText(self._say("ui.aliases.add"))
        self.line.setPlaceholderText(self._say("ui.aliases.placeholder"))
        self.line.setAccessibleName(self._say("ui.aliases.placeholder"))
        self.member.setAccessibleName(self._say("ui.aliases.member"))
        self.member.setPlaceholderText(self._say("ui.aliases.member"))
        self._read()

    def add(self) -> None:
        """Let the member be known by what the line says."""
        desk, number, text = self.session.desk, self._chosen, self.line.text()
        if desk is not None and number is not None and text.strip():
            self.session.operate("ui.job.alias", lambda _progress: aliases.add(desk, number, text), self._bar,
                                 lambda _changes: self.line.clear())  # fmt: skip

    def take_back(self, written: str) -> None:
        """Let the member be known by a name no longer."""
        desk, number = self.session.desk, self._chosen
        if desk is not None and number is not None:
            self.setFocus()  # the button goes with the name
            self.session.operate("ui.job.alias", lambda _progress: aliases.take_back(desk, number, written), self._bar)

    def _offer(self, found: Sequence[Organisation]) -> None:
        before = self._chosen
        self.member.clear()
        for one in found:
            self.member.addItem(one.name, one.id)
        self.member.setCurrentIndex(self.member.findData(before))
        self.setVisible(bool(found))
        self._read()

    def _read(self) -> None:
        desk, number = self.session.desk, self._chosen
        if desk is None or number is None:
            self._show(())
        else:
            self.session.look("aliases", "ui.job.find", lambda _progress: aliases.other_names(desk, number), self._show)

    def _show(self, names: Sequence[str]) -> None:
        self._names.hide()
        self._names.deleteLater()
        self._names = QWidget()
        row = FlowLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for name in names:
            row.addWidget(self._chip(name))
        self._names.setLayout(row)
        self._column.addWidget(self._names)
        self._names.setVisible(bool(names))
        self._told.setVisible(not names)
        self._tell()

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton(f"{name}  ✕")
        chip.clicked.connect(lambda _checked: self.take_back(name))
        chip.setToolTip(self._say("ui.aliases.take_back_tip", alias=name))
        chip.setAccessibleName(chip.toolTip())
        chip.setEnabled(self.session.writable)
        return chip

    def _tell(self) -> None:
        chosen = self._chosen is not None
        self._told.setText(self._say("ui.aliases.none" if chosen else "ui.aliases.hint"))
        self.line.setEnabled(chosen and self.session.writable)
        self._add.setEnabled(self.line.isEnabled() and bool(self.line.text().strip()))
