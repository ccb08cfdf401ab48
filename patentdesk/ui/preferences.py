"""Let the user set what the program remembers; whatever is chosen holds at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from patentdesk.ui.looks import Looks
from patentdesk.ui.pieces import SteadyBox, button, label, retone, rule
from patentdesk.ui.session import EVERYTHING, Session
from patentdesk.ui.settings import (
    BACKUP_FOLDER,
    BACKUP_HOURS,
    CURRENCY,
    DENSITY,
    LANGUAGE,
    LEAD_DAYS,
    MINE_ONLY,
    THEME,
    TRAY,
    USER,
    WATCHED,
    Setting,
)
from patentdesk.ui.theme import ROW_HEIGHTS

CURRENCIES = ("CNY", "EUR", "USD", "JPY", "KRW", "GBP", "CHF", "TWD")
_LANGUAGES = (("zh", "中文"), ("en", "English"))
_MOST_DAYS = 3_650
_WIDE = 560
_DAYS = re.compile(r"[\s,，、;；]+")


def read_days(text: str) -> list[int] | None:
    """Return days that a person listed, each once and the most first; None when one of them is no number of days."""
    parts = [part for part in _DAYS.split(text.strip()) if part]
    if not all(part.isascii() and part.isdigit() and int(part) <= _MOST_DAYS for part in parts):
        return None
    return sorted({int(part) for part in parts}, reverse=True)


class Preferences(QDialog):
    """One page of choices in sections; the button only closes it."""

    changed = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Show what is set."""
        super().__init__(parent)
        self._session = session
        self._around = session.around
        self._settings = session.around.settings
        self._say = session.around.tongue
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(26, 20, 26, 20)
        self._sheet: QWidget | None = None
        self.fields: dict[str, QWidget] = {}
        self._lay_out()
        self._say.language_changed.connect(self._lay_out)

    def _lay_out(self) -> None:
        """Write the page in the language in use."""
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        say = self._say
        self.setWindowTitle(say("ui.preferences"))
        self._sheet = QWidget()
        self._column.addWidget(self._sheet)
        outer = QVBoxLayout(self._sheet)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(label("title", say("ui.preferences")))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, 150)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)
        self._row = 0
        self._looks()
        self._person()
        self._backups()
        self._reminders()
        foot = QHBoxLayout()
        foot.addStretch()
        done = button(foot, self.accept, look="primary")
        done.setText(say("ui.done"))
        done.setDefault(True)
        outer.addSpacing(6)
        outer.addLayout(foot)

    def _looks(self) -> None:
        say, appearance, looks = self._say, self._around.appearance, Looks(self._around)
        self._section("ui.preferences.looks")
        self._choice(LANGUAGE, _LANGUAGES, say.language, looks.take_language)
        themes = [(one, say(f"ui.preferences.theme.{one}")) for one in ("system", "light", "dark")]
        self._choice(THEME, themes, appearance.choice, looks.take_theme)
        densities = [(one, say(f"ui.density.{one}")) for one in ROW_HEIGHTS]
        self._choice(DENSITY, densities, appearance.density, looks.take_density)

    def _person(self) -> None:
        self._section("ui.preferences.person")
        user = QLineEdit(self._settings.get(USER) or (self._session.desk.user if self._session.desk else ""))
        user.editingFinished.connect(partial(self._name, user))
        self._add(USER, user, "ui.preferences.user.hint")
        self._choice(
            CURRENCY, [(one, one) for one in CURRENCIES], self._settings.get(CURRENCY),
            partial(self._settings.put, CURRENCY),
        )  # fmt: skip

    def _backups(self) -> None:
        self._section("ui.preferences.backups")
        self._folder(BACKUP_FOLDER, "ui.preferences.own_folder", self._backed_up)
        hours = QSpinBox()
        hours.setRange(1, 168)
        hours.setValue(self._settings.get(BACKUP_HOURS))
        hours.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        hours.lineEdit().setTextMargins(8, 0, 0, 0)
        hours.setSuffix(self._say("ui.preferences.hours"))
        hours.valueChanged.connect(partial(self._settings.put, BACKUP_HOURS))
        self._add(BACKUP_HOURS, hours)

    def _reminders(self) -> None:
        self._section("ui.preferences.reminders")
        days = QLineEdit(", ".join(str(one) for one in self._settings.get(LEAD_DAYS)))
        days.textChanged.connect(partial(self._days, days))
        self._add(LEAD_DAYS, days, "ui.preferences.lead_days.hint")
        for setting in (MINE_ONLY, TRAY):
            tick = QCheckBox(self._say(f"ui.preferences.{setting.key}"))
            tick.setChecked(self._settings.get(setting))
            tick.toggled.connect(partial(self._settings.put, setting))
            self._add(setting, tick, titled=False)
        self._section("ui.preferences.intake")
        self._folder(WATCHED, "ui.preferences.no_folder", self._watched)

    # Pieces

    def _section(self, key: str) -> None:
        if self._row:
            self._grid.setRowMinimumHeight(self._row, 6)
            self._row += 1
        self._grid.addWidget(label("section", self._say(key)), self._row, 0, 1, 2)
        self._grid.addWidget(rule(), self._row + 1, 0, 1, 2)
        self._row += 2

    def _add(self, setting: Setting[Any], widget: QWidget, hint: str = "", *, titled: bool = True) -> None:
        title = self._say(f"ui.preferences.{setting.key}")
        if titled:
            self._grid.addWidget(label("muted", title), self._row, 0)
        widget.setAccessibleName(title)
        if hint:
            widget.setToolTip(self._say(hint))
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(self._say(hint))
        self._grid.addWidget(widget, self._row, 1)
        self.fields[setting.key] = widget
        self._row += 1

    def _choice(
        self, setting: Setting[str], choices: Sequence[tuple[str, str]], present: str, chosen: Callable[[str], None]
    ) -> None:
        box = SteadyBox()
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(present), 0))
        box.activated.connect(lambda place: chosen(str(box.itemData(place))))
        self._add(setting, box)

    def _folder(self, setting: Setting[str], nothing: str, chosen: Callable[[], None]) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        line = QLineEdit(self._settings.get(setting))
        line.setPlaceholderText(self._say(nothing))
        line.setAccessibleName(self._say(f"ui.preferences.{setting.key}"))
        line.editingFinished.connect(partial(self._take_folder, setting, line, chosen))
        row.addWidget(line, 1)
        button(row, partial(self._browse, setting, line, chosen)).setText(self._say("ui.preferences.browse"))
        self._add(setting, holder)
        holder.setFocusProxy(line)

    # What is chosen

    def _name(self, line: QLineEdit) -> None:
        name = " ".join(line.text().split())
        if name and name != self._settings.get(USER):
            self._settings.put(USER, name)
            self._session.sign_as(name)

    def _days(self, line: QLineEdit, text: str) -> None:
        days = read_days(text)
        retone(line, "invalid", days is None)
        if days is not None:
            self._settings.put(LEAD_DAYS, days)

    def _browse(self, setting: Setting[str], line: QLineEdit, chosen: Callable[[], None]) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._say(f"ui.preferences.{setting.key}"), line.text())
        if folder:
            line.setText(folder)
            self._take_folder(setting, line, chosen)

    def _take_folder(self, setting: Setting[str], line: QLineEdit, chosen: Callable[[], None]) -> None:
        text = line.text().strip()
        missing = bool(text) and not Path(text).is_dir()
        retone(line, "invalid", missing)
        line.setToolTip(self._say("ui.preferences.no_such_folder") if missing else "")
        if not missing and text != self._settings.get(setting):
            self._settings.put(setting, text)
            chosen()

    def _backed_up(self) -> None:
        self._session.read_state()

    def _watched(self) -> None:
        self._session.changed.emit(EVERYTHING)
        self._session.find()
