"""Gather from the portfolio file what triage judges a patent by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import OPEN_STATES, TERM_TASKS, Deadline
from patentdesk.portfolio.codes import DEAD, EncumbranceKind, RightType, Role, Scheme
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Classification, Encumbrance, Party, Patent
from patentdesk.services.desk import Desk
from patentdesk.services.fact_columns import fact_columns
from patentdesk.services.library import Library
from patentdesk.services.scoring_models import (
    DEFAULT_MODEL,
    answered,
    count_names,
    decision_rules,
    high_value_rule,
    model_names,
    model_of,
    models_of,
    questionnaires,
    technology_fields,
)
from patentdesk.store.file import Reader
from patentdesk.triage.cohorts import Cohort, reference
from patentdesk.triage.columns import values_of
from patentdesk.triage.facts import AnnuityDue, PatentFacts, Tie, digest
from patentdesk.triage.high_value import Flag, high_value
from patentdesk.triage.models import Indicator, ScaleKind, ScoringModel
from patentdesk.triage.recommendation import Recommendation, recommend
from patentdesk.triage.records import Consent, ConsentAct, Decision
from patentdesk.triage.scoring import Score, score
from patentdesk.triage.vetoes import Veto, vetoes

__all__ = [
    "DEFAULT_MODEL",
    "Evidence",
    "cohort_of",
    "collect",
    "decision_rules",
    "evidence",
    "high_value_rule",
    "kept_cohort",
    "model_names",
    "model_of",
    "number_of",
    "questionnaires",
    "technology_fields",
    "weigh",
]

_Row = TypeVar("_Row", Party, Classification, Encumbrance, Deadline, Consent)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known for a decision about one patent."""

    patent: Patent
    facts: PatentFacts
    facts_digest: str
    score: Score
    vetoes: tuple[Veto, ...]
    recommendation: Recommendation
    high_value: dict[Flag, bool | None]
    decisions: tuple[Decision, ...] = ()
    """Earlier decisions, the latest first."""


def cohort_of(library: Library, reader: Reader) -> Cohort:
    """Return the values of the whole portfolio that cap and percentile scales compare with, by indicator.

    They are what the indicators read: no young citations, no claims of designs, the time to grant of examined rights
    only. Every indicator that some model compares is there.
    """
    _, facts = fact_columns(library, reader)
    indicators = [one for model in models_of(library, reader).values() for one in model.indicators]
    compared = {one.id: one for one in indicators if _compares(one)}
    return {name: reference(facts.keys, values_of(one, facts)[0]) for name, one in compared.items()}


def _compares(one: Indicator) -> bool:
    return one.scale.kind in {ScaleKind.CAP, ScaleKind.PERCENTILE}


@dataclass(frozen=True, slots=True)
class _KeptCohort:
    """A cohort, the day and the journal's entry whose state it shows."""

    today: date
    operation: int
    cohort: Cohort


def kept_cohort(desk: Desk) -> Cohort:
    """Return the cohort of the whole portfolio; it is counted anew only when a patent was changed since."""
    with desk.file.reading() as reader:
        held, now = desk.kept.get("triage.cohort"), reader.latest_operation()
        if (
            isinstance(held, _KeptCohort)
            and held.today == reader.today
            and (held.operation == now or not reader.touched_since(held.operation, [Patent]))
        ):
            cohort = held.cohort
        else:
            cohort = cohort_of(desk.library, reader)
        desk.kept["triage.cohort"] = _KeptCohort(reader.today, now, cohort)
    return cohort


def weigh(
    library: Library,
    model: ScoringModel,
    patents: Sequence[Patent],
    facts: dict[int, PatentFacts],
    *,
    cohort: Cohort,
    on: date,
) -> list[Evidence]:
    """Score patents and find vetoes, advice and flags, in their order."""
    rule = high_value_rule(library)
    judged = [facts[patent.id] for patent in patents]
    weighed = []
    for patent, one, scored in zip(patents, judged, score(model, judged, on, cohort), strict=True):
        against = vetoes(one, on)
        advice = recommend(model, scored, one, against)
        weighed.append(Evidence(patent, one, digest(one), scored, against, advice, high_value(rule, one, on)))
    return weighed


@dataclass(frozen=True, slots=True)
class _Rows:
    """What belongs to the patents, by patent."""

    parties: defaultdict[int, list[Party]]
    classes: defaultdict[int, list[Classification]]
    ties: defaultdict[int, list[Encumbrance]]
    deadlines: defaultdict[int, list[Deadline]]
    answers: Mapping[int, tuple[tuple[str, float], ...]]
    consents: defaultdict[int, list[Consent]]


def collect(library: Library, reader: Reader, patents: Iterable[Patent]) -> dict[int, PatentFacts]:
    """Return the facts of patents by id."""
    chosen = list(patents)
    ids = [patent.id for patent in chosen]
    rows = _Rows(
        parties=_grouped(reader.select(Party, patent_id=ids, role=[Role.OWNER, Role.APPLICANT], order=("position",))),
        classes=_grouped(reader.select(Classification, patent_id=ids, scheme=Scheme.IPC, order=("position",))),
        ties=_grouped(reader.select(Encumbrance, patent_id=ids)),
        deadlines=_grouped(
            one for one in reader.select(Deadline, patent_id=ids) if one.state in OPEN_STATES and not one.gone
        ),
        answers=answered(library, reader, ids),
        consents=_grouped(reader.select(Consent, patent_id=ids, act=ConsentAct.GIVE_UP)),
    )
    families, fields = _families(reader, chosen), technology_fields(library)
    return {
        patent.id: replace(_facts(patent, rows, families), technology=fields.of(patent.ipc_main)) for patent in chosen
    }


def _grouped(rows: Iterable[_Row]) -> defaultdict[int, list[_Row]]:
    by_patent: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_patent[row.patent_id].append(row)
    return by_patent


def _families(reader: Reader, patents: Collection[Patent]) -> dict[int, list[Patent]]:
    """Return the members of the families concerned that the file holds, by family."""
    wanted = {patent.family_id for patent in patents if patent.family_id is not None}
    members: dict[int, list[Patent]] = {family: [] for family in wanted}
    for patent in reader.select(Patent, family_id=sorted(wanted)) if wanted else []:
        if patent.family_id is not None:
            members[patent.family_id].append(patent)
    return members


def _agreed(patent: Patent, parties: Sequence[Party], rows: _Rows) -> tuple[str, ...]:
    """Return those of the owners and co-owners who agreed to give the patent up, by the names that they have there."""
    given = {fold(one.owner) for one in rows.consents[patent.id]}
    if not given:
        return ()
    names = dict.fromkeys(one.name for one in parties)
    names |= dict.fromkeys(one.counterparty for one in rows.ties[patent.id] if one.kind is EncumbranceKind.CO_OWNER)
    ours = {one.name for one in parties if patent.member_id and one.organisation_id == patent.member_id}
    return tuple(name for name in names if name in ours or fold(name) in given)


def _facts(patent: Patent, rows: _Rows, families: dict[int, list[Patent]]) -> PatentFacts:
    parties, classes, deadlines = rows.parties[patent.id], rows.classes[patent.id], rows.deadlines[patent.id]
    members = families[patent.family_id] if patent.family_id is not None else [patent]
    living = [other for other in members if other.status not in DEAD]
    owners = [party.name for party in parties if party.role is Role.OWNER]
    applicants = [party.name for party in parties if party.role is Role.APPLICANT]
    symbols = [found.symbol for found in classes] or ([patent.ipc_main] if patent.ipc_main else [])
    return PatentFacts(
        uid=patent.uid,
        office=patent.office,
        right_type=patent.right_type,
        status=patent.status,
        priority_date=patent.priority_date,
        filing_date=patent.filing_date,
        publication_date=patent.publication_date,
        grant_date=patent.grant_date,
        term_end=_term_end(patent, deadlines),
        claims_count=patent.claims_count,
        cited_by_count=patent.cited_by_count,
        cites_count=patent.cites_count,
        npl_count=patent.npl_count,
        family_size=patent.family_size,
        family_offices=_offices(patent, living),
        family_complete=patent.family_size is None or len(members) >= patent.family_size,
        live_siblings=sum(other.id != patent.id for other in living),
        ipc_subclasses=tuple(sorted({symbol[:4] for symbol in symbols})),
        segment=patent.segment,
        product=patent.product,
        owners=tuple(dict.fromkeys(owners or applicants)),
        agreed=_agreed(patent, parties, rows),
        inventors=count_names(patent.inventors_text),
        international=patent.right_type is RightType.PCT or patent.national_entry_date is not None,
        answers=rows.answers.get(patent.id, ()),
        ties=tuple(
            Tie(kind=t.kind, counterparty=t.counterparty, start=t.start_date, end=t.end_date)
            for t in rows.ties[patent.id]
        ),
        annuity=_next_annuity(deadlines),
    )


def _offices(patent: Patent, living: list[Patent]) -> tuple[str, ...] | None:
    """Return the offices of the living family; None when no source tells of the family."""
    if patent.family_id is None and patent.family_size != 1:
        return None
    return tuple(sorted({other.office for other in living}))


def _term_end(patent: Patent, deadlines: list[Deadline]) -> date | None:
    """Return the end of the term: as a source states it, otherwise as the docket computed it."""
    computed = [
        due for found in deadlines if found.task in TERM_TASKS and (due := found.unrolled_date or found.due_date)
    ]
    return patent.expiry_date or (min(computed) if computed else None)


def _next_annuity(deadlines: list[Deadline]) -> AnnuityDue | None:
    coming = [
        AnnuityDue(
            year=d.year, due_date=d.due_date, grace_end=d.grace_end, amount_minor=d.amount_minor, currency=d.currency
        )
        for d in deadlines
        if d.year is not None and d.due_date is not None
    ]
    return min(coming, key=lambda due: (due.due_date, due.year), default=None)


def evidence(desk: Desk, patent_id: int, model: str = DEFAULT_MODEL, cohort: Cohort | None = None) -> Evidence:
    """Return everything for a decision about one patent; by default it is compared with the whole portfolio.

    Raises Refused: patent_unknown, model_unknown.
    """
    compared = kept_cohort(desk) if cohort is None else cohort
    with desk.file.reading() as reader:
        chosen = model_of(desk.library, model, reader)
        patent = reader.get(Patent, patent_id)
        if patent is None:
            raise refuse("patent_unknown", patent=patent_id)
        today, facts = desk.clock.today(), collect(desk.library, reader, [patent])
        [found] = weigh(desk.library, chosen, [patent], facts, cohort=compared, on=today)
        earlier = tuple(reader.select(Decision, patent_id=patent_id, order=("-id",)))
    return replace(found, decisions=earlier)
