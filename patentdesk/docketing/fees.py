"""Price annuities from fee schedules: office, right, patent year, day of payment, claims, reduction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity
from patentdesk.portfolio.codes import RightType

ANNUITY, UNITARY, SURCHARGE = "annuity", "unitary_annuity", "surcharge"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One amount of a schedule, valid for payments from ``valid_from`` to ``valid_to``, both inclusive."""

    office: str
    kind: str
    right_types: frozenset[RightType]
    first_year: int
    last_year: int
    base: Money
    per_claim: Money | None
    reductions: Mapping[str, int]
    """Reduction or entity → per cent taken off."""
    lasting: frozenset[str]
    """Reductions that may be taken in any year, whatever ``reduction_years``."""
    reduction_years: int | None
    """Patent years from the one of the grant in which a reduction may be taken; None: always."""
    valid_from: date | None
    valid_to: date | None
    source: str
    confidence: str

    def fits(self, kind: str, right_type: RightType, year: int) -> bool:
        """Tell whether the row prices this fee."""
        rights = not self.right_types or right_type in self.right_types
        return self.kind == kind and rights and self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class Asked:
    """What a fee is asked for. ``grant_year`` is the patent year of the grant (reductions end with it in view)."""

    office: str
    right_type: RightType
    year: int
    paid_on: date
    claims: int | None = None
    reduction: str = ""
    grant_year: int | None = None
    unitary: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """A priced fee: the full amount, what is payable after reduction, and where it comes from.

    ``outdated``: the payment lies after the last known schedule, whose amount was taken.
    """

    full: Money
    payable: Money
    outdated: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class FeeSchedules:
    """The fee schedules of all offices."""

    rows: Mapping[str, tuple[FeeRow, ...]]

    def annuity(self, asked: Asked) -> Fee | Problem:
        """Return the annuity of a patent year. Problems: ``fee_unknown``, ``claims_unknown``."""
        return self._price(UNITARY if asked.unitary else ANNUITY, asked)

    def surcharge(self, asked: Asked) -> Fee | Problem:
        """Return a surcharge that stands in the schedule (US). Problems as for ``annuity``."""
        return self._price(SURCHARGE, asked)

    def fitting(self, office: str, kind: str, right_type: RightType, year: int) -> list[FeeRow]:
        """Return the rows that price this fee, whenever they are in force."""
        return [row for row in self.rows.get(office, ()) if row.fits(kind, right_type, year)]

    def _price(self, kind: str, asked: Asked) -> Fee | Problem:
        row = in_force(self.fitting(asked.office, kind, asked.right_type, asked.year), asked.paid_on)
        args: dict[str, str | int] = {"office": asked.office, "year": asked.year, "date": str(asked.paid_on)}
        if row is None:
            return Problem("fee_unknown", Severity.WARNING, args=args)
        full = row.base
        if row.per_claim is not None:
            if asked.claims is None:
                return Problem("claims_unknown", Severity.WARNING, field_name="claims_count", args=args)
            full = full + row.per_claim.times(asked.claims)
        percent = _percent_off(row, asked)
        payable = full.times(100 - percent).times("0.01")
        outdated = row.valid_to is not None and row.valid_to < asked.paid_on
        return Fee(full, payable, outdated, row.source, row.confidence)


def in_force(rows: Iterable[FeeRow], paid_on: date) -> FeeRow | None:
    """Return the row in force on the day of payment, else the last one that ended before it."""
    begun = [row for row in rows if row.valid_from is None or row.valid_from <= paid_on]
    running = [row for row in begun if row.valid_to is None or paid_on <= row.valid_to]
    if running:
        return max(running, key=lambda row: row.valid_from or date.min)
    return max(begun, key=lambda row: row.valid_to or date.min, default=None)


def _percent_off(row: FeeRow, asked: Asked) -> int:
    """Return the per cent taken off; none when the years of reduction are over or cannot be known."""
    percent = row.reductions.get(asked.reduction, 0)
    if not percent or row.reduction_years is None or asked.reduction in row.lasting:
        return percent
    if asked.grant_year is None:
        return 0
    return percent if asked.grant_year <= asked.year < asked.grant_year + row.reduction_years else 0


def read_fees(files: Mapping[str, Iterable[Mapping[str, str]]]) -> FeeSchedules:
    """Build the schedules from the rows of each fee file; rows of kind ``other`` are carried for reference only.

    ``reductions``: ``name:per cent``, several with blanks; a star behind it says in any year, whatever
    ``reduction_years``.

    Raises ValueError naming file and row for a cell that cannot be read.
    """
    rows: dict[str, list[FeeRow]] = defaultdict(list)
    for name, lines in files.items():
        for number, line in enumerate(lines, start=2):
            if line["kind"] == "other":
                continue
            try:
                rows[line["office"]].append(_row(line))
            except (KeyError, ValueError, ArithmeticError) as fault:
                raise ValueError(f"{name}, row {number}: {fault}") from fault
    return FeeSchedules({office: tuple(found) for office, found in rows.items()})


def _row(line: Mapping[str, str]) -> FeeRow:
    currency = line["currency"]
    pairs = [pair.split(":") for pair in line["reductions"].split()]
    return FeeRow(
        office=line["office"],
        kind=line["kind"],
        right_types=frozenset(RightType(text) for text in line["right_types"].split()),
        first_year=int(line["first_year"]),
        last_year=int(line["last_year"]),
        base=Money.of(line["base"], currency),
        per_claim=Money.of(line["per_claim"], currency) if line["per_claim"] else None,
        reductions={name: int(percent.rstrip("*")) for name, percent in pairs},
        lasting=frozenset(pair.split(":")[0] for pair in line["reductions"].split() if pair.endswith("*")),
        reduction_years=int(line["reduction_years"]) if line["reduction_years"] else None,
        valid_from=date.fromisoformat(line["valid_from"]) if line["valid_from"] else None,
        valid_to=date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        source=line["source"],
        confidence=line["confidence"],
    )
