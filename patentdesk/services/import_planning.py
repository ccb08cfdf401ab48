"""Take what the files of an import say and compare it with the portfolio, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from patentdesk.core.problems import Problem, Severity
from patentdesk.core.progress import Progress
from patentdesk.intake.batches import Batch
from patentdesk.intake.delivery import HeaderRow, ListedFile
from patentdesk.intake.drafts import Draft
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.services.import_compare import Surroundings, Target, compare
from patentdesk.services.import_contested import contested
from patentdesk.services.import_entries import OUTCOMES, Entries, Outcome
from patentdesk.services.import_find import Finder
from patentdesk.services.import_gather import Gathered, Group
from patentdesk.services.import_known import Recogniser
from patentdesk.services.import_plan import FilePlan, ImportPlan
from patentdesk.services.import_values import FieldChange
from patentdesk.services.import_write import member_ids
from patentdesk.services.preview_cells import Preview
from patentdesk.store.file import Reader


@dataclass(slots=True)
class Planning:
    """Makes a plan: takes the rows of one file after the other, then compares what they say.

    A row of which the portfolio holds nothing, and that no other row speaks with, is new: nothing of it is looked at.
    """

    reader: Reader
    taxonomy: SegmentTaxonomy
    progress: Progress
    shown: Preview | None = None
    """Takes the cells as they are written."""
    left_out: Collection[int] = ()
    """Patents of which no row may be recognised."""
    torn: set[int] = field(default_factory=set)
    """Patents of which some rows were recognised and others were compared: they must be compared together."""
    recogniser: Recogniser = field(init=False)
    files: list[ListedFile] = field(default_factory=list)
    """Those that can be used."""
    _problems: list[Problem] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    """Name of a file → its rows."""
    _gathered: Gathered = field(default_factory=Gathered)
    _finder: Finder = field(init=False)
    _entries: Entries = field(init=False)
    _met: set[int] = field(default_factory=set)
    """Numbers among the groups of rows that speak of a patent which is there."""
    _recognised: set[int] = field(default_factory=set)
    _contested: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Place of a row → its publication that another application claims, and this application."""

    def __post_init__(self) -> None:
        self.recogniser = Recogniser(self.reader, self.left_out)
        self._finder = Finder(self.reader)
        self._entries = Entries(self._gathered, self.taxonomy)

    # What the files say: an intake.delivery.Receiver

    def open(self, _name: str, place: int, count: int) -> None:
        """Tell that a file is opened. Raises Cancelled."""
        self.progress.report(place, count, "progress.opening")

    def report(self, done: int, total: int, phrase: str) -> None:
        """Tell a step. Raises Cancelled."""
        self.progress.report(done, total, phrase)

    def begin(self, file: ListedFile) -> None:
        """Take a file."""
        self._problems.extend(file.problems)
        if file.format:
            self.files.append(file)
            if self.shown is not None:
                self.shown.begin(file)

    def know(self, digests: Sequence[int]) -> Mapping[int, int]:
        """Return digest → patent of rows that say what the portfolio holds."""
        return self.recogniser.known(digests)

    def take(self, batch: Batch) -> None:
        """Take rows of the file that began last."""
        name = self.files[-1].name
        start = len(self._gathered)
        self._counts[name] += len(batch.numbers)
        met = self._finder.met(batch.keys)
        told = [[*own, ("patent", "", str(one))] if one else own for own, one in zip(batch.keys, met, strict=True)]
        numbers = self._gathered.add(name, batch._replace(keys=told))
        self._met.update(number for number, one in zip(numbers, met, strict=True) if one is not None)
        for place, own in enumerate(batch.keys, start):
            if own and (claim := contested(own, self._finder.published, self._gathered.groups)) is not None:
                self._contested[place] = claim
        self._entries.problems.update((start + place, told) for place, told in batch.problems.items())
        outcomes = [Outcome.ADDED if keys else Outcome.REJECTED for keys in batch.keys]
        for place in batch.known:
            outcomes[place] = Outcome.SAME
        self._entries.expect(outcomes, batch.known)
        self._recognised.update(batch.known.values())

    def show(self, table: int, packed: bytes) -> None:
        """Take rows as they are written, to be shown."""
        if self.shown is not None:
            self.shown.add(table, packed)

    def suggest(self, headers: HeaderRow) -> None:
        """Take a row that may be one of headers."""
        if self.shown is not None:
            self.shown.unknown.append(headers)

    # What they say together

    def plan(self, office: str = "") -> ImportPlan:
        """Compare the rows with the portfolio and return the plan. Raises Cancelled."""
        groups, entries = self._gathered.groups, self._entries
        groups.settle()
        met = {groups.lead(number) for number in self._met}
        several = groups.sizes()
        members = member_ids(self.reader, self._gathered.members)
        surroundings = Surroundings(self.taxonomy, members, self._finder)
        idle: set[int] = set()
        adds: Counter[str] = Counter()
        done = 0
        for batch in self._gathered.batches(lambda leader: leader in met or leader in several):
            pairs = list(zip(batch, compare([one.merged for one in batch], surroundings), strict=True))
            for group, target in pairs:
                if not target.writes and (target.kept or not target.conflicts):
                    idle.add(group.leader)
                if target.patent is not None and target.patent.id in self._recognised:
                    self.torn.add(target.patent.id)
                if target.writes:
                    adds.update(target.adds)
                _decide(group, target, entries)
            happens = ((group.places[0], target.changes) for group, target in pairs)
            entries.keep_changes({place: changes for place, changes in happens if changes})
            done += sum(len(group.places) for group in batch)
            self.progress.report(min(done, len(entries)), len(entries), "progress.comparing")
        for place, (number, other) in self._contested.items():
            told = {"text": number, "other": other}
            at = self._gathered.source(place)
            doubt = Problem("publication_of_another", Severity.WARNING, at, "publication_number", told)
            entries.problems[place] = (*entries.problems.get(place, ()), doubt)
        counts = Counter(entries.outcomes)
        return ImportPlan(
            files=tuple(self._planned(file) for file in self.files),
            entries=entries,
            problems=(*self._problems, *(one for _, told in sorted(entries.problems.items()) for one in told)),
            counts={"read": len(entries), **{one.value: counts[number] for number, one in enumerate(OUTCOMES)}},
            office=office,
            gathered=self._gathered,
            idle=frozenset(idle),
            adds=dict(sorted(adds.items())),
            seen=self.reader.seal(),
        )

    def _planned(self, file: ListedFile) -> FilePlan:
        columns = {table.sheet: table.names for table in file.tables if table.sheet is not None}
        whose = {table.sheet or "": table.whose for table in file.tables}
        count = self._counts[file.name]
        return FilePlan(file.name, file.digest, file.format, file.how, count, file.mapping, columns, whose)


def _decide(group: Group, target: Target, entries: Entries) -> None:
    """Say what becomes of the rows of a patent; the first of them tells all its changes."""
    patent_id = target.patent.id if target.patent is not None else None
    told = target.merged.problems
    for place, draft in zip(group.places, group.merged.drafts, strict=True):
        first = place == group.places[0]
        own = tuple(problem for problem in told if replace(problem.source, column="") == draft.source)
        conflicts = _conflicts(draft, target.decided, patent_id) if first else ()
        entries.decide(place, _outcome(target, first=first), patent_id, (*draft.problems, *own, *conflicts))


def _conflicts(draft: Draft, changes: Sequence[FieldChange], patent_id: int | None) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "import_conflict",
            Severity.WARNING,
            replace(draft.source, column=draft.columns.get(change.field_name, "")),
            change.field_name,
            {"present": "" if change.before is None else str(change.before), "incoming": str(change.after)},
            patent_id,
        )
        for change in changes
        if not change.taken
    )


def _outcome(target: Target, *, first: bool) -> Outcome:
    if target.conflicts and first:
        return Outcome.CONFLICT
    if not target.writes:
        return Outcome.SAME
    if not first:
        return Outcome.MERGED
    return Outcome.ADDED if target.patent is None else Outcome.CHANGED
