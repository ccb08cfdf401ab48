"""Check that signed decisions are carried out once, with proof."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Patent
from patentdesk.services import history
from patentdesk.services.execution import carry_out, to_carry_out
from patentdesk.services.reviewing import decide, sign
from patentdesk.triage.records import Decision


@pytest.fixture
def ids(desk):
    """Store two patents with an open annuity, one with a reply to an office action too."""
    with desk.file.operation("add") as work:
        found = work.add_all([Patent(office="CN", status=Status.GRANTED) for _ in range(2)])
        for one in found:
            work.add(Deadline(patent_id=one, rule_id="a", task="annuity", year=9, due_date=date(2027, 1, 1)))
        work.add(Deadline(patent_id=found[0], rule_id="r", task="reply", due_date=date(2027, 1, 1)))
    return found


def decision_of(desk, patent_id):
    with desk.file.reading() as reader:
        return reader.select(Decision, patent_id=patent_id)[-1]


def states(desk, patent_id):
    with desk.file.reading() as reader:
        return {one.task: (one.state, one.waived_reason) for one in reader.select(Deadline, patent_id=patent_id)}


def test_a_drop_lets_annuities_pass_only_once_it_is_signed(desk, ids):
    decide(desk, ids[:1], "DROP", reason="权利要求过窄")
    decide(desk, ids[1:], "KEEP")
    drop, keep = (decision_of(desk, one) for one in ids)
    with pytest.raises(Refused, match="decision_not_signed"):
        carry_out(desk, [drop.id], "letter 7")
    assert to_carry_out(desk) == []
    sign(desk, [drop.id, keep.id])
    assert [one.id for one in to_carry_out(desk)] == [drop.id, keep.id]
    carry_out(desk, [drop.id, keep.id], " 致代理机构函 2026-117 ")
    assert states(desk, ids[0]) == {
        "annuity": (DeadlineState.WAIVED, "DROP 2026-11-22 tester: 权利要求过窄"),
        "reply": (DeadlineState.OPEN, ""),
    }
    assert states(desk, ids[1])["annuity"] == (DeadlineState.OPEN, "")
    assert decision_of(desk, ids[0]).execution_proof == "致代理机构函 2026-117"
    assert to_carry_out(desk) == []
    history.undo(desk)
    assert states(desk, ids[0])["annuity"][0] is DeadlineState.OPEN


def test_what_cannot_be_carried_out_is_refused(desk, ids):
    decide(desk, ids[:1], "DROP", reason="窄")
    first = decision_of(desk, ids[0])
    sign(desk, [first.id])
    decide(desk, ids[:1], "KEEP")
    for wrong, code in (([first.id], "decision_replaced"), ([99], "decision_unknown")):
        with pytest.raises(Refused, match=code):
            carry_out(desk, wrong, "letter")
    with pytest.raises(Refused, match="execution_proof_needed"):
        carry_out(desk, [first.id], " ")
    assert states(desk, ids[0])["annuity"] == (DeadlineState.OPEN, "")
