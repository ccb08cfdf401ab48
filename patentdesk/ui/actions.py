"""List everything the user can do, once: menus, buttons, palette, shortcut sheet and manual read this list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QKeySequence

from patentdesk.ui.places import LENS_NAMES, PLACES


class Bench(Protocol):
    """What an action may ask of the window."""

    def has_desk(self) -> bool:
        """Tell whether a portfolio is open."""
        ...

    def in_past(self) -> bool:
        """Tell whether an earlier day of the portfolio is shown."""
        ...

    def writable(self) -> bool:
        """Tell whether a portfolio is open that may be changed."""
        ...

    def has_current(self) -> bool:
        """Tell whether a patent is under the cursor."""
        ...

    def can_travel(self, steps: int) -> bool:
        """Tell whether there is a query so many steps back (negative) or forward."""
        ...

    def busy(self) -> bool:
        """Tell whether a job is named in the window."""
        ...

    def step(self, which: str) -> str:
        """Return the title of the step that 'undo' or 'redo' would take; '' when there is none."""
        ...

    def go(self, place: str) -> None:
        """Show a panel."""
        ...

    def tell(self, place: str, command: str) -> None:
        """Let a panel carry out one of its commands, after showing it."""
        ...

    def do(self, command: str) -> None:
        """Carry out a command of the window itself."""
        ...


def _always(_bench: Bench) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do; ``title`` is a key of the words.

    ``menu`` is one of ``places.MENUS`` ('' : palette only), ``group`` numbers the sections inside it. ``scope`` is
    'window', or the panel in which alone the shortcut is heard. ``also`` is a second shortcut, for who is used to it
    from another system; only an action that stands in a menu may have one.
    """

    id: str
    title: str
    run: Callable[[Bench], None]
    shortcut: str = ""
    icon: str = ""
    menu: str = ""
    group: int = 0
    scope: str = "window"
    enabled: Callable[[Bench], bool] = _always
    also: str = ""


def _window(
    name: str, shortcut: str = "", menu: str = "", group: int = 0, *, icon: str = "",
    enabled: Callable[[Bench], bool] = _always, also: str = "",
) -> Action:  # fmt: skip
    title = f"ui.action.{name}"
    return Action(name, title, lambda bench: bench.do(name), shortcut, icon, menu, group, "window", enabled, also)


def _panel(
    place: str, name: str, shortcut: str = "", *, menu: str = "do", group: int = 0, icon: str = "",
    enabled: Callable[[Bench], bool] = lambda bench: bench.has_desk(),
) -> Action:  # fmt: skip
    run: Callable[[Bench], None] = lambda bench: bench.tell(place, name)  # noqa: E731 - one line beside its record
    return Action(f"{place}.{name}", f"ui.action.{place}.{name}", run, shortcut, icon, menu, group, place, enabled)


def _place(number: int, place: str) -> Action:
    run: Callable[[Bench], None] = lambda bench: bench.go(place)  # noqa: E731 - one line beside its record
    return Action(f"go.{place}", f"ui.place.{place}", run, f"Ctrl+{number}", place, "go", 0)


def _desk(bench: Bench) -> bool:
    return bench.has_desk()


def _writable(bench: Bench) -> bool:
    return bench.writable()


def _current(bench: Bench) -> bool:
    return bench.writable() and bench.has_current()


ACTIONS: tuple[Action, ...] = (
    _window("new", "Ctrl+N", "file", 0, icon="new"),
    _window("open", "Ctrl+O", "file", 0, icon="open"),
    _window("demo", "", "file", 0),
    _window("backup", "Ctrl+Shift+S", "file", 1, enabled=_desk),
    _window("restore", "", "file", 1, enabled=_writable),
    _window("verify", "", "file", 1, enabled=_desk),
    Action(
        "intake.choose",
        "ui.empty.portfolio.button",
        lambda bench: bench.tell("intake", "choose"),
        "Ctrl+Shift+O",
        "intake",
        "file",
        2,
        "window",
        _writable,
    ),
    _window("export", "Ctrl+E", "file", 2, icon="export", enabled=_desk),
    _window("travel", "Ctrl+Shift+T", "file", 3, icon="docket", enabled=_desk),
    _window("present", "", "file", 3, enabled=lambda bench: bench.in_past()),
    _window("preferences", "Ctrl+,", "file", 4),
    _window("quit", "Ctrl+Q", "file", 9),
    _window(
        "undo", "Ctrl+Z", "edit", 0, icon="undo", enabled=lambda bench: bench.writable() and bool(bench.step("undo"))
    ),
    _window(
        "redo",
        "Ctrl+Shift+Z",
        "edit",
        0,
        icon="redo",
        also="Ctrl+Y",
        enabled=lambda bench: bench.writable() and bool(bench.step("redo")),
    ),
    _window("copy", "", "edit", 1, enabled=_desk),
    _window("query", "/", "edit", 2, icon="search", enabled=_desk),
    _window("clear_query", "Ctrl+Backspace", "edit", 2, enabled=_desk),
    _window("query_form", "Ctrl+Shift+F", "edit", 2, icon="form", enabled=_desk),
    _window("recent_queries", "Ctrl+H", "edit", 2, enabled=_desk),
    _window("save_view", "Ctrl+D", "edit", 3, icon="view", enabled=_writable),
    _window("manage_views", "Ctrl+Shift+V", "edit", 3, icon="view", enabled=_desk),
    _window("inspector", "Ctrl+I", "view", 0, icon="inspector"),
    _window("facets", "Ctrl+B", "view", 0, icon="facets"),
    _window("strip", "Ctrl+Alt+C", "view", 0, icon="chart"),
    _window("charts", "", "view", 0, icon="chart", enabled=_desk),
    _window("columns", "Ctrl+Shift+C", "view", 0, icon="columns"),
    _window("density", "", "view", 0),
    _window("theme", "Ctrl+T", "view", 1, icon="theme"),
    _window("theme_system", "", "view", 1),
    _window("language", "Ctrl+L", "view", 1, icon="language"),
    *(_place(number, place) for number, place in enumerate(PLACES, start=1)),
    _window("back", "Alt+Left", "go", 1, enabled=lambda bench: bench.can_travel(-1)),
    _window("forward", "Alt+Right", "go", 1, enabled=lambda bench: bench.can_travel(1)),
    _window("focus_facets", "Ctrl+Shift+B", "go", 2, enabled=_desk),
    _window("focus_charts", "Ctrl+Shift+G", "go", 2, enabled=_desk),
    _window("focus_inspector", "Ctrl+Shift+I", "go", 2, enabled=_desk),
    Action(
        "goto",
        "ui.action.portfolio.goto",
        lambda bench: bench.tell("portfolio", "goto"),
        "Ctrl+G",
        "",
        "go",
        2,
        "window",
        _desk,
    ),
    _panel("portfolio", "find", "Ctrl+F", menu="edit", group=4, icon="search"),
    _panel("portfolio", "find_next", "F3", menu="", group=4),
    _panel("portfolio", "find_back", "Shift+F3", menu="", group=4),
    _panel("portfolio", "select_all", "Ctrl+A", menu="edit", group=4),
    _panel("portfolio", "invert", "Ctrl+Shift+A", menu="edit", group=4),
    _panel("portfolio", "paste", "Ctrl+V", menu="edit", group=4, enabled=_writable),
    _panel("portfolio", "bulk", "Ctrl+Shift+E", menu="edit", group=4, enabled=_current),
    _panel("portfolio", "remove", "Ctrl+Delete", menu="edit", group=4, enabled=_current),
    _panel("portfolio", "sort", "S", menu="view", group=2),
    _panel("portfolio", "sort_more", "Shift+S", menu="view", group=2),
    _panel("portfolio", "group", "G", menu="view", group=2),
    _panel("portfolio", "fold", "Shift+G", menu="view", group=2),
    _panel("intake", "apply", "Ctrl+Return", enabled=_writable),
    _panel("intake", "save_rejected"),
    _panel("intake", "differences", icon="problem"),
    _panel("intake", "names"),
    _panel("intake", "watch", enabled=_writable),
    _panel("docket", "record", "E", group=1, icon="event", enabled=_current),
    _panel("docket", "explain", "X", group=1, icon="explain"),
    _panel("docket", "done", "D", group=1, icon="check", enabled=_writable),
    _panel("docket", "waive", "W", group=1, enabled=_writable),
    _panel("docket", "start", "S", group=1, enabled=_writable),
    _panel("docket", "confirm", "C", group=1, enabled=_writable),
    _panel("docket", "assign", "A", group=1, enabled=_writable),
    _panel("docket", "note", "N", group=1, enabled=_writable),
    _panel("docket", "remedy", "R", group=1, enabled=_writable),
    _panel("docket", "reopen", "", group=1, enabled=_writable),
    _panel("docket", "correct", "Shift+E", group=1, enabled=_current),
    _panel("docket", "second_entry", "", group=1, enabled=_writable),
    _panel("docket", "news", "", group=1),
    _panel("docket", "warnings", "", group=1),
    _panel("docket", "compare", "", group=1),
    _panel("docket", "pay", "P", group=1),
    _panel("docket", "book", "", group=1, enabled=_writable),
    _panel("docket", "scenarios", "", group=1),
    _panel("docket", "forecast", "", group=1),
    Action(
        "docket.calculate",
        "ui.action.docket.calculate",
        lambda bench: bench.tell("docket", "calculate"),
        "Ctrl+Shift+D",
        "explain",
        "do",
        1,
    ),
    _panel("docket", "rules", "", group=1),
    _panel("docket", "policies", "", menu="", enabled=_writable),
    _panel("docket", "reminders", "", menu=""),
    *(
        _panel("docket", f"view_{name}", f"Alt+{number}", menu="", group=1)
        for number, name in enumerate(("list", "calendar", "timeline", "groups"), start=1)
    ),
    _panel("docket", "recompute", "F5", group=1, icon="refresh", enabled=_writable),
    _panel("docket", "export", "", group=1, icon="export"),
    _panel("triage", "create", "", group=2, icon="plus", enabled=_writable),
    _panel("triage", "decide", "D", group=2, icon="triage", enabled=_current),
    _panel("triage", "vote", "V", group=2, enabled=_current),
    _panel("triage", "skip", "S", group=2, enabled=_current),
    _panel("triage", "flag", "F", group=2, enabled=_current),
    _panel("triage", "note", "N", group=2, enabled=_current),
    _panel("triage", "together", "A", group=2, enabled=_current),
    _panel("triage", "undecided", "U", group=2),
    _panel("triage", "assign", "", group=2, enabled=_writable),
    _panel("triage", "stage", "", group=2, enabled=_writable),
    _panel("triage", "consent", "", group=2, enabled=_writable),
    _panel("triage", "score_again", "", group=2, icon="refresh", enabled=_writable),
    _panel("triage", "sign", "", group=2, enabled=_writable),
    _panel("triage", "minutes", "", group=2, icon="workbook"),
    _panel("triage", "write_sheet", "", group=2, icon="workbook"),
    _panel("triage", "read_sheet", "", group=2, enabled=_writable),
    _panel("triage", "save_scenario", "", menu="", group=2, enabled=_writable),
    _panel("triage", "instruct", "", group=2, icon="workbook", enabled=_writable),
    _panel("triage", "carry_out", "", group=2, icon="check", enabled=_writable),
    _panel("triage", "add_model", "", menu="", group=2, enabled=_writable),
    _panel("triage", "example_model", "", menu="", group=2),
    *(_panel("triage", f"lens_{name}", f"Alt+{number}", menu="", group=2) for number, name in enumerate(LENS_NAMES, 1)),
    _panel("valuation", "value", "Ctrl+Return", group=3, icon="check", enabled=_writable),
    _panel("valuation", "handout", "", group=3, icon="workbook"),
    _panel("valuation", "read_handout", "", group=3, enabled=_writable),
    _panel("valuation", "handout_cover", "", group=3),
    _panel("valuation", "pages", "", group=3, icon="workbook"),
    _panel("valuation", "inherited", "", group=3),
    _panel("valuation", "sets", "", group=3),
    _panel("valuation", "deals", "", group=3),
    _panel("valuation", "rates", "", group=3),
    _panel("valuation", "history", "", group=3),
    _panel("valuation", "pool", "", group=3),
    Action(
        "valuation.worth",
        "ui.action.valuation.worth",
        lambda bench: bench.tell("valuation", "worth"),
        "Ctrl+Shift+W",
        "explain",
        "do",
        3,
    ),
    _window("jobs", "Ctrl+J", "help", 1, enabled=lambda bench: bench.busy()),
    _window("cancel_jobs", "Ctrl+.", "help", 1, enabled=lambda bench: bench.busy()),
    _window("palette", "Ctrl+K", "help", 0, icon="command"),
    _window("shortcuts", "F1", "help", 0),
    _window("about", "", "help", 2),
)


def by_id(name: str) -> Action:
    """Return the action of an id. Raises KeyError for an unknown one."""
    return {action.id: action for action in ACTIONS}[name]


def keys_of(action: Action) -> str:
    """Return the shortcut of an action as it is written on the keys; '' when it has none."""
    return _on_keys(action.shortcut)


def all_keys_of(action: Action) -> str:
    """Return every shortcut of an action as it is written on the keys."""
    return " / ".join(_on_keys(one) for one in (action.shortcut, action.also) if one)


def _on_keys(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
