"""Keep the portfolio's own deadline rules, and foresee what a change of rules does to every date."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.docketing.records import OwnRule
from patentdesk.docketing.rulefile import COLUMNS
from patentdesk.docketing.rules import Rule, Rulebook
from patentdesk.handouts.table import ColumnKind, TableColumn, write_table
from patentdesk.services import law
from patentdesk.services.desk import Desk
from patentdesk.services.recomputing import DocketDifference, basis_of, difference
from patentdesk.store.file import Reader, Work

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """One rule that the portfolio goes by; ``own``: as it was entered; ``official``: the one in whose place it is."""

    rule: Rule
    own: OwnRule | None = None
    official: Rule | None = None


def in_force(desk: Desk) -> list[RuleInForce]:
    """Return the rules that the portfolio goes by, its own ones first. Raises Refused own_rules_wrong."""
    shipped, book = law.rulebook(desk.library), law.rules_of(desk)
    held = {one.rule_id: one for one in own_rules(desk)}
    found = [
        RuleInForce(rule, held.get(rule.id), shipped.find(rule.replaces) if rule.id in held else None)
        for office in sorted(book.rules)
        for rule in book.rules[office]
    ]
    return sorted(found, key=lambda one: one.own is None)


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
        return _follow(desk, reader, _merged(desk, reader, given), progress)


def preview_removal(desk: Desk, rule_ids: Sequence[str], progress: Progress | None = None) -> DocketDifference:
    """Return what the whole docket would be without these own rules; nothing is stored. As ``remove_rules``."""
    with desk.file.reading() as reader:
        return _follow(desk, reader, _without(reader, rule_ids), progress)


def add_rules(desk: Desk, rows: Sequence[Row], progress: Progress | None = None) -> DocketDifference:
    """Add rules, or put them in the place of own ones with the same id, and recompute, all as one operation.

    Raises Refused own_rules_wrong, nothing stored; Cancelled.
    """
    with desk.file.operation("edit_rules", n=len(rows)) as work:
        return _store(desk, work, _merged(desk, work, rows), progress)


def changed_copy(desk: Desk, rule_id: str, changes: Row, reason: str) -> Row:
    """Return the row that puts a changed copy of a rule, official or own, in its place. Raises Refused no_rule."""
    held = {one.rule_id: one.content for one in own_rules(desk)}
    content = held[rule_id] if rule_id in held else _official(desk, rule_id)
    return {**content, **changes, "id": rule_id, "reason": reason}


def override(desk: Desk, rule_id: str, changes: Row, reason: str, progress: Progress | None = None) -> DocketDifference:
    """Put a changed copy of a rule in its place. As ``add_rules``; also raises Refused no_rule."""
    return add_rules(desk, [changed_copy(desk, rule_id, changes, reason)], progress)


def remove_rules(desk: Desk, rule_ids: Sequence[str], progress: Progress | None = None) -> DocketDifference:
    """Take own rules away, so that the official ones count again, and recompute, all as one operation.

    Raises Refused no_rule; Cancelled.
    """
    with desk.file.operation("edit_rules", n=len(rule_ids)) as work:
        return _store(desk, work, _without(work, rule_ids), progress)


def export_rules(desk: Desk, path: Path) -> int:
    """Write the own rules to a CSV file that ``read_rules`` reads; return how many. Raises Refused as write_table."""
    rules = own_rules(desk)
    stated = {"id", "reason", *(name for one in rules for name, cell in one.content.items() if cell)}
    names = [name for name in COLUMNS if name in stated]
    rows = [[{**one.content, "id": one.rule_id, "reason": one.reason}.get(name, "") for name in names] for one in rules]
    return write_table(
        path,
        [TableColumn(name, name, ColumnKind.TEXT, 20) for name in names],
        rows,
        sheet="rules",
        mark=HandoutMark.RULES,
    )


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


def _follow(
    desk: Desk, reader: Reader, rules: Sequence[OwnRule], progress: Progress | None, work: Work | None = None
) -> DocketDifference:
    """Compare the whole docket with what it is under these own rules; with ``work`` also store what differs."""
    book = law.rules_with(desk.library, rules) if rules else law.rulebook(desk.library)
    basis = replace(basis_of(desk, reader), book=book)
    found = difference(desk, reader, None, progress or Progress(), work=work, basis=basis)
    if work is not None:
        work.note(**found.counts, law=book.version)
    return found


def _store(desk: Desk, work: Work, rules: Sequence[OwnRule], progress: Progress | None) -> DocketDifference:
    """Let these be the own rules, and let the docket follow."""
    found = _follow(desk, work, rules, progress, work)
    work.remove(OwnRule, [one.id for one in work.select(OwnRule)])
    work.add_all([replace(one, id=0) for one in rules])
    return found


def _without(reader: Reader, rule_ids: Sequence[str]) -> list[OwnRule]:
    """Return the own rules but these. Raises Refused no_rule."""
    held = {one.rule_id: one for one in reader.select(OwnRule, order=("rule_id",))}
    for rule_id in rule_ids:
        if rule_id not in held:
            raise refuse("no_rule", rule=rule_id)
    return [one for one in held.values() if one.rule_id not in rule_ids]


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
