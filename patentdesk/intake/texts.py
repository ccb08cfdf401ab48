"""Read delimited text whose encoding and delimiter nobody states."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Row, Sheet

_FOREIGN = re.compile(
    r"[^\x00-\x7f\u3400-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u203b\u2160-\u216b\u0370-\u03ff×·°±÷]"
)
"""What Chinese technical text hardly ever contains."""
_DELIMITERS = ",\t;|"
_SAMPLE = 200_000


def read_text(data: bytes, limits: Limits) -> Content:
    """Return the one sheet of a delimited text file.

    Raises Refused: input_is_binary, text_damaged (a quotation mark never closed, an overlong cell), sheet_too_large.
    """
    text, encoding, problems = _decode(data)
    delimiter = _delimiter(text)
    csv.field_size_limit(limits.cell_characters)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            rows.append(list(cells))
            if len(rows) > limits.rows or len(cells) > limits.columns:
                raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
    except csv.Error as fault:
        raise refuse("text_damaged", row=len(rows) + 1, reason=str(fault)) from fault
    name = {"\t": "tab"}.get(delimiter, delimiter)
    return Content((Sheet("", rows),), f"{encoding} {name}", tuple(problems))


def _decode(data: bytes) -> tuple[str, str, list[Problem]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _clean(data.decode("utf-16", errors="replace")), "utf-16", []
    if b"\x00" in data[:_SAMPLE]:
        return _unmarked_utf16(data)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _reads_as_chinese(text):
            break
        return _clean(text), encoding.removesuffix("-sig"), []
    if _mostly_controls(data):
        raise refuse("input_is_binary")
    damaged = data.decode("utf-8-sig", errors="replace")
    if damaged.count("\ufffd") * 20 <= sum(letter > "\x7f" for letter in damaged):
        return (
            _clean(damaged),
            "utf-8",
            [Problem("encoding_damaged", Severity.WARNING, args={"n": damaged.count("\ufffd")})],
        )
    text = data.decode("cp1252", errors="replace")
    return _clean(text), "cp1252", [Problem("encoding_guessed", Severity.WARNING, args={"encoding": "Windows-1252"})]


def _unmarked_utf16(data: bytes) -> tuple[str, str, list[Problem]]:
    sample = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 3 > len(zeros) and sample.count(0) < len(sample) * 0.6:
            return _clean(data.decode(encoding, errors="replace")), encoding, []
    raise refuse("input_is_binary")


def _clean(text: str) -> str:
    if _mostly_controls(text[:_SAMPLE].encode("utf-8", errors="replace")):
        raise refuse("input_is_binary")
    return text.replace("\x00", "")


def _mostly_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13))
    return controls * 50 > len(sample)


def _reads_as_chinese(text: str) -> bool:
    """Tell Chinese from damaged Latin text: Chinese characters stand together, chance pairs stand alone."""
    runs = re.findall(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+", text[:_SAMPLE])
    foreign = _FOREIGN.findall(text[:_SAMPLE])
    together = sum(len(run) >= 2 for run in runs)
    return bool(runs) and together * 2 >= len(runs) and len(foreign) * 10 <= sum(map(len, runs))


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first lines into the most even number of cells."""
    best, best_score = ",", (0, 0.0)
    for sign in _DELIMITERS:
        sample = io.StringIO(text[:_SAMPLE], newline="")
        try:
            widths = [len(row) for row in islice(csv.reader(sample, delimiter=sign), 40) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = (wide.count(usual), float(usual))
        if score[0] * min(usual, 6) > best_score[0] * min(best_score[1], 6):
            best, best_score = sign, score
    return best
