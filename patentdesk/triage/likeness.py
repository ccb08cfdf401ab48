"""Find patents that are much alike, so that they are looked at and decided together."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_MOST = 8
"""So many patents are shown beside one."""
FEWEST_SHARED = 0.34
"""Titles that share a third of their words or pairs of characters are alike; tried on real lists (knowledge)."""
_IDEOGRAPHS = 0x2E80
_STOP = frozenset(
    {"and", "the", "for", "with", "method", "device", "system", "apparatus", "方法", "装置", "系统", "一种", "及其"}
)


class Alike(StrEnum):
    """Why two patents are alike, the strongest first."""

    FAMILY = "family"
    CLASS_AND_WORDS = "class_and_words"
    WORDS = "words"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Outline:
    """What likeness is told by: family (None unknown), main IPC symbol and title."""

    patent_id: int
    family_id: int | None
    symbol: str
    title: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a patent is like another: why, and the share of words in common (0 ... 1)."""

    patent_id: int
    why: Alike
    words: float


def similar(one: Outline, others: Sequence[Outline]) -> list[Likeness]:
    """Return the patents that are most like one: its family, then class and words together, words, the same symbol."""
    own = pieces(one.title)
    found = [like for other in others if other.patent_id != one.patent_id and (like := _compare(one, own, other))]
    order = list(Alike)
    return sorted(found, key=lambda like: (order.index(like.why), -like.words, like.patent_id))[:_MOST]


def _compare(one: Outline, own: frozenset[str], other: Outline) -> Likeness | None:
    shared = overlap(own, pieces(other.title))
    same_class = bool(one.symbol) and one.symbol == other.symbol
    if one.family_id is not None and one.family_id == other.family_id:
        return Likeness(other.patent_id, Alike.FAMILY, shared)
    if shared >= FEWEST_SHARED:
        return Likeness(other.patent_id, Alike.CLASS_AND_WORDS if same_class else Alike.WORDS, shared)
    return Likeness(other.patent_id, Alike.CLASS, shared) if same_class else None


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share that two sets have in common (Jaccard); 0 when both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0


def pieces(title: str) -> frozenset[str]:
    """Return the words of a title, of Chinese text its pairs of characters, without those that every title has."""
    text = unicodedata.normalize("NFKC", title).casefold()
    for empty in ("一种", "及其"):
        text = text.replace(empty, " ")
    parts: set[str] = set()
    word = run = ""
    for character in f"{text} ":
        wide = ord(character) > _IDEOGRAPHS and character.isalnum()
        if not wide:
            parts.update(run[place : place + 2] for place in range(max(len(run) - 1, 0)))
            run = ""
        else:
            run += character
        if character.isalnum() and not wide:
            word += character
        elif word:
            parts.add(word)
            word = ""
    return frozenset(part for part in parts - _STOP if len(part) > 1)
