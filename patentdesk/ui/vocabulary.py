"""List what can be typed into the query box, each with what it means in the user's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from patentdesk.portfolio.codes import EncumbranceKind, RightType, Segment, Status
from patentdesk.portfolio.fields import BY_NAME, FIELDS, FLAGS, Field
from patentdesk.portfolio.query import written
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
    """Return all fields by all their names, flags, conditions with a code, and examples."""
    fields = [Choice(f"{name}:", field_name(say, one.name)) for one in FIELDS for name in (one.name, *one.aliases)]
    flags = [
        Choice(f"is:{word}", say(f"ui.query.flag.{flag}"))
        for flag, words in FLAGS.items()
        for word in (flag, *(words if say.language == "zh" else ()))
    ]
    codes = [Choice(f"{name}:{code}", value_name(say, name, code)) for name, known in CODES.items() for code in known]
    offices = [Choice(f"office:{office}", value_name(say, "office", office)) for office in _OFFICES]
    return [*fields, *flags, *codes, *offices, *(Choice(one) for one in _EXAMPLES)]


def code_choices(say: Tongue, field: Field, begun: str) -> list[Choice]:
    """Return the codes of a field that begin so, or whose names have this in them."""
    wanted = begun.casefold()
    named = ((str(code), value_name(say, field.name, str(code))) for code in CODES.get(field.name, ()))
    return [Choice(*one) for one in named if one[0].casefold().startswith(wanted) or wanted in one[1].casefold()]


def matching(choices: Iterable[Choice], word: str, most: int) -> list[Choice]:
    """Return the choices that begin with a word, then those whose meaning has it."""
    wanted = word.casefold()
    known = [one for one in choices if one.text.casefold() != wanted]
    begun = [one for one in known if one.text.casefold().startswith(wanted)]
    meant = [one for one in known if wanted in one.meaning.casefold() and one not in begun]
    return [*begun, *meant][:most]


def begun_condition(word: str) -> tuple[Field, str, str] | None:
    """Return field, what stands before the value, and the value begun, of a word such as 'office:CN,E'."""
    for mark in (":", "："):
        name, found, rest = word.partition(mark)
        field = BY_NAME.get(name.lower())
        if found and field is not None:
            kept, comma, begun = rest.replace("，", ",").rpartition(",")
            return field, f"{name}{mark}{kept}{comma}", begun.strip('"')
    return None


def finished(before: str, value: str) -> str:
    """Return a condition with a value put in."""
    return before + written(value)
