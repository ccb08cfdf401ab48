"""Write dockets and read them back with other programs' eyes."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.asking import facts_from_words
from patentdesk.docketing.derivation import told
from patentdesk.docketing.engine import compute
from patentdesk.docketing.records import Deadline
from patentdesk.handouts.docket import DocketRow, write_docket
from patentdesk.portfolio.records import Patent
from patentdesk.services import calculator, law
from patentdesk.services.library import Library

PATENT = Patent(office="CN", application_number_text="CN201510000001.1", title="=动力电池", responsible="王")


@pytest.fixture
def rows(library: Library) -> list[DocketRow]:
    common = {
        "rule_id": "CN-ALL-ANN-01",
        "task": "annuity",
        "occurrence": "year:12",
        "year": 12,
    }
    dated = Deadline(
        uid="a1",
        due_date=date(2026, 3, 2),
        earlier_reading=date(2026, 2, 28),
        grace_end=date(2026, 8, 28),
        amount_minor=400_000,
        currency="CNY",
        confidence="primary",
        **common,
    )
    blocked = Deadline(uid="a2", problem="missing_filing_date", roll_verified=False, **common)
    rule = law.rulebook(library).find("CN-ALL-ANN-01")
    return [DocketRow(dated, PATENT, "奇瑞", rule, steps(library)), DocketRow(blocked, PATENT, unconfirmed=True)]


def steps(library: Library) -> tuple[dict[str, object], ...]:
    book = law.rulebook(library)
    facts = facts_from_words("CN", "invention", ["filing=2021-06-01", "oa=2025-12-28"], calculator.vocabulary(library))
    found = compute(facts, book, law.calendars(library), date(2026, 1, 5)).find("CN-INV-OA-02")
    return tuple(dict(step.stored()) for step in found.steps)


def test_the_workbook_reads_back(tmp_path: Path, library: Library, rows: list[DocketRow]) -> None:
    path = tmp_path / "docket.xlsx"
    assert write_docket(path, rows, library.words("zh")) == 2
    book = openpyxl.load_workbook(path)
    head, first, second = list(book.active.iter_rows(values_only=True))
    line = dict(zip(head, first, strict=True))
    assert line["提醒日"] == datetime(2026, 2, 28)
    assert (line["事项"], line["费用"], line["名称"]) == ("年费", 4000, "=动力电池")
    assert "调休" in line["推算过程"] or "顺延" in line["推算过程"]
    assert line["规则核实"] == "官方文本核实"
    assert (line["逾期后果"], line["逾期救济"]) == (
        "专利权自应缴费期满之日起终止",
        "细则第 6 条第 2 款：自收到终止通知之日起 2 个月，并补缴全额年费及 25% 滞纳金",
    )
    doubtful = dict(zip(head, second, strict=True))
    assert (doubtful["截止日"], doubtful["规则核实"]) == (None, "仅一人录入，待核对; 该年放假安排尚未公布")
    book.close()


def test_csv_and_json(tmp_path: Path, library: Library, rows: list[DocketRow]) -> None:
    write_docket(tmp_path / "docket.csv", rows, library.words("en"))
    lines = list(csv.DictReader((tmp_path / "docket.csv").read_text("utf-8-sig").splitlines()))
    assert lines[0]["Due"] == "2026-03-02"
    assert lines[0]["Title"] == "'=动力电池"
    write_docket(tmp_path / "docket.json", rows, library.words("en"))
    assert json.loads((tmp_path / "docket.json").read_text("utf-8"))[0]["due"] == "2026-03-02"


def test_another_format_is_refused(tmp_path: Path, library: Library, rows: list[DocketRow]) -> None:
    with pytest.raises(Refused, match="export_format"):
        write_docket(tmp_path / "docket.docx", rows, library.words("en"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_worked_derivation_reads_as_sentences(library: Library, language: str) -> None:
    book, calendars = law.rulebook(library), law.calendars(library)
    words = library.words(language)
    cases = Path(__file__).resolve().parents[1] / "docketing" / "worked.csv"
    said = 0
    for case in csv.DictReader(cases.read_text("utf-8").splitlines()):
        facts = facts_from_words(case["office"], case["right"], case["words"].split(), calculator.vocabulary(library))
        docket = compute(facts, book, calendars, date.fromisoformat(case["today"]))
        for deadline in docket.deadlines:
            for sentence in (told(step.stored(), words) for step in deadline.steps):
                assert "«" not in sentence
                assert "{" not in sentence
                said += 1
        assert all("«" not in words.problem(problem) for problem in docket.problems)
    assert said > 1_000
