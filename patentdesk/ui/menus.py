"""Furnish the menus from the list of actions, and hear the shortcuts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from patentdesk.ui.actions import ACTIONS, Action, Bench, by_id
from patentdesk.ui.parts import Parts
from patentdesk.ui.session import Session
from patentdesk.ui.settings import RECENT


class Menus(QObject):
    """The entries of the menus, undo and redo beside the query, and the shortcuts of what has no entry."""

    def __init__(self, window: QWidget, parts: Parts, session: Session, bench: Bench) -> None:
        """Furnish; texts come with ``retranslate``."""
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._session = session
        self._around = session.around
        self._bench = bench
        self._entries: dict[str, QAction] = {}
        self._recent = QMenu()
        self._acts: dict[str, QMenu] = {}
        """What can be done in each place, by its name: the parts of the menu of acts."""
        self._furnish()
        for signal in (session.query_changed, session.desk_changed, session.state_changed, session.current_changed):
            signal.connect(self.enable)
        session.jobs.changed.connect(self._enable_for_jobs)

    def run(self, action_id: str) -> None:
        """Run an action if it can be run now."""
        action = by_id(action_id)
        if action.enabled(self._bench):
            action.run(self._bench)

    def listen_for(self, place: str, panel: QWidget) -> None:
        """Hear the shortcuts of a panel, only while it is in front."""
        for action in ACTIONS:
            if action.shortcut and action.scope == place:
                self._listen(action, panel)

    def enable(self) -> None:
        """Let what can be done now be chosen, and name the steps that undo and redo would take."""
        for action in ACTIONS:
            if action.id in self._entries:
                self._entries[action.id].setEnabled(action.enabled(self._bench))
        for which, control in (("undo", self._parts.top.undo), ("redo", self._parts.top.redo)):
            title = self._bench.step(which)
            word = self._around.tongue(f"ui.action.{which}")
            named = self._around.tongue(f"ui.{which}.named", title=title) if title else word
            self._entries[which].setText(named)
            control.setToolTip(named)
            control.setAccessibleName(named)
            control.setEnabled(bool(title) and self._bench.writable())

    def _enable_for_jobs(self) -> None:
        """Hear the keys that stop a job from its start, not only once a menu was opened."""
        for name in ("jobs", "cancel_jobs"):
            self._entries[name].setEnabled(self._bench.busy())

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for action in ACTIONS:
            if action.id in self._entries:
                self._entries[action.id].setText(self._around.tongue(action.title))
        self._recent.setTitle(self._around.tongue("ui.action.recent"))
        for place, menu in self._acts.items():
            menu.setTitle(self._around.tongue(f"ui.place.{place}"))
        self.enable()

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        for action in ACTIONS:
            if action.id in self._entries and action.icon:
                self._entries[action.id].setIcon(self._around.icon(action.icon, "muted"))

    def _furnish(self) -> None:
        last: dict[QMenu, int] = {}
        for action in ACTIONS:
            if action.menu:
                menu = self._menu_of(action)
                if last.setdefault(menu, action.group) != action.group:
                    menu.addSeparator()
                    last[menu] = action.group
                self._add_to(menu, action)
            elif action.shortcut and action.scope == "window":
                self._listen(action, self._window)
        self._recent.aboutToShow.connect(self._fill_recent)
        backup = self._entries["backup"]
        self._parts.menus["file"].insertMenu(backup, self._recent)
        self._parts.menus["file"].insertSeparator(backup)
        for menu in self._parts.menus.values():
            menu.aboutToShow.connect(self.enable)
        self.restyle()

    def _menu_of(self, action: Action) -> QMenu:
        """Return where an action stands; the acts are too many for one menu and stand by the places they belong to."""
        menu = self._parts.menus[action.menu]
        if action.menu != "do":
            return menu
        place = action.id.partition(".")[0]
        if place not in self._acts:
            self._acts[place] = menu.addMenu("")
        return self._acts[place]

    def _add_to(self, menu: QMenu, action: Action) -> None:
        made = menu.addAction("")
        made.triggered.connect(lambda: self.run(action.id))
        self._entries[action.id] = made
        if action.shortcut and action.scope == "window":
            made.setShortcuts([QKeySequence(one) for one in (action.shortcut, action.also) if one])

    def _listen(self, action: Action, place: QWidget) -> None:
        heard = QShortcut(QKeySequence(action.shortcut), place)
        heard.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        heard.activated.connect(lambda: self.run(action.id))

    def _fill_recent(self) -> None:
        self._recent.clear()
        for name in self._around.settings.get(RECENT):
            entry = self._recent.addAction(name)
            entry.triggered.connect(lambda _checked=False, path=name: self._session.open(Path(path)))
        self._recent.setEnabled(bool(self._recent.actions()))
