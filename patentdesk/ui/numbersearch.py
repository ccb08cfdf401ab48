"""Go to the patent of a number in any written form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.services import listing
from patentdesk.ui.forms import Field
from patentdesk.ui.messages import Message
from patentdesk.ui.panel import Panel

Ids = NDArray[np.int64]


class NumberSearch:
    """Asks in a panel with a list; ``listed`` gives the patents in the order shown, ``show`` puts the cursor there."""

    def __init__(self, panel: Panel, listed: Callable[[], Ids], show: Callable[[int], None]) -> None:
        """Ask nothing yet."""
        self._panel = panel
        self._listed = listed
        self._show = show
        panel.session.query_changed.connect(partial(panel.bar.clear, "goto"))

    def ask(self, number: str = "") -> None:
        """Ask for the number; ``number`` is what was typed before."""
        say = self._panel.say
        fields = [Field("number", "ui.goto.number", value=number, hint=say("ui.goto.hint"), stretch=1)]
        self._panel.ask(say("ui.goto.title"), fields, say("ui.goto.send"), self._asked)

    def look_for(self, number: str) -> None:
        """Put the cursor on the patent of a number; offer to show one that the query leaves out."""
        desk = self._panel.desk
        if desk is not None:
            self._panel.session.look(
                "goto", "ui.job.find", lambda _progress: listing.with_number(desk, number),
                partial(self._found, number),
            )  # fmt: skip

    def _asked(self, values: Mapping[str, Any]) -> None:
        self.look_for(str(values["number"]))

    def _found(self, number: str, found: Ids) -> None:
        bar, say = self._panel.bar, self._panel.say
        bar.clear("goto")
        if not len(found):
            bar.show_word("goto", "warning", "ui.goto.none", number=number)
            self.ask(number)
            return
        places = np.flatnonzero(np.isin(self._listed(), found))
        if not len(places):
            sentence = partial(say, "ui.goto.elsewhere", number=number)
            bar.show_message(
                Message("goto", "note", sentence, "ui.goto.show", partial(self._show_elsewhere, int(found[0])))
            )
            return
        if len(found) > 1:
            bar.show_word("goto", "note", "ui.goto.several", number=number, n=len(found))
        self._show(int(places[0]))
        self._panel.main_view().setFocus()

    def _show_elsewhere(self, patent_id: int) -> None:
        self._panel.bar.clear("goto")
        self._panel.session.point_at(patent_id)
        self._panel.session.ask("")
