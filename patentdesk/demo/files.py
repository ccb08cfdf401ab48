"""Write the demo portfolio as the files that members would send, with the faults that such files have."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from patentdesk.demo import formats
from patentdesk.demo.formats import Row
from patentdesk.demo.patents import Invented
from patentdesk.demo.portfolio import InventedPortfolio
from patentdesk.handouts.table import TableColumn, write_table
from patentdesk.portfolio.checkdigits import check_digit

_PATSNAP_MEMBERS = frozenset({"lanchuan", "qiheng", "heye", "hengshuo", "lilan", "xunzhou", "zhuanglan"})
_OFFICE_SEARCH_MEMBERS = frozenset({"tuolan", "yizhu", "qingyue", "jiheng", "shuowei"})
_GOOGLE_MEMBERS = frozenset({"pinglan", "xingrao", "qiheng", "xunzhou"})
_INSTITUTES = frozenset({"rhoenwerk", "yunlu", "wangsong", "qiji"})


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One file to be imported; CSV in ``encoding``, a workbook when that is empty."""

    name: str
    rows: Sequence[Row]
    encoding: str = ""
    first_line: str = ""
    """What stands above the headers."""
    sheet: str = "sheet1"
    late: bool = False
    """It comes when people have already corrected what the other files said."""


def demo_files(portfolio: InventedPortfolio) -> list[DemoFile]:
    """Return the files, in the order in which they are imported; each patent stands in at least one of them."""
    stamp = f"{portfolio.today:%Y%m%d}"
    groups = _assigned(portfolio.patents)
    twice = _repeated(groups["lens"])
    chinese = formats.table(formats.CHINESE, groups["chinese"])
    return [
        DemoFile(f"{stamp}093015120.XLSX", formats.table(formats.PATSNAP, groups["patsnap"])),
        DemoFile("成员专利清单.xlsx", [*chinese, *_faulty(chinese)], sheet="专利清单"),
        DemoFile("底盘电驱_专利检索结果.csv", _search_result(groups["search"]), encoding="gbk"),
        DemoFile("lens-export.csv", formats.table(formats.LENS, groups["lens"]), encoding="utf-8-sig"),
        DemoFile(
            f"gp-search-{stamp}-093500.csv",
            formats.table(formats.GOOGLE, [*groups["google"], *twice]),
            encoding="utf-8",
            first_line="search URL:,https://patents.google.com/?assignee=Qiheng%2cXunzhou%2cPinglan%2cXingrao",
        ),
        DemoFile("overseas_institutes.csv", formats.table(formats.ENGLISH, groups["english"]), encoding="utf-8"),
        DemoFile(
            "代理机构回传清单.xlsx", formats.table(formats.CHINESE, contradicted(portfolio)), sheet="回传", late=True
        ),
    ]


def write_file(file: DemoFile, folder: Path) -> Path:
    """Write a file into the folder, which is made when it is missing; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    return _written(file, folder)


def contradicted(portfolio: InventedPortfolio) -> list[Invented]:
    """Return three patents of the PatSnap export as an agency lists them: filed a month earlier than there."""
    chosen = [
        patent
        for patent in portfolio.patents
        if patent.situation == "" and patent.is_granted and _place(patent) == "patsnap"
    ][:3]
    return [
        replace(patent, filing_date=patent.filing_date and patent.filing_date - timedelta(days=31)) for patent in chosen
    ]


def _assigned(patents: Sequence[Invented]) -> Mapping[str, list[Invented]]:
    groups: dict[str, list[Invented]] = {
        name: [] for name in ("patsnap", "chinese", "search", "lens", "google", "english")
    }
    for patent in patents:
        groups[_place(patent)].append(patent)
    return groups


def _place(patent: Invented) -> str:
    """Return the file in which the patent stands; what has no published document stands in a member's own list."""
    key = patent.member.key
    if patent.office == "CN" and key != "rhoenwerk":
        if key in _PATSNAP_MEMBERS and patent.document:
            return "patsnap"
        return "search" if key in _OFFICE_SEARCH_MEMBERS else "chinese"
    if key in _INSTITUTES or not patent.document:
        return "english"
    return "google" if key in _GOOGLE_MEMBERS else "lens"


def _repeated(patents: Sequence[Invented]) -> list[Invented]:
    """Return a dozen patents that a second source has too, one of them with another grant date."""
    granted = [patent for patent in patents if patent.is_granted][:12]
    changed = [replace(patent, grant_date=_shifted(patent, 7)) for patent in granted[:1]]
    return changed + granted[1:]


def _shifted(patent: Invented, days: int) -> date | None:
    return patent.grant_date + timedelta(days=days) if patent.grant_date else None


def _faulty(rows: Sequence[Row]) -> list[Row]:
    """Return copies of rows with a date that is none, a number whose check digit fails, and no number at all."""
    number, filed, title = (rows[0].index(header) for header in ("申请号", "申请日", "专利名称"))
    published = [rows[0].index(header) for header in ("公开号", "公开日", "授权公告号", "授权公告日")]

    def copy(serial: str, day: str, name: str) -> Row:
        row = list(rows[1])
        row[number], row[filed], row[title] = serial, day, name
        for index in published:
            row[index] = ""
        return row

    good, other = "202319999001", "202319999002"
    wrong = str((int(check_digit("CN", other).replace("X", "0")) + 1) % 10)
    return [
        copy(f"CN{good}.{check_digit('CN', good)}", "2023-13-45", "一种电池包的换电定位方法及系统"),
        copy(f"CN{other}.{wrong}", "2023-05-06", "一种座舱多屏联动方法及系统"),
        copy("", "2023-05-09", "一种尚未分配申请号的充电方法"),
    ]


def _search_result(patents: Sequence[Invented]) -> list[Row]:
    """Return the Chinese office's search result, the last row with a day that the calendar does not have."""
    rows = formats.table(formats.OFFICE_SEARCH, patents)
    bad = list(rows[-1])
    serial = "202329999003"
    bad[0], bad[1] = f"CN{serial}.{check_digit('CN', serial)}", "2023.02.30"
    bad[2] = bad[3] = ""
    return [*rows, bad]


def _written(file: DemoFile, folder: Path) -> Path:
    path = folder / file.name
    if not file.encoding:
        headers, *rows = file.rows
        write_table(path, [TableColumn(header, header) for header in headers], rows, sheet=file.sheet)
        return path
    text = io.StringIO()
    if file.first_line:
        text.write(file.first_line + "\n")
    csv.writer(text, lineterminator="\n").writerows(file.rows)
    path.write_bytes(text.getvalue().encode(file.encoding))
    return path
