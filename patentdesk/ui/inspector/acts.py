"""Carry out what the inspector offers to do with its patent: notes, shares, ties, documents."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.portfolio.codes import EncumbranceKind, Role
from patentdesk.portfolio.dates import read_date
from patentdesk.portfolio.records import Attachment, Encumbrance, Party
from patentdesk.services import attachments, editing, ties
from patentdesk.services.desk import Changes, Desk
from patentdesk.services.listing import Dossier
from patentdesk.ui.forms import Field, FormBar
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.settings import CURRENCY

RISKY = frozenset(
    {".exe", ".bat", ".cmd", ".com", ".scr", ".msi", ".ps1", ".vbs", ".js", ".jar", ".sh", ".lnk", ".desktop", ".hta"}
)
"""Documents that would run as programs are saved, never opened from here."""


class Acts(QObject):
    """The acts on one patent; the form and the bar stand over the inspector's pages."""

    def __init__(self, session: Session, form: FormBar, bar: MessageBar) -> None:
        """Wait for a patent."""
        super().__init__()
        self._session = session
        self._say = session.around.tongue
        self._form = form
        self._bar = bar
        self._answer: Callable[[Mapping[str, Any]], None] | None = None
        self._folder: Path | None = None
        self.dossier: Dossier | None = None
        form.sent.connect(self._answered)
        session.current_changed.connect(form.close_form)
        for moved_on in (session.current_changed, session.changed):
            moved_on.connect(partial(bar.clear, "document"))

    @property
    def writable(self) -> bool:
        """Whether anything may be changed."""
        return self._session.writable

    @property
    def today(self) -> date:
        """The day of the portfolio."""
        return self._session.desk.clock.today() if self._session.desk is not None else date.min

    def go(self, patent_id: int) -> None:
        """Put another patent under the cursor."""
        self._session.point_at(patent_id)

    def owners(self, dossier: Dossier) -> list[Party]:
        """Return who owns the patent: the recorded owners, else the applicants."""
        owners = [one for one in dossier.parties if one.role is Role.OWNER]
        return owners or [one for one in dossier.parties if one.role is Role.APPLICANT]

    def edit_note(self) -> None:
        """Ask for the note."""
        note = self.dossier.patent.note if self.dossier is not None else ""
        fields = [Field("note", "field.note", value=note, optional=True, stretch=1)]
        self._ask("ui.inspector.edit_note", fields, self._set_note)

    def edit_shares(self) -> None:
        """Ask for each owner's share."""
        if self.dossier is not None:
            fields = [
                Field(one.name, one.name, value=_share(one), hint="1/2", optional=True)
                for one in self.owners(self.dossier)
            ]
            self._ask("ui.inspector.edit_shares", fields, self._set_shares)

    def add_tie(self) -> None:
        """Ask for a licence, pledge, dispute or another tie."""
        kinds = [(kind.value, self._say.words.code("encumbrance", kind)) for kind in EncumbranceKind]
        currency = self._session.around.settings.get(CURRENCY)
        fields = [
            Field("kind", "ui.tie.kind", "choice", kinds),
            Field("counterparty", "ui.tie.counterparty", optional=True),
            Field("start", "ui.tie.start", hint="2026-03-31", optional=True),
            Field("end", "ui.tie.end", hint="2026-03-31", optional=True),
            Field("amount", "ui.tie.amount", hint=f"100000 {currency}", optional=True),
            Field("note", "field.note", optional=True),
        ]
        self._ask("ui.inspector.add_tie", fields, self._put_tie)

    def end_tie(self, tie: Encumbrance) -> None:
        """Ask on which day a tie ends."""
        fields = [Field("end", "ui.tie.end", "date", value=self.today.isoformat())]
        self._ask("ui.inspector.end_tie", fields, partial(self._end_tie, tie.id))

    def add_document(self) -> None:
        """Store files that the user names."""
        paths = self._session.dialogs.open_files(self._say("ui.inspector.add_document"), "*", several=True)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Store files with the patent."""
        self._change(lambda desk, patent_id: attachments.attach(desk, patent_id, paths))

    def save_document(self, document: Attachment) -> None:
        """Write a document to a file that the user names."""
        name = attachments.safe_name(document.name)
        path = self._session.dialogs.save_file(self._say("ui.inspector.save_document"), name, "*")
        if path is not None:
            self._take_out(document, path, self._saved)

    def open_document(self, document: Attachment) -> None:
        """Open a copy of a document in the program that the system has for it."""
        if Path(document.name).suffix.lower() in RISKY:
            self._bar.show_word("document", "warning", "ui.inspector.risky", file=document.name)
            return
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="patentdesk-"))
        folder = self._folder / str(document.id)
        folder.mkdir(exist_ok=True)
        self._take_out(document, folder / attachments.safe_name(document.name), self._opened)

    def remove_document(self, document: Attachment) -> None:
        """Remove a document; undo brings it back."""
        told = partial(
            self._bar.show_word, "document", "success", "ui.inspector.removed", file=document.name,
            size=attachments.megabytes(document.size),
        )  # fmt: skip
        self._change(lambda desk, _patent_id: attachments.remove_attachment(desk, document.id), lambda _changes: told())

    def close(self) -> None:
        """Remove the copies that were opened."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, title: str, fields: Sequence[Field], answer: Callable[[Mapping[str, Any]], None]) -> None:
        self._answer = answer
        self._form.open(self._say(title), fields, self._say("ui.save"))

    def _answered(self, values: Mapping[str, Any]) -> None:
        if self._answer is not None:
            self._answer(values)

    def _change(self, work: Callable[[Desk, int], Changes], done: Callable[[Changes], None] | None = None) -> None:
        desk, dossier = self._session.desk, self.dossier
        if desk is not None and dossier is not None:
            patent_id = dossier.patent.id
            self._session.operate("ui.job.edit", lambda _progress: work(desk, patent_id), self._bar, done)

    def _set_note(self, values: Mapping[str, Any]) -> None:
        self._change(lambda desk, patent_id: editing.edit_patents(desk, [patent_id], note=values["note"]))

    def _set_shares(self, values: Mapping[str, Any]) -> None:
        def work(desk: Desk, patent_id: int) -> Changes:
            return ties.set_shares(
                desk, patent_id, {name: _fraction(name, text) for name, text in values.items() if text}
            )

        self._change(work)

    def _put_tie(self, values: Mapping[str, Any]) -> None:
        currency = self._session.around.settings.get(CURRENCY)

        def work(desk: Desk, patent_id: int) -> Changes:
            money = _money(str(values["amount"]), currency)
            tie = Encumbrance(
                patent_id=patent_id, kind=EncumbranceKind(values["kind"]), counterparty=str(values["counterparty"]),
                start_date=_day(str(values["start"])), end_date=_day(str(values["end"])),
                amount_minor=money.minor if money is not None else None,
                currency=money.currency if money is not None else "", note=str(values["note"]),
            )  # fmt: skip
            return ties.add_encumbrance(desk, tie)

        self._change(work)

    def _end_tie(self, tie_id: int, values: Mapping[str, Any]) -> None:
        self._change(lambda desk, _patent_id: ties.end_encumbrance(desk, tie_id, values["end"]))

    def _take_out(self, document: Attachment, path: Path, done: Callable[[Path], None]) -> None:
        desk = self._session.desk
        if desk is not None:
            self._session.look(
                "document", "ui.job.document", lambda _progress: attachments.take_out(desk, document.id, path), done,
                self._bar.show_problem, query=False,
            )  # fmt: skip

    def _saved(self, path: Path) -> None:
        self._bar.show_word("document", "success", "ui.inspector.saved", path=str(path))

    def _opened(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._bar.show_word("document", "warning", "ui.inspector.no_program", file=path.name)


def _share(party: Party) -> str:
    return f"{party.share_numerator}/{party.share_denominator}" if party.share_denominator else ""


def _fraction(name: str, text: str) -> Fraction:
    try:
        return Fraction(text.replace("%", "").strip()) / (100 if "%" in text else 1)
    except (ValueError, ZeroDivisionError):
        raise refuse("share_impossible", name=name, share=text) from None


def _day(text: str) -> date | None:
    found = read_date(text)
    if found.problem:
        raise refuse("edit_bad_value", field="date", value=text)
    return found.day


def _money(text: str, currency: str) -> Money | None:
    """Read '100000', '100,000 EUR'; '' is no amount. Raises Refused 'edit_bad_value'."""
    parts = text.replace(",", "").replace("，", "").split()
    if not parts:
        return None
    try:
        return Money.of(Decimal(parts[0]), parts[1].upper() if len(parts) > 1 else currency)
    except InvalidOperation:
        raise refuse("edit_bad_value", field="amount", value=text) from None
