"""The trail of queries: back, forward, and what is forgotten."""

import pytest

from patentdesk.ui.trail import Trail


def test_goes_back_and_forward_among_what_was_asked() -> None:
    trail = Trail()
    for query in ("a", "b", "b"):
        trail.add(query)
    assert (trail.go(-1), trail.go(-1)) == ("a", "")
    assert not trail.can_go(-1)
    assert trail.go(2) == trail.here == "b"


def test_another_query_forgets_what_was_gone_back_from() -> None:
    trail = Trail()
    trail.add("a")
    trail.add("b")
    trail.go(-1)
    trail.add("c")
    assert not trail.can_go(1)
    assert trail.go(-1) == "a"
    with pytest.raises(IndexError):
        trail.go(-2)
