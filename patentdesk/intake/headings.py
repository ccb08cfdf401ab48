"""Understand a Chinese header that no list of words has, from the words that it is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from patentdesk.intake.headerwords import simplified
from patentdesk.intake.identifying import NUMBERS
from patentdesk.intake.subjects import is_another_right, speaks_of_another

DERIVED = 500
"""Added to the preference of a header that is understood from its parts."""
_LONGEST = 40
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_BRACKET = re.compile(r"[(\[{<【「《]([^()\[\]{}<>【】「」《》]*)[)\]}>】」》]")
_SAYS_HOW = re.compile(
    r"[*ymd/.\-\s年月日]+|(?:必|选|非必|可)填|可选|万?元|人民币|件|个|项|天|月|全称|盖章|原始|原文|中文|ZL|"
    r"如有|(?:例?如|例|请(?!款)|若|没有|精确|单位[:：]|格式|用(?!户|途)|多个|注[:：意]).*|含.*(?:号|代码|位|点)|.*(?:填写|格式|隔开|分隔)",
    re.IGNORECASE,
)
"""What a form says about how its column is to be filled, and in which unit."""
_BETWEEN = re.compile(r"\s*(?:[/\\|、&,，;；\n()\[\]]|或者?|以?及|\s[-–—]\s|(?<=[A-Za-z])-(?=[\u3400-\u9fff]))\s*")
_SCRIPTS = re.compile(r"(?<=[\u3400-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u3400-\u9fff])")
"""Where two languages meet: 申请号 Application No."""
_OF_IT = re.compile(r"^(?:本|该)?(?:发明专利|实用新型|外观设计|发明创造|知识产权|专利|案件|中国)的?(?=..)")
_ENDS = (
    (re.compile(r"(?:日期|时间)$"), "日"),
    (re.compile(r"(?:号码|编号)$"), "号"),
    (re.compile(r"(?<=[人构司位所])(?:名称|姓名|全称)$"), ""),
    (re.compile(r"(?<=摘要|标题|题名)(?:文本|内容)$"), ""),
    (re.compile(r"\s*[0-9一二三四五六七八九十]{1,2}$"), ""),
)
"""Other ways to end a word, and the usual one."""
_OF_ANY_REGISTER = frozenset({"登记日期", "登记时间"})
"""The day of any entry, such as of a pledge or of the row itself; 登记日 is known as it stands."""
_LATIN_WORD = re.compile(r"[A-Za-z]{4,}[ A-Za-z.]*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ONE_OF_TWO = {
    frozenset({"publication_date", "grant_date"}): "publication_date",
    frozenset({"grant_date", "registration_date"}): "grant_date",
    frozenset({"applicants", "owners"}): "applicants",
}
Known = Callable[[str], str | None]
"""Returns the field that a header means in the vocabulary, None for an unknown one."""


def derive(header: str, known: Known) -> str | None:
    """Return the field that a Chinese header means by its parts; None where they tell none, or several.

    Understood are notes about filling in (申请日（年/月/日）), words of one meaning side by side (申请号或专利号,
    Title-题名), the thing itself set before (专利申请日), and other ends of a word (授权时间, 代理机构名称).
    A column that may hold either of two numbers is read as the one that tells more. None for what such a word stands
    beside: 申请人地址, PCT申请号.
    """
    if len(header) > _LONGEST or not _CHINESE.search(header):
        return None
    text = _without_notes(header)
    if text in _OF_ANY_REGISTER:
        return None
    if (field := _single(text, known)) is not None:
        return field
    if not _parts(text, _BETWEEN)[1:]:
        return _together(_parts(text, _SCRIPTS), known, loose=False)
    return _together(_parts(text, _BETWEEN), known, loose=True)


@lru_cache(maxsize=4_096)
def _without_notes(header: str) -> str:
    plain = simplified(unicodedata.normalize("NFKC", header)).strip(" *★:.。'\"")
    plain = re.sub(r"^\d{1,2}\s*[.、)]\s*", "", plain)
    return _BRACKET.sub(lambda found: "" if _SAYS_HOW.fullmatch(found[1].strip()) else found[0], plain).strip()


def _parts(text: str, sign: re.Pattern[str]) -> list[str]:
    return [part for part in sign.split(text) if part]


def _single(text: str, known: Known) -> str | None:
    return next((field for form in _forms(text) if (field := known(form)) is not None), None)


def _forms(text: str) -> Iterator[str]:
    """Yield a header and the other ways to say the same."""
    for start in dict.fromkeys((text, _OF_IT.sub("", text))):
        yield start
        for end, usual in _ENDS:
            if (changed := end.sub(usual, start)) != start and len(changed) > 1:
                yield changed


def _together(parts: list[str], known: Known, *, loose: bool) -> str | None:
    """Return what headers side by side mean together; ``loose``: a number may stand beside words without meaning."""
    if len(parts) < 2:
        return None
    end = parts[-1]
    found = [_single(part, known) or _completed(part, end, known) for part in parts]
    fields = {field for field in found if field is not None}
    if not fields:
        return None
    if any(field is None and is_another_right(part) for part, field in zip(parts, found, strict=True)):
        return None
    if fields <= set(NUMBERS) and (loose or None not in found):
        return next(name for name in NUMBERS if name in fields)
    if any(
        field is None and not (loose and _LATIN_WORD.fullmatch(part) and not speaks_of_another(_HUMP.sub(" ", part)))
        for part, field in zip(parts, found, strict=True)
    ):
        return None
    return fields.pop() if len(fields) == 1 else _ONE_OF_TWO.get(frozenset(fields))


def _completed(part: str, end: str, known: Known) -> str | None:
    """Return the meaning of a part that leaves out how the last one ends: 公开 of 公开/公告日."""
    if not _CHINESE.fullmatch(part[-1]):
        return None
    return next((field for tail in (end[-1:], end[-2:]) if (field := _single(part + tail, known)) is not None), None)


def stem(header: str) -> str:
    """Return what numbered columns of one list share: 发明人 of 发明人1 and 发明人2."""
    plain = unicodedata.normalize("NFKC", header).strip()
    return re.sub(r"\s*\d{1,2}$", "", plain).casefold() if _CHINESE.search(plain) else plain.casefold()
