"""Remember what the user prefers between two starts, in one small file that may be lost without harm."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

_Value = TypeVar("_Value")
_log = logging.getLogger(__name__)


class Setting(NamedTuple, Generic[_Value]):
    """One thing that is remembered, with its value before anybody chose."""

    key: str
    default: _Value


LANGUAGE = Setting("language", "")
THEME = Setting("theme", "system")
RECENT: Setting[list[str]] = Setting("recent", [])
TABLES: Setting[dict[str, dict[str, object]]] = Setting("tables", {})
INSPECTOR = Setting("inspector", True)
STRIP = Setting("chart_strip", True)
REASON = Setting("docket_reason", False)
"""Whether the docket explains the date under the cursor."""
LEAD_DAYS: Setting[list[int]] = Setting("lead_days", [90, 30, 7, 1])
"""Days before a deadline on which the user is reminded."""
MINE_ONLY = Setting("reminders_mine", False)
"""Whether only deadlines are told of which the user is responsible or deputy."""
TRAY = Setting("reminders_tray", True)
"""Whether reminders also come from an icon in the system's tray."""
REMINDED: Setting[dict[str, list[str]]] = Setting("reminded", {})
"""Portfolio → reminders that the tray has shown."""
SEEN: Setting[dict[str, int]] = Setting("docket_seen", {})
"""Portfolio → the journal's entry up to which the user has seen what changed in the docket."""
WINDOW = Setting("window", "")
DENSITY = Setting("density", "normal")
"""How high the rows of tables are: one of ``theme.ROW_HEIGHTS``."""
USER = Setting("user", "")
"""The name that stands in the journal; '' is the name that the system knows."""
BACKUP_FOLDER = Setting("backup_folder", "")
"""'' is the program's own folder."""
COPIES: Setting[dict[str, str]] = Setting("copies", {})
"""Portfolio → the copy of it that was saved last by hand."""
BACKUP_HOURS = Setting("backup_hours", 1)
CURRENCY = Setting("currency", "CNY")
"""What amounts are entered in unless something else is chosen."""
GROUPING = Setting("grouping", "")
"""What the table of patents is grouped by; '' is not grouped."""
WATCHED = Setting("watched_folder", "")
"""Folder whose new files are offered for import."""
PASSED: Setting[list[str]] = Setting("watched_passed", [])
"""Digests of files in it that the user does not want to be asked about again."""
PASSED_LIMIT = 500
RECENT_LIMIT = 8
QUERIES: Setting[list[str]] = Setting("recent_queries", [])
QUERY_LIMIT = 20
FACETS = Setting("facets", True)
FOLDED: Setting[list[str]] = Setting("folded_facets", ["responsible", "product", "tags"])
CHARTS: Setting[list[str]] = Setting("charts", [])


class Settings:
    """The remembered values; a file that cannot be read counts as empty, one that cannot be written is logged."""

    def __init__(self, path: Path | None) -> None:
        """Read the values; ``path`` None remembers nothing beyond this run."""
        self._path = path
        self._values: dict[str, object] = {}
        if path is not None:
            try:
                read = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            self._values = read if isinstance(read, dict) else {}

    def get(self, setting: Setting[_Value]) -> _Value:
        """Return the remembered value, or the default when none of the right type is there."""
        value = self._values.get(setting.key, setting.default)
        return value if isinstance(value, type(setting.default)) else setting.default

    def put(self, setting: Setting[_Value], value: _Value) -> None:
        """Remember a value and write the file."""
        if self._values.get(setting.key) == value:
            return
        self._values[setting.key] = value
        self._write()

    def add_recent(self, path: Path) -> None:
        """Put a portfolio at the head of the recently used ones."""
        rest = [one for one in self.get(RECENT) if one != str(path)]
        self.put(RECENT, [str(path), *rest][:RECENT_LIMIT])

    def add_query(self, query: str) -> None:
        """Put a query at the head of the recent ones."""
        if query:
            rest = [one for one in self.get(QUERIES) if one != query]
            self.put(QUERIES, [query, *rest][:QUERY_LIMIT])

    def _write(self) -> None:
        if self._path is None:
            return
        draft = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(draft, self._path)
        except OSError as fault:
            _log.warning("the preferences could not be written: %s", fault)
