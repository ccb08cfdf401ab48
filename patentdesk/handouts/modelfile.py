"""Read a scoring model from a workbook that people fill in, and write one as an example.

Sheet ``model``: name and value in the first two columns (id, version, source, confidence, minimum_coverage, the lowest
score of each grade A ... D, cost_limits as CNY = 1200; 4000). Sheet ``indicators``: one row each with id, weight,
direction, scale, low, high, quantile, table (granted = 100; pending = 50), source, confidence. Sheet
``recommendations``: a row for each grade, a column for each cost band.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.handouts import bookreader
from patentdesk.handouts.filled import open_filled
from patentdesk.handouts.newbook import new_book
from patentdesk.handouts.table import replace_file

_GRADES = ("A", "B", "C", "D")
_BANDS = ("low", "medium", "high", "unknown")
_PLAIN = ("id", "version", "source", "confidence", "minimum_coverage")
_COLUMNS = (
    "id", "weight", "direction", "scale", "low", "high", "quantile", "smallest_cohort", "within", "table", "other",
    "source", "confidence", "axis",
)  # fmt: skip
_MOST_ROWS = 500


def read_model_sheet(path: Path) -> dict[str, Any]:
    """Return the model as plain data, to be checked by ``triage.models``. Raises ValueError for what is no workbook."""
    book = open_filled(path, ValueError(path.name), read_only=False, data_only=True)
    missing = {"model", "indicators", "recommendations"} - set(book.sheetnames)
    if missing:
        raise ValueError(", ".join(sorted(missing)))
    plain = {str(name): value for name, value, *_ in _rows(book["model"], 2) if name not in (None, "")}
    return {
        **{name: plain.get(name, "") for name in _PLAIN},
        "id": str(plain.get("id", "")),
        "bands": {grade: plain[grade] for grade in _GRADES},
        "cost_limits": {key: _numbers(value) for key, value in plain.items() if len(key) == 3 and key.isupper()},
        "indicators": _indicators(book["indicators"]),
        "recommendations": _recommendations(book["recommendations"]),
    }


def write_model_sheet(path: Path, content: Mapping[str, Any]) -> int:
    """Write a model (plain data) as a workbook that ``read_model_sheet`` takes; return how many indicators it has.

    Raises Refused as ``replace_file`` does.
    """

    def fill(part: Path) -> int:
        with new_book(part, HandoutMark.MODEL) as book:
            page = book.add_worksheet("model")
            limits = {key: f"{low}; {high}" for key, (low, high) in content["cost_limits"].items()}
            for row, (name, value) in enumerate(
                [*((name, content[name]) for name in _PLAIN), *content["bands"].items(), *limits.items()]
            ):
                page.write_row(row, 0, [name, value])
            listed = book.add_worksheet("indicators")
            listed.write_row(0, 0, _COLUMNS)
            for row, one in enumerate(content["indicators"], start=1):
                scale = {**one["scale"], "scale": one["scale"]["kind"], "table": _joined(one["scale"].get("table"))}
                listed.write_row(row, 0, [{**scale, **one, "scale": scale["scale"]}.get(key) for key in _COLUMNS])
            advice = book.add_worksheet("recommendations")
            advice.write_row(0, 0, ["grade", *_BANDS])
            for row, grade in enumerate(_GRADES, start=1):
                advice.write_row(row, 0, [grade, *(content["recommendations"][grade][band] for band in _BANDS)])
            for sheet in (page, listed, advice):
                sheet.set_column(0, 0, 24)
        return len(content["indicators"])

    return replace_file(path, fill, (".xlsx",))


def _rows(page: bookreader.Worksheet, wide: int) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in page.iter_rows(max_row=_MOST_ROWS, max_col=wide, values_only=True)]


def _indicators(page: bookreader.Worksheet) -> list[dict[str, Any]]:
    head, *rows = _rows(page, len(_COLUMNS) + 10)
    found = []
    for row in rows:
        cells = {str(key): value for key, value in zip(head, row, strict=True) if key and value not in (None, "")}
        if "id" not in cells:
            continue
        scale: dict[str, Any] = {"kind": cells["scale"]}
        scale.update((key, cells[key]) for key in ("low", "high", "quantile", "within", "other") if key in cells)
        if "smallest_cohort" in cells:
            scale["smallest_cohort"] = int(cells["smallest_cohort"])
        if "table" in cells:
            scale["table"] = _pairs(str(cells["table"]))
        found.append(
            {
                "id": cells["id"],
                "weight": cells["weight"],
                "direction": cells.get("direction", "higher"),
                "scale": scale,
                "source": cells.get("source", ""),
                "confidence": cells.get("confidence", "knowledge"),
                "axis": cells.get("axis", "opportunity"),
            }
        )
    return found


def _recommendations(page: bookreader.Worksheet) -> dict[str, dict[str, Any]]:
    head, *rows = _rows(page, len(_BANDS) + 1)
    bands = [str(one) for one in head[1:]]
    return {str(row[0]): dict(zip(bands, row[1:], strict=True)) for row in rows if row[0]}


def _numbers(value: object) -> list[str]:
    return [part.strip() for part in str(value).replace("；", ";").split(";")]


def _pairs(text: str) -> dict[str, float]:
    parts = [part.partition("=") for part in text.replace("；", ";").split(";") if part.strip()]
    return {name.strip(): float(value) for name, _, value in parts}


def _joined(table: Mapping[str, float] | None) -> str:
    return "; ".join(f"{name} = {value:g}" for name, value in (table or {}).items())
