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
    text: str = ""
    source: str = ""
    link: str = ""
    as_of: date | None = None
    owner: str = ""
    confidence: str = "P"


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
