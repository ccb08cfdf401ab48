"""Read rules from their data files and refuse a rule book that contradicts itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from patentdesk.core.periods import Period
from patentdesk.docketing.counting import Counting
from patentdesk.docketing.facts import FACT_FIELDS
from patentdesk.docketing.rules import Lapse, Rule, Rulebook, RuleKind, Source, Term, Weight
from patentdesk.docketing.service import read_service_models
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.statuses import NO_WORDS, StatusVocabulary

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
COLUMNS = (  # noqa: SIM905 - a long list
    "id line office right_types kind weight task state trigger terms combine then office_set on roll condition years "
    "first opens grace grace_from brackets extension lapse closed_by stale selector valid_from valid_to title details "
    "consequence remedy extension_text grace_text citation source confidence confidence_text replaces reason"
).split()
"""Columns that are read; the shipped files also carry the words that a rule was made from."""
_STATES = frozenset({"pending", "granted", "alive", "any", ""})
_FREE_ANCHORS = frozenset(FACT_FIELDS) | {"priority_or_filing", "trigger"}


def read_rulebook(
    files: Mapping[str, Iterable[Mapping[str, str]]],
    service_rows: Iterable[Mapping[str, str]],
    event_classes: Mapping[str, str],
    version: str = "",
    statuses: StatusVocabulary = NO_WORDS,
) -> Rulebook:
    """Build the rule book from the rows of each rule file by name.

    Raises ValueError naming file, row and rule for a cell that cannot be read, an id that stands twice, an unknown
    event kind, or a rule line whose validity overlaps or leaves a gap.
    """
    rules: dict[str, list[Rule]] = defaultdict(list)
    seen: set[str] = set()
    for name, rows in files.items():
        for rule in _read(name, rows, event_classes, seen):
            rules[rule.office].append(rule)
    for office_rules in rules.values():
        _check_lines(office_rules)
    found = {office: tuple(office_rules) for office, office_rules in rules.items()}
    return Rulebook(found, read_service_models(service_rows), event_classes, version, statuses)


def with_own_rules(book: Rulebook, name: str, rows: Iterable[Mapping[str, str]], version: str) -> Rulebook:
    """Return the rule book with a member's own rules: columns as in the shipped files, absent ones empty.

    Each row states its ``reason``; ``replaces`` names the official rule whose place it takes (its line, unless stated);
    a row with the id of an official rule takes the place of that one.
    Raises ValueError as ``read_rulebook``, and for a row without a reason or one that replaces what is not there.
    """
    columns = dict.fromkeys(COLUMNS, "")
    seen = {rule.id for rules in book.rules.values() for rule in rules}
    filled = []
    for number, row in enumerate(rows, start=2):
        known = {key: value or "" for key, value in row.items() if key}
        if known.get("id") in seen and not known.get("replaces"):
            known["replaces"] = known["id"]
            seen.discard(known["id"])
        official = book.find(known.get("replaces", ""))
        if not known.get("reason", "").strip():
            raise ValueError(f"{name}, row {number} ({known.get('id', '')}): a rule of one's own needs a reason")
        if known.get("replaces") and (official is None or official.office != known.get("office")):
            raise ValueError(
                f"{name}, row {number}: no rule {known['replaces']} of {known.get('office', '')} to replace"
            )
        line = known.get("line") or (official.line if official else known.get("id", ""))
        filled.append({**columns, **known, "line": line, "confidence": "own"})
    own = _read(name, filled, book.event_classes, seen)
    replaced = {rule.replaces for rule in own}
    offices = {rule.office for rule in own}
    merged = dict(book.rules)
    for office in offices:
        kept = [rule for rule in book.rules.get(office, ()) if rule.id not in replaced]
        kept += [rule for rule in own if rule.office == office]
        _check_lines(kept)
        merged[office] = tuple(kept)
    return Rulebook(merged, book.service, book.event_classes, version, book.statuses)


def _read(name: str, rows: Iterable[Mapping[str, str]], event_classes: Mapping[str, str], seen: set[str]) -> list[Rule]:
    """Read the rules of one file; their ids join those seen."""
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            rule = _rule(row, event_classes)
            if rule.id in seen:
                raise ValueError("the id stands twice")
        except (KeyError, ValueError) as fault:
            raise ValueError(f"{name}, row {number} ({row.get('id', '')}): {fault}") from fault
        seen.add(rule.id)
        found.append(rule)
    return found


def periods_of(rule: Rule) -> list[str]:
    """Return the period of each term as the rule files write it: ``P2M``, ``stated`` or ``P{n-1}Y``."""
    return ["P{n-1}Y" if term.yearly else str(term.period or "stated") for term in rule.terms]


def with_periods(rule: Rule, periods: Sequence[str]) -> str:
    """Return the cell ``terms`` of a rule with other periods, one for each term; anchors and counting stay.

    A period that cannot be read is refused when the row is.
    """
    terms = zip(rule.terms, periods, strict=True)
    return ";".join(f"{term.counting}:{period}" + (f"@{term.anchor}" if term.anchor else "") for term, period in terms)


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
        grace_rolled=row["grace_from"].partition("|")[0] == "rolled",
        grace_open="|" in row["grace_from"],
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
        own_reason=row.get("reason", "").strip(),
        replaces=row.get("replaces", ""),
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
