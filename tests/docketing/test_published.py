"""Hold published cases and worked dates of many offices against the calculator, asked as people ask.

``options``: ``year``, ``period``, ``extension``, ``country``, ``paid``, ``into``. ``field`` payment: per cent added.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from patentdesk.docketing.results import ComputedDeadline
from patentdesk.services import calculator
from patentdesk.services.calculator import Answer, Question

CASES = list(csv.DictReader((Path(__file__).parent / "published.csv").read_text("utf-8").splitlines()))


def question(case: dict[str, str]) -> Question:
    options = dict(option.split("=") for option in case["options"].split())
    year = int(options["year"]) if "year" in options else None
    return Question(
        office=case["office"],
        right=case["right"],
        words=case["words"].split(),
        today=date(2026, 11, 22),
        years=(year, year) if year else None,
        period=options.get("period", ""),
        extension=options.get("extension", ""),
        country=options.get("country", ""),
        paid_on=date.fromisoformat(options["paid"]) if "paid" in options else None,
        into=[options["into"]] if "into" in options else [],
    )


def found(answer: Answer, rule_id: str) -> tuple[int, ComputedDeadline]:
    return next(pair for pair in enumerate(answer.deadlines) if rule_id in {"", pair[1].rule_id})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['office']} {case['words']} {case['field']}")
def test_published_case(case: dict[str, str], library) -> None:
    assert case["source"]
    answer = calculator.calculate(library, question(case))
    place, deadline = found(answer, case["rule"])
    if case["field"] == "payment":
        payment = answer.payments[place]
        assert payment is not None
        assert payment.surcharge is not None
        assert payment.surcharge.percent == int(case["expected"])
    else:
        steps = [(step.code, step.day) for step in deadline.steps]
        assert str(getattr(deadline, case["field"])) == case["expected"], steps
