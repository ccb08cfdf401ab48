"""Read the list cells of a row: priorities, parties, symbols, citations, ties, and the family that they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import cast

from patentdesk.intake.cells import Cells, without_point
from patentdesk.intake.citations import MOST_CITATIONS, read_citation
from patentdesk.intake.drafts import DraftCitation, DraftPriority
from patentdesk.intake.layout import Format
from patentdesk.intake.shares import DraftShare, read_shares
from patentdesk.intake.ties import TIE_FIELDS, DraftTie, joined_ties, ties_of_columns
from patentdesk.portfolio.classification import read_symbol
from patentdesk.portfolio.codes import Role, Scheme
from patentdesk.portfolio.dates import read_date
from patentdesk.portfolio.numbers import Number, read_application, read_publication

_ROLES = {
    "applicants": Role.APPLICANT, "owners": Role.OWNER, "inventors": Role.INVENTOR, "agencies": Role.AGENCY,
}  # fmt: skip
_SCHEMES = {
    "ipc_main": Scheme.IPC, "ipc": Scheme.IPC, "cpc": Scheme.CPC, "locarno": Scheme.LOCARNO, "upc": Scheme.UPC,
}  # fmt: skip
SYMBOL_FIELDS = frozenset(_SCHEMES)
CITATION_FIELDS = frozenset({"cites", "cited_by", "npl"})
_SET = re.compile(r"/\d+\s*,")
_NO_SYMBOL = frozenset({"", "ADD", "INV", "EP", "US"})
"""What stands beside the symbols of a set: whether they are additional, and whose they are."""
_OF_OFFICES = re.compile(r"(?<!\s)\s*\([A-Z,]+\)$")
_COUNT = re.compile(r"\d{1,5}")
"""What stands in a column of documents where the source only counts them."""
_NUMBER_OF_AGENCY = re.compile(r"(?<=\w)[\s(（]+\d{5}[)）]?$|^\d{5}\s+(?=\D)")
"""The number under which CNIPA keeps an agency, beside its name."""
_DAY_BEHIND = re.compile(r"(?<=\s)(?:\d{8}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})$")
_DAY_BEFORE = re.compile(r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})(?=\s+\S)")
_DIGIT = re.compile(r"\d")
_KEY = re.compile(r"(?!CN )([A-Z]{2}) ?([0-9A-Z]*[0-9][0-9A-Z]*)")
"""The key of a number as our own lists write it: ``US 62123456`` a claim, ``EP3123456`` a document.

A person may write a Chinese application with its check digit and without the point.
"""
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d][^\d/]{0,60}?)\s{1,9}(?P<number>\S*\d.*)")


def claimed(cells: Cells, form: Format, *_: str) -> tuple[tuple[DraftPriority, ...], str]:
    """Return the claims of the row, and the key that patents share which claim the same."""
    countries = form.items(cells.text("priority_countries"))
    days = form.items(cells.text("priority_days"))
    claims = []
    items = form.items(cells.text("priorities"))
    for position, item in enumerate(items):
        country = countries[position] if len(countries) == len(items) else ""
        text, day = _dated(item)
        if day is None and len(days) == len(items):
            day = read_date(days[position]).day
        if form.settled and (key := _KEY.fullmatch(text)):
            claims.append(DraftPriority(key[1], key[2], day))
            continue
        number = read_application(text, cells.vocabulary.offices.code(country) or "")
        if number is None or not number.office:
            number = _office_first(cells, text)
        if number is None or not number.office:
            cells.problem("priority_unknown", "priorities", text=item[:60])
            continue
        claims.append(DraftPriority(number.office, number.key, day))
    return tuple(claims), "+".join(sorted({f"{claim.office}{claim.number}" for claim in claims}))


def _office_first(cells: Cells, text: str) -> Number | None:
    """Read a number behind the name of its office: ``CHINA 201510001234.5``."""
    found = _NAME_FIRST.fullmatch(text)
    office = cells.vocabulary.offices.code(found["name"]) if found else None
    return read_application(found["number"], office) if found and office else None


def _dated(item: str) -> tuple[str, date | None]:
    """Part a priority's number from the date written behind (US 201314042670 A 20130930) or before it."""
    behind = _DAY_BEHIND.search(item)
    if behind and _DIGIT.search(item, 0, behind.start()) and (day := read_date(behind.group()).day) is not None:
        return item[: behind.start()].rstrip(), day
    before = _DAY_BEFORE.match(item)
    if before and (day := read_date(before.group()).day) is not None:
        return item[before.end() :].lstrip(), day
    return item, None


def first_claim(cells: Cells, form: Format, name: str) -> date | None:
    """Return the earliest day of a column of priority days; one that cannot be read is a problem."""
    text = cells.text(name)
    whole = read_date(text)
    readings = [(text, whole)] if whole.day else [(item, read_date(item)) for item in form.items(text)]
    for item, reading in readings:
        if reading.problem:
            cells.problem(reading.problem, name, text=item[:60])
    return min((reading.day for _, reading in readings if reading.day is not None), default=None)


def read_parties(cells: Cells, form: Format, values: dict[str, object]) -> tuple[tuple[Role, str], ...]:
    """Return the parties with their roles, and fill the lines that show applicants and inventors."""
    parties: tuple[tuple[Role, str], ...] = ()
    for name in _ROLES:
        if not cells.texts.get(name):
            continue
        named, line = cells.once(_named, name, form=form)
        parties += named
        if line and name in ("applicants", "inventors"):
            values[f"{name}_text"] = line
    if "applicants_text" not in values and (owners := [name for role, name in parties if role is Role.OWNER]):
        values["applicants_text"] = " | ".join(owners)
    return parties


def _named(cells: Cells, form: Format, name: str) -> tuple[tuple[tuple[Role, str], ...], str]:
    """Return the parties that a cell names, and the line that shows them."""
    names = form.names(cells.text(name))
    if name == "agencies":
        names = tuple(dict.fromkeys(_NUMBER_OF_AGENCY.sub("", party) for party in names))
    return tuple((_ROLES[name], party) for party in names), " | ".join(names)


def shares_of(cells: Cells) -> tuple[DraftShare, ...]:
    """Return what the column of shares tells; a text of another form is a problem (shares_unread)."""
    text = cells.text("shares")
    shares = read_shares(text)
    if shares is None:
        cells.problem("shares_unread", "shares", text=text[:60])
    return shares or ()


def _ties(cells: Cells, name: str) -> tuple[DraftTie, ...]:
    text = cells.text(name)
    return tuple(DraftTie(kind, note=text) for kind in cells.vocabulary.statuses.encumbrances(text))


def ties_of(cells: Cells) -> tuple[DraftTie, ...]:
    """Return what the status words and the columns about licences, pledges and disputes tell."""
    named: tuple[DraftTie, ...] = cells.once(_ties, "status") if "status" in cells.fields else ()
    if TIE_FIELDS.isdisjoint(cells.fields):
        return named
    return joined_ties((*ties_of_columns({name: cells.text(name) for name in cells.fields}), *named))


def countries_of(cells: Cells, form: Format) -> tuple[tuple[str, str], ...]:
    """Return party names with their countries: from a column of codes, one for each name or one for all, or beside."""
    if "applicants" in cells.fields and "applicant_countries" not in cells.fields:
        return cast("tuple[tuple[str, str], ...]", cells.once(_countries_beside, "applicants", form=form))
    if "applicant_countries" not in cells.fields:
        return ()
    names = form.names(cells.text("applicants") or cells.text("owners"))
    codes = [cells.vocabulary.offices.code(item) or "" for item in form.every(cells.text("applicant_countries"))]
    codes = codes * len(names) if len(codes) == 1 else codes
    pairs = zip(names, codes, strict=True) if len(codes) == len(names) else ()
    return tuple((name, code) for name, code in pairs if code)


def _countries_beside(cells: Cells, form: Format, name: str) -> tuple[tuple[str, str], ...]:
    return form.countries(cells.text(name))


def read_symbols(cells: Cells, form: Format, values: dict[str, object]) -> tuple[tuple[Scheme, str], ...]:
    """Return the classification symbols of all schemes, and fill the main one of the IPC."""
    symbols, main = cells.once(_classified, *_SCHEMES, form=form)
    if main is not None:
        values["ipc_main"] = main
    return cast("tuple[tuple[Scheme, str], ...]", symbols)


def _parted_by_blanks(items: tuple[str, ...], scheme: Scheme) -> Iterator[str]:
    """Yield the symbols of a list, also of one that has only blanks between them."""
    for item in items:
        parts = item.split() if " " in item and read_symbol(item, scheme) is None else []
        yield from parts if len(parts) > 1 and all(read_symbol(part, scheme) for part in parts) else [item]


def _classified(cells: Cells, form: Format, *names: str) -> tuple[tuple[tuple[Scheme, str], ...], str | None]:
    """Return the symbols of all columns, each once, and the first of the IPC."""
    symbols: list[tuple[Scheme, str]] = []
    for name in names:
        scheme = _SCHEMES[name]
        items = (part for whole in form.items(cells.text(name)) for part in _of_a_set(whole))
        for item in _parted_by_blanks(tuple(items), scheme):
            if (symbol := read_symbol(item, scheme)) is not None:
                symbols.append((scheme, symbol))
            elif scheme is Scheme.IPC and (design := read_symbol(item, Scheme.LOCARNO)) is not None:
                symbols.append((Scheme.LOCARNO, design))
            else:
                cells.problem("symbol_unknown", name, text=item[:60])
    unique = tuple(dict.fromkeys(symbols))
    return unique, next((symbol for scheme, symbol in unique if scheme is Scheme.IPC), None)


def _of_a_set(item: str) -> list[str]:
    """Part symbols that stand together: ``B22F2999/00, B22F3/227, ADD (EP)`` in Espacenet."""
    if not _SET.search(item):
        return [item]
    parts = [_OF_OFFICES.sub("", part.strip()) for part in item.split(",")]
    return [part for part in parts if part not in _NO_SYMBOL]


def citations_of(cells: Cells, form: Format) -> tuple[DraftCitation, ...]:
    """Return the documents that are cited, those that cite, and the literature, each once."""
    found: list[DraftCitation] = []
    for name, direction in (("cites", "cites"), ("cited_by", "cited_by")):
        listed = () if _COUNT.fullmatch(cells.text(name)) else form.items(cells.text(name))
        for item in listed[:MOST_CITATIONS]:
            text, category = read_citation(item)
            number = read_publication(text)
            is_key = form.settled and _KEY.fullmatch(text) and not (number and number.kind_code)
            key = number.key if number and number.office and not is_key else text
            found.append(DraftCitation(direction, number=key, category=category))
    for item in form.titles(cells.text("npl"))[:MOST_CITATIONS]:
        text, category = read_citation(item)
        found.append(DraftCitation("cites", literature=text, category=category))
    return tuple({(one.direction, one.number, one.literature): one for one in found}.values())


def family_key(cells: Cells, form: Format, values: dict[str, object], claimed: str) -> str:
    """Return the simple family's key: the source's id, else the priorities that its members share, else its list."""
    if key := without_point(cells.text("family_key")):
        return key if "application_key" in cells.fields else f"{form.code}:{key}"
    if claimed:
        return claimed
    if members := sorted(_member_key(item) for item in form.items(cells.text("family_members"))):
        return f"{form.code}:{members[0]}"
    own = values.get("application_number")
    return f"{values.get('office')}{own}" if own and "priorities" in cells.fields else ""


def _member_key(item: str) -> str:
    number = read_publication(item)
    return number.key if number is not None and number.office else item
