"""Hold every published worked example against the engine's public door."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from patentdesk.docketing.surcharges import surcharge

CASES = list(csv.DictReader((Path(__file__).parent / "examples.csv").read_text("utf-8").splitlines()))


def answer(deadline, field: str) -> str:
    if field.startswith("surcharge:"):
        paid = date.fromisoformat(field.removeprefix("surcharge:"))
        return f"{surcharge(deadline.rule, deadline.unrolled_date, deadline.due_date, paid).percent}%"
    if field == "day_after_due":
        return str(deadline.due_date + timedelta(days=1))
    if field == "eve_of_unrolled":
        return str(deadline.unrolled_date - timedelta(days=1))
    return str(getattr(deadline, field))


def test_all_examples_are_here() -> None:
    assert len(CASES) == 36
    assert len({case["case_id"] for case in CASES}) == 36


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_example(case: dict[str, str], ask) -> None:
    docket = ask(case["office"], case["words"], case["today"], case["right_type"])
    deadline = docket.find(case["rule_id"], case["occurrence"] or None)
    assert deadline is not None, [found.rule_id for found in docket.deadlines]
    assert answer(deadline, case["field"]) == case["expected"], [(step.code, step.day) for step in deadline.steps]
