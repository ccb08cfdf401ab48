"""Check what forbids dropping."""

from dataclasses import replace
from datetime import date

import pytest

from patentdesk.portfolio.codes import EncumbranceKind, Status
from patentdesk.triage.facts import Tie
from patentdesk.triage.vetoes import LAST_OF_FAMILY, vetoes

ON = date(2026, 11, 22)


def test_a_free_patent_has_none(facts):
    assert vetoes(facts, ON) == ()


@pytest.mark.parametrize("kind", list(EncumbranceKind))
def test_every_encumbrance_is_one(facts, kind):
    [veto] = vetoes(replace(facts, ties=(Tie(kind=kind, counterparty="银行", end=date(2028, 1, 1)),)), ON)
    assert veto.kind == kind.value
    assert veto.args == {"parties": "银行", "until": "2028-01-01"}


def test_two_ties_of_a_kind_are_one_veto_without_end_when_one_has_none(facts):
    ties = (
        Tie(kind=EncumbranceKind.LICENCE, counterparty="A", end=date(2028, 1, 1)),
        Tie(kind=EncumbranceKind.LICENCE, counterparty="B"),
    )
    [veto] = vetoes(replace(facts, ties=ties), ON)
    assert veto.args == {"parties": "A, B", "until": "–"}


def test_another_owner_must_agree(facts):
    [veto] = vetoes(replace(facts, owners=("甲", "乙")), ON)
    assert (veto.kind, veto.args["parties"]) == ("co_owner", "甲, 乙")


def test_the_last_living_member_on_a_product_stays(facts):
    [veto] = vetoes(replace(facts, live_siblings=0), ON)
    assert (veto.kind, veto.args) == (LAST_OF_FAMILY, {"product": "HV-60 pack"})
    assert vetoes(replace(facts, live_siblings=0, product=""), ON) == ()


def test_a_dead_right_needs_no_protection(facts):
    assert vetoes(replace(facts, status=Status.LAPSED, owners=("甲", "乙")), ON) == ()
