"""The parts of the workbook obey what Excel checks when it opens a file, so that it offers no repair."""

import io
import re
import zipfile
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET

import pytest

from patentdesk.handouts.valuation.writer import handout_bytes

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CELL = re.compile(r"^\$?[A-Z]{1,3}\$?[0-9]+$|^[rRcC]$|^[rR][0-9]*[cC][0-9]*$")
NAME = re.compile(r"^[A-Za-z_\\][A-Za-z0-9_.\\]*$")
BUILT_IN = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


@pytest.fixture(scope="module")
def package(make_handout):
    handout = make_handout()
    with zipfile.ZipFile(io.BytesIO(handout_bytes(handout))) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def trees(package):
    return {name: ET.fromstring(data) for name, data in package.items() if name.endswith((".xml", ".rels", ".vml"))}


@pytest.fixture(scope="module")
def sheets(trees):
    return {name: tree for name, tree in trees.items() if name.startswith("xl/worksheets/sheet")}


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def test_every_part_is_well_formed_and_has_a_type(package, trees):
    types = trees["[Content_Types].xml"]
    defaults = {one.get("Extension") for one in types.findall(f"{TYPES}Default")}
    overrides = {one.get("PartName").lstrip("/") for one in types.findall(f"{TYPES}Override")}
    assert overrides <= set(package)
    assert [
        name for name in package
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2] not in defaults
    ] == []  # fmt: skip


def test_every_relationship_leads_to_a_part_and_every_use_has_one(package, trees):
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        known = set()
        for link in tree.findall(f"{LINKS}Relationship"):
            assert link.get("Id") not in known
            known.add(link.get("Id"))
            if link.get("TargetMode") != "External":
                target = link.get("Target")
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                assert path in package, (name, target)
        part = join(folder, name.rpartition("/")[2].removesuffix(".rels"))
        if part in trees:
            used = {node.get(RELATION) for node in trees[part].iter() if node.get(RELATION)}
            assert used <= known, part


def test_sheets_have_distinct_names_that_excel_takes(trees):
    names = [sheet.get("name") for sheet in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)


def test_defined_names_are_valid_distinct_and_point_into_the_workbook(trees):
    book = trees["xl/workbook.xml"]
    names = {sheet.get("name") for sheet in book.iter(f"{MAIN}sheet")}
    seen = set()
    for one in book.iter(f"{MAIN}definedName"):
        name, place = one.get("name"), one.get("localSheetId")
        assert (name.lower(), place) not in seen
        seen.add((name.lower(), place))
        assert name in BUILT_IN or (NAME.match(name) and not CELL.match(name) and len(name) <= 255), name
        for sheet in re.findall(r"'([^']+)'!", one.text):
            assert sheet in names
        assert "#REF!" not in one.text


def test_formulas_are_short_balanced_and_know_their_names(trees, sheets):
    defined = {one.get("name") for one in trees["xl/workbook.xml"].iter(f"{MAIN}definedName")}
    for part, tree in sheets.items():
        for node in tree.iter(f"{MAIN}f"):
            text = re.sub(r'"[^"]*"', '""', node.text)
            bare = re.sub(r"'[^']*'!", "", text)
            assert len(node.text) <= 8192, part
            assert not node.text.startswith("=")
            assert bare.count("(") == bare.count(")")
            words = set(re.findall(r"(?<![A-Za-z0-9_.$!])([A-Za-z][A-Za-z0-9_.]*_[A-Za-z0-9_.]*)(?!\()", bare))
            assert words <= defined, (part, words - defined)
            assert all(len(one) <= 255 for one in re.findall(r'"([^"]*)"', node.text))


def test_cells_stand_in_order_once_and_within_the_sheet(sheets, trees):
    styles = len(trees["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    for part, tree in sheets.items():
        last_row = 0
        for row in tree.iter(f"{MAIN}row"):
            number, last_column = int(row.get("r")), 0
            assert last_row < number <= 1_048_576, part
            last_row = number
            for cell in row.findall(f"{MAIN}c"):
                letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", cell.get("r")).groups()
                assert int(digits) == number
                assert last_column < column(letters) <= 16_384
                last_column = column(letters)
                assert int(cell.get("s", 0)) < styles


def test_shared_strings_are_counted_used_and_short(trees, sheets):
    table = trees["xl/sharedStrings.xml"]
    entries = table.findall(f"{MAIN}si")
    assert int(table.get("uniqueCount")) == len(entries)
    cells = [cell for tree in sheets.values() for cell in tree.iter(f"{MAIN}c") if cell.get("t") == "s"]
    used = [int(cell.find(f"{MAIN}v").text) for cell in cells]
    assert int(table.get("count")) == len(used)
    assert set(used) == set(range(len(entries)))
    assert all(len("".join(entry.itertext())) <= 32_767 for entry in entries)


def test_validations_stay_within_their_limits(sheets):
    for part, tree in sheets.items():
        table = tree.find(f"{MAIN}dataValidations")
        if table is None:
            continue
        rules = table.findall(f"{MAIN}dataValidation")
        assert int(table.get("count")) == len(rules), part
        for rule in rules:
            assert len(rule.get("errorTitle", "")) <= 32, part
            assert len(rule.get("promptTitle", "")) <= 32
            assert len(rule.get("error", "")) <= 255
            assert len(rule.get("prompt", "")) <= 255
            formulas = [node.text for node in rule]
            assert formulas
            assert all(len(text) <= 255 for text in formulas)


def test_merged_cells_do_not_overlap(sheets):
    for part, tree in sheets.items():
        taken = set()
        for merge in tree.iter(f"{MAIN}mergeCell"):
            found = re.fullmatch(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)", merge.get("ref"))
            left, top, right, bottom = found.groups()
            cells = {
                (row, place)
                for row in range(int(top), int(bottom) + 1)
                for place in range(column(left), column(right) + 1)
            }
            assert not cells & taken, part
            taken |= cells


def test_the_children_of_a_sheet_stand_in_the_order_of_the_schema(sheets):
    order = (
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
        "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
        "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "tableParts", "extLst",
    )  # fmt: skip
    for part, tree in sheets.items():
        places = [order.index(child.tag.removeprefix(MAIN)) for child in tree]
        assert places == sorted(places), part
        footer = tree.find(f"{MAIN}headerFooter/{MAIN}oddFooter")
        assert footer is not None
        assert len(footer.text) <= 255
        assert all(int(one.get("count")) <= 1023 for one in tree.iter(f"{MAIN}rowBreaks"))


def test_charts_point_at_cells_that_exist(trees):
    names = {sheet.get("name") for sheet in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")}
    charts = {name: tree for name, tree in trees.items() if name.startswith("xl/charts/chart")}
    assert len(charts) == 5
    for part, tree in charts.items():
        references = [node.text for node in tree.iter() if node.tag.endswith("}f")]
        assert references, part
        for text in references:
            sheet, _, place = text.rpartition("!")
            assert sheet.strip("'") in names
            assert re.fullmatch(r"\$[A-Z]+\$[0-9]+(:\$[A-Z]+\$[0-9]+)?", place), text
