"""Whatever lies within its bounds, a formula answers or refuses; it never falls over, nor does the comparison."""

import random

import pytest

from patentdesk.core.problems import Refused
from patentdesk.services.worth import FORMULAS, calculate, compare_published
from patentdesk.valuation.formulas.base import Kind

SMALL = {"trials": 1_000, "draws": 20, "steps": 5}


def drawn(generator, parameter):
    low, high = max(parameter.minimum, -5), min(parameter.maximum, 50)

    def number():
        return generator.choice(
            [low, high, min(max(low, 0), high), min(max(low, 1), high), generator.uniform(low, high)]
        )

    if parameter.choices:
        return generator.choice(parameter.choices)
    length = generator.choice([1, 2, 3])
    made = {
        Kind.COUNT: lambda: int(abs(number())),
        Kind.NUMBERS: lambda: [number() for _ in range(length)],
        Kind.TABLE: lambda: {name: number() for name in "ABC"[:length]},
        Kind.TABLES: lambda: {name: [number() for _ in range(length)] for name in "AB"},
        Kind.DATE: lambda: generator.choice(["2020-06-30", "2026-01-01", "2035-12-31"]),
        Kind.DATES: lambda: ["2026-01-01", "2027-01-01", "2028-05-05"][:length],
        Kind.NAMES: lambda: ["A", "B"],
        Kind.RECORDS: lambda: generator.choice([{"A": [1, 2]}, [{"tr": 1, "active": ["A"]}], 5, [[1]]]),
        Kind.TEXT: lambda: "A",
    }
    return made.get(parameter.kind, number)()


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.key)
def test_a_formula_answers_or_refuses(formula):
    generator = random.Random(formula.key)
    for _ in range(12):
        stated = {
            one.key: drawn(generator, one) for one in formula.parameters if one.required or generator.random() < 0.5
        }
        stated |= {name: size for name, size in SMALL.items() if any(one.key == name for one in formula.parameters)}
        try:
            found = calculate(formula.key, stated)
        except Refused:
            continue
        main = found.worked.value
        if isinstance(main, int | float):
            compare_published(found, f"{main * 1.37 + 3:.2f}")
