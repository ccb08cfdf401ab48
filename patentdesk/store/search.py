"""Turn a query into SQL: the text index, the fields of patents, and what hangs on them."""

from __future__ import annotations

import calendar
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, exists, false, func, not_, or_, select, table, true

from patentdesk.portfolio import query as q
from patentdesk.portfolio.codes import DEAD
from patentdesk.portfolio.fields import BY_NAME, FieldKind
from patentdesk.portfolio.query import Query
from patentdesk.store.schema import TABLES
from patentdesk.store.words import folded_number, phrase

Condition = ColumnElement[bool]
_P = TABLES["patents"]
_D = TABLES["deadlines"]
_FTS = table("search", column("rowid"))
_INDEXED: Mapping[str, str] = {"title": "title", "abstract": "abstract", "applicant": "names", "inventor": "names"}
_RELATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TEXT_COLUMN: Mapping[str, str] = {"applicant": "applicants_text", "inventor": "inventors_text"}


def ids(query: Query, sort: Sequence[tuple[str, bool]], today: date) -> Select[Any]:
    """Return the statement for the ids of the selected patents, sorted by (field, descending), then by id.

    A sort field is a field of Patent, 'due' (the earliest open deadline), 'expires', 'member' or 'agency' (by name).
    """
    keys = [_sort_key(name).desc() if descending else _sort_key(name).asc() for name, descending in sort]
    return select(_P.c.id).where(where(query, today)).order_by(*keys, _P.c.id)


def tally(query: Query, by: Sequence[str], today: date) -> Select[Any]:
    """Return the statement that counts the selected patents by fields; 'filing_date.year' is the year as a number."""
    columns = [_group(name) for name in by]
    return select(*columns, func.count()).select_from(_P).where(where(query, today)).group_by(*columns).order_by(*columns)


def where(query: Query, today: date) -> Condition:  # noqa: PLR0911 - one return per kind of node
    """Return the condition on patents that the query means."""
    match query:
        case q.Text(words):
            return _words(words)
        case q.Match(field, values):
            return or_(*(_match(field, value, today) for value in values))
        case q.Range(field, low, high):
            return _range(field, low, high, today)
        case q.Compare(field, relation, value):
            return _compare(field, relation, value, today)
        case q.Flag(name):
            return _FLAGS[name](today)
        case q.Not(part):
            return not_(func.coalesce(where(part, today), false()))
        case q.All(parts):
            return and_(true(), *(where(part, today) for part in parts))
        case q.Any(parts):
            return or_(false(), *(where(part, today) for part in parts))


def by_number(number: str) -> Iterator[Select[Any]]:
    """Yield statements for the ids of patents with a number: the whole number first, then one that begins so."""
    for begun in (False, True):
        yield select(_P.c.id).where(_number(number, begun=begun)).order_by(_P.c.id)


def _sort_key(name: str) -> ColumnElement[Any]:
    if name == "due":
        return _of_patent(func.min(_D.c.due_date), _D.c.patent_id == _P.c.id, _open())
    if name == "expires":
        return _expires()
    if name in {"member", "agency"}:
        organisations = TABLES["organisations"]
        return _of_patent(organisations.c.name, organisations.c.id == _P.c[f"{name}_id"])
    return _P.c[name]


def _of_patent(value: ColumnElement[Any], *conditions: Condition) -> ColumnElement[Any]:
    """Return a value that another table holds about the patent at hand, also where rows are grouped by it."""
    return select(value).where(*conditions).correlate(_P).scalar_subquery()


def _expires() -> ColumnElement[Any]:
    """The end of the term: as a source states it, otherwise as the docket computed it."""
    ends = func.min(func.coalesce(_D.c.unrolled_date, _D.c.due_date))
    return func.coalesce(_P.c.expiry_date, _of_patent(ends, _D.c.patent_id == _P.c.id, _D.c.task == "term", _open()))


def _group(name: str) -> ColumnElement[Any]:
    field, _, part = name.partition(".")
    cell = _sort_key(field)
    return func.cast(func.substr(cell, 1, 4), TABLES["patents"].c.id.type) if part == "year" else cell


def _words(words: str) -> Condition:
    wanted = phrase(words)
    if not wanted:
        return true()
    digits = sum(character.isdigit() for character in words)
    return or_(_fts(wanted), _number(words)) if digits >= 4 else _fts(wanted)


def _number(written: str, *, begun: bool = True) -> Condition:
    """A number begins as written; one with a check digit behind a point is also known without it."""
    forms = {folded_number(written), folded_number(written.rpartition(".")[0])} - {""}
    star = " *" if begun else ""
    return or_(false(), *(_fts(f'numbers : "{form}"{star}') for form in sorted(forms)))


def _fts(expression: str) -> Condition:
    hits = select(_FTS.c.rowid).where(column("search", is_literal=True).op("MATCH")(expression))
    return _P.c.id.in_(hits)


def _match(field: str, value: str, today: date) -> Condition:
    kind = BY_NAME[field].kind
    if field in _SPECIAL:
        return _SPECIAL[field](value)
    if kind is FieldKind.DATE:
        return _dated(field, value, today)
    return _number(value) if kind is FieldKind.OFFICE_NUMBER else _valued(field, kind, value)


def _valued(field: str, kind: FieldKind, value: str) -> Condition:
    cell = _P.c[_TEXT_COLUMN.get(field, field)]
    if not value:
        return or_(cell.is_(None), cell == "") if kind is not FieldKind.NUMBER else cell.is_(None)
    if kind is FieldKind.NUMBER:
        return cell == int(value)
    if kind is FieldKind.CODE:
        return func.lower(cell) == value.lower()
    if field in {"title", "abstract"} and phrase(value):
        return _fts(f"{_INDEXED[field]} : {phrase(value)}")
    return cell.icontains(value, autoescape=True)


def _range(field: str, low: str, high: str, today: date) -> Condition:
    if BY_NAME[field].kind is FieldKind.NUMBER:
        cell = _P.c[field]
        bounds = [*([cell >= int(low)] if low else []), *([cell <= int(high)] if high else [])]
        return and_(cell.is_not(None), *bounds)
    first = _span(low, today)[0] if low else None
    last = _span(high, today)[1] if high else None
    return _between(field, first, last)


def _compare(field: str, relation: str, value: str, today: date) -> Condition:
    if BY_NAME[field].kind is FieldKind.NUMBER:
        relate: Callable[[object, object], Condition] = _RELATIONS[relation]
        return relate(_P.c[field], int(value))
    first, last = _span(value, today)
    day = timedelta(days=1)
    match relation:
        case "<":
            return _between(field, None, first - day)
        case "<=":
            return _between(field, None, last)
        case ">":
            return _between(field, last + day, None)
        case _:
            return _between(field, first, None)


def _dated(field: str, value: str, today: date) -> Condition:
    if not value:
        return not_(exists().where(_D.c.patent_id == _P.c.id, _open())) if field == "due" else _sort_key(field).is_(None)
    first, last = _span(value, today)
    return _between(field, first, last)


def _between(field: str, first: date | None, last: date | None) -> Condition:
    cell = _D.c.due_date if field == "due" else _sort_key(field)
    bounds = [
        *([cell >= first.isoformat()] if first else []),
        *([cell <= last.isoformat()] if last else []),
        *([] if first or last else [cell.is_not(None)]),
    ]
    if field == "due":
        return _P.c.id.in_(select(_D.c.patent_id).where(_open(), *bounds))
    return and_(*bounds)


def _span(value: str, today: date) -> tuple[date, date]:
    """Return the first and last day that a written date means."""
    if value == "today":
        return today, today
    if value[-1] in "dwmy":
        day = _moved(today, int(value[:-1]), value[-1])
        return day, day
    year, month, day_of_month = (int(part) for part in (value + "-0-0").split("-")[:3])
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    if not day_of_month:
        return date(year, month, 1), date(year, month, last)
    exact = date(year, month, min(day_of_month, last))
    return exact, exact


def _moved(day: date, count: int, unit: str) -> date:
    if unit in "dw":
        ordinal = day.toordinal() + count * (7 if unit == "w" else 1)
        return date.fromordinal(min(max(ordinal, date.min.toordinal() + 1), date.max.toordinal() - 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    year, month = min(max(months // 12, 2), 9998), months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _open() -> Condition:
    return and_(_D.c.state.in_(("open", "in_progress")), _D.c.gone == 0)


def _has(name: str, *conditions: Condition) -> Condition:
    other = TABLES[name]
    return _P.c.id.in_(select(other.c.patent_id).where(*conditions))


def _organisation(field: str) -> Callable[[str], Condition]:
    def condition(value: str) -> Condition:
        cell = _P.c[f"{field}_id"]
        if not value:
            return cell.is_(None)
        organisations = TABLES["organisations"]
        named = or_(*(organisations.c[name].icontains(value, autoescape=True) for name in ("name", "name_en")))
        return cell.in_(select(organisations.c.id).where(named))

    return condition


def _class(value: str) -> Condition:
    symbols = TABLES["classifications"].c.symbol
    if not value:
        return and_(not_(_has("classifications")), _P.c.ipc_main == "")
    start = value.upper().replace(" ", "")
    return or_(
        _has("classifications", symbols.startswith(start, autoescape=True)),
        _P.c.ipc_main.startswith(start, autoescape=True),
    )


def _encumbrance(value: str) -> Condition:
    kinds = TABLES["encumbrances"].c.kind
    return _has("encumbrances", kinds == value.lower()) if value else not_(_has("encumbrances"))


def _decision(value: str) -> Condition:
    """The decision in force is the last one; earlier ones do not count."""
    decisions = TABLES["decisions"]
    last = select(func.max(decisions.c.id)).group_by(decisions.c.patent_id)
    if not value:
        return not_(_has("decisions"))
    return _has("decisions", decisions.c.id.in_(last), decisions.c.code == value.upper())


def _grade(value: str) -> Condition:
    items = TABLES["review_items"]
    last = select(func.max(items.c.id)).group_by(items.c.patent_id)
    if not value:
        return not_(_has("review_items"))
    return _has("review_items", items.c.id.in_(last), func.lower(items.c.grade) == value.lower())


_SPECIAL: Mapping[str, Callable[[str], Condition]] = {
    "member": _organisation("member"),
    "agency": _organisation("agency"),
    "class": _class,
    "encumbrance": _encumbrance,
    "decision": _decision,
    "grade": _grade,
}


def _still_bound(today: date) -> Condition:
    ends = TABLES["encumbrances"].c.end_date
    return _has("encumbrances", or_(ends.is_(None), ends >= today.isoformat()))


def _co_owned(_today: date) -> Condition:
    parties, bonds = TABLES["parties"], TABLES["encumbrances"]
    several = (
        select(parties.c.patent_id)
        .where(parties.c.role.in_(("applicant", "owner")))
        .group_by(parties.c.patent_id, parties.c.role)
        .having(func.count() > 1)
    )
    return or_(_P.c.id.in_(several), _has("encumbrances", bonds.c.kind == "co_owner"))


_DEAD = tuple(status.value for status in DEAD)
_FLAGS: Mapping[str, Callable[[date], Condition]] = {
    "alive": lambda _: _P.c.status.not_in(_DEAD),
    "dead": lambda _: _P.c.status.in_(_DEAD),
    "co-owned": _co_owned,
    "encumbered": _still_bound,
    "overdue": lambda today: _has("deadlines", _open(), _D.c.due_date < today.isoformat()),
    "due-blocked": lambda _: _has("deadlines", _open(), _D.c.problem != ""),
    "decided": lambda _: _has("decisions"),
    "signed": lambda _: _has("decisions", TABLES["decisions"].c.signed_at.is_not(None)),
    "valued": lambda _: _has("valuations"),
    "hand-made": lambda _: _has("hand_made"),
    "conflicting": lambda _: _has("provenance", TABLES["provenance"].c.conflicts != "{}"),
}
