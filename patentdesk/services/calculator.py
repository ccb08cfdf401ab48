"""Answer what follows from a few facts, without a portfolio: deadlines with reasons, payments, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.docketing.asking import facts_from_words, read_period
from patentdesk.docketing.engine import compute
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.docketing.fees import Asked
from patentdesk.docketing.payments import Payment, payment
from patentdesk.docketing.results import ComputedDeadline
from patentdesk.docketing.rules import Rule, RuleKind
from patentdesk.docketing.vocabulary import Vocabulary, read_vocabulary
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.portfolio.records import Event
from patentdesk.services import law
from patentdesk.services.library import Library

_WAITING = ("missing_", "impossible_", "long_past")
"""Problems that say what waits for a fact or a record, not what is wrong with a stated one."""
_NO_EVENTS = {*FACT_FIELDS, "priority_or_filing"}
"""What rules count from that is no event of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: office and facts in words (see ``docketing.asking``), and what they leave open.

    ``as_of`` None: everything that follows from the facts, also what passed; a day: what stands open on that day.
    ``years``: only the annuities of these patent years, whether or not a grant is stated; ``annuities``: only
    annuities, of all years. ``extension`` is granted on the last document. ``into``: more offices for a PCT entry.
    """

    office: str
    words: Sequence[str]
    today: date
    right: str = ""
    period: str = ""
    extension: str = ""
    country: str = ""
    as_of: date | None = None
    years: tuple[int, int] | None = None
    annuities: bool = False
    paid_on: date | None = None
    claims: int | None = None
    reduction: str = ""
    into: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A deadline that waits for a fact that was not stated (``field_name`` of a patent, or ``period``)."""

    rule: Rule
    field_name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The deadlines that follow, one payment (or None) each when a day of payment was asked, and what is missing."""

    facts: PatentFacts
    deadlines: tuple[ComputedDeadline, ...]
    payments: tuple[Payment | None, ...]
    needs: tuple[Need, ...]
    problems: tuple[Problem, ...]


def vocabulary(library: Library) -> Vocabulary:
    """Return the words that are understood: codes, the spoken words of the data, and the names in both languages."""
    return library.load("vocabulary", _read_vocabulary)


def offices(library: Library) -> list[str]:
    """Return the offices that have rules."""
    return sorted(set(law.rulebook(library).rules) - {"*"})


def law_version(library: Library) -> str:
    """Return the version of the rule pack."""
    return law.rulebook(library).version


def triggers(library: Library, office: str) -> dict[str, list[str]]:
    """Return the kinds of events and facts that set rules of the office going, each with the task codes it gives."""
    found: dict[str, list[str]] = {}
    for rule in law.rulebook(library).of(office):
        for name in rule.triggers:
            tasks = found.setdefault(name, [])
            if rule.task not in tasks:
                tasks.append(rule.task)
    return found


def calculate(library: Library, question: Question) -> Answer:
    """Return what follows from the facts of a question.

    A date that was not stated is not missed: what would need it is in ``needs``. Problems: ``no_rules_here`` (with the
    offices that have rules), ``nothing_follows`` (with the events that the office has rules for),
    ``extension_unused``, what is wrong with the facts, and (a note) ``event_also``: a word that could be short for
    another event with other days. Raises Refused: bad_word, unknown_word, word_unheard, no_such_day, bad_right_type,
    not_a_period, fact_twice, no_office.
    """
    answer = _calculated(library, question)
    return replace(answer, problems=(*answer.problems, *_other_readings(library, question, answer)))


def other_kinds(library: Library, text: str, office: str) -> list[str]:
    """Return the other kinds of events that a word could be short for, with a task of the office in common.

    What is stated of a patent itself, such as its filing date, has one meaning.
    """
    words, known = vocabulary(library), triggers(library, office)
    meant = words.event(text, office) or ""
    if meant in FACT_FIELDS:
        return []
    own = set(known.get(meant, ()))
    also = (kind for kind in words.also(text, office) if kind not in _NO_EVENTS)
    return [kind for kind in also if own.intersection(known.get(kind, ()))]


def _other_readings(library: Library, question: Question, answer: Answer) -> list[Problem]:
    """Return a note for each word that could name another event, with the days that would follow from that."""
    found, office = [], answer.facts.office
    taken = {(one.task, one.due_date) for one in answer.deadlines}
    for place, word in enumerate(question.words):
        name, _, value = word.partition("=")
        for kind in other_kinds(library, name, office):
            read = [*question.words[:place], f"{kind}={value}", *question.words[place + 1 :]]
            other = _calculated(library, replace(question, words=read))
            days = [one.due_date for one in other.deadlines if (one.task, one.due_date) not in taken and one.due_date]
            if days:
                taken |= {(one.task, one.due_date) for one in other.deadlines}
                told = ", ".join(day.isoformat() for day in sorted(set(days)))
                args: dict[str, str | int | float] = {"word": name, "event": kind, "code": kind, "days": told}
                found.append(Problem("event_also", Severity.NOTE, args=args))
    return found


def _calculated(library: Library, question: Question) -> Answer:
    book, words = law.rulebook(library), vocabulary(library)
    office = office_named(library, question.office)
    right = question.right or ("pct" if office == "WO" else "invention")
    facts = facts_from_words(office, right, question.words, words, period=question.period, country=question.country)
    if not book.of(office):
        known = ", ".join(offices(library))
        problem = Problem("no_rules_here", Severity.WARNING, args={"office": office, "known": known})
        return Answer(facts, (), (), (), (problem,))
    only_years = question.annuities or question.years is not None
    if (
        only_years
        and not facts.granted
        and facts.status is Status.UNKNOWN
        and _renewed_after_grant(book.of(office), facts)
    ):
        facts = replace(facts, status=Status.GRANTED)
    facts = _extended(facts, question.extension)
    everything = question.as_of is None or question.years is not None
    designated = frozenset(words.office(one) for one in question.into)
    today = question.as_of or question.today
    whole = compute(facts, book, law.calendars(library), today, everything=everything, designated=designated)
    kept = [one for one in whole.deadlines if not one.problem and (not only_years or _of_years(one, question.years))]
    needs = () if only_years and kept else _needs(whole.deadlines, facts, only_years)
    problems = [
        one for one in whole.problems if not one.code.startswith(_WAITING) and one.severity is not Severity.NOTE
    ]
    if question.extension and not any(step.code == "extended" for one in kept for step in one.steps):
        problems.append(Problem("extension_unused", Severity.WARNING, args={"period": question.extension}))
    if not kept and not problems:
        problems.append(_nothing(library, facts, needs))
    elif fees := _fees_waiting(facts, needs):
        problems.append(fees)
    payments = tuple(_payment(library, facts, one, question) for one in kept) if question.paid_on else ()
    return Answer(facts, tuple(kept), payments, needs, tuple(problems))


def office_named(library: Library, text: str) -> str:
    """Return the office that a word names. Raises Refused 'no_office' for an empty word."""
    if not text.strip():
        raise refuse("no_office", known=", ".join(offices(library)))
    return vocabulary(library).office(text)


def _fees_waiting(facts: PatentFacts, needs: Iterable[Need]) -> Problem | None:
    """Say which fact the annuities of a granted right wait for, though other days follow from the grant."""
    if facts.grant_date is None:
        return None
    waiting = [need.field_name for need in needs if need.rule.kind is RuleKind.ANNUITY]
    if not waiting:
        return None
    return Problem(f"missing_{waiting[0]}", Severity.WARNING, field_name=waiting[0])


def _extended(facts: PatentFacts, extension: str) -> PatentFacts:
    """Add an extension granted on the day of the last stated event."""
    more = read_period(extension)
    days = [event.event_date for event in facts.events if event.event_date is not None]
    if not more or not days:
        return facts
    granted = Event(uid="extension", kind="extension_granted", event_date=max(days), period=more)
    return replace(facts, events=(*facts.events, granted))


def _renewed_after_grant(rules: Iterable[Rule], facts: PatentFacts) -> bool:
    """Tell whether the fees of this right fall due only once it is granted."""
    states = {rule.state for rule in rules if rule.kind is RuleKind.ANNUITY and rule.suits(facts.right_type)}
    return "granted" in states and not states & {"pending", "alive"}


def _of_years(deadline: ComputedDeadline, years: tuple[int, int] | None) -> bool:
    if deadline.rule.kind is not RuleKind.ANNUITY or deadline.year is None:
        return False
    return years is None or years[0] <= deadline.year <= years[1]


def _needs(deadlines: Iterable[ComputedDeadline], facts: PatentFacts, only_years: bool) -> tuple[Need, ...]:
    """Return the deadlines that wait for a fact, those that a stated event set going (or that were asked for) first."""
    stated = _stated(facts)
    waiting = [one for one in deadlines if one.problem.startswith("missing_")]
    if only_years:
        waiting = [one for one in waiting if one.rule.kind is RuleKind.ANNUITY]
    ordered = sorted(waiting, key=lambda one: not stated & set(one.rule.triggers))
    return tuple(Need(one.rule, one.problem.removeprefix("missing_")) for one in ordered)


def _stated(facts: PatentFacts) -> set[str]:
    """Return the names of the events and facts that were stated."""
    return {event.kind for event in facts.events} | {name for name in FACT_FIELDS if facts.day(name) is not None}


def _nothing(library: Library, facts: PatentFacts, needs: Sequence[Need]) -> Problem:
    """Say why there is no deadline: a fact is missing beside the stated event, or no rule starts from it."""
    if needs and (_stated(facts) & set(needs[0].rule.triggers) or needs[0].rule.kind is RuleKind.ANNUITY):
        return Problem(f"missing_{needs[0].field_name}", Severity.WARNING, field_name=needs[0].field_name)
    known = ", ".join(sorted(triggers(library, facts.office)))
    return Problem("nothing_follows", Severity.WARNING, args={"office": facts.office, "known": known})


def _payment(library: Library, facts: PatentFacts, deadline: ComputedDeadline, question: Question) -> Payment | None:
    if question.paid_on is None:
        return None
    asked = Asked(
        office=facts.office,
        right_type=facts.right_type,
        year=deadline.year or 0,
        paid_on=question.paid_on,
        claims=question.claims,
        reduction=question.reduction,
        unitary=deadline.rule.condition == "unitary",
    )
    return payment(deadline, asked, law.fees(library))


def _read_vocabulary(library: Library) -> Vocabulary:
    spoken = cast("dict[str, dict[str, object]]", library.json("rules/spoken.json"))
    kinds = law.rulebook(library).event_classes
    both = [library.words("en"), library.words("zh")]
    names = {kind: [words.code("event", kind) for words in both] for kind in kinds}
    return read_vocabulary(spoken, names)


def right_types() -> list[str]:
    """Return the codes of the kinds of right."""
    return [right.value for right in RightType]
