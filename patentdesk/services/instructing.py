"""Pass signed decisions on to the agencies: one workbook for each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.core.words import Language, Words
from patentdesk.docketing.records import OPEN_STATES, Deadline
from patentdesk.handouts.page import Cell, Page, PageTable, write_page
from patentdesk.portfolio.records import Patent
from patentdesk.services import organisations
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import number_of
from patentdesk.services.execution import to_carry_out
from patentdesk.store.file import Reader
from patentdesk.triage.records import Decision, DecisionCode, Instruction

_COLUMNS = {
    "application": 19, "publication": 17, "titled": 34, "office": 8, "do": 30, "year": 8, "due": 12, "grace": 12,
    "amount": 11, "currency": 8, "conditions": 22, "reference": 14, "done": 22,
}  # fmt: skip
"""Columns of what an agency gets, with their widths in characters."""


@dataclass(frozen=True, slots=True)
class Order:
    """What an agency is to do about one patent; ``told`` is the instruction that it got already."""

    patent: Patent
    decision: Decision
    agency: str
    due: Deadline | None
    told: Instruction | None = None

    @property
    def act_by(self) -> date | None:
        """The day of the coming annuity."""
        return self.due.due_date if self.due is not None else None


def orders(desk: Desk, review_id: int | None = None) -> list[Order]:
    """Return the signed decisions that wait to be carried out, by agency ('' none) and day.

    Raises Refused 'review_unknown' for a review that is not there.
    """
    waiting = [one for one in to_carry_out(desk) if review_id is None or one.review_id == review_id]
    with desk.file.reading() as reader:
        ids = [one.patent_id for one in waiting]
        patents = {one.id: one for one in reader.select(Patent, id=ids)}
        agencies = organisations.names(reader)
        told = {one.decision_uid: one for one in reader.select(Instruction, patent_id=ids)}
        due = _next_annuities(reader, ids)
    found = [
        Order(
            patents[one.patent_id],
            one,
            agencies.get(patents[one.patent_id].agency_id or 0, ""),
            due.get(one.patent_id),
            told.get(one.uid),
        )
        for one in waiting
    ]
    return sorted(found, key=lambda one: (one.agency, one.act_by or date.max, one.patent.id))


def _next_annuities(reader: Reader, ids: Sequence[int]) -> dict[int, Deadline]:
    found: dict[int, Deadline] = {}
    for one in reader.select(Deadline, patent_id=list(ids), state=list(OPEN_STATES), gone=False, order=("due_date",)):
        if one.year is not None and one.due_date is not None:
            found.setdefault(one.patent_id, one)
    return found


def instruct(
    desk: Desk, folder: Path, language: Language = "zh", review_id: int | None = None
) -> tuple[list[Path], Changes]:
    """Write one workbook for each agency with the decisions that nobody passed on, and note that they were.

    Return the files. Raises Refused: instruct_nothing, and what the files may bring.
    """
    fresh = [one for one in orders(desk, review_id) if one.told is None]
    if not fresh:
        raise refuse("instruct_nothing")
    words = desk.library.words(language)
    by_agency: dict[str, list[Order]] = defaultdict(list)
    for one in fresh:
        by_agency[one.agency].append(one)
    files = []
    for agency, some in by_agency.items():
        path = folder / f"{_file_name(words, agency)} {desk.clock.today().isoformat()}.xlsx"
        write_page(path, _page(desk, words, agency, some))
        files.append(path)
    with desk.file.operation("instruct", n=len(fresh)) as work:
        work.add_all(
            Instruction(
                patent_id=one.patent.id,
                decision_uid=one.decision.uid,
                agency=one.agency,
                given_by=desk.user,
                given_at=desk.clock.now(),
                act_by=one.act_by,
            )
            for one in fresh
        )
    return files, Changes.of([Kind.DECISIONS], [one.patent.id for one in fresh])


def _file_name(words: Words, agency: str) -> str:
    """Return a name that every system takes as that of a file."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", agency).strip(" .")
    return words("instruct.file", agency=name or words("instruct.no_agency"))


def _page(desk: Desk, words: Words, agency: str, some: Sequence[Order]) -> Page:
    facts = [
        (words("instruct.to"), agency or words("instruct.no_agency")),
        (words("instruct.from"), desk.user),
        (words("instruct.day"), desk.clock.today().isoformat()),
        (words("instruct.note"), words("instruct.proof")),
    ]
    rows = [_row(words, one) for one in some]
    heads = [words.both(f"instruct.{name}") for name in _COLUMNS]
    table = PageTable(words("instruct.patents", n=len(some)), heads, tuple(_COLUMNS.values()), rows)
    return Page(words("instruct.title"), facts, [table], [words("instruct.signed")])


def _row(words: Words, one: Order) -> list[Cell]:
    due = one.due
    amount = Money(due.amount_minor, due.currency).amount if due is not None and due.amount_minor is not None else None
    code = one.decision.code
    task = words(f"instruct.task.{code.value}")
    return [
        one.patent.application_number_text or one.patent.application_number,
        number_of(one.patent),
        one.patent.title,
        one.patent.office,
        task,
        due.year if due is not None and code is not DecisionCode.DROP else None,
        one.act_by,
        due.grace_end if due is not None else None,
        amount,
        due.currency if due is not None else "",
        one.decision.conditions,
        one.decision.uid[:8],
        "",
    ]
