"""Write the pages of the inspector: facts, timeline, ties, judgements, history."""

from __future__ import annotations

from datetime import date

from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.records import Event
from patentdesk.services.listing import Dossier
from patentdesk.ui import formats
from patentdesk.ui.columns import number_of, status_tone, title_of
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.tongue import Tongue

_NUMBERS = ("application_number", "publication_number", "grant_number", "kind_code", "external_id")
_WRITTEN = frozenset({"application_number", "publication_number"})
"""Numbers that are shown as the source wrote them."""
_DATES = (
    "priority_date", "filing_date", "national_entry_date", "publication_date", "grant_date", "registration_date",
    "expiry_date",
)  # fmt: skip
_CODES = {"status": "status", "right_type": "right_type", "segment": "segment", "reduction": "reduction"}
_OURS = ("segment", "product", "responsible", "reduction", "paid_through_year", "tags", "note")
_FIGURES = ("claims_count", "cited_by_count", "cites_count", "npl_count", "family_size")


def write_facts(page: Leaflet, say: Tongue, dossier: Dossier) -> None:
    """Write the bibliography; each value's tooltip tells which cell of which file it came from."""
    patent = dossier.patent
    origin = _Origins(say, dossier)
    page.begin()
    page.section(say("ui.inspector.numbers"))
    for name in _NUMBERS:
        written = getattr(patent, f"{name}_text", "") or getattr(patent, name)
        origin.fact(page, name, str(written), always=name == "application_number")
    page.section(say("ui.inspector.state"))
    origin.fact(page, "right_type", say.words.code("right_type", patent.right_type))
    origin.fact(page, "status", say.words.code("status", patent.status), tone=status_tone(patent.status))
    origin.fact(page, "status_text", patent.status_text, always=False)
    for name in _DATES:
        origin.fact(page, name, formats.day(getattr(patent, name)), always=name == "filing_date")
    page.section(say("ui.inspector.ours"))
    for name in _OURS:
        value = getattr(patent, name)
        text = say.words.code(_CODES[name], str(value)) if name in _CODES and value else str(value or "")
        origin.fact(page, name, text, always=name in {"segment", "responsible"})
    page.section(say("ui.inspector.figures"))
    for name in _FIGURES:
        origin.fact(page, name, formats.number(getattr(patent, name)), always=name != "npl_count")
    _write_classes(page, say, dossier)
    abstract = patent.abstract_en or patent.abstract if say.language == "en" else patent.abstract or patent.abstract_en
    if abstract:
        page.section(say("field.abstract"))
        page.text(abstract)
    page.finish()


def write_timeline(page: Leaflet, say: Tongue, dossier: Dossier, today: date) -> None:
    """Write the facts and the deadlines in the order of their dates; what cannot be dated comes first."""
    page.begin()
    blocked = [one for one in dossier.deadlines if one.due_date is None and one.problem]
    if blocked:
        page.section(say("ui.inspector.blocked"))
        for one in blocked:
            page.text(f"{task_name(say, one)}: {say(f'problem.{one.problem}')}", tone="warning")
    dated = [(one.due_date, 1, one) for one in dossier.deadlines if one.due_date is not None]
    facts = [(one.event_date, 0, one) for one in dossier.events if one.event_date is not None]
    ordered = sorted([*dated, *facts], key=lambda entry: (entry[0], entry[1]))
    coming = [entry for entry in ordered if entry[0] >= today]
    past = [entry for entry in reversed(ordered) if entry[0] < today]
    for title, entries in (("ui.inspector.coming", coming), ("ui.inspector.past", past)):
        page.section(say(title))
        if not entries:
            page.text(say("ui.inspector.none"), role="muted")
        for day, _kind, what in entries:
            _write_moment(page, say, day, what, today)
    page.finish()


def write_ties(page: Leaflet, say: Tongue, dossier: Dossier) -> None:
    """Write family, parties and what ties the owner's hands."""
    page.begin()
    page.section(say("ui.inspector.family"))
    for one in dossier.family:
        page.fact(
            f"{one.office}  {say.words.code('status', one.status)}", f"{number_of(one)}\n{title_of(one, say.language)}"
        )
    if not dossier.family:
        page.text(say("ui.inspector.no_family"), role="muted")
    page.section(say("ui.inspector.parties"))
    if dossier.member is not None:
        page.fact(say("field.member"), dossier.member.name)
    if dossier.agency is not None:
        page.fact(say("field.agency"), dossier.agency.name)
    for party in dossier.parties:
        share = f"  {party.share_numerator}/{party.share_denominator}" if party.share_denominator else ""
        page.fact(say.words.code("role", party.role), party.name + share)
    page.section(say("ui.inspector.encumbrances"))
    for tie in dossier.encumbrances:
        until = formats.listed((formats.day(tie.start_date), formats.day(tie.end_date)), " → ")
        amount = formats.money(tie.amount_minor, tie.currency) if tie.currency else ""
        page.fact(
            say.words.code("encumbrance", tie.kind),
            formats.listed((tie.counterparty, until, amount, tie.note)),
            tone="warning",
        )
    if not dossier.encumbrances:
        page.text(say("ui.inspector.none"), role="muted")
    page.section(say("ui.inspector.priorities"))
    for claim in dossier.priorities:
        page.fact(claim.office, formats.listed((claim.number, formats.day(claim.priority_date))))
    if not dossier.priorities:
        page.text(say("ui.inspector.none"), role="muted")
    page.finish()


def write_judgements(page: Leaflet, say: Tongue, dossier: Dossier) -> None:
    """Write decisions and concluded values, the newest first."""
    page.begin()
    page.section(say("ui.inspector.decisions"))
    for one in dossier.decisions:
        signed = say("ui.signed_by", name=one.signed_by) if one.signed_at is not None else say("ui.unsigned")
        page.fact(
            formats.moment(one.decided_at)[:10],
            formats.listed((say.words.code("decision", one.code), one.reason, one.decided_by, signed), "\n"),
            tone="success" if one.signed_at is not None else "",
        )
    if not dossier.decisions:
        page.text(say("ui.inspector.none"), role="muted")
    page.section(say("ui.inspector.values"))
    for value in dossier.valuations:
        span = formats.listed(
            (formats.money(value.low_minor, value.currency), formats.money(value.high_minor, value.currency)), " – "
        )
        page.fact(
            formats.day(value.valued_on),
            formats.listed(
                (formats.money(value.value_minor, value.currency), span, say.words.code("method", value.method)), "\n"
            ),
        )
    if not dossier.valuations:
        page.text(say("ui.inspector.none"), role="muted")
    page.finish()


def task_name(say: Tongue, deadline: Deadline) -> str:
    """Return what is due, with the patent year of an annuity."""
    name = say.words.code("task", deadline.task)
    return f"{name} · {say('ui.patent_year', year=deadline.year)}" if deadline.year else name


def _write_moment(page: Leaflet, say: Tongue, day: date, what: object, today: date) -> None:
    if isinstance(what, Deadline):
        open_still = what.state not in {DeadlineState.DONE, DeadlineState.WAIVED}
        tone = "danger" if open_still and day < today else "accent" if open_still else "muted"
        state = "" if what.state == DeadlineState.OPEN else say.words.code("deadline_state", what.state)
        page.fact(formats.day(day), formats.listed((task_name(say, what), state)), tone=tone, tip=what.rule_id)
    elif isinstance(what, Event):
        year = say("ui.patent_year", year=what.year) if what.year else ""
        page.fact(
            formats.day(day), formats.listed((say.words.code("event", what.kind), year, what.reference, what.note))
        )


def _write_classes(page: Leaflet, say: Tongue, dossier: Dossier) -> None:
    schemes: dict[str, list[str]] = {}
    for one in dossier.classifications:
        schemes.setdefault(one.scheme, []).append(one.symbol)
    if schemes:
        page.section(say("ui.inspector.classes"))
    for scheme, symbols in schemes.items():
        page.fact(scheme.upper(), ", ".join(symbols[:12]) + (" …" if len(symbols) > 12 else ""))


class _Origins:
    """Tells for each field which cell of which file its value came from."""

    def __init__(self, say: Tongue, dossier: Dossier) -> None:
        self._say = say
        self._dossier = dossier
        self._files = {file.id: file.name for file in dossier.files}

    def fact(self, page: Leaflet, name: str, value: str, *, tone: str = "", always: bool = True) -> None:
        """Add a field with its origin; a value of a file that was not taken is marked."""
        tips = []
        open_ones = [one for one in self._dossier.differences if one.field_name == name]
        if name in self._dossier.hand_made:
            tips.append(self._say("ui.inspector.hand_made"))
        for one in self._dossier.provenance:
            row, column = self._say("place.row", row=one.row), one.columns.get(name, "")
            place = formats.listed((self._files.get(one.file_id, ""), one.sheet, row, column))
            if name in one.conflicts:
                tips.append(self._say("ui.inspector.differs", place=place, value=one.conflicts[name]))
            elif name in one.written:
                tips.append(self._say("ui.inspector.from", place=place, value=one.written[name]))
        tips += [self._say("ui.inspector.undecided", held=one.held, told=one.told) for one in open_ones]
        title = self._say(f"field.{name}_text" if name in _WRITTEN else f"field.{name}")
        page.fact(
            f"{title} ≠" if open_ones else title, value, tip="\n".join(tips), tone="warning" if open_ones else tone,
            always=always,
        )  # fmt: skip
