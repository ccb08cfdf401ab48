"""Check that a ranking agrees with the scores of its patents one by one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.services.evidence import evidence
from patentdesk.services.ranking import rate_selection


@pytest.fixture
def ids(desk):
    """Store 40 patents that differ in claims, citations and segment; the last one has no facts."""
    with desk.file.operation("add") as work:
        return work.add_all(
            [
                *(
                    Patent(
                        office="CN",
                        status=Status.GRANTED,
                        filing_date=date(2014, 1, 1),
                        publication_date=date(2015, 1, 1),
                        expiry_date=date(2034, 1, 1),
                        claims_count=1 + n % 13,
                        cited_by_count=n * 7 % 40,
                        family_size=1,
                        segment=list(Segment)[n % len(Segment)],
                    )
                    for n in range(39)
                ),
                Patent(),
            ]
        )


def test_a_ranking_holds_the_scores_of_the_patents(desk, ids):
    found = rate_selection(desk).ranked()
    assert sorted(found.ids.tolist()) == ids
    assert found.ids[-1] == ids[-1]
    assert np.isnan(found.scores[-1])
    assert (np.diff(found.scores[:-1]) <= 0.005).all()
    for place in (0, 7, 38):
        alone = evidence(desk, int(found.ids[place])).score
        assert found.scores[place] == pytest.approx(alone.value, abs=1e-3)
        assert found.coverage[place] == pytest.approx(alone.coverage, abs=1e-5)


def test_new_weights_give_a_new_ranking(desk, ids):
    rated = rate_selection(desk, "is:alive")
    nothing = dict.fromkeys((one.id for one in rated.model.indicators), 0.0)
    by_claims = rated.ranked(nothing | {"claims": 1.0})
    with desk.file.reading() as reader:
        claims = {one.id: one.claims_count for one in reader.select(Patent)}
    ordered = [claims[int(one)] for one in by_claims.ids if claims[int(one)] is not None]
    assert ordered == sorted(ordered, reverse=True)
    assert len(ordered) == len(ids) - 1


def test_nothing_selected_ranks_nothing(desk):
    assert rate_selection(desk).ranked().ids.tolist() == []


@pytest.mark.parametrize("weights", [{"none": 1.0}, {"claims": -1.0}])
def test_weights_that_do_not_fit_are_refused(desk, weights):
    with pytest.raises(Refused, match="weights_unknown"):
        rate_selection(desk).ranked(weights)
