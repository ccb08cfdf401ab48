"""Turn codes and arguments into sentences, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from patentdesk.core.problems import Problem, Source

Language = Literal["zh", "en"]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
Entry = Mapping[str, str]
"""A word in both languages: ``{"en": ..., "zh": ..., "en_one": ...}``; ``en_one`` is used when ``n == 1``."""


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of ``resources/words``, read in one language."""

    language: Language
    entries: Mapping[str, Entry]

    def __call__(self, key: str, /, **args: object) -> str:
        """Return the text for a key with its arguments filled in; unknown keys and missing arguments show as «name».

        Telling what went wrong must not go wrong itself, so nothing is raised.
        """
        entry = self.entries.get(key)
        if entry is None:
            return f"«{key}»"
        text = entry[self.language]
        if self.language == "en" and args.get("n") == 1:
            text = entry.get("en_one", text)
        return text.format_map(_Arguments(args)) if args else text

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows the key."""
        return key in self.entries

    def code(self, kind: str, value: str) -> str:
        """Return the name of a code value, such as ``code("status", "granted")``; unknown values as they are."""
        key = f"{kind}.{value}"
        return self(key) if key in self.entries else value

    def problem(self, problem: Problem) -> str:
        """Return the sentence for a problem, with its place before and its remedy behind it.

        An argument that is a code value with a name, such as ``task="annuity"``, is shown by its name.
        """
        place = self.place(problem.source)
        given = problem.args.items()
        args = {name: self.code(name, value) if isinstance(value, str) else value for name, value in given}
        sentence = self(f"problem.{problem.code}", **args)
        remedy = f"remedy.{problem.code}"
        between = " " if self.language == "en" else ""
        tail = between + self(remedy, **args) if self.has(remedy) else ""
        return self.labelled(place, sentence + tail) if place else sentence + tail

    def labelled(self, label: str, text: str) -> str:
        """Return a text behind its label and the colon of the language."""
        return f"{label}{'：' if self.language == 'zh' else ': '}{text}"

    def place(self, source: Source) -> str:
        """Return where something stands: file, sheet, row, column; empty when it has no place."""
        parts = [source.file, source.sheet]
        if source.row is not None:
            parts.append(self("place.row", row=source.row))
        if source.column:
            parts.append(self("place.column", column=source.column))
        return " · ".join(part for part in parts if part)

    def side(self, text: str) -> str:
        """Return what is written in both languages ('占位 / placeholder') in this one; other text as it is."""
        first, sign, second = text.partition(" / ")
        if not sign or not _CHINESE.search(first) or _CHINESE.search(second):
            return text
        return first if self.language == "zh" else second

    def both(self, key: str, /, **args: object) -> str:
        """Return the text in Chinese and English on two lines, for heads of handouts."""
        zh = Words("zh", self.entries)(key, **args)
        en = Words("en", self.entries)(key, **args)
        return zh if zh == en else f"{zh}\n{en}"


class _Arguments(dict[str, object]):
    """The arguments of a sentence; one that is missing shows itself."""

    def __missing__(self, name: str) -> _Missing:
        return _Missing(name)


@dataclass(frozen=True, slots=True)
class _Missing:
    name: str

    def __format__(self, _spec: str) -> str:
        return f"«{self.name}»"
