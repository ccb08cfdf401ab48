"""Check how a committee's votes are counted."""

from hypothesis import given
from hypothesis import strategies as st

from patentdesk.triage.records import DecisionCode, Vote
from patentdesk.triage.votes import count, minutes


@given(st.lists(st.sampled_from(DecisionCode), max_size=9))
def test_a_tie_leads_nowhere(codes):
    found = count([Vote(voter=str(n), code=code) for n, code in enumerate(codes)])
    highest = max((codes.count(code) for code in codes), default=0)
    leaders = {code for code in codes if codes.count(code) == highest}
    assert found.leading == (leaders.pop() if len(leaders) == 1 else None)
    assert found.split == (len(set(codes)) > 1)


def test_minutes_name_the_dissent():
    votes = [Vote(voter="wang", code=DecisionCode.DROP), Vote(voter="li", code=DecisionCode.KEEP, reason="在用")]
    assert [(one["voter"], one["reason"], one["dissent"]) for one in minutes(votes, DecisionCode.DROP)] == [
        ("li", "在用", True),
        ("wang", "", False),
    ]
