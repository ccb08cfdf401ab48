"""Read several fields in one pass."""

from __future__ import annotations

from datetime import date

from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.store.file import Between


def test_fields_read_together_are_the_columns_read_one_by_one(desk):
    filed = [date(2018, 3, 1), None, date(2019, 1, 1), date(2018, 12, 31)]
    with desk.file.operation("add") as work:
        work.add_all(
            Patent(office="CN", status=Status.GRANTED, filing_date=day, claims_count=count)
            for count, day in enumerate(filed)
        )
    names = ("filing_date", "status", "claims_count")
    with desk.file.reading() as reader:
        for wanted in ({}, {"filing_date": Between(date(2018, 1, 1), date(2018, 12, 31))}, {"office": "BR"}):
            together = reader.fields(Patent, names, **wanted)
            assert together == {name: reader.column(Patent, name, **wanted) for name in names}
        assert together == {name: [] for name in names}
