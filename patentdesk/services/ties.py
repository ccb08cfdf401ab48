"""Record what ties the owner's hands: licences, pledges, disputes, co-owners and their shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from patentdesk.core.problems import refuse
from patentdesk.portfolio.codes import EncumbranceKind, Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Encumbrance, Party, Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.editing import mark_hand_made
from patentdesk.services.import_values import SHARES

_NAMELESS = frozenset({EncumbranceKind.AWARD, EncumbranceKind.STANDARD})
"""Kinds behind which nobody else stands."""
_CHANGEABLE = frozenset({"kind", "counterparty", "start_date", "end_date", "amount_minor", "currency", "note"})


def ties(desk: Desk, patent_ids: Sequence[int] | None = None) -> list[Encumbrance]:
    """Return the encumbrances of patents, ended ones included; None: of all."""
    with desk.file.reading() as reader:
        if patent_ids is None:
            return list(reader.iterate(Encumbrance))
        return reader.select(Encumbrance, patent_id=[int(one) for one in patent_ids])


def add_encumbrance(desk: Desk, tie: Encumbrance) -> Changes:
    """Record an encumbrance.

    Raises Refused: tie_no_patent, tie_nobody (no counterparty), tie_ends_early (before its start), tie_amount
    (negative, or without a currency), tie_known (recorded already, with the same days and the same amount).
    """
    tie = replace(tie, id=0, counterparty=tie.counterparty.strip(), currency=tie.currency.strip().upper())
    _check(tie)
    with desk.file.operation("add_tie", kind=tie.kind.value, counterparty=tie.counterparty) as work:
        if work.get(Patent, tie.patent_id) is None:
            raise refuse("tie_no_patent", n=tie.patent_id)
        for one in work.select(Encumbrance, patent_id=tie.patent_id, kind=tie.kind):
            if _told(one) == _told(tie):
                raise refuse("tie_known", n=one.id, encumbrance=tie.kind.value, name=tie.counterparty or "–")
        work.add(tie)
    return _changed(tie)


def change_encumbrance(desk: Desk, tie_id: int, values: Mapping[str, object]) -> Changes:
    """Change fields of an encumbrance. Raises Refused: tie_unknown, and as ``add_encumbrance`` does.

    Raises ValueError for fields that are not a person's to set.
    """
    if not values.keys() <= _CHANGEABLE:
        raise ValueError(f"not to be changed: {sorted(values.keys() - _CHANGEABLE)}")
    with desk.file.operation("change_tie", n=tie_id) as work:
        before = work.get(Encumbrance, tie_id)
        if before is None:
            raise refuse("tie_unknown", n=tie_id)
        _check(replace(before, **values), named="counterparty" in values)  # type: ignore[arg-type]
        changed = work.change(Encumbrance, tie_id, **values)
    return _changed(before) if changed else Changes()


def end_encumbrance(desk: Desk, tie_id: int, on: date) -> Changes:
    """Let an encumbrance end; it binds up to and including this day. Raises Refused as ``change_encumbrance`` does."""
    return change_encumbrance(desk, tie_id, {"end_date": on})


def set_shares(desk: Desk, patent_id: int, shares: Mapping[str, Fraction]) -> Changes:
    """Set the shares of owners by name; those who are not named keep theirs.

    Applicants count where nobody is recorded as owner. Raises Refused: share_no_owner, share_impossible (not above 0
    and up to 1), shares_too_many (together more than the whole).
    """
    wanted = {fold(name): share for name, share in shares.items()}
    for name, share in shares.items():
        if not 0 < share <= 1:
            raise refuse("share_impossible", name=name, share=str(share))
    with desk.file.operation("set_shares", names=", ".join(shares)) as work:
        parties = work.select(Party, patent_id=patent_id)
        owners = [one for one in parties if one.role is Role.OWNER]
        owners = owners or [one for one in parties if one.role is Role.APPLICANT]
        known = {fold(one.name) for one in owners}
        for name in shares:
            if fold(name) not in known:
                raise refuse("share_no_owner", name=name)
        total = sum((wanted.get(fold(one.name), _share(one)) for one in owners), Fraction(0))
        if total > 1:
            raise refuse("shares_too_many", share=str(total))
        named = [(one.id, wanted[fold(one.name)]) for one in owners if fold(one.name) in wanted]
        changed = work.change_each(
            Party,
            [(i, {"share_numerator": share.numerator, "share_denominator": share.denominator}) for i, share in named],
        )
        if changed:
            mark_hand_made(work, [patent_id], [SHARES])
    return Changes.of([Kind.PATENTS], (patent_id,)) if changed else Changes()


def _told(tie: Encumbrance) -> tuple[object, ...]:
    """Return what tells a tie of a patent from another of its kind."""
    return fold(tie.counterparty), tie.start_date, tie.end_date, tie.amount_minor, tie.currency


def _share(party: Party) -> Fraction:
    return Fraction(party.share_numerator or 0, party.share_denominator or 1)


def _check(tie: Encumbrance, *, named: bool = True) -> None:
    """Refuse what cannot be; one that a list brought without a name may still end (``named`` False)."""
    if named and not tie.counterparty and tie.kind not in _NAMELESS:
        raise refuse("tie_nobody", encumbrance=tie.kind.value)
    if tie.start_date is not None and tie.end_date is not None and tie.end_date < tie.start_date:
        raise refuse("tie_ends_early", date=tie.end_date.isoformat(), other=tie.start_date.isoformat())
    if tie.amount_minor is not None and (tie.amount_minor < 0 or len(tie.currency) != 3):
        raise refuse("tie_amount", encumbrance=tie.kind.value)


def _changed(tie: Encumbrance) -> Changes:
    return Changes.of([Kind.ENCUMBRANCES], (tie.patent_id,))
