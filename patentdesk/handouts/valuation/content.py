"""Define what the value handout is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from patentdesk.core.words import Words
from patentdesk.portfolio.records import Patent
from patentdesk.valuation.assumptions import Definition, Level, Resolved, product_key
from patentdesk.valuation.methods import Method, MethodValue
from patentdesk.valuation.patent import Case, Ended, NotValued, Outcome, Valued, case_at, scenario
from patentdesk.valuation.uncertainty import Distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of a patent: points of 0 ... 100 (None: not known), weight, and the evidence in both languages."""

    code: str
    points: float | None
    weight: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """What triage found and decided; texts in both languages, codes as of ``triage.records``."""

    grade: str
    advice: str
    reason: str
    vetoes: str = ""
    decision: str = ""
    decided_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """A deal that ours is compared with; the adjustments multiply its figure as (1 + a)."""

    day: date | None
    parties: str
    field: str
    terms: str
    """Exclusivity, territory, base and upfront sum, in words."""
    figure: float
    """Of a licence its rate on net sales, of a sale the price of one patent in CNY."""
    adjustment_terms: float = 0.0
    adjustment_field: float = 0.0
    adjustment_time: float = 0.0
    reason: str = ""
    source: str = ""

    @property
    def adjusted(self) -> float:
        """The figure after the adjustments."""
        return self.figure * (1 + self.adjustment_terms) * (1 + self.adjustment_field) * (1 + self.adjustment_time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How often simulated values of the first patent fell between neighbouring edges."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One patent of the handout with its outcome and the assumptions that it came from."""

    patent: Patent
    outcome: Outcome
    resolved: Resolved
    owner: str = ""
    encumbrances: tuple[str, ...] = ()
    """Encumbrance kind codes."""
    methods: tuple[MethodValue, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    grading: Grading | None = None
    simulation: Distribution | None = None

    @property
    def number(self) -> str:
        """The number that a reader knows the patent by."""
        patent = self.patent
        written = patent.application_number_text or patent.publication_number_text or patent.publication_number
        return written or f"{patent.office}{patent.application_number}"

    def by(self, method: Method) -> MethodValue | None:
        """Return what a method gives, when it was chosen and has its inputs."""
        return next((one for one in self.methods if one.method is method and one.value is not None), None)

    @property
    def product(self) -> str:
        """The product as it is compared; '' when unknown."""
        return product_key(self.patent.product)

    @property
    def value(self) -> float | None:
        """The concluded value; None when there is none."""
        return None if isinstance(self.outcome, NotValued) else self.outcome.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """Everything that stands in the workbook; money in CNY."""

    portfolio: str
    client: str
    valued_on: date
    made_on: date
    prepared_by: str
    reference: str
    engine_version: str
    words: Words
    definitions: Mapping[str, Definition]
    subjects: tuple[Subject, ...]
    digest: str = ""
    """SHA-256 of facts and assumptions."""
    methods: tuple[Method, ...] = (Method.RELIEF,)
    weights: Mapping[Method, float] = field(default_factory=lambda: {Method.RELIEF: 1.0})
    """Weight of each method in the concluded value; they add up to 1."""
    licences: tuple[Comparable, ...] = ()
    sales: tuple[Comparable, ...] = ()
    together: Distribution | None = None
    """The simulated sum of all values, patents of one family moving together; None where they may not be added."""
    histogram: Histogram | None = None
    """Of the patent with the highest value."""
    purpose: str = "management"
    basis: str = "market"
    """What it is made for; the words are ``purpose.<code>`` and ``basis.<code>``."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Scope of an assumption, such as 'member:12' → the name that a reader knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A valued subject: its place in the calculation sheets and its three scenarios."""

    index: int
    """Counts from 0 over the valued subjects."""
    subject: Subject
    outcome: Valued
    cases: Mapping[Level, Case]


def sorted_subjects(handout: Handout) -> list[Subject]:
    """Return the subjects in the order of the sheets: valued by falling value, then ended, then not valued."""
    rank = {Valued: 0, Ended: 1, NotValued: 2}
    return sorted(handout.subjects, key=lambda each: (rank[type(each.outcome)], -(each.value or 0.0), each.number))


def items_of(handout: Handout) -> list[Item]:
    """Return the valued subjects with their scenarios, in the order of the sheets."""
    items: list[Item] = []
    for subject in sorted_subjects(handout):
        if isinstance(subject.outcome, Valued):
            facts, resolved = subject.outcome.facts, subject.resolved
            cases = {level: case_at(facts, resolved, handout.valued_on, scenario(resolved, level)) for level in Level}
            items.append(Item(index=len(items), subject=subject, outcome=subject.outcome, cases=cases))
    return items
