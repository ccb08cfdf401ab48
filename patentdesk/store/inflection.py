"""Name the other forms of an English word, so that whoever looks for one finds them all.

The endings are those that step 1 of Porter's algorithm takes off (M. F. Porter, An algorithm for suffix stripping,
Program 14 no. 3, 1980): plural, third person, past and -ing. The search index keeps words as they are written, because
the beginning of a word must find it too. A form that no text holds finds nothing and does no harm.
"""

from __future__ import annotations

import re

_VOWEL = re.compile("[aeiouy]")
_HISSING = re.compile("(s|x|z|ch|sh)$")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_SHORT = re.compile("[^aeiou][aeiouy]([bdfglmnprtvz])$")
"""An ending whose last letter may be doubled before -ed and -ing."""
_PAST = re.compile("(?:ing|(?<!e)ed)$")
_ABBREVIATED = re.compile("..(?<![sui])s")
_LEAST = 3
"""Letters that must be left of a word without its ending."""


def forms(word: str) -> set[str]:
    """Return the other forms of a word in lower case: 'batteries' → 'battery', ...

    Forms that begin with the word itself are left out, but not for two letters (EV, EVs), which are looked for as a
    whole word. Words that are not of English letters alone have none.
    """
    word = word.lower()
    if not (word.isascii() and word.isalpha()):
        return set()
    if len(word) <= _LEAST:
        return {f"{word}s"} if len(word) == _LEAST - 1 else {word[:-1]} if _ABBREVIATED.fullmatch(word) else set()
    found = set[str]().union(*(_inflected(base) for base in _bases(word) or {word}))
    return {form for form in found if not form.startswith(word)}


def _bases(word: str) -> set[str]:
    """Return what a word may be a form of, where it has an ending."""
    if word.endswith(("ies", "ied")):
        bases = {f"{word[:-3]}y", word[:-1]}
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        bases = {word[:-1]} | ({word[:-2]} if word.endswith("es") and _HISSING.search(word[:-2]) else set())
    else:
        stem = word[: -len(found[0])] if (found := _PAST.search(word)) else ""
        bases = {stem, f"{stem}e"} if len(stem) >= _LEAST and _VOWEL.search(stem) else set()
        bases |= {stem[:-1]} if bases and _DOUBLED.search(stem) else set()
    return {base for base in bases if len(base) >= _LEAST}


def _inflected(base: str) -> set[str]:
    if base.endswith("y") and not _VOWEL.match(base[-2]):
        return {base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"}
    if _HISSING.search(base):
        return {base, f"{base}es", f"{base}ed", f"{base}ing"}
    if base.endswith("e"):
        return {base, f"{base}s", f"{base}d", f"{base[:-1]}ing"}
    stems = {base, base + base[-1]} if _SHORT.search(base) else {base}
    return {base, f"{base}s"} | {stem + ending for stem in stems for ending in ("ed", "ing")}
