"""Ask the command line for reviews and decisions that make no sense: nothing is done, and a sentence says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "Late", "--months", "99999"), "1 to 240 months"),
        (("create", "Late", "--months", "-5"), "1 to 240 months"),
        (("create", "Late", "--months", "0"), "1 to 240 months"),
        (("create", "AUTUMN"), "is called “Autumn” already"),
        (("create", " "), "needs a name"),
    ],
)
def test_a_review_that_makes_no_sense_is_refused(
    call: Call, portfolio: Path, words: tuple[str, ...], said: str
) -> None:
    assert call("review", portfolio, "create", "Autumn").status == 0
    before = call("review", portfolio, "list", "--json").document
    answer = call("review", portfolio, *words)
    assert (answer.status, said in answer.err) == (2, True), answer.err
    assert call("review", portfolio, "list", "--json").document == before


def test_decisions_that_make_no_sense_are_refused(call: Call, portfolio: Path) -> None:
    granted = call("review", portfolio, "create", "Granted", "-q", "status:granted", "--json").document["review"]["id"]
    lines = call("review", portfolio, "list", granted, "--json").document["items"]
    free = next(one["number"] for one in lines if not one["item"]["vetoes"])
    answer = call("review", portfolio, "decide", granted, "DROP", free)
    assert (answer.status, "needs a reason" in answer.err) == (2, True), answer.err
    pending = call("review", portfolio, "create", "Pending", "-q", "status:pending", "--json").document["review"]["id"]
    answer = call("review", portfolio, "decide", pending, "DROP", free, "--reason", "narrow")
    assert (answer.status, "is not in the review “Pending”" in answer.err) == (2, True), answer.err
    assert call("review", portfolio, "decide", granted, "DROP", free, "--reason", "narrow").status == 0
