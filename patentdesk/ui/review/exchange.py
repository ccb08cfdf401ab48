"""Carry reviews out as sheets and back, and take scoring models from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from patentdesk.services import own_models, review_sheets
from patentdesk.services.desk import Desk
from patentdesk.services.review_sheets import SheetChange, SheetReading
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.records import OwnModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.proposal import Offer
from patentdesk.ui.readback import sheet_rows
from patentdesk.ui.review.lens import ReviewState


class Exchange:
    """What one panel of reviews writes into files and reads from them."""

    def __init__(self, panel: Panel, state: Callable[[], ReviewState], picked: Callable[[], list[ReviewLine]]) -> None:
        """Serve a panel; ``state`` tells the review that it shows, ``picked`` the lines selected in it."""
        self._panel = panel
        self._session = panel.session
        self._say = panel.say
        self._state = state
        self._picked = picked

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done by the names of the actions."""
        return {
            "write_sheet": self.write_sheet, "read_sheet": self.read_sheet,
            "add_model": self.add_model, "example_model": self.example_model,
        }  # fmt: skip

    def write_sheet(self) -> None:
        """Write the review into a workbook; of lines that one person has, that person's share."""
        desk, review = self._panel.desk, self._state().review
        if desk is None or review is None:
            return
        people = {line.item.assignee for line in self._picked()}
        whose = people.pop() if len(people) == 1 and len(self._picked()) > 1 else None
        name = f"{review.name} {whose}" if whose else review.name
        path = self._session.dialogs.save_file(self._say("ui.action.triage.write_sheet"), f"{name}.xlsx", "*.xlsx")
        if path is not None:
            self._session.look(
                "sheet", "ui.job.sheet",
                lambda _progress: review_sheets.write_sheet(
                    desk, review.id, path, self._say.language, assignee=whose or None
                ),
                partial(self._written, str(path)), self._panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def read_sheet(self) -> None:
        """Read decisions back from review workbooks."""
        desk = self._panel.desk
        if desk is None:
            return
        title = self._say("ui.action.triage.read_sheet")
        paths = self._session.dialogs.open_files(title, "*.xlsx", several=True)
        if paths:
            self._session.look(
                "read_sheet", "ui.job.sheet", partial(_read_sheets, desk, paths), self._propose,
                self._panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def add_model(self) -> None:
        """Take a scoring model or a questionnaire from a file."""
        desk = self._panel.desk
        if desk is None:
            return
        for path in self._session.dialogs.open_files(self._say("ui.action.triage.add_model"), "*.json *.xlsx"):
            self._session.operate("ui.job.model", partial(_add_model, desk, path), self._panel.bar, self._added)

    def example_model(self) -> None:
        """Write a model as a file to be changed and added."""
        desk = self._panel.desk
        title = self._say("ui.action.triage.example_model")
        path = self._session.dialogs.save_file(title, "model.xlsx", "*.xlsx;;*.json") if desk is not None else None
        if desk is not None and path is not None:
            self._session.look(
                "model", "ui.job.model", lambda _progress: own_models.write_example(desk.library, path),
                partial(self._written, str(path)), self._panel.bar.show_problem, shown=True,
            )  # fmt: skip

    def _added(self, model: OwnModel) -> None:
        self._panel.bar.show_word("model", "success", "ui.triage.model.added", model=model.name)

    def _written(self, path: str, _result: object) -> None:
        self._panel.bar.show_word("written", "success", "ui.written", path=path)

    def _propose(self, reading: SheetReading) -> None:
        if not reading.changes and not reading.problems:
            self._panel.bar.show_word("read", "note", "ui.triage.sheet.same", n=reading.unchanged)
            return
        counts = {"n": len(reading.changes), "same": reading.unchanged, "problems": len(reading.problems)}
        self._panel.propose(
            Offer(
                lambda: self._say("ui.triage.sheet.title", **counts), lambda: sheet_rows(self._say, reading),
                partial(self._accept, reading),
            )
        )  # fmt: skip

    def _accept(self, reading: SheetReading, chosen: list[object]) -> None:
        desk = self._panel.desk
        changes = tuple(one for one in chosen if isinstance(one, SheetChange))
        if desk is not None:
            self._session.operate(
                "ui.job.sheet", lambda _progress: review_sheets.apply_sheet(desk, replace(reading, changes=changes)),
                self._panel.bar, partial(self._accepted, changes),
            )  # fmt: skip

    def _accepted(self, changes: tuple[SheetChange, ...], _result: object) -> None:
        self._panel.settle_offer(changes)
        self._panel.bar.show_word("read", "success", "ui.triage.sheet.done", n=len(changes))


def _add_model(desk: Desk, path: Path, _progress: object) -> OwnModel:
    return own_models.add_model(desk, path)


def _read_sheets(desk: Desk, paths: list[Path], _progress: object) -> SheetReading:
    return review_sheets.read_sheets(desk, paths)
