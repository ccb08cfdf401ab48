"""Read the numbers of a row: which application, which document, which grant, and what they say of the patent."""

from __future__ import annotations

import re

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.cells import Cells
from patentdesk.intake.headers import NO_PATENT
from patentdesk.intake.identifying import IDENTITY, NUMBERS, chinese_by_form
from patentdesk.intake.numbercells import (
    NOTHING,
    Told,
    bare,
    has_digits,
    is_remark,
    of_another_right,
    part_with,
    read_applications,
    read_documents,
)
from patentdesk.portfolio import kinds
from patentdesk.portfolio.checkdigits import Check, check_digit
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.kinds import Stage
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.numbers import Number

_OF_A_LATER_DOCUMENT = frozenset(
    {"publication_number", "publication_number_text", "publication_date", "external_id", "url", "kind_code"}
)
"""What a later document of the same patent says about itself, and not about the first publication."""
_OFFICE = re.compile("[A-Z]{2}")
_REGIONAL = ("WO", "EP", "EA", "AP", "OA", "GC")
"""Offices whose publications belong to rights of other offices too."""
_TOLD_BY_FORM = ("WO", "US", "KR")
"""Offices whose published applications are told from grants without a kind code."""
_OF_DOCUMENTS = ("publication_number", "application_number", "patent_number")
"""Columns that may hold the number of the document that a row describes."""
_TOLD_BY = 5
"""So many last digits tell in which of them it stands."""
_JAPANESE_GRANT = re.compile(r"特許(?!出)|実登|意登|(?:実用新案|意匠)登録|登録(?:実用新案|意匠)")
"""What stands before the number of a registered right, which needs no kind code."""
_ROUNDED = re.compile(r"(\d)\.?(\d*)[eE]\+?(\d{1,2})")
"""What a spreadsheet makes of a long number: 2.01711E+11."""
_OWN_KEYS = {
    "application_key": "application_number", "publication_key": "publication_number", "grant_key": "grant_number",
}  # fmt: skip
"""Columns of the program's own export → the field whose canonical key they hold."""
_FEW = 4
"""A row of so few cells may be a remark."""
_TOTALS = frozenset(map(fold, ("合计", "总计", "小计", "共计", "合計", "総計", "합계", "total", "grand total", "sum")))
_LONGEST_TOTAL = 20
_TAKEN = ("application_number", "application_number_text", "publication_number", "publication_number_text",
          "grant_number")  # fmt: skip


def read_identity(cells: Cells, values: dict[str, object]) -> tuple[Number | None, Stage, frozenset[str]]:
    """Fill the numbers of a row, its office and what they say; one without any number or id is rejected.

    Return the document that the row describes, how far that goes, and the fields of which it is only a weak witness.
    Problems: not_a_patent, number_rounded, number_unknown_form, numbers_left, check_digit_failed, office_differs,
    publication_of_another_office, office_by_form, right_type_differs, row_without_number, office_not_told,
    number_unreadable (of a row without another number).
    """
    if _is_another_right(cells):
        return None, Stage.GRANT, frozenset()
    if len(cells.written) <= _FEW and (name := _remark(cells)):
        cells.problem("number_unreadable", name, Severity.ERROR, text=cells.text(name)[:60])
        return None, Stage.GRANT, frozenset()
    _check_rounding(cells)
    noted = len(cells.problems)
    document = _read_numbers(cells, values)
    if not values.get("office"):
        document = _read_again(cells, values, document, noted)
    if "application_key" in cells.fields:
        del cells.problems[noted:]
        document = None
        _by_own_keys(cells, values)
    _drop_count(values)
    stage, weak = _describe_document(values, document)
    if not any(values.get(name) for name in IDENTITY):
        written = {name: text[:60] for name in NUMBERS if (text := cells.text(name))}
        if written:  # none of them is taken as it stands
            cells.problems[:] = [one for one in cells.problems if one.code != "number_unknown_form"]
        for name, text in written.items():
            cells.problem("number_unreadable", name, Severity.ERROR, text=text)
        if not written:
            cells.problem("row_without_number", "", Severity.ERROR)
    elif not values.get("office") and not any(problem.code == "number_rounded" for problem in cells.problems):
        cells.problem("office_not_told", "office", Severity.ERROR)
    return document, stage, weak


def _read_again(cells: Cells, values: dict[str, object], document: Number | None, noted: int) -> Number | None:
    """Read the numbers of a row that names no office with that of the list, or as Chinese ones by their form."""
    form = "" if cells.own_office else _chinese_by_form(cells)
    if not cells.own_office and not form:
        return document
    values["office"] = cells.own_office or "CN"
    for name in _TAKEN:
        values.pop(name, None)
    del cells.problems[noted:]
    document = _read_numbers(cells, values)
    if form:
        cells.problem("office_by_form", form, Severity.NOTE, text=cells.text(form))
    return document


def _drop_count(values: dict[str, object]) -> None:
    """Leave out the source's own id where it only counts the rows: in the next list 1 is another patent."""
    text = str(values.get("external_id", ""))
    if len(text) < 5 and text.isdecimal() and (values.get("application_number") or values.get("publication_number")):
        del values["external_id"]


def _is_another_right(cells: Cells) -> bool:
    """Reject a registered program, work, trade mark or layout design, by its kind or its number (not_a_patent)."""
    if cells.problems and any(one.code == NO_PATENT for one in cells.problems):
        return True
    for name in NUMBERS:
        text = cells.texts.get(name, "")
        if text and of_another_right(text):
            cells.problem(NO_PATENT, name, Severity.ERROR, text=text[:60])
            return True
    return False


def _remark(cells: Cells) -> str:
    """Return the column in which a total or a remark below the list stands where a number should; empty for none."""
    total = any(len(text) <= _LONGEST_TOTAL and fold(text) in _TOTALS for text in cells.written.values())
    for name in (*NUMBERS, "external_id"):
        text = cells.texts.get(name, "")
        if text and ((total and not has_digits(text)) or is_remark(text, alone=len(cells.written) == 1)):
            return name
    return ""


def _chinese_by_form(cells: Cells) -> str:
    """Return the column whose number is a Chinese application though it does not say so; empty for none."""
    columns = ((name, cells.columns.get(name, "")) for name in ("application_number", "patent_number"))
    return next((name for name, header in columns if chinese_by_form(cells.text(name), header)), "")


def _check_rounding(cells: Cells) -> None:
    """Reject a row whose number a spreadsheet shortened: its last digits are lost (number_rounded).

    A number that is only written that way, with all of its digits, is written out.
    """
    for name in NUMBERS:
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
    noted, office = len(cells.problems), str(values.get("office", ""))
    found = _numbers(cells, office)
    if not office:
        offices = {number.office: None for number in found if number is not None}
        named = next(filter(None, offices), "")
        if "" in offices and named not in ("", "WO"):  # one tells how to read the others
            del cells.problems[noted:]
            found = _numbers(cells, named)
        if named:
            values["office"] = named
    application, document, grant = found
    if _JAPANESE_GRANT.match(bare(cells.text("publication_number"))):
        grant = grant or document
    if application is not None:
        values["application_number_text"] = text = _written(cells, application)
        if application.office in ("", values.get("office", "")):
            values["application_number"] = application.key
        else:
            cells.problems[:] = [one for one in cells.problems if not _says_taken(one, text)]
            cells.problem("office_differs", "application_number", text=text, office=office)
            application = None
    if grant is not None:
        values["grant_number"] = grant.key
        if grant.kind_code:
            values["kind_code"] = grant.kind_code
    if document is not None:
        _check_office(cells, document, str(values.get("office", "")))
        values["publication_number"] = document.key
        values["publication_number_text"] = _written_document(cells, document)
    _settle_right_type(cells, values, application, document or grant)
    return document


def _says_taken(problem: Problem, text: str) -> bool:
    """Tell whether a problem says of a number that it was taken as written."""
    return problem.code == "number_unknown_form" and problem.args["text"] == text[:60]


def _check_office(cells: Cells, document: Number, office: str) -> None:
    """Report a publication of another office than the one that the row names; that of a region may belong to it."""
    if office and document.office not in (*_REGIONAL, "", office):
        text = cells.text("publication_number")
        cells.problem("publication_of_another_office", "publication_number", text=text, office=office)


def _numbers(cells: Cells, office: str) -> tuple[Number | None, Number | None, Number | None]:
    """Return application, document and grant of a row, whichever columns they stand in."""
    own = _application(cells, office)
    published = _documents(cells, "publication_number", office)
    granted = _documents(cells, "grant_number", office) if "grant_number" in cells.fields else NOTHING
    patent = _patent_number(cells, office) if "patent_number" in cells.fields else NOTHING
    if published.document is None and _is_published(patent.document):
        published, patent = patent, NOTHING
    return (
        own.application or patent.application or granted.application or published.application,
        published.document or own.document,
        granted.document or patent.document or published.grant or own.grant,
    )


def _is_published(document: Number | None) -> bool:
    """Tell whether what a list calls the number of a patent is that of a published application, beyond doubt."""
    if document is None or not document.known or not (document.kind_code or document.office in _TOLD_BY_FORM):
        return False
    return kinds.stage(document.office, document.kind_code, document.key) is not Stage.GRANT


def _written_document(cells: Cells, document: Number) -> str:
    """Return the part of a cell that holds a document's number."""
    texts = [bare(text) for name in _OF_DOCUMENTS if (text := cells.text(name))]
    last = re.sub(r"\D", "", document.key)[-_TOLD_BY:]
    return part_with(next((text for text in texts if last in re.sub(r"\D", "", text)), texts[0]), document)


def _written(cells: Cells, application: Number) -> str:
    """Return the cell that holds an application number."""
    text = bare(cells.text("application_number"))
    if application.key in text:
        return text
    texts = [bare(text) for name in NUMBERS if (text := cells.text(name))]
    return next((text for text in texts if application.key in re.sub(r"\W", "", text)), texts[0])


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


def _application(cells: Cells, office: str) -> Told:
    text = bare(cells.text("application_number"))
    if not text:
        return NOTHING
    told = read_applications(text, office)
    number = told.application
    if number is None and told.document is None:
        cells.problem("number_unknown_form", "application_number", text=text[:60])
    if told.left:
        _note_left(cells, "application_number", told)
    if number is None:
        return told
    if not number.known:
        cells.problem("number_unknown_form", "application_number", text=text[:60])
    if number.check is Check.FAILED:
        cells.problem(
            "check_digit_failed", "application_number", text=text, expected=check_digit(number.office, number.key)
        )
    return told


def _documents(cells: Cells, name: str, office: str) -> Told:
    text = bare(cells.text(name))
    if not text:
        return NOTHING
    told = read_documents(text, office, cells.text("kind_code"))
    number = told.application or told.document
    if number is None or not number.known:
        cells.problem("number_unknown_form", name, text=text[:60])
    if told.left:
        _note_left(cells, name, told)
    return told


def _patent_number(cells: Cells, office: str) -> Told:
    """Read a column "patent number": in China it is the application number (ZL), elsewhere the number of the grant."""
    text = bare(cells.text("patent_number"))
    told = read_applications(text, office) if text and office in ("CN", "") else NOTHING
    number = told.application
    if number is not None and number.office == "CN" and number.known:
        if told.left:
            _note_left(cells, "patent_number", told)
        return told
    return _documents(cells, "patent_number", office)


def _note_left(cells: Cells, name: str, told: Told) -> None:
    """Report the numbers of a cell that were not taken."""
    cells.problem("numbers_left", name, text=", ".join(told.left)[:60])


def _settle_right_type(
    cells: Cells, values: dict[str, object], application: Number | None, document: Number | None
) -> None:
    """Take the right from the numbers where no column names it; a Chinese application says it beyond doubt."""
    if values.get("office") == "WO":
        values["right_type"] = RightType.PCT
        return
    told = next((number.right_type for number in (application, document) if number and number.right_type), None)
    stated = values.get("right_type")
    sure = application is not None and application.office == "CN" and application.check is not Check.FAILED
    if told is None or stated == told or (stated is not None and not sure):
        return
    values["right_type"] = told
    if stated not in (None, RightType.PCT):
        cells.problem("right_type_differs", "right_type", text=cells.text("right_type")[:60])


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
