"""List what can be typed into the query box, each with what it means in the user's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from patentdesk.portfolio.clauses import clause
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Segment, Status
from patentdesk.portfolio.fields import BY_NAME, FIELDS, FLAGS, Field
from patentdesk.portfolio.query import EXACTLY, parse, show, written
from patentdesk.portfolio.speech import PLAIN, speech
from patentdesk.triage.records import DecisionCode, Grade
from patentdesk.ui.tongue import Tongue

CODES = {
    "status": Status,
    "right_type": RightType,
    "segment": Segment,
    "encumbrance": EncumbranceKind,
    "decision": DecisionCode,
    "grade": Grade,
}
"""Query field → the codes that it may have."""
_OFFICES = ("CN", "EP", "US", "JP", "KR", "WO", "DE", "FR", "GB", "TW")
_EXAMPLES = ("due<30d", "due<90d", "filed:2020..", "expires<1y", "family>3")


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be typed, and what it means ('' where it says so itself)."""

    text: str
    meaning: str = ""
    another: bool = False
    """Whether it is another name of what stands there already; offered only to whoever begins to type it."""


def value_name(say: Tongue, field: str, value: str) -> str:
    """Return what a value of a query field is called; '' is 'not given'."""
    if not value:
        return say("ui.facets.unknown")
    if field == "office" and not say.words.has(f"office.{value}"):
        return value
    if field in CODES or field == "office":
        return say.words.code(field, value)
    return value


def field_name(say: Tongue, field: str) -> str:
    """Return what a query field is called."""
    return say(f"ui.query.field.{field}")


def query_choices(say: Tongue) -> list[Choice]:
    """Return fields by all their names, flags, conditions with a code, and examples, in the user's language."""
    own = speech(say.words)
    fields = [
        Choice(f"{name}:", field_name(say, one.name), another=bool(place))
        for one in FIELDS
        for place, name in enumerate(dict.fromkeys((own.field(one.name), one.name, *one.aliases)))
    ]
    flags = [
        Choice(text, say(f"ui.query.flag.{flag}"), another=bool(place))
        for flag in FLAGS
        for place, text in enumerate(dict.fromkeys((own.condition(flag), PLAIN.condition(flag))))
    ]
    pairs = [(name, str(code)) for name, known in CODES.items() for code in known]
    pairs += [("office", office) for office in _OFFICES]
    codes = [Choice(clause(name, [code], own), value_name(say, name, code)) for name, code in pairs]
    return [*fields, *flags, *codes, *(Choice(show(parse(one), own)) for one in _EXAMPLES)]


def code_choices(say: Tongue, field: Field, begun: str) -> list[Choice]:
    """Return the codes of a field that begin so, or whose names have this in them; one that is written out is none."""
    wanted, own = begun.casefold(), speech(say.words)
    named = ((str(code), value_name(say, field.name, str(code))) for code in CODES.get(field.name, ()))
    return [
        Choice(own.value(field.name, code), name)
        for code, name in named
        if wanted not in {code.casefold(), name.casefold()}
        and (code.casefold().startswith(wanted) or wanted in name.casefold())
    ]


def matching(choices: Iterable[Choice], word: str, most: int) -> list[Choice]:
    """Return the choices that begin with a word, then those whose meaning has it; each thing by one of its names."""
    wanted = word.casefold()
    known = [one for one in choices if one.text.casefold() != wanted]
    begun = [one for one in known if one.text.casefold().startswith(wanted)]
    names = {one.meaning: one for one in reversed(begun) if one.another}
    plain = {one.meaning for one in begun if not one.another}
    begun = [one for one in begun if not one.another or (one is names[one.meaning] and one.meaning not in plain)]
    told = {one.text for one in begun}
    meant = [one for one in known if wanted in one.meaning.casefold() and not one.another and one.text not in told]
    return [*begun, *meant][:most]


def begun_condition(word: str) -> tuple[Field, str, str] | None:
    """Return field, what stands before the value, and the value begun, of a word such as 'office:CN,E'."""
    for mark in (":", "："):
        name, found, rest = word.partition(mark)
        field = BY_NAME.get(name.lower())
        if found and field is not None:
            exactly = rest[:1] if rest[:1] in {EXACTLY, "＝"} else ""
            kept, comma, begun = rest.removeprefix(exactly).replace("，", ",").rpartition(",")
            return field, f"{name}{mark}{exactly}{kept}{comma}", begun.strip('"')
    return None


def finished(before: str, value: str) -> str:
    """Return a condition with a value put in."""
    return before + written(value)
