"""Read delimited text whose encoding and delimiter nobody states."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.core.progress import Progress
from patentdesk.intake.aside import RowsAside
from patentdesk.intake.cutting import cut_rows
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Fault, Row, Sheet

_FOREIGN = re.compile(
    r"[^\x00-\x7f\u3400-\u9fff\u3000-\u303f\uff00-\uffef\u200b-\u203b\u2160-\u216b\u0370-\u03ff×·°±÷]"
)
"""What Chinese technical text hardly ever contains."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_OTHERS = {
    "cp932": ("Shift_JIS", re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u3000-\u303f\uff00-\uff60]")),
    "cp949": ("EUC-KR", re.compile(r"[\uac00-\ud7a3]")),
    "cp950": ("Big5", re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uff60]")),
    "cp1251": ("Windows-1251", re.compile(r"(?<=[А-яЁёІіЇїЄє])[А-яЁёІіЇїЄє]|[А-яЁёІіЇїЄє](?=[А-яЁёІіЇїЄє])|[№«»—–]")),
}
"""Other encodings of East Asia → usual name, the signs that the text consists of.

All but Big5 are asked before Chinese, in which Korean bytes are common signs; of Chinese bytes a third is no Hangul and
no Cyrillic letter beside another, of the accented letters of the West nearly none stands beside another.
"""
_RUSSIAN_VOWELS = re.compile("[оеаиОЕАИ]")
"""A third of Russian text; of bytes that are something else, a sixteenth."""
_RARE_FROM = {"cp932": 0x98, "cp950": 0xC9}
"""The first byte from which on rare signs stand: of them are the accents of the West that are read so."""
_LETTERS_OF_GB = re.compile(rb"([\xa1-\xa9][\xa1-\xfe])|[\xa8\xa9][\x40-\x96]")
_GUARDED = re.compile(r'^\s*=(?:HYPERLINK\(\s*"[^"]*"\s*[,;]\s*)?"([^"]*)"\)?\s*$', re.IGNORECASE)
"""A text that its writer keeps from being counted with, or that leads to a page: ="201910000101.1"."""
_MAY_BE_GUARDED = (b'="', b'=\x00"', b"=H", b"=h", b"=\x00H", b"=\x00h")
_TWICE = re.compile(r"[\xc2-\xf4][\x80-\xbf\u0152-\u2122]{1,3}")
_DELIMITERS = ",\t;|"
_SAMPLE = 200_000
_CHUNK = 2**20
_RARE = 50
"""One control character in so many, and in fewer, is a slip in a text."""
_FEW = 32
"""Of so few bytes that are not ASCII nobody can tell the language; Chinese is the likeliest."""
_MOST_CELLS = 16
"""A line may be as long as so many of the longest cells."""
_TOLD_EACH = 5_000
"""So many rows are cut before it is told and asked whether to go on."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Delimited text, and how it is to be read."""

    data: bytes
    encoding: str
    delimiter: str
    longest: int
    """So many characters may stand in one cell."""
    long_lines: bool = False
    """A line may be longer than any that is read."""

    def cut(self) -> Iterator[tuple[list[str], str]]:
        """Yield each row with the code of what is wrong with its cutting into cells; empty when nothing is."""
        stream = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, errors="replace", newline="")
        lines: Iterator[str] = _bounded(stream, self.longest) if self.long_lines else stream
        if _has_stray_zeros(self):
            lines = (line.replace("\x00", "") for line in lines)
        if _has_marks(self):
            lines = (line.replace("\ufeff", "") for line in lines)
        if b"_x000D_" in self.data:
            lines = (line.replace("_x000D_", "") for line in lines)
        if self.encoding == "mac-roman":
            lines = (_TWICE.sub(_once, line) for line in lines)
        return cut_rows(lines, self.delimiter, self.longest)


def read_text(data: bytes, limits: Limits, progress: Progress | None = None) -> Content:
    """Return the one sheet of a delimited text file, read through once.

    A row that cannot be cut into cells, as ``cutting`` says, is a fault of the sheet at that row.
    Raises Cancelled, and Refused: input_is_binary, sheet_too_large.
    """
    encoding, problems = encoding_of(data)
    sample = _sample(data, encoding)
    if _mostly_controls(sample.encode("utf-8", errors="replace")):
        raise refuse("input_is_binary")
    delimiter = _delimiter(sample)
    text = _Text(data, encoding, delimiter, limits.cell_characters, _may_have_long_lines(data, encoding, limits))
    faults: dict[int, tuple[Fault, ...]] = {}
    rows = RowsAside(_rows(text, limits, faults, progress or Progress()))
    how = f"{encoding.removesuffix('-sig')} {({chr(9): 'tab'}).get(delimiter, delimiter)}"
    return Content((Sheet("", rows, faults),), how, tuple(problems))


def _rows(text: _Text, limits: Limits, faults: dict[int, tuple[Fault, ...]], progress: Progress) -> Iterator[Row]:
    """Yield the rows and note their faults."""
    guarded = any(sign in text.data for sign in _MAY_BE_GUARDED)
    for count, (cells, code) in enumerate(text.cut(), start=1):
        if not count % _TOLD_EACH:
            progress.report(count, 0, "progress.reading")
        if count > limits.rows or len(cells) > limits.columns:
            raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
        if code:
            faults[count] = (Fault(code, args={"limit": limits.cell_characters}),)
        yield cast("Row", [_GUARDED.sub(r"\1", cell) for cell in cells] if guarded else cells)


def _may_have_long_lines(data: bytes, encoding: str, limits: Limits) -> bool:
    """Tell whether some line has more than ``_MOST_CELLS`` of the longest cells; UTF-16 is not looked through."""
    step = _MOST_CELLS * limits.cell_characters // 2
    starts = range(0, len(data) - step, step)
    return encoding.startswith("utf-16") or any(
        data.find(b"\n", start, start + step) < 0 and data.find(b"\r", start, start + step) < 0 for start in starts
    )


def _bounded(stream: io.TextIOWrapper, longest: int) -> Iterator[str]:
    """Yield lines without ever holding more than ``_MOST_CELLS`` of the longest cells.

    Of a longer line comes the beginning, with a cell behind it that is too long, so that its row is rejected.
    """
    most = _MOST_CELLS * longest
    while line := stream.readline(most):
        if len(line) < most or line.endswith(("\n", "\r")):
            yield line
            continue
        while (more := stream.readline(most)) and not more.endswith(("\n", "\r")):
            pass
        yield line[:longest] + "x" * (longest + 1) + "\n"


def _once(found: re.Match[str]) -> str:
    """Undo an encoding that was applied twice: UTF-8 read as Windows-1252 and then saved by Excel for Mac."""
    try:
        return found.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found.group()


def _has_stray_zeros(text: _Text) -> bool:
    return not text.encoding.startswith("utf-16") and b"\x00" in text.data


def _has_marks(text: _Text) -> bool:
    """Tell whether byte order marks may stand inside, as where files were glued together."""
    return text.encoding.startswith("utf-16") or text.data.find(codecs.BOM_UTF8, 3) >= 0


def _sample(data: bytes, encoding: str) -> str:
    return data[: 4 * _SAMPLE].decode(encoding, errors="replace")[:_SAMPLE]


def encoding_of(data: bytes) -> tuple[str, list[Problem]]:
    """Return the encoding that the bytes of a text are in, and the warning where it was guessed.

    Problems: encoding_guessed, encoding_damaged. Raises Refused: input_is_binary.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", []
    if data[:_SAMPLE].count(0) * _RARE > len(data[:_SAMPLE]):
        return _unmarked_utf16(data), []
    if _decodes(data, "utf-8-sig"):
        return "utf-8-sig", []
    chinese = _reads_as_chinese(_sample(data, "gb18030")) and _decodes(data, "gb18030")
    few = chinese and sum(byte >= 0x80 for byte in data[:_SAMPLE]) <= _FEW
    if sure := next((name for name in ("cp932", "cp949", "cp1251") if not few and _reads_as(name, data)), ""):
        return _guessed(sure)
    if chinese or (_has_letters_of_gb(data) and _decodes(data, "gb18030")):
        return "gb18030", []
    if _mostly_controls(data):
        raise refuse("input_is_binary")
    return _guessed("cp950") if _reads_as("cp950", data) else _western(data)


def _guessed(name: str) -> tuple[str, list[Problem]]:
    return name, [Problem("encoding_guessed", Severity.WARNING, args={"encoding": _OTHERS[name][0]})]


def _reads_as(name: str, data: bytes) -> bool:
    """Tell whether nearly all signs that are not ASCII are, in one of the other encodings, those of its language."""
    sample = _sample(data, name)
    foreign = len(re.sub(r"[\x00-\x7f]+", "", sample))
    fitting = len(_OTHERS[name][1].findall(sample))
    if name == "cp1251" and len(_RUSSIAN_VOWELS.findall(sample)) * 6 < fitting:
        return False
    if name in _RARE_FROM and not _are_common(sample, name):
        return False
    return foreign > 0 and fitting * 20 >= foreign * 19 and _decodes(data, name)


def _are_common(text: str, name: str) -> bool:
    """Tell whether nine in ten signs are of the first level, as in any text of that language."""
    leads = [found.group().encode(name)[0] for found in _CHINESE.finditer(text)]
    return sum(lead < _RARE_FROM[name] for lead in leads) * 10 >= len(leads) * 9


def _has_letters_of_gb(data: bytes) -> bool:
    """Tell whether what is not ASCII are the quotation marks, accented and Greek letters of a Chinese encoding."""
    sample = data[:_SAMPLE]
    return any(_LETTERS_OF_GB.findall(sample)) and _LETTERS_OF_GB.sub(b"", sample).isascii()


def _western(data: bytes) -> tuple[str, list[Problem]]:
    """Name the encoding of text that is neither whole UTF-8 nor Chinese, with the warning that it was guessed."""
    lost, foreign = _losses(data)
    if _accents_of_mac(data):
        return "mac-roman", [Problem("encoding_guessed", Severity.WARNING, args={"encoding": "Mac Roman"})]
    if lost * 20 <= foreign:
        return "utf-8-sig", [Problem("encoding_damaged", Severity.WARNING, args={"n": lost})]
    return "cp1252", [Problem("encoding_guessed", Severity.WARNING, args={"encoding": "Windows-1252"})]


def _accents_of_mac(data: bytes) -> bool:
    """Tell Mac Roman from Windows-1252: inside words, its accented letters are the bytes of the other's signs."""
    sample = data[: 4 * _SAMPLE]
    if b"\n" not in sample and b"\r" in sample:
        return True
    inside = [found.group(1)[0] for found in re.finditer(rb"[A-Za-z]([\x80-\xff])(?=[a-z])", sample)]
    mac = sum(byte < 0xA0 for byte in inside) + sample.count(b"\xcc")  # the capital A with tilde of UTF-8 read wrongly
    return bool(mac > 2 * sum(byte >= 0xC0 for byte in inside))


def _chunks(data: bytes, encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for start in range(0, len(data), _CHUNK):
        yield decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        for _ in _chunks(data, encoding, "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _losses(data: bytes) -> tuple[int, int]:
    """Return how many signs of UTF-8 text cannot be decoded, and how many are not ASCII, those included."""
    lost = foreign = 0
    for text in _chunks(data, "utf-8-sig", "replace"):
        lost += text.count("\ufffd")
        foreign += len(text) - len(text.encode("ascii", errors="ignore"))
    return lost, foreign


def _unmarked_utf16(data: bytes) -> str:
    sample = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 3 > len(zeros) and sample.count(0) < len(sample) * 0.6:
            return encoding
        text = sample.decode(encoding, errors="replace")
        if "\n" in text and len(_FOREIGN.findall(text)) * _RARE < len(text):
            return encoding
    raise refuse("input_is_binary")


def _mostly_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13))
    return controls * _RARE > len(sample)


def _reads_as_chinese(text: str) -> bool:
    """Tell Chinese from other text: its signs stand together, and most are of the oldest set (GB 2312).

    A sign of punctuation alone, as between symbols, says nothing.
    """
    found = re.findall(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+", text[:_SAMPLE])
    runs = [run for run in found if _CHINESE.search(run)]
    foreign = _FOREIGN.findall(text[:_SAMPLE])
    together = sum(len(run) >= 2 for run in runs)
    signs = "".join(runs)
    pairs = [sign.encode("gb18030") for sign in signs]
    usual = sum(len(pair) == 2 and pair[0] > 0xA0 and pair[1] > 0xA0 for pair in pairs)
    mostly = usual * 10 >= len(signs) * 7 and len(foreign) * 10 <= len(signs)
    return bool(runs) and mostly and together * 2 >= len(runs)


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
