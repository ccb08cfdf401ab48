"""Know what names a patent: the fields that hold its numbers, and what a cell looks like that holds one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from patentdesk.intake.numbercells import bare, read_applications, read_documents
from patentdesk.intake.sheets import Row, cell_text
from patentdesk.portfolio.checkdigits import Check
from patentdesk.portfolio.numbers import read_application
from patentdesk.portfolio.offices import OFFICES

NUMBERS = ("application_number", "patent_number", "publication_number", "grant_number")
"""Fields that hold a number of the patent; where a column may hold either of two, the first tells more."""
IDENTITY = frozenset({*NUMBERS, "external_id"})
"""Fields by which a row can be told from others; a table needs a column for one of them."""
SHOWN = ("publication_number", "application_number", "patent_number", "grant_number", "external_id")
"""The same in the order in which one is chosen to show the patent by."""
_LOOKED_AT = 20
_FEWEST_DIGITS = 5
_PUBLICATION = re.compile(
    rf"(?!CN\D?(?:19|20)\d{{10}})(?:{'|'.join(sorted(OFFICES))})[- ]?[A-Z]{{0,2}}\d[\d/,]{{2,14}}\d"
    r"[- ]?(?:\([A-Z]\d?\)|[A-WYZ]\d?)?",
    re.ASCII,
)
"""A publication number as they are written: US10123456B2, US 10,123,456 B2, EP-1234567-A1, WO 2020/123456 A1.

No application number of China.
"""
_OF_CHINA = re.compile(r"(?:CN|ZL)?((?:19|20)\d\d)([12389])\d{7}[\dX]?", re.IGNORECASE)
_BY_FORM = re.compile(r"20[0-3]\d[12389]\d{7}|(?:8[5-9]|9\d|0[0-3])[12389]\d{5}[\dX]?")
"""A Chinese application number without prefix and point; its check digit may be lacking."""
_SIMPLIFIED = re.compile(r"[请专]")
"""A header of the mainland: neither Taiwan nor Japan writes these signs so."""


def chinese_by_form(text: str, header: str) -> bool:
    """Tell whether a number without an office is a Chinese application: by its form, in a list of the mainland."""
    plain = re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", bare(text)).upper())
    if not _SIMPLIFIED.search(header) or _BY_FORM.fullmatch(plain) is None:
        return False
    number = read_application(plain, "CN")
    return number is not None and number.known and (len(plain) in (8, 12) or number.check is not Check.FAILED)


def filed_in_china(text: str) -> tuple[int, str] | None:
    """Return year and kind (1, 8: invention; 2, 9: utility model; 3: design) of a Chinese application from 2003 on."""
    found = _OF_CHINA.fullmatch(re.sub(r"[\s.]", "", text))
    return (int(found[1]), found[2]) if found else None


def may_be_number(text: str, office: str) -> bool:
    """Tell whether a text is a number of a patent, wherever it does not say of which office one of this."""
    told = (*read_applications(bare(text), office)[:2], *read_documents(bare(text), office)[:2])
    return any(number is not None and number.known for number in told)


def shows_numbers(below: Sequence[Row], index: int, header: str) -> bool:
    """Tell whether at least half of what could be a number in a column is one of a patent and names its office."""
    cells = (cell_text(row[index]) for row in below if index < len(row))
    texts = [text for text in cells if sum(sign.isdigit() for sign in text) >= _FEWEST_DIGITS][:_LOOKED_AT]
    return bool(texts) and sum(is_number(text, header) for text in texts) * 2 >= len(texts)


def number_column(below: Sequence[Row], unknown: Sequence[int]) -> int | None:
    """Return the one column in which nearly every cell is a publication number with its office; None: none, or several.

    ``unknown`` are the columns whose headers nobody knows, such as ``Id`` or ``Patent``.
    """
    found = []
    for index in unknown:
        texts = [text for row in below[:_LOOKED_AT] if index < len(row) and (text := cell_text(row[index]))]
        if texts and sum(_PUBLICATION.fullmatch(text) is not None for text in texts) * 10 >= len(texts) * 9:
            found.append(index)
    return found[0] if len(found) == 1 else None


def is_number(text: str, header: str) -> bool:
    """Tell whether a text is a number of a patent that names its office, or a Chinese one by its form."""
    told = (*read_applications(text, "")[:1], *read_documents(text, "")[:2])
    return any(number is not None and number.known and number.office for number in told) or chinese_by_form(
        text, header
    )
