"""Write the docket for other programs: a workbook, CSV or JSON list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.money import Money
from patentdesk.core.words import Words
from patentdesk.docketing.citations import written
from patentdesk.docketing.derivation import told
from patentdesk.docketing.lawtext import doubts, law_name, law_text, proof_told
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.rules import Rule
from patentdesk.handouts.table import Cell, ColumnKind, TableColumn, write_table
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Patent


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One deadline as it is handed out."""

    deadline: Deadline
    patent: Patent
    member: str = ""
    rule: Rule | None = None
    """None: the rule pack in force no longer has it."""
    steps: Sequence[Mapping[str, object]] = ()
    """The derivation."""
    unconfirmed: bool = False
    """One person alone entered the document that it follows from, where two are asked for."""


def write_docket(path: Path, rows: Sequence[DocketRow], words: Words) -> int:
    """Write deadlines as .xlsx, .csv or .json; return how many. Raises Refused as write_table does."""
    cells = (_cells(row, words) for row in rows)
    return write_table(path, _columns(words), cells, sheet=words("docket.title"), mark=HandoutMark.DOCKET)


_COLUMNS: tuple[tuple[str, ColumnKind, int], ...] = (
    ("reminder", ColumnKind.DATE, 12),
    ("due", ColumnKind.DATE, 12),
    ("grace", ColumnKind.DATE, 12),
    ("task", ColumnKind.TEXT, 26),
    ("year", ColumnKind.NUMBER, 7),
    ("number", ColumnKind.TEXT, 20),
    ("office", ColumnKind.TEXT, 7),
    ("title_column", ColumnKind.TEXT, 40),
    ("member", ColumnKind.TEXT, 20),
    ("responsible", ColumnKind.TEXT, 14),
    ("deputy", ColumnKind.TEXT, 14),
    ("amount", ColumnKind.MONEY, 12),
    ("currency", ColumnKind.TEXT, 9),
    ("state", ColumnKind.TEXT, 10),
    ("proof", ColumnKind.TEXT, 16),
    ("closed_by", ColumnKind.TEXT, 14),
    ("verified_by", ColumnKind.TEXT, 14),
    ("consequence", ColumnKind.TEXT, 30),
    ("remedy", ColumnKind.TEXT, 30),
    ("rule", ColumnKind.TEXT, 18),
    ("law", ColumnKind.TEXT, 30),
    ("confidence", ColumnKind.TEXT, 20),
    ("why", ColumnKind.TEXT, 60),
)


def _columns(words: Words) -> list[TableColumn]:
    return [TableColumn(key, words(f"docket.{key}"), kind, width) for key, kind, width in _COLUMNS]


def _cells(row: DocketRow, words: Words) -> list[Cell]:
    one, patent = row.deadline, row.patent
    amount = Money(one.amount_minor, one.currency).amount if one.amount_minor is not None else None
    rule = row.rule
    return [
        _reminder(one),
        one.due_date,
        one.grace_end,
        words.code("task", one.task),
        one.year,
        number_of(patent),
        patent.office,
        patent.title or patent.title_en,
        row.member,
        one.responsible or patent.responsible,
        one.deputy,
        amount,
        one.currency,
        words.code("deadline_state", one.state),
        proof_told(one.proof, words),
        one.closed_by,
        one.verified_by,
        law_name(rule.consequence, words) if rule else "",
        law_text(rule, rule.remedy, words) if rule else "",
        one.rule_id,
        written(rule.citation, words.language) if rule else "",
        _how_sure(row, words),
        "\n".join(told(step, words) for step in row.steps),
    ]


def _how_sure(row: DocketRow, words: Words) -> str:
    known = dict.fromkeys(
        (words.code("confidence", row.deadline.confidence), *doubts(row.deadline, words, row.unconfirmed))
    )
    return "; ".join(one for one in known if one)


def _reminder(deadline: Deadline) -> date | None:
    return deadline.earlier_reading or deadline.due_date
