"""Send a review sheet through LibreOffice, as colleagues edit it, and take it back with every row accounted for."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.services.history import undo
from patentdesk.services.review_sheets import apply_sheet, read_sheets, write_sheet
from patentdesk.services.reviewing import create_review, decide, items

HEAD, FIRST = 5, 6
"""Lines of the headers and of the first patent."""


@pytest.fixture
def review(desk: Desk):
    with desk.file.operation("import") as work:
        work.add_all(
            Patent(
                office="CN",
                status=Status.GRANTED,
                publication_number=f"CN10{n}",
                publication_number_text=f"CN10{n}B",
                title=f"电池 {n}",
                filing_date=date(2015, 1, 1),
            )
            for n in range(8)
        )
    return create_review(desk, "秋季")


def through_office(soffice: str, sheet: Path, folder: Path) -> Path:
    """Let LibreOffice open the workbook and save it anew."""
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, sheet]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)
    return folder / sheet.name


def edited(path: Path) -> None:
    """Reorder rows, delete one, add one and a column, enter good and wrong codes."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    page.protection.sheet = False
    heads = [cell.value for cell in page[HEAD - 1]]
    rows = [[cell.value for cell in line] for line in page.iter_rows(min_row=FIRST, max_row=FIRST + 7)]
    of = {key: heads.index(key) for key in ("number", "decision", "reason", "review_on")}
    by_number = {row[of["number"]]: row for row in rows}
    by_number["CN100B"][of["decision"]] = "KEEP"
    by_number["CN101B"][of["decision"]], by_number["CN101B"][of["reason"]] = "drop", "无产品实施"
    by_number["CN102B"][of["decision"]] = "WAIT"
    by_number["CN103B"][of["decision"]] = "DEF"
    by_number["CN104B"][of["reason"]] = "理由在此"
    gone = by_number.pop("CN105B")
    stranger = ["no-such-uid", "x", "CN999B", *gone[3:]]
    stranger[of["decision"]] = "KEEP"
    kept = [*reversed(by_number.values()), stranger]
    width = len(heads)
    for place, row in enumerate(kept):
        for column, value in enumerate(row[:width], start=1):
            page.cell(FIRST + place, column).value = value
        page.cell(FIRST + place, width + 1).value = "看过"
    page.cell(HEAD, width + 1).value = "我的备注"
    book.save(path)


def test_a_sheet_edited_and_saved_elsewhere_comes_back_whole(desk, review, soffice, tmp_path):
    sheet = tmp_path / "评审.xlsx"
    assert write_sheet(desk, review.id, sheet) == 8
    edited(sheet)
    back = through_office(soffice, sheet, tmp_path / "office")
    reading = read_sheets(desk, [back])
    assert reading.account == {"rows": 8, "taken": 2, "same": 2, "refused": 4, "missing": 1}
    told = sorted(one.code for one in reading.problems)
    assert told == [
        "decision_needs_date",
        "decision_needs_reason",
        "review_code_invalid",
        "review_columns_added",
        "review_row_missing",
        "review_row_unknown",
        "review_row_without_code",
    ]
    apply_sheet(desk, reading)
    decided = {line.patent.publication_number: line.decision for line in items(desk, review.id)}
    assert {key: one.code.value for key, one in decided.items() if one} == {"CN100": "KEEP", "CN101": "DROP"}
    assert decided["CN101"].reason == "无产品实施"
    undo(desk)
    assert not any(line.decision for line in items(desk, review.id))


def fill(path: Path, codes: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[HEAD - 1]]
    for line in page.iter_rows(min_row=FIRST):
        code = codes.get(line[heads.index("number")].value)
        if code:
            line[heads.index("decision")].value = code
    book.save(path)


def test_two_reviewers_who_disagree_decide_nothing(desk, review, tmp_path):
    sheets = [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"]
    for sheet, code in zip(sheets, ("KEEP", "SELL"), strict=True):
        write_sheet(desk, review.id, sheet)
        fill(sheet, {"CN100B": "KEEP", "CN101B": code})
    reading = read_sheets(desk, sheets)
    assert reading.account == {"rows": 16, "taken": 1, "same": 13, "refused": 2, "missing": 0}
    assert [one.code for one in reading.problems] == ["review_rows_disagree"] * 2
    assert "SELL" in str(reading.problems[0].args["others"])


def test_a_decision_taken_meanwhile_is_not_overwritten(desk, review, tmp_path):
    sheet = tmp_path / "甲.xlsx"
    write_sheet(desk, review.id, sheet)
    fill(sheet, {"CN100B": "KEEP"})
    ids = {line.patent.publication_number: line.patent.id for line in items(desk, review.id)}
    decide(desk, [ids["CN100"], ids["CN101"]], "LIC", review_id=review.id)
    reading = read_sheets(desk, [sheet])
    assert [one.code for one in reading.problems] == ["review_row_overtaken"]
    assert reading.account == {"rows": 8, "taken": 0, "same": 7, "refused": 1, "missing": 0}
