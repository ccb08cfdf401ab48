"""Name the code values that facts are stored in."""

from __future__ import annotations

from enum import StrEnum


class RightType(StrEnum):
    """What kind of right an application seeks."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    PCT = "pct"


class Status(StrEnum):
    """The legal state of one application or right."""

    PENDING = "pending"
    GRANTED = "granted"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"
    REVOKED = "revoked"
    PCT_OPEN = "pct_open"
    PCT_CLOSED = "pct_closed"
    UNKNOWN = "unknown"


DEAD = frozenset(
    {
        Status.EXPIRED,
        Status.LAPSED,
        Status.REFUSED,
        Status.WITHDRAWN,
        Status.ABANDONED,
        Status.REVOKED,
        Status.PCT_CLOSED,
    }
)
"""States in which nothing is left to keep or to pay."""


class OrganisationKind(StrEnum):
    """What an organisation is to the alliance."""

    MEMBER = "member"
    COMPANY = "company"
    INSTITUTE = "institute"
    AGENCY = "agency"
    PERSON = "person"


class Role(StrEnum):
    """What a party is to one patent."""

    APPLICANT = "applicant"
    OWNER = "owner"
    INVENTOR = "inventor"
    AGENCY = "agency"


class Scheme(StrEnum):
    """A classification scheme."""

    IPC = "ipc"
    CPC = "cpc"
    LOCARNO = "locarno"
    UPC = "upc"


class EncumbranceKind(StrEnum):
    """What ties the owner's hands; each of these vetoes a drop (practice of the field; knowledge)."""

    LICENCE = "licence"
    PLEDGE = "pledge"
    POOL = "pool"
    LITIGATION = "litigation"
    CO_OWNER = "co_owner"
    STANDARD = "standard"
    FUNDING = "funding"
    AWARD = "award"
    PRESERVATION = "preservation"


class DifferenceState(StrEnum):
    """What became of two sources that say different things about one field."""

    OPEN = "open"
    HELD = "held"
    """The value that the portfolio held before stands."""
    TOLD = "told"
    """The value that the file told stands."""


class Segment(StrEnum):
    """The place of a patent in the automotive industry chain."""

    BATTERY = "battery"
    FUEL_CELL = "fuel_cell"
    DRIVE = "drive"
    POWER_ELECTRONICS = "power_electronics"
    CHARGING = "charging"
    CHASSIS = "chassis"
    BODY = "body"
    THERMAL = "thermal"
    COCKPIT = "cockpit"
    AUTOMATED_DRIVING = "automated_driving"
    CONNECTIVITY = "connectivity"
    ENGINE = "engine"
    MANUFACTURING = "manufacturing"
    MATERIALS = "materials"
    OTHER = "other"
