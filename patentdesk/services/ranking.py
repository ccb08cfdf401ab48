"""Rank many patents by a model, and again at once when its weights change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.portfolio.records import Patent
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import DEFAULT_MODEL, cohort_of, collect, model_of
from patentdesk.store.file import Reader
from patentdesk.triage.indicators import MEASURES
from patentdesk.triage.models import ScoringModel
from patentdesk.triage.rating import Columns, Rating, joined, ranking, rate
from patentdesk.triage.scoring import columns_of

_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Ranking:
    """Patents with scores (0 ... 100, NaN unknown) and coverage (0 ... 1), the best first.

    Those of which too little is known for a grade stand behind all others.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    coverage: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rated:
    """Patents rated once; ``ranked`` orders them under any weights."""

    model: ScoringModel
    ids: NDArray[np.int64]
    rating: Rating

    def ranked(self, weights: Mapping[str, float] | None = None) -> Ranking:
        """Return the patents under the model's weights, some of them replaced by indicator id.

        Raises Refused 'weights_unknown' for an indicator outside the model, a negative weight, or no weight at all.
        """
        changed = {one.id: one.weight for one in self.model.indicators} | dict(weights or {})
        if len(changed) > len(self.model.indicators) or min(changed.values()) < 0 or sum(changed.values()) <= 0:
            raise refuse("weights_unknown", model=self.model.id)
        scores, coverage = self.rating.scores([changed[one.id] for one in self.model.indicators])
        places = ranking(scores)
        graded = coverage[places] >= self.model.minimum_coverage
        places = np.concatenate([places[graded], places[~graded]])
        return Ranking(self.ids[places], scores[places], coverage[places])


def rate_selection(
    desk: Desk, query_text: str = "", model: str = DEFAULT_MODEL, *, progress: Progress | None = None
) -> Rated:
    """Rate the patents that a query selects. Raises Refused: model_unknown, and what the query gives; Cancelled."""
    chosen, shown = model_of(desk.library, model), progress or Progress()
    query = listing.query(desk, query_text)
    with desk.file.reading() as reader:
        ids = reader.find(query)
        pages = []
        for start in range(0, max(len(ids), 1), _PAGE):
            shown.report(start, len(ids), "progress.scoring")
            pages.append(_columns(desk, reader, chosen, ids[start : start + _PAGE]))
        return Rated(chosen, ids, rate(chosen, joined(pages), cohort_of(desk.library, reader)))


def _columns(desk: Desk, reader: Reader, model: ScoringModel, ids: NDArray[np.int64]) -> Columns:
    """Return the readings of one page of patents, in the order of the ids."""
    patents = {one.id: one for one in reader.select(Patent, id=ids)}
    known = collect(desk.library, reader, patents.values())
    facts, today = [known[int(one)] for one in ids], desk.clock.today()
    readings = [[MEASURES[indicator.id](one, today) for one in facts] for indicator in model.indicators]
    return columns_of(model, facts, readings)
