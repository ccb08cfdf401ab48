"""Send a review out as a workbook and take the filled workbook back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from patentdesk.core.filenames import legible
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity, Source, refuse
from patentdesk.core.words import Language, Words
from patentdesk.handouts.review import SheetRow, write_review_sheet
from patentdesk.handouts.reviewback import FilledRow, FilledSheet, read_review_sheet
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import Evidence, collect, kept_cohort, model_of, number_of, weigh
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
    """What taking filled sheets would do: the changes, rows that say what stands already, and rows not taken.

    Every row of every sheet is in ``account``: taken, the same, or refused with a problem; rows that were written and
    did not come back are missing, and told by a note each.
    """

    paths: tuple[Path, ...]
    review: Review
    changes: tuple[SheetChange, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    rows: int = 0
    missing: int = 0

    @property
    def account(self) -> dict[str, int]:
        """Where the rows went: rows = taken + same + refused; missing ones are not on the sheets."""
        taken = len(self.changes)
        refused = self.rows - taken - self.unchanged
        return {"rows": self.rows, "taken": taken, "same": self.unchanged, "refused": refused, "missing": self.missing}


def write_sheet(
    desk: Desk, review_id: int, path: Path, language: Language = "zh", *, assignee: str | None = None
) -> int:
    """Write the review, or one person's share of it, with the facts of today; return how many patents it holds.

    Raises Refused: review_unknown, model_unknown, sheet_nobody (nothing is assigned to that person), export_failed,
    folder_missing.
    """
    words, cohort = desk.library.words(language), kept_cohort(desk)
    with desk.file.reading() as reader:
        review = review_of(reader, review_id)
        model = model_of(desk.library, review.model, reader)
        lines = [one for one in lines_of(reader, review_id) if assignee is None or one.item.assignee == assignee]
        if not lines:
            raise refuse("sheet_nobody", name=assignee or "")
        patents = [line.patent for line in lines]
        found = weigh(
            desk.library,
            model,
            patents,
            collect(desk.library, reader, patents),
            cohort=cohort,
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
        stood=_stands(decision),
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


def read_sheets(desk: Desk, paths: Sequence[Path]) -> SheetReading:
    """Read the filled sheets of one review and compare them with it; nothing is changed yet.

    Where two sheets disagree about a patent, neither is taken. Nor is a row about a patent that somebody decided
    otherwise since the sheet was written. Problems, besides those of ``read_review_sheet``: review_row_unknown,
    review_row_twice, review_row_stale, review_row_overtaken, review_rows_disagree, those of a decision, and as notes
    review_row_cleared, review_row_missing, review_columns_added.
    Raises Refused: review_sheet_unreadable, review_sheet_foreign, review_sheet_other_review, review_sheets_mixed.
    """
    sheets = [read_review_sheet(path) for path in paths]
    if len({one.review_uid for one in sheets}) > 1:
        raise refuse("review_sheets_mixed", files=", ".join(legible(path.name) for path in paths))
    with desk.file.reading() as reader:
        found = reader.select(Review, uid=sheets[0].review_uid)
        if not found:
            raise refuse("review_sheet_other_review")
        lines = {line.patent.uid: line for line in lines_of(reader, found[0].id)}
        facts = collect(desk.library, reader, [line.patent for line in lines.values()])
    comparison = _Comparison(desk, lines, facts)
    for path, sheet in zip(paths, sheets, strict=True):
        comparison.take(path, sheet)
    changes = comparison.settled()
    return SheetReading(
        tuple(paths),
        found[0],
        tuple(changes),
        comparison.unchanged,
        tuple(comparison.problems),
        sum(sheet.count for sheet in sheets),
        comparison.missing,
    )


@dataclass(slots=True)
class _Comparison:
    """Holds sheets against a review, one after the other."""

    desk: Desk
    lines: Mapping[str, ReviewLine]
    facts: Mapping[int, PatentFacts]
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    missing: int = 0
    _wanted: dict[str, list[tuple[FilledRow, SheetChange]]] = field(default_factory=dict)

    def take(self, path: Path, sheet: FilledSheet) -> None:
        """Compare the rows of one sheet."""
        self.problems.extend(sheet.problems)
        seen: set[str] = set()
        for row in sheet.rows:
            fault = self._misplaced(row, seen)
            seen.add(row.uid)
            if fault is not None:
                self.problems.append(fault)
            else:
                self._compare(row, self.lines[row.uid])
        if sheet.added:
            names = ", ".join(sheet.added)
            note = Problem("review_columns_added", Severity.NOTE, Source(legible(path.name)), args={"columns": names})
            self.problems.append(note)
        self._note_missing(path, sheet, seen)

    def settled(self) -> list[SheetChange]:
        """Return the changes on which all sheets agree; the others become problems."""
        agreed = []
        for wanted in self._wanted.values():
            first, *others = wanted
            if all(change.choice == first[1].choice for _, change in others):
                agreed.append(first[1])
                self.unchanged += len(others)
            else:
                self.problems.extend(_disagree(row, change, wanted) for row, change in wanted)
        return agreed

    def _compare(self, row: FilledRow, line: ReviewLine) -> None:
        said = Choice(row.code, row.reason, row.conditions, row.review_on) if row.code is not None else None
        stands = _stands(line.decision)
        if _written(said) == stands or (row.stood is not None and _written(said) == row.stood):
            self.unchanged += 1
            return
        number = {"number": number_of(line.patent)}
        if said is None:
            code, severity = "review_row_cleared", Severity.NOTE
            self.problems.append(Problem(code, severity, row.source, args=number, patent_id=line.patent.id))
        elif row.digest != digest(self.facts[line.patent.id]):
            self.problems.append(Problem("review_row_stale", source=row.source, args=number, patent_id=line.patent.id))
        elif row.stood is not None and row.stood != stands and line.decision is not None:
            self.problems.append(_overtaken(row, line.decision, number, line.patent.id))
        else:
            faulty = faults(self.desk, line.patent, self.facts[line.patent.id], said)
            self.problems.extend(replace(one, source=row.source, patent_id=line.patent.id) for one in faulty)
            if not faulty:
                change = SheetChange(line.patent, row.source.row or 0, said, row.digest, line.decision)
                self._wanted.setdefault(row.uid, []).append((row, change))

    def _misplaced(self, row: FilledRow, seen: Collection[str]) -> Problem | None:
        if row.uid not in self.lines:
            return Problem("review_row_unknown", source=row.source)
        if row.uid in seen:
            return Problem("review_row_twice", source=row.source, patent_id=self.lines[row.uid].patent.id)
        return None

    def _note_missing(self, path: Path, sheet: FilledSheet, seen: Collection[str]) -> None:
        for uid in sheet.written:
            if uid in self.lines and uid not in seen and uid not in sheet.faulty:
                self.missing += 1
                patent = self.lines[uid].patent
                args = {"number": number_of(patent)}
                note = Problem(
                    "review_row_missing", Severity.NOTE, Source(legible(path.name)), args=args, patent_id=patent.id
                )
                self.problems.append(note)


def _stands(decision: Decision | None) -> str:
    """Return a digest of what is decided; '' for nothing."""
    if decision is None:
        return ""
    return _written(Choice(decision.code, decision.reason, decision.conditions, decision.review_on))


def _written(choice: Choice | None) -> str:
    if choice is None:
        return ""
    day = choice.review_on.isoformat() if choice.review_on else ""
    text = "\n".join((choice.code.value, choice.reason.strip(), choice.conditions.strip(), day))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _overtaken(row: FilledRow, decision: Decision, number: Mapping[str, str], patent_id: int) -> Problem:
    said = row.code.value if row.code is not None else ""
    args = {**number, "decision": said, "stands": decision.code.value, "by": decision.decided_by}
    return Problem("review_row_overtaken", source=row.source, args=args, patent_id=patent_id)


def _disagree(row: FilledRow, change: SheetChange, wanted: Sequence[tuple[FilledRow, SheetChange]]) -> Problem:
    others = [
        f"{other.source.file} {other.source.row}: {told.choice.code.value}"
        for other, told in wanted
        if other is not row
    ]
    args = {
        "number": number_of(change.patent),
        "decision": change.choice.code.value,
        "others": ", ".join(others),
    }
    return Problem("review_rows_disagree", source=row.source, args=args, patent_id=change.patent.id)


def apply_sheet(desk: Desk, reading: SheetReading) -> Changes:
    """Take all changes of a filled sheet as one step; nothing is taken when a patent's facts moved since it was read.

    Raises Refused: decision_stale, and what ``decide`` refuses.
    """
    ids = tuple(change.patent.id for change in reading.changes)
    if not ids:
        return Changes()
    with desk.file.operation(
        "apply_review_sheet", file=", ".join(legible(path.name) for path in reading.paths), n=len(ids)
    ) as work:
        _refuse_stale(desk.library, work, reading)
        record(desk, work, {change.patent.id: change.choice for change in reading.changes}, reading.review.id)
    return Changes.of([Kind.DECISIONS], ids)


def _refuse_stale(library: Library, reader: Reader, reading: SheetReading) -> None:
    patents = reader.select(Patent, id=[change.patent.id for change in reading.changes])
    facts = collect(library, reader, patents)
    for change in reading.changes:
        if change.patent.id not in facts or digest(facts[change.patent.id]) != change.facts_digest:
            raise refuse("decision_stale", number=number_of(change.patent))
