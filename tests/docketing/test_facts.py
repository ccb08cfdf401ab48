"""Facts that cannot be true."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.docketing.facts import FIRST_DAY, PatentFacts, impossible


@pytest.mark.parametrize(("day", "codes"), [(FIRST_DAY, []), (date(1849, 12, 31), ["date_too_early"])])
def test_a_date_before_there_were_patents_was_mistyped(day: date, codes: list[str]) -> None:
    found = impossible(PatentFacts(filing_date=day), date(2026, 1, 5))
    assert [one.code for one in found] == codes
