"""Write the pages of the inspector: facts, timeline, ties, judgements, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState, ended
from patentdesk.portfolio.codes import Role
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import Event, Party
from patentdesk.services.evidence import Evidence
from patentdesk.services.fees import PlannedFee
from patentdesk.services.inspecting import Inspected
from patentdesk.services.listing import Dossier
from patentdesk.ui import formats
from patentdesk.ui.columns import status_tone
from patentdesk.ui.inspector.acts import Acts
from patentdesk.ui.inspector.familymatrix import FamilyMatrix
from patentdesk.ui.inspector.origins import Origins
from patentdesk.ui.inspector.timestrip import Moment, TimeStrip
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.surroundings import Surroundings
from patentdesk.ui.tongue import Tongue

_NUMBERS = ("application_number", "publication_number", "grant_number", "kind_code", "external_id")
_DATES = (
    "priority_date", "filing_date", "national_entry_date", "publication_date", "grant_date", "registration_date",
    "expiry_date",
)  # fmt: skip
_CODES = {"status": "status", "right_type": "right_type", "segment": "segment", "reduction": "reduction"}
_OURS = ("segment", "product", "responsible", "reduction", "paid_through_year", "tags", "note")
_TITLES = ("title", "title_en")
"""Stand at the head already, and below it when it is to be told where they came from."""
_MOST_CITED = 24
_FIGURES = ("claims_count", "cited_by_count", "cites_count", "npl_count", "family_size")


def write_facts(page: Leaflet, say: Tongue, dossier: Dossier) -> None:
    """Write the bibliography; each value is marked with where it came from."""
    patent = dossier.patent
    origin = Origins(say, dossier)
    page.begin()
    page.section(say("ui.inspector.numbers"))
    written = {name: str(getattr(patent, f"{name}_text", "") or getattr(patent, name)) for name in _NUMBERS}
    kind, granted = written["kind_code"], written["grant_number"]
    if kind and granted and not written["publication_number"].endswith(kind):  # the publication is an earlier document
        written["grant_number"] = granted + kind * granted[-1].isdigit()
        written["kind_code"] = f"{kind} ({written['grant_number']})"
    for name in _NUMBERS:
        origin.fact(page, name, written[name], always=name == "application_number")
    for name in filter(origin.questioned, _TITLES):
        origin.fact(page, name, str(getattr(patent, name)))
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
    origin.write(page)
    page.finish()


def write_timeline(page: Leaflet, around: Surroundings, found: Inspected, today: date) -> None:
    """Draw the life of the patent, then write what comes, the fees to come and what was; the undatable first."""
    say, dossier = around.tongue, found.dossier
    page.begin()
    page.widget_row(TimeStrip(around.appearance, _moments(say, dossier, today), today, say("ui.inspector.timeline")))
    blocked = [one for one in dossier.deadlines if one.due_date is None and one.problem]
    if blocked:
        page.section(say("ui.inspector.blocked"))
        for one in blocked:
            reason = say(f"problem.{one.problem}")
            page.text(say("ui.told", name=task_name(say, one), value=reason), tone="warning")
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
        if title == "ui.inspector.coming":
            _write_fees(page, say, found.fees)
    page.finish()


def _moments(say: Tongue, dossier: Dossier, today: date) -> list[Moment]:
    patent = dossier.patent
    own = [Moment(day, say(f"field.{name}"), False) for name in _DATES if (day := getattr(patent, name)) is not None]
    told = [
        Moment(one.event_date, say.words.code("event", one.kind), False)
        for one in dossier.events
        if one.event_date is not None
    ]
    due = [
        Moment(one.due_date, task_name(say, one), True, _tone(one, one.due_date, today))
        for one in dossier.deadlines
        if one.due_date is not None and one.state in OPEN_STATES
    ]
    return [*own, *told, *due]


def _write_fees(page: Leaflet, say: Tongue, fees: Sequence[PlannedFee]) -> None:
    page.section(say("ui.inspector.fees"))
    if not fees:
        page.text(say("ui.inspector.none"), role="muted")
        return
    sums: dict[str, int] = {}
    for one in fees:
        payable = one.fee.payable if one.fee is not None else None
        if payable is not None:
            sums[payable.currency] = sums.get(payable.currency, 0) + payable.minor
        why = say.words.problem(one.problem) if one.problem is not None else ""
        price = formats.money(payable.minor, payable.currency) if payable is not None else say("ui.inspector.no_price")
        page.fact(formats.day(one.due_date), f"{price} · {say('ui.patent_year', year=one.patent_year)}", tip=why,
                  tone="" if payable is not None else "warning")  # fmt: skip
    total = formats.listed((formats.money(minor, currency) for currency, minor in sorted(sums.items())), " + ")
    page.fact(say("ui.inspector.fees_total"), total)


def write_ties(page: Leaflet, say: Tongue, found: Inspected, acts: Acts) -> None:
    """Write family, parties and shares, what ties the owner's hands, citations and priorities."""
    dossier = found.dossier
    page.begin()
    page.section(say("ui.inspector.family"))
    if dossier.family:
        page.widget_row(FamilyMatrix(say, dossier.patent, dossier.family, acts.go))
    else:
        page.text(say("ui.inspector.no_family"), role="muted")
    page.section(say("ui.inspector.parties"))
    if dossier.member is not None:
        page.fact(say("field.member"), dossier.member.name)
    if dossier.agency is not None:
        page.fact(say("field.agency"), dossier.agency.name)
    named = {dossier.agency.name} if dossier.agency is not None else set()
    parties = [one for one in dossier.parties if one.role is not Role.AGENCY or one.name not in named]
    for role in dict.fromkeys(one.role for one in parties):
        told = [f"{one.name}{_share(one)}" for one in parties if one.role is role]
        page.fact(say.words.code("role", role), formats.listed(told, "\n" if role is not Role.INVENTOR else ", "))
    if acts.writable and len(acts.owners(dossier)) > 1:
        page.buttons((say("ui.inspector.edit_shares"), acts.edit_shares))
    _write_encumbrances(page, say, dossier, acts)
    _write_citations(page, say, found, acts)
    page.section(say("ui.inspector.priorities"))
    for claim in dossier.priorities:
        page.fact(claim.office, formats.listed((claim.number, formats.day(claim.priority_date))))
    if not dossier.priorities:
        page.text(say("ui.inspector.none"), role="muted")
    page.finish()


def _share(party: Party) -> str:
    return f"  {party.share_numerator}/{party.share_denominator}" if party.share_denominator else ""


def _write_encumbrances(page: Leaflet, say: Tongue, dossier: Dossier, acts: Acts) -> None:
    page.section(say("ui.inspector.encumbrances"))
    for tie in dossier.encumbrances:
        until = formats.listed((formats.day(tie.start_date), formats.day(tie.end_date)), " → ")
        amount = formats.money(tie.amount_minor, tie.currency) if tie.currency else ""
        over = tie.end_date is not None and tie.end_date < acts.today
        page.fact(
            say.words.code("encumbrance", tie.kind),
            formats.listed((tie.counterparty, until, amount, tie.note)),
            tone="muted" if over else "warning",
        )
        if acts.writable and not over:
            page.buttons((say("ui.inspector.end_tie"), partial(acts.end_tie, tie)))
    if not dossier.encumbrances:
        page.text(say("ui.inspector.none"), role="muted")
    if acts.writable:
        page.buttons((say("ui.inspector.add_tie"), acts.add_tie))


def _write_citations(page: Leaflet, say: Tongue, found: Inspected, acts: Acts) -> None:
    page.section(say("ui.inspector.citations"))
    if not found.cited:
        page.text(say("ui.inspector.none"), role="muted")
    for direction in ("cites", "cited_by"):
        listed = [(one, known) for one, known in found.cited if one.direction == direction]
        ours = [known for _one, known in listed if known is not None]
        if listed:
            key = f"ui.inspector.{direction}"
            page.fact(say(key), say("ui.inspector.citation_counts", n=len(listed), ours=len(ours)))
            numbers = [one.number or one.literature for one, known in listed if known is None]
            if ours:
                page.buttons(*((number_of(one), partial(acts.go, one.id)) for one in ours[:_MOST_CITED]))
            if numbers:
                more = " …" if len(numbers) > _MOST_CITED else ""
                page.text(", ".join(numbers[:_MOST_CITED]) + more, role="muted")


def write_judgements(page: Leaflet, say: Tongue, found: Inspected) -> None:
    """Write score, advice and vetoes, then decisions and concluded values, the newest first."""
    dossier = found.dossier
    page.begin()
    _write_score(page, say, found.evidence)
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


def _write_score(page: Leaflet, say: Tongue, judged: Evidence | None) -> None:
    page.section(say("ui.inspector.score"))
    if judged is None:
        page.text(say("ui.inspector.none"), role="muted")
        return
    scored, advice = judged.score, judged.recommendation
    page.fact(say("ui.inspector.grade"), say.words.code("grade", scored.grade))
    page.fact(say("ui.inspector.points"), formats.number(scored.value, 1))
    page.fact(say("ui.inspector.coverage"), formats.percent(scored.coverage))
    code = say.words.code("decision", advice.code) if advice.code is not None else ""
    page.fact(say("ui.inspector.advice"), formats.listed((code, say(f"advice.{advice.reason}", **advice.args)), "\n"))
    for veto in judged.vetoes:
        page.fact(say("ui.mark.veto"), say(f"veto.{veto.kind}", **veto.args), tone="warning")


def write_documents(page: Leaflet, say: Tongue, found: Inspected, acts: Acts) -> None:
    """Write the notes and the documents kept with the patent."""
    patent = found.dossier.patent
    page.begin()
    page.section(say("field.note"))
    page.text(patent.note or say("ui.inspector.none"), role="" if patent.note else "muted")
    if acts.writable:
        page.buttons((say("ui.inspector.edit_note"), acts.edit_note))
    page.section(say("ui.inspector.documents"))
    if not found.documents:
        page.text(say("ui.inspector.no_documents"), role="muted")
    for one in found.documents:
        page.fact(f"{one.size / 1024:,.0f} KB", one.name, tip=f"SHA-256 {one.digest}")
        page.text(formats.listed((formats.moment(one.added_at), one.added_by, one.note)), role="muted")
        pairs = [
            (say("ui.inspector.open_document"), partial(acts.open_document, one)),
            (say("ui.inspector.save_document"), partial(acts.save_document, one)),
        ]
        if acts.writable:
            pairs.append((say("ui.inspector.remove_document"), partial(acts.remove_document, one)))
        page.buttons(*pairs)
    if acts.writable:
        page.buttons((say("ui.inspector.add_document"), acts.add_document))
    page.finish()


def task_name(say: Tongue, deadline: Deadline) -> str:
    """Return what is due, with the patent year of an annuity."""
    name = say.words.code("task", deadline.task)
    return f"{name} · {say('ui.patent_year', year=deadline.year)}" if deadline.year else name


def _tone(one: Deadline, day: date, today: date) -> str:
    if one.state not in OPEN_STATES or ended(one, today):
        return "muted"
    return "danger" if day < today else "accent"


def _write_moment(page: Leaflet, say: Tongue, day: date, what: object, today: date) -> None:
    if isinstance(what, Deadline):
        tone = _tone(what, day, today)
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
