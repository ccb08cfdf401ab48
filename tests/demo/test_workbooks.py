"""Every workbook that the program writes opens in Excel as it is, in both languages and with hostile text in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.demo.build import Built
from patentdesk.demo.showcase import show
from patentdesk.portfolio.records import Patent
from patentdesk.services import (
    assumption_sets,
    comparables,
    exporting,
    fees,
    importing,
    instructing,
    kpi_table,
    kpis,
    listing,
    minutes,
    outgoing,
    own_models,
    own_rules,
    payments,
    review_sheets,
    reviewing,
    scenarios,
    second_docket,
    valuing,
)
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.services.scenarios import Change, Scenario
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.methods import Method
from tests.handouts.excel.opening import faults_of

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]
HOSTILE = '=HYPERLINK("x")\x01 <&> "q" \N{BATTERY} _x0041_ ' + "长" * 300


@dataclass(frozen=True)
class Office:
    """A small portfolio with a review, and a folder for what it hands out."""

    desk: Desk
    folder: Path
    review: int
    ids: list[int]


@pytest.fixture(scope="module")
def office(
    library: Library, tmp_path_factory: pytest.TempPathFactory, build_here: Callable[..., Built]
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with PortfolioFile.create(folder / "demo.pdesk", clock=FixedClock(TODAY), user="=tester") as file:
        desk = Desk(file, library, FixedClock(TODAY), "=tester")
        show(desk, build_here(desk, folder / "files", TODAY, size=120), folder, library.words("en"))
        ids = [int(one) for one in listing.find(desk, "")]
        with file.operation("edit") as work:
            for key in ids[::9]:
                work.change(Patent, key, title=HOSTILE, product="=1+1")
        comparables.add_deal(desk, kind="licence", rate=0.03, source=HOSTILE, day="2025-05-01")
        comparables.add_deal(desk, kind="sale", amount=400_000, source="@x", day="2025-05-01")
        yield Office(desk, folder, reviewing.reviews(desk)[0].id, ids)


def handout(office: Office, path: Path, _language: str) -> object:
    order = valuing.Order(methods=tuple(Method))
    return valuing.write_handout(office.desk, office.ids[:12], path, order=order)


def scenario_book(office: Office, path: Path, language: str) -> object:
    wished = [Scenario("="), Scenario("drop / all?", (Change("drop", "office=CN"),))]
    found = scenarios.side_by_side(office.desk, "", wished)
    return scenarios.export_scenarios(office.desk, path, found, language)


def comparison(office: Office, path: Path, language: str) -> object:
    theirs = path.with_name("theirs.xlsx")
    outgoing.hand_out(office.desk, theirs, language=language)
    found = second_docket.compare_docket(office.desk, theirs)
    return second_docket.write_comparison(office.desk, path, found, language)


def rejected(office: Office, path: Path, language: str) -> object:
    source = path.with_name("refused.csv")
    source.write_text("申请号,标题,申请日\nCN2019ABC,=bad,2020-13-45\n,,\nXX,@x,never\n", encoding="utf-8")
    plan = importing.plan_import(office.desk, [source])
    assert importing.save_rejected(office.desk, plan, path, language)
    return path


WRITERS: dict[str, Callable[[Office, Path, str], object]] = {
    "patents": lambda o, path, language: exporting.export(o.desk, "", "office", path, language=language),
    "docket": lambda o, path, language: outgoing.hand_out(o.desk, path, language=language),
    "review": lambda o, path, language: review_sheets.write_sheet(o.desk, o.review, path, language),
    "minutes": lambda o, path, language: minutes.write_minutes(o.desk, o.review, path, language),
    "figures": lambda o, path, language: kpi_table.write_figures(o.desk, kpis.figures(o.desk), path, language),
    "payments": lambda o, path, language: payments.write_list(
        o.desk, path, payments.payable(o.desk), account="=" + HOSTILE[-40:], language=language),
    "forecast": lambda o, path, language: scenarios.export_forecast(o.desk, path, fees.forecast(o.desk), language),
    "model": lambda o, path, _language: own_models.write_example(o.desk.library, path),
    "rules": lambda o, path, _language: own_rules.export_rules(o.desk, path),
    "deals": lambda o, path, language: comparables.export_deals(o.desk, path, language),
    "assumptions": lambda o, path, language: assumption_sets.export_set(o.desk, path, language=language),
    "handout": handout, "scenarios": scenario_book, "comparison": comparison, "rejected": rejected,
}  # fmt: skip


IN_BOTH = ("handout", "model", "rules")
"""These are the same in either language."""


@pytest.mark.parametrize(
    ("name", "language"),
    [(name, code) for name in WRITERS for code in ("zh", "en") if code == "zh" or name not in IN_BOTH],
)
def test_a_workbook_opens_as_it_is(office: Office, tmp_path: Path, name: str, language: str) -> None:
    path = tmp_path / f"{name}.xlsx"
    WRITERS[name](office, path, language)
    assert faults_of(path) == []
    assert any(cell.value for cell in openpyxl.load_workbook(path).worksheets[0][1])


def test_the_instructions_to_agencies_open_as_they_are(office: Office, tmp_path: Path) -> None:
    made, _changes = instructing.instruct(office.desk, tmp_path)
    assert made
    assert [faults_of(path) for path in made] == [[] for _ in made]


def test_the_files_of_the_demo_open_as_they_are(office: Office) -> None:
    paths = [path for path in office.folder.rglob("*.xlsx") if not path.name.startswith("~")]
    assert len(paths) > 4
    assert {path.name: faults_of(path) for path in paths} == {path.name: [] for path in paths}


def test_every_module_that_writes_workbooks_is_asked_here() -> None:
    """A new writer has to be named here, beside the workbook above that it writes."""
    writing = re.compile(r"with new_book\(|bookwriter\.Workbook\(|\bbook\.save\(")
    found = {
        str(path.relative_to(ROOT / "patentdesk"))
        for path in (ROOT / "patentdesk").rglob("*.py")
        if writing.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "handouts/newbook.py",  # by which the others begin theirs
        "handouts/table.py",  # patents, docket, rules, deals, assumptions, comparison
        "handouts/page.py",  # minutes, figures, instructions
        "handouts/review.py",
        "handouts/payments.py",
        "handouts/forecast.py",  # forecast, scenarios
        "handouts/modelfile.py",
        "handouts/rejected.py",
        "handouts/valuation/book.py",
        "handouts/valuation/coversheet.py",  # tests/handouts/valuation/test_cover.py
    }
