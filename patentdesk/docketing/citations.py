"""Write citations of Chinese law as they are written in China; others stay as their offices write them."""

from __future__ import annotations

import re
from functools import partial

_NAMES = (
    (re.compile(r"Patent Law(?: (\d{4}))?,? ?"), "专利法"),
    (re.compile(r"Impl\. ?Regs(?: (\d{4}))?,? ?"), "专利法实施细则"),
    (re.compile(r"Guidelines(?: (\d{4})(?=$|[ ;,]))? ?"), "专利审查指南"),
)
_OF_CHINA = re.compile(r"Patent Law|Impl\. ?Regs|Guidelines [IV]+-\d|CNIPA|Administrative/Civil|发改")
_DIGITS = "零一二三四五六七八九十"
_ROMAN = {"I": "一", "II": "二", "III": "三", "IV": "四", "V": "五"}
_ARTICLE = re.compile(r"(?:Arts?\. ?|R)(\d+)((?:,?\(\d+\))*)")
_MORE = re.compile(r"(?<=[条款项]), (\d+)(?!\d*年)((?:\(\d+\))*)")
_SPAN = re.compile(r"第(\d+)条-(\d+)")
_PART = re.compile(r"\b(IV|I{1,3}|V)-(\d{1,2})((?: \d+(?:\.\d+)*)?)((?:\(\d+\))?)")
_PLAIN = (
    (re.compile(r"CNIPA Announcement |CNIPA Ann\. "), "国家知识产权局公告第"),
    (re.compile(r"CNIPA Order (\d+)"), r"国家知识产权局令第\1号"),
    (re.compile(r"Administrative/Civil Procedure Law"), "《行政诉讼法》《民事诉讼法》"),
    (re.compile(r"(公告第\d+)((?: / \d+)*)"), r"\1\2号"),
    (re.compile(r"State Council yearly notices"), "国务院办公厅年度放假通知"),
    (re.compile(r" ?proviso"), "但书"),
    (re.compile(r" ?\(Order (\d+)\)"), r"（第\1号令）"),
    (re.compile(r" ?\((?:(\d{4}): )([^()]*)\)"), r"（\1年：\2）"),
    (re.compile(r" ?\((\d{4})\)"), r"（\1年）"),
    (re.compile(r"(?<=[号年）]) (?=第)"), ""),
    (re.compile(r"; "), "；"),
    (re.compile(r", (?=第)"), "、"),
)


def written(citation: str, language: str) -> str:
    """Return a citation as readers of the language know it: Chinese law in Chinese for those who read Chinese."""
    return chinese(citation) if language == "zh" and _OF_CHINA.match(citation) else citation


def chinese(citation: str) -> str:
    """Return a citation of Chinese law in Chinese: 'Impl.Regs R57(2)' → 《专利法实施细则》第57条第2款.

    What it does not know stays as it is. Paragraphs of an article are 款, in line with how the offices cite.
    """
    for pattern, name in _NAMES:
        citation = pattern.sub(partial(_law, name), citation)
    citation = _PART.sub(_part, citation)
    citation = _ARTICLE.sub(lambda found: f"第{found[1]}条{_clauses(found[2])}", citation)
    citation = _SPAN.sub(r"第\1条至第\2条", citation)
    before = ""
    while before != citation:
        before, citation = citation, _MORE.sub(lambda found: f"、第{found[1]}条{_clauses(found[2])}", citation, count=1)
    for plain, written in _PLAIN:
        citation = plain.sub(written, citation)
    return citation


def _law(name: str, found: re.Match[str]) -> str:
    return f"《{name}》" + (f"（{found[1]}年）" if found[1] else "")


def _clauses(text: str) -> str:
    if "," in text:
        return "、".join(f"第{number}款" for number in re.findall(r"\d+", text))
    return "".join(f"第{number}{unit}" for number, unit in zip(re.findall(r"\d+", text), ("款", "项"), strict=False))


def _part(found: re.Match[str]) -> str:
    number = int(found[2])
    chapter = _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"
    section = f"第{found[3].strip()}节" if found[3] else ""
    return f"第{_ROMAN[found[1]]}部分第{chapter}章{section}{found[4]}"
