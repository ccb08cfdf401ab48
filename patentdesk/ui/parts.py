"""Make the parts of the window's frame: the bar with the query, the navigation, the stage, the status line."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from patentdesk.ui.pieces import ElidedLabel
from patentdesk.ui.places import FACETS_WIDTH, INSPECTOR_WIDTH, MENUS, NAVIGATION_WIDTH, PLACES
from patentdesk.ui.querybox import QueryLine
from patentdesk.ui.settings import FACETS, INSPECTOR
from patentdesk.ui.surroundings import Surroundings


class TopBar(QFrame):
    """The query box with its views, and on the right what the program is doing."""

    def __init__(self, around: Surroundings) -> None:
        """Lay the bar out; the workbench connects it."""
        super().__init__()
        self.setObjectName("topbar")
        self._around = around
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(4)
        self.query = QueryLine()
        self.query.setObjectName("query")
        self.query.setMinimumWidth(220)
        row.addWidget(self.query, 1)
        row.addSpacing(4)
        self.form = self._button(row, "form")
        self.views = self._button(row, "view")
        self.views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addSpacing(8)
        self.jobs = JobsIndicator(around)
        row.addWidget(self.jobs)
        self.undo = self._button(row, "undo")
        self.redo = self._button(row, "redo")
        row.addSpacing(8)
        self.problems = QPushButton()
        self.problems.setProperty("flat", True)
        self.problems.setProperty("icon_name", "problem")
        self.problems.setIconSize(QSize(18, 18))
        row.addWidget(self.problems)
        self.palette_button = self._button(row, "command")
        self.theme = self._button(row, "theme")
        self.language = self._button(row, "language")
        self.facets = self._button(row, "facets")
        self.facets.setCheckable(True)
        self.inspector = self._button(row, "inspector")
        self.inspector.setCheckable(True)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        say = self._around.tongue
        self.query.setPlaceholderText(say("ui.query.placeholder"))
        self.query.setAccessibleName(say("ui.query"))
        for button, key in (
            (self.form, "ui.action.query_form"),
            (self.views, "ui.views"),
            (self.facets, "ui.action.facets"),
            (self.problems, "ui.problems"),
            (self.palette_button, "ui.action.palette"),
            (self.theme, "ui.action.theme"),
            (self.language, "ui.action.language"),
            (self.inspector, "ui.action.inspector"),
        ):
            button.setToolTip(say(key))
            button.setAccessibleName(say(key))
        self.jobs.retranslate()

    def restyle(self) -> None:
        """Draw the icons in the theme's colour."""
        for button in self.findChildren(QAbstractButton):
            name = button.property("icon_name")
            if name:
                button.setIcon(self._around.icon(str(name), "muted"))

    def _button(self, row: QHBoxLayout, icon: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("icon_name", icon)
        button.setIconSize(QSize(18, 18))
        row.addWidget(button)
        return button


_JOB_WIDTH = 210
"""Room for a count of rows."""


class JobsIndicator(QWidget):
    """Names the job that runs, how far it has come, and how many more there are; invisible while nothing runs."""

    cancelled = Signal()
    opened = Signal()
    """All jobs are to be shown."""

    def __init__(self, around: Surroundings) -> None:
        """Show nothing."""
        super().__init__()
        self._around = around
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(6)
        self.text = ElidedLabel("muted")
        self.text.setMinimumWidth(_JOB_WIDTH)
        self.more = QPushButton()
        self.more.setProperty("flat", True)
        self.more.clicked.connect(self.opened)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(84)
        self.bar.setTextVisible(False)
        self.stop = QPushButton()
        self.stop.setProperty("flat", True)
        self.stop.clicked.connect(self.cancelled)
        row.addWidget(self.text, 1)
        for control in (self.more, self.stop):  # they go when the job ends, and must not take the keyboard with them
            control.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self.bar, self.more, self.stop):
            row.addWidget(widget)
        self.hide()

    def tell(self, text: str, done: int, total: int, count: int) -> None:
        """Show a job of so many; total 0 means that nobody knows how much there is."""
        self.text.setText(text)
        self.more.setVisible(count > 1)
        self.more.setText(self._around.tongue("ui.jobs.more", n=count - 1))
        self.more.setToolTip(self._around.tongue("ui.jobs.tip", n=count))
        self.more.setAccessibleName(self._around.tongue("ui.action.jobs"))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.show()

    def retranslate(self) -> None:
        """Write the button in the language in use."""
        self.stop.setText(self._around.tongue("ui.cancel"))


class Navigation(QFrame):
    """The places of the program, one button each."""

    chosen = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        """Lay the buttons out."""
        super().__init__()
        self.setObjectName("nav")
        self.setFixedWidth(NAVIGATION_WIDTH)
        self._around = around
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 10)
        column.setSpacing(3)
        brand = QLabel("PatentDesk")
        brand.setObjectName("brand")
        column.addWidget(brand)
        column.addSpacing(12)
        group = QButtonGroup(self)
        for place in PLACES:
            button = QPushButton()
            button.setCheckable(True)
            button.setIconSize(QSize(18, 18))
            button.setProperty("place", place)
            button.clicked.connect(self._clicked)
            group.addButton(button)
            self._buttons[place] = button
            column.addWidget(button)
        column.addStretch()
        self.foot = QLabel()
        self.foot.setProperty("role", "muted")
        self.foot.setWordWrap(True)
        column.addWidget(self.foot)

    def show_place(self, place: str) -> None:
        """Mark the place that is on the stage."""
        self._buttons[place].setChecked(True)
        self.restyle()

    def retranslate(self) -> None:
        """Write the names in the language in use."""
        for number, (place, button) in enumerate(self._buttons.items(), start=1):
            name = self._around.tongue(f"ui.place.{place}")
            button.setText(f"  {name}")
            button.setToolTip(f"{name}  (Ctrl+{number})")

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        for place, button in self._buttons.items():
            button.setIcon(self._around.icon(place, "accent" if button.isChecked() else "muted"))

    def _clicked(self) -> None:
        place = str(self.sender().property("place"))
        self.restyle()
        self.chosen.emit(place)


class StatusBar(QFrame):
    """One line at the foot: counts, selection, what is saved."""

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.setObjectName("statusbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(18)
        self.count, self.picked, self.saved, self.backup = QLabel(), QLabel(), QLabel(), QLabel()
        row.addWidget(self.count)
        row.addWidget(self.picked)
        row.addStretch()
        row.addWidget(self.saved)
        row.addWidget(self.backup)


class Stage(QStackedWidget):
    """The panels behind each other; needs the room of the one in front, not of the largest that was ever seen."""

    def minimumSizeHint(self) -> QSize:
        """Return what the panel in front needs."""
        panel = self.currentWidget()
        return panel.minimumSizeHint() if panel is not None else super().minimumSizeHint()


class Parts(QWidget):
    """All parts in their places; they keep to the language and the theme in use."""

    def __init__(self, window: QMainWindow, around: Surroundings) -> None:
        """Move into the window."""
        super().__init__()
        self._around = around
        self.top = TopBar(around)
        self.navigation = Navigation(around)
        self.stage = Stage()
        self.stage.setObjectName("stage")
        self.counts = QFrame()
        """Where the facets move in."""
        self.side = QFrame()
        self.side.setObjectName("inspector")
        self.side.setMinimumWidth(216)
        self.status = StatusBar()
        self._lay_out(window.width())
        self.menus = {name: window.menuBar().addMenu("") for name in MENUS}
        window.setCentralWidget(self)
        self.retranslate()
        self.restyle()
        around.tongue.language_changed.connect(self.retranslate)
        around.appearance.restyled.connect(self.restyle)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.top.retranslate()
        self.navigation.retranslate()
        for name, menu in self.menus.items():
            menu.setTitle(self._around.tongue(f"ui.menu.{name}"))

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        self.top.restyle()
        self.navigation.restyle()

    def show_side(self, shown: bool) -> None:
        """Show or fold the inspector away, and remember it."""
        self.side.setVisible(shown)
        self.top.inspector.setChecked(shown)
        self._around.settings.put(INSPECTOR, shown)

    def show_counts(self, shown: bool) -> None:
        """Show or fold the facets away, and remember it."""
        self.counts.setVisible(shown)
        self.top.facets.setChecked(shown)
        self._around.settings.put(FACETS, shown)

    def _make_room(self, place: int) -> None:
        """Put filter and inspector away beside a panel with the property ``alone``: they say nothing of it."""
        panel = self.stage.widget(place)
        beside = panel is None or not panel.property("alone")
        for part, tool, setting in ((self.counts, self.top.facets, FACETS), (self.side, self.top.inspector, INSPECTOR)):
            shown = beside and self._around.settings.get(setting)
            part.setVisible(shown)
            tool.setChecked(shown)

    def _lay_out(self, width: int) -> None:
        splitter = QSplitter()
        for place, widget in enumerate((self.counts, self.stage, self.side)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(place, int(widget is self.stage))
        splitter.setCollapsible(1, False)
        splitter.setHandleWidth(1)
        stage = width - NAVIGATION_WIDTH - FACETS_WIDTH - INSPECTOR_WIDTH
        splitter.setSizes([FACETS_WIDTH, stage, INSPECTOR_WIDTH])
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top)
        self.middle = middle
        middle.addWidget(splitter, 1)
        middle.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(middle, 1)
        self.show_side(self._around.settings.get(INSPECTOR))
        self.show_counts(self._around.settings.get(FACETS))
        self.stage.currentChanged.connect(self._make_room)


def fit_out(window: QMainWindow, around: Surroundings) -> Parts:
    """Dress the program and put the parts into a window; return those that are there already."""
    present = window.centralWidget()
    if isinstance(present, Parts):
        return present
    around.appearance.dress()
    return Parts(window, around)
