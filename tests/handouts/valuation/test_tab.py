"""Test the formulas of the TAB sheet where numbers are small."""

import pytest

from patentdesk.handouts.valuation.tab import shield_formula
from patentdesk.valuation.tab import shield_rate


@pytest.mark.parametrize("years", [1, 5, 10, 50])
@pytest.mark.parametrize("rate", [0.0, 1e-9, 1.2e-6, 9.99e-5, 1.01e-4, 1e-3, 0.12, -5e-5])
def test_the_shield_keeps_its_digits_at_small_rates(rate, years):
    formula = shield_formula("r", "tax", "n").replace("^", "**").replace("n=0", "n==0").replace("IF(", "choose(")
    names = {"r": rate, "n": years, "tax": 0.25, "Conv_Offset": 0.5, "ABS": abs}
    names["choose"] = lambda asked, then, other: then if asked else other
    if rate == 0:  # both branches are worked out here, in a workbook only the one
        formula = formula.replace("(1-(1+r)**-n)/r", "0")
    assert eval(formula, names) == pytest.approx(shield_rate(0.25, years, rate), rel=2e-11)
