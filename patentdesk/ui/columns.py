"""List the columns of the patent table: what each shows, how wide it is, what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable

from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.portfolio.records import Patent
from patentdesk.ui import formats
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue

_STATUS_TONES = {
    Status.GRANTED: "success",
    Status.PENDING: "accent",
    Status.PCT_OPEN: "accent",
    Status.UNKNOWN: "warning",
}
_DATES = ("priority_date", "publication_date", "grant_date", "expiry_date", "status_date", "national_entry_date")
_TEXTS = ("responsible", "product", "tags", "note", "external_id")
EDITABLE = frozenset({"responsible", "product", "tags", "note", "title_en"})
"""Fields that are changed in place: what people decide themselves, not what an office says."""


def status_tone(status: Status) -> str:
    """Return the tone of a legal state; dead rights are muted."""
    return "muted" if status in DEAD else _STATUS_TONES.get(status, "")


def number_of(patent: Patent) -> str:
    """Return the number by which people call a patent: publication, else application, else what the source wrote."""
    return (
        patent.publication_number_text
        or patent.publication_number
        or patent.application_number_text
        or patent.application_number
        or patent.external_id
    )


def title_of(patent: Patent, language: str) -> str:
    """Return the title, the English one first for readers of English."""
    return (patent.title_en or patent.title) if language == "en" else (patent.title or patent.title_en)


def patent_columns(say: Tongue) -> list[Column]:
    """Return all columns of the patent table, in their first order."""

    def code(kind: str, name: str) -> Callable[[Patent], str]:
        return lambda patent: say.words.code(kind, str(getattr(patent, name) or ""))

    return [
        Column("number", "field.publication_number_text", number_of, 150, sort_field="publication_number"),
        Column("title", "field.title", lambda one: title_of(one, say.language), 300, sort_field="title"),
        Column(
            "status", "field.status", code("status", "status"), 126, sort_field="status",
            tone=lambda one: status_tone(one.status), dot=True, tip=lambda one: one.status_text,
        ),
        Column("office", "field.office", lambda one: one.office, 64, sort_field="office"),
        Column(
            "applicants", "field.applicants_text", lambda one: one.applicants_text, 190, sort_field="applicants_text"
        ),
        Column("filing_date", "field.filing_date", _day("filing_date"), 96, sort_field="filing_date"),
        Column("segment", "field.segment", code("segment", "segment"), 110, sort_field="segment"),
        Column("right_type", "field.right_type", code("right_type", "right_type"), 100, sort_field="right_type"),
        Column(
            "paid", "field.paid_through_year", _count("paid_through_year"), 80, right=True,
            sort_field="paid_through_year",
        ),
        Column(
            "application", "field.application_number_text",
            lambda one: one.application_number_text or one.application_number,
            150, sort_field="application_number", hidden=True,
        ),
        Column("ipc", "field.ipc_main", lambda one: one.ipc_main, 110, sort_field="ipc_main", hidden=True),
        Column(
            "title_en", "field.title_en", lambda one: one.title_en, 260, sort_field="title_en", edit="title_en",
            hidden=True,
        ),
        *(Column(name, f"field.{name}", _day(name), 96, sort_field=name, hidden=True) for name in _DATES),
        *(
            Column(
                name, f"field.{name}", _plain(name), 130, sort_field=name, edit=name if name in EDITABLE else "",
                hidden=name not in {"responsible", "tags"},
            )
            for name in _TEXTS
        ),
        *(
            Column(name, f"field.{name}", _count(name), 84, right=True, sort_field=name, hidden=True)
            for name in ("claims_count", "cited_by_count", "cites_count", "family_size")
        ),
    ]  # fmt: skip


def _day(name: str) -> Callable[[Patent], str]:
    return lambda patent: formats.day(getattr(patent, name))


def _plain(name: str) -> Callable[[Patent], str]:
    return lambda patent: str(getattr(patent, name))


def _count(name: str) -> Callable[[Patent], str]:
    return lambda patent: formats.number(getattr(patent, name))
