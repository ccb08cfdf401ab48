"""Give every panel its title, its bar of messages and its life: it refreshes only while somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.ui.forms import Field, FormBar
from patentdesk.ui.messages import EmptyState, MessageBar
from patentdesk.ui.page import Page
from patentdesk.ui.pieces import ElidedLabel, button, head_row, label, retone
from patentdesk.ui.proposal import Offer, Proposal
from patentdesk.ui.session import Session, earlier_query
from patentdesk.ui.settings import RECENT


class Panel(QWidget):
    """One lens over the selection. A panel overrides ``refresh`` and ``retranslate`` and names its ``kinds``."""

    place = ""
    kinds: frozenset[Kind] = frozenset(Kind)
    """The kinds of changes that make this panel out of date."""
    follows_query = True
    empty_word = "portfolio"
    """Words ``ui.empty.<empty_word>`` say what this panel lacks, of a portfolio that has patents."""

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay out the head, the bar and an empty body, on the stage at once, before there is anything in them.

        A widget that is put into another is dressed by the style sheet again, with all that is in it.
        """
        super().__init__(stage)
        self.session = session
        self.around = session.around
        self.say = session.around.tongue
        self.bar = MessageBar(self.say)
        self.commands: Mapping[str, Callable[[], None]] = {}
        self.buttons: dict[str, QPushButton] = {}
        """Buttons of the head by the names of their actions (words ``ui.action.<place>.<name>``)."""
        self._stale = True
        self._full = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.head = head_row()
        self.title = label("title")
        self.subtitle = ElidedLabel("muted")
        self.head.addWidget(self.title)
        self.head.addSpacing(4)
        self.head.addWidget(self.subtitle, 1)
        self.earlier = label("muted")
        """Of which query the content is while the one in the box cannot be read; invisible otherwise."""
        self.earlier.setProperty("tone", "warning")
        self.earlier.hide()
        self.head.addWidget(self.earlier)
        self._column.addLayout(self.head)
        self.detail = ElidedLabel("muted")
        self.detail.setContentsMargins(16, 0, 12, 6)
        self.detail.hide()
        self._column.addWidget(self.detail)
        self.form = FormBar(self.say)
        self.form.sent.connect(self._answer_form)
        self.form.closed.connect(self._leave_form)
        self._answer: Callable[[Mapping[str, Any]], None] | None = None
        self._column.addWidget(self.form)
        self.proposal: Proposal | None = None
        """What waits to be taken or kept; it hides the body."""
        self.page: Page | None = None
        """What is worked on in place of the body; it hides the body until it is left."""
        self.pages = QStackedWidget()
        self.empty = EmptyState()
        self.empty.pressed.connect(self.fill)
        self.empty.other_pressed.connect(lambda place: session.place_wanted.emit(self.offers[1 + place]))
        self.pages.addWidget(self.empty)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self.bar)  # below, so that what is worked on does not move when a message comes or goes
        self._listen()

    def _listen(self) -> None:
        session = self.session
        session.desk_changed.connect(self.bar.clear_all)  # what was told is of the portfolio that was open before
        session.desk_changed.connect(self.keep)
        session.desk_changed.connect(self._leave_stale)
        session.desk_changed.connect(self._mark)
        session.state_changed.connect(self._tell_empty)  # only now it is known whether there are patents
        session.changed.connect(self._consider)
        session.changed.connect(self._doubt)
        session.found.connect(self._mark_query)
        session.query_refused.connect(self._tell_earlier)
        session.current_changed.connect(self._moved)

    @property
    def desk(self) -> Desk | None:
        """The open portfolio."""
        return self.session.desk

    @property
    def offers(self) -> Sequence[str]:
        """Return the actions offered while no portfolio is open: 'open' first once there was one."""
        return ("open", "new", "demo") if self.around.settings.get(RECENT) else ("new", "open", "demo")

    @property
    def no_file_word(self) -> str:
        """Return where the words stand for that no portfolio is open."""
        return {"open": "ui.empty.no_file", "new": "ui.empty.first"}[self.offers[0]]

    def set_body(self, body: QWidget) -> None:
        """Put the panel's content in; the empty state stays behind it."""
        self.pages.addWidget(body)

    def show_body(self, full: bool) -> None:
        """Show the content, or the empty state when there is nothing."""
        self._full = full
        if self.proposal is None and self.page is None:
            self.pages.setCurrentIndex(1 if full else 0)
            holder = self.window().focusWidget()
            if self.isVisible() and (holder is None or not holder.isVisible()):
                self.take_keyboard()  # what had it went with a dialog or stands on the other page

    def take_keyboard(self) -> None:
        """Give the keyboard to the content, or to the button of the empty state."""
        (self.empty if self.pages.currentWidget() is self.empty else self.main_view()).setFocus()

    def open_page(self, page: Page) -> None:
        """Work on a page in place of the body, until it is left by its button or Escape."""
        self.form.close_form()
        self.leave_page()
        self.page = page
        page.left.connect(self.leave_page)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.enter()

    def leave_page(self) -> None:
        """Show the body again in place of a page."""
        page, self.page = self.page, None
        if page is not None:
            self.pages.removeWidget(page)
            page.deleteLater()
            self.show_body(self._full)
            self.main_view().setFocus()

    def propose(self, offer: Offer) -> None:
        """Show what would change in place of the body, until it is taken or kept."""
        self.keep()
        self.proposal = Proposal(self.around)
        self.proposal.kept.connect(self.keep)
        self.pages.addWidget(self.proposal)
        self.pages.setCurrentWidget(self.proposal)
        self.proposal.offer(offer)

    def keep(self) -> None:
        """Leave everything as it is: show the body again."""
        proposal, self.proposal = self.proposal, None
        if proposal is not None:
            self.bar.clear("doubt")
            self.pages.removeWidget(proposal)
            proposal.deleteLater()
            if self.page is not None:
                self.pages.setCurrentWidget(self.page)
            self.show_body(self._full)

    def settle_offer(self, taken: Collection[object]) -> None:
        """Strike what was taken off the proposal; nothing left closes it."""
        if self.proposal is not None and not self.proposal.strike(taken):
            self.keep()

    def tell_detail(self, text: str, tone: str = "") -> None:
        """Write a line under the head, whose tooltip is the whole where there is no room; '' takes it away."""
        self.detail.setText(text)
        retone(self.detail, "tone", tone)
        self.detail.setVisible(bool(text))

    def enter(self) -> None:
        """Come on the stage: bring up to date what became out of date meanwhile.

        The line under the cursor and the inspector tell of one patent: of the inspector's where it has a line.
        """
        if self._stale:
            self._stale = False
            self.refresh()
        if not self.follow():
            self.point()

    def follow(self) -> bool:
        """Put the cursor on a line of the inspector's patent; tell whether there is one, or no line to mark at all."""
        return True

    def point(self) -> None:
        """Let the inspector tell of the patent under the cursor."""

    def unmark(self) -> None:
        """Mark no line, because none is of the inspector's patent."""

    def refresh(self) -> None:
        """Read anew what the panel shows."""

    def ask(self, title: str, fields: Sequence[Field], send: str, answer: Callable[[Mapping[str, Any]], None]) -> None:
        """Ask for some fields in a form at the panel's head; ``answer`` gets what was entered."""
        self._answer = answer
        self.form.open(title, fields, send)

    def add_button(self, name: str, pressed: Callable[[], None], look: str = "flat") -> QPushButton:
        """Put a button for an action at the end of the head; its text follows the language."""
        self.buttons[name] = button(self.head, pressed, look=look)
        return self.buttons[name]

    def fill(self) -> None:
        """Carry out what the empty state's button offers: open a file, import patents, or begin this panel's work."""
        if self.desk is None:
            self.session.place_wanted.emit(self.offers[0])
        elif self.session.state.total == 0:
            self.session.place_wanted.emit("intake.choose")
        else:
            self.begin()

    def begin(self) -> None:
        """Do what brings the first content of this panel; there are patents."""

    def take_files(self, paths: list[Path]) -> None:
        """Take files that were dropped: only the import knows what to do with them."""

    def main_view(self) -> QWidget:
        """Return the widget that takes the keyboard when the panel comes on the stage."""
        return self

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.title.setText(self.say(f"ui.place.{self.place}"))
        self._tell_earlier()
        for name, control in self.buttons.items():
            control.setText(self.say(f"ui.action.{self.place}.{name}"))
        if self.main_view() is not self:
            self.main_view().setAccessibleName(self.say(f"ui.place.{self.place}"))
        self.empty.offer_others(*(self.say(f"ui.action.{one}") for one in self.offers[1:] if self.desk is None))
        self._tell_empty()

    def restyle(self) -> None:
        """Draw what carries the theme's colours itself."""

    def _tell_empty(self) -> None:
        """Say what is missing: a file, patents in it, or what this panel shows."""
        word = "portfolio" if self.session.state.total == 0 else self.empty_word
        key = f"ui.empty.{word}" if self.desk is not None else self.no_file_word
        self.empty.tell(self.say(f"{key}.title"), self.say(f"{key}.text"), self.say(f"{key}.button"))

    def _tell_earlier(self, _problem: object = None) -> None:
        self.earlier.setText(earlier_query(self.session))
        self.earlier.setVisible(self.follows_query and self.session.refused is not None)

    def _leave_stale(self) -> None:
        """Leave a page that works on the portfolio that was open before."""
        if self.page is not None and self.page.of_desk:
            self.leave_page()

    def _leave_form(self) -> None:
        """Give the keyboard back to what was worked on before the form."""
        if self.isVisible():
            (self.page or self.proposal or self.main_view()).setFocus()

    def _answer_form(self, values: Mapping[str, Any]) -> None:
        if self._answer is not None:
            self._answer(values)

    def _doubt(self, _changes: Changes) -> None:
        """Say that a proposal was worked out before something else was changed."""
        if self.proposal is not None and not self.proposal.taking:
            self.bar.show_word("doubt", "warning", "ui.stale")

    def _moved(self) -> None:
        """Follow the inspector, which was led to another patent."""
        if self.isVisible() and not self.follow():
            self.unmark()

    def _mark(self) -> None:
        self._stale = True
        if self.isVisible():
            self.enter()

    def _mark_query(self) -> None:
        if self.follows_query:
            self._mark()

    def _consider(self, changes: Changes) -> None:
        if not changes.kinds & self.kinds:
            return
        if self.follows_query:
            self._stale = True  # the query is asked again after every operation, and its answer brings the refresh
        else:
            self._mark()
