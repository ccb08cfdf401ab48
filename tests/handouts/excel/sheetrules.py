"""Say what Excel refuses in a sheet although its schema allows it: cells, ranges, rules, breaks, tables."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lxml import etree

from tests.handouts.excel.bookrules import LONGEST_STRING, NS, defined_names, sheet_parts
from tests.handouts.excel.cells import LAST_COLUMN, LAST_ROW, Area, area
from tests.handouts.excel.formulas import formula_faults
from tests.handouts.excel.package import Package

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
_MOST_LINKS, _MOST_BREAKS, _TALLEST, _WIDEST = 65_530, 1_023, 409.5, 255.0
_LINK_LIMITS = {"location": 2_079, "tooltip": 255, "display": 255}
_LIMITS = {"errorTitle": 32, "promptTitle": 32, "error": 255, "prompt": 255}
_TABLE_NAME = re.compile(r"[^\W\d][\w.]*")


def sheet_faults(package: Package) -> Iterator[str]:
    """Give the faults of every sheet and of the tables on it."""
    names, sheets = defined_names(package), set(sheet_parts(package))
    styles = package.trees[package.linked(package.book, "styles")[0]]
    most, looks = len(styles.findall("m:cellXfs/m:xf", NS)), len(styles.findall("m:dxfs/m:dxf", NS))
    for part in sheet_parts(package).values():
        tree = package.trees[part]
        found = [*_cells(tree, most), *_grid(tree), *_merges(tree), *_validations(tree, names, sheets),
                 *_colours(tree, looks, names, sheets), *_links(tree), *_print(tree), *_views(tree)]  # fmt: skip
        for cell in tree.iterfind("m:sheetData/m:row/m:c", NS):
            text = cell.findtext("m:f", None, NS)
            if text is not None:
                found += [f"{cell.get('r')} {fault}" for fault in formula_faults(text, names, sheets)]
        yield from (f"{part}: {fault}" for fault in found)
    yield from _tables(package)


def _cells(tree: etree._Element, styles: int) -> Iterator[str]:
    last_row = 0
    for row in tree.iterfind("m:sheetData/m:row", NS):
        number, last = int(row.get("r", last_row + 1)), 0
        if not last_row < number <= LAST_ROW:
            yield f"row {number} stands out of order"
        if float(row.get("ht", 0)) > _TALLEST:
            yield f"row {number} is higher than {_TALLEST}"
        last_row = number
        for cell in row.iterfind("m:c", NS):
            place = area(cell.get("r", ""))
            if place is None or place.top != number or not last < place.left <= LAST_COLUMN:
                yield f"cell {cell.get('r')} stands out of order"
                continue
            last = place.left
            if int(cell.get("s", 0)) >= styles:
                yield f"{cell.get('r')} has a style that does not exist"
            yield from (f"{cell.get('r')} {fault}" for fault in _value(cell))


def _value(cell: etree._Element) -> Iterator[str]:
    kind, text = cell.get("t", "n"), cell.findtext("m:v", None, NS)
    if text == "" and cell.find("m:f", NS) is not None:
        return  # a formula without a result, which Excel works out
    if text is None:
        if len("".join(cell.itertext())) > LONGEST_STRING:
            yield "holds too long a text"
        return
    if kind == "n":
        try:
            right = math.isfinite(float(text))
        except ValueError:
            right = False
        if not right:
            yield f"holds {text!r} as a number"
    if kind == "b" and text not in {"0", "1"}:
        yield f"holds {text!r} as a truth value"
    if kind == "e" and text not in _ERRORS:
        yield f"holds {text!r} as an error"
    if kind == "str" and len(text) > LONGEST_STRING:
        yield "holds too long a text"


def _grid(tree: etree._Element) -> Iterator[str]:
    spans = [(int(one.get("min", 0)), int(one.get("max", 0))) for one in tree.iterfind("m:cols/m:col", NS)]
    if any(low > high or high > LAST_COLUMN for low, high in spans):
        yield "a width is set for columns that do not exist"
    if any(one[1] >= other[0] for one, other in pairwise(spans)):
        yield "the widths of columns overlap or stand out of order"
    if any(float(one.get("width", 0)) > _WIDEST for one in tree.iterfind("m:cols/m:col", NS)):
        yield f"a column is wider than {_WIDEST:g}"
    dimension = tree.find("m:dimension", NS)
    if dimension is not None and area(dimension.get("ref", "")) is None:
        yield "says a size that is none"


def _areas(text: str | None) -> list[Area | None]:
    return [area(one) for one in (text or "").split()]


def _outside(areas: Iterable[Area | None]) -> bool:
    return any(one is None or not one.inside for one in areas)


def _merges(tree: etree._Element) -> Iterator[str]:
    table = tree.find("m:mergeCells", NS)
    found = [] if table is None else [area(one.get("ref", "")) for one in table]
    if table is not None and (not found or int(table.get("count", len(found))) != len(found)):
        yield "does not say rightly how many cells are merged"
    if _outside(found):
        yield "merges cells that do not exist"
    placed = sorted((one for one in found if one), key=lambda one: (one.top, one.left))
    for number, one in enumerate(placed):
        if one.top == one.bottom and one.left == one.right:
            yield f"merges the single cell in row {one.top}"
        for other in placed[number + 1 :]:
            if other.top > one.bottom:
                break
            if one.meets(other):
                yield f"merged cells overlap in row {other.top}"


def _validations(tree: etree._Element, names: set[str], sheets: set[str]) -> Iterator[str]:
    table = tree.find("m:dataValidations", NS)
    rules = [] if table is None else list(table)
    if table is not None and int(table.get("count", len(rules))) != len(rules):
        yield "does not say rightly how many validations it has"
    taken: list[Area] = []
    for rule in rules:
        where = rule.get("sqref")
        yield from (
            f"validation of {where}: {name} is too long"
            for name, most in _LIMITS.items()
            if len(rule.get(name, "")) > most
        )
        areas = _areas(where)
        if _outside(areas) or any(one.meets(other) for one in areas if one for other in taken):
            yield f"validation of {where}: cells that do not exist, or have another validation"
        taken += [one for one in areas if one]
        texts = [node.text or "" for node in rule]
        if not texts and rule.get("type", "none") != "none":
            yield f"validation of {where}: has no rule"
        for text in texts:
            listed = rule.get("type") == "list" and text.startswith('"')
            if len(text) > 255 + (2 if listed else 0):
                yield f"validation of {where}: the rule has {len(text)} characters"
            if not listed:
                yield from (f"validation of {where}: {fault}" for fault in formula_faults(text, names, sheets))


def _colours(tree: etree._Element, looks: int, names: set[str], sheets: set[str]) -> Iterator[str]:
    for group in tree.iterfind("m:conditionalFormatting", NS):
        where = group.get("sqref")
        if _outside(_areas(where)):
            yield f"colours cells that do not exist: {where}"
        for rule in group:
            if rule.get("dxfId") is not None and int(rule.get("dxfId", 0)) >= looks:
                yield f"colours {where} by a look that does not exist"
            for node in rule.iterfind("m:formula", NS):
                yield from (f"colours {where}: {fault}" for fault in formula_faults(node.text or "", names, sheets))


def _links(tree: etree._Element) -> Iterator[str]:
    links = tree.findall("m:hyperlinks/m:hyperlink", NS)
    if len(links) > _MOST_LINKS:
        yield f"{len(links)} links"
    for one in links:
        if _outside(_areas(one.get("ref"))):
            yield f"a link at {one.get('ref')}, which does not exist"
        if any(len(one.get(name, "")) > most for name, most in _LINK_LIMITS.items()):
            yield f"the link at {one.get('ref')} is too long"


def _print(tree: etree._Element) -> Iterator[str]:
    for one in tree.iterfind("m:headerFooter/*", NS):
        if len(one.text or "") > 255:
            yield "a header or footer is longer than 255 characters"
    for kind, last in (("rowBreaks", LAST_ROW), ("colBreaks", LAST_COLUMN)):
        breaks = tree.findall(f"m:{kind}/m:brk", NS)
        places = [int(one.get("id", 0)) for one in breaks]
        if len(places) > _MOST_BREAKS or len(set(places)) < len(places) or not all(0 < one < last for one in places):
            yield f"{kind} that are too many, stand twice or lie outside"
        table = tree.find(f"m:{kind}", NS)
        if table is not None and int(table.get("count", len(places))) != len(places):
            yield f"{kind} are not counted rightly"


def _views(tree: etree._Element) -> Iterator[str]:
    for pane in tree.iterfind("m:sheetViews/m:sheetView/m:pane", NS):
        across, down = float(pane.get("xSplit", 0)), float(pane.get("ySplit", 0))
        if pane.get("state") == "frozen" and not (across or down):
            yield "freezes nothing"
        corner = area(pane.get("topLeftCell", "A1"))
        if corner is None or corner.top <= down or corner.left <= across:
            yield "freezes cells that are scrolled away"


def _tables(package: Package) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for part in sheet_parts(package).values():
        for name in package.linked(part, "table"):
            table = package.trees[name]
            shown = table.get("displayName", "")
            seen[shown.lower()] += 1
            if not _TABLE_NAME.fullmatch(shown) or len(shown) > 255:
                yield f"{name}: the name {shown} is not allowed"
            heads = [one.get("name", "") for one in table.iterfind("m:tableColumns/m:tableColumn", NS)]
            if len({head.lower() for head in heads}) < len(heads) or not all(0 < len(head) <= 255 for head in heads):
                yield f"{name}: columns without a name of their own"
            place = area(table.get("ref", ""))
            if place is None or not place.inside or place.right - place.left + 1 != len(heads):
                yield f"{name}: as many columns as cells there must be"
    yield from (f"the table name {name} stands twice" for name, count in seen.items() if count > 1)
