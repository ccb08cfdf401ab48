"""Count money in whole minor units of one currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP"})


def minor_digits(currency: str) -> int:
    """Return how many decimal digits the currency has (ISO 4217, the currencies that offices use)."""
    return 0 if currency in _NO_MINOR_UNIT else 2


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount: ``minor`` counts cents (fen, yen, ...) of ``currency`` (ISO 4217)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """Return the money for an amount in major units, rounded half up (away from zero on a tie)."""
        scale = Decimal(10) ** minor_digits(currency)
        exact = (Decimal(amount) * scale).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return cls(int(exact), currency)

    @property
    def amount(self) -> Decimal:
        """The exact amount in major units."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def __add__(self, other: Money) -> Money:
        """Return the sum. Raises ValueError for two currencies."""
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        """Return the difference. Raises ValueError for two currencies."""
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        """Return the opposite amount."""
        return Money(-self.minor, self.currency)

    def times(self, factor: Decimal | int | str) -> Money:
        """Return the product, rounded half up to the minor unit."""
        exact = (Decimal(self.minor) * Decimal(factor)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Money(int(exact), self.currency)

    def __str__(self) -> str:
        """Show the amount with thousands separators and the currency code."""
        return f"{self.amount:,} {self.currency}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")
