"""Say how a pool divides what it earns, and read that as people write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from patentdesk.core.money import Money
from patentdesk.core.problems import refuse

MOST = Decimal(10) ** 15


class Rule(StrEnum):
    """What a patent counts for; the words are ``pool.rule.<value>``."""

    COUNT = "count"
    """One each (numeric proportionality)."""
    POINTS = "points"
    """Its allocation points: tiers of merit."""
    VALUE = "value"
    """Its value by relief from royalty."""
    SHAPLEY = "shapley"
    """Members get what they add on average, by the stated worth of every coalition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a pool divides. Shares and rates are between 0 and 1.

    ``offices`` weigh the territory of a patent, '*' all others (default 1); ``decay`` is what a patent loses with each
    year since its filing; ``cap`` bounds the share of one member; ``by_family`` counts a family once. ``worths`` of
    coalitions, members joined by +, are needed for Shapley shares.
    """

    rule: Rule = Rule.COUNT
    admin: Decimal = Decimal(0)
    offices: Mapping[str, float] = field(default_factory=dict)
    decay: float = 0.0
    cap: float = 1.0
    by_family: bool = False
    worths: Mapping[str, float] = field(default_factory=dict)


def read_terms(stated: Mapping[str, str], *, by_family: bool = False) -> Terms:
    """Return the terms of texts: rule, admin, offices, decay, cap, worths; what is empty takes its default.

    Raises Refused pool_terms for what cannot be read or is out of bounds.
    """
    texts = {name: text.strip() for name, text in stated.items() if text.strip()}
    rule = texts.get("rule", Rule.COUNT.value)
    if rule not in set(Rule):
        raise refuse("pool_terms", name="rule", value=rule)
    terms = Terms(
        rule=Rule(rule), admin=_number("admin", texts.get("admin", "0")),
        offices=_table("offices", texts.get("offices", "")), decay=float(_number("decay", texts.get("decay", "0"))),
        cap=float(_number("cap", texts.get("cap", "1"))), by_family=by_family,
        worths=_table("worths", texts.get("worths", "")),
    )  # fmt: skip
    check_terms(terms)
    return terms


def read_income(income: str = "", rate: str = "", units: str = "", currency: str = "CNY") -> Money:
    """Return the gross income: stated, or rate per unit x units; an amount may name its currency, as in 20:USD.

    Raises Refused: pool_income unless it is one of the two, pool_terms for what is no number.
    """
    if bool(income.strip()) == bool(rate.strip()) or bool(rate.strip()) != bool(units.strip()):
        raise refuse("pool_income")
    amount, _, named = (income or rate).partition(":")
    code = (named or currency).strip().upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise refuse("pool_terms", name="currency", value=code)
    number = _number("income" if income else "rate", amount)
    return Money.of(number * _number("units", units) if rate else number, code)


def check_terms(terms: Terms) -> None:
    """Refuse terms that cannot hold. Raises Refused pool_terms."""
    for name, number in (("admin", float(terms.admin)), ("decay", terms.decay), ("cap", terms.cap)):
        if not 0 <= number <= 1:
            raise refuse("pool_terms", name=name, value=f"{number:g}")
    for office, weight in terms.offices.items():
        if not 0 <= weight <= 1_000:
            raise refuse("pool_terms", name=office, value=f"{weight:g}")


def _number(name: str, text: str) -> Decimal:
    plain = text.replace(",", "").replace("，", "").replace("％", "%").strip()
    try:
        found = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        raise refuse("pool_terms", name=name, value=text) from None
    if not found.is_finite() or not 0 <= found <= MOST:
        raise refuse("pool_terms", name=name, value=text)
    return found


def _table(name: str, text: str) -> dict[str, float]:
    """Read CN:1, US:1.5, *:0.5."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.replace("，", ",").replace("：", ":").split(","))):
        key, sign, number = part.rpartition(":")
        if not sign or not key.strip() or key.strip() in found:
            raise refuse("pool_terms", name=name, value=part)
        found[key.strip()] = float(_number(name, number))
    return found
