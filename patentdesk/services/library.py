"""Read what the program ships in ``resources/``: words, rules, calendars, fees, models, assumption sets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from patentdesk.core.words import Entry, Language, Words

_Built = TypeVar("_Built")


@dataclass(frozen=True, slots=True)
class Library:
    """The resources folder; each thing is read and built once, when it is first asked for."""

    root: Path
    _built: dict[str, object] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)
    """One thread builds at a time; what is built may ask for other things."""

    def load(self, name: str, build: Callable[[Library], _Built]) -> _Built:
        """Return what ``build`` makes of the resources, kept under ``name`` from the first call on."""
        if name not in self._built:
            with self._lock:
                if name not in self._built:
                    self._built[name] = build(self)
        return cast("_Built", self._built[name])

    def text(self, name: str) -> str:
        """Return a resource file's text (UTF-8). Raises OSError when the installation lacks it."""
        return (self.root / name).read_text(encoding="utf-8-sig")

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a CSV resource by header."""
        return list(csv.DictReader(io.StringIO(self.text(name))))

    def json(self, name: str) -> object:
        """Return the content of a JSON resource."""
        return json.loads(self.text(name))

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the resource names in a folder with this suffix, sorted."""
        return sorted(f"{folder}/{path.name}" for path in (self.root / folder).glob(f"*{suffix}"))

    def words(self, language: Language) -> Words:
        """Return the catalogue of all rooms in one language."""
        return Words(language, self.load("words", _read_words))


def _read_words(library: Library) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for name in library.names("words", ".json"):
        for key, entry in cast("dict[str, Entry]", library.json(name)).items():
            if key in entries:
                raise ValueError(f"the word {key} stands twice, again in {name}")
            entries[key] = entry
    return entries
