"""State assumptions: by key and scope, for a patent with what applied there before, and from an edited handout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import cast

from patentdesk.core.problems import Problem, Refused, refuse
from patentdesk.handouts.reading import AssumptionChange
from patentdesk.portfolio.records import Patent
from patentdesk.services.appraising import DEFAULT_SET, Appraised, all_rows, shipped
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.store.file import Reader, Work
from patentdesk.valuation.assumptions import DERIVED, Definition, check_assumption, resolve, scope_chain, scope_of
from patentdesk.valuation.records import Assumption


def assumptions(desk: Desk, scope: str | None = None) -> list[Assumption]:
    """Return the assumptions of one scope, or of all (None), shipped and derived ones too, by definition.

    What nobody stated for the whole portfolio stands there empty, so that it can be.
    """
    definitions = shipped(desk.library).definitions
    order = {key: rank for rank, key in enumerate(definitions)}
    with desk.file.reading() as reader:
        rows = all_rows(desk.library, reader, desk.clock.today())
    stated = {row.key for row in rows if not row.scope}
    rows += [Assumption(uid=f"open/{key}", set_name=DEFAULT_SET, key=key, unit=one.unit)
             for key, one in definitions.items() if key not in stated]  # fmt: skip
    rows = [row for row in rows if scope is None or row.scope == scope_of(scope)]
    return sorted(rows, key=lambda row: (order.get(row.key, len(order)), row.scope))


def set_assumption(desk: Desk, key: str, scope: str = "", **values: object) -> Changes:
    """State an assumption; ``values`` are fields of Assumption: value, low, high, text, source, link, confidence, ...

    Fields that are not named stay as they are in that scope; a shipped source is not carried over.
    Raises Refused: assumption_unknown, assumption_scope, assumption_bounds, assumption_order, assumption_note_needed.
    """
    scope = scope_of(scope)
    with desk.file.operation("set_assumption", key=key, scope=scope) as work:
        store_row(work, _stated(desk, _held(desk, work), key, scope, values))
    return Changes.of([Kind.ASSUMPTIONS], _named(scope))


def presets(desk: Desk) -> dict[str, dict[str, Assumption]]:
    """Return the shipped rows that may be chosen for a key, by name: discount rates by stage, and others."""
    return {key: dict(named) for key, named in shipped(desk.library).presets.items()}


def preset_values(desk: Desk, key: str, name: str) -> dict[str, object]:
    """Return what a shipped row states. Raises Refused: preset_unknown."""
    known = presets(desk).get(key, {})
    if name not in known:
        raise refuse("preset_unknown", name=name, key=key, known=", ".join(known) or "–")
    kept = ("value", "low", "high", "text", "source", "link", "confidence")
    return {part: getattr(known[name], part) for part in kept}


def take_preset(desk: Desk, key: str, name: str, scope: str = "") -> Changes:
    """State a shipped row by its name. Raises Refused: preset_unknown, and as ``set_assumption``."""
    return set_assumption(desk, key, scope, **preset_values(desk, key, name))


def restate(desk: Desk, patent_id: int, key: str, scope: str, *, scale: bool = False, **values: object) -> Changes:
    """State an assumption in one of the scopes of a patent, with what applied there before for what is not named.

    What applied is the row of that scope or of the next wider one; a row of a narrower scope stays out of it, and a
    scope that is none of the patent's takes nothing over. ``scale``: low and high stay around the new value.
    Raises Refused: patent_unknown, and as ``set_assumption``.
    """
    with desk.file.operation("set_assumption", key=key, scope=scope) as work:
        patent = work.get(Patent, patent_id)
        if patent is None:
            raise refuse("patent_unknown", patent=patent_id)
        chain = scope_chain(patent.segment, patent.member_id, patent.id, patent.product)
        wider = chain[: chain.index(scope) + 1] if scope in chain else (scope,)
        held = _held(desk, work)
        resolved = resolve(held.values(), shipped(desk.library).definitions, wider)
        applied, definition = resolved.rows.get(key), resolved.definitions.get(key)
        stated = {**_carried(applied, scope), **values}
        if scale and applied is not None and definition is not None:
            stated |= _scaled(cast("float", stated["value"]), applied, definition)
        store_row(work, _stated(desk, held, key, scope, stated))
    return Changes.of([Kind.ASSUMPTIONS], _named(scope))


def _carried(applied: Assumption | None, scope: str) -> dict[str, object]:
    """Return what a scope takes over from the wider row that applied; nothing where it has a row of its own."""
    if applied is None or applied.scope == scope:
        return {}
    names = ["value", "low", "high", "distribution", *(["text"] if applied.set_name != DERIVED else [])]
    return {name: getattr(applied, name) for name in names}


def _scaled(value: float, applied: Assumption, definition: Definition) -> dict[str, object]:
    """Return low and high in the same proportion to the new value as before, within the hard bounds.

    Where there is no proportion (zero, or another sign) they keep their distance from the value.
    """
    before = applied.value
    if before is None or before == value:
        return {}

    def moved(end: float) -> float:
        there = end * value / before if before * value > 0 else end + value - before
        return min(max(there, definition.minimum), definition.maximum)

    low, high = applied.low, applied.high
    return {
        "low": None if low is None else min(moved(low), value),
        "high": None if high is None else max(moved(high), value),
    }


def reached(values: Sequence[Appraised], key: str, scope: str) -> list[Appraised]:
    """Return the patents that follow what is stated in a scope: none of their own narrower rows speaks first."""
    found = []
    for one in values:
        chain = scope_chain(one.patent.segment, one.patent.member_id, one.patent.id, one.patent.product)
        row = one.resolved.rows.get(key)
        if scope in chain and (row is None or chain.index(row.scope) <= chain.index(scope)):
            found.append(one)
    return found


def _named(scope: str) -> tuple[int, ...]:
    kind, _, number = scope.partition(":")
    return (int(number),) if kind == "patent" and number.isdigit() else ()


def _held(desk: Desk, reader: Reader) -> dict[tuple[str, str], Assumption]:
    return {(row.key, row.scope): row for row in all_rows(desk.library, reader, desk.clock.today())}


def _stated(
    desk: Desk, held: Mapping[tuple[str, str], Assumption], key: str, scope: str, values: Mapping[str, object]
) -> Assumption:
    known = shipped(desk.library)
    fresh = Assumption(set_name=DEFAULT_SET, key=key, scope=scope, confidence="C")
    base = held.get((key, scope), fresh)
    if base.id == 0:
        text = "" if base.set_name == DERIVED else base.text
        base = replace(base, uid=fresh.uid, set_name=DEFAULT_SET, source="", link="", text=text, confidence="C")
    unit = known.definitions[key].unit if key in known.definitions else ""
    row = replace(base, **{"owner": desk.user, "as_of": desk.clock.today(), "unit": unit, **values})  # type: ignore[arg-type]
    if problems := check_assumption(row, known.definitions):
        raise Refused(problems[0])
    return row


def accept(desk: Desk, changes: Sequence[AssumptionChange]) -> Changes:
    """Take changed assumptions from a handout into the portfolio, as one operation.

    Raises Refused: assumption_moved (changed here after the handout was issued), and as ``set_assumption``.
    """
    wanted: dict[tuple[str, str], dict[str, object]] = {}
    for change in changes:
        wanted.setdefault((change.key, change.scope), {})[change.part] = change.new
    with desk.file.operation("accept_assumptions", n=len(changes)) as work:
        held = _held(desk, work)
        for change in changes:
            _check_unmoved(change, held.get((change.key, change.scope)))
        for (key, scope), values in wanted.items():
            file = next(change.source.file for change in changes if (change.key, change.scope) == (key, scope))
            store_row(work, _stated(desk, held, key, scope, {**values, "source": file}))
    ids = tuple(number for _key, scope in wanted for number in _named(scope))
    return Changes.of([Kind.ASSUMPTIONS] if wanted else [], ids)


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


def store_row(work: Work, row: Assumption) -> None:
    """Add the row, or bring the stored one of that set, key and scope to it."""
    stored = work.select(Assumption, set_name=row.set_name, key=row.key, scope=row.scope)
    if not stored:
        work.add(replace(row, id=0))
        return
    values = {name: value for name, value in asdict(row).items() if name not in {"id", "uid"}}
    work.change(Assumption, stored[0].id, **values)
