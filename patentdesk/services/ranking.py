"""Rank many patents by a model, and again at once when its weights change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.services.fact_columns import fact_columns
from patentdesk.services.scoring_models import DEFAULT_MODEL, model_of
from patentdesk.store.file import Reader
from patentdesk.triage.columns import FactColumns, columns_for
from patentdesk.triage.models import HEAVIEST, ScoringModel
from patentdesk.triage.rating import Rating, ranking, rate


@dataclass(frozen=True, slots=True)
class Ranking:
    """Patents with scores (0 ... 100, NaN unknown) and coverage (0 ... 1), the best first.

    Those of which too little is known for a grade stand behind all others.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    coverage: NDArray[np.float32]
    model: ScoringModel
    """With the weights that were used."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Patents rated once; ``ranked`` orders them under any weights."""

    model: ScoringModel
    ids: NDArray[np.int64]
    rating: Rating

    def ranked(self, weights: Mapping[str, float] | None = None) -> Ranking:
        """Return the patents under the model's weights, some of them replaced by indicator id.

        Raises Refused 'weights_unknown' for an indicator outside the model, a weight that is negative or beyond a
        million, or no weight at all.
        """
        changed = {one.id: one.weight for one in self.model.indicators} | dict(weights or {})
        fit = all(0 <= weight <= HEAVIEST for weight in changed.values())  # not so for what is no number either
        if len(changed) > len(self.model.indicators) or not fit or sum(changed.values()) <= 0:
            raise refuse("weights_unknown", model=self.model.id)
        scores, coverage = self.rating.scores([changed[one.id] for one in self.model.indicators])
        places = ranking(scores)
        graded = coverage[places] >= self.model.minimum_coverage
        places = np.concatenate([places[graded], places[~graded]])
        used = tuple(replace(one, weight=changed[one.id]) for one in self.model.indicators)
        return Ranking(self.ids[places], scores[places], coverage[places], replace(self.model, indicators=used))


def rate_selection(
    desk: Desk, query_text: str = "", model: str = DEFAULT_MODEL, *, progress: Progress | None = None
) -> Rated:
    """Rate the patents that a query selects, each against its cohort in the whole portfolio.

    Raises Refused: model_unknown, and what the query gives; Cancelled.
    """
    query = listing.query(desk, query_text)
    with desk.file.reading() as reader:
        chosen = model_of(desk.library, model, reader)
        wanted = reader.find(query)
        ids, facts = kept_facts(desk, reader, progress)
        rating = rate(chosen, columns_for(chosen, facts))
    rows = slice(None) if len(wanted) == len(ids) else np.searchsorted(ids, wanted)
    return Rated(chosen, ids[rows], rating.of(rows))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The facts of all patents as they stood after an entry of the journal."""

    today: date
    operation: int
    ids: NDArray[np.int64]
    facts: FactColumns


def kept_facts(desk: Desk, reader: Reader, progress: Progress | None = None) -> tuple[NDArray[np.int64], FactColumns]:
    """Return the facts of all patents as columns; they are gathered anew when anything was changed since."""
    held, now = desk.kept.get("triage.facts"), reader.latest_operation()
    if isinstance(held, _Kept) and (held.today, held.operation) == (reader.today, now):
        return held.ids, held.facts
    ids, facts = fact_columns(desk.library, reader, progress)
    desk.kept["triage.facts"] = _Kept(reader.today, now, ids, facts)
    return ids, facts
