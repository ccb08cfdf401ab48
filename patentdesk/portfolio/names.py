"""Split lists of names and fold a name to the key by which written forms are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LATIN_WORDS = """
inc incorporated corp corporation co company ltd limited llc lp llp plc gmbh ag kg kgaa se sa sas sarl spa srl bv nv ab
oy as pty kk kabushiki kaisha
"""
_LATIN_FORMS = frozenset(_LATIN_WORDS.split())
_BEHIND_A_NAME = _LATIN_FORMS | {"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"}
"""What stands behind a comma and is no name of its own."""
_CJK_FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团公司|株式会社|有限会社|주식회사|\(株\)|\(주\))")
_KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff]")
"""Names in kana hold full-width commas: ブルー，インコーポレイテッド."""
_ACCENTS = re.compile("[\u0300-\u036f]")
_NOT_A_NAME = frozenset({"", "-", "--", "—", "无", "n/a", "null", "none"})


def split_names(text: str, separators: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a cell in order, each once; the first separator that occurs is the one used."""
    separator = next((sign for sign in separators if sign in text), None)
    parts = text.split(separator) if separator else [text]
    trimmed = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(part for part in trimmed if part.casefold() not in _NOT_A_NAME))


def split_at_commas(text: str) -> tuple[str, ...]:
    """Return company names that are parted by commas, keeping "Co., Ltd." with the company before it."""
    return companies_of(re.split(r",\s+" if _KANA.search(text) else r",\s+|，", text))


def companies_at_commas(text: str) -> tuple[str, ...]:
    """Return company names parted by commas if each of them has a legal form; else the text is one name.

    Inside a name a blank stands behind a comma: without any they part names, if each of these has two words or more.
    """
    parts = companies_of(re.split(r",\s*", text.strip(" ,")))
    tight = all(" " in part for part in parts) and re.search(r",\s", text) is None
    sure = len(parts) > 1 and (tight or all(not _LATIN_FORMS.isdisjoint(_words_of(part)) for part in parts))
    return parts if sure else (" ".join(text.split()),)


def companies_of(pieces: Iterable[str]) -> tuple[str, ...]:
    """Return names from what stood between commas, each once: a legal form, Jr. or III belong to the name before."""
    parts: list[str] = []
    for part in (" ".join(piece.split()) for piece in pieces):
        words = _words_of(part)
        if parts and words and all(word in _BEHIND_A_NAME for word in words):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part.casefold() not in _NOT_A_NAME:
            parts.append(part)
    return tuple(dict.fromkeys(parts))


def _words_of(name: str) -> list[str]:
    return re.sub(r"[^\w\s]", "", name).casefold().split()


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Return the comparison key: NFKC, no case, accents, blanks, punctuation or legal form; never empty for a name."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    bare = _squeeze(_without_forms(plain))
    return bare or _squeeze(plain) or plain.strip()


def alike(one: str, other: str) -> bool:
    """Tell whether two names are one, written differently: capitals, legal form, punctuation, family name first."""
    return fold(one) == fold(other) or _words(one) == _words(other)


@lru_cache(maxsize=20_000)
def likeness(name: str) -> frozenset[str | tuple[str, ...]]:
    """Return what of a name another shares that is ``alike``: nothing is shared by two that are not."""
    return frozenset((fold(name), tuple(_words(name))))


def without_accents(text: str) -> str:
    """Return a text without the accents of its letters: é is e; signs of other scripts stay."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def _words(name: str) -> list[str]:
    return sorted(fold(word) for word in re.split(r"[\s,]+", name) if fold(word))


def _without_forms(plain: str) -> str:
    words = re.sub(r"[.,]", " ", _CJK_FORMS.sub(" ", plain)).split()
    while len(words) > 1 and words[-1] in _LATIN_FORMS:
        words.pop()
    return " ".join(words)


def _squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, without_accents(text)))
