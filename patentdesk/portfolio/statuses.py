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
_ELSEWHERE = "elsewhere"
_DAY = re.compile(r"(?<!\d)(?:(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?|((?:19|20)\d\d)(\d\d)(\d\d))(?!\d)")
_EVENTS = re.compile(r"[;；|\n]")


@dataclass(frozen=True, slots=True)
class StatusVocabulary:
    """The status words; ``words`` maps folded word → state, ``others`` are event words that say nothing about it."""

    words: Mapping[str, Status]
    others: frozenset[str]
    ties: Mapping[str, EncumbranceKind] = field(default_factory=dict)
    examined: frozenset[str] = frozenset()
    """Words of pending applications that are, or were, in substantive examination: somebody requested it."""
    elsewhere: frozenset[str] = frozenset()
    """Words for the state of something else, such as a payment; they stand among ``others`` too."""

    @classmethod
    def of(cls, words: Mapping[str, list[str]]) -> StatusVocabulary:
        """Build the vocabulary from state → written words.

        ``ignore`` lists the event words that leave the state open, ``tie.<kind>`` those that name an encumbrance,
        ``pending.examination`` those of applications whose examination was requested, ``elsewhere`` those that are
        no state of a patent.
        """
        states: dict[str, Status] = {}
        others: set[str] = set()
        ties: dict[str, EncumbranceKind] = {}
        for state, written in words.items():
            folded = [fold(word) for word in written]
            if state in ("ignore", _ELSEWHERE) or state.startswith("tie."):
                others.update(folded)
            else:
                states.update(dict.fromkeys(folded, Status(state.partition(".")[0])))
            if state.startswith("tie."):
                ties.update(dict.fromkeys(folded, EncumbranceKind(state.removeprefix("tie."))))
        examined = frozenset(fold(word) for word in words.get(_EXAMINED, ()))
        elsewhere = frozenset(fold(word) for word in words.get(_ELSEWHERE, ()))
        return cls(states, frozenset(others), ties, examined, elsewhere)

    def read(self, text: str) -> Status | None:
        """Return the state a cell names; of several, an ended one first. None when no word is known.

        Of events with their days (2021.03.05 授权; 2019.07.12 公布) the latest counts that names a state.
        """
        dated = sorted(
            ((tuple(map(int, filter(None, day.groups()))), part) for part in _EVENTS.split(text)
             if (day := _DAY.search(part))), reverse=True)  # fmt: skip
        for _, part in dated:
            if (state := self.read(_DAY.sub(" ", part))) is not None:
                return state
        found = [self.words[word] for word in self._named(text) if word in self.words]
        return min(found, key=_RANK.__getitem__) if found else None

    def lists_events(self, text: str) -> bool:
        """Tell whether a cell lists events with their days rather than a state."""
        return _DAY.search(text) is not None

    def says_nothing(self, text: str) -> bool:
        """Tell whether every word is an event that leaves the state open, such as a transfer."""
        named = self._named(_DAY.sub(" ", text))
        return bool(named) and all(word in self.others for word in named)

    def is_of_something_else(self, text: str) -> bool:
        """Tell whether a cell says only how something else stands, such as a payment."""
        named = self._named(text)
        return bool(named) and all(word in self.elsewhere for word in named)

    def in_examination(self, text: str) -> bool:
        """Tell whether a cell says that the substance is, or was, examined, so that somebody requested it."""
        return any(word in self.examined for word in self._named(_DAY.sub(" ", text)))

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
