"""Know The Lens: CSV exports in every layout, from 10 to 37 columns, told by their column "Lens ID"."""

from __future__ import annotations

import re

from patentdesk.intake.layout import Format


def _without_date(name: str) -> str:
    """Drop the date of recording that The Lens sets behind an owner: ``ACME INC (2017-01-05)``.

    A semicolon stands between family name and given name: ``DOE; JOHN A.``.
    """
    return re.sub(r"(?<!\s)\s*\(\d{4}-\d\d-\d\d\)$", "", name).replace("; ", ", ")


_OF_OTHERS = frozenset({"patentnumber", "assignee", "assignees", "assigneename", "pubdate"})
"""Headers that The Lens never writes: a list of somebody's own, which keeps the Lens ID among other things."""

LENS = Format(
    code="lens",
    recognise=lambda headers: "lensid" in headers and headers.isdisjoint(_OF_OTHERS),
    list_signs=(";;",),
    headers={"lensid": "external_id", "type": None},
    own_name=_without_date,
)
"""The column "Type" names the stage of the document, not the type of the right: it is kept as written."""
