"""Furnish the frame: session, panels, inspector, menus and shortcuts, once the services are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from patentdesk.core.problems import Problem
from patentdesk.ui import layouts, steps
from patentdesk.ui.actions import ACTIONS, Action
from patentdesk.ui.dialogs import Dialogs
from patentdesk.ui.dropping import receive
from patentdesk.ui.facets import FacetPanel
from patentdesk.ui.filemenu import FileMenu
from patentdesk.ui.frame import Frame
from patentdesk.ui.jobs import Jobs
from patentdesk.ui.looks import Looks
from patentdesk.ui.menus import Menus
from patentdesk.ui.messages import Message, MessageBar
from patentdesk.ui.opening import Doors
from patentdesk.ui.palette import QUERY, Palette, entry_of, plain_entry
from patentdesk.ui.panel import Panel
from patentdesk.ui.parts import fit_out
from patentdesk.ui.places import PLACES
from patentdesk.ui.preferences import Preferences
from patentdesk.ui.queryform import QueryForm
from patentdesk.ui.savedviews import SavedViews
from patentdesk.ui.session import Session
from patentdesk.ui.settings import QUERIES
from patentdesk.ui.shell import Shell
from patentdesk.ui.shortcuts import ShortcutSheet
from patentdesk.ui.stage import Charted, Panels
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.timetravel import TimeTravel

_VIEW = "view:"
"""Before the number of a saved view in the palette."""
_MOMENT_MS = 1000
"""Timers shorter than this delay something that the user is about to see."""


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
        self.place = "portfolio"
        """The panel in front; whoever made the window goes there, which makes the panel."""
        self.facets = FacetPanel(self.session)
        _fill(self.parts.counts, self.facets)
        self.travel = TimeTravel(shell, self.session)
        self.parts.middle.insertWidget(1, self.travel.banner)
        self.files = FileMenu(self.session, self._bar)
        self.looks = Looks(around)
        self.views = SavedViews(shell, self.session, self._rearrange)
        self.menus = Menus(shell, self.parts, self.session, self)
        self.frame = Frame(shell, self.parts, self.session)
        self.frame.save_view_wanted.connect(lambda: self.run("save_view"))
        self.frame.manage_wanted.connect(lambda: self.run("manage_views"))
        self.frame.view_wanted.connect(self.views.apply)
        self._connect()
        self.retranslate()

    @cached_property
    def inspector(self) -> Any:  # noqa: ANN401 - an Inspector, whose module the window opens without
        """What tells all of the patent under the cursor; made when it is first asked for, behind the first rows."""
        from patentdesk.ui.inspector.view import Inspector  # noqa: PLC0415 - longer to load than the list

        made = Inspector(self.session)
        made.left.connect(self._leave_query)
        _fill(self.parts.side, made)
        return made

    @cached_property
    def reminding(self) -> Any:  # noqa: ANN401 - a Reminding, as above
        """What tells of dates that have come near, and of files in the watched folder."""
        from patentdesk.ui.docket.reminder import Reminding  # noqa: PLC0415 - as above
        from patentdesk.ui.watching import Watching  # noqa: PLC0415 - as above

        Watching(self.session, self.shell, self._bar)
        return Reminding(self.session, self.shell, self._bar, self.around.icon("docket", "accent"))

    def complete(self) -> None:
        """Bring in what the first rows need not wait for."""
        _made = self.inspector, self.reminding

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
        return steps.step_title(self.around.tongue, step) if step is not None else ""

    def go(self, place: str) -> None:
        """Show a panel; the query, the cursor and the selection stay."""
        self.place = place
        panel = self.panels[place]
        self.parts.stage.setCurrentWidget(panel)
        self.parts.navigation.show_place(place)
        panel.enter()
        panel.take_keyboard()
        self.menus.enable()

    def tell(self, place: str, command: str) -> None:
        """Let a panel carry out one of its commands, after showing it."""
        if self.place != place:
            self.go(place)
        self.panels[place].commands[command]()

    def do(self, command: str) -> None:
        """Carry out a command of the window itself, of the panel in front, or of the file menu."""
        panel = self.panels[self.place]
        own = {
            "undo": lambda: steps.undo(self.session, self._bar()),
            "redo": lambda: steps.redo(self.session, self._bar()),
            "quit": self.shell.close,
            "query": self._focus_query,
            "clear_query": lambda: self.session.ask(""),
            "query_form": self.open_form,
            "recent_queries": self.frame.box.show_recent,
            "back": lambda: self.session.travel(-1),
            "forward": lambda: self.session.travel(1),
            "save_view": lambda: self.views.save(panel),
            "manage_views": self.views.manage,
            "facets": lambda: self.parts.show_counts(not self.parts.counts.isVisible()),
            "focus_facets": self._focus_facets,
            "focus_inspector": self._focus_inspector,
            "charts": self._choose_charts,
            "focus_charts": self._focus_charts,
            "jobs": self.frame.show_jobs,
            "cancel_jobs": self.session.jobs.cancel_shown,
            "inspector": lambda: self.parts.show_side(not self.parts.side.isVisible()),
            "travel": self.travel.ask,
            "preferences": self.open_preferences,
            "present": self.travel.come_back,
            "palette": self.open_palette,
            "shortcuts": self.open_shortcuts,
            "about": self.open_about,
            "copy": self.frame.copy,
            **self.files.commands,
            **self.looks.commands,
        }
        run = panel.commands.get(command) or own.get(command) or self.panels["portfolio"].commands[command]
        run()

    # The window's own commands

    def run(self, action_id: str) -> None:
        """Run an action if it can be run now."""
        self.menus.run(action_id)

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

    def open_about(self) -> QDialog:
        """Show which program this is, and what is open."""
        from patentdesk.ui.about import About  # noqa: PLC0415 - seldom asked for, so not loaded at the start

        page = About(self.shell, self.session)
        page.open()
        return page

    def available(self) -> Sequence[Action]:
        """Return the actions that can be run now, those of the panel in front first."""
        usable = [action for action in ACTIONS if action.enabled(self) and action.id != "palette"]
        return sorted(usable, key=lambda action: action.scope != self.place)

    def tell_defect(self, what: str) -> None:
        """Tell of a fault of the program in the panel in front."""
        self._bar().show_word("defect", "error", "ui.defect", what=what)

    def close(self) -> None:
        """End all work and close the portfolio."""
        if "inspector" in vars(self):
            self.inspector.acts.close()
        self.session.close()

    def resting(self) -> list[QTimer]:
        """Return the pauses that widgets make before they ask for something."""
        timers = self.shell.findChildren(QTimer)
        return [one for one in timers if one.isSingleShot() and one.isActive() and one.interval() < _MOMENT_MS]

    def hasten(self) -> bool:
        """Do at once what a widget waits a moment with (a resting cursor, a size at rest); tell whether any did.

        Of several the first to end: another may not wait any more when it is done.
        """
        resting = self.resting()
        if not resting:
            return False
        first = min(resting, key=QTimer.remainingTime)
        first.stop()
        first.timeout.emit()
        return True

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for panel in self.panels.values():
            panel.retranslate()
        self.menus.retranslate()

    def restyle(self) -> None:
        """Draw the panels' own pictures and the icons in the theme's colours."""
        self.menus.restyle()
        for panel in self.panels.values():
            panel.restyle()

    def _connect(self) -> None:
        top, session = self.parts.top, self.session
        self.parts.navigation.chosen.connect(self.go)
        self.shell.closing.connect(self.close)
        self.shell.dropped.connect(partial(receive, session, self.go, self.panels))
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
        session.backup_refused.connect(partial(self._tell, "backup"))
        session.jobs.stopped.connect(lambda: self._bar().show_word("stopped", "note", "ui.cancelled"))
        session.desk_changed.connect(self.retranslate)
        self.around.tongue.language_changed.connect(self.retranslate)
        self.around.appearance.restyled.connect(self.restyle)

    def _make_panel(self, kind: type[Panel]) -> Panel:
        """Return a panel, ready to come on the stage."""
        panel = kind(self.session, self.parts.stage)
        self.parts.stage.addWidget(panel)
        self.menus.listen_for(kind.place, panel)
        panel.retranslate()
        panel.restyle()
        return panel

    def _bar(self) -> MessageBar:
        return self.panels[self.place].bar

    def _answer(self, place: str) -> None:
        if place in PLACES:
            self.go(place)
        else:
            self.run(place)

    def _tell_refusal(self, problem: Problem) -> None:
        advice = f"ui.opened_reading.{problem.code}"
        if problem is not self.session.opening_problem or not self.around.tongue.words.has(advice):
            self._bar().show_problem(problem, "open")
            return

        def told() -> str:
            say = self.around.tongue
            between = " " if say.language == "en" else ""
            return between.join((say(f"problem.{problem.code}", **problem.args), say(advice)))

        self._bar().show_message(Message("open", "warning", told))

    def _tell(self, name: str, problem: Problem | None) -> None:
        if problem is not None:
            self._bar().show_problem(problem, name)
            return
        for panel in self.panels.values():
            panel.bar.clear(name)

    def _tell_query(self, problem: Problem | None) -> None:
        """Tell in the panel why a query was refused, unless the query box tells it, where the keyboard is."""
        told = self.session.trying or self.parts.top.query.hasFocus()
        self._tell("query", None if told else problem)

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
            self.views.apply(int(name.removeprefix(_VIEW)))
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


def _fill(place: QWidget, widget: QWidget) -> None:
    inside = QVBoxLayout(place)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(widget)
