"""Hold the shipped law against the list of the 421 facts that it was made from: each is carried, with its mark.

``carried.csv``: ``rule`` (a rule of that id computes), ``rule:<id>`` (part of that), ``service``, ``calendar:<name>``,
``counting`` (in the code) or ``note`` (shown, computes nothing) with the reason.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from patentdesk.docketing.rules import RuleKind

FACTS = list(csv.DictReader((Path(__file__).parent / "carried.csv").read_text("utf-8").splitlines()))


def test_every_fact_is_listed_once() -> None:
    assert len({fact["rule_id"] for fact in FACTS}) == len(FACTS) == 421


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["rule_id"])
def test_a_fact_is_carried(fact: dict[str, str], rulebook, calendars, library) -> None:
    how, _, where = fact["carried"].partition(":")
    rule = rulebook.find(where or fact["rule_id"])
    if how == "rule":
        assert rule.kind is not RuleKind.NOTE
    elif how == "calendar":
        assert calendars.get(where) is not None
    elif how == "service":
        assert fact["rule_id"] in {row["source"] for row in library.rows("rules/service.csv")}
    else:
        assert how in {"counting", "note"}
        assert fact["reason"]
    own = rulebook.find(fact["rule_id"])
    if own is not None:
        assert own.confidence == fact["mark"]
        assert how != "note" or own.kind is RuleKind.NOTE
