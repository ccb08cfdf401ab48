"""Know Google Patents: CSV of a search, with or without the line "search URL:" above the header."""

from __future__ import annotations

from patentdesk.intake.layout import Format

GOOGLE = Format(
    code="google_patents",
    recognise=lambda headers: {"id", "inventorauthor"} <= headers or {"id", "resultlink"} <= headers,
    list_signs=(", ",),
    company_commas=True,
    headers={"id": "publication_number", "resultlink": "url"},
)
