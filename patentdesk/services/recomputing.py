"""Compare the computed docket with the stored one, and store the difference without losing what people entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.fees import FeeSchedules
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.records import Event, Family, Patent, Priority
from patentdesk.services import law, phases
from patentdesk.services.desk import Desk
from patentdesk.services.docket_facts import countries, docket_facts
from patentdesk.services.pricing import annuity_fee
from patentdesk.store.file import Reader, Work

_PAGE = 2_000
_NAMED = 10_000
"""So many entries of a difference are named; beyond that only counted."""
_MEMORY = "docket"
_FACTS = (Patent, Event, Deadline, Priority, Family)
"""Records of which a change may change the docket of their patent."""
DOCKETED = frozenset(
    {"office", "right_type", "status", "paid_through_year", "member_id", "claims_count", "reduction",
     "application_number", "application_number_text", *FACT_FIELDS.values()}
)  # fmt: skip
"""Fields of a patent from which its docket, with the fees, follows."""


@dataclass(frozen=True, slots=True)
class DifferenceItem:
    """One deadline that is not as it was: its dates before and after, and why (words ``difference.<reason>``)."""

    patent_id: int
    rule_id: str
    occurrence: str
    task: str
    before: date | None
    after: date | None
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """What a docket follows from beside the facts of its patent."""

    today: date
    book: Rulebook
    calendars: Calendars
    countries: Mapping[int, str]

    def __eq__(self, other: object) -> bool:
        """Tell whether the same docket follows; law is the same only when it is the very same object."""
        if not isinstance(other, _Basis):
            return NotImplemented
        same_law = self.book is other.book and self.calendars is other.calendars
        return same_law and self.today == other.today and self.countries == other.countries

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the last comparison of all patents was made from, up to which entry of the journal, and its problems."""

    basis: _Basis
    operation: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class DocketDifference:
    """What a recomputation found against the stored docket.

    ``new``, ``moved``, ``gone`` and ``met`` name the deadlines; ``refreshed`` counts those whose dates stayed but whose
    derivation, fee or confidence changed, ``unchanged`` the rest. ``counts`` holds the full numbers, which go on
    where the lists stop (10,000 entries).
    """

    new: list[DifferenceItem] = field(default_factory=list)
    moved: list[DifferenceItem] = field(default_factory=list)
    gone: list[DifferenceItem] = field(default_factory=list)
    met: list[DifferenceItem] = field(default_factory=list)
    refreshed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("new", "moved", "gone", "met"), 0))
    memory: _Memory | None = field(default=None, repr=False, compare=False)
    """What ``remember`` keeps once the operation that stored all this has ended well."""

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.refreshed or any(self.counts.values()))

    def add(self, kind: str, item: DifferenceItem) -> None:
        """Count an entry and name it while there is room."""
        self.counts[kind] += 1
        named: list[DifferenceItem] = getattr(self, kind)
        if len(named) < _NAMED:
            named.append(item)


@dataclass(slots=True)
class Overlay:
    """What a recomputation would store, kept in memory beside the file: how the docket stands without being written."""

    added: list[Deadline] = field(default_factory=list)
    changed: dict[int, dict[str, object]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)

    def over(self, stored: Iterable[Deadline]) -> list[Deadline]:
        """Return the deadlines as they would be stored; new ones have no id."""
        kept = (one for one in stored if one.id not in self.removed)
        now = [replace(one, **self.changed[one.id]) if one.id in self.changed else one for one in kept]  # type: ignore[arg-type]
        return now + self.added


@dataclass(slots=True)
class _Edits:
    """What one page of patents has to store, and the difference that it adds to."""

    found: DocketDifference
    added: list[Deadline] = field(default_factory=list)
    changed: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)


def difference(
    desk: Desk,
    reader: Reader,
    patent_ids: Sequence[int] | None,
    progress: Progress,
    *,
    work: Work | None = None,
    overlay: Overlay | None = None,
) -> DocketDifference:
    """Compare patent by patent, a page at a time; with ``work`` also store what differs, with ``overlay`` keep it.

    ``patent_ids`` None: all; those of which nothing changed since the last comparison of all in this session, on the
    same day and under the same law, are not computed again. Raises Cancelled between pages.
    """
    found = DocketDifference()
    basis = _Basis(desk.clock.today(), law.rules_of(desk), law.calendars(desk.library), countries(reader))
    if patent_ids is None:
        ids = _changed(desk, reader, basis, found)
    else:
        ids = phases.with_international(reader, sorted({int(one) for one in patent_ids}))
    for start in range(0, len(ids), _PAGE):
        progress.report(start, len(ids), "phrase.docket_compute")
        page = _compare_page(desk, reader, ids[start : start + _PAGE], basis, found)
        if work is not None:
            _store(work, page)
        if overlay is not None:
            overlay.added += page.added
            overlay.changed |= dict(page.changed)
            overlay.removed.update(page.removed)
    progress.report(len(ids), len(ids), "phrase.docket_store")
    if patent_ids is None and work is not None:
        seen = work.operation_id if found else reader.latest_operation()
        found.memory = _Memory(basis, seen, tuple(found.problems[:_NAMED]))
    return found


def remember(desk: Desk, found: DocketDifference) -> None:
    """Let the next comparison of all patents skip what this one stored. For after the operation: it may still fail."""
    if found.memory is not None:
        desk.kept[_MEMORY] = found.memory


def follow(desk: Desk, work: Work, patent_ids: Sequence[int], progress: Progress | None = None) -> DocketDifference:
    """Recompute the docket of patents whose facts this very operation changes. Raises Cancelled."""
    return difference(desk, work, patent_ids, progress or Progress(), work=work)


def _changed(desk: Desk, reader: Reader, basis: _Basis, found: DocketDifference) -> list[int]:
    """Return the patents to compare; what is known of the others is added to the difference."""
    memory = desk.kept.get(_MEMORY)
    if not isinstance(memory, _Memory) or memory.basis != basis:
        return reader.column(Patent, "id")
    touched = reader.touched_since(memory.operation, _FACTS)
    ids = phases.with_international(reader, reader.column(Patent, "id", id=sorted(touched)))
    found.unchanged = reader.count(Deadline) - reader.count(Deadline, patent_id=ids)
    again = touched | set(ids)
    found.problems.extend(problem for problem in memory.problems if problem.patent_id not in again)
    return ids


def _store(work: Work, edits: _Edits) -> None:
    work.add_all(edits.added)
    work.change_each(Deadline, edits.changed)
    if edits.removed:
        work.remove(Deadline, edits.removed)


def _compare_page(desk: Desk, reader: Reader, ids: Sequence[int], basis: _Basis, found: DocketDifference) -> _Edits:
    stored: dict[int, dict[tuple[str, str], Deadline]] = defaultdict(dict)
    for deadline in reader.select(Deadline, patent_id=ids):
        stored[deadline.patent_id][deadline.rule_id, deadline.occurrence] = deadline
    fees = law.fees(desk.library)
    edits = _Edits(found)
    patents = reader.select(Patent, id=ids)
    facts = docket_facts(reader, patents, basis.book, basis.countries)
    for patent in patents:
        docket = compute(facts[patent.id], basis.book, basis.calendars, basis.today)
        if len(found.problems) < _NAMED:
            found.problems.extend(docket.problems)
        tasks = [deadline for deadline in docket.deadlines if not deadline.watch]
        _compare(patent, tasks, stored[patent.id], fees, edits)
    return edits


def _compare(
    patent: Patent,
    tasks: Sequence[ComputedDeadline],
    stored: dict[tuple[str, str], Deadline],
    fees: FeeSchedules,
    edits: _Edits,
) -> None:
    for task in tasks:
        before = stored.pop((task.rule_id, task.occurrence), None)
        values = _values(patent, task, fees)
        if before is None:
            if task.met_on is None:
                edits.added.append(Deadline(patent_id=patent.id, **values))  # type: ignore[arg-type]
                edits.found.add("new", _item(patent.id, task, None, "new_trigger"))
        elif task.met_on is not None and not task.inferred and before.state in OPEN_STATES:
            proof = task.proof or f"{task.met_by} {task.met_on.isoformat()}"
            values |= {"state": DeadlineState.DONE, "done_date": task.met_on, "proof": proof, "gone": False}
            edits.changed.append((before.id, values))
            edits.found.add("met", _item(patent.id, task, before.due_date, "met"))
        else:
            _change(task, before, values, edits)
    for before in stored.values():
        _vanish(before, edits)


def _change(task: ComputedDeadline, before: Deadline, values: dict[str, object], edits: _Edits) -> None:
    """Take over what the facts now give; state, proof, notes and responsible person stay as people entered them."""
    differing = {name: value for name, value in values.items() if getattr(before, name) != value}
    if before.gone:
        differing["gone"] = False
    if not differing:
        edits.found.unchanged += 1
        return
    edits.changed.append((before.id, differing))
    if before.gone:
        edits.found.add("new", _item(before.patent_id, task, None, "new_trigger"))
    elif {"due_date", "earlier_reading", "grace_end"} & set(differing):
        same_start = before.trigger_date == task.trigger_date and before.unrolled_date == task.unrolled_date
        edits.found.add(
            "moved", _item(before.patent_id, task, before.due_date, "law_changed" if same_start else "facts_changed")
        )
    else:
        edits.found.refreshed += 1


def _vanish(before: Deadline, edits: _Edits) -> None:
    """Remove a deadline that no longer follows, but keep it as gone when a person had entered something.

    A finished annuity stays as it is: its payment is why it is no longer due.
    """
    if before.gone or (before.state is DeadlineState.DONE and before.year is not None):
        edits.found.unchanged += 1
        return
    entered = (
        before.state is not DeadlineState.OPEN or before.note or before.responsible or before.deputy or before.proof
    )
    if entered:
        edits.changed.append((before.id, {"gone": True}))
    else:
        edits.removed.append(before.id)
    item = DifferenceItem(
        before.patent_id, before.rule_id, before.occurrence, before.task, before.due_date, None, "no_longer"
    )
    edits.found.add("gone", item)


def _item(patent_id: int, task: ComputedDeadline, before: date | None, reason: str) -> DifferenceItem:
    return DifferenceItem(patent_id, task.rule_id, task.occurrence, task.task, before, task.due_date, reason)


def _values(patent: Patent, task: ComputedDeadline, fees: FeeSchedules) -> dict[str, object]:
    """Return the fields of the stored deadline that follow from facts and law."""
    fee = annuity_fee(patent, task, fees)
    return {
        "rule_id": task.rule_id,
        "occurrence": task.occurrence,
        "task": task.task,
        "hard": task.hard,
        "trigger_date": task.trigger_date,
        "unrolled_date": task.unrolled_date,
        "due_date": task.due_date,
        "earlier_reading": task.earlier_reading,
        "grace_end": task.grace_end,
        "roll_verified": task.roll_verified,
        "confidence": task.rule.confidence,
        "year": task.year,
        "amount_minor": fee.payable.minor if fee else None,
        "currency": fee.payable.currency if fee else "",
        "problem": task.problem,
        "steps": tuple(step.stored() for step in task.steps),
    }


def known_ids(reader: Reader, patent_ids: Sequence[int]) -> Iterator[int]:
    """Yield those of the ids that are in the file."""
    yield from reader.column(Patent, "id", id=[int(one) for one in patent_ids])
