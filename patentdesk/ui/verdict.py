"""Write everything that speaks for a decision about one patent."""

from __future__ import annotations

from patentdesk.core.words import Words
from patentdesk.services.evidence import Evidence
from patentdesk.triage.indicators import State
from patentdesk.triage.records import DecisionCode
from patentdesk.triage.telling import tell_advice, tell_reading, tell_veto
from patentdesk.ui import formats
from patentdesk.ui.columns import status_tone
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.meter import Meter
from patentdesk.ui.reviewcolumns import GRADE_TONES
from patentdesk.ui.surroundings import Surroundings


def write_verdict(page: Leaflet, around: Surroundings, found: Evidence) -> None:
    """Write recommendation, vetoes, score with its parts, costs, family and earlier decisions."""
    say, words = around.tongue, around.tongue.words
    page.begin()
    page.section(say("ui.triage.advice"))
    page.text(_advice(words, found.recommendation.code), role="heading")
    page.text(tell_advice(words, found.recommendation), role="muted")
    if found.vetoes:
        page.section(say("ui.triage.vetoes", n=len(found.vetoes)))
        for veto in found.vetoes:
            page.text(tell_veto(words, veto), tone="danger")
    page.section(say("ui.triage.score"))
    grade = found.score.grade
    value = found.score.value
    page.meter(
        words.code("grade", grade),
        Meter(around.appearance, None if value is None else value / 100, formats.number(value, 1), GRADE_TONES[grade]),
    )
    page.meter(
        say("ui.column.coverage"),
        Meter(around.appearance, found.score.coverage, formats.percent(found.score.coverage), "muted"),
    )
    _write_parts(page, around, found)
    _write_facts(page, around, found)
    if found.decisions:
        page.section(say("ui.inspector.decisions"))
    for one in found.decisions:
        signed = say("ui.signed_by", name=one.signed_by) if one.signed_at is not None else say("ui.unsigned")
        code = words.code("decision", one.code)
        page.fact(formats.day(one.decided_at), formats.listed((code, one.reason, one.decided_by, signed)))
    page.finish()


def _advice(words: Words, code: DecisionCode | None) -> str:
    return words.code("decision", code) if code is not None else formats.NOTHING


def _write_parts(page: Leaflet, around: Surroundings, found: Evidence) -> None:
    say = around.tongue
    page.section(say("ui.triage.parts"))
    total = sum(part.weight for part in found.score.parts if part.points is not None) or 1.0
    for part in sorted(found.score.parts, key=lambda one: -one.contribution):
        tip = tell_reading(say.words, part.reading)
        name = say.words.code("indicator", part.indicator)
        if part.points is None:
            missing = part.reading.state is not State.NOT_APPLICABLE
            page.fact(name, tip, tone="warning" if missing else "muted")
        else:
            figure = f"{part.contribution:.1f} / {100 * part.weight / total:.1f}"
            page.meter(name, Meter(around.appearance, part.points / 100, figure), tip=tip)


def _write_facts(page: Leaflet, around: Surroundings, found: Evidence) -> None:
    say, facts = around.tongue, found.facts
    page.section(say("ui.triage.facts"))
    page.fact(say("field.status"), say.words.code("status", facts.status), tone=status_tone(facts.status))
    page.fact(say("ui.triage.term_end"), formats.day(facts.term_end))
    due = facts.annuity
    if due is not None:
        cost = formats.money(due.amount_minor, due.currency)
        year = say("ui.patent_year", year=due.year)
        page.fact(say("ui.column.annuity"), formats.listed((formats.day(due.due_date), year, cost)))
    offices = ", ".join(facts.family_offices) if facts.family_offices is not None else ""
    page.fact(say("ui.inspector.family"), offices)
    page.fact(say("ui.triage.owners"), ", ".join(facts.owners))
    page.fact(say("field.product"), facts.product)
    for tie in facts.ties:
        page.fact(say.words.code("encumbrance", tie.kind), formats.listed((tie.counterparty, formats.day(tie.end))))
