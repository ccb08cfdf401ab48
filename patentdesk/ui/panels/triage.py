"""Run reviews: one review at a time through the lenses of ``ui.review``, its stages above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QWidget

from patentdesk.services import campaigns, consents, reviewing, stages
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import DEFAULT_MODEL, model_names
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.records import Consent, ConsentAct, Review, Stage
from patentdesk.ui.morebutton import MoreButton
from patentdesk.ui.panel import Panel
from patentdesk.ui.pieces import choice_box
from patentdesk.ui.review.committee import CommitteeLens
from patentdesk.ui.review.decide import DecideLens
from patentdesk.ui.review.exchange import Exchange
from patentdesk.ui.review.execution import ExecutionLens
from patentdesk.ui.review.figures import FiguresLens
from patentdesk.ui.review.lens import Lens, ReviewState
from patentdesk.ui.review.matrix import MatrixLens
from patentdesk.ui.review.questions import QuestionsLens
from patentdesk.ui.review.ranks import RanksLens
from patentdesk.ui.review.scenario import ScenarioLens
from patentdesk.ui.review.stagebar import StageBar
from patentdesk.ui.reviewforms import assign_fields, consent_fields, create_fields, stage_fields
from patentdesk.ui.session import Session

LENSES = (
    DecideLens, MatrixLens, QuestionsLens, CommitteeLens, ScenarioLens, ExecutionLens, RanksLens, FiguresLens,
)  # fmt: skip


_NOW_AND_THEN = (
    "assign", "stage", "score_again", "consent", "", "write_sheet", "read_sheet", "",
    "minutes", "instruct", "carry_out",
    "", "add_model", "example_model",
)  # fmt: skip


class TriagePanel(Panel):
    """The reviews of the portfolio, one of them shown."""

    place = "triage"
    kinds = frozenset({Kind.REVIEWS, Kind.DECISIONS, Kind.PATENTS, Kind.ENCUMBRANCES, Kind.DEADLINES, Kind.VALUATIONS})
    empty_word = "triage"

    def __init__(self, session: Session, stage: QWidget) -> None:
        """Lay the panel out."""
        super().__init__(session, stage)
        self.review_id: int | None = None
        self.state = ReviewState()
        self.choice = choice_box(26)
        self.choice.activated.connect(self._choose)
        self.head.insertWidget(2, self.choice)
        self.add_button("create", self.create_review)
        self.add_button("sign", self.sign)
        self.more = MoreButton(self, "ui.triage.more", _NOW_AND_THEN)
        self.lenses: dict[str, Lens] = {}
        self.stack = QStackedWidget()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_body(self.stack)  # before it is filled
        for make in LENSES:
            lens = make(self)
            self.lenses[lens.name] = lens
            self.stack.addWidget(lens)
            self.tabs.addTab("")
        self.decide = self.lenses["decide"]
        self.stage_bar = StageBar(self.say)
        self.stage_bar.chosen.connect(self.ask_stage)
        for part in (self.stage_bar, self.tabs):
            self._column.insertWidget(self._column.indexOf(self.pages), part)
        self.tabs.currentChanged.connect(self._turn)
        session.changed.connect(self._forget)
        session.state_changed.connect(self._show_tabs)
        self.exchange = Exchange(self, lambda: self.state, self._picked)
        self._command()

    @property
    def lens(self) -> Lens:
        """The lens in front."""
        return list(self.lenses.values())[self.tabs.currentIndex()]

    def refresh(self) -> None:
        """Read the reviews and the lines of the one that is shown."""
        desk, review_id = self.desk, self.review_id
        if desk is None:
            self._take(ReviewState())
            return
        self.session.look("review", "ui.job.review", lambda _progress: _read(desk, review_id), self._take)

    def begin(self) -> None:
        """Ask for the first review."""
        self.create_review()

    def main_view(self) -> QWidget:
        """Return what takes the keyboard in the lens in front."""
        return self.lens.main_view()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        for place, name in enumerate(self.lenses):
            self.tabs.setTabText(place, self.say(f"ui.triage.lens.{name}"))
        for lens in self.lenses.values():
            lens.retranslate()
        self._tell_progress()
        self.more.retranslate()

    def show_lens(self, name: str) -> None:
        """Bring a lens in front."""
        self.tabs.setCurrentIndex(list(self.lenses).index(name))

    # What can be done

    def create_review(self) -> None:
        """Ask what a new review shall hold, and create it."""
        desk, query = self.desk, self.session.query
        if desk is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            months = int(values["months"]) if values["months"] else None
            self.session.operate(
                "ui.job.create_review",
                lambda progress: reviewing.create_review(
                    desk, values["name"], query_text=query, months=months, model=values["model"],
                    due_on=values["due_on"], progress=progress,
                ),
                self.bar,
                self._created,
            )  # fmt: skip

        def offer(models: list[str]) -> None:
            taken = [review.name for review in self.state.reviews]
            fields = create_fields(self.say, desk.clock.today(), taken, models)
            self.ask(self.say("ui.triage.create.title"), fields, self.say("ui.triage.create.send"), answer)

        self.session.look(
            "triage.models", "ui.job.review", lambda _progress: _models(desk), offer, self.bar.show_problem
        )

    def assign(self) -> None:
        """Ask who looks at what."""
        desk, review_id = self.desk, self.review_id
        ids = [line.patent.id for line in self._picked()]
        if desk is None or review_id is None:
            return

        def answer(values: Mapping[str, Any]) -> None:
            by, who = values["by"], values["assignee"]
            work = (
                partial(campaigns.share_out, desk, review_id, by)
                if by
                else partial(campaigns.assign, desk, review_id, ids, who)
            )
            self.session.operate("ui.job.assign", lambda _progress: work(), self.bar)

        fields = assign_fields(self.say, campaigns.BY)
        self.ask(self.say("ui.triage.assign.title", n=len(ids)), fields, self.say("ui.triage.assign.send"), answer)

    def ask_stage(self, stage: Stage) -> None:
        """Ask for the day of a stage and whether it is done."""
        desk, review_id, progress = self.desk, self.review_id, self.state.progress
        if desk is None or review_id is None or progress is None:
            return
        line = next(one for one in progress.stages if one.stage is stage)

        def answer(values: Mapping[str, Any]) -> None:
            def work(_progress: object) -> Changes:
                if values["state"] == "open" and line.done is not None:
                    return stages.reopen_stage(desk, review_id, stage)
                return stages.set_stage(desk, review_id, stage, due=values["due"], done=values["state"] == "done")

            self.session.operate("ui.job.stage", work, self.bar)

        fields = stage_fields(self.say, line.due or desk.clock.today())
        title = self.say("ui.triage.stage.title", stage=self.say.words.code("stage", stage))
        self.ask(title, fields, self.say("ui.save"), answer)

    def next_stage(self) -> None:
        """Ask about the stage that the review is in."""
        progress = self.state.progress
        if progress is not None and progress.stage is not None:
            self.ask_stage(progress.stage.stage)

    def consent(self) -> None:
        """Ask which co-owner of the patent under the cursor agreed to what."""
        desk, patent_id = self.desk, self.session.current
        if desk is None or patent_id is None:
            self.bar.show_word("consent", "note", "ui.triage.consent.none")
            return

        def answer(values: Mapping[str, Any]) -> None:
            given = Consent(
                patent_id=patent_id, owner=values["owner"], act=ConsentAct(values["act"]),
                given_on=values["given_on"], reference=values["reference"],
            )  # fmt: skip
            self.session.operate("ui.job.consent", lambda _progress: consents.record_consent(desk, given), self.bar)

        def offer(owners: list[str]) -> None:
            fields = consent_fields(self.say, owners, desk.clock.today())
            self.ask(self.say("ui.triage.consent.title"), fields, self.say("ui.save"), answer)

        self.session.look(
            "triage.owners", "ui.job.review", lambda _progress: consents.owners(desk, patent_id), offer,
            self.bar.show_problem,
        )  # fmt: skip

    def score_again(self) -> None:
        """Score the review from the facts of today."""
        desk, review_id = self.desk, self.review_id
        if desk is not None and review_id is not None:
            self.session.operate(
                "ui.job.create_review", lambda progress: reviewing.score_again(desk, review_id, progress), self.bar
            )

    def sign(self) -> None:
        """Sign the decisions of the selected lines, after asking: a signed decision cannot be changed."""
        desk = self.desk
        ids = [
            line.decision.id for line in self._picked() if line.decision is not None and line.decision.signed_at is None
        ]
        if desk is None or not ids:
            self.bar.show_word("sign", "note", "ui.triage.sign.none")
        elif self.session.dialogs.confirm(
            self.say("ui.action.triage.sign"), self.say("ui.triage.sign.question", n=len(ids), by=desk.user),
            self.say("ui.triage.sign.yes"), self.say("ui.cancel"),
        ):  # fmt: skip
            self.session.operate(
                "ui.job.sign", lambda _progress: reviewing.sign(desk, ids), self.bar,
                lambda _changes: self.bar.show_word("sign", "success", "ui.triage.signed", n=len(ids), by=desk.user),
            )  # fmt: skip

    # Answers

    def _command(self) -> None:
        decide = self.lenses["decide"]
        committee = self.lenses["committee"]
        if not isinstance(decide, DecideLens) or not isinstance(committee, CommitteeLens):
            raise TypeError("the lenses of a review")

        def in_front(name: str, run: str) -> None:
            self.show_lens(name)
            getattr(self.lenses[name], run)()

        def arm() -> None:
            if self.lens is committee:
                committee.arm()
            else:
                self.show_lens("decide")
                decide.keys.arm()

        def decide_selection() -> None:
            picked = set(self.session.picked)
            self.show_lens("decide")
            decide.select(picked)
            decide.table.setFocus()

        self.commands = {
            "create": self.create_review, "decide": arm, "sign": self.sign, "assign": self.assign,
            "stage": self.next_stage, "score_again": self.score_again, "consent": self.consent,
            **self.exchange.commands(),
            "strip": decide.toggle_strip, "columns": decide.table.choose_columns, "decide_selection": decide_selection,
            **{name: partial(in_front, "decide", name) for name in ("skip", "flag", "note", "together", "undecided")},
            "vote": partial(in_front, "committee", "vote"),
            "minutes": partial(in_front, "committee", "write_minutes"),
            "save_scenario": partial(in_front, "scenarios", "save"),
            "instruct": partial(in_front, "execution", "instruct"),
            "carry_out": partial(in_front, "execution", "carry_out"),
            **{f"lens_{name}": partial(self.show_lens, name) for name in self.lenses},
        }  # fmt: skip

    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._show_lens_or_empty()
        self.lens.enter()
        self.lens.main_view().setFocus()

    def _picked(self) -> list[ReviewLine]:
        """Return the lines selected in the lens in front, else those selected where decisions are taken."""
        committee, decide = self.lenses["committee"], self.lenses["decide"]
        if self.lens is committee and isinstance(committee, CommitteeLens):
            return committee.picked_lines()
        return decide.table.records() if isinstance(decide, DecideLens) else []

    def _created(self, review: Review) -> None:
        self.review_id = review.id
        self.refresh()

    def _choose(self) -> None:
        self.review_id = self.choice.currentData()
        self.refresh()

    def _forget(self, changes: Changes) -> None:
        """Let the consequences be gathered anew when fees or patents changed."""
        decide = self.lenses["decide"]
        if changes.kinds & {Kind.PATENTS, Kind.DEADLINES, Kind.ORGANISATIONS} and isinstance(decide, DecideLens):
            decide.forget()

    def _take(self, found: ReviewState) -> None:
        chosen = {int(one) for one in self.session.ids} if self.session.query else None
        lines = [one for one in found.lines if chosen is None or one.patent.id in chosen]
        self.state = replace(found, lines=lines)
        self.review_id = found.review.id if found.review is not None else None
        self.choice.clear()
        for review in found.reviews:
            self.choice.addItem(review.name or _name_of(review), review.id)
        self.choice.setCurrentIndex(max(self.choice.findData(self.review_id), 0))
        self.choice.setVisible(bool(found.reviews))
        self._show_lens_or_empty()
        for lens in self.lenses.values():
            lens.take(self.state)
        self._tell_progress()

    def _show_lens_or_empty(self) -> None:
        """Show the lens in front, where it has anything to show: without a review few lenses have."""
        self._show_tabs()
        filled = self.desk is not None and (not self.lens.needs_review or bool(self.state.reviews))
        before = self.pages.currentIndex()
        self.show_body(filled)
        if self.pages.currentIndex() != before and self.isVisible():
            self.lens.main_view().setFocus()  # what had the keyboard is hidden now

    def _show_tabs(self) -> None:
        """Offer the lenses where there are patents."""
        self.tabs.setVisible(self.desk is not None and self.session.state.total > 0)

    def _tell_progress(self) -> None:
        desk = self.desk
        self.stage_bar.tell(self.state.progress, desk.clock.today().isoformat() if desk is not None else "")


def _name_of(review: Review) -> str:
    return review.created_on.isoformat() if review.created_on is not None else str(review.id)


def _models(desk: Desk) -> list[str]:
    """Return the names of the scoring models, the usual one first."""
    with desk.file.reading() as reader:
        return sorted(model_names(desk.library, reader), key=lambda name: name != DEFAULT_MODEL)


def _read(desk: Desk, review_id: int | None) -> ReviewState:
    found = reviewing.reviews(desk)
    known = [one.id for one in found]
    shown = review_id if review_id in known else (known[0] if known else None)
    if shown is None:
        return ReviewState(found)
    return ReviewState(found, campaigns.progress_of(desk, shown), reviewing.items(desk, shown))
