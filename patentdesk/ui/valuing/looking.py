"""Follow the slider: the value at once in the window's thread, the charts as fast as they can be drawn.

Charts that need the value only are drawn while sensitivity and simulation are still being worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from patentdesk.services import valuation_history, valuing
from patentdesk.services.valuation_history import Point
from patentdesk.services.valuing import Appraised, WhatIf
from patentdesk.ui import formats
from patentdesk.ui.jobs import Lane
from patentdesk.ui.session import Session
from patentdesk.ui.valuecolumns import CURRENCY
from patentdesk.ui.valuing import pictures
from patentdesk.ui.valuing.deck import ChartDeck
from patentdesk.ui.valuing.whatif import WhatIfBar
from patentdesk.valuation.patent import INPUT_KEYS, Valued


class Looking:
    """Shows the charts of one patent, as it is stated or with one assumption moved."""

    def __init__(self, session: Session, deck: ChartDeck, bar: WhatIfBar, day: Callable[[], date | None]) -> None:
        """Show nothing until ``at``; ``day`` is the day to value on."""
        self._session, self._deck, self._bar, self._day = session, deck, bar, day
        self._say = session.around.tongue
        self._one: Appraised | None = None
        self._past: list[Point] = []
        self._moving = 0
        """Number of the newest request; the answers to older ones are dropped."""
        bar.moved.connect(self.move)
        bar.reset.connect(self.again)

    def at(self, one: Appraised | None) -> None:
        """Show another patent, as it is stated; offer what can be moved."""
        self._one = one
        desk = self._session.desk
        valued = one is not None and isinstance(one.outcome, Valued)
        rows = one.resolved.rows if one is not None else {}
        self._bar.offer([rows[key] for key in INPUT_KEYS if key in rows] if valued else [])
        self.again()
        if one is not None and desk is not None:
            patent_id = one.patent.id
            self._session.look(
                "past", "ui.job.value",
                lambda _progress: valuation_history.history(desk, [patent_id]).get(patent_id, []), self._take_past,
            )  # fmt: skip

    def again(self) -> None:
        """Draw the charts of the patent as it is stated."""
        self._look_into("", 0.0)

    def retranslate(self) -> None:
        """Draw in the language in use."""
        self.again()
        self._take_past(self._past)

    def move(self, key: str, value: float) -> None:
        """Write what comes of a moved assumption at once; the charts follow."""
        one, day = self._one, self._day()
        if one is None or day is None or not isinstance(one.outcome, Valued):
            return
        outcome = valuing.value_with(one, day, key, value)
        self._look_into(key, value)
        if isinstance(outcome, Valued):
            text = formats.short_money(int(outcome.value * 100), CURRENCY, self._say.language)
            self._bar.tell(self._say("ui.value.what_if_gives", value=text))
            self._deck.show_data(pictures.of_outcome(self._say, outcome))

    def _look_into(self, key: str, value: float) -> None:
        one, day = self._one, self._day()
        self._moving += 1
        number = self._moving
        if not key:
            self._bar.tell("")
        if one is None or day is None or not isinstance(one.outcome, Valued):
            self._deck.show_data(pictures.EMPTY)
            return
        self._session.look(
            "analysis", "ui.job.value", lambda _progress: valuing.look_into(one, day, key, value),
            lambda found: self._take_look(found, number, moved=bool(key)), lane=Lane.READING, rank=0,
        )  # fmt: skip

    def _take_look(self, found: WhatIf, number: int, *, moved: bool) -> None:
        outcome = found.appraised.outcome
        if number != self._moving or not isinstance(outcome, Valued):
            return
        data = {} if moved else pictures.of_outcome(self._say, outcome)
        data["methods"] = pictures.of_methods(self._say, found.appraised)
        if found.moves is not None:
            data |= pictures.of_moves(self._say, found.moves)
        if found.simulation is not None:
            data |= pictures.of_simulation(found.simulation)
        self._deck.show_data(data)

    def _take_past(self, points: list[Point]) -> None:
        self._past = points
        self._deck.show_data({"value_course": pictures.of_history(self._say, points)})
