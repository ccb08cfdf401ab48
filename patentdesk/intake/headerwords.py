"""Reduce a header to the forms by which it is looked up: as written, without a note, and by its English words alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from patentdesk.core.signs import DASHES, UNSEEN

_MAINLAND = str.maketrans(
    "號請專發類別權審質標題國際優證書費狀態區術聯單實關鍵詞稱員頁數圖譯導當獲時間繳應屆滿備註編碼機構轉讓許訴訟層級簡單設計創總計項檔聯絡業產規領開內",
    "号请专发类别权审质标题国际优证书费状态区术联单实关键词称员页数图译导当获时间缴应届满备注编码机构转让许诉讼层级简单设计创总计项档联络业产规领开内",
)
"""Signs of headers, as Taiwan and Hongkong write them."""
_SIGNS = re.compile(rf"[\s{UNSEEN}{DASHES}()\[\]{{}}<>【】「」《》:_.\-/\\*'\"、,;]")
_NOTED = re.compile(
    r"^\s*(?:[\[(]\d{1,2}[\])]|\d{1,2}\s*[.、)])\s*(?=\D)"
    r"|\s*[\[(](?:[A-Z]{2,3}(?:\s*[,/]\s*[A-Z]{2,3})+|[DMYdmy年月日]{1,4}(?:[-/. ]?[DMYdmy年月日]{1,4}){2})[\])]\s*$"
)
"""A number before a header (1. or (21), of WIPO ST.9); behind it the offices for which the column is filled, or how
dates are written: ``[KR,JP,US,EP,CN]``, ``(yyyy-mm-dd)``."""
_ACCENT = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")
_COUNTED = re.compile(
    r"\b(?:(?:number|no\.?|num\.?|count|total)\s+of\s+|(?=(?:applications|patents|grants|inventors)\s+(?:number|no\b|count)))",
    re.IGNORECASE,
)
"""How many of something there are, which is not its number."""
_OFFICE_FIRST = re.compile(
    r"\s*([A-Za-z. ]{2,20}?)[\s-]+((?:application|publication|patent|grant|registration|serial|filing|appl?\.?|pub\.?)"
    r"\s+(?:number|num\.?|no\.?|nr\.?|date))\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
_SYNONYMS = {
    "no": "number", "nr": "number", "num": "number", "numbers": "number", "nos": "number",
    "app": "application", "appl": "application", "appln": "application", "applications": "application",
    "pub": "publication", "publ": "publication", "publn": "publication", "published": "publication",
    "pat": "patent", "patents": "patent", "granted": "grant", "issued": "issue", "file": "filing", "filed": "filing",
    "exp": "expiry", "expires": "expiry", "expiration": "expiry", "expire": "expiry",
    "est": "estimated", "anticipated": "estimated", "expected": "estimated", "projected": "estimated",
    "prio": "priority", "priorities": "priority", "dt": "date", "day": "date",
    "ref": "reference", "references": "reference", "intl": "international", "int": "international",
    "titles": "title", "names": "name", "codes": "code", "applicants": "applicant",
    "inventors": "inventor", "assignees": "assignee", "owners": "owner", "classes": "class",
    "classifications": "classification", "citations": "citation",
}  # fmt: skip
_FILLERS = frozenset({"of", "the", "for", "a", "an", "in", "s"})
_FEWEST = 2
"""A single word is looked up as it stands only: alone it says too little."""


def normal(header: str) -> str:
    """Return the form by which headers are compared: NFKC, no case, blanks, brackets, punctuation or unseen signs.

    Nor accents of Latin letters, which lists leave out as often as not: Titulo, Data de concessao.
    """
    if header.isascii():
        return _SIGNS.sub("", header.casefold())
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", header)))
    return _SIGNS.sub("", unicodedata.normalize("NFC", plain).casefold())


def simplified(header: str) -> str:
    """Return a Chinese header with the signs of headers written as on the mainland."""
    return header if header.isascii() else header.translate(_MAINLAND)


def gist(header: str) -> str:
    """Return the words of an English header in one order and one form; empty where it is another header.

    ``Date of Priority`` and ``Priority date`` are one, so are ``Est. Exp. Date`` and ``Estimated expiration date``;
    ``Number of patents`` is no ``Patent number``.
    """
    plain = unicodedata.normalize("NFKC", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header))
    if not plain.isascii() or re.search(r"\d", plain):
        return ""
    counted = _COUNTED.sub("counted ", plain).casefold()
    words = {_SYNONYMS.get(word, word) for word in _WORD.findall(counted)} - _FILLERS
    return " ".join(sorted(words)) if len(words) >= _FEWEST else ""


def office_first(header: str) -> tuple[str, str]:
    """Return what stands before an English header of a number or a day, maybe the name of an office, and the header."""
    found = _OFFICE_FIRST.match(header)
    return (found[1], found[2]) if found else ("", header)


def forms(header: str) -> Iterator[str]:
    """Yield the forms by which a header is looked up, the surest first, apart from its gist."""
    whole = normal(header)
    yield whole
    bare = normal(_NOTED.sub("", unicodedata.normalize("NFKC", header)))
    if bare and bare != whole:
        yield bare
    if (mainland := simplified(header)) != header:
        yield normal(mainland)
