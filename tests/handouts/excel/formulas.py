"""Say what Excel refuses in a formula: length, balance, depth, texts, functions and names that it does not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from openpyxl.utils import FORMULAE

LONGEST, LONGEST_TEXT, DEEPEST, MOST_ARGUMENTS = 8_192, 255, 64, 255
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"'(?:[^']|'')+'!|(?<![\w.])[^\W\d][\w.]*!")
_CALL = re.compile(r"([A-Za-z_][\w.]*)\(")
_NAME = re.compile(r"(?<![\w.$!\[])([^\W\d][\w.]*)(?![\w.($!\[])")
_CELL = re.compile(r"[A-Z]{1,3}\$?[0-9]{1,7}", re.IGNORECASE)
_WHOLE = re.compile(r"\$?\b[A-Z]{1,3}:\$?[A-Z]{1,3}\b|\$?\b[0-9]+:\$?[0-9]+\b")
"""Whole columns or rows."""
_LATER = "_xlfn."
"""Functions that came after the standard are written with this prefix, or Excel shows #NAME?."""


def formula_faults(text: str, names: Collection[str], sheets: Collection[str]) -> Iterator[str]:
    """Give the faults of a formula as it stands in a part; ``names`` (lower case) and ``sheets`` are the workbook's."""
    if text.startswith("="):
        yield "begins with ="
    if len(text) > LONGEST:
        yield f"has {len(text)} characters"
    yield from (f"holds a text of {len(one)} characters" for one in _TEXT.findall(text) if len(one) > LONGEST_TEXT + 2)
    if "#REF!" in text or "#NAME?" in text:
        yield "holds an error"
    for one in _SHEET.findall(text.replace("#REF!", "")):
        name = one.rstrip("!").strip("'").replace("''", "'")
        if name not in sheets and "[" not in name:
            yield f"names the sheet {name}, which does not exist"
    bare = _WHOLE.sub("A1", _SHEET.sub("", _TEXT.sub('""', text)))
    yield from _shape(bare)
    for one in _CALL.findall(bare):
        if one.upper() not in FORMULAE and not one.startswith(_LATER):
            yield f"calls {one}, which Excel knows only with the prefix {_LATER} or not at all"
    for one in _NAME.findall(bare):
        if not _CELL.fullmatch(one) and one.upper() not in {"TRUE", "FALSE"} and one.lower() not in names:
            yield f"uses the name {one}, which is not defined"


def _shape(bare: str) -> Iterator[str]:
    """Give faults of brackets: not balanced, too deep, too many arguments in one pair."""
    commas = [0]
    for sign in bare:
        if sign == "(":
            commas.append(0)
        elif sign == "," and len(commas) > 1:
            commas[-1] += 1
            if commas[-1] == MOST_ARGUMENTS:
                yield "gives a function too many arguments"
        elif sign == ")":
            if len(commas) == 1:
                yield "closes a bracket that was not opened"
                return
            commas.pop()
        if len(commas) - 1 == DEEPEST + 1 and sign == "(":
            yield "is nested too deep"
    if len(commas) > 1:
        yield "leaves a bracket open"
