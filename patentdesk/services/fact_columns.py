"""Gather the facts of all patents as columns, for rating a million of them at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.money import Money
from patentdesk.core.progress import Progress
from patentdesk.portfolio.codes import DEAD, EncumbranceKind
from patentdesk.portfolio.records import Encumbrance
from patentdesk.services.library import Library
from patentdesk.services.scoring_models import answered, technology_fields
from patentdesk.store.file import NONE, Reader
from patentdesk.triage.columns import Coded, FactColumns

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
_YEAR_ONE = 1
_BY_YEAR = 100


def fact_columns(library: Library, reader: Reader, progress: Progress | None = None) -> tuple[Ids, FactColumns]:
    """Return the ids of all patents, ascending, and their facts as of the reader's day. Raises Cancelled."""
    shown = progress or Progress()
    shown.report(0, 3, "progress.reading")
    ids, filed = _number(reader, "filing_date")
    status, right, segment = (_coded(reader, name) for name in ("status", "right_type", "segment"))
    dead = status.one_of(*(one.value for one in DEAD))
    shown.report(1, 3, "progress.reading")
    offices, abroad, complete = _family(reader, ids, dead)
    shown.report(2, 3, "progress.reading")
    return ids, FactColumns(
        on=reader.today.toordinal(),
        keys=_keys(library, reader, filed),
        filed=filed,
        published=_number(reader, "publication_date")[1],
        granted=_number(reader, "grant_date")[1],
        priority=_number(reader, "priority_date")[1],
        term_end=_number(reader, "expires")[1],
        status=status,
        right=right,
        segment=segment,
        dead=dead,
        claims=_number(reader, "claims_count")[1],
        cited=_number(reader, "cited_by_count")[1],
        cites=_number(reader, "cites_count")[1],
        npl=_number(reader, "npl_count")[1],
        family_size=_number(reader, "family_size")[1],
        offices=offices,
        abroad=abroad,
        family_complete=complete,
        subclasses=_subclasses(reader, ids),
        product=~np.isnan(_spread(ids, *reader.counts("product"))),
        owners=_owners(reader, ids),
        inventors=_spread(ids, *reader.counts("inventors")),
        international=right.one_of("pct") | ~np.isnan(_number(reader, "national_entry_date")[1]),
        cost=_costs(reader, ids),
        ties=_ties(reader, ids),
        answers=_answers(library, reader, ids),
    )


def _number(reader: Reader, name: str) -> tuple[Ids, Floats]:
    ids, numbers = reader.numbers(name)
    found = numbers.astype(np.float32)
    found[numbers == NONE] = np.nan
    return ids, found


def _coded(reader: Reader, name: str) -> Coded:
    _, places, values = reader.groups(name)
    return Coded(places=places, values=tuple(str(value or "") for value in values))


def _spread(ids: Ids, some: Ids, numbers: NDArray[Any]) -> Floats:
    """Return numbers of some patents as an array over all, NaN for the others."""
    found = np.full(len(ids), np.nan, np.float32)
    found[np.searchsorted(ids, some)] = numbers
    return found


def _keys(library: Library, reader: Reader, filed: Floats) -> NDArray[np.int32]:
    """Return the cohort of each patent, as ``cohorts.key_of`` gives it."""
    fields = technology_fields(library)
    _, places, values = reader.groups("ipc_main")
    technology = np.array([fields.of(str(value or "")) or 0 for value in values], np.int32)[places]
    known = ~np.isnan(filed)
    days = np.where(known, filed, _YEAR_ONE).astype(np.int64) - 719_163  # days since 1970, as numpy counts
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
    keys: NDArray[np.int32] = np.where(known, years, 0).astype(np.int32) * _BY_YEAR + technology
    return keys


def _subclasses(reader: Reader, ids: Ids) -> Floats:
    """Count the IPC subclasses; the main symbol alone where no other is kept."""
    found = _spread(ids, *reader.counts("subclasses"))
    _, places, values = reader.groups("ipc_main")
    main = np.array([bool(value) for value in values], bool)[places]
    return np.where(np.isnan(found) & main, np.float32(1.0), found)


def _owners(reader: Reader, ids: Ids) -> Floats:
    """Count the owners, or the applicants where no owner is recorded."""
    owners = _spread(ids, *reader.counts("owners"))
    return np.where(np.isnan(owners), _spread(ids, *reader.counts("applicants")), owners)


def _family(reader: Reader, ids: Ids, dead: NDArray[np.bool_]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Count the offices where each family lives, those abroad, and tell whether all of it is in the file."""
    _, families = reader.numbers("family_id")
    sizes = _number(reader, "family_size")[1]
    _, places, values = reader.groups("office")
    lone = families == NONE
    key = np.where(lone, -ids, families)
    _, group = np.unique(key, return_inverse=True)
    members = np.bincount(group)
    width = len(values)
    cells = np.unique((group.astype(np.int64) * width + places)[~dead])
    offices = np.bincount(cells // width, minlength=len(members)).astype(np.float32)[group]
    names = [str(value or "") for value in values]
    world = np.array([name == "WO" for name in names], bool)
    abroad_cells = cells[~world[cells % width]]
    abroad = np.bincount(abroad_cells // width, minlength=len(members)).astype(np.float32)[group]
    own = np.isin(group.astype(np.int64) * width + places, abroad_cells)
    unknown = lone & ~(sizes == 1)
    complete = np.isnan(sizes) | (members[group] >= np.nan_to_num(sizes))
    none = np.float32(np.nan)
    return np.where(unknown, none, offices), np.where(unknown, none, abroad - own), complete


def _costs(reader: Reader, ids: Ids) -> Floats:
    """Return the next annuity in major units of its own currency."""
    some, minor, currencies = reader.annuities()
    scale = {name: float(Money(1, name).amount) for name in set(currencies) if name}
    return _spread(ids, some, minor * np.array([scale.get(name, 1.0) for name in currencies], np.float64))


def _ties(reader: Reader, ids: Ids) -> dict[EncumbranceKind, Floats]:
    """Count what binds on the reader's day, by kind."""
    found: defaultdict[EncumbranceKind, Floats] = defaultdict(lambda: np.zeros(len(ids), np.float32))
    for one in reader.iterate(Encumbrance):
        if one.end_date is None or one.end_date >= reader.today:
            found[one.kind][np.searchsorted(ids, one.patent_id)] += 1
    return dict(found)


def _answers(library: Library, reader: Reader, ids: Ids) -> dict[str, Floats]:
    found: defaultdict[str, Floats] = defaultdict(lambda: np.full(len(ids), np.nan, np.float32))
    for patent_id, pairs in answered(library, reader).items():
        for name, score in pairs:
            found[name][np.searchsorted(ids, patent_id)] = score
    return dict(found)
