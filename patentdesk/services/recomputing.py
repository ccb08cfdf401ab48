"""Compare the computed docket with the stored one, and store the difference without losing what people entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from patentdesk.core.progress import Progress
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.records import Event, Family, Patent, Priority
from patentdesk.services import law, phases
from patentdesk.services.desk import Desk
from patentdesk.services.docket_compare import compare_page
from patentdesk.services.docket_difference import NAMED, DifferenceItem, DocketDifference, Memory, Overlay
from patentdesk.services.docket_edits import ROW, Edits, compare, task_of
from patentdesk.services.docket_facts import countries, docket_facts
from patentdesk.services.docket_pages import PAGE, Basis, read_page
from patentdesk.store.file import Reader, Work

__all__ = [
    "DOCKETED",
    "DifferenceItem",
    "DocketDifference",
    "Overlay",
    "difference",
    "follow",
    "follow_last",
    "known_ids",
    "remember",
]

_FEW = 50
"""So few patents are computed one by one: columns pay for many."""
_ONE_BY_ONE = 2_000
_MEMORY = "docket"
_FACTS = (Patent, Event, Deadline, Priority, Family)
"""Records of which a change may change the docket of their patent."""
DOCKETED = frozenset(
    {"office", "right_type", "status", "status_text", "paid_through_year", "member_id", "claims_count", "reduction",
     "application_number", "application_number_text", *FACT_FIELDS.values()}
)  # fmt: skip
"""Fields of a patent from which its docket, with the fees, follows."""


def basis_of(desk: Desk, reader: Reader) -> Basis:
    """Return what dockets follow from beside the facts of their patents, as it is today."""
    return Basis(desk.clock.today(), law.rules_of(desk), law.calendars(desk.library), countries(reader))


def difference(
    desk: Desk,
    reader: Reader,
    patent_ids: Sequence[int] | None,
    progress: Progress,
    *,
    work: Work | None = None,
    overlay: Overlay | None = None,
    basis: Basis | None = None,
) -> DocketDifference:
    """Compare page by page; with ``work`` also store what differs, with ``overlay`` keep it.

    ``patent_ids`` None: all; those of which nothing changed since the last comparison of all in this session, on the
    same day and under the same law, are not computed again. ``basis``: another law than that in force. Raises Cancelled
    between pages.
    """
    found = DocketDifference(by_law=basis is not None)
    basis = basis or basis_of(desk, reader)
    if patent_ids is None:
        ids = _changed(desk, reader, basis, found)
    else:
        ids = phases.with_international(reader, sorted({int(one) for one in patent_ids}))
    for start in range(0, len(ids), PAGE):
        progress.report(start, len(ids), "phrase.docket_compute")
        edits = _compare(desk, reader, ids[start : start + PAGE], basis, found)
        if work is not None:
            _store(work, edits)
        if overlay is not None:
            overlay.added += edits.new()
            overlay.changed |= dict(edits.changed)
            overlay.removed.update(edits.removed)
    progress.report(len(ids), len(ids), "phrase.docket_store")
    if patent_ids is None and work is not None:
        seen = work.operation_id if found else reader.latest_operation()
        found.memory = Memory(basis, seen, tuple(found.problems[:NAMED]))
    return found


def remember(desk: Desk, found: DocketDifference) -> None:
    """Let the next comparison of all patents skip what this one stored. For after the operation: it may still fail."""
    if found.memory is not None:
        desk.kept[_MEMORY] = found.memory


def follow(desk: Desk, work: Work, patent_ids: Sequence[int], progress: Progress | None = None) -> DocketDifference:
    """Recompute the docket of patents whose facts this very operation changes. Raises Cancelled."""
    return difference(desk, work, patent_ids, progress or Progress(), work=work)


def follow_last(desk: Desk) -> DocketDifference:
    """Recompute, as nobody's step, the patents whose facts the journal's latest entry changed."""
    with desk.file.derivation("recompute_docket") as work:
        touched = work.touched_since(work.latest_operation() - 1, _FACTS, DOCKETED | {"family_id"})
        found = difference(desk, work, work.column(Patent, "id", id=sorted(touched)), Progress(), work=work)
        work.note(**found.counts)
    return found


def _changed(desk: Desk, reader: Reader, basis: Basis, found: DocketDifference) -> list[int]:
    """Return the patents to compare; what is known of the others is added to the difference."""
    memory = desk.kept.get(_MEMORY)
    if not isinstance(memory, Memory) or memory.basis != basis:
        return reader.column(Patent, "id")
    touched = reader.touched_since(memory.operation, _FACTS)
    ids = phases.with_international(reader, reader.column(Patent, "id", id=sorted(touched)))
    found.unchanged = reader.count(Deadline) - reader.count(Deadline, patent_id=ids)
    again = touched | set(ids)
    found.problems.extend(problem for problem in memory.problems if problem.patent_id not in again)
    return ids


def _store(work: Work, edits: Edits) -> None:
    if edits.removed:
        work.remove(Deadline, edits.removed)
    work.add_all(edits.added)
    work.add_values(Deadline, ROW, edits.rows)
    work.change_each(Deadline, edits.changed)


def _compare(desk: Desk, reader: Reader, ids: Sequence[int], basis: Basis, found: DocketDifference) -> Edits:
    """Compare a page of patents: as columns those of which only dates speak, one by one the rest and a few."""
    edits = Edits(found)
    apart = list(ids)
    if len(ids) > _FEW:
        page = read_page(reader, ids, basis)
        apart = page.ids[compare_page(reader, page, basis, law.fees(desk.library), edits)].tolist()
    for start in range(0, len(apart), _ONE_BY_ONE):
        _compare_singly(desk, reader, apart[start : start + _ONE_BY_ONE], basis, edits)
    return edits


def _compare_singly(desk: Desk, reader: Reader, ids: Sequence[int], basis: Basis, edits: Edits) -> None:
    stored: dict[int, dict[tuple[str, str], Deadline]] = defaultdict(dict)
    for deadline in reader.select(Deadline, patent_id=ids):
        stored[deadline.patent_id][deadline.rule_id, deadline.occurrence] = deadline
    fees = law.fees(desk.library)
    patents = reader.select(Patent, id=ids)
    facts = docket_facts(reader, patents, basis.book, basis.countries)
    for patent in patents:
        docket = compute(facts[patent.id], basis.book, basis.calendars, basis.today)
        edits.found.problems.extend(docket.problems[: edits.found.room])
        tasks = [task_of(patent, deadline, fees) for deadline in docket.deadlines if not deadline.watch]
        compare(patent.id, tasks, stored[patent.id], edits)


def known_ids(reader: Reader, patent_ids: Sequence[int]) -> Iterator[int]:
    """Yield those of the ids that are in the file."""
    yield from reader.column(Patent, "id", id=[int(one) for one in patent_ids])
