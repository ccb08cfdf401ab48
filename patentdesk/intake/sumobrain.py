"""Know SumoBrain (FreePatentsOnline): XLS and XLSX lists of documents of several offices."""

from __future__ import annotations

import re

from patentdesk.intake.layout import Format

_PLACE = re.compile(r"(?<!\s)\s*\((?:[^()]*,\s*)?[A-Z]{2}\)$")


def _without_place(name: str) -> str:
    """Drop the address behind a name: ``GOOGLE INC. (Mountain View, CA, US)``."""
    return _PLACE.sub("", name)


def _country(name: str) -> str:
    """Return the country at the end of the address; a state of the US stands there as well, before it or alone."""
    found = _PLACE.search(name)
    return found.group()[-3:-1] if found and found.group().count(",") >= 2 else ""


def _application(text: str) -> str:
    """Name a PCT application as such: ``US2006/037663``."""
    return f"PCT/{text}" if re.fullmatch(r"[A-Z]{2}(19|20)\d\d/\d{6}", text) else text


SUMOBRAIN = Format(
    code="sumobrain",
    recognise=lambda headers: {"documentnumber", "documenttype", "inventorname"} <= headers,
    list_signs=(";",),
    headers={
        "documentnumber": "publication_number",
        "documenttype": None,
        "inventorname": "inventors",
        "primaryclass": "upc",
        "otherclass": "upc",
    },
    own_name=_without_place,
    own_country=_country,
    rewrite={"application_number": _application},
)
"""The type names the collection (US-PGPUB, EP), which the number tells as well: it is kept as written."""
