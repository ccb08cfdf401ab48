"""Understand the words that people write for offices, events, channels and kinds of right, in English and Chinese."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_NEAREST = 5


def plain_word(text: str) -> str:
    """Return a word without case, width, blanks and marks: ``R71(3)`` and ``r 71 (3)`` are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The accepted words, written plainly (see ``plain_word``), with what they mean.

    ``at_office`` holds words that mean something else at one office; ``examples`` one written form for each meaning.
    """

    events: Mapping[str, str]
    at_office: Mapping[str, Mapping[str, str]]
    offices: Mapping[str, str]
    rights: Mapping[str, str]
    channels: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]

    def event(self, text: str, office: str) -> str | None:
        """Return the kind of event or fact that a word names at an office, or None."""
        word = plain_word(text)
        return self.at_office.get(office, {}).get(word) or self.events.get(word)

    def also(self, text: str, office: str) -> list[str]:
        """Return the other kinds that a word could be short for: ``office action`` is in ``office action 1``."""
        word, own = plain_word(text), self.event(text, office)
        other = (kind for known, kind in self.events.items() if word in known and kind != own)
        return list(dict.fromkeys(other)) if word else []

    def office(self, text: str) -> str:
        """Return the office code that a word names; another word as it is, in capitals."""
        return self.offices.get(plain_word(text), text.strip().upper())

    def right(self, text: str) -> str:
        """Return the kind of right that a word names; another word as it is."""
        return self.rights.get(plain_word(text), text)

    def channel(self, text: str) -> str | None:
        """Return the channel of service that a word names ('' for none), or None."""
        return self.channels.get(plain_word(text)) if text else ""

    def nearest(self, text: str) -> list[str]:
        """Return the kinds of events whose words are most like this one, the nearest first."""
        word = plain_word(text)
        close = get_close_matches(word, self.events, n=2 * _NEAREST, cutoff=0.6)
        close += [
            known for known in self.events if len(word) > 2 and (word in known or known in word) and len(known) > 2
        ]
        return list(dict.fromkeys(self.events[known] for known in close))[:_NEAREST]


def read_vocabulary(spoken: Mapping[str, Mapping[str, object]], names: Mapping[str, Iterable[str]]) -> Vocabulary:
    """Build the vocabulary from ``spoken.json`` and the names that the kinds of events go by (codes included).

    A spoken word goes before a name, a name of one kind before that of a later one. Raises ValueError for a spoken word
    that stands for two kinds, or for a kind that is not among ``names``.
    """
    examples = {kind: tuple(_texts(words)) for kind, words in spoken["events"].items()}
    if unknown := sorted(set(examples) - set(names)):
        raise ValueError(f"spoken.json: unknown event kinds {unknown}")
    events = {plain_word(kind): kind for kind in names}
    for kind, words in examples.items():
        for word in words:
            if events.setdefault(plain_word(word), kind) != kind:
                raise ValueError(f"spoken.json: {word!r} stands for {kind} and {events[plain_word(word)]}")
    for kind, written in names.items():
        for name in written:
            events.setdefault(plain_word(name), kind)
    at_office = {
        office: {plain_word(word): str(kind) for word, kind in words.items()}
        for office, words in spoken["at_office"].items()
        if isinstance(words, Mapping)
    }
    offices, rights, channels = (_meanings(spoken[part]) for part in ("offices", "rights", "channels"))
    return Vocabulary(events, at_office, offices, rights, channels, examples)


def _meanings(entries: Mapping[str, object]) -> dict[str, str]:
    meant = {plain_word(code): code for code in entries}
    for code, words in entries.items():
        meant |= {plain_word(word): code for word in _texts(words)}
    return meant


def _texts(words: object) -> list[str]:
    return [str(word) for word in words] if isinstance(words, list) else []
