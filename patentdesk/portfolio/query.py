"""Read and write the query language that selects patents.

    电池 "thermal management"       words and phrases in titles, abstracts, names; numbers in any written form
    status:granted  申请人:比亚迪     a field has a value;  office:CN,EP  one of several;  segment:""  has none
    member:=江淮动力                 a text is exactly that (or one of several); without = it contains it
    filed:2015..2020  filed:..2020  a range, both ends included;  filed:2019  a whole year
    family>3  due<90d  granted>=2020-01
    is:co-owned                     a flag
    -segment:charging               not
    a b   a OR b   ( ... )          and binds closer than OR

Dates: YYYY, YYYY-MM, YYYY-MM-DD, today, or a distance from today such as 90d, -2w, 6m, 1y.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from patentdesk.core.problems import Problem, Refused, Severity, Source
from patentdesk.portfolio.fields import BY_NAME, FLAG_NAMES, Field, FieldKind
from patentdesk.portfolio.speech import PLAIN, Codes, Speech

BEGUN = 3
"""So many Latin letters or digits also find longer words; fewer are a word of their own."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand together, or a number in any written form."""

    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A field has one of the values; the empty value means that nothing is known.

    ``exact``: a text is the value, capitals included, in contrast to having it in it; never set for other kinds.
    """

    field: str
    values: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A field lies from ``low`` to ``high``, both included; '' leaves a side open."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A field stands in a relation (<, <=, >, >=) to a value."""

    field: str
    relation: str
    value: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A property that is worked out, such as 'co-owned'."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold; without parts: everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Text | Match | Range | Compare | Flag | Not | All | Any
Query = Node
EVERYTHING: Query = All()

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\()|(?P<close>\))|
      (?P<minus>-)(?=[^\s)])|
      (?:(?P<field>[^\W\d][\w-]*)(?P<relation>[:：]|[<>]=?))|
      (?P<quoted>"(?:[^"\\]|\\.)*")|
      (?P<bare>[^\s()"]+)
    )""",
    re.VERBOSE,
)
EXACTLY = "="
"""Stands before the values that a text is exactly."""
_EXACTLY = frozenset({EXACTLY, "＝"})
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s()",，]*')
_DATE = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|today|[+-]?\d{1,5}[dwmy]")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_NUMBER = re.compile(r"-?\d{1,18}")
_NUMBER_PIECE = re.compile(r"(?:[A-Za-z]{2,4})?\d[\d.,/-]*[A-Za-z]?\d{0,2}|[A-Z]{2}|[A-Z]\d?")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_VALUE = re.compile(r"\w[\w/-]*")
_CONNECTING = frozenset("&+/-–—·,.;，、；")
"""Signs that stand between words of a name and say nothing by themselves."""
_MAX_DEPTH = 50
_MAX_TERMS = 10_000
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which no text holds."""


def parse(text: str, codes: Codes | None = None) -> Query:
    """Return the query for a text; written forms of code values are replaced by their codes.

    Raises Refused: query_unknown_field, query_unknown_flag, query_bad_date, query_bad_number, query_bracket,
    query_quote, query_no_value, query_too_deep, query_too_long, query_no_words (signs alone, which no search finds),
    query_unknown_value, query_unheard_value (of a field whose codes are known; ``known``: the nearest, else all codes);
    args ``position`` (from 1) and ``near``.
    """
    return _Parser(_HALF.sub("\ufffd", text), codes or {}).whole()


def show(query: Query, speech: Speech = PLAIN) -> str:
    """Return the text of a query; parsing it gives the same query (with the codes of the speech, if it has any)."""
    return "" if query == EVERYTHING else _show(query, speech, inside=False)


def _show(node: Node, speech: Speech, *, inside: bool) -> str:  # noqa: PLR0911 - one return per kind of node
    match node:
        case Text(text):
            return text if _WORD.fullmatch(text) and not _NUMBER_PIECE.fullmatch(text) else _quoted(text)
        case Match(field, values, exact):
            listed = ",".join(written(speech.value(field, value)) for value in values)
            return f"{speech.field(field)}:{EXACTLY if exact else ''}{listed}"
        case Range(field, low, high):
            return f"{speech.field(field)}:{low}..{high}"
        case Compare(field, relation, value):
            return f"{speech.field(field)}{relation}{value}"
        case Flag(name):
            return speech.condition(name)
        case Not(part):
            return f"-{_show(part, speech, inside=True)}"
        case All(parts):
            shown = " ".join(_show(part, speech, inside=True) for part in parts)
            return f"({shown})" if inside else shown
        case Any(parts):
            shown = " OR ".join(_show(part, speech, inside=True) for part in parts)
            return f"({shown})" if inside else shown


def written(value: str) -> str:
    """Return the value of a field as it stands in a query text, in quotation marks where it needs them."""
    return value if _PLAIN_VALUE.fullmatch(value) else _quoted(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unquoted(written: str) -> str:
    if written.startswith('"'):
        return re.sub(r"\\(.)", r"\1", written[1:-1], flags=re.DOTALL)
    return written


def _backwards(field: Field, low: str, high: str) -> bool:
    """Tell whether a span ends before it begins; of days that count from today nobody can tell here."""
    if not low or not high:
        return False
    if field.kind is FieldKind.NUMBER:
        return int(low) > int(high)
    known = _DAY.fullmatch(low) and _DAY.fullmatch(high)
    return bool(known) and low[: len(high)] > high[: len(low)]


class _Parser:
    """Reads one query text from left to right."""

    def __init__(self, text: str, codes: Codes) -> None:
        self._text = text.replace("\0", " ")  # SQLite ends a text at NUL
        self._codes = codes
        self._place = 0
        self._depth = 0
        self._terms_read = 0

    def whole(self) -> Query:
        query = self._any()
        if self._place < len(self._text.rstrip()):
            raise self._fault("query_bracket")
        return query

    def _any(self) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._fault("query_too_deep")
        parts = [self._all()]
        while self._skip_or():
            parts.append(self._all())
        self._depth -= 1
        if len(parts) == 1:
            return parts[0]
        return Any(tuple(parts))

    def _skip_or(self) -> bool:
        found = re.compile(r"\s*OR(?=[\s(]|$)").match(self._text, self._place)
        if found:
            self._place = found.end()
        return found is not None

    def _all(self) -> Node:
        begun = self._place
        terms = list(self._terms())
        telling = [term for term in terms if not _only_connects(*term)]
        if terms and not telling:
            raise self._fault("query_no_words", begun)
        parts = tuple(_joined_numbers(iter(telling)))
        return parts[0] if len(parts) == 1 else All(parts)

    def _terms(self) -> Iterator[tuple[Node, bool]]:
        """Yield each term and whether it was a bare word."""
        while True:
            start = self._place
            if self._skip_or():
                self._place = start
                return
            token = _TOKEN.match(self._text, self._place)
            if token is None or token["close"]:
                if token is None and self._text[self._place :].strip():
                    raise self._fault("query_quote")
                return
            yield self._term(token)

    def _term(self, token: re.Match[str]) -> tuple[Node, bool]:
        begun = token.start(token.lastgroup or 0)
        self._place = token.end()
        self._terms_read += 1
        if self._terms_read > _MAX_TERMS:
            raise self._fault("query_too_long", begun)
        if token["minus"]:
            following = _TOKEN.match(self._text, self._place)
            if following is None or following["close"]:
                raise self._fault("query_no_value", begun)
            self._depth += 1
            if self._depth > _MAX_DEPTH:
                raise self._fault("query_too_deep")
            part = self._term(following)
            if _only_connects(*part):
                raise self._fault("query_no_words", begun)
            self._depth -= 1
            return Not(part[0]), False
        if token["open"]:
            inner = self._any()
            if not re.compile(r"\s*\)").match(self._text, self._place):
                raise self._fault("query_bracket", begun)
            self._place = self._text.index(")", self._place) + 1
            return inner, False
        if token["relation"]:
            return self._field(token, token.start("field")), False
        text = _unquoted(token["quoted"]) if token["quoted"] else token["bare"]
        bare = not token["quoted"]
        if not any(map(str.isalnum, text)) and not _only_connects(Text(text), bare):
            raise self._fault("query_no_words", begun)
        return Text(text), bare

    def _field(self, token: re.Match[str], begun: int) -> Node:
        name = token["field"]
        colon = token["relation"] in ":："
        if colon and name.lower() in {"is", "是"}:
            return self._flag()
        field = BY_NAME.get(name.lower())
        if field is None:
            raise self._fault("query_unknown_field", begun, name)
        if not colon:
            return Compare(field.name, token["relation"], self._comparable(field, self._value()))
        ranged = re.compile(r"([^\s()\",]*?)\.\.([^\s()\",]*)").match(self._text, self._place)
        if ranged and field.kind in {FieldKind.DATE, FieldKind.NUMBER}:
            self._place = ranged.end()
            low, high = (self._comparable(field, end) if end else "" for end in ranged.groups())
            if _backwards(field, low, high):
                raise self._fault("query_backwards", ranged.start(), ranged[0])
            return Range(field.name, low, high)
        exact = self._text[self._place : self._place + 1] in _EXACTLY
        self._place += exact
        return Match(field.name, tuple(self._values(field)), exact and field.kind is FieldKind.TEXT)

    def _flag(self) -> Node:
        begun, name = self._place, self._value()
        if name.lower() not in FLAG_NAMES:
            raise self._fault("query_unknown_flag", begun, name)
        return Flag(FLAG_NAMES[name.lower()])

    def _values(self, field: Field) -> Iterator[str]:
        while True:
            begun = self._place
            quoted = self._text.startswith('"', self._place)
            value = self._value()
            if not value and not quoted:
                raise self._fault("query_no_value")
            yield self._known(field, value, begun)
            if self._text[self._place : self._place + 1] not in {",", "，"}:
                return
            self._place += 1

    def _known(self, field: Field, value: str, begun: int) -> str:
        """Return a value as the field keeps it."""
        if not value:
            return value
        if field.kind in {FieldKind.DATE, FieldKind.NUMBER}:
            return self._comparable(field, value)
        known = self._codes.get(field.name, {})
        if field.kind is not FieldKind.CODE or not known:
            return value
        own = {code.lower(): code for code in known.values()}
        code = known.get(value.lower()) or own.get(value.lower())
        if code is None:
            raise self._unknown_value(value, begun, known)
        return code

    def _unknown_value(self, value: str, begun: int, known: Mapping[str, str]) -> Refused:
        """Return the refusal of a value, with the nearest written form, else with the codes that the field takes."""
        near = get_close_matches(value.lower(), known, 1, cutoff=0.5)
        fault = self._fault("query_unknown_value" if near else "query_unheard_value", begun, value).problem
        known_here = near[0] if near else ", ".join(dict.fromkeys(known.values()))
        return Refused(replace(fault, args={**fault.args, "known": known_here}))

    def _value(self) -> str:
        found = _VALUE.match(self._text, self._place)
        if found is None or (not found[0] and self._text.startswith('"', self._place)):
            raise self._fault("query_quote")
        self._place = found.end()
        return _unquoted(found[0])

    def _comparable(self, field: Field, value: str) -> str:
        if field.kind is FieldKind.DATE and not _DATE.fullmatch(value):
            raise self._fault("query_bad_date", None, value)
        if field.kind is FieldKind.NUMBER and not _NUMBER.fullmatch(value):
            raise self._fault("query_bad_number", None, value)
        if field.kind not in {FieldKind.DATE, FieldKind.NUMBER}:
            raise self._fault("query_no_order", None, field.name)
        return value

    def _fault(self, code: str, place: int | None = None, near: str = "") -> Refused:
        at = self._place if place is None else place
        at += len(self._text[at:]) - len(self._text[at:].lstrip())
        shown = near or self._text[at : at + 20]
        args: dict[str, str | int | float] = {"position": at + 1, "near": shown}
        return Refused(Problem(code, Severity.ERROR, Source(), "query", args))


def _only_connects(node: Node, bare: bool) -> bool:
    """Tell whether a term is a bare sign that only stands between others, such as & in a name."""
    return bare and isinstance(node, Text) and _CONNECTING.issuperset(node.text)


def _joined_numbers(terms: Iterator[tuple[Node, bool]]) -> Iterator[Node]:
    """Join bare words that are pieces of one number, such as: US 10,123,456 B2."""
    pieces: list[str] = []
    for node, bare in terms:
        if bare and isinstance(node, Text) and _NUMBER_PIECE.fullmatch(node.text):
            pieces.append(node.text)
            continue
        yield from _number(pieces)
        pieces = []
        yield node
    yield from _number(pieces)


def _number(pieces: list[str]) -> Iterator[Text]:
    if sum(character.isdigit() for piece in pieces for character in piece) >= 5:
        yield Text(" ".join(pieces))
    else:
        yield from (Text(piece) for piece in pieces)
