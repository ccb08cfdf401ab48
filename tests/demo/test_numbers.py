from __future__ import annotations

from datetime import date

import pytest

from patentdesk.demo.numbers import Numbers, docdb, written
from patentdesk.portfolio.checkdigits import Check
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.numbers import read_application, read_publication

OFFICES = ("CN", "EP", "US", "JP", "KR", "WO", "DE")
FILED = date(2022, 5, 6)


@pytest.mark.parametrize("office", OFFICES)
def test_application_numbers_read_back_to_their_key(office: str) -> None:
    numbers = Numbers()
    for _ in range(30):
        key = numbers.application(office, RightType.INVENTION, FILED)
        read = read_application(written(office, key), office)
        assert read is not None
        assert (read.office, read.key, read.known) == (office, key, True)
        assert read.check is (Check.OK if office in ("CN", "EP", "DE") else Check.NONE)


@pytest.mark.parametrize("office", OFFICES)
def test_database_form_reads_back_to_the_same_key(office: str) -> None:
    key = Numbers().application(office, RightType.INVENTION, FILED)
    text = f"CN {docdb(office, key, 2022)} W" if office == "WO" else f"{office} {docdb(office, key, 2022)} A"
    read = read_application(text)
    assert read is not None
    assert (read.office, read.key) == (office, key)


@pytest.mark.parametrize("office", [office for office in OFFICES if office != "DE"])
def test_publication_numbers_have_the_form_of_their_office(office: str) -> None:
    number = Numbers().publication(office, RightType.INVENTION, FILED)
    read = read_publication(f"{office}{number}")
    assert read is not None
    assert read.known


def test_chinese_numbers_tell_the_kind_of_right() -> None:
    numbers = Numbers()
    kinds = {right: numbers.application("CN", right, FILED)[4] for right in list(RightType)[:3]}
    assert kinds == {RightType.INVENTION: "1", RightType.UTILITY_MODEL: "2", RightType.DESIGN: "3"}
    assert numbers.application("CN", RightType.INVENTION, FILED, national_phase=True)[4] == "8"


def test_no_number_is_given_twice() -> None:
    numbers = Numbers()
    given = [numbers.application("CN", RightType.INVENTION, FILED) for _ in range(200)]
    assert len(set(given)) == 200
