"""Hold past ranges of value against what patents were sold and licensed for."""

from __future__ import annotations

from patentdesk.services import valuation_history
from patentdesk.services.valuation_history import Outcome
from patentdesk.ui import formats
from patentdesk.ui.models import Column
from patentdesk.ui.panel import Panel
from patentdesk.ui.tongue import Tongue
from patentdesk.ui.valuing.recordpage import RecordPage
from patentdesk.valuation.calibration import Calibration


class HistoryPage(RecordPage):
    """The outcomes of own patents with the value stored before each, and how the ranges held."""

    def __init__(self, panel: Panel) -> None:
        """Show the outcomes by date."""
        super().__init__(
            panel, "ui.value.history.title", "outcomes", _columns(panel.say), valuation_history.calibration
        )
        self.retranslate()

    def take(self, found: tuple[Calibration | None, list[Outcome]]) -> None:
        """Show them."""
        judged, outcomes = found
        super().take(outcomes)
        self.told.setText(told(self.say, judged))


def told(say: Tongue, judged: Calibration | None) -> str:
    """Return how past ranges held, in a sentence."""
    if judged is None:
        return say("values.nothing")
    bias = "–" if judged.bias is None else f"{judged.bias:+.0%}"
    return say(
        "values.judged", n=judged.count, inside=judged.inside, share=f"{judged.share_inside:.0%}", bias=bias,
        spread=" / ".join(map(str, judged.spread)),
    )  # fmt: skip


def _columns(say: Tongue) -> list[Column]:
    def kind(one: Outcome) -> str:
        return say(f"deal.kind.{one.deal.kind}")

    def point(chance: float) -> Column:
        name = f"P{round(chance * 100)}"

        def found(one: Outcome) -> float | None:
            return one.judged.quantiles.get(chance) if one.judged else None

        return Column(name, f"term.{name.lower()}", lambda one: formats.number(found(one)), 110, right=True, sort=found)

    def inside(one: Outcome) -> str:
        return "" if one.judged is None else say(f"ui.value.history.{'inside' if one.judged.inside else 'outside'}")

    return [
        Column("day", "values.head.day", lambda one: formats.day(one.deal.day), 100, sort=lambda one: one.deal.day),
        Column("kind", "values.head.kind", kind, 90, sort=kind),
        Column("amount", "values.head.amount", lambda one: formats.number(one.amount), 130, right=True,
               sort=lambda one: one.amount),
        Column("valued", "values.head.valued_on",
               lambda one: formats.day(one.valuation.valued_on) if one.valuation else "–", 110,
               sort=lambda one: one.valuation.valued_on if one.valuation else None),
        point(0.05), point(0.5), point(0.95),
        Column("inside", "ui.value.history.held", inside, 120, sort=inside, dot=True,
               tone=lambda one: "" if one.judged is None else "success" if one.judged.inside else "warning"),
        Column("pit", "values.head.pit", lambda one: f"{one.judged.pit:.2f}" if one.judged else "", 70, right=True,
               sort=lambda one: one.judged.pit if one.judged else None),
    ]  # fmt: skip
