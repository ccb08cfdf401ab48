"""Define reviews and decisions as the portfolio file keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from patentdesk.core.identifiers import new_uid


class DecisionCode(StrEnum):
    """What is decided about a patent (practice of the field; knowledge)."""

    KEEP = "KEEP"
    KEEP_1Y = "KEEP-1Y"
    LICENSE = "LIC"
    OPEN = "OPEN"
    SELL = "SELL"
    POOL = "POOL"
    ENFORCE = "ENF"
    PLEDGE = "PLEDGE"
    FILE = "FILE"
    NARROW = "NARROW"
    DROP = "DROP"
    DEFER = "DEF"


class Grade(StrEnum):
    """A core, B useful, C option, D dispose; WITHHELD under 60 % coverage."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    WITHHELD = "withheld"


class Stage(StrEnum):
    """The steps of a review, in their order (practice of the field, six months before the annuity; knowledge)."""

    FACTS = "facts"
    SCORE = "score"
    ANSWERS = "answers"
    COMMITTEE = "committee"
    INSTRUCT = "instruct"
    EXECUTE = "execute"


class Mark(StrEnum):
    """What a reviewer notes about a patent that is not decided yet."""

    NONE = ""
    FLAGGED = "flagged"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A campaign: patents chosen by a query or by coming annuities, to be decided until a date."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    name: str = ""
    model: str = ""
    created_on: date | None = None
    due_on: date | None = None
    query: str = ""
    state: str = "open"
    stages: tuple[Mapping[str, object], ...] = ()
    """The stages with their days: stage, due (ISO text) and done (ISO text, '' while it is not)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One patent in a review with what the machine found."""

    id: int = 0
    review_id: int = 0
    patent_id: int = 0
    due_date: date | None = None
    """The annuity that brought it here."""
    score: float | None = None
    coverage: float = 0.0
    grade: Grade = Grade.WITHHELD
    vetoes: tuple[str, ...] = ()
    recommendation: str = ""
    evidence: tuple[Mapping[str, object], ...] = ()
    facts_digest: str = ""
    """SHA-256 of the facts that the score was found from (``triage.facts.digest``)."""
    assignee: str = ""
    """Who looks at it; '' nobody in particular."""
    mark: Mark = Mark.NONE
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about one patent; immutable once ``signed_at`` is set: a correction is a new record."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    review_id: int | None = None
    code: DecisionCode = DecisionCode.DEFER
    reason: str = ""
    conditions: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    facts_digest: str = ""
    """SHA-256 of the facts that the decision was based on."""
    signed_by: str = ""
    signed_at: datetime | None = None
    replaces_uid: str = ""
    review_on: date | None = None
    execution_proof: str = ""
    votes: tuple[Mapping[str, object], ...] = ()
    """The committee's votes as they stood at the signature: voter, code, reason, at, and whether it dissents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's vote about one patent in a review; it may be changed until the decision is signed."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    review_id: int = 0
    patent_id: int = 0
    voter: str = ""
    code: DecisionCode = DecisionCode.DEFER
    reason: str = ""
    voted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question of a questionnaire about one patent, a fact like any other."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    questionnaire: str = ""
    question: str = ""
    value: float = 0.0
    reason: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A choice of patents to drop that somebody kept for comparison; it decides nothing."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    review_id: int = 0
    name: str = ""
    dropped: tuple[str, ...] = ()
    """Uids of the patents, sorted."""
    saved_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """A signed decision passed on to the agency that carries it out."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    decision_uid: str = ""
    agency: str = ""
    given_by: str = ""
    given_at: datetime | None = None
    act_by: date | None = None
    """The last day on which it can be carried out; None where no annuity is coming."""


class ConsentAct(StrEnum):
    """What all owners of a joint patent must agree to, unless they arranged otherwise.

    CN Patent Law 2020 Art. 14(2), 2008 Art. 15(2); a plain licence one owner may grant alone (Art. 14(1)). Knowledge.
    """

    GIVE_UP = "give_up"
    EXCLUSIVE_LICENCE = "exclusive_licence"
    ASSIGN = "assign"
    PLEDGE = "pledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """That a co-owner agreed to an act upon a joint patent; ``reference`` names the paper."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    owner: str = ""
    act: ConsentAct = ConsentAct.GIVE_UP
    given_on: date | None = None
    reference: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnModel:
    """A scoring model or a questionnaire that the portfolio brings itself, as parsed data."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    kind: str = "model"
    """'model' or 'questionnaire'."""
    name: str = ""
    """The id inside the content."""
    content: Mapping[str, object] = field(default_factory=dict)
    added_by: str = ""
    added_at: datetime | None = None
