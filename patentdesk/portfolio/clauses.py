"""Change single conditions of a query text and leave the rest of it as a person wrote it.

A text is a row of clauses that all hold. One with OR outside of brackets is a single clause, which is put into brackets
before another joins it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from patentdesk.core.problems import Refused
from patentdesk.portfolio import query as q
from patentdesk.portfolio.fields import BY_NAME, FieldKind
from patentdesk.portfolio.query import Query, parse
from patentdesk.portfolio.speech import PLAIN, Codes, Speech

_CLAUSE = re.compile(r'(?:"(?:[^"\\]|\\.)*"?|[^\s"])+')


class How(Enum):
    """What choosing a value does to the condition on its field."""

    ONLY = auto()
    """The field has this value; chosen again, the condition goes."""
    ALSO = auto()
    """The value joins or leaves those that the field may have."""
    NOT = auto()
    """The field must not have the value; chosen again, it may."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query text as it was written; ``node`` None: it cannot be read."""

    text: str
    node: Query | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values that a query asks a field for, and those that it excludes; '' stands for 'not known'."""

    wanted: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def split(text: str, codes: Codes | None = None) -> list[Clause]:
    """Return the clauses of a text in their order."""
    pieces = _pieces(text)
    if "OR" in pieces:
        return [Clause(text.strip(), _read(text, codes))]
    return [Clause(piece, _read(piece, codes)) for piece in pieces]


def join(clauses: Iterable[str]) -> str:
    """Return the text in which all clauses hold."""
    parts = [part for part in clauses if part]
    return " ".join(f"({part})" if len(parts) > 1 and "OR" in _pieces(part) else part for part in parts)


def clause(
    field: str, values: Sequence[str], speech: Speech = PLAIN, *, negated: bool = False, loose: bool = False
) -> str:
    """Return the text of the condition that a field has one of the values, or that it has none of them.

    ``loose``: a text need only contain the value.
    """
    exact = not loose and any(values) and BY_NAME[field].kind is FieldKind.TEXT
    asked = q.Match(field, tuple(values), exact)
    return q.show(q.Not(asked) if negated else asked, speech)


def chosen(text: str, field: str, codes: Codes | None = None) -> Chosen:
    """Return what a query asks of a field by its values."""
    wanted: list[str] = []
    excluded: list[str] = []
    for one in split(text, codes):
        match one.node:
            case q.Match(name, values) if name == field:
                wanted += values
            case q.Not(q.Match(name, values)) if name == field:
                excluded += values
    return Chosen(tuple(wanted), tuple(excluded))


def without(text: str, field: str, codes: Codes | None = None) -> str:
    """Return the query without the values that it asks a field for; what it excludes stays."""
    return join(one.text for one in split(text, codes) if not _asks(one.node, field))


def toggled(text: str, field: str, value: str, how: How, codes: Codes | None = None, *, speech: Speech = PLAIN) -> str:
    """Return the query after a value of a field was chosen: a text is then exactly the value.

    Values that join others in a condition of a person's own, such as member:BYD, are contained as those are.
    """
    had = chosen(text, field, codes)
    wanted, excluded = list(had.wanted), list(had.excluded)
    if how is How.NOT:
        excluded = _flipped(excluded, value)
        wanted = [one for one in wanted if one != value]
    elif how is How.ALSO:
        wanted = _flipped(wanted, value)
        excluded = [one for one in excluded if one != value]
    else:
        wanted = [] if wanted == [value] else [value]
        excluded = [one for one in excluded if one != value]
    rest = [one.text for one in split(text, codes) if not _is_about(one.node, field)]
    contained = {value for one in split(text, codes) for value in _contained(one.node, field)}
    made = (
        [clause(field, wanted, speech, loose=not contained.isdisjoint(wanted) and how is not How.ONLY)]
        if wanted
        else []
    )
    if excluded:
        made.append(clause(field, excluded, speech, negated=True, loose=not contained.isdisjoint(excluded)))
    return join([*rest, *made])


def narrowed(text: str, more: str, codes: Codes | None = None, *, speech: Speech = PLAIN) -> str:
    """Return the query with more conditions, each in the place of one about the same field, written as people do.

    When all of them stand in it already, they are taken out again.
    """
    wanted, present = split(more, codes), split(text, codes)
    nodes = [one.node for one in wanted]
    if wanted and all(any(one.node == other.node for other in present) for one in wanted):
        return join(one.text for one in present if one.node not in nodes)
    fields = {_field_of(node) for node in nodes} - {""}
    kept = [one.text for one in present if _field_of(one.node) not in fields and one.node not in nodes]
    as_said = speech != PLAIN
    return join([*kept, *(q.show(one.node, speech) if as_said and one.node else one.text for one in wanted)])


def _pieces(text: str) -> list[str]:
    """Return what stands between blanks outside of quotation marks and brackets."""
    pieces: list[str] = []
    depth = 0
    for part in _CLAUSE.findall(text):
        if depth > 0:
            pieces[-1] += f" {part}"
        else:
            pieces.append(part)
        bare = re.sub(r'"(?:[^"\\]|\\.)*"?', "", part)
        depth = max(depth + bare.count("(") - bare.count(")"), 0)
    return pieces


def _read(text: str, codes: Codes | None) -> Query | None:
    try:
        return parse(text, codes)
    except Refused:
        return None


def _field_of(node: Query | None) -> str:
    return node.field if isinstance(node, q.Match | q.Range | q.Compare) else ""


def _asks(node: Query | None, field: str) -> bool:
    return isinstance(node, q.Match) and node.field == field


def _contained(node: Query | None, field: str) -> tuple[str, ...]:
    """Return the values that a condition asks a text to contain."""
    asked = node.part if isinstance(node, q.Not) else node
    return (
        tuple(filter(None, asked.values))
        if isinstance(asked, q.Match) and _asks(asked, field) and not asked.exact
        else ()
    )


def _is_about(node: Query | None, field: str) -> bool:
    return _asks(node.part if isinstance(node, q.Not) else node, field)


def _flipped(values: list[str], value: str) -> list[str]:
    return [one for one in values if one != value] if value in values else [*values, value]
