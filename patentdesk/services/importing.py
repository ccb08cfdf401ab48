"""Import files: plan first (nothing is written), then apply the plan as one operation that undo takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.core.progress import Progress
from patentdesk.intake.drafts import Draft
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.limits import Limits
from patentdesk.intake.merging import Merged, merge
from patentdesk.intake.reading import Reading, read
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.import_compare import Target, compare
from patentdesk.services.import_plan import FilePlan, ImportEntry, ImportPlan, Outcome
from patentdesk.services.import_write import member_ids, write
from patentdesk.services.library import Library
from patentdesk.store.file import Reader

MOST_NAMED = 5_000
"""A change of more patents than this names none of them: every screen reads again."""
_PARTY_LABELS = {"applicants_text": "applicants", "inventors_text": "inventors", "agency": "agencies"}


def plan_import(
    desk: Desk,
    paths: Sequence[Path],
    member: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
) -> ImportPlan:
    """Read the files and compare them with the portfolio; nothing is written.

    ``member`` names the alliance member whose patents these are; ``mapping`` (header → field or None) overrides what
    headers mean. Faults of files and rows are in the plan's problems. Raises Cancelled.
    """
    shown = progress or Progress()
    words = vocabulary(desk.library)
    files: list[FilePlan] = []
    problems: list[Problem] = []
    drafts: list[Draft] = []
    for place, path in enumerate(paths):
        shown.report(place, len(paths), "progress.reading")
        reading = read(path, words, mapping, limits)
        reading = _with_own_name(reading, files)
        problems.extend(reading.problems)
        if reading.tables:
            files.append(_file_plan(reading))
            drafts.extend(_drafts(reading, member, shown))
    shown.report(0, len(drafts), "progress.comparing")
    merged = tuple(merge(drafts))
    with desk.file.reading() as reader:
        targets = _targets(desk, reader, merged)
    entries = _entries(drafts, targets)
    row_problems = [problem for entry in entries for problem in entry.problems]
    return ImportPlan(tuple(files), tuple(entries), (*problems, *row_problems), merged, member)


def apply_import(desk: Desk, plan: ImportPlan, progress: Progress | None = None) -> Changes:
    """Carry out a plan as one operation; what the portfolio holds is compared once more, as it may have moved on.

    Nothing is journalled when the files say nothing new. Raises Cancelled (then nothing is written) and Refused
    (file_read_only).
    """
    shown = progress or Progress()
    counts = plan.counts
    names = ", ".join(file.name for file in plan.files)
    with desk.file.operation("import", files=names, added=counts["added"], changed=counts["changed"]) as work:
        targets = _targets(desk, work, plan.merged)
        ids, organisations = write(work, plan.files, targets, desk.clock.now(), shown)
        shown.report(len(ids), len(ids), "progress.writing")
    if not ids:
        return Changes()
    kinds = {Kind.PATENTS}
    if organisations:
        kinds.add(Kind.ORGANISATIONS)
    if any(target.encumbrances for target in targets):
        kinds.add(Kind.ENCUMBRANCES)
    if any(target.events for target in targets):
        kinds.add(Kind.EVENTS)
    return Changes(frozenset(kinds), tuple(ids) if len(ids) <= MOST_NAMED else ())


def vocabulary(library: Library) -> Vocabulary:
    """Return what the readers know of words: the resources of intake and the program's own column titles and codes."""
    return library.load("intake.vocabulary", _build_vocabulary)


def taxonomy(library: Library) -> SegmentTaxonomy:
    """Return the mapping of classification symbols to segments."""
    return library.load(
        "taxonomy.segments",
        lambda source: SegmentTaxonomy.of(cast("dict[str, list[str]]", source.json("taxonomy/segments_by_ipc.json"))),
    )


def _build_vocabulary(library: Library) -> Vocabulary:
    def words(name: str) -> dict[str, list[str]]:
        return cast("dict[str, list[str]]", library.json(f"intake/{name}.json"))

    entries = library.words("en").entries
    labels: dict[str, list[str]] = {}
    own: dict[str, dict[str, list[str]]] = {"status": {}, "right_type": {}, "segment": {}}
    for key, entry in entries.items():
        kind, _, name = key.partition(".")
        if kind == "field":
            labels[_PARTY_LABELS.get(name, name)] = [entry["zh"], entry["en"]]
        elif kind in own:
            own[kind][name] = [name, entry["zh"], entry["en"]]
    headers = words("headers")
    return Vocabulary.of(
        headers,
        _joined(own["status"], words("statuses")),
        words("offices"),
        _joined(own["right_type"], words("right_types")),
        _joined(own["segment"], words("segments")),
        labels={name: written for name, written in labels.items() if name in headers},
    )


def _joined(own: Mapping[str, list[str]], others: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the words of both, the vendors' last: where one word has two meanings, theirs stands."""
    names = dict.fromkeys([*own, *others])
    return {name: [*own.get(name, []), *others.get(name, [])] for name in names}


def _with_own_name(reading: Reading, files: Sequence[FilePlan]) -> Reading:
    """Tell files of one name from different folders apart by a number."""
    names = {file.name for file in files}
    name, count = reading.file, 1
    while name in names:
        count += 1
        name = f"{reading.file} ({count})"
    return replace(reading, file=name)


def _file_plan(reading: Reading) -> FilePlan:
    return FilePlan(reading.file, reading.digest, reading.format, reading.how, reading.row_count, reading.mapping)


def _drafts(reading: Reading, member: str | None, progress: Progress) -> list[Draft]:
    total = reading.row_count
    drafts: list[Draft] = []
    for draft in reading.drafts():
        drafts.append(replace(draft, member=member) if member and not draft.member else draft)
        if len(drafts) % 500 == 0:
            progress.report(len(drafts), total, "progress.reading")
    return drafts


def _targets(desk: Desk, reader: Reader, merged: Sequence[Merged]) -> list[Target]:
    members = member_ids(reader, {item.member for item in merged if item.member})
    return compare(reader, merged, taxonomy(desk.library), members)


def _entries(drafts: Sequence[Draft], targets: Sequence[Target]) -> list[ImportEntry]:
    """Return one entry per row, in the order of the files."""
    of_draft = {id(draft): target for target in targets for draft in target.merged.drafts}
    told: set[int] = set()
    entries = []
    for draft in drafts:
        target = of_draft.get(id(draft))
        first = target is not None and id(target) not in told
        if target is not None:
            told.add(id(target))
        entries.append(_entry(draft, target, first=first))
    return entries


def _entry(draft: Draft, target: Target | None, *, first: bool) -> ImportEntry:
    values = draft.values
    names = ("publication_number_text", "application_number_text", "grant_number", "external_id")
    number = next((str(values[name]) for name in names if values.get(name)), "")
    title = str(values.get("title", ""))
    if target is None:
        return ImportEntry(draft.source, Outcome.REJECTED, number, title, problems=draft.problems)
    patent_id = target.patent.id if target.patent is not None else None
    own = tuple(problem for problem in target.merged.problems if problem.source == draft.source)
    kept = target.changes if first else ()
    conflicts = tuple(
        Problem("import_conflict", Severity.WARNING, Source(draft.source.file, draft.source.sheet, draft.source.row,
                draft.columns.get(change.field_name, "")), change.field_name,
                {"present": str(change.before), "incoming": str(change.after)}, patent_id)
        for change in kept if not change.taken
    )  # fmt: skip
    problems = (*draft.problems, *own, *conflicts)
    return ImportEntry(draft.source, _outcome(target, first=first), number, title, patent_id, kept, problems)


def _outcome(target: Target, *, first: bool) -> Outcome:
    if target.conflicts and first:
        return Outcome.CONFLICT
    if not target.writes:
        return Outcome.SAME
    if not first:
        return Outcome.MERGED
    return Outcome.ADDED if target.patent is None else Outcome.CHANGED
