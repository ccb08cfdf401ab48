"""Take the cells apart that hold a number: notes beside it, several numbers at once, numbers of the other kind."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from patentdesk.core.signs import UNSEEN
from patentdesk.portfolio.kinds import Stage, is_grant, stage
from patentdesk.portfolio.numbers import Number, NumberRole, read_application, read_publication

_NOTE = re.compile(r"[(（\[【](?=[^()（）\[\]【】]*[\u3400-\u9fff])[^()（）\[\]【】]*+[)）\]】]")
"""What stands in brackets beside a number: （发明）."""
_BETWEEN = re.compile(r"[\n;；|、，]+|,\s+|\s{2,}")
_SEVERAL = re.compile(r"[\n;；|、]").search
"""No number is written with one of these signs inside."""
_TOLD_APART = frozenset({"CN", "EP", "JP", "KR", "US", "WO"})
"""Offices whose numbers of applications and of documents look different."""
_ORDER = (Stage.APPLICATION, Stage.CORRECTION, Stage.SUPPLEMENT, Stage.GRANT)
"""Of several documents in one cell the first of these is the publication."""
_SIGNS_OF_TEXT = "'’`"
"""Stand before a number to keep a spreadsheet from counting with it."""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_ORDINAL = re.compile(r"第\s*((?:ZL|CN|[(（]?\d{8})[^第号]*?)\s*号", re.IGNORECASE)
_OTHER_POINT = re.compile(r"(?<=\d)\s*[·•。．・‧]\s*(?=[\dXx]$)")
_PAGE = re.compile(
    r"(?:(?:https?://)?(?:patents\.|www\.)?google\.com/)?patents?/(?P<number>[A-Z]{2}[0-9A-Z]{4,20})(?:/[a-z]{2})?/?",
    re.ASCII,
)
_COUNTED = re.compile(r"20[0-3]\d[12389]\d{8}\.0")
_OF_OTHER_RIGHTS = re.compile(r"(?:19|20)\d\dSR\d{5,7}|软著登字.*|.?作登字.*|BS\.\d{6,}.*")
"""How China numbers the registrations of programs, works and layout designs."""


_FIVE_DIGITS = re.compile(r"\d(?:[ ,.]?\d){4}")
_WORDS = re.compile(r"[\u3400-\u9fff]{4}|[a-z]{2,} [a-z]{2,}")
_REMARK = re.compile(
    r"[※©]|共\s*\d+\s*[件项条]|第\s*\d+\s*页|page\s+\d"
    r"|(?:合计|总计|小计|共计|总数|合計|総計|注释?|备注|说明|total|sum|notes?|source|exported)(?![A-Za-z\u3400-\u9fff])"
    r"|(?![^:：]*(?:号|號|番号|번호|no\.?|nr\.?|number)\s*[:：])[^\d:：/]{2,20}[:：]",
    re.IGNORECASE,
)


class Told(NamedTuple):
    """What a cell tells: the application, the first document, the grant among several documents, and what is left."""

    application: Number | None = None
    document: Number | None = None
    grant: Number | None = None
    left: tuple[str, ...] = ()
    """Numbers for which there was no place."""


NOTHING = Told()


def bare(text: str) -> str:
    """Return a cell without the signs that keep a spreadsheet from counting with it, nor what else is no number.

    Such as signs nobody sees, 第…号 around a Chinese one, another point before its check digit, the .0 of a number that
    was counted with, the address of its page (``patent/US10123456B2/en``).
    """
    plain = text.lstrip(_SIGNS_OF_TEXT).strip()
    if plain.isascii():
        if "/" in plain and (page := _PAGE.fullmatch(plain)):
            return page["number"]
        return plain[:-2] if _COUNTED.fullmatch(plain) else plain
    plain = _UNSEEN.sub("", plain)
    inside = _ORDINAL.fullmatch(plain)
    return _OTHER_POINT.sub(".", inside[1] if inside else plain)


def of_another_right(text: str) -> bool:
    """Tell whether a number is one of a registered program, work or layout design, which is no patent."""
    if "S" not in text and text.isascii():
        return False
    return _OF_OTHER_RIGHTS.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text).upper())) is not None


def has_digits(text: str) -> bool:
    """Tell whether enough digits stand together for the number of a patent."""
    return _FIVE_DIGITS.search(text) is not None


def is_remark(text: str, *, alone: bool) -> bool:
    """Tell whether a text in a column of numbers is a remark, such as ``共25件`` or ``Page 1 of 3``.

    ``alone``: it is all that the row holds; then words without the digits of a number are a remark too.
    """
    if _PAGE.fullmatch(text):
        return False
    return _REMARK.match(text) is not None or (alone and _WORDS.search(text) is not None and not has_digits(text))


def read_applications(text: str, office: str) -> Told:
    """Read a cell that should hold an application number; one of a document is told as such.

    What cannot be read stays an application of unknown form, so that it is told.
    """
    whole = _as_application(text, office)
    if whole is not None and whole.known and whole.office and not _SEVERAL(text):
        return _placed(whole)
    return _parted(text, office, whole)


def read_documents(text: str, office: str, kind: str = "") -> Told:
    """Read a cell that should hold the number of a publication or grant; one of an application is told as such."""
    whole = read_publication(text, office)
    if whole is not None and kind and not whole.kind_code:
        whole = read_publication(f"{text} {kind}", office)
    if whole is not None and whole.known and whole.office and not _SEVERAL(text):
        return _placed(whole)
    return _parted(text, office, whole)


def part_with(text: str, number: Number) -> str:
    """Return the part of a cell that holds a document's number, without the others."""
    if not _SEVERAL(text):
        return text
    parts = [part.strip() for part in _BETWEEN.split(text)]
    found = (part for part in parts if (one := read_publication(part, number.office)) and one.key == number.key)
    return next(found, text)


def _as_application(text: str, office: str) -> Number | None:
    number = read_application(text, office)
    if number is None or (number.known and len(number.kind_code) < 2):
        return number
    document = read_publication(text, office)
    if document is None or not document.known or document.office not in _TOLD_APART:
        return number
    registered = document.office == "KR" and not number.known and is_grant("KR", "", document.key)
    return document if document.kind_code or registered else number


def _as_document(text: str, office: str) -> Number | None:
    number = read_publication(text, office)
    if number is not None and not number.known:
        application = read_application(text, office)
        if application is not None and application.known and application.office in _TOLD_APART:
            return application
    return number


def _parted(text: str, office: str, whole: Number | None) -> Told:
    """Read the numbers of a cell one by one; the whole of it where its parts are none."""
    read = _as_document if whole is not None and whole.role is NumberRole.PUBLICATION else _as_application
    parts = [part.strip() for part in _BETWEEN.split(_NOTE.sub("", text)) if part.strip()]
    found = [(part, number) for part in parts if (number := read(part, office)) is not None and number.known]
    told, left = NOTHING, list[str]()
    for part, number in sorted(found, key=lambda one: _ORDER.index(_stage(one[1]))):
        if number.office and (more := _joined(told, number)) is not None:
            told = more
        elif number.office:
            left.append(part)
    return _placed(whole) if told is NOTHING else told._replace(left=tuple(left))


def _placed(number: Number | None) -> Told:
    if number is not None and number.role is NumberRole.APPLICATION:
        return Told(application=number)
    return Told(document=number)


def _stage(number: Number) -> Stage:
    """Return how far a document goes; one that does not tell counts as the application."""
    return stage(number.office, number.kind_code, number.key) if number.kind_code else Stage.APPLICATION


def _joined(told: Told, number: Number) -> Told | None:
    """Add a number to what others of the cell tell; None where there is no place for it."""
    if number.role is NumberRole.APPLICATION:
        if told.application is None:
            return told._replace(application=number)
        same = number.key == told.application.key
    elif told.document is None:
        return told._replace(document=number)
    else:
        later = number != told.document and number.office == told.document.office and _stage(number) is Stage.GRANT
        if later and told.grant is None:
            return told._replace(grant=number)
        same = number.key in {one.key for one in (told.document, told.grant) if one is not None}
    return told if same else None
