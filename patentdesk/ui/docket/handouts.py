"""Hand the docket out as a workbook, a calendar or the pages for the weekly meeting."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from patentdesk.services import docket_lines, outgoing
from patentdesk.services.docket_lines import GROUPS, Wish
from patentdesk.ui.docket.lens import Lens
from patentdesk.ui.forms import Field
from patentdesk.ui.messages import Message
from patentdesk.ui.panel import Panel
from patentdesk.ui.settings import LEAD_DAYS


class Handouts:
    """What the docket panel does when its lines are to leave the program."""

    def __init__(self, panel: Panel, lens: Lens) -> None:
        """Serve a panel, whose lens tells what is shown."""
        self._panel, self._lens = panel, lens

    def offer(self, wish: Wish, names: dict[str, str], count: int, total: int) -> None:
        """Write the docket; ask whether all of it where fewer lines are shown (``count`` of ``total``).

        ``names``: of the tasks, by which the lines are found.
        """
        panel, say = self._panel, self._panel.say
        if panel.desk is None:
            return
        if not self._lens.narrows:
            self._write(None, names)
            return
        choices = [
            ("shown", say("ui.docket.export.shown", n=count, which=self._lens.told())),
            ("all", say("ui.docket.export.all", n=total)),
        ]
        panel.ask(
            say("ui.docket.export.title"), [Field("what", "ui.docket.export.what", "choice", choices)],
            say("ui.docket.export.send"),
            lambda values: self._write(wish if values["what"] == "shown" else None, names),
        )  # fmt: skip

    def _write(self, wish: Wish | None, names: dict[str, str]) -> None:
        """Write the lines that are wished; None: all."""
        panel, say, by = self._panel, self._panel.say, self._lens.by
        desk, query = panel.desk, panel.session.query
        name = f"{say('ui.export.docket_name')}.xlsx"
        path = panel.session.dialogs.save_file(say("ui.action.docket.export"), name, "*.xlsx;;*.pdf;;*.ics;;*.csv")
        if desk is None or path is None:
            return
        days: list[int] = panel.around.settings.get(LEAD_DAYS)
        lead, language = tuple(days), say.language
        panel.session.look(
            "export.docket", "ui.job.export",
            lambda _progress: outgoing.hand_out(
                desk, path, query, language=language, lead_days=lead, by=by if by in GROUPS[:2] else "",
                only=None if wish is None else docket_lines.view(desk, wish, names).ids.tolist(),
            ),
            partial(self._written, path, say("ui.bucket.all") if wish is None else self._lens.told()),
            panel.bar.show_problem, shown=True, query=False,
        )  # fmt: skip

    def _written(self, path: Path, which: str, done: outgoing.HandedOut) -> None:
        say = self._panel.say

        def told() -> str:
            sentence = say("ui.docket.exported", n=done.count, which=which, path=str(path))
            return " · ".join(filter(None, (sentence, outgoing.left_out(done, say.words))))

        self._panel.bar.show_message(Message("exported", "success", told, lasting=True))
