"""Write the Drivers sheet: for every patent the numbers that apply, each a link to its assumption."""

from __future__ import annotations

from patentdesk.handouts.valuation.assets import EXPIRY
from patentdesk.handouts.valuation.book import Sheet
from patentdesk.handouts.valuation.content import Item
from patentdesk.handouts.valuation.plan import DRIVERS, TAIL, Plan
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.patent import INPUT_KEYS

UNSTATED = {"contract_life": 99.0, "p_valid": 1.0, "p_use": 1.0}
"""What an assumption that nobody stated counts as: no contractual limit, certainty."""


def write_drivers(plan: Plan) -> None:
    """Write three tables (base, low, high); low and high take the end that lowers or raises the value."""
    sheet = plan.book.add("drivers", (5, 19, 11, *[11] * len(DRIVERS), 10, 11, 20, 8))
    sheet.note(1, plan.book.label("handout.drivers.note"))
    heads = ["number", "patent_number", "expiry", *DRIVERS, *TAIL]
    for level in Level:
        top = plan.driver_row(level, 0)
        sheet.section(top - 2, f"handout.level.{level.value}")
        sheet.heads(top - 1, [_head(key) for key in heads], height=46)
        for item in plan.items:
            _write_item(plan, sheet, item, level)
    sheet.page.freeze_panes(0, 2)
    sheet.page.repeat_rows(plan.driver_row(Level.BASE, 0) - 1)
    last = max(plan.driver_row(level, len(plan.items) - 1) for level in Level)
    sheet.page.print_area(0, 0, last, len(heads) - 1)


def _head(key: str) -> str:
    return f"assumption.{key}" if key in DRIVERS else f"handout.head.{key}"


def driver_number(item: Item, key: str, level: Level) -> float:
    """Return the number that the sheet shows for a driver."""
    number = item.subject.resolved.at(key, level)
    return UNSTATED[key] if number is None else number


def _write_item(plan: Plan, sheet: Sheet, item: Item, level: Level) -> None:
    row = plan.driver_row(level, item.index)
    sheet.put(row, 0, item.index + 1, "count")
    sheet.put(row, 1, item.subject.number)
    expiry = plan.sheet("assets").ref(plan.asset_row(item.index), EXPIRY)
    sheet.formula(row, 2, expiry, item.outcome.facts.expiry, "date", "link")
    for key in INPUT_KEYS:
        kind = plan.handout.definitions[key].unit
        formula = driver_formula(plan, item, key, level)
        role = "link" if "!" in formula else ""
        sheet.formula(row, plan.driver_column(key), formula, driver_number(item, key, level), kind, role)
    chance = f"{plan.case_driver('p_valid', item, level)}*{plan.case_driver('p_use', item, level)}"
    case = item.cases[level]
    sheet.formula(row, plan.driver_column("probability"), chance, case.inputs.probability, "rate")
    life = life_formula(
        plan.driver("expiry", item, level),
        plan.case_driver("economic_life", item, level),
        plan.case_driver("contract_life", item, level),
    )
    sheet.formula(row, plan.driver_column("life_end"), life, case.life.end, "date")
    limit = plan.book.label(f"life.{case.life.limit.value}")
    sheet.formula(row, plan.driver_column("limit"), _limit_formula(plan, item, level), limit, "general")
    place = plan.products.index(item.subject.product) + 1 if item.subject.product else 0
    sheet.put(row, plan.driver_column("stack"), place, "count")


def months_later(years: str) -> str:
    """Return the formula for the valuation date plus years in whole months, as ``life.after_years`` counts."""
    return f"EDATE(Val_Date,INT(12*{years}+0.5))"


def life_formula(expiry: str, economic: str, contract: str) -> str:
    """Return the formula for the last day that earns, never before the valuation date."""
    return f"MAX(Val_Date,MIN({expiry},{months_later(economic)},{months_later(contract)}))"


def _limit_formula(plan: Plan, item: Item, level: Level) -> str:
    economic = months_later(plan.case_driver("economic_life", item, level))
    contract = months_later(plan.case_driver("contract_life", item, level))
    names = {key: plan.book.label(f"life.{key}") for key in ("legal", "economic", "contractual")}
    expiry = plan.driver("expiry", item, level)
    return (
        f'IF({expiry}<=MIN({economic},{contract}),"{names["legal"]}",'
        f'IF({economic}<={contract},"{names["economic"]}","{names["contractual"]}"))'
    )


def driver_formula(plan: Plan, item: Item, key: str, level: Level = Level.BASE) -> str:
    """Return the formula for a number of an item: a link to its assumption, or what counts when none is stated."""
    row = item.subject.resolved.rows.get(key)
    if row is None:
        return f"{UNSTATED[key]:g}"
    base = plan.assumption(row, Level.BASE)
    if key in UNSTATED:
        base = f"IF(ISNUMBER({base}),{base},{UNSTATED[key]:g})"
    if level is Level.BASE:
        return base
    falling = plan.handout.definitions[key].falling
    end = plan.assumption(row, Level.LOW if (level is Level.LOW) != falling else Level.HIGH)
    return f"IF(ISNUMBER({end}),{end},{base})"
