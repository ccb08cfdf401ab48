"""Measure how the portfolio is looked after: the key figures of the yearly report (practice of the field; knowledge).

To add a figure: one function from ``Facts`` and one line in ``FIGURES``; its name is the word ``kpi.<id>``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from patentdesk.core.money import Money
from patentdesk.core.progress import Progress
from patentdesk.docketing.records import OPEN_STATES, Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Status
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Encumbrance, Event, Patent
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import collect, high_value_rule
from patentdesk.store.file import Between, Reader
from patentdesk.triage.high_value import high_value
from patentdesk.triage.records import Decision, DecisionCode, Review, ReviewItem
from patentdesk.valuation.records import Deal, Valuation

HOME = "CN"
EARLY = timedelta(days=90)
YEAR = timedelta(days=365)
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure: ``value`` is a share (0 ... 1), a number of days or a count, None when nothing can be measured.

    ``part`` of ``whole`` is what it was computed from; ``unit`` is 'share', 'days', 'count', a currency (then ``part``
    and ``whole`` are amounts in major units), or 'CNY/family': an amount in major units.
    """

    id: str
    unit: str
    value: float | None
    part: float = 0.0
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures are measured from, read once from one state of the file."""

    desk: Desk
    reader: Reader
    today: date
    items: Mapping[int, ReviewItem]
    """The latest review item of each patent."""
    decisions: Mapping[int, Decision]
    """The decision in force of each patent."""
    living: frozenset[int]
    progress: Progress

    def count(self, query: str) -> int:
        """Return how many patents a query selects."""
        return len(self.reader.find(parse(query)))


def figures(desk: Desk, progress: Progress | None = None) -> list[Figure]:
    """Return all key figures, in the order of ``FIGURES``. Raises Cancelled."""
    with desk.file.reading() as reader:
        facts = Facts(
            desk=desk,
            reader=reader,
            today=desk.clock.today(),
            items={one.patent_id: one for one in reader.iterate(ReviewItem)},
            decisions={one.patent_id: one for one in reader.iterate(Decision)},
            living=frozenset(int(one) for one in reader.find(parse("is:alive"))),
            progress=progress or Progress(),
        )
        return [figure for measure in FIGURES for figure in measure(facts)]


def _share(name: str, part: float, whole: float) -> Iterator[Figure]:
    yield Figure(name, "share", part / whole if whole else None, part, whole)


def reviewed_early(facts: Facts) -> Iterator[Figure]:
    """Measure the share of decisions taken 90 days or more before the annuity that brought the patent in."""
    due = {
        (item.review_id, item.patent_id): item.due_date
        for item in facts.reader.iterate(ReviewItem)
        if item.due_date is not None
    }
    left = [
        due[one.review_id, one.patent_id] - facts.desk.clock.day_of(one.decided_at)
        for one in facts.reader.iterate(Decision)
        if one.decided_at is not None and one.review_id is not None and (one.review_id, one.patent_id) in due
    ]
    yield from _share("reviewed_early", sum(days >= EARLY for days in left), len(left))


def cycle_days(facts: Facts) -> Iterator[Figure]:
    """Measure the median days from the start of a review to the signature."""
    started = {one.id: one.created_on for one in facts.reader.iterate(Review)}
    days = [
        (facts.desk.clock.day_of(one.signed_at) - start).days
        for one in facts.reader.iterate(Decision)
        if one.signed_at is not None and (start := started.get(one.review_id or 0)) is not None
    ]
    yield Figure("cycle_days", "days", float(median(days)) if days else None, len(days), len(days))


def annuities_avoided(facts: Facts) -> Iterator[Figure]:
    """Measure, by currency, the annuities of twelve months before and after today that signed drops spare.

    The whole is what these twelve months cost with them: done, open and waived ones together.
    """
    dropped = {
        patent_id
        for patent_id, one in facts.decisions.items()
        if one.code is DecisionCode.DROP and one.signed_at is not None
    }
    amounts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    near = Between(facts.today - YEAR, facts.today + YEAR)
    for one in facts.reader.iterate(Deadline, due_date=near, gone=False):
        if one.year is not None and one.amount_minor is not None:
            spared = one.patent_id in dropped and one.state is not DeadlineState.DONE
            amounts[one.currency][0] += one.amount_minor if spared else 0
            amounts[one.currency][1] += one.amount_minor
    for currency, (part, whole) in sorted(amounts.items()):
        spared_sum, all_sum = (float(Money(minor, currency).amount) for minor in (part, whole))
        yield Figure("annuities_avoided", currency, part / whole if whole else None, spared_sum, all_sum)


def missed_fees(facts: Facts) -> Iterator[Figure]:
    """Count annuities of living patents whose last day passed unpaid; the target is none."""
    open_ones = facts.reader.iterate(
        Deadline, due_date=Between(None, facts.today - timedelta(days=1)), state=list(OPEN_STATES), gone=False
    )
    missed = sum(
        one.year is not None
        and one.patent_id in facts.living
        and (one.grace_end or one.due_date or date.max) < facts.today
        for one in open_ones
    )
    yield Figure("missed_fees", "count", float(missed), missed, missed)


def mapped_to_product(facts: Facts) -> Iterator[Figure]:
    """Measure the share of living patents whose product is known."""
    yield from _share("mapped_to_product", facts.count('is:alive -product:""'), len(facts.living))


def graded_useful(facts: Facts) -> Iterator[Figure]:
    """Measure the share of A and B among the living patents with a grade in their latest review."""
    grades = [one.grade.value for patent_id, one in facts.items.items() if patent_id in facts.living]
    graded = [grade for grade in grades if grade != "withheld"]
    yield from _share("graded_useful", sum(grade in {"A", "B"} for grade in graded), len(graded))


def evidence_coverage(facts: Facts) -> Iterator[Figure]:
    """Measure how much of the evidence is known, on average over the latest review of each living patent."""
    found = [one.coverage for patent_id, one in facts.items.items() if patent_id in facts.living]
    yield from _share("evidence_coverage", sum(found), len(found))


def core_overseas(facts: Facts) -> Iterator[Figure]:
    """Measure the share of rights abroad among the living patents of grade A."""
    yield from _share("core_overseas", facts.count(f"is:alive grade:A -office:{HOME}"), facts.count("is:alive grade:A"))


def high_value_share(facts: Facts) -> Iterator[Figure]:
    """Measure the share of high-value ones among the Chinese inventions in force (``triage.high_value``)."""
    of: dict[str, object] = {"office": HOME, "status": Status.GRANTED, "right_type": RightType.INVENTION}
    ids, found = facts.reader.column(Patent, "id", **of), 0
    rule = high_value_rule(facts.desk.library)
    for start in range(0, len(ids), _PAGE):
        facts.progress.report(start, len(ids), "progress.scoring")
        patents = facts.reader.select(Patent, id=ids[start : start + _PAGE])
        for one in collect(facts.desk.library, facts.reader, patents).values():
            found += any(high_value(rule, one, facts.today).values())
    yield from _share("high_value_share", found, len(ids))


def regret_rate(facts: Facts) -> Iterator[Figure]:
    """Measure the share of signed drops that a later signed decision took back, or whose right was restored since."""
    signed = [one for one in facts.reader.iterate(Decision) if one.signed_at is not None]
    drops = [one for one in signed if one.code is DecisionCode.DROP]
    later = {one.replaces_uid for one in signed if one.code is not DecisionCode.DROP and one.replaces_uid}
    ids = [one.patent_id for one in drops]
    restored = {one.patent_id: one.event_date for one in facts.reader.select(Event, patent_id=ids, kind="restoration")}
    back = [one for one in drops if one.uid in later or _after(restored.get(one.patent_id), one, facts)]
    yield from _share("regret_rate", len(back), len(drops))


def _after(day: date | None, decision: Decision, facts: Facts) -> bool:
    signed = decision.signed_at
    return day is not None and signed is not None and day >= facts.desk.clock.day_of(signed)


def licence_income(facts: Facts) -> Iterator[Figure]:
    """Measure, by currency, what the licences with a recorded amount bring per licensed family."""
    sums: dict[str, int] = defaultdict(int)
    patents: dict[str, set[int]] = defaultdict(set)
    for one in facts.reader.iterate(Encumbrance, kind=EncumbranceKind.LICENCE):
        if one.amount_minor is not None and one.currency:
            sums[one.currency] += one.amount_minor
            patents[one.currency].add(one.patent_id)
    for currency, minor in sorted(sums.items()):
        held = facts.reader.select(Patent, id=sorted(patents[currency]))
        families = {one.family_id if one.family_id is not None else -one.id for one in held}
        total = float(Money(minor, currency).amount)
        yield Figure("licence_income", f"{currency}/family", total / len(families), total, len(families))


def calibration(facts: Facts) -> Iterator[Figure]:
    """Measure how often the price of an own patent lay inside the range that it was valued at before."""
    inside = measured = 0
    for deal in facts.reader.iterate(Deal):
        if deal.patent_id is None or deal.day is None or deal.amount_minor is None or deal.patents != 1:
            continue
        before = [
            one
            for one in facts.reader.select(Valuation, patent_id=deal.patent_id, currency=deal.currency)
            if one.valued_on is not None and one.valued_on <= deal.day and None not in (one.low_minor, one.high_minor)
        ]
        if before:
            last = max(before, key=lambda one: (one.valued_on or date.min, one.id))
            measured += 1
            inside += (last.low_minor or 0) <= deal.amount_minor <= (last.high_minor or 0)
    yield from _share("calibration", inside, measured)


FIGURES: tuple[Callable[[Facts], Iterator[Figure]], ...] = (
    reviewed_early,
    cycle_days,
    annuities_avoided,
    missed_fees,
    mapped_to_product,
    graded_useful,
    evidence_coverage,
    core_overseas,
    high_value_share,
    licence_income,
    regret_rate,
    calibration,
)
