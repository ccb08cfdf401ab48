"""Ask for a procedural event."""

from __future__ import annotations

from datetime import date

from patentdesk.ui.derivation import period_text
from patentdesk.ui.forms import Field
from patentdesk.ui.tongue import Tongue

CHANNELS = ("", "electronic", "post", "hand", "notice")
_USUAL = "office_action_first"
PERIODS = ("", "P15D", "P1M", "P2M", "P3M", "P4M", "P6M")


def event_kinds(say: Tongue) -> list[str]:
    """Return the kinds of events that have a name, by name."""
    kinds = [key.removeprefix("event.") for key in say.words.entries if key.startswith("event.")]
    return sorted(kinds, key=lambda kind: say.words.code("event", kind))


def event_fields(say: Tongue, today: date) -> list[Field]:
    """Return the fields of the form."""
    kinds = [(kind, say.words.code("event", kind)) for kind in event_kinds(say)]
    channels = [(one, say(f"ui.channel.{one or 'rule'}")) for one in CHANNELS]
    periods = [(one, period_text(say, one) if one else say("ui.period.rule")) for one in PERIODS]
    return [
        Field("kind", "ui.event.kind", "choice", kinds, value=_USUAL),
        Field("event_date", "ui.event.date", "date", value=today.isoformat()),
        Field("channel", "ui.event.channel", "choice", channels),
        Field("period", "ui.event.period", "choice", periods),
        Field("year", "ui.event.year", optional=True, hint=say("ui.event.year.hint")),
        Field("reference", "ui.event.reference", optional=True, stretch=1),
    ]
