"""Know the USPTO's full text of 2001 to 2004: grants by WIPO ST.32 (root ``PATDOC``), applications as first published.

The grants are SGML, also where they call themselves XML: some elements are never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentdesk.intake.documents.claims import claim_text
from patentdesk.intake.documents.model import Document, listed
from patentdesk.intake.documents.trees import Node, without_comments

UNREAD = ("SDODE", "SDODR", "SDOCR", "subdoc-description", "subdoc-drawings", "CHEM", "MATH", "TABLE", "image")
"""Elements that hold no more than description and drawings."""
_GRANT_NAMES = {
    "publication_number": "B110", "publication_date": "B140", "application_number": "B210", "filing_date": "B220",
    "priorities": "B300", "ipc": "B510", "locarno": "B510", "title": "B540", "abstract": "SDOAB", "inventors": "B720",
    "owners": "B730", "agencies": "B740", "cites": "B561", "npl": "B562", "claims_count": "B577",
}  # fmt: skip
_NAMES = {
    "publication_number": "document-id", "publication_date": "document-id",
    "application_number": "domestic-filing-data", "filing_date": "domestic-filing-data",
    "priorities": "continuity-data", "ipc": "classification-ipc", "title": "title-of-invention",
    "abstract": "subdoc-abstract", "inventors": "inventors", "owners": "assignee", "claims_count": "subdoc-claims",
}  # fmt: skip
_PACKED_IPC = re.compile(r"([A-H]\d\d[A-Z])(.{3})(\d{2,})")
_TAGS = re.compile(r"<(/?)([A-Za-z][\w-]*+)([^<>]*?)(/?)>")
_OPENING = re.compile(r"<!DOCTYPE\s+PATDOC[^\[<>]*(?:\[[^\[\]]*\]\s*)?>")
"""The declaration of SGML, which is none of XML; what it declares are the drawings' file names."""
_GRANTED = re.compile(r"[AB][12]?|[SPE]\d?")


def symbol_text(packed: str) -> str:
    """Return an IPC symbol of columns (``G06F 1516``) as G06F15/16; a symbol of another form as it stands."""
    found = _PACKED_IPC.fullmatch(packed.strip())
    return f"{found[1]}{found[2].strip()}/{found[3]}" if found else packed


def design_class(text: str) -> str:
    """Return the Locarno class that US designs state in place of an IPC symbol (``D0202``, ``1402``); else nothing."""
    found = re.fullmatch(r"D?(\d\d)(\d\d)", text.replace(" ", ""))
    return f"{found[1]}-{found[2]}" if found else ""


def grants(text: str) -> list[str]:
    """Return the grants of a weekly file as XML: elements that are closed nowhere are empty ones."""
    plain = _OPENING.sub('<!DOCTYPE PATDOC SYSTEM "grant.dtd">', without_comments(text))
    return [_closed(piece.lstrip()) for piece in re.split(r"(?<=</PATDOC>)", plain) if "<PATDOC" in piece]


def _closed(text: str) -> str:
    tags = _TAGS.findall(text)
    open_ones = {name for end, name, _, empty in tags if not end and not empty} - {tag[1] for tag in tags if tag[0]}
    if not open_ones:
        return text
    return _TAGS.sub(lambda tag: f"<{tag[2]}{tag[3]}/>" if tag[2] in open_ones and not tag[4] else tag[0], text)


def grant(root: Node, number: int) -> Document:
    """Return what a grant by ST.32 says."""
    told = root.find("SDOBI")
    office = told.text("B100/B190") or "US"
    kind = told.text("B100/B130")
    filed = told.find("B200")
    classes = told.texts("B500/B510/B511") + told.texts("B500/B510/B512")
    designs = [text for text in classes if design_class(text)]
    fields = {
        "publication_number": f"{office}{told.text('B100/B110')}{kind}" if told.find("B100/B110") else "",
        "publication_date": told.text("B100/B140"),
        "application_number": f"{office} {filed.text('B210')}" if filed.text("B210") else "",
        "filing_date": filed.text("B220"),
        "priorities": listed(_priorities(told)),
        "ipc": listed(symbol_text(_raw(node)) for tag in ("B511", "B512") for node in told.all(f"B500/B510/{tag}")
                      if not design_class(node.text())),
        "locarno": listed(design_class(text) for text in designs),
        "title": told.text("B500/B540"),
        "abstract": root.text("SDOAB"),
        "inventors": listed(_party(node) for node in told.all("B700/B720/B721")),
        "owners": listed(_party(node) for node in told.all("B700/B730/B731")),
        "agencies": listed(_party(node) for node in told.all("B700/B740/B741")),
        "cites": listed(_cited(node.find("PCIT/DOC")) for node in told.all("B500/B560/B561")),
        "npl": listed(told.texts("B500/B560/B562")),
        "claims_count": told.text("B500/B570/B577"),
        "right_type": "design" if kind.startswith("S") else "invention" if _GRANTED.fullmatch(kind) else "",
    }  # fmt: skip
    homes = ((_party(one), one.text("PARTY-US/ADR/CTRY")) for one in told.all("B700/B730/B731"))
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_GRANT_NAMES,
        countries=tuple((name, code) for name, code in homes if name and len(code) == 2), unread=told.unasked(),
    )  # fmt: skip


def _raw(node: Node) -> str:
    """Return the text of a symbol with its blanks, which are columns."""
    node.asked = True
    return "".join(part for part in node.find("PDAT").content if isinstance(part, str))


def _priorities(told: Node) -> Iterator[str]:
    """Yield foreign priorities, provisional applications, and the applications that this one continues."""
    for claim in told.all("B300"):
        parts = zip(claim.texts("B310"), claim.texts("B320"), claim.texts("B330"), strict=False)
        yield from (claim_text(office, number, day) for number, day, office in parts)
    related = told.find("B600")
    parents = [node.find("PDOC/DOC") for node in related.walk(("PARENT-US",))]
    for node in [*parents, *(one.find("DOC") for one in related.walk(("B680US", "B681US")))]:
        number = node.text("DNUM")
        office = "" if number.startswith("PCT") else node.text("CTRY") or "US"
        yield claim_text(office, number, node.text("DATE"))


def _party(node: Node) -> str:
    name = node.find("PARTY-US/NAM")
    return name.text("ONM") or f"{name.text('FNM')} {name.text('SNM')}".strip()


def _cited(node: Node) -> str:
    number = node.text("DNUM").replace(" ", "").replace(".", "")
    return f"{node.text('CTRY') or 'US'}{number}{node.text('KIND')}" if number else ""


def publication(root: Node, number: int) -> Document:
    """Return what an application published from 2001 to 2004 says (root ``patent-application-publication``)."""
    told = root.find("subdoc-bibliographic-information")
    published = told.find("document-id")
    filed = told.find("domestic-filing-data")
    serial = filed.text("application-number/doc-number")
    series = filed.text("application-number-series-code")
    office = published.text("country-code") or "US"
    claims = root.all("subdoc-claims/claim")
    technical = told.find("technical-information")
    document = published.text("doc-number")
    assignees = told.all("assignee")
    fields = {
        "publication_number": f"{office}{document}{published.text('kind-code')}" if document else "",
        "publication_date": published.text("document-date"),
        "application_number": f"US {series if len(serial) == _SERIAL else ''}{serial}" if serial else "",
        "filing_date": filed.text("filing-date"),
        "priorities": listed(_claimed(told)),
        "ipc": listed(node.text() for node in technical.walk(("ipc",))),
        "title": technical.text("title-of-invention"),
        "abstract": " ".join(node.text() for node in root.all("subdoc-abstract/paragraph")),
        "inventors": listed(_person(node) for node in told.find("inventors").children()),
        "owners": listed(node.text("organization-name") or _person(node) for node in assignees),
        "claims_count": str(len(claims)) if claims else "",
    }
    homes = ((node.text("organization-name"), node.text("address/country/country-code")) for node in assignees)
    return Document(
        {name: text for name, text in fields.items() if text}, number, names=_NAMES,
        countries=tuple((name, code) for name, code in homes if name and len(code) == 2), unread=told.unasked(),
    )  # fmt: skip


_SERIAL = 6


def _claimed(told: Node) -> Iterator[str]:
    for claim in told.walk(("foreign-priority-data",)):
        number = claim.text("priority-application-number/doc-number") or claim.text("priority-application-number")
        yield claim_text(claim.text("country-code"), number, claim.text("filing-date"))
    related = told.find("continuity-data")
    parents = [node.find("document-id") for node in related.walk(("parent",))]
    for node in [*parents, *related.all("non-provisional-of-provisional/document-id")]:
        number = node.text("doc-number")
        office = "" if number.startswith("PCT") else node.text("country-code") or "US"
        yield claim_text(office, number, node.text("document-date"))


def _person(node: Node) -> str:
    return " ".join(text for tag in ("given-name", "middle-name", "family-name") if (text := node.text(f"name/{tag}")))
