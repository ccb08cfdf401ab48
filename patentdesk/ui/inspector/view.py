"""Show the patent under the cursor beside every panel."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from patentdesk.portfolio.numbers import number_of
from patentdesk.services import inspecting, organisations
from patentdesk.services.desk import Changes, Desk
from patentdesk.services.inspecting import Inspected
from patentdesk.ui.columns import status_tone, title_of
from patentdesk.ui.forms import FormBar
from patentdesk.ui.inspector import pages
from patentdesk.ui.inspector.acts import Acts
from patentdesk.ui.inspector.chronicle import write_history
from patentdesk.ui.inspector.headline import Headline
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.pieces import label, retone
from patentdesk.ui.session import Session

_TABS = inspecting.PAGES
_PAUSE_MS = 60
"""How long the cursor must rest on a patent before it is read, so that holding J does not read every row."""


class Inspector(QWidget):
    """A head with the patent's name and state over pages of facts."""

    left = Signal()
    """Escape: the keyboard goes back to the panel."""

    def __init__(self, session: Session) -> None:
        """Follow the session's cursor."""
        super().__init__()
        self._session = session
        self._say = session.around.tongue
        self._found: Inspected | None = None
        self._read_page = ""
        """The page that was read; another one is read when it comes to the front."""
        self._names: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._number, self._status, self._title = label("heading"), label(), Headline()
        column.addLayout(self._head())
        self.bar = MessageBar(self._say)
        self.form = FormBar(self._say)
        self.acts = Acts(session, self.form, self.bar)
        column.addWidget(self.bar)
        column.addWidget(self.form)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setExpanding(False)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        self._pages = {name: Leaflet() for name in _TABS}
        for page in self._pages.values():
            self._tabs.addTab(page, "")
        self._tabs.currentChanged.connect(self._turn)
        column.addWidget(self._tabs, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self.refresh)
        session.current_changed.connect(self._rest.start)
        session.changed.connect(self._consider)
        session.desk_changed.connect(self.bar.clear_all)
        session.around.tongue.language_changed.connect(self.retranslate)
        self.retranslate()
        self._rest.start()

    def refresh(self) -> None:
        """Read the patent under the cursor."""
        desk, patent_id = self._session.desk, self._session.current
        if desk is None or patent_id is None:
            self._take(None)
        else:
            page = _TABS[self._tabs.currentIndex()]
            self._session.look("dossier", "ui.job.find", lambda _progress: _read(desk, patent_id, page), self._take)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._tabs.tabBar().setAccessibleName(self._say("ui.inspector.pages"))
        for number, (name, page) in enumerate(self._pages.items()):
            title = self._say(f"ui.inspector.{name}")
            self._tabs.setTabText(number, title)
            page.setAccessibleName(title)
        self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setContentsMargins(14, 12, 14, 8)
        box.setSpacing(3)
        row = QHBoxLayout()
        row.addWidget(self._number)
        row.addStretch()
        row.addWidget(self._status)
        box.addLayout(row)
        box.addWidget(self._title)
        return box

    def _consider(self, changes: Changes) -> None:
        if not changes.patent_ids or self._session.current in changes.patent_ids:
            self._rest.start()

    def _turn(self, _page: int) -> None:
        """Read the page that came to the front."""
        self.form.close_form()
        self.refresh()

    def _take(self, read: tuple[Inspected | None, str, dict[str, str]] | None) -> None:
        self._found, self._read_page, self._names = read if read is not None else (None, "", {})
        self.acts.dossier = self._found.dossier if self._found is not None else None
        self._write()

    def _write(self) -> None:
        say, found, desk = self._say, self._found, self._session.desk
        name = _TABS[self._tabs.currentIndex()]
        page = self._pages[name]
        if found is None or desk is None:
            _tell(self._number, say("ui.inspector.empty"))
            _tell(self._status, "")
            self._title.tell("")
            page.begin()
            page.text(say("ui.inspector.hint"), role="muted")
            page.finish()
            return
        patent = found.dossier.patent
        _tell(self._number, number_of(patent))
        _tell(self._status, say.words.code("status", patent.status))
        retone(self._status, "tone", status_tone(patent.status))
        self._title.tell(title_of(patent, say.language))
        if name != self._read_page:
            return
        if name == "facts":
            pages.write_facts(page, say, found.dossier)
        elif name == "timeline":
            pages.write_timeline(page, self._session.around, found, desk.clock.today())
        elif name == "ties":
            pages.write_ties(page, say, found, self.acts)
        elif name == "judgements":
            pages.write_judgements(page, say, found)
        elif name == "documents":
            pages.write_documents(page, say, found, self.acts)
        else:
            write_history(page, say, found.history, self._names)


def _tell(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setToolTip(text)


def _read(desk: Desk, patent_id: int, page: str) -> tuple[Inspected | None, str, dict[str, str]]:
    names = dict(organisations.members_and_agencies(desk)) if page == "history" else {}
    return inspecting.inspect(desk, patent_id, page), page, names
