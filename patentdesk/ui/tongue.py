"""Speak the user's language; everything that shows words asks here, so that the language changes while running."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal

from patentdesk.core.words import Entry, Language, Words


class Tongue(QObject):
    """The words in the language in use; emits ``language_changed`` when another one is chosen."""

    language_changed = Signal()

    def __init__(self, words: Words) -> None:
        """Start with a catalogue in one language."""
        super().__init__()
        self.words = words

    @property
    def language(self) -> Language:
        """The language in use."""
        return self.words.language

    def __call__(self, key: str, **args: object) -> str:
        """Return the text for a key with its arguments filled in."""
        return self.words(key, **args)

    def choose(self, language: str) -> None:
        """Speak 'zh' or 'en' from now on."""
        if language == self.words.language:
            return
        self.words = Words(cast("Language", language), cast("dict[str, Entry]", self.words.entries))
        self.language_changed.emit()
