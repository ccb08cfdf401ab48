"""Check what counts as much alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.triage.likeness import Alike, Outline, overlap, pieces, similar


def test_the_strongest_reason_comes_first():
    one = Outline(1, 7, "H01M10/613", "一种电池包液冷板结构")
    others = [
        Outline(2, None, "H01M10/613", "车门铰链"),
        Outline(3, 7, "", "hinge"),
        Outline(4, None, "H01M10/613", "电池包液冷板的密封结构"),
        Outline(5, None, "E05D1/00", "电池包液冷板结构"),
        Outline(6, None, "E05D1/00", "hinge"),
        one,
    ]
    found = [(like.patent_id, like.why) for like in similar(one, others)]
    assert found == [(3, Alike.FAMILY), (4, Alike.CLASS_AND_WORDS), (5, Alike.WORDS), (2, Alike.CLASS)]


@pytest.mark.parametrize(
    ("title", "found"),
    [("Battery pack for a vehicle", {"battery", "pack", "vehicle"}), ("一种电池包", {"电池", "池包"}), ("", set())],
)
def test_pieces_of_titles(title, found):
    assert pieces(title) == found


@given(st.text(), st.text())
def test_likeness_is_mutual_and_bounded(one, other):
    share = overlap(pieces(one), pieces(other))
    assert 0 <= share <= 1
    assert share == overlap(pieces(other), pieces(one))
