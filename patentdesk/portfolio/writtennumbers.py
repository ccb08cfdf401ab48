"""Take a number apart as a person or a list wrote it: office, body, kind code."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from patentdesk.core.signs import DASHES
from patentdesk.portfolio.offices import OFFICES

_NO_DIGIT = re.compile(r"\D")


class Written(NamedTuple):
    """A number taken apart: office, the part between office and kind code, kind code; upper case, NFKC."""

    office: str
    body: str
    kind: str

    @property
    def digits(self) -> str:
        """The digits of the body."""
        return _NO_DIGIT.sub("", self.body)


def squeeze(text: str) -> str:
    """Return the letters and digits only."""
    return "".join(letter for letter in text if letter.isalnum())


_LABEL = re.compile(r"^[\s\u3400-\u9fff\uac00-\ud7a3()/]*[:：]\s*")
_DIGIT = re.compile(r"\d")
_KIND = re.compile(r"(?<=[\d號号호\u2160-\u2188])[\s\-_.]*([A-WYZ]\d?)$")


_PREFIX = re.compile(
    r"[^A-Z0-9\u3040-\u9fff\uac00-\ud7a3]*([A-Z]{2})(?=[^A-Z]|[A-Z]\d|ZL|IB|PI|PCT|PP|PA/|MX/|MU\d|RE|[UHS]\d|WO\d"
    r"|[A-Z]{2}(?:19|20)\d\d[A-Z]|PA(?:19|20)\d)"
)
_BRACKETED = re.compile(r"\s*\(([A-WYZ]\d?)\)$")
"""A kind code in brackets, as Espacenet writes it."""
_OFFICE_BEHIND = re.compile(r"(\d[\d ,./-]*\d)\s*\(?([A-Z]{2})\)?\s*([A-WYZ]\d?|ПМ)?")
"""The office behind the number, as Russian lists write it; ``ПМ`` for a utility model: ``2847136(RU)``."""
_STAMP = re.compile(r"(?<=[A-Z]\d)\s+(19|20)\d{6}$")
"""A date behind the kind code, as The Lens writes it for some corrected documents."""


_DASHES = re.compile(f"[{DASHES}]")
_PLAIN = re.compile(r"([A-Z]{2}) ?([0-9](?:[0-9./,-]*[0-9])?(?:\.?X)?) ?([A-WYZ][0-9]?)?$", re.ASCII)
"""The form of nearly all numbers, which needs no further question: office, digits with usual signs, kind code."""


def take_apart(text: str, office: str) -> Written | None:
    """Return the parts; ``office`` is used when the text names none. None when it holds no digit."""
    if (found := _PLAIN.match(text)) and found.group(1) in OFFICES and office not in ("IN", "WO"):
        return Written(found.group(1), found.group(2), found.group(3) or "")
    plain = unicodedata.normalize("NFKC", text).upper().strip().strip("'\"")
    if not plain.isascii():
        plain = _DASHES.sub("-", plain)
    plain = _LABEL.sub("", plain)
    if _DIGIT.search(plain) is None:
        return None
    if (behind := _OFFICE_BEHIND.fullmatch(plain)) and behind[2] in OFFICES:
        plain = f"{behind[2]}{behind[1]}{'U1' if behind[3] == 'ПМ' else behind[3] or ''}"
    plain = _BRACKETED.sub(r"\1", _STAMP.sub("", plain))
    kind = ""
    if found := _KIND.search(plain):
        kind = found.group(1)
        plain = plain[: found.start()]
    prefix = _PREFIX.match(plain)
    if plain.startswith("PCT") or (office == "WO" and re.fullmatch(r"[A-Z]{2}\d{10}", plain)):
        return Written("WO", plain, kind)
    if plain.startswith("ZL"):
        return Written("CN", plain, kind)
    if prefix and prefix.group(1) in OFFICES and not _is_indian_branch(plain, office):
        return Written(prefix.group(1), plain[prefix.end() :].strip(" -_./:"), kind)
    return Written(office or _office_of_form(plain), plain, kind)


def _is_indian_branch(plain: str, office: str) -> bool:
    return office == "IN" and re.match(r"(DE|MU|CH|KO)", plain) is not None


def _office_of_form(plain: str) -> str:
    """Name the office from the form alone; empty when several could be meant."""
    forms = (
        (r"[特実實意](願|开|開|許|許|公|表|用|匠|登)|再公?表|登録(実用新案|意匠)", "JP"),
        (r"\d{1,6}\s*/\s*(DEL|MUM|KOL|CHE|CAL|MAS|BOM)(NP|P)?\s*/\s*(19|20)\d\d$", "IN"),
        (r"제\s*\d+", "KR"),
        (r"(10|20|30)-(19|20)\d\d-\d{7}$", "KR"),
        (r"(20\d\d|8[5-9]|9\d|0[0-3])[12389]\d{5}(\d\d)?\.[\dX]$", "CN"),
        (r"20\d\d[12389]\d{7}[\dX]$", "CN"),
        (r"\d\d/\d{3},\d{3}$|(0[2-9]|1\d|29|35|6[0-3]|9[056])/\d{6}$", "US"),
        (r"(US|RE|PP)?\d{1,2},\d{3},\d{3}$", "US"),
        (r"(10|11|20|21)\s+20\d\d\s+\d{3}\s+\d{3}(\.\d)?$", "DE"),
        (r"[IMD]\d{6}$", "TW"),
    )
    return next((office for form, office in forms if re.match(form, plain)), "")


def century(two: str) -> str:
    """Return a year of four digits for one of two: 50 to 99 mean the twentieth century."""
    return ("19" if int(two or "0") >= 50 else "20") + two.zfill(2)
