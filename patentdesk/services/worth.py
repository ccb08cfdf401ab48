"""Work any formula of valuation on stated inputs, and the published indicators; no portfolio is needed."""

from __future__ import annotations

from collections.abc import Mapping

from patentdesk.core.problems import refuse
from patentdesk.services import index_formulas
from patentdesk.valuation.formulas import catalogue
from patentdesk.valuation.formulas.base import Formula
from patentdesk.valuation.formulas.catalogue import Calculation, formula_named
from patentdesk.valuation.formulas.comparing import Compared, compare

__all__ = ["FORMULAS", "Calculation", "Compared", "Formula", "calculate", "compare_published", "named"]

FORMULAS: tuple[Formula, ...] = (*catalogue.FORMULAS, *index_formulas.FORMULAS)


def named(name: str) -> Formula:
    """Return the formula of that name. Raises Refused worth_unknown with the nearest name."""
    return formula_named(name, FORMULAS)


def calculate(name: str, stated: Mapping[str, object]) -> Calculation:
    """Work a formula on stated inputs. Raises Refused worth_unknown and what its inputs or the formula refuse."""
    return catalogue.calculate(named(name), stated)


def compare_published(calculation: Calculation, printed: str, result: str = "") -> Compared:
    """Hold a figure as it is printed (its decimals say how exact it is) against a result.

    Raises Refused worth_not_number, worth_no_result.
    """
    plain = printed.strip().replace(",", "").replace("％", "%")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    try:
        figure = float(plain)
    except ValueError:
        raise refuse("worth_not_number", term="published", text=printed) from None
    digits = len(plain.partition(".")[2]) + (2 if percent else 0)
    return compare(calculation, figure / (100 if percent else 1), digits, result)
