"""Know the EPO's Open Patent Services and DOCDB: bibliographic data, families, legal events, search results, claims.

XML, its JSON form (``@`` attributes, ``$`` text), and JSON that collectors stripped of both, all give the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.intake.citations import category, write_citation
from patentdesk.intake.documents.languages import abstracts, titles
from patentdesk.intake.documents.model import Document, DocumentFormat, RawEvent, listed
from patentdesk.intake.documents.trees import Node, read_json, read_xml
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.names import alike
from patentdesk.portfolio.numbers import read_application

_IPC_TAIL = re.compile(r"(?<=[\s\d])\s*(?:\d{8})?[ACS]\s*[FL]?[IN]?\s*[A-Z\d\s]{0,60}$")
"""What stands behind a symbol of IPCR text: edition, level, value, dates (``A I``, ``20060101AFI20170101BHEP``)."""
_COUNTRY = re.compile(r"\s*\[[A-Z]{2}\]\s*$")
_NAMES = {
    "publication_number": "publication-reference", "publication_date": "publication-reference",
    "application_number": "application-reference", "filing_date": "application-reference",
    "priorities": "priority-claims",
    "ipc": "classifications-ipcr", "cpc": "patent-classifications", "title": "invention-title",
    "title_en": "invention-title", "abstract": "abstract", "abstract_en": "abstract", "applicants": "applicants",
    "inventors": "inventors", "cites": "references-cited", "npl": "references-cited", "family_key": "family-id",
    "claims_count": "claims",
}  # fmt: skip


def _read_xml(text: str, limits: Limits) -> Iterator[Document]:
    return _documents(read_xml(text, limits, unread=("description",)))


def _read_json(text: str, limits: Limits) -> Iterator[Document]:
    return _documents(read_json(text, limits))


_PARTS = ("exchange-document", "family-member", "fulltext-document", "search-result", "output")
"""What speaks of one publication; ``output`` is the answer of the service that rewrites numbers."""


def _documents(root: Node) -> Iterator[Document]:
    """Yield one document per publication; a search result names nothing but numbers."""
    number = 0
    for node in _publications(root):
        if (document := _document(node, number + 1)) is not None:
            number += 1
            yield document
    if not number:
        raise refuse("document_unknown", kind=(list(root.children()) or [root])[0].tag)


def _publications(root: Node) -> Iterator[Node]:
    """Yield the parts that speak of one publication each; JSON lists of search results name them ``item`` here."""
    for part in [*root.walk(_PARTS)] or [*root.walk(("item",))]:
        if part.tag == "search-result":
            yield from part.all("publication-reference")
            yield from part.all("exchange-documents/exchange-document")
        else:
            yield part


def _document(node: Node, number: int) -> Document | None:
    """Return what one publication says; None for a part that names neither it nor its application."""
    if node.attributes.get("status") == "D":
        named = "".join(node.attributes.get(key, "") for key in ("country", "doc-number", "kind"))
        return Document({}, number, problems=(Problem("document_deleted", Severity.ERROR, args={"number": named}),))
    whole = node.find("exchange-document")
    biblio = node.find("bibliographic-data") or whole.find("bibliographic-data") or node
    ids = _ids(node, biblio, "publication-reference") or node.all("document-id")
    docdb = _docdb(ids)
    filed = _ids(node, biblio, "application-reference")
    if not docdb.find("doc-number") and "doc-number" not in node.attributes and not filed:
        return None
    office = docdb.text("country") or node.attributes.get("country", "") or docdb.text("doc-number")[:2]
    named = "".join(node.attributes.get(key, "") for key in ("country", "doc-number", "kind"))
    claims = _joined_claims([*biblio.all("priority-claims/priority-claim"), *node.all("priority-claim")])
    applying = biblio.all("parties/applicants/applicant")
    applicants, latin = _parties(applying, "applicant-name/name")
    inventors, _ = _parties(biblio.all("parties/inventors/inventor"), "inventor-name/name")
    cited = biblio.all("references-cited/citation")
    fields = {
        "publication_number": _number(docdb) or named,
        "publication_date": _day(ids),
        "application_number": _spaced(_docdb(filed)),
        "filing_date": _day(filed),
        "priorities": listed(_priorities(claims, {node.text("doc-number") for node in filed})),
        "ipc": listed(_ipc(biblio)),
        "cpc": listed(_cpc(biblio.all("patent-classifications/patent-classification"))),
        "family_key": node.attributes.get("family-id", "") or whole.attributes.get("family-id", ""),
        "applicants": listed(applicants),
        "inventors": listed(inventors),
        "cites": listed(
            write_citation(_number(_docdb(one.all("patcit/document-id"))), category(one.text("category")))
            for one in cited
        ),
        "npl": listed(write_citation(one.text("nplcit/text"), category(one.text("category"))) for one in cited),
        "claims_count": _claims(node),
        **titles(office, _worded(biblio.all("invention-title"))),
        **abstracts(office, _worded([*node.all("abstract"), *whole.all("abstract")])),
    }
    fields = {name: text for name, text in fields.items() if text}
    return Document(
        fields,
        number,
        names=_NAMES,
        latin=latin,
        events=tuple(_legal(node.all("legal"), office)),
        countries=_countries(applying, applicants),
        unread=node.unasked(),
    )


def _ids(node: Node, biblio: Node, name: str) -> list[Node]:
    return biblio.all(f"{name}/document-id") or node.all(f"{name}/document-id")


def _worded(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    """Return language and text of titles or abstracts."""
    return [(node.attributes.get("lang", ""), node.text()) for node in nodes]


def _ipc(biblio: Node) -> list[str]:
    current = biblio.texts("classifications-ipcr/classification-ipcr/text")
    return [_IPC_TAIL.sub("", text) for text in current] or biblio.texts("classification-ipc/text")


def _docdb(ids: list[Node]) -> Node:
    """Return the document id in DOCDB form: the one that names country and kind apart."""
    typed = [node for node in ids if node.attributes.get("document-id-type") == "docdb"]
    parted = [node for node in ids if node.find("country") and node.find("doc-number")]
    return next(iter(typed or parted or ids), Node(""))


def _number(node: Node) -> str:
    parts = (node.text(tag) for tag in ("country", "doc-number", "kind"))
    return "".join(parts).replace(" ", "")


def _day(ids: list[Node]) -> str:
    return next((day for node in ids if (day := node.text("date"))), "")


def _spaced(node: Node) -> str:
    return " ".join(part for tag in ("country", "doc-number", "kind") if (part := node.text(tag)))


def _priorities(claims: Iterable[Node], own: Collection[str]) -> Iterator[str]:
    """Yield number and day of each claim, in the form that says the office and is read with certainty.

    A number whose year is not that of the day was read in another sense (JP 5176271 is no number of 1971 when the
    day lies in 1993): the next form is tried. ``own`` are the numbers of the application itself, in every form: a
    claim to one of them claims nothing, and EPODOC's Chinese numbers, short of a zero, are known by that alone.
    """
    for claim in claims:
        ids = claim.all("document-id")
        day = _day(ids)
        if any(number[:2].isalpha() and number in own for number in (node.text("doc-number") for node in ids)):
            continue
        if forms := _forms(ids):
            yield f"{next((form for form in forms if _is_sure(form, day)), forms[0])} {day}".strip()


def _joined_claims(claims: list[Node]) -> list[Node]:
    """Return each claim once with all its forms: DOCDB tells a claim several times, under one sequence number."""
    if not any("data-format" in claim.attributes for claim in claims):
        return claims
    joined: dict[str, Node] = {}
    for claim in claims:
        joined.setdefault(claim.attributes.get("sequence", ""), Node("priority-claim")).content.extend(claim.content)
    return list(joined.values())


def _forms(ids: list[Node]) -> list[str]:
    """Return the number with its office in each form: DOCDB, the office's own, EPODOC."""
    numbers = [node.text("doc-number") for node in ids if node.find("doc-number")]
    office = next((text[:2] for text in numbers if re.match(r"[A-Z]{2}\d", text)), "")
    forms = [_spaced(node) for node in ids if node.find("country")][:1]
    return forms + [text if text.startswith(office) else f"{office} {text}" for text in reversed(numbers)]


def _is_sure(form: str, day: str) -> bool:
    read = read_application(form)
    if read is None or not read.known or not read.office:
        return False
    return read.year is None or not day or str(read.year) == day[:4] or read.office == "WO"


def _cpc(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        scheme = node.find("classification-scheme").attributes.get("scheme", "CPC")
        if scheme.startswith("CPC") and node.find("section"):
            head = "".join(node.text(tag) for tag in ("section", "class", "subclass"))
            yield f"{head}{node.text('main-group')}/{node.text('subgroup')}"
        elif scheme.startswith("CPC"):
            yield node.text("classification-symbol")


def _parties(nodes: list[Node], path: str) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return the names as the office wrote them, and each with its Latin form where it has another script.

    The DOCDB and EPODOC forms are Latin capitals, mostly with the country in brackets behind them; ``docdba`` is the
    office's own form in Latin letters.
    """
    named = [(node.attributes.get("data-format", ""), node.text(path)) for node in nodes]
    if any(form == "original" for form, _ in named):
        named = [(form, name) for form, name in named if form != "docdba"]
    mixed = not any(form for form, _ in named) and len({name.isascii() for _, name in named}) == 2
    original: list[str] = []
    standard: list[str] = []
    for form, name in named:
        told = form.startswith("epodoc") or form == "docdb" or (not form and _COUNTRY.search(name) is not None)
        bare = _COUNTRY.sub("", name).strip(" ,")
        (standard if told or (mixed and name.isascii()) else original).append(bare)
    half = len(original) // 2
    if half and all(alike(one, other) for one, other in zip(original, original[half:], strict=False)):
        original = original[half:]
    names = [name for name in original if name] or standard
    pairs = zip(names, standard, strict=True) if len(names) == len(standard) else ()
    return names, tuple((name, latin) for name, latin in pairs if not name.isascii() and latin.isascii())


def _countries(nodes: list[Node], names: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the names with the country that stands in brackets behind the DOCDB or EPODOC form, in the same order."""
    standard = [node for node in nodes if node.attributes.get("data-format", "").startswith(("epodoc", "docdb"))]
    standard = [node for node in standard if node.attributes["data-format"] != "docdba"] or nodes
    codes = [node.text("residence/country") for node in standard if node.find("residence")] or [
        found.group().strip(" []") for node in standard if (found := _COUNTRY.search(node.text("applicant-name/name")))
    ]
    return tuple(zip(names, codes, strict=True)) if len(codes) == len(names) else ()


def _claims(node: Node) -> str:
    counted = [len(one.all("claim/claim-text")) for one in node.all("claims")]
    return str(max(counted)) if any(counted) else ""


def _legal(nodes: Iterable[Node], office: str) -> Iterator[RawEvent]:
    for node in nodes:
        told = [node.attributes.get("desc", "").capitalize()]
        for detail in (part for group in node.children("L500EP") for part in group.children()):
            label = re.sub(r"^DATE\b|\bDATE\b", "date", detail.attributes.get("desc", ""))
            told.append(f"{label}: {detail.text()}")
            if detail.attributes.get("descData"):
                told.append(detail.attributes["descData"].capitalize())
        where = node.text("L001EP") or office
        yield RawEvent("inpadoc", where, node.attributes.get("code", "").strip(), node.text("L007EP"), "; ".join(told))


_JSON_SIGNS = ('"exchange-document', '"ops:', '"@system": "ops', '"@system":"ops')


def _is_xml(opening: str) -> bool:
    root = re.search(r"<(?:\w+:)?(?:world-patent-data|exchange-documents?)\b", opening)
    return opening.startswith("<") and root is not None


def _is_json(opening: str) -> bool:
    return opening.startswith(("{", "[")) and any(sign in opening for sign in _JSON_SIGNS)


OPS_XML = DocumentFormat("epo_ops", _is_xml, _read_xml)
OPS_JSON = DocumentFormat("epo_ops", _is_json, _read_json)
