"""Gather for the value handout what triage found about the patents: scores with evidence, grade, advice, decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from patentdesk.core.words import Words
from patentdesk.handouts.valuation.content import Grading, Indicator
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import DEFAULT_MODEL, Evidence, cohort_of, collect, model_of, weigh
from patentdesk.triage.records import Decision
from patentdesk.triage.telling import tell_advice, tell_reading, tell_veto


def judged(desk: Desk, patents: Sequence[Patent]) -> dict[int, tuple[tuple[Indicator, ...], Grading]]:
    """Return indicators and grading of each patent by its id, as of today, with the latest decision."""
    model = model_of(desk.library, DEFAULT_MODEL)
    with desk.file.reading() as reader:
        facts = collect(desk.library, reader, patents)
        cohort = cohort_of(desk.library, reader)
        found = weigh(desk.library, model, patents, facts, cohort=cohort, on=desk.clock.today())
        ids = [patent.id for patent in patents]
        latest = {one.patent_id: one for one in reader.select(Decision, patent_id=ids, order=("id",))}
    return {one.patent.id: (_indicators(desk, one), _grading(desk, one, latest.get(one.patent.id))) for one in found}


def _both(desk: Desk, tell: Callable[[Words], str]) -> str:
    """Return what is told in Chinese and English on two lines."""
    return "\n".join(dict.fromkeys((tell(desk.library.words("zh")), tell(desk.library.words("en")))))


def _indicators(desk: Desk, found: Evidence) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            code=part.indicator,
            points=part.points,
            weight=part.weight,
            evidence=_both(desk, lambda words, part=part: tell_reading(words, part.reading)),  # type: ignore[misc]
        )
        for part in found.score.parts
    )


def _grading(desk: Desk, found: Evidence, decision: Decision | None) -> Grading:
    advice = found.recommendation
    vetoes = [_both(desk, lambda words, veto=veto: tell_veto(words, veto)) for veto in found.vetoes]  # type: ignore[misc]
    return Grading(
        grade=found.score.grade.value,
        advice=advice.code.value if advice.code else "",
        reason=_both(desk, lambda words: tell_advice(words, advice)),
        vetoes="\n".join(vetoes),
        decision=decision.code.value if decision else "",
        decided_on=desk.clock.day_of(decision.decided_at) if decision and decision.decided_at else None,
        review_on=decision.review_on if decision else None,
    )
