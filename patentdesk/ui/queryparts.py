"""Take a query text apart into the rows of the query form, and put it together again. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from patentdesk.core.problems import Refused
from patentdesk.portfolio import clauses
from patentdesk.portfolio import query as q
from patentdesk.portfolio.fields import BY_NAME, FieldKind
from patentdesk.portfolio.query import EXACTLY, Query, parse, written
from patentdesk.portfolio.speech import PLAIN, Codes, Speech

RANGED = frozenset({FieldKind.DATE, FieldKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Parts:
    """What a query asks, row by row.

    ``values`` holds values joined by commas, by field, behind ``=`` where a text is one of them; ``ranges`` what
    stands under 'from' and 'to', where '<' and '>' before a value exclude it; ``flags`` tells properties that are asked
    for (True) or excluded. ``others`` is what no row can show; it is kept as it was written.
    """

    words: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)
    others: str = ""


def take_apart(text: str, codes: Codes | None = None, speech: Speech = PLAIN) -> Parts:
    """Return the rows of a query text; values are called as people call them."""
    found = Parts()
    for one in clauses.split(text, codes):
        taken = None if one.node is None else _taken(found, one.node, one.text, speech)
        found = taken or replace(found, others=f"{found.others} {one.text}".strip())
    return found


def _taken(  # noqa: PLR0911 - one return per kind of condition
    parts: Parts, node: Query, text: str, speech: Speech
) -> Parts | None:
    """Return the parts with one condition more; None when no row has room for it."""
    match node:
        case q.Text():
            return replace(parts, words=f"{parts.words} {text}".strip())
        case q.Flag(name) | q.Not(q.Flag(name)) if name not in parts.flags:
            return replace(parts, flags={**parts.flags, name: isinstance(node, q.Flag)})
        case q.Match(name, (value,)) if BY_NAME[name].kind in RANGED and value and name not in parts.ranges:
            return replace(parts, ranges={**parts.ranges, name: (value, value)})
        case q.Match(name, values, exact) if BY_NAME[name].kind not in RANGED and name not in parts.values:
            named = (EXACTLY if exact else "") + ",".join(written(speech.value(name, value)) for value in values)
            return replace(parts, values={**parts.values, name: named})
        case q.Range(name, low, high) if name not in parts.ranges:
            return replace(parts, ranges={**parts.ranges, name: (low, high)})
        case q.Compare(name, relation, value):
            side = 0 if relation.startswith(">") else 1
            ends = list(parts.ranges.get(name, ("", "")))
            if not ends[side]:
                ends[side] = value if relation.endswith("=") else f"{relation}{value}"
                return replace(parts, ranges={**parts.ranges, name: (ends[0], ends[1])})
    return None


def put_together(parts: Parts, speech: Speech = PLAIN) -> str:
    """Return the query text of the rows; what cannot be read yet stands in it as it is."""
    made = [parts.words]
    for name, value in parts.values.items():
        if value.strip():
            made.append(f"{speech.field(name)}:{_listed(name, value)}")
    for name, (low, high) in parts.ranges.items():
        made += _range(speech.field(name), low.strip(), high.strip())
    made += [f"{'' if wanted else '-'}{speech.condition(name)}" for name, wanted in parts.flags.items()]
    return clauses.join([*(part.strip() for part in made), parts.others])


def _listed(name: str, value: str) -> str:
    """Return values as they stand in a query; what cannot be read as such is one value."""
    try:
        node = parse(f"{name}:{value.strip()}")
    except Refused:
        node = q.EVERYTHING
    if isinstance(node, q.Match):
        return value.strip()
    exactly = EXACTLY if value.strip().startswith(EXACTLY) else ""
    value = value.strip().removeprefix(exactly)
    return exactly + ",".join(
        written(one.strip().strip('"')) for one in value.replace("，", ",").split(",") if one.strip()
    )


def _range(name: str, low: str, high: str) -> list[str]:
    if low == high and low and low[0] not in "<>":
        return [f"{name}:{low}"]
    if any(end.startswith(("<", ">")) for end in (low, high)) or _distance(low) or _distance(high):
        return [*_end(name, ">", low), *_end(name, "<", high)]
    span = f"{name}:{low}..{high}"
    if low and high and _backwards(span):
        return [*_end(name, ">", low), *_end(name, "<", high)]
    return [span] if low or high else []


def _backwards(span: str) -> bool:
    """Tell whether a span ends before it begins, which is no query; as two comparisons it finds nothing."""
    try:
        parse(span)
    except Refused as refused:
        return refused.problem.code == "query_backwards"
    return False


def _distance(end: str) -> bool:
    """Tell whether an end is a distance from today, which reads better as a comparison."""
    return end[-1:] in {"d", "w", "m", "y"}


def _end(name: str, relation: str, end: str) -> list[str]:
    if not end:
        return []
    return [f"{name}{end}" if end.startswith(relation) else f"{name}{relation}={end}"]
