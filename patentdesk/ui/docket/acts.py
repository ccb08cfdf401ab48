"""Carry out what is done to the selected deadlines: close, waive, confirm, assign; each one undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from patentdesk.core.progress import Progress
from patentdesk.services import approval, closing, policies
from patentdesk.services.desk import Desk
from patentdesk.ui.forms import Field
from patentdesk.ui.panel import Panel
from patentdesk.ui.settings import LEAD_DAYS, MINE_ONLY, TRAY

_ON = (("on", "ui.on"), ("off", "ui.off"))


class Selecting(Protocol):
    """What the acts ask of the panel."""

    def selected(self) -> list[int]:
        """Return the ids of the selected deadlines."""
        ...


class Acts:
    """The acts of one docket panel."""

    def __init__(self, panel: Panel, selection: Selecting) -> None:
        """Serve a panel."""
        self._panel = panel
        self._selection = selection
        self._session = panel.session
        self._say = panel.say

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return the acts by the names of their actions."""
        return {
            "done": self.done, "waive": self.waive, "reopen": self.reopen, "start": self.start,
            "confirm": self.confirm, "assign": self.assign, "note": self.note, "policies": self.policies,
            "reminders": self.reminders,
        }  # fmt: skip

    def done(self) -> None:
        """Ask for the proof that the selected deadlines were met, and close them."""
        desk, ids = self._chosen()
        if desk is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self._operate(
                "ui.job.done",
                lambda _progress: closing.close_deadline(desk, ids, values["done_date"], values["proof"]),
                "ui.docket.closed", len(ids),
            )  # fmt: skip

        fields = [
            Field("done_date", "ui.done.date", "date", value=desk.clock.today().isoformat()),
            Field("proof", "ui.done.proof", hint=self._say("ui.done.proof.hint"), stretch=1),
        ]
        self._panel.ask(self._say("ui.done.title", n=len(ids)), fields, self._say("ui.done.send"), answer)

    def waive(self) -> None:
        """Ask why the selected deadlines need not be met, and waive them."""
        desk, ids = self._chosen()
        if desk is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self._operate(
                "ui.job.waive", lambda _progress: closing.waive_deadline(desk, ids, values["reason"]),
                "ui.docket.waived", len(ids),
            )  # fmt: skip

        fields = [Field("reason", "ui.waive.reason", hint=self._say("ui.waive.reason.hint"), stretch=1)]
        self._panel.ask(self._say("ui.waive.title", n=len(ids)), fields, self._say("ui.waive.send"), answer)

    def reopen(self) -> None:
        """Open the selected deadlines again."""
        desk, ids = self._chosen()
        if desk is not None:
            self._operate(
                "ui.job.reopen", lambda _progress: closing.reopen_deadline(desk, ids), "ui.docket.reopened", len(ids)
            )

    def start(self) -> None:
        """Say that the selected deadlines are being worked on."""
        desk, ids = self._chosen()
        if desk is not None:
            self._operate(
                "ui.job.start", lambda _progress: closing.edit_deadline(desk, ids, in_progress=True),
                "ui.docket.started", len(ids),
            )  # fmt: skip

    def confirm(self) -> None:
        """Confirm, as the second person, that the selected deadlines were met."""
        desk, ids = self._chosen()
        if desk is not None:
            self._operate(
                "ui.job.confirm",
                lambda _progress: approval.verify_deadlines(desk, ids),
                "ui.docket.confirmed",
                len(ids),
            )

    def assign(self) -> None:
        """Ask who is responsible for the selected deadlines and who is deputy; an empty field leaves who it is."""
        desk, ids = self._chosen()
        if desk is not None:
            self._session.look(
                "people", "ui.job.docket", lambda _progress: approval.people(desk), partial(self._ask_people, desk, ids)
            )

    def note(self) -> None:
        """Ask for a note on the selected deadlines."""
        desk, ids = self._chosen()
        if desk is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            self._operate(
                "ui.job.note", lambda _progress: closing.edit_deadline(desk, ids, note=values["note"]),
                "ui.docket.noted", len(ids),
            )  # fmt: skip

        fields = [Field("note", "ui.docket.note", optional=True, stretch=1)]
        self._panel.ask(self._say("ui.docket.note.title", n=len(ids)), fields, self._say("ui.save"), answer)

    def policies(self) -> None:
        """Ask which house rules the portfolio carries."""
        desk = self._session.desk
        if desk is not None:
            self._session.look(
                "policies",
                "ui.job.docket",
                lambda _progress: policies.policies(desk),
                partial(self._ask_policies, desk),
            )

    def reminders(self) -> None:
        """Ask how long before a deadline the user wants to be reminded, of which ones, and where."""
        settings = self._session.around.settings
        switch = [(value, self._say(word)) for value, word in _ON]
        fields = [
            Field("lead", "ui.reminders.lead", value=", ".join(str(one) for one in settings.get(LEAD_DAYS)),
                  hint="90, 30, 7, 1"),
            Field("mine", "ui.reminders.mine", "choice", switch, value="on" if settings.get(MINE_ONLY) else "off"),
            Field("tray", "ui.reminders.tray", "choice", switch, value="on" if settings.get(TRAY) else "off"),
        ]  # fmt: skip
        self._panel.ask(self._say("ui.reminders.title"), fields, self._say("ui.save"), self._keep_reminders)

    # Answers

    def _ask_people(self, desk: Desk, ids: list[int], known: list[str]) -> None:
        def answer(values: Mapping[str, Any]) -> None:
            stated = {name: values[name] or None for name in ("responsible", "deputy")}
            self._operate(
                "ui.job.assign", lambda _progress: approval.assign(desk, ids, **stated), "ui.docket.assigned", len(ids)
            )

        names = [(name, name) for name in known]
        fields = [
            Field("responsible", "field.responsible", choices=names, optional=True, hint=desk.user),
            Field("deputy", "ui.docket.deputy", choices=names, optional=True),
        ]
        self._panel.ask(self._say("ui.docket.assign.title", n=len(ids)), fields, self._say("ui.docket.assign"), answer)

    def _ask_policies(self, desk: Desk, known: Mapping[str, bool]) -> None:
        def answer(values: Mapping[str, Any]) -> None:
            for name, now in known.items():
                wanted = values[name] == "on"
                if wanted != now:
                    self._operate("ui.job.policy", partial(_set_policy, desk, name, wanted), "ui.docket.policy_set", 1)

        switch = [(value, self._say(word)) for value, word in _ON]
        fields = [
            Field(name, f"ui.policy.{name}", "choice", switch, value="on" if now else "off")
            for name, now in known.items()
        ]
        self._panel.ask(self._say("ui.policy.title"), fields, self._say("ui.save"), answer)

    def _keep_reminders(self, values: Mapping[str, Any]) -> None:
        settings = self._session.around.settings
        parts = str(values["lead"]).replace("，", ",").replace("/", ",").split(",")
        days = sorted({int(part) for part in parts if part.strip().isdigit() and int(part) <= 3_650}, reverse=True)
        if not days:
            self._panel.bar.show_word("reminders", "warning", "ui.reminders.bad")
            return
        settings.put(LEAD_DAYS, days)
        settings.put(MINE_ONLY, values["mine"] == "on")
        settings.put(TRAY, values["tray"] == "on")
        told = ", ".join(str(day) for day in days)
        self._panel.bar.show_word("reminders", "success", "ui.reminders.kept", days=told)

    def _chosen(self) -> tuple[Desk | None, list[int]]:
        """Return the portfolio and the selected deadlines; None, and a word about it, when none can be acted on."""
        if self._panel.page is not None:
            self._panel.bar.show_word("problem", "note", "ui.docket.page_open")
            return None, []
        ids = self._selection.selected()
        if self._session.desk is not None and not ids:
            self._panel.bar.show_word("problem", "note", "ui.docket.none_selected")
        return (self._session.desk if ids else None), ids

    def _operate(self, title: str, work: Callable[[Progress], object], told: str, n: int) -> None:
        self._session.operate(title, work, self._panel.bar, partial(self._tell, told, n))

    def _tell(self, word: str, n: int, _result: object) -> None:
        self._panel.bar.show_word("done", "success", word, n=n)


def _set_policy(desk: Desk, name: str, wanted: bool, _progress: object) -> object:
    return policies.set_policy(desk, name, wanted)
