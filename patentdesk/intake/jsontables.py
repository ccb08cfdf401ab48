"""Read JSON that is a list of like objects, such as an export of this program, as a table: a row for each object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from patentdesk.core.guarding import told_apart
from patentdesk.core.problems import refuse
from patentdesk.intake.documents.jsontext import parsed
from patentdesk.intake.documents.unpacking import decode
from patentdesk.intake.layout import JOIN
from patentdesk.intake.limits import Limits
from patentdesk.intake.sheets import Content, Row, Sheet, Value

_WRAPPERS = ("patents", "data", "results", "records", "items", "rows", "list", "organic_results", "hits", "docs")
_NUMBERS = re.compile(
    r"(?:publication|application|patent|grant|pub|app)(?:_?(?:number|no|num|id))|公开.*号|申请号|专利号|公告号",
    re.IGNORECASE,
)
"""Members by which an object is a patent itself."""
_SAYING = ("name", "text", "value", "publication_number", "number", "code", "symbol")
"""Members that say what an object in a list is."""


def read_table(data: bytes, limits: Limits) -> Content:
    """Return the one sheet of a JSON list; its first row holds the names of the objects' members.

    A list inside an object is joined to one cell, an object inside is spread (``owner.name``).
    Raises Refused: json_damaged, markup_too_deep, document_too_large, sheet_too_large, sheet_too_large_in_all,
    layout_unknown (no list of objects).
    """
    if len(data) > limits.document_bytes:
        raise refuse("document_too_large", limit=limits.document_bytes >> 20)
    objects = [_flat(item) for item in _objects(parsed(decode(data), limits))]
    names = list(dict.fromkeys(name for item in objects for name in item))
    if len(objects) > limits.rows or len(names) > limits.columns:
        raise refuse("sheet_too_large", rows=limits.rows, columns=limits.columns)
    if len(objects) * len(names) > limits.cells:  # few of which may be filled
        raise refuse("sheet_too_large_in_all", cells=limits.cells)
    rows: list[Row] = [list(names), *([_guarded(item.get(name)) for name in names] for item in objects)]
    return Content((Sheet("", rows),), "json")


def _guarded(value: Value) -> Value:
    """Return a cell of which the reader of cells takes off no apostrophe: JSON holds texts without a guard."""
    return told_apart(value) if isinstance(value, str) else value


def _objects(value: object) -> Sequence[Mapping[str, object]]:
    """Return the objects of a list, of the list that an object holds, of an object's members, or the object itself."""
    if isinstance(value, dict) and any(_NUMBERS.fullmatch(name) for name, told in value.items() if told):
        value = [value]
    elif isinstance(value, dict) and len(value) > 0 and all(_is_patent(item) for item in value.values()):
        value = list(value.values())
    elif isinstance(value, dict):
        lists = {name: item for name, item in value.items() if isinstance(item, list)}
        usual = next((name for name in _WRAPPERS if name in lists), "")
        value = lists.get(usual) or (next(iter(lists.values())) if len(lists) == 1 else None)
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return cast("Sequence[Mapping[str, object]]", value)
    raise refuse("layout_unknown")


def _is_patent(value: object) -> bool:
    return isinstance(value, dict) and any(_NUMBERS.fullmatch(name) or name == "patent" for name in value)


def _flat(item: Mapping[str, object]) -> dict[str, Value]:
    """Return the cells of an object; what two members tell under one name (``owner.name``) stands in one cell."""
    found: dict[str, Value] = {}
    for name, value in _members(item):
        found[name] = value if found.get(name) in (None, "", value) else _cell([found[name], value])
    return found


def _members(item: Mapping[str, object], lead: str = "", depth: int = 3) -> Iterator[tuple[str, Value]]:
    for name, value in item.items():
        if isinstance(value, dict) and depth:
            yield from _members(cast("Mapping[str, object]", value), f"{lead}{name}.", depth - 1)
        else:
            yield f"{lead}{name}", _cell(value)


def _said(value: object) -> object:
    """Return the text that says what an object in a list is; the object itself where none does, as with events."""
    if not isinstance(value, dict) or "date" in value:
        return value
    return next((value[name] for name in _SAYING if isinstance(value.get(name), str) and value[name]), value)


def _cell(value: object) -> Value:
    if isinstance(value, list):
        return JOIN.join(str(_cell(_said(one))) for one in value if one not in (None, ""))
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)
