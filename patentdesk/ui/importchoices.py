"""Choose of all lists of an import: the member, its country, the office of numbers that do not tell theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from patentdesk.intake.whose import Teller
from patentdesk.services.desk import Desk
from patentdesk.ui.filespage import ListOfDrop, told_by
from patentdesk.ui.flow import FlowLayout
from patentdesk.ui.pieces import SteadyBox, label, retone
from patentdesk.ui.session import Session

_NAME, _CODE = 200, 150


class ImportChoices(QWidget):
    """The three choices, in a row that breaks."""

    changed = Signal()
    """Member or office were chosen anew."""

    def __init__(self, session: Session) -> None:
        """Offer nothing until ``offer``."""
        super().__init__()
        self._session = session
        self._say = session.around.tongue
        self.member, self.country, self.office = SteadyBox(), SteadyBox(), SteadyBox()
        self._boxes = {"member": self.member, "country": self.country, "office": self.office}
        self._titles = {name: label("muted") for name in self._boxes}
        self.reason = label("muted")
        self.member.setEditable(True)
        self.member.setInsertPolicy(SteadyBox.InsertPolicy.NoInsert)
        if (line := self.member.lineEdit()) is not None:
            line.editingFinished.connect(self.changed)
        for box in (self.member, self.office):
            box.activated.connect(self.changed)
        row = FlowLayout(8)
        row.setContentsMargins(14, 0, 14, 6)
        for name, box in self._boxes.items():
            box.setMinimumWidth(_NAME if box is self.member else _CODE)
            holder = QWidget()
            inside = QHBoxLayout(holder)
            inside.setContentsMargins(0, 0, 8, 0)
            inside.addWidget(self._titles[name])
            inside.addWidget(box)
            if box is self.member:
                inside.addWidget(self.reason)
            row.addWidget(holder)
        self.setLayout(row)

    @property
    def wanted(self) -> tuple[str, str]:
        """Member, as it stands there, and code of the office for which the files are to be read; '' where not said."""
        return self.member.currentText().strip(), str(self.office.currentData() or "")

    def clear(self) -> None:
        """Choose nothing: other files are about to be looked at, which may be another member's."""
        self.member.setEditText("")
        for box in (self.country, self.office):
            box.setCurrentIndex(0)

    def offer(self, members: Sequence[str], desk: Desk) -> None:
        """Offer the members of the portfolio, and offices and countries by code and name."""
        typed = self.member.currentText()
        self.member.clear()
        self.member.addItems(["", *members])
        self.member.setEditText(typed)
        self._offer_offices(desk)

    def tell(self, lists: Sequence[ListOfDrop]) -> None:
        """Tell what suggests the member of the one list, or that each list has its own."""
        line = self.member.lineEdit()
        alone = lists[0].table if len(lists) == 1 and lists[0].table.whose.by is not Teller.SAID else None
        self.reason.setText(told_by(self._say, alone) if alone is not None else "")
        unsure = alone is not None and alone.whose.by is Teller.SEVERAL
        retone(self.reason, "tone", "warning" if unsure else "accent")
        if line is not None:
            mixed = len({one.table.whose.member for one in lists}) > 1
            line.setPlaceholderText(self._say("ui.intake.member_of_each") if mixed else "")

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for name, box in self._boxes.items():
            self._titles[name].setText(self._say(f"ui.intake.{name}"))
            box.setAccessibleName(self._say(f"ui.intake.{name}"))
        if self._session.desk is not None and self.office.count():
            self._offer_offices(self._session.desk)
        self.office.setToolTip(self._say("ui.intake.office_tip"))
        self.country.setToolTip(self._say("ui.intake.country_tip"))

    def _offer_offices(self, desk: Desk) -> None:
        """Offer offices and countries in the language in use; what was chosen stays."""
        names = cast("Mapping[str, Sequence[str]]", desk.library.json("intake/offices.json"))
        for box in (self.country, self.office):
            before = box.currentData()
            box.clear()
            box.addItem(self._say("ui.intake.by_number" if box is self.office else "ui.intake.country_unknown"), "")
            for code, known in names.items():
                own = known[0] if self._say.language == "zh" else next((one for one in known if one.isascii()), code)
                box.addItem(f"{code}  {own}" if own != code else code, code)
            box.setCurrentIndex(max(box.findData(before), 0))
