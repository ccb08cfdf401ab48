"""Plan an import: its files, what was wished beside them, and the plan that is on its way or here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.intake.whose import TableOfFile
from patentdesk.services import aliases, mappings, naming, preview
from patentdesk.services.desk import Changes, Desk
from patentdesk.services.import_plan import ImportPlan
from patentdesk.services.members import ByName
from patentdesk.services.preview import Opening, RowIndex
from patentdesk.services.preview_cells import Place
from patentdesk.ui.importpage import ImportPage, Wishes
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.session import Session


class Planner(QObject):
    """Plans anew whenever something else is wished on the page of the plan; the newest wish counts."""

    came = Signal(bool)
    """A plan came and is shown on its page; whether anything in its files can be used."""
    agreed = Signal()
    """The plan that came has the counts that were to be applied."""

    def __init__(self, session: Session, sheet: ImportPage, bar: MessageBar) -> None:
        """Listen to the page of the plan; nothing is planned before there are files."""
        super().__init__(sheet)
        self.session = session
        self.plan: ImportPlan | None = None
        self.paths: list[Path] = []
        self.wishes = Wishes()
        self.under_way = False
        self._sheet = sheet
        self._bar = bar
        self._asked = ("", "")
        """Member and office of the plan that was asked for last."""
        self._then: Mapping[str, int] | None = None
        """Counts of the plan that was to be applied when another was on its way; this one is, if it has the same."""
        self._held: tuple[ImportPlan, Opening, RowIndex] | None = None
        """A plan that came while somebody typed in a cell."""
        sheet.changed.connect(self.choose_anew)
        sheet.remapped.connect(self._remap)
        sheet.forgotten.connect(self._forget)
        sheet.corrected.connect(self._correct)
        sheet.members_said.connect(self._say_members)
        sheet.rested.connect(self._take_held)
        sheet.alias_wanted.connect(self._remember)
        sheet.names_wanted.connect(self._name_anew)
        session.jobs.stopped.connect(self._let_go)

    def begin(self, paths: list[Path]) -> None:
        """Take other files, of which nothing is wished yet; ``replan`` plans their import."""
        self.paths = paths
        self.wishes = Wishes()

    def replan(self) -> None:
        """Plan the import of the files as wished by now; a plan on its way for earlier wishes is dropped."""
        desk, paths, wishes = self.session.desk, self.paths, self.wishes
        if desk is None or not paths:
            return
        _member, office = self._asked = self._sheet.wanted
        self.under_way, self._then, self._held = True, None, None
        mapping = dict(wishes.mapping)
        corrections = {place: dict(texts) for place, texts in wishes.corrections.items()}
        member, own, by_name = wishes.member, dict(wishes.members), wishes.by_name
        self._bar.clear_all()

        def work(progress: Progress) -> tuple[ImportPlan, Opening, RowIndex]:
            plan, opening = preview.plan_and_look(
                desk, paths, member, mapping or None, progress, office=office, corrections=corrections,
                members=own, by_name=by_name,
            )  # fmt: skip
            return plan, opening, preview.index_of(plan, opening.tables)

        self.session.look("plan", "ui.job.plan", work, self._take_plan, self._not_planned, shown=True)

    def choose_anew(self) -> None:
        """Plan anew for another office, or for a member that was said of all lists."""
        wanted = self._sheet.wanted
        if wanted[0] != self._asked[0]:
            self.wishes.member = wanted[0]
            self.wishes.members.clear()
        if wanted != self._asked:
            self.replan()

    def apply_if_same(self, counts: Mapping[str, int]) -> None:
        """Have the plan that is on its way applied when it comes, if it has these counts."""
        self._then = counts

    def drop(self) -> None:
        """Forget the plan, and the one on its way; its files and wishes are kept."""
        self.session.jobs.drop("plan")
        self.plan = self._held = None
        self._end()

    # Wishes

    def _remap(self, changed: Mapping[str, str | None]) -> None:
        self.wishes.mapping.update(changed)
        self.replan()

    def _correct(self, place: Place, header: str, text: str) -> None:
        """Remember a cell by what its file holds: names come again, and change with the files beside."""
        file, sheet, row = place
        digests = {one.name: one.digest for one in self.plan.files} if self.plan is not None else {}
        if file in digests:
            self.wishes.corrections.setdefault((digests[file], sheet, row), {})[header] = text
            self.replan()

    def _say_members(self, members: Mapping[TableOfFile, str]) -> None:
        self.wishes.members.update(members)
        self.replan()

    def _name_anew(self) -> None:
        """Let lists without a member suggest new ones."""
        self.wishes.by_name = ByName.NEW
        self.replan()

    def _remember(self, alias: str, name: str) -> None:
        """Let a member be known by the short name of its file, and see what that tells of the other lists."""
        desk, paths = self.session.desk, self.paths
        if desk is not None:
            self.session.operate(
                "ui.job.alias", lambda _progress: aliases.add(desk, naming.named(desk, name).id, alias), self._bar,
                lambda _changes: self._remembered(alias, name, paths),
            )  # fmt: skip

    def _remembered(self, alias: str, name: str, paths: list[Path]) -> None:
        self._sheet.files.forget_alias()
        self._again(paths)
        self._bar.show_word("remembered", "note", "ui.files.remembered", alias=alias, member=name)

    def _forget(self) -> None:
        """Read these headers by the program's own vocabulary again."""
        desk, known = self.session.desk, [one.fingerprint for one in self._sheet.grid.tables if one.remembered]
        paths = self.paths
        if desk is not None and known:
            self.wishes.mapping.clear()
            self.session.operate("ui.job.forget", lambda _progress: _forget(desk, known), self._bar,
                                 lambda _changes: self._again(paths))  # fmt: skip

    def _again(self, paths: list[Path]) -> None:
        self.paths = paths
        self.replan()

    # Answers

    def _take_held(self) -> None:
        if self._held is not None:
            self._take_plan(self._held)

    def _take_plan(self, found: tuple[ImportPlan, Opening, RowIndex]) -> None:
        self._held = found if self._sheet.editing else None
        if self._held is not None:
            return
        plan, opening, index = found
        self.plan, asked = plan, self._asked[0]
        self._end()
        for problem in plan.unusable[:3]:
            self._bar.show_problem(problem, f"unusable {problem.source.file}")
        usable = bool(plan.files or opening.unknown)
        if not usable:
            self.plan = None
        self._sheet.show_plan(plan, self.wishes, asked)
        self._sheet.show_preview(opening, index)
        self.came.emit(usable)
        if self._then is not None and plan.counts == self._then:
            self.agreed.emit()
        elif self._then is not None:
            self._bar.show_word("again", "note", "ui.intake.look_again")

    def _not_planned(self, problem: Problem) -> None:
        self._end()
        self._bar.show_problem(problem)

    def _let_go(self) -> None:
        """Forget files whose reading was cancelled before there was a plan."""
        self._end()
        if self.plan is None:
            self.paths = []

    def _end(self) -> None:
        """Note that no plan is on its way, and for which member and office the one is that is here."""
        self.under_way = False
        plan = self.plan
        member = plan.member if plan is not None and plan.files else self.wishes.member if plan is not None else None
        self._asked = (member or "", plan.office if plan is not None else "")


def _forget(desk: Desk, fingerprints: Sequence[str]) -> Changes:
    for one in fingerprints:
        mappings.forget(desk, one)
    return Changes()
