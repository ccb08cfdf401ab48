"""Check that what the program hands out is not taken for a list of patents, and that its own lists are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.handouts.page import Page, PageTable, write_page
from patentdesk.handouts.rejected import RejectedRow, write_rejected
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import (
    assumption_sets,
    comparables,
    docket,
    fees,
    outgoing,
    own_models,
    payments,
    review_sheets,
    scenarios,
    second_docket,
)
from patentdesk.services.desk import Desk
from patentdesk.services.exporting import export
from patentdesk.services.importing import plan_import
from patentdesk.services.reviewing import create_review
from patentdesk.triage.records import Review

pytestmark = pytest.mark.usefixtures("read_here")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    facts = {"office": "CN", "status": Status.GRANTED, "filing_date": date(2015, 6, 3), "grant_date": date(2018, 8, 1)}
    with desk.file.operation("add") as work:
        for key in ("201510000000", "201510000001"):
            work.add(Patent(application_number=key, application_number_text=f"CN{key}", title="电池", **facts))
    docket.recompute(desk)
    return desk


def payment_list(desk: Desk, path: Path) -> None:
    rows = payments.payable(desk)
    assert rows
    payments.write_list(desk, path, rows)


def review_sheet(desk: Desk, path: Path) -> None:
    review: Review = create_review(desk, "年度评审")
    review_sheets.write_sheet(desk, review.id, path)


def docket_workbook(desk: Desk, path: Path) -> None:
    outgoing.hand_out(desk, path)


def comparison(desk: Desk, path: Path) -> None:
    theirs = path.with_name("theirs.csv")
    theirs.write_text("申请号,期限类型,年度,缴费期限\nCN201510000000,年费,12,2026-06-13\n", encoding="utf-8")
    second_docket.write_comparison(desk, path, second_docket.compare_docket(desk, theirs))


def forecast(desk: Desk, path: Path) -> None:
    scenarios.export_forecast(desk, path, fees.forecast(desk, "", 2026, 2028, "office"), "zh")


def deals(desk: Desk, path: Path) -> None:
    comparables.export_deals(desk, path)


def assumptions(desk: Desk, path: Path) -> None:
    assumption_sets.export_set(desk, path)


def model(desk: Desk, path: Path) -> None:
    own_models.write_example(desk.library, path)


def paper(_desk: Desk, path: Path) -> None:
    rows = [("CN201510000000", "电池"), ("CN201510000001", "电池")]
    write_page(
        path, Page("决策纪要", [("日期", "2026-11-23")], [PageTable("决定", ("申请号", "名称"), (20, 20), rows)])
    )


HANDED = [
    (payment_list, HandoutMark.PAYMENTS),
    (review_sheet, HandoutMark.REVIEW),
    (docket_workbook, HandoutMark.DOCKET),
    (comparison, HandoutMark.REPORT),
    (forecast, HandoutMark.REPORT),
    (deals, HandoutMark.DEALS),
    (assumptions, HandoutMark.ASSUMPTIONS),
    (model, HandoutMark.MODEL),
    (paper, HandoutMark.REPORT),
]


@pytest.mark.parametrize(("write", "mark"), HANDED, ids=lambda one: getattr(one, "__name__", str(one)))
def test_a_handout_is_refused_with_the_door_that_takes_it_also_when_another_program_saved_it(
    desk: Desk, tmp_path: Path, write: Callable[[Desk, Path], None], mark: HandoutMark
) -> None:
    path = tmp_path / "handed.xlsx"
    write(desk, path)
    for _ in ("as written", "saved again"):
        plan = plan_import(desk, [path])
        assert ([one.code for one in plan.unusable], plan.read) == ([mark.value], 0)
        openpyxl.load_workbook(path).save(path)
    for language in ("zh", "en"):
        assert desk.library.words(language).has(f"remedy.{mark.value}")


def test_a_report_as_a_page_is_no_list(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "minutes.html"
    paper(desk, path)
    assert [one.code for one in plan_import(desk, [path]).unusable] == [HandoutMark.REPORT.value]


def test_a_docket_that_was_handed_out_can_still_be_compared(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "docket.xlsx"
    docket_workbook(desk, path)
    assert not second_docket.compare_docket(desk, path).counts.get("differs")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_own_lists_of_patents_come_in(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"list{suffix}"
    export(desk, "", (), path)
    plan = plan_import(desk, [path])
    assert plan.same == plan.read == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_saved_rejected_rows_come_in(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rejected{suffix}"
    cells = {"申请号": "CN201710601862.3", "名称": "电池"}
    write_rejected(path, ("文件", "行", "原因"), [RejectedRow("清单", ("list.csv", 2, "?"), cells)])
    assert plan_import(desk, [path]).added == 1
