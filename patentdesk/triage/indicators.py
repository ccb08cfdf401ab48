"""Read indicators from the facts of a patent: each gives a value or says why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial

from patentdesk.core.money import Money
from patentdesk.core.problems import Argument
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Status
from patentdesk.triage.facts import PatentFacts, active_ties

DAYS_PER_YEAR = 365.25
MATURE_AFTER_YEARS = 5
"""Citations of younger publications are still coming in (OECD, Squicciarini, Dernis and Criscuolo 2013; secondary)."""


class State(StrEnum):
    """What became of an indicator; only KNOWN ones count for the score, MISSING and IMMATURE ones lower coverage."""

    KNOWN = "known"
    MISSING = "missing"
    IMMATURE = "immature"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator of one patent; ``code`` and ``args`` name the evidence sentence ``reading.<code>``.

    ``value`` is a number or, for a table scale, a code; an immature value is shown but not counted.
    """

    state: State
    value: float | str | None = None
    code: str = ""
    args: Mapping[str, Argument] = field(default_factory=dict)


Measure = Callable[[PatentFacts, date], Reading]


def _known(value: float | str, code: str, **args: Argument) -> Reading:
    return Reading(State.KNOWN, value, code, args)


def _missing(code: str) -> Reading:
    return Reading(State.MISSING, None, code)


def _not_applicable(code: str) -> Reading:
    return Reading(State.NOT_APPLICABLE, None, code)


def _years(start: date, end: date) -> float:
    return (end - start).days / DAYS_PER_YEAR


def remaining_life(facts: PatentFacts, on: date) -> Reading:
    """Measure the years from a day to the end of the term; a dead right has none left."""
    if facts.dead:
        return _known(0.0, "dead", status=facts.status.value)
    if facts.term_end is None:
        return _missing("no_term")
    years = max(_years(on, facts.term_end), 0.0)
    return _known(years, "term_end", years=f"{years:.1f}", day=facts.term_end.isoformat())


def family_size(facts: PatentFacts, _on: date) -> Reading:
    """Count the members of the simple family as a source states it."""
    if facts.family_size is None:
        return _missing("no_family_size")
    return _known(facts.family_size, "family_size", n=facts.family_size)


def offices_covered(facts: PatentFacts, _on: date) -> Reading:
    """Count the offices where a member of the family is alive; unknown while members are missing from the file."""
    if facts.family_offices is None:
        return _missing("no_family")
    if not facts.family_complete:
        return _missing("family_incomplete")
    offices = sorted(set(facts.family_offices))
    return _known(len(offices), "offices", n=len(offices), offices=", ".join(offices))


def citations(facts: PatentFacts, on: date) -> Reading:
    """Count citations received; immature within five years from publication (OECD 2013; secondary)."""
    if facts.cited_by_count is None:
        return _missing("no_citations")
    start = facts.publication_date or facts.filing_date
    if start is None:
        return _missing("no_publication_date")
    age = _years(start, on)
    args: dict[str, Argument] = {"n": facts.cited_by_count, "years": f"{max(age, 0):.1f}"}
    if age < MATURE_AFTER_YEARS:
        return Reading(State.IMMATURE, facts.cited_by_count, "citations_immature", args)
    return _known(facts.cited_by_count, "citations", **args)


def backward_citations(facts: PatentFacts, _on: date) -> Reading:
    """Count the patents cited: more of them speak of a field worked before (OECD bwd_cits)."""
    if facts.cites_count is None:
        return _missing("no_backward_citations")
    return _known(facts.cites_count, "backward_citations", n=facts.cites_count)


def claims(facts: PatentFacts, _on: date) -> Reading:
    """Count the claims; a design has none to count."""
    if facts.right_type is RightType.DESIGN:
        return _not_applicable("design")
    if facts.claims_count is None:
        return _missing("no_claims")
    return _known(facts.claims_count, "claims", n=facts.claims_count)


def grant_lag(facts: PatentFacts, _on: date) -> Reading:
    """Measure the years from filing to grant of an examined right."""
    if facts.right_type is not RightType.INVENTION:
        return _not_applicable("not_examined")
    if facts.status is Status.PENDING:
        return _not_applicable("not_granted")
    if facts.filing_date is None or facts.grant_date is None:
        return _missing("no_grant_date")
    years = max(_years(facts.filing_date, facts.grant_date), 0.0)
    return _known(years, "grant_lag", years=f"{years:.1f}")


def years_kept(facts: PatentFacts, on: date) -> Reading:
    """Measure the years that a granted right has been kept since filing: somebody found it worth its fees."""
    if facts.status is not Status.GRANTED:
        return _not_applicable("not_granted")
    if facts.filing_date is None:
        return _missing("no_filing_date")
    years = max(_years(facts.filing_date, on), 0.0)
    return _known(years, "years_kept", years=f"{years:.1f}")


def patent_scope(facts: PatentFacts, _on: date) -> Reading:
    """Count the distinct IPC subclasses of four characters (OECD patent scope)."""
    if facts.right_type is RightType.DESIGN:
        return _not_applicable("design")
    subclasses = sorted(set(facts.ipc_subclasses))
    if not subclasses:
        return _missing("no_ipc")
    return _known(len(subclasses), "ipc", n=len(subclasses), classes=", ".join(subclasses))


def legal_status(facts: PatentFacts, _on: date) -> Reading:
    """Name the legal status."""
    if facts.status is Status.UNKNOWN:
        return _missing("no_status")
    return _known(facts.status.value, "status", status=facts.status.value)


def segment_fit(facts: PatentFacts, _on: date) -> Reading:
    """Name the segment of the industry chain; the model says which ones are core."""
    if facts.segment is None:
        return _missing("no_segment")
    return _known(facts.segment.value, "segment", segment=facts.segment.value)


def product_use(facts: PatentFacts, _on: date) -> Reading:
    """Say that a product practises the claims; no product named means that nobody has said, not that there is none."""
    if not facts.product.strip():
        return _missing("no_product")
    return _known(1, "product", product=facts.product)


def co_ownership(facts: PatentFacts, _on: date) -> Reading:
    """Count the owners: each more makes a decision slower and a licence harder."""
    if not facts.owners:
        return _missing("no_owner")
    return _known(len(facts.owners), "owners", n=len(facts.owners), owners=", ".join(facts.owners))


def _tied(facts: PatentFacts, on: date, kind: EncumbranceKind) -> Reading:
    """Say that a tie of a kind binds; nothing recorded counts neither for nor against."""
    parties = [tie.counterparty for tie in active_ties(facts, on) if tie.kind is kind]
    if not parties:
        return _not_applicable("none_recorded")
    return _known(len(parties), kind.value, n=len(parties), parties=", ".join(filter(None, parties)) or "–")


def npl_citations(facts: PatentFacts, _on: date) -> Reading:
    """Count the non-patent documents cited: closeness to science (OECD npl_cits; secondary)."""
    if facts.npl_count is None:
        return _missing("no_npl")
    return _known(facts.npl_count, "npl", n=facts.npl_count)


def citations_per_year(facts: PatentFacts, on: date) -> Reading:
    """Divide citations received by the years since publication, at least one year."""
    start = facts.publication_date or facts.filing_date
    if facts.cited_by_count is None or start is None:
        return _missing("no_citations" if facts.cited_by_count is None else "no_publication_date")
    rate = facts.cited_by_count / max(_years(start, on), 1.0)
    return _known(rate, "citation_rate", rate=f"{rate:.2f}")


def claims_per_citation(facts: PatentFacts, _on: date) -> Reading:
    """Divide the claims by the patents cited (OECD claims_bwd; secondary); nothing cited gives the claims alone."""
    if facts.right_type is RightType.DESIGN:
        return _not_applicable("design")
    if facts.claims_count is None or facts.cites_count is None:
        return _missing("no_claims" if facts.claims_count is None else "no_backward_citations")
    ratio = facts.claims_count / max(facts.cites_count, 1)
    return _known(ratio, "claims_ratio", ratio=f"{ratio:.2f}")


def inventors(facts: PatentFacts, _on: date) -> Reading:
    """Count the inventors: a larger team stands for more effort."""
    if not facts.inventors:
        return _missing("no_inventors")
    return _known(facts.inventors, "inventors", n=facts.inventors)


def foreign_rights(facts: PatentFacts, _on: date) -> Reading:
    """Count the offices abroad where the family is alive; an international application is not yet a right."""
    if facts.family_offices is None:
        return _missing("no_family")
    abroad = sorted(set(facts.family_offices) - {facts.office, "WO"})
    if not facts.family_complete and not abroad:
        return _missing("family_incomplete")
    return _known(len(abroad), "abroad", n=len(abroad), offices=", ".join(abroad) or "–")


def international_route(facts: PatentFacts, _on: date) -> Reading:
    """Say whether the right came through an international application: somebody wanted many countries."""
    if facts.filing_date is None:
        return _missing("no_filing_date")
    return _known(float(facts.international), "pct" if facts.international else "direct")


def priority_delay(facts: PatentFacts, _on: date) -> Reading:
    """Measure the months from the priority to this filing, 0 for a first filing."""
    if facts.filing_date is None:
        return _missing("no_filing_date")
    start = facts.priority_date or facts.filing_date
    months = max(_years(start, facts.filing_date), 0.0) * 12
    return _known(months, "priority_delay", months=f"{months:.0f}")


def age(facts: PatentFacts, on: date) -> Reading:
    """Measure the years since filing."""
    if facts.filing_date is None:
        return _missing("no_filing_date")
    years = max(_years(facts.filing_date, on), 0.0)
    return _known(years, "age", years=f"{years:.1f}")


def _answered(facts: PatentFacts, _on: date, questionnaire: str) -> Reading:
    """Give the score of a questionnaire that was answered."""
    score = dict(facts.answers).get(questionnaire)
    if score is None:
        return _missing("not_answered")
    return _known(score, "answered", score=f"{score:.0f}")


def annual_cost(facts: PatentFacts, _on: date) -> Reading:
    """Give the next annuity in its own currency."""
    due = facts.annuity
    if due is None or due.amount_minor is None:
        return _missing("no_cost")
    money = Money(due.amount_minor, due.currency)
    return _known(float(money.amount), "cost", amount=str(money), year=due.year, day=due.due_date.isoformat())


_PLAIN: tuple[Measure, ...] = (
    remaining_life,
    legal_status,
    product_use,
    segment_fit,
    offices_covered,
    family_size,
    citations,
    backward_citations,
    claims,
    patent_scope,
    grant_lag,
    years_kept,
    co_ownership,
    annual_cost,
    npl_citations,
    citations_per_year,
    claims_per_citation,
    inventors,
    foreign_rights,
    international_route,
    priority_delay,
    age,
)
_TIES = tuple(kind for kind in EncumbranceKind if kind is not EncumbranceKind.CO_OWNER)
"""What ties the owner's hands and is counted as it is; a litigated patent is worth more (Bessen 2008), a bank found a
pledged one worth lending on. ``co_ownership`` has a measure of its own."""
_QUESTIONNAIRES = ("ipscore", "inhouse")

MEASURES: Mapping[str, Measure] = {
    **{measure.__name__: measure for measure in _PLAIN},
    **{kind.value: partial(_tied, kind=kind) for kind in _TIES},
    **{f"answers_{name}": partial(_answered, questionnaire=name) for name in _QUESTIONNAIRES},
}
"""Every indicator that a scoring model can name; a new one is one more function here and its entry in a model."""
