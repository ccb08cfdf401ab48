"""What the program packs for itself comes back as it was, whatever its type."""

from datetime import date, datetime

import pytest

from patentdesk.intake.packing import pack, unpacked
from patentdesk.portfolio.codes import Role


@pytest.mark.parametrize(
    "value",
    [
        [],
        [["CN201710601862.3", "电池", "", None], [1, 2.5, True]],
        [(3, ["a", "\ud800"])],
        [[date(2018, 2, 1), datetime(2018, 2, 1, 8, 30), "a"]],
        [(Role.OWNER, "云麓大学")],
    ],
)
def test_it_comes_back_as_it_was(value):
    back = unpacked(pack(value))
    assert back == value
    assert repr(back) == repr(value)
