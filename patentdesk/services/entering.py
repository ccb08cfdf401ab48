"""Enter procedural events quickly: whose numbers they are, what would follow, and corrections of what was entered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.docketing.records import EventCheck
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services import calculator, law, listing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.docket import Recorded
from patentdesk.services.docket_facts import countries, docket_facts
from patentdesk.services.event_checks import check_event, recorded_before
from patentdesk.services.library import Library
from patentdesk.services.recomputing import follow
from patentdesk.store.file import Reader

_LINES = re.compile(r"[\n\r\t;；,，、|]+")
_WHOLE = "priority_or_filing"
_FORESEEN = 200
"""So many patents are foreseen; what is entered for more is told when it is stored."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What pasted numbers stand for: the patents, and the texts that name none or several."""

    patents: tuple[Patent, ...]
    unknown: tuple[str, ...] = ()
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeseenLine:
    """One deadline that would be new, moved, gone or met; ``after`` carries why it falls on its day."""

    patent: Patent
    kind: str
    task: str
    before: date | None
    after: ComputedDeadline | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would follow from an event, and what is odd about it."""

    lines: tuple[ForeseenLine, ...]
    unchanged: int
    problems: tuple[Problem, ...] = ()


def resolve(desk: Desk, text: str) -> Numbers:
    """Return the patents of pasted numbers, in any form, one a line or between commas; each patent once."""
    found: dict[int, Patent] = {}
    unknown: list[str] = []
    several: list[str] = []
    for part in (one.strip() for one in _LINES.split(text)):
        for number in _pieces(desk, part):
            ids = listing.with_number(desk, number)
            if len(ids) > 1:
                several.append(number)
            elif not len(ids):
                unknown.append(number)
            else:
                found |= {one.id: one for one in listing.patents(desk, ids)}
    return Numbers(tuple(found.values()), tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(several)))


def _pieces(desk: Desk, part: str) -> list[str]:
    """Return a part whole when it is one number with blanks in it, else its words."""
    if not part:
        return []
    words = part.split()
    return [part] if len(words) == 1 or len(listing.with_number(desk, part)) else words


def kinds_for(library: Library, offices: Sequence[str]) -> list[str]:
    """Return the kinds of events that set rules of these offices going or answer them; of all without an office."""
    known = [kind for kind in law.rulebook(library).event_classes if kind != _WHOLE]
    if not offices:
        return known
    book = law.rulebook(library)
    wanted = set(FACT_FIELDS) | {"annuity_paid"}
    for office in offices:
        wanted |= set(calculator.triggers(library, office))
        wanted |= {kind for rule in book.of(office) for kind in rule.closed_by}
    return [kind for kind in known if kind in wanted]


def foresee(desk: Desk, patent_ids: Sequence[int], event: Event, *, replacing: int | None = None) -> Foreseen:
    """Return what an event of each of the patents would change, changing nothing.

    ``replacing`` is the id of the event that it corrects. Of many patents the first 200 are foreseen. Raises Refused
    for what cannot have happened (``event_checks.check_event``).
    """
    book, today = law.rules_of(desk), desk.clock.today()
    calendars = law.calendars(desk.library)
    with desk.file.reading() as reader:
        patents = reader.select(Patent, id=list(patent_ids[:_FORESEEN]))
        facts = docket_facts(reader, patents, book, countries(reader))
        problems = [] if replacing else recorded_before(reader, [one.id for one in patents], event)
    lines: list[ForeseenLine] = []
    unchanged = 0
    for patent in patents:
        problems += check_event(patent, event, book, today)
        before = _tasks(compute(facts[patent.id], book, calendars, today).deadlines)
        changed = _with(facts[patent.id], event, replacing)
        after = _tasks(compute(changed, book, calendars, today).deadlines)
        found = _differences(patent, before, after)
        if not found and book.event_classes.get(event.kind) == "document":
            args = {"event": event.kind, "status": patent.status.value}
            problems.append(Problem("nothing_would_follow", Severity.WARNING, args=args, patent_id=patent.id))
        lines += found
        unchanged += len(set(before) | set(after)) - len(found)
    return Foreseen(tuple(lines), unchanged, tuple(problems))


def _tasks(deadlines: Sequence[ComputedDeadline]) -> dict[Key, ComputedDeadline]:
    return {(one.rule_id, one.occurrence): one for one in deadlines if not one.watch}


def _with(facts: PatentFacts, event: Event, replacing: int | None) -> PatentFacts:
    """Return the facts as they would be."""
    events = tuple(one for one in facts.events if replacing is None or one.id != replacing)
    if event.kind in FACT_FIELDS:
        return replace(facts, events=events, **{FACT_FIELDS[event.kind]: event.event_date})  # type: ignore[arg-type]
    paid = facts.paid_through_year
    if event.kind == "annuity_paid" and event.year is not None:
        paid = max(paid or 0, event.year)
    return replace(facts, events=(*events, event), paid_through_year=paid)


def _differences(
    patent: Patent, before: Mapping[Key, ComputedDeadline], after: Mapping[Key, ComputedDeadline]
) -> list[ForeseenLine]:
    lines = []
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        kind = _kind(old, new)
        either = new or old
        if kind and either is not None:
            lines.append(ForeseenLine(patent, kind, either.task, old.due_date if old else None, new))
    return sorted(lines, key=lambda one: (one.kind != "new", one.after.due_date or date.max if one.after else date.max))


def _kind(old: ComputedDeadline | None, new: ComputedDeadline | None) -> str:
    """Return how a deadline differs; '' when it does not, or when it is met before and after."""
    if new is None:
        return "" if old is None or _met(old) else "gone"
    if _met(new):
        return "met" if old is not None and not _met(old) else ""
    if old is None or _met(old):
        return "new"
    dates = (old.due_date, old.earlier_reading, old.grace_end)
    return "" if dates == (new.due_date, new.earlier_reading, new.grace_end) else "moved"


def _met(one: ComputedDeadline) -> bool:
    """Tell whether a recorded event did what was due; what a later document merely shows is left to people."""
    return one.met_on is not None and not one.inferred


# Corrections


def events_of(desk: Desk, patent_id: int) -> list[Event]:
    """Return the recorded events of a patent, the latest first."""
    with desk.file.reading() as reader:
        return list(reversed(reader.select(Event, patent_id=patent_id, order=("event_date",))))


def correct_event(desk: Desk, event_id: int, corrected: Event) -> Recorded:
    """Put what an event should have said in its place and recompute the patent's deadlines, as one operation.

    A second entry that agreed with the old one counts no more. Raises Refused, nothing changed: no_event,
    event_kind_fixed (another kind is another event: remove this one), payment_year_fixed, event_date_future, and those
    of ``check_event``.
    """
    book, today = law.rules_of(desk), desk.clock.today()
    with desk.file.operation("correct_event", event=corrected.kind) as work:
        old = _event(work, event_id)
        if corrected.kind != old.kind:
            raise refuse("event_kind_fixed", event=old.kind)
        if corrected.year != old.year:
            raise refuse("payment_year_fixed", year=old.year or 0)
        day = corrected.event_date
        if day is None or day > today:
            raise refuse("event_date_future", event=old.kind, date=day.isoformat() if day else "—")
        patent = work.select(Patent, id=old.patent_id)[0]
        problems = check_event(patent, corrected, book, today)
        names = ("event_date", "channel", "received_date", "period", "reference", "note")
        work.change(Event, event_id, **{name: getattr(corrected, name) for name in names})
        work.remove(EventCheck, work.column(EventCheck, "id", patent_id=old.patent_id, event_uid=old.uid))
        found = follow(desk, work, [old.patent_id])
    return Recorded(_changes(old.patent_id), found, tuple(problems))


def remove_event(desk: Desk, event_id: int) -> Recorded:
    """Take back an event that did not happen and recompute the patent's deadlines. Raises Refused no_event."""
    with desk.file.operation("remove_event") as work:
        old = _event(work, event_id)
        if old.kind == "annuity_paid":
            raise refuse("payment_year_fixed", year=old.year or 0)
        work.note(event=old.kind)
        work.remove(EventCheck, work.column(EventCheck, "id", patent_id=old.patent_id, event_uid=old.uid))
        work.remove(Event, [event_id])
        found = follow(desk, work, [old.patent_id])
    return Recorded(_changes(old.patent_id), found)


def _event(reader: Reader, event_id: int) -> Event:
    found = reader.get(Event, event_id)
    if found is None:
        raise refuse("no_event", id=event_id)
    return found


def _changes(patent_id: int) -> Changes:
    return Changes.of({Kind.EVENTS, Kind.DEADLINES}, [patent_id])
