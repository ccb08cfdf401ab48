"""List what can be typed into the query box."""

from __future__ import annotations

from patentdesk.portfolio.codes import EncumbranceKind, RightType, Segment, Status
from patentdesk.portfolio.fields import FIELDS, FLAGS
from patentdesk.triage.records import DecisionCode, Grade
from patentdesk.ui.tongue import Tongue

_CODES = {
    "status": Status,
    "right_type": RightType,
    "segment": Segment,
    "encumbrance": EncumbranceKind,
    "decision": DecisionCode,
    "grade": Grade,
}
_OFFICES = ("CN", "EP", "US", "JP", "KR", "WO", "DE", "FR", "GB", "TW")
_EXAMPLES = ("due<30d", "due<90d", "filed:2020..", "expires<1y", "family>3")


def query_choices(say: Tongue) -> list[str]:
    """Return fields ending in ':' by all their names, conditions with a value in the language in use, and examples."""
    fields = [f"{name}:" for one in FIELDS for name in (one.name, *one.aliases)]
    flags = [f"is:{flag}" for flag in FLAGS]
    if say.language == "zh":
        flags += [f"is:{word}" for words in FLAGS.values() for word in words]
    values = [f"{field}:{code}" for field, codes in _CODES.items() for code in codes]
    return [*fields, *flags, *values, *(f"office:{office}" for office in _OFFICES), *_EXAMPLES]
