"""Turn a query into SQL: the text index, the fields of patents, and what hangs on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    column,
    exists,
    false,
    func,
    not_,
    null,
    or_,
    select,
    table,
    true,
)

from patentdesk.docketing.records import TERM_TASKS
from patentdesk.portfolio import query as q
from patentdesk.portfolio.codes import DEAD, RightType, Status
from patentdesk.portfolio.fields import BY_NAME, FieldKind, edges
from patentdesk.portfolio.numbers import NumberRole, readings
from patentdesk.portfolio.query import Query
from patentdesk.portfolio.spans import Bound, interval
from patentdesk.store import inflection
from patentdesk.store.schema import BY_TABLE, TABLES
from patentdesk.store.words import folded_number, phrase

Condition = ColumnElement[bool]
_CHAIN = 100
_P = TABLES["patents"]
_D = TABLES["deadlines"]
_CODECS = BY_TABLE["patents"].codecs
_FTS = table("search", column("rowid"))
_INDEXED: Mapping[str, str] = {
    "title": "title",
    "abstract": "abstract",
    "applicant": "applicants",
    "inventor": "inventors",
}
"""Field of the query language → column of the search index."""
_SPOKEN = frozenset({"title", "abstract"})
"""Those that hold words, of which each form counts, and no names."""
LIFE: Mapping[str, int] = {status.value: place for place, status in enumerate(Status)}
"""Legal state → its place in the life of a right; states are sorted by it, the same in every language."""
TEXT_COLUMN: Mapping[str, str] = {"applicant": "applicants_text", "inventor": "inventors_text"}


def ids(query: Query, sort: Sequence[tuple[str, bool]], today: date) -> Select[Any]:
    """Return the statement for the ids of the selected patents, sorted by (field, descending), then by id.

    A sort field is a field of Patent, 'due' (the earliest open deadline), 'expires', 'member' or 'agency' (by name).
    Legal states stand in the order of ``Status``, text in that of ``words.sort_key``; what is not known comes first.
    """
    keys = [sort_key(name).desc() if descending else sort_key(name).asc() for name, descending in sort]
    return select(_P.c.id).where(where(query, today)).order_by(*keys, _P.c.id)


def tally(query: Query, by: Sequence[str], today: date) -> Select[Any]:
    """Return the statement that counts the selected patents by fields; 'filing_date.year' is the year as a number."""
    columns = [_group(name) for name in by]
    counted = select(*columns, func.count()).select_from(_P).where(where(query, today))
    return counted.group_by(*columns).order_by(*columns)


def where(query: Query, today: date) -> Condition:  # noqa: PLR0911 - one return per kind of node
    """Return the condition on patents that the query means."""
    match query:
        case q.Text(words):
            return _words(words)
        case q.Match(field, values, exact):
            return _balanced(
                or_, [_is(field, value) if exact and value else _match(field, value, today) for value in values]
            )
        case q.Range(field) | q.Compare(field):
            return _between(field, *interval(query, today))
        case q.Flag(name):
            return _flag(name, today)
        case q.Not(part):
            return not_(func.coalesce(where(part, today), false()))
        case q.All(parts):
            return _balanced(and_, [true(), *(where(part, today) for part in parts)])
        case q.Any(parts):
            return _balanced(or_, [false(), *(where(part, today) for part in parts)])


def _balanced(join: Callable[..., Condition], conditions: list[Condition]) -> Condition:
    """Join conditions as a tree: SQLite takes a chain of a thousand, but any number side by side."""
    while len(conditions) > _CHAIN:
        chains = [conditions[start : start + _CHAIN] for start in range(0, len(conditions), _CHAIN)]
        conditions = [func.coalesce(join(*chain), null()) for chain in chains]
    return join(*conditions)


def by_number(number: str) -> Iterator[Select[Any]]:
    """Yield statements for the ids of patents with a number: whole, as a source calls it, or begun."""
    for begun in (False, True):
        expression = number_expression(number, begun=begun)
        yield select(_P.c.id).where(_fts(expression) if expression else false()).order_by(_P.c.id)
        if not begun and number.strip():
            yield select(_P.c.id).where(_P.c.external_id == number.strip()).order_by(_P.c.id)


def sort_key(name: str) -> ColumnElement[Any]:
    """Return the expression that a field is sorted by."""
    if name == "status":
        return case(LIFE, value=value(name), else_=value(name))
    if name in {"member", "agency"} or (name in _CODECS and _CODECS[name].written):
        return func.sort_key(value(name))
    return value(name)


def value(name: str) -> ColumnElement[Any]:
    """Return the expression for a field's stored value."""
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
    cell = value(field)
    if part == "year":
        return func.cast(func.substr(cell, 1, 4), TABLES["patents"].c.id.type)
    return func.substr(cell, 1, 4) if part else cell


def _words(words: str) -> Condition:
    expression = words_expression(words)
    return _fts(expression) if expression else true()


def words_expression(words: str) -> str:
    """Return what to ask of the search index for bare words; empty: they say nothing.

    Letters and digits of full width, as a Chinese keyboard writes them, also find the usual ones.
    """
    plain = unicodedata.normalize("NFKC", words)
    wanted = list(dict.fromkeys(filter(None, map(_any_form, (words, plain)))))
    if wanted and sum(character.isascii() and character.isdigit() for character in plain) >= 4:
        wanted.append(number_expression(plain))
    return " OR ".join(filter(None, wanted))


def _any_form(words: str) -> str:
    """Return what finds a text as it is written; a single English word is also found by its other forms."""
    others = [f'"{form}"' for form in sorted(inflection.forms(words.strip()))]
    return " OR ".join(filter(None, [phrase(words), *others]))


def number_expression(written: str, *, begun: bool = True) -> str:
    """Return what to ask of the search index for a number that begins as written; empty: it is none.

    One with a check digit behind a point is also known without it, one that ends in a kind code without that, and an
    international application by its key: lists show these forms, whatever a source wrote.
    """
    forms = {folded_number(written), folded_number(written.rpartition(".")[0]), *_keys(written)} - {""}
    return " OR ".join(f'numbers : "{form}"{" *" if begun else ""}' for form in sorted(forms))


def _keys(written: str) -> Iterator[str]:
    """Yield the keys of a whole publication number with its kind code and of an international application."""
    for one in readings(written):
        published = one.role is not NumberRole.APPLICATION
        if one.known and (one.kind_code if published else one.right_type is RightType.PCT):
            yield one.key


def field_expression(field: str, value: str) -> str:
    """Return what to ask of the search index for a field; empty: the index does not know."""
    if BY_NAME[field].kind is FieldKind.OFFICE_NUMBER:
        return number_expression(value)
    wanted = _any_form(value) if field in _SPOKEN else phrase(value) if field in _INDEXED else ""
    return f"{_INDEXED[field]} : ({wanted})" if wanted else ""


def _fts(expression: str) -> Condition:
    hits = select(_FTS.c.rowid).where(column("search", is_literal=True).op("MATCH")(expression))
    return _P.c.id.in_(hits)


def _match(field: str, value: str, today: date) -> Condition:
    kind = BY_NAME[field].kind
    if field in _SPECIAL:
        return _SPECIAL[field](value)
    if kind in {FieldKind.DATE, FieldKind.NUMBER}:
        return _between(field, *interval(q.Match(field, (value,)), today)) if value else _unknown(field)
    expression = field_expression(field, value)
    if expression or kind is FieldKind.OFFICE_NUMBER:
        return _fts(expression) if expression else false()
    cell = _P.c[TEXT_COLUMN.get(field, field)]
    if not value:
        return or_(cell.is_(None), func.trim(cell, edges(field)) == "")
    return func.lower(cell) == value.lower() if kind is FieldKind.CODE else cell.icontains(value, autoescape=True)


def _is(field: str, value: str) -> Condition:
    """Return the condition that a text is a value, or holds it among others."""
    if field in {"member", "agency"}:
        return _P.c[f"{field}_id"].in_(organisations_called(field, value))
    names = ("title", "title_en") if field == "title" else (TEXT_COLUMN.get(field, field),)
    return or_(*(_holds(field, _P.c[name], value) for name in names))


def _holds(field: str, cell: ColumnElement[Any], value: str) -> Condition:
    """SQLite's own search for the first word spares most rows the call."""
    return and_(func.instr(cell, value.partition(" ")[0]) > 0, func.has_value(field, cell, value) == 1)


def organisations_called(field: str, name: str) -> Select[Any]:
    """Return the statement for the ids of organisations with exactly this name."""
    organisations = TABLES["organisations"].c
    return select(organisations.id).where(_holds(field, organisations.name, name))


def _unknown(field: str) -> Condition:
    return not_(exists().where(_D.c.patent_id == _P.c.id, _open())) if field == "due" else value(field).is_(None)


def _between(field: str, first: Bound, last: Bound) -> Condition:
    return _P.c.id.in_(due_within(first, last)) if field == "due" else and_(*_bounds(value(field), first, last))


def _bounds(cell: ColumnElement[Any], first: Bound, last: Bound) -> list[Condition]:
    low, high = (str(bound) if isinstance(bound, date) else bound for bound in (first, last))
    return [
        cell.is_not(None),
        *([cell >= low] if low is not None else []),
        *([cell <= high] if high is not None else []),
    ]


def due_within(first: Bound, last: Bound) -> Select[Any]:
    """Return the statement for the ids of patents with an open deadline from ``first`` to ``last``."""
    return select(_D.c.patent_id).where(_open(), *_bounds(_D.c.due_date, first, last))


def overdue(today: date) -> Select[Any]:
    """Return the statement for the ids of patents with an open deadline that has passed, ends of terms apart."""
    return select(_D.c.patent_id).where(_open(), _D.c.due_date < today.isoformat(), _D.c.task.not_in(TERM_TASKS))


def _open() -> Condition:
    return and_(_D.c.state.in_(("open", "in_progress")), _D.c.gone == 0)


def _has(name: str, *conditions: Condition) -> Condition:
    other = TABLES[name]
    return _P.c.id.in_(select(other.c.patent_id).where(*conditions))


def organisations_named(part: str) -> Select[Any]:
    """Return the statement for the ids of organisations with this in their name, in either language."""
    organisations = TABLES["organisations"].c
    named = or_(*(organisations[name].icontains(part, autoescape=True) for name in ("name", "name_en")))
    return select(organisations.id).where(named)


def _organisation(field: str) -> Callable[[str], Condition]:
    def condition(value: str) -> Condition:
        cell = _P.c[f"{field}_id"]
        return cell.in_(organisations_named(value)) if value else cell.is_(None)

    return condition


def symbol_start(written: str) -> str:
    """Return the beginning of a classification symbol in its canonical form."""
    return written.upper().replace(" ", "")


def classified(start: str) -> Select[Any]:
    """Return the statement for the ids of patents with a classification symbol that starts so."""
    return select(TABLES["classifications"].c.patent_id).where(_starts(TABLES["classifications"].c.symbol, start))


def _starts(cell: ColumnElement[Any], start: str) -> Condition:
    """An interval, in contrast to LIKE, is found by an index."""
    return and_(cell >= start, cell < start + "\U0010ffff")


def _class(value: str) -> Condition:
    if not value:
        return and_(not_(_has("classifications")), _P.c.ipc_main == "")
    start = symbol_start(value)
    return or_(_P.c.id.in_(classified(start)), _starts(_P.c.ipc_main, start))


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


def _owners(name: str, *conditions: Condition) -> Select[Any]:
    return select(TABLES[name].c.patent_id).where(*conditions)


_PARTIES = TABLES["parties"].c
LASTING: Mapping[str, tuple[Select[Any], ...]] = {
    "co-owned": (
        _owners("parties", _PARTIES.role.in_(("applicant", "owner")))
        .group_by(_PARTIES.patent_id, _PARTIES.role)
        .having(func.count() > 1),
        _owners("encumbrances", TABLES["encumbrances"].c.kind == "co_owner"),
    ),
    "due-blocked": (_owners("deadlines", _open(), _D.c.problem != ""),),
    "decided": (_owners("decisions"),),
    "signed": (_owners("decisions", TABLES["decisions"].c.signed_at.is_not(None)),),
    "valued": (_owners("valuations"),),
    "hand-made": (_owners("hand_made"),),
    "conflicting": (_owners("differences", TABLES["differences"].c.state == "open"),),
}
"""Flag that does not hang on the day → statements for the ids of its patents."""

DUE = func.min(_D.c.due_date)
EARLIEST_DUE = _owners("deadlines", _open()).group_by(_D.c.patent_id)
"""The statement for the ids of patents with open deadlines; ``DUE`` is the earliest day of each."""

DEAD_CODES = tuple(status.value for status in DEAD)


def _flag(name: str, today: date) -> Condition:
    if name in LASTING:
        return or_(*(_P.c.id.in_(statement) for statement in LASTING[name]))
    if name == "encumbered":
        return _still_bound(today)
    if name == "overdue":
        return _P.c.id.in_(overdue(today))
    return _P.c.status.in_(DEAD_CODES) if name == "dead" else _P.c.status.not_in(DEAD_CODES)
