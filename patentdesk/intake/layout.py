"""Define what sets one export format apart from another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from patentdesk.portfolio.names import companies_at_commas, companies_of, split_at_commas, split_names

_COMMA = re.compile(r"[,，、](?!\d{3}(?!\d))(?![^()]{0,200}\))")
"""A comma that parts items: no thousands of a number (62/123,456), nothing in brackets (EP,US)."""
_ENDS = " ;；,，、"
_ends = re.compile(r"[;；,，、]\s*(?:\n|$)").search
_COUNTRY = re.compile(r"(?<![\s_])[\s_\u2002]*\[[A-Z]{2}\]$|(?<=[а-яёА-ЯЁ.])\s*\([A-Z]{2}\)$")

_OUTSIDE = r"(?![^(（]{0,200}[)）])"
"""Not inside brackets; so far is looked, lest a long cell be looked through at each of its signs."""
_EAST_ASIAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
_PERSON = re.compile(
    r"(?:欧阳|司马|上官|诸葛|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    r"姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪"
    r"庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁陈張陳劉楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸賈韋鄒閻龍賀顧])[\u3400-\u9fff]{1,3}"
)
"""A family name of China and one to three signs: names of Japan are written with a blank inside (田中 太郎)."""
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -]{0,2}[А-ЯЁ][а-яё]*\.?){1,4}(?: оглы| кызы)?")
"""Family name and initials or names: Иванов И.И., Петрова-Водкина Анна Сергеевна."""
_WHOLE = re.compile(r"[\u3400-\u9fff()（）·]{2,}")
_ORGANISATION = re.compile(
    r".*(?:公司|集团|大学|学院|学校|研究[院所]|设计院|研究中心|中心|[总分]?厂|医院|[分支]局|事务所|实验室|[合联]社|基地)"
    r"(?:[(（][^()（）]*[)）])?"
)
_MAY_BE_LIST = re.compile(r"[,，、/／\s]").search
_LISTS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(rf"[,，、]{_OUTSIDE}"), lambda part: _EAST_ASIAN.search(part) is not None),
    (re.compile(","), lambda part: _RUSSIAN.fullmatch(part) is not None),
    (re.compile(rf"[/／]{_OUTSIDE}"), lambda part: _WHOLE.fullmatch(part) is not None),
    (re.compile(rf"\s+{_OUTSIDE}"), lambda part: _PERSON.fullmatch(part) is not None),
    (re.compile(rf"\s+{_OUTSIDE}"), lambda part: _ORGANISATION.fullmatch(part) is not None),
)
"""What may stand between names of China, Korea or Russia, and what each part must then be."""
_ADDRESS = re.compile(r",\s*(?:[A-Z]{1,2}-)?\d{4,6}\s+[^,\d]+(?:,\s*[A-Z]{2})?$")
"""Postal code and place, as the German register writes them behind a name."""
_AND_OTHERS = re.compile(
    r"(?<![\s,、，;])(?:[\s,、，;]+(?:他|ほか|等|et\s+al|and others|외)"
    r"|[\s,、，;]*(?:他|ほか|外|외)\s*\d+\s*(?:名|社|者|人|명|인|사))[\s.]*$",
    re.IGNORECASE,
)
"""What tells that a list leaves further names out: ``株式会社蒼 他``, ``DOE JOHN et al.``, ``홍길동 외 2명``."""
_KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff]")
_JAPANESE_FORM = re.compile("株式会社|有限会社|合同会社|合資会社|大学|法人|研究所|機構|財団|協会|学校")

JOIN = " | "
"""Stands between the texts of several columns that tell one field."""
ALONE = JOIN.rstrip()
"""Stands in our own lists behind a name that is alone in its cell and would be parted there."""
LIST_SIGNS = (" | ", ";;", ";", "；", "|", "\n")


def without_country(name: str) -> str:
    """Drop country and address behind a name.

    ``ELWHA LLC [US]``, after Excel for Mac ``ELWHA LLC_[US]``; ``Иванов И.И. (RU)``;
    ``Blauwerk AG, 80331 München, DE``.
    """
    return _ADDRESS.sub("", _COUNTRY.sub("", name))


def country_behind(name: str) -> str:
    """Return the code of the country behind a name; empty where none stands."""
    found = _COUNTRY.search(name)
    return re.sub(r"[^A-Z]", "", found.group()) if found else ""


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: how it is recognised, how it writes lists, and what its own headers mean.

    ``recognise`` is asked with the set of normal headers; ``headers`` overrides the common vocabulary (normal header →
    field; a question mark behind the field: where no other column tells it); ``own_name`` cleans one party name, and
    empties what is none.
    """

    code: str
    recognise: Callable[[frozenset[str]], bool]
    list_signs: tuple[str, ...] = LIST_SIGNS
    company_commas: bool = False
    settled: bool = False
    """Its names were parted before: they stand between " | ", or between list signs where a person typed them.

    A name that stands alone and holds such a sign ends with " |". Numbers in the form of keys are keys.
    """
    headers: Mapping[str, str | None] = field(default_factory=dict)
    own_name: Callable[[str], str] = without_country
    own_country: Callable[[str], str] | None = country_behind
    """Returns the code of the country that stands beside a party's name; empty where none does."""
    also: Mapping[str, str] = field(default_factory=dict)
    """Normal header → a second field that the same column tells."""
    rewrite: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Field → what turns the vendor's way to write it into a usual one; the cell is kept as written all the same."""
    office: str = ""
    """The office of all its numbers, where it lists those of one only and does not say so."""

    def names(self, text: str) -> tuple[str, ...]:
        """Return the party names of a cell."""
        return tuple(dict.fromkeys(name for part in self._raw_names(text) if (name := self.own_name(part))))

    def countries(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the party names of a cell beside which a country stands, each with its code."""
        told = self.own_country
        pairs = ((self.own_name(part), told(part)) for part in self._raw_names(text)) if told is not None else ()
        return tuple(dict.fromkeys((name, code) for name, code in pairs if name and code))

    def _raw_names(self, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        if self.settled and text.endswith(ALONE):
            return (text.removesuffix(ALONE),)
        if JOIN in text:
            joined = [part for part in text.split(JOIN) if part]
            if self.settled:
                return tuple(joined)
            return tuple(dict.fromkeys(name for part in joined for name in self._raw_names(part)))
        parts = split_at_commas(text) if self.company_commas else split_names(text, self.list_signs)
        parts = tuple(bare for part in parts if (bare := _alone(part)))
        if len(parts) == 1 and not (self.company_commas or self.settled):
            parts = _parts_of_one(parts[0])
        return parts

    def every(self, text: str) -> tuple[str, ...]:
        """Return all items of a list cell in their order, also those that stand there several times."""
        sign = next((one for one in (JOIN, *self.list_signs, ",", "，") if one in text), None)
        return tuple(part.strip() for part in (text.split(sign) if sign else [text]))

    def titles(self, text: str) -> tuple[str, ...]:
        """Return the items of a list of literature, in which commas and semicolons belong to the items."""
        return split_names(text.replace(JOIN, "\n").replace(";;", "\n"), ("\n",)) if text else ()

    def items(self, text: str) -> tuple[str, ...]:
        """Return the items of a list cell, such as classification symbols or numbers."""
        if not text:
            return ()
        if JOIN in text:
            return tuple(dict.fromkeys(item for part in text.split(JOIN) for item in self.items(part)))
        if any(sign in text for sign in self.list_signs):
            parts = split_names(text, self.list_signs)
            return tuple(item for part in parts if (item := part.strip(_ENDS))) if _ends(text) else parts
        return split_names(_COMMA.sub("\n", text), ("\n",))


@lru_cache(maxsize=20_000)
def _alone(name: str) -> str:
    """Return a name without what tells of others behind it."""
    return _AND_OTHERS.sub("", name).strip(" ,，、;")


@lru_cache(maxsize=20_000)
def _parts_of_one(text: str) -> tuple[str, ...]:
    """Split a text without list signs where every part is a name.

    Chinese and Korean names at commas, the former at slashes and blanks too, Russian persons at commas; blanks part
    personal names of two to four signs, and names that all end as organisations do. Latin names hold commas inside and
    are split there where each part is a company. Names in kana hold the wide ones inside (フー、リャンビン), and are
    split at these where each part has a Japanese legal form.
    """
    if _KANA.search(text):
        parts = companies_of(re.split("[,，、]", text))
        return parts if all(_JAPANESE_FORM.search(part) for part in parts) else companies_of(text.split(","))
    if not _MAY_BE_LIST(text):
        return (text,)
    for sign, is_name in _LISTS:
        pieces = [part.strip() for part in sign.split(text)]
        if len(pieces) > 1 and all(is_name(part) for part in pieces):
            return tuple(dict.fromkeys(pieces))
    return companies_at_commas(text) if "," in text else (text,)
