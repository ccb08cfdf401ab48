"""Keep how the list looks in a saved view: columns, groups and charts, as one text; order and query stand beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from patentdesk.ui.session import Sort
from patentdesk.ui.settings import CHARTS, GROUPING, TABLES, Settings

TABLE = "portfolio"
"""The table whose columns a view keeps."""


def present(settings: Settings) -> str:
    """Return the layout in use."""
    tables: dict[str, dict[str, object]] = settings.get(TABLES)
    layout = {"columns": tables.get(TABLE, {}), "charts": settings.get(CHARTS), "group": settings.get(GROUPING)}
    return json.dumps(layout, ensure_ascii=False, separators=(",", ":"))


def adopt(settings: Settings, layout: str) -> bool:
    """Take over a kept layout; return whether there was one. What cannot be read is left out."""
    kept = _read(layout)
    columns, charts, group = (kept.get(one) for one in ("columns", "charts", "group"))
    if isinstance(columns, dict):
        tables: dict[str, dict[str, object]] = settings.get(TABLES)
        settings.put(TABLES, {**tables, TABLE: columns})
    if isinstance(charts, list):
        settings.put(CHARTS, [str(one) for one in charts])
    if isinstance(group, str):
        settings.put(GROUPING, group)
    return bool(kept)


def sort_text(sort: Sort) -> str:
    """Return an order as it is kept: '-filing_date, office'."""
    return ", ".join(f"{'-' if descending else ''}{field}" for field, descending in sort)


def sort_of(text: str) -> Sort:
    """Return the order of a kept text."""
    names: Sequence[str] = [one.strip() for one in text.split(",") if one.strip()]
    return tuple((name.removeprefix("-"), name.startswith("-")) for name in names)


def _read(layout: str) -> Mapping[str, object]:
    try:
        kept = json.loads(layout or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
