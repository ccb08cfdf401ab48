"""Know any other table with a header row, Chinese or English: incoPat, CNIPR, CNIPA style, own lists, our export."""

from __future__ import annotations

from patentdesk.intake.layout import Format

LISTING = Format(code="table", recognise=lambda _headers: True)
