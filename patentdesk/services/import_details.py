"""Write what belongs to the patents that an import brings: parties, priorities, classes, citations, events, ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from patentdesk.portfolio.codes import Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Citation, Classification, Encumbrance, Event, Party, Priority
from patentdesk.services.import_compare import Target
from patentdesk.store.file import Work

_Pairs = Sequence[tuple[Target, int]]
"""What is to be written for a patent, and the patent's id."""


def write_details(work: Work, pairs: _Pairs, organisations: Mapping[str, int]) -> None:
    """Write what is new of each patent; ``organisations`` gives ids by folded name."""
    _write_parties(work, pairs, organisations)
    _write_priorities(work, pairs)
    _write_classes(work, pairs)
    _write_citations(work, pairs)
    _write_events(work, pairs)
    _write_ties(work, pairs)


def _write_parties(work: Work, pairs: _Pairs, organisations: Mapping[str, int]) -> None:
    work.remove(Party, [number for target, _ in pairs for number in target.replaced])
    work.add_values(
        Party,
        ("patent_id", "role", "position", "name", "organisation_id", "share_numerator", "share_denominator"),
        [party for target, patent_id in pairs for party in _parties(target, patent_id, organisations)],
    )
    work.change_each(Party, [
        (number, {"share_numerator": part.numerator, "share_denominator": part.denominator})
        for target, _ in pairs for number, part in target.shared
    ])  # fmt: skip


def _parties(target: Target, patent_id: int, organisations: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    places: dict[Role, int] = {}
    shares = {(share.role, fold(share.name)): share.part for share in target.merged.shares}
    for role, name in target.parties:
        place = places.get(role, 0)
        places[role] = place + 1
        known = None if role is Role.INVENTOR else organisations.get(fold(name))
        part = shares.get((role, fold(name))) if shares else None
        yield patent_id, role, place, name, known, part and part.numerator, part and part.denominator


def _write_priorities(work: Work, pairs: _Pairs) -> None:
    work.add_values(
        Priority,
        ("patent_id", "position", "office", "number", "priority_date"),
        [
            (patent_id, place, claim.office, claim.number, claim.day)
            for target, patent_id in pairs
            for place, claim in enumerate(target.priorities, target.placed[0])
        ],
    )
    for target, _ in pairs:
        for priority_id, claim in target.dated:
            work.change(Priority, priority_id, priority_date=claim.day)


def _write_classes(work: Work, pairs: _Pairs) -> None:
    work.add_values(
        Classification,
        ("patent_id", "scheme", "position", "symbol"),
        [
            (patent_id, scheme, place, symbol)
            for target, patent_id in pairs
            for place, (scheme, symbol) in enumerate(target.classifications, target.placed[1])
        ],
    )


def _write_citations(work: Work, pairs: _Pairs) -> None:
    work.add_values(
        Citation,
        ("patent_id", "direction", "number", "literature", "category"),
        [
            (patent_id, cited.direction, cited.number, cited.literature, cited.category)
            for target, patent_id in pairs
            for cited in target.citations
        ],
    )


def _write_events(work: Work, pairs: _Pairs) -> None:
    work.add_all(
        Event(
            patent_id=patent_id, kind=event.kind, event_date=event.day, reference=event.reference, year=event.year,
            note=event.note, channel=event.channel, received_date=event.received, period=event.period,
        )
        for target, patent_id in pairs
        for event in target.events
    )  # fmt: skip


def _write_ties(work: Work, pairs: _Pairs) -> None:
    work.add_all(
        Encumbrance(
            patent_id=patent_id, kind=tie.kind, counterparty=tie.counterparty, start_date=tie.start, end_date=tie.end,
            amount_minor=tie.amount_minor, currency=tie.currency, note=tie.note,
        )
        for target, patent_id in pairs
        for tie in target.encumbrances
    )  # fmt: skip
    work.change_each(Encumbrance, [filled for target, _ in pairs for filled in target.tied])
