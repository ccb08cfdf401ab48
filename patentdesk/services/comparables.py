"""Keep sales and licences that values are held against, and derive from them price and royalty of comparables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from patentdesk.core.filenames import legible
from patentdesk.core.handoutmarks import HandoutMark
from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Refused, Severity, Source, refuse
from patentdesk.handouts.recordsheet import read_records
from patentdesk.handouts.table import ColumnKind, TableColumn, write_table
from patentdesk.portfolio.codes import Segment
from patentdesk.portfolio.records import Patent
from patentdesk.services import listing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.exchange import RateTable, rate_table
from patentdesk.services.presence import first_missing
from patentdesk.store.file import Reader
from patentdesk.valuation.assumptions import DERIVED
from patentdesk.valuation.records import Assumption, Deal
from patentdesk.valuation.uncertainty import quartiles

SALE, LICENCE = "sale", "licence"
ENOUGH = 3
"""Fewer comparables are indicative only."""
SOURCE = "可比成交价中位数（四分位为区间） / median of comparable sales, quartiles as range"
_NUMBERS = ("rate", "adjust_terms", "adjust_technology", "adjust_time")
FIELDS: Mapping[str, ColumnKind] = {
    "kind": ColumnKind.TEXT, "day": ColumnKind.DATE, "parties": ColumnKind.TEXT, "technology": ColumnKind.TEXT,
    "segment": ColumnKind.TEXT, "terms": ColumnKind.TEXT, "patents": ColumnKind.NUMBER, "amount": ColumnKind.MONEY,
    "currency": ColumnKind.TEXT, "rate": ColumnKind.NUMBER, "adjust_terms": ColumnKind.NUMBER,
    "adjust_technology": ColumnKind.NUMBER, "adjust_time": ColumnKind.NUMBER, "reason": ColumnKind.TEXT,
    "source": ColumnKind.TEXT, "link": ColumnKind.TEXT, "confidence": ColumnKind.TEXT, "patent": ColumnKind.TEXT,
}  # fmt: skip
"""Columns of the sheet that comparables come and go in; the words are ``deal.<field>``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What comparables of one kind say: least, quartiles and greatest after adjustment, and how many there are."""

    kind: str
    numbers: tuple[float, ...]

    @property
    def points(self) -> tuple[float, float, float, float, float]:
        """Least, first quartile, median, third quartile, greatest. Raises ValueError without a comparable."""
        return quartiles(self.numbers)

    @property
    def enough(self) -> bool:
        """Whether it is more than indicative."""
        return len(self.numbers) >= ENOUGH


def factor_of(deal: Deal) -> float:
    """Return what the adjustments multiply a price or a rate by."""
    return (1 + deal.adjust_terms) * (1 + deal.adjust_technology) * (1 + deal.adjust_time)


def price_of(deal: Deal, rates: RateTable) -> float | None:
    """Return the adjusted price of one patent in CNY by the rate of the day; None without price or exchange rate."""
    if deal.kind != SALE or deal.amount_minor is None or deal.patents < 1:
        return None
    money = Money(deal.amount_minor, deal.currency)
    found = rates.convert(money, on=deal.day)
    if isinstance(found, Problem):
        return None
    return float(money.amount * found.factor) / deal.patents * factor_of(deal)


def deals(desk: Desk, *, own: bool | None = None) -> list[Deal]:
    """Return the deals by date: own patents' only (True), comparables only (False), or all."""
    with desk.file.reading() as reader:
        found = reader.select(Deal, order=("day", "id"))
    return [one for one in found if own is None or (one.patent_id is not None) is own]


def evidence(desk: Desk, kind: str, segment: str = "") -> Evidence:
    """Return what the comparables of a kind say for a segment: those that speak for it or for any."""
    with desk.file.reading() as reader:
        return _evidence(reader.select(Deal, patent_id=None), rate_table(desk.library, reader), kind, segment)


def _evidence(found: Iterable[Deal], rates: RateTable, kind: str, segment: str) -> Evidence:
    fitting = [one for one in found if one.kind == kind and one.segment in {"", segment}]
    if kind == SALE:
        prices = [price for one in fitting if (price := price_of(one, rates)) is not None]
        return Evidence(kind, tuple(prices))
    return Evidence(kind, tuple(one.rate * factor_of(one) for one in fitting if one.rate is not None))


def price_rows(reader: Reader, rates: RateTable) -> list[Assumption]:
    """Return the price that comparable sales give, for the portfolio and for each segment with sales of its own."""
    found = reader.select(Deal, patent_id=None, kind=SALE)
    scopes = [("", "")] + [(f"segment:{one}", one) for one in sorted({one.segment for one in found} - {""})]
    rows = []
    for scope, segment in scopes:
        heard = _evidence(found, rates, SALE, segment)
        if heard.numbers:
            _, first, middle, third, _ = heard.points
            rows.append(
                Assumption(
                    uid=f"{DERIVED}/market_price/{scope}", set_name=DERIVED, key="market_price", scope=scope,
                    unit="CNY",
                    value=middle, low=first, high=third, text=f"n = {len(heard.numbers)}", source=SOURCE,
                    confidence="B" if heard.enough else "C",
                )
            )  # fmt: skip
    return rows


def add_deal(desk: Desk, **values: object) -> Changes:
    """Keep a sale or licence; ``amount`` is in major units, ``patent`` a number of ours.

    Raises Refused: deal_field, deal_value, deal_source (nothing says where it is from), deal_empty (neither price nor
    rate), patent_unknown.
    """
    deal = _deal(desk, {key: str(value) for key, value in values.items() if value not in (None, "")})
    with desk.file.operation("add_deal", kind=deal.kind, n=1) as work:
        work.add(deal)
    return Changes.of([Kind.ASSUMPTIONS], _concerned([deal]))


def remove_deals(desk: Desk, ids: Sequence[int]) -> Changes:
    """Take deals away. Raises Refused: deal_gone."""
    with desk.file.operation("remove_deals", n=len(ids)) as work:
        if (gone := first_missing(work, Deal, ids)) is not None:
            raise refuse("deal_gone", id=gone)
        work.remove(Deal, list(ids))
    return Changes.of([Kind.ASSUMPTIONS]) if ids else Changes()


@dataclass(frozen=True, slots=True)
class Imported:
    """Deals that were read from a sheet: how many were kept or known already, and the rows that were not taken."""

    added: int
    known: int
    problems: tuple[Problem, ...]


def import_deals(desk: Desk, path: Path) -> Imported:
    """Add the deals of a sheet whose heads are those of ``export_deals`` (either language); a known row is left out.

    Problems: deal_value, deal_source, deal_empty, patent_unknown, with file and row. Raises Refused:
    sheet_unreadable, sheet_heads.
    """
    with desk.file.reading() as reader:
        held = {_identity(one) for one in reader.select(Deal)}
    fresh: list[Deal] = []
    problems: list[Problem] = []
    known = 0
    words = (desk.library.words("zh"), desk.library.words("en"))
    heads = {one(f"deal.{name}"): name for one in words for name in FIELDS}
    for row, cells in read_records(path, heads, needed=("kind", "source")):
        read = _deal_or_problem(desk, cells, Source(file=legible(path.name), row=row))
        if isinstance(read, Problem):
            problems.append(read)
        elif _identity(read) in held:
            known += 1
        else:
            held.add(_identity(read))
            fresh.append(replace(read, origin=legible(path.name)))
    with desk.file.operation("import_deals", n=len(fresh), file=legible(path.name)) as work:
        work.add_all(fresh)
    return Imported(len(fresh), known, tuple(problems))


def _identity(deal: Deal) -> tuple[object, ...]:
    return deal.kind, deal.day, deal.parties, deal.technology, deal.amount_minor, deal.rate, deal.patent_id


def export_deals(desk: Desk, path: Path, language: str = "zh") -> int:
    """Write all deals as a sheet that can be read back; without any it is a form. Raises Refused as ``write_table``."""
    words = desk.library.words("zh" if language == "zh" else "en")
    columns = [TableColumn(name, words(f"deal.{name}"), kind) for name, kind in FIELDS.items()]
    with desk.file.reading() as reader:
        found = reader.select(Deal, order=("day", "id"))
        ids = [one.patent_id for one in found if one.patent_id is not None]
        numbers = {one.id: one.application_number or one.publication_number for one in reader.select(Patent, id=ids)}
    rows = [[_cell(one, name, numbers) for name in FIELDS] for one in found]
    return write_table(path, columns, rows, sheet=words("deal.sheet"), mark=HandoutMark.DEALS)


def _cell(deal: Deal, name: str, numbers: Mapping[int, str]) -> Any:  # noqa: ANN401 - each column has its own type
    if name == "amount":
        return None if deal.amount_minor is None else Money(deal.amount_minor, deal.currency).amount
    if name == "patent":
        return numbers.get(deal.patent_id or 0, "")
    return getattr(deal, name)


def _deal_or_problem(desk: Desk, cells: Mapping[str, str], place: Source) -> Deal | Problem:
    try:
        return _deal(desk, cells)
    except Refused as refused:
        return replace(refused.problem, severity=Severity.WARNING, source=place)


def _deal(desk: Desk, cells: Mapping[str, str]) -> Deal:
    strangers = set(cells) - set(FIELDS)
    if strangers:
        raise refuse("deal_field", name=min(strangers), known=", ".join(FIELDS))
    values: dict[str, Any] = {name: text.strip() for name, text in cells.items() if FIELDS[name] is ColumnKind.TEXT}
    kind = _kind(desk, values.get("kind", SALE))
    values |= {name: _number(cells, name) for name in _NUMBERS if cells.get(name)}
    values["kind"], values["owner"] = kind, desk.user
    values["currency"] = str(values.get("currency", "CNY")).upper()
    if cells.get("segment") and values["segment"] not in set(Segment):
        raise refuse("deal_value", name="segment", text=cells["segment"])
    if cells.get("day"):
        values["day"] = _day(cells["day"])
    if cells.get("patents"):
        values["patents"] = max(1, int(_number(cells, "patents")))
    if cells.get("amount"):
        values["amount_minor"] = _money(cells["amount"], values["currency"]).minor
    if number := values.pop("patent", ""):
        values["patent_id"] = _patent(desk, number)
    deal = Deal(**values)
    if not deal.source:
        raise refuse("deal_source")
    if deal.amount_minor is None and deal.rate is None:
        raise refuse("deal_empty")
    return deal


def _kind(desk: Desk, text: str) -> str:
    for kind in (SALE, LICENCE):
        if text.casefold() in {
            kind,
            *(desk.library.words(one)(f"deal.kind.{kind}").casefold() for one in ("zh", "en")),
        }:
            return kind
    raise refuse("deal_value", name="kind", text=text)


def _number(cells: Mapping[str, str], name: str) -> float:
    text = cells[name].strip().replace(",", "").replace("％", "%")
    try:
        found = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise refuse("deal_value", name=name, text=cells[name]) from None
    if not -1 <= found <= (1e6 if name == "patents" else 10):
        raise refuse("deal_value", name=name, text=cells[name])
    return found


def _money(text: str, currency: str) -> Money:
    try:
        amount = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        raise refuse("deal_value", name="amount", text=text) from None
    if not amount.is_finite() or not 0 <= amount < 10**13:
        raise refuse("deal_value", name="amount", text=text)
    return Money.of(amount, currency)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise refuse("deal_value", name="day", text=text) from None


def _patent(desk: Desk, number: str) -> int:
    ids = listing.with_number(desk, number)
    if len(ids) != 1:
        raise refuse("patent_unknown", patent=number)
    return int(ids[0])


def _concerned(found: Sequence[Deal]) -> tuple[int, ...]:
    return tuple(one.patent_id for one in found if one.patent_id is not None)
