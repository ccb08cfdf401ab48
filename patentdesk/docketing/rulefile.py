"""Read rules from their data files and refuse a rule book that contradicts itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from patentdesk.core.periods import Period
from patentdesk.docketing.counting import Counting
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.rules import Lapse, Rule, Rulebook, RuleKind, Source, Term, Weight
from patentdesk.docketing.service import read_service_models
from patentdesk.portfolio.codes import RightType

CONDITIONS = frozenset(
    {
        "",
        "priority_claimed",
        "first_filing",
        "direct",
        "pct_entry",
        "late_grant",
        "late_grant_gb",
        "not_late_grant_gb",
        "resident",
        "overseas",
        "unitary",
        "up_window",
        "designated",
    }
)
_TERM = re.compile(r"(?:(\w+):)?(P\{n-1\}Y|stated|P[0-9A-Z+]+)(?:@(\w+))?\Z")
_STATES = frozenset({"pending", "granted", "alive", "any", ""})
_FREE_ANCHORS = frozenset(FACT_FIELDS) | {"priority_or_filing", "trigger"}


def read_rulebook(
    files: Mapping[str, Iterable[Mapping[str, str]]],
    service_rows: Iterable[Mapping[str, str]],
    event_classes: Mapping[str, str],
) -> Rulebook:
    """Build the rule book from the rows of each rule file by name.

    Raises ValueError naming file, row and rule for a cell that cannot be read, an id that stands twice, an unknown
    event kind, or a rule line whose validity overlaps or leaves a gap.
    """
    rules: dict[str, list[Rule]] = defaultdict(list)
    seen: set[str] = set()
    for name, rows in files.items():
        for number, row in enumerate(rows, start=2):
            try:
                rule = _rule(row, event_classes)
                if rule.id in seen:
                    raise ValueError("the id stands twice")
            except (KeyError, ValueError) as fault:
                raise ValueError(f"{name}, row {number} ({row.get('id', '')}): {fault}") from fault
            seen.add(rule.id)
            rules[rule.office].append(rule)
    for office_rules in rules.values():
        _check_lines(office_rules)
    return Rulebook(
        {office: tuple(found) for office, found in rules.items()}, read_service_models(service_rows), event_classes
    )


def _rule(row: Mapping[str, str], event_classes: Mapping[str, str]) -> Rule:
    triggers = tuple(row["trigger"].split())
    terms = tuple(_term(text) for text in row["terms"].split(";") if text.strip())
    closed_by = frozenset(row["closed_by"].split())
    named = {*triggers, *closed_by, *(term.anchor for term in terms)} - _FREE_ANCHORS
    if unknown := sorted(named - set(event_classes)):
        raise ValueError(f"unknown event kinds {unknown}")
    if row["state"] not in _STATES or row["condition"] not in CONDITIONS:
        raise ValueError(f"unknown state {row['state']!r} or condition {row['condition']!r}")
    kind = RuleKind(row["kind"])
    if kind is not RuleKind.NOTE and not (triggers and terms):
        raise ValueError("a rule that computes needs a trigger and a term")
    shown, _, other = row["brackets"].partition("|")
    currency, brackets = _brackets(shown)
    opens_before = row["opens"].removeprefix("before:") if row["opens"].startswith("before:") else ""
    return Rule(
        id=row["id"],
        line=row["line"],
        office=row["office"],
        right_types=frozenset(RightType(text) for text in row["right_types"].split()),
        kind=kind,
        weight=Weight(row["weight"] or "soft"),
        task=row["task"],
        state=row["state"],
        triggers=triggers,
        terms=terms,
        later=row["combine"] != "earlier",
        then=_period(row["then"]),
        office_set=row["office_set"] == "yes",
        by_document=row["on"] == "document",
        calendar="" if row["roll"] == "none" else row["roll"],
        condition=row["condition"],
        years=_years(row["years"]),
        after_grant=row["first"] == "after_grant",
        opens=_term(row["opens"]) if row["opens"] and not opens_before else None,
        opens_before=_period(opens_before),
        grace=_term(row["grace"]) if row["grace"] else None,
        grace_rolled=row["grace_from"] == "rolled",
        brackets=brackets,
        brackets_other=_brackets(other)[1],
        bracket_currency=currency,
        extension=_period(row["extension"]),
        lapse=Lapse(row["lapse"]),
        closed_by=closed_by,
        stale=_period(row["stale"]),
        selector=Source(row["selector"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        **{name: row[name] for name in _TEXTS},
    )


_TEXTS = (
    "title",
    "details",
    "consequence",
    "remedy",
    "extension_text",
    "grace_text",
    "citation",
    "source",
    "confidence",
    "confidence_text",
)


def _term(text: str) -> Term:
    found = _TERM.match(text.strip())
    if found is None:
        raise ValueError(f"not a term: {text!r}")
    counting, period, anchor = found.groups()
    yearly = period == "P{n-1}Y"
    length = None if yearly or period == "stated" else Period.parse(period)
    return Term(Counting(counting or "corr"), length, anchor or "", yearly)


def _period(text: str) -> Period | None:
    return Period.parse(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _years(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, last = text.split("-")
    return int(first), int(last)


def _brackets(text: str) -> tuple[str, tuple[int, ...]]:
    if text in {"", "fee"}:
        return "", ()
    currency, _, numbers = text.rpartition(":")
    return currency, tuple(int(number) for number in numbers.split(","))


def _check_lines(rules: Iterable[Rule]) -> None:
    lines: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.kind is not RuleKind.NOTE:
            lines[rule.line].append(rule)
    for line, versions in lines.items():
        if len({rule.selector for rule in versions}) > 1:
            raise ValueError(f"rule line {line}: its versions are selected by different dates")
        ordered = sorted(versions, key=lambda rule: rule.valid_from or date.min)
        for before, after in pairwise(ordered):
            if after.valid_from is None or before.valid_to is None or after.valid_from <= before.valid_to:
                raise ValueError(f"rule line {line}: {before.id} and {after.id} overlap")
            if after.valid_from - before.valid_to != timedelta(days=1):
                raise ValueError(f"rule line {line}: no law between {before.valid_to} and {after.valid_from}")
