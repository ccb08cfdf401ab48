"""List the columns of the patent table: what each shows, how wide it is, what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from patentdesk.portfolio.codes import DEAD, RightType, Segment, Status
from patentdesk.portfolio.numbers import application_of, number_of
from patentdesk.portfolio.records import Patent
from patentdesk.services.marks import Beside, Mark
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
_TEXTS = ("responsible", "product", "tags", "note", "external_id", "title_en", "reduction", "status_text")


def status_tone(status: Status) -> str:
    """Return the tone of a legal state; dead rights are muted."""
    return "muted" if status in DEAD else _STATUS_TONES.get(status, "")


def title_of(patent: Patent, language: str) -> str:
    """Return the title, the English one first for readers of English."""
    return str(getattr(patent, shown_title(patent, language)))


def shown_title(patent: Patent, language: str) -> str:
    """Return which field the title comes from that is shown."""
    return "title_en" if patent.title_en and (language == "en" or not patent.title) else "title"


def bare(_patent: Patent) -> Beside:
    """Return nothing beside a patent, until it was fetched."""
    return Beside()


_MARK_TONES = {
    Mark.LOST: "danger", Mark.GRACE: "warning", Mark.DUE: "accent", Mark.VETO: "success", Mark.DIFFERS: "warning",
}  # fmt: skip


def patent_columns(
    say: Tongue,
    beside: Callable[[Patent], Beside] = bare,
    today: Callable[[], date] = lambda: date.min,
    organisations: Callable[[], Sequence[tuple[str, str]]] = tuple,
) -> list[Column]:
    """Return all columns of the patent table, in their first order.

    ``beside`` tells what stands beside a patent, ``organisations`` the (id, name) pairs of members and agencies.
    """
    return [
        Column(
            "marks", "ui.column.marks", lambda one: _marks_said(say, beside(one), today()), 74,
            marks=lambda one: [
                (say(f"ui.mark.{mark}.sign"), _MARK_TONES[mark]) for mark in beside(one).marks(today())[:3]
            ],
            tip=lambda one: _marks_told(say, beside(one), today()), legend=lambda: _marks_meant(say),
        ),
        Column(
            "number", "ui.column.number", number_of, 150, sort_field="publication_number",
            tip=lambda one: number_told(say, one), legend=lambda: say("ui.column.number.legend"),
        ),
        Column(
            "title", "field.title", lambda one: title_of(one, say.language), 300, sort_field="title", edit="title",
        ),
        _coded(say, "status", Status, 126, tone=lambda one: status_tone(one.status), dot=True,
               tip=lambda one: one.status_text),
        Column("office", "field.office", lambda one: one.office, 64, sort_field="office"),
        Column(
            "applicants", "field.applicants_text", lambda one: one.applicants_text, 190, sort_field="applicants_text"
        ),
        _dated("filing_date"),
        Column(
            "due", "ui.column.next_due", lambda one: formats.day(beside(one).due), 96, sort_field="due", kind="date",
            tone=lambda one: _due_tone(beside(one), today()),
        ),
        _coded(say, "segment", Segment, 110, none=True),
        _coded(say, "right_type", RightType, 100),
        *(
            Column(
                name, f"field.{name}", _named(name, beside), 150, sort_field=name, edit=f"{name}_id",
                choices=lambda: [("", formats.NOTHING), *organisations()], raw=_number_raw(f"{name}_id"),
                hidden=name == "agency",
            )
            for name in ("member", "agency")
        ),
        _counted("paid_through_year", 128, hidden=False),
        Column(
            "application", "field.application_number_text",
            application_of, 150, sort_field="application_number", hidden=True,
        ),
        Column("ipc", "field.ipc_main", lambda one: one.ipc_main, 110, sort_field="ipc_main", hidden=True),
        Column(
            "inventors", "field.inventors_text", lambda one: one.inventors_text, 190, sort_field="inventors_text",
            hidden=True,
        ),
        Column(
            "expires", "ui.column.expires", lambda one: formats.day(beside(one).expires), 96, sort_field="expires",
            kind="date", hidden=True,
        ),
        *(_dated(name, hidden=True) for name in _DATES),
        *(
            Column(
                name, f"field.{name}", _plain(name), 130, sort_field=name, edit=name,
                hidden=name not in {"responsible", "tags"},
            )
            for name in _TEXTS
        ),
        *(_counted(name, 84) for name in ("claims_count", "cited_by_count", "cites_count", "family_size")),
    ]  # fmt: skip


def number_told(say: Tongue, patent: Patent) -> str:
    """Return the number by which a patent is called, behind what number that is."""
    kinds = ("publication_number_text", "publication_number", "application_number_text", "application_number")
    kind = next((name for name in (*kinds, "external_id") if getattr(patent, name)), "")
    shown = "publication_number_text" if "publication" in kind else "application_number_text" if kind in kinds else kind
    return say.words.labelled(say(f"field.{shown}"), number_of(patent)) if kind else number_of(patent)


def _coded(
    say: Tongue, name: str, codes: type[StrEnum], width: int, *, none: bool = False,
    tone: Callable[[Patent], str] | None = None, dot: bool = False, tip: Callable[[Patent], str] | None = None,
) -> Column:  # fmt: skip
    """Return the column of a code; ``none``: it may be empty."""

    def choices() -> list[tuple[str, str]]:
        return [("", formats.NOTHING)] * none + [(code.value, say.words.code(name, code.value)) for code in codes]

    return Column(
        name, f"field.{name}", lambda one: say.words.code(name, str(getattr(one, name) or "")), width, sort_field=name,
        tone=tone, dot=dot, tip=tip, edit=name, choices=choices, raw=lambda one: str(getattr(one, name) or ""),
    )  # fmt: skip


def _dated(name: str, *, hidden: bool = False) -> Column:
    return Column(name, f"field.{name}", _day(name), 96, sort_field=name, edit=name, kind="date", hidden=hidden)


def _counted(name: str, width: int, *, hidden: bool = True) -> Column:
    return Column(
        name, f"field.{name}", _count(name), width, right=True, sort_field=name, edit=name, kind="number",
        raw=_number_raw(name), hidden=hidden,
    )  # fmt: skip


def _named(name: str, beside: Callable[[Patent], Beside]) -> Callable[[Patent], str]:
    return lambda patent: str(getattr(beside(patent), name))


def _number_raw(name: str) -> Callable[[Patent], str]:
    def raw(patent: Patent) -> str:
        value = getattr(patent, name)
        return "" if value is None else str(value)

    return raw


def _due_tone(beside: Beside, today: date) -> str:
    first = next(iter(beside.marks(today)), None)
    return {Mark.LOST: "danger", Mark.GRACE: "warning"}.get(first, "") if first is not None else ""


def _marks_said(say: Tongue, beside: Beside, today: date) -> str:
    return formats.listed((say(f"ui.mark.{mark}") for mark in beside.marks(today)), ", ")


def _marks_meant(say: Tongue) -> str:
    """Return a line for each sign, with what it means."""
    return "\n".join(f"{say(f'ui.mark.{mark}.sign')}  {say(f'ui.mark.{mark}')}" for mark in Mark)


def _marks_told(say: Tongue, beside: Beside, today: date) -> str:
    """Return a line for each mark, with its dates and its reasons."""
    told = {
        Mark.DUE: formats.day(beside.due),
        Mark.LOST: formats.day(beside.due),
        Mark.GRACE: formats.listed((formats.day(beside.due), formats.day(beside.grace_end)), " → "),
        Mark.VETO: formats.listed((say(f"veto.{veto.kind}", **veto.args) for veto in beside.vetoes), "; "),
        Mark.DIFFERS: formats.listed((say(f"field.{name}") for name in beside.differs), ", "),
    }
    return "\n".join(say("ui.told", name=say(f"ui.mark.{mark}"), value=told[mark]) for mark in beside.marks(today))


def _day(name: str) -> Callable[[Patent], str]:
    return lambda patent: formats.day(getattr(patent, name))


def _plain(name: str) -> Callable[[Patent], str]:
    return lambda patent: str(getattr(patent, name))


def _count(name: str) -> Callable[[Patent], str]:
    return lambda patent: formats.number(getattr(patent, name))
