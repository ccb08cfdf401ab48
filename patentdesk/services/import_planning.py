"""Read the files of an import and compare them with the portfolio, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import cast

from patentdesk.core.problems import Problem, Severity
from patentdesk.core.progress import Progress
from patentdesk.intake.aside import Spool
from patentdesk.intake.drafts import Draft
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.reading import Reading, ReadRow
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.services.import_compare import Surroundings, Target, compare, is_empty
from patentdesk.services.import_gather import Gathered
from patentdesk.services.import_known import Recogniser
from patentdesk.services.import_plan import FilePlan, ImportEntry, ImportPlan, Outcome
from patentdesk.services.import_spool import BATCH, ChangeSpool
from patentdesk.services.import_values import FieldChange
from patentdesk.services.import_write import member_ids
from patentdesk.store.file import Reader


@dataclass(slots=True)
class Planning:
    """Makes a plan: takes one reading after the other, then compares what they say."""

    reader: Reader
    words: Vocabulary
    taxonomy: SegmentTaxonomy
    progress: Progress
    office: str = ""
    """The office of numbers that do not tell theirs."""
    _files: list[FilePlan] = field(default_factory=list)
    _problems: list[Problem] = field(default_factory=list)
    _entries: list[ImportEntry | None] = field(default_factory=list)
    """None: not yet compared."""
    _gathered: Gathered = field(default_factory=Gathered)
    _refused: Spool = field(default_factory=Spool)
    _recogniser: Recogniser | None = None

    def take(self, reading: Reading, member: str) -> Reading:
        """Take the rows of a file; ``member`` brings those that name nobody. Return it as named. Raises Cancelled."""
        reading = self._with_own_name(reading)
        self._problems.extend(reading.problems)
        if not reading.format:
            return reading
        before = len(self._entries)
        for rows in _batches(reading.rows(member, self.office)):
            self._take_rows(rows)
            self.progress.report(len(self._entries) - before, reading.length, "progress.reading")
        columns = {table.sheet.name: table.names for table in reading.tables}
        self._files.append(
            FilePlan(reading.file, reading.digest, reading.format, reading.how, len(self._entries) - before,
                     reading.mapping, columns)
        )  # fmt: skip
        return reading

    def plan(self, member: str | None) -> ImportPlan:
        """Compare the rows with the portfolio and return the plan. Raises Cancelled."""
        self._gathered.groups.settle()
        members = member_ids(self.reader, self._gathered.members)
        surroundings = Surroundings(self.taxonomy, members, empty=is_empty(self.reader))
        kept = ChangeSpool()
        idle: set[int] = set()
        done = 0
        for groups in self._gathered.batches():
            targets = compare(self.reader, [group.merged for group in groups], surroundings)
            changes = kept.add([target.values if target.patent is None else target.decided for target in targets])
            for group, target, shown in zip(groups, targets, changes, strict=True):
                if not target.writes and (target.kept or not target.conflicts):
                    idle.add(group.leader)
                for place, draft in zip(group.places, group.merged.drafts, strict=True):
                    first = place == group.places[0]
                    self._entries[place] = _entry(draft, target, shown if first else (), first=first)
                done += len(group.places)
            self.progress.report(min(done, len(self._entries)), len(self._entries), "progress.comparing")
        entries = cast("tuple[ImportEntry, ...]", tuple(self._entries))
        found = Counter(entry.outcome.value for entry in entries)
        of_rows = (problem for entry in entries for problem in entry.problems)
        return ImportPlan(
            files=tuple(self._files),
            entries=entries,
            problems=(*self._problems, *of_rows),
            counts={"read": len(self._entries), **{outcome.value: found[outcome.value] for outcome in Outcome}},
            member=member,
            office=self.office,
            gathered=self._gathered,
            idle=frozenset(idle),
            refused=self._refused,
            seen=self.reader.seal(),
        )

    def _take_rows(self, rows: Sequence[ReadRow]) -> None:
        if self._recogniser is None:
            self._recogniser = Recogniser(self.reader)
        digests = [row.digest for row in rows]
        known = self._recogniser.known(digests)
        batch: list[tuple[int, Draft]] = []
        refused: list[tuple[int, dict[str, str]]] = []
        for row, digest in zip(rows, digests, strict=True):
            patent_id = known.get(digest)
            if patent_id is not None:
                self._entries.append(ImportEntry(row.source, Outcome.SAME, row.name, row.title, patent_id))
                continue
            draft = row.draft(digest)
            if draft.rejected:
                cells = dict.fromkeys(draft.columns.values(), "")
                cells.update((draft.columns.get(name, name), text) for name, text in draft.written.items())
                refused.append((len(self._entries), cells))
                entry = ImportEntry(
                    draft.source, Outcome.REJECTED, _number(draft), _title(draft), None, (), draft.problems
                )
                self._entries.append(entry)
            else:
                batch.append((len(self._entries), draft))
                self._entries.append(None)
        self._gathered.add(batch)
        if refused:
            self._refused.add(refused)

    def _with_own_name(self, reading: Reading) -> Reading:
        """Tell files of one name from different folders apart by a number."""
        names = {file.name for file in self._files}
        name, count = reading.file, 1
        while name in names:
            count += 1
            name = f"{reading.file} ({count})"
        return replace(reading, file=name)


def _batches(rows: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _number(draft: Draft) -> str:
    names = ("publication_number_text", "application_number_text", "grant_number", "external_id")
    return next((str(draft.values[name]) for name in names if draft.values.get(name)), "")


def _title(draft: Draft) -> str:
    return str(draft.values.get("title", ""))


def _entry(draft: Draft, target: Target, changes: Sequence[FieldChange], *, first: bool) -> ImportEntry:
    """Return the entry of a row; the first row of a patent tells all its changes."""
    patent_id = target.patent.id if target.patent is not None else None
    at = draft.source
    if patent_id is None and not draft.problems and not target.merged.problems:
        return ImportEntry(at, Outcome.ADDED if first else Outcome.MERGED, _number(draft), _title(draft), None, changes)
    own = tuple(problem for problem in target.merged.problems if replace(problem.source, column="") == at)
    conflicts = tuple(
        Problem("import_conflict", Severity.WARNING, replace(at, column=draft.columns.get(change.field_name, "")),
                change.field_name, {"present": str(change.before), "incoming": str(change.after)}, patent_id)
        for change in (target.changes if first else ()) if not change.taken
    )  # fmt: skip
    problems = (*draft.problems, *own, *conflicts)
    outcome = _outcome(target, first=first)
    return ImportEntry(draft.source, outcome, _number(draft), _title(draft), patent_id, changes, problems)


def _outcome(target: Target, *, first: bool) -> Outcome:
    if target.conflicts and first:
        return Outcome.CONFLICT
    if not target.writes:
        return Outcome.SAME
    if not first:
        return Outcome.MERGED
    return Outcome.ADDED if target.patent is None else Outcome.CHANGED
