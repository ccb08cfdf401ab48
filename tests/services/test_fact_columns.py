"""Hold the columns of all patents against the facts of each patent: every indicator must say the same."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import pytest

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Role, Scheme, Segment, Status
from patentdesk.portfolio.records import Classification, Encumbrance, Family, Party, Patent
from patentdesk.services.answering import answer
from patentdesk.services.evidence import collect
from patentdesk.services.fact_columns import fact_columns
from patentdesk.services.scoring_models import models_of
from patentdesk.triage.columns import COLUMNS, columns_for
from patentdesk.triage.indicators import MEASURES
from patentdesk.triage.scoring import columns_of


def some_day(dice):
    return dice.choice([None, date(dice.randrange(1999, 2027), dice.randrange(1, 13), dice.randrange(1, 29))])


@pytest.fixture
def portfolio(desk):
    """Store 300 patents of all kinds with families, classes, owners, ties, annuities and answers."""
    dice = random.Random(11)
    with desk.file.operation("import") as work:
        families = [work.add(Family(key=f"F{n}")) for n in range(40)]
        ids = work.add_all(
            Patent(
                office=dice.choice(["CN", "US", "EP", "WO", "JP"]),
                right_type=dice.choice(list(RightType)),
                status=dice.choice(list(Status)),
                filing_date=some_day(dice),
                publication_date=some_day(dice),
                grant_date=some_day(dice),
                priority_date=some_day(dice),
                expiry_date=some_day(dice),
                national_entry_date=dice.choice([None, None, date(2020, 1, 1)]),
                ipc_main=dice.choice(["", "H01M10/0525", "B60L50/60"]),
                claims_count=dice.choice([None, *range(0, 20)]),
                cited_by_count=dice.choice([None, *range(30)]),
                cites_count=dice.choice([None, *range(30)]),
                npl_count=dice.choice([None, *range(4)]),
                family_size=dice.choice([None, 1, 2, 3, 9]),
                family_id=dice.choice([None, *families]),
                segment=dice.choice([None, *Segment]),
                product=dice.choice(["", "  ", "HV-60"]),
                inventors_text=dice.choice(["", "王一", "王一 | 李二 | 张三"]),
            )
            for _ in range(300)
        )
        for patent_id in ids:
            for role in (Role.OWNER, Role.APPLICANT):
                names = dice.sample(["甲", "乙", "丙"], dice.randrange(3))
                work.add_all(Party(patent_id=patent_id, role=role, name=name) for name in names)
            symbols = dice.sample(["H01M10/0525", "H01M10/613", "B60L50/60"], dice.randrange(3))
            work.add_all(Classification(patent_id=patent_id, scheme=Scheme.IPC, symbol=one) for one in symbols)
            if dice.random() < 0.3:
                kind, end = dice.choice(list(EncumbranceKind)), some_day(dice)
                work.add(Encumbrance(patent_id=patent_id, kind=kind, counterparty="某方", end_date=end))
            work.add_all(
                Deadline(
                    patent_id=patent_id,
                    rule_id="R",
                    occurrence=f"year:{year}",
                    task="annuity",
                    year=year,
                    due_date=date(2020 + year, 3, 1),
                    amount_minor=dice.choice([None, 120_000, 65_550]),
                    currency=dice.choice(["CNY", "JPY"]),
                    state=dice.choice(list(DeadlineState)),
                    gone=dice.random() < 0.1,
                )
                for year in range(6, 6 + dice.randrange(3))
            )
    answer(desk, ids[:20], "ipscore", {"A1": 4, "A2": 2})
    answer(desk, ids[5:9], "inhouse", {"Q01": 5})
    return ids


def test_every_indicator_has_a_column():
    assert set(COLUMNS) | {"legal_status", "segment_fit"} == set(MEASURES)


@pytest.mark.usefixtures("portfolio")
def test_columns_say_what_the_facts_say(desk):
    today = desk.clock.today()
    with desk.file.reading() as reader:
        ids, facts = fact_columns(desk.library, reader)
        known = collect(desk.library, reader, reader.select(Patent))
    single = [known[int(one)] for one in ids]
    for model in models_of(desk.library).values():
        found = columns_for(model, facts)
        readings = [[MEASURES[one.id](patent, today) for patent in single] for one in model.indicators]
        wanted = columns_of(model, single, readings)
        assert (found.keys == wanted.keys).all()
        for one in model.indicators:
            np.testing.assert_array_equal(found.values[one.id], wanted.values[one.id], one.id)
            out = found.inapplicable.get(one.id, np.zeros(len(ids), bool))
            np.testing.assert_array_equal(out, wanted.inapplicable[one.id], one.id)


@pytest.mark.usefixtures("portfolio")
def test_columns_are_the_same_without_the_columns_of_the_store(desk):
    with desk.file.reading() as reader:
        ids, facts = fact_columns(desk.library, reader)
    with desk.file.operation("look") as work:
        others, again = fact_columns(desk.library, work)
    assert (ids == others).all()
    model = models_of(desk.library)["broad"]
    first, second = columns_for(model, facts), columns_for(model, again)
    for one in model.indicators:
        np.testing.assert_array_equal(first.values[one.id], second.values[one.id], one.id)
