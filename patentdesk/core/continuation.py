"""Name the sheet on which a workbook continues texts that are longer than a cell; what is written so is read so."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 32_767
"""Characters (UTF-16) that a cell of a workbook holds."""
SHEET = "Continued 续"
"""The sheet's name, before a number where there are several."""
HEADS = ("sheet 工作表", "row 行", "column 列", "header 表头", "part 段", "text 内容")
"""Its header row: the place of the cell that goes on, counted from 1, the header above it, part 2, 3, ..., the text."""


MARK = "_xFFF"
"""Where this stands in a workbook, ``unmarked`` has something to do."""
_WRITTEN = re.compile(r"_x(FFF[EF])_")
_READ = re.compile(r"_x(005F_x)?(FFF[EF])_")


def marked(text: str) -> str:
    """Return a text in which what XML cannot hold (U+FFFE, U+FFFF) can be told from its written form (_xFFFE_)."""
    return _WRITTEN.sub(r"_x005F_x\1_", text) if MARK in text else text


def unmarked(text: str) -> str:
    """Return the text that ``marked`` was given, from how readers of workbooks give it back (ECMA-376, 22.4.2.4)."""
    return _READ.sub(lambda hit: f"_x{hit[2]}_" if hit[1] else chr(int(hit[2], 16)), text)


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that a cell holds; together they are the text."""
    size = LONGEST if len(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2 else LONGEST // 2
    for start in range(0, len(text), size):
        yield text[start : start + size]
