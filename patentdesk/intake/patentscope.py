"""Know PATENTSCOPE: XLS result lists by application (with an id of its own) and by publication."""

from __future__ import annotations

import re

from patentdesk.intake.layout import Format
from patentdesk.portfolio.dates import read_date

_CLAIM = re.compile(
    r"(?P<number>[^\s,\[\]][^\s\[\]]{0,60}) (?P<day>\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})(?:T[\d:.]+Z?)? "
    r"(?P<office>[A-Z]{2})"
)


def claims(text: str) -> str:
    """Put ``[60582692 2004-06-24T23:59:59.000Z US, 10/864,311 08.06.2004 US]`` into the usual form."""
    found = [f"{hit['office']} {hit['number']} {read_date(hit['day']).day or ''}" for hit in _CLAIM.finditer(text)]
    return " | ".join(found) or text


PATENTSCOPE = Format(
    code="patentscope",
    recognise=lambda headers: {"applicationid", "ipc"} <= headers or {"prioritydata", "fpimage"} <= headers,
    list_signs=(" | ", ";"),
    headers={"applicationid": "external_id", "prioritydata": "priorities", "prioritiesdata": "priorities"},
    rewrite={"priorities": claims},
)
"""Dates are written 29.12.2005."""
