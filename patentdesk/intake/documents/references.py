"""Know patents in the formats of reference managers: EndNote, RIS, NoteExpress, BibTeX, and CNKI's own tagged text.

These formats have no agreed place for the number: the one that names its office is looked for in all that may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.limits import Limits

_Record = tuple[int, str, dict[str, list[str]]]
"""Line of its beginning, what kind of reference it says to be, and tag → texts."""

_FIELDS = {
    "title": ("%T", "TI", "T1", "Title", "title"),
    "abstract": ("%X", "AB", "N2", "Abstract", "Summary", "abstract"),
    "inventors": ("%A", "AU", "A1", "Author", "Inventor", "author", "inventor"),
    "applicants": ("Applicant", "assignee", "holder"),
    "publication_date": ("%8", "DA", "Date", "PubTime", "date"),
    "filing_date": ("ApplyTime", "ApplicationDate", "ApplTime"),
    "ipc": ("CLC",),
    "agencies": ("Agency", "Agent"),
}
"""Field → the tags that tell it, in all formats; what other tags tell is kept as written."""
_NUMBERED = (
    "PubNo", "ApplNo", "ApplicationNo", "number", "%@", "%N", "%M", "M1", "%9", "M2", "IS", "SN", "VL", "AN", "C1",
    "ID", "Patent Number", "ISBN/ISSN", "key", "%U", "UR", "URL", "url", "Notes", "%Z", "N1",
)  # fmt: skip
_FILED = frozenset({"%9", "M2", "ApplNo", "ApplicationNo"})
"""Tags whose number is that of the application."""
_NUMBER = re.compile(
    r"(?<![A-Za-z])(?P<office>[A-Z]{2})[-\s]?(?P<body>(?:[A-Z]|RE|PP)?\d[\d,./-]{4,18}(?:\.?[\dX])?)[-\s]?(?P<kind>[A-Z]\d?)?(?![A-Za-z\d])"
)
_CHINESE_FILED = re.compile(r"(?:\d{8}|20\d{10})\.[\dX]")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}")


def _reader(records: Callable[[str], Iterator[_Record]]) -> Callable[[str, Limits], Iterator[Document]]:
    def read(text: str, _limits: Limits) -> Iterator[Document]:
        for number, kind, told in records(text):
            yield _document(number, kind, told)

    return read


def _document(number: int, kind: str, told: dict[str, list[str]]) -> Document:
    whole = {tag: "\n".join(texts) for tag, texts in told.items()}
    if not re.search("pat|专利", kind, re.IGNORECASE):
        problem = Problem("reference_other", Severity.ERROR, args={"kind": kind or "-"})
        return Document({}, number, kept=whole, problems=(problem,))
    found = {field: next((tag for tag in tags if tag in told), "") for field, tags in _FIELDS.items()}
    fields = {field: " ".join(told[tag]) for field, tag in found.items() if tag}
    for name in ("inventors", "applicants"):
        if name in fields:
            fields[name] = listed(_names(told[found[name]]))
    if "ipc" in fields:
        fields["ipc"] = listed(re.split("[;；]", fields["ipc"]))
    for name in ("publication_date", "filing_date"):
        day = _DAY.search(fields.pop(name, ""))
        if day:
            fields[name] = day.group()
    tags = {**found, **_numbers(told, fields)}
    own = {tag for field, tag in found.items() if field in fields}
    return Document(
        {name: text for name, text in fields.items() if text}, number,
        names={field: tag for field, tag in tags.items() if tag},
        kept={tag: text for tag, text in whole.items() if tag not in own},
    )  # fmt: skip


def _names(texts: list[str]) -> Iterator[str]:
    """Yield the names of repeated lines, of a list with semicolons, or of BibTeX (``A and B``)."""
    for text in texts:
        yield from (part.strip() for part in re.split(r"[;；]|(?<!\s)\s+and\s+", text))


def _numbers(told: dict[str, list[str]], fields: dict[str, str]) -> dict[str, str]:
    """Fill the first publication and the first Chinese application number; return which tag told each."""
    tags: dict[str, str] = {}
    for tag in _NUMBERED:
        for text in told.get(tag, []):
            for found in _NUMBER.finditer(text):
                body = found["body"].replace(",", "").strip("./-")
                filed = tag in _FILED or (found["office"] == "CN" and _CHINESE_FILED.fullmatch(body))
                name = "application_number" if filed else "publication_number"
                if name not in fields:
                    fields[name] = f"{found['office']}{body}{'' if filed else found['kind'] or ''}"
                    tags[name] = tag
    return tags


def _tagged(text: str, line: re.Pattern[str], opens: Callable[[str], bool], ends: str = "") -> Iterator[_Record]:
    """Yield the records of lines ``tag text``; other lines go on with the text before them."""
    told: dict[str, list[list[str]]] = {}
    first, last = 0, list[str]()
    for number, written in enumerate(text.splitlines(), start=1):
        found = line.match(written)
        if found is None:
            if written.strip() and last:
                last.append(written.strip())
            continue
        tag, value = found[1], found[2].strip()
        if opens(tag):
            if told:
                yield _record(first, told)
            told, first, last = {"kind": [[value]]}, number, []
        elif tag != ends and first:
            last = [value]
            told.setdefault(tag, []).append(last)
    if told:
        yield _record(first, told)


def _record(first: int, told: dict[str, list[list[str]]]) -> _Record:
    """Return a record of which each text is still a list of its lines."""
    texts = {tag: [" ".join(lines) for lines in found] for tag, found in told.items()}
    return first, texts["kind"][0], texts


def _endnote(text: str) -> Iterator[_Record]:
    return _tagged(text, re.compile(r"(%\S)\s+(.*)"), lambda tag: tag == "%0")


def _ris(text: str) -> Iterator[_Record]:
    return _tagged(text, re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)"), lambda tag: tag == "TY", "ER")


def _noteexpress(text: str) -> Iterator[_Record]:
    return _tagged(text, re.compile(r"\s*\{([^{}]+)\}:\s?(.*)"), lambda tag: tag == "Reference Type")


def _cnki(text: str) -> Iterator[_Record]:
    return _tagged(text, re.compile(r"([A-Za-z]+)-[^\s:：]+[:：]\s*(.*)"), lambda tag: tag == "SrcDatabase")


def _bibtex(text: str) -> Iterator[_Record]:
    """Yield the entries of BibTeX; braces inside of a text are dropped."""
    line, counted = 1, 0
    for entry in re.finditer(r"@(\w+)\s*\{\s*([^,\s{}]*)\s*,(.*?)(?=\n[ \t]*@\w+\s*\{|\Z)", text, re.DOTALL):
        told = {"kind": [entry[1]], "key": [entry[2]]}
        for name, braced, quoted, bare in re.findall(
            r'\b(\w+)\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|"([^"]*)"|(\w+))', entry[3]
        ):
            told[name.lower()] = [" ".join(re.sub("[{}]", "", braced or quoted or bare).split())]
        line, counted = line + text.count("\n", counted, entry.start()), entry.start()
        yield line, entry[1], told


def _format(sign: str, records: Callable[[str], Iterator[_Record]]) -> DocumentFormat:
    begins = re.compile(sign)
    return DocumentFormat("references", lambda opening: begins.match(opening) is not None, _reader(records))


REFERENCES = (
    _format(r"%0 \S", _endnote),
    _format(r"TY  ?- \S", _ris),
    _format(r"\{Reference Type\}:", _noteexpress),
    _format(r"SrcDatabase-[^\n]*[:：]", _cnki),
    _format(r"@\w+\s*\{[^\n]*,", _bibtex),
)
