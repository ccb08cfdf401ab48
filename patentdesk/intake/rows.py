"""Make a draft of a row: read its numbers, derive what they say, gather parties, priorities, symbols and citations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import cast

from patentdesk.core.problems import Severity
from patentdesk.intake.cells import Cells
from patentdesk.intake.drafts import Draft, DraftCitation, DraftPriority
from patentdesk.intake.eventcells import read_events
from patentdesk.intake.layout import Format
from patentdesk.intake.shares import DraftShare, read_shares
from patentdesk.intake.ties import TIE_FIELDS, DraftTie, joined_ties, ties_of_columns
from patentdesk.portfolio import kinds
from patentdesk.portfolio.checkdigits import Check, check_digit
from patentdesk.portfolio.classification import read_symbol
from patentdesk.portfolio.codes import DEAD, RightType, Role, Scheme, Status
from patentdesk.portfolio.dates import read_date
from patentdesk.portfolio.kinds import Stage
from patentdesk.portfolio.numbers import Number, NumberRole, read_application, read_publication

_ROLES = {
    "applicants": Role.APPLICANT, "owners": Role.OWNER, "inventors": Role.INVENTOR, "agencies": Role.AGENCY,
}  # fmt: skip
_SCHEMES = {
    "ipc_main": Scheme.IPC, "ipc": Scheme.IPC, "cpc": Scheme.CPC, "locarno": Scheme.LOCARNO, "upc": Scheme.UPC,
}  # fmt: skip
MOST_CITATIONS = 500
"""So many citations of one direction are kept for a row; the rest stays in the row's written text."""
_OF_A_LATER_DOCUMENT = frozenset(
    {"publication_number", "publication_number_text", "publication_date", "external_id", "url", "kind_code"}
)
"""What a later document of the same patent says about itself, and not about the first publication."""
_OFFICE = re.compile("[A-Z]{2}")
_ROUNDED = re.compile(r"(\d)\.?(\d*)[eE]\+?(\d{1,2})")
"""What a spreadsheet makes of a long number: 2.01711E+11."""
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d][^\d/]*?)\s+(?P<number>\S*\d.*)")
_OWN_KEYS = {
    "application_key": "application_number", "publication_key": "publication_number", "grant_key": "grant_number",
}  # fmt: skip
"""Columns of the program's own export → the field whose canonical key they hold."""
_NUMBERS = ("application_number", "publication_number", "grant_number", "patent_number")
_OWN_SCRIPT = frozenset({"CN", "TW", "JP", "KR", "HK", "MO"})
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def build_draft(cells: Cells, form: Format) -> Draft:
    """Return the draft of one row; a row without any number or source id is rejected (row_without_number)."""
    values = cells.values()
    validity = values.pop("validity", None)
    if values.get("status") is None and validity is not None:
        values["status"] = validity
    _check_rounding(cells, _NUMBERS)
    noted = len(cells.problems)
    document = _read_numbers(cells, values)
    if cells.own_office and not values.get("office"):
        values["office"] = cells.own_office
        del cells.problems[noted:]
        document = _read_numbers(cells, values)
    if "application_key" in cells.raw:
        del cells.problems[noted:]
        document = None
        _by_own_keys(cells, values)
    stage, weak = _describe_document(values, document)
    if not any(
        values.get(name) for name in ("application_number", "publication_number", "grant_number", "external_id")
    ):
        cells.problem("row_without_number", "", Severity.ERROR)
    elif not values.get("office") and not any(problem.code == "number_rounded" for problem in cells.problems):
        cells.problem("office_not_told", "office", Severity.ERROR)
    _check_order(cells, values)
    claims, family = cells.once(_claimed, "priorities", "priority_countries", "priority_days", form=form)
    priorities = _priorities(claims, values)
    _settle_priority_date(cells, form, values, priorities)
    priorities = dated_alone(priorities, values.get("priority_date"))
    parties = _parties(cells, form, values)
    symbols = _symbols(cells, form, values)
    shares = _shares(cells) if "shares" in cells.raw else ()
    _settle_pct_status(values)
    if "application_key" not in cells.raw:
        weak |= _translated(values)
        if not values.get("title") and values.get("title_en"):
            values["title"] = values["title_en"]
    if stage is Stage.SUPPLEMENT:
        weak |= frozenset(values)
    return Draft(
        source=cells.source,
        values=values,
        weak=weak | frozenset({"ipc_main"} if "ipc_main" not in cells.raw else ()),
        columns=cells.columns,
        written=cells.written,
        parties=parties,
        priorities=priorities,
        classifications=symbols,
        citations=_citations(cells, form),
        events=read_events(cells.text("events")) if "events" in cells.raw else (),
        encumbrances=_all_ties(cells),
        countries=_countries(cells, form),
        family_key=_family_key(cells, form, values, family),
        member=cells.text("member") or cells.member,
        document=document.key if document else "",
        stage=stage,
        problems=tuple(cells.problems),
        digest=0 if cells.problems else cells.digest,
        shares=shares,
    )


def _check_rounding(cells: Cells, names: Iterable[str]) -> None:
    """Reject a row whose number a spreadsheet shortened: its last digits are lost (number_rounded).

    A number that is only written that way, with all of its digits, is written out.
    """
    for name in names:
        text = cells.text(name)
        if "E" not in text.upper() or (found := _ROUNDED.fullmatch(text)) is None:
            continue
        first, rest, power = found[1], found[2], int(found[3])
        if len(rest) < power:
            cells.problem("number_rounded", name, Severity.ERROR, text=text)
        else:
            cells.texts[name] = f"{first}{rest[:power]}.{rest[power:]}".rstrip(".")


def _read_numbers(cells: Cells, values: dict[str, object]) -> Number | None:
    """Fill application, publication and grant number; return the document that the row describes, if it names one."""
    office = str(values.get("office", ""))
    application = _application(cells, values, office)
    document = _publication(cells, "publication_number", office)
    grant = _publication(cells, "grant_number", office)
    if (number := _patent_number(cells, office)) is not None:
        if number.role is NumberRole.APPLICATION:
            application = application or number
        else:
            grant = grant or number
    for number in (application, document, grant):
        if number is not None and not values.get("office") and number.office:
            values["office"] = number.office
    if application is not None:
        values["application_number"] = application.key
        values.setdefault("application_number_text", cells.text("application_number") or cells.text("patent_number"))
    if grant is not None:
        values["grant_number"] = grant.key
        if grant.kind_code:
            values["kind_code"] = grant.kind_code
    if document is not None and document.role is NumberRole.PUBLICATION:
        values["publication_number"] = document.key
        values["publication_number_text"] = cells.text("publication_number")
    _settle_right_type(values, application, document or grant)
    return document if document is not None and document.role is NumberRole.PUBLICATION else None


def _by_own_keys(cells: Cells, values: dict[str, object]) -> None:
    """Take the keys of the program's own export for what they are: beyond doubt, whatever the written forms say.

    Such a row describes no document, but a patent as it stood.
    """
    for column, name in _OWN_KEYS.items():
        values.pop(name, None)
        if key := cells.text(column):
            values[name] = key
    if not values.get("office") and _OFFICE.fullmatch(cells.text("office")):
        values["office"] = cells.text("office")
        cells.problems[:] = (one for one in cells.problems if one.code != "office_unknown")


def _application(cells: Cells, values: dict[str, object], office: str) -> Number | None:
    text = cells.text("application_number")
    if not text:
        return None
    number = read_application(text, office)
    if number is None or not number.known:
        cells.problem("number_unknown_form", "application_number", text=text[:60])
    if number is None:
        return None
    if number.check is Check.FAILED:
        cells.problem(
            "check_digit_failed", "application_number", text=text, expected=check_digit(number.office, number.key)
        )
    if office and number.office and number.office != office:
        cells.problem("office_differs", "application_number", text=text, office=office)
        values["application_number_text"] = text
        return None
    return number


def _publication(cells: Cells, name: str, office: str) -> Number | None:
    text = cells.text(name)
    if not text:
        return None
    kind = cells.text("kind_code")
    number = read_publication(text, office)
    if number is not None and kind and not number.kind_code:
        number = read_publication(f"{text} {kind}", office)
    if number is None or not number.known:
        cells.problem("number_unknown_form", name, text=text[:60])
    return number


def _patent_number(cells: Cells, office: str) -> Number | None:
    """Read a column "patent number": in China it is the application number (ZL), elsewhere the number of the grant."""
    text = cells.text("patent_number")
    if not text:
        return None
    number = read_application(text, office) if office in ("CN", "") else None
    if number is not None and number.office == "CN" and number.known:
        return number
    return _publication(cells, "patent_number", office)


def _settle_right_type(values: dict[str, object], application: Number | None, document: Number | None) -> None:
    if values.get("office") == "WO":
        values["right_type"] = RightType.PCT
    if values.get("right_type") is None:
        right = next((number.right_type for number in (application, document) if number and number.right_type), None)
        if right is not None:
            values["right_type"] = right


def _describe_document(values: dict[str, object], document: Number | None) -> tuple[Stage, frozenset[str]]:
    """Derive kind code, grant number and grant date from the document.

    Return its stage, and the fields of which it is only a weak witness.
    """
    if document is None or values.get("grant_number"):
        return Stage.GRANT, frozenset()
    kind = document.kind_code
    if kind:
        values["kind_code"] = kind
    stage = kinds.stage(document.office, kind, document.key)
    if stage is not Stage.GRANT:
        return stage, frozenset({"kind_code"}) if stage is Stage.APPLICATION else _OF_A_LATER_DOCUMENT
    values["grant_number"] = document.key
    first = kinds.announces_grant(document.office, kind)
    if first and values.get("publication_date"):
        values.setdefault("grant_date", values["publication_date"])
    return stage, _OF_A_LATER_DOCUMENT - {"kind_code"}


def _check_order(cells: Cells, values: dict[str, object]) -> None:
    """Report a publication or grant that lies before the filing; both dates are kept as the source has them."""
    filed = values.get("filing_date")
    for name in ("publication_date", "grant_date"):
        day = values.get(name)
        if name in cells.raw and isinstance(day, date) and isinstance(filed, date) and day < filed:
            cells.problem("dates_out_of_order", name, date=day.isoformat(), filed=filed.isoformat())


def _settle_pct_status(values: dict[str, object]) -> None:
    """Word the state of an international application as such: it is never granted, and it closes rather than lapses."""
    status = values.get("status")
    if values.get("office") != "WO" or status in (None, Status.UNKNOWN, Status.WITHDRAWN):
        return
    values["status"] = Status.PCT_CLOSED if status in DEAD else Status.PCT_OPEN


def _translated(values: dict[str, object]) -> frozenset[str]:
    """Take a Latin title or abstract of an East Asian patent for a translation, and its Latin names for weak."""
    if values.get("office") not in _OWN_SCRIPT:
        return frozenset()
    weak = set()
    for name in ("title", "abstract", "applicants_text", "inventors_text"):
        text = str(values.get(name, ""))
        if text and not _EAST_ASIAN.search(text):
            weak.add(name)
            if name in ("title", "abstract"):
                weak.update({f"{name}_en"} - values.keys())
                values.setdefault(f"{name}_en", text)
    return frozenset(weak)


def _priorities(claimed: tuple[DraftPriority, ...], values: dict[str, object]) -> tuple[DraftPriority, ...]:
    """Return the claims, each once; a list that names the application itself as its priority claims nothing by that."""
    if not claimed:
        return ()
    own = (values.get("office"), values.get("application_number"))
    claims = (claim for claim in claimed if (claim.office, claim.number) != own)
    return tuple({(claim.office, claim.number): claim for claim in claims}.values())


def _claimed(cells: Cells, form: Format, *_: str) -> tuple[tuple[DraftPriority, ...], str]:
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
    for form in (r"(?P<number>.*\d.*?)\s+(?P<day>\d{8}|\d{4}[-./]\d{1,2}[-./]\d{1,2})$",
                 r"(?P<day>\d{4}[-./]\d{1,2}[-./]\d{1,2})\s+(?P<number>.+)$"):  # fmt: skip
        if found := re.match(form, item):
            reading = read_date(found.group("day"))
            if reading.day is not None:
                return found.group("number"), reading.day
    return item, None


def _settle_priority_date(
    cells: Cells, form: Format, values: dict[str, object], priorities: tuple[DraftPriority, ...]
) -> None:
    """Take the earliest claim where no column says it; a "priority" on the filing day is the application itself."""
    stated = values.get("priority_date")
    if stated is None:
        stated = cells.once(_first_claim, "priority_days", form=form)
        if stated is not None:
            values["priority_date"] = stated
    days = [claim.day for claim in priorities if claim.day is not None]
    if stated is None and days:
        values["priority_date"] = min(days)
    elif stated is not None and stated == values.get("filing_date") and not days:
        del values["priority_date"]


def _first_claim(cells: Cells, form: Format, name: str) -> date | None:
    """Return the earliest day of a column of priority days; one that cannot be read is a problem."""
    text = cells.text(name)
    whole = read_date(text)
    readings = [(text, whole)] if whole.day else [(item, read_date(item)) for item in form.items(text)]
    for item, reading in readings:
        if reading.problem:
            cells.problem(reading.problem, name, text=item[:60])
    return min((reading.day for _, reading in readings if reading.day is not None), default=None)


def dated_alone(claims: tuple[DraftPriority, ...], day: object) -> tuple[DraftPriority, ...]:
    """Give a lone claim the priority date that another column states."""
    if len(claims) == 1 and claims[0].day is None and isinstance(day, date):
        return (claims[0]._replace(day=day),)
    return claims


def _parties(cells: Cells, form: Format, values: dict[str, object]) -> tuple[tuple[Role, str], ...]:
    parties: tuple[tuple[Role, str], ...] = ()
    for name in _ROLES:
        if not cells.text(name):
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
    return tuple((_ROLES[name], party) for party in names), " | ".join(names)


def _shares(cells: Cells) -> tuple[DraftShare, ...]:
    """Return what the column of shares tells; a text of another form is a problem (shares_unread)."""
    text = cells.text("shares")
    shares = read_shares(text)
    if shares is None:
        cells.problem("shares_unread", "shares", text=text[:60])
    return shares or ()


def _ties(cells: Cells, name: str) -> tuple[DraftTie, ...]:
    text = cells.text(name)
    return tuple(DraftTie(kind, note=text) for kind in cells.vocabulary.statuses.encumbrances(text))


def _all_ties(cells: Cells) -> tuple[DraftTie, ...]:
    """Return what the status words and the columns about licences, pledges and disputes tell."""
    named = cast("tuple[DraftTie, ...]", cells.once(_ties, "status"))
    if TIE_FIELDS.isdisjoint(cells.raw):
        return named
    return joined_ties((*ties_of_columns({name: cells.text(name) for name in cells.raw}), *named))


def _countries(cells: Cells, form: Format) -> tuple[tuple[str, str], ...]:
    """Return party names with their countries: from a column of codes, one for each name or one for all, or beside."""
    if "applicant_countries" not in cells.raw:
        return cast("tuple[tuple[str, str], ...]", cells.once(_countries_beside, "applicants", form=form))
    names = form.names(cells.text("applicants") or cells.text("owners"))
    codes = [cells.vocabulary.offices.code(item) or "" for item in form.every(cells.text("applicant_countries"))]
    codes = codes * len(names) if len(codes) == 1 else codes
    pairs = zip(names, codes, strict=True) if len(codes) == len(names) else ()
    return tuple((name, code) for name, code in pairs if code)


def _countries_beside(cells: Cells, form: Format, name: str) -> tuple[tuple[str, str], ...]:
    return form.countries(cells.text(name))


def _symbols(cells: Cells, form: Format, values: dict[str, object]) -> tuple[tuple[Scheme, str], ...]:
    symbols, main = cells.once(_classified, *_SCHEMES, form=form)
    if main is not None:
        values["ipc_main"] = main
    return cast("tuple[tuple[Scheme, str], ...]", symbols)


def _classified(cells: Cells, form: Format, *names: str) -> tuple[tuple[tuple[Scheme, str], ...], str | None]:
    """Return the symbols of all columns, each once, and the first of the IPC."""
    symbols: list[tuple[Scheme, str]] = []
    for name in names:
        scheme = _SCHEMES[name]
        for item in form.items(cells.text(name)):
            if (symbol := read_symbol(item, scheme)) is not None:
                symbols.append((scheme, symbol))
            elif scheme is Scheme.IPC and (design := read_symbol(item, Scheme.LOCARNO)) is not None:
                symbols.append((Scheme.LOCARNO, design))
            else:
                cells.problem("symbol_unknown", name, text=item[:60])
    unique = tuple(dict.fromkeys(symbols))
    return unique, next((symbol for scheme, symbol in unique if scheme is Scheme.IPC), None)


def _citations(cells: Cells, form: Format) -> tuple[DraftCitation, ...]:
    if not (cells.text("cites") or cells.text("cited_by") or cells.text("npl")):
        return ()
    found: list[DraftCitation] = []
    for name, direction in (("cites", "cites"), ("cited_by", "cited_by")):
        for item in form.items(cells.text(name))[:MOST_CITATIONS]:
            number = read_publication(item)
            found.append(DraftCitation(direction, number=number.key if number and number.office else item))
    found.extend(DraftCitation("cites", literature=item)
                 for item in form.titles(cells.text("npl"))[:MOST_CITATIONS])  # fmt: skip
    return tuple(dict.fromkeys(found))


def _family_key(cells: Cells, form: Format, values: dict[str, object], claimed: str) -> str:
    """Return the simple family's key: the source's id, else the priorities that its members share, else its list."""
    if key := cells.text("family_key"):
        return key if "application_key" in cells.raw else f"{form.code}:{key}"
    if claimed:
        return claimed
    members = sorted(_member_key(item) for item in form.items(cells.text("family_members")))
    if members:
        return f"{form.code}:{members[0]}"
    own = values.get("application_number")
    return f"{values.get('office')}{own}" if own and "priorities" in cells.raw else ""


def _member_key(item: str) -> str:
    number = read_publication(item)
    return number.key if number is not None and number.office else item
