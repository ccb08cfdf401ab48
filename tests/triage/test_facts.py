"""Check the digest of the facts."""

from dataclasses import replace
from datetime import date

from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.triage.facts import Tie, active_ties, digest

ON = date(2026, 11, 22)


def test_equal_facts_give_equal_digests_whatever_their_order(facts):
    other = replace(facts, ipc_subclasses=("H01M", "B60L"), family_offices=("US", "CN", "EP"))
    assert digest(facts) == digest(other)
    assert len(digest(facts)) == 64


def test_any_changed_fact_changes_the_digest(facts):
    changed = [
        replace(facts, cited_by_count=9),
        replace(facts, cited_by_count=None),
        replace(facts, product=""),
        replace(facts, family_offices=None),
        replace(facts, term_end=date(2037, 3, 2)),
        replace(facts, ties=(Tie(kind=EncumbranceKind.PLEDGE),)),
    ]
    digests = {digest(facts), *(digest(other) for other in changed)}
    assert len(digests) == len(changed) + 1


def test_ties_bind_until_their_last_day(facts):
    ended, last, later = date(2026, 11, 21), ON, date(2027, 1, 1)
    ties = (
        Tie(kind=EncumbranceKind.LICENCE, end=ended),
        Tie(kind=EncumbranceKind.PLEDGE, end=last),
        Tie(kind=EncumbranceKind.POOL, start=later),
    )
    kinds = [tie.kind for tie in active_ties(replace(facts, ties=ties), ON)]
    assert kinds == [EncumbranceKind.PLEDGE, EncumbranceKind.POOL]
