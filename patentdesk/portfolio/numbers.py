"""Bring every written form of an application, publication or patent number to one canonical key.

Application keys carry no office prefix and no check digit; publication keys carry the office but no kind code. Where
an office numbers utility models or designs in the same form as patents, the key starts with U or S (Japan).
Sources: WIPO ST.3, ST.6, ST.13, ST.16; ZC 0006-2003; EPO pages on DOCDB and EPODOC forms (secondary).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from patentdesk.portfolio import kinds, usnumbers
from patentdesk.portfolio.checkdigits import Check, check_digit, verify
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.records import Patent
from patentdesk.portfolio.writtennumbers import Written, century, squeeze, take_apart


def number_of(patent: Patent) -> str:
    """Return the number by which people call a patent: publication, else application, else what its source calls it.

    It is written in one form whatever the source wrote: ``DE 112020900014 B4`` and ``DE-112020900014-B4`` are
    ``DE112020900014B4``, the application ``10 2025 900 003.3`` is ``DE102025900003.3``. What cannot be read stays.
    """
    return (
        _publication_form(patent.publication_number_text, patent.office)
        or patent.publication_number
        or application_of(patent)
        or patent.external_id
        or str(patent.id)
    )


def application_of(patent: Patent) -> str:
    """Return the application's number in the office's usual form behind its code, such as ``CN202019000004.2``."""
    if not patent.application_number or not patent.office:
        return patent.application_number_text or patent.application_number
    written = write_application(patent.office, patent.application_number)
    return written if written.startswith("PCT") else patent.office + written


@lru_cache(maxsize=65_536)  # a list is drawn and sorted again and again
def _publication_form(text: str, office: str) -> str:
    found = read_publication(text, office) if text else None
    if found is None or not found.known or found.role is NumberRole.APPLICATION:
        return text
    return found.key if found.kind_code and found.key.endswith(found.kind_code[0]) else found.key + found.kind_code


class NumberRole(StrEnum):
    """What a number counts."""

    APPLICATION = "application"
    PUBLICATION = "publication"
    """A publication or a granted patent."""


class Number(NamedTuple):
    """One number, read; ``known`` is False when the form is not one that the office uses.

    A tuple, as an import makes several for each row.
    """

    office: str
    role: NumberRole
    key: str
    kind_code: str = ""
    check: Check = Check.NONE
    right_type: RightType | None = None
    year: int | None = None
    known: bool = True


class _Body(NamedTuple):
    key: str
    check: Check = Check.NONE
    right_type: RightType | None = None
    year: int | None = None


def read_application(text: str, office: str = "") -> Number | None:
    """Read an application number; ``office`` is used when the text names none. None when it holds no digit."""
    written = take_apart(text, office)
    if written is None:
        return None
    if _is_pct(written):
        return _pct(written)
    body = _APPLICATIONS.get(written.office, _plain)(written)
    if body is None:
        return Number(written.office, NumberRole.APPLICATION, squeeze(written.body), written.kind, known=False)
    right = body.right_type or kinds.right_type(written.office, written.kind)
    return Number(written.office, NumberRole.APPLICATION, body.key, written.kind, body.check, right, body.year)


def read_publication(text: str, office: str = "") -> Number | None:
    """Read a publication or patent number; a ZL number is answered by its application. None without a digit."""
    written = take_apart(text, office)
    if written is None:
        return None
    if written.body.startswith("ZL"):
        return read_application(text, office)
    body = _PUBLICATIONS.get(written.office, _plain_publication)(written)
    known = body is not None
    part = body or squeeze(written.body)
    right = kinds.right_type_of_publication(written.office, part, written.kind)
    return Number(
        written.office, NumberRole.PUBLICATION, written.office + part, written.kind, right_type=right, known=known
    )


def readings(text: str) -> tuple[Number, ...]:
    """Return every sensible reading of a number that a person typed, application first."""
    found: list[Number] = []
    for number in (read_application(text), read_publication(text)):
        if number is not None and number.office and number not in found:
            found.append(number)
    known = [number for number in found if number.known]
    return tuple(known or found)


def write_application(office: str, key: str) -> str:
    """Return the office's usual written form of an application key, with its check digit where it has one."""
    if office == "WO" and re.fullmatch(r"[A-Z]{2}\d{10}", key):
        return f"PCT/{key[:6]}/{key[6:]}"
    if office == "US" and re.fullmatch(r"\d{8}", key):
        return f"{key[:2]}/{key[2:5]},{key[5:]}"
    if office == "KR" and re.fullmatch(r"\d{13}", key):
        return f"{key[:2]}-{key[2:6]}-{key[6:]}"
    digit = check_digit(office, key)
    return f"{key}.{digit}" if digit else key


def _is_pct(written: Written) -> bool:
    return (
        "PCT" in written.body
        or (written.kind == "W" and written.office != "WO")
        or (written.office == "WO" and re.match(r"(19|20)?\d\d[A-Z]{2}\d|[A-Z]{2}\d", written.body) is not None)
    )


def _pct(written: Written) -> Number:
    """Read PCT/IB2014/065737, its form before 2004 (PCT/US99/04840), DOCDB (US 2010022816 W), EPODOC (2014IB65737)."""
    text = written.body.replace("PCT", "")
    found = re.search(r"([A-Z]{2})?\W*(\d[\d\W]*)", text)
    receiving = (found.group(1) if found else None) or (written.office if written.office != "WO" else "")
    if epodoc := re.match(r"\W*((?:19|20)\d\d)([A-Z]{2})(\d{1,6})$", text):
        year, receiving, serial = epodoc.group(1), epodoc.group(2), epodoc.group(3)
    else:
        digits = re.sub(r"\D", "", found.group(2) if found else "")
        long = len(digits) >= 9 and digits[:2] in ("19", "20")
        year = digits[:4] if long else century(digits[:2])
        serial = digits[4:] if long else digits[2:]
    if not receiving or not serial or len(serial.lstrip("0")) > 6:
        return Number("WO", NumberRole.APPLICATION, squeeze(text), written.kind, right_type=RightType.PCT, known=False)
    key = f"{receiving}{year}{int(serial):06d}"
    return Number("WO", NumberRole.APPLICATION, key, written.kind, right_type=RightType.PCT, year=int(year))


_CN_TYPES = {"1": RightType.INVENTION, "8": RightType.INVENTION, "2": RightType.UTILITY_MODEL,
             "9": RightType.UTILITY_MODEL, "3": RightType.DESIGN}  # fmt: skip


_NO_DIGIT_OR_X = re.compile(r"[^0-9X]")


def _cn(written: Written) -> _Body | None:
    clean = written.body.replace(".", "")
    if not (clean.isascii() and clean.isdecimal()):
        clean = _NO_DIGIT_OR_X.sub("", clean.replace("ZL", ""))
    # EPODOC writes four digits for the year and leaves zeros out
    if len(clean) < 12 and re.fullmatch(r"(19|20)\d{8,9}", clean):
        full = int(clean[:4]) >= 2004 or len(clean) == 11
        late = len(clean) == 11 and clean[:4] >= "2015" and clean[5] == "1"  # 11xxxxxx since 2015: the zero behind it
        clean = f"{clean[:6]}0{clean[6:]}" if late else f"{clean[:5]}{clean[5:].zfill(7)}" if full else clean[2:]
    size = 12 if len(clean) >= 12 else 8
    key, mark = clean[:size], clean[size:]
    if len(key) < size or len(mark) > 1 or not key.isdecimal():
        return None
    year = int(key[:4]) if size == 12 else int(century(key[:2]))
    right = _CN_TYPES.get(key[4] if size == 12 else key[2])
    if right is None or not (1985 <= year <= 2003 if size == 8 else 2003 <= year <= 2099):
        return None
    return _Body(key, verify("CN", key, mark), right, year)


def _ep(written: Written) -> _Body | None:
    digits = written.digits
    if len(digits) == 11 and digits[:2] in ("19", "20"):
        digits = digits[2:4] + digits[5:]
    if len(digits) == 9:
        return _Body(digits[:8], verify("EP", digits[:8], digits[8]))
    return _Body(digits.zfill(8)) if 6 < len(digits) <= 8 else None


def _de(written: Written) -> _Body | None:
    digits = written.digits
    dotted = re.search(r"\d\s*[.\-]\s*\d$", written.body) is not None
    if re.fullmatch(r"(19|20)\d\d[12]\d{5,6}", written.body):  # EPODOC: the year stands first
        right, serial = digits[4], digits[5:]
        digits = f"{right}0{digits[:4]}{serial}" if len(serial) == 6 else f"{right}{digits[2:4]}{serial}"
    if re.fullmatch(r"20\d\d[12][0-2]\d{6}", written.body) and digits[2:4] not in ("19", "20"):
        digits = f"{digits[4:6]}{digits[:4]}{digits[6:]}"  # EPODOC since 2004, with both digits of the type
    if dotted or len(digits) in (9, 13):
        key, mark = digits[:-1], digits[-1]
    else:
        key, mark = digits, ""
    if len(key) not in (7, 8, 12):
        return None
    utility = key[:2] in ("20", "21") if len(key) == 12 else "G" in written.body
    year = int(key[2:6]) if len(key) == 12 else None
    right = RightType.UTILITY_MODEL if utility else RightType.INVENTION
    return _Body(key, verify("DE", key, mark), right, year)


def _us(written: Written) -> _Body | None:
    key = usnumbers.application_key(written.body, written.kind)
    if key is None:
        return None
    return _Body(key, right_type=RightType.DESIGN if key[:2] in ("29", "35") else None)


_JP_ERAS = {"S": 1925, "昭": 1925, "H": 1988, "平": 1988}


def _jp_letter(written: Written) -> str:
    if "実" in written.body or "實" in written.body or written.kind[:1] in ("U", "Y", "Z"):
        return "U"
    if "意" in written.body or written.kind[:1] == "S":
        return "S"
    lead = re.match(r"U(?=(19|20)\d\d|\d{7}$|[HS]\d)|S(?=(19|20)\d\d|1\d{6}$|[HS]\d)", written.body)
    return lead.group() if lead else ""


def _jp(written: Written) -> _Body | None:
    letter = _jp_letter(written)
    plain = re.sub(r"^[US](?=(19|20)\d\d)", "", written.body)
    digits = re.sub(r"\D", "", plain)
    if era := re.search(r"([SH昭平])[成和]?\s*(\d{1,2})\D*(\d{1,6})\D*$", _jp_padded(plain)):
        year, serial = _JP_ERAS[era.group(1)] + int(era.group(2)), era.group(3)
    elif parts := re.search(r"((?:19|20)\d\d)\s*-\s*(\d{1,6})", plain):
        year, serial = int(parts.group(1)), parts.group(2)
    elif len(digits) == 10 and digits[:2] in ("19", "20"):
        year, serial = int(digits[:4]), digits[4:]
    elif len(digits) in (11, 13) and re.match(r"(19|20)\d\d0(00)?", digits):
        year, serial = int(digits[:4]), digits[-6:]
    elif 3 <= len(digits) <= 8:
        year, serial = int(century(digits[-2:])), digits[:-2]
    else:
        return None
    right = {"U": RightType.UTILITY_MODEL, "S": RightType.DESIGN}.get(letter, RightType.INVENTION)
    return _Body(f"{letter}{year}{int(serial):06d}", right_type=right, year=year)


def _jp_padded(text: str) -> str:
    """Set a hyphen between era year and serial where the form runs them together (H10123456)."""
    return re.sub(r"([SH])(\d\d)(\d{6})(?!\d)", r"\1\2-\3", text)


_KR_TYPES = {"10": RightType.INVENTION, "20": RightType.UTILITY_MODEL, "30": RightType.DESIGN}


def _kr_lead(written: Written) -> str:
    return {"U": "20", "Y": "20", "S": "30"}.get(written.kind[:1], "10")


def _kr(written: Written) -> _Body | None:
    digits = written.digits
    if parts := re.search(r"([123]0)\D+((?:19|20)\d\d)\D+(\d{1,7})\b", written.body):
        digits = f"{parts.group(1)}{parts.group(2)}{int(parts.group(3)):07d}"
    elif len(digits) == 11 and digits[:2] in ("19", "20"):
        digits = _kr_lead(written) + digits
    if len(digits) != 13 or digits[:2] not in _KR_TYPES:
        return None
    return _Body(digits, right_type=_KR_TYPES[digits[:2]], year=int(digits[2:6]))


_TW_TYPES = {"1": RightType.INVENTION, "2": RightType.UTILITY_MODEL, "3": RightType.DESIGN}


def _tw(written: Written) -> _Body | None:
    digits = written.digits
    if len(digits) == 11 and digits[:2] in ("19", "20"):
        digits = f"{int(digits[:4]) - 1911}{digits[5:]}"
    key = digits.zfill(9)
    right = _TW_TYPES.get(key[3])
    if len(key) != 9 or right is None:
        return None
    return _Body(key, right_type=right, year=1911 + int(key[:3]))


def _gb(written: Written) -> _Body | None:
    digits = written.digits
    if re.search(r"\.\s*\d$", written.body) or len(digits) == 8:
        digits = digits[:-1]
    if len(digits) == 9 and digits[:2] in ("19", "20"):
        digits = digits[2:]
    elif re.fullmatch(r"(19|20)\d\d00\d{5}", digits):
        digits = digits[2:4] + digits[6:]
    return _Body(digits) if len(digits) <= 7 else None


def _fr(written: Written) -> _Body | None:
    digits = written.digits
    if len(digits) == 11 and digits[:2] in ("19", "20"):
        digits = digits[2:4] + digits[6:]
    return _Body(digits) if len(digits) == 7 else None


def _in(written: Written) -> _Body | None:
    if old := re.match(r"(\d+)\W*(DE|MU|CH|KO)([A-Z]*)\W*((?:19|20)\d\d)$", written.body):
        national = "N" if "N" in old.group(3) else ""  # DELNP: entered from the PCT, counted apart from DEL
        return _Body(f"{int(old.group(1))}{old.group(2)}{national}{old.group(4)}", year=int(old.group(4)))
    digits = written.digits
    return _Body(digits, year=int(digits[:4])) if len(digits) == 12 else _plain(written)


def _without_tail(tail: str) -> Callable[[Written], _Body | None]:
    """Return a reader that drops a written check digit or suffix and keeps letters and digits."""

    def read(written: Written) -> _Body | None:
        return _Body(squeeze(re.sub(tail, "", written.body)))

    return read


def _br(written: Written) -> _Body | None:
    key = squeeze(re.sub(r"-\s*\d$", "", written.body))
    return _Body(key[:-1] if re.fullmatch(r"\d{13}", key) else key)


def _plain(written: Written) -> _Body | None:
    key = squeeze(written.body)
    return _Body(key) if key else None


_APPLICATIONS: dict[str, Callable[[Written], _Body | None]] = {
    "CN": _cn, "EP": _ep, "DE": _de, "US": _us, "JP": _jp, "KR": _kr, "TW": _tw, "GB": _gb, "FR": _fr, "IN": _in,
    "BR": _br, "HK": _without_tail(r"\.\s*\d$"), "RU": _without_tail(r"/\s*\d\d$"),
}  # fmt: skip


def _wo_publication(written: Written) -> str | None:
    digits = written.digits
    if len(digits) in (9, 10, 11) and digits[:2] in ("19", "20"):
        return f"{digits[:4]}{int(digits[4:]):06d}"
    return f"{century(digits[:2])}{int(digits[2:]):06d}" if 6 <= len(digits) <= 8 else None


def _ep_publication(written: Written) -> str | None:
    return written.digits.zfill(7) if 0 < len(written.digits) <= 7 else None


def _cn_publication(written: Written) -> str | None:
    """Keep the C or B of seven-digit grants: their series overlaps that of the published applications (until 2007)."""
    digits = written.digits
    if re.fullmatch(r"19(8[5-9]|9\d)\d{6}", digits):
        digits = digits[2:]
    if not 7 <= len(digits) <= 9:
        return None
    letter = written.kind[:1] if len(digits) == 7 and digits[0] == "1" and written.kind[:1] in ("B", "C") else ""
    return digits + letter


def _jp_publication(written: Written) -> str | None:
    letter = _jp_letter(written)
    text = _jp_padded(written.body)
    digits = written.digits
    if written.body.startswith(("WO", "再")):  # the Japanese text of an international application
        return f"WO{digits}"
    if re.fullmatch(r"S1\d{6}", written.body):  # a design; a number of the Showa era begins with its year, 25 to 64
        return written.body
    if era := re.search(r"([SH昭平])[成和]?\s*(\d{1,2})\D*(\d{1,6})\D*$", text):
        sign = {"昭": "S", "平": "H"}.get(era.group(1), era.group(1))
        return f"{letter}{sign}{int(era.group(2)):02d}{int(era.group(3)):06d}"
    if len(digits) == 10:
        return letter + digits
    if parts := re.search(r"((?:19|20)\d\d)\s*-\s*(\d{1,6})", text):
        return f"{letter}{parts.group(1)}{int(parts.group(2)):06d}"
    return letter + digits if 0 < len(digits) <= 8 else None


def _kr_publication(written: Written) -> str | None:
    digits = written.digits
    if re.fullmatch(r"(19|20)\d{8}", digits) and digits[:2] + digits[2:4] >= "1980":
        return f"{_kr_lead(written)}{digits[:4]}0{digits[4:]}"
    body = _kr(written)
    if body is not None:
        return body.key
    if len(digits) == 9:
        return digits if digits[:2] in _KR_TYPES else f"{_kr_lead(written)}{digits}"
    return f"{_kr_lead(written)}{digits.zfill(7)}" if 0 < len(digits) <= 7 else None


def _tw_publication(written: Written) -> str | None:
    clean = re.sub(r"[^A-Z0-9]", "", written.body)
    return clean if re.fullmatch(r"[IMD]\d{6}|\d{5,9}", clean) else None


def _plain_publication(written: Written) -> str | None:
    return squeeze(written.body) or None


_PUBLICATIONS: dict[str, Callable[[Written], str | None]] = {
    "WO": _wo_publication, "EP": _ep_publication, "CN": _cn_publication, "JP": _jp_publication,
    "KR": _kr_publication, "TW": _tw_publication,
    "US": lambda written: usnumbers.publication_part(written.body),
    "DE": lambda written: written.digits or None,
}  # fmt: skip
