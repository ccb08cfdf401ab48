"""Gather from the portfolio file what triage judges a patent by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.portfolio.codes import DEAD, RightType, Role, Scheme
from patentdesk.portfolio.records import Classification, Encumbrance, Party, Patent
from patentdesk.portfolio.technology import TechnologyFields, read_fields
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import Between, Reader
from patentdesk.triage.cohorts import Cohort, key_of, reference
from patentdesk.triage.decisions import DecisionRule, read_decisions
from patentdesk.triage.facts import AnnuityDue, PatentFacts, Tie, digest
from patentdesk.triage.high_value import Flag, HighValueRule, high_value, read_high_value
from patentdesk.triage.indicators import DAYS_PER_YEAR, MATURE_AFTER_YEARS
from patentdesk.triage.models import ScoringModel, read_model
from patentdesk.triage.questionnaires import Questionnaire, profile, read_questionnaire
from patentdesk.triage.recommendation import Recommendation, recommend
from patentdesk.triage.records import Answer, Decision, DecisionCode, OwnModel
from patentdesk.triage.scoring import Score, score
from patentdesk.triage.vetoes import Veto, vetoes

DEFAULT_MODEL = "alliance"
TERM_TASKS = frozenset({"term"})
"""Tasks of the deadlines that are the end of a right."""
_ENOUGH = 100
"""A cohort of a filing year that large never needs the wider ones."""
_COHORT_FIELDS = {
    "citations": "cited_by_count",
    "backward_citations": "cites_count",
    "claims": "claims_count",
    "family_size": "family_size",
}
"""Indicators that are a column of patents."""
_COHORT_COLUMNS = (
    *("filing_date", "publication_date", "grant_date", "right_type", "ipc_main"),
    *_COHORT_FIELDS.values(),
)
_Row = TypeVar("_Row", Party, Classification, Encumbrance, Deadline)


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


def model_names(library: Library, reader: Reader | None = None) -> list[str]:
    """Return the ids of the scoring models, those that the portfolio brings itself included, sorted."""
    return sorted(_models_of(library, reader))


def model_of(library: Library, name: str, reader: Reader | None = None) -> ScoringModel:
    """Return a scoring model of the program or, with a reader, of the portfolio. Raises Refused 'model_unknown'."""
    models = _models_of(library, reader)
    if name not in models:
        raise refuse("model_unknown", model=name, known=", ".join(sorted(models)))
    return models[name]


def decision_rules(library: Library) -> dict[DecisionCode, DecisionRule]:
    """Return what each decision code demands, in the order of the screen."""
    return library.load("triage.decisions", lambda lib: read_decisions(cast("Any", lib.json("triage/decisions.json"))))


def high_value_rule(library: Library) -> HighValueRule:
    """Return how high-value patents are told."""
    return library.load(
        "triage.high_value", lambda lib: read_high_value(cast("Any", lib.json("triage/high_value.json")))
    )


def _models_of(library: Library, reader: Reader | None) -> dict[str, ScoringModel]:
    own = [] if reader is None else reader.select(OwnModel, kind="model")
    return {**_models(library), **{one.name: read_model(one.content) for one in own}}


def _models(library: Library) -> dict[str, ScoringModel]:
    return library.load("triage.models", _read_models)


def _read_models(library: Library) -> dict[str, ScoringModel]:
    found = [read_model(cast("Any", library.json(name))) for name in library.names("triage/models", ".json")]
    return {model.id: model for model in found}


def number_of(patent: Patent) -> str:
    """Return the number that people call a patent by."""
    return (
        patent.publication_number_text
        or patent.application_number_text
        or patent.publication_number
        or patent.application_number
        or str(patent.id)
    )


def technology_fields(library: Library) -> TechnologyFields:
    """Return how the technology field of a patent is told."""
    return library.load("technology fields", lambda lib: read_fields(lib.rows("taxonomy/wipo_fields.csv")))


def cohort_of(library: Library, reader: Reader, year: int | None = None) -> Cohort:
    """Return the values of the portfolio that cap and percentile scales compare with, of one filing year or of all.

    They are what the indicators would read: no young citations, no claims of designs, the time to grant of examined
    rights only.
    """
    fields = technology_fields(library)
    wanted = {} if year is None else {"filing_date": Between(date(year, 1, 1), date(year, 12, 31))}
    columns = reader.fields(Patent, _COHORT_COLUMNS, **wanted)
    filed, rights = columns["filing_date"], columns["right_type"]
    keys = np.fromiter(
        (key_of(day, fields.of(symbol)) for day, symbol in zip(filed, columns["ipc_main"], strict=True)),
        np.int32,
        len(filed),
    )
    published, granted = _days(columns["publication_date"]), _days(columns["grant_date"])
    invention = np.array([right is RightType.INVENTION for right in rights], dtype=bool)
    design = np.array([right is RightType.DESIGN for right in rights], dtype=bool)
    age = reader.today.toordinal() - np.where(np.isnan(published), _days(filed), published)
    lag = np.maximum(granted - _days(filed), 0.0) / DAYS_PER_YEAR
    values = {name: np.array(columns[field], dtype=np.float64) for name, field in _COHORT_FIELDS.items()}
    values["citations"][~(age / DAYS_PER_YEAR >= MATURE_AFTER_YEARS)] = np.nan
    values["claims"][design] = np.nan
    values["grant_lag"] = np.where(invention, lag, np.nan)
    return {name: reference(keys, column) for name, column in values.items()}


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


def _days(dates: Sequence[date | None]) -> NDArray[np.float64]:
    """Return dates as numbers of days, NaN where there is none."""
    return np.fromiter((np.nan if day is None else day.toordinal() for day in dates), np.float64, len(dates))


def _cohort_for(library: Library, reader: Reader, patent: Patent) -> Cohort:
    """Return a cohort that serves one patent: its filing year where that holds enough to compare with, else all."""
    if patent.filing_date is not None:
        found = cohort_of(library, reader, patent.filing_date.year)
        key = key_of(patent.filing_date, technology_fields(library).of(patent.ipc_main))
        if all(known[key].size >= _ENOUGH for known in found.values() if key in known):
            return found
    return cohort_of(library, reader)


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


def collect(library: Library, reader: Reader, patents: Iterable[Patent]) -> dict[int, PatentFacts]:
    """Return the facts of patents by id."""
    chosen = list(patents)
    ids = [patent.id for patent in chosen]
    rows = _Rows(
        parties=_grouped(reader.select(Party, patent_id=ids, role=[Role.OWNER, Role.APPLICANT], order=("position",))),
        classes=_grouped(reader.select(Classification, patent_id=ids, scheme=Scheme.IPC, order=("position",))),
        ties=_grouped(reader.select(Encumbrance, patent_id=ids)),
        deadlines=_grouped(reader.select(Deadline, patent_id=ids, state=list(OPEN_STATES), gone=False)),
        answers=answered(library, reader, ids),
    )
    families, fields = _families(reader, chosen), technology_fields(library)
    return {
        patent.id: replace(_facts(patent, rows, families), technology=fields.of(patent.ipc_main)) for patent in chosen
    }


def answered(
    library: Library, reader: Reader, ids: Sequence[int] | None = None
) -> dict[int, tuple[tuple[str, float], ...]]:
    """Return the score of each answered questionnaire under its first scenario, by patent; of all without ``ids``."""
    given: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    wanted: dict[str, Any] = {} if ids is None else {"patent_id": list(ids)}
    for one in reader.select(Answer, **wanted):
        given[one.patent_id, one.questionnaire][one.question] = one.value
    found: defaultdict[int, list[tuple[str, float]]] = defaultdict(list)
    known = questionnaires(library, reader) if given else {}
    for (patent_id, name), values in sorted(given.items()):
        asked = known.get(name)
        if asked is not None:
            kept = {question: value for question, value in values.items() if question in asked.questions}
            score = profile(asked, kept, next(iter(asked.scenarios))).score
            found[patent_id] += [] if score is None else [(name, round(score, 6))]
    return {patent_id: tuple(pairs) for patent_id, pairs in found.items()}


def questionnaires(library: Library, reader: Reader | None = None) -> Mapping[str, Questionnaire]:
    """Return the questionnaires by id, those that the portfolio brings itself included."""
    own = [] if reader is None else reader.select(OwnModel, kind="questionnaire")
    shipped = library.load("questionnaires", _read_questionnaires)
    return {**shipped, **{one.name: read_questionnaire(one.content) for one in own}}


def _read_questionnaires(library: Library) -> Mapping[str, Questionnaire]:
    names = library.names("triage/questionnaires", ".json")
    return {one.id: one for one in (read_questionnaire(cast("Any", library.json(name))) for name in names)}


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
        inventors=count_names(patent.inventors_text),
        international=patent.right_type is RightType.PCT or patent.national_entry_date is not None,
        answers=rows.answers.get(patent.id, ()),
        ties=tuple(
            Tie(kind=t.kind, counterparty=t.counterparty, start=t.start_date, end=t.end_date)
            for t in rows.ties[patent.id]
        ),
        annuity=_next_annuity(deadlines),
    )


def count_names(text: str) -> int | None:
    """Return how many names stand in a line of names with ' | ' between them; None for none."""
    return text.count(" | ") + 1 if text.strip() else None


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
    """Return everything for a decision about one patent; pass a ``cohort`` to save counting it each time.

    Raises Refused: patent_unknown, model_unknown.
    """
    with desk.file.reading() as reader:
        chosen = model_of(desk.library, model, reader)
        patent = reader.get(Patent, patent_id)
        if patent is None:
            raise refuse("patent_unknown", patent=patent_id)
        compared = _cohort_for(desk.library, reader, patent) if cohort is None else cohort
        today, facts = desk.clock.today(), collect(desk.library, reader, [patent])
        [found] = weigh(desk.library, chosen, [patent], facts, cohort=compared, on=today)
        earlier = tuple(reader.select(Decision, patent_id=patent_id, order=("-id",)))
    return replace(found, decisions=earlier)
