"""Send a review out as a workbook and take the filled workbook back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.core.words import Language, Words
from patentdesk.handouts.review import FilledRow, SheetRow, read_review_sheet, write_review_sheet
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import Evidence, cohort_of, collect, model_of, number_of, weigh
from patentdesk.services.library import Library
from patentdesk.services.reviewing import Choice, ReviewLine, faults, lines_of, record, review_of
from patentdesk.store.file import Reader
from patentdesk.triage.facts import PatentFacts, digest
from patentdesk.triage.records import Decision, Review
from patentdesk.triage.telling import tell_advice, tell_veto


@dataclass(frozen=True, slots=True)
class SheetChange:
    """One row of a filled sheet that would change something; ``before`` is the decision in force."""

    patent: Patent
    row: int
    choice: Choice
    facts_digest: str
    before: Decision | None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What taking a filled sheet would do: the changes, rows that say what stands already, and rows not taken."""

    path: Path
    review: Review
    changes: tuple[SheetChange, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def write_sheet(desk: Desk, review_id: int, path: Path, language: Language = "zh") -> int:
    """Write the review to a workbook with the facts of today; return how many patents it holds.

    Raises Refused: review_unknown, model_unknown, export_failed, folder_missing.
    """
    words = desk.library.words(language)
    with desk.file.reading() as reader:
        review = review_of(reader, review_id)
        model = model_of(desk.library, review.model)
        lines = lines_of(reader, review_id)
        patents = [line.patent for line in lines]
        found = weigh(
            desk.library,
            model,
            patents,
            collect(desk.library, reader, patents),
            cohort=cohort_of(desk.library, reader),
            on=desk.clock.today(),
        )
    rows = [_row(line, evidence, words) for line, evidence in zip(lines, found, strict=True)]
    named = words.code("model", review.model)
    return write_review_sheet(
        path, review_uid=review.uid, name=review.name, model=named, day=desk.clock.today(), rows=rows, words=words
    )


def _row(line: ReviewLine, found: Evidence, words: Words) -> SheetRow:
    patent, advice, decision = line.patent, found.recommendation, line.decision
    annuity = found.facts.annuity
    cost: Decimal | None = None
    if annuity is not None and annuity.amount_minor is not None:
        cost = Money(annuity.amount_minor, annuity.currency).amount
    row = SheetRow(
        uid=patent.uid,
        digest=found.facts_digest,
        number=number_of(patent),
        title=patent.title,
        owners=", ".join(found.facts.owners),
        office=patent.office,
        status=words.code("status", patent.status.value),
        segment=words.code("segment", patent.segment.value) if patent.segment else "",
        due=annuity.due_date if annuity else None,
        cost=cost,
        currency=annuity.currency if annuity else "",
        score=found.score.value,
        coverage=found.score.coverage,
        grade=found.score.grade.value if len(found.score.grade.value) == 1 else "",
        vetoes="\n".join(tell_veto(words, veto) for veto in found.vetoes),
        recommendation=words(
            "review_sheet.advice", code=advice.code.value, name=words.code("decision", advice.code.value)
        )
        if advice.code
        else "",
        why=tell_advice(words, advice),
    )
    if decision is None:
        return row
    return replace(
        row,
        decision=decision.code.value,
        reason=decision.reason,
        conditions=decision.conditions,
        review_on=decision.review_on,
    )


def read_sheet(desk: Desk, path: Path) -> SheetReading:
    """Read a filled sheet and compare it with the review; nothing is changed yet.

    Problems, besides those of ``read_review_sheet``: review_row_unknown, review_row_twice, review_row_stale,
    review_row_cleared (a note), and those of a decision. Raises Refused: review_sheet_unreadable,
    review_sheet_foreign, review_sheet_other_review.
    """
    filled = read_review_sheet(path)
    with desk.file.reading() as reader:
        found = reader.select(Review, uid=filled.review_uid)
        if not found:
            raise refuse("review_sheet_other_review")
        lines = {line.patent.uid: line for line in lines_of(reader, found[0].id)}
        facts = collect(desk.library, reader, [line.patent for line in lines.values()])
    changes: list[SheetChange] = []
    problems = list(filled.problems)
    seen: set[str] = set()
    unchanged = 0
    for row in filled.rows:
        fault = _misplaced(row, lines, seen)
        seen.add(row.uid)
        if fault is not None:
            problems.append(fault)
            continue
        line = lines[row.uid]
        if _same(row, line.decision):
            unchanged += 1
            continue
        faulty = _row_faults(desk, row, line, facts[line.patent.id])
        problems.extend(faulty)
        if row.code is not None and not faulty:
            choice = Choice(row.code, row.reason, row.conditions, row.review_on)
            changes.append(SheetChange(line.patent, row.source.row or 0, choice, row.digest, line.decision))
    return SheetReading(path, found[0], tuple(changes), unchanged, tuple(problems))


def _misplaced(row: FilledRow, lines: dict[str, ReviewLine], seen: set[str]) -> Problem | None:
    if row.uid not in lines:
        return Problem("review_row_unknown", source=row.source)
    if row.uid in seen:
        return Problem("review_row_twice", source=row.source, patent_id=lines[row.uid].patent.id)
    return None


def _same(row: FilledRow, decision: Decision | None) -> bool:
    """Tell whether a row says what stands already; a row left blank says nothing about a patent without a decision."""
    if decision is None:
        return row.code is None
    stands = (decision.code, decision.reason, decision.conditions, decision.review_on)
    return stands == (row.code, row.reason, row.conditions, row.review_on)


def _row_faults(desk: Desk, row: FilledRow, line: ReviewLine, facts: PatentFacts) -> list[Problem]:
    number = {"number": number_of(line.patent)}
    if row.code is None:
        return [Problem("review_row_cleared", Severity.NOTE, row.source, args=number, patent_id=line.patent.id)]
    if row.digest != digest(facts):
        return [Problem("review_row_stale", source=row.source, args=number, patent_id=line.patent.id)]
    choice = Choice(row.code, row.reason, row.conditions, row.review_on)
    return [
        replace(problem, source=row.source, patent_id=line.patent.id)
        for problem in faults(desk, line.patent, facts, choice)
    ]


def apply_sheet(desk: Desk, reading: SheetReading) -> Changes:
    """Take all changes of a filled sheet as one step; nothing is taken when a patent's facts moved since it was read.

    Raises Refused: decision_stale, and what ``decide`` refuses.
    """
    ids = tuple(change.patent.id for change in reading.changes)
    if not ids:
        return Changes()
    with desk.file.operation("apply_review_sheet", file=reading.path.name, n=len(ids)) as work:
        _refuse_stale(desk.library, work, reading)
        record(desk, work, {change.patent.id: change.choice for change in reading.changes}, reading.review.id)
    return Changes(frozenset({Kind.DECISIONS}), ids)


def _refuse_stale(library: Library, reader: Reader, reading: SheetReading) -> None:
    patents = reader.select(Patent, id=[change.patent.id for change in reading.changes])
    facts = collect(library, reader, patents)
    for change in reading.changes:
        if change.patent.id not in facts or digest(facts[change.patent.id]) != change.facts_digest:
            raise refuse("decision_stale", number=number_of(change.patent))
