"""Give what rules say in the reader's language: rules are written in English, their Chinese stands among the words."""

from __future__ import annotations

from patentdesk.core.words import Words
from patentdesk.docketing.records import Deadline
from patentdesk.docketing.rules import Rule

_CHINESE_LAW = frozenset({"CN", "HK", "MO", "TW"})
"""Offices whose law is written in Chinese."""


def law_name(text: str, words: Words) -> str:
    """Return the title of a rule, what follows if it is missed, or how sure it is; what is unknown as it stands."""
    return words.code("law", text)


def law_text(rule: Rule, text: str, words: Words) -> str:
    """Return what a rule says of itself (details, remedy, extension, grace).

    The Chinese of law that is not written in Chinese is marked as the program's own, with the English behind it.
    """
    told = law_name(text, words)
    if told == text or rule.office in _CHINESE_LAW:
        return told
    return words("law_translated", text=told, wording=text)


def law_lines(rule: Rule, words: Words) -> list[str]:
    """Return in a line each what follows if the day is missed and what helps then, as far as the rule says."""
    lines = {"consequence": law_name(rule.consequence, words), "remedy": law_text(rule, rule.remedy, words)}
    return [words("law_line", name=words(f"docket.{name}"), text=text) for name, text in lines.items() if text]


def proof_told(proof: str, words: Words) -> str:
    """Return what a deadline was closed by: a receipt as it stands, an event ('reply 2026-01-31') by its name."""
    kind, blank, day = proof.partition(" ")
    return f"{words(f'event.{kind}')}{blank}{day}" if words.has(f"event.{kind}") else proof


def doubts(deadline: Deadline, words: Words, unconfirmed: bool) -> list[str]:
    """Return what makes a date less than sure: one person's entry, a rule not read in the law, no calendar yet."""
    found = [words("docket.unconfirmed")] if unconfirmed else []
    if deadline.confidence != "primary":
        found += [words.code("confidence", deadline.confidence)]
    if not deadline.roll_verified:
        found += [words("docket.unverified")]
    return [one for one in found if one]
