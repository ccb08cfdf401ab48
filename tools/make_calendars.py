"""Write the office calendars from the ``holidays`` package and the closure lists below (run by hand, then review).

Usage: python tools/make_calendars.py
Weekend days are never written as closed: every office here is closed on Saturday and Sunday.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import holidays

HERE = Path(__file__).resolve().parents[1] / "resources" / "calendars"
FIRST, PUBLISHED, LAST = 2000, 2026, 2046
TOOL = f"holidays {version('holidays')}"
Day = tuple[date, str, str, str]  # date, kind, name, source

EPO_LISTS = {
    2015: ("OJ EPO 2014, A108", "01-01 01-02 01-06 04-03 04-06 04-27 05-01 05-05 05-14 05-25 06-04"),
    2020: ("OJ EPO 2019, A97", "01-01 01-06 04-10 04-13 04-27 05-01 05-05 05-21 06-01 06-11"),
}


def _named(book: holidays.HolidayBase, source: str) -> Iterator[Day]:
    for day, name in sorted(book.items()):
        if day.weekday() < 5:
            yield day, "closed", name.split(";")[0], source if day.year <= PUBLISHED else f"{TOOL}, projected"


def _public(
    country: str, *, subdiv: str | None = None, categories: tuple[str, ...] = ("public",), language: str = "en_US"
) -> Iterator[Day]:
    book = holidays.country_holidays(
        country, subdiv=subdiv, years=range(FIRST, LAST + 1), categories=categories, language=language
    )
    yield from _named(book, TOOL)


def cn() -> Iterator[Day]:
    """Rest days of the State Council's yearly notices, with the weekend days worked in exchange (2001 onwards)."""
    book = holidays.country_holidays("CN", years=range(2001, LAST + 1), language="zh_CN")
    source = f"{TOOL}: State Council yearly notices"
    yield from _named(book, source)
    day = date(2001, 1, 1)
    while day.year <= PUBLISHED:
        if day.weekday() >= 5 and book.is_working_day(day):
            yield day, "makeup", "调休上班", source
        day += timedelta(days=1)


def epo() -> Iterator[Day]:
    """Days on which Munich, The Hague or Berlin is closed: published lists, else the union of the three places."""
    union: dict[date, str] = {}
    years = range(FIRST, LAST + 1)
    for country, subdiv, categories in (
        ("DE", "BY", ("public", "catholic")),
        ("DE", "BE", ("public",)),
        ("NL", None, ("public", "optional")),
    ):
        book = holidays.country_holidays(country, subdiv=subdiv, years=years, categories=categories, language="en_US")
        union.update({day: name.split(";")[0] for day, name in book.items() if day.weekday() < 5})
    computed = f"{TOOL}: union of Bavaria, Berlin, Netherlands (secondary)"
    for day, name in sorted(union.items()):
        if day.year not in EPO_LISTS and (day.month, day.day) < (12, 24):
            yield day, "closed", name, computed if day.year <= PUBLISHED else f"{TOOL}, projected"
    for year, (source, days) in EPO_LISTS.items():
        for text in days.split():
            yield date.fromisoformat(f"{year}-{text}"), "closed", "EPO closing day", source
    for year in years:
        source = EPO_LISTS.get(year, ("EPO year-end closure (notices in the OJ; secondary)", ""))[0]
        for number in range(24, 32):
            if date(year, 12, number).weekday() < 5:
                yield date(year, 12, number), "closed", "EPO year-end closure", source


def us() -> Iterator[Day]:
    """Federal holidays in the District of Columbia and full-day closings by executive order (37 CFR 1.9(h))."""
    for day in _public("US", subdiv="DC", categories=("public", "government")):
        if "Emancipation" not in day[2]:
            yield day


def jp() -> Iterator[Day]:
    """National holidays and 29 December to 3 January (Act on Holidays of Administrative Organs s.1)."""
    days = {day[0]: day for day in _public("JP")}
    for year in range(FIRST, LAST + 1):
        for month, number in ((1, 2), (1, 3), (12, 29), (12, 30), (12, 31)):
            day = date(year, month, number)
            if day.weekday() < 5:
                days.setdefault(day, (day, "closed", "Year-end closure", "行政機関の休日に関する法律 s.1"))
    yield from days.values()


def kr() -> Iterator[Day]:
    """Public holidays with substitutes, and Workers' Day (Patent Act Art. 14(4)); Saturdays are weekend anyway."""
    days = {day[0]: day for day in _public("KR")}
    for year in range(FIRST, LAST + 1):
        day = date(year, 5, 1)
        if day.weekday() < 5:
            days[day] = (day, "closed", "Workers' Day", "KR Patent Act Art. 14(4); 2013후1573")
    yield from days.values()


def ca() -> Iterator[Day]:
    """Prescribed days of the Canadian office: federal holidays, Easter Monday, 24 June, first Monday in August."""
    days = {day[0]: day for day in _public("CA", categories=("public", "government"), language="en_CA")}
    law = "Patent Act s.78; Patent Rules s.5 (knowledge)"
    for day, _, name, _ in list(days.values()):
        if name == "Good Friday":
            easter_monday = day + timedelta(days=3)
            days.setdefault(easter_monday, (easter_monday, "closed", "Easter Monday", law))
    for year in range(FIRST, LAST + 1):
        civic = next(date(year, 8, number) for number in range(1, 8) if date(year, 8, number).weekday() == 0)
        for day, name in ((date(year, 6, 24), "Saint John the Baptist Day"), (civic, "Civic Holiday")):
            if day.weekday() < 5:
                days.setdefault(day, (day, "closed", name, law))
    yield from days.values()


def au() -> Iterator[Day]:
    """Public holidays of Canberra and the year-end closure of IP Australia (27 to 31 December)."""
    days = {day[0]: day for day in _public("AU", subdiv="ACT", language="en_AU")}
    for year in range(FIRST, LAST + 1):
        for number in range(27, 32):
            day = date(year, 12, number)
            if day.weekday() < 5:
                days.setdefault(day, (day, "closed", "Year-end closure", "IP Australia notices (knowledge)"))
    yield from days.values()


MAKERS: dict[str, Callable[[], Iterator[Day]]] = {
    "CN": cn,
    "EP": epo,
    "US": us,
    "JP": jp,
    "KR": kr,
    "DE": lambda: _public("DE", subdiv="BY", categories=("public", "catholic")),
    "GB": lambda: _public("GB", subdiv="ENG", language="en_GB"),
    "FR": lambda: _public("FR"),
    "TW": lambda: _public("TW", categories=("public", "government")),
    "IN": lambda: _public("IN", language="en_IN"),
    "HK": lambda: _public("HK"),
    "MO": lambda: _public("MO", categories=("public", "government")),
    "CA": ca,
    "AU": au,
    "BR": lambda: _public("BR"),
    "RU": lambda: _public("RU"),
    "IB": lambda: _public("CH", subdiv="GE"),
}


def main() -> None:
    """Write one data file per office."""
    for name, make in MAKERS.items():
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("date", "kind", "name", "source"))
            writer.writerows(sorted(make()))


if __name__ == "__main__":
    main()
