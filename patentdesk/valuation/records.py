"""Define assumptions and concluded values as the portfolio file keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from patentdesk.core.identifiers import new_uid


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One stated input of a valuation, with the person and the source behind it.

    ``scope``: '' whole portfolio, 'segment:battery', 'member:12', 'product:e-axle 150' or 'patent:345';
    the narrowest wins. ``value`` is in
    ``unit``: 'rate' (0.25 = 25 %), 'years', 'CNY', 'units', 'factor', 'text' or
    'date' (both stored in ``text``, dates as ISO text).
    ``confidence``: A stated by contract or register, B supported by a source, C judgement, P placeholder.
    """

    id: int = 0
    uid: str = field(default_factory=new_uid)
    set_name: str = "default"
    key: str = ""
    scope: str = ""
    unit: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    distribution: str = ""
    """How a range is drawn: 'pert' (also where nothing is stated), 'triangular', 'uniform', 'lognormal' (low and high
    are then P10 and P90), 'discrete' (the number is a chance: in each trial it happens, 1, or not, 0) or 'fixed'."""
    text: str = ""
    source: str = ""
    link: str = ""
    as_of: date | None = None
    owner: str = ""
    confidence: str = "P"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionVersion:
    """A kept state of all assumptions of the portfolio: its rows stand under ``set_name``, and never change."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    set_name: str = ""
    title: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A sale or licence that values are held against: somebody else's (a comparable), or one of our own patents.

    ``kind``: 'sale' or 'licence'. ``patent_id`` None: not one of ours. ``amount_minor`` is the price, or the sum paid
    at once for a licence; ``patents`` is how many it paid for. ``rate`` is the running royalty of net sales;
    ``adjust_*`` bring it to the terms of the patent that is valued, each multiplied as (1 + a), with ``reason``.
    ``origin``: 'entered' or the name of the imported file.
    """

    id: int = 0
    uid: str = field(default_factory=new_uid)
    kind: str = "sale"
    patent_id: int | None = None
    day: date | None = None
    parties: str = ""
    technology: str = ""
    segment: str = ""
    """Code of the segment that it speaks for; '' for any."""
    terms: str = ""
    """Exclusivity, territory, royalty base, in words."""
    patents: int = 1
    amount_minor: int | None = None
    currency: str = "CNY"
    rate: float | None = None
    adjust_terms: float = 0.0
    adjust_technology: float = 0.0
    adjust_time: float = 0.0
    reason: str = ""
    source: str = ""
    link: str = ""
    origin: str = "entered"
    confidence: str = "C"
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """The concluded value of one patent on one date by one method, with everything it was computed from."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    valued_on: date | None = None
    """Valuation date."""
    made_at: datetime | None = None
    method: str = ""
    basis: str = ""
    purpose: str = ""
    value_minor: int = 0
    low_minor: int | None = None
    high_minor: int | None = None
    currency: str = "CNY"
    engine_version: str = ""
    inputs: Mapping[str, object] = field(default_factory=dict)
    results: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
