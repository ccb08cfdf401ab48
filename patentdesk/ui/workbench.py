"""Furnish the frame: session, panels, inspector, menus and shortcuts, once the services are loaded."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem
from patentdesk.services import views
from patentdesk.ui import layouts
from patentdesk.ui.actions import ACTIONS, Action, by_id
from patentdesk.ui.dialogs import Dialogs
from patentdesk.ui.docket.reminder import Reminding
from patentdesk.ui.facets import FacetPanel
from patentdesk.ui.filemenu import FileMenu
from patentdesk.ui.forms import Field
from patentdesk.ui.frame import Frame
from patentdesk.ui.inspector.view import Inspector
from patentdesk.ui.jobs import Jobs
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.palette import QUERY, Palette, entry_of, plain_entry
from patentdesk.ui.panel import Panel
from patentdesk.ui.parts import fit_out
from patentdesk.ui.places import PLACES
from patentdesk.ui.preferences import Preferences
from patentdesk.ui.queryform import QueryForm
from patentdesk.ui.session import Doors, Session
from patentdesk.ui.settings import DENSITY, LANGUAGE, QUERIES, RECENT, THEME
from patentdesk.ui.shell import Shell
from patentdesk.ui.shortcuts import ShortcutSheet
from patentdesk.ui.steps import step_title
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.theme import ROW_HEIGHTS
from patentdesk.ui.timetravel import TimeTravel
from patentdesk.ui.viewlist import ViewList

PANELS = {
    "overview": "OverviewPanel",
    "portfolio": "PortfolioPanel",
    "docket": "DocketPanel",
    "triage": "TriagePanel",
    "valuation": "ValuationPanel",
    "intake": "IntakePanel",
}
"""Place → class of its panel, in the module of ``ui.panels`` that has the place's name."""

_VIEW = "view:"
"""Before the number of a saved view in the palette."""
_MOMENT_MS = 1000
"""Timers shorter than this delay something that the user is about to see."""


@runtime_checkable
class Charted(Protocol):
    """A panel with charts of the selection."""

    @property
    def strip(self) -> Any:  # noqa: ANN401 - a ChartStrip, whose module the window opens without
        """Return the charts."""
        ...


class Panels(dict[str, Panel]):
    """The panels by their places; one is made when it is first asked for, ``values`` are those that were."""

    def __init__(self, make: Callable[[type[Panel]], Panel]) -> None:
        """Make none yet."""
        super().__init__()
        self._make = make

    def __missing__(self, place: str) -> Panel:
        self[place] = made = self._make(panel_class(place))
        return made


def panel_class(place: str) -> type[Panel]:
    """Return the class of a place's panel; its module is loaded when this is asked first."""
    found: type[Panel] = getattr(importlib.import_module(f"patentdesk.ui.panels.{place}"), PANELS[place])
    return found


class Workbench(QObject):
    """The furnished window; it is the ``actions.Bench`` that every action speaks to."""

    def __init__(self, shell: Shell, around: Surroundings, jobs: Jobs, doors: Doors, dialogs: Dialogs) -> None:
        """Move into the frame."""
        super().__init__(shell)
        self.shell = shell
        self.parts = fit_out(shell, around)
        self.around = around
        self.session = Session(around, jobs, doors, dialogs)
        self.panels = Panels(self._make_panel)
        self.place = ""
        self._qt_actions: dict[str, QAction] = {}
        self._shortcuts: list[tuple[Action, QShortcut]] = []
        self.inspector = Inspector(self.session)
        self.facets = FacetPanel(self.session)
        for place, widget in ((self.parts.side, self.inspector), (self.parts.counts, self.facets)):
            inside = QVBoxLayout(place)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(widget)
        self.travel = TimeTravel(shell, self.session)
        self.parts.middle.insertWidget(1, self.travel.banner)
        self.files = FileMenu(self.session, self._bar)
        self.frame = Frame(shell, self.parts, self.session)
        self.frame.save_view_wanted.connect(lambda: self.run("save_view"))
        self.frame.manage_wanted.connect(lambda: self.run("manage_views"))
        self.frame.view_wanted.connect(self.apply_view)
        self.reminding = Reminding(self.session, shell, self._bar, around.icon("docket", "accent"))
        self._recent = QMenu()
        self._acts: dict[str, QMenu] = {}
        """What can be done in each place, by its name: the parts of the menu of acts."""
        self._connect()
        self._furnish_menus()
        self.retranslate()
        self.go("portfolio")

    # What an action may ask (actions.Bench)

    def has_desk(self) -> bool:
        """Tell whether a portfolio is open."""
        return self.session.desk is not None

    def in_past(self) -> bool:
        """Tell whether an earlier day of the portfolio is shown."""
        return self.session.present is not None

    def writable(self) -> bool:
        """Tell whether a portfolio is open that may be changed."""
        return self.session.writable

    def has_current(self) -> bool:
        """Tell whether a patent is under the cursor."""
        return self.session.current is not None

    def can_travel(self, steps: int) -> bool:
        """Tell whether there is a query so many steps back or forward."""
        return self.session.can_travel(steps)

    def busy(self) -> bool:
        """Tell whether a job is named in the window."""
        return bool(self.session.jobs.shown())

    def step(self, which: str) -> str:
        """Return the title of the step that 'undo' or 'redo' would take."""
        step = self.session.state.steps.undo if which == "undo" else self.session.state.steps.redo
        return step_title(self.around.tongue, step) if step is not None else ""

    def go(self, place: str) -> None:
        """Show a panel; the query, the cursor and the selection stay."""
        self.place = place
        panel = self.panels[place]
        self.parts.stage.setCurrentWidget(panel)
        self.parts.navigation.show_place(place)
        panel.enter()
        panel.main_view().setFocus()
        self._enable()

    def tell(self, place: str, command: str) -> None:
        """Let a panel carry out one of its commands, after showing it."""
        if self.place != place:
            self.go(place)
        self.panels[place].commands[command]()

    def do(self, command: str) -> None:
        """Carry out a command of the window itself, of the panel in front, or of the file menu."""
        panel = self.panels[self.place]
        own = {
            "undo": lambda: self.session.undo(self._bar()),
            "redo": lambda: self.session.redo(self._bar()),
            "quit": self.shell.close,
            "query": self._focus_query,
            "clear_query": lambda: self.session.ask(""),
            "query_form": self.open_form,
            "recent_queries": self.frame.box.show_recent,
            "back": lambda: self.session.travel(-1),
            "forward": lambda: self.session.travel(1),
            "save_view": self.save_view,
            "manage_views": self.manage_views,
            "facets": lambda: self.parts.show_counts(not self.parts.counts.isVisible()),
            "focus_facets": self._focus_facets,
            "focus_inspector": self._focus_inspector,
            "charts": self._choose_charts,
            "focus_charts": self._focus_charts,
            "jobs": self.frame.show_jobs,
            "cancel_jobs": self.session.jobs.cancel_shown,
            "inspector": lambda: self.parts.show_side(not self.parts.side.isVisible()),
            "theme": self._toggle_theme,
            "theme_system": lambda: self._choose_theme("system"),
            "density": self._toggle_density,
            "travel": self.travel.ask,
            "preferences": self.open_preferences,
            "present": self.travel.come_back,
            "language": self._toggle_language,
            "palette": self.open_palette,
            "shortcuts": self.open_shortcuts,
            "copy": self.frame.copy,
            **self.files.commands,
        }
        run = panel.commands.get(command) or own.get(command) or self.panels["portfolio"].commands[command]
        run()

    # The window's own commands

    def run(self, action_id: str) -> None:
        """Run an action if it can be run now."""
        action = by_id(action_id)
        if action.enabled(self):
            action.run(self)

    def save_view(self) -> None:
        """Ask for a name and keep query, order, columns and charts under it."""
        panel, desk, query = self.panels[self.place], self.session.desk, self.session.query
        if desk is None:
            return
        kept = query, layouts.sort_text(self.session.sort), layouts.present(self.around.settings)

        def answer(values: Mapping[str, Any]) -> None:
            self.session.operate(
                "ui.job.save_view", lambda _progress: views.save_view(desk, values["name"], *kept), panel.bar
            )

        fields = [Field("name", "ui.view.name", stretch=1)]
        shown = query or self.around.tongue("ui.views.whole")
        panel.ask(self.around.tongue("ui.view.title", query=shown), fields, self.around.tongue("ui.save"), answer)

    def apply_view(self, view_id: int) -> None:
        """Show what a saved view asks for, as it was laid out."""
        view = next((one for one in self.session.state.views if one.id == view_id), None)
        if view is None:
            return
        if layouts.adopt(self.around.settings, view.columns):
            self._rearrange()
        self.session.sort = layouts.sort_of(view.sort)
        self.session.ask(view.query)

    def manage_views(self) -> ViewList:
        """Show the saved views, to apply, rename and remove them."""
        made = ViewList(self.shell, self.session)
        made.applied.connect(self.apply_view)
        made.open()
        return made

    def open_form(self) -> QueryForm:
        """Show the query as a form."""
        form = QueryForm(self.shell, self.session)
        form.left.connect(self._leave_query)
        form.show()
        return form

    def open_palette(self) -> Palette:
        """Show the command palette: actions, saved views, recent queries, and any text as a query."""
        say, settings = self.around.tongue, self.around.settings
        entries = [entry_of(action, self.around) for action in self.available()]
        if self.has_desk():
            saved = [(f"{_VIEW}{one.id}", say("ui.palette.view", name=one.name)) for one in self.session.state.views]
            entries += [plain_entry(name, title, "view") for name, title in saved]
            recent = [(QUERY + one, say("ui.palette.query", text=one)) for one in settings.get(QUERIES)]
            entries += [plain_entry(name, title, "search") for name, title in recent]
        palette = Palette(self.shell, self.around, entries)
        palette.chosen.connect(self._take_choice)
        palette.open()
        return palette

    def open_preferences(self) -> Preferences:
        """Show what the user can set."""
        page = Preferences(self.shell, self.session)
        page.open()
        return page

    def open_shortcuts(self) -> ShortcutSheet:
        """Show the sheet of all shortcuts."""
        sheet = ShortcutSheet(self.shell, self.around)
        sheet.open()
        return sheet

    def available(self) -> Sequence[Action]:
        """Return the actions that can be run now, those of the panel in front first."""
        usable = [action for action in ACTIONS if action.enabled(self) and action.id != "palette"]
        return sorted(usable, key=lambda action: action.scope != self.place)

    def tell_defect(self, what: str) -> None:
        """Tell of a fault of the program in the panel in front."""
        self._bar().show_word("defect", "error", "ui.defect", what=what)

    def close(self) -> None:
        """End all work and close the portfolio."""
        self.travel.close()
        self.inspector.acts.close()
        self.session.close()

    def waiting(self) -> bool:
        """Tell whether a widget waits a moment before it asks for something (a resting cursor, a size at rest)."""
        resting = self.shell.findChildren(QTimer)
        return any(timer.isSingleShot() and timer.isActive() and timer.interval() < _MOMENT_MS for timer in resting)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for panel in self.panels.values():
            panel.retranslate()
        for action in ACTIONS:
            if action.id in self._qt_actions:
                self._qt_actions[action.id].setText(self.around.tongue(action.title))
        self._recent.setTitle(self.around.tongue("ui.action.recent"))
        for place, menu in self._acts.items():
            menu.setTitle(self.around.tongue(f"ui.place.{place}"))
        self._enable()

    def restyle(self) -> None:
        """Draw the panels' own pictures and the icons in the theme's colours."""
        for action in ACTIONS:
            if action.id in self._qt_actions and action.icon:
                self._qt_actions[action.id].setIcon(self.around.icon(action.icon, "muted"))
        for panel in self.panels.values():
            panel.restyle()

    def _connect(self) -> None:
        top, session = self.parts.top, self.session
        self.parts.navigation.chosen.connect(self.go)
        self.shell.closing.connect(self.close)
        top.undo.clicked.connect(lambda: self.run("undo"))
        top.redo.clicked.connect(lambda: self.run("redo"))
        top.theme.clicked.connect(lambda: self.run("theme"))
        top.language.clicked.connect(lambda: self.run("language"))
        top.inspector.clicked.connect(lambda: self.run("inspector"))
        top.facets.clicked.connect(lambda: self.run("facets"))
        top.form.clicked.connect(lambda: self.run("query_form"))
        self.frame.query_left.connect(self._leave_query)
        self.facets.left.connect(self._leave_query)
        top.palette_button.clicked.connect(lambda: self.run("palette"))
        session.place_wanted.connect(self._answer)
        session.inspector_wanted.connect(lambda: self.parts.show_side(True))
        session.open_refused.connect(self._tell_refusal)
        session.query_refused.connect(self._tell_query)
        session.query_changed.connect(self._enable)
        session.backup_refused.connect(partial(self._tell, "backup"))
        for signal in (session.desk_changed, session.state_changed, session.current_changed):
            signal.connect(self._enable)
        session.desk_changed.connect(self.retranslate)
        self.around.tongue.language_changed.connect(self.retranslate)
        self.around.appearance.restyled.connect(self.restyle)

    def _furnish_menus(self) -> None:
        last: dict[QMenu, int] = {}
        for action in ACTIONS:
            if action.menu:
                menu = self._menu_of(action)
                if last.setdefault(menu, action.group) != action.group:
                    menu.addSeparator()
                    last[menu] = action.group
                self._add_to(menu, action)
            elif action.shortcut and action.scope == "window":
                self._listen(action, self.shell)
        self._recent.aboutToShow.connect(self._fill_recent)
        backup = self._qt_actions["backup"]
        self.parts.menus["file"].insertMenu(backup, self._recent)
        self.parts.menus["file"].insertSeparator(backup)
        for menu in self.parts.menus.values():
            menu.aboutToShow.connect(self._enable)
        self.restyle()

    def _menu_of(self, action: Action) -> QMenu:
        """Return where an action stands; the acts are too many for one menu and stand by the places they belong to."""
        menu = self.parts.menus[action.menu]
        if action.menu != "do":
            return menu
        place = action.id.partition(".")[0]
        if place not in self._acts:
            self._acts[place] = menu.addMenu("")
        return self._acts[place]

    def _add_to(self, menu: QMenu, action: Action) -> None:
        made = menu.addAction("")
        made.triggered.connect(lambda: self.run(action.id))
        self._qt_actions[action.id] = made
        if action.shortcut and action.scope == "window":
            made.setShortcut(QKeySequence(action.shortcut))

    def _make_panel(self, kind: type[Panel]) -> Panel:
        """Return a panel, ready to come on the stage."""
        panel = kind(self.session)
        self.parts.stage.addWidget(panel)
        for action in ACTIONS:
            if action.shortcut and action.scope == kind.place:
                self._listen(action, panel)
        panel.retranslate()
        panel.restyle()
        return panel

    def _listen(self, action: Action, place: QWidget) -> None:
        """Hear a shortcut only while its panel is in front."""
        heard = QShortcut(QKeySequence(action.shortcut), place)
        heard.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        heard.activated.connect(lambda: self.run(action.id))
        self._shortcuts.append((action, heard))

    def _enable(self) -> None:
        for action in ACTIONS:
            if action.id in self._qt_actions:
                self._qt_actions[action.id].setEnabled(action.enabled(self))
        for which, control in (("undo", self.parts.top.undo), ("redo", self.parts.top.redo)):
            title = self.step(which)
            word = self.around.tongue(f"ui.action.{which}")
            named = self.around.tongue(f"ui.{which}.named", title=title) if title else word
            self._qt_actions[which].setText(named)
            control.setToolTip(named)
            control.setAccessibleName(named)
            control.setEnabled(bool(title) and self.writable())

    def _bar(self) -> MessageBar:
        return self.panels[self.place].bar

    def _answer(self, place: str) -> None:
        if place in PLACES:
            self.go(place)
        else:
            self.run(place)

    def _tell_refusal(self, problem: Problem) -> None:
        self.panels[self.place].bar.show_problem(problem, "open")

    def _tell(self, name: str, problem: Problem | None) -> None:
        if problem is not None:
            self._bar().show_problem(problem, name)
            return
        for panel in self.panels.values():
            panel.bar.clear(name)

    def _tell_query(self, problem: Problem | None) -> None:
        """Tell in the panel why a query was refused; of one that is being typed the query box tells."""
        if problem is None or not self.session.trying:
            self._tell("query", problem)

    def _leave_query(self) -> None:
        self.panels[self.place].main_view().setFocus()

    def _focus_facets(self) -> None:
        self.parts.show_counts(True)
        self.facets.take_keyboard()

    def _take_choice(self, name: str) -> None:
        """Do what was chosen in the palette."""
        if name.startswith(QUERY):
            self.session.ask(name.removeprefix(QUERY))
        elif name.startswith(_VIEW):
            self.apply_view(int(name.removeprefix(_VIEW)))
        else:
            self.run(name)

    def _rearrange(self) -> None:
        self.panels[layouts.TABLE].commands["rearrange"]()

    def _strip(self) -> Any:  # noqa: ANN401 - as above
        """Return the charts of the panel in front; where it has none, the list's."""
        if self.place not in {"overview", "portfolio"}:
            self.go("portfolio")
        panel = self.panels[self.place]
        if isinstance(panel, Charted):
            return panel.strip
        raise LookupError(self.place)

    def _choose_charts(self) -> None:
        self._show_strip().choose()

    def _focus_charts(self) -> None:
        self._show_strip().take_keyboard()

    def _show_strip(self) -> Any:  # noqa: ANN401 - as above
        strip = self._strip()
        if not strip.isVisible():
            self.run("strip")
        return strip

    def _focus_inspector(self) -> None:
        self.parts.show_side(True)
        self.inspector.setFocus()
        self.inspector.focusNextChild()

    def _focus_query(self) -> None:
        self.parts.top.query.setFocus()
        self.parts.top.query.selectAll()

    def _toggle_theme(self) -> None:
        self._choose_theme("light" if self.around.appearance.colours.name == "dark" else "dark")

    def _choose_theme(self, choice: str) -> None:
        self.around.settings.put(THEME, choice)
        self.around.appearance.choose(choice)

    def _toggle_density(self) -> None:
        known = list(ROW_HEIGHTS)
        density = known[(known.index(self.around.appearance.density) + 1) % len(known)]
        self.around.settings.put(DENSITY, density)
        self.around.appearance.choose_density(density)

    def _toggle_language(self) -> None:
        language = "en" if self.around.tongue.language == "zh" else "zh"
        self.around.settings.put(LANGUAGE, language)
        self.around.tongue.choose(language)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for name in self.around.settings.get(RECENT):
            entry = self._recent.addAction(name)
            entry.triggered.connect(lambda _checked=False, path=name: self.session.open(Path(path)))
        self._recent.setEnabled(bool(self._recent.actions()))
