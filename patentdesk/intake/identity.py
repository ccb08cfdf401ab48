"""Read the numbers of a row: which application, which document, which grant, and what they say of the patent."""

from __future__ import annotations

import re

from patentdesk.core.problems import Severity
from patentdesk.intake.cells import Cells
from patentdesk.portfolio import kinds
from patentdesk.portfolio.checkdigits import Check, check_digit
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.kinds import Stage
from patentdesk.portfolio.numbers import Number, NumberRole, read_application, read_publication

_OF_A_LATER_DOCUMENT = frozenset(
    {"publication_number", "publication_number_text", "publication_date", "external_id", "url", "kind_code"}
)
"""What a later document of the same patent says about itself, and not about the first publication."""
_OFFICE = re.compile("[A-Z]{2}")
_ROUNDED = re.compile(r"(\d)\.?(\d*)[eE]\+?(\d{1,2})")
"""What a spreadsheet makes of a long number: 2.01711E+11."""
_OWN_KEYS = {
    "application_key": "application_number", "publication_key": "publication_number", "grant_key": "grant_number",
}  # fmt: skip
"""Columns of the program's own export → the field whose canonical key they hold."""
_NUMBERS = ("application_number", "publication_number", "grant_number", "patent_number")
_IDENTITY = ("application_number", "publication_number", "grant_number", "external_id")


def read_identity(cells: Cells, values: dict[str, object]) -> tuple[Number | None, Stage, frozenset[str]]:
    """Fill the numbers of a row, its office and what they say; one without any number or id is rejected.

    Return the document that the row describes, how far that goes, and the fields of which it is only a weak witness.
    Problems: number_rounded, number_unknown_form, check_digit_failed, office_differs, row_without_number,
    number_unreadable (of a row without another number), office_not_told.
    """
    _check_rounding(cells)
    noted = len(cells.problems)
    document = _read_numbers(cells, values)
    if cells.own_office and not values.get("office"):
        values["office"] = cells.own_office
        del cells.problems[noted:]
        document = _read_numbers(cells, values)
    if "application_key" in cells.fields:
        del cells.problems[noted:]
        document = None
        _by_own_keys(cells, values)
    stage, weak = _describe_document(values, document)
    if not any(values.get(name) for name in _IDENTITY):
        written = {name: text[:60] for name in _NUMBERS if (text := cells.text(name))}
        if written:  # none of them is taken as it stands
            cells.problems[:] = [one for one in cells.problems if one.code != "number_unknown_form"]
        for name, text in written.items():
            cells.problem("number_unreadable", name, Severity.ERROR, text=text)
        if not written:
            cells.problem("row_without_number", "", Severity.ERROR)
    elif not values.get("office") and not any(problem.code == "number_rounded" for problem in cells.problems):
        cells.problem("office_not_told", "office", Severity.ERROR)
    return document, stage, weak


def _check_rounding(cells: Cells) -> None:
    """Reject a row whose number a spreadsheet shortened: its last digits are lost (number_rounded).

    A number that is only written that way, with all of its digits, is written out.
    """
    for name in _NUMBERS:
        text = cells.texts.get(name)
        if not text or (found := _ROUNDED.fullmatch(text)) is None:
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
    grant = _publication(cells, "grant_number", office) if "grant_number" in cells.fields else None
    if "patent_number" in cells.fields and (number := _patent_number(cells, office)) is not None:
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
