"""Remember the queries that were asked in earnest, to go back and forth among them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Trail:
    """The queries in the order they were asked, the first of them that of all patents, and a place among them."""

    _queries: list[str] = field(default_factory=lambda: [""])
    _place: int = 0

    @property
    def here(self) -> str:
        """The query at the present place."""
        return self._queries[self._place]

    def add(self, query: str) -> None:
        """Go on to another query; those that were gone back from are forgotten. The same query adds nothing."""
        if query != self.here:
            self._queries[self._place + 1 :] = [query]
            self._place += 1

    def can_go(self, steps: int) -> bool:
        """Tell whether there is a query so many steps back (negative) or forward."""
        return 0 <= self._place + steps < len(self._queries)

    def go(self, steps: int) -> str:
        """Go there and return its query. Raises IndexError where there is none."""
        if not self.can_go(steps):
            raise IndexError(steps)
        self._place += steps
        return self.here
