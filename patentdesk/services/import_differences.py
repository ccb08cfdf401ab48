"""Note, with an import, the fields on which its sources differ from what the portfolio held, or from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from patentdesk.core.problems import Problem
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Difference, HandMade
from patentdesk.services.import_compare import Target
from patentdesk.services.import_values import SHARES, FieldChange, told_against
from patentdesk.store.file import Work

LASTING = frozenset({
    "title", "right_type", "priority_date", "filing_date", "publication_date", "grant_date", "registration_date",
    "national_entry_date", "expiry_date", "applicants_text", "inventors_text", "segment", "product", "responsible",
    "reduction", "claims_count",
})  # fmt: skip
"""Fields that say the same at all times: of two values one is wrong. A new state or count is news, no difference."""
_WHOLE = 79
"""A text of a problem that is longer was cut."""


def note_differences(work: Work, written: Iterable[tuple[Target, int]], file_id: Callable[[str], int]) -> None:
    """Keep what sources say differently about patents (target, patent id); what was noted before is not noted again."""
    found = [one for target, patent_id in written for one in _of(target, patent_id, file_id)]
    if not found:
        return
    shared = {one.patent_id for one in found if one.field_name == SHARES}
    by_hand = set(work.column(HandMade, "patent_id", patent_id=shared, field_name=SHARES)) if shared else set()
    found = [replace(one, hand_made=True) if one.field_name == SHARES and one.patent_id in by_hand else one
             for one in found]  # fmt: skip
    known = {_key(one) for one in work.select(Difference, patent_id={one.patent_id for one in found})}
    fresh = {_key(one): one for one in found if _key(one) not in known}
    work.add_all(fresh.values())


def _key(one: Difference) -> tuple[int, str, frozenset[str]]:
    return one.patent_id, one.field_name, frozenset((one.held, one.told))


def _of(target: Target, patent_id: int, file_id: Callable[[str], int]) -> Iterator[Difference]:
    for change in target.decided:
        if _differs(change):
            name, held, told = told_against(change)
            yield Difference(
                patent_id=patent_id,
                field_name=name,
                held=held,
                told=told,
                file_id=file_id(_teller(target, change)),
                hand_made=not change.taken and change.field_name != SHARES,
                taken=change.taken,
            )
    for problem in _between_rows(target.merged.problems):
        first, second = str(problem.args["was"]), str(problem.args["value"])
        yield Difference(
            patent_id=patent_id,
            field_name=problem.field_name,
            held=first,
            told=second,
            file_id=file_id(problem.source.file),
            taken=problem.code == "rows_differ",
        )


def _differs(change: FieldChange) -> bool:
    if not change.taken:
        return True
    return change.field_name in LASTING and change.before not in (None, "", Status.UNKNOWN)


def _between_rows(problems: Sequence[Problem]) -> Iterator[Problem]:
    for one in problems:
        told = (one.args.get("was", ""), one.args.get("value", ""))
        if one.code.startswith("rows_differ") and one.field_name in LASTING and all(0 < len(str(text)) <= _WHOLE
                                                                                   for text in told):  # fmt: skip
            yield one


def _teller(target: Target, change: FieldChange) -> str:
    """Return the file whose row told the value."""
    drafts = target.merged.drafts
    if change.field_name == SHARES:
        return next(draft.source.file for draft in reversed(drafts) if draft.shares)
    told = (draft.source.file for draft in reversed(drafts) if draft.values.get(change.field_name) == change.after)
    return next(told, drafts[-1].source.file)
