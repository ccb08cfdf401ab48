"""Know the program's own exports, in either language and as JSON: their key columns tell numbers beyond doubt."""

from __future__ import annotations

from patentdesk.intake.layout import Format

_KEYS = {
    "申请号标准": "application_key",
    "applicationnumberkey": "application_key",
    "公开公告号标准": "publication_key",
    "publicationnumberkey": "publication_key",
}
_AS_JSON = {
    "applicationnumber": "application_key",
    "applicationnumbertext": "application_number",
    "publicationnumber": "publication_key",
    "publicationnumbertext": "publication_number",
    "grantnumber": "grant_key",
    "agency": "agencies",
}

OWN = Format(
    code="patentdesk",
    settled=True,
    own_name=str.strip,
    own_country=None,
    recognise=lambda headers: any(key in headers for key in _KEYS),
    headers={**_KEYS, "授权公告号": "grant_key", "grantnumber": "grant_key"},
)
OWN_JSON = Format(
    code="patentdesk",
    settled=True,
    own_name=str.strip,
    own_country=None,
    recognise=lambda headers: {"applicationnumber", "applicationnumbertext"} <= headers,
    headers=_AS_JSON,
)
"""JSON names the fields as the portfolio does."""
