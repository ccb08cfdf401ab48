"""The workbook recalculated by LibreOffice shows the engine's figures, as issued and after edits."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from patentdesk.handouts.reading import read_valuation_handout
from patentdesk.handouts.valuation.plan import Column
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.valuation.conventions import Convention
from patentdesk.valuation.patent import Valued

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Converts a workbook with LibreOffice, which recalculates every formula when it opens the file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed, so the handout was not recalculated")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")

    def convert(path, kind="xlsx"):
        target = path.parent / "converted"
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(target), str(path)], check=True, capture_output=True, timeout=180)
        return target / path.with_suffix(f".{kind}").name

    return convert


def same(stored, live):
    if isinstance(stored, int | float) and isinstance(live, int | float):
        return abs(stored - live) <= max(1e-9 * abs(stored), 1e-7)
    return stored == live


def differences(path, recalculated):
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    live = openpyxl.load_workbook(recalculated, data_only=True)
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    wrong = [
        (name, place, stored[name][place].value, live[name][place].value)
        for name, place in cells
        if not same(stored[name][place].value, live[name][place].value)
    ]
    return len(cells), wrong


def edit(path, edits):
    """Change base values of assumptions: {key: value} for every scope; the stored results are dropped."""
    book = openpyxl.load_workbook(path)
    sheet = book["假设 Assumptions"]
    for row in sheet.iter_rows(min_row=6):
        if row[Column.KEY].value in edits:
            row[Column.BASE].value = edits[row[Column.KEY].value]
    book.save(path)


def live_values(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["资产清单 Assets"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    return {row[1]: (row[14], row[15], row[16]) for row in rows if row[1] and str(row[1]).startswith("CN")}


def engine_values(handout):
    return {
        one.number: (one.outcome.value, one.outcome.low, one.outcome.high)
        for one in handout.subjects
        if isinstance(one.outcome, Valued)
    }


def assert_agree(handout, path):
    engine, live = engine_values(handout), live_values(path)
    assert engine
    for number, values in engine.items():
        assert live[number] == pytest.approx(values, rel=1e-9, abs=1e-6), number


@pytest.mark.parametrize("valued_on", [date(2026, 6, 30), date(2025, 12, 31), date(2024, 2, 29)])
def test_every_formula_recalculates_to_its_stored_result(make_handout, office, tmp_path, valued_on):
    path = tmp_path / "value.xlsx"
    write_valuation_handout(make_handout(valued_on=valued_on), path)
    count, wrong = differences(path, office(path))
    assert count > 3_000
    assert wrong == []


def test_a_wrong_stored_result_would_be_seen(make_handout, office, tmp_path):
    path = tmp_path / "value.xlsx"
    handout = make_handout(2)
    first = handout.subjects[0]
    relief = replace(first.outcome.relief, tab=9.0)
    tampered = replace(first, outcome=replace(first.outcome, relief=relief))
    write_valuation_handout(replace(handout, subjects=(tampered, *handout.subjects[1:])), path)
    _, wrong = differences(path, office(path))
    assert wrong


def rows_with(rows, edits):
    return tuple(replace(row, value=edits[row.key]) if row.key in edits else row for row in rows)


@pytest.mark.parametrize(
    "edits",
    [
        {"discount_rate": 0.18},
        {"discount_rate": 0.0},
        {"royalty_rate": 0.033, "revenue_growth": 0.04, "tax_rate": 0.2},
        {"economic_life": 6.3, "contract_life": 4.5, "p_valid": 0.8, "p_use": 0.7},
        {"tab_life": 0, "reading_steady": 0, "reading_decay": 0.12},
        {"royalty_rate": 0.000001},
    ],
)
def test_an_edited_assumption_gives_the_engines_value(make_handout, office, tmp_path, edits):
    path = tmp_path / "value.xlsx"
    issued = make_handout()
    write_valuation_handout(issued, path)
    edit(path, edits)
    rows = issued.subjects[0].resolved
    assert set(edits) <= set(rows.definitions)
    shipped = tuple({(r.key, r.scope): r for one in issued.subjects for r in one.resolved.rows.values()}.values())
    assert_agree(make_handout(rows=rows_with(shipped, edits)), office(path))


def test_an_edited_valuation_date_gives_the_engines_value(make_handout, office, tmp_path):
    path = tmp_path / "value.xlsx"
    write_valuation_handout(make_handout(dead=False), path)
    edit(path, {"valuation_date": datetime(2027, 2, 28)})
    assert_agree(make_handout(dead=False, valued_on=date(2027, 2, 28)), office(path))


@pytest.mark.parametrize("convention", [Convention.START, Convention.END])
def test_an_edited_convention_gives_the_engines_value(make_handout, office, tmp_path, convention):
    path = tmp_path / "value.xlsx"
    issued = make_handout(dead=False)
    write_valuation_handout(issued, path)
    edit(path, {"convention": convention.value})
    shipped = tuple({(r.key, r.scope): r for one in issued.subjects for r in one.resolved.rows.values()}.values())
    rows = tuple(replace(row, text=convention.value) if row.key == "convention" else row for row in shipped)
    assert_agree(make_handout(dead=False, rows=rows), office(path))


def test_choosing_another_patent_shows_its_value(make_handout, office, tmp_path):
    path = tmp_path / "value.xlsx"
    handout = make_handout()
    write_valuation_handout(handout, path)
    number = min(engine_values(handout), key=lambda each: engine_values(handout)[each][0])
    book = openpyxl.load_workbook(path)
    book["敏感性 Sensitivity"]["B4"].value = number
    book.save(path)
    live = openpyxl.load_workbook(office(path), data_only=True)
    assert live["封面 Cover"]["B16"].value == "通过 OK"
    assert live["敏感性 Sensitivity"]["F11"].value == pytest.approx(engine_values(handout)[number][0])


def test_it_prints(make_handout, office, tmp_path):
    path = tmp_path / "value.xlsx"
    write_valuation_handout(make_handout(2), path)
    assert office(path, "pdf").stat().st_size > 20_000


def test_shares_of_one_product_above_the_whole_royalty_fail_the_check(make_handout, office, tmp_path):
    path = tmp_path / "value.xlsx"
    handout = make_handout(dead=False)
    subjects = tuple(
        replace(one, patent=replace(one.patent, product="E-Axle" if number < 2 else f"P{number}"))
        for number, one in enumerate(handout.subjects)
    )
    write_valuation_handout(replace(handout, subjects=subjects), path)
    for share, result in ((0.4, "OK"), (0.6, "FAILED")):
        edit(path, {"allocation_share": share})
        checks = openpyxl.load_workbook(office(path), data_only=True)["检查 Checks"]
        assert [row[3].value for row in checks.iter_rows() if "每个产品只分摊" in str(row[1].value)] == [result]


def test_a_handout_saved_by_libreoffice_reads_as_issued_and_gives_results_of_formulas(make_handout, office, tmp_path):
    path = tmp_path / "value.xlsx"
    handout = make_handout(3)
    write_valuation_handout(handout, path)
    found = read_valuation_handout(office(path), handout.words, handout.definitions)
    assert (found.changes, found.problems) == ((), ())
    edit(path, {"tax_rate": "=0.1+0.11"})
    found = read_valuation_handout(office(path), handout.words, handout.definitions)
    assert [(one.key, one.new) for one in found.changes] == [("tax_rate", pytest.approx(0.21))]
    assert [one.code for one in found.problems] == ["handout_from_formula"]
