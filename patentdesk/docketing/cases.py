"""Put the facts of one patent in order for the rules: usable events, anchors, receipts, extensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from patentdesk.core.periods import Period
from patentdesk.core.problems import Problem, Severity
from patentdesk.docketing.calendar import Calendars
from patentdesk.docketing.counting import stated_period
from patentdesk.docketing.facts import FACT_FIELDS, FIRST_DAY, PatentFacts, impossible
from patentdesk.docketing.rules import Rulebook
from patentdesk.docketing.service import Served
from patentdesk.portfolio.records import Event

_REQUIRED_WHEN_GRANTED = frozenset({"grant", "registration"})


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that a rule needs and that is not known, or cannot be true; ``code`` names both, as problems do."""

    field_name: str
    impossible: bool = False

    @property
    def code(self) -> str:
        """Return a problem code such as ``missing_filing_date`` or ``impossible_grant_date``."""
        return f"{'impossible' if self.impossible else 'missing'}_{self.field_name}"


@dataclass(slots=True)
class Case:
    """One patent's facts, prepared once and asked by every rule."""

    facts: PatentFacts
    rulebook: Rulebook
    calendars: Calendars
    today: date
    designated: frozenset[str]
    events: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    extensions: dict[str, Period] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _impossible: set[str] = field(default_factory=set)
    _served: dict[str, Served] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for problem in impossible(self.facts, self.today):
            self.problems.append(problem)
            self._impossible.add(problem.field_name)
        usable = [self._with_period(event) for event in self.facts.events if self._usable(event)]
        for event in sorted(usable, key=lambda event: (event.event_date or date.min, event.uid)):
            self.events[event.kind].append(event)
        self._extend()

    def anchor(self, name: str) -> date | Missing | None:
        """Return a fact's date; Missing when the rules cannot do without it; None when it need not exist."""
        if name == "priority_or_filing":
            if self.facts.priority_date is not None:
                return self.anchor("priority")
            name = "filing"
        field_name = FACT_FIELDS[name]
        if field_name in self._impossible:
            return Missing(field_name, impossible=True)
        day = self.facts.day(name)
        if day is None and (name == "filing" or (name in _REQUIRED_WHEN_GRANTED and self.facts.granted)):
            return Missing(field_name)
        return day

    def known(self, name: str) -> date | None:
        """Return a fact's date when it is known and can be true."""
        day = self.anchor(name)
        return day if isinstance(day, date) else None

    def latest(self, kind: str) -> Event | None:
        """Return the latest usable event of a kind."""
        found = self.events.get(kind)
        return found[-1] if found else None

    def served(self, event: Event) -> Served:
        """Return from when a period counts for an event: documents by the office's service, acts by their date."""
        if event.uid not in self._served:
            self._served[event.uid] = self._serve(event)
        return self._served[event.uid]

    def closing(self, kinds: Iterable[str], since: date | None) -> tuple[date, str, str] | None:
        """Return date, kind and reference of the first fact or event of these kinds on or after a day, or None."""
        found = []
        for kind in kinds:
            if kind in FACT_FIELDS and FACT_FIELDS[kind] not in self._impossible:
                day = self.facts.day(kind)
                if day is not None and (since is None or day >= since):
                    found.append((day, kind, ""))
            found += [
                (event.event_date, kind, event.reference)
                for event in self.events.get(kind, ())
                if event.event_date is not None and (since is None or event.event_date >= since)
            ]
        return min(found) if found else None

    def note(self, code: str, severity: Severity, field_name: str = "", **args: str | int) -> None:
        """Add a problem about this patent."""
        patent_id = self.facts.patent_id or None
        self.problems.append(Problem(code, severity, field_name=field_name, args=args, patent_id=patent_id))

    def _serve(self, event: Event) -> Served:
        document = event.event_date or date.min
        if self.rulebook.event_classes.get(event.kind) == "document":
            return self.rulebook.service.serve(self.facts.office, event, document)
        return Served(document, 0, ())

    def _usable(self, event: Event) -> bool:
        """Tell whether an event can be counted from.

        Problems: ``unknown_event``, ``event_without_date``, ``event_in_future``, ``event_before_filing``,
        ``event_too_early``, ``receipt_before_document``.
        """
        event_class = self.rulebook.event_classes.get(event.kind)
        if event_class is None:
            self.note("unknown_event", Severity.ERROR, event=event.kind)
            return False
        if event.event_date is None:
            self.note("event_without_date", Severity.ERROR, "event_date", event=event.kind)
            return False
        day = event.event_date.isoformat()
        if event.event_date > self.today:
            self.note("event_in_future", Severity.ERROR, "event_date", event=event.kind, date=day)
            return False
        if event.event_date < FIRST_DAY:
            self.note("event_too_early", Severity.ERROR, "event_date", event=event.kind, date=day, other=str(FIRST_DAY))
            return False
        filing = self.facts.filing_date
        if filing and event_class == "document" and event.event_date < filing:
            args = {"event": event.kind, "date": day, "other": filing.isoformat()}
            self.note("event_before_filing", Severity.ERROR, "event_date", **args)
            return False
        if event.received_date and event.received_date < event.event_date:
            self.note("receipt_before_document", Severity.WARNING, "received_date", event=event.kind, date=day)
        return True

    def _with_period(self, event: Event) -> Event:
        """Leave a stated period that cannot be out of account; the rule's own then holds. Problem: ``bad_period``."""
        if event.period:
            try:
                stated_period(event.period)
            except ValueError:
                self.note("bad_period", Severity.ERROR, "period", event=event.kind, period=event.period)
                return replace(event, period="")
        return event

    def _extend(self) -> None:
        """Give each extension to the latest document before it (without documents, to the latest act).

        It makes one aggregate period from the original trigger. Problem: ``extension_without_document``.
        """
        extensions = self.events.get("extension_granted", ())
        if not extensions:
            return
        others = [event for kind, events in self.events.items() if kind != "extension_granted" for event in events]
        documents = [event for event in others if self.rulebook.event_classes.get(event.kind) == "document"]
        for extension in extensions:
            before = [event for event in documents or others if _day(event) <= _day(extension)]
            if not before or not extension.period:
                self.note("extension_without_document", Severity.WARNING, event=extension.kind)
                continue
            target = max(before, key=lambda event: (_day(event), event.uid)).uid
            more = Period.parse(extension.period)
            self.extensions[target] = self.extensions[target] + more if target in self.extensions else more


def _day(event: Event) -> date:
    return event.event_date or date.min
