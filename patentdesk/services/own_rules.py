"""Keep the portfolio's own deadline rules, and foresee what a change of rules does to every date."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.docketing.records import OwnRule
from patentdesk.docketing.rulefile import COLUMNS
from patentdesk.docketing.rules import Rulebook
from patentdesk.handouts.table import ColumnKind, TableColumn, write_table
from patentdesk.services import law
from patentdesk.services.desk import Desk
from patentdesk.services.recomputing import DocketDifference, basis_of, difference
from patentdesk.store.file import Reader

Row = Mapping[str, str]


def own_rules(desk: Desk) -> list[OwnRule]:
    """Return the portfolio's own rules by their id."""
    with desk.file.reading() as reader:
        return reader.select(OwnRule, order=("rule_id",))


def read_rules(path: Path) -> list[Row]:
    """Return the rows of a CSV file of rules. Raises Refused: own_rules_file (not there, no CSV, no column 'id')."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows: list[Row] = [
                {key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise refuse("own_rules_file", file=str(path)) from fault
    if not rows or "id" not in rows[0]:
        raise refuse("own_rules_file", file=str(path))
    return rows


def preview(desk: Desk, rows: Sequence[Row], progress: Progress | None = None) -> DocketDifference:
    """Return what these rules, added to those in force, would change in the whole docket; nothing is stored.

    A row without a reason is taken too: a draft of a law has none yet. Raises Refused own_rules_wrong; Cancelled.
    """
    given = [{**row, "reason": row.get("reason") or "?"} for row in rows]
    with desk.file.reading() as reader:
        book = law.rules_with(desk.library, _merged(desk, reader, given))
        basis = replace(basis_of(desk, reader), book=book)
        return difference(desk, reader, None, progress or Progress(), basis=basis)


def add_rules(desk: Desk, rows: Sequence[Row], progress: Progress | None = None) -> DocketDifference:
    """Add rules, or put them in the place of own ones with the same id, and recompute, all as one operation.

    Raises Refused own_rules_wrong, nothing stored; Cancelled.
    """
    with desk.file.operation("edit_rules", n=len(rows)) as work:
        rules = _merged(desk, work, rows)
        book = law.rules_with(desk.library, rules)
        work.remove(OwnRule, [one.id for one in work.select(OwnRule)])
        work.add_all([replace(one, id=0) for one in rules])
        found = difference(
            desk, work, None, progress or Progress(), work=work, basis=replace(basis_of(desk, work), book=book)
        )
        work.note(**found.counts, law=book.version)
    return found


def override(desk: Desk, rule_id: str, changes: Row, reason: str, progress: Progress | None = None) -> DocketDifference:
    """Put a changed copy of an official rule in its place. As ``add_rules``; also raises Refused no_rule."""
    official = _official(desk, rule_id)
    return add_rules(desk, [{**official, **changes, "id": rule_id, "reason": reason}], progress)


def remove_rules(desk: Desk, rule_ids: Sequence[str], progress: Progress | None = None) -> DocketDifference:
    """Take own rules away, so that the official ones count again, and recompute, all as one operation.

    Raises Refused no_rule; Cancelled.
    """
    with desk.file.operation("edit_rules", n=len(rule_ids)) as work:
        held = {one.rule_id: one for one in work.select(OwnRule)}
        for rule_id in rule_ids:
            if rule_id not in held:
                raise refuse("no_rule", rule=rule_id)
        left = [one for one in held.values() if one.rule_id not in rule_ids]
        book = law.rules_with(desk.library, left) if left else law.rulebook(desk.library)
        work.remove(OwnRule, [held[rule_id].id for rule_id in rule_ids])
        basis = replace(basis_of(desk, work), book=book)
        found = difference(desk, work, None, progress or Progress(), work=work, basis=basis)
        work.note(**found.counts, law=book.version)
    return found


def export_rules(desk: Desk, path: Path) -> int:
    """Write the own rules to a CSV file that ``read_rules`` reads; return how many. Raises Refused as write_table."""
    rules = own_rules(desk)
    stated = {"id", "reason", *(name for one in rules for name, cell in one.content.items() if cell)}
    names = [name for name in COLUMNS if name in stated]
    rows = [[{**one.content, "id": one.rule_id, "reason": one.reason}.get(name, "") for name in names] for one in rules]
    return write_table(path, [TableColumn(name, name, ColumnKind.TEXT, 20) for name in names], rows, sheet="rules")


def book_of(desk: Desk) -> Rulebook:
    """Return all rules that the portfolio goes by."""
    return law.rules_of(desk)


def _official(desk: Desk, rule_id: str) -> Row:
    """Return the row of a shipped rule. Raises Refused no_rule."""
    for name in desk.library.names("rules", ".csv"):
        for row in desk.library.rows(name) if not name.endswith("service.csv") else ():
            if row["id"] == rule_id:
                return {column: row.get(column, "") for column in COLUMNS if row.get(column)}
    raise refuse("no_rule", rule=rule_id)


def _merged(desk: Desk, reader: Reader, rows: Sequence[Row]) -> list[OwnRule]:
    """Return the own rules with these rows among them. Raises Refused own_rules_wrong for an unknown column."""
    held = {one.rule_id: one for one in reader.select(OwnRule)}
    for row in rows:
        if unknown := sorted(set(row) - set(COLUMNS)):
            raise refuse("own_rules_wrong", fault=f"{row.get('id', '')}: {', '.join(unknown)}?")
        content = {name: cell for name, cell in row.items() if name not in {"id", "reason"} and cell}
        rule_id, reason = row.get("id", ""), row.get("reason", "")
        held[rule_id] = OwnRule(
            rule_id=rule_id, content=content, reason=reason, added_by=desk.user, added_at=desk.clock.now()
        )
    return [held[rule_id] for rule_id in sorted(held)]
