"""The workbook recalculated by LibreOffice shows the engine's figures, as issued and after edits.

LibreOffice starts once for all the workbooks that are compared, and writes each sheet's values as a list, whole. What
was edited goes to it without its look, over which it takes four times as long as over the formulas.
"""

import csv
import subprocess
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import openpyxl
import pytest

from patentdesk.handouts.reading import read_valuation_handout
from patentdesk.handouts.valuation.book import HEAD_ROW
from patentdesk.handouts.valuation.content import Handout
from patentdesk.handouts.valuation.plan import Column
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.valuation.conventions import Convention
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import Valued

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
VALUES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""One file per sheet, in UTF-8, with numbers as they are and not as they are shown."""
CHOSEN = ("敏感性 Sensitivity", "B4")
DAYS = {date(2026, 6, 30): 6, date(2025, 12, 31): 3, date(2024, 2, 29): 3}
"""Day of the valuation → living patents of the handout."""
EDITS = (
    {"discount_rate": 0.18},
    {"discount_rate": 0.0},
    {"royalty_rate": 0.033, "revenue_growth": 0.04, "tax_rate": 0.2},
    {"economic_life": 6.3, "contract_life": 4.5, "p_valid": 0.8, "p_use": 0.7},
    {"tab_life": 0, "reading_steady": 0, "reading_decay": 0.12},
    {"royalty_rate": 0.000001},
    {"renewal_return": 3e3, "renewal_decay": 0.0, "renewal_spread": 0.9, "cost_labour": 0.0, "licence_lost": 2e5},
    {"build_up_cost": 1e9, "p_enforce": 1.0, "contributory_charge": 0.2, "split_score": 1.0, "launch_cost": 1.0},
)
NEXT_FEBRUARY = date(2027, 2, 28)
CONVENTIONS = (Convention.START, Convention.END)


@dataclass(frozen=True)
class Case:
    """A handout, what somebody edits in it, and the handout that the engine makes of these edits."""

    issued: Handout
    edits: dict[object, object] = field(default_factory=dict)
    engine: Handout | None = None


@dataclass(frozen=True)
class Recalculated:
    """A case, the workbook as it was edited, and the lists of its sheets' values."""

    case: Case
    path: Path
    folder: Path

    def rows(self, sheet: str) -> list[list[object]]:
        listed = self.folder / f"{self.path.stem}-{sheet}.csv"
        with listed.open(encoding="utf-8", newline="") as file:
            return [[value_of(text) for text in row] for row in csv.reader(file)]

    @cached_property
    def values(self) -> dict[str, tuple[object, ...]]:
        """Value, low and high by the number of each patent."""
        return {str(row[1]): tuple(row[14:17]) for row in self.rows("资产清单 Assets") if str(row[1]).startswith("CN")}

    @cached_property
    def methods(self) -> dict[Method, object]:
        """The total of each method."""
        rows = self.rows("调节 Reconciliation")[HEAD_ROW + 1 :]
        return {method: row[3] for method, row in zip(Method, rows, strict=False)}


def value_of(text: str) -> object:
    """Return a cell's value: a number, a share written in per cent, or text (a day too)."""
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return text


@pytest.fixture(scope="module")
def office(soffice, tmp_path_factory):
    """Convert workbooks with LibreOffice, which recalculates every formula when it opens a file."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")

    def convert(kind: str, *paths: Path) -> Path:
        target = paths[0].parent / "converted"
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", target, *paths], check=True, capture_output=True, timeout=300)
        return target

    return convert


@pytest.fixture(scope="module")
def recalculated(make_handout, office, tmp_path_factory):
    """Return every case recalculated, by its name."""
    folder, cases = tmp_path_factory.mktemp("cases"), cases_of(make_handout)
    paths, books = {}, {}
    for number, (name, case) in enumerate(cases.items()):
        paths[name] = folder / f"{number}.xlsx"
        if not case.edits:
            write_valuation_handout(case.issued, paths[name])
        else:
            if id(case.issued) not in books:
                books[id(case.issued)] = bare(opened(case.issued, folder / "issued.xlsx"))
            edit(books[id(case.issued)], case.edits, paths[name])
    lists = office(VALUES, *paths.values())
    return {name: Recalculated(case, paths[name], lists) for name, case in cases.items()}


def cases_of(make_handout):
    issued, living = make_handout(4), make_handout(4, dead=False)
    shipped = tuple({(r.key, r.scope): r for one in issued.subjects for r in one.resolved.rows.values()}.values())
    values = engine_values(issued)
    return {
        **{day: Case(make_handout(count, valued_on=day)) for day, count in DAYS.items()},
        **{
            number: Case(issued, edits, make_handout(4, rows=rows_with(shipped, edits)))
            for number, edits in enumerate(EDITS)
        },
        NEXT_FEBRUARY: Case(
            living,
            {"valuation_date": datetime.combine(NEXT_FEBRUARY, datetime.min.time())},
            make_handout(4, dead=False, valued_on=NEXT_FEBRUARY),
        ),
        **{
            one: Case(living, {"convention": one.value}, make_handout(4, dead=False, rows=rows_in(shipped, one)))
            for one in CONVENTIONS
        },
        "another chosen": Case(issued, {CHOSEN: min(values, key=lambda each: values[each][0])}),
        **{share: Case(shared(living), {"allocation_share": share}) for share in (0.4, 0.6)},
    }


def tampered(handout):
    """Return the handout with a figure of the engine changed behind its back."""
    first = handout.subjects[0]
    relief = replace(first.outcome.relief, tab=9.0)
    wrong = replace(first, outcome=replace(first.outcome, relief=relief))
    return replace(handout, subjects=(wrong, *handout.subjects[1:]))


def shared(handout):
    """Return the handout with two patents on one product, and each of the others on one of its own."""
    products = ["E-Axle" if number < 2 else f"P{number}" for number in range(len(handout.subjects))]
    subjects = zip(handout.subjects, products, strict=True)
    return replace(
        handout, subjects=tuple(replace(one, patent=replace(one.patent, product=own)) for one, own in subjects)
    )


def rows_with(rows, edits):
    assert set(edits) <= {row.key for row in rows}
    return tuple(replace(row, value=edits[row.key]) if row.key in edits else row for row in rows)


def rows_in(rows, convention):
    return tuple(replace(row, text=convention.value) if row.key == "convention" else row for row in rows)


def opened(handout, path):
    """Return a handout as openpyxl opens it, which drops the stored results."""
    write_valuation_handout(handout, path)
    return openpyxl.load_workbook(path)


def bare(book):
    """Return the values, formulas and names of a book, and nothing of its look."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for sheet in book:
        page = made.create_sheet(sheet.title)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            page[cell.coordinate] = cell.value
            page[cell.coordinate].data_type = cell.data_type  # a title that looks like a formula is none
    made.defined_names.update(book.defined_names)
    return made


def edit(book, edits, path):
    """Save a book with other base values of assumptions, {key: value} for every scope, or cells; it keeps its own."""
    rows = book["假设 Assumptions"].iter_rows(min_row=6)
    changed = {row[Column.BASE]: edits[row[Column.KEY].value] for row in rows if row[Column.KEY].value in edits}
    if CHOSEN in edits:
        sheet, cell = CHOSEN
        changed[book[sheet][cell]] = edits[CHOSEN]
    issued = {cell: cell.value for cell in changed}
    for cell, value in changed.items():
        cell.value = value
    book.save(path)
    for cell, value in issued.items():
        cell.value = value


def engine_values(handout):
    return {
        one.number: (one.outcome.value, one.outcome.low, one.outcome.high)
        for one in handout.subjects
        if isinstance(one.outcome, Valued)
    }


def method_sums(handout):
    values = {method: [one.by(method) for one in handout.subjects if one.by(method)] for method in Method}
    return {method: sum(found.value for found in each) for method, each in values.items()}


def same(stored, live):
    if isinstance(stored, int | float) and isinstance(live, int | float):
        return abs(stored - live) <= max(1e-9 * abs(stored), 1e-7)
    if isinstance(stored, datetime):
        return stored.date().isoformat() == live
    return (stored or "") == live


def differences(found):
    """Return how many formulas there are, and those whose result is not what was stored."""
    formulas = openpyxl.load_workbook(found.path)
    stored = openpyxl.load_workbook(found.path, data_only=True)
    count, wrong = 0, []
    for sheet in formulas:
        live = found.rows(sheet.title)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            before, after = stored[sheet.title][cell.coordinate].value, live[cell.row - 1][cell.column - 1]
            if not same(before, after):
                wrong.append((sheet.title, cell.coordinate, before, after))
    return count, wrong


@pytest.mark.parametrize("day", DAYS)
def test_every_formula_recalculates_to_its_stored_result(recalculated, day):
    count, wrong = differences(recalculated[day])
    assert count > 3_000
    assert wrong == []


def test_a_wrong_stored_result_would_be_seen(recalculated, tmp_path):
    found = recalculated[date(2024, 2, 29)]
    path = tmp_path / found.path.name
    write_valuation_handout(tampered(found.case.issued), path)
    assert differences(replace(found, path=path))[1]


@pytest.mark.parametrize("name", [*range(len(EDITS)), NEXT_FEBRUARY, *CONVENTIONS])
def test_an_edited_assumption_gives_the_engines_value(recalculated, name):
    found = recalculated[name]
    engine, methods = engine_values(found.case.engine), method_sums(found.case.engine)
    assert engine
    assert (engine, methods) != (engine_values(found.case.issued), method_sums(found.case.issued))
    assert found.methods == pytest.approx(methods, rel=1e-9, abs=1e-6)
    for number, values in engine.items():
        assert found.values[number] == pytest.approx(values, rel=1e-9, abs=1e-6), number


def test_choosing_another_patent_shows_its_value(recalculated):
    found = recalculated["another chosen"]
    number = found.case.edits[CHOSEN]
    assert found.rows("封面 Cover")[15][1] == "通过 OK"
    assert found.rows("敏感性 Sensitivity")[10][5] == pytest.approx(engine_values(found.case.issued)[number][0])


@pytest.mark.parametrize(("share", "result"), [(0.4, "OK"), (0.6, "FAILED")])
def test_shares_of_one_product_above_the_whole_royalty_fail_the_check(recalculated, share, result):
    checks = recalculated[share].rows("检查 Checks")
    assert [row[3] for row in checks if "每个产品只分摊" in str(row[1])] == [result]


def test_it_prints(make_handout, office, tmp_path):
    write_valuation_handout(make_handout(1), tmp_path / "value.xlsx")
    assert (office("pdf", tmp_path / "value.xlsx") / "value.pdf").stat().st_size > 20_000


def test_a_handout_saved_by_libreoffice_reads_as_issued_and_gives_results_of_formulas(make_handout, office, tmp_path):
    handout = make_handout(1, methods=(Method.RELIEF,))
    issued, edited = tmp_path / "issued.xlsx", tmp_path / "edited.xlsx"
    edit(opened(handout, issued), {"tax_rate": "=0.1+0.11"}, edited)
    saved = office("xlsx", issued, edited)
    found = read_valuation_handout(saved / issued.name, handout.words, handout.definitions)
    assert (found.changes, found.problems) == ((), ())
    found = read_valuation_handout(saved / edited.name, handout.words, handout.definitions)
    assert [(one.key, one.new) for one in found.changes] == [("tax_rate", pytest.approx(0.21))]
    assert [one.code for one in found.problems] == ["handout_from_formula"]
