"""Write workbooks and pages for the patents shown, and take changed numbers back from a workbook, one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from patentdesk.handouts.reading import AssumptionChange
from patentdesk.services import valuing
from patentdesk.services.valuing import Written
from patentdesk.ui.messages import Message
from patentdesk.ui.panel import Panel
from patentdesk.ui.proposal import Offer
from patentdesk.ui.readback import ReadBack, edited_rows, read_handout
from patentdesk.ui.valuing.occasion import OccasionBar

_HANDOUT, _PAGES = "*.xlsx", "*.pdf"


class Handouts:
    """What leaves the panel as a file and comes back as one."""

    def __init__(self, panel: Panel, occasion: OccasionBar, ids: Callable[[], Sequence[int]]) -> None:
        """Speak through the panel; ``ids`` are the patents that it shows."""
        self._panel, self._occasion, self._ids = panel, occasion, ids
        self._say = panel.say

    def write(self, cover: Path | None = None) -> None:
        """Write the workbook with live formulas for the patents that are shown, by every method chosen."""
        panel, desk, ids = self._panel, self._panel.desk, self._ids()
        if desk is None or not ids:
            return
        order = replace(self._occasion.order, cover=cover)
        name = f"{desk.file.path.stem} {desk.clock.today().isoformat()}.xlsx"
        path = panel.session.dialogs.save_file(self._say("ui.action.valuation.handout"), name, _HANDOUT)
        if path is not None:
            panel.session.look(
                "handout", "ui.job.handout", lambda progress: valuing.write_handout(desk, ids, path, progress, order),
                self._written, panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def write_with_cover(self) -> None:
        """Choose a member's own cover template, then write the workbook with the filled cover beside it."""
        title = self._say("ui.action.valuation.handout_cover")
        for cover in self._panel.session.dialogs.open_files(title, _HANDOUT):
            self.write(cover)

    def write_pages(self) -> None:
        """Write one page for each patent that is shown, as PDF."""
        panel, desk, ids = self._panel, self._panel.desk, self._ids()
        order, language = self._occasion.order, self._say.language
        if desk is None or not ids:
            return
        name = f"{desk.file.path.stem} {desk.clock.today().isoformat()}.pdf"
        path = panel.session.dialogs.save_file(self._say("ui.action.valuation.pages"), name, _PAGES)
        if path is not None:
            panel.session.look(
                "pages", "ui.job.handout",
                lambda progress: _page_writer()(
                    desk, ids, path, language=language, order=order, progress=progress
                ),
                lambda n: panel.bar.show_message(
                    Message("written", "success", lambda: self._say("page.written", n=n, file=str(path)), lasting=True)
                ),
                panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def read(self) -> None:
        """Take the assumptions that were changed in a handout."""
        panel, desk = self._panel, self._panel.desk
        if desk is None:
            return
        for path in panel.session.dialogs.open_files(self._say("ui.action.valuation.read_handout"), _HANDOUT):
            panel.session.look(
                "read_handout", "ui.job.handout", partial(read_handout, desk, path), self._propose,
                panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def _written(self, done: Written) -> None:
        say, bar = self._say, self._panel.bar
        told = [
            say("ui.value.written", valued=done.valued, ended=done.ended, left=done.not_valued, path=str(done.path))
        ]
        wrong = [say.words.problem(one) for one in done.problems if one.code.startswith(("cover_", "basis_"))]
        if done.cover is not None:
            told.append(say("ui.value.written_cover", path=str(done.cover)))
        text = " ".join([*told, *wrong])
        bar.show_message(Message("written", "warning" if wrong else "success", lambda: text, lasting=True))

    def _propose(self, edited: ReadBack) -> None:
        found = edited.handout
        if not found.changes and not found.problems:
            self._panel.bar.show_word("taken", "note", "ui.value.same")
            return
        title = partial(self._say, "ui.value.changes", n=len(found.changes))
        self._panel.propose(Offer(title, lambda: edited_rows(self._say, edited), self._accept))

    def _accept(self, chosen: list[object]) -> None:
        desk = self._panel.desk
        changes = [one for one in chosen if isinstance(one, AssumptionChange)]
        if desk is not None:
            self._panel.session.operate(
                "ui.job.assumption", lambda _progress: valuing.accept(desk, changes), self._panel.bar,
                partial(self._taken, changes),
            )  # fmt: skip

    def _taken(self, changes: list[AssumptionChange], _result: object) -> None:
        self._panel.settle_offer(changes)
        self._panel.bar.show_word("taken", "success", "ui.value.taken", n=len(changes))


def _page_writer() -> Callable[..., int]:
    """Return what writes the pages; asked for in the thread that writes, for matplotlib is loaded with it."""
    from patentdesk.services.valuation_pages import write_trading_pages  # noqa: PLC0415 - see above

    return write_trading_pages
