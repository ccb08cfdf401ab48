"""Keep named queries."""

from __future__ import annotations

from patentdesk.core.problems import refuse
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import SavedView
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.listing import codes

_CHANGED = Changes.of([Kind.VIEWS])


def views(desk: Desk) -> list[SavedView]:
    """Return all saved views by name."""
    with desk.file.reading() as reader:
        return reader.select(SavedView, order=("name",))


def save_view(desk: Desk, name: str, query: str, sort: str = "", columns: str = "") -> Changes:
    """Keep a query under a name; a view of the same name is replaced.

    Raises Refused: view_no_name, and what the query may be refused for (portfolio.query.parse).
    """
    name = name.strip()
    if not name:
        raise refuse("view_no_name")
    parse(query, codes(desk))
    with desk.file.operation("save_view", name=name) as work:
        present = work.select(SavedView, name=name)
        if not present:
            work.add(SavedView(name=name, query=query, sort=sort, columns=columns))
        elif not work.change(SavedView, present[0].id, query=query, sort=sort, columns=columns):
            return Changes()
    return _CHANGED


def rename_view(desk: Desk, view_id: int, name: str) -> Changes:
    """Give a view another name. Raises Refused: view_no_name, view_name_taken, view_gone."""
    name = name.strip()
    if not name:
        raise refuse("view_no_name")
    with desk.file.operation("rename_view", name=name) as work:
        if any(view.id != view_id for view in work.select(SavedView, name=name)):
            raise refuse("view_name_taken", name=name)
        if work.get(SavedView, view_id) is None:
            raise refuse("view_gone", name=name)
        changed = work.change(SavedView, view_id, name=name)
    return _CHANGED if changed else Changes()


def remove_view(desk: Desk, view_id: int) -> Changes:
    """Remove a saved view."""
    with desk.file.operation("remove_view") as work:
        present = work.get(SavedView, view_id)
        if present is None:
            return Changes()
        work.note(name=present.name)
        work.remove(SavedView, [view_id])
    return _CHANGED
