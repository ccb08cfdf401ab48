"""Keep exchange rates with date and source, and convert money by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.portfolio.records import ExchangeRate
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.library import Library
from patentdesk.services.presence import first_missing
from patentdesk.store.file import Reader

REPORTING = "CNY"
"""Every rate is kept into this currency; others are crossed through it."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Money in another currency, with the rates that it was converted by (two where it was crossed)."""

    money: Money
    factor: Decimal
    rates: tuple[ExchangeRate, ...]


@dataclass(frozen=True, slots=True)
class RateTable:
    """All rates into ``REPORTING``: the portfolio's own, and the shipped placeholders for currencies without any."""

    rates: tuple[ExchangeRate, ...]

    def rate(self, currency: str, on: date | None = None) -> ExchangeRate | None:
        """Return the newest rate not after the day (None: the newest of all); where all are later, the earliest."""
        known = sorted((one for one in self.rates if one.currency == currency), key=lambda one: one.as_of or date.min)
        earlier = [one for one in known if on is None or (one.as_of or date.min) <= on]
        return earlier[-1] if earlier else known[0] if known else None

    def convert(self, money: Money, into: str = REPORTING, on: date | None = None) -> Converted | Problem:
        """Return the money in another currency, rounded half up to its minor unit.

        Problem: exchange_unknown (no rate for one of the two currencies).
        """
        found: list[ExchangeRate] = []
        factor = Decimal(1)
        for currency, power in ((money.currency, 1), (into, -1)):
            if money.currency == into or currency == REPORTING:
                continue
            rate = self.rate(currency, on)
            if rate is None:
                return Problem("exchange_unknown", Severity.WARNING, args={"currency": currency, "into": REPORTING})
            found.append(rate)
            factor = factor * Decimal(rate.rate) if power == 1 else factor / Decimal(rate.rate)
        return Converted(Money.of(money.amount * factor, into), factor, tuple(found))


def rate_table(library: Library, reader: Reader) -> RateTable:
    """Return the table of an open file: a currency with a rate of its own does not fall back to the shipped one."""
    own = reader.select(ExchangeRate, into=REPORTING)
    known = {rate.currency for rate in own}
    return RateTable((*own, *(rate for rate in shipped_rates(library) if rate.currency not in known)))


def rates(desk: Desk) -> list[ExchangeRate]:
    """Return every rate that conversions use, by currency, the newest first; shipped ones have no id."""
    with desk.file.reading() as reader:
        found = rate_table(desk.library, reader).rates
    return sorted(found, key=lambda one: (one.currency, -(one.as_of or date.min).toordinal()))


def convert(desk: Desk, money: Money, into: str = REPORTING, on: date | None = None) -> Converted | Problem:
    """Return money in another currency by the rate of a day; many at once: take ``rate_table`` once instead.

    Problem: exchange_unknown.
    """
    with desk.file.reading() as reader:
        return rate_table(desk.library, reader).convert(money, into, on)


def shipped_rates(library: Library) -> tuple[ExchangeRate, ...]:
    """Return the placeholder rates that the program ships."""
    return library.load("exchange", _read_shipped)


def _read_shipped(library: Library) -> tuple[ExchangeRate, ...]:
    table = cast("Mapping[str, str]", library.json("assumptions/exchange.json"))
    per_unit = cast("Mapping[str, float]", table["rates"])
    return tuple(
        ExchangeRate(
            uid=f"shipped/{currency}", currency=currency, rate=str(rate), as_of=date.fromisoformat(table["as_of"]),
            source=table["source"], confidence=table["confidence"],
        )
        for currency, rate in per_unit.items()
        if currency != REPORTING
    )  # fmt: skip


def set_rate(
    desk: Desk,
    currency: str,
    rate: str | Decimal,
    as_of: date | None = None,
    *,
    source: str = "",
    link: str = "",
) -> Changes:
    """State what one unit of a currency was worth in CNY on a day (default today); one of that day is replaced.

    Raises Refused: exchange_currency (no three letters, or CNY itself), exchange_rate (no number above 0),
    exchange_source (no source stated).
    """
    code, day, factor = currency.strip().upper(), as_of or desk.clock.today(), _factor(rate)
    if not (len(code) == 3 and code.isascii() and code.isalpha()) or code == REPORTING:
        raise refuse("exchange_currency", currency=currency)
    if not source.strip():
        raise refuse("exchange_source", currency=code)
    values: dict[str, Any] = {
        "rate": factor,
        "source": source,
        "link": link,
        "confidence": "B",
        "owner": desk.user,
    }
    with desk.file.operation("set_rate", currency=code, rate=factor, date=day.isoformat()) as work:
        held = work.select(ExchangeRate, currency=code, into=REPORTING, as_of=day)
        if held:
            work.change(ExchangeRate, held[0].id, **values)
        else:
            work.add(ExchangeRate(currency=code, as_of=day, **values))
    return Changes.of([Kind.ASSUMPTIONS])


def _factor(rate: str | Decimal) -> str:
    try:
        number = Decimal(str(rate).strip())
    except InvalidOperation:
        raise refuse("exchange_rate", rate=str(rate)) from None
    if not number.is_finite() or number <= 0:
        raise refuse("exchange_rate", rate=str(rate))
    return format(number.normalize(), "f")


def remove_rates(desk: Desk, ids: Sequence[int]) -> Changes:
    """Take stated rates away; the shipped placeholders then speak again. Raises Refused: rate_gone."""
    with desk.file.operation("remove_rates", n=len(ids)) as work:
        if (gone := first_missing(work, ExchangeRate, ids)) is not None:
            raise refuse("rate_gone", id=gone)
        work.remove(ExchangeRate, list(ids))
    return Changes.of([Kind.ASSUMPTIONS]) if ids else Changes()
