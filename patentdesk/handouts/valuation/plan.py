"""Lay out the calculation sheets: which row and column holds what, so that formulas can point at each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from patentdesk.handouts.valuation.book import HEAD_ROW, Book, Sheet
from patentdesk.handouts.valuation.content import Handout, Item, Subject, items_of, sorted_subjects
from patentdesk.valuation.assumptions import Level
from patentdesk.valuation.patent import INPUT_KEYS
from patentdesk.valuation.records import Assumption

NAMES = {
    "valuation_date": "Val_Date",
    "convention": "Convention",
    "revenue": "Revenue",
    "revenue_growth": "Sales_Growth",
    "reading_share": "Reading_Share",
    "reading_decay": "Reading_Decay",
    "reading_steady": "Reading_Steady",
    "allocation_share": "Allocation",
    "royalty_rate": "Royalty",
    "discount_rate": "Disc_Rate",
    "economic_life": "Economic_Life",
    "contract_life": "Contract_Life",
    "p_valid": "P_Valid",
    "p_use": "P_Use",
    "tax_rate": "Tax_Rate",
    "tab_life": "TAB_Life",
}
"""Workbook names of the assumptions, ASCII so that every spreadsheet program takes them."""

DRIVERS = tuple(INPUT_KEYS)
"""The assumption keys in the columns of the Drivers sheet."""
TAIL = ("probability", "life_end", "limit", "stack")
"""The columns of the Drivers sheet behind the assumptions."""


def name_of(key: str) -> str:
    """Return the workbook name of an assumption."""
    return NAMES.get(key, key.title())


class Column:
    """Columns of the Assumptions sheet."""

    NUMBER, KEY, SCOPE, NAME, UNIT, BASE, LOW, HIGH, CHANGED = range(9)
    DISTRIBUTION, SOURCE, AS_OF, OWNER, CONFIDENCE, REASON, DEFINITION = range(9, 16)
    LINK, WAS_BASE, WAS_LOW, WAS_HIGH = range(16, 20)


LEVEL_COLUMN = {Level.BASE: Column.BASE, Level.LOW: Column.LOW, Level.HIGH: Column.HIGH}


@dataclass(slots=True)
class Plan:
    """The handout with the places of everything that more than one sheet points at."""

    handout: Handout
    book: Book
    subjects: list[Subject]
    items: list[Item]
    years: int
    """Calendar years across in the Income sheet."""
    assumption_rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """(key, scope) → row in the Assumptions sheet."""
    fee_rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Item index → first and last row in the Fees sheet."""
    income_cells: dict[tuple[int, str], str] = field(default_factory=dict)
    """Item index and line code → its cell in the total column of the Income sheet."""
    _driver_cells: dict[tuple[str, int, Level], str] = field(default_factory=dict)
    _fee_cells: dict[int, tuple[str, str]] = field(default_factory=dict)

    def sheet(self, key: str) -> Sheet:
        """Return a sheet that was already added."""
        return self.book.sheets[key]

    # Assumptions
    def assumption(self, row: Assumption, level: Level) -> str:
        """Return the reference to a number of an assumption."""
        place = self.assumption_rows[row.key, row.scope]
        return self.sheet("assumptions").ref(place, LEVEL_COLUMN[level])

    # Drivers: three tables, one below the other
    def driver_row(self, level: Level, index: int) -> int:
        """Return the row of an item in the table of a scenario end."""
        order = (Level.BASE, Level.LOW, Level.HIGH).index(level)
        return HEAD_ROW + 2 + order * (len(self.items) + 3) + index

    @staticmethod
    def driver_column(key: str) -> int:
        """Return the column of a driver, of 'expiry' or one of ``TAIL``."""
        return ("index", "number", "expiry", *DRIVERS, *TAIL).index(key)

    def driver(self, key: str, item: Item, level: Level = Level.BASE) -> str:
        """Return the reference to a driver of an item; written once, since every year of a schedule asks for it."""
        known = self._driver_cells.get((key, item.index, level))
        if known is None:
            known = self.sheet("drivers").ref(self.driver_row(level, item.index), self.driver_column(key))
            self._driver_cells[key, item.index, level] = known
        return known

    def fee_cells(self, item: Item) -> tuple[str, str]:
        """Return the references to the due dates and the amounts of an item's fees."""
        known = self._fee_cells.get(item.index)
        if known is None:
            first, last = self.fee_rows[item.index]
            fees = self.sheet("fees")
            known = fees.ref(first, 3, last=(last, 3)), fees.ref(first, 4, last=(last, 4))
            self._fee_cells[item.index] = known
        return known

    def case_driver(self, key: str, item: Item, level: Level) -> str:
        """Return the reference to the number that a scenario uses: its own end, or base for drivers that stay."""
        return self.driver(key, item, level if self.handout.definitions[key].in_scenarios else Level.BASE)

    def driver_range(self, key: str, level: Level = Level.BASE) -> str:
        """Return the reference to a driver of all items."""
        column = self.driver_column(key)
        first, last = self.driver_row(level, 0), self.driver_row(level, len(self.items) - 1)
        return self.sheet("drivers").ref(first, column, last=(last, column))

    # Income
    def income_total(self, position: int, code: str) -> str | None:
        """Return the reference to a total of the Income sheet for a subject; None when it was not valued."""
        if position >= len(self.items):
            return None
        return self.income_cells[position, code]

    # Products
    @property
    def products(self) -> list[str]:
        """The known products of the valued patents, as they are compared."""
        return sorted({item.subject.product for item in self.items} - {""})

    @property
    def overlap(self) -> str:
        """What must stand beside every total; '' when the values may be added."""
        unmapped = sum(not item.subject.product for item in self.items)
        if not unmapped or len(self.items) == 1:
            return ""
        return self.book.label("problem.total_overlaps", n=unmapped, all=len(self.items))

    # Assets
    def asset_row(self, position: int) -> int:
        """Return the row of a subject in the Assets sheet; items come first, in the same order."""
        return HEAD_ROW + 1 + position


def make_plan(handout: Handout, book: Book) -> Plan:
    """Return the plan; years reach from the first slice to the latest legal expiry, one year at least."""
    items = items_of(handout)
    first = handout.valued_on.year
    last = max((item.outcome.facts.expiry.year for item in items if item.outcome.facts.expiry), default=first)
    return Plan(
        handout=handout, book=book, subjects=sorted_subjects(handout), items=items, years=max(1, last - first + 1)
    )
