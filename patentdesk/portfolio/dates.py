"""Read calendar dates in the forms that patent lists use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from patentdesk.core.signs import DASHES, UNSEEN


class DateOrder(StrEnum):
    """How a list writes dates whose year stands last, such as 4/2/15."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
    UNSURE = "unsure"
    """Nothing tells: the month is taken first."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, or the code of the problem: ``date_impossible``, ``date_incomplete``, ``date_unknown``.

    Both with ``date_order_unsure``: the day could as well be the month.
    """

    day: date | None = None
    problem: str = ""


_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_EMPTY = frozenset({"", "-", "0", "--", "/", "无", "n/a", "null", "none", "0000-00-00", "00000000", "9999-12-31",
                    "—", "——", "———", "暂无", "未知", "不详", "nan", "nat"})  # fmt: skip
"""Signs for no date, also those of databases that allow no empty one."""
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(?:[T\s]+\d{1,2}:\d\d.*)?[.。]?$"
)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d\d.*)?$")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[\s\-.]*([A-Za-z]{3,9})[\s\-.,]*(\d{4}|\d{2})$")
_MONTH_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$")
_OF_ERA = re.compile(
    r"(?P<era>民[国國]|昭和|平成|令和|[SHR])\s?(?P<year>\d{1,3}|元)\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})日?$"
)
_ERAS = {"昭和": 1925, "S": 1925, "平成": 1988, "H": 1988, "令和": 2018, "R": 2018, "民国": 1911,
         "民國": 1911}  # fmt: skip
"""The year before the first of each era, of Japan and of Taiwan."""
_FIGURES = "零一二三四五六七八九"
_ZEROS = str.maketrans("〇○", "零零")
_CHINESE_DAY = re.compile(
    "([零〇○一二三四五六七八九]{4})年([一二三四五六七八九]?十?[一二三四五六七八九]?)月"
    "([一二三四五六七八九]?十?[一二三四五六七八九]?)日"
)
_NOTED = re.compile(r"\s*\([^()\d]*[\u3400-\u9fff][^()\d]*\)$")
"""A note behind a day: 2021.02.03（申请日）."""
_BULLETIN = re.compile(r",?\s*\(?\bБ[А-Яа-яё]{2,8}\.?\s*(?:No)?\s*\d+\)?$", re.IGNORECASE)
"""The issue of the Russian bulletin behind its day: 10.03.2020 Бюл. № 7."""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_DASHES = re.compile(f"[{DASHES}]")
_BETWEEN_DAYS = re.compile(r"[;；|\n]|(?<=\d),\s*(?=\d{4})")
_SERIAL_ORIGIN = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465


def read_date(value: object, order: DateOrder = DateOrder.MONTH_FIRST) -> DateReading:
    """Read a cell: a date, a spreadsheet serial number (1900 system) or text in any usual form; empty gives no date."""
    if isinstance(value, datetime):
        return DateReading(value.date())
    if isinstance(value, date):
        return DateReading(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(float(value))
    return _text(str(value or ""), order)


def guess_order(texts: Iterable[str]) -> DateOrder:
    """Return the order that fits a column: day first only when a first part is over 12 and no second part is."""
    return told_order(texts) or DateOrder.MONTH_FIRST


def told_order(texts: Iterable[str]) -> DateOrder | None:
    """Return the order that a column shows by a part over 12; None when none does."""
    first_over = second_over = False
    for text in texts:
        if found := _YEAR_LAST.match(text.strip()):
            first_over = first_over or int(found.group(1)) > 12
            second_over = second_over or int(found.group(2)) > 12
    if second_over or not first_over:
        return DateOrder.MONTH_FIRST if second_over else None
    return DateOrder.DAY_FIRST


def read_dates(text: str, order: DateOrder = DateOrder.MONTH_FIRST) -> tuple[date, ...]:
    """Return the days of a cell that lists several, in their order; none unless every part is a day."""
    parts = [part for part in _BETWEEN_DAYS.split(text) if part.strip()]
    days = [day for part in parts if (day := _text(part, order).day) is not None]
    return tuple(days) if len(days) == len(parts) > 1 else ()


def _serial(number: float) -> DateReading:
    if number == 0:
        return DateReading()
    if 18_000_101 <= number <= 29_991_231:
        return _text(str(int(number)), DateOrder.MONTH_FIRST)
    if 61 <= number <= _LAST_SERIAL:
        return DateReading(_SERIAL_ORIGIN + timedelta(days=int(number)))
    return DateReading(problem="date_unknown")


@lru_cache(maxsize=20_000)
def _text(written: str, order: DateOrder) -> DateReading:
    text = unicodedata.normalize("NFKC", written).strip().lstrip("'")
    if text.casefold() in _EMPTY:
        return DateReading()
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        text = _BULLETIN.sub("", _DASHES.sub("-", _NOTED.sub("", _CHINESE_DAY.sub(_in_figures, text))))
    for form, read in _FORMS:
        if found := form.match(text):
            return read(found, order)
    incomplete = re.fullmatch(r"\d{4}([-./年]\d{1,2}月?|年)?", text)
    return DateReading(problem="date_incomplete" if incomplete else "date_unknown")


def _in_figures(found: re.Match[str]) -> str:
    """Write a day in Chinese signs with figures: 二〇二二年十二月三日."""
    year = "".join(str(_FIGURES.index(sign)) for sign in found[1].translate(_ZEROS))
    return f"{year}-{_count(found[2])}-{_count(found[3])}"


def _count(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    one = _FIGURES.index(ones) if ones else 0
    return 10 * (_FIGURES.index(tens) if tens else 1) + one if ten else one


def _year_last(found: re.Match[str], order: DateOrder) -> DateReading:
    """Read 4/2/15 in the column's order; with points the day always stands first."""
    first, second, year = found.groups()
    day_first = order is DateOrder.DAY_FIRST or "." in found.group()
    month, day = (second, first) if day_first else (first, second)
    reading = _build(_full_year(year), month, day)
    if order is DateOrder.UNSURE and not day_first and reading.day and int(day) <= 12 and int(day) != int(month):
        return DateReading(reading.day, "date_order_unsure")
    return reading


def _named(day: str, month: str, year: str) -> DateReading:
    number = _MONTHS.get(month[:3].casefold())
    return DateReading(problem="date_unknown") if number is None else _build(_full_year(year), str(number), day)


def _of_era(found: re.Match[str], _: DateOrder) -> DateReading:
    """Read a year of an era: 平成26年1月6日, 民国103年1月6日."""
    year = 1 if found["year"] == "元" else int(found["year"])
    return _build(str(_ERAS[found["era"]] + year), found["month"], found["day"])


def _full_year(year: str) -> str:
    """Return four digits; two digits mean 1950 to 2049."""
    if len(year) == 4:
        return year
    return ("19" if int(year) >= 50 else "20") + year


def _build(year: str, month: str, day: str) -> DateReading:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return DateReading(problem="date_impossible")
    return DateReading(found) if found.year >= 1700 else DateReading(problem="date_impossible")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DateOrder], DateReading]], ...] = (
    (re.compile(r"(\d{4})(\d\d)(\d\d)$"), lambda found, _: _build(*found.groups())),
    (_YEAR_FIRST, lambda found, _: _build(*found.groups())),
    (_YEAR_LAST, _year_last),
    (_DAY_MONTH_NAME, lambda found, _: _named(found.group(1), found.group(2), found.group(3))),
    (_MONTH_NAME_DAY, lambda found, _: _named(found.group(2), found.group(1), found.group(3))),
    (_OF_ERA, _of_era),
    (re.compile(r"(\d{4})(\d\d)(\d\d)\.0$"), lambda found, _: _build(*found.groups())),
    (re.compile(r"\d{5}(\.\d+)?$"), lambda found, _: _serial(float(found.group()))),
)
"""The written forms, asked in this order."""
