"""Choose the line on which the cursor of the docket stands after the docket was read anew."""

from __future__ import annotations

import numpy as np

from patentdesk.services.docket_lines import View, Wish


class DocketCursor:
    """Remembers which portfolio's docket was shown before, and which lines went from under the cursor."""

    def __init__(self) -> None:
        """Begin where nothing was shown."""
        self._identity = ""
        self._wish: Wish | None = None
        self._lost: list[int] = []
        """The latest last."""

    def row(self, view: View, wish: Wish, identity: str, *, was: tuple[int, int] | None, current: int | None) -> int:
        """Return the row for the cursor; there are lines.

        The docket of a portfolio that is shown for the first time begins at its top. Later the cursor stands on the
        line of before, unless that belongs to another patent than the inspector's (``current``), which may have one of
        its own. A line that went while the same part of the docket was shown leaves the cursor in its place, for
        whoever works down the list, and gets it when it is back: closed, and undone. ``was``: that line and its row.
        """
        line, row = was or (None, 0)
        stays = wish == self._wish
        if not stays:
            self._wish, self._lost = wish, []
        if identity != self._identity:
            self._identity = identity
            return 0
        back = set(view.ids[np.isin(view.ids, self._lost)].tolist()) if self._lost else set()
        if back:
            place = next(place for place, one in enumerate(self._lost) if one in back)
            line = self._lost[place]
            del self._lost[place:]
            return int(np.flatnonzero(view.ids == line)[0])
        same, own = np.flatnonzero(view.ids == (line or 0)), np.flatnonzero(view.patents == (current or 0))
        if line is not None and not len(same):
            self._lost.append(line)
            if stays:
                return min(row, len(view.ids) - 1)
        rows = same if len(same) and (not len(own) or view.patents[same[0]] == current) else own
        return int(rows[0]) if len(rows) else 0
