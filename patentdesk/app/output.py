"""Lay out what the command line says: tables for people, one JSON document for programs, a progress bar."""

from __future__ import annotations

import dataclasses
import io
import json
import math
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TextIO

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.core.progress import Progress
from patentdesk.core.words import Words

_BAR = 24
_LEAST = 8
"""Columns that a text keeps on a terminal that is too narrow."""
_READABLE = 20
"""Columns of a text for which others make way."""
_NUMBER = re.compile(r"[-−+]?\d[\d,]*(\.\d+)?( ?%| [A-Z]{3})?|–|")
"""A number as tables show it, with its sign of percent or its currency, or none."""
_NAMED = 5
"""So many patents are named where a problem is about more."""


def display_width(text: str) -> int:
    """Return how many terminal columns a text takes: wide and full-width characters two, combining marks none."""
    return sum(_columns(character) for character in text)


def clip(text: str, width: int) -> str:
    """Return the text cut to at most ``width`` terminal columns, with an ellipsis where something was cut."""
    if display_width(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _columns(character)
        if used > width - 1:
            break
        kept += character
    return kept + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return the text filled up with blanks to ``width`` terminal columns."""
    blanks = " " * max(0, width - display_width(text))
    return blanks + text if right else text + blanks


def table(
    headers: Sequence[str], rows: Sequence[Sequence[object]], *, widest: int = 44, spare: Sequence[int] = ()
) -> list[str]:
    """Return the lines of a table; numbers stand to the right, no cell is wider than ``widest`` columns.

    On a terminal that is too narrow the ``spare`` columns make way, in their order, then texts are cut.
    """
    texts = [[clip(cell_text(cell).replace("\n", " "), widest) for cell in row] for row in rows]
    shown = list(range(len(headers)))
    right = [bool(rows) and all(_is_number(row[index]) for row in rows) for index in shown]
    contents = [max((display_width(row[index]) for row in texts), default=0) for index in shown]
    widths = [max(display_width(header), content) for header, content in zip(headers, contents, strict=True)]
    if room := _room():
        firm = [bool(rows) and (right[index] or all(_is_firm(row[index]) for row in rows)) for index in shown]
        least = [
            max(content, min(width, _LEAST)) if kept else min(width, _LEAST)
            for content, width, kept in zip(contents, widths, firm, strict=True)
        ]
        readable = [max(one, min(width, _READABLE)) for one, width in zip(least, contents, strict=True)]
        for index in spare:
            if _line_width([readable[one] for one in shown]) > room:
                shown.remove(index)
        _narrow(widths, least, shown, room)
    lines = [headers, ["─" * width for width in widths], *texts]
    return [
        "  ".join(pad(clip(line[index], widths[index]), widths[index], right=right[index]) for index in shown).rstrip()
        for line in lines
    ]


def _room() -> int:
    """Return the columns of the terminal that results go to; 0: they go to a file or a pipe, which have room enough."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _line_width(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _narrow(widths: list[int], least: Sequence[int], shown: Sequence[int], room: int) -> None:
    """Take columns from the widest text that has some to give until a line fits, or nothing is left to take."""
    while _line_width([widths[index] for index in shown]) > room:
        index = max(shown, key=lambda one: widths[one] if widths[one] > least[one] else 0)
        if widths[index] <= least[index]:
            return
        widths[index] -= 1


def cell_text(value: object) -> str:
    """Return a value as a table shows it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(value: object) -> object:
    """Return a value in the types that JSON knows: records as objects, dates as ISO text, decimals as text.

    JSON has no infinity: a bound that is none, like a float that is no number, is null.

    Raises TypeError for what has no such form.
    """
    simple = _simple(value)
    if simple is not value or value is None or isinstance(value, str | int | float):
        return simple
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _simple(value: object) -> object:
    """Return what stands for one value: a code's text, ISO text, a record's fields; the value itself for others."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {entry.name: plain(getattr(value, entry.name)) for entry in dataclasses.fields(value)}
    return value


@dataclass(slots=True)
class Voice:
    """Speaks to the person or program that called: results on ``out``, everything else on ``err``.

    With ``as_json`` nothing but one document goes to ``out``.
    """

    words: Words
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    def show(self, *lines: str) -> None:
        """Write lines of the result for people; nothing with ``as_json``."""
        if not self.as_json:
            self._put(self.out, "".join(f"{line}\n" for line in lines))

    def say(self, key: str, **args: object) -> None:
        """Write a message: to people beside the result, to programs on the error channel."""
        self.tell(self.words(f"cli.{key}", **args))

    def tell(self, sentence: str) -> None:
        """Write a sentence where ``say`` writes its messages."""
        self._put(self.err if self.as_json else self.out, sentence + "\n")

    def warn(self, text: str) -> None:
        """Write a sentence on the error channel."""
        self.err.write(text + "\n")

    def document(self, content: Mapping[str, object]) -> None:
        """Write the result as one JSON document; nothing without ``as_json``."""
        if self.as_json:
            self._put(self.out, json.dumps(plain(content), ensure_ascii=False, indent=2) + "\n")

    def finish(self) -> None:
        """Hand over what is still held back. Raises Refused as all that writes a result: output_failed."""
        self._put(self.out, "")

    def _put(self, stream: TextIO, text: str) -> None:
        try:
            stream.write(text)
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise refuse("output_failed", reason=error.strerror or str(error)) from error

    def problems(self, problems: Sequence[Problem], limit: int = 200, numbers: Mapping[int, str] | None = None) -> None:
        """List problems on the error channel, the worst first, and say how many were left out.

        ``numbers`` names patents by id: what is the same about several is said once, with how many and the first.
        """
        order = list(Severity)
        met: dict[tuple[Severity, str, int], list[str]] = {}
        for place, problem in enumerate(sorted(problems, key=lambda problem: -order.index(problem.severity)), start=1):
            number = (numbers or {}).get(problem.patent_id or 0, "")
            key = problem.severity, self.words.problem(problem), 0 if number else place
            met.setdefault(key, []).append(number)
        for (severity, sentence, _), named in list(met.items())[:limit]:
            self.warn(self.words.labelled(self.words.code("cli.severity", severity), self._about(sentence, named)))
        if len(met) > limit:
            self.warn(self.words("cli.problems_more", n=len(met) - limit))

    def _about(self, sentence: str, numbers: Sequence[str]) -> str:
        """Return a sentence with the patents that it is about."""
        if len(numbers) == 1:
            return self.words.labelled(numbers[0], sentence) if numbers[0] else sentence
        first = ", ".join(numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")
        return self.words("cli.problem_patents", sentence=sentence, n=len(numbers), numbers=first)

    def problem_rows(self, problems: Sequence[Problem]) -> list[dict[str, object]]:
        """Return problems for a JSON document: code, severity, place, sentence."""
        return [
            {
                "code": problem.code,
                "severity": problem.severity,
                "file": problem.source.file,
                "sheet": problem.source.sheet,
                "row": problem.source.row,
                "column": problem.source.column,
                "patent_id": problem.patent_id,
                "sentence": self.words.problem(problem),
            }
            for problem in problems
        ]

    def progress(self) -> Progress:
        """Return the progress of long work: a bar on a terminal, else nothing is shown."""
        return Progress(self._bar()) if self.err.isatty() else Progress()

    def _bar(self) -> Callable[[int, int, str], None]:
        def show(done: int, total: int, phrase: str) -> None:
            text = self.words(phrase) if phrase and self.words.has(phrase) else ""
            if total:
                full = _BAR * min(done, total) // total
                self.err.write(f"\r{'█' * full}{'░' * (_BAR - full)} {done:,}/{total:,} {text}\x1b[K")
            else:
                self.err.write(f"\r{text} {done:,}\x1b[K")
            if total and done >= total:
                self.err.write("\r\x1b[K")
            self.err.flush()

        return show


def speak_utf8() -> None:
    """Let the console take any character: UTF-8, and a replacement for what it cannot show.

    A Windows console or pipe otherwise speaks its code page and breaks off in the middle of a sentence.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


def _is_firm(value: object) -> bool:
    """Tell whether a cell says nothing once it is cut: dates, patent numbers, codes."""
    text = cell_text(value)
    return isinstance(value, date | None) or (bool(re.search(r"\d", text)) and " " not in text)
