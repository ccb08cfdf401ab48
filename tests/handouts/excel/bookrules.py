"""Say what Excel refuses in a workbook although its schema allows it: names, styles, strings, properties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.handouts.excel.cells import area
from tests.handouts.excel.formulas import formula_faults
from tests.handouts.excel.package import RELATION, SHEET, Package

NS = {"m": SHEET}
LONGEST_STRING = 32_767
_NAME = re.compile(r"[^\W\d][\w.]*|\\[\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Z]{1,3}[0-9]+|[rc]|r[0-9]*c[0-9]*", re.IGNORECASE)
_BUILT_IN = re.compile(r"_xlnm\.(Print_Area|Print_Titles|_FilterDatabase|Criteria|Extract)")
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FIRST_CUSTOM_FORMAT, _MOST_STYLES, _LONGEST_FORMAT = 164, 64_000, 255


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the names of the sheets in their order, each with its part."""
    links = {one.key: one.target for one in package.links(package.book)}
    sheets = package.trees[package.book].iterfind("m:sheets/m:sheet", NS)
    return {one.get("name", ""): links.get(one.get(f"{{{RELATION}}}id", ""), "") for one in sheets}


def defined_names(package: Package) -> set[str]:
    """Return the names of the workbook and of its tables, in lower case."""
    book = package.trees[package.book]
    found = {one.get("name", "").lower() for one in book.iterfind("m:definedNames/m:definedName", NS)}
    tables = [tree for tree in package.trees.values() if tree.tag == f"{{{SHEET}}}table"]
    return found | {tree.get("displayName", "").lower() for tree in tables}


def book_faults(package: Package) -> Iterator[str]:
    """Give the faults of the workbook part, the styles, the shared strings and the custom properties."""
    yield from _sheets(package)
    yield from _names(package)
    yield from _styles(package)
    yield from _strings(package)
    for part, kind in package.types.items():
        if kind == _CUSTOM:
            yield from _properties(part, package)


def _sheets(package: Package) -> Iterator[str]:
    book = package.trees[package.book]
    sheets = book.findall("m:sheets/m:sheet", NS)
    names = [one.get("name", "") for one in sheets]
    for name in names:
        if not 0 < len(name) <= 31 or set(name) & set("[]:*?/\\") or name[0] == "'" or name[-1] == "'":
            yield f"the sheet name {name!r} is not allowed"
    for kind, values in (("name", [name.lower() for name in names]), ("id", [one.get("sheetId") for one in sheets])):
        yield from (f"the sheet {kind} {value} stands twice" for value, n in Counter(values).items() if n > 1)
    shown = [one.get("state", "visible") == "visible" for one in sheets]
    if not any(shown):
        yield "no sheet is visible"
    for view in book.iterfind("m:bookViews/m:workbookView", NS):
        place = int(view.get("activeTab", 0))
        if place >= len(shown) or not shown[place]:
            yield f"the sheet to begin with ({place}) is not visible"


def _names(package: Package) -> Iterator[str]:
    book = package.trees[package.book]
    sheets, known, seen = list(sheet_parts(package)), defined_names(package), set()
    for one in book.iterfind("m:definedNames/m:definedName", NS):
        name, scope, text = one.get("name", ""), one.get("localSheetId"), one.text or ""
        if (name.lower(), scope) in seen:
            yield f"the name {name} is defined twice"
        seen.add((name.lower(), scope))
        plain = _NAME.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name) and len(name) <= 255
        if not (plain or _BUILT_IN.fullmatch(name)):
            yield f"the name {name} is not allowed"
        if scope is not None and int(scope) >= len(sheets):
            yield f"the name {name} belongs to a sheet that does not exist"
        yield from (f"the name {name} {fault}" for fault in formula_faults(text, known, sheets))


def _styles(package: Package) -> Iterator[str]:
    part = next(iter(package.linked(package.book, "styles")), "")
    tree = package.trees.get(part)
    if tree is None:
        return
    for group in tree:
        if group.get("count") is not None and int(group.get("count", 0)) != len(group):
            yield f"{part}: {group.tag.rpartition('}')[2]} says {group.get('count')} and holds {len(group)}"
    yield from (f"{part}: {fault}" for fault in _looks(tree))


def _looks(tree: etree._Element) -> Iterator[str]:
    """Give number formats that are not allowed, and what cell styles use and is not there."""
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in tree.iterfind("m:numFmts/m:numFmt", NS)}
    for key, code in own.items():
        if key < _FIRST_CUSTOM_FORMAT or not 0 < len(code) <= _LONGEST_FORMAT or code.count('"') % 2:
            yield f"the number format {key} {code!r} is not allowed"
    sizes = {name: len(tree.findall(f"m:{name}/*", NS)) for name in ("fonts", "fills", "borders", "cellStyleXfs")}
    styles = tree.findall("m:cellXfs/m:xf", NS)
    if not 0 < len(styles) <= _MOST_STYLES:
        yield f"{len(styles)} cell styles"
    for xf in [*styles, *tree.findall("m:cellStyleXfs/m:xf", NS)]:
        for name, key in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"), ("cellStyleXfs", "xfId")):
            if int(xf.get(key, 0)) >= sizes[name]:
                yield f"a cell style uses {key} {xf.get(key)}, which does not exist"
        kind = int(xf.get("numFmtId", 0))
        if kind >= _FIRST_CUSTOM_FORMAT and kind not in own:
            yield f"a cell style uses the number format {kind}, which does not exist"


def _strings(package: Package) -> Iterator[str]:
    for part in package.linked(package.book, "sharedStrings"):
        table = package.trees[part]
        entries = table.findall("m:si", NS)
        if int(table.get("uniqueCount", len(entries))) != len(entries):
            yield f"{part}: says {table.get('uniqueCount')} strings and holds {len(entries)}"
        for number, entry in enumerate(entries):
            if len("".join(entry.itertext())) > LONGEST_STRING:
                yield f"{part}: string {number} is longer than {LONGEST_STRING} characters"
        used = [
            int(cell.findtext("m:v", "-1", NS))
            for sheet in sheet_parts(package).values()
            if sheet in package.trees
            for cell in package.trees[sheet].iterfind("m:sheetData/m:row/m:c[@t='s']", NS)
        ]
        if used and not 0 <= min(used) <= max(used) < len(entries):
            yield f"{part}: a cell uses a string that does not exist"
        if int(table.get("count", len(used))) != len(used):
            yield f"{part}: says {table.get('count')} uses and there are {len(used)}"


def _properties(part: str, package: Package) -> Iterator[str]:
    keys = []
    for one in package.trees[part]:
        keys.append(int(one.get("pid", 0)))
        if len("".join(one.itertext())) > 255 or len(one.get("name", "")) > 255:
            yield f"{part}: the property {one.get('name')} is too long"
    if len(set(keys)) < len(keys) or min(keys, default=2) < 2:
        yield f"{part}: the numbers of the properties are not distinct or below 2"


def chart_faults(package: Package) -> Iterator[str]:
    """Give what charts point at and is not there; at most 255 series are allowed."""
    sheets = set(sheet_parts(package))
    for part, kind in package.types.items():
        if not kind.endswith("drawingml.chart+xml"):
            continue
        tree = package.trees[part]
        places = [node.text or "" for node in tree.iter("{*}f")]
        if not places:
            yield f"{part}: shows no cells"
        if len(list(tree.iter("{*}ser"))) > 255:
            yield f"{part}: more than 255 series"
        for text in places:
            sheet, _, place = text.rpartition("!")
            found = area(place)
            if sheet.strip("'").replace("''", "'") not in sheets or found is None or not found.inside:
                yield f"{part}: points at {text}, which does not exist"
