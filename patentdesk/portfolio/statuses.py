"""Map the status words of offices and vendors to the states that the portfolio knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from patentdesk.portfolio.codes import EncumbranceKind, Status
from patentdesk.portfolio.names import fold

_SEPARATOR = re.compile(r"[|;；,，]")
_JOINT = re.compile(r"\s[-–—/]\s|[-–—－/／、:：()（）\[\]【】\n]")
"""What joins a coarse and a fine word, as 在审-实审 or 失效（未缴年费）; tried only where the whole is not known."""
_DRESS = re.compile(r"(?:已经?|正在|正处于|处于|目前|当前)?(.+?)(?:之?中|阶段|状态|程序|期间)?")
"""What writers put around a word: 实审中, 审查阶段, 已授权."""
_RANK = {Status.REVOKED: 0, Status.EXPIRED: 1, Status.WITHDRAWN: 2, Status.ABANDONED: 3, Status.REFUSED: 4,
         Status.LAPSED: 5, Status.PCT_CLOSED: 6, Status.GRANTED: 7, Status.PENDING: 8, Status.PCT_OPEN: 9,
         Status.UNKNOWN: 10}  # fmt: skip
"""Of several words the first counts; 失效 comes after those that say how a right ended."""
_EXAMINED = "pending.examination"


@dataclass(frozen=True, slots=True)
class StatusVocabulary:
    """The status words; ``words`` maps folded word → state, ``others`` are event words that say nothing about it."""

    words: Mapping[str, Status]
    others: frozenset[str]
    ties: Mapping[str, EncumbranceKind] = field(default_factory=dict)
    examined: frozenset[str] = frozenset()
    """Words of pending applications that are, or were, in substantive examination: somebody requested it."""

    @classmethod
    def of(cls, words: Mapping[str, list[str]]) -> StatusVocabulary:
        """Build the vocabulary from state → written words.

        ``ignore`` lists the event words that leave the state open, ``tie.<kind>`` those that name an encumbrance,
        ``pending.examination`` those of applications whose examination was requested.
        """
        states: dict[str, Status] = {}
        others: set[str] = set()
        ties: dict[str, EncumbranceKind] = {}
        for state, written in words.items():
            folded = [fold(word) for word in written]
            if state == "ignore" or state.startswith("tie."):
                others.update(folded)
            else:
                states.update(dict.fromkeys(folded, Status(state.partition(".")[0])))
            if state.startswith("tie."):
                ties.update(dict.fromkeys(folded, EncumbranceKind(state.removeprefix("tie."))))
        examined = frozenset(fold(word) for word in words.get(_EXAMINED, ()))
        return cls(states, frozenset(others), ties, examined)

    def read(self, text: str) -> Status | None:
        """Return the state a cell names; of several, an ended one first. None when no word is known."""
        found = [self.words[word] for word in self._named(text) if word in self.words]
        return min(found, key=_RANK.__getitem__) if found else None

    def says_nothing(self, text: str) -> bool:
        """Tell whether every word is an event that leaves the state open, such as a transfer."""
        return all(word in self.others for word in self._named(text))

    def in_examination(self, text: str) -> bool:
        """Tell whether a cell says that the substance is, or was, examined, so that somebody requested it."""
        return any(word in self.examined for word in self._named(text))

    def encumbrances(self, text: str) -> tuple[EncumbranceKind, ...]:
        """Return the ties that the words name, such as 质押, each once."""
        found = (self.ties.get(word) for word in self._named(text))
        return tuple(dict.fromkeys(kind for kind in found if kind is not None))

    def _named(self, text: str) -> list[str]:
        """Return the words of a cell as the vocabulary has them; an unknown one as it is, folded."""
        found: list[str] = []
        for part in _SEPARATOR.split(text):
            known = self._known(part)
            pieces = [piece for one in _JOINT.split(part) if (piece := self._known(one))] if not known else [known]
            found += pieces or ([fold(part)] if fold(part) else [])
        return found

    def _known(self, part: str) -> str:
        """Return the word of the vocabulary that a part is, also in its dress; '' for none."""
        word = fold(part)
        if word not in self.words and word not in self.others:
            bare = _DRESS.fullmatch(part.strip())
            word = fold(bare[1]) if bare else ""
        return word if word in self.words or word in self.others else ""


NO_WORDS = StatusVocabulary({}, frozenset())
"""Knows no word."""
