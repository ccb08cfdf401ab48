"""Compare the parties that an import tells, and what they hold, with those that a patent has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from patentdesk.intake.merging import Merged
from patentdesk.intake.shares import DraftShare, write_shares
from patentdesk.portfolio.codes import Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Party, Patent
from patentdesk.services.import_held import Held
from patentdesk.services.import_values import SHARES, FieldChange, same_names, says_the_same

_TEXT_OF_ROLE = {
    Role.APPLICANT: "applicants_text",
    Role.OWNER: "applicants_text",
    Role.INVENTOR: "inventors_text",
    Role.AGENCY: "agency_id",
}
"""Where this field is a person's or weak, the parties of the role are too."""


def compare_parties(
    merged: Merged, patent: Patent, held: Held, *, overruled: bool
) -> tuple[tuple[tuple[Role, str], ...], tuple[int, ...]]:
    """Return the parties to write and the ids that make way, role by role.

    Shares that a person entered are kept; applicants that repeat the line of the owners are nothing new, nor is the
    agency that the patent itself names.
    """
    hand_made = held.hand_made[patent.id]
    parties: list[tuple[Role, str]] = []
    replaced: list[int] = []
    for role in Role:
        ours = [party for party in merged.parties if party[0] is role]
        theirs = [party for party in held.parties[patent.id] if party.role is role]
        names = [party.name for party in theirs]
        if role is Role.AGENCY and patent.id in held.agencies:
            names = [held.agencies[patent.id]]
        shared = any(party.share_numerator is not None for party in theirs)
        text = _TEXT_OF_ROLE.get(role, "")
        weak = overruled or text in merged.weak
        only_the_line = (
            role is Role.APPLICANT
            and not theirs
            and says_the_same(text, merged.values.get(text), patent.applicants_text)
        )
        settled = shared or text in hand_made or (weak and bool(theirs)) or only_the_line
        if ours and not settled and not same_names([name for _, name in ours], names):
            parties.extend(ours)
            replaced.extend(party.id for party in theirs)
    return tuple(parties), tuple(replaced)


def compare_shares(
    merged: Merged, stored: Sequence[Party], replaced: Collection[int]
) -> tuple[tuple[tuple[int, Fraction], ...], FieldChange | None]:
    """Return the shares of stored parties that have none yet, and how others differ: one that is known stands."""
    told = {(share.role, fold(share.name)): share.part for share in merged.shares}
    fresh: list[tuple[int, Fraction]] = []
    ours: list[DraftShare] = []
    theirs: list[DraftShare] = []
    for party in stored if told else ():
        part = told.get((party.role, fold(party.name)))
        known = share_of(party)
        if part is None or party.id in replaced or part == known:
            continue
        if known is None:
            fresh.append((party.id, part))
        else:
            ours.append(DraftShare(party.role, party.name, known))
            theirs.append(DraftShare(party.role, party.name, part))
    differing = FieldChange(SHARES, write_shares(ours), write_shares(theirs), taken=False) if ours else None
    return tuple(fresh), differing


def share_of(party: Party) -> Fraction | None:
    """Return what a party holds; None where nobody told it."""
    if not party.share_numerator or not party.share_denominator:
        return None
    return Fraction(party.share_numerator, party.share_denominator)
