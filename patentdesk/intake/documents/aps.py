"""Know the USPTO's full text of 1976 to 2001 (APS, "Green Book"): tagged lines, a part begins with its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.documents.redbook_early import design_class, symbol_text
from patentdesk.intake.limits import Limits

_NAMES = {
    "publication_number": "WKU", "publication_date": "ISD", "application_number": "APN", "filing_date": "APD",
    "priorities": "PRIR", "ipc": "ICL", "locarno": "ICL", "title": "TTL", "abstract": "ABST", "inventors": "INVT",
    "owners": "ASSG", "agencies": "LREP", "cites": "UREF", "npl": "OREF", "claims_count": "NCL",
}  # fmt: skip
_TAG = re.compile(r"([A-Z][A-Z0-9]{2,3})(?: +(.*))?$")
_UNREAD = frozenset({"BSUM", "DRWD", "DETD", "CLMS", "DCLM", "PARN", "GOVT"})
"""Parts that hold no more than the description and the claims' text."""
_KINDS = {"D": "S", "PP": "P", "RE": "E", "H": "H", "T": "I4", "": "A"}
"""The letters before a number → the kind by WIPO ST.16 that such documents had then."""
_OFFICES = {"DT": "DE", "OE": "AT", "SW": "SE", "JA": "JP", "UK": "GB", "SZ": "CH"}
"""Codes of offices (ICIREPAT) that were in use until 1978."""
_SERIES = (("1998", "09"), ("1993", "08"), ("1987", "07"), ("1979", "06"), ("1970", "05"))
"""Filing year from which on the USPTO numbered applications in a series (MPEP 503)."""
_CONTINUED = frozenset({"71", "72", "74"})
"""Continuation, continuation in part, division: of other relations the series cannot be told by the day."""
_Part = dict[str, list[str]]


def _records(text: str) -> Iterator[list[tuple[str, _Part]]]:
    """Yield the parts of each patent: name, and tag → texts. Lines that begin with blanks go on."""
    parts: list[tuple[str, _Part]] = []
    last: list[str] = []
    for line in text.splitlines():
        found = _TAG.match(line.rstrip())
        if found is None:
            if last and line.startswith(" "):
                last[-1] = f"{last[-1]} {line.strip()}"
            continue
        tag, told = found[1], found[2]
        if tag == "PATN" and parts:
            yield parts
            parts = []
        if told is None:
            parts.append((tag, {}))
            last = []
        elif parts and parts[-1][0] not in _UNREAD:
            last = parts[-1][1].setdefault(tag, [])
            last.append(told)
        else:
            last = []
    if parts:
        yield parts


def _read(text: str, _limits: Limits) -> Iterator[Document]:
    for number, parts in enumerate(_records(text), start=1):
        yield _document(parts, number)


def _document(parts: list[tuple[str, _Part]], number: int) -> Document:
    def each(name: str) -> list[_Part]:
        return [part for found, part in parts if found == name]

    head = next(iter(each("PATN")), {})
    classes = [text for part in each("CLAS") for text in part.get("ICL", [])]
    document = _number(_one(head, "WKU"))
    fields = {
        "publication_number": document,
        "publication_date": _one(head, "ISD"),
        "application_number": _application(_one(head, "SRC"), _one(head, "APN")),
        "filing_date": _one(head, "APD"),
        "priorities": listed(_priorities(each("PRIR"), each("RLAP"))),
        "ipc": listed(symbol_text(text) for text in classes if not design_class(text)),
        "locarno": listed(design_class(text) for text in classes),
        "title": _one(head, "TTL"),
        "abstract": " ".join(text for part in each("ABST") for told in part.values() for text in told),
        "inventors": listed(_person(_one(part, "NAM")) for part in each("INVT")),
        "owners": listed(_person(_one(part, "NAM")) for part in each("ASSG")),
        "agencies": listed(_person(_one(part, tag)) for part in each("LREP") for tag in ("FRM", "FR2")),
        "cites": listed([*_cited(each("UREF")), *_cited(each("FREF"))]),
        "npl": listed(text for part in each("OREF") for told in part.values() for text in told),
        "claims_count": _one(head, "NCL"),
        "right_type": "design" if document.startswith("USD") else "",
    }  # fmt: skip
    kept = {name: "\n".join(_lines(part)) for name in ("PCTA", "RLAP", "REIS") for part in each(name)}
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        kept={name: text for name, text in kept.items() if text},
        unread=frozenset(name for name, _ in parts if name in _UNREAD),
    )  # fmt: skip


def _one(part: _Part, tag: str) -> str:
    return " ".join(" ".join(part.get(tag, [])[:1]).split())


def _lines(part: _Part) -> Iterator[str]:
    return (f"{tag} {text}" for tag, texts in part.items() for text in texts)


def _number(written: str) -> str:
    """Return the patent's number with its kind; the ninth character of a number is a check digit."""
    found = re.fullmatch(r"([A-Z]*)0*(\d+)", written.replace(" ", "")[:8])
    return f"US{found[1]}{found[2]}{_KINDS.get(found[1], '')}" if found else ""


def _application(series: str, written: str) -> str:
    """Return the number with its series (D stands for that of designs); behind six digits stands a check digit."""
    code = "29" if series == "D" else series
    return f"US {int(code):02d}/{written[:6]}" if code.isdigit() and re.match(r"\d{6}", written) else ""


def _priorities(claims: list[_Part], related: list[_Part]) -> Iterator[str]:
    for claim in claims:
        yield claim_text(_office(_one(claim, "CNT")), _one(claim, "APN"), _one(claim, "APD"))
    for parent in related:
        serial, day = _one(parent, "APN"), _one(parent, "APD")
        series = next((code for first, code in _SERIES if day[:4] >= first), "")
        if _one(parent, "COD") in _CONTINUED and series and re.match(r"\d{6}", serial):
            yield claim_text("US", f"{series}/{serial[:6]}", day)


def _office(written: str) -> str:
    return _OFFICES.get(written[:2], written[:2])


def _person(name: str) -> str:
    """Return ``Doe; Jane`` in the order in which names are spoken; a company's name as it stands."""
    last, sign, first = name.partition(";")
    return f"{first.strip()} {last.strip()}".strip() if sign else name


def _cited(parts: list[_Part]) -> Iterator[str]:
    for part in parts:
        number = _one(part, "PNO").replace(" ", "")
        yield f"{_office(_one(part, 'CNT')) or 'US'}{number}" if number else ""


USPTO_APS = DocumentFormat(
    "uspto_xml", lambda opening: re.match(r"(HHHHHT[^\n]*\n\s*)?PATN\s*\n", opening) is not None, _read
)
