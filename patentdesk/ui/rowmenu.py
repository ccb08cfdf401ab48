"""Offer beside a cell of the list what can be done with it: look for its like, copy, change, sort."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from patentdesk.portfolio.clauses import How
from patentdesk.portfolio.fields import BY_NAME, FieldKind
from patentdesk.ui.actions import by_id, keys_of
from patentdesk.ui.models import ROW_ROLE, Column, GroupRow, TableModel
from patentdesk.ui.panel import Panel
from patentdesk.ui.tables import TableView

_READING = frozenset({"copy", "portfolio.sort", "portfolio.sort_more", "portfolio.group"})
_ACTS = (
    "copy", "portfolio.paste", "portfolio.bulk", "", "portfolio.sort", "portfolio.sort_more", "portfolio.group", "",
    "portfolio.remove",
)  # fmt: skip
"""Ids of actions; '' is a line between them."""
_FIELDS = {"applicants": "applicant", "inventors": "inventor", "ipc": "ipc_main", "number": "number"}
"""Column → field of the query language, where it is not one of the same name."""
_SEVERAL = (" | ", ";")
_LONGEST = 30


def asked_by(column: Column, record: Any) -> tuple[str, str] | None:  # noqa: ANN401 - a record of any table
    """Return field and value of the query language that a cell stands for; None when there is no such field."""
    field = BY_NAME.get(_FIELDS.get(column.key, column.sort_field or column.key))
    if field is None:
        return None
    value = column.raw(record) if column.raw is not None and field.kind is FieldKind.CODE else column.text(record)
    for sign in _SEVERAL:
        value = value.split(sign)[0].strip()
    return field.name, value.replace(",", "") if field.kind is FieldKind.NUMBER else value


def offer_row_menu(panel: Panel, table: TableView, model: TableModel, spot: QPoint) -> None:
    """Open the menu of the cell under the pointer; by the keyboard, of the cell under the cursor."""
    index = table.indexAt(spot)
    if not index.isValid():
        index = table.currentIndex()
    record = index.data(ROW_ROLE) if index.isValid() else None
    if record is None:
        return
    menu, say, session = QMenu(table), panel.say, panel.session
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked = None if isinstance(record, GroupRow) else asked_by(model.columns[index.column()], record)
    if asked is not None:
        field, value = asked
        shown = str(index.data(Qt.ItemDataRole.DisplayRole) or "") or say("ui.facets.unknown")
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        for word, how in (("ui.row.only", How.ONLY), ("ui.row.without", How.NOT)):
            told = say(word, name=say(model.columns[index.column()].header), value=shown)
            menu.addAction(told.replace("&", "&&"), partial(session.choose, field, value, how))
        menu.addSeparator()
    for name in _ACTS:
        if not name:
            menu.addSeparator()
            continue
        action, command = by_id(name), name.removeprefix("portfolio.")
        run = table.copy if name == "copy" else panel.commands[command]
        entry = menu.addAction(say(action.title), run)
        entry.setShortcut(keys_of(action))
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        entry.setEnabled(session.writable or name in _READING)
    menu.popup(table.viewport().mapToGlobal(spot))
