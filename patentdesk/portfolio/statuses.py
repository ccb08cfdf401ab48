"""Map the status words of offices and vendors to the states that the portfolio knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from patentdesk.portfolio.codes import EncumbranceKind, Status
from patentdesk.portfolio.names import fold

_SEPARATOR = re.compile(r"[|;；,，]")
_RANK = {Status.REVOKED: 0, Status.EXPIRED: 1, Status.LAPSED: 2, Status.WITHDRAWN: 3, Status.ABANDONED: 4,
         Status.REFUSED: 5, Status.PCT_CLOSED: 6, Status.GRANTED: 7, Status.PENDING: 8, Status.PCT_OPEN: 9,
         Status.UNKNOWN: 10}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusVocabulary:
    """The status words; ``words`` maps folded word → state, ``others`` are event words that say nothing about it."""

    words: Mapping[str, Status]
    others: frozenset[str]
    ties: Mapping[str, EncumbranceKind] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Mapping[str, list[str]]) -> StatusVocabulary:
        """Build the vocabulary from state → written words.

        ``ignore`` lists the event words that leave the state open, ``tie.<kind>`` those that name an encumbrance.
        """
        states: dict[str, Status] = {}
        others: set[str] = set()
        ties: dict[str, EncumbranceKind] = {}
        for state, written in words.items():
            folded = [fold(word) for word in written]
            if state == "ignore" or state.startswith("tie."):
                others.update(folded)
            else:
                states.update(dict.fromkeys(folded, Status(state)))
            if state.startswith("tie."):
                ties.update(dict.fromkeys(folded, EncumbranceKind(state.removeprefix("tie."))))
        return cls(states, frozenset(others), ties)

    def read(self, text: str) -> Status | None:
        """Return the state a cell names; of several, an ended one first. None when no word is known."""
        found = [status for part in _SEPARATOR.split(text) if (status := self._one(fold(part))) is not None]
        if not found:
            return None
        return min(found, key=_RANK.__getitem__)

    def says_nothing(self, text: str) -> bool:
        """Tell whether every word is an event that leaves the state open, such as a transfer."""
        return all(fold(part) in self.others for part in _SEPARATOR.split(text) if fold(part))

    def encumbrances(self, text: str) -> tuple[EncumbranceKind, ...]:
        """Return the ties that the words name, such as 质押, each once."""
        found = (self.ties.get(fold(part)) for part in _SEPARATOR.split(text))
        return tuple(dict.fromkeys(kind for kind in found if kind is not None))

    def _one(self, word: str) -> Status | None:
        if not word or word in self.others:
            return None
        return self.words.get(word)
