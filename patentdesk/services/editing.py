"""Change fields of patents, many at once as one step, and remove patents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.portfolio.records import HandMade, Organisation, Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.listing import read_patents
from patentdesk.services.recomputing import DOCKETED, follow
from patentdesk.store.file import Reader, Work

NOT_EDITABLE = frozenset({"id", "uid", "family_id", "applicants_text", "inventors_text"})
"""Fields that are worked out or given by the store."""

_CHECKED_PAGE = 2_000
_EDIT_PAGE = 10_000


def would_change(desk: Desk, ids: Sequence[int], **values: object) -> int:
    """Return how many of the patents an edit would change. Raises Refused as ``edit_patents`` does for the values."""
    wanted = {name: checked(name, value) for name, value in values.items()}
    with desk.file.reading() as reader:
        return len(_differing(reader, ids, wanted))


def edit_patents(desk: Desk, ids: Sequence[int], progress: Progress | None = None, /, **values: object) -> Changes:
    """Set fields of patents to the same values and mark those fields as made by hand.

    Where the docket follows from one of them, it is recomputed within the same operation.
    A text is read as the field's type ('' empties it). Raises Refused: edit_unknown_field, edit_bad_value,
    edit_no_code, edit_unknown_organisation, edit_date_order (a grant before its filing), edit_no_patent. Raises
    Cancelled.
    """
    ready = {name: checked(name, value) for name, value in values.items()}
    progress = progress or Progress()
    with desk.file.operation("edit_patents", n=len(ids), fields=sorted(ready)) as work:
        progress.report(0, len(ids), "step.edit")
        _check_references(work, ready)
        touched = sorted(_differing(work, ids, ready))  # in the order of the file: neighbours share its pages
        for start in range(0, len(touched), _EDIT_PAGE):
            page = touched[start : start + _EDIT_PAGE]
            work.change_many(Patent, page, **ready)
            check_dates(work, page, ready)
            mark_hand_made(work, page, list(ready))
            progress.report(start + len(page), len(touched), "step.edit")
        work.note(n=len(touched))
        docketed = bool(touched and DOCKETED & set(ready) and follow(desk, work, touched, progress))
    if not touched:
        return Changes()
    return Changes.of([Kind.PATENTS, *([Kind.DEADLINES] if docketed else [])], touched)


def remove_patents(desk: Desk, ids: Sequence[int]) -> Changes:
    """Remove patents with all that hangs on them. Raises Refused 'signed_kept' when a signed decision does."""
    with desk.file.operation("remove_patents", n=len(ids)) as work:
        removed = work.remove(Patent, ids)
    return Changes(frozenset(Kind) - {Kind.ORGANISATIONS, Kind.VIEWS, Kind.ASSUMPTIONS}) if removed else Changes()


def kind_of(name: str) -> tuple[type[Any], bool]:
    """Return the type of a field of Patent and whether it may be None."""
    hint = get_type_hints(Patent)[name]
    if isinstance(hint, UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None)), True
    return hint, False


def checked(name: str, value: object) -> object:
    """Return a text as the field's type. Raises Refused: edit_unknown_field, edit_bad_value, edit_no_code."""
    if name not in get_type_hints(Patent) or name in NOT_EDITABLE:
        raise refuse("edit_unknown_field", field=name)
    kind, nullable = kind_of(name)
    if value is None or (value == "" and kind is not str):
        if not nullable:
            raise refuse("edit_bad_value", field=name, value="")
        return None
    try:
        result = _read(kind, value)
    except (ValueError, TypeError) as error:
        if issubclass(kind, StrEnum):
            known = ", ".join(code.value for code in kind if code.value)
            raise refuse("edit_no_code", field=name, value=str(value), known=known) from error
        raise refuse("edit_bad_value", field=name, value=str(value)) from error
    if kind is int and isinstance(result, int) and not 0 <= result < 2**31:
        raise refuse("edit_bad_value", field=name, value=str(value))
    return result


def _read(kind: type[Any], value: object) -> object:
    if kind is date:
        return value if type(value) is date else date.fromisoformat(str(value))
    if kind is int and isinstance(value, float | bool):
        raise TypeError(value)
    return kind(value)


def _check_references(work: Work, values: dict[str, object]) -> None:
    for name in ("member_id", "agency_id"):
        wanted = values.get(name)
        if wanted is not None and not work.count(Organisation, id=wanted):
            raise refuse("edit_unknown_organisation", field=name, id=str(wanted))


def _differing(work: Reader, ids: Sequence[int], values: dict[str, object]) -> list[int]:
    wanted = [int(patent_id) for patent_id in ids]
    if work.count(Patent, id=wanted) < len(set(wanted)):
        raise refuse("edit_no_patent")
    same = set(work.column(Patent, "id", id=wanted, **values))
    return [patent_id for patent_id in wanted if patent_id not in same]


def check_dates(work: Work, ids: Sequence[int], fields: Collection[str]) -> None:
    """Refuse an edit of these fields that put a later step before the filing. Raises Refused 'edit_date_order'."""
    later = ("publication_date", "grant_date", "registration_date", "expiry_date")
    if not {"filing_date", *later} & set(fields):
        return
    for start in range(0, len(ids), _CHECKED_PAGE):
        for patent in read_patents(work, ids[start : start + _CHECKED_PAGE]):
            for name in later:
                step = getattr(patent, name)
                if patent.filing_date is not None and step is not None and step < patent.filing_date:
                    raise refuse("edit_date_order", field=name, date=str(step), filing=str(patent.filing_date))


def mark_hand_made(work: Work, ids: Sequence[int], names: Collection[str]) -> None:
    """Note that a person gave these fields of the patents their values."""
    for name in names:
        marked = set(work.column(HandMade, "patent_id", patent_id=ids, field_name=name))
        work.add_all([HandMade(patent_id=i, field_name=name) for i in ids if i not in marked])
