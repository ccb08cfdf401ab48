"""Value patents, keep their assumptions, write the value handout and take an edited one back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, cast

import patentdesk
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Refused, refuse
from patentdesk.core.progress import Progress
from patentdesk.handouts.reading import AssumptionChange, EditedHandout, read_valuation_handout
from patentdesk.handouts.valuation.content import Handout, Subject
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.portfolio.records import Encumbrance, Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.library import Library
from patentdesk.services.valuation_facts import events_of, gather
from patentdesk.store.file import Reader, Work
from patentdesk.valuation.assumptions import AssumptionSet, Resolved, check_assumption, parse_set, resolve, scope_chain
from patentdesk.valuation.patent import METHOD, Ended, NotValued, Outcome, Valued, value_patent
from patentdesk.valuation.records import Assumption, Valuation
from patentdesk.valuation.sensitivity import Swing, grid, tornado
from patentdesk.valuation.simulation import Simulation, simulate

DEFAULT_SET = "default"
MOST_IN_HANDOUT = 1_000
RATE_STEPS = (-0.04, -0.02, 0.0, 0.02, 0.04)
ROYALTY_FACTORS = (0.5, 0.75, 1.0, 1.5, 2.0)
Part = Literal["value", "low", "high"]


@dataclass(frozen=True, slots=True)
class Appraised:
    """A patent with its outcome and the assumptions that it came from."""

    patent: Patent
    outcome: Outcome
    resolved: Resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a handout holds, in CNY."""

    path: Path
    valued: int
    ended: int
    not_valued: int
    total: float
    low: float
    high: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How the value of one patent moves: swings, widest first, and values by rate (rows) and royalty (columns)."""

    base: float
    swings: tuple[Swing, ...]
    rates: tuple[float, ...]
    royalties: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]


def value_patents(
    desk: Desk, patent_ids: Sequence[int], valued_on: date | None = None, progress: Progress | None = None
) -> list[Appraised]:
    """Return the value of each patent, in the order given, at the end of the valuation date (default: today).

    Nothing is stored; unknown ids are left out. Raises Cancelled.
    """
    day, shown = valued_on or desk.clock.today(), progress or Progress()
    with desk.file.reading() as reader:
        rows, definitions = _rows(desk.library, reader), _shipped(desk.library).definitions
        patents = {patent.id: patent for patent in reader.select(Patent, id=list(patent_ids))}
        events = events_of(reader, list(patents))
    by_scope: dict[str, list[Assumption]] = {}
    for row in rows:
        by_scope.setdefault(row.scope, []).append(row)
    found: list[Appraised] = []
    for number, patent_id in enumerate(patent_ids):
        shown.report(number, len(patent_ids), "progress.valuing")
        if (patent := patents.get(int(patent_id))) is None:
            continue
        chain = scope_chain(patent.segment, patent.member_id, patent.id)
        resolved = resolve((row for scope in chain for row in by_scope.get(scope, ())), definitions, chain)
        gathered = gather(desk.library, patent, events[patent.id], day)
        outcome = value_patent(gathered.facts, resolved, day)
        found.append(Appraised(patent, _with_problems(outcome, gathered.problems), resolved))
    return found


def _with_problems(outcome: Outcome, problems: tuple[Problem, ...]) -> Outcome:
    return replace(outcome, problems=outcome.problems + problems) if problems else outcome


def record_values(desk: Desk, appraised: Sequence[Appraised], valued_on: date | None = None) -> Changes:
    """Store the concluded values with their inputs; patents without a value are left out."""
    day = valued_on or desk.clock.today()
    records = [_record(desk, one, day) for one in appraised if not isinstance(one.outcome, NotValued)]
    with desk.file.operation("record_values", n=len(records)) as work:
        work.add_all(records)
    ids = tuple(record.patent_id for record in records)
    return Changes(frozenset({Kind.VALUATIONS}) if records else frozenset(), ids)


def _record(desk: Desk, appraised: Appraised, valued_on: date) -> Valuation:
    outcome = appraised.outcome
    valued = outcome if isinstance(outcome, Valued) else None
    results: dict[str, object] = {"reason": outcome.reason.value} if isinstance(outcome, Ended) else {}
    if valued:
        relief = valued.relief
        results = {
            "life_end": valued.life.end.isoformat(), "limit": valued.life.limit.value, "pv_royalty": relief.pv_royalty,
            "pv_fees": relief.pv_fees, "before_tab": relief.before_tab, "tab": relief.tab,
        }  # fmt: skip
    return Valuation(
        patent_id=appraised.patent.id,
        valued_on=valued_on,
        made_at=desk.clock.now(),
        method=METHOD,
        basis="market",
        purpose="management",
        value_minor=_minor(valued.value if valued else 0.0),
        low_minor=_minor(valued.low) if valued else None,
        high_minor=_minor(valued.high) if valued else None,
        currency="CNY",
        engine_version=patentdesk.__version__,
        inputs={key: value for key, value in asdict(valued.inputs).items()} if valued else {},
        results=results,
        warnings=tuple(problem.code for problem in outcome.problems),
    )


def _minor(amount: float) -> int:
    return Money.of(f"{amount:.6f}", "CNY").minor


def analyse(desk: Desk, patent_id: int, valued_on: date | None = None) -> Sensitivity | None:
    """Return tornado and grid of one patent; None when it has no schedule (ended or not valued)."""
    day = valued_on or desk.clock.today()
    for one in value_patents(desk, [patent_id], day):
        outcome = one.outcome
        if isinstance(outcome, Valued) and outcome.facts.expiry is not None:
            rates = tuple(outcome.inputs.discount_rate + step for step in RATE_STEPS)
            royalties = tuple(outcome.inputs.royalty * factor for factor in ROYALTY_FACTORS)
            facts, inputs = outcome.facts, outcome.inputs
            values = grid(facts, outcome.facts.expiry, inputs, day, rates=rates, royalties=royalties)
            return Sensitivity(
                base=outcome.value,
                swings=tuple(tornado(outcome.facts, one.resolved, day)),
                rates=rates,
                royalties=royalties,
                values=tuple(tuple(row) for row in values),
            )
    return None


def simulate_value(
    desk: Desk, patent_id: int, valued_on: date | None = None, seed: int | None = None
) -> Simulation | None:
    """Return the simulated values of one patent; the seed defaults to one that belongs to the patent for good."""
    day = valued_on or desk.clock.today()
    for one in value_patents(desk, [patent_id], day):
        if isinstance(one.outcome, Valued):
            return simulate(one.outcome, one.resolved, day, int(one.patent.uid[:8], 16) if seed is None else seed)
    return None


# Assumptions


def _shipped(library: Library) -> AssumptionSet:
    return library.load("assumptions", _read_set)


def _read_set(library: Library) -> AssumptionSet:
    return parse_set(cast("Mapping[str, object]", library.json(f"assumptions/{DEFAULT_SET}.json")))


def _rows(library: Library, reader: Reader) -> list[Assumption]:
    """Return the shipped rows with those of the portfolio file in their place or behind them."""
    held = {(row.key, row.scope): row for row in _shipped(library).rows}
    held |= {(row.key, row.scope): row for row in reader.select(Assumption, set_name=DEFAULT_SET)}
    return list(held.values())


def assumptions(desk: Desk, scope: str | None = None) -> list[Assumption]:
    """Return the assumptions of one scope, or of all (None), shipped ones included, in the order of definitions."""
    order = {key: rank for rank, key in enumerate(_shipped(desk.library).definitions)}
    with desk.file.reading() as reader:
        rows = [row for row in _rows(desk.library, reader) if scope is None or row.scope == scope]
    return sorted(rows, key=lambda row: (order.get(row.key, len(order)), row.scope))


def set_assumption(desk: Desk, key: str, scope: str = "", **values: object) -> Changes:
    """State an assumption; ``values`` are fields of Assumption: value, low, high, text, source, link, confidence, ...

    Fields that are not named stay as they are in that scope; a shipped source is not carried over.
    Raises Refused: assumption_unknown, assumption_bounds, assumption_order, assumption_note_needed.
    """
    with desk.file.operation("set_assumption", key=key, scope=scope) as work:
        row = _stated(desk, work, key, scope, values)
        _store(work, row)
    return Changes(frozenset({Kind.ASSUMPTIONS}), _named(scope))


def _named(scope: str) -> tuple[int, ...]:
    kind, _, number = scope.partition(":")
    return (int(number),) if kind == "patent" and number.isdigit() else ()


def _stated(desk: Desk, reader: Reader, key: str, scope: str, values: Mapping[str, object]) -> Assumption:
    shipped = _shipped(desk.library)
    held = {(row.key, row.scope): row for row in _rows(desk.library, reader)}
    fresh = Assumption(set_name=DEFAULT_SET, key=key, scope=scope, confidence="C")
    base = held.get((key, scope), fresh)
    if base.id == 0:
        base = replace(base, uid=fresh.uid, source="", link="", confidence="C")
    unit = shipped.definitions[key].unit if key in shipped.definitions else ""
    row = replace(base, **{"owner": desk.user, "as_of": desk.clock.today(), "unit": unit, **values})  # type: ignore[arg-type]
    if problems := check_assumption(row, shipped.definitions):
        raise Refused(problems[0])
    return row


def read_handout(desk: Desk, path: Path) -> EditedHandout:
    """Return the assumptions that were changed in a handout, old and new. Raises Refused (see handouts.reading)."""
    return read_valuation_handout(path, desk.library.words("zh"), _shipped(desk.library).definitions)


def accept(desk: Desk, changes: Sequence[AssumptionChange]) -> Changes:
    """Take changed assumptions from a handout into the portfolio, as one operation.

    Raises Refused: assumption_moved (changed here after the handout was issued), and as ``set_assumption``.
    """
    wanted: dict[tuple[str, str], dict[str, object]] = {}
    for change in changes:
        wanted.setdefault((change.key, change.scope), {})[change.part] = change.new
    with desk.file.operation("accept_assumptions", n=len(changes)) as work:
        held = {(row.key, row.scope): row for row in _rows(desk.library, work)}
        for change in changes:
            _check_unmoved(change, held.get((change.key, change.scope)))
        for (key, scope), values in wanted.items():
            file = next(change.source.file for change in changes if (change.key, change.scope) == (key, scope))
            _store(work, _stated(desk, work, key, scope, {**values, "source": file}))
    ids = tuple(number for _key, scope in wanted for number in _named(scope))
    return Changes(frozenset({Kind.ASSUMPTIONS}) if wanted else frozenset(), ids)


def _check_unmoved(change: AssumptionChange, held: Assumption | None) -> None:
    now = cast("float | None", getattr(held, change.part)) if held else None
    if now not in {change.old, change.new}:
        raise Refused(
            Problem(
                "assumption_moved",
                source=change.source,
                args={"key": change.key, "scope": change.scope or "*", "now": "–" if now is None else now},
            )
        )


def _store(work: Work, row: Assumption) -> None:
    """Add the row, or bring the stored one of that set, key and scope to it."""
    stored = work.select(Assumption, set_name=row.set_name, key=row.key, scope=row.scope)
    if not stored:
        work.add(replace(row, id=0))
        return
    values = {name: value for name, value in asdict(row).items() if name not in {"id", "uid"}}
    work.change(Assumption, stored[0].id, **values)


# The handout


def write_handout(
    desk: Desk,
    patent_ids: Sequence[int],
    path: Path,
    progress: Progress | None = None,
    *,
    valued_on: date | None = None,
    client: str = "",
) -> Written:
    """Value the patents and write the workbook; nothing in the portfolio changes.

    Raises Refused: handout_empty, handout_too_many, handout_not_written; Cancelled.
    """
    if len(patent_ids) > MOST_IN_HANDOUT:
        raise refuse("handout_too_many", n=len(patent_ids), limit=MOST_IN_HANDOUT)
    day, shown = valued_on or desk.clock.today(), progress or Progress()
    appraised = value_patents(desk, patent_ids, day, shown)
    if not appraised:
        raise refuse("handout_empty")
    shown.report(len(appraised), len(appraised), "progress.writing_handout")
    handout = _handout(desk, appraised, day, client)
    try:
        write_valuation_handout(handout, path)
    except OSError as fault:
        raise refuse("handout_not_written", file=path.name, reason=fault.strerror or str(fault)) from fault
    outcomes = [one.outcome for one in appraised]
    valued = [outcome for outcome in outcomes if isinstance(outcome, Valued)]
    return Written(
        path=path,
        valued=len(valued),
        ended=sum(isinstance(outcome, Ended) for outcome in outcomes),
        not_valued=sum(isinstance(outcome, NotValued) for outcome in outcomes),
        total=sum(outcome.value for outcome in valued),
        low=sum(outcome.low for outcome in valued),
        high=sum(outcome.high for outcome in valued),
        problems=tuple(problem for outcome in outcomes for problem in outcome.problems),
    )


def _handout(desk: Desk, appraised: Sequence[Appraised], valued_on: date, client: str) -> Handout:
    ids = [one.patent.id for one in appraised]
    ties: dict[int, list[str]] = {}
    with desk.file.reading() as reader:
        for tie in reader.select(Encumbrance, patent_id=ids):
            if tie.end_date is None or tie.end_date > valued_on:
                ties.setdefault(tie.patent_id, []).append(tie.kind.value)
    subjects = tuple(
        Subject(
            patent=one.patent,
            outcome=one.outcome,
            resolved=one.resolved,
            owner=one.patent.applicants_text,
            encumbrances=tuple(ties.get(one.patent.id, ())),
        )
        for one in appraised
    )
    digest = _digest(appraised, valued_on)
    return Handout(
        portfolio=desk.file.path.stem,
        client=client,
        valued_on=valued_on,
        made_on=desk.clock.today(),
        prepared_by=desk.user,
        reference=f"PV-{valued_on:%Y%m%d}-{digest[:6].upper()}",
        engine_version=f"PatentDesk {patentdesk.__version__}",
        words=desk.library.words("zh"),
        definitions=_shipped(desk.library).definitions,
        subjects=subjects,
        digest=digest,
    )


def _digest(appraised: Sequence[Appraised], valued_on: date) -> str:
    """Return the SHA-256 of all facts and assumptions that the values were computed from."""
    facts = [asdict(one.outcome.facts) for one in appraised]
    rows = sorted(
        {(row.key, row.scope): asdict(row) for one in appraised for row in one.resolved.rows.values()}.items()
    )
    text = json.dumps([valued_on.isoformat(), facts, rows], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
