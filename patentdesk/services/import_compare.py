"""Compare what an import says with what the portfolio holds: find each patent, then decide field by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from patentdesk.intake.drafts import DraftCitation, DraftEvent, DraftPriority
from patentdesk.intake.merging import Merged, with_family_doubt, with_member_doubt
from patentdesk.intake.ties import DraftTie
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.portfolio.codes import Role, Scheme, Status
from patentdesk.portfolio.records import Patent, Priority, Provenance
from patentdesk.services.import_find import Finder
from patentdesk.services.import_held import Held
from patentdesk.services.import_parties import compare_parties, compare_shares
from patentdesk.services.import_ties import Filled, compare_ties
from patentdesk.services.import_values import FieldChange, says_the_same, told_against
from patentdesk.store.file import Reader

_WRITTEN_FORMS = frozenset({"application_number_text", "publication_number_text"})
_OF_THE_DOCUMENT = frozenset({"publication_number", "publication_date", "external_id", "url"})
"""These describe one publication; another publication of the same patent only fills them where they are empty."""
_FIXED = frozenset({"office"})


class Target(NamedTuple):
    """What is to be written for one patent; ``patent`` is None for a new one.

    A tuple, as an import makes one for each patent.
    """

    merged: Merged
    patent: Patent | None
    values: Mapping[str, object]
    """The values to be set."""
    decided: tuple[FieldChange, ...] = ()
    """Every difference from the patent that is there."""
    parties: tuple[tuple[Role, str], ...] = ()
    """Parties of the roles that are written anew."""
    replaced: tuple[int, ...] = ()
    """Ids of the parties that make way."""
    priorities: tuple[DraftPriority, ...] = ()
    dated: tuple[tuple[int, DraftPriority], ...] = ()
    """Stored priorities whose date was not known."""
    classifications: tuple[tuple[Scheme, str], ...] = ()
    citations: tuple[DraftCitation, ...] = ()
    events: tuple[DraftEvent, ...] = ()
    encumbrances: tuple[DraftTie, ...] = ()
    tied: Sequence[Filled] = ()
    """What stored ties lacked."""
    guessed: bool = False
    """The segment was guessed from the classification."""
    shared: tuple[tuple[int, Fraction], ...] = ()
    """Stored parties whose share was not known."""
    kept: bool = False
    """The conflicts are already written down for this patent."""
    placed: tuple[int, int] = (0, 0)
    """How many priorities and symbols the patent has: new ones stand behind them."""
    joins: bool = False
    """The patent gets a family, which it lacked."""
    notes: bool = False
    """Columns without a meaning say what is not kept yet."""
    listed: tuple[FieldChange, ...] = ()
    """Classes that come to those that are there, as a change of the field that holds them."""

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """What happens to each value."""
        if self.patent is None:
            return tuple(FieldChange(name, None, value) for name, value in self.values.items())
        told = tuple(FieldChange(name, None, str(n), added=True) for name, n in self.adds.items())
        return self.decided + self.listed + told

    @property
    def adds(self) -> dict[str, int]:
        """Return what comes to a patent that is there beside its values and classes, and how much of it."""
        if self.patent is None:
            return {}
        cited = Counter(one.direction if one.number else "npl" for one in self.citations)
        counts = {
            "family": int(self.joins),
            "owners": sum(role is Role.OWNER for role, _ in self.parties),
            "agency": sum(role is Role.AGENCY for role, _ in self.parties),
            "shares": len(self.shared),
            "priorities": len(self.priorities) + len(self.dated),
            **cited,
            "encumbrances": len(self.encumbrances) + len(self.tied),
            "events": len(self.events),
            "kept_texts": int(self.notes),
        }
        return {name: n for name, n in counts.items() if n}

    @property
    def conflicts(self) -> dict[str, str]:
        """Field → the import's value that is not taken."""
        return {change.field_name: str(change.after) for change in self.decided if not change.taken}

    @property
    def writes(self) -> bool:
        """Tell whether anything about the patent changes."""
        children = (self.parties, self.priorities, self.dated, self.classifications, self.citations, self.events,
                    self.encumbrances, self.tied, self.shared)  # fmt: skip
        return self.patent is None or self.joins or self.notes or bool(self.values) or any(children)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stays the same for all batches of an import.

    ``member_ids`` maps the member names that occur to organisation ids; a name without id is a member to be added.
    """

    taxonomy: SegmentTaxonomy
    member_ids: Mapping[str, int]
    finder: Finder


def compare(merged: Sequence[Merged], surroundings: Surroundings) -> list[Target]:
    """Return what is to be written for each patent, in the order given."""
    reader, taxonomy, member_ids = surroundings.finder.reader, surroundings.taxonomy, surroundings.member_ids
    found = surroundings.finder.find(merged)
    held = Held.of(
        reader, [patent for patent in found if patent is not None], _other_members(merged, found, member_ids)
    )
    targets = [
        _target(item, patent, held, taxonomy, member_ids) if patent is not None else new_target(item, taxonomy)
        for item, patent in zip(merged, found, strict=True)
    ]
    return _with_notes(reader, targets)


def _other_members(
    merged: Sequence[Merged], found: Sequence[Patent | None], member_ids: Mapping[str, int]
) -> Iterator[int]:
    """Yield the members of patents that the import brings for another."""
    for item, patent in zip(merged, found, strict=True):
        if patent is not None and patent.member_id is not None and _is_for_another(item, patent, member_ids):
            yield patent.member_id


def _is_for_another(merged: Merged, patent: Patent, member_ids: Mapping[str, int]) -> bool:
    return bool(merged.member) and patent.member_id != member_ids.get(merged.member)


def _with_notes(reader: Reader, targets: list[Target]) -> list[Target]:
    """Mark those that bring nothing but texts of columns without a meaning that no earlier row of the patent told."""
    idle = [(target, target.patent.id) for target in targets if target.patent is not None and not target.writes]
    told = {patent_id for target, patent_id in idle if _own_texts(target.merged)}
    kept: dict[int, set[tuple[str, str | None]]] = defaultdict(set)
    for origin in reader.select(Provenance, patent_id=told) if told else ():
        kept[origin.patent_id].update(origin.written.items())
    noting = {id(target) for target, patent_id in idle if not _own_texts(target.merged) <= kept[patent_id]}
    return [target._replace(notes=True) if id(target) in noting else target for target in targets]


def _own_texts(merged: Merged) -> set[tuple[str, str | None]]:
    return {(name, text) for draft in merged.drafts for name, text in draft.written.items()
            if name not in draft.columns}  # fmt: skip


def new_target(merged: Merged, taxonomy: SegmentTaxonomy) -> Target:
    """Return what is to be written for a patent that is not there yet."""
    values = merged.values
    guess = None if values.get("segment") else taxonomy.guess(_symbols(merged))
    if guess is not None:
        values = {**values, "segment": guess}
    return Target(
        merged,
        None,
        values,
        parties=merged.parties,
        priorities=merged.priorities,
        classifications=merged.classifications,
        citations=merged.citations,
        events=merged.events,
        encumbrances=merged.encumbrances,
        guessed=guess is not None,
    )


def _symbols(merged: Merged) -> tuple[str, ...]:
    main = [str(merged.values["ipc_main"])] if merged.values.get("ipc_main") else []
    return (*main, *(symbol for scheme, symbol in merged.classifications if scheme in (Scheme.IPC, Scheme.CPC)))


def _target(
    merged: Merged, patent: Patent, held: Held, taxonomy: SegmentTaxonomy, member_ids: Mapping[str, int]
) -> Target:
    hand_made, overruled = held.hand_made[patent.id], merged.early and bool(patent.grant_number)
    known = patent.segment is not None or merged.values.get("segment") or "segment" in hand_made
    guess = None if known else taxonomy.guess(_symbols(merged))
    changes = list(_changes(merged, patent, hand_made, overruled=overruled))
    if guess is not None:
        changes.append(FieldChange("segment", None, guess))
    if merged.member and patent.member_id is None and "member_id" not in hand_made:
        changes.append(FieldChange("member_id", None, member_ids.get(merged.member)))
    parties, replaced = compare_parties(merged, patent, held, overruled=overruled)
    shared, differing = compare_shares(merged, held.parties[patent.id], replaced)
    if differing is not None:
        changes.append(differing)
    changes = [change for change in changes if change.taken or told_against(change) not in held.settled[patent.id]]
    conflicts = {change.field_name: str(change.after) for change in changes if not change.taken}
    claims, dated = _compare_claims(merged, held.priorities[patent.id])
    symbols = tuple(pair for pair in merged.classifications if pair not in held.symbols[patent.id])
    cited, ties = held.citations[patent.id], compare_ties(merged.encumbrances, held.ties[patent.id])
    return Target(
        _with_doubts(merged, patent, held, member_ids),
        patent,
        {change.field_name: change.after for change in changes if change.taken},
        tuple(changes),
        parties,
        replaced,
        priorities=claims,
        dated=dated,
        classifications=symbols,
        placed=(len(held.priorities[patent.id]), len(held.symbols[patent.id])),
        citations=tuple(one for one in merged.citations if (one.direction, one.number, one.literature) not in cited),
        events=tuple(event for event in merged.events if event.key not in held.events[patent.id]),
        encumbrances=ties[0],
        tied=ties[1],
        shared=shared,
        guessed=guess is not None,
        kept=any(dict(kept) == conflicts for kept in held.conflicts[patent.id]),
        joins=bool(merged.family_key) and patent.family_id is None,
        listed=_listed(symbols),
    )


def _with_doubts(merged: Merged, patent: Patent, held: Held, member_ids: Mapping[str, int]) -> Merged:
    """Report that the import names another member or family than the one that the patent keeps."""
    another = _is_for_another(merged, patent, member_ids)
    doubtful = with_member_doubt(merged, held.members.get(patent.member_id or 0, "") if another else "")
    return with_family_doubt(doubtful, held.families.get(patent.family_id or 0, ""))


def _compare_claims(
    merged: Merged, stored: Sequence[Priority]
) -> tuple[tuple[DraftPriority, ...], tuple[tuple[int, DraftPriority], ...]]:
    """Return the priorities that are new, and the stored ones whose date becomes known."""
    known = {(claim.office, claim.number): claim for claim in stored}
    both = [(claim, known.get((claim.office, claim.number))) for claim in merged.priorities]
    fresh = tuple(claim for claim, there in both if there is None)
    dated = tuple((there.id, claim) for claim, there in both
                  if there is not None and there.priority_date is None and claim.day)  # fmt: skip
    return fresh, dated


def _listed(symbols: Sequence[tuple[Scheme, str]]) -> tuple[FieldChange, ...]:
    """Return what is added of each scheme, as a change of its field."""
    told = {scheme: "; ".join(symbol for own, symbol in symbols if own is scheme) for scheme, _ in symbols}
    return tuple(FieldChange(scheme.value, None, text, added=True) for scheme, text in told.items())


def _changes(merged: Merged, patent: Patent, hand_made: set[str], *, overruled: bool) -> Iterator[FieldChange]:
    for name in merged.values:
        if (change := _decide(merged, patent, name, hand_made, overruled=overruled)) is not None:
            yield change


def _decide(merged: Merged, patent: Patent, name: str, hand_made: set[str], *, overruled: bool) -> FieldChange | None:
    """Return the change of one field, or None where the present value stands.

    A person's value stands and the difference is kept. An empty field is filled. A weak value only fills; so does one
    of an early publication when the grant is known, and one of another publication of the same patent.
    """
    value = merged.values[name]
    present = getattr(patent, name)
    if name in _FIXED or says_the_same(name, value, present):
        return None
    if name in hand_made:
        return FieldChange(name, present, value, taken=False)
    if present in (None, "", Status.UNKNOWN):
        return FieldChange(name, present, value)
    if name in merged.weak or name in _WRITTEN_FORMS or (overruled and name not in _OF_THE_DOCUMENT):
        return None
    if name in _OF_THE_DOCUMENT and _another_document(merged, patent):
        return None
    return FieldChange(name, present, value)


def _another_document(merged: Merged, patent: Patent) -> bool:
    """Tell whether the stored publication is a different one, and not merely the grant in its place."""
    stored, ours = patent.publication_number, merged.values.get("publication_number", "")
    return bool(stored) and bool(ours) and stored != ours and not (merged.early and stored == patent.grant_number)
