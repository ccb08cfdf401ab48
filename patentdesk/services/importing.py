"""Import files: plan first (nothing is written), then apply the plan as one operation that undo takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from patentdesk.core.pausing import fewer_collections
from patentdesk.core.problems import Severity, refuse
from patentdesk.core.progress import Progress
from patentdesk.core.words import Language
from patentdesk.handouts.rejected import RejectedRow, write_rejected
from patentdesk.intake.apart import deliver
from patentdesk.intake.corrections import Corrections
from patentdesk.intake.delivery import ListedFile, Order
from patentdesk.intake.drafts import Draft
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.limits import Limits
from patentdesk.intake.whose import TableOfFile
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.portfolio.records import Organisation
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.import_compare import Surroundings, compare
from patentdesk.services.import_entries import Outcome
from patentdesk.services.import_find import Finder
from patentdesk.services.import_plan import ImportPlan
from patentdesk.services.import_planning import Planning
from patentdesk.services.import_write import Writer, member_ids
from patentdesk.services.library import Library
from patentdesk.services.mappings import remember, with_remembered
from patentdesk.services.members import ByName, member_names
from patentdesk.services.preview_cells import Preview
from patentdesk.services.recomputing import difference
from patentdesk.store.file import Work

_MOST_NAMED = 3
"""So many files are named by the step that brought them; each has a record of its own."""
_PARTY_LABELS = {"applicants_text": "applicants", "inventors_text": "inventors", "agency": "agencies"}


def plan_import(
    desk: Desk,
    paths: Sequence[Path],
    member: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
    office: str = "",
    corrections: Corrections | None = None,
    keep: Preview | None = None,
    members: Mapping[TableOfFile, str] | None = None,
    by_name: ByName = ByName.NO,
) -> ImportPlan:
    """Read files, folders and zip archives and compare them with the portfolio; nothing is written.

    ``member`` names the alliance member whose patents these are, ``members`` those of single files or sheets ('' where
    it is nobody's). Of lists of which neither says anything, the names of files, folders and sheets, or the applicants,
    may tell whose they are (``by_name``); ``ImportPlan.whose`` says what did.
    ``mapping`` (header → field or None) overrides what headers mean, and what persons said at earlier imports holds
    without being said again; ``office`` (code or name) is the office of numbers that neither tell theirs nor have a
    column for it; ``corrections`` replace cells;
    ``keep`` takes the cells of the files as they are written, to be shown.
    Faults of files and rows are in the plan's problems. Raises Cancelled, and Refused: office_unheard, and as
    ``intake.apart.deliver``.
    """
    shown = progress or Progress()
    code = _office(desk.library, office)
    with fewer_collections(), desk.file.reading() as reader:
        planning = Planning(reader, taxonomy(desk.library), shown, keep)
        order = Order(
            tuple(paths),
            with_remembered(reader, vocabulary(desk.library)),
            mapping or {},
            member,
            code,
            corrections or {},
            limits or Limits(),
            ask=planning.recogniser.knows_any,
            show=keep is not None,
            own_members=members or {},
            known=member_names(reader, new=by_name is ByName.NEW) if by_name is not ByName.NO else None,
        )
        deliver(order, planning)
        plan = planning.plan(code)
        while planning.torn:
            planning = Planning(reader, planning.taxonomy, shown, left_out={*planning.left_out, *planning.torn})
            deliver(replace(order, show=False), planning)
            plan = planning.plan(code)
        return replace(plan, meanings=_said(planning.files, mapping or {}))


def apply_import(desk: Desk, plan: ImportPlan, progress: Progress | None = None, *, country: str = "") -> Changes:
    """Carry out a plan as one operation, in the portfolio and the state that it was made for.

    ``country``: the code of the member's country, on which periods in JP and TW hang; it is set in the same operation
    where all lists are one member's.
    Nothing is journalled when neither the files nor the country say anything new.
    Raises Cancelled (then nothing is written) and Refused: file_read_only, plan_stale (the portfolio moved on, or is
    another).
    """
    shown = progress or Progress()
    counts = plan.counts
    names = _named(plan)
    brought = desk.file.operation("import", files=names, added=counts["added"], changed=counts["changed"])
    with fewer_collections(), brought as work:
        if work.seal() != plan.seen:
            raise refuse("plan_stale", files=names)
        members = member_ids(work, plan.gathered.members)
        surroundings = Surroundings(taxonomy(desk.library), members, Finder(work))
        writer = Writer(work, {file.name: file for file in plan.files}, desk.clock.now())
        done, total = 0, plan.read
        shown.report(done, total, "progress.writing")
        for groups in plan.groups():
            writer.write(compare([group.merged for group in groups], surroundings))
            done += sum(len(group.places) for group in groups)
            shown.report(min(done, total), total, "progress.writing")
        for fingerprint, own in plan.meanings.items():
            remember(work, fingerprint, own)
        moved = country and len(plan.members) == 1 and _move(work, plan.members[0], country)
        shown.report(total, total, "progress.writing")
        docketed = difference(desk, work, list(writer.ids), shown, work=work) if writer.ids else None
    if not writer.ids:
        return Changes.of([Kind.ORGANISATIONS]) if moved else Changes()
    kinds = {Kind.PATENTS}
    kinds |= {Kind.DEADLINES} if docketed else set()
    kinds |= {Kind.ORGANISATIONS} if writer.organisations or moved else set()
    kinds |= {Kind.ENCUMBRANCES} if writer.encumbrances else set()
    kinds |= {Kind.EVENTS} if writer.events else set()
    return Changes.of(kinds, writer.ids)


def _named(plan: ImportPlan) -> str:
    """Return the names of the files as the journal's title has them: of many the first ones."""
    names = [file.name for file in plan.files]
    shown = names if len(names) <= _MOST_NAMED + 1 else [*names[:_MOST_NAMED], f"… ({len(names)})"]
    return ", ".join(shown)


def _move(work: Work, member: str, country: str) -> bool:
    """Set the country of a member; tell whether that was new."""
    return bool(work.change_many(Organisation, list(member_ids(work, [member]).values()), country=country))


def _said(files: Sequence[ListedFile], mapping: Mapping[str, str | None]) -> dict[str, Mapping[str, str | None]]:
    """Return what a person said about the headers of each table that the tables have."""
    chosen = {
        table.fingerprint: {one.header: mapping[one.header] for one in table.columns if one.header in mapping}
        for file in (files if mapping else ())
        for table in file.tables
        if table.fingerprint
    }
    return {fingerprint: own for fingerprint, own in chosen.items() if own}


def save_rejected(desk: Desk, plan: ImportPlan, path: Path, language: Language = "zh") -> int:
    """Write the rejected rows to a workbook, each with its place and reason; return how many.

    Corrected there, the workbook is imported like any other: what stands before the cells is passed over; the member
    that was named for the list stands behind them.
    Raises Refused as ``handouts.table.replace_file`` does.
    """
    words = desk.library.words(language)
    rows = []
    for place in plan.entries.places(Outcome.REJECTED):
        faults = [problem for problem in plan.entries.problems[place] if problem.severity is Severity.ERROR]
        reason = " ".join(words(f"problem.{fault.code}", **fault.args) for fault in faults)
        at, draft = plan.gathered.source(place), plan.gathered.told(place)
        cells = dict(draft.cells) if isinstance(draft, Draft) else {}
        member = plan.whose(at).member
        if member and not (isinstance(draft, Draft) and "member" in draft.columns):
            cells[words("field.member")] = member
        rows.append(RejectedRow(f"{at.file}\n{at.sheet}", (reason, at.file, at.sheet, at.row or 0), cells))
    return write_rejected(path, [words(f"rejected.{name}") for name in ("reason", "file", "sheet", "row")], rows)


def vocabulary(library: Library) -> Vocabulary:
    """Return what the readers know of words: the resources of intake and the program's own column titles and codes."""
    return library.load("intake.vocabulary", _build_vocabulary)


def fields(library: Library) -> list[str]:
    """Return the fields that a column may mean, in the order of the alphabet."""
    headers = cast("dict[str, object]", library.json("intake/headers.json"))
    return sorted(name for name in headers if name[-1] not in "?!")


def _office(library: Library, text: str) -> str:
    """Return the code of the office that a person named; empty for none."""
    code = vocabulary(library).offices.code(text) if text else ""
    if code is None:
        raise refuse("office_unheard", text=text)
    return code


def country_code(library: Library, text: str) -> str:
    """Return the code of a country that a person named. Raises Refused: country_unheard."""
    code = vocabulary(library).offices.code(text)
    if not code:
        raise refuse("country_unheard", text=text)
    return code


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
        events={
            **cast("dict[str, object]", library.json("intake/events.json")),
            "ties": library.json("intake/ties.json"),
        },
        reductions=words("reductions"),
    )


def _joined(own: Mapping[str, list[str]], others: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the words of both, the vendors' last: where one word has two meanings, theirs stands."""
    names = dict.fromkeys([*own, *others])
    return {name: [*own.get(name, []), *others.get(name, [])] for name in names}
