"""Keep the answers to questionnaires and show what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from patentdesk.core.identifiers import new_uid
from patentdesk.core.problems import refuse
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import questionnaires
from patentdesk.services.library import Library
from patentdesk.services.presence import first_missing
from patentdesk.store.file import Reader, Work
from patentdesk.triage.questionnaires import Profile, Questionnaire, profile
from patentdesk.triage.records import Answer

__all__ = ["Profile", "Questionnaire", "answer", "answers", "profile_of", "questionnaires"]


def _questionnaire(library: Library, reader: Reader, name: str) -> Questionnaire:
    known = questionnaires(library, reader)
    if name not in known:
        raise refuse("questionnaire_unknown", questionnaire=name, known=", ".join(known))
    return known[name]


def answer(
    desk: Desk,
    patent_ids: Sequence[int],
    questionnaire: str,
    values: Mapping[str, float | None],
    reason: str = "",
) -> Changes:
    """Store answers by question about some patents, the same for all; None takes an answer back. All or none.

    Raises Refused: questionnaire_unknown, question_unknown, answer_out_of_range, patent_unknown.
    """
    with desk.file.reading() as reader:
        asked = _questionnaire(desk.library, reader, questionnaire)
    for question, value in values.items():
        if question not in asked.questions:
            raise refuse("question_unknown", question=question, questionnaire=questionnaire)
        if value is not None and not asked.lowest <= value <= asked.highest:
            ends = {"lowest": f"{asked.lowest:g}", "highest": f"{asked.highest:g}"}
            raise refuse("answer_out_of_range", question=question, value=f"{value:g}", **ends)
    with desk.file.operation("answer", questionnaire=questionnaire, n=len(patent_ids)) as work:
        if (gone := first_missing(work, Patent, patent_ids)) is not None:
            raise refuse("patent_unknown", patent=gone)
        blank = Answer(questionnaire=questionnaire, reason=reason.strip(), answered_by=desk.user)
        for question, value in values.items():
            said = replace(blank, question=question, value=float(value or 0), answered_at=desk.clock.now())
            if value is None:
                work.remove(Answer, list(_held(work, patent_ids, said).values()))
            else:
                _store(work, patent_ids, said)
    return Changes.of([Kind.REVIEWS], patent_ids)


def _store(work: Work, patent_ids: Sequence[int], said: Answer) -> None:
    held = _held(work, patent_ids, said)
    values = {name: getattr(said, name) for name in ("value", "reason", "answered_by", "answered_at")}
    work.change_many(Answer, list(held.values()), **values)
    new = [patent_id for patent_id in dict.fromkeys(patent_ids) if patent_id not in held]
    work.add_all(replace(said, patent_id=patent_id, uid=new_uid()) for patent_id in new)


def _held(work: Work, patent_ids: Sequence[int], about: Answer) -> dict[int, int]:
    """Return the stored answers to the same question, by patent."""
    found = work.select(Answer, patent_id=list(patent_ids), questionnaire=about.questionnaire, question=about.question)
    return {one.patent_id: one.id for one in found}


def answers(desk: Desk, patent_id: int, questionnaire: str) -> dict[str, Answer]:
    """Return the answers about a patent by question."""
    with desk.file.reading() as reader:
        found = reader.select(Answer, patent_id=patent_id, questionnaire=questionnaire)
    return {one.question: one for one in found}


def profile_of(desk: Desk, patent_id: int, questionnaire: str, scenario: str = "") -> Profile:
    """Return what the answers about a patent say; by default under the questionnaire's first scenario.

    Raises Refused: questionnaire_unknown, scenario_unknown.
    """
    with desk.file.reading() as reader:
        asked = _questionnaire(desk.library, reader, questionnaire)
    chosen = scenario or next(iter(asked.scenarios))
    if chosen not in asked.scenarios:
        known = ", ".join(asked.scenarios)
        raise refuse("scenario_unknown", questionnaire=questionnaire, scenario=scenario, known=known)
    values = {question: one.value for question, one in answers(desk, patent_id, questionnaire).items()}
    return profile(asked, {name: value for name, value in values.items() if name in asked.questions}, chosen)
